"""REFI-QDA codebooks: valid by the published schema, with their hierarchy, and read back theme for theme."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from analysis.exporting.codebook_csv import codebook_csv, read_codebook_csv
from analysis.exporting.foreign_codebook import ForeignTheme
from analysis.exporting.qda.qda_codebook import as_qdc
from analysis.exporting.qda.qda_reading import read_qda
from analysis.model import Codebook, Theme
from tests.builders import FUNDING, SAFETY

SCHEMA = Path(__file__).parent / "schemas/Codebook.xsd"

LINE = st.from_regex(r"[a-zé=+@“][a-zé =+&<>“”;']{0,20}[a-zé]", fullmatch=True).map(lambda text: " ".join(text.split()))
LINES = st.lists(LINE, max_size=3, unique=True).map(tuple)
KEYWORDS = LINES.map(lambda lines: tuple(line for line in lines if ";" not in line))
"""A semicolon parts keywords, as a comma does."""

THEMES = st.builds(Theme, st.just("key"), LINE, LINE, LINES, LINES, KEYWORDS, LINES)


def told(theme: Theme) -> tuple[object, ...]:
    return theme.key, theme.name, theme.definition, theme.include, theme.exclude, theme.keywords, theme.examples


def read(theme: ForeignTheme) -> tuple[object, ...]:
    return theme.key, theme.name, theme.definition, theme.include, theme.exclude, theme.keywords, theme.examples


@given(THEMES)
def test_a_theme_comes_back_as_it_was(theme: Theme) -> None:
    codebook = Codebook((theme,))
    (by_qdc,) = read_qda(as_qdc(codebook), "c.qdc").themes
    (by_csv,) = read_codebook_csv(codebook_csv(codebook), "c.csv")
    assert read(by_qdc) == read(by_csv) == told(theme)


def test_it_is_valid_and_parts_stand_below_the_whole() -> None:
    part, smaller = (
        Theme("repair", "Repair", "Mending.", parent="funding"),
        Theme("roof", "Roof", "Roofs.", parent="repair"),
    )
    content = as_qdc(Codebook((smaller, FUNDING, SAFETY, part)))
    root = etree.fromstring(content)
    etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(root)
    assert root.xpath("//*[@name='Roof']/../@name") == ["Repair"]
    assert root.xpath("//*[@name='Repair']/../@name") == ["Funding"]
    parents = {theme.name: theme.parent for theme in read_qda(content, "c.qdc").themes}
    ids = {theme.name: theme.id for theme in read_qda(content, "c.qdc").themes}
    assert parents == {"Funding": "", "Safety": "", "Repair": ids["Funding"], "Roof": ids["Repair"]}


def test_another_library_reads_it(tmp_path: Path) -> None:
    from pyrefiqda import RefiCodebook

    (tmp_path / "c.qdc").write_bytes(as_qdc(Codebook((FUNDING, SAFETY))))
    assert [code.name for code in RefiCodebook.load(tmp_path / "c.qdc").codes.code] == ["Funding", "Safety"]
