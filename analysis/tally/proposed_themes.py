"""Proposed themes in the report: while there is no theme, what respondents speak of, said to be proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.model import Consultation, PointKey, ResolvedCoding, Response, response_label
from analysis.tally.counted_points import CountedPoint, counted_points
from analysis.tally.passages.printable import Sentences, quote
from analysis.tally.privacy.disclosure import is_listed, numbered
from analysis.tally.privacy.masking import consultation_words
from analysis.tally.report import ProposedTheme, Report


@dataclass(frozen=True, slots=True)
class UncheckedTheme:
    """A proposed theme with the keys of its typical points, of which it is not decided yet what may be printed."""

    theme: ProposedTheme
    typical: tuple[PointKey, ...]


def with_proposals(
    report: Report,
    proposals: Iterable[UncheckedTheme],
    consultation: Consultation,
    responses: Sequence[Response],
    resolved: Mapping[PointKey, ResolvedCoding],
    sentences: Sentences,
) -> Report:
    """Return a report with proposed themes, each quoted from what may be printed."""
    numbers, known_words = numbered(responses), consultation_words(consultation)
    names = {view.number: view.respondent for view in report.responses}
    counted: dict[PointKey, CountedPoint] = {
        one.point.key: one
        for response in responses
        if is_listed(response)
        for one in counted_points(numbers.get(response.document.name), response, resolved)
    }

    def quoted(proposal: UncheckedTheme) -> ProposedTheme:
        told = [counted[key] for key in proposal.typical if key in counted]
        quotes = tuple(
            quote(
                one.response,
                one.ref,
                resolved[one.point.key].coding,
                "",
                names[response_label(numbers[one.point.document])],
                sentences,
                known_words,
            )
            for one in told
            if one.ref
        )
        return replace(proposal.theme, quotes=quotes)

    return replace(report, proposals=tuple(map(quoted, proposals)))
