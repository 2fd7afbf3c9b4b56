"""What was judged and published: appended, never replaced, and given back as it was."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from analysis.model import Codebook, Coder, CoderKind, Coding, CodingMode, ManualSegmentation, PointKey, Theme
from analysis.store import Store
from analysis.store.chain import NOTHING
from analysis.store.schema import REPORT
from tests.builders import CODEBOOK as BOOK
from tests.builders import NOON, make_coding, person
from tests.store import strategies

NUMBERS = itertools.count()
POINTS = [PointKey("a.txt", n, n + 1) for n in range(5)]
ONE, TWO, THREE = (make_coding(point, ["funding"]) for point in POINTS[:3])
ANNA = person("anna")


def test_codings_come_back_in_the_order_in_which_they_were_appended(
    store: Store, open_store: Callable[[], Store]
) -> None:
    assert store.append([ONE, TWO]) == 2
    assert open_store().append([ONE]) == 1
    assert tuple(open_store().every_coding()) == (ONE, TWO, ONE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(strategies.codings, min_size=1, max_size=3))
def test_codings_come_back_as_they_were(store: Store, given_codings: list[Coding]) -> None:
    # One coder has one name: the last one told counts for all that they judged.
    by = {coding.coder.id: coding.coder.name for coding in given_codings}
    mark = f"{next(NUMBERS)} "
    wanted = [
        replace(
            c, point=c.point._replace(document=mark + c.point.document), coder=replace(c.coder, name=by[c.coder.id])
        )
        for c in given_codings
    ]
    assert store.append(wanted) == len(wanted)
    # Of what is appended at once, people's codings come first, then each machine's with each codebook.
    groups = list(dict.fromkeys((c.coder.id, c.codebook) for c in wanted if c.coder.is_machine))
    wanted.sort(key=lambda c: groups.index((c.coder.id, c.codebook)) if c.coder.is_machine else -1)
    for coding in wanted:
        assert store.codings_of(coding.point) == tuple(other for other in wanted if other.point == coding.point)
        assert (coding.point, coding.segmentation, coding.text_sha256) in store.coded(coding.coder)
    assert list(store.every_coding())[-len(wanted) :] == wanted


def test_people_and_one_machine_are_asked_for(store: Store) -> None:
    other = make_coding(POINTS[0], ["safety"], by=Coder("m2", CoderKind.MACHINE, "machine"))
    human = make_coding(POINTS[0], by=ANNA)
    chief = make_coding(POINTS[0], by=person("chief", CoderKind.ADJUDICATOR))
    store.append([ONE, human, other, chief])
    assert store.codings() == (human, chief)
    assert store.machine_codings("m1") == (ONE,)
    assert store.machine_codings("m2") == (other,)
    assert store.counts() == {CoderKind.MACHINE: 2, CoderKind.HUMAN: 1, CoderKind.ADJUDICATOR: 1}
    assert store.codings_of(POINTS[0]) == (human, chief, ONE, other)
    assert store.codings_of(POINTS[1]) == ()
    assert store.codings_at("m1", POINTS[:2]) == {POINTS[0]: ONE}


def test_a_coder_of_another_kind_with_the_same_id_is_another(store: Store) -> None:
    store.append(
        [make_coding(POINTS[0], by=ANNA), make_coding(POINTS[1], by=replace(ANNA, kind=CoderKind.ADJUDICATOR))]
    )
    assert store.coded(ANNA) == {(POINTS[0], "splitter-test", "")}
    assert [coding.coder.kind for coding in store.codings()] == [CoderKind.HUMAN, CoderKind.ADJUDICATOR]


def test_a_coder_is_shown_by_the_last_name_told(store: Store) -> None:
    store.append([make_coding(POINTS[0], by=ANNA)])
    before = store.chain().records
    store.append([make_coding(POINTS[1], by=ANNA)])
    assert store.chain().records == before + 1, "a coder who is known is not recorded again"
    store.append([make_coding(POINTS[2], by=replace(ANNA, name="Anna Smith"))])
    assert {coding.coder.name for coding in store.codings()} == {"Anna Smith"}


def test_the_empty_set_is_a_judgement(store: Store) -> None:
    empty = make_coding(POINTS[0], by=ANNA)
    store.append([empty])
    assert store.codings_of(POINTS[0]) == (empty,)


def test_a_codebook_is_recorded_once(store: Store, open_store: Callable[[], Store]) -> None:
    other = Codebook((Theme("access", "Access", "Whether people get there."),))
    for book in (BOOK, other, BOOK):
        open_store().know_codebook(book, NOON)
    assert list(store.codebooks().items()) == [(BOOK.version, BOOK), (other.version, other)]
    assert store.chain().records == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.codebooks)
def test_codebooks_come_back_as_they_were(store: Store, codebook: Codebook) -> None:
    store.know_codebook(codebook, NOON)
    assert store.codebooks()[codebook.version] == codebook


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.redivisions)
def test_segmentations_by_hand_come_back_as_they_were(store: Store, redivision: ManualSegmentation) -> None:
    store.redivide(redivision)
    assert store.redivisions()[-1] == redivision


def test_a_report_is_recorded_with_what_it_was_made_from(store: Store, raw: Callable[[], Connection]) -> None:
    store.add_report("0" * 64, {"inputs": ["ü"], "coder": "m1"}, NOON)
    row = raw().execute(select(REPORT)).one()
    assert (row.page, row.manifest) == ("0" * 64, '{"coder":"m1","inputs":["ü"]}')


def test_the_chain_moves_on_with_every_record_and_never_begins_anew(store: Store) -> None:
    heads = [store.chain()]
    for coding in (ONE, TWO, make_coding(POINTS[3], by=ANNA)):
        store.append([coding])
        heads.append(store.chain())
    assert [chain.records for chain in heads] == [0, 2, 3, 5], "a coder is a record, too"
    assert len({chain.head for chain in heads}) == 4
    assert len({chain.first for chain in heads[1:]}) == 1
    assert NOTHING not in {chain.first for chain in heads[1:]}


def test_equal_judgements_have_other_digests(store: Store) -> None:
    """Or whoever knows the chain could tell by guessing what an erased record said."""
    store.append([ONE])
    first = store.chain().head
    store.append([ONE])
    assert store.chain().head != first


def test_codings_are_all_appended_or_none(store: Store) -> None:
    store.append([ONE])
    broken = replace(TWO, mode=CodingMode.BLIND, themes=None)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        store.append([THREE, broken])
    assert tuple(store.every_coding()) == (ONE,)
    assert store.append([TWO]) == 1
    assert store.verify().startswith("3 records")
