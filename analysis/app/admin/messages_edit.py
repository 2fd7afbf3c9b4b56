"""Editing the team's own words: the messages of page one, and what is answered to questions and themes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, replace

from analysis.app.cited_points import listed_points
from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.revisions import dry_run_consultation
from analysis.app.revisions import save as put
from analysis.app.settings_warnings import team_words
from analysis.errors import OvertakenError
from analysis.model import ActivityEvent, ActivityKind, Coder, Consultation, TeamMessage, TeamReply
from analysis.tally.team_words import MARK, NamedPoint, cited_point, marked
from analysis.text import one_line
from analysis.workspace import digest_of, load_consultation
from analysis.workspace.consultation_edits import REPLY, with_messages, with_replies

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
        """Return the SHA-256 of what is said here; a question or theme without a reply says nothing."""
        replies = sorted(astuple(reply) for reply in self.replies if is_answered(reply))
        said = [[astuple(message) for message in self.messages if not message.is_empty], replies]
        return digest_of(json.dumps(said).encode())


def is_answered(reply: TeamReply) -> bool:
    """Return whether a reply says anything."""
    return bool(reply.response or reply.action or reply.owner)


def present(app: AppContext, corpus: Corpus) -> MessagesForm:
    """Return the messages and replies as they stand in consultation.toml; raises ConsultationError."""
    consultation = load_consultation(app.workspace.consultation)
    points = _points(corpus, consultation.messages)
    return MessagesForm(tuple(_edit(message, points) for message in consultation.messages), _replies(consultation))


def with_present(typed: MessagesForm, now: MessagesForm) -> MessagesForm:
    """Return a form with the replies of ``now`` that it does not hold, and without those to nothing that is there."""
    held = {_key(reply): reply for reply in typed.replies}
    there = tuple(held.pop(_key(reply), reply) for reply in now.replies)
    return MessagesForm(typed.messages, (*there, *filter(is_answered, held.values())))


def merged(base: MessagesForm, typed: MessagesForm, now: MessagesForm) -> MessagesForm:
    """Merge three ways: return ``typed``, where a person left something as it was in ``base`` with what stands there
    ``now``; the messages as a whole, each reply field by field."""
    before, current = ({_key(reply): reply for reply in form.replies} for form in (base, now))
    replies = tuple(
        _merged_reply(before.get(_key(reply), TeamReply(*_key(reply))), reply, current[_key(reply)])
        if _key(reply) in current
        else reply
        for reply in typed.replies
    )
    is_untouched = _messages_said(typed) == _messages_said(base)
    return MessagesForm(now.messages if is_untouched else typed.messages, replies)


def _merged_reply(base: TeamReply, typed: TeamReply, now: TeamReply) -> TeamReply:
    changed = {name: getattr(typed, name) for name in REPLY if getattr(typed, name) != one_line(getattr(base, name))}
    return replace(now, **changed)


def _messages_said(form: MessagesForm) -> list[tuple[object, ...]]:
    """Return what the messages of a form say, however white space and the order of themes are written."""
    said = (message for message in form.messages if not message.is_empty)
    return [(one_line(message.text), message.point_names, frozenset(message.themes)) for message in said]


def says_the_same(typed: MessagesForm, now: MessagesForm, corpus: Corpus) -> bool:
    """Return whether two forms say the same, however points, white space and the order of themes are written."""
    points = _points(corpus, [*typed.messages, *now.messages])
    return _plain(typed, points).digest == _plain(now, points).digest


def _plain(form: MessagesForm, points: Sequence[NamedPoint]) -> MessagesForm:
    return MessagesForm(tuple(_as_called(message, points) for message in form.messages), form.replies)


def _points(corpus: Corpus, messages: Iterable[TeamMessage | MessageEdit]) -> list[NamedPoint]:
    """Return the points that a message may name, if any names one."""
    return listed_points(corpus) if any(message.points for message in messages) else []


def _edit(message: TeamMessage, points: Sequence[NamedPoint]) -> MessageEdit:
    return MessageEdit(message.text, ", ".join(_name(written, points) for written in message.points), message.themes)


def _as_called(message: MessageEdit, points: Sequence[NamedPoint]) -> MessageEdit:
    """Return a message with its points as they are called, and its themes in the order of their keys."""
    names = (_name(name, points) for name in message.point_names)
    return MessageEdit(one_line(message.text), ", ".join(dict.fromkeys(names)), tuple(sorted(set(message.themes))))


def _name(written: str, points: Iterable[NamedPoint]) -> str:
    found = cited_point(written, points)
    return found.name if found else written.partition(MARK)[0].strip()


def _key(reply: TeamReply) -> tuple[str, str]:
    return reply.theme, reply.question


def _replies(consultation: Consultation) -> tuple[TeamReply, ...]:
    """Return a reply for each question and theme, empty where there is none."""
    written = {_key(reply): reply for reply in consultation.replies}
    keys = [
        *(("", question.key) for question in consultation.questions),
        *((theme.key, "") for theme in consultation.codebook.themes),
    ]
    return tuple(written.get(key, TeamReply(*key)) for key in keys)


def words_on_page_one(app: AppContext, messages: Iterable[MessageEdit]) -> int:
    """Return how many words the summary and these messages have."""
    summary = load_consultation(app.workspace.consultation).summary
    return team_words(summary, [message.text for message in messages])


def mistakes(app: AppContext, corpus: Corpus, typed: MessagesForm) -> list[Mistake]:
    """Return what is wrong in a form, field by field; a message that stays as it stands in the file is no mistake."""
    consultation = load_consultation(app.workspace.consultation)
    points = _points(corpus, typed.messages)
    found: list[Mistake] = []
    for index, (message, kept) in enumerate(_kept(typed, consultation, points)):
        if not message.text and not message.is_empty:
            found.append((f"text-{index}", f"Write message {index + 1}, or empty what it rests on, too"))
        unknown = [name for name in message.point_names if not kept and not cited_point(name, points)]
        if unknown:
            fault = f"No point that may be shown is called {' or '.join(unknown)}"
            found.append((f"points-{index}", f"{fault}. Points are called as on the page Points, such as R4.9"))
    there = set(map(_key, _replies(consultation)))
    for index, reply in enumerate(typed.replies):
        if is_answered(reply) and _key(reply) not in there:
            gone = f"{reply.theme or reply.question} is no longer in the file, so nothing can be answered to it"
            found.append((f"response-{index}", f"{gone}. Copy what you need, then empty its fields"))
    return found


def left_out(app: AppContext, corpus: Corpus, typed: MessagesForm) -> dict[int, tuple[str, ...]]:
    """Return the points, by the number of their message, that stand in the file and that a report may not show."""
    points = _points(corpus, typed.messages)
    kept = [as_written for _, as_written in _kept(typed, load_consultation(app.workspace.consultation), points)]
    found = {
        index: tuple(_name(written, points) for written in message.points if not cited_point(written, points))
        for index, message in enumerate(kept)
        if message
    }
    return {index: names for index, names in found.items() if names}


def _kept(
    typed: MessagesForm, consultation: Consultation, points: Sequence[NamedPoint]
) -> list[tuple[MessageEdit, TeamMessage | None]]:
    """Return each message with that of the file that says the same, if any does."""
    written = [(_as_called(_edit(message, points), points), message) for message in consultation.messages]
    pairs: list[tuple[MessageEdit, TeamMessage | None]] = []
    for message in typed.messages:
        called = _as_called(message, points)
        same = next((pair for pair in written if pair[0] == called), None)
        if same:
            written.remove(same)
        pairs.append((message, same[1] if same else None))
    return pairs


def save(app: AppContext, corpus: Corpus, base_digest: str, typed: MessagesForm, coder: Coder) -> bool:
    """Write the team's words into consultation.toml, and keep it as it was; return whether anything was changed.

    ``base_digest``: of the form as the person had it before them. Raises OvertakenError where the words in the file are
    others by now, and ConsultationError where the file would hold a mistake; nothing is changed.
    """
    with app.store.alone():
        path = app.workspace.consultation
        if present(app, corpus).digest != base_digest:
            raise OvertakenError(OVERTAKEN)
        content = former_content = path.read_bytes()
        consultation = load_consultation(path)
        rows = _rows(typed, consultation, _points(corpus, typed.messages))
        if tuple(filter(None, rows)) != consultation.messages:
            content = with_messages(content, rows, path.name)
        if not set(typed.replies) <= set(_replies(consultation)):
            content = with_replies(content, typed.replies, path.name)
        if content == former_content:
            return False
        dry_run_consultation(app, content)
        activity = ActivityEvent(ActivityKind.CHANGED_MESSAGES, coder.name, app.clock())
        put(app, path, content, [activity], {"saved by": coder.name, "messages": asdict(typed)})
    return True


def _rows(
    typed: MessagesForm, consultation: Consultation, points: Sequence[NamedPoint]
) -> tuple[TeamMessage | None, ...]:
    """Return the messages of a form without mistakes, row by row: as they stand in the file where they say the same,
    else each point marked so that it is known for good."""
    return tuple(
        kept or (_message(message, points) if message.text else None)
        for message, kept in _kept(typed, consultation, points)
    )


def _message(typed: MessageEdit, points: Sequence[NamedPoint]) -> TeamMessage:
    found = (cited_point(name, points) for name in typed.point_names)
    return TeamMessage(one_line(typed.text), typed.themes, tuple(marked(point) for point in found if point))
