"""Options struck out, drop-downs and the old form fields: what was chosen is a closed answer at its question."""

from __future__ import annotations

import pytest

from analysis.reading.struck_choices import STRUCK, UNSTRUCK, box_struck
from tests.reading.docx_tools import cell, paragraph, run, table
from tests.reading.docx_tools import document as word_file
from tests.splitting.documents import PROSE, checked, document

ASKED = "Do you agree with the plan?"
STRIKE = "<w:strike/>"


def told(content: bytes, name: str = "form.docx") -> list[tuple[str, str]]:
    found = document(content, name)
    kinds = ("question", "answer", "point")
    return [(s.kind.value, found.text[s.start : s.end]) for s in checked(found) if s.kind.value in kinds]


YES = [("question", ASKED), ("answer", "Yes"), ("point", PROSE)]
NO_STRUCK = run("Yes / ") + run("No", STRIKE)

FORMS = {
    "below the question": paragraph(ASKED) + paragraph(NO_STRUCK),
    "on its line": paragraph(run(f"{ASKED} ") + NO_STRUCK),
    "with an instruction": paragraph(ASKED) + paragraph(NO_STRUCK + run(" (delete as appropriate)")),
    "in paragraphs": paragraph(ASKED) + paragraph("Yes") + paragraph(run("No", "<w:dstrike/>")),
    "in cells": table(cell(ASKED) + cell("Yes") + f"<w:tc>{paragraph(run('No', STRIKE))}</w:tc>"),
    "beside empty boxes": paragraph(ASKED) + paragraph(run("☐ Yes   ☐ ") + run("No", STRIKE)),
    "below each other beside empty boxes": paragraph(ASKED) + paragraph("☐ Yes") + paragraph(run("☐ No", STRIKE)),
    "in one cell": table(cell(ASKED) + f"<w:tc>{paragraph(NO_STRUCK)}</w:tc>"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_struck_out_option_says_that_the_other_was_chosen(form: str) -> None:
    assert told(word_file(FORMS[form] + paragraph(PROSE))) == YES


def test_what_is_struck_out_of_a_list_is_no_choice() -> None:
    listed = paragraph("To do") + paragraph(run("☐ Mend the bench", STRIKE)) + paragraph("☐ Write to the council")
    assert "☒" not in document(word_file(listed + paragraph(PROSE)), "form.docx").text


LIT = '<w:highlight w:val="yellow"/>'


@pytest.mark.parametrize("form", [run("☐ ") + run("Yes", LIT) + run("   ☐ No"), run("Yes", LIT) + run(" / No")])
def test_an_option_that_alone_is_highlighted_is_chosen(form: str) -> None:
    assert told(word_file(paragraph(ASKED) + paragraph(form) + paragraph(PROSE))) == YES


@pytest.mark.parametrize(
    ("form", "plain"),
    [
        (run("☐ Yes   ☐ No", LIT), "☐ Yes   ☐ No"),
        (run("Keep the library or ") + run("close it", LIT), "Keep the library or close it"),
        (run("We want ") + run("yes", LIT) + run(" / no boxes on the form"), "We want yes / no boxes on the form"),
        (run("Name: ") + run("type here", LIT), "Name: type here"),
        (run("The answer is: yes or ") + run("no, we cannot say", LIT), "The answer is: yes or no, we cannot say"),
        (run("No deal / ") + run("no money", LIT), "No deal / no money"),
        (run("☐ Yes   ☐ No   ") + run("☐ please tick one", LIT), "☐ Yes   ☐ No   ☐ please tick one"),
        (run("☐ ") + run("Yes", LIT) + run("   ☐ No x"), "☐ Yes   ☐ No x"),
    ],
)
def test_what_else_is_highlighted_says_nothing(form: str, plain: str) -> None:
    assert plain in document(word_file(paragraph(form) + paragraph(PROSE)), "form.docx").text


@pytest.mark.parametrize(
    "struck", ["<s>No</s>", "<strike>No</strike>", '<span style="text-decoration: line-through">No</span>']
)
def test_in_a_web_page(struck: str) -> None:
    page = f"<html><body><p>{ASKED}</p><p>Yes / {struck}</p><p>{PROSE}</p></body></html>"
    assert told(page.encode(), "form.html") == YES


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("<Yes> / <No>", "Yes / No"),
        ("Yes / No / <Not sure>", "Yes / No / Not sure"),
        ("The council <must> may act.", "The council must may act."),
        ("<Yes> / No / <Not sure>", "☐ Yes / ☒ No / ☐ Not sure"),
        ("<Strongly agree>\nAgree\n<Disagree>", "☐ Strongly agree\n☒ Agree\n☐ Disagree"),
    ],
)
def test_only_one_option_that_is_left_is_a_choice(marked: str, shown: str) -> None:
    assert box_struck([marked.replace("<", STRUCK).replace(">", UNSTRUCK)]) == [shown]


def control(kind: str, chosen: str, prompt: str = "") -> str:
    offered = "".join(f'<w:listItem w:displayText="{each}" w:value="{each}"/>' for each in ("Mostly", "Hardly"))
    properties = f"<w:sdtPr>{prompt}<w:{kind}>{offered}</w:{kind}></w:sdtPr>"
    return f"<w:sdt>{properties}<w:sdtContent>{chosen}</w:sdtContent></w:sdt>"


def drop_down(result: str) -> str:
    entries = "".join(f'<w:listEntry w:val="{each}"/>' for each in ("Mostly", "Hardly"))
    data = f"<w:ffData><w:ddList>{result}{entries}</w:ddList></w:ffData>"
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    return f"{begin}<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>" + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


LISTS = {
    "in a line": paragraph(run(f"{ASKED} ") + control("dropDownList", run("Hardly"))),
    "a paragraph of its own": paragraph(ASKED) + control("dropDownList", paragraph("Hardly")),
    "a combo box": paragraph(ASKED) + paragraph(control("comboBox", run("Hardly"))),
    "beside the question": table(cell(ASKED) + f"<w:tc>{paragraph(control('dropDownList', run('Hardly')))}</w:tc>"),
    "an old field": paragraph(run(f"{ASKED} ") + drop_down('<w:result w:val="1"/>')),
    "an old field below": paragraph(ASKED) + paragraph(drop_down('<w:result w:val="1"/>')),
}


@pytest.mark.parametrize("form", LISTS)
def test_what_was_chosen_from_a_list_is_a_closed_answer(form: str) -> None:
    assert told(word_file(LISTS[form] + paragraph(PROSE))) == [
        ("question", ASKED),
        ("answer", "Hardly"),
        ("point", PROSE),
    ]


def test_a_list_of_which_nothing_was_chosen_says_nothing() -> None:
    for unchosen in (drop_down(""), control("dropDownList", run("Choose an item."), "<w:showingPlcHdr/>")):
        content = word_file(paragraph(ASKED) + paragraph(unchosen) + paragraph(PROSE))
        assert "answer" not in dict(told(content))


def test_own_words_in_a_combo_box_are_a_point() -> None:
    content = word_file(paragraph(ASKED) + paragraph(control("comboBox", run(PROSE))))
    assert told(content) == [("point", PROSE)]
