"""A model may name proposed themes and say which are the same; what it says is checked, and people decide."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from analysis.app.coding.model_naming import named_by_model, naming_requests
from analysis.app.coding.theme_proposals import Offer, Proposed, Typical
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from tests.app.coding.model_workspace import model_workspace
from tests.stub_model import Question, Reply, said, stub_model

LETTERS = {
    "a.txt": "Write to ann.lee@example.org about the late buses of this town.",
    "b.txt": "The buses of this town are late, and nobody minds that at all.",
    "c.txt": "Parking by the station costs too much for those who work there.",
    "d.txt": "The secret is that parking costs too much for all of us here.",
}
WHO = "file,respondent,type,publish\nd.txt,Bob Roe,resident,no\n"


def offer_of(snapshot: Snapshot) -> Offer:
    """Three proposals, of the first, the second and the last two letters."""
    points, texts = snapshot.corpus.points, snapshot.corpus.texts
    typical = [Typical(point, text, text, "R1") for point, text in zip(points, texts, strict=True)]
    by_document = {one.point.document: one for one in typical}
    made = [
        Proposed(
            id,
            name,
            f"About {name}.",
            ("late",),
            (),
            (),
            "plain",
            4,
            4,
            "",
            "",
            "",
            tuple(by_document[n] for n in names),
        )
        for id, name, names in (
            ("p1", "Late", ["a.txt"]),
            ("p2", "Buses", ["b.txt"]),
            ("p3", "Costs", ["c.txt", "d.txt"]),
        )
    ]
    return Offer(tuple(made), 4, 4, 4, "", 2)


def names(question: Question) -> Reply:
    if "themes" in question.asked:
        pairs = [("t1", "t2"), ("t2", "t1"), ("t3", "t3"), ("t9", "t1")]
        return said({"same": [{"theme": goes, "into": stays} for goes, stays in pairs[:1] + pairs[2:]]})
    text = " ".join(question.asked["points"])
    return said(
        {"name": "Late buses." if "buses" in text else "Price of parking", "definition": "What is  said of it."}
    )


def workspace(root: Path, endpoint: str) -> tuple[AppContext, Snapshot, Offer]:
    app = model_workspace(root, endpoint, LETTERS, WHO, mode="local")
    snapshot = take(app)
    return app, snapshot, offer_of(snapshot)


def test_proposals_get_the_models_names_and_no_two_have_the_same(tmp_path: Path) -> None:
    with stub_model(names) as stub:
        app, snapshot, offer = workspace(tmp_path, stub.endpoint)
        named = named_by_model(app, snapshot, offer, "Ann")
        assert [one.name for one in named.proposals] == ["Late buses", "Buses", "Price of parking"]
        assert named.proposals[0].definition == "What is said of it."
        assert [one.same_as for one in named.proposals] == ["p2", "", ""]
        assert [one.id for one in named.proposals] == ["p1", "p2", "p3"]
        asked = len(stub.conversation)
        assert named_by_model(app, snapshot, offer, "Ann") == named
        assert len(stub.conversation) == asked


def test_what_may_not_be_sent_is_not(tmp_path: Path) -> None:
    with stub_model(names) as stub:
        app, snapshot, offer = workspace(tmp_path, stub.endpoint)
        named_by_model(app, snapshot, offer, "Ann")
        sent = b"".join(body for body, _ in stub.conversation)
        assert b"secret" not in sent
        assert b"ann.lee" not in sent
        hidden = replace(offer, proposals=offer.proposals[2:])
        only = replace(hidden.proposals[0], typical=hidden.proposals[0].typical[1:])
        assert naming_requests(snapshot, replace(hidden, proposals=(only,))) == {}


def test_an_answer_that_cannot_be_used_leaves_the_proposal_as_it_is(tmp_path: Path) -> None:
    replies = iter(
        [said("no JSON"), said({"name": "x" * 61, "definition": "It."}), said({"name": " ", "definition": "It."})]
    )

    def unfit(question: Question) -> Reply:
        return said(json.dumps({"same": "all"})) if "themes" in question.asked else next(replies)

    with stub_model(unfit) as stub:
        app, snapshot, offer = workspace(tmp_path, stub.endpoint)
        assert named_by_model(app, snapshot, offer, "Ann") == offer
