"""A run: the requests of a plan are sent, several at a time, and every answer is kept before anything else happens."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from analysis.app.coding.model_coding import cache_of
from analysis.app.context import AppContext
from analysis.errors import ModelError
from analysis.model import ActivityEvent, ActivityKind, ModelCoder
from analysis.prompting.model_client import ModelClient, NoAnswer
from analysis.prompting.model_requests import ModelRequest
from analysis.store import FAILED, AnswerCache
from analysis.text import plural

GIVEN_UP = 20
"""Requests without an answer, one after the other, after which no more are sent: the server is down, not the points."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What came of a run: how many requests were answered, and how many were not."""

    answered: int
    failed: int


def ask_model(app: AppContext, coder: ModelCoder, requests: Sequence[ModelRequest], who: str) -> Asking:
    """Send requests and keep each answer; what is answered already is not sent.

    A confirmation that responses may be sent to another computer is recorded first, as that of ``who`` runs it. Raises
    ModelError where nothing can be sent, or no more; what was answered until then is kept.
    """
    if not requests:
        return Asking(0, 0)
    with ModelClient(coder) as client, cache_of(app).alone():
        record_confirmation(app, coder, who)
        cache = cache_of(app)
        unasked = [one for one in requests if _is_unknown(cache, one)]
        outcomes = _outcomes(client.ask, cache, unasked, coder.concurrency)
        answered = failed = in_a_row = 0
        for _, is_answered in zip(app.track(unasked, "Asking the model"), outcomes, strict=True):
            answered, failed = answered + is_answered, failed + (not is_answered)
            in_a_row = 0 if is_answered else in_a_row + 1
            if in_a_row == GIVEN_UP:
                outcomes.close()
                raise ModelError(
                    f"{coder.host} gave no answer to {plural(GIVEN_UP, 'request')} one after the other. The "
                    f"{answered:,} answers that it gave are kept; run it again when it is up."
                )
    return Asking(answered, failed)


def _is_unknown(cache: AnswerCache, request: ModelRequest) -> bool:
    kept = cache.get(request.text_sha256, request.key)
    return kept is None or FAILED in kept


def record_confirmation(app: AppContext, coder: ModelCoder, who: str) -> None:
    """Record that responses may be sent to another computer, in the words of whoever confirmed it."""
    if coder.is_local:
        return
    statement = f"{coder.endpoint}: {coder.confirmation}"
    if not app.store.has_noted(ActivityKind.CONFIRMED_MODEL, statement):
        app.store.note(ActivityEvent(ActivityKind.CONFIRMED_MODEL, who, app.clock(), statement))


def _outcomes(
    ask: Callable[..., dict[str, object]], cache: AnswerCache, requests: Sequence[ModelRequest], at_once: int
) -> Generator[bool, None, None]:
    """Yield for each request, as they end, whether it was answered; no more than ``at_once`` are open."""

    def one(request: ModelRequest) -> bool:
        try:
            answer = ask(request.body)
        except NoAnswer as error:
            cache.keep(request.text_sha256, request.key, {FAILED: str(error)})
            return False
        cache.keep(request.text_sha256, request.key, answer)
        return True

    remaining = iter(requests)
    with ThreadPoolExecutor(at_once, thread_name_prefix="everypoint model") as pool:
        open_requests: set[Future[bool]] = set()
        try:
            while True:
                while len(open_requests) < at_once and (following := next(remaining, None)) is not None:
                    open_requests.add(pool.submit(one, following))
                if not open_requests:
                    return
                ended, open_requests = wait(open_requests, return_when=FIRST_COMPLETED)
                for future in ended:
                    yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
