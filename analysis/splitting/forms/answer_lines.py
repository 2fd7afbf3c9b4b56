"""Answer lines: what a form prints above each answer, "Reasons:", by what it is called, or by its coming again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from analysis.splitting import questions
from analysis.splitting.split_state import LONGEST_NAME, Role, RoleAssignment, SplitState
from analysis.text import normalise

_ANSWER_LINE = re.compile(
    r"(?:(?:our|my|your|ihre|votre|eich) )?(?:answers?|responses?|reply|comments?|reasons?|remarks|explanation|ateb"
    r"|sylwadau|antwort|begründung|bemerkungen|anmerkungen|kommentare?|réponse|commentaires?|remarques|raisons?)"
    r"(?: to (?:this question|question \d{1,3}|q ?\d{1,3}))?\s*[:\-–]?$"
    r"|(?:if )?other\b\W{0,3}(?:please )?(?:say|specify|state|describe|explain)?(?: which)?\W*$",
    re.IGNORECASE,
)

LEAD_WORDS = 6
"""Words of a line that says what is to stand below it; it is no sentence."""


def is_answer_line(line_text: str) -> bool:
    """Return whether a line or a cell only says that the answer follows: "Answer", "Reasons:"."""
    bare = line_text.strip("*_ ")
    return len(bare) <= LONGEST_NAME and _ANSWER_LINE.match(bare) is not None


def recurring_leads(page: SplitState, roles: Sequence[RoleAssignment]) -> dict[int, str | None]:
    """Return the short lines that stand below several questions with text below them, the form's in any language, each
    with the question's key.

    What somebody answers twice in the same words ("See above") has the next question below it.
    """
    places: dict[str, dict[int, str | None]] = defaultdict(dict)
    leading: set[int] = set()
    above, key, waiting = Role.BODY, None, None
    for i, role in enumerate(roles):
        if role.role is Role.FURNITURE:
            continue
        if waiting is not None and role.role in (Role.BODY, Role.ANSWER):
            leading.add(waiting)
        waiting = None
        if above in (Role.QUESTION, Role.ANSWER) and _may_lead(page, roles, i):
            places[normalise(page.bare(i)).rstrip(": ")][i] = key
            waiting = i
        above, key = role.role, role.question if role.role is Role.QUESTION else key
    groups = [group for group in places.values() if len(group) > 1 and not leading.isdisjoint(group)]
    return {i: key for group in groups for i, key in group.items()}


def _may_lead(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    line_text = page.bare(i)
    is_own = roles[i].role in (Role.BODY, Role.HEADING) and page.pieces[i].given is None and page.is_plain(i)
    is_short = page.length(i) <= LEAD_WORDS and "\n" not in line_text and not line_text.endswith((".", "!"))
    return is_own and is_short and not questions.is_closed_answer(line_text, page.asked)
