"""A store in which something of every kind has been recorded."""

from __future__ import annotations

from sqlalchemy import String, select

from analysis.model import (
    ActivityEvent,
    ActivityKind,
    Assignment,
    Audit,
    CoderKind,
    Design,
    Draw,
    Evidence,
    FramePoint,
    ManualSegmentation,
    Note,
    PersonalDataKind,
    Publish,
    QuoteChoice,
    QuoteDecision,
    Redaction,
    RedactionDecision,
    Respondent,
    Response,
    Segmentation,
    SegmentedDocument,
    Skipped,
    Withdrawal,
)
from analysis.store import Arrival, Store
from analysis.store.append import append
from analysis.store.schema import RECORDS
from analysis.text import fingerprint
from tests.builders import CODEBOOK, NOON, make_coding, make_response, make_source, person

RECIPE = "1" * 64
NAMES = ("anna.txt", "ben.txt", "carol.txt")
GONE = "gone.txt"
"""Whose records are erased."""

SECRET = "Zyxwvut never said this."
"""Words of the one who is erased."""


def write_history(store: Store) -> None:
    """Record something of every kind, several times, and erase one source."""
    for name in (*NAMES, GONE):
        _receive(store, name)
    store.know_codebook(CODEBOOK, NOON)
    store.note(
        *(ActivityEvent(ActivityKind.UPLOADED, "Dora", NOON, name) for name in (*NAMES, GONE)),
        ActivityEvent(ActivityKind.REPORTED, "Emil", NOON),
    )
    for name in (NAMES[0], GONE):
        point = next(response(name).points)
        digest = fingerprint(response(name).text_of(point))
        store.choose_quote(QuoteChoice(point.key, digest, "funding", QuoteDecision.PINNED, "Dora", NOON))
        first = store.add_note(Note(point.key, digest, f"Ask {name} about this.", "Dora", NOON))
        store.add_note(Note(point.key, digest, f"{name} was asked.", "Dora", NOON, replaces=first))
        store.assign([Assignment("In doubt", point.key, digest, 1, 0, "Emil", "Dora", NOON)])
    store.link({"ben.txt": ("anna.txt", 0.9), "carol.txt": (GONE, 0.8)}, NOON)
    _judge(store)
    _draw(store)
    store.erase_sources([GONE], "the officer", "they asked", NOON)
    store.add_report("2" * 64, {"inputs": [{"sha256": "3" * 64}], "coder": "m1"}, NOON)
    _fill(store)


def response(name: str) -> Response:
    """What somebody wrote."""
    said = SECRET if name == GONE else f"The library of {name} must stay."
    return make_response(name, [said, "And so must its budget."])


def _receive(store: Store, name: str) -> None:
    wrote = response(name)
    parts = [SegmentedDocument(wrote.document, wrote.segmentation), Skipped(f"{name}#2", "it is an empty picture")]
    content = wrote.document.text.encode()
    store.take_in([Arrival(make_source(name, content), RECIPE, parts, content)], NOON)
    store.know_respondents({name: Respondent(name.removesuffix(".txt"), "resident", Publish.YES)}, NOON)


def _judge(store: Store) -> None:
    people = (person("dora"), person("emil"), person("chief", CoderKind.ADJUDICATOR))
    for name in (*NAMES, GONE):
        points = [point.key for point in response(name).points]
        store.append(
            make_coding(p, ["funding"], scores={"funding": 0.75}, evidence=[Evidence("funding", p.start, p.end, 1.5)])
            for p in points
        )
        store.append(make_coding(point, ["safety"], by=by) for point in points for by in people)
        _divide(store, name)


def _draw(store: Store) -> None:
    """An audit of all points, of which two are drawn, then two more; they are shown to somebody, and scored."""
    store.draw(audit(1))
    store.draw(audit(2))
    shown = [(one.point, one.text_sha256) for one in audit(1).frame]
    store.show(person("dora"), shown, NOON)
    store.show(person("emil"), shown[-1:], NOON)
    store.score(audit(2), {"coded": 4}, NOON)
    store.redact([redaction(name) for name in (*NAMES, GONE)])
    store.keep_numbers({name: number for number, name in enumerate((*NAMES, GONE), 1)}, NOON)
    store.withdraw([Withdrawal(name, True, "Dora", "sent twice", NOON) for name in (*NAMES, GONE)])


def redaction(name: str) -> Redaction:
    words = response(name).document.text[:5]
    kind, decision = PersonalDataKind.NAME, RedactionDecision.CONFIRMED
    return Redaction(name, 0, 5, fingerprint(words), kind, decision, "Dora", NOON)


def audit(draws: int) -> Audit:
    """An audit after so many draws, each of the first points of two more responses."""
    points = {name: list(response(name).points) for name in (*NAMES, GONE)}
    frame = [
        FramePoint(point.key, fingerprint(response(name).text_of(point)), "all")
        for name, own in points.items()
        for point in own
    ]
    pairs = [(GONE, NAMES[0]), (NAMES[1], NAMES[2])]
    made = tuple(
        Draw(person("dora"), NOON, 2 * n, (("all", 2 * n),), tuple(points[name][0].key for name in pair))
        for n, pair in enumerate(pairs[:draws], 1)
    )
    return Audit("spring", 7, Design.SIMPLE, (), CODEBOOK.version, "m1", (("all", 8),), tuple(frame), made)


def _divide(store: Store, name: str) -> None:
    wrote, by = response(name), person("dora")
    segmentation = Segmentation(name, by.id, wrote.segmentation.segments)
    store.redivide(ManualSegmentation(segmentation, by, fingerprint(wrote.document.text), NOON, "one thought"))


def _fill(store: Store) -> None:
    """Append a record of each kind that the store has no method for yet, or that this history is silent about."""
    with store._writing() as connection:
        for table in RECORDS.values():
            if connection.execute(select(table.c.seq).limit(1)).first() is None:
                columns = [column for column in table.columns if column.name != "seq"]
                append(
                    connection, table, [{c.name: "word" if isinstance(c.type, String) else 7 for c in columns}], NOON
                )
