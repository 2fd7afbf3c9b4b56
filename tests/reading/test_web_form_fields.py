"""Web forms that were saved with what somebody typed into them."""

from __future__ import annotations

import pytest

from analysis.model import BlockKind, Document, Respondent
from analysis.reading import read
from tests.reading.cases import case
from tests.reading.table.reading import segments

LORRIES = "Lorries already stop by the old bank before eight, so put the bay there."
STOP = "Keep the bus stop at the cross because of its shelter."


def document(content: bytes, name: str = "form.html") -> Document:
    (found,) = read(content if b"<body" in content else b"<!DOCTYPE html><body>" + content, name)
    assert isinstance(found, Document)
    return found


def said(found: Document) -> list[tuple[str, str]]:
    return [(kind, words) for kind, words, _ in segments(found) if kind in ("question", "answer", "point")]


def test_a_saved_form() -> None:
    assert [one for one in segments(document(*case("26"))) if one[0] in ("point", "answer")] == [
        ("point", LORRIES, "Q1"),
        ("point", STOP, "Q2"),
        ("answer", "Agree", "Q3"),
    ]


BOXES = {
    "around": "<label><input type=radio name=a> Agree</label><label><input type=radio name=a checked> Disagree</label>",
    "by id, before": "<label for=x>Agree</label><input type=radio id=x><label for=y>Disagree</label>"
    "<input type=radio id=y checked>",
    "by id, behind": "<input type=radio id=x><label for=x>Agree</label><input type=radio id=y checked>"
    "<label for=y>Disagree</label>",
    "around, by id": "<label for=x><input type=radio id=x>Agree</label><label for=y><input type=radio id=y checked>"
    "Disagree</label>",
    "beside": "<input type=radio name=a> Agree <input type=radio name=a checked> Disagree",
    "list": "<select><option value=''>Choose<option>Agree<option selected>Disagree</select>",
}


@pytest.mark.parametrize("kind", BOXES)
@pytest.mark.parametrize("question", ["<label>Do you agree?</label>", "<p>Do you agree?</p>", "<h2>Do you agree?</h2>"])
def test_a_ticked_box_is_an_answer_and_an_unticked_one_is_none(kind: str, question: str) -> None:
    found = document(
        f"<form>{question}<div>{BOXES[kind]}</div><p>Why?</p><textarea>{LORRIES}</textarea></form>".encode()
    )
    assert said(found) == [
        ("question", "Do you agree?"),
        ("answer", "Disagree"),
        ("question", "Why?"),
        ("point", LORRIES),
    ]


def test_a_form_in_a_table_with_the_respondents_details() -> None:
    rows = {
        "Your name": "<input value='Hazel Thorne'>",
        "Email": "<input type=email value='hazel@example.org'>",
        "Postcode": "<input value='OB2 4QT'>",
        "What would you change?": f"<textarea>{LORRIES}\n\n{STOP}</textarea>",
        "Anything else?": "<textarea></textarea>",
    }
    table = "".join(f"<tr><td>{asked}</td><td>{field}</td></tr>" for asked, field in rows.items())
    found = document(f"<nav><a>Home</a></nav><form><table>{table}</table><button>Send</button></form>".encode())
    assert said(found)[:3] == [("question", "What would you change?"), ("point", LORRIES), ("point", STOP)]
    assert found.respondent == Respondent("Hazel Thorne")
    assert {"hazel@example.org", "OB2 4QT", "Hazel Thorne"} == {omitted.text for omitted in found.omitted}


def test_a_search_box_makes_no_form_of_a_page() -> None:
    found = document(f"<form><label>Search</label><input value='loading bay'></form><p>{LORRIES}</p>".encode())
    assert BlockKind.QUESTION not in {block.kind for block in found.blocks}


def test_a_field_that_nobody_filled_is_still_the_forms() -> None:
    filled = f"<label for=a>Why?</label><textarea id=a>{LORRIES}</textarea>"
    page = f"<form>{filled}<p>Anything else?</p><textarea></textarea></form>"
    assert said(document(page.encode())) == [("question", "Why?"), ("point", LORRIES), ("question", "Anything else?")]


def test_choices_that_a_page_draws_itself() -> None:
    boxes = [f"<div role=radio aria-checked={on} data-value=x></div><span>{t}</span>"
             for t, on in (("Yes", "false"), ("No", "true"))]  # fmt: skip
    drawn = "".join(f"<label>{box}</label>" for box in boxes)
    page = (
        f"<form><div role=heading aria-level=3>Should it go?</div><div role=radiogroup>{drawn}</div>"
        f"<div role=heading aria-level=3>Why is that?</div><textarea>{STOP}</textarea>"
        "<div role=button>Submit</div><p>Never submit passwords through forms of ours.</p></form>"
    )
    assert said(document(page.encode())) == [
        *[("question", "Should it go?"), ("answer", "No"), ("question", "Why is that?"), ("point", STOP)],
    ]
