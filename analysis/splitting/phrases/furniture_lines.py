"""Furniture: what stands around a respondent's points and is none of them.

Letters have addresses, greetings and sign-offs; e-mails have headers; submissions end with "About us" and a contact;
saved web pages bring cookie notices, captions, subscription boxes and votes. A line is judged by its own words here, a
paragraph by those of all its lines and sentences; where it stands (before the greeting, after the last numbered point,
in the page's foot) is judged in ``context_rules``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis.mail_ends import ADDED, is_disclaimer
from analysis.pattern_index import PatternIndex
from analysis.splitting.note_callers import without_note_calls
from analysis.splitting.phrases.acknowledgement_phrases import ACKNOWLEDGEMENT
from analysis.splitting.phrases.contact_blocks import NAME_WORDS, is_contact_block, says_more
from analysis.splitting.phrases.form_phrases import FORM_EXPLAINS
from analysis.splitting.phrases.letter_phrases import (
    ARGUES,
    CLOSING,
    CONNECTIVE,
    COURTESY,
    GREETING,
    INTRODUCES,
    OPINES,
    TAKES_SIDE,
    any_of,
)
from analysis.splitting.phrases.participation_phrases import COVER
from analysis.text import CONTACT, EMAIL, IP_ADDRESS, POSTCODE, WEB, WORD, is_wrapped, words

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
ANNEX = any_of(
    r"(?:annex(?:e|es)?|appendix|appendices|schedule|enclosures?|attachment)\b",
    r"(?:(?:our|my) )?detailed (?:comments|response|points)\b",
)
"""What begins a new part below a signature."""

POSTSCRIPT = any_of(r"p\.?(?:p\.?)?s\b\.?")
MAIL_SUBJECT = any_of(r"(?:subject|re|cc)[ \t]*:")
"""A letter's or a point's, too, where no other header stands beside it."""

MAIL_HEADER = any_of(r"(?:from|to|cc|bcc|date|sent|subject|re|reply-to|attachments?)[ \t]*:[ \t]*\S")
MAIL_PROGRAM = any_of(
    ADDED.pattern,
    r"on .{4,100}\bwrote:$",
    r"-{2,} ?(?:original|forwarded) message ?-{2,}$",
)
_DATED = r"(?:(?:date(?:d| submitted)?|submitted|approved)(?: on)?\W{1,3})?"
DATE = any_of(
    rf"{_DATED}(?:(?:{_DAYS})\W+)?{_DAY} (?:{_MONTHS})\W+\d{{4}}\W*(?:\d{{1,2}}[:.]\d{{2}}(?: ?[ap]m)?)?$",
    rf"{_DATED}(?:(?:{_DAYS})\W+)?(?:{_MONTHS}) (?:{_DAY}\W+)?\d{{4}}\W*$",
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$",
)
PAGE_NUMBER = any_of(
    r"(?:page\s*)?\W{0,3}\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W{0,3}$|page (?:[ivxl]+|one|two|three|four|five)$",
    r"(?-i:x{0,3}(?:ix|iv|v?i{1,3}|v))$|this page (?:(?:is|was|has been) )?(?:intentionally )?(?:left )?blank\W*$",
)
_PHONE = r"[:.]?\s*\(?(?:\+\d|0\d)[\d ()-]{6,}"
_NETWORK = (
    r"(?:(?:https?://)?(?:www\.)?(?:twitter|facebook|instagram|linkedin|youtube|tiktok|bluesky|mastodon)(?:\.com)?)"
)
CONTACT_LINE = any_of(
    r"(?:(?:officer|press|media|main|policy)[ -])?contacts?(?: officer| details| name| us| person)?\s*:",
    r"(?:e-?mail|tel|telephone|phone|mobile|mob|fax|website|web|twitter|postal address|job title|post ?code)\b"
    r"\.?(?: address| number| no\.?)?\s*(?:[:@]|e-?mail)",
    rf"(?:tel|telephone|phone|mobile|mob|fax|direct line|switchboard)\b{_PHONE}",
    r"(?:for (?:any )?|(?:learn|find out|read) )(?:more|further|additional)(?: information| details)?\b"
    r"(?: or [\w-]+)?(?: (?:on|about|regarding) .{0,60}?)?"
    r"[ ,]*(?:please )?"
    r"\b(?:contact|visit|see|call|e-?mail|feel free|write to|go to|www|http|website)\b",
    r"(?:to (?:arrange|request|schedule) [^.!?]{1,60}, |(?:have )?(?:additional|further|any|more) questions\? )"
    r"(?:please )?(?:contact|call|e-?mail)\b.{1,120}$",
    rf"(?:(?:(?:please )?(?:follow|find|like|join|visit|connect with|tweet) us )?(?:on|at|via)?\W{{0,3}}{_NETWORK}\b"
    rf"[\w@./: |,&–-]{{0,60}}?)+$(?<![.!?])|follow us (?:on|at)\b|@\w{{2,30}}$",
    r"(?:address|correspondence to)\s*:",
    r"(?:your|my|our) (?:e-?mail|(?:tele)?phone|mobile|post ?code)(?: address| number)?\s*:"
    r"\s*\S*[@\d]\S*(?: \S*\d\S*){0,4}$",
    r"(?:source |remote )?ip(?:v[46])?(?: address)?\s*:",
    r"(?:b?cc|encl?s?)\s*[:.]\s*(?:(?-i:[A-Z]).{0,80}[^.!?])?$",
)
_LIMIT = re.compile(r"\s?[(\[][^()\[\]]{0,20}\b\d{1,3}(?:[,.]?\d{3})? (?:words|characters)\b[^()\[\]]{0,20}[)\]]\W*$")
"""How a form limits an answer behind its prompt: "(max. 200 words)"."""

COUNTER = any_of(
    r"\d[\d,.]* ?(?:of|/|out of) ?\d[\d,.]* (?:characters|words)(?: (?:used|left|remaining|entered))?\W*$"
    r"|\d[\d,.]* (?:characters|words) (?:used|left|remaining|entered)\W*$"
)
PROMPT = any_of(
    r"(?:click|tap)(?: or (?:click|tap))?(?: or press)?(?: here)? to (?:enter|add|type|insert|choose|select) "
    r"(?:an? |your )?(?:text|date|item|option|answer|response|comments?)(?: here)?\W*$",
    r"(?:please )?(?:choose|select) an (?:item|option)\W*$",
    r"(?:cliquez|klicken)(?: (?:ou|oder) (?:appuyez|tippen))?(?: sie)? (?:ici|hier),? (?:pour|um)\b.{0,40}$"
    r"|(?:cliciwch|cliquer|choisissez un élément|wählen sie ein element aus|dewiswch eitem)\b.{0,40}$",
    r"(?:(?:answer|word) limit:? |(?:please )?(?:answer |respond )?(?:in )?)?(?:max(?:imum|\.)?|up to|no more than"
    r"|(?:fewer|less) than)(?: of)? \d{1,3}(?:[,.]?\d{3})? (?:words|characters)\W*$",
    r"\d{1,3}(?:[,.]?\d{3})? words (?:maximum|max\.?|or (?:less|fewer))\W*$",
)
"""What a form puts where the answer is to stand, or beside it."""

FORM_ASKS = any_of(
    r"please (?:explain|comment|specify|describe)"
    r"(?: (?:below|here|why|your (?:answer|reasons|views?)|in the(?: text)? box(?: below)?))*\W*$",
    r"please (?:complete|answer|fill in) (?:all|each|every|both|any|as many)(?: of)?(?: the)?"
    r" (?:sections?|questions?|parts?|fields?|boxes)\b.{0,80}$",
    r"(?:please )?(?:tell us|let us know|say)(?: (?:why|more|your (?:reasons?|views?|thoughts)|what you think"
    r"|about your (?:answer|reasons?|views?)|here|below|in the(?: text)? box(?: below)?))+\W*$",
    r"please (?:tick|circle)\b.{0,40}\b(?:box|boxes|one|all|any|appropriate|apply)\b",
    r"please (?:give|explain|state|provide|set out|add) (?:us )?(?:the |your |any )?(?:further |other )?"
    r"(?:reasons?|answers?|views?|comments?|details)(?: (?:for|on|about) (?:your|this) (?:answer|view|response)s?)?"
    r"(?: (?:here|below|in the(?: text)? box(?: below)?))?\W*$",
)
"""What a form says of how to answer, or asks for beside a tick."""

FORM_FIELD = any_of(
    FORM_ASKS.pattern,
    rf"(?:the )?(?:closing date|deadline)\b[^.]{{0,40}}\b{_DAY} (?:{_MONTHS})(?: \d{{4}})?\W*$",
    r"(?:(?:this|our|my) (?:submission|response|letter) (?:may|can|should|must|is)|(?:(?:all|your) )?(?:submissions?"
    r"|responses?|replies|answers?|comments?|names?) (?:may|will))(?: not)?(?: to)? be"
    r" (?:made public|published|kept confidential|treated as confidential|treated in confidence)\b[^.!?:;]{0,60}[.!]?$",
    r"please (?:return|send|complete|submit)\b.{0,40}\b(?:form|questionnaire|responses?|replies)\b.{0,60}$",
    r"(?:are you )?respond(?:ing|ent)\b.{0,60}\b(?:individual|organi[sz]ation)\b[^.]{0,20}[?:]",
    r"(?:(?:your |full |first |last |sur)?name(?: of (?:your |the )?(?:organi[sz]ation|respondent|company))?"
    r"|organi[sz]ation(?:al)?(?: (?:type|name))?|position|role|area|region|(?:vor|nach)name|(?:pré)?nom|enw|verein"
    r"|respondent(?: type| id)?|response id|reference|(?:our|your) ref(?:erence)?|submitted (?:on|at|to)"
    r"|signature|signed"
    # What stands in a field is a name or a word or two; a clause is an answer.
    r"|date submitted|type of respondent)\s*:\s*(?:(?-i:[A-Z0-9])[^!?]*(?<!\.)|\S+(?: \S+)?)?$",
)
_OWN = r"(?:this|my|our) (?:response|submission|answers?|comments?|views?|letter|name|details|e-?mail)"
WISHES = any_of(
    r"(?:please )?(?:treat|keep|regard|mark) (?:this|my|our|all|the)\b[^.!?;]{0,60}"
    r"\b(?:confidential(?:ly)?|in (?:strict(?:est)? )?confidence|private|anonymous(?:ly)?)\b[^.!?;]{0,80}[.!]?$",
    rf"(?:(?:please )?(?:do not|don['’]t)|you (?:may|can)(?: not)?)"
    rf" (?:publish|share|disclose|print) {_OWN}\b[^.!?;]{{0,60}}[.!]?$",
    r"(?:i|we)(?: am| are|['’]m|['’]re| would(?: be)?)?(?: not)? (?:happy|content|willing|agree|consent|wish|want|like"
    rf"|do not (?:wish|want|consent|agree))\b[^.!?;]{{0,40}}\b{_OWN}\b[^.!?:;]{{0,40}}"
    r"\b(?:publish(?:ed)?|made public|confidential|anonymous(?:ly)?|shared|disclosed)\b[^.!?;]{0,40}[.!]?$",
)
"""What a respondent wants done with the response itself."""

_PICTURE = "(?:picture|photo|photograph|image|illustration)"
CAPTION = any_of(
    # The credit is a name: "Picture: Shutterstock", "Photo by: A. Person".
    rf"(?:.{{0,200}}[.!?…]\W{{0,3}}\s)?(?:{_PICTURE}(?: credit)?|photography)\s*(?:by)?\s*:\s*"
    r"(?-i:[A-Z])[\w.'’&/-]*(?:[ /][\w.'’&-]+){0,4}$",
    r"(?:photo|photograph|picture|portrait) of (?-i:[A-Z]).{0,120}[^.!?]$",
    rf"(?:figure|fig\.|{_PICTURE}) ?\d* ?(?:courtesy|credit|copyright)\b",
)
TITLE_OF_DATA = any_of(
    r"(?:table|figure|fig\.?|chart|graph|box|exhibit|diagram) ?\d+(?:\.\d+)*[a-z]? ?[:.–—-] (?-i:[A-Z\"“‘(])"
    r".{0,300}[^.!?]$",
    r"sources?: (?-i:[A-Z]).{0,200}$",
)
"""What stands above a table or a picture, or below it to say whence it is."""

WEB_PAGE = any_of(
    # One search of a line for all that may stand anywhere in it: seven take seven times as long.
    r".*\b(?:(?:your|another|newer|different) (?:web )?browser\b"
    r"|(?:we|we['’]ll|our|you|your|(?:this|the) (?:web)?site)\b.{0,80}"
    r"\b(?:use|uses|using|accept|enabled?|disabled|manage) (?:all |our |the |of )?cookies\b"
    r"|cookies (?:disabled|enabled|policy|notice|settings|preferences)\b|enable javascript\b"
    r"|html (?:tags )?(?:is|are) (?:not )?(?:permitted|allowed)\W*$"
    r"|(?:sign|log|signed|logged) in to (?:\w+ ){0,3}(?:comment|read on|continue reading|view)\b"
    r"|all rights reserved\b|\b(?:work|report|document) is licen[cs]ed under\b"
    r"|(?:written question|oral answer|debate)s?\b.{0,5}[–—-] (?:answered|asked) (?:on|by|in)\b)",
    r"(?:accept|enable|manage|reject|allow)(?: all| our)? cookies\W*$",
    r"from £\s?\d[\d.,]* ?/ ?(?:month|week|year)\W*$",
    r"(?:\(?\d+\)? comments?|comments? ?\(\d+\))\W*$",
    r"(?:have your say|leave a reply|(?:leave|post|add) a comment|join the (?:conversation|discussion))\W*$",
    r"(?:©|\(c\)|copyright)\W+(?:\d{4}|\w+ \d{4})",
    r"(?:skip to (?:\w+ )*content|skip navigation)\W*$",
    r"alert me about\b",
    r"does this answer the above question",
    r"(?:yes|no)? ?\d+ (?:person|people) (?:thinks? (?:so|not)|found this)\b",
    r"was this (?:page|article|answer) (?:helpful|useful)",
    r"\d+ (?:shares|likes|min(?:ute)?s? read)\W*$",
    rf"(?:last )?(?:updated|published|posted)(?: on| at|:)? (?:(?:{_DAYS})\W+)?"
    rf"(?:{_DAY} (?:{_MONTHS})\W+\d{{4}}\b.{{0,40}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\W*)$",
    r"(?:advertisement|sponsored(?: content)?|promoted)\W*$",
)
"""What a web page says to its visitor and no respondent says to the consulting body."""

WEB_HINT = any_of(
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

CONTACTS = any_of(r"(?:contacts?|contact (?:us|details|information)|(?:for )?(?:further|more) information)\W*$")
"""Headings of a few lines, and of nothing that has headings of its own."""

ABOUT_US = any_of(r"(?:about us|about this response|who we are)\W*$")
ABOUT = any_of(
    ABOUT_US.pattern,
    CONTACTS.pattern,
    r"about our \w+\W*$",
    r"who (?:is|are) (?:the )?(?-i:[A-Z])[\w.'’& -]{1,50}\?\W*$",
    r"(?:(?:our |the )?(?:authors|contributors|endorsements|endorsers|signatories)|acknowledge?ments)\W*$",
    r"about the (?:[\w’'-]+ ){0,4}?(?:authors?|respondents?|organi[sz]ation|charity|council|authority|company"
    r"|partnership|association|union|group|network|federation|trust|society|institute|alliance|forum|coalition|signatories)\W*$",
    r"notes? (?:to|for) editors\W*$",
)

DETAILS = any_of(
    r"(?:(?:section|part) (?:\d{1,2}|(?-i:[A-Z]))\b[\s:.–-]{1,4})?"
    r"(?:about you|(?:your|respondent|respondent's|personal|contact|organisation)"
    r" (?:details|information|contact details))\W*$"
)
CONTENTS = any_of(r"(?:table of )?contents(?: page)?\W*$", r"in this (?:response|submission|document)\W*$")
NOTES = any_of(r"(?:(?:foot|end)?notes?|references|works cited|bibliography(?: of [\w ]{1,60})?|sources)\W*$")
ENDING = any_of(r".*\b(?:conclusions?|concluding|recommendations?|summary|asks)\b")
"""Headings of last sections that hold points, whatever contact stands below them."""

DISCLAIMER = "about the message itself"

LONGEST_LINE = 45
"""Words: a web page's own lines are shorter; a longer paragraph that happens to mention cookies is a person's."""

LONGEST_SENTENCE = 70
"""Words of a courtesy or a cover note that says in full which paper of which body it answers."""

LONGEST_PARAGRAPH = 1200
"""Characters of a paragraph of sentences that each say nothing of the matter."""

KEPT = 20_000
"""Paragraphs and lines of which the reason is kept: many people answer in the same words, and forms repeat theirs."""


@lru_cache(maxsize=KEPT)
def furniture_reason(text: str) -> str | None:
    """Return the reason why a paragraph is furniture by its own words, wherever it stands, or None.

    It is if all of it is, or every sentence and line of it: "Thank you for taking part. Responses may be published."
    """
    bare_text = _without_dots(without_note_calls(text).strip("*_# \t\n>|").replace("\u00a0", " "))
    if is_disclaimer(bare_text):
        return DISCLAIMER
    reason = _reason_of_parts(bare_text)
    below_first = bare_text.partition("\n")[2]  # a sentence may begin anywhere in its line
    are_joined = is_wrapped(bare_text) or is_wrapped(below_first)
    return reason or (_reason_of_parts(" ".join(bare_text.split())) if are_joined else None)


def _reason_of_parts(bare_text: str) -> str | None:
    whole_reason = _line_reason(bare_text)
    if whole_reason or len(bare_text) > LONGEST_PARAGRAPH:
        return whole_reason
    first_part, *other_parts = [part for part in _PART_ENDS.split(bare_text) if WORD.search(part)] or [""]
    first_reason = _line_reason(first_part) if other_parts else None
    if first_reason is None or first_reason == "web page furniture":
        return None
    goes_on = _may_sign if first_reason == "sign-off" else _line_reason
    return first_reason if all(goes_on(part) for part in other_parts) else None


def _without_dots(text: str) -> str:
    """Return a text without the dots of abbreviations, which end no sentence: "U.S. Department", "Inc. (the Fund)"."""
    return _ABBREVIATION.sub(lambda match: match.group().replace(".", ""), text)


_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}|\b(?:Inc|Ltd|Pty|Corp|LLC|[DMJS]r|Mrs|Ms|Prof|Hon|St|No)\.(?=[\s,]\S)")
_PART_ENDS = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"”’)]))\s+(?=[\W_]*[A-Z])|\n")


def _may_sign(line: str) -> bool:
    """Return whether a line may stand in a signature: a name, a post, a street, a contact."""
    return _line_reason(line) is not None or (len(words(line)) <= NAME_WORDS and line.rstrip()[-1:] not in ".!?:")


@lru_cache(maxsize=KEPT)
def _line_reason(line: str) -> str | None:
    line = _LIMIT.sub("", line) or line
    line = line[1:-1] if line.startswith("(") and line.endswith(")") else line
    length = len(words(line))
    if not line or len(line) > LONGEST_PARAGRAPH or length > LONGEST_SENTENCE:
        return None
    plain_line, is_long = EMAIL.sub("@", line) if "@" in line else line, length > LONGEST_LINE
    for reason in (_LINES[number][1] for number in _index().matching(plain_line)):
        if is_long and reason not in _MAY_ARGUE:
            continue
        # "Should you have any questions" and "welcomes the opportunity" hold no opinion.
        argues_from = max(len("should"), plain_line.find("opportunity"))
        argues = reason in _MAY_ARGUE and ARGUES.search(plain_line, argues_from)
        if not argues and not (reason in COURTEOUS and TAKES_SIDE.search(plain_line)):
            return reason
    if is_long:
        return None
    return "contact details" if is_contact_block(line) else contact_reason(line)


FORM_WORDS = "a form's own words"
COUNTED = "what a form counts below an answer"
TITLES = "the title or source of a table or figure"
CONTENTS_LIST = "contents list"
_LINES = (
    (re.compile(r".*[^\W\d_]\W*?(?:[.…·_]\s?){5,}\d{1,4}\W*$", re.DOTALL), CONTENTS_LIST),  # dots to a page's number
    (MAIL_PROGRAM, "added by a mail program"),
    (CLOSING, "sign-off"),
    (GREETING, "greeting"),
    (PAGE_NUMBER, "page number"),
    (CONTACT_LINE, "contact details"),
    (CAPTION, "caption"),
    (TITLE_OF_DATA, TITLES),
    (WEB_PAGE, "web page furniture"),
    (DATE, "date"),
    (COURTESY, "courtesy"),
    (COVER, "cover note"),
    (ACKNOWLEDGEMENT, "acknowledgement"),
    (CONNECTIVE, "says nothing by itself"),
    (WISHES, "respondent's details"),
    (COUNTER, COUNTED),
    (PROMPT, FORM_WORDS),
    (FORM_EXPLAINS, FORM_WORDS),
    (FORM_ASKS, FORM_WORDS),
    (FORM_FIELD, "respondent's details"),
)
COURTEOUS = ("courtesy", "cover note", "acknowledgement")
_MAY_ARGUE = (*COURTEOUS, TITLES, FORM_WORDS)
"""Reasons that a sentence may give and go on to an opinion."""

_index = cache(lambda: PatternIndex([pattern for pattern, _ in _LINES]))


def contact_reason(line: str) -> str | None:
    """Return the reason why a line is furniture that holds no more than an address, whatever number it has."""
    return "contact details" if _mostly_contact(line) else None


def introducing_sentences(paragraph: str) -> list[str]:
    """Return the sentences and lines of a paragraph, at least one."""
    return _PART_ENDS.split(_without_dots(paragraph))


def says_nothing(sentence: str) -> bool:
    """Return whether a sentence or line is furniture by its own words."""
    return _line_reason(sentence) is not None


def introduces(paragraph: str) -> bool:
    """Return whether a paragraph says what an organisation is, perhaps after a courtesy, and nothing else."""
    sentences = introducing_sentences(paragraph)
    says_who = [INTRODUCES.match(sentence) is not None for sentence in sentences]
    is_brief = all(says or _line_reason(each) for says, each in zip(says_who, sentences, strict=True))
    return is_brief and any(says_who) and OPINES.search(paragraph) is None


def is_quoted(text: str) -> bool:
    """Return whether every line of a text is one that a mail program has quoted."""
    return text.startswith(">") and all(line.lstrip().startswith(">") for line in text.splitlines())


def has_contact(text: str) -> bool:
    """Return whether a text holds an e-mail address, a telephone number or a contact line."""
    return bool(CONTACT.search(text)) or any(CONTACT_LINE.match(line.strip("*_ -•")) for line in text.splitlines())


_MAY_BE_CONTACT = re.compile(r"[@\d]|www\.|://", re.IGNORECASE)
"""What every contact has: most lines have none of it, and need no closer look."""


def _mostly_contact(line: str) -> bool:
    if not _MAY_BE_CONTACT.search(line):
        return False
    other_text = line
    for pattern in (EMAIL, CONTACT, WEB, POSTCODE, IP_ADDRESS):
        other_text = pattern.sub("", other_text)
    return len(words(other_text)) * 2 < len(words(line)) and len(words(other_text)) <= 3 and not says_more(line)
