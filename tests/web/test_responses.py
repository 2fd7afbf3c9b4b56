"""The list of responses, one of them whole, who sent it, and its points changed by hand."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html import unescape

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.app.ingest.respondent_edits import with_row
from analysis.model import ActivityKind, Publish, Respondent, SegmentKind
from analysis.workspace import load_consultation
from tests.app.ingest.test_tables import SURVEY
from tests.builders import make_coding, make_workspace, person, published
from tests.web.visitor import Visitor, text_of


def points(visitor: Visitor, document: str = "letter.txt") -> list[tuple[str, str]]:
    response = visitor.services.snapshots.get().find_response(document)
    assert response is not None
    return [(point.label, response.text_of(point)) for point in response.points]


def place(visitor: Visitor, number: int, document: str = "letter.txt") -> dict[str, str]:
    """The hidden fields of a form about a point."""
    response = visitor.services.snapshots.get().find_response(document)
    assert response is not None
    point = list(response.points)[number]
    return {"document": document, "start": str(point.start), "end": str(point.end)}


def sent_by(page: str) -> dict[str, str]:
    """What the form about a respondent would send."""
    form = page[page.index('action="/responses/describe"') :].partition("</form>")[0]
    typed = re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', form)
    chosen = {
        name: (re.findall(r'<option(?: value="([^"]*)")? selected>([^<]*)<', options) or [("", "")])[0]
        for name, options in re.findall(r'(?s)<select[^>]* name="([^"]+)">(.*?)</select>', form)
    }
    return {name: unescape(value) for name, value in typed if name != "token"} | {
        name: unescape(value or words) for name, (value, words) in chosen.items()
    }


def who_form(visitor: Visitor, document: str) -> dict[str, str]:
    """What the form on a response's page would send."""
    return sent_by(visitor.get("/response", document=document))


def describe(
    visitor: Visitor, document: str, back: str = "/responses", status: int = 200, **typed: str
) -> httpx.Response:
    """Say who sent a response, as on its page; one that is not there is sent from another's."""
    shown = document if visitor.services.snapshots.get().find_response(document) else "letter.txt"
    fields = {**who_form(visitor, shown), "document": document, "back": back, **typed}
    return visitor.post("/responses/describe", fields, status=status)


def test_the_list_shows_every_response_and_finds_some(reader: Visitor) -> None:
    assert "3 responses" in text_of(reader.get("/responses"))
    found = text_of(reader.get("/responses", find="PAGE web"))
    assert "1 of 3 responses" in found
    assert "letter.txt" not in found
    told = text_of(reader.get("/responses", publish="no"))
    assert "0 of 3 responses" in told
    assert "No response matches. Remove a filter and try again, or clear the filters" in told


def test_the_list_goes_on_over_several_pages(tmp_path) -> None:  # type: ignore[no-untyped-def]
    files = {f"letter {n:03}.txt": f"1. Point number {n} of this letter is here.\n" for n in range(60)}
    visitor = Visitor(make_workspace(tmp_path / "w", files))
    second = visitor.get("/responses", page=2)
    assert "page 2 of 2" in text_of(second)
    assert "R60" in second
    assert 'href="/responses?page=1"' in second
    assert "page 2 of 2" in text_of(visitor.get("/responses", page=99))


def test_a_response_is_shown_whole_with_its_authors_numbers_and_its_themes(reader: Visitor) -> None:
    page = reader.get("/response", document="letter.txt")
    told = text_of(page)
    for label, words in points(reader):
        assert f'aria-label="Point R1.{label} ({label})"' in page
        assert "".join(words.split()) in "".join(told.split())
    assert re.search(r"Funding (sure|likely|in doubt)", told)
    assert not re.search(r"0\.\d", told), "how sure the machine is stands in words"
    assert "To the borough council" in told


def test_every_character_of_a_response_that_is_no_gap_or_number_is_on_its_page(reader: Visitor) -> None:
    for document in ("letter.txt", "notes.md", "web/page.html"):
        response = reader.services.snapshots.get().find_response(document)
        assert response is not None
        told = "".join(text_of(reader.get("/response", document=document)).split())
        for segment in response.segmentation.segments:
            if segment.kind not in (SegmentKind.GAP, SegmentKind.LABEL):
                words = response.document.text[segment.start : segment.end]
                assert "".join(words.replace("#", "").split()) in told


def test_a_persons_coding_is_what_the_margin_shows(reader: Visitor) -> None:
    response = reader.services.snapshots.get().find_response("letter.txt")
    assert response is not None
    point = list(response.points)[2]
    from dataclasses import replace

    from analysis.text import fingerprint

    coding = make_coding(point.key, ["access"], by=person("ann"))
    version = load_consultation(reader.app_context.workspace.consultation).codebook.version
    reader.app_context.store.append(
        [replace(coding, text_sha256=fingerprint(response.text_of(point)), codebook=version)]
    )
    page = reader.get("/response", document="letter.txt")
    section = page[page.index(f'id="p{point.start}"') :]
    assert "Access" in section[: section.index("</section>")]
    assert "Coded by a person" in section


def test_points_are_joined_and_the_record_says_who_did_it(reader: Visitor) -> None:
    page = reader.post("/response/join", place(reader, 0)).text
    assert "The two points have been joined." in page
    assert [label for label, _ in points(reader)] == ["1", "3"]
    (made,) = reader.app_context.store.redivisions()
    assert made.coder.name == "Sam Brook"


def test_a_point_is_divided_where_its_sentences_begin(tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = "1. The first thing is money. The second thing is buses. A third is time.\n2. Nothing else.\n"
    visitor = Visitor(make_workspace(tmp_path / "w", {"a.txt": text}))
    fields = place(visitor, 0, "a.txt")
    page = visitor.get("/response", document="a.txt", at=f"{fields['start']}-{fields['end']}")
    cuts = re.findall(r'name="cut" value="(\d+)"', page)
    assert len(cuts) == 2
    visitor.post("/response/divide", {**fields, "cut": cuts})
    assert points(visitor, "a.txt") == [
        ("1", "The first thing is money."),
        ("1 (2)", "The second thing is buses."),
        ("1 (3)", "A third is time."),
        ("2", "Nothing else."),
    ]


def test_a_point_gets_another_number_and_a_greeting_becomes_a_point(reader: Visitor) -> None:
    reader.post("/response/relabel", {**place(reader, 1), "label": " 2a "})
    response = reader.services.snapshots.get().find_response("letter.txt")
    assert response is not None
    first = next(s for s in response.segmentation.segments if s.kind not in (SegmentKind.GAP, SegmentKind.POINT))
    fields = {"document": "letter.txt", "start": str(first.start), "end": str(first.end), "kind": "point"}
    reader.post("/response/recast", fields)
    assert [label for label, _ in points(reader)] == ["¶1", "1", "2a", "3"]


def test_what_cannot_be_done_is_told_and_changes_nothing(reader: Visitor) -> None:
    stale = place(reader, 0)
    reader.post("/response/join", stale)
    for path, fields in {
        "/response/join": {},
        "/response/divide": {"cut": "1"},
        "/response/relabel": {"label": "9"},
        "/response/recast": {"kind": "heading"},
    }.items():
        page = reader.post(path, {**stale, **fields}, status=409).text
        assert "is no longer there" in text_of(page)
        assert "segmentation" not in page
        assert 'href="/response?document=letter.txt">Go to the response as it is now' in page
    asked = text_of(reader.post("/response/join", {"document": "letter.txt"}, status=400).text)
    assert "Enter a number, such as 100" in asked
    assert len(reader.app_context.store.redivisions()) == 1


@pytest.mark.parametrize(
    ("path", "fields", "field", "told"),
    [
        ("divide", {}, "cut", "Select each sentence with which a new point begins."),
        ("relabel", {"label": " "}, "label", "A point needs a label."),
        ("recast", {"kind": "excluded"}, "reason", "Words are only excluded for a reason."),
    ],
)
def test_what_is_missing_in_a_change_is_told_at_its_field(
    reader: Visitor, path: str, fields: dict[str, str], field: str, told: str
) -> None:
    reader.post("/response/join", place(reader, 0))  # a point of two sentences
    page = reader.post(f"/response/{path}", {**place(reader, 0), **fields}, status=400).text
    assert f'<a href="#{field}">{told}' in page
    assert f'id="{field}"' in page
    assert f'aria-describedby="{field}-error"' in page
    assert "Save what it is" in text_of(page), "the response is there, and its point is open"
    assert len(reader.app_context.store.redivisions()) == 1, "that which joined them"
    if path == "recast":
        assert '<option value="excluded" selected>' in page


def test_a_response_that_is_not_there_is_told(reader: Visitor) -> None:
    assert "this response no longer exists" in text_of(
        reader.get("/response", status=404, document="../consultation.toml")
    )
    reader.get("/response/original", status=404, document="../consultation.toml")


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://127.0.0.1:8000/points?theme=funding&page=2", "/points?theme=funding&amp;page=2"),
        ("http://127.0.0.1:8000/response?document=x", "/"),
        ("http://127.0.0.1:8000//elsewhere.example", "/"),
        ("https://elsewhere.example/points", "/"),
        ("", "/"),
    ],
)
def test_a_page_of_an_error_leads_back_to_where_somebody_came_from(
    reader: Visitor, came_from: str, leads_to: str
) -> None:
    page = reader.client.get("/response", params={"document": "x"}, headers={"referer": came_from}).text
    assert f'<a class="govuk-link" href="{leads_to}">Go ' in page


def test_a_file_is_only_ever_given_out_to_be_saved(reader: Visitor) -> None:
    answer = reader.client.get("/response/original", params={"document": "web/page.html"})
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.content == (reader.app_context.workspace.responses / "web/page.html").read_bytes()


# Who sent it ----------------------------------------------------------------------------------------------------------


def test_who_sent_a_response_is_noted_in_respondents_csv(reader: Visitor) -> None:
    fields = {"name": "Friends, of the “library”", "type": "charity", "publish": "yes"}
    page = describe(reader, "web/page.html", "/response?document=web%2Fpage.html", **fields).text
    assert "The respondent’s details are saved." in page
    known = reader.services.snapshots.get().corpus.known
    assert known == {"web/page.html": Respondent("Friends, of the “library”", "charity", Publish.YES)}
    describe(reader, "web/page.html", **{**fields, "name": "The friends"})
    assert reader.app_context.workspace.respondents.read_text(encoding="utf-8").count("web/page.html") == 1


def test_a_stale_page_does_not_loosen_consent(reader: Visitor) -> None:
    stale = who_form(reader, "letter.txt")
    describe(reader, "letter.txt", publish="no")
    refused = reader.post("/responses/describe", {**stale, "name": "Jo Reed"}, status=409).text
    assert "Nothing was saved yet" in text_of(refused)
    assert "May it be published? No, only counted Without the name" in text_of(refused)
    known = reader.services.snapshots.get().corpus.known
    assert known == {"letter.txt": Respondent(None, None, Publish.NO)}
    both = sent_by(refused)
    assert (both["name"], both["publish"]) == ("Jo Reed", "no"), "what was changed is kept, all else is as it is now"
    reader.post("/responses/describe", both)
    assert reader.services.snapshots.get().corpus.known == {"letter.txt": Respondent("Jo Reed", None, Publish.NO)}


def test_a_form_that_is_sent_twice_is_done_once(reader: Visitor) -> None:
    fields = {**who_form(reader, "letter.txt"), "name": "Jo Reed"}
    for _ in range(2):
        reader.post("/responses/describe", fields)
    assert sum(deed.kind is ActivityKind.DESCRIBED for deed in reader.app_context.store.deeds(9)) == 1


def test_a_form_that_does_not_say_what_was_there_is_refused(reader: Visitor) -> None:
    fields = {"document": "letter.txt", "name": "A", "type": "", "publish": "yes", "back": "/responses"}
    assert "Reload the page" in text_of(reader.post("/responses/describe", fields, status=400).text)


def test_what_a_table_says_of_a_respondent_is_not_written_over_where_nobody_changed_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    visitor = Visitor(make_workspace(tmp_path / "w", {"survey.csv": SURVEY}))
    before = visitor.services.snapshots.get().find_response("survey.csv#ANON-2")
    assert before is not None
    assert before.respondent.type == "charity"
    describe(visitor, "survey.csv#ANON-2", name="The Archers of Ambridge")
    after = visitor.services.snapshots.get().find_response("survey.csv#ANON-2")
    assert after is not None
    assert after.respondent == replace(before.respondent, name="The Archers of Ambridge")


def test_what_cannot_be_said_of_a_respondent_is_refused(reader: Visitor) -> None:
    assert "respondent_types" in text_of(describe(reader, "letter.txt", status=409, type="wizard").text)
    describe(reader, "letter.txt", status=400, publish="perhaps")
    assert "this response no longer exists" in text_of(describe(reader, "no.txt", status=404, name="A").text)
    assert not reader.app_context.workspace.respondents.exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", "file,respondent,type,publish\nb.txt,B,,no\n"),
        (b"file;publish\na.txt;yes\n", "file;publish;respondent;type\na.txt;yes\nb.txt;no;B;\n"),
        (b"publish,file,type,respondent\r\nyes,a.txt,,A\r\n", None),
        (
            "file,respondent,type,publish\na.txt,Zoë,,\n".encode("cp1252"),
            "file,respondent,type,publish\na.txt,Zoë,,\nb.txt,B,,no\n",
        ),
    ],
)
def test_a_row_is_added_as_the_file_writes_its_rows(before: bytes, after: str | None) -> None:
    found = with_row(before, {"file": "b.txt", "respondent": "B", "type": "", "publish": "no"}).decode()
    assert found == after if after else found.endswith("yes,a.txt,,A\nno,b.txt,,B\n")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1), max_size=3))
def test_a_row_reads_back_as_it_was_written_and_so_do_the_others(names: list[str]) -> None:
    content = b""
    for n, name in enumerate(names):
        content = with_row(content, {"file": f"{n}.txt", "respondent": name, "type": "", "publish": "no"})
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))[1:]
    assert [row[:2] for row in rows] == [[f"{n}.txt", name] for n, name in enumerate(names)]


@pytest.mark.parametrize("query", [{"page": "x"}, {"page": "-1"}, {"page": "9" * 30}, {"publish": "perhaps"}])
def test_an_address_that_nobody_meant_is_no_fault_of_ours(reader: Visitor, query: dict[str, str]) -> None:
    assert reader.client.get("/responses", params=query).status_code in (200, 400)
    for at in ("x", "1-", "99999999999999999999-3", "5-2"):
        assert reader.client.get("/response", params={"document": "letter.txt", "at": at}).status_code == 200


def test_consent_that_is_withdrawn_counts_in_the_next_report(reader: Visitor) -> None:
    assert "forty years" in published(reader.app_context.workspace.root)
    describe(reader, "letter.txt", publish="no")
    reader.post("/report/make")
    reader.settle()
    assert "forty years" not in published(reader.app_context.workspace.root)
