"""Sections that introduce who responds, told by their shape, and those that look like them and argue."""

from __future__ import annotations

from analysis.model import Block, BlockKind, Document, SegmentKind
from analysis.splitting import split
from analysis.splitting.furniture.introductions import INTRODUCED
from tests.splitting.documents import kind_of, points

ARGUMENT = "The loading bay in the lane would wake all of us, for lorries stop there long before eight in the morning."
WORDS = "who brings together the traders of the town and has spoken for them in every consultation since the war"


def segments(*sections: tuple[str, str]) -> list[tuple[SegmentKind, str | None, str]]:
    text, blocks = "", []
    for kind, piece in [
        (kind, piece)
        for section in sections
        for kind, piece in zip((BlockKind.HEADING, BlockKind.PARAGRAPH), section, strict=True)
    ]:
        start = len(text)
        text += f"{piece}\n\n"
        blocks.append(Block(kind, start, start + len(piece), level=int(kind is BlockKind.HEADING)))
    document = Document("a.pdf", text.rstrip(), tuple(blocks))
    return [(s.kind, s.reason, document.text[s.start : s.end]) for s in split(document)]


def introduced(*sections: tuple[str, str]) -> list[str]:
    return [text for _, reason, text in segments(*sections) if reason and reason.startswith(INTRODUCED)]


ONE = ("Oldbury Traders", "Oldbury Traders is a body of shops. We have stood up for them since 1950.")
TWO = [
    ("Hazel Thorne", f"Hazel Thorne is a solicitor {WORDS}."),
    ("The Weir Society", f"The Weir Society was founded by people {WORDS}."),
    ("GetUp!", f"GetUp has a million members {WORDS}."),
    ("Dr Omar Reed", f"is a lecturer in transport, {WORDS}."),
]
BAY = ("The bay", ARGUMENT)


def test_the_section_of_the_one_who_responds_is_furniture() -> None:
    assert introduced(BAY, ONE) == list(ONE)


def test_people_introduced_one_after_the_other_are_furniture_however_long_that_takes() -> None:
    assert introduced(BAY, *TWO) == [piece for section in TWO for piece in section]


def test_what_a_section_is_about_is_no_introduction() -> None:
    subjects = [
        ("Net Neutrality", "Net neutrality is what keeps the market open to us, and it is at risk."),
        ("Online Safety Act", "The Online Safety Act is weak, and we think that its duties should be wider."),
        ("Parking", "Parking is what our customers ask us for, and there is none left in the square."),
        ("LAW", "is what we have asked for, and the lane has gone without it for years."),
    ]
    for subject in subjects:
        assert introduced(BAY, subject) == []


def test_one_other_body_that_is_described_is_no_introduction() -> None:
    assert introduced(BAY, ("Weir Council", "Weir Council is a body that has closed its lane to lorries.")) == []


def _said(*sections: tuple[str, str]) -> list[str]:
    return [kind.value for kind, _, _ in segments(*sections) if kind is not SegmentKind.GAP]


def test_a_section_that_names_whom_it_is_about_needs_no_second_one() -> None:
    said = "Access Now is an organisation that defends the rights of users and gives policy recommendations to all."
    assert _said(("About Access Now", said), ("Our view", ARGUMENT)) == ["furniture", "furniture", "heading", "point"]


def test_what_those_stand_for_who_introduce_themselves_is_no_argument() -> None:
    vision = "Our vision is of a town underpinned by fairness. Its growth must be driven by the interests of all."
    assert _said(("Who we are", vision), ("Our view", f"{ARGUMENT} {ARGUMENT}")) == ["furniture"] * 2 + [
        "heading",
        "point",
    ]


def test_a_section_about_a_coalition_presents_its_members_however_long() -> None:
    members = "\n\n".join(
        f"The {name} Society is a charity in Kent. {'It runs homes. ' * 30}" for name in ("Ash", "Oak")
    )
    text = f"# Our view\n\n{ARGUMENT}\n\n# About the Weir Justice Coalition\n\n{members}"
    assert kind_of("The Oak Society", text, "a.md") == "furniture"


def test_what_stands_between_two_paragraphs_on_who_we_are_is_what_we_stand_for() -> None:
    sections = [
        ("Who we are", "The Weir Society was founded in 1993 to keep lanes open."),
        ("", "Our town must be underpinned by fairness and open lanes."),
        ("", "We publish an annual report on lanes."),
    ]
    text = "\n\n".join(["# Who we are", *(said for _, said in sections), "# Our view", f"{ARGUMENT} {ARGUMENT}"])
    assert [said for _, said in points(text, "a.md")] == [f"{ARGUMENT} {ARGUMENT}"]


def test_an_argument_below_who_we_are_is_a_point() -> None:
    for said in ("The council must drop the plan.", "We oppose the lane."):
        text = f"# Who we are\n\nThe Weir Society was founded in 1993.\n\n{said}\n\nWe publish a report.\n"
        assert said in [words for _, words in points(text, "a.md")]
