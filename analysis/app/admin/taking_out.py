"""Taking out and putting back: what was received and should not count, without deleting anything."""

from __future__ import annotations

from analysis.app.context import AppContext
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import UnreadableError
from analysis.model import Withdrawal, response_label, still_out


def take_out(app: AppContext, snapshot: Snapshot, name: str, who: str, why: str) -> Withdrawal:
    """Record that a response, or a file with all that is in it, is not to count; raises UnreadableError where there is
    none of that name or number, or where it is out already: reports have printed the reason that was given."""
    sources = {source.path for source in snapshot.corpus.sources}
    is_name = snapshot.find_response(name) is not None or name in sources
    numbered = {response_label(one.number): one.document.name for one in snapshot.corpus.responses if one.number}
    if not is_name and name.upper() in numbered:
        name, is_name = numbered[name.upper()], True
    if before := still_out(app.store.withdrawals()).get(name):
        said = f"{before.who} took it out on {before.time[:10]}: “{before.why}”"
        raise UnreadableError(name, f"{said}; to give another reason, put it back first")
    if not is_name:
        raise UnreadableError(name, "no response or file has that name or number; `everypoint report --json` lists all")
    return _decided(app, Withdrawal(name, True, who, why, app.clock()))


def put_back(app: AppContext, name: str, who: str, why: str = "") -> Withdrawal:
    """Record that what was taken out counts again; raises UnreadableError where nothing of that name is out."""
    taken_out = still_out(app.store.withdrawals())
    if name not in taken_out:
        known = f"taken out so far: {', '.join(taken_out)}" if taken_out else "nothing has been taken out"
        raise UnreadableError(name, f"it has not been taken out; {known}")
    return _decided(app, Withdrawal(name, False, who, why, app.clock()))


def _decided(app: AppContext, withdrawal: Withdrawal) -> Withdrawal:
    app.store.withdraw([withdrawal])
    return withdrawal
