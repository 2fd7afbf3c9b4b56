"""Planning: what an audit would need and cost, from what is known of the points so far."""

from __future__ import annotations

from analysis.app.audit.draw_audit import undecided
from analysis.app.audit.measure import effort_of
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.context import AppContext
from analysis.auditing.sampling.sample_plan import Expected, Plan, plan
from analysis.errors import AuditError


def plan_audit(app: AppContext, margin: float) -> Plan:
    """Return how many points to code so that each theme's share is known to within a margin, between 0 and 1, and the
    hours.

    Themes are expected to be as common as the machine holds them to be; a point takes as long as it took in earlier
    audits. Raises AuditError where there are no points.
    """
    snapshot = take_in_and_code(app).snapshot
    points = set(undecided(snapshot))
    if not points:
        raise AuditError("people have decided every point already: nothing is left to audit")
    machine_codings = [c for c in snapshot.machine_codings(snapshot.machine.id) if c.point in points]
    expected = [
        Expected(theme.name, sum(theme.key in coding.themes for coding in machine_codings) / len(machine_codings))
        for theme in snapshot.codebook.themes
    ]
    effort = effort_of(snapshot.people.codings)
    return plan(len(points), expected, margin, effort)
