"""Refusals: a letter or message in which its writer plainly asks not to be published, or not to be named.

A phrase is about the writer's own response or name: an argument about what somebody else should publish is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from analysis.model import Publish
from analysis.redacting.refusals_elsewhere import may_refuse_elsewhere, refuses_elsewhere
from analysis.text import word_set

LETTER = (
    r"(?:response|submission|letter|comments?|views?|answers?|reply|evidence|feedback|contribution|representations?)"
)
_MESSAGE = rf"(?:{LETTER}|e-?mail|message|remarks|words|opinions?)"
_SAID = r"(?:anything|what) (?:i|we)(?: have|'ve)? (?:say|said|write|written|wrote)"
_MINE = (
    rf"(?:(?:my|our|these) (?:\w+ ){{0,2}}?{_MESSAGE}s?|this {_MESSAGE}|the (?:attached|enclosed)(?: {_MESSAGE})?"
    rf"|{_SAID})"
)
_IT = rf"(?:(?:any |any part |all |parts? )?of )?(?:this|it|them|{_MINE})"
_PLACE = r"(?:(?:the |your |any )?(?:\w+'s )?(?:web ?sites?|web(?: ?pages?)?|internet|social media|facebook))"
_THERE = rf"(?:(?:up )?(?:on|in|to|onto) {_PLACE}|online|(?:in|into) the public domain)"
_NAME = r"(?:my|our) (?:\w+ ){0,2}?(?:names?|identity|personal details|details|address)"
_OF = r"(?: or (?:\w+ )?\w+)?"
_WORDS_OF_MINE = (
    rf"(?:(?:any of )?(?:my|our) )?(?:\w+ )?(?:{LETTER}|message|remarks|words|opinions?)\b(?! (?:address|number|form))"
)
_BOTH = re.compile(
    rf"\b{_NAME}(?:,? (?:or |and |nor )?(?:my |our )?(?:e-?mail |home )?address(?:es)?)?,? (?:or|and|nor)"
    rf" (?:{_WORDS_OF_MINE}|{_SAID})|\b(?:my|our) {LETTER},? (?:or|and|nor) {_NAME}\b",
    re.IGNORECASE,
)
"""The name and the words of the writer named in one breath: who keeps back both keeps back all."""

_NEITHER = re.compile(rf"\bneither {_BOTH.pattern}", re.IGNORECASE)
_SHOW = r"(?:publish|print|make public|quote|share|disclose|release|post|publici[sz]e|circulate|upload)"
_SHOWN = (
    r"(?:published|made public|printed|quoted|shared|disclosed|released|posted|publici[sz]ed|circulated|uploaded"
    rf"|(?:put|placed|shown|appear(?:ing)?|go(?:ing)?|used) {_THERE})"
)
_SECRET = (
    r"(?:(?:as |in )?(?:strictly |completely |entirely )?"
    r"(?:confidential(?:ly)?|private(?:ly)?|(?:strict )?confidence))"
)
_NOT = r"(?:do not|don'?t|never|not to)"
_UNWILLING = (
    r"(?:i|we) (?:(?:also|really|expressly|specifically|therefore) )?(?:do not|don'?t|would not|wouldn'?t|cannot)"
    r" (?:wish|want|like|consent|agree|permit|allow|authorise|give (?:you )?(?:my |our )?(?:consent|permission))\b"
)
_ASK = r"(?:i|we)(?: would| do|'d)?(?: also)? (?:wish|want|like|ask|request|prefer|require)\b"
_BIDS = r"(?:^|\b(?:please|kindly|you|and|but|so|to)\b |[,:] )"
_OTHERS = r"(?<!they )(?<!who )(?<!that )(?<!newspapers )"

_KEEPS_NAME = (
    rf"{_OTHERS}{_NOT} (?:{_SHOW}|use|include|show|reveal|give|mention|attach|put|write|have|list) {_NAME}",
    rf"{_BIDS}{_NOT} (?:name|identify) (?:me|us)\b",
    rf"{_UNWILLING}[^,]{{0,40}}?{_NAME}{_OF}(?: to be| being| be)? (?:\w+ )?{_SHOWN}",
    rf"{_UNWILLING} to be (?:named|identified|quoted by name)",
    rf"{_NAME}{_OF} (?:(?:is|are|must|should|may|can)(?: not|not)|(?:is|are) never) (?:to )?(?:be )?{_SHOWN}",
    rf"{_ASK}[^,]{{0,30}}? (?:remain|stay|be|be kept|kept) anonymous",
    rf"{_BIDS}(?:keep|treat) (?:me|us|this|it|{_MINE}|{_NAME}) (?:as )?anonymous",
    rf"{_BIDS}(?:keep|treat|hold) {_NAME}{_OF} {_SECRET}",
    rf"{_BIDS}anonymi[sz]e (?:me|{_MINE})\b",
    rf"{_BIDS}(?:withhold|omit|remove|redact|leave out|hide) {_NAME}",
    rf"publish {_MINE} (?:anonymously|without {_NAME})",
    rf"(?:print|publish|use|quote) (?:it|this|{_MINE}),? but not {_NAME}",
    rf"{_NOT} (?:say|tell \w+|print) who (?:i am|we are)\b",
    r"\bname(?: and address)? supplied\b",
    rf"(?:i|we)(?: would|'d) (?:rather|prefer)(?: that)? {_NAME}"
    rf" (?:was not|wasn't|were not|weren't|is not) (?:used|{_SHOWN})",
    rf"{_BIDS}{_NOT} attribute (?:this|it|{_MINE}) to (?:me|us)\b",
    r"(?:request|ask for|require|respect (?:my|our)) anonymity\b",
    rf"{_UNWILLING}[^,]{{0,40}}?{_MINE}(?: to be| being| be)? {_SHOWN} (?:with|under|alongside) {_NAME}",
)
"""Ways to ask that the name be left out."""

_KEEPS_ALL = (
    rf"{_OTHERS}{_NOT} {_SHOW} (?:(?:any|all|any part|part) of )?{_MINE}",
    rf"{_BIDS}{_NOT} {_SHOW} (?:this|it|any of (?:this|it))(?: please| online| anywhere| publicly)?$",
    rf"{_UNWILLING}[^,]{{0,40}}?{_MINE}{_OF}(?: to be| being| be)? (?:\w+ )?{_SHOWN}",
    rf"{_UNWILLING}[^,]{{0,20}}? (?:this|it)(?: to be| being| be) {_SHOWN}(?: please| online| anywhere| publicly)?$",
    rf"{_UNWILLING} (?:to |for )?(?:the publication of|(?:you to |you )?publish(?:ing)?) {_MINE}",
    rf"(?:i|we) (?:refuse|decline|withhold|withdraw) (?:my |our )?(?:consent|permission)\b"
    rf"[^,]{{0,30}}?(?:publi\w+|{_SHOWN})",
    rf"(?:i|we) (?:object to|refuse) (?:the )?(?:publication of {_MINE}|{_MINE} being {_SHOWN})",
    rf"{_MINE} (?:(?:is|are|must|should|may|can)(?: not|not)|(?:is|are) never) (?:to )?be {_SHOWN}",
    rf"{_MINE} (?:is|are) not (?:for|intended for) publication",
    rf"{_ASK}(?: that| for)? (?:this|it|{_MINE}) (?:to )?(?:is |are )?not (?:to )?(?:be )?{_SHOWN}",
    rf"{_ASK}(?: that| for)? (?:this|it|{_MINE}) (?:(?:to )?(?:be|remain|stay|is|are))? ?"
    rf"(?:kept |treated |held )?{_SECRET}",
    rf"{_BIDS}(?:keep|treat|regard|consider|hold) (?:(?:all of )?(?:this|it)|{_MINE}|what i (?:say|have said))"
    rf" {_SECRET}",
    rf"(?:my|our|this) {LETTER} (?:is|are|should be|must be|should remain|must remain|is sent|is given|is made)"
    rf" (?:kept |treated |held )?{_SECRET}",
    rf"(?:i|we) (?:write|am writing|are writing|send this|submit this|respond|am responding) {_SECRET}",
    rf"{_BIDS}{_NOT} (?:put|place|use|include|show|display|share) {_IT} {_THERE}",
    rf"{_BIDS}{_NOT} make {_IT} public$",
    rf"\bask you not to {_SHOW} (?:this|it|{_MINE})\b",
    rf"{_UNWILLING}[^,]{{0,40}}?{_IT}(?: to)?(?: be| being)? (?:\w+ )?{_SHOWN}(?: please| publicly)?(?: or .*)?$",
    rf"(?:i|we)(?: would|'d) (?:rather|prefer)(?: it if)? (?:you (?:did not|didn't) {_SHOW} (?:this|it|{_MINE})"
    rf"|(?:this|it|{_MINE}) (?:was|were|is|are) not {_SHOWN})",
    rf"(?:i|we)(?: would|'d) (?:rather|prefer) that (?:this|it|{_MINE}) (?:was|were|is|are) not {_SHOWN}",
    rf"(?:i|we)(?: would|'d) (?:rather|prefer)(?: that)? (?:this|it|{_MINE}) (?:stayed|was kept|were kept)"
    rf" (?:out of|off) {_PLACE}",
    rf"(?:grateful|appreciate it) if (?:you (?:did not|didn't|would not|do not) (?:{_SHOW}|put) {_MINE}"
    rf"|{_MINE} (?:was|were|is|are) not {_SHOWN})",
    rf"(?:no part|none|nothing|not a word) (?:of|in|from) {_MINE}"
    rf" (?:may|must|should|can|is to|shall|to) (?:ever )?be {_SHOWN}",
    rf"{_ASK}(?: that)? (?:nothing (?:that )?(?:i|we)(?: have)? \w+|none of {_MINE}) (?:to )?be {_SHOWN}",
    rf"(?:this|it|{_MINE})(?: is)?(?: [\w ]{{1,40}}? and)?(?: is)? not to (?:go|be put|be shown|appear) {_THERE}",
    rf"(?:under|in) no circumstances (?:should|must|may|is|are) (?:this|it|{_MINE}) (?:to )?be {_SHOWN}",
    r"(?:i|we) (?:do not|don't|cannot) (?:consent|agree) to (?:its |the )?(?:publication|being published)$",
    rf"(?:i|we) (?:do not|don't|cannot) (?:consent|agree) to (?:its |the )?publication of {_MINE}",
    rf"(?:ensure|make sure)(?: that)? {_MINE} (?:is|are) not {_SHOWN}",
    rf"{_BIDS}(?:withhold|keep|leave|exclude|omit) (?:(?:this|it|{_MINE}) (?:from|out of|off)"
    rf" (?:publication|{_PLACE}|(?:the )?public (?:domain|file|record))"
    rf"|{_MINE} (?:from|out of) (?:the|your) (?:published |public )?report\b(?!'))",
    rf"{_ASK} (?:this|it|{_MINE}) to (?:stay|be kept|be left) (?:off|out of) {_PLACE}",
    r"\bkeep (?:this|it) (?:to yoursel(?:f|ves)|between (?:us|ourselves))\b",
    rf"(?:this|it|{_MINE}) (?:is|are) (?:strictly )?(?:for (?:your eyes|internal use) only|between (?:us|ourselves)\b)",
    rf"you (?:may|must|should|can)(?: not|not) {_SHOW} {_MINE}",
    rf"(?:happy|content) for you to (?:read|see|have) (?:this|it|{_MINE}),? but not to {_SHOW} (?:this|it)",
    rf"^(?:please |kindly ){_NOT} publish(?: please)?$",
)
"""Ways to ask that nothing of the response be shown."""

_MARK = re.compile(
    r"\W*(?:(?:(?:strictly )?confidential\W+)?not (?:for publication|to be published)(?: please)?"
    r"|(?:strictly )?private (?:and|&) confidential|strictly confidential|not for attribution|off the record"
    r"|this is confidential|confidential,? please"
    r"|in (?:strict |the strictest )?confidence|(?:nid|ddim) i'w gyhoeddi|(?:preifat a )?chyfrinachol)\W*",
    re.IGNORECASE,
)
"""What stands in a line of its own above a letter that is not to be shown."""

_WORDS = word_set("""
    publi print quot confiden private anonym named name shar disclos releas website web internet online circulat upload
    yoursel eyes between report internal attribut record
""")
"""What one of the words of any phrase or mark in English holds, which is quickly told."""
_SENTENCE = re.compile(r"[^.!?;\n]+(?:\n(?![ \t]*\n|[ \t]*[>☐□❏❑•*])[^.!?;\n]+)*")
_CONDITION = re.compile(
    r"\s*(?:if|unless|whether|where|should (?:you|we|i)|os|oni bai|wenn|falls|si)\b"
    r"|.*(?<!grateful )(?<!appreciate it )(?<!prefer it )\b(?:if|whether) you\b(?! (?:like|wish|want|must)\b)",
    re.IGNORECASE,
)
_UNTICKED = re.compile(r"[☐□❏❑]|\[ ?\]")
_DENIED = re.compile(r"[\s:?.|)\]-]{0,6}(?:no|nage|nac ydw|false|not ticked|n/a|[☐□❏❑])[ \t.]*(?=\n|$)", re.IGNORECASE)
_NO_BEHIND = re.compile(r"[:|] ?(?:no|nage|nac ydw|false|not ticked|n/a)$", re.IGNORECASE)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of several phrases, which begin with a word or a comma: to look nowhere else is faster."""
    return re.compile(rf"(?:(?<!\w)|(?=[,:]))(?:{'|'.join(f'(?:{phrase})' for phrase in phrases)})", re.IGNORECASE)


_SHOWS = re.compile(rf"\b(?:{_SHOW}|{_SHOWN})\b", re.IGNORECASE)
_ALL, _ONLY_NAME = _any_of(_KEEPS_ALL), _any_of(_KEEPS_NAME)


def refusal(text: str) -> tuple[Publish, str] | None:
    """Return what a letter plainly asks for, and the words in which it does; the stricter where it asks twice.

    >>> refusal("Thank you. I do not wish my response to be published. It is long.")
    (<Publish.NO: 'no'>, 'I do not wish my response to be published')
    """
    return _asked(text) if _may_refuse(text) else None


@lru_cache(maxsize=8_192)
def _asked(text: str) -> tuple[Publish, str] | None:
    """Return what a text asks for, which is wanted where it is taken in and again where it is told."""
    found = _refusals(text.replace("’", "'").replace("‘", "'"))
    return min(found, key=lambda one: one[0] is not Publish.NO, default=None)


def _refusals(text: str) -> Iterator[tuple[Publish, str]]:
    for line in text.splitlines():
        if _MARK.fullmatch(line):
            yield Publish.NO, line.strip()
    for found in _SENTENCE.finditer(text):
        sentence = " ".join(found[0].split())
        if not _may_refuse(sentence) or _is_no_request(sentence, text, found):
            continue
        if elsewhere := refuses_elsewhere(sentence):
            yield elsewhere, sentence
        if not _speaks(sentence):
            continue
        if _ONLY_NAME.search(sentence):
            yield Publish.ANONYMOUS, sentence
            sentence = _ONLY_NAME.sub(" ", sentence)
        whole = " ".join(found[0].split())
        if _ALL.search(sentence) or _keeps_both(whole):
            yield Publish.NO, whole


def _keeps_both(sentence: str) -> bool:
    """Return whether a sentence keeps back the name and the words at once: "I want neither … published"."""
    if not _BOTH.search(sentence):
        return False
    is_neither = _NEITHER.search(sentence) and _SHOWS.search(sentence)
    return bool(is_neither or _ALL.search(_BOTH.sub("my comments", sentence)))


def _is_no_request(sentence: str, text: str, found: re.Match[str]) -> bool:
    """Return whether a sentence is one on condition, quoted from others, or of a form and not ticked."""
    is_quoted = sentence.startswith((">", '"', "“"))
    is_denied = _DENIED.match(text, found.end()) or _NO_BEHIND.search(sentence)
    return bool(is_quoted or is_denied or _CONDITION.match(sentence) or _UNTICKED.search(sentence))


def _may_refuse(text: str) -> bool:
    return _speaks(text) or may_refuse_elsewhere(text)


def _speaks(text: str) -> bool:
    """Return whether a text holds a word that any of the phrases needs, which is quickly told."""
    lower_text = text.lower()
    return any(word in lower_text for word in _WORDS)
