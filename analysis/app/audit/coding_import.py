"""Importing codings: what people coded in a project of another tool, recorded as their codings of today's points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.app.audit.record import coding_of
from analysis.app.coding.codebook_import import keys_of
from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.model import Coder, Coding, CodingMode, Outcome, PointKey, Response
from analysis.text import plural, trim

if TYPE_CHECKING:
    from analysis.exporting.qda.qda_reading import ForeignCoding, ForeignProject

NO_TEXT = "in texts that are not a response here, word for word"
NO_POINT = "of passages that are not a point here"
NOBODY = "by somebody without a name; name them with --as"
MACHINE = "by a machine"
REPEATED = "that are known already"
UNDONE = "by people who have said otherwise here since"
"""Why codings are not recorded, as it is said of a number of them."""


@dataclass(frozen=True, slots=True)
class ImportedCodings:
    """How many codings were recorded, by whom, and how many were not, by the reason."""

    recorded: int
    people: tuple[str, ...]
    passed_over: Mapping[str, int]

    @property
    def words(self) -> str:
        """Return it as a sentence for each."""
        by = f" by {', '.join(self.people)}" if self.people else ""
        lines = [f"{plural(self.recorded, 'coding')}{by} recorded."]
        lines += [f"Not recorded: {plural(count, 'coding')} {reason}." for reason, count in self.passed_over.items()]
        return "\n".join(lines)


def import_codings(app: AppContext, project: ForeignProject, name: str, as_name: str = "") -> ImportedCodings:
    """Record what people coded in a project, after its codebook was imported; ``as_name`` if all were one person.

    They are recorded as codings that were not made blind, whatever they were there: they teach, and measure nothing. A
    judgement that says what its coder said last is not recorded again.
    """
    with app.store.alone():
        snapshot = take(app)
        keys = keys_of(snapshot.codebook, project.themes, name)
        passed_over: Counter[str] = Counter()
        codings = list(_codings(snapshot, project, keys, as_name, app.clock(), passed_over))
        if codings:
            app.store.know_codebook(snapshot.codebook, app.clock())
        app.store.append(codings)
    people = dict.fromkeys(coding.coder.name for coding in codings)
    return ImportedCodings(len(codings), tuple(people), dict(passed_over))


def _codings(
    snapshot: Snapshot,
    project: ForeignProject,
    keys: Mapping[str, str],
    as_name: str,
    time: str,
    passed_over: Counter[str],
) -> Iterator[Coding]:
    for place, one in _places(snapshot, project):
        response, point = place.response, place.points.get(trim(place.text, one.start, one.end))
        coder = Coder.person(as_name or one.name)
        reason = _unfit(one, response, point, coder)
        if not reason and response and point:
            themes = frozenset(keys[code] for code in one.codes if code in keys and not one.is_cannot_tell)
            outcome = Outcome.CANNOT_TELL if one.is_cannot_tell else Outcome.CODED
            said = {"memo": one.memo, "mode": CodingMode.ASSISTED, "outcome": outcome}
            coding = coding_of(snapshot, point, coder, themes, time, **said)
            reason = _said_before(snapshot, coding)
            if not reason:
                yield coding
        if reason:
            passed_over[reason] += 1


@dataclass(frozen=True, slots=True)
class _MatchedText:
    """A text of a project, with the response that says the same and its points."""

    text: str
    response: Response | None
    points: Mapping[tuple[int, int], PointKey]


def _places(snapshot: Snapshot, project: ForeignProject) -> Iterator[tuple[_MatchedText, ForeignCoding]]:
    """Yield every coding with its place: in the response of the same name and text, or the only one of that text."""
    from analysis.exporting.xml_text import xml_safe

    by_text: dict[str, list[Response]] = {}
    for response in snapshot.corpus.responses:
        by_text.setdefault(xml_safe(response.document.text), []).append(response)
    for foreign in project.texts:
        same = by_text.get(foreign.text, [])
        matching = [one for one in same if one.document.name == foreign.name] or (same if len(same) == 1 else [])
        points = {(point.start, point.end): point.key for one in matching for point in one.points}
        place = _MatchedText(foreign.text, matching[0] if matching else None, points)
        yield from ((place, coding) for coding in foreign.codings)


def _unfit(one: ForeignCoding, response: Response | None, point: PointKey | None, coder: Coder) -> str:
    from analysis.exporting.qda.qda_identity import is_machine_id

    if is_machine_id(one.user_id):
        return MACHINE
    if response is None:
        return NO_TEXT
    return NO_POINT if point is None else "" if coder.id else NOBODY


def _said_before(snapshot: Snapshot, coding: Coding) -> str:
    """Return why a coding need or must not be recorded: its coder's last word is the same, or an earlier one was."""
    history = [former for former in snapshot.of_point.get(coding.point, ()) if former.coder.id == coding.coder.id]
    same = [_judgement(snapshot.translate(former).coding) == _judgement(coding) for former in history]
    return REPEATED if same and same[-1] else UNDONE if any(same) else ""


def _judgement(coding: Coding) -> tuple[frozenset[str], Outcome, str]:
    return coding.themes, coding.outcome, coding.memo
