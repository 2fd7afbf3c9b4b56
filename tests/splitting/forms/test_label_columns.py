"""A row is labelled by where or which it is, never by whose it is."""

from __future__ import annotations

import pytest

from tests.reading.docx_tools import cell, paragraph, table
from tests.reading.docx_tools import document as word_file
from tests.splitting.documents import checked, document

BUDGET, BUS = "The budget does not stretch to this at all.", "The evening bus along the canal must stay."
LETTER = " ".join(["We object to the plan for the many reasons that our members gave us at the hall."] * 3)
NAMES = ("Marjorie Blenkinsop", "Tobias Wetherell")
MAILS = ("m.b@example.org", "t.w@example.org")
PHONES = ("07700 900123", "01632 960983")


def divided(*rows: tuple[str, ...]) -> list[tuple[str, str]]:
    """The last two points of a letter with this table."""
    letter = paragraph(LETTER) + table(*("".join(map(cell, row)) for row in rows))
    found = document(word_file(letter), "comments.docx")
    return [(s.label or "", found.text[s.start : s.end]) for s in checked(found) if s.kind.value == "point"][-2:]


@pytest.mark.parametrize(
    ("head", "who"),
    [
        (("No", "Name", "Comments"), NAMES),
        (("Nr.", "Name", "Stellungnahme"), NAMES),
        (("Nr.", "E-Mail", "Stellungnahme"), MAILS),
        (("No.", "Phone", "Comments"), PHONES),
        (("No", "Vereniging", "Opmerking"), NAMES),
        (("No", "Contact", "Comment"), ("Kwabsk Zzrat", "Xor Plimm")),
    ],
)
def test_a_numbered_row_is_labelled_by_its_number(head: tuple[str, ...], who: tuple[str, str]) -> None:
    assert divided(head, ("1", who[0], BUDGET), ("2", who[1], BUS)) == [("1", BUDGET), ("2", BUS)]


@pytest.mark.parametrize(
    ("head", "who"),
    [
        (("Commenter", "Comment"), NAMES),
        (("Name", "Comments"), ("MARJORIE", "Tobias")),
        (("E-mail", "Comments"), MAILS),
        (("Melder", "Opmerking"), NAMES),
        (("Address", "Comments"), ("12 Mill Lane", "4 Canal Street")),
        ((), NAMES),
        ((), PHONES),
    ],
)
def test_who_wrote_a_row_is_neither_its_label_nor_its_words(head: tuple[str, ...], who: tuple[str, str]) -> None:
    rows = [*([head] if head else []), (who[0], BUDGET), (who[1], BUS)]
    found = divided(*rows)
    assert [words for _, words in found] == [BUDGET, BUS]
    assert all(label.startswith("¶") for label, _ in found)


def test_a_row_without_its_place_is_not_labelled_by_who_wrote_it() -> None:
    rows = [("Name", "Section", "Comment"), (NAMES[0], "2.1", BUDGET), (NAMES[1], "", BUS)]
    assert not any(name in part for point in divided(*rows) for part in point for name in NAMES)


@pytest.mark.parametrize("topics", [("Noise", "Drains"), ("Ford Lane", "Mill Street"), ("Local Plan", "Road Safety")])
def test_what_a_row_is_about_is_said_whether_it_labels_or_not(topics: tuple[str, str]) -> None:
    for head in ((), ("Onderwerp", "Opmerking")):
        found = divided(*([head] if head else []), (topics[0], BUDGET), (topics[1], BUS))
        assert all(topic in "".join(point) for topic, point in zip(topics, found, strict=True))
