"""Passages: what is printed of a response is its own text, without marks, contacts and what was refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import SAYS_NO_MORE, Evidence, PointKey, Publish, SegmentKind
from analysis.model.sureness import Sureness
from analysis.tally.counted_points import CountedPoint
from analysis.tally.passages.emphasis_marks import pairs_of_marks
from analysis.tally.passages.printable import QUOTE_WORDS, passages, quote, shown
from analysis.tally.passages.refs import Ref, Run
from analysis.tally.report import Passage
from analysis.text import Span
from tests.builders import make_coding, make_response, sentences

REF = Ref("r1-1", "R1.1")


Runs = tuple[Run, ...]


def runs_of(text: str, *marks: tuple[int, int], who: str | None = None, publish: Publish = Publish.YES) -> Runs:
    return shown(make_response(parts=[text], who=who, publish=publish), 0, len(text), [Span(*mark) for mark in marks])


def plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def bold(text: str) -> list[tuple[str, bool]]:
    return [(run.text, run.strong) for run in runs_of(text)]


# Emphasis -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We ask **for this** now.", [("We ask ", False), ("for this", True), (" now.", False)]),
        ("__Under__ lines", [("Under", True), (" lines", False)]),
        ("***Both***", [("Both", True)]),
        (
            "an *italic* word and an _other_",
            [("an ", False), ("italic", False), (" word and an ", False), ("other", False)],
        ),
        ("**E**verypoint", [("E", True), ("verypoint", False)]),
        ("**over\na line**", [("over\na line", True)]),
        ("**one **two** three", [("**one ", False), ("two", True), (" three", False)]),
        ("**bold with *one star** in it", [("bold with *one star", True), (" in it", False)]),
    ],
)
def test_words_between_marks_are_bold_and_the_marks_are_gone(text: str, expected: list[tuple[str, bool]]) -> None:
    assert bold(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a five * hotel",
        "2 * 3 = 6 and 4*5*6",
        "rated 4* by inspectors",
        "* one thing\n* another thing",
        "snake_case_name and file_2",
        "** not closed",
        "not opened**",
        "** spaced **",
        "****",
        "first **paragraph\n\nsecond** paragraph",
        "__init",
        "a footnote* and its note\n\n*here",
    ],
)
def test_a_mark_without_its_partner_is_a_character(text: str) -> None:
    assert bold(text) == [(text, False)]


def test_bold_that_begins_before_the_quoted_words_is_still_bold() -> None:
    text = "**We ask. That is all.** Yours."
    response = make_response(parts=[text])
    assert shown(response, 10, 31) == (Run("That is all.", strong=True), Run(" Yours."))


def test_pairs_are_given_as_spans_of_the_text() -> None:
    assert pairs_of_marks("a **b** _c_") == ((Span(2, 4), Span(5, 7)), (Span(8, 9), Span(10, 11)))


# Evidence -------------------------------------------------------------------------------------------------------------


def test_evidence_is_marked_exactly() -> None:
    assert runs_of("no money at all", (3, 8)) == (Run("no "), Run("money", evidence=True), Run(" at all"))


def test_evidence_in_bold_is_both() -> None:
    assert runs_of("**no money** at all", (5, 10)) == (
        Run("no ", strong=True),
        Run("money", strong=True, evidence=True),
        Run(" at all"),
    )


pieces = st.sampled_from(["word", "  ", "\n", "\n\n", "**", "*", "_", "__", "***", ".", "é", "🙂", "2"])
marked_texts = st.lists(pieces, max_size=14).map("".join)
places = st.integers(0, 60)


@given(marked_texts, st.lists(st.tuples(places, places), max_size=4), places, places)
def test_runs_are_the_source_without_its_marks(text: str, marks: list[tuple[int, int]], one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    spans = [Span(a, b) for a, b in marks if a < b]
    runs = shown(make_response(parts=[text]), start, end, spans)
    assert all(run.text for run in runs)
    # Marks aside (they are dropped in pairs), every character is there, in order, and marked where evidence is.
    source = [(text[i], any(s.start <= i < s.end for s in spans)) for i in range(start, end) if text[i] not in "*_"]
    assert [(c, run.evidence) for run in runs for c in run.text if c not in "*_"] == source
    if not pairs_of_marks(text):
        assert plain(runs) == text[start:end]


@given(st.text(st.characters(exclude_characters="*_@0123456789", exclude_categories=("Cs",)), max_size=80))
def test_runs_of_a_text_without_marks_are_the_text(text: str) -> None:
    assert plain(runs_of(text)) == text


# What is withheld -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Write to jane.smith@example.org today.", "Write to [e-mail address withheld] today."),
        ("Call 01273 496 000 now", "Call [telephone number withheld] now"),
        ("Call +44 (0)20 7946 0000.", "Call [telephone number withheld]."),
        ("**j_s@a-b.co.uk**", "[e-mail address withheld]"),
        ("In 2014 we had 1,200 cases", "In 2014 we had 1,200 cases"),
    ],
)
@pytest.mark.parametrize("publish", [Publish.YES, Publish.ANONYMOUS])
def test_contact_details_are_never_printed(text: str, told: str, publish: Publish) -> None:
    runs = runs_of(text, publish=publish)
    assert plain(runs) == told
    assert "".join(run.text for run in runs if run.withheld) == "".join(re.findall(r"\[.*?\]", told))


def test_evidence_does_not_bring_a_contact_back() -> None:
    text = "Ask jane@example.org for money."
    runs = runs_of(text, (4, 9), (8, 20))
    assert plain(runs) == "Ask [e-mail address withheld] for money."
    assert "jane" not in plain(runs)


@pytest.mark.parametrize(
    "text",
    [
        "I, Jane O'Hara, object.",
        "I, jane o’hara, object.",
        "I, JANE O'HARA, object.",
        "I, Jane\nO'Hara, object.",
        "I, **Jane** O'Hara, object.",
        "I, _Jane O'Hara_, object.",
        "Jane O'Hara's view is this.",
    ],
)
@pytest.mark.parametrize("publish", [Publish.ANONYMOUS, Publish.NO])
def test_the_name_of_who_is_not_to_be_named_is_masked_however_it_is_written(text: str, publish: Publish) -> None:
    said = plain(runs_of(text, who="Jane O'Hara", publish=publish))
    assert "hara" not in said.casefold()
    assert "[name withheld]" in said


@pytest.mark.parametrize("name", ["Smith & Co.", "St. Mary's (North)", "The Friends of the Library", "R. van der Berg"])
def test_names_with_marks_in_them_are_masked(name: str) -> None:
    assert plain(runs_of(f"We, {name}, object.", who=name, publish=Publish.ANONYMOUS)) == "We, [name withheld], object."


def test_a_name_inside_another_word_is_not_masked() -> None:
    assert plain(runs_of("Annabel and anna-lise", who="Anna Bel", publish=Publish.ANONYMOUS)) == "Annabel and anna-lise"


def test_a_description_in_place_of_a_name_is_no_name() -> None:
    assert plain(runs_of("As a parent I object.", who="A parent", publish=Publish.ANONYMOUS)) == "As a parent I object."


def test_who_may_be_named_is_named() -> None:
    assert plain(runs_of("I, Jane O'Hara, object.", who="Jane O'Hara")) == "I, Jane O'Hara, object."


# Quotes ---------------------------------------------------------------------------------------------------------------


def quoted(text: str, *evidence: tuple[str, float], before: str = "Before. ") -> tuple[str, bool, bool]:
    """What is quoted of a point of this text, and whether the point goes on before and behind."""
    response = make_response(parts=[(SegmentKind.HEADING, before), text])
    start = len(before) + 2
    spans = [(start + text.index(words), start + text.index(words) + len(words), weight) for words, weight in evidence]
    coding = make_coding(
        PointKey("a.txt", start, start + len(text)),
        ["funding"],
        scores={"funding": 0.7105},
        evidence=[Evidence("funding", *span) for span in spans],
    )
    made = quote(response, REF, coding, "funding", "A council", sentences)
    assert (made.ref, made.respondent, made.sureness) == (REF, "A council", Sureness.LIKELY)
    assert plain(made.runs) in text, "a quote is cut from its source"
    return plain(made.runs), made.cut_before, made.cut_after


LONG = " ".join(f"Sentence number {n} says nothing of use to anybody at all, I fear." for n in range(12))


def test_a_short_point_is_quoted_whole() -> None:
    text = "Money is short. It has been cut. We ask for more."
    assert quoted(text, ("cut", 1.0)) == (text, False, False)


def test_a_long_point_is_quoted_by_its_most_telling_sentences() -> None:
    said, before, after = quoted(LONG.replace("7 says nothing", "7 says money"), ("money", 2.0))
    assert "7 says money" in said
    assert len(said.split()) <= QUOTE_WORDS
    assert (before, after) == (True, True)


def test_of_equals_the_first_is_quoted() -> None:
    said, before, after = quoted(LONG)
    assert said.startswith("Sentence number 0")
    assert (before, after) == (False, True)


def test_a_single_sentence_is_quoted_whole_however_long() -> None:
    text = "money " * 100 + "is short."
    assert quoted(text, ("money", 1.0)) == (text, False, False)


def test_only_what_speaks_for_the_theme_is_marked() -> None:
    text = "Money is short and profit is not."
    evidence = [Evidence("funding", 0, 5, 1.0), Evidence("funding", 19, 25, -0.5), Evidence("safety", 9, 14, 1.0)]
    coding = make_coding(PointKey("a.txt", 0, len(text)), ["funding", "safety"], evidence=evidence)
    made = quote(make_response(parts=[text]), REF, coding, "funding", "A council", sentences)
    assert [run.text for run in made.runs if run.evidence] == ["Money"]
    assert made.sureness is None


# Headings and closed answers ------------------------------------------------------------------------------------------


def printed_of(publish: Publish) -> list[str]:
    """What is printed between the points of a paper whose title stands at the level of its headings."""
    parts = [
        (SegmentKind.HEADING, "Response of Jane Doe"),
        "The bus is late.",
        (SegmentKind.HEADING, "The roof of the library"),
        (SegmentKind.HEADING, "Comments from the household of J. Doe"),
        (SegmentKind.ANSWER, "Never!"),
    ]
    response = make_response(parts=parts, publish=publish)
    segments = tuple(
        replace(one, section=("A heading",)) if one.kind is SegmentKind.HEADING else one
        for one in response.segmentation.segments
    )
    response = replace(response, segmentation=replace(response.segmentation, segments=segments))
    points = {(point.start, point.end): CountedPoint(response, point, REF, None) for point in response.points}
    shown_ones = passages(response, points, {}, {})
    return [plain(one.runs) for one in shown_ones if one.runs and one.kind is not SegmentKind.POINT]


def test_a_title_and_a_heading_that_says_who_wrote_are_printed_only_of_who_is_named() -> None:
    everything = ["Response of Jane Doe", "The roof of the library", "Comments from the household of J. Doe", "Never!"]
    assert printed_of(Publish.YES) == everything
    assert printed_of(Publish.ANONYMOUS) == ["The roof of the library"]


def test_the_length_of_a_closed_answer_is_not_told_of_who_is_not_named() -> None:
    response = make_response(parts=[(SegmentKind.ANSWER, "Never!")], publish=Publish.ANONYMOUS)
    assert list(passages(response, {}, {}, {})) == [Passage(SegmentKind.ANSWER)]


def test_own_words_that_say_no_more_than_no_are_printed_as_other_words_are() -> None:
    response = make_response(parts=[(SegmentKind.ANSWER, "No.")], publish=Publish.ANONYMOUS)
    (segment,) = response.segmentation.segments
    segments = (replace(segment, reason=SAYS_NO_MORE),)
    response = replace(response, segmentation=replace(response.segmentation, segments=segments))
    assert [plain(one.runs) for one in passages(response, {}, {}, {})] == ["No."]
