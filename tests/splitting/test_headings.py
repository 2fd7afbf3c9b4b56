"""Headings, and the contents lists that repeat them."""

from __future__ import annotations

from tests.splitting.documents import PROSE
from tests.splitting.test_styles import kinds


def test_a_line_whose_sentence_goes_on_below_is_no_heading() -> None:
    assert kinds(f"{PROSE}\n\nThe law of property:\n\n… controls what people may do.") == [
        f"point: {PROSE}",
        "point: The law of property: … controls what people may do.",
    ]


def test_contents_without_a_heading_with_numbers_and_pages() -> None:
    names = ("Introduction", "Our views", "What it costs")
    body = "\n\n".join(f"{n}. {name}\n\n{PROSE}" for n, name in enumerate(names, 1))
    for entry in ("{n}. {name}\t{n}", "{n}. {name}", "Chapter {n}\t{name}", "{name} ..... {n}"):
        entries = "\n".join(entry.format(n=n, name=name) for n, name in enumerate(names, 1))
        for text in (f"{entries}\n\n{body}", f"Contents\n\n{entries}\n\n{body}"):
            found = [line.partition(":")[0] for line in kinds(text)]
            assert found[-6:] == ["heading", "point"] * 3
            assert set(found[:-6]) == {"furniture"}


def test_two_asks_that_come_again_as_headings_are_no_contents() -> None:
    text = f"We ask for two things.\n\n- More money\n- Less haste\n\n# More money\n\n{PROSE}\n\n# Less haste\n\n{PROSE}"
    assert [line.partition(":")[0] for line in kinds(text, "a.md")][:3] == ["point"] * 3


def test_a_table_of_contents() -> None:
    text = f"Contents\n\nIntroduction\nOur views\n\nIntroduction\n\n{PROSE}\n\nOur views\n\n{PROSE}"
    assert [line.partition(":")[0] for line in kinds(text)] == [*["furniture"] * 3, *["heading", "point"] * 2]
