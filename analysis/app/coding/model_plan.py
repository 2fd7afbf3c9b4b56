"""The plan: what would be sent to a model, where, how much it is and what it costs, before anything is sent."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from analysis.app.coding.model_choice import asked_points
from analysis.app.coding.model_coding import cache_of
from analysis.app.coding.model_sending import PERSONAL, UNPUBLISHED, Asked
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import ModelError
from analysis.model import ModelCoder
from analysis.prompting.model_answers import usage_of
from analysis.prompting.model_requests import ModelRequest, prompt_sha256
from analysis.prompting.token_estimate import TokenEstimate, Usage, estimate_tokens
from analysis.store import FAILED, AnswerCache

NO_MODEL = (
    "consultation.toml names no model: write its endpoint and name into [coder], which the file that `everypoint init` "
    "makes explains"
)

IDLE = "the model in [coder] of consultation.toml codes nothing, for its mode is local; choose another mode"


@dataclass(frozen=True, slots=True)
class SendingPlan:
    """What would be sent, and what it takes; ``requests`` are in the order in which they would be asked.

    ``points`` and ``answers`` (to questions, for positions) are asked about in all, of which ``known`` are answered
    already. ``masked`` of those to be sent have words masked; ``unpublished`` and ``personal`` are held back.
    ``failed`` had no answer when they were asked last, and ``again`` says whether they are asked once more.
    """

    coder: ModelCoder
    prompt: str
    points: int
    answers: int
    known: int
    failed: int
    masked: int
    unpublished: int
    personal: int
    requests: tuple[ModelRequest, ...]
    tokens: TokenEstimate
    again: bool = False

    @property
    def cost(self) -> float | None:
        """Return what it costs at the user's prices, or None where there are none."""
        price_in, price_out = self.coder.price_in, self.coder.price_out
        return None if price_in is None or price_out is None else self.tokens.cost(price_in, price_out)

    @property
    def id(self) -> str:
        """Return the digest of where it would send what, by which one plan is told from another."""
        keys = sorted(request.key for request in self.requests)
        return hashlib.sha256("\n".join([self.coder.endpoint, *keys]).encode()).hexdigest()[:16]

    @property
    def is_encrypted(self) -> bool:
        """Return whether nobody on the way can read what is sent."""
        return self.coder.is_local or urlsplit(self.coder.endpoint).scheme == "https"


def plan_sending(app: AppContext, snapshot: Snapshot, again: bool = False) -> SendingPlan:
    """Return what coding with the model would send; ``again``: what had no answer is asked once more.

    Raises ModelError where the settings name no model that codes.
    """
    coder = snapshot.corpus.consultation.coder
    if coder is None or not (coder.codes or coder.positions):
        raise ModelError(NO_MODEL if coder is None else IDLE)
    asked, held = asked_points(snapshot, coder) if coder.codes and snapshot.codebook.themes else ([], None)
    answers, held_answers = asked_points(snapshot.positions, coder) if coder.positions else ([], None)
    held_back = Counter(held.held_back if held else ()) + Counter(held_answers.held_back if held_answers else ())
    cache = cache_of(app)
    unknown, known_usage, failed = _sorted(cache, (*asked, *answers), again)
    return SendingPlan(
        coder=coder,
        prompt=prompt_sha256(snapshot.model_prompt),
        points=len(asked),
        answers=len(answers),
        known=len(asked) + len(answers) - sum(len(same) for same in unknown.values()),
        failed=failed,
        masked=sum(same[0].sent.has_masks for same in unknown.values()),
        unpublished=held_back[UNPUBLISHED],
        personal=held_back[PERSONAL],
        requests=tuple(sorted((same[0].request for same in unknown.values()), key=_turn)),
        tokens=estimate_tokens([same[0].request.characters for same in unknown.values()], known_usage),
        again=again,
    )


def _sorted(
    cache: AnswerCache, asked: Iterable[Asked], again: bool
) -> tuple[Mapping[str, list[Asked]], list[Usage], int]:
    """Return what has no answer yet, by request; what the known answers took; and how many failed."""
    unknown: dict[str, list[Asked]] = {}
    usage: dict[str, Usage] = {}
    failed = 0
    for one in asked:
        key = one.request.key
        kept = cache.get(one.request.text_sha256, key) if key not in unknown else None
        failed += kept is not None and FAILED in kept
        if kept is None or (again and FAILED in kept):
            unknown.setdefault(key, []).append(one)
        elif taken := usage_of(kept):
            usage[key] = (one.request.characters, *taken)
    return unknown, list(usage.values()), failed


def _turn(request: ModelRequest) -> str:
    """Return by what requests are put in order: a random one, so that the first are a fair sample of all."""
    return hashlib.sha256(request.key.encode()).hexdigest()
