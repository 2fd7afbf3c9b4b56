"""What leads is what an audit corrects: nothing without one, and every theme with any after one."""

from __future__ import annotations

from pathlib import Path

from analysis.app.audit.leading_figures import leading_figures
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.publish import tally_of
from tests.app.audit.test_former_themes import audited_desk
from tests.app.campaign import campaign_desk


def test_without_an_audit_nothing_leads_and_after_one_what_the_report_prints_does(tmp_path: Path) -> None:
    bare = take_in_and_code(campaign_desk(tmp_path / "bare", 4, 0)).snapshot
    assert leading_figures(bare, bare.machine, bare.resolved) == {}
    app = audited_desk(tmp_path / "audited", 5)
    snapshot = take_in_and_code(app).snapshot
    led = leading_figures(snapshot, snapshot.machine, snapshot.resolved)
    tallied = tally_of(app, snapshot)
    told = {one.theme.key: one.corrected for one in tallied.themes if one.corrected}
    assert told
    assert {key: (one.respondents, one.points) for key, one in led.items() if key} == {
        key: (one.respondents.value, one.points.value) for key, one in told.items()
    }
