"""Form consent: what is ticked, or typed, at a form's question about publication, by the rule that tables have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from analysis.model import BlockKind, Publish
from analysis.reading.table import consent
from analysis.reading.table.consent_questions import Asks, classify_question
from analysis.splitting.forms.tick_boxes import OPTION_WORDS, cut_at_boxes
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.text import lines, words

BETWEEN = 3
"""Lines that may stand between a question and its boxes: a note how to tick, what a PDF has of the next column."""

LONGEST_QUESTION = 2_000
"""Characters in which anybody asks about publication; of a longer line its end counts."""

_WORD = re.compile(r"\w")
_BEHIND = re.compile(r"(?<=\w)[.!;–—] .*", re.DOTALL)
"""What an answer goes on to say behind its first sentence."""
_QUESTION = re.compile(r"(?P<asked>.*(?:\?|:(?=\s|$)))\W*(?P<answer>.*)", re.DOTALL)
_ASKED = re.compile(r"[?:]")
_LAST_QUESTION = re.compile(
    r"(?:.*\?\W+(?=\w.*\?)|\W*if\b[^?]*, (?=(?:may|can|could|should)\b.*\?))", re.DOTALL | re.IGNORECASE
)
"""What stands before the question that is asked last: other questions with their answers, and a condition."""

_OTHERS = re.compile(
    r"\bpublish\w* (?:its|their)\b|\bshould the\b"
    r"|\b(?:repl(?:y|ies)|responses?|answers?|reactions?) to your (?:responses?|answers?|comments?|submission|views)\b",
    re.IGNORECASE,
)
"""Words of a question whether something else is to be published, such as a reply to what respondents say."""

_NEXT_QUESTION = re.compile(r"(?P<option>.*?)\W+(?P<asked>[A-Z][^?]*\?)")
"""An option with the next question behind it: "No Can we contact you?"."""

_CROSS = r"[xX✓✔√✗✘]"
_MARK = re.compile(rf"\A\W*{_CROSS}\W+(?=\w)|(?<=\w)\W*(?:\s{_CROSS}|<-+|←)\W*\Z")
"""A cross that somebody typed before or behind an option, or an arrow that points to it."""

_STRAY = re.compile(rf"(?<!\w){_CROSS}(?!\w)")
_OF_PUBLICATION = re.compile(r"publi[sc]|anonym|confiden", re.IGNORECASE)
_BETWEEN_OPTIONS = re.compile(r"\s*[/|\t\n]\s*|\s{2,}")
_IN_WORDS = re.compile(
    r"(?:yes|no)\W+(?:but|only|with(?:out)?|anonym\w*|confidential\w*|please|keep|do not|don['’]t|not|i|my)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_ACKNOWLEDGES = re.compile(r"\b(?:have read|understand|acknowledge|aware)\b", re.IGNORECASE)
_OF_STATEMENT = {
    Asks.REFUSES: Publish.NO,
    Asks.NO_NAME: Publish.ANONYMOUS,
    Asks.NAMELESS: Publish.ANONYMOUS,
}


@dataclass(slots=True)
class _Choice:
    """A question about publication that is not answered yet, and what is ticked below it.

    ``is_question``: it is asked, and no statement, which only boxes that stand next to it turn into a question.
    ``is_over``: only what stands on the next line may answer it still; where it ``is_answered``, a marked option.
    """

    asked: str = ""
    is_question: bool = False
    lines: int = 0
    ticked: list[str] = field(default_factory=list)
    unticked: list[str] = field(default_factory=list)
    is_open: bool = False
    is_over: bool = False
    is_answered: bool = False

    def below(self, is_answered: bool = False) -> _Choice:
        """Return what may be answered on the line below."""
        if self.ticked:
            return _Choice()
        return _Choice(self.asked, self.is_question, BETWEEN, is_over=True, is_answered=is_answered)


def form_consent(text: str) -> tuple[Publish, str] | None:
    """Return what a form is ticked or answered to keep back, and in which words; the stricter where two are.

    >>> form_consent("May we publish your response?\\n☐ Yes, with my name ☐ Yes, but without my name ☒ No")
    (<Publish.NO: 'no'>, 'May we publish your response? No')
    """
    spans = (span for span in lines(text) if _WORD.search(text, *span))
    pieces = [LabelledPiece(BlockKind.PARAGRAPH, span.start, span.start, span.end) for span in spans]
    found = [answer for answer in _answers(text, cut_at_boxes(text, pieces)) if answer[0] is not Publish.YES]
    return min(found, key=lambda one: one[0] is not Publish.NO, default=None)


def _answers(text: str, pieces: Iterable[LabelledPiece]) -> Iterator[tuple[Publish, str]]:
    """Yield every permission that is ticked or typed."""
    choice, last_end = _Choice(), 0
    for piece in pieces:
        between, last_end = text[last_end : piece.start], piece.end
        said = " ".join(text[piece.start : piece.end].split())
        if piece.given in (Given.OPTION, Given.TICKED, Given.IN_DOUBT):
            before, option, behind = _cut_option(said)
            if choice.lines > 1 and not (choice.is_open or choice.is_over) and "\n" not in between:
                choice = _Choice()  # something else is asked on the line of the boxes
            if before or not _is_option(option):
                yield from _ticked(choice)
                choice = _asked(before)
            choice.is_open = True
            (choice.unticked if piece.given is Given.OPTION else choice.ticked).append(option)
            if behind or not _is_option(option):
                yield from _ticked(choice)
                choice = _asked(behind)
            continue
        if piece.given is Given.BOX:
            continue
        if choice.is_open:
            yield from _ticked(choice)
            choice = choice.below()
        found = _QUESTION.match(said)
        answer = found["answer"] if found else said
        as_laid_out = text[piece.start : piece.end]
        asked = _asked(found["asked"] if found else said)
        marked = _marked(_ASKED.split(as_laid_out)[-1] if found else as_laid_out)
        if marked and not found and (choice.is_question or _is_statement(marked)):
            asked, answer = choice, ""
        if asked.asked:
            choice = asked
            answer = answer if found else ""
        elif found or not choice.is_question:
            choice = _Choice()
        typed = answer if choice.is_over else _BEHIND.sub("", answer)
        if marked and (choice.is_question or _is_statement(marked)):
            choice.ticked.append(marked)
            yield from _ticked(choice)
            choice = _Choice()
        elif choice.is_question and not found and _are_options(as_laid_out):
            choice = _Choice()  # nothing is marked on the line of its options
        elif choice.is_question and not choice.is_answered and _is_typed_option(typed, choice.is_over):
            yield from _typed(choice.asked, typed)
            choice = choice.below(is_answered=True)
            continue
        choice.lines += 1
        if choice.lines > BETWEEN or len(words(answer)) > OPTION_WORDS:
            choice = _Choice()
    yield from _ticked(choice)


def _asked(said: str) -> _Choice:
    """Return the question about the respondent's own response that words ask last, or none."""
    said = said[-LONGEST_QUESTION:]
    last = _LAST_QUESTION.match(said)
    asked = said[last.end() :] if last else said
    is_theirs = consent.is_asked(asked) and not _OTHERS.search(asked)
    return _Choice(asked, is_question=asked.endswith(("?", ":"))) if is_theirs else _Choice()


def _cut_option(said: str) -> tuple[str, str, str]:
    """Return the question that stands before an option on its line, the option, and the question behind it."""
    before, mark, option = said.rpartition("?")
    if mark and option.strip():
        return before + mark, option.strip(), ""
    behind = _NEXT_QUESTION.fullmatch(said)
    return ("", behind["option"], behind["asked"]) if behind else ("", said, "")


def _ticked(choice: _Choice) -> Iterator[tuple[Publish, str]]:
    """Yield what is ticked; where nothing is and a mark stands beside an option, what that says or, in doubt, a no."""
    marked = [one for option in choice.unticked if choice.asked and (one := _marked(option))]
    for option in choice.ticked or (marked if len(marked) == 1 else []):
        permission = _OF_STATEMENT.get(classify_question(option)) if _is_statement(option) else None
        if permission is None and choice.asked and _is_option(option):
            permission = _meaning(choice.asked, option)
        if permission:
            yield permission, f"{choice.asked} {option}".strip()
    is_doubtful = any(map(_stands_between_options, choice.unticked)) or len(marked) > 1
    if choice.asked and not choice.ticked and is_doubtful:
        yield Publish.NO, " ".join([choice.asked, *choice.unticked])


def _typed(asked: str, answer: str) -> Iterator[tuple[Publish, str]]:
    if permission := _meaning(asked, answer):
        yield permission, f"{asked} {answer}"


def _meaning(asked: str, answer: str) -> Publish | None:
    """Return what an answer allows; None where that is not plain."""
    try:
        return consent.meaning(asked, answer, {})
    except consent.Unclear:
        return None


def _is_statement(option: str) -> bool:
    """Return whether what is ticked says by itself what may be done with the response."""
    return not _ACKNOWLEDGES.search(option) and (consent.is_asked(option) or consent.is_answer(option))


def _is_option(said: str) -> bool:
    """Return whether what stands at a box answers a question about publication."""
    is_reason = consent.is_reason(said) and not _ACKNOWLEDGES.search(said)
    return consent.says_yes_or_no(said) or is_reason or _is_statement(said)


def _marked(answer: str) -> str:
    """Return the option that alone is marked among those on a line, or a single one that is; else nothing."""
    options = [option for option in _BETWEEN_OPTIONS.split(answer) if _WORD.search(option)]
    bare = [_MARK.sub("", option) for option in options]
    marked = [one for one, option in zip(bare, options, strict=True) if one != option]
    return marked[0] if len(marked) == 1 and all(map(_is_whole_option, bare)) else ""


def _are_options(line: str) -> bool:
    """Return whether a line holds several options, as a form without boxes offers them."""
    options = [option for option in _BETWEEN_OPTIONS.split(line) if _WORD.search(option)]
    return len(options) > 1 and all(map(_is_whole_option, options))


def _stands_between_options(option: str) -> bool:
    """Return whether a cross stands between two options, so that it may be of either."""
    parts = _STRAY.split(option)
    return len(parts) > 1 and all(map(_is_whole_option, parts))


def _is_whole_option(said: str) -> bool:
    """Return whether words are an option and nothing else, as "No parking here" is not."""
    bare = said.strip()
    is_closed = bare.count("(") == bare.count(")")
    return is_closed and (_is_typed_option(bare) or (not consent.says_yes_or_no(bare) and _is_option(bare)))


def _is_typed_option(answer: str, is_below: bool = False) -> bool:
    """Return whether the whole of a typed answer is one that a form offers; below its boxes it says of what."""
    is_in_words = _IN_WORDS.fullmatch(answer) is not None and consent.is_reason(answer)
    is_in_words = is_in_words and (not is_below or _OF_PUBLICATION.search(answer) is not None)
    return consent.is_yes_or_no(answer) or (is_in_words and len(words(answer)) <= OPTION_WORDS)
