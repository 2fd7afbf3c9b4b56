"""A draft as a Word file: whole enough for Word and LibreOffice, its numbers typed or Word's own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from tests.writers.draft import Draft, Kind, Part, Scheme, notes, numbered, runs

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
ROOTS = {"document": "document", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
ROOTS |= {"header1": "hdr", "footer1": "ftr"}
KINDS = {"header1": "header", "footer1": "footer", "document": "document.main"}
FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"}
BULLETS = 1000
"""The number of the list of bullets, beyond those of the schemes."""


def write(draft: Draft, automatic: bool = False) -> bytes:
    """The bytes of a .docx; ``automatic``: the numbers are computed by Word, not typed."""
    schemes = {part.scheme.name: part.scheme for part in draft.parts if part.scheme}
    ids = {name: i for i, name in enumerate(schemes, 1)}
    body, called = [], 0
    for part, number in numbered(draft):
        called += bool(part.note)
        listed = ids[part.scheme.name] if automatic and part.scheme else None
        body.append(_table(part) if part.kind is Kind.TABLE else _paragraph(part, number, listed, called))
    parts = {"document": f"<w:body>{''.join(body)}{_section(draft)}</w:body>"}
    parts |= {"styles": _styles(), "numbering": _numbering(schemes, ids), "footnotes": _notes(notes(draft))}
    if draft.head:
        parts |= {"header1": _p(_run(draft.head)), "footer1": _p(f"{_run('Page ')}{_PAGE}")}
    return _package(parts)


_PAGE = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _run(text: str, bold: bool = False) -> str:
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" * bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _paragraph(part: Part, number: str, listed: int | None, called: int) -> str:
    properties = f'<w:pStyle w:val="Heading{part.level}"/>' if part.kind is Kind.HEADING else ""
    if part.kind is Kind.BULLET:
        listed = BULLETS
    if listed is not None:
        depth = part.level if part.kind is Kind.BULLET else part.depth
        properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{listed}"/></w:numPr>'
    typed = _run(f"{number} ") if number and listed is None else ""
    call = f'<w:r><w:footnoteReference w:id="{called}"/></w:r>' if part.note else ""
    return _p(typed + "".join(_run(*stretch) for stretch in runs(part.text)) + call, properties)


def _table(part: Part) -> str:
    cells = (("".join(f"<w:tc>{_p(_run(cell))}</w:tc>" for cell in row)) for row in part.rows)
    grid = "<w:gridCol/>" * len(part.rows[0])
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def _section(draft: Draft) -> str:
    margins = (f'<w:{kind}Reference w:type="default" r:id="{kind}1"/>' for kind in ("header", "footer"))
    return f'<w:sectPr>{"".join(margins) if draft.head else ""}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def _styles() -> str:
    heads = (
        f'<w:style w:type="paragraph" w:styleId="Heading{i}"><w:name w:val="heading {i}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{i - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{36 - 4 * i}"/></w:rPr></w:style>'
        for i in range(1, 5)
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return _DEFAULTS + normal + "".join(heads)


_DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/></w:rPr>'
    '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>'
)
"""The size and the space after paragraphs with which Word begins a document."""


def _numbering(schemes: Mapping[str, Scheme], ids: Mapping[str, int]) -> str:
    lists = {ids[name]: [(FORMS[form], pattern) for form, pattern in s.levels] for name, s in schemes.items()}
    lists[BULLETS] = [("bullet", "•")] * 4
    abstracts = (
        f'<w:abstractNum w:abstractNumId="{i}">{"".join(map(_level, range(len(levels)), levels))}</w:abstractNum>'
        for i, levels in lists.items()
    )
    return "".join(abstracts) + "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in lists)


def _level(depth: int, shown: tuple[str, str]) -> str:
    form, pattern = shown
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val={quoteattr(pattern)}/>'
        f'<w:pPr><w:ind w:left="{720 * (depth + 1)}" w:hanging="720"/></w:pPr></w:lvl>'
    )


def _notes(texts: Mapping[int, str]) -> str:
    ruled = {"separator": -1, "continuationSeparator": 0}
    found = [_note(i, f"<w:r><w:{kind}/></w:r>", f'w:type="{kind}"') for kind, i in ruled.items()]
    return "".join(found + [_note(i, f"<w:r><w:footnoteRef/></w:r>{_run(' ' + text)}") for i, text in texts.items()])


def _note(number: int, content: str, kind: str = "") -> str:
    return f'<w:footnote {kind} w:id="{number}">{_p(content)}</w:footnote>'


def _package(parts: Mapping[str, str]) -> bytes:
    rest = [name for name in parts if name != "document"]
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}{KINDS.get(name, name)}+xml"/>' for name in parts
    )
    plain = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{plain}{types}</Types>',
        "_rels/.rels": _relations([("d", "officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations((name, KINDS.get(name, name), f"{name}.xml") for name in rest),
    }
    for name, content in parts.items():
        root = f"w:{ROOTS[name]}"
        members[f"word/{name}.xml"] = f'<{root} xmlns:w="{MAIN}" xmlns:r="{OFFICE}">{content}</{root}>'
    return zipped(members)


def _relations(relations: Iterable[tuple[str, str, str]]) -> str:
    one = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    inner = "".join(one.format(key, OFFICE, kind, target) for key, kind, target in relations)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def zipped(members: Mapping[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A zip archive, the same bytes each time; XML members get their declaration."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            archive.writestr(info, declared + content if isinstance(content, str) else content)
    return target.getvalue()
