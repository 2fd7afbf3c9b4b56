"""Line numbers in either margin, beside the numbers that the author gave the paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analysis.model import Document, SegmentKind
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from analysis.splitting import split
from tests.reading.pdf_builder import Text, pdf

LINES = (
    "Move the loading bay to the side of the former",
    "bank where lorries already stop before eight in",
    "the morning and nobody else can park their car",
    "near the shops, the market and the surgery.",
)
LEFT_MARGIN, RIGHT_MARGIN = 45, 545
AUTHOR, BODY = 80, 108
PITCH = 14
MARGINS = pytest.mark.parametrize("margin", [LEFT_MARGIN, RIGHT_MARGIN])


def submission(
    step: int, margin: int, lengths: list[list[int]], author: str, restarts: bool = False, gap: int = 0
) -> bytes:
    """Pages of numbered paragraphs of so many lines; blank lines between them are counted, where there are any."""
    numbers, paragraphs = 0, 0
    pages = []
    for page_lengths in lengths:
        numbers, y, page = 0 if restarts else numbers, 760, []
        for length in page_lengths:
            paragraphs += 1
            page.append(Text(author.format(paragraphs), AUTHOR, y))
            for line in (*LINES[: length - 1], LINES[-1], *[""] * gap):
                numbers += 1
                page += [Text(line, BODY, y)] if line else []
                page += [Text(str(numbers), margin, y, 9)] if numbers % step == 0 else []
                y -= PITCH
        pages.append(page)
    return pdf(pages)


def points(content: bytes) -> Iterator[tuple[str | None, str]]:
    document = next(read(content, "a.pdf", ReadSettings()))
    assert isinstance(document, Document)
    for segment in split(document):
        if segment.kind is SegmentKind.POINT:
            yield segment.label, " ".join(document.text[segment.start : segment.end].split())


def said(length: int) -> str:
    return " ".join((*LINES[: length - 1], LINES[-1]))


@MARGINS
@pytest.mark.parametrize("step", [1, 5, 10])
@pytest.mark.parametrize("author", ["{}", "{}."])
@pytest.mark.parametrize("restarts", [True, False])
def test_the_author_s_numbers_survive_beside_line_numbers(step: int, margin: int, author: str, restarts: bool) -> None:
    lengths = [[2, 3, 4, 2, 4, 3, 2, 4], [3, 2, 4, 4, 3]]
    wanted = [(str(n), said(length)) for n, length in enumerate((n for page in lengths for n in page), 1)]
    assert list(points(submission(step, margin, lengths, author, restarts))) == wanted


@MARGINS
@pytest.mark.parametrize("step", [1, 5])
def test_blank_lines_may_be_counted(step: int, margin: int) -> None:
    lengths = [[3, 4, 2, 4, 3]]
    wanted = [(str(n), said(length)) for n, length in enumerate(lengths[0], 1)]
    assert list(points(submission(step, margin, lengths, "{}", gap=1))) == wanted


@MARGINS
def test_two_numbers_that_count_five_lines_each_are_enough(margin: int) -> None:
    assert [label for label, _ in points(submission(5, margin, [[4, 3, 4]], "{}."))] == ["1", "2", "3"]


@MARGINS
def test_the_last_page_may_have_one_line_number(margin: int) -> None:
    lengths = [[4, 3, 4, 4], [4, 2]]
    found = list(points(submission(5, margin, lengths, "{}", restarts=True)))
    assert found == [(str(n), said(length)) for n, length in enumerate((4, 3, 4, 4, 4, 2), 1)]


def test_the_author_s_bare_numbers_alone_are_no_line_numbers() -> None:
    lengths = [2, 3, 4, 2, 4, 3, 2, 4]
    found = list(points(submission(1_000, LEFT_MARGIN, [lengths], "{}")))
    assert found == [(str(n), said(length)) for n, length in enumerate(lengths, 1)]


def test_figures_at_the_end_of_rows_are_no_line_numbers_where_lines_go_on_beside_them() -> None:
    page = [Text(line, BODY, 760 - PITCH * i) for i, line in enumerate(LINES * 3)]
    page += [Text(str(i + 1), 400, 760 - PITCH * i) for i in range(5)]
    page += [Text("which goes on here", 440, 760 - PITCH * i) for i in range(5, 12)]
    text = " ".join(text for _, text in points(pdf([page])))
    assert sorted(word for word in text.split() if word.isdecimal()) == list("12345")


def test_lines_with_a_blank_one_after_every_second_are_counted_with_it() -> None:
    lines = [line for _ in range(4) for line in (LINES[0], LINES[1], "")]
    page = [Text(line, BODY, 760 - 18 * i) for i, line in enumerate(lines) if line]
    page += [Text(str(i + 1), LEFT_MARGIN, 760 - 18 * i) for i in (4, 9)]
    assert not any(character.isdigit() for _, text in points(pdf([page])) for character in text)


def test_a_lone_number_at_the_fifth_line_of_a_short_page_counts_lines() -> None:
    found = [words for _, words in points(submission(5, LEFT_MARGIN, [[4, 4], [3]], "{}."))]
    assert len(found) == 3
    assert not any(number in " ".join(found).split() for number in ("5", "10"))
