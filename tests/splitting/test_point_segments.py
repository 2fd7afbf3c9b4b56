"""What belongs to one point: sub-items, bullets, paragraphs, table rows."""

from __future__ import annotations

import pytest

from analysis.model import SegmentKind
from tests.splitting.documents import PROSE, checked, document, labels, points

SENTENCE = "Every provider should be inspected by Ofsted at least as often as a council is."
FRAGMENT = "pension guarantees"


def numbered(*items: str) -> str:
    return "\n\n".join(f"{i}. {item}" for i, item in enumerate(items, 1))


@pytest.mark.parametrize(
    "marks", [("(a)", "(b)", "(c)"), ("i.", "ii.", "iii."), ("a)", "b)", "c)"), ("-", "-", "-"), ("•", "•", "•")]
)
def test_fragments_under_a_numbered_point_belong_to_it(marks: tuple[str, ...]) -> None:
    items = "\n\n".join(f"{mark} {FRAGMENT};" for mark in marks)
    text = numbered(f"We would have to find:\n\n{items}", PROSE)
    assert labels(text) == ["1", "2"]
    assert points(text)[0][1].endswith(f"{marks[-1]} {FRAGMENT};")


@pytest.mark.parametrize("marks", [("(a)", "(b)"), ("i.", "ii."), ("1)", "2)")])
def test_sentences_under_a_numbered_point_are_points(marks: tuple[str, ...]) -> None:
    items = "\n\n".join(f"{mark} {SENTENCE}" for mark in marks)
    text = numbered(f"These should be on the face of the law:\n\n{items}", PROSE)
    below = "1" if marks[0].startswith("(") else ""
    assert labels(text) == ["1", *(f"{below}{mark.rstrip('.')}" for mark in marks), "2"]


def test_a_part_has_the_number_that_it_stands_below() -> None:
    items = f"a) {SENTENCE}\n\nb) {SENTENCE}"
    assert labels(f"1. {PROSE}\n\n2. Visitor permits.\n\n{items}\n\n3. {PROSE}") == ["1", "2(a)", "2(b)", "3"]
    deeper = f"(a) {SENTENCE}\n\n(i) {SENTENCE}\n\n(ii) {SENTENCE}\n\n(b) {SENTENCE}"
    found = labels(f"2.1 {PROSE}\n\n2.2 {PROSE}\n\n{deeper}\n\n2.3 {PROSE}")
    assert found == ["2.1", "2.2", "2.2(a)", "2.2(a)(i)", "2.2(a)(ii)", "2.2(b)", "2.3"]


def test_bulleted_sentences_under_a_numbered_point_are_points() -> None:
    text = numbered(f"These should be on the face of the law:\n\n- {SENTENCE}\n- {PROSE}", PROSE)
    assert labels(text) == ["1", "¶1", "¶2", "2"]


def test_a_list_is_judged_as_a_whole() -> None:
    mostly = numbered(f"We would have to find:\n\n- {FRAGMENT}\n- {FRAGMENT}\n- {SENTENCE}", PROSE)
    assert labels(mostly) == ["1", "2"]


def test_a_long_clause_argues_for_itself() -> None:
    clause = "the decision to apply for an order, which no court has ever allowed anybody but a council to make here;"
    assert labels(numbered(f"These stay:\n\n(a) {clause}\n\n(b) {clause}", PROSE)) == ["1", "1(a)", "1(b)", "2"]


def test_dotted_numbers_are_always_points() -> None:
    text = f"1. Money\n\n1.1 More of it\n\n1.2 {PROSE}\n\n2. Time\n\n2.1 More of it"
    assert labels(text) == ["1.1", "1.2", "2.1"]


def test_bullets_that_nothing_introduces_are_points() -> None:
    assert labels(f"{PROSE}\n\n- {FRAGMENT}\n- {FRAGMENT}") == ["¶1", "¶2", "¶3"]


def test_bullets_that_a_colon_introduces_belong_to_its_sentence() -> None:
    text = f"A charity of our size would have to find sums for many purposes, among which are:\n\n- {FRAGMENT}\n- VAT"
    assert labels(text) == ["¶1"]


def test_nested_bullets_belong_to_the_bullet_above() -> None:
    text = f"- {SENTENCE}\n  - {FRAGMENT}\n  - {SENTENCE}\n- {SENTENCE}"
    assert labels(text) == ["¶1", "¶2"]


def test_a_paragraph_between_two_numbers_goes_on_the_first() -> None:
    assert points(numbered(f"{PROSE}\n\n{SENTENCE}", PROSE)) == [("1", f"{PROSE}\n\n{SENTENCE}"), ("2", PROSE)]


def test_a_paragraph_after_the_last_number_stands_alone() -> None:
    assert points(f"{numbered(PROSE, PROSE)}\n\n{SENTENCE}")[-1] == ("¶1", SENTENCE)


def test_a_paragraph_between_two_numbers_with_a_heading_between_goes_on_too() -> None:
    text = f"1. {PROSE}\n\n{SENTENCE}\n\nMoney\n\n2. {PROSE}"
    assert labels(text) == ["1", "2"]


def test_a_paragraph_after_a_colon_goes_on() -> None:
    assert labels(f'{PROSE[:-1]}, as one of us put it:\n\n"Nobody had asked the little boy a single question."') == [
        "¶1"
    ]


def test_a_paragraph_that_was_broken_in_a_sentence_goes_on() -> None:
    assert labels(f"{PROSE[:-1]}\n\nand that is how it is.") == ["¶1"]
    assert labels(f"{PROSE}\n\ne.g. this is how it is.") == ["¶1", "¶2"]


def test_a_table_belongs_to_the_numbered_point_above_it() -> None:
    text = f"1. {PROSE}\n\n| Function | Ready |\n|---|---|\n| Fostering | Now |\n\n2. {PROSE}"
    assert labels(text) == labels(numbered(PROSE, PROSE)) == ["1", "2"]
    first, second = points(text, "a.md")
    assert first[1].endswith("| Fostering | Now |")
    assert second == ("2", PROSE)


def test_our_own_numbers_count_the_points_that_have_none() -> None:
    assert labels(f"{PROSE}\n\n{numbered(PROSE, PROSE)}\n\n{PROSE}\n\n{PROSE}") == ["¶1", "1", "2", "¶2", "¶3"]


def test_a_label_is_quoted_without_what_closes_it() -> None:
    text = f"**1.** {PROSE}\n\n**2.** {PROSE}"
    found = [s for s in checked(document(text)) if s.kind in (SegmentKind.LABEL, SegmentKind.POINT)]
    assert [(s.kind.value, s.label, text[s.start : s.end][:6]) for s in found[:2]] == [
        ("label", "1", "**1.**"),
        ("point", "1", "We thi"),
    ]


def test_a_number_without_words_is_no_point() -> None:
    assert labels(f"1. {PROSE}\n\n2. …\n\n3. {PROSE}") == ["1", "3"]


def test_pages_are_kept() -> None:
    assert all(s.page is None for s in checked(document(PROSE)))
