"""Former themes: what a blind audit measured of themes that were redefined, split or retired since (ADR 137)."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from analysis.app.audit.measure import MeasuredFrame, counts, measure_frame
from analysis.app.audit.progress import AuditProgress
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.auditing.resolution.codebook_changes import ancestors_of, changes_in_brief
from analysis.auditing.resolution.resolve import resolve
from analysis.model import Codebook, Coder, Letters, PointKey, ResolvedCoding, ThemeCounts


def former_counts(
    snapshot: Snapshot, progress: AuditProgress, measured: MeasuredFrame, letters: Letters
) -> tuple[ThemeCounts, ...]:
    """Return the counts of the themes that the audit measured as they were defined then, and not as they are today.

    They go on telling by how much all counts together are off, so that no theme moves because another was changed.
    """
    codebook = measured_codebook(snapshot, progress)
    if codebook is None or isinstance(snapshot, PositionSnapshot):
        return ()
    ancestry = ancestors_of(codebook, snapshot.codebook)
    still_measured = {former_key for key in measured.frame.themes for former_key in ancestry[key]}
    if still_measured.issuperset(codebook.keys):
        return ()
    then = snapshot.after(codebook=codebook)
    choices = _counted_by_measured(then, progress)
    corpus = replace(snapshot.corpus, consultation=replace(snapshot.corpus.consultation, codebook=codebook))
    told = counts(corpus, measure_frame(then, progress, choices), choices, letters)
    return tuple(replace(one, is_current=False) for one in told if one.key not in still_measured)


def measured_codebook(snapshot: Snapshot, progress: AuditProgress) -> Codebook | None:
    """Return the codebook of the coder that an audit measures, where that is known and another than today's."""
    codings = snapshot.machine_codings(progress.audit.machine)
    version = next((coding.codebook for coding in islice(codings, 1)), snapshot.codebook.version)
    return None if version == snapshot.codebook.version else snapshot.codebooks.get(version)


def _counted_by_measured(then: Snapshot, progress: AuditProgress) -> dict[PointKey, ResolvedCoding]:
    """Return what counted of each point by the coder that is measured, with what people have decided."""
    machine = progress.audit.machine
    by_machine = filter(then.is_of_today, then.machine_codings(machine))
    return resolve([*by_machine, *then.people.codings], machine, then.translate)


def machine_changes(snapshot: Snapshot, progress: AuditProgress, coder: Coder) -> tuple[str, ...]:
    """Return what makes the machine of today (``coder``) another than the one that an audit measures, in words.

    No number is told: what people coded of withheld responses would follow from it.
    """
    audit = progress.audit
    if coder.id == audit.machine:
        return ()
    codebook = measured_codebook(snapshot, progress)
    reasons = [f"the codebook was changed: {changes_in_brief(codebook, snapshot.codebook)}"] if codebook else []
    if codebook and snapshot.after(codebook=codebook).machine.id == audit.machine:
        return tuple(reasons)
    drawn = audit.draws[0].time
    if any(lesson and lesson.coding.time > drawn for lesson in snapshot.lessons):
        reasons.append("it has learned from points that people have coded since")
    if progress.status.new or len(progress.today.strata) < len(audit.frame):
        reasons.append("responses were added, replaced or taken out")
    return tuple(reasons) or ("the program or its settings were changed",)
