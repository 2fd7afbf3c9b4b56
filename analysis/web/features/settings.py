"""Settings: what the consultation is called, when it was open, what it asked of whom, what readers must know."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.admin.settings_edit import Details, Mistake, QuestionEdit, differing, merged, mistakes, present, save
from analysis.app.admin.settings_history import PastSettings, settings_history
from analysis.errors import ConsultationError, OvertakenError
from analysis.web import page_rendering
from analysis.web.identity import CurrentUser, Form, SentForm
from analysis.web.middleware import Refused
from analysis.web.state import AppState, Services

router = APIRouter()

ROW = re.compile(r"key-(\d{1,3})")

DATES = ("opened", "closed")
TEXTS = ("title", "organisation", "summary", "notice", "audit_notice", "respondent_types", "organisations", "crossings")

DONE = {
    "saved": "The settings are saved. A copy of the earlier file is kept.",
    "same": "Nothing was changed, so nothing was saved.",
}
"""What is said after saving."""

STALE = (
    "Nothing was saved yet: consultation.toml was changed since this page was opened, by somebody else or in another "
    "window. Your changes are filled in as you typed them. Everything else is as it is now. Compare both "
    "versions, and save again."
)


@dataclass(frozen=True, slots=True)
class SettingsPage(page_rendering.FormProblems):
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


@dataclass(frozen=True, slots=True)
class SettingsHistoryPage:
    """What was changed in the settings, the newest first."""

    past: tuple[PastSettings, ...]


@router.get("/settings/history")
def show_history(request: Request, state: AppState) -> Response:
    """Show what was changed in the settings, when and by whom."""
    page = SettingsHistoryPage(settings_history(state.app_context))
    return page_rendering.render(request, "settings_history.html.j2", page)


@router.get("/settings")
def show(request: Request, state: AppState, done: str = "") -> Response:
    """Show the settings."""
    return _show_form(request, state, None, done=DONE.get(done, ""))


@router.post("/settings")
def change(request: Request, state: AppState, user: CurrentUser, form: SentForm) -> Response:
    """Save the settings; what cannot be saved is shown again with all that was typed."""
    typed, base_digest = _parse_details(form), form.text("base")
    if form.text("more"):
        return _show_form(request, state, _with_row(typed), form=form)
    state.must_be_free()
    if form_problems := mistakes(typed):
        return _show_form(request, state, typed, form_problems, form=form)
    try:
        is_changed = save(state.app_context, base_digest, typed, user)
    except OvertakenError:
        return _show_overtaken(request, state, typed, _parse_base(form))
    except ConsultationError as error:
        return _show_form(request, state, typed, [_field_mistake(problem) for problem in error.problems], form=form)
    return page_rendering.redirect("/settings", done="saved" if is_changed else "same")


def _show_overtaken(request: Request, state: Services, typed_details: Details, base_details: Details) -> Response:
    """Return the form as it is now with what was typed; a form that was sent twice is saved already."""
    current_details = present(state.app_context).settings
    if not differing(typed_details, current_details):
        return page_rendering.redirect("/settings", done="saved")
    merged_details = merged(base_details, typed_details, current_details)
    settings_page = _settings_page(state, merged_details, problems=[("form", STALE)])
    return page_rendering.render(
        request, "settings.html.j2", replace(settings_page, differs=differing(merged_details, current_details)), 409
    )


def _show_form(
    request: Request,
    state: Services,
    typed: Details | None,
    problems: Sequence[Mistake] = (),
    form: Form | None = None,
    done: str = "",
) -> Response:
    settings_page = replace(_settings_page(state, typed, problems), done=done)
    if form is not None:
        # What the person had before them stays what it was, however often the form is shown again.
        settings_page = replace(settings_page, base=form.text("base"), before=json.dumps(asdict(_parse_base(form))))
    return page_rendering.render(request, "settings.html.j2", settings_page, 400 if problems else 200)


def _settings_page(state: Services, typed: Details | None, problems: Sequence[Mistake] = ()) -> SettingsPage:
    present_settings = present(state.app_context)
    settings_json = json.dumps(asdict(present_settings.settings), ensure_ascii=False)
    return SettingsPage(
        typed or _with_row(present_settings.settings),
        present_settings.base,
        settings_json,
        present_settings.settings,
        tuple(problems),
    )


def _with_row(typed: Details) -> Details:
    """Return the form with an empty question below the others."""
    return replace(typed, questions=(*typed.questions, QuestionEdit()))


def _field_mistake(problem_text: str) -> Mistake:
    """Return a mistake that only the files tell, and the field that it is about."""
    if problem_text.startswith("row "):
        return "respondent_types", f"respondents.csv, {problem_text}"
    return "form", problem_text


# What was sent --------------------------------------------------------------------------------------------------------


def _parse_details(form: Form) -> Details:
    row_numbers = [row_match[1] for field_name in form.names() if (row_match := ROW.fullmatch(field_name))]
    date_fields = {
        field_name: tuple(form.text(f"{field_name}-{date_part}") for date_part in ("day", "month", "year"))
        for field_name in DATES
    }
    question_edits = tuple(
        QuestionEdit(form.text(f"key-{row_number}"), form.text(f"text-{row_number}"), form.text(f"origin-{row_number}"))
        for row_number in row_numbers
    )
    text_fields = {field_name: form.text(field_name) for field_name in TEXTS}
    return Details(**text_fields, **date_fields, questions=question_edits)  # type: ignore[arg-type]


def _parse_base(form: Form) -> Details:
    """Return what was in the file when the page was made; raises Refused where the form does not say it."""
    try:
        base_settings = json.loads(form.text("before"))
        base_settings.update(
            {date_field: tuple(base_settings[date_field]) for date_field in DATES},
            questions=tuple(QuestionEdit(**question) for question in base_settings["questions"]),
        )
        return Details(**base_settings)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(400, "This form is out of date. Reload the page.") from error
