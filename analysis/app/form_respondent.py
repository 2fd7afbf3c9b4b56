"""What a form says of its respondent: name, organisation, type and consent, as its own fields state them.

A person's word in respondents.csv stands above it, and a refusal anywhere above a consent. Where two fields name two
people, neither is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.app.form_fields import FieldGroup, Layout, RespondentField, compared, form_fields, label_role
from analysis.model import DETAILS, ColumnRole, Document, Publish, Respondent, Segment, SegmentKind
from analysis.reading.table import column_vocabulary as vocabulary
from analysis.reading.table import consent
from analysis.redacting.names import is_word_of_a_body
from analysis.tally.privacy.respondent_names import is_nobodys, is_of_a_person, is_type_of_a_body
from analysis.text import EMAIL, Span, is_prose, words

LONGEST_NAME = 12
"""Words of a name; what is longer says something."""

ABBREVIATION = 4
"""Letters of a last word whose full stop ends no sentence: "Ltd."."""

_OFFERED = re.compile(r"[/|*]|\bor\b", re.IGNORECASE)
"""What stands between types of which one is to be struck out."""

_BETWEEN = "\t\n |_.…"
"""What stands between fields and is nobody's words."""

_PARTS = ("first", "given", "fore", "middle", "last", "family", "sur")
"""How a form calls the parts of a name, in words or their beginnings."""


@dataclass(frozen=True, slots=True)
class FormRespondent:
    """What a form states; ``others`` are names that contradict each other, ``person`` who filled it in for a body,
    ``asked`` the question and answer that keep it back, and ``spans`` where labels and answers stand."""

    name: str | None = None
    type: str | None = None
    publish: Publish | None = None
    person: str | None = None
    others: tuple[str, ...] = ()
    asked: str = ""
    spans: tuple[Span, ...] = ()

    def told(self, respondent: Respondent) -> str:
        """Return in words what is known of a respondent from the form, to be checked, and what of it is not."""
        stated = (
            ("name", self.name and self.name == respondent.name),
            ("type", self.type and respondent.type),
            ("consent", self.publish is not None and self.publish is respondent.publish),
        )
        listed = ", ".join(what for what, is_known in stated if is_known)
        told = [f"From the form: {listed}." if listed else ""]
        if self.type and not respondent.type:
            told.append(f"The form gives the type as “{self.type}”.")
        if self.person and self.person != respondent.name:
            told.append(f"Filled in by {self.person}.")
        if self.others:
            told.append(f"The form gives different names ({', '.join(self.others)}); none was used.")
        return " ".join(filter(None, told))


@lru_cache(maxsize=4_096)
def form_respondent(document: Document, printed: frozenset[str] = frozenset()) -> FormRespondent:
    """Return what a form states of its respondent; nothing of what is no form.

    ``printed`` are the lines of the consultation's own papers, compared: what they print nobody has typed.
    """
    groups = form_fields(document, printed)
    if not groups:
        return FormRespondent()
    fields = [one for group in groups for one in group.fields]
    stated_type = _type(fields)
    named = [(group, _Name.of(group, stated_type, printed)) for group in groups]
    name = _chosen([(group, name) for group, name in named if name != _Name()])
    publish, asked = _consent(fields)
    spans = sorted([*(Span(one.start, one.end) for one in fields), *(one.below for one in fields if one.below)])
    return FormRespondent(
        name.shown, stated_type, publish, name.person, name.others, asked, _joined(spans, document.text)
    )


def with_form(
    respondent: Respondent, stated: FormRespondent, types: Sequence[str], likely: Callable[..., str]
) -> Respondent:
    """Return a respondent with what the form states; its word for a type is that of the consultation's it is nearest
    to, if it lists any, and its consent never loosens a refusal."""
    stated_type = stated.type
    if stated_type and types:
        known = {one.casefold(): one for one in types}
        stated_type = known.get(stated_type.casefold()) or likely(stated_type, types) or None
    publish = respondent.publish if respondent.publish is Publish.NO else stated.publish or respondent.publish
    name = None if stated.others else stated.name or respondent.name
    return Respondent(name, respondent.type or stated_type, publish)


def printed_lines(papers: Iterable[Document]) -> frozenset[str]:
    """Return the lines and cells of the consultation's own papers, as fields are compared with them."""
    cells = (cell for paper in papers for line in paper.text.splitlines() for cell in [line, *line.split("\t")])
    labels = (part for cell in cells for part in (cell, cell.partition(":")[0], cell.partition(":")[2]))
    return frozenset(filter(None, map(compared, labels)))


# Names ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it is shown, and the person's where that is a body's; ``others`` where a group contradicts itself."""

    shown: str | None = None
    person: str | None = None
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, group: FieldGroup, stated_type: str | None, printed: Collection[str]) -> _Name:
        """Return the organisation that a group names, or else the person; an individual is not called by a body."""
        asking = [one for one in group.fields if one.role is ColumnRole.RESPONDENT]
        given = [(one, name) for one in asking for name in map(_as_name, one.values[:1]) if name]
        given = [(one, name) for one, name in given if compared(name) not in printed]
        bodies = list(dict.fromkeys(name for one, name in given if one.is_of_a_body))
        persons: dict[str, list[str]] = {}
        for one, name in given:
            if not one.is_of_a_body:
                persons.setdefault("" if _is_part(one) else compared(one.label), []).append(name)
        differing = [names for label, names in persons.items() if label and len(set(names)) > 1]
        if differing or len(bodies) > 1:
            return cls(others=tuple(dict.fromkeys(differing[0] if differing else bodies)))
        parts = persons.pop("", [])
        person = next((names[0] for names in persons.values()), "") or " ".join(dict.fromkeys(parts))
        of_type = Respondent(type=stated_type)
        if stated_type and not is_type_of_a_body(of_type) and is_of_a_person(of_type):
            return cls(person or None)
        if bodies:
            return cls(bodies[0], person or None)
        if is_type_of_a_body(of_type) and not any(map(_tells_a_body, words(person))):
            return cls(None, person or None)  # whoever filled it in for a body that it does not name
        return cls(person or None)


def _tells_a_body(word: str) -> bool:
    return len(word) > 3 and word[0].isalpha() and is_word_of_a_body(word)


def _is_part(asked: RespondentField) -> bool:
    return any(word.startswith(_PARTS) for word in words(asked.label.casefold()))


def _chosen(named: Sequence[tuple[FieldGroup, _Name]]) -> _Name:
    """Return the name of the only group that has one, or that asks the reader; else the names that differ."""
    for names in ([name for _, name in named], [name for group, name in named if group.addresses]):
        if len(set(names)) == 1:
            return names[0]
    differing = (shown for _, name in named for shown in (name.shown, *name.others) if shown)
    return _Name(others=tuple(dict.fromkeys(differing)))


def _as_name(value: str) -> str | None:
    """Return what is typed where a name is asked for, or None where that is none."""
    name = " ".join(EMAIL.sub("", value).split()).strip(" <>()[],;:-–—")
    last = name.rpartition(" ")[2]
    is_abbreviation = len(last) <= ABBREVIATION and last[:1].isupper()
    ends = name.endswith(("?", "!")) or (name.endswith(".") and not is_abbreviation)
    is_name = (
        bool(words(name)) and ":" not in name and len(words(name)) <= LONGEST_NAME and not ends and not is_prose(name)
    )
    is_nobody = vocabulary.NO_ANSWER.match(name) or is_nobodys(name) or consent.is_yes_or_no(name)
    return (
        name if is_name and not is_nobody and label_role(name) is None and not any(map(str.isdigit, name[:1])) else None
    )


# Type and consent -----------------------------------------------------------------------------------------------------


def _type(fields: Sequence[RespondentField]) -> str | None:
    """Return what kind of respondent it says to be; nothing where two kinds are ticked at one label."""
    for one in fields:
        if one.role is ColumnRole.TYPE and len(set(one.values)) == 1:
            value = one.values[0].strip(" :")
            if _as_type(value) and (one.layout is Layout.BOXES or _is_typed_type(value)):
                return value
    return None


def _as_type(value: str) -> bool:
    is_short = 0 < len(words(value)) <= LONGEST_NAME and not value.endswith(("?", "!"))
    return is_short and not is_prose(value) and vocabulary.NO_ANSWER.match(value) is None


def _is_typed_type(value: str) -> bool:
    """Return whether what is typed may be a type: no sentence, no yes or no, and no choice that is left open."""
    return not value.endswith(".") and not consent.is_yes_or_no(value) and not _is_choice(value)


def _is_choice(value: str) -> bool:
    """Return whether a form offers a person and a body, and neither was struck out: "individual / organisation"."""
    offered = [Respondent(type=one) for one in _OFFERED.split(value)]
    are_bodies = {is_type_of_a_body(one) for one in offered}
    return len(are_bodies) > 1 and any(is_of_a_person(one) for one in offered if not is_type_of_a_body(one))


def _consent(fields: Sequence[RespondentField]) -> tuple[Publish | None, str]:
    """Return what the questions about publication allow together, the strictest, and in which words something is kept
    back; None where none is answered. What is not plain does not allow the name."""
    permissions: list[Publish | None] = []
    said: dict[Publish | None, str] = {}
    for one in fields:
        if one.role is not ColumnRole.PUBLISH:
            continue
        permissions += [] if one.values else [consent.blank_meaning(one.label)]
        for value in one.values:
            try:
                permission = consent.meaning(one.label, value, {})
            except consent.Unclear:
                permissions.append(Publish.ANONYMOUS)
                continue
            permissions.append(permission)
            said.setdefault(permission, f"{one.label} {value}")
    publish = consent.strictest(permissions) if any(permissions) else None
    return publish, "" if publish is Publish.YES else said.get(publish, "")


# Segments -------------------------------------------------------------------------------------------------------------


def with_details(segments: Sequence[Segment], spans: Sequence[Span], text: str) -> tuple[Segment, ...]:
    """Return the segments, those within a field about the respondent as details; what stands below them is in no
    section, and answers no question, that one of them was."""
    inside = [_is_inside(one, spans) for one in segments]
    headings = {
        text[one.start : one.end]
        for one, is_in in zip(segments, inside, strict=True)
        if is_in and one.kind is SegmentKind.HEADING
    }
    questions = {
        one.question for one, is_in in zip(segments, inside, strict=True) if is_in and one.kind is SegmentKind.QUESTION
    }
    made = []
    for one, is_in in zip(segments, inside, strict=True):
        if is_in:
            made.append(
                Segment(SegmentKind.FURNITURE, one.start, one.end, page=one.page, reason=DETAILS, file=one.file)
            )
            continue
        section = tuple(each for each in one.section if each not in headings)
        made.append(replace(one, section=section, question=None if one.question in questions else one.question))
    return tuple(made)


def _joined(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return spans in order, one of those between which nothing stands: the cells of a row are one segment."""
    joined: list[Span] = []
    for span in spans:
        if joined and not text[joined[-1].end : span.start].strip(_BETWEEN):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _is_inside(segment: Segment, spans: Sequence[Span]) -> bool:
    is_known = segment.kind is SegmentKind.FURNITURE and (segment.reason or "").startswith(DETAILS)
    is_said = not is_known and segment.kind not in (SegmentKind.GAP, SegmentKind.EXCLUDED)
    return is_said and any(span.start <= segment.start and segment.end <= span.end for span in spans)
