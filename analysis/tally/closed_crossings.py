"""Themes crossed with closed answers: how many of those who chose each answer raise each theme, small cells untold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.model import Codebook, Consultation, Response
from analysis.tally.answer_scale import in_scale_order
from analysis.tally.closed_questions import answers_given
from analysis.tally.counted_points import CountedPoint
from analysis.tally.crossing import Crossing, CrossingKind, Raised, cross
from analysis.tally.disclosure import is_named
from analysis.tally.masking import without_contacts


def closed_crossings(
    consultation: Consultation, responses: Sequence[Response], points: Sequence[CountedPoint]
) -> tuple[Crossing, ...]:
    """Return the themes crossed with the answers of every closed question that allows it, in the questions' order.

    All respondents are counted, those who are withheld among them: what may not be told of them is suppressed.
    """
    raised = tuple(_raised(consultation.codebook, points))
    everybody = [response.document.name for response in responses]
    named = [response.document.name for response in responses if is_named(response)]
    orders = {question.key: question.answers for question in consultation.questions}
    crossings = []
    for key, (text, given) in answers_given(consultation, responses).items():
        commonest_first = sorted(given, key=lambda answer: (-len(given[answer]), answer))
        answers = in_scale_order(commonest_first, orders.get(key, ()))
        groups = {without_contacts(answer): given[answer] for answer in answers}
        least = consultation.suppress_below
        crossings.append(
            cross(CrossingKind.QUESTION, key, without_contacts(text), groups, raised, everybody, named, least)
        )
    return tuple(crossing for crossing in crossings if crossing is not None)


def _raised(codebook: Codebook, points: Sequence[CountedPoint]) -> Iterator[Raised]:
    documents_of: dict[str, set[str]] = {}
    for counted in points:
        for key in counted.themes:
            documents_of.setdefault(key, set()).add(counted.point.document)
    for theme in codebook.themes:
        wider = codebook.wider.get(theme.key, ())
        yield Raised(theme.key, theme.name, frozenset(documents_of.get(theme.key, ())), wider)
