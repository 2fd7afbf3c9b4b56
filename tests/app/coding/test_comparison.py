"""Two coders are compared by the same people's codings, and neither by what it has learned from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.app.coding.codebook_diff import codebook_diff
from analysis.app.coding.comparison import compare
from analysis.app.coding.evaluation import evaluate
from analysis.app.coding.selective_coding import decided
from analysis.app.context import AppContext
from analysis.errors import ModelError, UnreadableError
from analysis.model import Coding, CodingMode
from tests.app.coding.model_workspace import coded, machine_codings, model_workspace
from tests.builders import person
from tests.stub_model import stub_model

LATER, LATEST = "2032-01-01T12:00:00+00:00", "2033-01-01T12:00:00+00:00"
TEXTS = {
    f"{n:02}.txt": f"The {'funding' if n % 2 else 'access'} is {'far ' * (n % 3)}too poor, says number {n} of us."
    for n in range(12)
}


def with_gold(app: AppContext, mode: CodingMode, count: int = 12) -> list[Coding]:
    """What a person says of the first points: just what the model says."""
    made = []
    for machine in machine_codings(app)[:count]:
        own = {"coder": person("Ann"), "time": LATER, "mode": mode, "evidence": ()}
        made.append(Coding(machine.point, codebook=machine.codebook, segmentation=machine.segmentation,
                           themes=machine.themes, text_sha256=machine.text_sha256, **own))  # fmt: skip
    app.store.append(made)
    return made


def test_the_model_is_compared_with_the_local_classifier(tmp_path: Path) -> None:
    with stub_model() as stub:
        app = model_workspace(tmp_path, stub.endpoint, TEXTS, price_in=1, price_out=2)
        coded(app)
        with_gold(app, CodingMode.BLIND)
        compared = compare(app, "machine", "local")
        assert (compared.points, compared.responses, compared.uncoded, compared.learned) == (12, 12, 0, 0)
        usage = [json.loads(answer)["usage"] for _, answer in stub.conversation]
        assert compared.first.sent == sum(one["prompt_tokens"] for one in usage)
        assert compared.first.cost == pytest.approx(
            sum(one["prompt_tokens"] + 2 * one["completion_tokens"] for one in usage) / 1_000_000
        )
        assert (compared.figures.first.value, compared.second.cost) == (1, 0)
        assert compared.figures.difference.value == pytest.approx(1 - (compared.figures.second.value or 0), abs=1e-3)
        assert compare(app, "machine", "local") == compared
        assert len(stub.conversation) == 12


def test_what_people_saw_the_machine_say_compares_nothing(tmp_path: Path) -> None:
    with stub_model() as stub:
        app = model_workspace(tmp_path, stub.endpoint, TEXTS)
        coded(app)
        with_gold(app, CodingMode.ASSISTED)
        with pytest.raises(UnreadableError, match="nobody has coded a point blind yet"):
            compare(app, "machine", "local")
        with_gold(app, CodingMode.BLIND)
        with pytest.raises(UnreadableError, match="no such machine coder has coded"):
            compare(app, "machine", "0123456789ab")


def test_a_file_of_points_may_be_what_both_are_held_against(tmp_path: Path) -> None:
    with stub_model() as stub:
        app = model_workspace(tmp_path, stub.endpoint, TEXTS)
        first = coded(app).snapshot.machine.id
        gold = tmp_path / "gold.json"
        points = [
            {"document": c.point.document, "start": c.point.start, "end": c.point.end, "themes": sorted(c.themes)}
            for c in machine_codings(app)
        ]
        gold.write_text(json.dumps({"points": points}), encoding="utf-8")
        compared = compare(app, first, "local", gold)
        assert (compared.first.id, compared.figures.first.value, compared.gold) == (first, 1, str(gold))


def test_a_coding_made_after_its_point_had_taught_is_no_test(tmp_path: Path) -> None:
    with stub_model() as stub:
        app = model_workspace(tmp_path, stub.endpoint, TEXTS, mode="teach", calls=3)
        before = coded(app).snapshot.machine.id
        with_gold(app, CodingMode.BLIND, 6)
        app.clock = lambda: LATEST
        coded(app)  # the local classifier has learned from what Ann said
        with pytest.raises(UnreadableError, match="has learned from them; name the coder from before that by its id"):
            compare(app, "machine", "local")
        compared = compare(app, before, "local")
        assert (compared.points, compared.learned) == (6, 0)


def test_a_gold_of_points_measures_what_the_model_recorded_and_one_of_texts_the_classifier(tmp_path: Path) -> None:
    with stub_model() as stub:
        app = model_workspace(tmp_path, stub.endpoint, TEXTS)
        snapshot = coded(app).snapshot
        points, texts = tmp_path / "gold.json", tmp_path / "texts.csv"
        content = [
            {"document": c.point.document, "start": c.point.start, "end": c.point.end, "themes": sorted(c.themes)}
            for c in machine_codings(app)
        ]
        points.write_text(json.dumps({"points": content}), encoding="utf-8")
        texts.write_text("text,labels\nThe budget was cut.,funding\nNobody can get in.,access\n", encoding="utf-8")
        assert snapshot.machine.id in evaluate(app, points).coder
        assert evaluate(app, points).figures.micro.f1.value == 1
        assert snapshot.local_machine.id in evaluate(app, texts).coder
        with pytest.raises(ModelError, match="gives no scores"):
            decided(snapshot, 0.05)
        assert codebook_diff(app, lambda *_: {}).changes == ()
        assert len(stub.conversation) == 12
