"""A snapshot derives each thing at most once, carries over what is the same still, and never differs from one anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from analysis.app import corpus, publish
from analysis.app.admin import erasure
from analysis.app.audit.assignments import assign
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.notes import on_response, write_note
from analysis.app.snapshot import snapshot as snapshots
from analysis.app.snapshot import taking
from analysis.app.snapshot.derived import derived_values
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import renewed, take
from analysis.auditing.resolution.audit_state import TAKEN_BACK
from analysis.classifying import ThemeClassifier
from analysis.errors import UnreadableError
from analysis.model import Coder, Coding, CodingMode, Outcome, PointKey, Position
from analysis.store.repositories import OneTransaction, Repositories
from tests.app.audited import letter, open_desk
from tests.builders import CODEBOOK, make_coding
from tests.share import share
from tests.statements import counted

ANN, BOB = Coder.person("Ann"), Coder.person("Bob")


@pytest.fixture
def app(tmp_path: Path) -> AppContext:
    app = open_desk(tmp_path / "w")
    take_in_and_code(app)
    return app


def coding_of(snapshot: Snapshot, place: int, coder: Coder = ANN, mode: CodingMode = CodingMode.BLIND) -> Coding:
    """What somebody says of a point of today."""
    point = snapshot.points[place]
    made = make_coding(point, ["funding"], by=coder)
    return replace(made, mode=mode, text_sha256=snapshot.digests[point], codebook=snapshot.codebook.version)


# What follows ---------------------------------------------------------------------------------------------------------


def codes(app: AppContext, before: Snapshot) -> None:
    app.store.append([coding_of(before, 0), coding_of(before, 3, BOB, CodingMode.ASSISTED)])


def takes_back(app: AppContext, before: Snapshot) -> None:
    said = coding_of(before, 0)
    app.store.append([said, replace(said, memo=TAKEN_BACK, themes=frozenset(), outcome=Outcome.CANNOT_TELL)])


def is_shown(app: AppContext, before: Snapshot) -> None:
    app.store.show(ANN, [(point, before.digests[point]) for point in before.points[:2]], app.clock())


def draws(app: AppContext, _: Snapshot) -> None:
    draw_audit(app, DrawRequest(5), ANN)


def scores(app: AppContext, _: Snapshot) -> None:
    audit = draw_audit(app, DrawRequest(5), ANN)
    app.store.score(audit, {}, app.clock())


def codes_what_is_gone(app: AppContext, before: Snapshot) -> None:
    """Codings of points that were divided otherwise, one of which moved."""
    said = coding_of(before, 1)
    app.store.append([replace(said, point=PointKey("0.txt", 1, 9)), replace(said, text_sha256="0" * 64)])


def is_called_otherwise(app: AppContext, before: Snapshot) -> None:
    app.store.append([coding_of(before, 0)])
    app.store.append([coding_of(before, 1, replace(ANN, name="Ann Lee"))])


def knows_another_codebook(app: AppContext, before: Snapshot) -> None:
    app.store.know_codebook(CODEBOOK, app.clock())
    app.store.append([replace(coding_of(before, 2), codebook=CODEBOOK.version)])


def erases(app: AppContext, before: Snapshot) -> None:
    app.store.append([coding_of(before, 0), coding_of(before, 20)])
    erasure.erase(app, "0.txt", "ann", "asked for")


def links(app: AppContext, _: Snapshot) -> None:
    app.store.link({"1.txt": ("0.txt", 1.0)}, app.clock())


def takes_in(app: AppContext, _: Snapshot) -> None:
    (app.workspace.responses / "new.txt").write_text(letter(9), encoding="utf-8")
    take_in_and_code(app)


def takes_a_position(app: AppContext, before: Snapshot) -> None:
    answers = before.positions
    app.store.append([replace(coding_of(answers, 0), themes=frozenset({Position.OPPOSE.value}))], answers.codebook)


def draws_answers(app: AppContext, _: Snapshot) -> None:
    draw_audit(app, DrawRequest(5, name="positions", of_positions=True), ANN)


def notes(app: AppContext, before: Snapshot) -> None:
    write_note(app, before, before.points[0], "Ask them.", ANN)
    write_note(app, before, on_response(before.points[3].document), "All of it.", BOB)


def assigns(app: AppContext, before: Snapshot) -> None:
    assign(app, before, "All", before.points[:9], ["Ann", "Bob"], ANN)


CHANGES = [
    notes,
    assigns,
    codes,
    takes_a_position,
    draws_answers,
    takes_back,
    is_shown,
    draws,
    scores,
    codes_what_is_gone,
    is_called_otherwise,
    knows_another_codebook,
    erases,
    links,
    takes_in,
]
Change = Callable[[AppContext, Snapshot], None]


def everything_of(snapshot: Snapshot) -> dict[str, object]:
    """All fields of a snapshot that say how things stand, and all that is derived from them."""
    fields = ("codings", "coders", "codebooks", "audits", "shown", "arrivals", "links", "chain", "machine_count")
    fields += ("notes", "assignments", "redactions")
    names = [name for name in derived_values(Snapshot) if name != "positions"]
    answers = snapshot.positions
    of_answers = ("codings", "audits", "shown", "digests", "people", "of_point", "decided", "samples", "blinding")
    in_frame = {name: getattr(answers, name) for name in (*of_answers, "last_machine", "machine")}
    incomparable = ("translate", "text_views", "feature_space", "classifier", "resolved")
    derived = {name: getattr(snapshot, name) for name in names if name not in incomparable}
    counted_now = {point: choice.coding for point, choice in snapshot.resolved.items()} if is_coded(snapshot) else {}
    return {
        **derived,
        "positions": in_frame,
        "resolved": counted_now,
        **{name: getattr(snapshot, name) for name in fields},
    }


def is_coded(snapshot: Snapshot) -> bool:
    """Whether the machine coder of today has coded."""
    return bool(snapshot.machine_codings(snapshot.machine.id))


@pytest.mark.parametrize(("first", "second"), list(share(product(CHANGES, [codes, is_shown, draws]), 3)))
def test_what_follows_is_what_is_read_anew(app: AppContext, first: Change, second: Change) -> None:
    snapshot = take(app)
    for change in (first, second):
        if change is draws and snapshot.audits:
            continue
        everything_of(snapshot)
        change(app, snapshot)
        anew = take(app)
        same_files = anew.corpus.sources == snapshot.corpus.sources
        following = renewed(snapshot, snapshot.corpus if same_files else anew.corpus)
        assert everything_of(following) == everything_of(anew)
        snapshot = following


def test_what_is_the_same_still_is_carried_over(app: AppContext) -> None:
    draws(app, take(app))
    before = take(app)
    everything_of(before)
    codes(app, before)
    after = renewed(before)
    kept = (
        "points",
        "samples",
        "translate",
        "last_machine",
        "same_letters",
        "short_answers",
        "hidden_received",
        "divided_by_hand",
        "_unexposed",
    )
    for name in kept:
        assert vars(after)[name] is vars(before)[name], name
    assert "machine" not in vars(after), "people's codings teach it"
    assert after.of_point.keys() - before.of_point.keys() == {before.points[0], before.points[3]}
    assert renewed(after).counts_like(after)
    assert not after.counts_like(before)


def test_nothing_that_is_derived_has_an_input_that_is_no_field() -> None:
    inputs = {name for value in derived_values(Snapshot).values() for name in value.inputs}
    assert inputs <= set(Snapshot.__dataclass_fields__)


def test_a_response_that_is_not_there_is_told(app: AppContext) -> None:
    snapshot = take(app)
    assert snapshot.response("0.txt").document.name == "0.txt"
    assert snapshot.find_response("nothing.txt") is None
    with pytest.raises(UnreadableError, match="this response no longer exists"):
        snapshot.response("nothing.txt")


def test_how_all_stands_is_read_in_one_transaction(app: AppContext) -> None:
    corpus = ingest.take_in(app)
    with counted() as traffic:
        taking.snapshot_of(app.store, corpus)
    assert traffic.transactions == 1


def test_points_are_hidden_from_the_draw_to_the_score(app: AppContext) -> None:
    snapshot = take(app)
    assert snapshot.hidden.points == frozenset()
    first = draw_audit(app, DrawRequest(5), ANN)
    snapshot = renewed(snapshot)
    assert snapshot.hidden.points == set(first.drawn)
    longer = draw_audit(app, DrawRequest(9, extend=True), ANN)
    snapshot = renewed(snapshot)
    assert snapshot.hidden.points == set(longer.drawn)
    app.store.score(longer, {}, app.clock())
    assert renewed(snapshot).hidden.points == frozenset()


def test_audits_are_not_read_again_for_a_coding_but_for_an_erasure(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = draw_audit(app, DrawRequest(24), ANN)
    snapshot, reads = take(app), []
    audits = Repositories.audits
    monkeypatch.setattr(Repositories, "audits", lambda *known: (reads.append(known), audits(*known))[1])
    codes(app, snapshot)
    is_shown(app, snapshot)
    assert renewed(snapshot).hidden.points == set(drawn.drawn)
    assert reads == []
    erasure.erase(app, "0.txt", "ann", "asked for")
    reads.clear()
    assert renewed(snapshot, ingest.take_in(app)).hidden.points < set(drawn.drawn)
    assert len(reads) == 1


def test_machine_codings_are_those_of_the_store_whatever_happens(app: AppContext) -> None:
    snapshot = take(app)
    machine = snapshot.machine.id
    first = snapshot.machine_codings(machine)
    assert len(first) == 24
    assert not any(coding.evidence for coding in first), "the evidence takes most room"
    assert snapshot.machine_codings(machine) is first, "they are kept"
    codes(app, snapshot)
    snapshot = renewed(snapshot)
    assert snapshot.machine_codings(machine) is first, "people's codings change nothing in them"
    assert snapshot.machine_codings("nobody") == ()
    takes_in(app, snapshot)
    snapshot = renewed(snapshot, ingest.take_in(app))
    assert snapshot.machine_codings(machine) == app.store.machine_codings(machine, with_evidence=False)
    erasure.erase(app, "new.txt", "ann", "asked for")
    snapshot = renewed(snapshot, ingest.take_in(app))
    assert snapshot.machine_codings(machine) == app.store.machine_codings(machine, with_evidence=False)
    assert snapshot.machine_codings(machine, with_evidence=True) == app.store.machine_codings(machine)


# The machine ----------------------------------------------------------------------------------------------------------


def test_the_machine_is_known_before_it_is_fitted(app: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    codes(app, take(app))
    snapshot = take(app)
    fitted = snapshot.classifier.fingerprint()
    monkeypatch.setattr(ThemeClassifier, "fit", lambda *_: pytest.fail("it was fitted"))
    assert take(app).machine.id == fitted


def test_it_is_fitted_once_to_code_and_to_say_what_may_stand(app: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    fits: list[object] = []
    fit = ThemeClassifier.fit
    monkeypatch.setattr(ThemeClassifier, "fit", lambda *known, **more: (fits.append(known), fit(*known, **more))[1])
    codes(app, take(app))
    coded = take_in_and_code(app)
    assert (coded.new, len(fits)) == (24, 1)
    assert coded.snapshot.classifier
    assert len(fits) == 1, "it is carried over to what follows"


# What a command asks --------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each question is asked of the store, and each thing is worked out."""
    numbers: Counter[str] = Counter()

    def counts(owner: object, name: str) -> None:
        original = getattr(owner, name)

        def counting(*known: object, **named: object) -> object:
            numbers[name] += 1
            return original(*known, **named)

        monkeypatch.setattr(owner, name, counting)

    counts(ThemeClassifier, "fit")
    for name in ("codings", "codebooks", "audits", "seen", "machine_codings"):
        counts(OneTransaction if name in vars(OneTransaction) else Repositories, name)
    for name in ("reanchor", "translator", "samples_of"):
        counts(snapshots, name)
    counts(corpus, "fingerprint")
    return numbers


def test_a_report_of_an_unchanged_workspace_asks_nothing(app: AppContext, asked: Counter[str]) -> None:
    draws(app, take(app))
    codes(app, take(app))
    publish.report(app)
    asked.clear()
    assert not publish.report(app).changed
    assert not +asked, "what was told of the report before is told again"
