"""Consent: what a respondent allows us to print, from how a form asks and what they answered.

Whatever is not plainly said counts as ``anonymous``; ``yes`` is believed of plain words to a plain question only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from analysis.model import Publish, TableColumn
from analysis.reading.table import other_languages
from analysis.reading.table.consent_questions import (
    Asks,
    classify_question,
    count_negations,
    hides_name,
    is_qualified,
    refuses_publication,
    split_sentences,
)
from analysis.text import normalise

_THEIRS = r"(?:response|responses|answers?|comments?|submission|name|views|reply|feedback)"
ASKS = re.compile(
    r"\b(?:publish|publication|published|publishing|quote|quoted|quotes|attribut\w+|made public|make public)\b.{0,80}"
    rf"\b(?:your|my|our)\b.{{0,30}}\b{_THEIRS}\b"
    r"|\b(?:your|my|our)\b.{0,30}\b(?:response|answers?|comments?|submission|name|views|reply|identity|organisation)\b"
    r".{0,80}\b(?:publish|publication|published|confidential|confidence|anonymous|anonymously|anonymity|quoted"
    r"|made public|withheld|private)\b"
    r"|\b(?:(?:may|can|could|should) we|happy|content|consent|permission)\b.{0,30}"
    rf"\b(?:share|shared|sharing|print|use|using)\b.{{0,20}}\b(?:your|my|our) (?:\w+ )?{_THEIRS}\b"
    r"|\b(?:use|print|include|share)\b.{0,20}\b(?:quot(?:es|ations?)|extracts?|excerpts?|passages?) (?:from|of)"
    rf" (?:your|my|our) (?:\w+ )?{_THEIRS}\b"
    r"|\b(?:may|can|could|should) we\b.{0,30}\b(?:attribute\b.{0,40}\bto you|name you|use your name"
    r"|quote (?:from )?you)"
    r"|\bhow (?:should|may|can|shall|would you like|do you want) (?:we|us to) (?:handle|treat|use|publish|attribute) "
    rf"(?:your|my|our) (?:\w+ )?{_THEIRS}\b"
    r"|\b(?:wish|want|like|prefer|ask|request|happy) to (?:remain|stay|be) (?:anonymous|confidential)\b"
    r"|^(?:remain|stay|be|keep (?:me|us|this)) (?:anonymous|confidential)\b"
    r"|\bhappy (?:for|to).{0,40}\b(?:published|quoted|named)\b",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"(?:consent(?: to (?:publish|publication|quote))?|publish(?:able|ed)?\??"
    r"|publication(?: consent| permission| preferences?| privacy settings?)?|permission"
    r"(?: (?:to|for) (?:publish|publication|quote|quotation))?"
    r"|ok(?:ay)? to (?:publish|quote)\??|(?:do not|don['’]t) (?:publish|quote)"
    r"|(?:opt(?:ed)? out of|not for|no) publication"
    r"|(?:is |keep )?confidential(?:ity)?\??|anonym(?:ous|ity|ise)\??|publishing (?:permission|preference)s?)",
    re.IGNORECASE,
)
_OF_THEIRS = re.compile(rf"\b(?:your|my) (?:\w+ )?{_THEIRS}\b", re.IGNORECASE)
ABOUT = re.compile(r"\b(?:views?|comments?|thoughts|opinions?) (?:on|about|of|regarding)\b", re.IGNORECASE)
"""A question about something that is published or private, and not about the response."""

_YES = re.compile(
    r"(?:yes|y|true|(?:yes,? )?(?:i agree|agree|agreed|i consent|i do|you (?:may|can)|with (?:my|our) (?:full )?name)"
    rf"|ok|okay|{other_languages.YES})(?:,? (?:please|bitte|s'il vous plaît|os gwelwch yn dda|por favor))?"
)
_BEGINS_YES = re.compile(rf"(?:{_YES.pattern})\b")
_NO = re.compile(
    r"(?:no|n|false|(?:no,? )?(?:i disagree|disagree|i do not consent|i do not agree|i do not|i don't"
    rf"|you (?:may|can)(?: ?not|'t))|not ticked|{other_languages.NO})(?:,? (?:thanks?|thank you|danke|merci|gracias))?"
)
_TICKED = re.compile(r"[x×✓✔☒☑1]|ticked|checked|selected|on")
_BEGINS_NO = re.compile(
    r"(?:no|nope|never|nein|non|na chewch|nac ydw|nage)\b"
    r"(?! (?:preference|answer|response|comments?|views?|opinion|objections?|prob))"
)
_WITH_NAME = re.compile(
    r"(?:yes\W+)?(?:you (?:may|can) |i (?:am happy for you to|consent to you|agree to you) |please |happy for you to )?"
    r"publish(?:ing)? (?:my |our |the )?(?:(?:full )?(?:response|answers|comments|submission|views) )?"
    r"(?:with|and|including|under|alongside) (?:my |our |the )?(?:full |organi[sz]ation(?:'s)? )?names?"
)
_IN_FULL = re.compile(
    r"(?:yes\W+)?(?:you (?:may|can) )?publish (?:my |our |the )?(?:full )?"
    r"(?:response|answers|comments|submission|views)(?: in full)?"
    r"|yes\W+(?:you (?:may|can) )?publish(?: it| my response| our response)?"
)
"""Plain words that allow printing, if the question is not one that they may be the opposite to."""

_REFUSED = re.compile(
    r"\b(?:i|we) (?:refuse|decline|object|withdraw|opt out)\b|^(?:refuse|decline|withhold|object|opt out)"
    r"|\brather not\b|\bprefer not\b(?! to (?:say|answer))"
)
_ALLOWS_NAMELESS = re.compile(r"\b(?:publish|quote|use|print|but|only)\b")
_CONFIDENTIAL = re.compile(r"\bconfidential|\bconfidence\b|\bprivate\b|\bwithh(?:eld|old)\b")
_ANONYMOUS = re.compile(r"\banon(?:ym|\b)")
_OF_MINE = re.compile(
    r"\b(?:my|our|without|with) (?:\w+ )?(?:names?|response|answers|comments|submission|views)\b|\banonym"
)
_SPEAKS = re.compile(r"\bpublish|\bpublication|\bquot(?:e|ed|ing)\b|\bconfidential")
_IDENTIFIES = re.compile(r"\bidentif\w+|\b(?:my|our) (?:\w+ )?(?:name|identity|employer|job|privacy)\b|\bname[ds]?\b")
LONGEST_ANSWER = 60
"""Words of an answer that a form offers about consent."""

_STRICT = (Publish.NO, Publish.ANONYMOUS, Publish.YES)


def is_asked(header: str) -> bool:
    """Return whether a column asks for consent to print."""
    if NAMES.fullmatch(header.strip()) or is_plain(header):
        return True
    if (
        classify_question(header) in (Asks.REFUSES, Asks.NO_NAME)
        and _OF_THEIRS.search(header)
        and not ABOUT.search(header)
    ):
        return True
    return (ASKS.search(header) is not None and not ABOUT.search(header)) or other_languages.asks_consent(header)


def is_permission(cell_text: str) -> bool:
    """Return whether a cell can be an answer to a question of consent: a yes, a no, a tick, or words of permission."""
    plain_text = normalise(cell_text).strip(" .!")
    return _TICKED.fullmatch(plain_text) is not None or is_about(cell_text)


def says_yes_or_no(cell_text: str) -> bool:
    """Return whether an answer begins with a yes or a no."""
    plain_text = normalise(cell_text).strip(" .!")
    return (_BEGINS_YES.match(plain_text) or _BEGINS_NO.match(plain_text)) is not None


def is_yes_or_no(cell_text: str) -> bool:
    """Return whether the whole of an answer is a yes or a no."""
    plain_text = normalise(cell_text).strip(" .!")
    return (_YES.fullmatch(plain_text) or _NO.fullmatch(plain_text)) is not None


def asks_to_be_nameless(cell_text: str) -> bool:
    """Return whether a cell keeps back the name, or asks for confidence, in no more words than a form offers."""
    plain_text = normalise(cell_text)
    is_short = len(plain_text.split()) <= LONGEST_ANSWER
    return is_short and (hides_name(plain_text) or _CONFIDENTIAL.search(plain_text) is not None)


def is_plain(header: str) -> bool:
    """Return whether a column asks for consent so plainly that whatever is in it is no answer to the consultation."""
    return classify_question(header) in (Asks.PLAINLY, Asks.NAME)


def is_wish(header: str) -> bool:
    """Return whether a column asks who would rather not be named."""
    return (_CONFIDENTIAL.search(normalise(header)) or _ANONYMOUS.search(normalise(header))) is not None


def is_answer(cell_text: str) -> bool:
    """Return whether a cell says, by itself, what may be done with the response ("Publish my response without my
    name")."""
    plain_text = normalise(cell_text)
    return (
        len(plain_text.split()) <= LONGEST_ANSWER
        and _SPEAKS.search(plain_text) is not None
        and _OF_MINE.search(plain_text) is not None
    )


def is_reason(cell_text: str) -> bool:
    """Return whether a cell says why a response is not to be printed, and so is no answer to the consultation."""
    plain_text = normalise(cell_text)
    return any(pattern.search(plain_text) for pattern in (_SPEAKS, _ANONYMOUS, _CONFIDENTIAL, _IDENTIFIES))


def is_about(cell_text: str) -> bool:
    """Return whether a cell allows or refuses something, or says why: "Yes", "No thanks", "Only without my name"."""
    plain_text = normalise(cell_text).strip(" .!")
    matchers = (_YES.match, _NO.match, _REFUSED.search)
    return any(matcher(plain_text) for matcher in matchers) or is_reason(cell_text)


def consent_question(column: TableColumn) -> str:
    """Return the words by which a column asks: a choice stands below its question, which may turn it round."""
    return f"{column.asks}: {column.part}" if column.part else column.asks


def is_of_name(header: str) -> bool:
    """Return whether a column asks whether the name may be printed, and says nothing of the response."""
    return classify_question(header) is Asks.NAME


def blank_meaning(header: str) -> Publish | None:
    """Return what a cell that is left blank allows: whoever does not say that the name may be printed has not
    allowed it."""
    return Publish.ANONYMOUS if is_of_name(header) else None


def strictest(permissions: Iterable[Publish | None]) -> Publish:
    """Return the strictest of several columns' permissions; None says nothing, and where nothing is said it is
    ``anonymous``."""
    distinct_permissions = frozenset(permissions)
    return next((permission for permission in _STRICT if permission in distinct_permissions), Publish.ANONYMOUS)


class Unclear(Exception):
    """An answer about consent whose meaning is not plain."""


def meaning(header: str, answer_text: str, given_meanings: Mapping[str, Publish]) -> Publish | None:
    """Return the permission in an answer to a column; None: it neither allows nor forbids. Raises ``Unclear``.

    >>> meaning("I would like my response to be confidential", "Yes", {})
    <Publish.NO: 'no'>
    """
    plain_answer = normalise(answer_text).strip(" .!")
    if plain_answer in given_meanings:
        return given_meanings[plain_answer]
    question_kind = classify_question(header)
    if _YES.fullmatch(plain_answer) or (
        plain_answer and plain_answer.strip(" ?") == "".join(split_sentences(header)[-1:])
    ):
        return _yes_to(question_kind)
    if _TICKED.fullmatch(plain_answer) and question_kind in (Asks.REFUSES, Asks.NO_NAME, Asks.NAMELESS):
        return _yes_to(question_kind)  # whoever ticks that it be kept back means it
    if _NO.fullmatch(plain_answer):
        return _no_to(question_kind, header)
    return _in_words(plain_answer, question_kind, header)


def refuses(header: str, answer_text: str) -> bool:
    """Return whether an answer keeps something back, or is a no to what is not plainly asked."""
    if not answer_text.strip():
        return False
    try:
        meant = meaning(header, answer_text, {})
    except Unclear:
        meant = None
    if meant is None:
        return _BEGINS_NO.match(normalise(answer_text)) is not None or classify_question(header) is Asks.NEGATED
    return meant is not Publish.YES


def meanings_for(header: str, given_meanings: Mapping[str, Publish], several: bool) -> Mapping[str, Publish]:
    """Return the meanings that a person gives to answers, as far as they hold for one column.

    Where several columns ask, a bare "yes" that allows everything in one may keep something back in another: there it
    means what it says.
    """
    return {
        answer_text: permission
        for answer_text, permission in given_meanings.items()
        if not (several and _is_looser(header, answer_text, permission))
    }


def _is_looser(header: str, answer_text: str, permission: Publish) -> bool:
    if permission is not Publish.YES or not (_YES.fullmatch(answer_text) or _NO.fullmatch(answer_text)):
        return False
    try:
        return meaning(header, answer_text, {}) is not Publish.YES
    except Unclear:
        return False


def _yes_to(question_kind: Asks) -> Publish | None:
    if question_kind in (Asks.DOUBTFUL, Asks.NEGATED):
        raise Unclear
    permission_by_kind = {
        Asks.PLAINLY: Publish.YES,
        Asks.NAMELESS: Publish.ANONYMOUS,
        Asks.NO_NAME: Publish.ANONYMOUS,
        Asks.REFUSES: Publish.NO,
    }
    return permission_by_kind.get(question_kind)


def _no_to(question_kind: Asks, header: str) -> Publish | None:
    """Return the permission in a "no"; one that refuses to be confidential or anonymous allows nothing by itself."""
    if question_kind is Asks.NEGATED or (question_kind is Asks.REFUSES and count_negations(header) > 1):
        raise Unclear
    if question_kind in (Asks.REFUSES, Asks.NO_NAME):
        return None
    return Publish.ANONYMOUS if question_kind is Asks.NAME else Publish.NO


def _in_words(plain_answer: str, question_kind: Asks, header: str) -> Publish | None:
    if _BEGINS_NO.match(plain_answer) and not (hides_name(plain_answer) and _ALLOWS_NAMELESS.search(plain_answer)):
        return Publish.NO if refuses_publication(plain_answer) else _no_to(question_kind, header)
    if refuses_publication(plain_answer) or _REFUSED.search(plain_answer):
        return Publish.NO
    if hides_name(plain_answer):
        return Publish.ANONYMOUS
    if _WITH_NAME.fullmatch(plain_answer) and question_kind not in (Asks.REFUSES, Asks.NEGATED):
        return Publish.YES
    if _IN_FULL.fullmatch(plain_answer) and question_kind in (Asks.PLAINLY, Asks.DOUBTFUL) and not is_qualified(header):
        return Publish.YES
    raise Unclear
