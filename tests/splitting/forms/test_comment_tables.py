"""Tables of comments are one point a row, labelled by what the row is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.docx_tools import cell, paragraph, table
from tests.reading.docx_tools import document as word_file
from tests.splitting.documents import checked, document, points, segments

CASES = Path(__file__).parents[2] / "cases" / "reading"
DENSITY = "The density is too high for a village with one bus an hour."
PATH = "We support the cycle path but it should be lit."


def divided(*rows: tuple[str, ...], above: str = "") -> list[tuple[str, str]]:
    """The points of a Word file that holds this table."""
    body = (paragraph(above) if above else "") + table(*("".join(map(cell, row)) for row in rows))
    found = document(word_file(body), "comments.docx")
    return [(s.label or "", found.text[s.start : s.end]) for s in checked(found) if s.kind.value == "point"]


def test_a_councils_table_of_comments() -> None:
    assert points(CASES / "07-docx-comment-matrix-one-point" / "comments.docx") == [
        ("H3", DENSITY),
        ("T1", PATH),
        ("E4", "Delete the second sentence because it repeats policy E2."),
    ]


def test_a_table_of_issues_and_concerns_in_a_letter() -> None:
    assert points(CASES / "09-docx-issue-concern-table" / "letter.docx") == [
        ("Noise", "Lorries at five in the morning wake the whole terrace."),
        ("Safety", "Children cross here on the way to school, and drivers cannot see them."),
        ("Parking", "We have nowhere to unload shopping any more."),
    ]


def test_a_table_in_the_answer_of_a_form() -> None:
    found = document(CASES / "11-docx-nested-table-answer" / "form.docx")
    answers = [(s.label, s.question) for s in checked(found) if s.kind.value == "point"]
    assert answers == [("Noise", "Q1"), ("Safety", "Q1")]


def test_the_template_of_a_standards_body() -> None:
    head = (
        *("MB/NC", "Line number", "Clause/ Subclause", "Paragraph/ Figure/ Table", "Type of comment"),
        *("Comments", "Proposed change", "Observations of the secretariat"),
    )
    rows = (
        ("GB", "", "3.1", "", "te", f"{DENSITY} {PATH}", "Use it in one.", ""),
        ("", "212", "4.2.1", "Table 2", "ed", "Typo.", "Read shall.", "Accepted."),
    )
    assert divided(head, *rows) == [
        ("3.1", f"{DENSITY} {PATH}\tUse it in one."),
        ("4.2.1", "Typo.\tRead shall."),
    ]


@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_two_comments_on_one_policy_are_two_points(suffix: str) -> None:
    rows = (("Policy", "Page", "Your comment"), ("H3", "12", DENSITY), ("H3", "13", PATH))
    if suffix == "docx":
        assert divided(*rows) == [("H3", DENSITY), ("H3", PATH)]
    else:
        cells = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
        assert points(f"<table>{cells}</table>", "a.html") == [("H3", DENSITY), ("H3", PATH)]


def test_a_table_of_data_stays_one_point() -> None:
    rows = (("Year", "Cost", "Remark"), ("2012", "£2m", "Estimate"), ("2013", "£3m", "They cost more."))
    assert [label for label, _ in divided(*rows, above="We looked at what it costs:")] == ["¶1"]


def test_a_line_that_only_announces_the_table_is_no_point() -> None:
    rows = (("Noise", DENSITY), ("Safety", PATH))
    assert len(divided(*rows, above="Our comments are given in the table below.")) == 2
    assert len(divided(*rows, above="The table below shows why we object to the whole of the plan.")) == 3


def test_the_head_of_the_table_is_the_forms() -> None:
    kinds = segments(CASES / "07-docx-comment-matrix-one-point" / "comments.docx")
    assert ("furniture", "Policy\tPage\tComment") in kinds


@pytest.mark.parametrize(
    "head",
    [("Artikel", "Antrag", "Begründung"), ("Article", "Proposition", "Motifs"), ("Kapitel", "Seite", "Bemerkungen")],
)
def test_heads_in_german_and_french(head: tuple[str, ...]) -> None:
    found = divided(head, ("Art. 3", "4", DENSITY), ("Art. 7", "9", PATH))
    assert [label for label, _ in found] == ["Art. 3", "Art. 7"]
    assert [point.endswith(said) for (_, point), said in zip(found, (DENSITY, PATH), strict=True)] == [True, True]


WIDE, MERGED, MERGED_ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
DEFINED = "The definition of a process should refer to the earlier part of this standard."
TESTED = "The second requirement cannot be tested as it is written."
ISO = ("MB/NC", "Line number", "Clause", "Paragraph/ Figure", "Type of comment", "Comments", "Proposed change")
FIRST = ("GB 001", "12", "3.1", "", "te", DEFINED, "Use the definition of ISO 9000.")
SECOND = ("GB 002", "40", "5.2", "", "ge", TESTED, "Reword it.")
NIST = ("Comment #", "Organization", "Commenter", "Type", "Page #", "Section", "Comment (include rationale)")


def in_cells(*rows: tuple[str | tuple[str, str], ...]) -> list[tuple[str, str]]:
    """A table whose cells may have properties: (label, words) of its points."""
    cells = ("".join(cell(c) if isinstance(c, str) else cell(c[0], properties=c[1]) for c in row) for row in rows)
    found = document(word_file(table(*cells)), "comments.docx")
    return [(s.label or "", found.text[s.start : s.end]) for s in checked(found) if s.kind.value == "point"]


EXPECTED = [("3.1", f"{DEFINED}\tUse the definition of ISO 9000."), ("5.2", f"{TESTED}\tReword it.")]


def test_titles_above_the_head_of_a_template() -> None:
    title = (("Template for comments and observations", WIDE), ("Date: 2026-02-01", WIDE), ("Document: 1234", WIDE), "")
    assert in_cells(title, ISO, FIRST, SECOND) == EXPECTED


def test_a_head_that_is_repeated_on_each_page() -> None:
    assert in_cells(ISO, FIRST, ISO, SECOND) == EXPECTED


def test_a_head_of_two_rows_with_merged_cells() -> None:
    heads = (("Reference", WIDE), ("Comment", MERGED)), ("Section", "Page", ("", MERGED_ON))
    assert in_cells(*heads, ("H3", "12", DEFINED), ("T1", "18", TESTED)) == [("H3", DEFINED), ("T1", TESTED)]


def test_columns_that_number_comments_hold_none() -> None:
    rows = (("1", "NTO", "A. Person", "T", "12", "3.1", DEFINED), ("2", "NTO", "A. Person", "E", "13", "3.2", TESTED))
    assert in_cells(NIST, *rows) == [("3.1", DEFINED), ("3.2", TESTED)]


def test_a_reference_merged_over_several_rows_labels_each() -> None:
    rows = (("H3", MERGED), "12", DEFINED), (("", MERGED_ON), "13", TESTED), ("T1", "18", DENSITY)
    assert in_cells(("Policy", "Page", "Comment"), *rows) == [("H3", DEFINED), ("H3", TESTED), ("T1", DENSITY)]


def test_a_row_that_goes_on_behind_the_end_of_a_page() -> None:
    half, rest = TESTED[:32].strip(), TESTED[32:].strip()
    rows = ("H3", "12", half), ("", "", rest), ("T1", "18", DENSITY)
    points_of_h3 = [words for label, words in in_cells(("Policy", "Page", "Comment"), *rows) if label == "H3"]
    assert [" ".join(words.split()) for words in points_of_h3] == [TESTED]


def test_a_table_that_goes_on_without_its_head_is_read_by_the_one_above() -> None:
    rows = ("1", "4", DENSITY, "Halve it."), ("2", "7", PATH, "Light it.")
    tables = [("Ref", "Page", "Comment", "Suggestion"), rows[0]], [rows[1]]
    body = paragraph("").join(table(*("".join(map(cell, row)) for row in each)) for each in tables)
    found = document(word_file(body), "comments.docx")
    assert [(s.label, found.text[s.start : s.end]) for s in checked(found) if s.kind.value == "point"] == [
        ("1", f"{DENSITY}\tHalve it."),
        ("2", f"{PATH}\tLight it."),
    ]


def test_a_row_is_called_by_its_number_rather_than_by_its_page() -> None:
    assert divided(("Nr.", "Seite", "Bemerkung"), ("1", "4", DENSITY), ("2", "7", PATH)) == [
        ("1", DENSITY),
        ("2", PATH),
    ]


def test_an_rtf_table_is_read_by_its_head_as_one_of_word_is() -> None:
    rows = ("Ref", "Comment", "Suggested change"), ("4.2", f"{DENSITY} {PATH} " * 3, f"{PATH} " * 5)
    cells = (r"\trowd\cellx1\cellx2\cellx3 " + r"\cell ".join((*row, r"\row ")) for row in rows)
    found = document((r"{\rtf1\ansi\intbl " + "".join(cells) + r"\pard Yours, Ann\par}").encode(), "comments.rtf")
    ((label, point),) = [(s.label, found.text[s.start : s.end]) for s in checked(found) if s.kind.value == "point"]
    assert label == "4.2"
    assert point.split() == f"{rows[1][1]} {rows[1][2]}".split()


def test_what_is_to_be_changed_is_part_of_the_comment() -> None:
    rows = (
        ("R/1", "H4", "It takes the only car park that we have.", "Delete it."),
        ("R/2", "T2, 6.7", TESTED, "None."),
    )
    found = in_cells(("Rep ID", "Policy / paragraph", "Your comments", "Change sought"), *rows)
    assert found[0] == ("H4", "It takes the only car park that we have.\tDelete it.")


def test_a_row_of_the_form_that_nobody_used_is_no_point() -> None:
    head = ("No.", "Page", "Comment")
    assert len(in_cells(head, ("1", "4", DEFINED), ("2", "5", TESTED), ("3", "", ""))) == 2


def test_a_place_of_several_numbers_is_a_label() -> None:
    found = in_cells(("Paragraph", "Comment"), ("2.3", DEFINED), ("5.6 and 5.7", TESTED))
    assert [label for label, _ in found] == ["2.3", "5.6 and 5.7"]


@pytest.mark.parametrize(
    ("head", "row", "point"),
    [
        (("Topic", "Why I object"), ("Birds", DENSITY), ("Birds", DENSITY)),
        (("Aspect", "What you propose", "Our view"), ("Buses", "An hourly bus for all", PATH), ("Buses", PATH)),
        (
            ("Chapter", "Para no.", "Comment", "Recommendation"),
            ("4", "4.1", "Too few.", "Add it."),
            ("4", "Too few.\tAdd it."),
        ),
        (
            ("No", "Source", "Type (i.e., Editorial)", "Starting Page #", "Comment*"),
            ("1", "ACME", "E", "4", "Typo."),
            ("1", "Typo."),
        ),
        (("Ref", "Para", "Comment", "Suggested change"), ("1", "3.2", PATH, "None"), ("1", PATH)),
    ],
)
def test_the_heads_of_tables_of_comments(head: tuple[str, ...], row: tuple[str, ...], point: tuple[str, str]) -> None:
    label, said = divided(head, row, row, row, above="Our views on the draft follow.")[0]
    assert (label.split(" ")[0], said) == point


def test_rows_that_are_read_as_one_point_are_doubted() -> None:
    rows = [
        ("Bus", "hourly from the hall to the old station", "we use it"),
        ("Tram", "twice an hour by the river path", "we do not"),
    ]
    found = document(word_file(table(*("".join(map(cell, row)) for row in rows))), "a.docx")
    (point,) = (s for s in checked(found) if s.kind.value == "point")
    assert point.confidence < 1
    assert point.reason == "rows of a table, read as one point"


def test_brief_sentences_in_every_row_that_is_typed_with_spaces() -> None:
    said = ("The garden backs onto six bedrooms.", "Glass lies on the school steps.", "Two officers are not enough.")
    lines = [f"{key:12}{sentence}" for key, sentence in zip(("Noise:", "Litter:", "Policing:"), said, strict=True)]
    assert [words for _, words in points("We object.\n\n" + "\n".join(lines))] == ["We object.", *said]


LIGHT = "The hall would shade both kitchens until noon."
SEWER = "The sewer backs up whenever it rains."


def test_a_table_typed_in_markdown() -> None:
    rows = f"| Issue | Our concern |\n|---|---|\n| Light | {LIGHT} |\n| Drains | {SEWER} |\n"
    assert points(f"# Letter\n\nWe object.\n\n{rows}", "letter.md") == [
        *[("¶1", "We object."), ("Light", LIGHT), ("Drains", SEWER)],
    ]


@pytest.mark.parametrize("head", [("Reason", "Details"), ("Ground", "Explanation"), ()])
def test_where_the_sentences_stand_is_the_comment_whatever_its_column_is_called(head: tuple[str, ...]) -> None:
    rows = [("Light", LIGHT), ("Drains", SEWER), ("Rats", "They live in the wall.")]
    assert divided(*([head] if head else []), *rows) == rows


def test_a_table_with_a_head_within_the_answer_of_a_form_with_one() -> None:
    inner = table(cell("Matter") + cell("Comment"), cell("Light") + cell(LIGHT), cell("Drains") + cell(SEWER))
    answer = f"<w:tc><w:tcPr/>{paragraph('Mainly two.')}{inner}{paragraph('The rest is fine.')}</w:tc>"
    body = table(
        cell("Question") + cell("Your response"),
        cell("1. What concerns you about the hall?") + answer,
        cell("2. Would a lower roof help you?") + cell("It would."),
    )
    found = document(word_file(body), "form.docx")
    assert [found.text[s.start : s.end] for s in checked(found) if s.kind.value == "point"] == [
        *("Mainly two.", LIGHT, SEWER, "The rest is fine.", "It would."),
    ]


@pytest.mark.parametrize(("head", "expected"), [("Paragraph", None), ("Topic", "Q2")])
def test_a_table_on_a_papers_paragraphs_below_an_answer_answers_no_question(head: str, expected: str | None) -> None:
    body = (
        "".join(map(paragraph, ("Question 1", "Yes, by all means.", "Question 2", "By the size of a garden.")))
        + table(*("".join(map(cell, row)) for row in ((head, "Comment"), ("2.3", LIGHT), ("4.1", SEWER))))
    )  # fmt: skip
    found = document(word_file(body), "form.docx")
    asked = {found.text[s.start : s.end]: s.question for s in checked(found) if s.kind.value == "point"}
    assert (asked["By the size of a garden."], asked[LIGHT], asked[SEWER]) == ("Q2", expected, expected)


LORRIES, CLOSE = "Vans reverse into the gate every morning.", "Close it to vans until nine."


@pytest.mark.parametrize(
    "head", [("Place", "Problem", "What to do"), ("Reference", "Why unsound", "Modification needed"), ("Road", "", "")]
)
def test_a_sentence_behind_or_before_the_comment_is_part_of_it(head: tuple[str, ...]) -> None:
    rows = [("Ford Lane", LORRIES, CLOSE), ("Bridge Street", PATH, "Light it.")]
    assert divided(*([head] if all(head) else []), *rows) == [
        ("Ford Lane", f"{LORRIES}\t{CLOSE}"),
        ("Bridge Street", f"{PATH}\tLight it."),
    ]


def test_what_an_office_answers_is_not() -> None:
    rows = [("Policy", "Comment", "Officer response"), ("H3", DENSITY, "The density was set by the inspector in 2019.")]
    assert divided(*rows, ("T1", PATH, "Noted.")) == [("H3", DENSITY), ("T1", PATH)]


GERMAN = ("Nr.", "Fundstelle", "Begründung", "Änderungsvorschlag")
TOO_SHORT, UNCLEAR = "Die Frist ist für Ehrenamtliche zu kurz.", "Der Begriff wird nirgends erklärt."


def test_a_column_of_numbers_shows_the_head_in_any_language() -> None:
    rows = [("1", "§ 4 Abs. 2", TOO_SHORT, "Frist verlängern."), ("2", "§ 7", UNCLEAR, "Begriff aufnehmen.")]
    assert divided(GERMAN, *rows) == [
        ("§ 4 Abs. 2", f"{TOO_SHORT}\tFrist verlängern."),
        ("§ 7", f"{UNCLEAR}\tBegriff aufnehmen."),
    ]
    dutch = [("Paragraaf", "Pagina", "Opmerking"), ("2.1", "8", "De hoogte past niet in de straat.")]
    assert divided(*dutch, ("5.2", "31", "De bomen langs de gracht moeten blijven.")) == [
        ("2.1", "De hoogte past niet in de straat."),
        ("5.2", "De bomen langs de gracht moeten blijven."),
    ]


def test_a_first_row_that_is_numbered_as_all_are_names_no_columns() -> None:
    said = " ".join(words for _, words in divided(("H1", "Far too dense"), ("H3", DENSITY), ("T1", PATH)))
    assert all(each in said for each in ("Far too dense", DENSITY, PATH))
