"""Tables inside archives and e-mails, workbooks of several sheets, and lists of respondents that somebody uploads."""

from __future__ import annotations

import re

import pytest

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.ingest.upload_batches import UploadState
from analysis.model import ColumnRole, Publish, Respondent
from analysis.workspace import load_consultation
from tests.app.ingest.test_refusals import mail, zipped
from tests.app.ingest.test_tables import SURVEY
from tests.builders import LETTER, NOTES
from tests.reading.table.exports import workbook
from tests.web.test_upload import fields_of, names, the_batch, upload
from tests.web.visitor import Visitor, text_of

MEMBERS = "Name,Joined,Fee\nAnn Archer,2001,20\nBob Baker,2002,20\n"


def columns_of(visitor: Visitor) -> str:
    return f"/upload/{the_batch(visitor).id}/1/columns"


@pytest.mark.parametrize(
    ("name", "content", "table"),
    [
        ("all.zip", zipped(**{"letter.txt": LETTER.encode(), "survey.csv": SURVEY.encode()}), "all.zip#survey.csv"),
        ("deep.zip", zipped(**{"in.zip": zipped(**{"a/s.csv": SURVEY.encode()})}), "deep.zip#in.zip#a/s.csv"),
        ("post.eml", mail(("survey.csv", SURVEY.encode())), "post.eml#survey.csv"),
    ],
)
def test_a_table_in_another_file_waits_until_its_columns_are_confirmed(
    beginner: Visitor, name: str, content: bytes, table: str
) -> None:
    told = text_of(upload(beginner, (name, content)))
    assert f"There is 1 table in it: {table.partition('#')[2]}" in told
    assert not names(beginner)
    page = beginner.get(columns_of(beginner))
    assert table.partition("#")[2] in text_of(page)
    beginner.post(columns_of(beginner), {**fields_of(page), "role-0-7": "leave_out"})
    beginner.settle()
    assert the_batch(beginner).items[0].state is UploadState.IN
    assert {f"{table}#ANON-{n}" for n in "123"} <= names(beginner)
    response = beginner.services.snapshots.get().find_response(f"{table}#ANON-3")
    assert response.respondent.publish is Publish.ANONYMOUS, "the column that said no is left out"
    (mapping,) = load_consultation(beginner.app_context.workspace.consultation).tables
    assert mapping.file == table
    assert publish.report(beginner.app_context).path.is_file()


def test_of_two_tables_in_an_archive_each_is_asked_about_and_one_may_hold_no_responses(beginner: Visitor) -> None:
    packed = zipped(**{"members.csv": MEMBERS.encode(), "survey.csv": SURVEY.encode(), "letter.txt": LETTER.encode()})
    told = text_of(upload(beginner, ("all.zip", packed)))
    assert "There are 2 tables in it: members.csv , survey.csv" in told
    fields = fields_of(beginner.get(columns_of(beginner)))
    assert {field.split("-")[1] for field in fields} == {"0", "1"}
    beginner.post(columns_of(beginner), {**fields, "none": "0"})
    beginner.settle()
    assert names(beginner) == {"all.zip#letter.txt", *(f"all.zip#survey.csv#ANON-{n}" for n in "123")}
    members, _ = load_consultation(beginner.app_context.workspace.consultation).tables
    assert dict(members.columns) == {ColumnRole.LEAVE_OUT: ("Name", "Joined", "Fee")}
    assert verify_workspace.check(beginner.app_context)


def test_what_somebody_said_of_an_archives_table_is_not_asked_again(beginner: Visitor) -> None:
    packed = zipped(**{"survey.csv": SURVEY.encode()})
    upload(beginner, ("all.zip", packed))
    beginner.post(columns_of(beginner), fields_of(beginner.get(columns_of(beginner))))
    beginner.settle()
    assert "The same file was already included" in text_of(upload(beginner, ("all.zip", packed)))
    assert len(load_consultation(beginner.app_context.workspace.consultation).tables) == 1


def test_every_sheet_of_a_workbook_is_asked_about(beginner: Visitor) -> None:
    rows = [["Response ID", "Please explain"], *([str(n), f"I like plan {n} since it is fair."] for n in range(9))]
    upload(beginner, ("two.xlsx", workbook({"May": rows, "June": rows})))
    fields = fields_of(beginner.get(columns_of(beginner)))
    assert {field.split("-")[1] for field in fields} == {"0", "1"}


# Lists of respondents -------------------------------------------------------------------------------------------------

LIST = "file,respondent,type,publish\nletter.txt,Ann Archer,resident,yes\nnotes.md,Bob Baker,charity,no\n"


def send_list(visitor: Visitor, rows: str, name: str = "respondents.csv") -> str:
    upload(visitor, (name, rows.encode()))
    return f"/upload/{the_batch(visitor).id}/1/respondents"


@pytest.fixture
def received(beginner: Visitor) -> Visitor:
    """Two letters are in."""
    upload(beginner, ("letter.txt", LETTER.encode()), ("notes.md", NOTES.encode()))
    return beginner


@pytest.mark.parametrize("name", ["respondents.csv", "Respondents.CSV"])
def test_a_list_of_respondents_is_no_table_of_responses_and_is_taken_as_what_it_is(
    received: Visitor, name: str
) -> None:
    before = received.app_context.workspace.consultation.read_bytes()
    address = send_list(received, LIST, name)
    assert "It has the name of the workspace’s list of respondents." in text_of(received.get(address[:-14]))
    told = text_of(received.post(address).text)
    assert "Added – 2 rows were added to the list of respondents." in told
    response = received.services.snapshots.get().find_response("notes.md")
    assert response.respondent == Respondent("Bob Baker", "charity", Publish.NO)
    assert received.app_context.workspace.consultation.read_bytes() == before
    assert names(received) == {"letter.txt", "notes.md"}


def test_what_is_said_already_is_replaced_only_where_that_is_asked_for(received: Visitor) -> None:
    received.post(send_list(received, LIST))
    other = LIST.replace("Bob Baker,charity,no", "Bob Baker,charity,yes")
    address = send_list(received, other)
    path = received.app_context.workspace.respondents
    before = path.read_bytes()
    page = received.post(address, status=400).text
    assert "respondents.csv already has different details for notes.md." in text_of(page)
    assert path.read_bytes() == before
    received.post(address, {"replace": "yes"})
    assert path.read_text(encoding="utf-8").count("notes.md") == 1
    response = received.services.snapshots.get().find_response("notes.md")
    assert response.respondent.publish is Publish.YES


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("file,respondent\nlettre.txt,Ann\n", "lettre.txt is not in responses/; did you mean letter.txt?"),
        ("file,type\nletter.txt,wizard\n", "expected one of the respondent_types"),
        ("name,says\nAnn,yes\n", "expected the columns file, respondent, type, publish"),
        ("file,respondent\n", "it has no rows"),
    ],
)
def test_mistakes_in_a_list_are_named_and_nothing_is_changed(received: Visitor, rows: str, problem: str) -> None:
    address = send_list(received, rows)
    page = received.post(address, status=400).text
    assert problem in text_of(page)
    assert 'href="#list-1"' in page
    assert not received.app_context.workspace.respondents.exists()
    assert the_batch(received).items[0].state is UploadState.REFUSED


# Asked again ----------------------------------------------------------------------------------------------------------


def confirm_survey(visitor: Visitor, rows: str = SURVEY, **said: str) -> None:
    upload(visitor, ("survey.csv", rows.encode()))
    answer_columns(visitor, **said)


def answer_columns(visitor: Visitor, **said: str) -> None:
    address = columns_of(visitor)
    fields = {**fields_of(visitor.get(address)), **{name.replace("_", "-"): value for name, value in said.items()}}
    visitor.post(address, fields)
    visitor.settle()


def consents_of(page: str) -> dict[str, dict[str, str]]:
    """What a page says of each answer about consent, by the end of its fields' names: answer, reading, meaning."""
    found: dict[str, dict[str, str]] = {}
    for kind, place, value in re.findall(r'name="(says|read)-([\d-]+)" value="([^"]*)"', page):
        found.setdefault(place, {})[kind] = value
    selects = re.findall(r'name="means-([\d-]+)">(.*?)</select>', page, re.DOTALL)
    for place, options in selects:
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[place]["means"] = chosen[1] if chosen else ""
    return found


def consent_fields(page: str, **meant: str) -> dict[str, str]:
    """The fields of a page as they stand, with what answers mean instead, each called by its words."""
    said = {f"{kind}-{place}": value for place, one in consents_of(page).items() for kind, value in one.items()}
    chosen = {f"means-{place}": meant[one["says"]] for place, one in consents_of(page).items() if one["says"] in meant}
    assert len(chosen) == len(meant)
    return {**fields_of(page), **said, **chosen}


def test_what_each_answer_about_consent_means_is_shown_and_can_be_changed(beginner: Visitor) -> None:
    upload(beginner, ("survey.csv", SURVEY.encode()))
    page = beginner.get(columns_of(beginner))
    asked = {one["says"]: (one["read"], one["means"]) for key, one in consents_of(page).items() if key[:4] == "0-7-"}
    assert asked == {"Yes, with name": ("", ""), "Anonymously": ("anonymous", "anonymous"), "No": ("no", "no")}
    told = text_of(page)
    assert "Yes, with name 1 A response with the answer Yes, with name is not understood: without the name" in told
    assert "Left blank 1 published without the name" in told
    beginner.post(columns_of(beginner), consent_fields(page, **{"Yes, with name": "yes", "Anonymously": "no"}))
    beginner.settle()
    snapshot = beginner.services.snapshots.get()
    publish = [snapshot.response(f"survey.csv#ANON-{number}").respondent.publish for number in (1, 2, 3)]
    assert publish == [Publish.YES, Publish.NO, Publish.NO]
    (mapping,) = load_consultation(beginner.app_context.workspace.consultation).tables
    assert dict(mapping.consent) == {"Yes, with name": Publish.YES, "Anonymously": Publish.NO}, "what is read so is not"


def test_an_answer_of_a_column_that_does_not_ask_for_consent_means_nothing_for_it(beginner: Visitor) -> None:
    upload(beginner, ("survey.csv", SURVEY.encode()))
    page = beginner.get(columns_of(beginner))
    agreed = [place for place, one in consents_of(page).items() if place.startswith("0-5-")]
    assert {consents_of(page)[place]["says"] for place in agreed} == {"Yes", "No"}, "it might ask"
    beginner.post(columns_of(beginner), {**consent_fields(page), **{f"means-{place}": "no" for place in agreed}})
    beginner.settle()
    (mapping,) = load_consultation(beginner.app_context.workspace.consultation).tables
    assert mapping.consent == ()


def test_an_answer_that_means_one_thing_in_one_column_and_another_in_another_stays(beginner: Visitor) -> None:
    header, first, *_ = SURVEY.splitlines()
    row = first.replace('"Yes, with name"', "Yes")
    table = f"{header},Keep my response confidential?\n{row},Yes\n"
    upload(beginner, ("survey.csv", table.encode()))
    page = beginner.get(columns_of(beginner))
    assert not [place for place in consents_of(page) if place[:4] in ("0-7-", "0-8-")]
    assert "Yes 1 withheld: counted only" in text_of(page)


RENAMED = SURVEY.replace("Please explain", "Please say why")
ADDED = SURVEY.replace("Response ID,", "Response ID,How did you come here?,").replace(",2024-01-0", ",By bus,2024-01-0")


@pytest.mark.parametrize(("changed", "place"), [(RENAMED, 3), (ADDED, 4)])
def test_a_new_version_with_other_columns_is_asked_about_again(beginner: Visitor, changed: str, place: int) -> None:
    confirm_survey(beginner, role_0_3="details", consent_0="Yes, with name = yes")
    upload(beginner, ("survey.csv", changed.encode()))
    beginner.post(f"/upload/{the_batch(beginner).id}/1/retry", {"replace": "yes"})
    beginner.settle()
    assert the_batch(beginner).items[0].state is UploadState.COLUMNS
    page = beginner.get(columns_of(beginner))
    assert fields_of(page)[f"role-0-{place}"] == "details", "what was said of a column stands"
    (asked,) = (one for one in consents_of(page).values() if one["says"] == "Yes, with name")
    assert asked["means"] == "yes", "and what was said of answers"


def test_a_new_version_with_the_same_columns_is_not(beginner: Visitor) -> None:
    confirm_survey(beginner)
    upload(beginner, ("survey.csv", SURVEY.replace("ANON-1", "ANON-9").encode()))
    beginner.post(f"/upload/{the_batch(beginner).id}/1/retry", {"replace": "yes"})
    beginner.settle()
    assert the_batch(beginner).items[0].state is UploadState.IN


def test_a_wrong_confirmation_is_changed_on_its_page(beginner: Visitor) -> None:
    confirm_survey(beginner, role_0_7="leave_out")
    page = beginner.get("/response", document="survey.csv#ANON-3")
    assert "Change what the columns are" in text_of(page)
    beginner.post("/response/columns", {"source": "survey.csv"})
    assert fields_of(beginner.get(columns_of(beginner)))["role-0-7"] == "leave_out"
    answer_columns(beginner, role_0_7="publish")
    response = beginner.services.snapshots.get().find_response("survey.csv#ANON-3")
    assert response is not None
    assert response.respondent.publish is Publish.NO
    (mapping,) = load_consultation(beginner.app_context.workspace.consultation).tables
    assert dict(mapping.columns)[ColumnRole.PUBLISH] == ("Publish?",)
    assert verify_workspace.check(beginner.app_context)


def test_a_file_that_is_not_in_has_no_columns_to_change(beginner: Visitor) -> None:
    beginner.post("/response/columns", {"source": "other.csv"}, status=404)


def test_what_is_said_of_a_table_that_nobody_sent_is_told_where_columns_are_confirmed(beginner: Visitor) -> None:
    consultation = beginner.app_context.workspace.consultation
    entry = '\n[[table]]\nfile = "servey.csv"\nopen = ["Please explain"]\n'
    consultation.write_text(consultation.read_text(encoding="utf-8") + entry, encoding="utf-8")
    upload(beginner, ("survey.csv", SURVEY.encode()))
    told = text_of(beginner.get(columns_of(beginner)))
    assert 'no file called "servey.csv" is in responses/' in told
    assert 'did you mean "survey.csv"' in told
    assert "servey.csv" in text_of(beginner.get("/"))


WORDED = """Response ID,Are you responding as,Should libraries open on Sundays and who should pay for it?
1,Individual,Yes since it is fair and the council should pay for it.
2,resident,Yes it is good for all of us who work in the week.
3,Retailer,No for the staff need their rest on Sundays as well.
"""
"""A survey that words a question as the consultation does, without its number, and has types of its own."""


def test_a_column_that_repeats_a_question_in_words_is_shown_as_its_answer(beginner: Visitor) -> None:
    (asked,) = (q for q in load_consultation(beginner.app_context.workspace.consultation).questions if q.key == "Q1")
    survey = WORDED.replace("Should libraries open on Sundays and who should pay for it?", f'"{asked.text}"')
    upload(beginner, ("survey.csv", survey.encode()))
    assert fields_of(beginner.get(columns_of(beginner)))["question-0-2"] == "Q1"


EXPLAINED = """Response ID,Do you agree with the proposal?,Please explain your answer
1,Agree,It is fair and the council should pay for it.
2,Disagree,The staff need their rest on Sundays as well.
3,Agree,It is good for all of us who work in the week.
"""


def test_a_column_that_was_asked_as_a_question_of_its_own_is_not_tied_to_the_one_before(beginner: Visitor) -> None:
    consultation = beginner.app_context.workspace.consultation
    asked = '\n[[question]]\nkey = "{}"\ntext = "{}"\n'
    own = asked.format("Q8", "Do you agree with the proposal?") + asked.format("Q9", "Please explain your answer")
    consultation.write_text(consultation.read_text(encoding="utf-8") + own, encoding="utf-8")
    upload(beginner, ("survey.csv", EXPLAINED.encode()))
    fields = fields_of(beginner.get(columns_of(beginner)))
    assert (fields["question-0-1"], fields["question-0-2"]) == ("Q8", "Q9")


def test_columns_that_ask_in_two_what_the_paper_asks_as_one_are_shown_as_its_answers(beginner: Visitor) -> None:
    consultation = beginner.app_context.workspace.consultation
    asked = '\n[[question]]\nkey = "Q8"\ntext = "Do you agree with the proposal? Please explain your answer."\n'
    consultation.write_text(consultation.read_text(encoding="utf-8") + asked, encoding="utf-8")
    upload(beginner, ("survey.csv", EXPLAINED.encode()))
    fields = fields_of(beginner.get(columns_of(beginner)))
    assert (fields["question-0-1"], fields["question-0-2"]) == ("Q8", "Q8")


def test_types_that_the_consultation_does_not_have_are_told_before_they_are_lost(beginner: Visitor) -> None:
    upload(beginner, ("survey.csv", WORDED.encode()))
    told = text_of(beginner.get(columns_of(beginner)))
    assert (
        "The table has types that are not in this consultation’s list. Say what each is. Individual Add “Individual”"
        in told
    )
    assert "are not among" not in told, "it is asked once"


TYPED = """Response ID,Are you responding as,Organisation,Please explain your answer
1,Charity,,The library is fine as it is and should stay open.
2,Individual,,We need longer hours in the evening for workers.
3,Charities,,Please keep the children's room and its staff there.
"""


def test_what_a_table_calls_a_type_is_matched_by_words_and_confirmed(beginner: Visitor) -> None:
    path = beginner.app_context.workspace.consultation
    path.write_text(re.sub(r"(?m)^respondent_types = .*$", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    listed = '[consultation]\nrespondent_types = ["charity or community group", "council"]'
    path.write_text(path.read_text(encoding="utf-8").replace("[consultation]", listed, 1), encoding="utf-8")
    upload(beginner, ("survey.csv", TYPED.encode()))
    page = beginner.get(columns_of(beginner))
    assert "nothing is read from it: Organisation" in text_of(page)
    fields = fields_of(page) | dict(re.findall(r'type="hidden" name="(answer[\w-]+)" value="([^"]*)"', page))
    chosen = {fields[f"answer-0-{n}"]: fields[f"type-0-{n}"] for n in range(3)}
    assert chosen == {
        "Charity": "charity or community group",
        "Individual": "+",
        "Charities": "charity or community group",
    }
    beginner.post(columns_of(beginner), fields)
    beginner.settle()
    types = [response.respondent.type for response in beginner.services.snapshots.get().corpus.responses]
    group = "charity or community group"
    assert types == [group, "Individual", group]
    assert "Individual" in load_consultation(path).respondent_types
    history = text_of(beginner.get("/history"))
    assert "Confirmed the columns of survey.csv" in history
    assert "Changed the settings" not in history, "the type was added with the columns"
