"""Closed questions: answers to them and to questions for monitoring, counted as they were given, in totals alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.model import (
    CHOSEN,
    MARKED,
    MONITORING,
    ColumnRole,
    Consultation,
    Ledger,
    Response,
    ResponseAccount,
    SegmentKind,
    Table,
    left_out_of,
)
from analysis.model.results import LEAST_BASE
from analysis.tally.privacy.disclosure import Pooled, is_listed, pooled
from analysis.tally.privacy.masking import without_contacts
from analysis.tally.privacy.seen_answers import Readable, SeenAnswers, choosing_by_question, seen_answers
from analysis.tally.privacy.told_figures import ToldFigures
from analysis.tally.privacy.told_positions import TakenPosition
from analysis.tally.questions.answer_scale import in_scale_order, is_of_a_scale
from analysis.tally.questions.closed_columns import ClosedByColumn, Columns, closed_by_column
from analysis.tally.questions.item_grid import rankings
from analysis.tally.questions.question_order import in_form_order
from analysis.tally.received.account import ClosedAnswer, ClosedQuestion
from analysis.text import BEFORE_ITEM, POSTCODE

INWARD = 3
"""Characters of a postcode behind its area."""

Given = dict[str, set[str]]
"""Each answer with the documents that give it."""


class ClosedCounts(NamedTuple):
    """The words of a closed question, who gave which answer in the order of the scale, what of that a reader sees
    anyway, and the counts that are told."""

    text: str
    given: Given
    seen: SeenAnswers
    counts: Pooled

    @property
    def is_of_few(self) -> bool:
        """Return whether so few chose an answer that a table with types or themes would say nothing."""
        return len(set().union(*self.given.values())) < LEAST_BASE


def closed_counts(
    consultation: Consultation, responses: Sequence[Response], positions: Iterable[TakenPosition] = ()
) -> dict[str, ClosedCounts]:
    """Return every closed question that anybody answered, with its answers as they may be told.

    Of one respondent the same answer counts once. An answer is known by its words, whatever their case. The words of a
    question that the consultation does not ask are told as somebody who is listed was asked it. ``positions`` are those
    that respondents take.
    """
    choosing = choosing_by_question(responses)
    by_question: dict[str | None, list[TakenPosition]] = {}
    for one in positions:
        by_question.setdefault(one.question, []).append(one)
    orders = {question.key: question.answers for question in consultation.questions}
    least, counted = consultation.suppress_below, dict[str, ClosedCounts]()
    readable = Readable.of(responses, least)
    for key, (question_text, all_given) in answers_given(consultation, responses).items():
        seen = seen_answers(readable, choosing[key], all_given, by_question.get(key, ()), least)
        given = {answer: documents & seen.everybody for answer, documents in all_given.items()}
        given = {answer: given[answer] for answer in in_scale_order(commonest_first(given), orders.get(key, ()))}
        given = {answer: documents for answer, documents in given.items() if documents}
        own = [answer for answer, documents in given.items() if _is_own(documents, readable, least)]
        own = [answer for answer in own if answer not in orders.get(key, ()) and not is_of_a_scale(answer)]
        counts = pooled(given, seen.everybody, seen.known, least, seen.figures, seen.protected, own)
        counted[key] = ClosedCounts(question_text, given, seen, counts)
    for items in rankings({key: one.given for key, one in counted.items()}):
        counted |= _without_sums({key: counted[key] for key in items}, least)
    return counted


def _without_sums(items: dict[str, ClosedCounts], least: int) -> dict[str, ClosedCounts]:
    """Return the items of a ranking so that no count which is not told follows from those of the other items: everybody
    gives each place once, so that where one item alone does not tell a place, another must not either."""
    withheld: dict[str, set[str]] = {key: set() for key in items}
    while cell := _beside_a_lonely_one(items, withheld):
        key, place = cell
        withheld[key].add(place)
        given, seen = items[key].given, items[key].seen
        counts = pooled(given, seen.everybody, seen.known, least, seen.figures, seen.protected, (), withheld[key])
        items = items | {key: items[key]._replace(counts=counts)}
    return items


def _beside_a_lonely_one(items: Mapping[str, ClosedCounts], withheld: Mapping[str, set[str]]) -> tuple[str, str] | None:
    """Return the item, and the place, of the fewest who gave a place that one item alone does not tell."""
    told = {key: dict(one.counts.answers) for key, one in items.items()}
    for place in sorted({place for one in items.values() for place in one.given}):
        hidden = [key for key, one in items.items() if place in one.given and place not in told[key]]
        others = [key for key in items if place in told[key] and place not in withheld[key]]
        if len(hidden) == 1 and others:
            return min(others, key=lambda key: told[key][place]), place
    return None


def _is_own(documents: Collection[str], readable: Readable, least: int) -> bool:
    """Return whether so few give an answer, none beside their name, that its words may be somebody's own."""
    return len(documents) < least and readable.named.isdisjoint(documents)


def commonest_first(given: Mapping[str, Collection[str]]) -> list[str]:
    """Return answers by how many gave them."""
    return sorted(given, key=lambda answer: (-len(given[answer]), answer))


def is_of_few(position: TakenPosition, closed: Mapping[str, ClosedCounts]) -> bool:
    """Return whether a position follows from an answer that is in no figure, as it is of one of few."""
    one = closed.get(position.question or "")
    return position.is_chosen and one is not None and position.document in one.seen.few


def closed_answers(consultation: Consultation, closed: Mapping[str, ClosedCounts]) -> tuple[ClosedQuestion, ...]:
    """Return every closed question with its answers in the order of their scale."""
    form_orders = {question.key: question.answers for question in consultation.questions}
    return tuple(
        replace(
            _question(key, one.text, one.counts, len(one.seen.everybody), form_orders.get(key, ())),
            few=len(one.seen.few),
        )
        for key, one in closed.items()
    )


def closed_by_columns(
    closed: Mapping[str, ClosedCounts], told: Mapping[str, ToldFigures], columns: Columns
) -> tuple[tuple[ClosedByColumn, ...], dict[str, ToldFigures]]:
    """Return the answers to each closed question by columns, unless they are of few, beside what is ``told`` of the
    question, and what is told with them."""
    tables, told_with = [], dict(told)
    for key, one in closed.items():
        if one.is_of_few:
            continue
        given = {answer: frozenset(documents) for answer, documents in one.given.items()}
        told_before = told.get(key, one.counts.told)
        counted = {name: members & one.seen.everybody for name, members in columns.items()}
        table, told_with[key] = closed_by_column(key, given, one.counts, told_before, counted)
        tables += [_without_contacts(table)] if table else []
    return tuple(tables), told_with


def _without_contacts(table: ClosedByColumn) -> ClosedByColumn:
    return replace(table, rows=tuple(replace(row, answer=without_contacts(row.answer)) for row in table.rows))


def answers_given(consultation: Consultation, responses: Sequence[Response]) -> dict[str, tuple[str, Given]]:
    """Return the words of each closed question and who gave which answer, in the order of the form.

    A question is closed where the consultation says what there is to choose from, or where at least half of those who
    answer it chose; an answer in a respondent's own words is no choice, however short (``Segment.is_choice``). A
    question that the consultation does not ask is among them if somebody who is listed was asked it.
    """
    question_texts = {question.key: question.text for question in consultation.questions}
    answers_by_key: dict[str, Given] = {}
    asked_keys, offering = list(question_texts), {one.key: one for one in consultation.questions if one.answers}
    for response in responses:
        for key, question_text, answer in _given(response):
            answer = (offering[key].offered(answer) if key in offering else None) or answer
            _count(answers_by_key.setdefault(key, {}), answer, response.document.name)
            base, mark, item = key.partition(BEFORE_ITEM)
            if mark and base in asked_keys:  # an item of a question that the consultation asks
                question_text = f"{question_texts[base].rstrip(' :')}{BEFORE_ITEM}{item}"
            if is_listed(response):
                question_texts.setdefault(key, question_text)
    worded = _worded(responses)
    closed_keys = [
        key for key, given in answers_by_key.items() if key in offering or _most_choose(given, worded.get(key, set()))
    ]
    told = [key for key in closed_keys if key in question_texts]
    in_order = in_form_order(told, [key for key in asked_keys if key in told], filter(is_listed, responses))
    return {key: (question_texts[key], answers_by_key[key]) for key in in_order}


def _worded(responses: Sequence[Response]) -> dict[str, set[str]]:
    """Return for each question the documents that answer it in their own words, be it in one."""
    documents: dict[str, set[str]] = {}
    for response in responses:
        for segment in response.segmentation.segments:
            if segment.kind is SegmentKind.POINT or segment.is_bare:
                documents.setdefault(segment.question or "", set()).add(response.document.name)
    return documents


def _most_choose(given: Given, worded: set[str]) -> bool:
    choosing = set().union(*given.values())
    return 2 * len(choosing) >= len(choosing | worded)


def monitoring_totals(consultation: Consultation, account: Ledger) -> tuple[ClosedQuestion, ...]:
    """Return for every column that was asked for monitoring its answers; nobody's stand beside a name or a text."""
    return tuple(
        _question("", header, pooled(given, asked, (), consultation.suppress_below), len(asked))
        for header, given, asked in monitored_answers(account)
    )


def monitored_answers(account: Ledger) -> Iterator[tuple[str, Given, frozenset[str]]]:
    """Yield each column that was asked for monitoring, with who gave which answer, and who was asked."""
    for table in account.tables:
        for column in table.columns:
            if column.role is ColumnRole.MONITORING:
                asked = frozenset(line.document for line in _lines_of(account, table))
                yield column.header, _monitored(account, table, column.header), asked


def _monitored(account: Ledger, table: Table, header: str) -> Given:
    given_answers: Given = {}
    reason = left_out_of(header, MONITORING)
    for line in _lines_of(account, table):
        for omitted_cell in line.omitted:
            if omitted_cell.reason == reason:
                _count(given_answers, _without_place(omitted_cell.text), line.document)
    return given_answers


def _without_place(answer: str) -> str:
    """Return an answer, of a whole postcode its area: a few houses share the rest.

    >>> _without_place("ag1 4xd"), _without_place("AG1")
    ('AG1', 'AG1')
    """
    is_whole = POSTCODE.fullmatch(answer.strip().upper())
    return "".join(answer.upper().split())[:-INWARD] if is_whole else answer


def _lines_of(account: Ledger, table: Table) -> Iterator[ResponseAccount]:
    has_siblings = sum(other.file == table.file for other in account.tables) > 1
    prefix = f"{table.file}#{table.sheet}#" if has_siblings else f"{table.file}#"
    for entry in account.entries:
        yield from (line for line in entry.responses if line.document.startswith(prefix))


def _count(documents_by_answer: Given, answer: str, document: str) -> None:
    known_answer = next((earlier for earlier in documents_by_answer if earlier.casefold() == answer.casefold()), answer)
    documents_by_answer.setdefault(known_answer, set()).add(document)


def _given(response: Response) -> Iterator[tuple[str, str, str]]:
    """Yield for every closed answer that is tied to a question, the question's key and words, and the answer."""
    question_words = ""
    for segment in response.segmentation.segments:
        if segment.kind is not SegmentKind.QUESTION and not segment.is_choice:
            continue
        segment_text = " ".join(response.document.text[segment.start : segment.end].replace("*", "").split())
        if segment.kind is SegmentKind.QUESTION:
            question_words = segment_text
        elif segment.question and segment.is_choice:
            is_mark = segment.reason in (MARKED, CHOSEN) and segment.section
            yield segment.question, question_words, segment.section[-1] if is_mark else segment_text


def _question(
    key: str, question_text: str, counts: Pooled, of: int = 0, form_order: Sequence[str] = ()
) -> ClosedQuestion:
    scale = in_scale_order([answer_text for answer_text, _ in counts.answers], form_order)
    respondents_of = dict(counts.answers)
    return ClosedQuestion(
        key,
        without_contacts(question_text),
        tuple(ClosedAnswer(without_contacts(answer_text), respondents_of[answer_text]) for answer_text in scale),
        counts.pooled,
        counts.pooled_respondents,
        counts.respondents,
        of,
        counts.is_silence_pooled,
    )
