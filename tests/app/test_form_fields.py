"""A form's labels about the respondent are known by their words and believed by what stands about them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.app.form_fields import Layout, form_fields, label_role
from analysis.model import BlockKind, ColumnRole, Document
from analysis.reading.plain import blocks_of
from analysis.splitting.forms.tick_boxes import has_boxes

ARGUMENT = "The ferry should keep running in winter because the islanders have no other way to reach the hospital."


def document(text: str) -> Document:
    return Document("form.txt", text, tuple(blocks_of(text)), (), "text/plain", None)


def fields(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((one.label, one.values) for group in form_fields(document(text)) for one in group.fields)


def test_a_label_is_known_by_the_rule_that_columns_have() -> None:
    known = {
        "Full name": ColumnRole.RESPONDENT,
        "Name of organisation (if you are responding for one)": ColumnRole.RESPONDENT,
        "2. What is your email address?": ColumnRole.DETAILS,
        "Are you responding as an individual or on behalf of an organisation?": ColumnRole.TYPE,
        "May we publish your response?": ColumnRole.PUBLISH,
        "Nachname": ColumnRole.RESPONDENT,
        "Enw’r sefydliad": ColumnRole.RESPONDENT,
        "Enw / Name": ColumnRole.RESPONDENT,
    }
    assert {label: label_role(label) for label in known} == known


def test_what_names_something_else_is_no_label_of_the_respondent() -> None:
    others = (
        "Name of the scheme",
        "Name of site",
        "Author",
        "Witness name",
        "Organisation of services is poor",
        "School",
    )
    assert {label: label_role(label) for label in others} == dict.fromkeys(others)


@pytest.mark.parametrize(
    ("form", "layout"),
    [
        ("Name: Ngaio Strathblane\nEmail: n@x.example", Layout.BESIDE),
        ("Name ____Ngaio Strathblane____ Date ____\nEmail ____", Layout.BESIDE),
        ("Name\tNgaio Strathblane\nEmail\tn@x.example", Layout.BESIDE),
        ("Enw / Name\tNgaio Strathblane\nE-bost / Email\tn@x.example", Layout.BESIDE),
        ("Name\tEmail\nNgaio Strathblane\tn@x.example", Layout.BESIDE),
        ("Your name: Ngaio Strathblane Organisation: Email: n@x.example", Layout.BESIDE),
        ("1. What is your name?\nNgaio Strathblane\n\n2. What is your email address?\nn@x.example", Layout.BELOW),
        ("Name\nNgaio Strathblane\nOrganisation\nTelephone", Layout.BELOW),
    ],
)
def test_what_is_typed_stands_beside_below_or_behind(form: str, layout: Layout) -> None:
    (group,) = form_fields(document(form))
    assert (group.fields[0].values, group.fields[0].layout) == (("Ngaio Strathblane",), layout)


def test_only_what_is_ticked_is_an_answer() -> None:
    form = "Name: Ann\nAre you responding as:\n☐ Individual\n☒ Organisation\nMay we publish your response? ☐ Yes ☐ No"
    assert [values for _, values in fields(form)] == [("Ann",), ("Organisation",), ()]


def test_a_list_of_options_without_boxes_tells_nothing() -> None:
    form = "Name: Ann\nAre you responding as:\nIndividual\nOrganisation\nMay we publish your response?\nYes\nNo"
    assert list(filter(None, (values for _, values in fields(form)))) == [("Ann",)]


def test_a_type_may_be_called_as_a_label_is() -> None:
    form = (
        "What is your name?\nAnn\n\nAre you responding as an individual or an organisation?\nOrganisation\n\nEmail:\n"
    )
    assert [values for _, values in fields(form)] == [("Ann",), ("Organisation",), ()]


def test_a_label_left_empty_is_not_answered_by_what_stands_below_the_form() -> None:
    for form in (
        f"Name:\nEmail:\nOrganisation:\n\nYour views\n{ARGUMENT}",
        f"Name ____\nEmail ____\n\nTransport\n{ARGUMENT}",
    ):
        assert [values for _, values in fields(form)] == [() for _ in fields(form)], form


@pytest.mark.parametrize(
    "text",
    [
        f"Name: The Kittiwake\nReason: it nests on the quay.\nColour: blue\n\n{ARGUMENT}",
        f"{ARGUMENT}\n\nName: Kelpness Quay\nAddress: Quay Street\n\n{ARGUMENT}",
        f"Present\nName\tOrganisation\nRos Penhale\tHarbour Office\nDai Loomis\tStraits Line\n\n{ARGUMENT}",
        f"> Name: Bryony Locke\n> Organisation: none\n\n{ARGUMENT}",
    ],
)
def test_names_of_other_things_and_people_are_no_fields(text: str) -> None:
    assert not any(values for _, values in fields(text))


LINES = st.lists(
    st.sampled_from(
        f"""Name: Ann Lee|Name|Email: a@x.example|Organisation:\tKelp Trust|Are you responding as:|☒ Individual
|☐ Organisation|May we publish your response? Yes|{ARGUMENT}||Your views|A\tB|Surname\tEmail|> Name: B""".split("|")
    ),
    max_size=14,
)


@given(LINES)
def test_fields_stand_in_order_and_apart_and_hold_what_is_in_the_text(chosen: list[str]) -> None:
    text = "\n".join(chosen)
    last = 0
    for group in form_fields(document(text)):
        for one in group.fields:
            assert last <= one.start <= one.end <= len(text)
            last = one.end
            for value in one.values:
                assert value in " ".join(text.split())
            assert one.layout is not Layout.BOXES or has_boxes(text, one.start, one.end)


def test_ticks_of_a_saved_page_are_its_blocks() -> None:
    text = "May we publish your response?\nYes\nNo"
    kinds = (BlockKind.QUESTION, BlockKind.FURNITURE, BlockKind.ANSWER)
    lines = blocks_of("\n\n".join(text.split("\n")))
    starts = [text.index(line) for line in text.split("\n")]
    blocks = tuple(
        type(lines[0])(kind, start, start + len(line))
        for kind, start, line in zip(kinds, starts, text.split("\n"), strict=True)
    )
    (group,) = form_fields(Document("page.html", text, blocks, (), "text/html", None))
    assert group.fields[0].values == ("No",)
