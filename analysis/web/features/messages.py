"""Messages and responses: the team's own words for the report, and the points and themes that they rest on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from analysis.app.admin.messages_edit import (
    OVERTAKEN,
    MessageEdit,
    MessagesForm,
    Mistake,
    left_out,
    merged,
    mistakes,
    present,
    save,
    says_the_same,
    with_present,
    words_on_page_one,
)
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import ConsultationError, OvertakenError
from analysis.model import TeamReply
from analysis.rendering.page_one import TEAM_WORDS
from analysis.text import one_line
from analysis.web import page_rendering
from analysis.web.identity import CurrentUser, Form, SentForm
from analysis.web.middleware import Refused
from analysis.web.state import AppState, CurrentSnapshot, Services
from analysis.workspace import load_consultation

router = APIRouter()

PATH = "/report/messages"

COMPARE = (
    "Your changes are filled in as you typed them, with what the file says now beside them where that is different. "
    "Everything else is as it is now. Compare both, and save again"
)

ROWS = 3
"""Messages for which there is room in the form at the least: a report has three to six."""

DONE = {
    "saved": "The messages and responses are saved. Update the report to see them there.",
    "same": "Nothing was changed, so nothing was saved.",
}
"""What is said after saving."""

_ROW = re.compile(r"(?:text|reply)-(\d{1,4})")


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """The form; ``names`` are those of themes and questions by their keys, ``words`` how many page one has of the team.

    ``before`` is what the file said when the form was first shown, and ``now`` what it says where somebody else changed
    it meanwhile. ``left_out`` are points, by the number of their message, that may not be shown.
    """

    typed: MessagesForm
    before: str
    themes: Mapping[str, str]
    questions: Mapping[str, str]
    words: int
    left_out: Mapping[int, tuple[str, ...]]
    room: int = TEAM_WORDS
    problems: tuple[Mistake, ...] = ()
    now: MessagesForm | None = None
    done: str = ""

    def problem(self, field: str) -> str:
        """Return what is wrong in a field, if anything."""
        return "; ".join(text for problem_field, text in self.problems if problem_field == field)

    def changed(self, reply: TeamReply) -> TeamReply | None:
        """Return the reply as the file has it now, where that is another."""
        replies = self.now.replies if self.now else ()
        same = (now for now in replies if (now.theme, now.question) == (reply.theme, reply.question))
        return next((now for now in same if now != reply), None)


@router.get(PATH)
def show(request: Request, state: AppState, snapshot: CurrentSnapshot, done: str = "") -> Response:
    """Show the messages and what is answered to questions and themes."""
    form = present(state.app_context, snapshot.corpus)
    return _render(request, state, snapshot, form, form, done=DONE.get(done, ""))


@router.post(PATH)
def change(request: Request, state: AppState, snapshot: CurrentSnapshot, user: CurrentUser, form: SentForm) -> Response:
    """Save the messages and responses; what cannot be saved is shown again with all that was typed."""
    typed, base = _parse(form), _parse_base(form)
    if form.text("more"):
        with_row = MessagesForm((*typed.messages, MessageEdit()), typed.replies)
        return _render(request, state, snapshot, with_row, base)
    state.must_be_free()
    if problems := mistakes(state.app_context, snapshot.corpus, typed):
        return _render(request, state, snapshot, typed, base, problems)
    try:
        is_changed = save(state.app_context, snapshot.corpus, base.digest, typed, user)
    except OvertakenError:
        return _show_overtaken(request, state, snapshot, base, typed)
    except ConsultationError as error:
        return _render(request, state, snapshot, typed, base, [("form", problem) for problem in error.problems])
    return page_rendering.redirect(PATH, done="saved" if is_changed else "same")


def _show_overtaken(
    request: Request, state: Services, snapshot: Snapshot, base: MessagesForm, typed: MessagesForm
) -> Response:
    """Return the form as it was typed, beside what the file says now; a form that was sent twice is saved already."""
    now = present(state.app_context, snapshot.corpus)
    if says_the_same(typed, now, snapshot.corpus):
        return page_rendering.redirect(PATH, done="saved")
    typed = with_present(merged(base, typed, now), now)
    return _render(request, state, snapshot, typed, now, [("form", f"{OVERTAKEN} {COMPARE}")], now, status=409)


def _render(
    request: Request,
    state: Services,
    snapshot: Snapshot,
    typed: MessagesForm,
    base: MessagesForm,
    problems: Sequence[Mistake] = (),
    now: MessagesForm | None = None,
    *,
    done: str = "",
    status: int = 400,
) -> Response:
    consultation = load_consultation(state.workspace.consultation)
    spare = (MessageEdit(),) * max(ROWS - len(typed.messages), 0)
    page = MessagesPage(
        MessagesForm((*typed.messages, *spare), typed.replies),
        json.dumps(asdict(base), ensure_ascii=False),
        consultation.codebook.names,
        {question.key: question.text for question in consultation.questions},
        words_on_page_one(state.app_context, typed.messages),
        left_out(state.app_context, snapshot.corpus, typed),
        problems=tuple(problems),
        now=now,
        done=done,
    )
    return page_rendering.render(request, "messages.html.j2", page, status if problems else 200)


def _parse(form: Form) -> MessagesForm:
    numbered = [match[0] for name in form.names() if (match := _ROW.fullmatch(name))]
    messages = tuple(
        MessageEdit(form.text(name), form.text(f"points-{row}"), form.texts(f"themes-{row}"))
        for name in numbered
        if name.startswith("text-") and (row := name.removeprefix("text-"))
    )
    return MessagesForm(messages, tuple(_reply(form, name) for name in numbered if name.startswith("reply-")))


def _parse_base(form: Form) -> MessagesForm:
    """Return what was in the file when the page was made; raises Refused where the form does not say it."""
    try:
        before = json.loads(form.text("before"))
        messages = (MessageEdit(one["text"], one["points"], tuple(one["themes"])) for one in before["messages"])
        return MessagesForm(tuple(messages), tuple(TeamReply(**reply) for reply in before["replies"]))
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(400, "This form is out of date. Reload the page.") from error


def _reply(form: Form, name: str) -> TeamReply:
    kind, _, key = form.text(name).partition(":")
    response, action, owner = (one_line(form.text(f"{field}{name.removeprefix('reply')}")) for field in REPLY_FIELDS)
    return TeamReply(key if kind == "theme" else "", key if kind == "question" else "", response, action, owner)


REPLY_FIELDS = ("response", "action", "owner")
"""What a reply says, each a field of the form."""
