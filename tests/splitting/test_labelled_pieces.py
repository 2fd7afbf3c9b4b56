"""Lines that could be headings, and sentences that could not."""

from __future__ import annotations

import pytest

from analysis.splitting.labelled_pieces import cut_at_labels, looks_like_heading, runs_on
from tests.splitting.documents import PROSE, document, labels


@pytest.mark.parametrize(
    "line",
    [
        "Summary",
        "OUR VIEWS",
        "**Our views**",
        "Why we object to this",
        "Who decides?",
        "St. Mary's",
        "No. 10 and Cllr. A. Jones",
    ],
)
def test_what_could_be_a_heading(line: str) -> None:
    assert looks_like_heading(line, 0, len(line))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "our views",
        "We object.",
        "We object,",
        "2014",
        "…",
        "We object. They agree",
        "Who decides? We do",
        "No. Who would pay?",
        "one\ntwo",
        "A line of so many words that nobody would ever set it above a text as its heading",
    ],
)
def test_what_could_not(line: str) -> None:
    assert not looks_like_heading(line, 0, len(line))


@pytest.mark.parametrize(
    "line", ["Who pays? Nobody knows", "We object. They agree", "No. We object", "It failed.” So they said"]
)
def test_two_sentences(line: str) -> None:
    assert runs_on(line)


@pytest.mark.parametrize(
    "line", ["We object", "Mr. Smith objects", "J. Smith objects", "See para. 4 and s. 1", "At 9 a.m. on Monday"]
)
def test_one_sentence(line: str) -> None:
    assert not runs_on(line)


def test_pieces_are_cut_at_believed_numbers_within_a_block() -> None:
    text = f"{PROSE} So we ask\nfor three things in our response, which we have put in the order of weight:\n"
    text += "1. Time to think about all that the paper has left out, and for others to do so.\n"
    text += "2. Money for councils, which have lost a quarter of what they had to spend in 2010."
    found = cut_at_labels(document(text))
    assert [piece.label.shown if piece.label else None for piece in found] == [None, "1", "2"]
    assert [text[piece.start : piece.end].split()[0] for piece in found] == ["We", "Time", "Money"]


def test_what_holds_no_word_is_no_piece() -> None:
    assert cut_at_labels(document("…\n\n***\n\n👍\n\n—")) == []


def test_a_statutory_instrument_parts_its_numbers_by_a_dash() -> None:
    text = "\n\n".join(f"{n}.—(1) The lane is narrow. {PROSE}\n\n(2) {PROSE}" for n in (1, 2))
    assert labels(text) == ["1(1)", "1(2)", "2(1)", "2(2)"]
