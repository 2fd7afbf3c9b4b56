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


def recurring_leads(page: SplitState, roles: Sequence[RoleAssignment]) -> list[int]:
    """Return the short lines that stand below several questions with text below them: the form's, in any language.

    What somebody answers twice in the same words ("See above") has the next question below it.
    """
    places: dict[str, list[int]] = defaultdict(list)
    leading: list[int] = []
    above = Role.BODY
    for i, role in enumerate(roles):
        if role.role is Role.FURNITURE:
            continue
        if above in (Role.QUESTION, Role.ANSWER) and _may_lead(page, roles, i):
            places[normalise(page.bare(i)).rstrip(": ")].append(i)
            below = next((each.role for each in roles[i + 1 :] if each.role is not Role.FURNITURE), Role.QUESTION)
            leading += [i] if below in (Role.BODY, Role.ANSWER) else []
        above = role.role
    return [i for group in places.values() if len(group) > 1 and set(group) & set(leading) for i in group]


def _may_lead(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    line_text = page.bare(i)
    is_own = roles[i].role in (Role.BODY, Role.HEADING) and page.pieces[i].given is None and page.is_plain(i)
    is_short = page.length(i) <= LEAD_WORDS and "\n" not in line_text and not line_text.endswith((".", "!"))
    return is_own and is_short and not questions.is_closed_answer(line_text, page.asked)
