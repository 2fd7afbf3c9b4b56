"""Consent questions: asked plainly, for the name only, whether to keep something back, or in a way to be doubted.

``PLAINLY`` is a closed list of forms of question. Forms of question that turn round or restrict what a "yes" means
have no end, so whatever is not in the list is never taken for a plain question.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from analysis.reading.table import column_vocabulary as words
from analysis.reading.table.other_languages import PLAIN
from analysis.text import normalise


class Asks(Enum):
    """The meanings of a "yes" to a question about consent."""

    PLAINLY = "that the response may be published"
    NAME = "that the name may be published, which says nothing of the response"
    NAMELESS = "that the response may be published without the name"
    NO_NAME = "that the name is to be left out"
    REFUSES = "that the response is not to be published"
    DOUBTFUL = "something that speaks of publication and is not plain"
    NEGATED = "something that is not plain and holds a word that may turn it round"


# The plain forms ------------------------------------------------------------------------------------------------------

_OF = r"(?:your|my|our|this)"
_NOUN = (
    r"(?:(?:full|whole|entire|complete|individual|written|consultation|survey|organi[sz]ation's) )*"
    r"(?:responses?|answers?|comments?|submission|views|reply|feedback|evidence)"
    r"(?: to (?:this|the|our) (?:consultation|survey|questionnaire|inquiry|call for evidence))?"
)
_RESPONSE = rf"{_OF} {_NOUN}"
_NAMED = rf"(?:full |organi[sz]ation(?:'s)? )*names?(?: and (?:{_OF} )?organi[sz]ation)?"
_NAME = rf"{_OF} {_NAMED}"
_BOTH = rf"(?:{_RESPONSE}(?: and (?:{_OF} )?{_NAMED})?|{_NAME} and (?:{_OF} )?{_NOUN})"
_WHERE = (
    r"(?:,? (?:in full|online|publicly|on (?:our|the) website|in (?:our|the) (?:final )?report"
    rf"|(?:along |together )?(?:with|under|alongside|including) (?:{_OF} )?{_NAMED}(?: (?:attached|included))?"
    r"|attributed to (?:you|me|us)))*"
)
_BESIDE = rf"(?: (?:with|alongside|next to|beside) {_RESPONSE})?"
_HAPPY = r"(?:are you|you are|would you be|i am|i'm|we are) (?:happy|content|willing|comfortable)"
_AGREE = (
    r"(?:do you|you|i|we) (?:consent|agree|give (?:us |you )?(?:(?:your|my|our) )?(?:consent|permission|agreement))"
)
_LIKE = r"(?:(?:do|would) you (?:like|want|wish)|(?:i|we) (?:want|would like|wish)|i'd like)"
_MADE = r"(?:published|made public(?:ly available)?)"


def _plain(subject: str, place: str = _WHERE) -> str:
    """Return the plain ways to ask whether something may be published."""
    publish = rf"(?:publish {subject}|make {subject} public(?:ly available)?)"
    return (
        rf"(?:(?:may|can|could|should) we|you (?:may|can)|do we have your (?:permission|consent|agreement) to"
        rf"|{_AGREE} (?:to|for (?:us|you) to)|{_HAPPY} for (?:us|you) to|{_HAPPY} to (?:let|allow) (?:us|you)(?: to)?"
        rf"|is it (?:ok|okay|all right|alright) (?:for us )?(?:to|if we)"
        rf"|(?:do|would|will) you (?:allow|permit|authorise) us to|(?:i|we) (?:allow|permit|authorise) you to"
        rf"|{_LIKE} (?:us|you) to) {publish}{place}"
        rf"|{_HAPPY} for {subject} to be {_MADE}{place}|{_LIKE} (?:for )?{subject} to be {_MADE}{place}"
        rf"|{_LIKE} to have {subject} {_MADE}{place}"
        rf"|{_AGREE} (?:to|for) {subject} (?:being|to be) {_MADE}{place}"
        rf"|{_AGREE} (?:to (?:us |you )?publishing|(?:to|for) (?:the )?publication of) {subject}{place}"
        rf"|(?:may|can|could) {subject} be {_MADE}{place}"
        rf"|(?:consent|permission|agreement|ok|okay|happy|agrees?) (?:to publish|for publication|to publication)"
        rf"(?: (?:of )?{subject})?{place}|publish {subject}{place}"
    )


_PLAINLY = re.compile(rf"{_plain(_BOTH)}|publish|publication (?:consent|permission)|publishing permission")
_OF_NAME = re.compile(
    rf"{_plain(_NAME, _BESIDE)}|(?:(?:may|can|could|should) we|{_HAPPY} for us to|{_AGREE} to us|{_HAPPY} to) "
    rf"(?:name you|be named|(?:use|include|mention|print|give|show) {_NAME}"
    r"|attribut(?:e|ing) (?:\w+ ){1,4}to (?:you|your organi[sz]ation|me|us))(?: by name)?"
    r"(?: (?:in|with|alongside|next to) [\w ]{1,30})?"
)
_POLITE = re.compile(
    r"(?:finally,? |and )?(?:please )?(?:tick|check|select|confirm|indicate|tell us|say|state|let us know)"
    r"(?: (?:this|the) box| here| yes| below)? (?:if|whether|that|to (?:confirm|say|show) that) (?=you |i |we )"
)
_ASIDE = re.compile(
    r" ?[(\[](?:yes ?/ ?no|yes or no|y/n|required|optional|mandatory|please tick|tick(?: one)?|select one)[)\]]"
)

# What turns a question round ------------------------------------------------------------------------------------------

_WITH_RESPONSE = (
    r"(?! (?:and|or|&|nor) (?:\w+ ){0,3}?(?:responses?|answers?|comments?|submission|views|reply|everything))"
)
_IDENTITY = rf"(?:names?|identity|personal (?:details|data|information)|identifying \w+){_WITH_RESPONSE}"
_LEAVES_OUT = re.compile(
    r"\b(?:redact|omit|remov|delet|hid|withh[eo]ld|leav|exclud|conceal)\w*\b (?:out |of )?(?:\w+ ){0,3}?"
    rf"{_IDENTITY}(?: out)?"
    rf"|(?:\bnot|\bnever|n't) (?:publish|print|us|includ|show|quot|shar|disclos|reveal|giv)\w* (?:\w+ )?{_IDENTITY}"
    r"|\b(?:remain|stay|be|keep (?:me|us)|keep (?:my|our) (?:response|name)) anonymous\b"
)
_NAMELESS = re.compile(
    rf"\banonym\w*|\bwithout (?:(?:\w+ ){{0,2}}?{_IDENTITY}|(?:\w+ )?attribution)|\bresponse only\b"
    rf"|\bnot (?:\w+ )?{_IDENTITY}"
    r"|\bnames? (?:and [\w ]{1,30})?(?:be |being |is |are )?(?:omitted|removed|redacted|withheld|deleted|hidden"
    r"|(?:left|taken) out|not)\b|\bnot (?:be )?(?:attributed|named|identified)\b"
)
_PUBLISHING = (
    r"(?:publi(?:sh|c)|quot|print\b|\bprinted|shar(?:e|ing)\b|disclos|attribut|consent|permission|website|report\b)"
)
_SPEAKS = re.compile(_PUBLISHING)
_REFUSING = re.compile(
    r"\b(?:exclu[ds]|prevent|stop|refus|withdr[ae]w|declin|withh[eo]ld|suppress|forbid|block|oppos|opt(?:ing|ed)? out"
    r"|den(?:y|ies)|against|veto|prohibit|disagree|avoid|unhappy|unwilling|uncomfortable|(?<!no )object)\w*\b.{0,80}?"
    + _PUBLISHING
    + r"|"
    + _PUBLISHING
    + r".{0,80}?"
    r"\b(?:excluded|prevented|withheld|refused|stopped|withdrawn|declined|forbidden|not allowed)\b"
    r"|(?:\b(?:not|never|cannot|without)\b|n't\b).{0,60}?" + _PUBLISHING + r"|\bno publication\b|\bnon-publication\b"
    r"|\b(?:kept?|keep|keeping|leave|left|stay|taken?) (?:\w+ ){0,4}?(?:out of|off|back|from|secret)\b"
    r"|(?<!not )(?<!not be )\bconfidential\w*|\bin confidence\b|(?<!not )\bprivate(?:ly)?\b|\bwithh[eo]ld\w*"
    r"|\bunpublished\b|\bunless you (?:tick|check|object)\b"
)
_TURNS = re.compile(
    r"\b(?:no|not|never|nor|neither|cannot|non|rather|prefer(?!ence)\w*|exclu\w+|prevent\w*|stop\w*|refus\w+|withdr\w+|withh\w+"
    r"|declin\w+|redact\w*|omit\w*|omission|remov\w+|delet\w+|hid\w+|conceal\w*|without|unless|except\w*|reasons?"
    r"|anonym\w*|confiden\w*|privat\w+|object\w*|oppos\w+|opt\w* out|keep|kept|leave|left|suppress\w*|block\w*"
    r"|restrict\w*|forbid\w*|prohibit\w*|den(?:y|ies)|against|instead|otherwise)\b|n't\b"
)
"""What may make a "no" to a question an allowance."""

_RESTRICTS = re.compile(
    r"\b(?:only|after|before|once|until|if|but|provided|summar\w+|parts?|privacy|extracts?|limit\w*|condition\w*"
    r"|aggregat\w+|paraphras\w+|pseudonym\w*|initials|contact\w*|mailing|newsletter|gdpr|data protection|understand"
    r"|aware|acknowledge|except\w*)\b"
)
"""What may make a "yes" to a question less than an allowance, or a yes to something else."""

_FIELD = re.compile(r"consent|permission|publication|publish(?:ing)?|confidentiality|yes or no|choice")
"""What a platform calls the only field of a question of consent."""

_SENTENCE_END = re.compile(r"[.!?:;]\s+|\s[-/|]\s")
_TRIMMED = " ?.!:;,-*/|"
LONGEST = 2_000
"""Characters of a name by which it is judged."""


def split_sentences(header: str) -> list[str]:
    """Split a column's name into sentences as they are compared, without numbers and what platforms add."""
    plain_header = _ASIDE.sub("", words.split_number(normalise(header[:LONGEST]))[1])
    phrases = [
        sentence
        for raw_sentence in _SENTENCE_END.split(plain_header)
        if (sentence := words.split_number(raw_sentence.strip(_TRIMMED))[1])
    ]
    while len(phrases) > 1 and (words.GENERIC_PART.fullmatch(phrases[-1]) or _FIELD.fullmatch(phrases[-1])):
        phrases.pop()
    return phrases


@lru_cache(maxsize=256)
def classify_question(header: str) -> Asks:
    """Classify a column's name by what a "yes" below it is a yes to.

    >>> classify_question("Q7. May we publish your response?"), classify_question("May we not publish your response?")
    (<Asks.PLAINLY: 'that the response may be published'>, <Asks.REFUSES: 'that the response is not to be published'>)
    """
    phrases = split_sentences(header)
    if not phrases:
        return Asks.DOUBTFUL
    sentence_kinds = [_classify_sentence(sentence) for sentence in phrases]
    if sentence_kinds[-1] in (Asks.DOUBTFUL, Asks.NEGATED) or any(map(_qualifies, phrases[:-1])):
        return _classify_several(phrases, sentence_kinds)
    return sentence_kinds[-1]


def _classify_several(phrases: list[str], sentence_kinds: list[Asks]) -> Asks:
    """Classify several sentences: a plain one among others asks, but perhaps for less than it says by itself."""
    if Asks.PLAINLY in sentence_kinds:
        return Asks.DOUBTFUL
    qualifying_kinds = {
        sentence_kind
        for sentence_kind, sentence in zip(sentence_kinds, phrases, strict=True)
        if _qualifies(sentence) or _SPEAKS.search(sentence)
    }
    if len(qualifying_kinds) == 1:
        return qualifying_kinds.pop()
    return Asks.NEGATED if any(_TURNS.search(sentence) for sentence in phrases) else Asks.DOUBTFUL


def _classify_sentence(sentence: str) -> Asks:
    core_sentence = _POLITE.sub("", sentence, count=1) if _POLITE.match(sentence) else sentence
    if _PLAINLY.fullmatch(core_sentence) or PLAIN.fullmatch(core_sentence):
        return Asks.PLAINLY
    if _OF_NAME.fullmatch(core_sentence):
        return Asks.NAME
    if refuses_publication(core_sentence):
        return Asks.REFUSES
    if _NAMELESS.search(_LEAVES_OUT.sub(" ", core_sentence)):
        return Asks.NAMELESS if _SPEAKS.search(core_sentence) else Asks.NO_NAME
    if _LEAVES_OUT.search(core_sentence):
        return Asks.NO_NAME
    return Asks.NEGATED if _TURNS.search(core_sentence) else Asks.DOUBTFUL


def refuses_publication(plain_text: str) -> bool:
    """Return whether words, as they are compared, speak of keeping the response back, and not the name alone."""
    return _REFUSING.search(_NAMELESS.sub(" ", _LEAVES_OUT.sub(" ", plain_text))) is not None


def hides_name(plain_text: str) -> bool:
    """Return whether words, as they are compared, speak of leaving the name out."""
    return (_NAMELESS.search(plain_text) or _LEAVES_OUT.search(plain_text)) is not None


def _qualifies(plain_text: str) -> bool:
    return (_TURNS.search(plain_text) or _RESTRICTS.search(plain_text)) is not None


def is_qualified(header: str) -> bool:
    """Return whether a name holds any word that may turn round or restrict what is said below it."""
    return any(map(_qualifies, split_sentences(header)))


def count_negations(header: str) -> int:
    """Count the words of a name that may turn it round; two of them may turn it back."""
    return len(_TURNS.findall(normalise(header[:LONGEST])))
