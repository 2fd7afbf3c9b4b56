"""Every format: the same bytes twice, no formula, and nothing of a respondent beyond what the report prints."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from analysis.exporting.exporters import CODEBOOK_EXPORTERS, EVERY, EXPORTERS
from analysis.exporting.formula_guard import STARTS
from analysis.model import Codebook, Publish, Theme
from tests.builders import FUNDING, make_coding, make_response, person
from tests.exporting.contents import content_of, responses_of, words_in
from tests.share import examples

INJECTED = '=HYPERLINK("http://evil.example","x")'
POISONED = Theme(
    "funding",
    f"{INJECTED} name",
    f"{INJECTED} definition",
    include=("+include",),
    exclude=("-exclude",),
    keywords=("@keyword",),
    examples=("\t=example",),
)


@pytest.mark.parametrize("format_name", EXPORTERS)
@pytest.mark.parametrize("for_team", [False, True], ids=["public", "team"])
def test_the_same_content_gives_the_same_bytes(format_name: str, for_team: bool) -> None:
    def written() -> bytes:
        responses = responses_of("Cuts to the budget hurt us all.", "Inspection keeps children safe.")
        coding = make_coding(next(responses[0].points).key, ["funding"], by=person("ann"))
        return EXPORTERS[format_name].write(content_of(responses, [coding], for_team=for_team))

    first = written()
    assert first == written()
    if zipfile.is_zipfile(io.BytesIO(first)):
        dates = {info.date_time for info in zipfile.ZipFile(io.BytesIO(first)).infolist()}
        assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_every_format_has_a_file_of_its_own() -> None:
    assert len({exporter.file for exporter in EVERY.values()}) == len(EVERY)


def test_a_caption_stays_with_its_table_in_word() -> None:
    import docx

    content = content_of(responses_of("Cuts to the budget hurt us all."))
    document = docx.Document(io.BytesIO(EXPORTERS["docx"].write(content)))
    assert document.styles["Caption"].paragraph_format.keep_with_next


# Formulas -------------------------------------------------------------------------------------------------------------


def poisoned(for_team: bool) -> Any:
    """Content with a formula in every text that anybody can write."""
    response = make_response(
        "=file.txt", [f"{INJECTED} point"], who=f"{INJECTED} who", type=f"{INJECTED} type", question="=Q1"
    )
    coding = make_coding(next(response.points).key, ["funding"], by=person(f"{INJECTED} coder"))
    return content_of([response], [coding], Codebook((POISONED,)), for_team, title=f"{INJECTED} title")


def cells(format_name: str, content: bytes) -> Iterator[str]:
    if format_name == "csv":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")):
                    yield from row
        return
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for sheet in workbook.sheet_names:
        for row in workbook.get_sheet_by_name(sheet).to_python():
            yield from (cell for cell in row if isinstance(cell, str))


@pytest.mark.parametrize("format_name", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("for_team", [False, True], ids=["public", "team"])
def test_no_cell_of_a_spreadsheet_is_a_formula(format_name: str, for_team: bool) -> None:
    content = EXPORTERS[format_name].write(poisoned(for_team))
    found = list(cells(format_name, content))
    assert [cell for cell in found if cell.startswith(STARTS)] == []
    assert len([cell for cell in found if cell.startswith("'=HYPERLINK")]) >= 5, "they are there, as text"
    assert "<f>" not in words_in(content)
    assert "table:formula" not in words_in(content)


def test_no_cell_of_a_codebook_is_a_formula() -> None:
    written = CODEBOOK_EXPORTERS["codebook"].write(Codebook((POISONED,))).decode("utf-8-sig")
    found = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]
    assert [cell for cell in found if cell.startswith(STARTS)] == []


# Who is told of -------------------------------------------------------------------------------------------------------

WISHES = st.lists(st.sampled_from(Publish), min_size=1, max_size=6)


def test_the_teams_table_says_whom_the_report_does_not_name() -> None:
    people = [make_response(f"{n}.txt", ["The budget."], who=f"Surname{n}", publish=Publish.YES) for n in range(2)]
    content = content_of(people, for_team=True)
    assert content.team
    content = replace(content, team=replace(content.team, named=frozenset({"0.txt"})))
    told = json.loads(EXPORTERS["json"].write(content))["tables"]["responses"]
    assert [(row["Respondent"], row["Anonymous"]) for row in told] == [("Surname0", False), ("Surname1", True)]


WIDEST = ("json", "docx", "odt", "qdpx")
"""The formats that differ in what they hold: the other tables are those of the JSON."""

QUOTING = ("docx", "odt")
"""Of these, those that quote some points alone."""


@settings(max_examples=examples(8))
@given(WISHES)
def test_a_public_export_holds_nothing_of_whoever_refused_and_names_nobody_who_is_anonymous(
    wishes: list[Publish],
) -> None:
    responses = [
        make_response(
            f"Filename{n}.txt",
            [f"Wordof{n} speaks of the budget and its cuts."],
            who=f"Given{n} Surname{n}",
            publish=wish,
        )
        for n, wish in enumerate(wishes)
    ]
    coders = [make_coding(next(one.points).key, ["funding"], by=person(f"Coder{n}")) for n, one in enumerate(responses)]
    public, own = (content_of(responses, coders, for_team=for_team) for for_team in (False, True))
    for format_name, exporter in ((name, EXPORTERS[name]) for name in WIDEST):
        public_words = words_in(exporter.write(public))
        own_words = "" if format_name in QUOTING else words_in(exporter.write(own))
        for n, wish in enumerate(wishes):
            assert (f"Surname{n}" in public_words) <= (wish is Publish.YES), format_name
            assert (f"Wordof{n}" in public_words) <= (wish is not Publish.NO), format_name
            assert f"Filename{n}" not in public_words, format_name
            assert f"coder{n}" not in public_words.casefold(), format_name
            assert f"Wordof{n}" in own_words or format_name in QUOTING, format_name


def test_a_text_that_no_xml_can_hold_is_written_all_the_same() -> None:
    responses = responses_of("A bell \x07 rings for the budget, and \ufffe ends it.")
    content = content_of(responses, [make_coding(next(responses[0].points).key, ["funding"])], Codebook((FUNDING,)))
    for format_name, exporter in EXPORTERS.items():
        assert exporter.write(content), format_name
