"""Who codes what: the model everywhere, where the local classifier is in doubt, or on a sample that teaches it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.audit.model_session import make_plan
from analysis.app.coding.model_choice import asked_points
from analysis.app.context import AppContext
from analysis.app.snapshot.taking import take
from analysis.model import Coding, CodingMode, Position
from analysis.positioning.answers import ANSWERS
from analysis.tally.uncertainty import doubtful_themes
from tests.app.coding.model_workspace import coded, machine_codings, model_workspace
from tests.builders import NOON, person
from tests.stub_model import Question, Reply, given, said, stub_model

TEXTS = {
    f"{n:02}.txt": f"{subject} in street {n} of our town, as everybody who lives there will tell you.\n"
    for n, subject in enumerate(
        [
            "The cost and the money",
            "We want better pavements",
            "Opening hours on Sundays",
            "It is hard to reach the place",
        ]
        * 5
    )
}


def pavements(question: Question) -> Reply:
    """A model that takes pavements for access, which no keyword of the codebook says."""
    return given(("access", "pavements")) if "pavements" in question.text else given()


def workspace(root: Path, endpoint: str, mode: str, calls: int) -> AppContext:
    return model_workspace(root, endpoint, TEXTS, mode=mode, calls=calls)


def test_the_model_is_asked_where_the_local_classifier_is_in_doubt(tmp_path: Path) -> None:
    with stub_model(pavements) as stub:
        app = workspace(tmp_path, stub.endpoint, "local", 4)
        local = {coding.point: coding for coding in coded_locally(app)}
        doubtful = {point for point, coding in local.items() if doubtful_themes(coding)}
        settings = app.workspace.consultation.read_text("utf-8").replace('mode = "local"', 'mode = "doubt"')
        app.workspace.consultation.write_text(settings, encoding="utf-8")
        snapshot = coded(app).snapshot
        by_model = {coding.point for coding in snapshot.machine_codings(snapshot.machine.id) if coding.is_of_model}
        assert by_model
        assert by_model <= doubtful
        assert len(by_model) == len(stub.conversation) == min(4, len(doubtful))
        others = [c for c in snapshot.machine_codings(snapshot.machine.id) if not c.is_of_model]
        assert {c.point: c.themes for c in others} == {c.point: local[c.point].themes for c in others}


def coded_locally(app: AppContext) -> list[Coding]:
    publish.report(app)
    return machine_codings(app)


def test_the_sample_teaches_the_local_classifier_and_nobody_else(tmp_path: Path) -> None:
    with stub_model(pavements) as stub:
        app = workspace(tmp_path, stub.endpoint, "teach", 16)
        snapshot = coded(app).snapshot
        assert len(stub.conversation) == 16
        codings = {c.point.document: c for c in snapshot.machine_codings(snapshot.machine.id)}
        unasked = [name for name, coding in codings.items() if not coding.is_of_model and "pavements" in TEXTS[name]]
        assert unasked
        assert all("access" in codings[name].themes for name in unasked)
        assert set(snapshot.lessons) == {None}
        assert snapshot.classifier.learned_ is None
        assert snapshot.decided == {}
        report = publish.tally_of(app, snapshot)
        assert (report.human_points, report.model and (report.model.coded, report.model.of)) == (0, (16, 20))


def test_a_point_that_comes_later_moves_no_other_of_the_sample(tmp_path: Path) -> None:
    app = workspace(tmp_path, "http://127.0.0.1:9/v1", "teach", 20)
    coder = take(app).corpus.consultation.coder
    assert coder is not None
    before = [one.request.key for one in asked_points(take(app), coder)[0]]
    (app.workspace.responses / "new.txt").write_text("A response that came late, and speaks of parking alone.\n")
    after = [one.request.key for one in asked_points(take(app), coder)[0]]
    assert len(after) == 20
    assert len(set(before) & set(after)) >= 19


def test_what_people_decided_is_not_asked_about(tmp_path: Path) -> None:
    with stub_model(pavements) as stub:
        app = workspace(tmp_path, stub.endpoint, "teach", 20)
        first = take(app).corpus.points[0]
        digest = take(app).digests[first.key]
        own = Coding(first.key, person("Ann"), take(app).codebook.version, "", frozenset({"access"}), NOON,
                     mode=CodingMode.ASSISTED, text_sha256=digest)  # fmt: skip
        app.store.append([own], take(app).codebook)
        assert make_plan(app).points == 19
        coded(app)
        assert TEXTS[first.document].strip() not in stub.texts


@pytest.mark.parametrize(
    ("reply", "position", "memo"),
    [
        (said({"position": "oppose", "quote": "The plan"}), Position.OPPOSE, ""),
        (said({"position": "oppose", "quote": "nobody wrote this"}), Position.SUPPORT, "The model's quotations"),
        (said("no JSON"), Position.SUPPORT, "The model's answer is not in the form"),
    ],
)
def test_the_model_says_who_is_for_and_against(reply: Reply, position: Position, memo: str, tmp_path: Path) -> None:
    with stub_model(lambda _: reply) as stub:
        texts = {"a.txt": "The plan is one that I support, and I agree with all of it.\n"}
        app = model_workspace(tmp_path, stub.endpoint, texts, mode="local", positions=True)
        coded(app)
        (coding,) = [one for one in app.store.every_coding() if one.segmentation == ANSWERS]
        assert (coding.themes, coding.coder.name) == ({position.value}, "machine (stub)")
        assert coding.memo.startswith(memo)
        report = publish.tally_of(app, take(app))
        assert {count.key: count.respondents for count in report.positions[0].counts if count.respondents} == {
            position: 1
        }
        assert len(stub.conversation) == 1
