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

_MESSAGE = (
    r"(?:responses?|submissions?|letters?|comments?|views?|answers?|reply|evidence|feedback|contributions?"
    r"|representations?|e-?mails?|messages?|remarks|words|opinions?)"
)
_MINE = (
    rf"(?:(?:my|our|these) (?:\w+ ){{0,2}}?{_MESSAGE}|this {_MESSAGE}|the (?:attached|enclosed)(?: {_MESSAGE})?"
    r"|(?:anything|nothing|what)(?: that)? (?:i|we)(?: have)? (?:say|said|write|written|wrote))"
)
_THIS = (
    r"(?:this|it)(?=$|[',:]| (?:to|be|being|is|(?:is|was|were)(?:n't)?|will|must|should|may|can(?:not)?|could|are|as"
    r"|not|and|or|in|on|into|from|out|off|with|without|anywhere|online|publicly|public|please|sent|given|stay(?:s|ed)?"
    r"|remains?|kept|treated|made|put|go(?:es)?|anonym\w+|confidential\w*|private\w*|strictly|completely|entirely"
    r"|between)\b)"
)
_PART = r"(?:(?:any|any part|all|parts?|no part|none) of )?"
_IT = rf"{_PART}(?:{_MINE}|{_THIS})"
"""The writer's own words: what says so, or "this" and "it" with no noun behind."""

_NAME = r"(?:my|our) (?:\w+ ){0,2}?(?:names?|identity|personal details|details|address)(?: or (?:\w+ )?\w+)?"
_PLACE = r"(?:(?:the |your |any )?(?:\w+'s )?(?:web ?sites?|web(?: ?pages?)?|internet|social media|facebook))"
_THERE = rf"(?:(?:up )?(?:on|in|to|onto) {_PLACE}|online|(?:in|into) the public domain)"
_SHOW = r"(?:publish|print|make public|quote|share|disclose|release|post|publici[sz]e|circulate|upload)"
_SHOWN = (
    r"(?:published|made public|printed|quoted|shared|disclosed|released|posted|publici[sz]ed|circulated|uploaded"
    rf"|(?:put|placed|shown|appear(?:ing)?|go(?:ing)?|used) {_THERE})"
)
_SPOKEN = r"(?=$| (?:please|publicly|online|anywhere|or|with my|without|on (?:the|your)|in any (?:form|way))\b)"
"""What may stand behind "it … shared", where words are meant: a path is shared by some and between others."""

_NAMED = rf"(?:{_SHOWN}|used|known|mentioned|included|given|attached|(?:to )?appear\b)"
_SECRET = (
    r"(?:(?:as |in )?(?:strictly |completely |entirely )?(?:confidential(?:ly)?|private(?:ly)?|(?:strict )?confidence)"
    r"|between (?:us|ourselves)\b|to yoursel(?:f|ves)\b"
    rf"|(?:off|out of|from) (?:publication|{_PLACE}|(?:the )?public (?:domain|file|record)))"
)
_NOT = r"(?:do not|don'?t|never|not to)"
_KEEP = r"(?:keep|treat|hold|regard|consider|withhold|leave|exclude|omit)"
_UNWILLING = (
    r"(?:i|we) (?:(?:also|really|expressly|specifically|therefore) )?"
    r"(?:(?:do not|don'?t|would not|wouldn'?t|cannot)"
    r" (?:wish|want|like|consent|agree|permit|allow|authorise|give (?:you )?(?:my |our )?(?:consent|permission))"
    r"|(?:refuse|decline|withhold|withdraw) (?:my |our )?(?:consent|permission))\b"
)
_ASK = (
    r"(?:(?:i|we)(?: would| do| must|'d)?(?: also)? (?:wish|want|like|ask|request|prefer|require|rather|trust|expect"
    r"|(?:be )?(?:grateful|happier) if|appreciate it if)\b|please (?:could|can|may|would)\b"
    r"|(?:^|\bplease |\bkindly )(?:ensure|make sure)\b)"
)
_BIDS = r"(?:^|\b(?:please|kindly|you|and|but|so|to)\b |[,:] )"
_OTHERS = r"(?<!they )(?<!who )(?<!that )(?<!newspapers )"
_BE_NOT = (
    r"(?:(?:is|are|was|were|must|should|may|can|will)(?: not|n't|not)|(?:is|are) never|to not|not to|to never|not)"
    r"(?: (?:to )?be(?: \w+)?)?"
)
_WORDS_BETWEEN = r"(?: \w+){0,3}? "
_NEAR = r"[^,;]{0,40}?"


def _its_showing(between: str) -> str:
    """Return what finds that the writer's own words are shown, after the words between."""
    return rf"{_PART}(?:{_MINE}{between}{_SHOWN}|{_THIS}{between}{_SHOWN}{_SPOKEN})"


_KEEPS_NAME = (
    rf"{_OTHERS}{_NOT} (?:{_SHOW}|use|include|show|reveal|give|mention|attach|put|write|have|list) {_NAME}",
    rf"{_BIDS}{_NOT} (?:name|identify) (?:me|us)\b",
    rf"{_UNWILLING}{_NEAR}\b(?:{_NAME}{_NEAR}{_NAMED}|{_IT}(?: \w+){{0,2}} {_SHOWN} (?:with|under|alongside) {_NAME})",
    rf"{_UNWILLING} to be (?:named|identified|quoted by name)",
    rf"{_NAME} (?:(?:is|are|must|should|may|can)(?: not|n't|not)|(?:is|are) never)"
    rf" (?:to )?(?:be )?(?:{_SHOWN}|(?:used|given)$|appear\b)",
    rf"{_ASK}{_NEAR}\b{_NAME} (?:{_BE_NOT} {_NAMED}|(?:is|be|remains?|are) (?:protected|withheld|hidden|left out))",
    rf"{_ASK}{_NEAR} (?:remain|stay|be|be kept|kept) anonymous",
    rf"{_BIDS}(?:keep|treat) (?:me|us|{_IT}|{_NAME}) (?:as )?anonymous",
    rf"{_BIDS}anonymi[sz]e (?:me|{_MINE})\b",
    rf"(?:{_BIDS}|{_ASK}{_NEAR} )(?:(?:withhold|omit|remove|redact|leave out|leave off|hide) {_NAME}"
    rf"|(?:keep|treat|hold|leave) {_NAME} (?:{_SECRET}|off\b|out\b))",
    rf"{_SHOW} (?:{_IT} (?:anonymously|without {_NAME})|without {_NAME})",
    rf"(?:print|publish|use|quote) {_IT},? but not {_NAME}",
    rf"{_NOT} (?:say|tell \w+|print) who (?:i am|we are)\b",
    r"\bname(?: and address)? supplied\b",
    rf"{_BIDS}{_NOT} attribute {_IT} to (?:me|us)\b",
    r"(?:request|ask for|require|respect (?:my|our)) anonymity\b",
)
"""Ways to ask that the name be left out."""

_KEEPS_ALL = (
    rf"{_OTHERS}{_NOT} {_SHOW} (?:(?:any|all|any part|part) of )?{_MINE}",
    rf"{_BIDS}{_NOT} (?:{_SHOW}|put|place|use|include|show|display) {_IT}(?: publicly)?"
    rf"(?: {_THERE}| public| anywhere)?(?: please| publicly)?$",
    rf"{_BIDS}{_NOT} (?:put|place|use|include|show|display|share) {_IT} {_THERE}",
    rf"\bask you not to {_SHOW} {_IT}",
    rf"{_UNWILLING}{_NEAR}\b{_its_showing(_WORDS_BETWEEN)}",
    rf"(?:i|we) (?:object to|refuse) (?:the )?(?:publication of {_MINE}|{_MINE} being {_SHOWN})",
    rf"(?:{_UNWILLING}|not have (?:my|our) (?:permission|consent) ){_NEAR}\b"
    rf"(?:{_SHOW}|(?:the )?publication of|publishing) {_IT}",
    rf"{_UNWILLING}(?: to)? (?:its |the )?(?:publication|being published)$",
    rf"{_IT} (?:(?:is|are|must|should|may|can)(?: not|n't|not)|(?:is|are) never) (?:to )?be {_SHOWN}",
    rf"{_MINE} (?:is|are) not (?:for|intended for) publication",
    rf"{_ASK}{_NEAR}\b{_its_showing(f' {_BE_NOT} ')}",
    rf"{_ASK}{_NEAR}\b{_IT} (?:(?:to )?(?:be|remain|stay|stayed|is|are|was|were)"
    rf"(?: kept| treated| held| left)? )?{_SECRET}",
    rf"{_ASK}(?: that)? (?:nothing|none|no part) {_NEAR}be {_SHOWN}",
    rf"(?:grateful|appreciate it|prefer it|rather|prefer)(?: if)? you (?:did not|didn't|would not|do not)"
    rf" (?:{_SHOW}|put) {_IT}",
    rf"{_BIDS}{_KEEP} (?:all of )?{_IT} {_SECRET}",
    rf"(?:^|\bplease |\bkindly ){_KEEP}(?: as)? {_SECRET}(?: please)?$",
    rf"{_BIDS}(?:keep|leave|exclude) {_MINE} (?:from|out of) (?:the|your) (?:published |public )?report\b(?!')",
    rf"(?:{_MINE}|this) (?:is|are|should be|must be|should remain|must remain)"
    rf"(?: kept| treated| held| sent| given| made| written)? {_SECRET}(?! \w+)",
    rf"(?:i|we) (?:write|am writing|are writing|send this|submit this|respond|am responding) {_SECRET}",
    rf"(?:no part|none|nothing|not a word) (?:of|in|from) {_MINE}"
    rf" (?:may|must|should|can|is to|shall|to) (?:ever )?be {_SHOWN}",
    rf"{_IT}(?: is)?(?: [\w ]{{1,40}}? and)?(?: is)? not to (?:go|be put|be shown|appear) {_THERE}",
    rf"(?:under|in) no circumstances (?:should|must|may|is|are) {_IT} (?:to )?be {_SHOWN}",
    rf"{_IT} (?:is|are) (?:strictly )?for internal use only",
    r"\bfor (?:your|(?:the )?officers'?|council(?:lors)?'?) eyes only$",
    rf"you (?:may|must|should|can)(?: not|not) {_SHOW} {_MINE}",
    rf"(?:happy|content) for you to (?:read|see|have) {_IT},? but not to {_SHOW} {_IT}",
    rf"^(?:please |kindly )?(?:{_NOT} publish|not for (?:publication|circulation|release)|no publication)\b"
    r"(?: please| outside [^,]*)*$",
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
    yoursel eyes between report internal attribut record identi
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
        if _ALL.search(sentence):
            yield Publish.NO, " ".join(found[0].split())


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
