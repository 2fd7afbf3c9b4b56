"""Word files: what is held back and why, and what cannot be read."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from analysis.model import BlockKind, Document, EmbeddedFile, Omitted, Skipped
from analysis.reading import omission_reasons
from analysis.reading.docx import read
from analysis.reading.docx.package import DAMAGED, LOCKED, NOT_WORD, TOO_LARGE
from analysis.reading.read_settings import ReadSettings
from tests.reading.docx_tools import (
    abstract,
    archive,
    cell,
    document,
    field,
    level,
    num,
    paragraph,
    read_one,
    relations_part,
    run,
    style,
    table,
    text_of,
)

LIST = abstract(1, level(0, "%1.")) + num(1, 1)


def omitted(body: str, styles: str = "", **parts: str) -> tuple[Omitted, ...]:
    return read_one(document(body, styles=styles, parts=parts)).omitted


# --- what is held back ---


def test_changes_are_accepted_and_deletions_listed() -> None:
    body = (
        f"<w:p>{run('We ')}<w:del><w:r><w:delText>do not </w:delText></w:r></w:del><w:ins>{run('fully ')}</w:ins>"
        f"{run('agree')}<w:moveFrom>{run(' moved')}</w:moveFrom></w:p>"
    )
    reason = "deleted (tracked change)"
    assert text_of(body) == "We fully agree"
    assert omitted(body) == (Omitted("do not", reason), Omitted("moved", reason))


def test_a_deleted_paragraph_end_joins_and_takes_the_next_ones_number() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    body = paragraph("One") + paragraph("Half ", 1, properties=deleted) + paragraph("a point.", 1) + paragraph("Two", 1)
    found = read_one(document(body, LIST))
    assert found.text == "One\n\n1.\tHalf a point.\n2.\tTwo"


def test_a_deleted_row_is_omitted() -> None:
    row = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('gone')}{cell('too')}</w:tr>"
    assert text_of(f"<w:tbl>{row}<w:tr>{cell('a')}{cell('b')}</w:tr></w:tbl>") == "a\tb"
    assert [each.text for each in omitted(f"<w:tbl>{row}</w:tbl>")] == ["gone", "too"]


def test_hidden_text_is_omitted_also_through_styles() -> None:
    aside = style("C", "Aside", run_properties="<w:vanish/>", kind="character")
    styles = style("P", "Hidden", run_properties="<w:vanish/>") + aside
    runs = run("a") + run(" b", "<w:vanish/>") + run(" c", '<w:rStyle w:val="C"/>') + run(" d")
    body = f"<w:p>{runs}</w:p>" + paragraph("e", style="P") + paragraph(run("f", '<w:vanish w:val="0"/>'), style="P")
    assert read_one(document(body, styles=styles)).text == "a d\n\nf"
    assert omitted(body, styles) == (Omitted("b c", "hidden text"), Omitted("e", "hidden text"))


def test_a_hidden_numbered_paragraph_is_not_counted() -> None:
    hidden = paragraph(run("no", "<w:vanish/>"), 1, properties="<w:rPr><w:vanish/></w:rPr>")
    assert read_one(document(paragraph("one", 1) + hidden + paragraph("two", 1), LIST)).text == "1.\tone\n2.\ttwo"


def test_comments_stand_behind_their_paragraphs() -> None:
    comments = f'<w:comment w:id="1" w:author="Jane Roe">{paragraph("Is this right?")}</w:comment>'
    comments += f'<w:comment w:id="2">{paragraph("Hangs on nothing.")}</w:comment>'
    body = f'<w:p>{run("Prose.")}<w:r><w:commentReference w:id="1"/></w:r></w:p>' + paragraph("More.")
    found = read_one(document(body, parts={"comments": comments}))
    assert found.text == "Prose.\n\nIs this right?\n\nMore."
    assert found.blocks[1].kind is BlockKind.COMMENT
    assert found.omitted == (Omitted("Hangs on nothing.", omission_reasons.UNUSED),)


def test_the_prompt_of_an_empty_control_is_omitted() -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"
    body = f"<w:p>{run('Name: ')}{prompt}</w:p>" + prompt.replace(run("Click here"), paragraph("Your answer"))
    assert text_of(body) == "Name:"
    assert [each.text for each in omitted(body)] == ["Click here", "Your answer"]


# --- what cannot be read ---


def reason(content: bytes) -> str:
    (found,) = read(content, "response.docx", ReadSettings())
    assert isinstance(found, Skipped)
    return found.reason


def test_other_archives_are_told_from_damaged_word_files() -> None:
    sheet = relations_part('<Relationship Type="x/officeDocument" Target="xl/workbook.xml"/>')
    assert reason(archive({"_rels/.rels": sheet, "xl/workbook.xml": "<workbook/>"})) == NOT_WORD
    assert reason(archive({"photo.jpg": "x"})) == NOT_WORD
    assert reason(archive({"word/styles.xml": "<x/>"})) == DAMAGED
    assert reason(archive({"word/document.xml": "<w:document"})) == DAMAGED
    assert reason(b"PK\x03\x04 and no more") == DAMAGED


def test_a_locked_archive() -> None:
    content = bytearray(archive({"word/document.xml": "<a/>"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    assert reason(bytes(content)) == LOCKED


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'
    assert reason(archive({"word/document.xml": bomb})) == DAMAGED
    assert reason(archive({"word/document.xml": " " * 5000 + bomb})) == DAMAGED


def test_bombs_are_defused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason(archive({"word/document.xml": "<a>" + " " * 5_000_000 + "</a>"})) == TOO_LARGE
    assert reason(archive({"word/document.xml": "<a>" * 1000 + "</a>" * 1000})) == DAMAGED
    for limit in ("MAX_TEXT_BYTES", "MAX_MARKS", "MAX_MEMBERS"):
        with monkeypatch.context() as patch:
            patch.setattr(f"analysis.reading.docx.package.{limit}", 1)
            assert reason(document(paragraph("Prose."))) == TOO_LARGE


def test_deep_nesting_is_read_or_refused() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 75 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 75
    assert len(list(read(document(body), "deep.docx", ReadSettings()))) == 1


def test_damage_never_raises() -> None:
    random.seed(20)
    body = paragraph("One", 1) + table(cell("a") + cell("b")) + paragraph("Two", 1)
    whole = document(body, LIST, style("A", "heading 1"), {"comments": "", "header1": paragraph("x")})
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(random.randint(1, 6)):
            content[random.randrange(len(content))] ^= 1 << random.randrange(8)
        cut = bytes(content[: random.randint(0, len(content))]) if random.random() < 0.3 else bytes(content)
        assert len(list(read(cut, "response.docx", ReadSettings()))) == 1


def test_damage_inside_the_parts_never_raises() -> None:
    random.seed(21)
    names = (
        "w:p",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:sdt",
        "w:del",
        "w:fldChar",
        "w:numPr",
        "w:txbxContent",
        "w:pPr",
    )
    for _ in range(300):
        body = paragraph("One", 1) + table(cell("a") + cell("b")) + f"<w:p>{field('TOC', run('x'))}</w:p>"
        for _ in range(3):
            old, new = random.choice(names), random.choice(names)
            body = body.replace(f"<{old}>", f"<{new}>").replace(f"</{old}>", f"</{new}>")
        assert len(list(read(document(body, LIST), "response.docx", ReadSettings()))) == 1


def test_an_inserted_file_is_reported() -> None:
    found = list(read(document(paragraph("Prose.") + '<w:altChunk r:id="x"/>'), "response.docx", ReadSettings()))
    assert [type(each) for each in found] == [Document, Skipped]


def test_a_page_that_a_program_wrapped_in_an_empty_file_is_read() -> None:
    page = "<html><body><p>They do not fit through our gate.</p></body></html>"
    wrapped = document('<w:altChunk r:id="footer1"/>', parts={"footer1": ""})
    source, target = zipfile.ZipFile(io.BytesIO(wrapped)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for member in source.namelist():
            file.writestr(member, page if member.endswith("footer1.xml") else source.read(member))
    assert list(read(target.getvalue(), "response.docx", ReadSettings())) == [
        EmbeddedFile("word/footer1.xml", page.encode()),
    ]
