"""The team's pages: notes, what is to be quoted, points that were assigned, and progress by person."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.builders import person
from tests.web.test_audit import save
from tests.web.test_audit_blind import draw
from tests.web.visitor import Visitor, text_of

HOSTILE = '<img src=x onerror="alert(1)"> & {{ 7 * 7 }}'


def sent_by(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the first form that is sent there."""
    form = page.split(f'action="{action}"')[1].split("</form>")[0]
    hidden = re.findall(r'type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', form)
    return {name: unescape(value) for name, value in hidden if name != "token"}


def note(visitor: Visitor, page: str, words: str, place: int = 0) -> str:
    """Write a note by the link of this number on a page; the page that comes then."""
    link = [unescape(one) for one in re.findall(r'href="([^"]*[?&;]note=[^"]*)"', page)][place]
    opened = visitor.client.get(link).text
    return visitor.post("/points/note", {**sent_by(opened, "/points/note"), "words": words}).text


def test_a_note_is_written_and_read_wherever_its_point_is_shown(reader: Visitor) -> None:
    page = note(reader, reader.get("/points", find="budget"), f"Ask them. {HOSTILE}")
    assert "Ask them. <img" in text_of(page).replace("&lt;", "<")
    (placed,) = reader.app_context.store.notes().values()
    (written,) = placed
    assert (written.who, written.words) == ("Sam Brook", f"Ask them. {HOSTILE}")
    document = written.point.document
    for path in (reader.get("/response", document=document), reader.get("/points", document=document)):
        assert "Ask them." in path
        assert "<img src=x" not in path
    at = written.point._asdict()
    assert "Ask them." in reader.get("/audit/assisted", **at)


def test_a_note_on_a_whole_response_is_changed_and_removed(reader: Visitor) -> None:
    page = note(reader, reader.get("/response", document="letter.txt"), "Angry.")
    changed = note(reader, page, "Not so angry.")
    assert "Not so angry." in changed
    assert "Angry." not in changed.replace("Not so angry.", "")
    assert "Not so" not in note(reader, changed, "")
    assert "Wrote a note on" not in text_of(reader.get("/history"))


def test_nobody_changes_anothers_note(reader: Visitor) -> None:
    page = note(reader, reader.get("/response", document="letter.txt"), "Angry.")
    form = sent_by(reader.client.get(unescape(re.findall(r'href="([^"]*change=[^"]*)"', page)[0])).text, "/points/note")
    other = Visitor(reader.app_context.workspace.root, "Bo Field")
    assert "change=" not in other.get("/response", document="letter.txt")
    assert "somebody else wrote it" in other.post("/points/note", {**form, "words": "Mine."}, status=404).text


def test_notes_of_others_are_hidden_from_a_blind_audit_and_own_ones_are_not(reader: Visitor) -> None:
    (point,) = draw(reader, ("letter.txt", "2"))
    other = Visitor(reader.app_context.workspace.root, "Bo Field")
    at = point._asdict()
    place = {name: str(value) for name, value in at.items()}
    other.post("/points/note", {**place, "words": "Surely funding.", "back": "/"})
    reader.post("/points/note", {**place, "words": "My own thought.", "back": "/"})
    for page in (
        reader.get("/audit/blind", **at),
        reader.get("/response", document="letter.txt"),
        reader.get("/points", document="letter.txt"),
    ):
        assert "Surely funding." not in page
        assert "My own thought." in page


def test_who_reads_anothers_note_is_not_asked_for_a_second_opinion(reader: Visitor) -> None:
    other = Visitor(reader.app_context.workspace.root, "Bo Field")
    page = other.get("/audit/assisted")
    save(other, page, "funding")
    (coding,) = [one for one in reader.app_context.store.codings() if one.coder.id == "bo field"]
    other.post("/points/note", {**{k: str(v) for k, v in coding.point._asdict().items()}, "words": "X.", "back": "/"})
    snapshot = reader.services.snapshots.get()
    assert coding.point not in snapshot.blinding.seen_by(person("sam brook"))
    reader.get("/response", document=coding.point.document)
    assert coding.point in reader.services.snapshots.get().blinding.seen_by(person("sam brook"))


def test_a_point_is_marked_to_be_quoted_and_unmarked_where_it_is_shown(reader: Visitor) -> None:
    page = reader.get("/points", find="budget")
    form = sent_by(page, "/points/quote")
    marked = reader.post("/points/quote", form)
    assert "find=budget" in str(marked.url)
    assert 'aria-pressed="true"' in marked.text
    assert "Yes, always" in reader.get("/response", document=form["document"], at=f"{form['start']}-{form['end']}")
    assert "Marked a point to be quoted" in text_of(reader.get("/history"))
    unmarked = reader.post("/points/quote", sent_by(marked.text, "/points/quote")).text
    assert 'aria-pressed="true"' not in unmarked


def test_points_are_assigned_resumed_and_reassigned(reader: Visitor) -> None:
    assert "No points have been assigned yet" in text_of(reader.get("/assignments"))
    page = reader.get("/points")
    assert "Assign these points" in text_of(page)
    address = "/assignments/new?find="
    asked = reader.get("/assignments/new")
    assert "points found" in text_of(asked)
    assert "Enter the name" in text_of(reader.post(address, {"names": "", "name": "All"}, status=400).text)
    refused = reader.post(
        address, {"names": "Kim Lee", "name": "Half", "most": "a few", "coded": "yes"}, status=400
    ).text
    assert "Enter a number, such as 100, instead of “a few”" in text_of(refused)
    assert {'value="Half"' in refused, 'value="a few"' in refused, "Kim Lee</textarea>" in refused} == {True}
    given = reader.post(address, {"names": f"Sam Brook\n{HOSTILE}", "name": HOSTILE}).text
    assert "<img src=x" not in given
    assert "has been assigned" in text_of(given)
    first = reader.get("/audit/assigned")
    assert "Assigned to you" in text_of(first)
    after = save(reader, first, "funding", kind="assigned")
    assert "1 of" in text_of(after)
    overview = reader.get("/")
    assert "Progress by person" in text_of(overview)
    assert "<img src=x" not in overview
    moved = reader.post(
        "/assignments/move", {"batch": " ".join(HOSTILE.split()), "from": HOSTILE, "names": "Sam Brook"}
    ).text
    assert "Nothing" in text_of(moved) or "Sam Brook" in text_of(moved)
    (batch,) = reader.services.snapshots.get().assignments.values()
    assert {one.coder for one in batch} == {"Sam Brook"}


@pytest.mark.parametrize("query", ["cell=x", "cell=99-99", "theme=none", "theme=funding&cell=1-1", "cell=1-1"])
def test_the_map_is_drawn_whatever_is_asked(reader: Visitor, query: str) -> None:
    page = reader.client.get(f"/map?{query}")
    assert page.status_code == 200
    assert "<svg" in page.text


def test_the_map_tells_nothing_of_what_a_blind_audit_hides(reader: Visitor) -> None:
    labels = [(point.document, point.label) for point in reader.services.snapshots.get().corpus.points if point.label]
    draw(reader, *labels)
    drawn = reader.get("/map", theme="funding")
    assert "0 points that Funding may have missed" in text_of(drawn)
    assert not re.search(r"[1-9]\d* with Funding", drawn)


def test_a_page_without_points_says_so(beginner: Visitor) -> None:
    assert "There are no points yet" in text_of(beginner.get("/map"))
    assert "There are no points yet" in text_of(beginner.get("/assignments/new"))


def test_the_navigation_holds_every_section(reader: Visitor) -> None:
    told = reader.get("/").split('id="main-navigation"')[1]
    for name in ("Codebook", "Settings", "History", "Personal data"):
        assert f">{name}<" in told
