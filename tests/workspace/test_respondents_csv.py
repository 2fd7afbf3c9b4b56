"""respondents.csv: as spreadsheets save it, with every mistake told by its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import ConsultationError
from analysis.model import Publish, Respondent
from analysis.workspace import load_respondents, withdraw

TYPES = ("council", "charity")
FILES = ("a.txt", "b.txt", "sub/c d.txt", "café.txt")


def load(tmp_path: Path, content: str | bytes, types: tuple[str, ...] = TYPES) -> dict[str, Respondent]:
    path = tmp_path / "respondents.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_respondents(path, types, FILES)


def mistakes(tmp_path: Path, content: str | bytes) -> list[str]:
    with pytest.raises(ConsultationError) as caught:
        load(tmp_path, content)
    return list(caught.value.problems)


def test_without_the_file_nothing_is_known(tmp_path: Path) -> None:
    assert load_respondents(tmp_path / "respondents.csv", TYPES, FILES) == {}


def test_a_row_is_read(tmp_path: Path) -> None:
    found = load(tmp_path, "file,respondent,type,publish\na.txt,A council,council,yes\nb.txt,B,charity,NO\n")
    assert found == {
        "a.txt": Respondent("A council", "council", Publish.YES),
        "b.txt": Respondent("B", "charity", Publish.NO),
    }


def test_nothing_about_publishing_means_anonymous(tmp_path: Path) -> None:
    assert load(tmp_path, "file,respondent,type,publish\na.txt,A,council,\n")["a.txt"].publish is Publish.ANONYMOUS
    assert load(tmp_path, "file\na.txt\n")["a.txt"] == Respondent(None, None, Publish.ANONYMOUS)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\ufefffile,respondent,type,publish\na.txt,A,council,yes\n", id="byte-order mark"),
        pytest.param("file;respondent;type;publish\na.txt;A;council;yes\n", id="semicolons"),
        pytest.param("file\trespondent\ttype\tpublish\na.txt\tA\tcouncil\tyes\n", id="tabs"),
        pytest.param("file,respondent,type,publish\r\na.txt,A,council,yes\r\n", id="Windows line ends"),
        pytest.param("file,respondent,type,publish\ra.txt,A,council,yes\r", id="old Mac line ends"),
        pytest.param(
            "Publish, Type ,FILE,Respondent\nyes, council,a.txt , A \n", id="other order, capitals and spaces"
        ),
        pytest.param("file,respondent,type,publish,,\n\n,,,,,\na.txt,A,council,yes,,\n", id="empty cells and rows"),
        pytest.param(
            '"file","respondent","type","publish"\n"a.txt","A","council","yes"', id="all quoted, no last line end"
        ),
    ],
)
def test_whatever_a_spreadsheet_makes_of_it_is_the_same(tmp_path: Path, content: str) -> None:
    assert load(tmp_path, content) == {"a.txt": Respondent("A", "council", Publish.YES)}


def test_quoted_commas_marks_and_line_ends_belong_to_the_name(tmp_path: Path) -> None:
    content = 'file,respondent,type,publish\na.txt,"Smith, Jones\nand ""Co""",council,yes\n'
    assert load(tmp_path, content)["a.txt"].name == 'Smith, Jones\nand "Co"'


@pytest.mark.parametrize(
    "name", ["sub\\c d.txt", "cafe\u0301.txt"], ids=["backslash", "accent typed as two characters"]
)
def test_a_path_is_found_as_other_systems_write_it(tmp_path: Path, name: str) -> None:
    assert len(load(tmp_path, f"file,publish\n{name},no\n").keys() & set(FILES)) == 1


def test_every_mistake_is_told_with_its_row(tmp_path: Path) -> None:
    content = (
        "file,respondent,type,publish\n"
        'a.txt,"A name\nover two lines",councel,yes\n'  # row 2, though it takes two lines
        "\n"  # row 3
        "b.txt,B,charity,maybe\n"
        "c.txt,C,,\n"
        "a.txt,A again,council,no\n"
        ",Nobody,,\n"
        "b.txt,Smith, Jones and Co,charity,no\n"
    )
    assert mistakes(tmp_path, content) == [
        "row 2: type: expected one of the respondent_types in consultation.toml, council, charity; found councel",
        "row 4: publish: expected yes, anonymous, no or nothing, which means anonymous; found maybe",
        "row 5: file: c.txt is not in responses/; did you mean b.txt?",
        "row 6: file: a.txt has a row already, number 2; keep one of them",
        "row 7: file is empty; expected the name of a document in responses/",
        "row 8: 5 cells for 4 columns; put quotation marks around a cell that holds a comma",
        "row 8: file: b.txt has a row already, number 4; keep one of them",
        "row 8: type: expected one of the respondent_types in consultation.toml, council, charity; found Jones and Co",
        "row 8: publish: expected yes, anonymous, no or nothing, which means anonymous; found charity",
    ]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("name,type", "name, type"),
        ("file,publish,consent", "file, publish, consent"),
        ("file,type,type", "file, type, type"),
        ("a.txt,A council,council,yes", "a.txt, A council, council, yes"),
        ("", "nothing"),
    ],
)
def test_a_wrong_header_is_told(tmp_path: Path, header: str, found: str) -> None:
    told = f"row 1: expected the columns file, respondent, type, publish; found {found}"
    assert mistakes(tmp_path, f"{header}\n") == [told]


def test_an_open_quotation_mark_cannot_swallow_a_refusal_to_be_published(tmp_path: Path) -> None:
    content = 'file,respondent,type,publish\na.txt,"A council,council,yes\nb.txt,B,charity,no\n'
    assert mistakes(tmp_path, content) == [
        "row 2: a quotation mark is not closed, or stands inside a cell where it must be doubled"
    ]


def test_what_a_spreadsheet_saves_as_plain_csv_is_read(tmp_path: Path) -> None:
    (tmp_path / "respondents.csv").write_bytes(b"file,respondent\r\na.txt,Caf\xe9 O\x92Hara\r\n")
    found = load_respondents(tmp_path / "respondents.csv", (), {"a.txt"})
    assert found["a.txt"].name == "Café O’Hara"


def test_a_spreadsheet_itself_is_told(tmp_path: Path) -> None:
    told = mistakes(tmp_path, bytes(range(256)))
    assert told == ["it is not text; save it from the spreadsheet again, as CSV"]


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "respondents.csv").mkdir()
    with pytest.raises(ConsultationError, match="cannot be read: is a directory"):
        load_respondents(tmp_path / "respondents.csv", TYPES, FILES)


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "respondents.csv").symlink_to(tmp_path / "gone.csv")
    with pytest.raises(ConsultationError, match="cannot be read: no such file or directory"):
        load_respondents(tmp_path / "respondents.csv", TYPES, FILES)


def test_any_type_will_do_where_the_consultation_lists_none(tmp_path: Path) -> None:
    assert load(tmp_path, "file,type\na.txt,anything\n", types=())["a.txt"].type == "anything"


# Withdrawing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_are_withdrawn_and_the_rest_stays_byte_for_byte(tmp_path: Path, end: str) -> None:
    path = tmp_path / "respondents.csv"
    rows = ["respondent;file;publish", '"A; b";a.txt;no', '"B"" c"; b.txt ;yes', "", "C;sub\\c.txt;"]
    path.write_bytes(end.join(rows).encode())
    rest = withdraw(path, ["b.txt", "sub/c.txt"])
    assert rest == end.join([*rows[:2], rows[3], ""]).encode()
    assert withdraw(path, ["d.txt"]) is None
    assert withdraw(tmp_path / "none.csv", ["a.txt"]) is None
