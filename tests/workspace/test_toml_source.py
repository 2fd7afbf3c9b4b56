"""A value as it is written into consultation.toml reads back as it was, and long ones stand on several lines."""

from __future__ import annotations

import tomllib

from analysis.model import TeamMessage
from analysis.workspace.toml_source import WIDTH, source


def test_a_long_message_with_many_points_stands_on_lines_of_our_width_and_reads_back() -> None:
    message = TeamMessage('Longer "hours". ' * 20, ("access",), tuple(f"R{n}.1 #0123456789ab" for n in range(12)))
    made = source(message, ("text", "themes", "points"))
    assert made.count("\n") > 5
    assert max(map(len, made.splitlines())) <= WIDTH + 2
    read = tomllib.loads(made)
    assert " ".join(read["text"].split()) == message.text.strip()
    assert (read["themes"], tuple(read["points"])) == (["access"], message.points)


def test_a_field_without_a_value_is_not_written() -> None:
    assert source(TeamMessage("One."), ("text", "themes", "points")) == 'text = "One."\n'
