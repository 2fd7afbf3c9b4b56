"""Fonts of signs in Word files: letters that were typed in them."""

from __future__ import annotations

from tests.reading.docx_tools import document, read_one


def test_letters_typed_in_a_font_of_signs_are_signs() -> None:
    def line(letter: str, said: str) -> str:
        font = '<w:rPr><w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/></w:rPr>'
        return f"<w:p><w:r>{font}<w:t>{letter}</w:t></w:r><w:r><w:t> {said}</w:t></w:r></w:p>"

    found = read_one(document(line("R", "Agree") + line("\u00a3", "Disagree") + line("\uf0a3", "Neither")))
    assert [found.text[block.start : block.end] for block in found.blocks] == ["☑ Agree", "☐ Disagree", "☐ Neither"]
