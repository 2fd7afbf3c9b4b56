"""Message regrouping: a person says that what came in one message is one response, or several."""

from __future__ import annotations

from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.revisions import dry_run_consultation, save
from analysis.model import ActivityEvent, ActivityKind, MailGrouping
from analysis.workspace import with_grouping


def regroup(app: AppContext, message: str, is_one: bool, user_name: str) -> None:
    """Write into consultation.toml that a message and its files are one response, or that each is; read it again.

    ``message`` is its name, in a mailbox or archive as well ("box.mbox#message 2.eml").
    """
    consultation_file, timestamp = app.workspace.consultation, app.clock()
    with app.store.alone():
        former_toml = consultation_file.read_text(encoding="utf-8-sig")
        toml_content = with_grouping(former_toml, MailGrouping(message, is_one)).encode()
        dry_run_consultation(app, toml_content)
        activity = ActivityEvent(ActivityKind.CHANGED_SETTINGS, user_name, timestamp, message)
        save(app, consultation_file, toml_content, [activity], {"saved by": user_name})
        take_in(app)
