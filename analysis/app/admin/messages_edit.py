"""Editing the team's own words: the messages of page one, and what is answered to questions and themes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from analysis.app.cited_points import listed_points
from analysis.app.context import AppContext
from analysis.app.revisions import dry_run_consultation
from analysis.app.revisions import save as put
from analysis.app.settings_warnings import team_words
from analysis.app.use_case_results import Corpus
from analysis.errors import OvertakenError
from analysis.model import ActivityEvent, ActivityKind, Coder, Consultation, TeamMessage, TeamReply
from analysis.tally.team_words import MARK, NamedPoint, cited_point, marked
from analysis.text import one_line
from analysis.workspace import digest_of, load_consultation
from analysis.workspace.consultation_edits import with_messages, with_replies

OVERTAKEN = "Somebody else changed the messages or responses since you opened this page. Nothing was saved yet."

Mistake = tuple[str, str]
"""A field of the form, and what is wrong in it."""


@dataclass(frozen=True, slots=True)
class MessageEdit:
    """A message in the form: ``points`` as they are typed ("R4.9, R12.1"), ``themes`` are keys."""

    text: str = ""
    points: str = ""
    themes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether the form says nothing here: a theme alone is no message."""
        return not self.text and not self.points

    @property
    def point_names(self) -> tuple[str, ...]:
        """Return the points that are named, one after another."""
        return tuple(dict.fromkeys(name for name in map(one_line, re.split(r"[,;\n]", self.points)) if name))


@dataclass(frozen=True, slots=True)
class MessagesForm:
    """The team's words as they are typed: messages in their order, and a reply for each question and theme."""

    messages: tuple[MessageEdit, ...] = ()
    replies: tuple[TeamReply, ...] = ()

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what is typed."""
        return digest_of(json.dumps(asdict(self), sort_keys=True).encode())


def present(app: AppContext, corpus: Corpus) -> MessagesForm:
    """Return the messages and replies as they stand in consultation.toml; raises ConsultationError."""
    consultation = load_consultation(app.workspace.consultation)
    points = listed_points(corpus) if any(message.points for message in consultation.messages) else []
    messages = tuple(
        MessageEdit(message.text, ", ".join(_name(written, points) for written in message.points), message.themes)
        for message in consultation.messages
    )
    return MessagesForm(messages, _replies(consultation))


def _name(written: str, points: Iterable[NamedPoint]) -> str:
    found = cited_point(written, points)
    return found.name if found else written.partition(MARK)[0].strip()


def _replies(consultation: Consultation) -> tuple[TeamReply, ...]:
    """Return a reply for each question and theme, empty where there is none."""
    written = {(reply.theme, reply.question): reply for reply in consultation.replies}
    keys = [
        *(("", question.key) for question in consultation.questions),
        *((theme.key, "") for theme in consultation.codebook.themes),
    ]
    return tuple(written.get(key, TeamReply(*key)) for key in keys)


def words_on_page_one(app: AppContext, messages: Iterable[MessageEdit]) -> int:
    """Return how many words the summary and these messages have."""
    summary = load_consultation(app.workspace.consultation).summary
    return team_words(summary, [message.text for message in messages])


def mistakes(typed: MessagesForm, corpus: Corpus) -> list[Mistake]:
    """Return what is wrong in a form, field by field."""
    points = listed_points(corpus) if any(message.points for message in typed.messages) else []
    found: list[Mistake] = []
    for index, message in enumerate(typed.messages):
        if not message.text and not message.is_empty:
            found.append((f"text-{index}", f"Write message {index + 1}, or leave out what it rests on, too"))
        unknown = [name for name in message.point_names if not cited_point(name, points)]
        if unknown:
            fault = f"No point that may be shown is called {' or '.join(unknown)}"
            found.append((f"points-{index}", f"{fault}. Points are called as on the page Points, such as R4.9"))
    return found


def save(app: AppContext, corpus: Corpus, base_digest: str, typed: MessagesForm, coder: Coder) -> bool:
    """Write the team's words into consultation.toml, and keep it as it was; return whether anything was changed.

    ``base_digest``: of the form as the person had it before them. Raises OvertakenError where the words in the file are
    others by now, and ConsultationError where the file would hold a mistake; nothing is changed.
    """
    with app.store.alone():
        path = app.workspace.consultation
        if present(app, corpus).digest != base_digest:
            raise OvertakenError(OVERTAKEN)
        former_content = path.read_bytes()
        messages = _messages(typed, corpus)
        content = with_replies(with_messages(former_content, messages, path.name), typed.replies, path.name)
        if content == former_content:
            return False
        dry_run_consultation(app, content)
        activity = ActivityEvent(ActivityKind.CHANGED_MESSAGES, coder.name, app.clock())
        put(app, path, content, [activity], {"saved by": coder.name, "messages": asdict(typed)})
    return True


def _messages(typed: MessagesForm, corpus: Corpus) -> list[TeamMessage]:
    """Return the messages of a form without mistakes, each point marked so that it is known for good."""
    points = listed_points(corpus) if any(message.points for message in typed.messages) else []
    return [
        TeamMessage(
            one_line(message.text),
            message.themes,
            tuple(marked(found) for name in message.point_names if (found := cited_point(name, points))),
        )
        for message in typed.messages
        if message.text
    ]
