"""Withheld words: nothing that few withheld respondents write, or all of them say, changes an output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import lxml.html
import pytest

from analysis.exporting.export_content import ExportContent
from analysis.exporting.exporters import EXPORTERS
from analysis.model import (
    NOT_TICKED,
    SAYS_NO_MORE,
    Consultation,
    Publish,
    Question,
    ResolvedCoding,
    Response,
    Segment,
    SegmentKind,
)
from analysis.rendering import render
from analysis.rendering.html import render_alone
from analysis.tally.count import report
from analysis.tally.passages.letters import campaigns_of
from analysis.tally.privacy.told_positions import TakenPosition
from analysis.tally.received.reconciliation import ledger
from analysis.tally.report import Report
from tests.builders import make_coding, make_response, make_source, sentences, with_segments
from tests.tally.test_figures_across_tables import CODEBOOK


class Said(NamedTuple):
    """What one respondent says: the points, their theme, the question, the position, and what was ticked there."""

    points: Sequence[str]
    theme: str
    question: str | None
    position: str
    ticked: str = ""


SHORT = ("The lane is narrow.",)
LONG = ("The lane is far too narrow for the buses that are to use it.", "It floods every winter.", "Widen it first.")
LISTED = [Said(SHORT, key, "Q1", stand, "Yes") for key, stand in (("a", "support"), ("b", "oppose"), ("c", "mixed"))]
LETTERS = [Said(SHORT, "b", None, "mixed")] * 3
MANY = [Said(SHORT, key, "Q1", stand) for key, stand in zip("aaabbb", ("support", "oppose", "mixed") * 2, strict=True)]


def response_of(name: str, said: Said, publish: Publish) -> Response:
    ticked: list[tuple[SegmentKind, str]] = [(SegmentKind.ANSWER, said.ticked)] if said.ticked else []
    made = make_response(name, [*ticked, *said.points], publish=publish, question=said.question, type="resident")

    def asked(segments: list[Segment]) -> None:
        segments[:] = [replace(s, question="Q1") if s.kind is SegmentKind.ANSWER else s for s in segments]

    return with_segments(made, asked)


def made_of(withheld: Sequence[Said]) -> Report:
    """A report of twelve listed answers, three listed letters and what is withheld."""
    listed = [response_of(f"l{n}.txt", said, Publish.ANONYMOUS) for n, said in enumerate([*LISTED * 4, *LETTERS])]
    hidden = [response_of(f"w{n}.txt", said, Publish.NO) for n, said in enumerate(withheld)]
    said_by = dict(zip([*listed, *hidden], [*LISTED * 4, *LETTERS, *withheld], strict=True))
    codings = {p.key: ResolvedCoding(make_coding(p.key, {s.theme})) for r, s in said_by.items() for p in r.points}
    taken = [
        TakenPosition(r.document.name, s.question, s.position, bool(s.ticked), not s.ticked) for r, s in said_by.items()
    ]
    consultation = Consultation("Lane", CODEBOOK, questions=(Question("Q1", "Agree?", answers=("Yes", "No")),))
    received = ledger([make_source(r.document.name) for r in said_by], list(said_by), [])
    letters = campaigns_of([], list(said_by), consultation)
    return report(consultation, list(said_by), codings, letters, received, sentences, positions=taken)


def outputs_of(made: Report) -> dict[str, bytes]:
    """Every output of a report, each of all its pages."""
    content = ExportContent(made, lambda: render_alone(made, []))
    return {name: exporter.write(content) for name, exporter in EXPORTERS.items()} | {"html": render(made, []).encode()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([*MANY, *[Said(SHORT, "a", None, "support")] * 2], [*MANY, *[Said(LONG, "c", None, "oppose")] * 2]),
        ([Said(SHORT, "a", "Q1", "support")] * 6, [Said(LONG, "c", "Q1", "oppose")] * 6),
        ([Said((), "", "Q1", "support", "Yes")] * 6, [Said((), "", "Q1", "oppose", "No")] * 6),
    ],
    ids=["two letters of eight", "six who all write the same", "six who all tick the same"],
)
def test_no_output_tells_what_so_few_or_all_of_them_say(one: list[Said], other: list[Said]) -> None:
    before, after = outputs_of(made_of(one)), outputs_of(made_of(other))
    assert {name for name in before if before[name] != after[name]} == set()


def test_what_many_withheld_respondents_write_is_in_the_totals() -> None:
    made = made_of(MANY)
    assert (made.points, made.withheld, made.withheld_points) == (21, 6, 6)
    assert [tally.respondents for tally in made.themes] == [7, 10, 4]
    assert [tally.respondents for tally in made.positions] == [3, 18]


@pytest.mark.parametrize(("withheld", "is_said"), [([*MANY, Said(SHORT, "a", None, "support")], True), (MANY, False)])
def test_where_themes_are_counted_it_is_said_that_they_may_be_raised_by_more(
    withheld: list[Said], is_said: bool
) -> None:
    page = lxml.html.fromstring(render(made_of(withheld), []))
    for section in ("themes", "method"):
        (found,) = page.xpath(f"//section[@aria-labelledby='{section}']")
        assert ("raised by more respondents than are counted" in " ".join(found.text_content().split())) is is_said


@pytest.mark.parametrize(
    ("withheld", "answered"),
    [([*MANY, Said(SHORT, "a", None, "support")], "are counted as having answered"), (MANY, "answered")],
)
def test_a_base_that_leaves_words_of_withheld_respondents_out_says_so(withheld: list[Said], answered: str) -> None:
    page = lxml.html.fromstring(render(made_of(withheld), []))
    (section,) = page.xpath("//section[@aria-labelledby='q-1']")
    assert f"respondents {answered} (" in " ".join(section.text_content().split())


def test_a_bare_answer_that_stands_in_a_text_that_is_shown_is_not_suppressed() -> None:
    brief = [response_of(f"p{n}.txt", Said((), "", "Q1", "support", "Yes."), Publish.ANONYMOUS) for n in range(2)]

    def own(segments: list[Segment]) -> None:
        segments[:] = [replace(one, reason=SAYS_NO_MORE) for one in segments]

    said = [Said(SHORT, "a", "Q1", "unclear")] * 12
    people = [response_of(f"q{n}.txt", one, Publish.ANONYMOUS) for n, one in enumerate(said)]
    people += [with_segments(one, own) for one in brief]
    codings = {p.key: ResolvedCoding(make_coding(p.key, {"a"})) for one in people for p in one.points}
    consultation = Consultation("Lane", CODEBOOK, questions=(Question("Q1", "What else?"),))
    received = ledger([make_source(one.document.name) for one in people], people, [])
    made = report(consultation, people, codings, campaigns_of([], people, consultation), received, sentences)
    (group,) = (one for one in made.answered if one.name == "Q1")
    assert (group.responses, group.in_words, group.chose) == (14, 12, 2)


def test_themes_are_shown_by_an_answer_to_which_nobody_says_more() -> None:
    ticked = [Said(("The lane.",), "ab"[n % 2], "Q2", "mixed", "Yes" if n < 12 else "No") for n in range(24)]
    people = [response_of(f"p{n}.txt", said, Publish.ANONYMOUS) for n, said in enumerate(ticked)]
    codings = {
        p.key: ResolvedCoding(make_coding(p.key, {said.theme}))
        for one, said in zip(people, ticked, strict=True)
        for p in one.points
    }
    asked = (Question("Q1", "Agree?", answers=("Yes", "No")), Question("Q2", "Why?"))
    consultation = Consultation("Lane", CODEBOOK, questions=asked, crossings=("Q1",))
    received = ledger([make_source(one.document.name) for one in people], people, [])
    made = report(consultation, people, codings, campaigns_of([], people, consultation), received, sentences)
    (section,) = lxml.html.fromstring(render(made, [])).xpath("//section[@aria-labelledby='q-1']")
    assert "by the answer chosen to Q1" in " ".join(section.text_content().split())


def form_of(name: str, ticked: str) -> Response:
    """A form of an anonymous person, who ticked some of three answers."""
    parts: list[tuple[SegmentKind, str] | str] = [(SegmentKind.QUESTION, "Agree?")]
    parts += [(SegmentKind.ANSWER if one in ticked else SegmentKind.FURNITURE, one) for one in ("Yes", "No", "Other")]
    made = make_response(name, [*parts, *SHORT], publish=Publish.ANONYMOUS, question="Q1", type="resident")

    def told_apart(segments: list[Segment]) -> None:
        # Spaces vary with what is ticked: a form puts its box there.
        reasons = {SegmentKind.FURNITURE: NOT_TICKED, SegmentKind.ANSWER: None}
        segments[:] = [replace(one, question="Q1", reason=reasons.get(one.kind)) for one in segments]
        place = next(n for n, one in enumerate(segments) if one.kind is SegmentKind.ANSWER)
        box, answer = segments[place - 1 : place + 1]
        segments[place - 1 : place + 1] = [replace(box, end=box.end + 1), replace(answer, start=answer.start + 1)]

    return with_segments(made, told_apart)


def made_of_forms(ticked: Sequence[str]) -> Report:
    forms = [form_of(f"f{n}.txt", one) for n, one in enumerate(ticked)]
    codings = {p.key: ResolvedCoding(make_coding(p.key, {"a"})) for one in forms for p in one.points}
    consultation = Consultation("Lane", CODEBOOK, questions=(Question("Q1", "Agree?", answers=("Yes", "No")),))
    received = ledger([make_source(one.document.name) for one in forms], forms, [])
    return report(consultation, forms, codings, campaigns_of([], forms, consultation), received, sentences)


def test_no_output_tells_which_anonymous_person_ticked_what_or_how_many() -> None:
    ticked = ["Yes"] * 5 + ["No"] * 6 + ["No Other"] * 5
    before, after = outputs_of(made_of_forms(ticked)), outputs_of(made_of_forms(ticked[::-1]))
    assert b"Closed answer" in before["html"]
    assert {name for name in before if before[name] != after[name]} == set()
