"""Revising: on whole workspaces, what a change of the codebook or of a document does to people's codings."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.leading_figures import leading_figures
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.coding import codebook_diff as diffing
from analysis.app.coding import codebook_edit
from analysis.app.coding.codebook_diff import CodebookDiff
from analysis.app.coding.codebook_edit import Act, Book, Change, Draft, ProposedChange, book, propose, save
from analysis.app.coding.stale_codings import lost_points, stale_points
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.snapshot.taking import take
from analysis.app.views.figures import count
from analysis.auditing import Count
from analysis.errors import ConsultationError, UnreadableError
from analysis.model import Coder, CodingMode, ResolvedCoding
from analysis.text import fingerprint
from analysis.workspace import Workspace
from tests.builders import CONSULTATION, LETTER, NOTES, Clock, make_coding, make_workspace, person

ANNA = person("anna")


def codebook_diff(app: AppContext, against: str = "") -> CodebookDiff:
    return diffing.codebook_diff(app, leading_figures, against)


def weigh(app: AppContext, proposal: ProposedChange) -> CodebookDiff:
    return codebook_edit.weigh(app, proposal, leading_figures)


REDEFINED = CONSULTATION.replace("reach and use the library", "reach the library by bus")
RENAMED = CONSULTATION.replace('key = "funding"', 'key = "money"\nwas = ["funding"]')
ADDED = f"""{CONSULTATION}
[[theme]]
key = "age"
name = "Age"
definition = "How long people have used it."
keywords = ["years"]
"""


@pytest.fixture(scope="module")
def _reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_workspace(tmp_path_factory.mktemp("revised"), {"letter.txt": LETTER, "notes.md": NOTES})
    publish.report(AppContext(Workspace(root), clock=Clock()))
    return root


@pytest.fixture
def app(_reported: Path, tmp_path: Path) -> AppContext:
    """A workspace of two documents with five points, after its first report."""
    shutil.copytree(_reported, tmp_path / "work")
    return AppContext(Workspace(tmp_path / "work"), clock=Clock())


def edit(app: AppContext, consultation: str) -> None:
    app.workspace.consultation.write_text(consultation, encoding="utf-8")


def judge(app: AppContext, themes: Sequence[str], document: str = "letter.txt", by: Coder = ANNA) -> None:
    """A person codes every point of a document, as the web pages record it."""
    corpus = ingest.take_in(app)
    book = corpus.consultation.codebook
    app.store.know_codebook(book, app.clock())
    app.store.append(
        replace(
            make_coding(point.key, themes, by=by),
            codebook=book.version,
            text_sha256=fingerprint(text),
            time="2026-03-02T09:00:00+00:00",
        )
        for point, text in zip(corpus.points, corpus.texts, strict=True)
        if point.document == document
    )


def settled(app: AppContext) -> dict[str, ResolvedCoding]:
    """What counts now for each point, by its document and label."""
    snapshot = take_in_and_code(app).snapshot
    return {f"{point.document} {point.label}": snapshot.resolved[point.key] for point in snapshot.corpus.points}


def effects(found: CodebookDiff) -> list[tuple[str, str, int, int]]:
    """Of each change the kind, the theme, and how many codings are stale about it and silent of it."""
    return [
        (one.change.kind.value, " ".join(one.change.after or one.change.before), one.codings, one.silent)
        for one in found.changes
    ]


# What counts after a change -------------------------------------------------------------------------------------------


def test_codings_follow_a_renamed_theme_and_go_on_teaching(app: AppContext) -> None:
    judge(app, ["funding"])
    edit(app, RENAMED)
    choices = settled(app)
    assert {frozenset(choices[f"letter.txt {n}"].coding.themes) for n in (1, 2, 3)} == {frozenset({"money"})}
    assert not any(choice.stale for choice in choices.values())
    lessons = take(app).lessons
    assert [lesson and lesson.coding.themes for lesson in lessons] == [{"money"}] * 3 + [None] * 2


def test_a_redefined_theme_is_flagged_and_what_people_said_still_counts(app: AppContext) -> None:
    judge(app, ["access"])
    edit(app, REDEFINED)
    choice = settled(app)["letter.txt 1"]
    assert (choice.coding.themes, choice.stale) == ({"access"}, {"access"})
    judge(app, ["funding"])
    assert settled(app)["letter.txt 1"].stale == frozenset(), "someone has searched again"


def test_older_codings_are_silent_about_an_added_theme_and_do_not_teach_that_it_is_absent(app: AppContext) -> None:
    judge(app, ["funding"])
    edit(app, ADDED)
    choices = settled(app)
    assert choices["letter.txt 3"].coding.themes == {"funding", "age"}, "forty years: the machine says so"
    assert choices["letter.txt 3"].unanswered == {"age"}
    lessons = take(app).lessons
    assert [lesson and lesson.unanswered for lesson in lessons] == [{"age"}] * 3 + [None] * 2


def test_a_blind_coding_that_no_audit_drew_teaches_as_any_other(app: AppContext) -> None:
    judge(app, ["funding"])
    snapshot = take(app)
    codings = tuple(replace(coding, mode=CodingMode.BLIND) for coding in snapshot.codings)
    lessons = snapshot.after(codings=codings).lessons
    assert [lesson and lesson.coding.themes for lesson in lessons] == [{"funding"}] * 3 + [None] * 2


def test_codings_move_with_their_points(app: AppContext) -> None:
    judge(app, ["access"])
    letter = LETTER.replace("To the borough council", "To the mayor and the whole of the borough council")
    (app.workspace.responses / "letter.txt").write_text(letter, encoding="utf-8")
    choices = settled(app)
    assert choices["letter.txt 1"].coding.coder == ANNA
    assert lost_points(take(app)) == ()


# What needs another look ----------------------------------------------------------------------------------------------


def test_what_needs_another_look_is_named_with_its_reason(app: AppContext) -> None:
    judge(app, ["access"])
    judge(app, ["access"], "notes.md", person("ben"))
    edit(app, REDEFINED)
    changed = LETTER.replace("I have used the library for forty years.", "I have used it for fifty.")
    (app.workspace.responses / "letter.txt").write_text(changed, encoding="utf-8")
    snapshot = take_in_and_code(app).snapshot
    looks = stale_points(snapshot, snapshot.resolved)
    assert [(look.place.document, look.place.label, look.themes, look.coders) for look in looks[:-1]] == [
        ("letter.txt", "R1.1 (1)", ("access",), ("Anna",)),
        ("letter.txt", "R1.2 (2)", ("access",), ("Anna",)),
        ("notes.md", "R2.1 (1)", ("access",), ("Ben",)),
        ("notes.md", "R2.2 (2)", ("access",), ("Ben",)),
    ]
    assert looks[-1].place.label.startswith("characters ")
    assert (looks[-1].themes, looks[-1].coders) == ((), ("Anna",))
    assert "its words have changed" in looks[-1].reason


def test_a_document_that_is_gone_leaves_its_codings_listed(app: AppContext) -> None:
    judge(app, ["access"], "notes.md")
    (app.workspace.responses / "notes.md").unlink()
    looks = lost_points(take(app, keep=False))
    assert {(look.place.document, look.reason) for look in looks} == {
        ("notes.md", "its document is no longer in responses/")
    }


# codebook diff --------------------------------------------------------------------------------------------------------


def test_nothing_to_compare_with(tmp_path: Path) -> None:
    app = AppContext(Workspace(make_workspace(tmp_path)))
    assert codebook_diff(app).against is None
    assert not app.workspace.state.exists(), "nothing is recorded"


def test_nothing_has_changed(app: AppContext) -> None:
    found = codebook_diff(app)
    assert (found.against, found.of_report, found.as_published, found.changes) == (found.current, True, True, ())
    assert not any(figure.has_moved for figure in found.figures)


def test_which_figures_move_and_by_how_much(app: AppContext) -> None:
    edit(app, ADDED.replace('"opening hours", "bus", "access", "wheelchair", "evening"', '"ramp"'))
    before = app.store.chain()
    found = codebook_diff(app)
    assert effects(found) == [("reworded", "access", 0, 0), ("added", "age", 0, 0)]
    moved = {figure.key: (figure.before, figure.after) for figure in found.figures if figure.has_moved}
    assert moved == {"access": (Count(2, 2), Count(1, 1)), "age": (None, Count(1, 2))}
    assert (found.as_published, app.store.chain()) == (True, before)
    # What it foretells is what the report then counts.
    choices = settled(app)
    for figure in found.figures[:-1]:
        points = [name for name, choice in choices.items() if figure.key in choice.coding.themes]
        assert figure.after == Count(len({name.split()[0] for name in points}), len(points))


def test_whose_codings_need_another_look(app: AppContext) -> None:
    judge(app, ["access"])
    edit(app, ADDED.replace("reach and use the library", "reach the library by bus"))
    found = codebook_diff(app)
    assert effects(found) == [("redefined", "access", 3, 0), ("added", "age", 0, 3)]
    assert [point.label for point in found.changes[0].points] == ["R1.1 (1)", "R1.2 (2)", "R1.3 (3)"]
    assert (found.codings, found.another_look, found.as_published) == (3, 3, False)


def test_what_was_stale_before_is_no_doing_of_this_change(app: AppContext) -> None:
    judge(app, ["access"])
    edit(app, REDEFINED)
    publish.report(app)
    edit(app, REDEFINED.replace('"bus", ', "").replace("reach the library by bus", "reach the library by boat"))
    found = codebook_diff(app)
    assert effects(found) == [("redefined", "access", 0, 0), ("reworded", "access", 0, 0)]
    assert (found.newly_stale, found.points, found.another_look) == (0, 0, 3)


def test_a_page_foretells_of_a_change_what_the_terminal_tells_of_it_once_it_is_saved(app: AppContext) -> None:
    judge(app, ["access"])
    publish.report(app)
    theme = codebook_edit.book(app).theme("access")
    draft = replace(codebook_edit.Draft.of(theme), definition="Whether people can reach the library by bus.")
    change = codebook_edit.Change(codebook_edit.Act.EDIT, ("access",), (draft,), codebook_edit.book(app).base)
    proposal = codebook_edit.propose(app, change, ANNA)
    foretold = weigh(app, proposal)
    codebook_edit.save(app, proposal.id, ANNA)
    assert (foretold.newly_stale, foretold.points) == (3, 3)
    assert foretold == codebook_diff(app)


def test_an_earlier_codebook_is_named_by_its_version_or_its_file(app: AppContext, tmp_path: Path) -> None:
    first = codebook_diff(app).current
    edit(app, RENAMED)
    publish.report(app)
    assert codebook_diff(app).changes == ()
    assert effects(codebook_diff(app, first[:6])) == [("renamed", "money", 0, 0)]
    (tmp_path / "draft.toml").write_text(REDEFINED, encoding="utf-8")
    kinds = [kind for kind, *_ in effects(codebook_diff(app, str(tmp_path / "draft.toml")))]
    assert kinds == ["renamed", "redefined"]


def test_a_codebook_that_there_is_not_is_told(app: AppContext, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"zzz: neither a consultation\.toml nor a codebook's version; the versi"):
        codebook_diff(app, "zzz")
    (tmp_path / "bad.toml").write_text("[consultation]\n", encoding="utf-8")
    with pytest.raises(ConsultationError, match="mistake"):
        codebook_diff(app, str(tmp_path / "bad.toml"))


def test_a_damaged_manifest_is_no_obstacle(app: AppContext) -> None:
    app.workspace.manifest.write_text("[", encoding="utf-8")
    found = codebook_diff(app)
    assert (found.against, found.of_report, found.as_published) == (found.current, False, False)


def test_letters_that_change_places_are_coded_anew(tmp_path: Path) -> None:
    """Place, splitter and all texts together are as before; only which words stand where has changed."""
    words = {"a.txt": "1. The budget of the library was cut.\n", "b.txt": "1. The window of the library was old.\n"}
    app = AppContext(Workspace(make_workspace(tmp_path, words)), clock=Clock())
    assert [choice.coding.themes for choice in settled(app).values()] == [{"funding"}, set()]
    swapped = {"a.txt": words["b.txt"], "b.txt": words["a.txt"]}
    for letters, themes in ((swapped, [set(), {"funding"}]), (words, [{"funding"}, set()])):
        make_workspace(tmp_path, letters)
        assert [choice.coding.themes for choice in settled(app).values()] == themes


# What a page foretells is what comes of it ----------------------------------------------------------------------------

SAID = (
    "The library budget was cut and there is no money for books.",
    "Nobody in a wheelchair gets in, and there is no bus in the evening.",
    "Please keep it open, we love the children's room.",
    "Staff are kind, and the cost of a card is fair.",
    "I wait too long for a computer, and the time is too short.",
)


def _letters(rng: random.Random) -> dict[str, str]:
    """Letters of which each says one thing in a summary and again in full."""
    letters = {}
    for number in range(6):
        own = rng.sample(SAID, 3)
        body = "\n\n".join(f"{place}. {text} That is what ward {number} says." for place, text in enumerate(own, 2))
        letters[f"{number}.txt"] = f"Summary\n\n1. {own[0]} That is what ward {number} says.\n\nIn full\n\n{body}\n"
    return letters


def _an_edit(rng: random.Random, number: int, current: Book) -> Change:
    theme = rng.choice(current.codebook.themes)
    draft = Draft.of(theme)
    added = Draft(f"n{number}", f"New {number}", "Waiting for a computer, and time.", keywords="wait, time")
    edits = {
        Act.ADD: Change(Act.ADD, (), (added,), current.base),
        Act.EDIT: Change(
            Act.EDIT, (theme.key,), (replace(draft, keywords=f"{draft.keywords}, books, k{number}"),), current.base
        ),
    }
    if len(current.codebook.themes) > 2:
        edits[Act.RETIRE] = Change(Act.RETIRE, (theme.key,), (), current.base)
    return edits[rng.choice(list(edits))]


@pytest.mark.parametrize("seed", range(3))
def test_a_change_has_just_the_figures_that_were_foretold(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    app = AppContext(Workspace(make_workspace(tmp_path / "w", _letters(rng))), clock=Clock())
    judge(app, ["access"], "0.txt")
    take_in_and_code(app)
    if seed:
        draw_audit(app, DrawRequest(4), ANNA)
    for number in range(3):
        now = figures_of(app)
        proposal = propose(app, _an_edit(rng, number, book(app)), ANNA)
        foretold = weigh(app, proposal).figures
        assert {one.key: one.before for one in foretold if one.key and one.before}.items() <= now.items()
        save(app, proposal.id, ANNA)
        take_in_and_code(app)
        assert {one.key: one.after for one in foretold if one.key and one.after} == figures_of(app)


def figures_of(app: AppContext) -> dict[str, Count]:
    """What the pages of the codebook and of themes say of each theme."""
    tallied = count(app, take(app)).report
    return {tally.theme.key: Count(tally.respondents, tally.points) for tally in tallied.themes}


def test_a_codebook_that_is_put_back_is_that_by_which_points_are_coded(app: AppContext) -> None:
    before = figures_of(app)
    edit(app, ADDED)
    take_in_and_code(app)
    edit(app, CONSULTATION)
    take_in_and_code(app)
    counted = count(app, take(app))
    assert not counted.outdated
    assert figures_of(app) == before
