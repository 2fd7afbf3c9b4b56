"""Containers made up for the walk: each format with words in its corners, every word one that comes nowhere else."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from random import Random

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment
from reportlab.pdfgen.canvas import Canvas

from tests.writers import WRITERS
from tests.writers.draft import Draft, Kind, Part

Words = Callable[[str], str]
"""Gives a sentence with a word of its own in it, and remembers the word."""

KINDS = (Kind.PARAGRAPH, Kind.HEADING, Kind.BULLET)


def made_files(chance: Random, count: int) -> Iterator[tuple[str, bytes, list[str]]]:
    """Yield so many files, format by format, with the words that each holds."""
    makers = [*_DRAFTED, *_CORNERED]
    for n in range(count):
        suffix, make = makers[n % len(makers)]
        held: list[str] = []
        yield f"made{n}.{suffix}", make(chance, _words(n, held)), held


def _words(n: int, held: list[str]) -> Words:
    def say(where: str) -> str:
        held.append(f"zq{n}{where}{len(held)}")
        return f"We object to the bay in {held[-1]} because lorries stop there before eight."

    return say


def _draft(chance: Random, say: Words, has_pages: bool) -> Draft:
    parts = [Part(Kind.PARAGRAPH, say("first"), note=say("note") if chance.random() < 0.5 else "")]
    for _ in range(chance.randint(2, 8)):
        kind = chance.choice(KINDS)
        parts.append(Part(kind, say(kind.value), level=1))
    rows = tuple(tuple(say("cell") for _ in range(2)) for _ in range(chance.randint(1, 3)))
    return Draft((*parts, Part(Kind.TABLE, rows=rows)), say("head") if has_pages else "")


def _drafted(suffix: str) -> tuple[str, Callable[[Random, Words], bytes]]:
    return suffix, lambda chance, say: WRITERS[suffix](_draft(chance, say, suffix in ("docx", "odt", "rtf", "pdf")))


def _word(chance: Random, say: Words) -> bytes:
    paper = docx.Document()
    paper.core_properties.title = "Paper"
    paper.add_paragraph(say("body"))
    paper.sections[0].header.paragraphs[0].text = say("header")
    paper.sections[0].footer.paragraphs[0].text = say("footer")
    hidden = paper.add_paragraph().add_run(say("hidden"))
    hidden.font.hidden = True
    inner = paper.add_table(1, 1).cell(0, 0).add_table(1, 2)
    for cell in inner.rows[0].cells:
        cell.text = say("nested")
    raw = (
        f"<w:p {nsdecls('w')}><w:ins w:author='A'><w:r><w:t>{say('inserted')}</w:t></w:r></w:ins>"
        f"<w:del w:author='A'><w:r><w:delText>{say('deleted')}</w:delText></w:r></w:del></w:p>",
        f"<w:p {nsdecls('w')}><w:sdt><w:sdtContent><w:r><w:t>{say('control')}</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        f"<w:p {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'>"
        f"<w:r><w:pict><v:shape alt='{say('alt')}'><v:textbox>"
        f"<w:txbxContent><w:p><w:r><w:t>{say('box')}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>",
    )
    for each in raw:
        paper.element.body.insert(chance.randint(0, 2), parse_xml(each))
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def _workbook(chance: Random, say: Words) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Response ID", "Why do you say that?", "Anything else?"])
    for n in range(chance.randint(4, 9)):
        sheet.append([f"R{n}", say("why"), say("else")])
    # What nobody sees is listed by its number, without its words.
    sheet["B2"].comment = Comment("A remark on a cell", "A")
    sheet.append(["R99", "Nobody sees this row.", "Nor this cell."])
    sheet.row_dimensions[sheet.max_row].hidden = True
    sheet.oddFooter.center.text = "The council's own survey"
    aside = book.create_sheet("Aside")
    aside.append(["Nobody sees this sheet."])
    aside.sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _table(chance: Random, say: Words) -> bytes:
    target = io.StringIO()
    rows = [[f"R{n}", say("why"), say("else")] for n in range(chance.randint(4, 9))]
    csv.writer(target).writerows([["ID", "Why do you say that?", "Anything else?"], *rows, ["Total", "4", "4"]])
    return target.getvalue().encode()


def _message(chance: Random, say: Words) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ann <a@example.org>", "c@example.gov", say("subject")
    message.set_content(f"{say('text')}\n\n> {say('quoted')}\n\n-- \n{say('signature')}\n")
    if chance.random() < 0.5:
        message.add_alternative(f"<p>{say('html')}</p><img alt='{say('alt')}' src='a.png'>", subtype="html")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Bo <b@example.org>", say("innersubject")
    inner.set_content(say("inner"))
    message.add_attachment(inner)
    message.add_attachment(say("attached").encode(), maintype="text", subtype="plain", filename="letter.txt")
    message.add_attachment(
        b"\x89PNG\r\n" + bytes(chance.randbytes(30_000)), maintype="image", subtype="png", filename="a.png"
    )
    return message.as_bytes()


def _page(_: Random, say: Words) -> bytes:
    return (
        f"<!DOCTYPE html><html><body><nav>{say('nav')}</nav><h1>{say('title')}</h1><p>{say('body')}</p>"
        f"<div hidden>{say('hidden')}</div><del>{say('deleted')}</del><img alt='{say('alt')}' src=a.png>"
        f"<form><label for=a>{say('label')}</label><textarea id=a>{say('area')}</textarea><label>{say('asked')}"
        f"<input value='{say('value')}'></label>"
        f"<select><option>Nobody chose this<option selected>{say('chosen')}</select></form>"
        f"<details><summary>{say('summary')}</summary><p>{say('details')}</p></details>"
        f"<footer>{say('footer')}</footer></body></html>"
    ).encode()


def _form(_: Random, say: Words) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawString(72, 740, say("printed")[:90])
    for n in range(3):
        canvas.drawString(72, 700 - 60 * n, f"{n + 1}. What do you think of this?")
        canvas.acroForm.textfield(name=f"f{n}", x=72, y=660 - 60 * n, width=400, height=30, value=say("field"))
    canvas.showPage()
    canvas.drawString(72, 740, say("second")[:90])
    canvas.save()
    return target.getvalue()


def _archive(chance: Random, say: Words) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("letters/one.txt", say("zipped"))
        archive.writestr("two.html", _page(chance, say))
        archive.writestr("three.eml", _message(chance, say))
        archive.writestr("four.docx", _word(chance, say))
    return target.getvalue()


_DRAFTED = tuple(_drafted(suffix) for suffix in ("docx", "odt", "rtf", "pdf", "html", "md", "txt", "eml", "msg"))
_CORNERED = (
    *(("docx", _word), ("xlsx", _workbook), ("csv", _table), ("eml", _message), ("html", _page), ("pdf", _form)),
    ("zip", _archive),
)
