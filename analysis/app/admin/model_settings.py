"""Editing [coder] in consultation.toml: which language model may code, what is sent to it, and who confirmed that."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from analysis.app.admin.settings_edit import OVERTAKEN, Mistake
from analysis.app.coding.model_run import record_confirmation
from analysis.app.context import AppContext
from analysis.app.revisions import dry_run_consultation, save
from analysis.errors import ConsultationError, OvertakenError
from analysis.model import ActivityEvent, ActivityKind, Coder, ModelCoder
from analysis.text import one_line
from analysis.workspace import digest_of, load_consultation
from analysis.workspace.consultation_edits import with_coder

NUMBERS = {"price_in": float, "price_out": float, "calls": int, "concurrency": int}
"""The fields that are numbers, and of which kind."""

UNCONFIRMED = "{} is another computer. Write that responses may be sent to {}, and who allowed that"


@dataclass(frozen=True, slots=True)
class ModelForm:
    """[coder] as it is typed into a form; a field that is left empty does not stand in the file."""

    endpoint: str = ""
    model: str = ""
    mode: str = "local"
    key_variable: str = ""
    price_in: str = ""
    price_out: str = ""
    unpublished: str = "hold back"
    personal_data: str = "mask"
    calls: str = "300"
    concurrency: str = "8"
    positions: str = ""
    confirmation: str = ""


def present_model(app: AppContext) -> tuple[str, ModelForm]:
    """Return the hash of consultation.toml, and what it says of a model."""
    path = app.workspace.consultation
    coder = load_consultation(path).coder
    return digest_of(path.read_bytes()), _form(coder) if coder else ModelForm()


def _form(coder: ModelCoder) -> ModelForm:
    values = {field.name: getattr(coder, field.name) for field in fields(ModelForm)}
    texts = {name: "" if value in (None, False) else str(value) for name, value in values.items()}
    return ModelForm(**{**texts, "positions": "yes" if coder.positions else ""})


def save_model(app: AppContext, base: str, form: ModelForm, who: Coder) -> list[Mistake]:
    """Write [coder], or take it out where no address and no model is given; return what is wrong, and nothing is saved.

    A confirmation that responses may be sent to another computer is recorded first; without one nothing is saved.
    Raises OvertakenError where the file is not the one that the person had before them.
    """
    values, mistakes = _values(form)
    if mistakes:
        return mistakes
    with app.store.alone():
        path = app.workspace.consultation
        former = path.read_bytes()
        if digest_of(former) != base:
            raise OvertakenError(OVERTAKEN)
        content = with_coder(former, values, path.name)
        try:
            coder = dry_run_consultation(app, content).coder
        except ConsultationError as error:
            return [_mistake(problem) for problem in error.problems]
        if coder and not coder.is_confirmed:
            return [("confirmation", UNCONFIRMED.format(coder.host, coder.host))]
        if content != former:
            if coder:
                record_confirmation(app, coder, who.name)
            event = ActivityEvent(ActivityKind.CHANGED_SETTINGS, who.name, app.clock())
            save(app, path, content, [event], {"saved by": who.name, "model": asdict(form)})
    return []


def _values(form: ModelForm) -> tuple[dict[str, object], list[Mistake]]:
    """Return what is to stand in the file, in order, and which fields hold no number."""
    typed = {name: one_line(value) for name, value in asdict(form).items()}
    if not typed["endpoint"] and not typed["model"]:
        return {}, []
    values: dict[str, object] = {}
    mistakes: list[Mistake] = [
        (name, words)
        for name, words in (("endpoint", "Enter the address of the server"), ("model", "Enter the name of the model"))
        if not typed[name]
    ]
    for name, value in typed.items():
        if not value:
            continue
        try:
            values[name] = NUMBERS[name](value.replace(",", "")) if name in NUMBERS else value
        except ValueError:
            mistakes.append((name, f"Enter a number, such as {'0.15' if NUMBERS[name] is float else '100'}"))
    if typed["positions"]:
        values["positions"] = True
    return values, mistakes


def _mistake(problem: str) -> Mistake:
    """Return a mistake that the file tells, and the field that it is about, by which the page says where it is."""
    place, _, words = problem.removeprefix("[coder] › ").partition(": ")
    name = place.split(" ")[0]
    if problem.startswith("[coder] › ") and words and name in {field.name for field in fields(ModelForm)}:
        return name, words[0].upper() + words[1:]
    return "form", problem
