"""Who sent each response is changed in a table, or pasted from a spreadsheet, as one change."""

from __future__ import annotations

import re
from html import unescape

from analysis.model import ActivityKind, Publish, Respondent
from analysis.workspace import load_consultation
from tests.web.visitor import Visitor, text_of

TABLE = "/responses/table"


def fields(page: str) -> dict[str, str]:
    """What the table's form would send if nothing were changed in it."""
    table = page.split("<table")[1].split("</table>")[0]
    sent = {name: unescape(value) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', table)}
    for name, options in re.findall(r'(?s)<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', table):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        sent[name] = (chosen[1] or chosen[2]) if chosen else ""
    return sent


def respondent(visitor: Visitor, document: str) -> Respondent:
    response = visitor.services.snapshots.get().find_response(document)
    assert response is not None
    return response.respondent


def row(sent: dict[str, str], document: str) -> str:
    """The number of a document's row."""
    return next(name for name, value in sent.items() if value == document).removeprefix("document-")


def test_several_are_changed_at_once_and_the_others_stay_as_they_are(reader: Visitor) -> None:
    sent = fields(reader.get(TABLE))
    letter, notes = row(sent, "letter.txt"), row(sent, "notes.md")
    page = reader.post(TABLE, {**sent, f"name-{letter}": "Ann Archer", f"type-{notes}": "council"}).text
    assert "2 responses changed." in text_of(page)
    assert respondent(reader, "letter.txt") == Respondent("Ann Archer", None, Publish.ANONYMOUS)
    assert respondent(reader, "notes.md").type == "council"
    kinds = [deed.kind for deed in reader.app_context.store.deeds(10)]
    assert kinds.count(ActivityKind.DESCRIBED) == 2
    unchanged = reader.post(TABLE, fields(reader.get(TABLE))).text
    assert "changed." not in text_of(unchanged)


def test_pasted_rows_are_shown_before_they_are_saved(reader: Visitor) -> None:
    sent = fields(reader.get(TABLE))
    pasted = "Response\tRespondent\tConsent\nletter.txt\tThe Archers\tyes\nR2\t\tNo\n"
    page = reader.post(TABLE, {**sent, "paste": pasted}).text
    assert respondent(reader, "letter.txt").name is None, "nothing is saved yet"
    shown = fields(page)
    assert shown[f"name-{row(shown, 'letter.txt')}"] == "The Archers"
    assert len([name for name in shown if name.startswith("document-")]) == 2
    reader.post(TABLE, shown)
    assert respondent(reader, "letter.txt") == Respondent("The Archers", None, Publish.YES)
    assert respondent(reader, "notes.md").publish is Publish.NO


def test_what_is_wrong_in_pasted_rows_is_told_at_the_field(reader: Visitor) -> None:
    sent = fields(reader.get(TABLE))
    page = reader.post(TABLE, {**sent, "paste": "nobody.txt,Ann\nletter.txt,Ann,,perhaps"}, status=400).text
    assert 'href="#paste">Row 1: there is no response “nobody.txt”' in page
    assert "Row 2: “perhaps” is not an answer about publication; write yes, anonymous or no" in text_of(page)
    assert "nobody.txt,Ann" in page


def test_a_type_that_is_none_of_the_consultations_is_refused_and_nothing_is_saved(reader: Visitor) -> None:
    sent = fields(reader.get(TABLE))
    letter = row(sent, "letter.txt")
    page = reader.post(TABLE, {**sent, f"name-{letter}": "Ann", f"type-{letter}": "king"}, status=400).text
    assert "found king" in text_of(page)
    assert respondent(reader, "letter.txt").name is None


def test_what_somebody_else_changed_meanwhile_is_not_written_over(reader: Visitor) -> None:
    sent = fields(reader.get(TABLE))
    letter = row(sent, "letter.txt")
    reader.post(TABLE, {**sent, f"name-{letter}": "Ann"})
    page = reader.post(TABLE, {**sent, f"name-{letter}": "Bo"}, status=400).text
    assert "Who sent letter.txt has been changed since this page was opened." in text_of(page)
    assert respondent(reader, "letter.txt").name == "Ann"


def test_a_type_that_is_pasted_and_not_known_is_added_where_it_is_needed(reader: Visitor) -> None:
    consultation = reader.app_context.workspace.consultation
    known = load_consultation(consultation).respondent_types
    pasted = "Response\tType\tConsent\nletter.txt\tWard councillor\tyes\n"
    page = reader.post(TABLE, {**fields(reader.get(TABLE)), "paste": pasted}).text
    assert "This is not among the types of respondent of this consultation yet" in text_of(page)
    assert "Add “Ward councillor”" in text_of(page)
    page = reader.post(TABLE, {**fields(page), "add-type": "Ward councillor"}).text
    assert "“Ward councillor” has been added to the types of respondent." in text_of(page)
    assert load_consultation(consultation).respondent_types == (*known, "Ward councillor")
    reader.post(TABLE, fields(page))
    assert respondent(reader, "letter.txt") == Respondent(None, "Ward councillor", Publish.YES)
    page = reader.post(TABLE, {**fields(reader.get(TABLE)), "add": "yes", "new-type": "ward Councillor"}).text
    assert load_consultation(consultation).respondent_types == (*known, "Ward councillor"), "it is there already"


def test_a_new_type_is_given_on_the_page_of_a_response(reader: Visitor) -> None:
    base = {"base-name": "", "base-type": "", "base-publish": "anonymous", "back": "/response?document=letter.txt"}
    sent = {"document": "letter.txt", "name": "", "type": "", "publish": "anonymous", **base}
    reader.post("/responses/describe", {**sent, "new-type": "parish clerk"})
    assert respondent(reader, "letter.txt").type == "parish clerk"
    assert "parish clerk" in load_consultation(reader.app_context.workspace.consultation).respondent_types
