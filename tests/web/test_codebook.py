"""The codebook's pages: each change shown with what it does, saved into consultation.toml, and refused where stale."""

from __future__ import annotations

import json
import re
import threading
import tomllib
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.app.coding.codebook_edit import Act, Change, Draft, changed
from analysis.classifying import feature_space
from analysis.errors import ConsultationError
from analysis.model import Codebook, Theme
from analysis.web.background_jobs import CODING
from analysis.web.features.codebook.codebook_words import WEIGHING
from analysis.workspace import load_consultation
from analysis.workspace.consultation_edits import edited
from tests.builders import CONSULTATION, ROOT, make_coding, make_workspace, person
from tests.patience import PATIENCE
from tests.web.test_audit import human
from tests.web.test_responses import describe
from tests.web.visitor import Visitor, text_of

COMMENTED = CONSULTATION.replace(
    '[[theme]]\nkey = "access"', '# What follows is about reaching the place.\n[[theme]]\nkey = "access"'
) + ("\n# ---- tables: nothing yet ----\n")


def file_of(visitor: Visitor) -> Path:
    return visitor.app_context.workspace.consultation


def fields(page: str) -> dict[str, str]:
    """What the form of a page would send."""
    form = page[page.index('id="form"') :]
    told = {
        name: unescape(value)
        for name, value in re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form)
        if name != "token"
    }
    told |= {
        name: unescape(value)
        for name, value in re.findall(r'(?s)<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', form)
    }
    return told


def propose(visitor: Visitor, act: str, keys: tuple[str, ...] = (), status: int = 200, **typed: str):  # type: ignore[no-untyped-def]
    """Fill in a form and send it; what comes is the page that says what it does."""
    page = visitor.client.get("/codebook/form", params={"act": act, "keys": list(keys)}).text
    sent = {**fields(page), **{name.replace("_", "-"): value for name, value in typed.items()}}
    answer = visitor.post("/codebook/form", {**sent, "keys": list(keys)}, status=status)
    visitor.settle()
    return visitor.client.get(answer.url) if status == 200 else answer


def save(visitor: Visitor, shown, status: int = 200) -> str:  # type: ignore[no-untyped-def]
    page = str(visitor.post(f"{shown.url.path}/save", status=status).text)
    visitor.settle()  # the points are coded with it
    return page


def code_by_hand(visitor: Visitor, number: int, *themes: str) -> None:
    response = visitor.services.snapshots.get().find_response("letter.txt")
    assert response is not None
    app = visitor.app_context
    book = load_consultation(app.workspace.consultation).codebook
    app.store.know_codebook(book, app.clock())
    key = list(response.points)[number].key
    app.store.append([replace(make_coding(key, themes, by=person("ann")), codebook=book.version)])


def test_the_list_shows_every_theme_with_its_figures(reader: Visitor) -> None:
    told = text_of(reader.get("/codebook"))
    assert "2 themes" in told
    for theme in load_consultation(reader.app_context.workspace.consultation).codebook.themes:
        assert theme.name in told
        assert theme.definition in text_of(reader.get(f"/codebook/theme/{theme.key}"))
    assert "Funding: 3 respondents" in " ".join(told.split())


def test_a_theme_is_added_and_all_else_in_the_file_stays(reader: Visitor) -> None:
    before = file_of(reader).read_text(encoding="utf-8")
    shown = propose(reader, "add", name_0="Staff", definition_0="Who works there.", keywords_0="staff, volunteers")
    assert "Staff is new" in text_of(shown.text)
    assert file_of(reader).read_text(encoding="utf-8") == before, "nothing is saved before it is seen"
    assert "The codebook has been changed" in text_of(save(reader, shown))
    after = file_of(reader).read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    added = load_consultation(file_of(reader)).codebook.themes[-1]
    assert added == Theme("staff", "Staff", "Who works there.", keywords=("staff", "volunteers"))
    kept = reader.app_context.workspace.state / "former"
    assert [one.read_text(encoding="utf-8") for one in kept.glob("*.toml")] == [before]
    (change,) = [json.loads(one.read_bytes()) for one in kept.glob("*.json")]
    assert (change["saved by"], change["change"]["act"]) == ("Sam Brook", "add")


def test_another_definition_says_whose_codings_need_another_look(reader: Visitor) -> None:
    """So does each that found the theme; one that did not, where the machine does not either, keeps its answer."""
    for number, themes in enumerate((["funding"], ["funding"], [])):
        code_by_hand(reader, number, *themes)
    shown = propose(reader, "edit", ("funding",), definition_0="Money, and what it does not buy.")
    told = text_of(shown.text)
    assert "Funding has a new meaning (definition)" in told
    assert "2 codings by people need to be checked again, at 2 points" in told
    assert told.count("2 codings by people") == 1
    assert "No other coding by people is touched. None is lost." in told
    save(reader, shown)
    found = reader.get("/points", stand="stale")
    assert re.search(r"2 points of 1 respondent", text_of(found))
    form = found.split('action="/points/recode"')[1].split("</form>")[0]
    still_right = dict(re.findall(r'name="(\w+)"\s+value="([^"]*)"', form))
    assert "Still right" in form
    reader.post("/points/recode", {name: unescape(said) for name, said in still_right.items() if name != "token"})
    (coded, again) = [one for one in human(reader) if one.point.start == int(still_right["start"])]
    assert (again.themes, again.codebook != coded.codebook) == (coded.themes, True)
    assert re.search(r"1 point of 1 respondent", text_of(reader.get("/points", stand="stale")))
    assert "Confirmed 1 decision after the codebook was changed" in text_of(reader.get("/history"))


def test_what_needed_another_look_before_is_told_apart_from_what_does_because_of_a_change(reader: Visitor) -> None:
    code_by_hand(reader, 0, "funding")
    save(reader, propose(reader, "edit", ("funding",), definition_0="Money, and what it does not buy."))
    told = text_of(propose(reader, "edit", ("access",), keywords_0="budget, cuts, money").text)
    assert "0 need to be checked again because of this; 1 with those that needed it before. None is lost." in told


def test_other_keywords_ask_nobody_and_move_figures(reader: Visitor) -> None:
    code_by_hand(reader, 0, "funding")
    told = text_of(propose(reader, "edit", ("access",), keywords_0="budget, cuts, money").text)
    assert "different keywords" in told
    assert "0 need to be checked again" in told
    assert re.search(r"The figures of \d+ themes? would change", told)


def test_another_look_is_told_once_of_a_theme_with_another_meaning_and_other_keywords(reader: Visitor) -> None:
    code_by_hand(reader, 0, "funding")
    told = text_of(propose(reader, "edit", ("funding",), definition_0="Money alone.", keywords_0="money").text)
    assert told.count("1 coding by people needs to be checked again, at 1 point") == 1
    assert "but no coding by people needs to be checked again because of that. No other" in told


def test_a_new_key_and_a_merger_are_recorded_and_codings_follow(reader: Visitor) -> None:
    code_by_hand(reader, 1, "access")
    save(reader, propose(reader, "edit", ("access",), key_0="reach"))
    assert load_consultation(file_of(reader)).codebook.themes[1].was == ("access",)
    shown = propose(reader, "merge", ("funding", "reach"), name_0="All", key_0="all")
    assert "become All ; their codings are kept" in text_of(shown.text)
    save(reader, shown)
    (theme,) = load_consultation(file_of(reader)).codebook.themes
    assert theme.was == ("funding", "reach", "access")
    assert "cuts" in theme.keywords
    assert "wheelchair" in theme.keywords
    assert re.search(r"1 point of 1 respondent", text_of(reader.get("/points", theme="all", coder="human")))


def test_a_theme_is_split_into_parts_of_their_own(reader: Visitor) -> None:
    code_by_hand(reader, 0, "funding")
    parts = {"name_0": "Cuts", "name_1": "Fees"}
    shown = propose(reader, "split", ("funding",), **parts)
    assert "Funding becomes Cuts and Fees" in text_of(shown.text)
    assert "1 coding by people needs to be checked again" in text_of(shown.text)
    save(reader, shown)
    themes = load_consultation(file_of(reader)).codebook.themes
    assert [(theme.key, theme.was) for theme in themes] == [
        ("cuts", ("funding",)),
        ("fees", ("funding",)),
        ("access", ()),
    ]


def test_a_split_may_have_more_parts_and_none_has_the_key_of_the_whole(reader: Visitor) -> None:
    page = reader.client.get("/codebook/form", params={"act": "split", "keys": "funding"}).text
    more = reader.post("/codebook/form", {**fields(page), "more": "1"}).text
    assert "Part 3" in more
    refused = propose(reader, "split", ("funding",), status=400, name_0="A", key_0="funding", name_1="B")
    assert "is the key of the theme that is split" in text_of(refused.text)


def test_a_retired_theme_goes_and_what_is_part_of_it_stays(tmp_path: Path) -> None:
    part = '\n[[theme]]\nkey = "ramp"\nname = "Ramp"\ndefinition = "Ramps."\nparent = "access"\n'
    visitor = Visitor(make_workspace(tmp_path / "w", {"a.txt": "1. The bus.\n"}, CONSULTATION + part))
    shown = propose(visitor, "retire", ("access",))
    assert "Access is no longer counted" in text_of(shown.text)
    save(visitor, shown)
    themes = load_consultation(file_of(visitor)).codebook.themes
    assert [(theme.key, theme.parent) for theme in themes] == [("funding", None), ("ramp", None)]


def test_a_stale_base_is_refused_and_nothing_written_is_lost(reader: Visitor) -> None:
    page = reader.client.get("/codebook/form", params={"act": "edit", "keys": "funding"}).text
    typed = {**fields(page), "definition-0": "What I thought about for an hour."}
    file_of(reader).write_text(CONSULTATION.replace("budgets, cuts", "pounds, cuts"), encoding="utf-8")
    refused = reader.post("/codebook/form", typed, status=400).text
    assert "Someone has changed consultation.toml since you started. Nothing was saved" in text_of(refused)
    assert "What I thought about for an hour." in refused
    assert "pounds, cuts" in refused
    accepted = reader.post("/codebook/form", {**fields(refused)})
    assert accepted.url.path.startswith("/codebook/change/")


def test_what_was_changed_between_showing_and_saving_is_not_overwritten(reader: Visitor) -> None:
    shown = propose(reader, "edit", ("funding",), name_0="Money")
    other = CONSULTATION.replace("Library opening hours", "Library hours")
    file_of(reader).write_text(other, encoding="utf-8")
    assert "cannot be saved as it is" in text_of(reader.client.get(shown.url).text)
    assert "Someone has changed consultation.toml" in text_of(save(reader, shown, status=400))
    assert file_of(reader).read_text(encoding="utf-8") == other


def test_saving_twice_says_that_it_is_saved(reader: Visitor) -> None:
    shown = propose(reader, "edit", ("funding",), name_0="Money")
    save(reader, shown)
    assert "The codebook has been changed" in text_of(save(reader, shown))
    assert load_consultation(file_of(reader)).codebook.themes[0].name == "Money"


def test_going_back_to_a_change_that_is_saved_says_so(reader: Visitor) -> None:
    shown = propose(reader, "edit", ("funding",), name_0="Money")
    save(reader, shown)
    id = shown.url.path.rpartition("/")[2]
    for page in (
        reader.get(shown.url.path),
        reader.get("/codebook/form", proposal=id),
        reader.post(f"{shown.url.path}/drop").text,
    ):
        assert "Change saved Sam Brook saved this change of the codebook on" in text_of(page)
        assert 'href="/codebook">Go to' in page
    for odd in ("*", "nothing", "0" * 16):
        assert "saved or cancelled" in text_of(reader.get(f"/codebook/change/{odd}", status=404))


def test_saving_themes_codes_the_points_with_nothing_else_to_do(reader: Visitor) -> None:
    shown = propose(reader, "add", name_0="Staff", definition_0="Who works there.", keywords_0="wheelchair")
    save(reader, shown)
    told = text_of(reader.get("/codebook"))
    assert "Code the points" not in told
    assert "not coded yet" not in told
    assert re.search(r"Staff: [1-9]", told), "it has figures"


def test_while_the_points_are_coded_pages_say_so_and_offer_no_button_for_it(reader: Visitor) -> None:
    go_on = threading.Event()
    reader.services.jobs.start(CODING, lambda _: go_on.wait(PATIENCE), "/themes", "Sam", holds_workspace=False)
    for path in ("/codebook", "/themes", "/points"):
        page = reader.get(path)
        assert "The points are being coded with the themes as they are now" in text_of(page)
        assert "everypoint-refresh" in page
    reader.post("/response/out", {"document": "letter.txt", "why": "sent twice", "back": "/responses"})
    reader.post("/response/back", {"document": "letter.txt"})
    go_on.set()


def test_before_any_figure_is_counted_no_page_speaks_of_earlier_ones(visitor: Visitor) -> None:
    go_on = threading.Event()
    visitor.services.jobs.start(CODING, lambda _: go_on.wait(PATIENCE), "/themes", "Sam", holds_workspace=False)
    for path in ("/codebook", "/themes", "/points"):
        told = text_of(visitor.get(path))
        assert "This page shows the figures as soon as they are counted." in told, path
        assert "figures below are from before" not in told, path
    go_on.set()


def test_a_change_that_was_saved_is_listed_with_its_difference_and_put_back(tmp_path: Path) -> None:
    reader = Visitor(make_workspace(tmp_path / "w"))
    before = load_consultation(file_of(reader)).codebook
    assert "Nothing has been changed here yet" in text_of(reader.get("/codebook/history"))
    save(reader, propose(reader, "edit", ("funding",), definition_0="What it costs."))
    save(reader, propose(reader, "merge", ("funding", "access"), name_0="All", key_0="all", definition_0="All."))
    told = text_of(reader.get("/codebook/history"))
    assert "become All ; their codings are kept" in told
    assert f"definition: {before.themes[0].definition} What it costs." in told
    assert "by Sam Brook" in told
    first = re.findall(r'name="id"\s+value="([^"]+)"', reader.get("/codebook/history"))[-1]
    page = reader.post("/codebook/history", {"id": first})
    reader.settle()
    shown = reader.client.get(page.url)
    assert "Put back an earlier codebook" in text_of(shown.text)
    assert load_consultation(file_of(reader)).codebook != before, "nothing is saved before it is seen"
    save(reader, shown)
    assert load_consultation(file_of(reader)).codebook == before
    assert "already like that" in text_of(reader.post("/codebook/history", {"id": first}, status=400).text)
    reader.post("/codebook/history", {"id": "../consultation"}, status=404)
    assert reader.get("/codebook/history").count("Put&nbsp;back") == 3, "putting back is a change, too"


def test_a_change_can_be_given_up(reader: Visitor) -> None:
    before = file_of(reader).read_bytes()
    shown = propose(reader, "edit", ("funding",), name_0="Money")
    reader.post(f"{shown.url.path}/drop")
    assert file_of(reader).read_bytes() == before
    assert reader.client.get(shown.url).status_code == 404


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name_0": "", "definition_0": "x"}, "name", "Enter the name"),
        ({"name_0": "Staff"}, "definition", "Enter the definition"),
        ({"name_0": "Funding", "definition_0": "x"}, "name", "Another theme is called “Funding” already"),
        (
            {"name_0": "Staff", "key_0": "funding", "definition_0": "x"},
            "key",
            "The theme “Funding” has the key “funding”",
        ),
        ({"name_0": "Staff", "key_0": "Bad Key!", "definition_0": "x"}, "key", "hyphens, such as “bad-key”"),
    ],
)
def test_what_is_wrong_in_a_form_is_told_at_its_field(
    reader: Visitor, typed: dict[str, str], field: str, said: str
) -> None:
    page = propose(reader, "add", status=400, **typed).text
    assert re.search(rf'<a href="#{field}-0">[^<]*{said[:20]}', page)
    assert said in text_of(page[page.index(f'id="{field}-0-error"') :])
    assert "[[theme]]" not in page


def test_a_key_that_codings_bear_and_a_circle_of_parents_are_told(tmp_path: Path) -> None:
    part = '\n[[theme]]\nkey = "ramp"\nname = "Ramp"\ndefinition = "Ramps."\nparent = "access"\nwas = ["slope"]\n'
    visitor = Visitor(make_workspace(tmp_path / "w", {"a.txt": "1. The bus.\n"}, CONSULTATION + part))
    told = propose(visitor, "add", status=400, name_0="Slope", key_0="slope", definition_0="x").text
    assert "is an earlier key of the theme “Ramp”" in text_of(told)
    page = visitor.client.get("/codebook/form", params={"act": "edit", "keys": "access"}).text
    sent = {**fields(page), "keys": "access", "parent-0": "ramp"}
    assert "part of this one itself" in text_of(visitor.post("/codebook/form", sent, status=400).text)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Café & crêpes", "cafe-crepes"),
        ("財政", "theme-3"),
        ("Доступ", "theme-3"),
        ("FUNDING!", "funding-2"),
        ("…", "theme-3"),
    ],
)
def test_a_name_in_any_script_gets_a_key(reader: Visitor, name: str, key: str) -> None:
    shown = propose(reader, "add", name_0=name, definition_0="Something else.")
    save(reader, shown)
    assert load_consultation(file_of(reader)).codebook.keys[-1] == key


def test_the_only_theme_is_not_retired(tmp_path: Path) -> None:
    one = CONSULTATION.partition('[[theme]]\nkey = "access"')[0]
    visitor = Visitor(make_workspace(tmp_path / "w", {"a.txt": "1. The bus.\n"}, one))
    assert "the only theme of the codebook" in text_of(propose(visitor, "retire", ("funding",), status=400).text)


def test_an_address_or_form_that_names_no_theme_is_no_fault_of_ours(reader: Visitor) -> None:
    base = fields(reader.client.get("/codebook/form", params={"act": "add"}).text)
    for act in ("edit", "split", "retire"):
        assert reader.client.get("/codebook/form", params={"act": act}).url.path == "/codebook"
        assert (
            reader.client.get("/codebook/form", params={"act": act, "keys": ["funding", "access"]}).status_code == 200
        )
        reader.post("/codebook/form", {**base, "act": act}, status=400)
    reader.post("/codebook/form", {**base, "act": "merge", "keys": ["funding", "funding"]}, status=400)
    reader.post("/codebook/form", {"act": "add", "base": base["base"]}, status=400)
    first = reader.get("/codebook/form", act="merge", keys="funding")
    assert "Which themes do you want to merge?" in first
    assert "There is a problem" not in first, "nobody has chosen yet"
    refused = reader.get("/codebook/form", status=400, act="merge", chosen="yes", keys="funding")
    assert 'aria-describedby="form-hint form-error"' in refused
    assert "Select at least two themes to merge" in text_of(refused)


def test_what_only_reads_lets_people_change_things_meanwhile(reader: Visitor) -> None:
    go_on, reached = threading.Event(), threading.Event()

    def work(_: object) -> None:
        reached.set()
        go_on.wait(PATIENCE)

    for holds, status in ((False, 200), (True, 409)):
        reached.clear(), go_on.clear()
        reader.services.jobs.start(WEIGHING, work, f"/{holds}", "Sam", holds_workspace=holds)
        assert reached.wait(PATIENCE)
        describe(reader, "letter.txt", status=status, name=f"Jo {holds}")
        go_on.set()
        reader.settle()
    assert reader.services.snapshots.get().corpus.known["letter.txt"].name == "Jo False"
    job = reader.services.jobs.last(propose(reader, "edit", ("funding",), name_0="Money").url.path)
    assert job is not None
    assert not job.holds


def test_a_form_that_changes_nothing_says_so(reader: Visitor) -> None:
    assert "Nothing is changed yet" in text_of(propose(reader, "edit", ("funding",), status=400).text)


PLACES = ("north", "south", "east", "west", "old", "new", "high", "low")
REFUSED = ("new", "high", "low")


def dogs(root: Path, consultation: str = CONSULTATION) -> Visitor:
    """Return a visitor of a workspace in which eight people speak of dogs, three of whom may not be quoted."""
    files = {
        f"{place}.txt": f"1. Stray dogs foul the grass of the {place} branch on market days, for the dogs run free.\n\n"
        f"2. The budget of the {place} branch has been cut.\n"
        for place in PLACES
    }
    refused = "file,respondent,type,publish\n" + "".join(f"{place}.txt,,,no\n" for place in REFUSED)
    return Visitor(make_workspace(root, files, consultation, respondents=refused))


def looked(visitor: Visitor, size: str = "") -> str:
    visitor.post("/codebook/proposals", {"size": size})
    visitor.settle()
    return visitor.get("/codebook/proposals")


def ids(page: str) -> list[str]:
    return re.findall(r'name="keep" value="([0-9a-f]{16})"', page)


def test_proposals_are_found_and_those_that_are_chosen_become_themes(tmp_path: Path) -> None:
    visitor = dogs(tmp_path / "w")
    assert "Propose themes" in text_of(visitor.get("/codebook/proposals"))
    page = looked(visitor)
    assert "dogs" in text_of(page)
    assert any(f"{place} branch" in text_of(page) for place in REFUSED), (
        "whoever works here reads what may not be published"
    )
    chosen = ids(page)[0]
    sent = {"keep": chosen, f"name-{chosen}": "Dogs", f"into-{chosen}": ""}
    shown = visitor.post("/codebook/proposals/accept", sent)
    visitor.settle()
    assert "Dogs is new" in text_of(visitor.get(shown.url.path))
    save(visitor, shown)
    theme = load_consultation(file_of(visitor)).codebook.themes[-1]
    assert (theme.key, theme.name) == ("dogs", "Dogs")
    assert any("market days" in example for example in theme.examples)
    refused = [example for example in theme.examples if any(f"{place} branch" in example for place in REFUSED)]
    assert not refused, "what may not be published is no example"
    assert "The codebook has changed since" in text_of(visitor.get("/codebook/proposals"))


def test_several_are_taken_merged_and_renamed_at_once_where_there_was_no_theme(tmp_path: Path) -> None:
    visitor = dogs(tmp_path / "w", CONSULTATION.partition("[[theme]]")[0])
    page = looked(visitor, "8")
    first, second, *others = ids(page)
    names = {f"name-{id}": f"Theme {n}" for n, id in enumerate((first, second, *others))}
    shown = visitor.post(
        "/codebook/proposals/accept", {"keep": [first, second, *others], **names, f"into-{second}": first}
    )
    visitor.settle()
    assert f"Theme {len(others) + 1 if others else 0} is new" in text_of(visitor.get(shown.url.path))
    save(visitor, shown)
    themes = load_consultation(file_of(visitor)).codebook.themes
    assert len(themes) == 1 + len(others)
    assert "Theme 1" not in [theme.name for theme in themes]


def test_what_is_wrong_in_a_choice_is_said_and_what_was_written_stays(tmp_path: Path) -> None:
    visitor = dogs(tmp_path / "w")
    assert "Enter a number from 1 to 100" in text_of(
        visitor.post("/codebook/proposals", {"size": "many"}, status=400).text
    )
    chosen = ids(looked(visitor))[0]
    assert "Choose one proposal or more" in text_of(visitor.post("/codebook/proposals/accept", {}, status=400).text)
    unnamed = visitor.post("/codebook/proposals/accept", {"keep": chosen, f"name-{chosen}": " "}, status=400).text
    assert "Enter a name" in text_of(unnamed)
    taken = {"keep": chosen, f"name-{chosen}": load_consultation(file_of(visitor)).codebook.themes[0].name}
    again = visitor.post("/codebook/proposals/accept", taken, status=400).text
    assert "is called" in text_of(again)
    assert f'value="{chosen}" checked' in again
    gone = visitor.post("/codebook/proposals/accept", {"keep": "0" * 16}, status=404)
    assert "These proposals are no longer there" in text_of(gone.text)


# The file -------------------------------------------------------------------------------------------------------------


def pairs(content: str) -> list[tuple[str, Theme]]:
    raw = tomllib.loads(content)["theme"]
    return [(one["key"], Theme(**{k: tuple(v) if isinstance(v, list) else v for k, v in one.items()})) for one in raw]


def rewritten(content: str, themes: list[tuple[str, Theme]], tmp_path: Path) -> tuple[str, Codebook]:
    written = edited(content.encode(), themes, "consultation.toml")
    (tmp_path / "consultation.toml").write_bytes(written)
    return written.decode(), load_consultation(tmp_path / "consultation.toml").codebook


@pytest.mark.parametrize("path", ["responses/consultation.toml", "templates/workspace/consultation.toml"])
def test_the_files_that_we_ship_stay_byte_for_byte_where_nothing_changes(path: str) -> None:
    content = (ROOT / path).read_bytes()
    themes = load_consultation(ROOT / path).codebook.themes
    assert edited(content, [(theme.key, theme) for theme in themes], "x") == content


def test_comments_stay_with_what_they_stand_above(tmp_path: Path) -> None:
    funding, access = pairs(COMMENTED)
    text, _ = rewritten(COMMENTED, [funding, access, ("", Theme("new", "New", "New."))], tmp_path)
    assert text.index('key = "new"') < text.index("# ---- tables")
    text, _ = rewritten(COMMENTED, [funding], tmp_path)
    assert "# What follows" in text
    assert "# ---- tables" in text
    text, _ = rewritten(COMMENTED, [access], tmp_path)
    assert "# What follows" in text
    text, _ = rewritten(COMMENTED, [("", Theme("new", "New", "New.")), access], tmp_path)
    assert text.index('key = "new"') < text.index("# What follows") < text.index('key = "access"')


def test_windows_line_ends_and_the_mark_of_utf_8_stay() -> None:
    content = b"\xef\xbb\xbf" + COMMENTED.replace("\n", "\r\n").encode()
    written = edited(content, [*pairs(COMMENTED), ("", Theme("new", "New", "New."))], "x")
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\n") == written.count(b"\r\n")


def test_a_file_whose_themes_cannot_be_found_is_left_alone() -> None:
    with pytest.raises(ConsultationError, match="change it in an editor"):
        edited(b'theme = [{key = "a", name = "A", definition = "A"}]\n', [], "consultation.toml")


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")) | st.just(" "), min_size=1, max_size=200).map(
    lambda text: " ".join(text.split())
)
TEXT = WORDS.filter(bool)
LIST = st.lists(TEXT, max_size=4).map(tuple)
THEMES = st.builds(
    Theme, st.just("t"), TEXT, TEXT, include=LIST, exclude=LIST, keywords=LIST, examples=LIST, was=st.just(())
)


@given(THEMES, st.integers(0, 2))
def test_any_theme_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, theme: Theme, at: int) -> None:
    folder = tmp_path_factory.getbasetemp()
    themes = pairs(COMMENTED)
    themes.insert(at, ("", theme))
    text, found = rewritten(COMMENTED, themes, folder)
    assert found.themes == tuple(each for _, each in themes)
    assert "# What follows" in text
    over = [(key, replace(theme, key=key, name=f"{theme.name} {key}")) for key, _ in pairs(COMMENTED)]
    assert rewritten(COMMENTED, over, folder)[1].themes == tuple(each for _, each in over)


def test_a_theme_that_goes_takes_its_place_among_the_parents_along() -> None:
    wide, part = Theme("wide", "Wide", "Wide."), Theme("part", "Part", "Part.", parent="wide")
    now = Codebook((wide, part))
    renamed = Change(Act.EDIT, ("wide",), (replace(Draft.of(wide), key="broad"),), "")
    assert [theme.parent for _, theme in changed(now, renamed)] == [None, "broad"]


def test_what_the_texts_teach_is_learned_once_for_all_previews(
    reader: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[int] = []
    views = feature_space.views_of
    monkeypatch.setattr(feature_space, "views_of", lambda texts: (learned.append(len(texts)), views(texts))[1])
    shown = [propose(reader, "edit", ("funding",), keywords_0=f"money, {word}") for word in ("cuts", "costs")]
    assert all("has different keywords" in text_of(page.text) for page in shown)
    assert learned == [7]
