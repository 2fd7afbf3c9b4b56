"""Settings: what the consultation is called, when it was open, what it asked of whom, what readers must know."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.admin.settings_edit import Details, Mistake, QuestionEdit, differing, merged, mistakes, present, save
from analysis.errors import ConsultationError, OvertakenError
from analysis.web import page_rendering
from analysis.web.identity import Acting, Form, Sent
from analysis.web.middleware import Refused
from analysis.web.state import AppState, Services

router = APIRouter()

ROW = re.compile(r"key-(\d{1,3})")

DATES = ("opened", "closed")
TEXTS = ("title", "organisation", "summary", "notice", "audit_notice", "respondent_types")

DONE = {
    "saved": "The settings are saved, and the file as it was before is kept.",
    "same": "Nothing was changed, and so nothing was written.",
}
"""What is said after saving."""

STALE = (
    "Nothing was saved yet: consultation.toml was changed since this page was opened, by somebody else or in another "
    "window. What you changed is filled in as you typed it; all else is as it is now. Look at both, and save again."
)


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The form: what is typed in it, and what was in the file before that; ``problems`` are links to fields.

    ``now`` is what the file says, shown beside the fields named in ``differs``.
    """

    typed: Details
    base: str
    before: str
    now: Details
    problems: tuple[Mistake, ...] = ()
    differs: frozenset[str] = frozenset()
    done: str = ""

    def problem(self, field: str) -> str:
        """Return what is wrong in a field, if anything."""
        return "; ".join(words for name, words in self.problems if name == field)


@router.get("/settings")
def show(request: Request, here: AppState, done: str = "") -> Response:
    """Return the settings as they are."""
    return _form(request, here, None, done=DONE.get(done, ""))


@router.post("/settings")
def change(request: Request, here: AppState, who: Acting, sent: Sent) -> Response:
    """Save the settings; what cannot be saved is shown again with all that was typed."""
    typed, base = _typed(sent), sent.text("base")
    if sent.text("more"):
        return _form(request, here, _with_row(typed), sent=sent)
    here.must_be_free()
    if problems := mistakes(typed):
        return _form(request, here, typed, problems, sent=sent)
    try:
        changed = save(here.everypoint, base, typed, who)
    except OvertakenError:
        return _overtaken(request, here, typed, _before(sent))
    except ConsultationError as error:
        return _form(request, here, typed, [_placed(problem) for problem in error.problems], sent=sent)
    return page_rendering.go("/settings", done="saved" if changed else "same")


def _overtaken(request: Request, here: Services, typed: Details, before: Details) -> Response:
    """Return the form as it is now with what was typed; a form that was sent twice is saved already."""
    now = present(here.everypoint).settings
    if not differing(typed, now):
        return page_rendering.go("/settings", done="saved")
    both = merged(before, typed, now)
    page = _page(here, both, problems=[("form", STALE)])
    return page_rendering.show(request, "settings.html.j2", replace(page, differs=differing(both, now)), 409)


def _form(
    request: Request,
    here: Services,
    typed: Details | None,
    problems: Sequence[Mistake] = (),
    sent: Form | None = None,
    done: str = "",
) -> Response:
    page = replace(_page(here, typed, problems), done=done)
    if sent is not None:
        # What the person had before them stays what it was, however often the form is shown again.
        page = replace(page, base=sent.text("base"), before=json.dumps(asdict(_before(sent))))
    return page_rendering.show(request, "settings.html.j2", page, 400 if problems else 200)


def _page(here: Services, typed: Details | None, problems: Sequence[Mistake] = ()) -> SettingsPage:
    there = present(here.everypoint)
    before = json.dumps(asdict(there.settings), ensure_ascii=False)
    return SettingsPage(typed or _with_row(there.settings), there.base, before, there.settings, tuple(problems))


def _with_row(typed: Details) -> Details:
    """Return the form with an empty question below the others."""
    return replace(typed, questions=(*typed.questions, QuestionEdit()))


def _placed(problem: str) -> Mistake:
    """Return a mistake that only the files tell, and the field that it is about."""
    if problem.startswith("row "):
        return "respondent_types", f"respondents.csv, {problem}"
    return "form", problem


# What was sent --------------------------------------------------------------------------------------------------------


def _typed(sent: Form) -> Details:
    rows = [found[1] for name in sent.names() if (found := ROW.fullmatch(name))]
    dates = {name: tuple(sent.text(f"{name}-{part}") for part in ("day", "month", "year")) for name in DATES}
    asked = tuple(QuestionEdit(sent.text(f"key-{n}"), sent.text(f"text-{n}"), sent.text(f"origin-{n}")) for n in rows)
    return Details(**{name: sent.text(name) for name in TEXTS}, **dates, questions=asked)  # type: ignore[arg-type]


def _before(sent: Form) -> Details:
    """Return what was in the file when the page was made; raises Refused where the form does not say it."""
    try:
        told = json.loads(sent.text("before"))
        told.update(
            {name: tuple(told[name]) for name in DATES}, questions=tuple(QuestionEdit(**q) for q in told["questions"])
        )
        return Details(**told)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(400, "This form does not say what was there before. Load the page again.") from error
