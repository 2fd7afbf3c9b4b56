"""However large a source is, no statement names more values than any SQLite takes."""

from __future__ import annotations

from dataclasses import replace

from analysis.model import Coding, Publish, Respondent, Response, SegmentedDocument
from analysis.store import Arrival, Store
from analysis.text import fingerprint
from tests.builders import NOON, make_coding, make_response, make_source, person
from tests.statements import counted

RECIPE = "1" * 64
ROWS = 1_100
LIMIT = 999
"""Values in a statement of an SQLite before 3.32."""


def parted(response: Response) -> SegmentedDocument:
    return SegmentedDocument(response.document, response.segmentation)


def coded(response: Response) -> Coding:
    (point,) = response.points
    return replace(make_coding(point.key, by=person("anna")), text_sha256=fingerprint(response.text_of(point)))


def test_a_long_survey_is_kept_asked_for_and_erased_within_the_limit(store: Store) -> None:
    responses = [make_response(f"survey.csv#{n}", [f"Opinion number {n}."]) for n in range(ROWS)]
    gone, *others = responses
    store.chain()
    with counted() as traffic:
        for content, rows in ((b"earlier", responses), (b"now", others)):
            source = make_source("survey.csv", content)
            store.take_in([Arrival(source, RECIPE, [parted(response) for response in rows], content)], NOON)
        store.know_respondents({r.document.name: Respondent("A", None, Publish.NO) for r in responses}, NOON)
        store.append(coded(response) for response in responses)
        refs = next(iter(store.readings(RECIPE).values()))
        assert len(store.parts(refs)) == ROWS
        digest = fingerprint(gone.document.text)
        assert store.erase_part("survey.csv", {(gone.document.name, digest)}, source.sha256, "Ann", "asked", NOON)
        assert store.verify()
    assert {coding.point.document for coding in store.codings()} == {r.document.name for r in others}
    assert traffic.most_values <= LIMIT
