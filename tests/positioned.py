"""A survey and a letter that are for and against, to code, audit and report."""

from __future__ import annotations

from pathlib import Path

from analysis.app.context import AppContext
from analysis.workspace import Workspace
from tests.builders import Clock, make_workspace

CONSULTATION = """
[consultation]
title = "Mill Lane"
suppress_below = 1

[[question]]
key = "Q1"
text = "Do you agree with closing Mill Lane to cars?"

[[question]]
key = "Q2"
text = "What else should we know?"
position = false

[[theme]]
key = "safety"
name = "Road safety"
definition = "Danger on the road: speed, crossings, crashes."
keywords = ["speed", "crossing", "dangerous", "crash", "safe"]
"""

ROWS = (
    ("Agree", "The speed of cars there is dangerous."),
    ("Agree", "I agree, there have been three crashes and the crossing is not safe."),
    ("Disagree", "It makes the speed in Mill Street dangerous instead."),
    ("Disagree", "I oppose this; the lane is safe and no crash was ever seen."),
    ("", "We cannot support it: the crossing is safe, the speed is low."),
    ("Not sure", "The crossing is dangerous and the speed too high."),
)
"""What was chosen, and why."""

SURVEY = "Response ID,Do you agree with closing Mill Lane to cars?,Please give your reasons\n" + "".join(
    f'{number},{chosen},"{reason}"\n' for number, (chosen, reason) in enumerate(ROWS, 1)
)

LETTER = """To the council

1. We strongly oppose the closure of the lane to cars.

2. The speed of cars on the bypass is dangerous, and the crossing there is not safe.
"""

TAKEN = ["support", "support", "oppose", "oppose", "oppose", "unclear"]
"""Where those of the survey stand."""


def open_lane(root: Path, respondents: str = "", consultation: str = CONSULTATION) -> AppContext:
    """A workspace with both."""
    make_workspace(root, {"survey.csv": SURVEY, "letter.txt": LETTER}, consultation, respondents)
    return AppContext(Workspace(root), clock=Clock())
