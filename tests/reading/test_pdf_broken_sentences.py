"""Lines of one sentence that an indent, a wide pitch, a list or names in the margin stand between."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.model import SegmentKind
from analysis.splitting import split
from tests.reading.pdf_builder import Text, paragraph, pdf
from tests.splitting.documents import document

LINES = [
    "Lorries stop in the lane long before eight in the morning and keep their engines",
    "running while they wait for the bay, which wakes all of us who sleep at the front of",
    "the house, and nobody has ever asked us how we should like that to be changed.",
]
NAMES = ["Hazel Thorne", "Oldbury Traders", "Weir Society", "Omar Reed", "Mill Lane Firm", "Ada Brook", "Bay Union"]


def points(pages: Sequence[Sequence[Text]]) -> list[str]:
    found = document(pdf(pages), "a.pdf")
    return [" ".join(found.text[s.start : s.end].split()) for s in split(found) if s.kind is SegmentKind.POINT]


def test_a_numbered_first_line_that_is_set_in() -> None:
    items = [("(a)", 700.0), ("(b)", 640.0), ("(c)", 580.0)]
    texts = [
        text for number, y in items for text in [Text(f"{number} {LINES[0]}", 100, y), *paragraph(LINES[1:], y - 14)]
    ]
    assert points([texts]) == [" ".join(LINES)] * 3


def test_a_page_that_is_set_wider_than_the_rest() -> None:
    narrow = [paragraph(LINES * 4, 760, pitch=13), paragraph(LINES[1:] + LINES * 3, 760, pitch=13)]
    first, *rest = (line.replace("lane", "yard").replace("bay", "ramp").replace("asked", "told") for line in LINES)
    wide = [Text(first, 108, 700), *paragraph(rest, 672, pitch=28)]
    assert points([*narrow, wide])[-1].endswith(" ".join([first, *rest]))


def test_names_in_the_margin_in_smaller_type() -> None:
    text = [line for i in range(3) for line in paragraph(LINES, 700 - 60 * i, x=190, size=9)]
    names = paragraph(NAMES * 2, 704, x=40, size=5, pitch=12.5)
    found = points([[*text, *names]])
    assert " ".join(LINES) in " ".join(found)
    assert not any("Thorne" in point for point in found if "Lorries" in point)


FOOT = "12 Mill Lane, Oldbury • 01632 960123 • www.example.org"


def test_a_sentence_goes_on_over_the_foot_of_a_letterhead() -> None:
    first = [*paragraph(["We object to the bay in the lane.", *LINES[:2]], 700), Text(FOOT, 72, 80, 10)]
    second = [Text("A head that stands on this page alone", 72, 800, 8), *paragraph([LINES[2], "It is wrong."], 700)]
    found = points([first, second])
    assert any(" ".join(LINES[:2]) + " " + LINES[2] in point for point in found)
    assert not any("01632" in point for point in found if "Lorries" in point)


def test_what_begins_in_lower_case_goes_on_over_a_wide_gap() -> None:
    assert points([[*paragraph(LINES[:2], 700), *paragraph(LINES[2:], 600)]]) == [" ".join(LINES)]


def test_letters_that_begin_alike_have_no_running_head() -> None:
    opening = ["We oppose the bay that is planned in the lane, for it takes the light and the air", "of everybody who"]
    ends = [f"lives there, and of the {who} above all." for who in ("children", "traders", "pupils", "cyclists")]
    found = points([paragraph([*opening, end, "Move it to the yard."], 780) for end in ends])
    assert sum("We oppose the bay" in point for point in found) == len(ends)


def test_a_figure_set_large_begins_the_sentence_below_it() -> None:
    figures = [Text("29%", 72, 700, 28), Text("of the shops in the lane lost trade when the bay was moved.", 72, 680)]
    assert points([[*paragraph(LINES, 760), *figures, *paragraph(LINES, 640)]])[1].startswith("29% of the shops")


def test_a_quotation_goes_on_the_line_above_it_though_a_scan_varies_in_size() -> None:
    first = [Text(LINES[0], 72, 700, 12), Text("running while they wait for what the council calls", 72, 686, 13.5)]
    assert points([[*first, *paragraph(['"stopping places" in the lane, and nobody asked us.'], 672, size=12)]]) == [
        f'{LINES[0]} running while they wait for what the council calls "stopping places" in the lane, and'
        f" nobody asked us."
    ]


def test_paragraphs_of_a_line_or_two_part_where_the_space_between_them_is_the_usual_distance() -> None:
    long = [LINES[0], LINES[2]]
    said = [["2.1 We welcome this."], [f"2.2 {long[0]}", long[1]], ["2.3 We fear that."], [f"2.4 {long[0]}", long[1]]]
    said += [[f"2.5 {long[0]}", long[1]], [f"2.6 Nobody asked us about {long[1]}"], ["3 We would be content to speak."]]
    page: list[Text] = []
    for lines in said:
        page += paragraph(lines, page[-1].y - 21 if page else 700, pitch=12)
    assert points([page])[-2:] == [f"Nobody asked us about {long[1]}", "3 We would be content to speak."]
    assert points([page]).count(" ".join(long)) == 3
