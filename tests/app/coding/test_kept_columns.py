"""Of an edited codebook only the themes that changed are scored, and the codings are those of coding from scratch."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pytest
import tomlkit

from analysis.app.coding import machine
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.classifying import ThemeClassifier
from analysis.model import Coding, Theme
from analysis.workspace import Workspace
from tests.app.three_documents import edit
from tests.builders import Clock, make_coding, make_workspace, person

THEMES = (
    Theme("money", "Money", "Budgets, cuts and costs.", keywords=("budget", "cost", "fees")),
    Theme("fees", "Fees", "What people pay.", keywords=("fees", "charge"), parent="money"),
    Theme("access", "Access", "Whether people can reach the library.", keywords=("bus", "ramp")),
    Theme("hours", "Opening hours", "When it is open.", keywords=("evening", "Sunday"), exclude=("staff",)),
    Theme("staff", "Staff", "The people who work there.", keywords=("librarian", "staff")),
    Theme("books", "Books", "What can be borrowed.", keywords=("books", "novel"), examples=("More novels for me.",)),
)
SENTENCES = (
    "The budget was cut and the cost of a card went up.",
    "The bus fees to the library are a charge on families.",
    "No ramp leads to the door, and no bus stops there.",
    "Open it on Sunday and in the evening, when the librarian can be there.",
    "The staff are kind, and there are too few of them.",
    "More novels for me, please; the books are old.",
    "I have nothing to add.",
)


def letters(number: int) -> Iterator[str]:
    chance = random.Random(1)
    for _ in range(number):
        yield " ".join(chance.sample(SENTENCES, chance.randint(1, 3)))


def toml(themes: Sequence[Theme]) -> str:
    given = [
        {
            "key": theme.key,
            "name": theme.name,
            "definition": theme.definition,
            **{name: list(words) for name in ("exclude", "keywords", "examples") if (words := getattr(theme, name))},
            **({"parent": theme.parent} if theme.parent else {}),
        }
        for theme in themes
    ]
    return tomlkit.dumps({"consultation": {"title": "A library"}, "theme": given})


def changed(key: str, themes: Sequence[Theme] = THEMES) -> list[Theme]:
    """The themes, one of them with another definition and one keyword more."""
    return [
        replace(theme, definition=f"{theme.definition} Or so.", keywords=(*theme.keywords, "kind"))
        if theme.key == key
        else theme
        for theme in themes
    ]


EDITS = {
    "one": (changed("access"), {"access"}),
    "a part of another": (changed("fees"), {"money", "fees"}),
    "one that another excludes": (changed("staff"), {"hours", "staff"}),
    "one more": ([*THEMES, Theme("door", "The door", "The door of the library.")], {"door"}),
    "one less": (THEMES[:-1], set()),
    "another order": (THEMES[::-1], set()),
    "all": ([replace(theme, name=f"{theme.name} here") for theme in THEMES], None),
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> AppContext:
    """A library's letters, coded by the machine, and some of them by a person."""
    files = {f"{n:02}.txt": letter for n, letter in enumerate(letters(30))}
    app = AppContext(Workspace(make_workspace(tmp_path_factory.mktemp("library"), files, toml(THEMES))), clock=Clock())
    snapshot, _ = machine.code(app, take(app))
    points = snapshot.corpus.points[::3]
    themes = (["access"], ["money", "fees"], ["hours"], [], ["books", "staff"])
    app.store.append(
        replace(
            make_coding(point.key, themes[n % len(themes)], by=person("anna"), cut=None),
            codebook=snapshot.codebook.version,
            text_sha256=snapshot.digests[point.key],
        )
        for n, point in enumerate(points)
    )
    machine.code(app, take(app))
    return app


@pytest.mark.parametrize("name", EDITS)
def test_what_is_kept_and_what_is_scored_is_what_scoring_all_gives(
    app: AppContext, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    themes, scored = EDITS[name]
    edit(app, "consultation.toml", toml(themes))
    fitted: list[set[str]] = []
    fit = ThemeClassifier.fit
    monkeypatch.setattr(
        ThemeClassifier,
        "fit",
        lambda self, *given, **more: fitted.append({*self.codebook.keys}) or fit(self, *given, **more),
    )
    before = take(app)
    after, new = machine.code(app, before)
    assert new == len(before.corpus.points)
    assert fitted == ([scored] if scored else [{*before.codebook.keys}] if scored is None else [])
    divided_by = {one.document.name: one.segmentation.coder for one in before.corpus.responses}
    rows = range(len(before.corpus.points))
    from_scratch = before.as_read(machine._coded(app, before, before.classifier, rows, divided_by))
    assert told(after.machine_codings(after.machine.id, with_evidence=True)) == told(from_scratch)


def told(codings: Iterable[Coding]) -> list[Coding]:
    return [replace(coding, coder=person("machine"), time="") for coding in codings]
