"""Naming: a model of the user's choice names and describes proposed themes, and says which of them mean the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.app.coding.model_coding import cache_of
from analysis.app.coding.model_plan import NO_MODEL
from analysis.app.coding.model_run import ask_model
from analysis.app.coding.model_sending import ModelSending
from analysis.app.coding.theme_proposals import Offer, Proposed, proposals_of
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.errors import ModelError
from analysis.model import ModelCoder
from analysis.prompting.model_answers import content_of
from analysis.prompting.model_requests import ModelRequest, object_schema, request
from analysis.rendering.prompts import merging_prompt, naming_prompt
from analysis.text import fingerprint, one_line

PROPOSALS = fingerprint("proposed themes")
"""In place of the words that an answer is about: it is about several points, and is forgotten with any of them."""

LONGEST_NAME, LONGEST_DEFINITION = 60, 300
"""Characters of a name and a definition; what is longer is none."""


class _Named(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    definition: str = Field(min_length=1, max_length=LONGEST_DEFINITION)


class _Pair(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    theme: str
    into: str


class _Same(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    same: list[_Pair]


def model_of(snapshot: Snapshot) -> ModelCoder:
    """Return the model of the settings, whether or not it codes; raises ModelError where there is none."""
    coder = snapshot.corpus.consultation.coder
    if coder is None:
        raise ModelError(NO_MODEL)
    return coder


def naming_requests(snapshot: Snapshot, offer: Offer) -> dict[str, ModelRequest]:
    """Return what would be asked about each proposal, by its id: of its typical points what may be sent."""
    coder = model_of(snapshot)
    sending, prompt = ModelSending(snapshot, coder), naming_prompt(snapshot.corpus.template_folders)
    schema = object_schema({"name": {"type": "string"}, "definition": {"type": "string"}})
    requests: dict[str, ModelRequest] = {}
    for proposal in offer.proposals:
        sent = [sending.words(snapshot.corpus.places[typical.point.key]) for typical in proposal.typical]
        points = [one.text for one in sent if one is not None]
        if points:
            asked = {"points": points, "keywords": list(proposal.keywords)}
            requests[proposal.id] = request(coder.model, coder.seed, prompt, asked, schema, PROPOSALS)
    return requests


def named_by_model(app: AppContext, snapshot: Snapshot, offer: Offer, who: str) -> Offer:
    """Return an offer with the model's names and definitions, and which proposals mean the same as another.

    Where it gave no answer that can be used, or a name that another has, the proposal keeps its own.
    """
    coder, requests = model_of(snapshot), naming_requests(snapshot, offer)
    ask_model(app, coder, list(requests.values()), who)
    named = _named(offer.proposals, {id: _answer(app, one) for id, one in requests.items()})
    merging = _merging_request(snapshot, coder, named)
    ask_model(app, coder, [merging], who)
    same = _same(named, _answer(app, merging))
    return replace(offer, proposals=tuple(replace(one, same_as=same.get(one.id, "")) for one in named))


def find_and_name(app: AppContext, size: int, question: str, who: str) -> Offer:
    """Look for proposals, and have a model name and merge them; whoever calls has agreed to what is sent."""
    snapshot = take(app, keep=False)
    return named_by_model(app, snapshot, proposals_of(snapshot, size, question), who)


def _answer(app: AppContext, one: ModelRequest) -> object:
    """Return what was answered as JSON, or None where nothing that can be used was."""
    content, problem = content_of(cache_of(app).get(one.text_sha256, one.key) or {})
    return None if problem else content


def _named(proposals: Sequence[Proposed], answers: Mapping[str, object]) -> list[Proposed]:
    taken = {proposal.name.casefold() for proposal in proposals}
    named = []
    for proposal in proposals:
        answer = _parsed(answers.get(proposal.id))
        name = one_line(answer.name).rstrip(".") if answer else ""
        if answer and name and (name.casefold() not in taken or name.casefold() == proposal.name.casefold()):
            taken.add(name.casefold())
            proposal = replace(proposal, name=name, definition=one_line(answer.definition))
        named.append(proposal)
    return named


def _parsed(answer: object) -> _Named | None:
    try:
        return _Named.model_validate(answer)
    except ValidationError:
        return None


def _merging_request(snapshot: Snapshot, coder: ModelCoder, proposals: Sequence[Proposed]) -> ModelRequest:
    ids = [f"t{number}" for number in range(1, len(proposals) + 1)]
    themes = [
        {"id": id, "name": one.name, "definition": one.definition} for id, one in zip(ids, proposals, strict=True)
    ]
    pair = object_schema({name: {"type": "string", "enum": ids} for name in ("theme", "into")})
    schema = object_schema({"same": {"type": "array", "items": pair}})
    prompt = merging_prompt(snapshot.corpus.template_folders)
    return request(coder.model, coder.seed, prompt, {"themes": themes}, schema, PROPOSALS)


def _same(proposals: Sequence[Proposed], answer: object) -> dict[str, str]:
    """Return which proposal means the same as which, by their ids; a part is never merged into its whole."""
    try:
        pairs = _Same.model_validate(answer).same
    except ValidationError:
        return {}
    by_id = {f"t{number}": one for number, one in enumerate(proposals, 1)}
    same: dict[str, str] = {}
    for pair in pairs:
        goes, stays = by_id.get(pair.theme), by_id.get(pair.into)
        if goes and stays and goes.id != stays.id and goes.wider != stays.id and stays.wider != goes.id:
            same.setdefault(goes.id, stays.id)
    # One that goes is nothing to merge into: chains and circles end here.
    return {goes: stays for goes, stays in same.items() if stays not in same}
