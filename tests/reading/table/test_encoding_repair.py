"""Exports whose text was encoded twice."""

from __future__ import annotations

import pytest

from analysis.model import Document, Skipped
from analysis.reading import ReadSettings, read
from analysis.reading.double_encoding import shows_double_encoding, undo_double_encoding
from analysis.reading.table.table_reader import ENCODING_UNDONE
from tests.reading.cases import case
from tests.reading.table.exports import text_table, workbook
from tests.reading.table.reading import documents, points, table


def test_a_table_that_was_encoded_twice_is_put_right_and_told() -> None:
    content, name = case("38")
    found = list(read(content, name, ReadSettings()))
    assert found[0] == Skipped(f"{name}#encoding", ENCODING_UNDONE)
    assert found[0].is_harmless
    assert "walking frames – it’s £5 a day." in found[1].text  # type: ignore[union-attr]
    assert "signs of a wrong encoding" in table(content, name).warnings[0]


def test_what_cannot_be_undone_for_sure_stays_and_is_told() -> None:
    rows = [["ID", "Why?"], ["1", "itâ€™s Â£5 – or more"], ["2", "No."]]
    assert "export the table again" in table(text_table(rows)).warnings[0]
    assert "itâ€™s Â£5 – or more" in documents(text_table(rows))[0].text


def test_names_of_columns_and_workbooks_are_put_right_too() -> None:
    rows = [["ID", "Is it worth Â£5?"], ["1", "CafÃ©s say so."], ["2", "No."]]
    (column,) = [one for one in table(workbook({"S": rows}), "a.xlsx").columns if one.role == "open"]
    assert column.header == "Is it worth £5?"


@pytest.mark.parametrize("text", ["“Spaß”", "naïve – “x”", "Ynys Môn", "£5 a day – it’s dear", "Île-de-France"])
def test_text_that_was_encoded_once_stays(text: str) -> None:
    assert undo_double_encoding(text) == text
    assert not shows_double_encoding(text)


@pytest.mark.parametrize("text", ["it’s £5", "Ynys Môn", "“No”"])
def test_text_is_put_right_however_often_it_was_encoded(text: str) -> None:
    for _ in range(2):
        twice = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
        assert undo_double_encoding(twice) == undo_double_encoding(text)
        text = twice


def test_a_table_encoded_twice_as_latin_1_is_no_binary_file() -> None:
    said = "Die Straße ist zu laut für die Übenden."
    twice = said.encode().decode("latin-1")
    found = read(f"Nr;Was stört Sie?\n1;{twice}\n2;{twice}\n".encode(), "survey.csv", ReadSettings())
    assert [points(one) for one in found if isinstance(one, Document)] == [[said]] * 2


@pytest.mark.parametrize("text", ["It’s closed – open until six, £5.", "Crêpes, as in the “old” café."])
def test_what_a_mac_encoded_twice_is_put_right(text: str) -> None:
    assert undo_double_encoding(text.encode().decode("mac_roman")) == text


@pytest.mark.parametrize("text", ["≈£5 million", "√2 ¬ 3", "l’été", "“Évian”", "‚Ärger‘"])
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert undo_double_encoding(text) == text
