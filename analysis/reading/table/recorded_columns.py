"""Recorded columns: what survey platforms write about each response beside its answers, by the columns' names."""

from __future__ import annotations

import re

from analysis.reading.table import other_languages

_ANY_PLATFORM = (
    # "Start date", "Submitted at", "Time completed (UTC)".
    r"(?:survey |response |interview )?"
    r"(?:start|end|started|ended|completion|completed|submission|submitted|submit|recorded|modified|response|created|received"
    r"|posted|last modified|date|time|published|entry|stage|creation|interview|last updated?|updated)[ _]?"
    r"(?:date|time|at|on|start|end|started|submitted|completed|received|modified|stamp|created|posted)?"
    r"(?: ?(?:and|&|/) ?time)?(?: ?\((?:utc|gmt|bst|in seconds|seconds).{0,20}\))?"
    r"(?<!^response)(?<!^published)(?<!^entry)(?<!^stage)(?<!^creation)(?<!^interview)",
    r"(?:date|time) of (?:response|submission|completion|interview)|(?:submit|start)date|datestamp|today",
    r"timestamp|time ?taken.{0,20}|time to complete.{0,20}|duration(?: ?\(.{0,30}\))?|total time.{0,20}|time spent",
    r"(?:submitted|sent|posted) from(?: (?:ip|page|url|address))?|page ?(?:url|address)|(?:source|survey) (?:url|link)",
    r"(?:(?:response|survey|respondent|completion|flow|approval|workflow|review) ?)?(?:status|progress)|finished"
    r"|completed?\??|is complete|partial",
    r"(?:user ?|respondent ?|survey ?)?(?:languages?|locale)",
    r"external ?(?:data)? ?reference|external[ _]?(?:ref|id)|uuid|guid|session ?id|(?:access|completion|country) code",
    r"tracking link(?: .{0,30})?|tracking|device.{0,20}|(?:participant )?browser.{0,20}|user ?agent|operating system"
    r"|resolution|referr?er|channel|source|response type|survey(?: ?name| ?title| ?version)?|version|javascript",
    r"(?:agency|docket|tracking|collection|project|form|page|submission|network|member|survey|questionnaire|wave|batch)"
    r"[ _]?(?:id|number|uuid|guid)",
    r"(?:gclid|fbclid|utm[ _]\w+)|recaptcha.{0,20}|word ?count|weight(?:ing)?|sample source",
    r"form(?: (?:name|title|version))?|consent form version",
    r"(?:file )?uploads?|(?:upload|attach)(?: (?:an?|your|any|supporting|additional)){0,3}"
    r" (?:files?|documents?|evidence|photos?|images?)|(?:uploaded |attached )files?|attachments?",
    # What everybody has to tick before sending.
    r"(?:i (?:have read|accept|agree to|understand|consent to) (?:and \w+ )?)?(?:the |our |your )?"
    r"(?:privacy|data protection|gdpr|cookie|terms)(?: (?:and|&) \w+)?"
    r"(?: (?:policy|notice|statement|conditions|of use|of service))?"
    r"(?: (?:consent|accepted|agreed|read|acknowledged?))?",
    # What an office adds in its own list.
    r"powered by|(?:sent|generated|created) (?:via|with|using)",
    r"tags?|assigned to|import batch|entered by|logged by|checked by",
)
_PLATFORMS = (
    # LimeSurvey.
    r"last ?page|start ?language|seed|group ?time ?\d*|interview ?time|refurl",
    # SurveyMonkey.
    r"collector(?: ?id)?|custom ?(?:data|value|variable)s?(?: ?\d+)?",
    # Qualtrics.
    r"distribution ?channel|q_.{1,40}|.{0,300} - (?:(?:parent )?topics?|sentiment(?: (?:score|polarity|label))?"
    r"|topic (?:sentiment|hierarchy) .{1,20})",
    # Microsoft Forms and Google Forms with points.
    r"(?:total )?(?:points|score)(?: ?[-–—].{0,300})?|quiz feedback|grade",
    # Snap: "ID.name", "ID.date"; below them the words.
    r"id\.(?:name|date|start|end|time|format|lang|completed)|case name",
    # Unipark and EFS Survey.
    r"(?:external )?lfdn|tester|dispcode|rts\d+|quota(?: \w+){0,3}|page history|[hv]flip|output mode",
    # SoSci Survey.
    r"(?-i:CASE|MODE|MISSING)|serial|questnnr|mailsent|lastdata|maxpage|time\d{3}|time (?:sum|rsi)|missrel|deg time"
    r"|q viewer",
    # KoBo and ODK.
    r"_(?:id|index|submission_time|validation_status|submitted_by|_version__|attachments|geolocation)"
    r"|meta/instance ?id|formhub/uuid|deviceid",
    # Typeform; EUSurvey; the European Commission's "Have your say".
    r"(?-i:Ending|Alias)|invitation number|transparency register number|(?-i:Scope)",
    # Idox Public Access: comments on planning applications.
    r"(?:planning )?application (?:number|reference|ref|summary|id)|case (?:officer|ref(?:erence)?)|proposal",
    # Objective and JDi: lists of representations.
    r"(?:event|consultation) (?:name|title|id)|consultation",
    # Engagement HQ and Commonplace.
    r"login \(screen name\)|contributor summary.{0,40}|contributor details?"
    r"|(?:number of )?(?:agreements|ratings|votes|likes|replies)|average ratings?",
    # Gravity Forms.
    r"created by \(user id\)|post id|payment (?:status|date|amount)|transaction id",
    # The Federal Communications Commission.
    r"(?:submission|viewing|comment) ?(?:type|status)|proceedings?|date disseminated|express comment|brief comment"
    r"|total page count",
    # regulations.gov.
    r"document (?:sub)?type|is withdrawn|duplicate comments|(?:page|file) ?count"
    r"|comment(?:ed)? on (?:document|id|object)(?: id)?|(?:allow )?late comments?(?: allowed)?"
    r"|comment (?:start|due|end) date|postmark date|(?:restrict|withdraw)\w* reason(?: type)?|reason"
    r" (?:restricted|withdrawn)|display properties\b.{0,60}|federal register number|fr citation"
    r"|(?:content|attachment) files?|related rins?|legacy id",
)
RECORDED = re.compile(f"(?:{'|'.join((*_ANY_PLATFORM, *_PLATFORMS, *other_languages.ADMINISTRATION))})", re.IGNORECASE)
"""Names of columns that a program filled in, compared whole."""
