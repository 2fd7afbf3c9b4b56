"""Machine identity: who the machine coder of today is, known without anything being fitted or asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.model import Coder, CoderKind, Consultation, ModelCoder, ModelMode, Publish, SendingRule
from analysis.text import fingerprint

if TYPE_CHECKING:
    from analysis.app.snapshot.snapshot import Snapshot

MACHINE = "machine"
"""What the local classifier is called as a coder."""


def training(snapshot: Snapshot) -> tuple[Any, Any, Any, Any]:
    """Return texts, theme sets, contexts and unanswered themes, along the points, as people's codings have them."""
    from analysis.classifying.machine_coding import contexts_of

    keys = snapshot.codebook.keys
    theme_sets = [lesson.coding.themes.intersection(keys) if lesson else None for lesson in snapshot.lessons]
    unanswered = [lesson.unanswered if lesson else frozenset() for lesson in snapshot.lessons]
    return snapshot.corpus.own_texts, theme_sets, contexts_of(snapshot.corpus.points), unanswered


def local_coder(snapshot: Snapshot) -> Coder:
    """Return the local classifier of today as a coder."""
    from analysis.classifying.coder_identity import identify

    declared = snapshot.corpus.consultation.languages
    return Coder(identify(snapshot.codebook, *training(snapshot), declared), CoderKind.MACHINE, MACHINE)


def chosen_model(consultation: Consultation) -> ModelCoder | None:
    """Return the model that codes points, or None where the local classifier alone does."""
    coder = consultation.coder
    return coder if coder is not None and coder.codes else None


def coder_of_today(snapshot: Snapshot) -> Coder:
    """Return the machine coder of today: the local classifier, or that and the model of the user's choice."""
    model = chosen_model(snapshot.corpus.consultation)
    if model is None or not snapshot.codebook.themes:
        return snapshot.local_machine
    decides = [*_of_model(model, snapshot.model_prompt), snapshot.codebook.version, model.mode.value]
    if needs_local(snapshot, model):
        decides += [snapshot.local_machine.id]
    if model.mode is not ModelMode.MODEL:
        decides += [model.calls]
    return _coder(model, decides)


def needs_local(snapshot: Snapshot, model: ModelCoder) -> bool:
    """Return whether the local classifier codes any point: by the mode, or because words may be held back."""
    if model.mode is not ModelMode.MODEL or model.personal_data is SendingRule.HOLD_BACK:
        return True
    is_any_unpublished = any(one.respondent.publish is Publish.NO for one in snapshot.corpus.responses)
    return is_any_unpublished and model.unpublished is SendingRule.HOLD_BACK


def position_coder_of_today(local: Coder, model: ModelCoder | None, prompt: str) -> Coder:
    """Return the coder of positions: the rules, or those and the model."""
    if model is None or not model.positions:
        return local
    return _coder(model, [*_of_model(model, prompt), local.id])


def _of_model(model: ModelCoder, prompt: str) -> list[Any]:
    """Return what of a model and its settings decides its answers; where it runs does not."""
    return [model.model, prompt, model.seed, model.unpublished.value, model.personal_data.value]


def _coder(model: ModelCoder, decides: list[Any]) -> Coder:
    identity = fingerprint(repr(("model", *decides)))[:12]
    return Coder(identity, CoderKind.MACHINE, f"{MACHINE} ({model.model})")
