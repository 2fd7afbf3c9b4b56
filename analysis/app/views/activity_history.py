"""The activity log: everything that bears a person's name, in one order, and how much of everything is recorded."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from operator import itemgetter

from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.resolution.audit_state import is_taken_back, list_of
from analysis.auditing.resolution.codebook_changes import changes_in_brief
from analysis.model import ActivityKind, Audit, Coding, CodingMode, PointKey, is_position_frame

PAUSE = timedelta(minutes=5)
"""After so long without a new file the next ones came with another command."""

SHOWN = 500
"""Lines of a history; there may be more."""


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """Something that somebody did: uploading and the like (``deed``), coding (``mode``), or another thing.

    ``time`` is when, and for codings the last of a day. ``about`` is a source, a response or an audit, empty where it
    was about all; ``number`` counts the points coded or drawn, or the records erased; ``why`` is the reason for an
    erasure, or for taking out, and of a file that took another's place the time of the version that it replaced.
    """

    time: str
    who: str
    deed: ActivityKind | None = None
    mode: CodingMode | None = None
    other: str = ""
    about: str = ""
    number: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """The newest lines, the newest first; ``more``: there are older ones. ``records`` counts each kind of record."""

    lines: tuple[ActivityLine, ...]
    more: bool
    records: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """Return how many records there are."""
        return sum(number for _, number in self.records)


def history(app: AppContext, snapshot: Snapshot, line_limit: int = SHOWN) -> History:
    """Return what people did last; ``snapshot`` holds what takes long to read from the store."""
    others = (line for lines in dict.fromkeys(BY_PEOPLE.values()) for line in lines(app, snapshot))
    all_lines = sorted((*_activities(app, line_limit + 1), *others), key=lambda line: line.time, reverse=True)
    numbers = app.store.records_by_kind()
    records = tuple((words, numbers[kind]) for kind, words in RECORDS_IN_WORDS.items() if kind in numbers)
    return History(tuple(all_lines[:line_limit]), len(all_lines) > line_limit, records)


def _activities(app: AppContext, line_limit: int) -> Iterator[ActivityLine]:
    uploads: defaultdict[str, list[str]] = defaultdict(list)
    for upload in app.store.deeds_of(ActivityKind.UPLOADED):
        uploads[upload.about].append(upload.time)
    for activity in app.store.deeds(line_limit):
        if activity.kind is ActivityKind.CLOSED_AUDIT:
            continue  # told by its score, which there is whoever closed it
        is_upload = activity.kind is ActivityKind.UPLOADED and bool(activity.about)
        versions = uploads[activity.about] if is_upload else []
        former = max((time for time in versions if time < activity.time), default="")
        other = "uploaded again" if former else ""
        yield ActivityLine(activity.time, activity.who, activity.kind, other=other, about=activity.about, why=former)


def _received(app: AppContext, _: Snapshot) -> Iterator[ActivityLine]:
    """Yield which files were taken in and replaced that no page uploaded: those that came first by the batches in
    which they came, each of the others by itself."""
    uploads: defaultdict[str, list[str]] = defaultdict(list)
    for upload in app.store.deeds_of(ActivityKind.UPLOADED):
        uploads[upload.about].append(upload.time)
    versions: defaultdict[str, list[str]] = defaultdict(list)
    for path, time in app.store.version_times():
        versions[path].append(time)
    firsts: list[tuple[str, str]] = []
    for path, times in versions.items():
        for former, time, following in zip(["", *times], times, [*times[1:], "~"], strict=False):
            if any(time <= upload < following for upload in uploads[path]):
                continue
            if former:
                yield ActivityLine(time, "", other="replaced", about=path, why=former)
            else:
                firsts.append((time, path))
    for added in _batches(firsts):
        yield ActivityLine(added[-1][0], "", other="added", about=added[0][1], number=len(added))


def _batches(firsts: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Yield what came on one day with no pause between, in the order in which it came."""
    batch: list[tuple[str, str]] = []
    for time, path in sorted(firsts):
        then = datetime.fromisoformat(batch[-1][0] if batch else time)
        now = datetime.fromisoformat(time)
        if batch and (now.date() != then.date() or now - then > PAUSE):
            yield batch
            batch = []
        batch.append((time, path))
    if batch:
        yield batch


def _codebooks(app: AppContext, snapshot: Snapshot) -> Iterator[ActivityLine]:
    """Yield the changes of the codebook that were written into consultation.toml and not saved on a page."""
    saved = app.store.deeds_of(ActivityKind.CHANGED_CODEBOOK)
    books = [one for one in app.store.codebook_times() if not is_position_frame(snapshot.codebooks[one[0]])]
    in_use = [next(same) for _, same in groupby(books, key=itemgetter(0))]
    for (former, before), (current, time) in pairwise(in_use):
        told = changes_in_brief(snapshot.codebooks[former], snapshot.codebooks[current])
        meanwhile = [one.about for one in saved if before < one.time <= time]
        if told and len(meanwhile) < 2 and told not in meanwhile:
            yield ActivityLine(time, "", other="codebook in file", about=told)


def _divisions(app: AppContext, _: Snapshot) -> Iterator[ActivityLine]:
    for division in app.store.redivisions():
        yield ActivityLine(division.time, division.coder.name, other="divided", about=division.segmentation.document)


def _draws(app: AppContext, snapshot: Snapshot) -> Iterator[ActivityLine]:
    for audit in _audits(snapshot):
        for draw in audit.draws:
            yield ActivityLine(draw.time, draw.coder.name, other="drew", about=audit.name, number=len(draw.points))
    for name, draw in app.store.undone_draws():
        yield ActivityLine(draw.time, draw.coder.name, other="drew", about=name, number=draw.asked)


def _audits(snapshot: Snapshot) -> tuple[Audit, ...]:
    """Return all audits, of themes and of positions."""
    return (*snapshot.audits.values(), *snapshot.position_audits.values())


def _closings(app: AppContext, snapshot: Snapshot) -> Iterator[ActivityLine]:
    """Yield when audits were closed, and by whom where a page knows: a terminal tells no name."""
    closed = {(one.about, one.time): one.who for one in app.store.deeds_of(ActivityKind.CLOSED_AUDIT)}
    for audit in _audits(snapshot):
        for _, time in audit.scored:
            yield ActivityLine(time, closed.get((audit.name, time), ""), other="closed", about=audit.name)


def _erasures(app: AppContext, _: Snapshot) -> Iterator[ActivityLine]:
    for erasure in app.store.erasures():
        yield ActivityLine(erasure.time, erasure.who, other="erased", number=erasure.records, why=erasure.why)


def _withdrawals(app: AppContext, _: Snapshot) -> Iterator[ActivityLine]:
    for one in app.store.withdrawals():
        other = "took out" if one.is_out else "put back"
        yield ActivityLine(one.time, one.who, other=other, about=one.document, why=one.why)


def _codings(_: AppContext, snapshot: Snapshot) -> Iterator[ActivityLine]:
    """Yield what people coded and did not take back, by person, day, kind, audit and its closing; and by the list what
    they recoded with a list of points, and what of that they undid."""
    drawn_in: defaultdict[PointKey, list[tuple[str, str]]] = defaultdict(list)
    for audit in _audits(snapshot):
        for draw in audit.draws:
            for point in draw.points:
                drawn_in[point].append((draw.time, audit.name))
    closed = sorted(time for audit in _audits(snapshot) for _, time in audit.scored)
    coded_points: defaultdict[tuple[str, str, CodingMode, str, int], set[PointKey]] = defaultdict(set)
    latest_times: dict[tuple[str, str, CodingMode, str, int], str] = {}
    judged: dict[PointKey, Coding] = {}
    confirmed: dict[tuple[str, str], ActivityLine] = {}
    lists = _RecodedLists()
    for coding in (*snapshot.codings, *snapshot.position_codings):
        former, judged[coding.point] = judged.get(coding.point), coding
        if lists.is_undone_by(coding):
            continue
        if former and _is_confirmed(coding, former):
            day = coding.time[:10], coding.coder.name
            number = confirmed[day].number + 1 if day in confirmed else 1
            confirmed[day] = ActivityLine(coding.time, coding.coder.name, other="still right", number=number)
            continue
        if lists.holds(coding):
            continue
        audits = [
            one for one in drawn_in[coding.point] if coding.mode is not CodingMode.ASSISTED and one[0] <= coding.time
        ]
        audit_name, closed_before = max(audits, default=("", ""))[1], bisect_left(closed, coding.time)
        coding_key = (coding.time[:10], coding.coder.name, coding.mode, audit_name, closed_before)
        (coded_points[coding_key].discard if is_taken_back(coding) else coded_points[coding_key].add)(coding.point)
        latest_times[coding_key] = max(latest_times.get(coding_key, ""), coding.time)
    yield from (*confirmed.values(), *lists.lines.values())
    for coding_key, key_points in coded_points.items():
        if key_points:
            who, mode, audit_name = coding_key[1:4]
            yield ActivityLine(latest_times[coding_key], who, mode=mode, about=audit_name, number=len(key_points))


@dataclass
class _RecodedLists:
    """What people recoded with lists of points, and what of that they undid: a line for each list."""

    lines: dict[tuple[str, str], ActivityLine] = field(default_factory=dict)
    _said: defaultdict[tuple[str, str, PointKey], list[Coding]] = field(default_factory=lambda: defaultdict(list))
    """What each person said of a point with lists, the last at the end, above what they had said before these."""

    def is_undone_by(self, coding: Coding) -> bool:
        """Return whether a coding undoes what its coder said last of the point, which they said with a list."""
        said = self._said[coding.coder.kind, coding.coder.id, coding.point]
        name, before = list_of(said[-1]) if said else "", said[-2] if len(said) > 1 else None
        if name and (is_taken_back(coding) or (before is not None and _told(coding) == _told(before))):
            said.pop()
            self._count("undid list", name, coding)
            return True
        if not list_of(coding):
            said.clear()
        if not is_taken_back(coding):
            said.append(coding)
        return False

    def holds(self, coding: Coding) -> bool:
        """Return whether a coding was made with a list."""
        name = list_of(coding)
        if name:
            self._count("recoded list", name, coding)
        return bool(name)

    def _count(self, other: str, name: str, coding: Coding) -> None:
        number = self.lines[other, name].number + 1 if (other, name) in self.lines else 1
        self.lines[other, name] = ActivityLine(coding.time, coding.coder.name, other=other, number=number)


def _told(coding: Coding) -> tuple[object, ...]:
    return coding.themes, coding.outcome, coding.memo


def _is_confirmed(coding: Coding, former: Coding) -> bool:
    """Return whether a coding says what people said of the point before, by a codebook that was changed since."""
    is_same = (coding.themes, coding.outcome) == (former.themes, former.outcome)
    return coding.mode is CodingMode.ASSISTED and is_same and coding.codebook != former.codebook


def _team(app: AppContext, snapshot: Snapshot) -> Iterator[ActivityLine]:
    """Yield notes, points that were assigned, and what was decided of quotations."""
    for notes in snapshot.notes.values():
        yield from (ActivityLine(note.time, note.who, other="noted", about=note.point.document) for note in notes)
    for name, batch in snapshot.assignments.items():
        counts = Counter((one.time, one.by) for one in batch)
        yield from (ActivityLine(*key, other="assigned", about=name, number=n) for key, n in counts.items())
    for choice in app.store.quote_choices():
        other = f"quotation {choice.decision.value}"
        yield ActivityLine(choice.time, choice.who, other=other, about=choice.point.document)


def _redactions(_: AppContext, snapshot: Snapshot) -> Iterator[ActivityLine]:
    """Yield decisions on personal data, a line for each person, day and decision."""
    decided = [one for decisions in snapshot.redactions.values() for one in decisions]
    numbers = Counter((one.time[:10], one.who, one.decision) for one in decided)
    times = {(one.time[:10], one.who, one.decision): one.time for one in sorted(decided, key=lambda one: one.time)}
    for key, number in numbers.items():
        yield ActivityLine(times[key], key[1], other=f"personal data {key[2].value}", number=number)


BY_PEOPLE = {
    "source": _received,
    "codebook": _codebooks,
    "segmentation": _divisions,
    "sample": _draws,
    "score": _closings,
    "erasure": _erasures,
    "withdrawal": _withdrawals,
    "coding": _codings,
    "note": _team,
    "assignment": _team,
    "quotation": _team,
    "redaction": _redactions,
}
"""The kinds of record, beside deeds, that people make: what tells each, one after another."""

RECORDS_IN_WORDS = {
    "source": "files received, each version",
    "document": "texts read in them",
    "unread": "files and parts that could not be read",
    "mapping": "tables with the meaning of their columns",
    "reading": "readings of files",
    "segmentation": "divisions of texts into points",
    "respondent": "statements of who sent a response and how it may be published",
    "link": "responses found to be the same letter",
    "deed": "uploads, changes and confirmations by people",
    "withdrawal": "decisions to take out or put back",
    "redaction": "decisions on personal data",
    "codebook": "codebooks that anything was coded with",
    "coder": "people and programs that coded",
    "coding": "codings of single points",
    "coding_table": "tables of the program’s codings",
    "sample": "draws of samples",
    "frame": "responses that samples were drawn from",
    "drawn": "responses with points that were drawn",
    "seen": "responses of which somebody was shown how points are coded",
    "score": "audits closed",
    "quotation": "decisions on quotations",
    "note": "notes",
    "assignment": "points given to somebody to code, by response",
    "number": "numbers given to responses",
    "report": "reports made",
    "erasure": "erasures",
}
"""What each kind of record is called where all are counted: a test holds that none is missing."""
