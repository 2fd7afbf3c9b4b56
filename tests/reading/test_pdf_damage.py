"""Whatever the bytes of a PDF file hold, a Document or a reason comes out, and every word stands in one block."""

from __future__ import annotations

import io
import random
import re
from collections import Counter

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

from analysis.model import BlockKind, Document, Skipped
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from tests.reading.pdf_builder import Text, paragraph, pdf
from tests.share import examples

PLAIN = pdf([paragraph([f"{n}. We agree with proposal {n * n}.", "It is right."], 700) for n in (1, 2, 3)])
DAMAGED_FILES = 300


def _rich() -> bytes:
    """A file with a bookmark, a link, a form's field and an attached file."""
    drawn, whole = io.BytesIO(), io.BytesIO()
    page = canvas.Canvas(drawn)
    page.bookmarkPage("one")
    page.addOutlineEntry("Funding", "one")
    page.drawString(72, 700, "Funding")
    page.drawString(72, 680, "We wrote to you before")
    page.linkURL("mailto:office@example.org", (72, 675, 200, 692))
    page.acroForm.textfield(name="q1", tooltip="Your answer", value="Only in part", x=72, y=600, width=300, height=20)
    page.save()
    file = pypdfium2.PdfDocument(drawn.getvalue())
    file.new_attachment("annex.txt").set_data(b"We agree. " * 20)
    file.save(whole)
    return whole.getvalue()


RICH = _rich()


def result(content: bytes) -> Document | Skipped:
    (one,) = read(content, "a.pdf", ReadSettings())
    assert isinstance(one, Document | Skipped)
    return one


def reason(content: bytes) -> str:
    one = result(content)
    assert isinstance(one, Skipped), one
    return one.reason


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.4\n" + b"\x00" * 400, b"not a PDF at all"])
def test_what_is_no_pdf_is_damaged(content: bytes) -> None:
    assert "damaged" in reason(content)


def test_a_page_without_text_is_told() -> None:
    assert "shows no text" in reason(pdf([[]]))


def test_a_scan_is_told() -> None:
    picture = "q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x41 EI Q"
    assert "scan without text" in reason(pdf([[]], drawn=picture))


def test_a_scanned_page_among_others_is_omitted_with_the_reason() -> None:
    picture = "q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x41 EI Q"
    one = result(pdf([[Text("We agree.")], []], drawn=picture))
    assert isinstance(one, Document)
    assert [omitted.reason for omitted in one.omitted] == ["page 2 is a picture without text"]


def test_a_locked_file_is_told() -> None:
    content = io.BytesIO()
    page = canvas.Canvas(content, encrypt=pdfencrypt.StandardEncryption("secret"))
    page.drawString(72, 700, "We agree.")
    page.save()
    assert "password" in reason(content.getvalue())


def test_the_fields_of_a_form_are_read() -> None:
    content = io.BytesIO()
    page = canvas.Canvas(content)
    page.drawString(72, 700, "Question 1: do you agree?")
    page.acroForm.textfield(name="q1", tooltip="Your answer", value="Only in part", x=72, y=660, width=300, height=20)
    page.drawString(72, 640, "Question 2: may we publish this?")
    page.acroForm.checkbox(name="q2", tooltip="You may publish", checked=True, x=72, y=610)
    page.acroForm.checkbox(name="q3", tooltip="You may not", checked=False, x=72, y=580)
    page.save()
    one = result(content.getvalue())
    assert isinstance(one, Document)
    assert [one.text[block.start : block.end] for block in one.blocks] == [
        "Question 1: do you agree?",
        "Your answer: Only in part",
        "Question 2: may we publish this?",
        "You may publish: ☑",
    ]


def test_damaged_bytes_never_raise() -> None:
    chance = random.Random(20140)
    for i in range(DAMAGED_FILES):
        content = bytearray(RICH if i % 2 else PLAIN)
        if chance.random() < 0.4:
            del content[chance.randrange(len(content)) :]
        for _ in range(chance.randrange(1, 30)):
            if content:
                content[chance.randrange(len(content))] = chance.randrange(256)
        assert list(read(bytes(content), "a.pdf", ReadSettings()))


WORDS = st.lists(st.text("abcdefghij", min_size=2, max_size=9), min_size=1, max_size=12).map(" ".join)
PLACES = st.tuples(WORDS, st.integers(30, 300), st.integers(20, 800), st.sampled_from([7, 9, 11, 11, 11, 16]))


@settings(max_examples=examples(100))
@given(st.lists(st.lists(PLACES, max_size=25), min_size=1, max_size=3))
def test_every_word_of_the_page_stands_in_one_block(pages: list[list[tuple[str, int, int, int]]]) -> None:
    # Lines apart from each other, as overprinted words have no order that anyone could read.
    laid = [[Text(text, x, 800 - 26 * i, size) for i, (text, x, _, size) in enumerate(page)] for page in pages]
    one = result(pdf(laid))
    wanted = Counter(word for page in laid for text in page for word in text.text.split())
    if isinstance(one, Skipped):
        assert not wanted
        return
    found = Counter(word for block in one.blocks for word in one.text[block.start : block.end].split())
    assert found == wanted
    assert not re.sub(r"\s", "", _outside(one))


def _outside(one: Document) -> str:
    """The characters in no block."""
    left, at = [], 0
    for block in one.blocks:
        assert block.start >= at
        left.append(one.text[at : block.start])
        at = block.end
    return "".join([*left, one.text[at:]])


def test_every_block_has_its_page() -> None:
    one = result(PLAIN)
    assert isinstance(one, Document)
    assert {block.page for block in one.blocks} == {1, 2, 3}
    assert BlockKind.PARAGRAPH in {block.kind for block in one.blocks}
