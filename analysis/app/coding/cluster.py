"""The cluster: chunks are scored by the workers of a Dask scheduler that the user named, as in processes of one's own.

Dask is an engine that exists, with its own scheduler, retries and dashboard; nothing here is one. The workers are sent
the classifier once and texts in chunks, and send scores and places back. A chunk whose worker dies is given to another.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from analysis.app.coding.workers import Chunk, Scoring, Workers, score_here
from analysis.app.snapshot.free_memory import keep_what_is_used_again, seek_rings_rarely
from analysis.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client

    from analysis.classifying import ThemeClassifier
    from analysis.classifying.machine_coding import ScoredTexts

PROTOCOLS = ("tcp://", "tls://")
"""How an address begins; the certificates of the second are Dask's own settings."""

PATIENCE = 15
"""Seconds in which the scheduler answers, in which a worker joins, and after which it is asked whether any is left."""

MISSING = (
    "coding on a cluster needs the extra cluster, which is not installed; install it with "
    "`pip install 'everypoint[cluster]'`"
)
OTHER = (
    "a worker of {address} does not code as this Everypoint does; install the same version, with the extra cluster, "
    "on every worker and start the workers again"
)
UNREACHABLE = "{address} does not answer; start `dask scheduler` there, or leave out --cluster and EVERYPOINT_CLUSTER"
IDLE = "{address} has no worker; start one with `dask worker {address} --nthreads 1`"


@contextmanager
def cluster_workers(classifier: ThemeClassifier, address: str) -> Iterator[Workers]:
    """Yield the workers of the scheduler at an address, each with the classifier.

    Raises ClusterError where it cannot be reached, has no worker, or one of another version.
    """
    with _connected(address) as client:
        # Each has it, so that the chunks of one that dies find it with another.
        held = client.scatter(classifier, broadcast=True, hash=False)
        method = _method()

        def submit(chunk: Chunk) -> Scoring:
            return _Scored(client, client.submit(score_on_worker, held, chunk, method, pure=False), address)

        yield Workers(submit, sum(client.nthreads().values()), lost_errors())


def check_address(address: str) -> None:
    """Raise ClusterError where what was given is no address of a scheduler."""
    if not address.startswith(PROTOCOLS):
        raise ClusterError(f"{address} is not the address of a Dask scheduler; give one such as tcp://host:8786")


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    check_address(address)
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(MISSING) from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(UNREACHABLE.format(address=address)) from error
    try:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise ClusterError(IDLE.format(address=address)) from error
        yield client
    finally:
        client.close()


def lost_errors() -> tuple[type[BaseException], ...]:
    """Return what says that a chunk is lost: with its worker too often, or with the scheduler."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.client import FutureCancelledError
    from distributed.comm import CommClosedError

    return KilledWorker, FutureCancelledError, CancelledError, CommClosedError


class _Scored:
    """A chunk that is under way on a cluster."""

    def __init__(self, client: Client, future: Any, address: str) -> None:
        self._client, self._future, self._address = client, future, address

    def result(self) -> ScoredTexts:
        """Return what the classifier makes of the chunk.

        Raises CancelledError where no worker is left, and ClusterError for a worker that is not as this program is.
        """
        from concurrent.futures import CancelledError

        while True:
            try:
                scored: ScoredTexts | None = self._future.result(timeout=PATIENCE)
            except TimeoutError:
                if not self._client.nthreads():
                    raise CancelledError from None
                continue
            except (ImportError, AttributeError) as error:
                raise ClusterError(OTHER.format(address=self._address)) from error
            if scored is None:
                raise ClusterError(OTHER.format(address=self._address))
            return scored


# On a worker ----------------------------------------------------------------------------------------------------------


def score_on_worker(classifier: ThemeClassifier, chunk: Chunk, method: str) -> ScoredTexts | None:
    """Return what the classifier makes of a chunk; None where this worker has another method."""
    return score_here(classifier, chunk) if _prepared() == method else None


@cache
def _prepared() -> str:
    """Return the digest of this process's method, once its memory is managed as scoring needs it.

    Dask has a worker give back all that is freed: a core cleared the same pages for each chunk anew, a fifth of its
    time. Rings of objects were looked for all the time, a tenth of it.
    """
    keep_what_is_used_again()
    seek_rings_rarely()
    return _method()


def _method() -> str:
    from analysis.classifying.method import languages_sha256, method_sha256

    return method_sha256() + languages_sha256()
