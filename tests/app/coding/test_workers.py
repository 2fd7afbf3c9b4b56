"""Points are scored alike here, in processes of their own and on a cluster, and who dies loses nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence

import pytest

from analysis.app.coding import cluster as clusters
from analysis.app.coding import coding_pool, workers
from analysis.classifying import ThemeClassifier
from analysis.classifying.machine_coding import ScoredTexts
from analysis.errors import ClusterError
from analysis.model import Context
from tests.builders import CODEBOOK

CHUNKS = [([f"The budget of ward {n} was cut.", "Nobody asked us."], [Context("a.txt", n)] * 2) for n in range(12)]


@pytest.fixture(scope="module")
def classifier() -> ThemeClassifier:
    return ThemeClassifier(CODEBOOK).fit([text for texts, _ in CHUNKS for text in texts])


@pytest.fixture(scope="module")
def here(classifier: ThemeClassifier) -> Sequence[ScoredTexts]:
    return list(workers.scored(classifier, CHUNKS, 1))


def must_be_equal(there: Sequence[ScoredTexts], here: Sequence[ScoredTexts]) -> None:
    assert [one.scores.tobytes() for one in there] == [one.scores.tobytes() for one in here]
    assert [one.evidence for one in there] == [one.evidence for one in here]


# Processes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_dying", [False, True])
def test_scores_are_the_same_wherever_they_are_made(
    classifier: ThemeClassifier, here: Sequence[ScoredTexts], monkeypatch: pytest.MonkeyPatch, is_dying: bool
) -> None:
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 2)
    if is_dying:
        monkeypatch.setattr(coding_pool, "_score_there", _die)
    must_be_equal(list(workers.scored(classifier, iter(CHUNKS), workers.LEAST)), here)


def _die(chunk: object) -> None:
    os._exit(9)


def test_what_fails_in_a_process_is_raised_here(classifier: ThemeClassifier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 2)
    with pytest.raises(TypeError):
        list(workers.scored(classifier, [(None, None)], workers.LEAST))  # type: ignore[list-item]


# A cluster ------------------------------------------------------------------------------------------------------------


def test_workers_that_die_lose_nothing(
    classifier: ThemeClassifier, here: Sequence[ScoredTexts], monkeypatch: pytest.MonkeyPatch
) -> None:
    import distributed  # imported late, as it takes long

    started = distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    with started as cluster:

        def one_dies() -> None:
            os.kill(cluster.workers[0].process.process.pid, signal.SIGKILL)

        def scored(chunks: Iterable[workers.Chunk]) -> Sequence[ScoredTexts]:
            return list(workers.scored(classifier, chunks, workers.LEAST_ON_CLUSTER, cluster.scheduler_address))

        must_be_equal(scored(_with_a_stop([*CHUNKS, *CHUNKS], one_dies)), [*here, *here])
        monkeypatch.setattr(clusters, "PATIENCE", 2)
        must_be_equal(scored(_with_a_stop(CHUNKS, lambda: cluster.scale(0))), here)


def _with_a_stop(chunks: Sequence[workers.Chunk], stop: Callable[[], object]) -> Iterator[workers.Chunk]:
    """Yield chunks, and stop something in the middle."""
    for n, chunk in enumerate(chunks):
        if n == len(chunks) // 2:
            stop()
        yield chunk


def test_a_worker_of_a_cluster_keeps_the_memory_that_each_chunk_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for name in ("keep_what_is_used_again", "seek_rings_rarely"):
        monkeypatch.setattr(clusters, name, lambda name=name: done.append(name))
    clusters._prepared.cache_clear()
    assert clusters._prepared() == clusters._prepared() == clusters._method()
    assert done == ["keep_what_is_used_again", "seek_rings_rarely"]
    clusters._prepared.cache_clear()


def test_no_cluster_is_looked_for_but_the_one_that_is_named(
    classifier: ThemeClassifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    for address, said in (("127.0.0.1:9", "is not the address"), ("tcp://127.0.0.1:9", "does not answer")):
        with pytest.raises(ClusterError, match=said):
            list(workers.scored(classifier, CHUNKS, workers.LEAST_ON_CLUSTER, address))


def test_few_points_do_not_go_to_a_cluster(classifier: ThemeClassifier, here: Sequence[ScoredTexts]) -> None:
    must_be_equal(list(workers.scored(classifier, CHUNKS, len(CHUNKS), "tcp://127.0.0.1:9")), here)
