"""Files made to do harm: bombs, loops, bottomless nesting. Each is small; what it would become is not."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from functools import partial

from tests.fuzz.whole import DRAFT, attached, sheet, tarred, whole_files
from tests.reading.test_mail import HEADERS, cfb, storage
from tests.writers import AUTOMATIC, WRITERS
from tests.writers.word import MAIN, zipped

MEGABYTE = 1_000_000
DEEP = 100_000

# --- archives ---


def packed_zeros(size: int, filling: bytes = b"\0") -> bytes:
    """A zip of one member of so many bytes; only the check sum at its end is wrong, and nothing gets that far."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(filling * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = block * (size // MEGABYTE) + packer.flush()
    name = b"big.txt"
    sizes = struct.pack("<IIIHH", 0, len(stream), min(size, 2**32 - 2), len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0x21) + sizes + name
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0x21) + sizes + bytes(14) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local) + len(stream), 0)
    return local + stream + entry + end


def overlapping(members: int = 9_000) -> bytes:
    """A zip whose members are all the same bytes, told of again and again."""
    one = zipped({"a.txt": b"We agree. " * 12_000})
    at = one.index(b"PK\x01\x02")
    entry, end = one[at : one.index(b"PK\x05\x06")], one[one.index(b"PK\x05\x06") :]
    size = len(entry) * members
    return one[:at] + entry * members + end[:8] + struct.pack("<HHII", members, members, size, at) + end[20:]


def replaced(content: bytes, /, **parts: bytes) -> bytes:
    """A zip with other bytes in the members whose names end so."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for end, part in parts.items():
        members |= {name: part for name in list(members) if name.endswith(f"{end}.xml")}
    return zipped(members)


def nested(depth: int, pack: Callable[[bytes], bytes], innermost: bytes = b"We agree.") -> bytes:
    """A file in a file in a file."""
    for _ in range(depth):
        innermost = pack(innermost)
    return innermost


def _in_mail(content: bytes) -> bytes:
    made = EmailMessage()
    made["From"], made["Message-ID"], made["MIME-Version"] = "a@example.org", "<1@example.org>", "1.0"
    head = made.as_bytes().strip() + b'\nContent-Type: multipart/mixed; boundary="%d"\n\n' % len(content)
    return head + b"--%d\nContent-Type: message/rfc822\n\n%s\n--%d--\n" % (len(content), content, len(content))


# --- XML ---


def entities(content: bytes, part: str, kind: str) -> bytes:
    """An Office file with a part whose entities grow: by tens ("laughs"), by length ("long"), or from a file."""
    definitions = {
        "laughs": "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(12)),
        "long": f'<!ENTITY e12 "{"a" * 100_000}">',
        "file": '<!ENTITY e12 SYSTEM "file:///etc/passwd">',
    }
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = next(name for name in archive.namelist() if name.endswith(f"{part}.xml"))
        xml = archive.read(name).decode().split("?>", 1)[1]
    said = "&e12;" * (5_000 if kind == "long" else 1)
    xml = f'<!DOCTYPE x [<!ENTITY e0 "ha">{definitions[kind]}]>{xml.replace("Our response", said)}'
    return replaced(content, **{part: xml.encode()})


def word_body(body: str) -> bytes:
    """A Word file of this body."""
    xml = f'<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>'
    return replaced(WRITERS["docx"](DRAFT), document=xml.encode())


def deep_word(*tags: str, depth: int = DEEP) -> bytes:
    """A Word file of elements in one another."""
    return word_body(_deep(*(f"w:{tag}" for tag in tags), depth=depth, innermost="<w:p/>"))


def _deep(*tags: str, depth: int = DEEP, innermost: str = "x") -> str:
    opened, closed = "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in reversed(tags))
    return opened * depth + innermost + closed * depth


def open_document(body: str) -> bytes:
    """An OpenDocument text of this body."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for name, long in [(name, name) for name in ("office", "text", "table")] + [("draw", "drawing")]
    )
    xml = f"<office:document-content{names}><office:body><office:text>{body}</office:text></office:body>"
    return replaced(WRITERS["odt"](DRAFT), content=f"{xml}</office:document-content>".encode())


OFFICE: Mapping[str, Callable[[], bytes]] = {
    "bomb in body.docx": lambda: replaced(WRITERS["docx"](DRAFT), document=b"<a>" + b" " * 120 * MEGABYTE),
    "bomb in styles.docx": lambda: replaced(WRITERS["docx"](DRAFT), styles=b"<a>" + b" " * 100 * MEGABYTE),
    "bomb in numbering.docx": lambda: replaced(AUTOMATIC["docx"](DRAFT), numbering=b"<a/>" * 20 * MEGABYTE),
    "bomb of elements.docx": lambda: word_body("<w:p/>" * 3 * MEGABYTE),
    "bomb of runs.docx": lambda: word_body(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * MEGABYTE}</w:p>"),
    "bomb of tables.docx": lambda: word_body("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 400_000),
    "bomb.odt": lambda: replaced(WRITERS["odt"](DRAFT), content=b"<a>" + b" " * 120 * MEGABYTE),
    "bomb in styles.odt": lambda: replaced(WRITERS["odt"](DRAFT), styles=b"<a/>" * 20 * MEGABYTE),
    "bomb of elements.odt": lambda: open_document("<text:p/>" * 3 * MEGABYTE),
    "repeated columns.odt": lambda: open_document(
        '<table:table><table:table-row table:number-rows-repeated="99999999"><table:table-cell '
        'table:number-columns-repeated="99999999"><text:p>a</text:p></table:table-cell></table:table-row></table:table>'
    ),
    "repeated spaces.odt": lambda: open_document('<text:p>a<text:s text:c="2000000000"/>b</text:p>' * 1_000),
    "bomb.xlsx": lambda: sheet("<row><c><v>1</v></c></row>" * 4 * MEGABYTE),
    "bomb in strings.xlsx": lambda: sheet("<row/>", sharedStrings="<a>" + " " * 120 * MEGABYTE),
    "far cell.xlsx": lambda: sheet('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>a</t></is></c></row>'),
    "wide rows.xlsx": lambda: sheet("".join(f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 3000))),
    "deep.xlsx": lambda: sheet(_deep("row")),
    **{
        f"{kind} entities.{suffix}": partial(entities, WRITERS[suffix](DRAFT), part, kind)
        for kind in ("laughs", "long", "file")
        for suffix, part in (("docx", "document"), ("odt", "content"))
    },
    "deep tables.docx": lambda: deep_word("tbl", "tr", "tc", depth=20_000),
    "rather deep tables.docx": lambda: deep_word("tbl", "tr", "tc", depth=60),
    "deep fields.docx": lambda: deep_word("sdt", "sdtContent"),
    "deep insertions.docx": lambda: deep_word("ins"),
    "deep sections.odt": lambda: open_document(_deep("text:section", innermost="<text:p>x</text:p>")),
    "deep lists.odt": lambda: open_document(_deep("text:list", "text:list-item", innermost="<text:p>x</text:p>")),
    "rather deep lists.odt": lambda: open_document(_deep("text:list", "text:list-item", depth=80)),
    "deep frames.odt": lambda: open_document(_deep("text:p", "draw:frame", "draw:text-box")),
}

# --- pages, notes and text ---

MARKUP: Mapping[str, Callable[[], bytes]] = {
    **{
        f"deep {tag}.html": partial(_deep, tag)
        for tag in ("div", "blockquote", "ul><li", "table", "span", "b", "q", "p")
    },
    "deep tables.html": lambda: _deep("table", "tr", "td", depth=20_000),
    "never closed.html": lambda: "<html>" + "<font><b><i>a" * 60_000,
    "attributes.html": lambda: "<p " + " ".join(f"a{i}=x" for i in range(100_000)) + ">a</p>",
    "long attribute.html": lambda: f'<p style="{"display:" * 100_000}">a</p>',
    "comments.html": lambda: "<html>" + "<!--" * 200_000,
    "entities.html": lambda: (
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>' + "&b;&#x110000;" * 50_000
    ),
    "wide table.html": lambda: "<table><tr>" + "<td colspan=99999999>a" * 50_000,
    "list numbers.html": lambda: "<ol start=999999999999999999999>" + "<li value=-99999999>a" * 30_000,
    "roman.html": lambda: "<ol type=i start=2000000000><li>a</ol>" * 500,
    "deep quotations.md": lambda: ">" * DEEP + " a",
    "deep list.md": lambda: "\n".join("  " * i + "- a" for i in range(600)),
    "marks on one line.md": lambda: "- " * DEEP + "a",
    "brackets.md": lambda: "# a\n\n" + "[" * DEEP + "]" * DEEP,
    "wide table.md": lambda: "# a\n\n" + "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n" + ("|b" * 20 + "|\n") * 2_000,
    "definitions.md": lambda: "# a\n\n" + "".join(f"[{i}]: x\n" for i in range(30_000)),
    "fences.md": lambda: "# a\n\n" + "```\n~~~\n" * 20_000,
    "deep groups.rtf": lambda: r"{\rtf1 " + "{" * 1_000_000,
    "closed groups.rtf": lambda: r"{\rtf1 " + "{" * DEEP + "a" + "}" * (2 * DEEP),
    "deep fields.rtf": lambda: r"{\rtf1 " + r"{\field{\*\fldinst x}{\fldrslt " * 30_000 + "a",
    "deep notes.rtf": lambda: r"{\rtf1 " + r"{\footnote a" * 30_000,
    "binary.rtf": lambda: r"{\rtf1 a\bin2147483647 b}" + "c" * 1000,
    "big numbers.rtf": lambda: r"{\rtf1 " + r"\u99999999999999999999999 \fs-99999999999999 \uc999999999 \'zz" * 9_000,
    "rows.rtf": lambda: r"{\rtf1 " + r"\trowd\cellx1\cellx2 a\cell b\cell\row " * 20_000,
    "cells without end.rtf": lambda: r"{\rtf1 \trowd " + r"\intbl a\cell " * DEEP,
    "marks only.rtf": lambda: r"{\rtf1 " + "\\" * 500_001,
    "list text.rtf": lambda: r"{\rtf1 " + r"{\listtext 1.\tab}" * 60_000 + "a",
    "one line.txt": lambda: "a" * 4 * MEGABYTE,
    "one line of words.txt": lambda: "word " * 100_000,
    "many lines.txt": lambda: "\n".join(f"word {i}" for i in range(60_000)),
    "spaces.txt": lambda: "a" + " " * 4 * MEGABYTE + "b",
    "accents.txt": lambda: "a" + "\u0301" * MEGABYTE,
    "open quote.csv": lambda: "a,b,c\n1,2,3\n" * 3 + '"' + "x,\n" * 300_000,
    "wide.csv": lambda: ",".join(f"c{i}" for i in range(30_000)) + "\n" + (",".join("x" * 30_000) + "\n") * 20,
    "ragged.csv": lambda: "a,b,c\n1,2,3\n1,2,3\n" + "".join("," * (i % 400) + "\n" for i in range(9_000)),
    "quotes.csv": lambda: "a,b,c\n1,2,3\n1,2,3\n" + '"""' * 300_000,
    "deep.json": lambda: '{"a":' * DEEP,
    "deep list.json": lambda: '[{"a": ' + "[" * DEEP,
    "big number.jsonl": lambda: '{"id": ' + "9" * 500_000 + "}\n",
}

# --- messages ---

MAIL_HEAD = "Message-ID: <1@example.org>\nFrom: a@example.org\nMIME-Version: 1.0\n"
MAIL: Mapping[str, Callable[[], str]] = {
    "many headers.eml": lambda: MAIL_HEAD + "X-A: b\n" * DEEP + "\na",
    "folded header.eml": lambda: MAIL_HEAD + "Subject: a\n" + " b\n" * DEEP + "\na",
    "addresses.eml": lambda: MAIL_HEAD + "To: " + "a <b@c.d>, " * 30_000 + "\n\na",
    "brackets in addresses.eml": lambda: MAIL_HEAD + "To: " + "(" * 50_000 + "\n\na",
    "encoded words.eml": lambda: MAIL_HEAD + "Subject: " + "=?utf-8?q?a_b?= " * 20_000 + "\n\na",
    "broken words.eml": lambda: MAIL_HEAD + "Subject: " + "=?utf-8?b?" * 30_000 + "\n\na",
    "parameters.eml": lambda: MAIL_HEAD + "Content-Type: text/plain; " + "a*0*=b; " * 20_000 + "\n\na",
    "boundaries.eml": lambda: MAIL_HEAD + 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\n" * 30_000,
    "no boundary.eml": lambda: MAIL_HEAD + "Content-Type: multipart/mixed\n\n" + "--\n" * 30_000,
    "deep parts.eml": lambda: (
        MAIL_HEAD + "".join(f'Content-Type: multipart/mixed; boundary="{i}"\n\n--{i}\n' for i in range(3_000))
    ),
    "base64.eml": lambda: MAIL_HEAD + "Content-Transfer-Encoding: base64\n\n" + "=A" * 300_000,
    "quoted-printable.eml": lambda: MAIL_HEAD + "Content-Transfer-Encoding: quoted-printable\n\n" + "=" * 300_000,
    "uuencoded.eml": lambda: MAIL_HEAD + "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + "M" * 300_000,
    "strange codec.eml": lambda: MAIL_HEAD + "Content-Type: text/plain; charset=zlib_codec\n\na",
    "quoted deep.eml": lambda: MAIL_HEAD + "\n" + "\n".join(">" * i + " a" for i in range(1_500)),
    "threads.eml": lambda: MAIL_HEAD + "\nWe agree.\n\n" + "On 1 May 2014, A B wrote:\n> a\n\n" * 6_000,
    "page.eml": lambda: MAIL_HEAD + "Content-Type: text/html\n\n" + _deep("blockquote"),
}

# --- PDF ---


def pdf(*objects: str | bytes, root: int = 1, size: int | None = None, tail: str = "") -> bytes:
    """A PDF of these objects, the first being number 1."""
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body.encode() if isinstance(body, str) else body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer\n<< /Size {size or len(objects) + 1} /Root {root} 0 R {tail} >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end.encode()


CATALOGUE, PAGES = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def page(extra: str = "", box: str = "0 0 595 842") -> str:
    """The third object: a page whose content is the fourth."""
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Resources {FONT} /Contents 4 0 R {extra} >>"


def stream(content: bytes, packed: bool = False, extra: str = "") -> bytes:
    """A stream object."""
    body = zlib.compress(content) if packed else content
    how = "/Filter /FlateDecode" if packed else ""
    return f"<< /Length {len(body)} {how} {extra} >>\nstream\n".encode() + body + b"\nendstream"


def shows(text: bytes) -> bytes:
    """A content stream that shows a text."""
    return b"BT /F 11 Tf 72 700 Td " + text + b" ET"


AGREES = stream(shows(b"(1. We agree.) Tj"))
PDF: Mapping[str, Callable[[], bytes]] = {
    "pages in a circle.pdf": lambda: pdf(CATALOGUE, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    "pages in two circles.pdf": lambda: pdf(
        CATALOGUE,
        "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 4 >>",
        "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 2 0 R] /Count 2 >>",
    ),
    "parents in a circle.pdf": lambda: pdf(CATALOGUE, PAGES, "<< /Type /Page /Parent 3 0 R /Contents 4 0 R >>", AGREES),
    "two thousand million pages.pdf": lambda: pdf(CATALOGUE, PAGES.replace("1 >>", "2147483647 >>"), page(), AGREES),
    "less than no pages.pdf": lambda: pdf(CATALOGUE, PAGES.replace("1 >>", "-5 >>"), page(), AGREES),
    "one page many times.pdf": lambda: pdf(
        CATALOGUE, f"<< /Type /Pages /Kids [{'3 0 R ' * 20_000}] /Count 20000 >>", page(), AGREES
    ),
    "deep pages.pdf": lambda: pdf(
        CATALOGUE, *(f"<< /Type /Pages /Parent {i} 0 R /Kids [{i + 2} 0 R] /Count 1 >>" for i in range(1, 5_000))
    ),
    "deep array.pdf": lambda: pdf(CATALOGUE, PAGES, page(f"/A {'[' * DEEP}"), AGREES),
    "deep dictionary.pdf": lambda: pdf(CATALOGUE, PAGES, page("/A " + "<< /B " * DEEP), AGREES),
    "huge page.pdf": lambda: pdf(CATALOGUE, PAGES, page(box="-1e30 -1e30 1e30 1e30"), AGREES),
    "no page.pdf": lambda: pdf(CATALOGUE, PAGES, page(box="0 0 0 0"), AGREES),
    "long text.pdf": lambda: pdf(CATALOGUE, PAGES, page(), stream(shows(b"(We agree.) Tj " * 50_000), True)),
    "bomb of text.pdf": lambda: pdf(CATALOGUE, PAGES, page(), stream(shows(b"(a) Tj " * 600_000), True)),
    "bomb of nothing.pdf": lambda: pdf(CATALOGUE, PAGES, page(), stream(b" " * 120 * MEGABYTE, True)),
    "bomb of lines.pdf": lambda: pdf(CATALOGUE, PAGES, page(), stream(b"0 0 m 9 9 l S " * MEGABYTE, True)),
    "saved states.pdf": lambda: pdf(CATALOGUE, PAGES, page(), stream(b"q " * MEGABYTE + shows(b"(a) Tj"), True)),
    "scattered.pdf": lambda: pdf(
        CATALOGUE,
        PAGES,
        page(),
        stream(shows(b"".join(b"1 0 0 1 %d %d Tm (a%d) Tj " % (i * 7 % 590, i * 13 % 840, i) for i in range(15_000)))),
    ),
    "filters on filters.pdf": lambda: pdf(
        CATALOGUE, PAGES, page(), stream(b"a", extra=f"/Filter [{'/ASCIIHexDecode ' * 5_000}]")
    ),
    "form in itself.pdf": lambda: pdf(
        CATALOGUE,
        PAGES,
        page().replace("/Font", "/XObject << /X 5 0 R >> /Font"),
        stream(b"/X Do"),
        stream(
            b"/X Do /X Do",
            extra="/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
        ),
    ),
    "bookmarks in a circle.pdf": lambda: pdf(
        "<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>",
        *(PAGES, page(), AGREES, "<< /First 6 0 R /Last 6 0 R /Count 9 >>"),
        "<< /Title (a) /Parent 5 0 R /Next 6 0 R /Prev 6 0 R /First 6 0 R /Dest [3 0 R /Fit] >>",
    ),
    "fields in a circle.pdf": lambda: pdf(
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>",
        *(PAGES, page("/Annots [5 0 R 5 0 R]"), AGREES),
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (b) /Rect [0 0 9 9] /Kids [5 0 R] /Parent 5 0 R >>",
    ),
    "files in a circle.pdf": lambda: pdf(
        "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 5 0 R >> >>",
        *(PAGES, page(), AGREES, "<< /Kids [5 0 R 5 0 R] /Names [(a) 5 0 R] /Limits [(a) (b)] >>"),
    ),
    "links.pdf": lambda: pdf(
        *(CATALOGUE, PAGES),
        page(f"/Annots [{'<< /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (http://a.b) >> >> ' * 20_000}]"),
        AGREES,
    ),
    "tables in a circle.pdf": lambda: pdf(CATALOGUE, PAGES, page(), AGREES, tail="/Prev 9"),
    "huge table.pdf": lambda: pdf(CATALOGUE, PAGES, page(), AGREES, size=2_147_483_647),
    "circle of lengths.pdf": lambda: pdf(CATALOGUE, PAGES, page(), b"<< /Length 4 0 R >>\nstream\na\nendstream"),
    "huge picture.pdf": lambda: pdf(
        CATALOGUE, PAGES, page(), stream(b"q BI /W 60000 /H 60000 /CS /RGB /BPC 8 ID a EI Q " + shows(b"(a) Tj"))
    ),
}

# --- archives and messages in one another ---

CONTAINED: Mapping[str, Callable[[], bytes]] = {
    "bomb.zip": lambda: packed_zeros(3_000 * MEGABYTE),
    "honest bomb.zip": lambda: zipped({"a.txt": b" " * 120 * MEGABYTE}),
    "half a bomb.zip": lambda: zipped({f"{i}.txt": bytes(range(256)) * 100 + b"a" * 900_000 for i in range(20)}),
    "overlapping.zip": overlapping,
    "empty members.zip": lambda: zipped({f"{i}": b"" for i in range(12_000)}),
    "deep.zip": lambda: nested(100, lambda content: zipped({"a.zip": content})),
    "deep.gz": lambda: nested(100, partial(gzip.compress, mtime=0)),
    "branching.zip": lambda: nested(4, lambda content: zipped({f"{i}.zip": content for i in range(10)})),
    "bomb.gz": lambda: gzip.compress(b"\0" * 500 * MEGABYTE, mtime=0),
    "bomb.tar.gz": lambda: gzip.compress(tarred({"a.txt": b"a" * 200 * MEGABYTE}), mtime=0),
    "deep.tar": lambda: nested(30, lambda content: tarred({"a.tar": content})),
    "paths.zip": lambda: zipped({"../" * 5_000 + "a.txt": b"We agree.", "/etc/passwd": b"root", "C:\\a": b"a"}),
    "mail in mail.eml": lambda: nested(300, _in_mail, b"Message-ID: <1@a>\n\nWe agree."),
    "mail attached to mail.eml": lambda: nested(12, lambda content: attached({"a.eml": content}), b"We agree."),
    "all in one.eml": lambda: attached(dict(list(whole_files().items())[:12])),
    "many attachments.eml": lambda: attached({f"{i}.txt": b"We agree." for i in range(800)}),
    "long.msg": lambda: cfb(storage(32, {**HEADERS, 0x1000: "We agree. " * 60_000})),
    "deep page.msg": lambda: cfb(storage(32, {**HEADERS, 0x1013: _deep("div").encode()})),
    "loops.msg": lambda: looped(cfb(storage(32, {**HEADERS, 0x1000: "We agree. " * 2_000}))),
}


def looped(content: bytes) -> bytes:
    """A compound file whose table of sectors leads every sector back to the first."""
    at = 512 * (1 + struct.unpack_from("<I", content, 76)[0])
    return content[:at] + bytes(512) + content[at + 512 :]


HOSTILE: dict[str, Callable[[], bytes | str]] = {**OFFICE, **MARKUP, **MAIL, **PDF, **CONTAINED}
"""File name → what makes it."""


def hostile(name: str) -> bytes:
    """The bytes of a hostile file."""
    made = HOSTILE[name]()
    return made.encode() if isinstance(made, str) else made
