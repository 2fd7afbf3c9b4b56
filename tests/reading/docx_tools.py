"""Word files built from raw XML, small enough to read in a test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from analysis.model import Document
from analysis.reading.docx import read
from analysis.reading.read_settings import ReadSettings

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
ROOTS = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes"}
ROOTS |= {"comments": "comments", "settings": "settings", "header": "hdr", "footer": "ftr"}


def document(body: str, numbering: str = "", styles: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """A file with this body; ``parts`` are further ones by name ("footnotes", "header1"), which are their ids too."""
    named = {"numbering": numbering, "styles": styles, **(parts or {})}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name.rstrip("0123456789")}" Target="{name}.xml"/>' for name in named
    )
    main = f'<Relationship Id="main" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    members = {
        "[Content_Types].xml": content_types(["document", *named]),
        "_rels/.rels": relations_part(main),
        "word/_rels/document.xml.rels": relations_part(relations),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, content in named.items():
        root = ROOTS[name.rstrip("0123456789")]
        members[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    return archive(members)


def content_types(parts: Iterable[str]) -> str:
    """What programs other than ours want to know of each part."""
    kinds = {part: part.rstrip("0123456789") for part in parts}
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'wordprocessingml.{"document.main" if kind == "document" else kind}+xml"/>'
            for part, kind in kinds.items()
        )
        + "</Types>"
    )


def relations_part(relations: str) -> str:
    return f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'


def archive(members: Mapping[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return target.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, number: int | None = None, depth: int = 0, style: str = "", properties: str = "") -> str:
    """A paragraph of one run, or of the raw XML given as its text."""
    numbered = "" if number is None else f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    content = text if text.startswith("<") else run(text)
    return f"<w:p><w:pPr>{styled}{numbered}{properties}</w:pPr>{content}</w:p>"


def level(depth: int, text: str, form: str = "decimal", start: object = 1, style: str = "", extra: str = "") -> str:
    tied = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{tied}{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: object, definition: object, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'


def start_at(depth: object, value: object) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def style(
    key: str,
    name: str,
    based_on: str = "",
    number: int | None = None,
    depth: int | None = None,
    properties: str = "",
    run_properties: str = "",
    kind: str = "paragraph",
) -> str:
    listed = "" if number is None else f'<w:numId w:val="{number}"/>'
    listed += "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr><w:numPr>{listed}</w:numPr>{properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def read_one(content: bytes) -> Document:
    """The document in a file that can be read."""
    (found,) = read(content, "response.docx", ReadSettings())
    assert isinstance(found, Document)
    return found


def numbers(body: str, numbering: str, styles: str = "") -> list[str | None]:
    """The numbers that the paragraphs of a body show."""
    return [block.number for block in read_one(document(body, numbering, styles)).blocks]


def cell(*texts: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, texts))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def field(instruction: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_of(body: str, **parts: str) -> str:
    return read_one(document(body, parts=parts)).text
