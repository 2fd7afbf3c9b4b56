"""Refusals: a letter or message in which its writer plainly asks not to be published, or not to be named.

A phrase is about the writer's own response or name: an argument about what somebody else should publish is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.model import Publish

_LETTER = (
    r"(?:response|submission|letter|comments?|views?|answers?|reply|evidence|feedback|contribution|representations?)"
)
_MESSAGE = rf"(?:{_LETTER}|e-?mail|message|remarks|words|opinions?)"
_MINE = rf"(?:(?:my|our|these) (?:\w+ ){{0,2}}?{_MESSAGE}s?|this {_MESSAGE})"
_NAME = r"(?:my|our) (?:\w+ ){0,2}?(?:names?|identity|personal details|details|address)"
_OF = r"(?: or (?:\w+ )?\w+)?"
_SHOW = r"(?:publish|print|make public|quote|share|disclose|release|post|publici[sz]e)"
_SHOWN = r"(?:published|made public|printed|quoted|shared|disclosed|released|posted|publici[sz]ed|put online)"
_SECRET = (
    r"(?:(?:as |in )?(?:strictly |completely |entirely )?"
    r"(?:confidential(?:ly)?|private(?:ly)?|(?:strict )?confidence))"
)
_NOT = r"(?:do not|don't|never|not to)"
_UNWILLING = (
    r"(?:i|we) (?:(?:also|really|expressly|specifically|therefore) )?(?:do not|don't|would not|wouldn't|cannot)"
    r" (?:wish|want|like|consent|agree|permit|allow|authorise|give (?:you )?(?:my |our )?(?:consent|permission))\b"
)
_ASK = r"(?:i|we) (?:would |do |'d )?(?:also )?(?:wish|want|like|ask|request|prefer|require)\b"
_BIDS = r"(?:^|\b(?:please|kindly|you|and|but|so|to)\b |[,:] )"
_OTHERS = r"(?<!they )(?<!who )(?<!that )(?<!newspapers )"
_CY_MINE = r"(?:fy|f'|ein|yr|i'm|i'n) ?(?:h?ymateb(?:ion)?|llythyr|sylwadau|h?atebion|h?e-?bost|marn|barn)"
_CY_NAME = r"(?:fy|ein|i'm|i'n) h?enwa?u?"
_CY_UNWILLING = r"(?:nid wyf|nid ydym|dydw i ddim|dwi ddim|dydyn ni ddim|nid oes arnaf)\b"

_KEEPS_NAME = (
    rf"{_OTHERS}{_NOT} (?:{_SHOW}|use|include|show|reveal|give|mention|attach|put|write|have|list) {_NAME}",
    rf"{_BIDS}{_NOT} (?:name|identify) (?:me|us)\b",
    rf"{_UNWILLING}[^,]{{0,40}}?{_NAME}{_OF}(?: to be| being| be)? (?:\w+ )?{_SHOWN}",
    rf"{_UNWILLING} to be (?:named|identified|quoted by name)",
    rf"{_NAME}{_OF} (?:(?:is|are|must|should|may|can)(?: not|not)|(?:is|are) never) (?:to )?(?:be )?{_SHOWN}",
    rf"{_ASK}[^,]{{0,30}}? (?:remain|stay|be|be kept|kept) anonymous",
    rf"{_BIDS}(?:keep|treat) (?:me|us|this|it|{_MINE}|{_NAME}) (?:as )?anonymous",
    rf"{_BIDS}(?:keep|treat|hold) {_NAME}{_OF} {_SECRET}",
    rf"{_BIDS}(?:withhold|omit|remove|redact|leave out|hide) {_NAME}",
    rf"publish {_MINE} (?:anonymously|without {_NAME})",
    rf"{_UNWILLING}[^,]{{0,40}}?{_MINE}(?: to be| being| be)? {_SHOWN} (?:with|under|alongside) {_NAME}",
    rf"peidiwch â (?:chyhoeddi|defnyddio|dangos|datgelu|rhannu) {_CY_NAME}",
    rf"cadwch {_CY_NAME} yn (?:gyfrinachol|breifat)",
    rf"{_CY_UNWILLING}.{{0,40}}{_CY_NAME}.{{0,20}}(?:gyhoeddi|chyhoeddi|rannu|ddatgelu)",
    r"(?:hoffwn|hoffem|dymunaf|rwyf am|rydw i eisiau|dwi eisiau|rydym am)(?: i)?"
    r" (?:aros|barhau|fod|gael fy nghadw) yn (?:ddi-?enw|anhysbys)",
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
    rf"(?:my|our|this) {_LETTER} (?:is|are|should be|must be|should remain|must remain|is sent|is given|is made)"
    rf" (?:kept |treated |held )?{_SECRET}",
    rf"(?:i|we) (?:write|am writing|are writing|send this|submit this|respond|am responding) {_SECRET}",
    rf"peidiwch â (?:chyhoeddi|rhannu|dyfynnu|argraffu) (?:{_CY_MINE}|hwn|hyn)",
    rf"{_CY_UNWILLING}.{{0,40}}{_CY_MINE}.{{0,20}}(?:gyhoeddi|chyhoeddi|rannu)",
    rf"(?:cadwch|cadw|trinwch) (?:{_CY_MINE}|hwn|hyn)(?: i gyd)? yn (?:gyfrinachol|breifat)",
    rf"(?:nid yw|ni ddylid|ni ddylai) .{{0,20}}{_CY_MINE}.{{0,20}}(?:gyhoeddi|chyhoeddi)",
)
"""Ways to ask that nothing of the response be shown."""

_MARK = re.compile(
    r"\W*(?:not for publication|(?:strictly )?private (?:and|&) confidential|strictly confidential"
    r"|in (?:strict |the strictest )?confidence|(?:nid|ddim) i'w gyhoeddi|(?:preifat a )?chyfrinachol)\W*",
    re.IGNORECASE,
)
"""What stands in a line of its own above a letter that is not to be shown."""

_WORDS = ("publi", "print", "quot", "confiden", "private", "anonym", "named", "name", "shar", "disclos", "releas")
_WELSH = ("cyhoedd", "gyhoedd", "chyhoedd", "cyfrinach", "gyfrinach", "breifat", "enw", "anhysbys", "peidiwch")
_SENTENCE = re.compile(r"[^.!?;\n]+(?:\n(?![ \t]*\n|[ \t]*[>☐□❏❑•*])[^.!?;\n]+)*")
_CONDITION = re.compile(
    r"\s*(?:if|unless|whether|where|should (?:you|we|i)|os|oni bai)\b|.*\b(?:if|whether) you\b", re.IGNORECASE
)
_UNTICKED = re.compile(r"[☐□❏❑]|\[ ?\]")
_DENIED = re.compile(r"[\s:?.|)\]-]{0,6}(?:no|nage|nac ydw|false|not ticked|n/a|[☐□❏❑])[ \t.]*(?=\n|$)", re.IGNORECASE)
_NO_BEHIND = re.compile(r"[:|] ?(?:no|nage|nac ydw|false|not ticked|n/a)$", re.IGNORECASE)
_ALL = re.compile("|".join(f"(?:{phrase})" for phrase in _KEEPS_ALL), re.IGNORECASE)
_ONLY_NAME = re.compile("|".join(f"(?:{phrase})" for phrase in _KEEPS_NAME), re.IGNORECASE)


_ASKED_TO_SHOW = (
    r"(?:may|can|could|should|shall) we (?:publish|print|quote|share|name|use)\b[^?\n]{0,120}"
    r"|(?:do|are|would) you (?:consent|agree|happy|content|willing|wish|want|like)\b[^?\n]{0,80}"
    r"\b(?:publish(?:ed|ing)?|publication|made public|named)\b[^?\n]{0,60}"
)
_ANSWERED_NO = re.compile(
    rf"(?P<asked>{_ASKED_TO_SHOW})\?[^\w\n]*(?:\n\s*)?(?:(?:answer|a)\s?[:.]\s*)?"
    r"(?:[☐□❏❑] ?(?:yes|ja|oui)\b\W{1,9})?(?P<no>no|nein|non|nage|nac ydw)\b(?=\W*(?:\n|$))",
    re.IGNORECASE,
)
"""A form's question whether something may be shown, and that it may not."""

_NAME_ALONE = re.compile(r"\b(?:your|the) (?:\w+ ){0,2}names?\b|\bname you\b|\bnamed\b", re.IGNORECASE)


def refusal(text: str) -> tuple[Publish, str] | None:
    """Return what a letter plainly asks for, and the words in which it does; the stricter where it asks twice.

    >>> refusal("Thank you. I do not wish my response to be published. It is long.")
    (<Publish.NO: 'no'>, 'I do not wish my response to be published')
    """
    plain_text = text.replace("’", "'").replace("‘", "'")
    if not _speaks(plain_text):
        return None
    found = list(_refusals(plain_text))
    return min(found, key=lambda one: one[0] is not Publish.NO, default=None)


def _refusals(text: str) -> Iterator[tuple[Publish, str]]:
    for answered in _ANSWERED_NO.finditer(text):
        asks_for_name = _NAME_ALONE.search(answered["asked"]) is not None
        yield Publish.ANONYMOUS if asks_for_name else Publish.NO, f"{answered['asked']}? {answered['no']}"
    for line in text.splitlines():
        if _MARK.fullmatch(line):
            yield Publish.NO, line.strip()
    for found in _SENTENCE.finditer(text):
        sentence = " ".join(found[0].split())
        if not _speaks(sentence) or _is_no_request(sentence, text, found):
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


def _speaks(text: str) -> bool:
    """Return whether a text holds a word that any of the phrases needs, which is quickly told."""
    lower_text = text.lower()
    return any(word in lower_text for word in (*_WORDS, *_WELSH))
