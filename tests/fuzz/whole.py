"""Files with nothing wrong with them, small, one of each format and some within others: what is then damaged."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Mapping
from email.message import EmailMessage
from functools import cache

from tests.builders import SHARED
from tests.writers import AUTOMATIC, WRITERS
from tests.writers.draft import Draft, Kind, Part, Scheme
from tests.writers.word import zipped

LEGAL = Scheme("Legal", (("1", "%1."), ("1", "%1.%2"), ("a", "(%3)")))
LARGEST = 300_000
"""Bytes of a real document that is damaged too; larger ones would take the time of many small ones."""

DRAFT = Draft(
    (
        Part(Kind.HEADING, "Our response", level=1),
        Part(Kind.PARAGRAPH, "We are **a charity** and write for 40 members in Łódź.", note="Founded in 1999."),
        Part(Kind.HEADING, "Funding", level=2, scheme=LEGAL),
        Part(Kind.ITEM, "The budget has been cut by 10-15% since 2010.", scheme=LEGAL, depth=1),
        Part(Kind.ITEM, "It will be cut again; see question 3(b).", scheme=LEGAL, depth=1, note="Report, p. 4."),
        Part(Kind.ITEM, "once in spring, and", scheme=LEGAL, depth=2),
        Part(Kind.ITEM, "once in autumn.", scheme=LEGAL, depth=2),
        Part(Kind.BULLET, "libraries"),
        Part(Kind.BULLET, "evening buses", level=1),
        Part(Kind.TABLE, rows=(("Year", "Cost"), ("2013", "£3.5 million"), ("2014", "£2.9 million"))),
        Part(Kind.HEADING, "Quality", level=2, scheme=LEGAL),
        Part(Kind.ITEM, "Nobody inspects שלום the new providers.", scheme=LEGAL, depth=1),
        Part(Kind.PARAGRAPH, "Yours faithfully"),
        Part(Kind.PARAGRAPH, "Jane Doe, jane@example.org, 020 7946 0000"),
    ),
    head="A charity's answer",
)

TABLE = 'ID,Organisation,"Q1. Do you agree?","Why?"\n' + "".join(
    f'{i},Council {i},{"Yes" if i % 2 else "No"},"1. The cost, as ""ever"".\n2. The {i} others."\n' for i in range(12)
)


def whole_files() -> Mapping[str, bytes]:
    """File name → content, in a fixed order."""
    return {**made_files(), **_real_ones()}


@cache
def made_files() -> Mapping[str, bytes]:
    """Those that are made here: small, and of every format."""
    made = {f"typed.{suffix}": write(DRAFT) for suffix, write in WRITERS.items()}
    made |= {f"automatic.{suffix}": write(DRAFT) for suffix, write in AUTOMATIC.items()}
    made |= {"answers.csv": TABLE.encode(), "answers.xlsx": sheet(_ROWS)}
    few = {name: made[name] for name in ("typed.txt", "typed.html", "automatic.docx", "typed.pdf")}
    made |= {"some.zip": zipped(few), "some.tar": tarred(few), "some.tar.gz": gzip.compress(tarred(few), mtime=0)}
    made |= {"typed.md.gz": gzip.compress(made["typed.md"], mtime=0), "attached.eml": attached(few)}
    return made


def tarred(files: Mapping[str, bytes]) -> bytes:
    """A tar archive of these files."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


def attached(
    files: Mapping[str, bytes], text: str = "Please find our answer attached.\n\n> What do you think?"
) -> bytes:
    """A message with these files attached."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Jane Doe <jane@example.org>", "team@example.org", "Our answer"
    made["Message-ID"] = "<2@example.org>"
    made.set_content(text)
    made.add_alternative(f"<html><body><p>{text}</p><blockquote>You wrote</blockquote></body></html>", subtype="html")
    for name, content in files.items():
        made.add_attachment(content, "application", "octet-stream", filename=name)
    # The library would draw the boundaries by lot.
    for i, part in enumerate(each for each in made.walk() if each.is_multipart()):
        part.set_boundary(f"==boundary-{i}==")
    return made.as_bytes()


SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ROWS = "".join(
    f'<row r="{i}">{"".join(f"<c t={chr(34)}inlineStr{chr(34)}><is><t>{cell}</t></is></c>" for cell in row)}</row>'
    for i, row in enumerate(
        [("ID", "Name", "What do you think?"), ("1", "Jo", "1. Yes."), ("2", "Al", "No, 3.5 %.")], 1
    )
)


def sheet(rows: str, **more: str) -> bytes:
    """A workbook of one sheet, given the XML of its rows; ``more``: further parts by name ("sharedStrings")."""
    one = '<Relationship Id="{0}" Type="' + _OFFICE + '/{1}" Target="{2}"/>'
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    named = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", **{name: name for name in more}}
    for name, kind in named.items():
        types += f'<Override PartName="/xl/{name}.xml" ContentType="{base}{kind}+xml"/>'
    inner = one.format("s1", "worksheet", "worksheets/sheet1.xml") + "".join(
        one.format(name, name, f"{name}.xml") for name in more
    )
    book = '<sheets><sheet name="Answers" sheetId="1" r:id="s1"/></sheets>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
            "_rels/.rels": _relations(one.format("b", "officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": _relations(inner),
            "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{_OFFICE}">{book}</workbook>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEETS}"><sheetData>{rows}</sheetData></worksheet>',
            **{f"xl/{name}.xml": content for name, content in more.items()},
        }
    )


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


@cache
def _real_ones() -> Mapping[str, bytes]:
    """The documents beside the repository, where they are."""
    found = sorted(path for folder in ("seeds", "data/documents") for path in (SHARED / folder).glob("*.*"))
    return {path.name: path.read_bytes() for path in found if path.stat().st_size < LARGEST and path.suffix != ".json"}
