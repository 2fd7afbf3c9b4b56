"""Mail groupings: whether a message with several files is one response, as [[mail]] says it in consultation.toml."""

from __future__ import annotations

from fnmatch import fnmatchcase

import tomlkit

from analysis.model import MailGrouping
from analysis.workspace.table_mappings import toml_text


def with_grouping(former_toml: str, grouping: MailGrouping) -> str:
    """Return consultation.toml with a message's grouping in place of the one that it has for it by name.

    Where a pattern names the message, too, the new one stands first: the first that names it counts.
    """
    document = tomlkit.parse(former_toml)
    entries = document.get("mail", [])
    for entry in [entry for entry in entries if entry.get("file") == grouping.file]:
        entries.remove(entry)
    if "mail" in document and not entries:
        document.remove("mail")
    responses = "one" if grouping.is_one else "several"
    added_toml = f'[[mail]]\nfile = {toml_text(grouping.file)}\nresponses = "{responses}"\n'
    if any(fnmatchcase(grouping.file, str(entry.get("file"))) for entry in entries):
        entries.insert(0, tomlkit.parse(added_toml)["mail"][0])
        return tomlkit.dumps(document)
    return f"{tomlkit.dumps(document).rstrip()}\n\n{added_toml}"
