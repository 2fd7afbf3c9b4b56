"""A REFI-QDA project: the texts, the points as selections in them, and codings, each by whoever made it.

A public project has the texts as the report prints them and the codings that count; the team's own has the texts as
they came, and what every coder said, with their memos and the team's notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from analysis.exporting.export_content import ExportContent, ExportedPoint, exported_points, printed
from analysis.exporting.fixed_zip import zipped
from analysis.exporting.qda.qda_codebook import add_codes
from analysis.exporting.qda.qda_identity import (
    CANNOT_TELL,
    NO_THEME,
    ORIGIN,
    OUTCOMES,
    guid,
    outcome_guid,
    theme_guid,
    user_id,
)
from analysis.exporting.qda.qda_xml import PROJECT, add, root, written
from analysis.exporting.tables.response_tables import CODED_BY
from analysis.exporting.xml_text import xml_safe
from analysis.model import Codebook, Coder, Coding, Note, Outcome, PointKey, SegmentKind
from analysis.model.notes import WHOLE
from analysis.tally.report import ResponseView

BETWEEN = "\n\n"
"""What stands between two passages of a text as the report prints it."""


@dataclass(frozen=True, slots=True)
class _User:
    """Whoever codes: a person, a machine, or in a public project all of one kind."""

    id: str
    name: str

    @property
    def guid(self) -> str:
        return guid("user", self.id)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a user said of a point; ``codes`` are the GUIDs of the codes."""

    user: _User
    codes: tuple[str, ...]
    time: str | None = None
    memo: str = ""


@dataclass(frozen=True, slots=True)
class _Selection:
    """A point in a text, what was said of it, and what the team noted on it."""

    name: str
    start: int
    end: int
    judged: tuple[_Judged, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A response as a source of the project."""

    name: str
    view: ResponseView
    words: str
    selections: tuple[_Selection, ...]
    notes: tuple[Note, ...] = ()

    @property
    def noted(self) -> Iterator[tuple[str, Note]]:
        """Yield the notes on it and on its points, with what each is on."""
        yield from ((self.view.number, note) for note in self.notes)
        yield from ((selection.name, note) for selection in self.selections for note in selection.notes)

    @property
    def guid(self) -> str:
        return guid("source", self.view.number)


def as_qdpx(content: ExportContent) -> bytes:
    """Return a project as a .qdpx file."""
    texts = list(_own_texts(content) if content.team else _public_texts(content))
    files = {f"sources/{one.guid}.txt": xml_safe(one.words).encode() for one in texts}
    return zipped({"project.qde": _project(content, texts), **files})


# What the texts are ---------------------------------------------------------------------------------------------------


def _public_texts(content: ExportContent) -> Iterator[_Text]:
    """Yield the responses as the report prints them, with the coding of each point that counts."""
    by_anchor = {one.passage.anchor: one for one in exported_points(content)}
    for view in content.report.responses:
        words, selections = "", []
        for passage in (passage for passage in view.passages if passage.runs):
            words += BETWEEN if words else ""
            start, words = len(words), words + printed(passage)
            if passage.kind is SegmentKind.POINT:
                point = by_anchor[passage.anchor]
                selections.append(_Selection(point.name, start, len(words), _resolved(point, content.report.codebook)))
        yield _Text(f"{view.number} {view.respondent}", view, words, tuple(selections))


def _resolved(one: ExportedPoint, codebook: Codebook) -> tuple[_Judged, ...]:
    kind = one.passage.coded_by
    if kind is None:
        return ()
    keys = {tag.key for tag in one.passage.themes}
    return (_Judged(_User(f"{kind}:", CODED_BY[kind]), _codes(keys, Outcome.CODED, codebook)),)


def _own_texts(content: ExportContent) -> Iterator[_Text]:
    """Yield the responses as they came, with what every coder said."""
    if content.team is None:
        return
    of_point, points, notes = content.team.by_point, _points_by_response(content), content.team.notes
    for view, response in zip(content.report.responses, content.team.responses, strict=True):
        selections = tuple(
            _Selection(
                one.name,
                one.point.start,
                one.point.end,
                tuple(_judged(coding, content.report.codebook) for coding in of_point.get(one.point.key, ())),
                notes.get(one.point.key, ()),
            )
            for one in points.get(view.number, ())
            if one.point
        )
        on_whole = notes.get(PointKey(response.document.name, *WHOLE), ())
        yield _Text(response.document.name, view, response.document.text, selections, on_whole)


def _points_by_response(content: ExportContent) -> dict[str, list[ExportedPoint]]:
    by_response: dict[str, list[ExportedPoint]] = {}
    for one in exported_points(content):
        by_response.setdefault(one.view.number, []).append(one)
    return by_response


def _judged(coding: Coding, codebook: Codebook) -> _Judged:
    user = _User(user_id(coding.coder), coding.coder.name)
    return _Judged(user, _codes(coding.themes, coding.outcome, codebook), coding.time, coding.memo)


def _codes(keys: Iterator[str] | set[str] | frozenset[str], outcome: Outcome, codebook: Codebook) -> tuple[str, ...]:
    if outcome is Outcome.CANNOT_TELL:
        return (outcome_guid(CANNOT_TELL),)
    given = set(keys)
    return tuple(theme_guid(key) for key in codebook.keys if key in given) or (outcome_guid(NO_THEME),)


# The project file -----------------------------------------------------------------------------------------------------


def _project(content: ExportContent, texts: Sequence[_Text]) -> bytes:
    project = root(PROJECT, "Project", name=content.report.title, origin=ORIGIN)
    users = {one.user.guid: one.user for text in texts for selection in text.selections for one in selection.judged}
    users |= {user.guid: user for text in texts for _, note in text.noted if (user := _writer(note))}
    if users:
        parent = add(project, "Users")
        for user_guid, user in sorted(users.items(), key=lambda pair: pair[1].id):
            add(parent, "User", guid=user_guid, name=user.name, id=user.id)
    codes = add(add(project, "CodeBook"), "Codes")
    add_codes(codes, content.report.codebook)
    _add_outcomes(codes)
    if texts:
        _add_cases(project, texts)
        sources = add(project, "Sources")
        for text in texts:
            _add_source(sources, text)
        _add_notes(project, texts)
    return written(project)


def _add_outcomes(codes: etree._Element) -> None:
    folder = add(codes, "Code", guid=outcome_guid(OUTCOMES), name=OUTCOMES, isCodable="false")
    add(folder, "Description", "What a coder said who gave no theme.")
    for name in (NO_THEME, CANNOT_TELL):
        add(folder, "Code", guid=outcome_guid(name), name=name, isCodable="true")


def _add_cases(project: etree._Element, texts: Sequence[_Text]) -> None:
    variable_guid = guid("variable", "type")
    add(add(project, "Variables"), "Variable", guid=variable_guid, name="Type of respondent", typeOfVariable="Text")
    cases = add(project, "Cases")
    for text in texts:
        case = add(
            cases, "Case", guid=guid("case", text.view.number), name=f"{text.view.number} {text.view.respondent}"
        )
        value = add(case, "VariableValue")
        add(value, "VariableRef", targetGUID=variable_guid)
        add(value, "TextValue", text.view.type)
        add(case, "SourceRef", targetGUID=text.guid)


def _add_source(sources: etree._Element, text: _Text) -> None:
    path = f"internal://{text.guid}.txt"
    source = add(sources, "TextSource", guid=text.guid, name=text.name, plainTextPath=path)
    for selection in text.selections:
        position = {"startPosition": str(selection.start), "endPosition": str(selection.end)}
        selected = add(
            source, "PlainTextSelection", guid=guid("point", selection.name), name=selection.name, **position
        )
        for judged in selection.judged:
            _add_codings(selected, selection, judged)
        for note in selection.notes:
            add(selected, "NoteRef", targetGUID=_team_note_guid(note))
    for note in text.notes:
        add(source, "NoteRef", targetGUID=_team_note_guid(note))


def _add_codings(selected: etree._Element, selection: _Selection, judged: _Judged) -> None:
    for code in judged.codes:
        coding = add(
            selected,
            "Coding",
            guid=guid("coding", selection.name, judged.user.id, code),
            creatingUser=judged.user.guid,
            creationDateTime=judged.time,
        )
        add(coding, "CodeRef", targetGUID=code)
        if judged.memo:
            add(coding, "NoteRef", targetGUID=_note_guid(selection, judged))


def _writer(note: Note) -> _User:
    person = Coder.person(note.who)
    return _User(user_id(person), person.name)


def _team_note_guid(note: Note) -> str:
    return guid("note", str(note.number))


def _note_guid(selection: _Selection, judged: _Judged) -> str:
    return guid("memo", selection.name, judged.user.id)


def _add_notes(project: etree._Element, texts: Sequence[_Text]) -> None:
    """Add every coder's memos, as notes that their codings refer to, and the notes of the team."""
    memos = [
        (selection, judged)
        for text in texts
        for selection in text.selections
        for judged in selection.judged
        if judged.memo
    ]
    team_notes = [one for text in texts for one in text.noted]
    notes = add(project, "Notes") if memos or team_notes else None
    if notes is None:
        return
    for selection, judged in memos:
        about = f"Memo on {selection.name}"
        _add_note(notes, _note_guid(selection, judged), about, judged.user, judged.time, judged.memo)
    for name, note in team_notes:
        _add_note(notes, _team_note_guid(note), f"Note on {name}", _writer(note), note.time, note.words)


def _add_note(notes: etree._Element, note_guid: str, name: str, user: _User, time: str | None, words: str) -> None:
    note = add(notes, "Note", guid=note_guid, name=name, creatingUser=user.guid, creationDateTime=time)
    add(note, "PlainTextContent", words)
