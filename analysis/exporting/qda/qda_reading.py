"""REFI-QDA files of whatever tool, read: the codes, and of projects the texts with every user's codings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from analysis.errors import UnreadableError
from analysis.exporting.foreign_codebook import ForeignTheme
from analysis.exporting.qda.qda_identity import CANNOT_TELL, NO_THEME, OUTCOMES, outcome_guid
from analysis.exporting.qda.qda_xml import CODEBOOK, PROJECT
from analysis.exporting.qda.theme_description import theme_described
from analysis.exporting.safe_xml import parsed_xml
from analysis.exporting.safe_zip import SafeZip

PROJECT_FILE = ".qde"
INTERNAL = "internal://"
"""How the path of a source begins that lies in the project's own folder."""

MOST_DIGITS = 15
"""Of a position in a text."""

OUTSIDE = "no codebook or project of REFI-QDA is in it; export it from the other tool as .qdc or .qdpx"

_OUTCOME_GUIDS = {outcome_guid(name): name for name in (NO_THEME, CANNOT_TELL, OUTCOMES)}


@dataclass(frozen=True, slots=True)
class ForeignCoding:
    """A user's codings of one selection: the ids of the codes, or an outcome without any, and the memo.

    ``user_id`` is the id that the project gives whoever coded, ``name`` what they are called.
    """

    start: int
    end: int
    user_id: str
    name: str
    codes: tuple[str, ...]
    is_cannot_tell: bool
    memo: str


@dataclass(frozen=True, slots=True)
class ForeignText:
    """A text of a project with its codings; ``selections`` are the places of all selections in it."""

    name: str
    text: str
    selections: tuple[tuple[int, int], ...]
    codings: tuple[ForeignCoding, ...]


@dataclass(frozen=True, slots=True)
class ForeignProject:
    """A codebook, and the texts if there are any; ``passed_over`` counts sources that are no plain text."""

    themes: tuple[ForeignTheme, ...]
    texts: tuple[ForeignText, ...] = ()
    passed_over: int = 0


def read_qda(content: bytes, name: str) -> ForeignProject:
    """Return what a .qdc or .qdpx file holds; raises UnreadableError."""
    if not content.startswith(b"PK"):
        return ForeignProject(tuple(_themes(parsed_xml(content, name), name)))
    archive = SafeZip(content, name)
    project_files = [member for member in archive.members if member.lower().endswith(PROJECT_FILE)]
    if len(project_files) != 1:
        raise UnreadableError(name, OUTSIDE)
    root = parsed_xml(archive.read(project_files[0]) or b"", name)
    reader = _ProjectReader(root, archive)
    sources = list(root.iterfind("{*}Sources/*"))
    texts = tuple(text for source in sources if (text := reader.text_of(source)) is not None)
    return ForeignProject(tuple(_themes(root, name)), texts, len(sources) - len(texts))


# Codes ----------------------------------------------------------------------------------------------------------------


def _themes(root: etree._Element, name: str) -> Iterator[ForeignTheme]:
    if etree.QName(root).namespace not in (CODEBOOK, PROJECT):
        raise UnreadableError(name, OUTSIDE)
    yield from _below(
        root.iterfind("{*}Codes/{*}Code" if root.tag.endswith("}CodeBook") else "{*}CodeBook/{*}Codes/{*}Code")
    )


def _below(codes: Iterable[etree._Element], parent: str = "") -> Iterator[ForeignTheme]:
    for code in codes:
        id = _id(code.get("guid"))
        if id in _OUTCOME_GUIDS:
            continue
        title, description = " ".join((code.get("name") or "").split()), code.findtext("{*}Description") or ""
        yield theme_described(id, title, description, parent, is_folder=code.get("isCodable") in ("false", "0"))
        yield from _below(code.iterfind("{*}Code"), id)


def _id(guid: str | None) -> str:
    """Return a GUID as it is compared: without braces, in small letters."""
    return (guid or "").strip().strip("{}").lower()


# Texts ----------------------------------------------------------------------------------------------------------------


class _ProjectReader:
    """Reads the texts of a project, with its users and notes at hand."""

    def __init__(self, root: etree._Element, archive: SafeZip) -> None:
        self._archive = archive
        self._members = {member.lower(): member for member in archive.members}
        users = [(_id(user.get("guid")), user) for user in root.iterfind("{*}Users/{*}User")]
        self._users = {guid: (user.get("id") or guid, user.get("name") or "") for guid, user in users}
        notes = root.iterfind("{*}Notes/{*}Note")
        self._notes = {_id(note.get("guid")): self._words(note) or "" for note in notes}

    def text_of(self, source: etree._Element) -> ForeignText | None:
        """Return a plain text with its codings; None for a source of another kind, or one that is not there."""
        words = self._words(source) if source.tag.endswith("}TextSource") else None
        if words is None:
            return None
        selections = list(source.iterfind("{*}PlainTextSelection"))
        places = tuple(_place(selection) for selection in selections)
        codings = (coding for selection in selections for coding in self._codings(selection))
        return ForeignText(source.get("name") or "", words, places, tuple(codings))

    def _words(self, source: etree._Element) -> str | None:
        """Return the words of a source or note, which stand in it or in a file of the project's own folder."""
        inline: str | None = source.findtext("{*}PlainTextContent")
        path = source.get("plainTextPath") or ""
        if inline is not None or not path.startswith(INTERNAL):
            return inline
        member = self._members.get(f"sources/{path.removeprefix(INTERNAL)}".lower())
        content = self._archive.read(member) if member else None
        return None if content is None else content.decode("utf-8-sig", "replace")

    def _codings(self, selection: etree._Element) -> Iterator[ForeignCoding]:
        """Yield what each user said of a selection, all their codes together."""
        by_user: dict[str, list[etree._Element]] = {}
        for coding in selection.iterfind("{*}Coding"):
            by_user.setdefault(_id(coding.get("creatingUser")), []).append(coding)
        start, end = _place(selection)
        for user, codings in by_user.items():
            user_id, user_name = self._users.get(user, (user, ""))
            codes = [_id(ref.get("targetGUID")) for coding in codings for ref in coding.iterfind("{*}CodeRef")]
            memos = [_id(ref.get("targetGUID")) for coding in codings for ref in coding.iterfind("{*}NoteRef")]
            yield ForeignCoding(
                start,
                end,
                user_id,
                user_name,
                tuple(code for code in dict.fromkeys(codes) if code not in _OUTCOME_GUIDS),
                any(_OUTCOME_GUIDS.get(code) == CANNOT_TELL for code in codes),
                "\n".join(self._notes.get(memo, "") for memo in dict.fromkeys(memos)).strip(),
            )


def _place(selection: etree._Element) -> tuple[int, int]:
    start, end = (selection.get(end) or "" for end in ("startPosition", "endPosition"))
    is_number = start.isdecimal() and end.isdecimal() and max(len(start), len(end)) <= MOST_DIGITS
    return (int(start), int(end)) if is_number else (0, 0)
