"""Whole documents: the real ones beside the repository, the worked example's, and styles that people use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.model import Document, Question, SegmentKind, Skipped
from analysis.reading import read
from analysis.splitting import SPLITTER, segment, split
from tests.builders import RESPONSES
from tests.shared import shared
from tests.splitting.documents import PROSE, checked, document, labels, points, segments

# The real documents ---------------------------------------------------------------------------------------------------

SEEDS = [
    "000_83c229f45a66fa04.txt",
    "001_095d6f8d55d7aa2e.txt",
    "002_0495c6978059a3b0.txt",
    "003_fa7ccd1ffc42977a.txt",
    "004_4def173543fe0b08.txt",
]


@pytest.fixture
def gold() -> dict:
    return json.loads(shared("gold/sesl-seec.json").read_text(encoding="utf-8"))


@pytest.fixture
def submission() -> Document:
    return document(shared(f"seeds/{SEEDS[4]}"))


def test_the_real_submission_is_split_as_by_hand(gold: dict, submission: Document) -> None:
    found = [s for s in checked(submission) if s.kind is SegmentKind.POINT]
    assert [(s.label, list(s.section), s.start, s.end) for s in found] == [
        (p["label"], p["section"], p["start"], p["end"]) for p in gold["points"]
    ]
    assert {s.confidence for s in found} == {1.0}


def test_in_the_real_submission_one_1_is_a_heading_and_one_a_point(submission: Document) -> None:
    first = [(s.kind.value, s.label) for s in split(submission) if s.label == "1"]
    assert first == [("label", "1"), ("point", "1"), ("heading", "1")]


def test_the_real_submission_ends_in_furniture(gold: dict, submission: Document) -> None:
    after = [s for s in split(submission) if s.end > gold["respondent_block_starts"]]
    assert {s.kind for s in after} == {SegmentKind.FURNITURE, SegmentKind.GAP}
    assert not any(s.section or s.question for s in after)


@pytest.mark.parametrize(("name", "count"), list(zip(SEEDS[:4], [4, 4, 9, 18], strict=True)))
def test_the_points_of_unnumbered_papers(name: str, count: int) -> None:
    paragraphs = dict.fromkeys(label.partition(" ")[0] for label in labels(shared(f"seeds/{name}")))
    assert list(paragraphs) == [f"¶{i}" for i in range(1, count + 1)]


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        (0, "question", "To ask the Secretary of State for Education, which"),
        (0, "heading", "Question to the Department for Education:"),
        (1, "question", "To ask Her Majesty's Government whether"),
        (1, "furniture", "Alert me about debates like this"),
        (1, "furniture", "Photo of Lord Agnew of Oulton"),
        (1, "furniture", "Does this answer the above question?"),
        (1, "furniture", "Yes1 person thinks so"),
        (1, "furniture", "No0 people think not"),
        (1, "furniture", "Would you like to ask a question like this yourself?"),
        (2, "heading", "High-performing councils explore"),
        (2, "furniture", "Neil Puffett"),
        (2, "furniture", "Tuesday, June 21, 2016"),
        (2, "furniture", "Picture: Shutterstock"),
        (2, "furniture", "CYP Now Digital membership"),
        (2, "furniture", "Themed supplements"),
        (2, "furniture", "Subscribe"),
        (3, "furniture", "Your browser is no longer supported"),
        (3, "furniture", "We'll assume we have your consent to use cookies"),
        (3, "heading", "Renewed DfE trust over children's services"),
        (3, "furniture", "Have your say"),
        (3, "furniture", "You must sign in to make a comment"),
        (3, "furniture", "our Terms and Conditions"),
    ],
)
def test_what_is_no_point_in_them(name: int, kind: str, words: str) -> None:
    found = segments(shared(f"seeds/{SEEDS[name]}"))
    assert {k for k, said in found if words in said} == {kind}


@pytest.mark.parametrize("name", SEEDS)
def test_the_partition_of_the_real_documents(name: str) -> None:
    checked(document(shared(f"seeds/{name}")))


# The worked example: what a reader finds in each of its documents -----------------------------------------------------


def numbers(*sections: tuple[str, int]) -> list[str]:
    """Decimal labels: ("4", 3) stands for 4.1, 4.2 and 4.3."""
    return [f"{section}.{i}" for section, count in sections for i in range(1, count + 1)]


def pilcrows(first: int, last: int) -> list[str]:
    return [f"¶{i}" for i in range(first, last + 1)]


def in_parts(first: int, last: int) -> list[str]:
    """The labels of paragraphs that are each divided into three."""
    return [f"¶{i}{part}" for i in range(first, last + 1) for part in ("", " (2)", " (3)")]


ROMAN = ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)", "(vii)", "(viii)", "(ix)", "(x)", "(xi)", "(xii)"]
EXAMPLE = {
    "01-regional-partnership.md": [
        *"12345678",
        *numbers(("1", 1), ("2", 2), ("3", 2), ("4", 3), ("5", 3), ("6", 4), ("7", 3)),
    ],
    "02-county-council.txt": [*"1234567", "¶1"],
    "03-unitary-authority.md": numbers(("1", 2), ("2", 4), ("3", 2), ("4", 3), ("5", 3), ("6", 2)),
    "04-childrens-charity.md": [
        *("(a)", "(b)"),
        *("(a)", "(b)", "(c)"),
        *("(a)", "(b)", *pilcrows(1, 4), "(c)"),
        *("(a)", "(b)", "(c)", "(d)"),
    ],
    "05-response-form.txt": pilcrows(1, 8),
    "06-parent-email.txt": pilcrows(1, 5),
    "07-campaign-letter-a.txt": pilcrows(1, 7),
    "08-campaign-letter-b.txt": pilcrows(1, 7),
    "09-social-enterprise.html": [*pilcrows(1, 4), *"1234", *pilcrows(5, 9)],
    "10-trade-union.md": [*ROMAN, *(f"Recommendation {i}" for i in range(1, 7))],
    "11-academics.txt": [*pilcrows(1, 2), *in_parts(3, 5), *pilcrows(6, 7), "1)", "2)", "3)"],
    "12-district-council.html": [*"123456"],
    "13-foster-carer.txt": ["¶1"],
    "14-private-provider.md": [
        *numbers(("1", 2), ("2", 4), ("3", 2)),
        *pilcrows(1, 4),
        "3.3",
        *numbers(("4", 4), ("5", 3)),
    ],
    "15-professional-association.docx": numbers(("1", 2), ("2", 3), ("3", 4), ("4", 5)),
    "16-voluntary-network.pdf": [str(i) for i in range(1, 12)],
}


def test_every_response_has_its_expected_points() -> None:
    assert set(EXAMPLE) == {path.name for path in RESPONSES.glob("[0-9]*.*")}


@pytest.mark.parametrize("name", EXAMPLE)
def test_the_points_of_the_worked_example(name: str) -> None:
    assert labels(RESPONSES / name) == EXAMPLE[name]


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("01-regional-partnership.md", "heading", "1. Introduction"),
        ("01-regional-partnership.md", "furniture", "About the partnership"),
        ("01-regional-partnership.md", "furniture", "to support any member whose services"),
        ("02-county-council.txt", "furniture", "Castle Street"),
        ("02-county-council.txt", "heading", "POWERS TO DELEGATE"),
        ("02-county-council.txt", "furniture", "Director of Children's Services"),
        ("03-unitary-authority.md", "point", "(d) the investigation of complaints"),
        ("04-childrens-charity.md", "point", "- irrecoverable VAT"),
        ("04-childrens-charity.md", "furniture", "The figures for contracts and subsidy"),
        ("05-response-form.txt", "furniture", "Area: North of England"),
        ("05-response-form.txt", "question", "Which functions, if any"),
        ("05-response-form.txt", "answer", "Not sure."),
        ("06-parent-email.txt", "furniture", "Subject: handing over"),
        ("06-parent-email.txt", "furniture", "Sent from my phone"),
        ("09-social-enterprise.html", "furniture", "We use cookies"),
        ("09-social-enterprise.html", "furniture", "Posted on"),
        ("09-social-enterprise.html", "point", "publication of the same performance figures"),
        ("11-academics.txt", "point", '"I can show you a file'),
        ("11-academics.txt", "furniture", "Prof. of Social Work"),
        ("12-district-council.html", "furniture", "Agreed by"),
        ("14-private-provider.md", "furniture", "Contents"),
        ("14-private-provider.md", "point", "| Referral and assessment |"),
        ("14-private-provider.md", "furniture", "Director of Policy"),
    ],
)
def test_what_is_what_in_the_worked_example(name: str, kind: str, words: str) -> None:
    assert {k for k, said in segments(RESPONSES / name) if words in said} == {kind}


def test_sections_of_the_worked_example() -> None:
    divided = checked(document(RESPONSES / "01-regional-partnership.md"))
    sections = {s.label: s.section for s in divided if s.kind is SegmentKind.POINT}
    assert sections["8"] == ("Summary",)
    assert sections["7.3"] == ("Main Submission", "7. What new arrangements cost")


def test_points_are_tied_to_the_question_that_they_answer() -> None:
    divided = checked(document(RESPONSES / "05-response-form.txt"))
    answered = [s.question for s in divided if s.kind in (SegmentKind.POINT, SegmentKind.ANSWER)]
    assert answered == ["Q1"] * 3 + ["Q2"] * 3 + ["Q3"] * 3


@pytest.mark.parametrize("name", EXAMPLE)
def test_the_consultations_own_questions_change_no_point(name: str) -> None:
    asked = [Question("Q1", "Do you agree that local authorities should be able to delegate these functions?")]
    assert points(RESPONSES / name, asked=asked) == points(RESPONSES / name)


@pytest.mark.parametrize("name", [name for name in EXAMPLE if not name.endswith((".docx", ".pdf"))])
def test_windows_line_ends_change_no_point(name: str) -> None:
    content = (RESPONSES / name).read_bytes().replace(b"\n", b"\r\n")
    found = document(content, name)
    assert [s.label for s in checked(found) if s.kind is SegmentKind.POINT] == EXAMPLE[name]


def test_a_segmentation_names_its_document_and_its_coder() -> None:
    found = document("We object.", "folder/a.txt")
    assert segment(found).segments == split(found)
    assert (segment(found).document, segment(found).coder) == ("folder/a.txt", SPLITTER)


# Any document ---------------------------------------------------------------------------------------------------------

SPACES = st.sampled_from(["", " ", "  ", "\t", "\u00a0", "\u2003", "    "])
NUMBER_LINES = """\
1. 2. 3) (4) 1.1 2.3.1 a) (b) (i) iv. A. A.1 R2 Q1 Q2: Q3(b) 2014. 3.5 10-15% 1/ - • * > o #
Question 4.
Recommendation 5
Para 5.2
§ 4
1 -"""
FIRST_LINE, *OTHERS = NUMBER_LINES.splitlines()
NUMBERS = st.sampled_from([*FIRST_LINE.split(), *OTHERS])
PHRASES = """\
We object.
no
Yes
Summary
ABOUT US
Contents
Notes
Dear Sir
Yours faithfully
Jane Smith
it is wrong
for these reasons:
27 May 2014
Page 4
a@example.org
01632 960101
…
👍
“Why?”
Councils should decide how services are run, and answer for it. They do so now.
Naïve café Ελλάδα 中文
ﬁne
Annex A
Name: Jo
Question 2
in answer to Q3 we
Picture: PA
All rights reserved"""
WORDS = st.sampled_from(PHRASES.splitlines())
MARKS = st.sampled_from(["", "", "", "**", "__", "*", "_", '"', "`"])
LINE = st.builds(
    lambda indent, number, gap, mark, words, tail: f"{indent}{number}{gap}{mark}{words}{mark}{tail}",
    SPACES,
    st.one_of(st.just(""), NUMBERS),
    SPACES,
    MARKS,
    st.one_of(WORDS, st.text(max_size=20)),
    SPACES,
)
TEXTS = st.builds(
    lambda rows, end: end.join(rows),
    st.lists(
        st.one_of(st.just(""), LINE, st.sampled_from(["-----", "=====", "|---|---|", "| a | b |", "\x0c"])), max_size=30
    ),
    st.sampled_from(["\n", "\r\n", "\n\n", "\r"]),
)


@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
@example("1.\n2.\n3.", "a.txt")
@example("1. \n\n2. b\n\n3. …", "a.md")
@example("…\n\n👍", "a.txt")
def test_the_partition_of_any_document(text: str, name: str) -> None:
    for found in read(text.encode("utf-8", "replace"), name):
        if isinstance(found, Document):
            checked(found)


@given(
    st.one_of(st.text(), st.binary().map(lambda b: b.decode("latin-1"))), st.sampled_from(["a.txt", "a.md", "a.html"])
)
def test_the_partition_of_any_text(text: str, name: str) -> None:
    for found in read(text.encode("utf-8", "replace"), name):
        if isinstance(found, Document):
            checked(found)


@given(TEXTS)
def test_what_the_consultation_asked_harms_no_partition(text: str) -> None:
    asked = [
        Question("Q1", "Yes?"),
        Question("2", "Councils should decide how services are run."),
        Question("Q3(b)", ""),
    ]
    for found in read(text.encode("utf-8", "replace"), "a.txt"):
        if not isinstance(found, Skipped):
            checked(found, asked)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n\n".join([PROSE] * 2000), pilcrows(1, 2000)),
        ("\n\n".join(f"{i}. {PROSE}" for i in range(1, 901)), [str(i) for i in range(1, 901)]),
        ("\n".join(f"- Item {i}" for i in range(2000)), pilcrows(1, 2000)),
        ("\n\n".join(f"{i * 7 % 97 + 2} things went wrong in {i} homes." for i in range(800)), pilcrows(1, 800)),
        (f"{PROSE} " * 1500, ["¶1"]),
        ("x" * 500_000, ["¶1"]),
        (f"{PROSE}{chr(10) * 10_000}{PROSE}", ["¶1", "¶2"]),
    ],
    ids=["paragraphs", "numbers", "bullets", "digits", "one line", "one word", "blank lines"],
)
def test_large_documents(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize("path", sorted(RESPONSES.glob("[0-9]*.*")), ids=lambda path: path.name)
def test_the_partition_of_the_worked_example(path: Path) -> None:
    checked(document(path))
