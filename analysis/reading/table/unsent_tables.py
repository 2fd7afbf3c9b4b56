"""Unsent tables: what consultation.toml says of tables that nobody sent."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from analysis.model import TableMapping


def unsent_tables(mappings: Iterable[TableMapping], received: Iterable[str]) -> tuple[str, ...]:
    """Return what to do about each entry that names a file which nobody sent; a pattern may wait for files to come.

    ``received`` are names in ``responses/``; what is inside of one is named behind "#".
    """
    received_names = list(received)
    return tuple(
        _unsent_message(file_name, received_names)
        for file_name in dict.fromkeys(mapping.file for mapping in mappings)
        if not set("*?[") & set(file_name)
        and not any(file_name == name or file_name.startswith(f"{name}#") for name in received_names)
    )


def _unsent_message(file_name: str, received_names: Sequence[str]) -> str:
    close_matches = difflib.get_close_matches(file_name, received_names, n=1)
    correction = f'correct the name (did you mean "{close_matches[0]}"?)' if close_matches else "correct the name"
    return (
        f'consultation.toml, [[table]]: no file called "{file_name}" is in responses/, so what the entry says of its '
        f"columns is used for nothing; {correction}, add the file, or take the entry out"
    )
