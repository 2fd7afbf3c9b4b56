"""Closed questions: answers to them and to questions for monitoring, counted as they were given, in totals alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.model import (
    MARKED,
    MONITORING,
    ColumnRole,
    Consultation,
    Ledger,
    Response,
    SegmentKind,
    Table,
    left_out_of,
)
from analysis.tally.account import ClosedAnswer, ClosedQuestion
from analysis.tally.disclosure import Pooled, is_listed, is_named, pooled
from analysis.tally.masking import without_contacts

Given = dict[str, set[str]]
"""Each answer with the documents that give it."""


def closed_answers(consultation: Consultation, responses: Sequence[Response]) -> tuple[ClosedQuestion, ...]:
    """Return for every closed question that anybody answered its answers, the commonest first."""
    question_texts, answers_by_key = answers_by_question(consultation, responses)
    named_documents = {response.document.name for response in responses if is_named(response)}
    asked_keys = [question.key for question in consultation.questions]
    ordered_keys = [
        *(key for key in asked_keys if key in answers_by_key),
        *(key for key in answers_by_key if key in question_texts and key not in asked_keys),
    ]
    pooled_answers = (
        (key, pooled(answers_by_key[key], named_documents, consultation.suppress_below)) for key in ordered_keys
    )
    return tuple(_question(key, question_texts[key], counts) for key, counts in pooled_answers)


def answers_by_question(
    consultation: Consultation, responses: Sequence[Response]
) -> tuple[dict[str, str], dict[str, Given]]:
    """Return the words of each question, and who gave which answer to each that anybody answered.

    Of one respondent the same answer counts once. An answer is known by its words, whatever their case. The words of a
    question that the consultation does not ask are told as somebody who is listed was asked it.
    """
    question_texts = {question.key: question.text for question in consultation.questions}
    answers_by_key: dict[str, Given] = {}
    for response in responses:
        for key, question_text, answer in _given(response):
            _count(answers_by_key.setdefault(key, {}), answer, response.document.name)
            if is_listed(response):
                question_texts.setdefault(key, question_text)
    return question_texts, answers_by_key


def monitoring_totals(consultation: Consultation, account: Ledger) -> tuple[ClosedQuestion, ...]:
    """Return for every column that was asked for monitoring its answers; nobody's stand beside a name or a text."""
    return tuple(
        _question("", header, pooled(given, (), consultation.suppress_below))
        for header, given in monitored_answers(account)
    )


def monitored_answers(account: Ledger) -> Iterator[tuple[str, Given]]:
    """Yield each column that was asked for monitoring, with who gave which answer."""
    for table in account.tables:
        for column in table.columns:
            if column.role is ColumnRole.MONITORING:
                yield column.header, _monitored(account, table, column.header)


def _monitored(account: Ledger, table: Table, header: str) -> Given:
    given_answers: Given = {}
    reason = left_out_of(header, MONITORING)
    has_siblings = sum(other.file == table.file for other in account.tables) > 1
    prefix = f"{table.file}#{table.sheet}#" if has_siblings else f"{table.file}#"
    for entry in account.entries:
        for line in entry.responses:
            if line.document.startswith(prefix):
                for omitted_cell in line.omitted:
                    if omitted_cell.reason == reason:
                        _count(given_answers, omitted_cell.text, line.document)
    return given_answers


def _count(documents_by_answer: Given, answer: str, document: str) -> None:
    known_answer = next((earlier for earlier in documents_by_answer if earlier.casefold() == answer.casefold()), answer)
    documents_by_answer.setdefault(known_answer, set()).add(document)


def _given(response: Response) -> Iterator[tuple[str, str, str]]:
    """Yield for every closed answer that is tied to a question, the question's key and words, and the answer."""
    question_words = ""
    for segment in response.segmentation.segments:
        segment_text = " ".join(response.document.text[segment.start : segment.end].replace("*", "").split())
        if segment.kind is SegmentKind.QUESTION:
            question_words = segment_text
        elif segment.kind is SegmentKind.ANSWER and segment.question:
            is_mark = segment.reason == MARKED and segment.section
            yield segment.question, question_words, segment.section[-1] if is_mark else segment_text


def _question(key: str, question_text: str, counts: Pooled) -> ClosedQuestion:
    return ClosedQuestion(
        key,
        without_contacts(question_text),
        tuple(ClosedAnswer(without_contacts(answer_text), respondents) for answer_text, respondents in counts.answers),
        counts.pooled,
        counts.pooled_respondents,
        counts.respondents,
    )
