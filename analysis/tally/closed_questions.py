"""Answers to closed questions and to what is asked for monitoring: counted as they were given, and told in totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.model import MONITORING, ColumnRole, Consultation, Ledger, Response, SegmentKind, Table, left_out_of
from analysis.tally.disclosure import Pooled, is_listed, is_named, pooled
from analysis.tally.masking import without_contacts
from analysis.tally.report import ClosedAnswer, ClosedQuestion

Given = dict[str, set[str]]
"""Each answer with the documents that give it."""


def closed_answers(consultation: Consultation, responses: Sequence[Response]) -> tuple[ClosedQuestion, ...]:
    """For every closed question that anybody answered its answers, the commonest first.

    Of one respondent the same answer counts once. An answer is known by its words, whatever their case. The words of a
    question that the consultation does not ask are told as somebody who is listed was asked it.
    """
    texts = {question.key: question.text for question in consultation.questions}
    found: dict[str, Given] = {}
    asked = list(texts)
    for response in responses:
        for key, text, answer in _given(response):
            _count(found.setdefault(key, {}), answer, response.document.name)
            if is_listed(response):
                texts.setdefault(key, text)
    named = {response.document.name for response in responses if is_named(response)}
    keys = [*(key for key in asked if key in found), *(key for key in found if key in texts and key not in asked)]
    told = ((key, pooled(found[key], named, consultation.suppress_below)) for key in keys)
    return tuple(_question(key, texts[key], counts) for key, counts in told)


def monitoring_totals(consultation: Consultation, book: Ledger) -> tuple[ClosedQuestion, ...]:
    """For every column that was asked for monitoring its answers; nobody's stand beside a name or a text."""
    return tuple(
        _question("", column.header, pooled(_monitored(book, table, column.header), (), consultation.suppress_below))
        for table in book.tables
        for column in table.columns
        if column.role is ColumnRole.MONITORING
    )


def _monitored(book: Ledger, table: Table, header: str) -> Given:
    found: Given = {}
    reason = left_out_of(header, MONITORING)
    several = sum(other.file == table.file for other in book.tables) > 1
    prefix = f"{table.file}#{table.sheet}#" if several else f"{table.file}#"
    for entry in book.entries:
        for line in entry.responses:
            if line.document.startswith(prefix):
                for one in line.omitted:
                    if one.reason == reason:
                        _count(found, one.text, line.document)
    return found


def _count(given: Given, answer: str, document: str) -> None:
    same = next((known for known in given if known.casefold() == answer.casefold()), answer)
    given.setdefault(same, set()).add(document)


def _given(response: Response) -> Iterator[tuple[str, str, str]]:
    """For every closed answer that is tied to a question, the question's key and words, and the answer."""
    words = ""
    for segment in response.segmentation.segments:
        text = " ".join(response.document.text[segment.start : segment.end].replace("*", "").split())
        if segment.kind is SegmentKind.QUESTION:
            words = text
        elif segment.kind is SegmentKind.ANSWER and segment.question:
            yield segment.question, words, text


def _question(key: str, text: str, counts: Pooled) -> ClosedQuestion:
    return ClosedQuestion(
        key,
        without_contacts(text),
        tuple(ClosedAnswer(without_contacts(answer), respondents) for answer, respondents in counts.answers),
        counts.pooled,
        counts.pooled_respondents,
        counts.respondents,
    )
