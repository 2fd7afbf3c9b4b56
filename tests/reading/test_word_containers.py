"""Walks through all that Word, OpenDocument and RTF files store: each word is in the text, or listed with a reason."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from analysis.model import Document
from analysis.reading import ReadSettings, docx, odt, read
from analysis.reading.docx.omitted_parts import QUIET as QUIET_IN_WORD
from analysis.reading.odt.omitted_members import QUIET as QUIET_IN_ODT
from analysis.text import words
from tests.reading.docx_tools import document, paragraph, run
from tests.reading.test_odt import packed
from tests.share import examples
from tests.shared import shared_files

SHOWING_ATTRIBUTES = {"descr", "title", "alt", "string", "displayText"}
"""Attributes with words, in any namespace."""

WORD_TEXTS = ("{*}t", "{*}delText", "{http://schemas.openxmlformats.org/drawingml/2006/chart}v")
ODT_TEXTS = ("{*}p", "{*}h", "{*}span", "{*}desc", "{*}placeholder")
RTF_CODE = re.compile(r"\\\\[a-z]+-?\d* ?|[{}]")


def stored_words(content: bytes, suffix: str) -> Iterator[str]:
    """Every word that the parts of an archive hold, in elements and attributes that are there to show words."""
    quiet, tags = (QUIET_IN_WORD, WORD_TEXTS) if suffix == "docx" else (QUIET_IN_ODT, ODT_TEXTS)
    shown_anyway = ("word/document.xml", "content.xml", "styles.xml")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for path in archive.namelist():
            if path.endswith(".xml") and (path in shown_anyway or not quiet.fullmatch(path)):
                root = etree.fromstring(archive.read(path))
                for element in root.iter(*tags):
                    yield from words(" ".join([element.text or "", *(child.tail or "" for child in element)]))
                for element in root.iter("{*}*"):
                    attributes = {etree.QName(name).localname: value for name, value in element.attrib.items()}
                    for name in SHOWING_ATTRIBUTES & attributes.keys():
                        yield from words(attributes[name])


def unaccounted(content: bytes, suffix: str) -> list[str]:
    """The stored words that are neither in a document's text nor listed, a few of them at most."""
    reader = {"docx": docx.read, "odt": odt.read}[suffix]
    documents = [each for each in reader(content, f"a.{suffix}", ReadSettings()) if isinstance(each, Document)]
    told = "".join(word for each in documents for word in words(told_by(each)))
    return sorted({word for word in stored_words(content, suffix) if word not in told})[:10]


def told_by(found: Document) -> str:
    return "\n".join([found.text, *(each.text for each in found.omitted)])


@pytest.mark.parametrize("path", shared_files("data/documents", "*.docx") + shared_files("cases/reading", "*/*.docx"))
def test_every_word_of_a_shared_file_is_accounted_for(path: Path) -> None:
    assert unaccounted(path.read_bytes(), "docx") == []


SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"


class Marks:
    """Words that stand once in a file."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        return f"mark{self.count}x"


DRAWING_PARTS = (
    '<w:r><w:drawing><wp:inline xmlns:wp="urn:wp"><wp:docPr descr="{}" title="{}"/>'
    '<a:sp xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>{}</a:t></a:sp></wp:inline></w:drawing></w:r>'
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="{}"/><w:ddList><w:listEntry w:val="{}"/>'
    '<w:listEntry w:val="{}"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:t>{}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
INLINE = (
    run("{}"),
    run("{}", "<w:vanish/>"),
    "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>",
    f"<w:moveFrom>{run('{}')}</w:moveFrom><w:ins>{run('{}')}</w:ins>",
    f"<w:hyperlink>{run('{}')}</w:hyperlink><w:smartTag>{run('{}')}</w:smartTag>",
    f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('{}')}</w:sdtContent></w:sdt>",
    f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{{}}"/></w:dropDownList></w:sdtPr>'
    f"<w:sdtContent>{run('{}')}</w:sdtContent></w:sdt>",
    "<m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath>",
    "<w:r><w:ruby><w:rt><w:r><w:t>{}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{}</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    '<w:r><w:pict><v:shape alt="{}"><v:textpath string="{}"/><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    DRAWING_PARTS,
    FIELD,
    '<w:fldSimple w:instr="QUOTE"><w:r><w:t>{}</w:t></w:r></w:fldSimple>',
    '<w:r><w:footnoteReference w:id="1"/><w:endnoteReference w:id="1"/></w:r>',
    '<w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del>',
    '<w:r><w:commentReference w:id="1"/></w:r>',
)
"""What may stand in a paragraph; every "{}" is a word of its own."""

WRAPPED = (
    "{inner}",
    "<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>",
    "<w:customXml>{inner}</w:customXml><w:ins>{inner}</w:ins>",
    "<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>",
    "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{inner}</w:tc></w:tr></w:tbl>",
    "<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{inner}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
    "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{inner}</w:tc></w:tr></w:tbl>",
    "<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>",
    "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    "<m:oMathPara><m:oMath><m:r><m:t>{{}}</m:t></m:r></m:oMath></m:oMathPara>{inner}",
    "</w:body><w:body>{inner}",
)
PARTS = st.recursive(
    st.lists(st.sampled_from(INLINE), min_size=1, max_size=4).map(lambda runs: f"<w:p>{''.join(runs)}</w:p>"),
    lambda inner: st.tuples(st.sampled_from(WRAPPED[:-1]), inner).map(lambda pair: pair[0].replace("{inner}", pair[1])),
    max_leaves=6,
).map(lambda part: part.replace("{{}}", "{}"))


def word_file(body_parts: list[str], apart: list[str]) -> bytes:
    """A file with these blocks, some of them in bodies of their own, and more in every other story."""
    marks = Marks()
    body = "</w:body><w:body>".join([paragraph("{}"), *body_parts])
    parts = {
        "footnotes": "".join(f'<w:footnote w:id="{i}">{apart[0]}</w:footnote>' for i in (1, 2, 3)),
        "endnotes": f'<w:endnote w:id="1">{apart[1]}</w:endnote>',
        "comments": f'<w:comment w:id="1">{apart[2]}</w:comment><w:comment w:id="2">{apart[3]}</w:comment>',
        "header1": apart[4],
        "footer7": apart[5],
    }
    body += '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    filled = re.sub(r"\{\}", lambda _: marks(), body)
    return document(filled, parts={name: re.sub(r"\{\}", lambda _: marks(), part) for name, part in parts.items()})


@settings(max_examples=examples(100))
@given(st.lists(PARTS, min_size=1, max_size=6), st.lists(PARTS, min_size=6, max_size=6))
def test_every_word_of_a_generated_word_file_is_accounted_for(body_parts: list[str], apart: list[str]) -> None:
    assert unaccounted(word_file(body_parts, apart), "docx") == []


# OpenDocument ---------------------------------------------------------------------------------------------------------

ODT_INLINE = (
    "{}",
    "<text:span>{}</text:span><text:a>{}</text:a>",
    '<text:hidden-text text:is-hidden="true">{}</text:hidden-text><text:placeholder>{}</text:placeholder>',
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>",
    "<office:annotation><text:p>{}</text:p></office:annotation>",
    "<draw:polyline><text:p>{}</text:p></draw:polyline>",
    "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>",
    f'<draw:frame><svg:desc xmlns:svg="{SVG}">{{}}</svg:desc></draw:frame>',
    "<draw:object><text:p>{}</text:p></draw:object>",
    "<text:ruby><text:ruby-base>{}</text:ruby-base><text:ruby-text>{}</text:ruby-text></text:ruby>",
)
ODT_WRAPPED = (
    "{inner}",
    "<text:list><text:list-item>{inner}</text:list-item><text:list-header>{inner}</text:list-header></text:list>",
    '<text:section text:display="none">{inner}</text:section>',
    "<text:bibliography><text:index-body>{inner}</text:index-body></text:bibliography>",
    "<text:tracked-changes><text:changed-region><text:deletion>{inner}</text:deletion></text:changed-region>"
    "</text:tracked-changes>",
    "<table:table><table:table-row><table:table-cell>{inner}</table:table-cell><table:covered-table-cell>{inner}"
    "</table:covered-table-cell></table:table-row></table:table>",
    "<table:table><table:table-rows><table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
    "</table:table-rows></table:table>",
    "<text:new-kind-of-part>{inner}</text:new-kind-of-part>",
)
ODT_PARTS = st.recursive(
    st.lists(st.sampled_from(ODT_INLINE), min_size=1, max_size=4).map(lambda runs: f"<text:p>{''.join(runs)}</text:p>"),
    lambda inner: st.tuples(st.sampled_from(ODT_WRAPPED), inner).map(lambda pair: pair[0].replace("{inner}", pair[1])),
    max_leaves=6,
)


@settings(max_examples=examples(100))
@given(st.lists(ODT_PARTS, min_size=1, max_size=6), ODT_PARTS)
def test_every_word_of_a_generated_opendocument_text_is_accounted_for(body_parts: list[str], margin: str) -> None:
    marks = Marks()
    body, styles = (
        re.sub(r"\{\}", lambda _: marks(), part)
        for part in (
            "<text:p>{}</text:p>" + "".join(body_parts),
            f'<style:master-page><style:header style:display="false">{margin}</style:header>'
            f"<style:footer>{margin}</style:footer></style:master-page>",
        )
    )
    assert unaccounted(packed(body, styles), "odt") == []


# RTF ------------------------------------------------------------------------------------------------------------------

RTF_PARTS = (
    r"\pard {} \b {}\b0 .\par",
    r"\pard\trowd\intbl {}\cell {}\cell\row\pard",
    r"{\header {}\par}{\footerf {}\par}",
    r"{}{\footnote {}}{\*\annotation {}}\par",
    r"{\v {}}{\deleted {}} {}\par",
    r"{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv {}}}{\sp{\sn gtextUNICODE}{\sv {}}}{\shptxt {}\par}}}\par",
    r"{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2{\*\ffl {}}{\*\ffl {}}{\*\ffhelptext {}}}}}"
    r"{\fldrslt {}}}\par",
    r"{\listtext {}\tab}{}\par",
)


@settings(max_examples=examples(100))
@given(st.lists(st.sampled_from(RTF_PARTS), min_size=1, max_size=8))
def test_every_word_of_a_generated_rtf_file_is_accounted_for(parts: list[str]) -> None:
    marks = Marks()
    content = re.sub(r"\{\}", lambda _: marks(), "\n".join([r"{\rtf1 {}\par", *parts, "}"]))
    (found,) = read(content.encode(), "a.rtf", ReadSettings())
    assert isinstance(found, Document)
    told = words(told_by(found))
    assert [word for word in words(content) if word.startswith("mark") and word not in told] == []


def test_a_form_of_rtf_shows_its_ticks() -> None:
    box = r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres%s\ffdefres1}}}{\fldrslt}} "
    content = r"{\rtf1 " + box % 1 + "Yes" + box % 0 + "No" + box % 25 + r"Perhaps\par}"
    (found,) = read(content.encode(), "a.rtf", ReadSettings())
    assert isinstance(found, Document)
    assert found.text == "☒ Yes☐ No☒ Perhaps"
