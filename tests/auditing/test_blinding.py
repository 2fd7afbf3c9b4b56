"""One rule for pages and sheets: after the same histories a coding on a page counts as one in a sheet."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest

from analysis.app.audit.coding_page import state_of
from analysis.app.audit.queues import QueueKind
from analysis.app.audit.record import CodingRequest, SaveOutcome
from analysis.app.audit.session import KEPT_BLIND, NO_OTHER, NOT_DRAWN, SEEN, AuditByHand
from analysis.app.audit.sheet_io import SheetRequest, export_audits, import_audits
from analysis.app.coding.theme_proposals import find_proposals
from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.ingest import ingest
from analysis.app.snapshot.snapshot_cache import SnapshotCache
from analysis.auditing.resolution.audit_state import TAKEN_BACK
from analysis.errors import AuditError
from analysis.model import Audit, Coder, Coding, CodingMode, Design, Draw, FramePoint, Outcome, PointKey
from analysis.workspace import Workspace
from tests.builders import LETTER, Clock, make_workspace

ANN, BOB = Coder.person("Ann"), Coder.person("Bob")
SAME = "We want the library to stay open in the evening."
EQUAL = f"To the council\n\n1. {SAME}\n\n2. {SAME}\n"
FILES = {"a.txt": LETTER, "b.txt": LETTER, "c.txt": EQUAL}
POINT, OTHER, TWIN = ("a.txt", -3), ("a.txt", -2), ("b.txt", -3)
"""The point that is coded here, by its document and its place from the end, another one, and one of the same text."""
UPPER, LOWER = ("c.txt", -2), ("c.txt", -1)
"""Two equal points of one document."""


@dataclass
class Story:
    """A workspace in which something happens before Ann codes a point."""

    app: AppContext
    place: tuple[str, int] = POINT

    @classmethod
    def of(cls, root: Path, place: tuple[str, int] = POINT) -> Story:
        return cls(AppContext(Workspace(root), clock=Clock(hour=15)), place)

    @cached_property
    def corpus(self) -> Corpus:
        return ingest.take_in(self.app)

    @property
    def digests(self) -> dict[PointKey, str]:
        return self.corpus.digests

    def point(self, place: tuple[str, int] | None = None) -> PointKey:
        document, number = place or self.place
        return [point.key for point in self.corpus.points if point.document == document][number]

    def draw(self, *places: tuple[str, int]) -> None:
        points = tuple(self.point(place) for place in places or (POINT, OTHER))
        frame = tuple(FramePoint(point, digest, "all") for point, digest in self.digests.items())
        draw = Draw(BOB, self.app.clock(), len(points), (("all", len(points)),), points)
        strata = (("all", len(frame)),)
        self.app.store.draw(Audit("audit", 1, Design.SIMPLE, (), "c", "m", strata, frame, (draw,)))

    def score(self) -> None:
        self.app.store.score(self.app.store.audits()["audit"], {}, self.app.clock())

    def show(self, coder: Coder, place: tuple[str, int] | None = None) -> None:
        point = self.point(place)
        self.app.store.show(coder, [(point, self.digests[point])], self.app.clock())

    def code(self, coder: Coder, mode: CodingMode, theme: str = "access") -> None:
        self._append(coder, mode, frozenset({theme}), Outcome.CODED)

    def take_back(self, coder: Coder, mode: CodingMode) -> None:
        self._append(coder, mode, frozenset(), Outcome.CANNOT_TELL, TAKEN_BACK)

    def _append(self, coder: Coder, mode: CodingMode, themes: frozenset[str], outcome: Outcome, memo: str = "") -> None:
        point, codebook, time = self.point(), self.corpus.consultation.codebook, self.app.clock()
        self.app.store.know_codebook(codebook, time)
        coding = Coding(point, coder, codebook.version, "hand", themes, time, memo=memo, mode=mode, outcome=outcome)
        self.app.store.append([replace(coding, text_sha256=self.digests[point])])

    def move(self) -> None:
        """Put text before the points: their documents are divided otherwise, and the same points stand elsewhere."""
        for name in ("a.txt", "c.txt"):
            file = self.app.workspace.responses / name
            moved = "To the council\n\nWe are glad to be asked" + " again" * 40 + ".\n\n"
            file.write_text(moved + file.read_text(encoding="utf-8").split("\n\n", 1)[1], encoding="utf-8")
        del self.corpus


History = Callable[[Story], object]


def several(*steps: History) -> History:
    return lambda story: [step(story) for step in steps]


BLIND, SECOND, ASSISTED = CodingMode.BLIND, CodingMode.SECOND, CodingMode.ASSISTED
MODES = (BLIND, SECOND, ASSISTED)


def drawn(story: Story) -> None:
    story.draw()


def scored(story: Story) -> None:
    story.score()


def moved(story: Story) -> None:
    story.move()


def shown(story: Story) -> None:
    story.show(ANN)


def shown_to_bob(story: Story) -> None:
    story.show(BOB)


def assisted(story: Story) -> None:
    story.code(ANN, ASSISTED)


def assisted_taken_back(story: Story) -> None:
    story.take_back(ANN, ASSISTED)


def ann(story: Story) -> None:
    story.code(ANN, BLIND)


def ann_the_same(story: Story) -> None:
    story.code(ANN, BLIND, "funding")


def ann_second(story: Story) -> None:
    story.code(ANN, SECOND, "funding")


def ann_took_back(story: Story) -> None:
    story.take_back(ANN, BLIND)


def bob(story: Story) -> None:
    story.code(BOB, BLIND)


def bob_assisted(story: Story) -> None:
    story.code(BOB, ASSISTED)


def bob_took_back(story: Story) -> None:
    story.take_back(BOB, BLIND)


REFUSALS = {KEPT_BLIND: "hidden", NOT_DRAWN: "not drawn", SEEN: "seen", NO_OTHER: "no other"}
"""What a page says that refuses, in short; of a sheet, "refused": Ann has said so before, and otherwise since."""

TABLE: dict[str, tuple[History, str, str, str]] = {
    # What happened before: it, and how a coding counts that claims to be blind, second and assisted, page / sheet.
    "nothing": (several(), "not drawn / blind", "no other / second", "assisted / assisted"),
    "it was shown": (shown, "not drawn / assisted", "seen / assisted", "assisted / assisted"),
    "somebody else coded it blind": (bob, "not drawn / blind", "second / second", "assisted / assisted"),
    "somebody else coded it assisted": (bob_assisted, "not drawn / blind", "second / second", "assisted / assisted"),
    "drawn": (drawn, "blind / blind", "no other / second", "hidden / assisted"),
    "drawn, shown": (several(drawn, shown), "seen / assisted", "seen / assisted", "hidden / assisted"),
    "drawn, shown to somebody else": (
        several(drawn, shown_to_bob),
        "blind / blind",
        "no other / second",
        "hidden / assisted",
    ),
    "drawn, another point was shown": (
        several(drawn, lambda story: story.show(ANN, OTHER)),
        "blind / blind",
        "no other / second",
        "hidden / assisted",
    ),
    "drawn, shown, divided otherwise": (
        several(drawn, shown, moved),
        "seen / assisted",
        "seen / assisted",
        "hidden / assisted",
    ),
    "coded assisted, drawn": (several(assisted, drawn), "seen / assisted", "seen / assisted", "hidden / assisted"),
    "coded assisted, taken back, drawn": (
        several(assisted, assisted_taken_back, drawn),
        "seen / assisted",
        "seen / assisted",
        "hidden / assisted",
    ),
    "drawn, somebody else first": (several(drawn, bob), "second / second", "second / second", "hidden / assisted"),
    "drawn, somebody else first, shown": (
        several(drawn, bob, shown),
        "seen / assisted",
        "seen / assisted",
        "hidden / assisted",
    ),
    "drawn, somebody else first, taken back": (
        several(drawn, bob, bob_took_back),
        "blind / blind",
        "no other / second",
        "hidden / assisted",
    ),
    "drawn, somebody else first, divided otherwise": (
        several(drawn, bob, moved),
        "second / second",
        "second / second",
        "hidden / assisted",
    ),
    "drawn, oneself first": (several(drawn, ann), "blind / blind", "no other / second", "hidden / assisted"),
    "drawn, oneself first, shown": (
        several(drawn, ann, shown),
        "seen / assisted",
        "seen / assisted",
        "hidden / assisted",
    ),
    "drawn, said so before, shown": (
        several(drawn, ann_the_same, shown),
        "seen / repeated",
        "seen / repeated",
        "hidden / assisted",
    ),
    "drawn, said so as a second, the first taken back": (
        several(drawn, bob, ann_second, bob_took_back),
        "blind / repeated",
        "no other / repeated",
        "hidden / assisted",
    ),
    "drawn, said so before, taken back": (
        several(drawn, ann_the_same, ann_took_back),
        "blind / refused",
        "no other / refused",
        "hidden / assisted",
    ),
    "drawn, somebody else first, scored": (
        several(drawn, bob, scored),
        "not drawn / second",
        "second / second",
        "assisted / assisted",
    ),
    "drawn, oneself first, scored": (
        several(drawn, ann, scored),
        "not drawn / blind",
        "no other / second",
        "assisted / assisted",
    ),
    "its twin is drawn": (
        lambda story: story.draw(TWIN),
        "not drawn / blind",
        "no other / second",
        "hidden / assisted",
    ),
    "drawn, its twin was shown": (
        several(drawn, lambda story: story.show(ANN, TWIN)),
        "blind / blind",
        "no other / second",
        "hidden / assisted",
    ),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of which a blind sheet was exported before anything else happened."""
    root = make_workspace(tmp_path_factory.mktemp("made") / "w", FILES)
    export_audits(AppContext(Workspace(root), clock=Clock()), root / "sheet.csv", "Ann", SheetRequest())
    return root


def on_a_page(story: Story, mode: CodingMode) -> str:
    """How a coding counts that Ann makes on the page of this mode, or why it is refused."""
    cache = SnapshotCache(story.app)
    session, snapshot, point = AuditByHand(cache), cache.get(), story.point()
    state = state_of(snapshot, point)
    try:
        became = session.record(
            snapshot, QueueKind(mode.value), ANN, CodingRequest(point, frozenset({"funding"}), Outcome.CODED, "", state)
        )
    except AuditError as error:
        return REFUSALS[str(error)]
    assert became.outcome is SaveOutcome.SAVED
    return became.mode.value


def in_a_sheet(story: Story, mode: CodingMode) -> str:
    """How a coding counts that Ann makes in a sheet of this mode."""
    root = story.app.workspace.root
    rows = list(csv.reader(io.StringIO((root / "sheet.csv").read_text("utf-8-sig"), newline="")))
    file = root / f"{mode.value}.csv"
    rows[0] = [cell.replace("mode: blind", f"mode: {mode.value}") for cell in rows[0]]
    document, number = story.place
    row = [row for row in rows if row[0].startswith(document)][number]
    row[rows[1].index("funding: Funding")] = "x"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    done = import_audits(story.app, file)
    assert done.recorded + done.repeated + len(done.refused) == 1
    if done.recorded:
        return story.app.store.codings()[-1].mode.value
    return "repeated" if done.repeated else "refused"


UNRECORDED = (*REFUSALS.values(), "refused", "repeated")
"""What leaves a workspace as it was, so that the next mode is tried in the same."""


def copied(story: Story, root: Path) -> Story:
    """The same story in a workspace of its own."""
    shutil.copytree(story.app.workspace.root, root)
    own = Story.of(root, story.place)
    own.corpus = story.corpus
    return own


@pytest.mark.parametrize("name", TABLE)
def test_a_coding_counts_on_a_page_as_in_a_sheet_unless_the_page_asks_for_none(
    made: Path, tmp_path: Path, name: str
) -> None:
    happen, *expected = TABLE[name]
    shutil.copytree(made, tmp_path / "w")
    story = Story.of(tmp_path / "w")
    happen(story)
    assert story.corpus.points
    untouched: dict[Callable[[Story, CodingMode], str], Story] = {}
    for mode, outcome in zip(MODES, expected, strict=True):
        outcomes = []
        for path in (on_a_page, in_a_sheet):
            root = tmp_path / f"{mode.value}-{path.__name__}"
            own = untouched.pop(path, None) or copied(story, root)
            outcomes.append(path(own, mode))
            if outcomes[-1] in UNRECORDED:
                untouched[path] = own
        assert " / ".join(outcomes) == outcome, mode


def test_in_the_table_a_page_refuses_or_says_what_the_sheet_says() -> None:
    for name, (_, *outcomes) in TABLE.items():
        for mode, outcome in zip(MODES, outcomes, strict=True):
            page, sheet = outcome.split(" / ")
            assert page == sheet or page in REFUSALS.values() or sheet in ("repeated", "refused"), (name, mode)
            if page == "seen":
                assert sheet in ("assisted", "repeated"), (name, mode)


def test_who_looks_at_two_opinions_to_decide_between_them_has_seen_them(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "w")
    story = Story.of(tmp_path / "w")
    for history in (drawn, bob, ann_second):
        history(story)
    cleo = Coder.person("Cleo")
    cache = SnapshotCache(story.app)
    session = AuditByHand(cache)
    session.look(cache.get(), QueueKind.ADJUDICATION, cleo, story.point())
    assert story.point() in cache.get().blinding.seen_by(cleo)
    bob_took_back(story)
    with pytest.raises(AuditError, match="would not be blind"):
        session.look(cache.get(), QueueKind.BLIND, cleo, story.point())


def test_equal_points_of_a_document_are_told_apart_on_a_page_as_for_a_sheet(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "w")
    story = Story.of(tmp_path / "w", LOWER)
    story.draw(LOWER)
    story.show(ANN)
    story.show(BOB, UPPER)
    story.move()
    cache = SnapshotCache(story.app)
    session = AuditByHand(cache)
    with pytest.raises(AuditError, match="would not be blind"):
        session.look(cache.get(), QueueKind.BLIND, ANN, story.point())
    for name, seen in (("Ann", 1), ("Bob", 0)):
        sheet = export_audits(story.app, tmp_path / f"{name}.csv", name, SheetRequest(drawn=True))
        assert (sheet.points, sheet.seen) == (1 - seen, seen)


def test_proposed_themes_tell_nothing_of_a_drawn_point_or_its_twin(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "w")
    story = Story.of(tmp_path / "w")
    before = find_proposals(story.app).searched
    story.draw(("a.txt", -1))
    assert story.digests[story.point(("a.txt", -1))] == story.digests[story.point(("b.txt", -1))]
    assert find_proposals(story.app).searched == before - 2
