"""Text that was encoded twice, in files of which the reader does not look for it."""

from __future__ import annotations

from analysis.model import Document
from analysis.reading import read
from tests.reading import docx_tools


def test_a_word_file_that_was_encoded_twice_is_put_right_and_its_blocks_moved() -> None:
    sentence = "The café’s terrace costs £40,000 – more than the library."
    body = docx_tools.paragraph(sentence.encode().decode("cp1252")) * 2
    (found,) = read(docx_tools.document(body), "a.docx")
    assert isinstance(found, Document)
    assert [found.text[block.start : block.end] for block in found.blocks] == [sentence] * 2
    assert any("wrong encoding" in omitted.reason for omitted in found.omitted)
