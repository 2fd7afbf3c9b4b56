"""Furniture: what stands around a respondent's points and is none of them.

Letters have addresses, greetings and sign-offs; e-mails have headers; submissions end with "About us" and a contact;
saved web pages bring cookie notices, captions, subscription boxes and votes. A line is judged by its own words here;
where it stands (before the greeting, after the last numbered point, in the page's foot) is judged in ``context_rules``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.text import CONTACT, EMAIL, POSTCODE, WEB, words


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NAME = r"(?:(?-i:[A-Z])[\w.'’&-]*|all|and|colleagues?|everyone|madam|minister|of|or|sirs?|state|team|the|there|to)"
"""A word of those that are greeted: a name, a title, or what stands between them."""

GREETING = _any(
    rf"(?:dear|hello|hi|hiya|greetings|good (?:morning|afternoon|evening))(?:[ ,/]+{_NAME}){{0,7}}[ ,:;!.]*$",
    r"to whom it may concern\W*$",
    r"(?:sirs?|madam)(?: (?:or|/) (?:sirs?|madam))?[,:]$",
)
CLOSING = _any(
    r"yours?,?(?: \w+)? (?:sincerely|faithfully|truly|respectfully)\b\W*$",
    r"yours\W*$",
    r"(?:with )?(?:(?:my|our|very|many|kind(?:est)?|best|warm(?:est)?) )*(?:regards|wishes)(?: to (?:you )?all)?\W*$",
    r"(?:(?:many|kind|with) )?thanks(?: (?:in advance|again|for (?:reading|your time|listening)))?\W*$",
    r"thank you(?: (?:in advance|again|for (?:reading|your time|listening|taking the time[\w ]*)))?\W*$",
    r"(?:sincerely|respectfully|faithfully|cheers|best|signed)\W*$",
    r"(?:(?:this )?response )?(?:submitted|prepared|completed|signed) (?:by|on behalf of)"
    rf"(?:[\s:,]+{_NAME}){{0,10}}[\s:.]*$",
)
ANNEX = _any(
    r"(?:annex(?:e|es)?|appendix|appendices|schedule|enclosures?|attachment)\b",
    r"(?:(?:our|my) )?detailed (?:comments|response|points)\b",
)
"""What begins a new part below a signature."""

POSTSCRIPT = _any(r"p\.?(?:p\.?)?s\b\.?")

MAIL_SUBJECT = _any(r"(?:subject|re|cc)[ \t]*:")
"""A letter's or a point's, too, where no other header stands beside it."""

MAIL_HEADER = _any(r"(?:from|to|cc|bcc|date|sent|subject|re|reply-to|attachments?)[ \t]*:[ \t]*\S")
MAIL_PROGRAM = _any(
    r"sent from (?:(?:my|a|an|outlook|yahoo|mail)\b.{0,30}\b)?"
    r"(?:i?phone|ipad|mobile|tablet|blackberry|samsung|galaxy|android|outlook|yahoo|windows|device|mail)\b.{0,40}$",
    r"get outlook for\b.{0,30}$",
    r"on .{4,100}\bwrote:$",
    r"-{2,} ?(?:original|forwarded) message ?-{2,}$",
    r".*\bthis (?:e-?mail|message|communication)(?: and any \w+[\w ]{0,40})? (?:is|are|may) .{0,80}"
    r"\b(?:confidential|privileged|intended (?:solely|only))\b",
)
DATE = _any(
    rf"(?:(?:{_DAYS})\W+)?{_DAY} (?:{_MONTHS})\W+\d{{4}}\W*(?:\d{{1,2}}[:.]\d{{2}}(?: ?[ap]m)?)?$",
    rf"(?:(?:{_DAYS})\W+)?(?:{_MONTHS}) (?:{_DAY}\W+)?\d{{4}}\W*$",
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$",
)
PAGE_NUMBER = _any(
    r"(?:page\s*)?\W{0,3}\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W{0,3}$", r"page (?:[ivxl]+|one|two|three|four|five)$"
)
_PHONE = r"[:.]?\s*\(?(?:\+\d|0\d)[\d ()-]{6,}"
CONTACT_LINE = _any(
    r"(?:(?:officer|press|media|main|policy)[ -])?contacts?(?: officer| details| name| us| person)?\s*:",
    r"(?:e-?mail|tel|telephone|phone|mobile|mob|fax|website|web|twitter|postal address|job title|post ?code)\b"
    r"\.?(?: address| number| no\.?)?\s*(?:[:@]|e-?mail)",
    rf"(?:tel|telephone|phone|mobile|mob|fax|direct line|switchboard)\b{_PHONE}",
    r"for (?:any )?(?:more|further) (?:information|details)\b(?: or [\w-]+)?[ ,]*(?:please )?(?:on .{0,60})?"
    r"\b(?:contact|visit|see|call|e-?mail|write to|go to|www|http)\b",
    r"follow us (?:on|at)\b",
    r"(?:address|correspondence to)\s*:",
    r"(?:b?cc|encl?s?)\s*[:.]\s*(?:(?-i:[A-Z]).{0,80}[^.!?])?$",
)
FORM_FIELD = _any(
    rf"(?:the )?(?:closing date|deadline)\b[^.]{{0,40}}\b{_DAY} (?:{_MONTHS})(?: \d{{4}})?\W*$",
    r"(?:this|our|my) (?:submission|response|letter) (?:may|can|should|must|is)(?: not)?(?: to)? be"
    r" (?:made public|published|kept confidential|treated as confidential|treated in confidence)\W*$",
    r"please (?:return|send|complete|submit)\b.{0,40}\b(?:form|questionnaire|responses?|replies)\b.{0,60}$",
    r"please (?:explain|comment|specify|describe)"
    r"(?: (?:below|here|why|your (?:answer|reasons|views?)|in the(?: text)? box(?: below)?))*\W*$",
    r"please (?:tick|circle)\b.{0,40}\b(?:box|boxes|one|all|any|appropriate|apply)\b",
    r"please (?:give|explain|state|provide|set out|add) (?:us )?(?:the |your |any )?(?:further |other )?"
    r"(?:reasons?|answers?|views?|comments?|details)(?: (?:for|on|about) (?:your|this) (?:answer|view|response)s?)?"
    r"(?: (?:here|below|in the(?: text)? box(?: below)?))?\W*$",
    r"(?:are you )?respond(?:ing|ent)\b.{0,60}\b(?:individual|organi[sz]ation)\b[^.]{0,20}[?:]",
    r"(?:(?:your |full |first |last |sur)?name(?: of (?:your |the )?(?:organi[sz]ation|respondent|company))?"
    r"|organi[sz]ation(?:al)?(?: (?:type|name))?|position|role|area|region"
    r"|respondent(?: type| id)?|response id|reference|(?:our|your) ref(?:erence)?|submitted (?:on|at|to)"
    # What stands in a field is a name or a word or two; a clause is an answer.
    r"|date submitted|type of respondent)\s*:\s*(?:(?-i:[A-Z0-9])[^!?]*(?<!\.)|\S+(?: \S+)?)?$",
)
COURTESY = _any(
    r"(?:(?:and )?(?:we|i) )?(?:would like to )?thank (?:you|the (?:government|committee|department|council|minister))"
    r" for (?:the|this|giving (?:us|me) (?:the|an)) (?:opportunity|chance) to"
    r" (?:respond|comment|contribute|reply|take part|submit)\b[^.!?;:]{0,80}[.!]?$",
    r"(?:(?:we|i)(?: very much)? )?look(?:ing)? forward to hearing from you\b[^.!?;:]{0,40}[.!]?$",
    r"(?:(?:we|i) )?look(?:ing)? forward to (?:your (?:reply|response)|(?:reading|seeing) the (?:results|outcome))\b"
    r"[^.!?;:]{0,40}[.!]?$",
    r"please (?:do not hesitate to|feel free to)? ?(?:contact|get in touch|e-?mail|call|write)\b[^.!?;:]{0,80}"
    r"\b(?:further|more|questions?|queries|information|clarification|discuss)\b[^.!?;:]{0,60}[.!]?$",
)
"""Sentences of a letter that say nothing of its matter, standing alone."""

WISHES = _any(
    r"(?:please )?(?:treat|keep|regard|mark) (?:this|my|our|all|the)\b[^.!?;]{0,60}"
    r"\b(?:confidential(?:ly)?|in (?:strict(?:est)? )?confidence|private|anonymous(?:ly)?)\b[^.!?;]{0,80}[.!]?$",
    r"(?:please )?(?:do not|don['’]t) (?:publish|share|disclose|print) (?:this|my|our)"
    r" (?:response|submission|answers?|comments?|views?|letter|name|details|e-?mail)\b[^.!?;]{0,60}[.!]?$",
    r"(?:i|we)(?: am| are|['’]m|['’]re| would(?: be)?)?(?: not)? (?:happy|content|willing|agree|consent|wish|want|like"
    r"|do not (?:wish|want|consent|agree))\b[^.!?;]{0,40}\b(?:my|our|this) (?:response|submission|answers?|name"
    r"|details)\b[^.!?:;]{0,40}\b(?:publish(?:ed)?|made public|confidential|anonymous(?:ly)?|shared|disclosed)\b"
    r"[^.!?;]{0,40}[.!]?$",
)
"""What a respondent wants done with the response itself."""

CONSENT = _any(
    r".*\b(?:happy|content|consent|agree|want|wish|like|permission)\b.{0,60}"
    r"\b(?:publish(?:ed)?|confidential|anonymous)\b",
)

_PICTURE = "(?:picture|photo|photograph|image|illustration)"
CAPTION = _any(
    # The credit is a name: "Picture: Shutterstock", "Photo by: A. Person".
    rf"(?:.{{0,200}}[.!?…]\W{{0,3}}\s)?(?:{_PICTURE}(?: credit)?|photography)\s*(?:by)?\s*:\s*"
    r"(?-i:[A-Z])[\w.'’&/-]*(?:[ /][\w.'’&-]+){0,4}$",
    r"(?:photo|photograph|picture|portrait) of (?-i:[A-Z]).{0,120}[^.!?]$",
    rf"(?:figure|fig\.|{_PICTURE}) ?\d* ?(?:courtesy|credit|copyright)\b",
)
WEB_PAGE = _any(
    r".*\b(?:your|another|newer|different) (?:web )?browser\b",
    r".*\b(?:we|we['’]ll|our|you|your|(?:this|the) (?:web)?site)\b.{0,80}"
    r"\b(?:use|uses|using|accept|enabled?|disabled|manage) (?:all |our |the |of )?cookies\b",
    r"(?:accept|enable|manage|reject|allow)(?: all| our)? cookies\W*$",
    r".*\bcookies (?:disabled|enabled|policy|notice|settings|preferences)\b",
    r".*\benable javascript\b",
    r"from £\s?\d[\d.,]* ?/ ?(?:month|week|year)\W*$",
    r"(?:\(?\d+\)? comments?|comments? ?\(\d+\))\W*$",
    r".*\bhtml (?:tags )?(?:is|are) (?:not )?(?:permitted|allowed)\W*$",
    r"(?:have your say|leave a reply|(?:leave|post|add) a comment|join the (?:conversation|discussion))\W*$",
    r".*\b(?:sign|log|signed|logged) in to (?:\w+ ){0,3}(?:comment|read on|continue reading|view)\b",
    r".*\ball rights reserved\b",
    r"(?:©|\(c\)|copyright)\W+(?:\d{4}|\w+ \d{4})",
    r"(?:skip to (?:\w+ )*content|skip navigation)\W*$",
    r"alert me about\b",
    r".*\b(?:written question|oral answer|debate)s?\b.{0,5}[–—-] (?:answered|asked) (?:on|by|in)\b",
    r"does this answer the above question",
    r"(?:yes|no)? ?\d+ (?:person|people) (?:thinks? (?:so|not)|found this)\b",
    r"was this (?:page|article|answer) (?:helpful|useful)",
    r"\d+ (?:shares|likes|min(?:ute)?s? read)\W*$",
    rf"(?:last )?(?:updated|published|posted)(?: on| at|:)? (?:(?:{_DAYS})\W+)?"
    rf"(?:{_DAY} (?:{_MONTHS})\W+\d{{4}}\b.{{0,40}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\W*)$",
    r"(?:advertisement|sponsored(?: content)?|promoted)\W*$",
)
"""What a web page says to its visitor and no respondent says to the consulting body."""

WEB_HINT = _any(
    r"(?:subscribe|unsubscribe|sign (?:up|in)|log ?in|log ?out|register|join (?:us|now)|donate)\b[^.]{0,60}$",
    r".*\b(?:newsletter|e-?mail alerts?|rss feed|latest (?:\w+ )?(?:issues?|articles?|news|jobs|posts)"
    r"|digital (?:editions?|issue))\b",
    r"(?:share|tweet|print|save|e-?mail)(?: (?:this|on|via|to|article|page|link)\b[^.]{0,40})?$",
    r"(?:read|find out|learn|show|see|view) (?:more|less|all|full \w+)\W*$",
    r"(?:click|tap) (?:here|to)\b",
    r".*\b(?:our|site's|website's) (?:terms (?:and|&) conditions|terms of use|privacy (?:policy|notice))\b",
    r"(?:terms (?:and|&) conditions|privacy (?:policy|notice)|accessibility|cookies|sitemap|contact us|comments?)\W*$",
    r"(?:back to (?:top|\w+)|home|menu|search|breadcrumb|close|next|previous)\W*$",
    r"(?:most (?:popular|read|recent)|related (?:articles?|news|stories|content|posts|links)|you may also like)\W*$",
    r"would you like to (?:ask|receive|subscribe|know more|find out)\b.*\?",
)
"""What a web page often says too, but a respondent might: believed only in a page's head or foot."""

ABOUT = _any(
    r"(?:about us|about this response|about our \w+|who we are)\W*$",
    r"who (?:is|are) (?:the )?(?-i:[A-Z])[\w.'’& -]{1,50}\?\W*$",
    r"(?:(?:our |the )?(?:authors|contributors|endorsements|endorsers|signatories)|acknowledge?ments)\W*$",
    r"about the (?:authors?|respondents?|organi[sz]ation|charity|council|authority|partnership|association|company"
    r"|union|group|network|federation|trust|board|society|institute|alliance|forum|campaign|signatories)\W*$",
    r"(?:contacts?|contact (?:us|details|information)|(?:for )?(?:further|more) information)\W*$",
    r"notes? (?:to|for) editors\W*$",
)
CONTACTS = _any(r"(?:contacts?|contact (?:us|details|information)|(?:for )?(?:further|more) information)\W*$")
"""Headings of a few lines, and of nothing that has headings of its own."""

ABOUT_US = _any(r"(?:about us|about this response|who we are)\W*$")
ARGUES = re.compile(
    r"\b(?:we|i)(?: [\w']+){0,2} (?:believe(?! in\b)|think|oppose|object|agree|disagree|welcome|urge|reject|fear"
    r"|regret)\b"
    r"|\b(?:should|must|ought to)\b(?! be (?:addressed|directed|sent|contacted|attributed|read|cited)\b)"
    r"|\b(?:supports?|opposes?|welcomes?|rejects?) (?:the|this|these) (?:proposals?|plans?|bills?|changes?|aims?)\b"
    r"|\b(?:will|would|could|may) (?:\w+ )?(?:harm|damage|weaken|undermine|suffer|fail)\b",
    re.IGNORECASE,
)
"""What nobody says to introduce themselves: opinions on the matter."""

ABOUT_LINE = re.compile(r"about (us|the [\w ]{2,40}|(?-i:[A-Z])[\w&.'’ -]{1,60}): +(?=(?-i:[A-Z]))", re.IGNORECASE)
"""How a paragraph begins that introduces its author: "About the Trust: The Trust is …"."""

DETAILS = _any(
    r"(?:about you|(?:your|respondent|respondent's|personal|contact|organisation)"
    r" (?:details|information|contact details))\W*$"
)
CONTENTS = _any(r"(?:table of )?contents(?: page)?\W*$", r"in this (?:response|submission|document)\W*$")
NOTES = _any(r"(?:foot|end)?notes?\W*$", r"references\W*$", r"bibliography\W*$", r"sources\W*$")
ENDING = _any(r".*\b(?:conclusions?|concluding|recommendations?|summary|asks)\b")
"""Headings of last sections that hold points, whatever contact stands below them."""


LONGEST_LINE = 45
"""Words: a web page's own lines are shorter; a longer paragraph that happens to mention cookies is a person's."""


@lru_cache(maxsize=1024)
def furniture_reason(line: str) -> str | None:
    """Return the reason why a line is furniture by its own words, wherever it stands, or None."""
    bare_line = line.strip("*_# \t\n>|").replace("\u00a0", " ")
    if not bare_line or len(words(bare_line)) > LONGEST_LINE:
        return None
    for pattern, reason in _LINES:
        if pattern.match(bare_line):
            return reason
    return "contact details" if _mostly_contact(bare_line) else None


_LINES = (
    (MAIL_PROGRAM, "added by a mail program"),
    (CLOSING, "sign-off"),
    (GREETING, "greeting"),
    (PAGE_NUMBER, "page number"),
    (CONTACT_LINE, "contact details"),
    (CAPTION, "caption"),
    (WEB_PAGE, "web page furniture"),
    (DATE, "date"),
    (COURTESY, "courtesy"),
    (WISHES, "respondent's details"),
)


_MAY_BE_CONTACT = re.compile(r"[@\d]|www\.|://", re.IGNORECASE)
"""What every contact has: most lines have none of it, and need no closer look."""


def is_quoted(text: str) -> bool:
    """Return whether every line of a text is one that a mail program has quoted."""
    return text.startswith(">") and all(line.lstrip().startswith(">") for line in text.splitlines())


def has_contact(text: str) -> bool:
    """Return whether a text holds an e-mail address, a telephone number or a contact line."""
    return bool(CONTACT.search(text)) or any(CONTACT_LINE.match(line.strip("*_ -•")) for line in text.splitlines())


def _mostly_contact(line: str) -> bool:
    if not _MAY_BE_CONTACT.search(line):
        return False
    other_text = line
    for pattern in (EMAIL, CONTACT, WEB, POSTCODE):
        other_text = pattern.sub("", other_text)
    return len(words(other_text)) * 2 < len(words(line)) and len(words(other_text)) <= 3
