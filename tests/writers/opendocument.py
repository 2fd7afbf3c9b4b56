"""A draft as an OpenDocument text: whole enough for LibreOffice, its numbers typed or those of list styles."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from tests.writers.draft import Draft, Kind, Part, Scheme, numbered, runs
from tests.writers.word import zipped

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
SPACES = {name: name for name in ("office", "text", "style", "table", "manifest")} | {"fo": "xsl-fo-compatible"}
NAMES = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in SPACES.items())
VERSION = 'office:version="1.2"'


def write(draft: Draft, automatic: bool = False) -> bytes:
    """The bytes of an .odt; ``automatic``: the numbers are computed from list styles, not typed."""
    called, lists, body = 0, _Lists(), []
    for part, number in numbered(draft):
        called += bool(part.note)
        if part.kind is Kind.TABLE:
            body.append(_table(part))
            continue
        listed = (automatic and part.scheme is not None) or part.kind is Kind.BULLET
        written = _paragraph(part, "" if listed else number, called)
        body.append(lists.item(part, written) if listed else written)
    schemes = {part.scheme.name: part.scheme for part in draft.parts if part.scheme}
    content = f"<office:automatic-styles>{_BOLD}{''.join(map(_list_style, schemes.values()))}{_BULLETS}"
    content += f"</office:automatic-styles><office:body><office:text>{''.join(body)}</office:text></office:body>"
    members = {"mimetype": MEDIA_TYPE.encode()}
    members["content.xml"] = f"<office:document-content {NAMES} {VERSION}>{content}</office:document-content>"
    members["styles.xml"] = f"<office:document-styles {NAMES} {VERSION}>{_styles(draft)}</office:document-styles>"
    members["META-INF/manifest.xml"] = _manifest()
    return zipped(members, stored=("mimetype",))


_BOLD = '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
_BULLETS = "".join(
    [
        '<text:list-style style:name="bullets">',
        *(f'<text:list-level-style-bullet text:level="{i}" text:bullet-char="•"/>' for i in range(1, 5)),
        "</text:list-style>",
    ]
)


_INDENT = (
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-12mm" fo:margin-left="12mm"/>'
    "</style:list-level-properties>"
)


class _Lists:
    """Items as lists of one each, which go on with one another's numbers: so they may stand apart."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}
        self._count = 0

    def item(self, part: Part, written: str) -> str:
        name = part.scheme.name if part.scheme and part.kind is not Kind.BULLET else "bullets"
        depth = part.level if part.kind is Kind.BULLET else part.depth
        self._count += 1
        goes_on = f' text:continue-list="{self._last[name]}"' if name in self._last else ""
        self._last[name] = f"list{self._count}"
        attributes = f'xml:id="{self._last[name]}" text:style-name={quoteattr(name)}{goes_on}'
        inner = "<text:list><text:list-item>" * depth + written + "</text:list-item></text:list>" * depth
        return f"<text:list {attributes}><text:list-item>{inner}</text:list-item></text:list>"


def _paragraph(part: Part, typed: str, called: int) -> str:
    text = escape(f"{typed} ") if typed else ""
    text += "".join(
        f'<text:span text:style-name="B">{spaced(stretch)}</text:span>' if bold else spaced(stretch)
        for stretch, bold in runs(part.text)
    )
    if part.note:
        body = f"<text:note-body><text:p>{spaced(part.note)}</text:p></text:note-body>"
        citation = f"<text:note-citation>{called}</text:note-citation>"
        text += f'<text:note text:id="n{called}" text:note-class="footnote">{citation}{body}</text:note>'
    if part.kind is Kind.HEADING:
        style = f'text:style-name="Heading_20_{part.level}" text:outline-level="{part.level}"'
        return f"<text:h {style}>{text}</text:h>"
    return f'<text:p text:style-name="Standard">{text}</text:p>'


def spaced(text: str) -> str:
    """A text escaped, with the spaces that OpenDocument would drop as elements."""
    found = escape(text).replace("  ", " <text:s/>")
    return f"<text:s/>{found[1:]}" if found.startswith(" ") else found


def _table(part: Part) -> str:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = ("".join(cell.format(spaced(each)) for each in row) for row in part.rows)
    columns = f'<table:table-column table:number-columns-repeated="{len(part.rows[0])}"/>'
    return f"<table:table>{columns}{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def _list_style(scheme: Scheme) -> str:
    levels = []
    for depth, (form, pattern) in enumerate(scheme.levels, 1):
        before, after = pattern[: pattern.index("%")], pattern[pattern.rindex("%") + 2 :]
        shown = pattern.count("%")
        levels.append(
            f'<text:list-level-style-number text:level="{depth}" style:num-format="{form}" '
            f"style:num-prefix={quoteattr(before)} style:num-suffix={quoteattr(after)} "
            f'text:display-levels="{shown}">{_INDENT}</text:list-level-style-number>'
        )
    return f"<text:list-style style:name={quoteattr(scheme.name)}>{''.join(levels)}</text:list-style>"


def _styles(draft: Draft) -> str:
    heads = (
        f'<style:style style:name="Heading_20_{i}" style:display-name="Heading {i}" style:family="paragraph" '
        f'style:default-outline-level="{i}" style:parent-style-name="Standard">'
        f'<style:paragraph-properties fo:margin-top="4mm" fo:keep-with-next="always"/>'
        f'<style:text-properties fo:font-weight="bold" fo:font-size="{18 - 2 * i}pt"/></style:style>'
        for i in range(1, 5)
    )
    page = (
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
    )
    page += 'fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>'
    number = "Page <text:page-number>1</text:page-number>"
    margins = f"<style:header><text:p>{escape(draft.head)}</text:p></style:header>"
    margins += f"<style:footer><text:p>{number}</text:p></style:footer>"
    master = f'<style:master-page style:name="Standard" style:page-layout-name="A4">{margins if draft.head else ""}'
    standard = '<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties '
    standard += 'fo:margin-bottom="3mm"/><style:text-properties fo:font-size="11pt"/></style:style>'
    return (
        f"<office:styles>{standard}{''.join(heads)}</office:styles><office:automatic-styles>{page}</office:automatic-styles>"
        f"<office:master-styles>{master}</style:master-page></office:master-styles>"
    )


def _manifest() -> str:
    files = {"/": MEDIA_TYPE, "content.xml": "text/xml", "styles.xml": "text/xml"}
    one = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    entries = "".join(one.format(*file) for file in files.items())
    return f'<manifest:manifest {NAMES} manifest:version="1.2">{entries}</manifest:manifest>'
