"""Short demands: "Stop", "Ban cars", "Fund the pool", which look like a name or a leftover at a letter's end.

A demand begins with a verb, or with what somebody wants more or less of; names are told by their own words first.
"""

from __future__ import annotations

import re

from analysis.splitting.furniture.bare_signatures import is_persons_name
from analysis.splitting.split_state import MARKS

_VERBS = (
    "abandon|abolish|add|allow|arrest|ask|axe|ban|bin|bring|build|bury|cancel|change|charge|clean|clear|close|consult"
    "|create|cut|defer|delay|ditch|divert|do|drop|employ|enforce|expand|extend|fill|find|fine|finish|fix|force|free"
    "|fund|get|give|go|halt|heat|help|hire|improve|increase|insist|install|introduce|invest|keep|leave|let|limit"
    "|listen|lower|maintain|make|mend|move|narrow|oppose|pause|pay|pedestrianise|plant|postpone|preserve|prevent|protect"
    "|provide|put|raise|rebuild|reconsider|reduce|reject|remove|renew|reopen|repair|replace|resist|restore|rethink|return"
    "|reverse|save|scrap|shut|slow|spend|start|stop|support|tax|teach|think|try|turn|use|wait|widen|withdraw"
)
_DEMAND = re.compile(
    rf"(?:please,? |just |now )?(?:do not|don['’]t|never|{_VERBS})\b(?! (?:of|by)\b)"
    r"|(?:no(?: more)?|more|less|fewer|better|safer|cheaper) (?!\w+ (?:information|details)\b)[^\W\d_]{3,}"
    r"|(?:yes|no) to\b",
    re.IGNORECASE,
)


LONG_WORD, NAME_WORDS = 4, 3


def is_demand(line: str) -> bool:
    """Return whether a few words ask for something to be done, and are nobody's name.

    >>> [is_demand(line) for line in ("Stop", "Ban Cars", "More buses", "Save the Children", "Mark", "Chief Executive")]
    [True, True, True, False, False, False]
    """
    bare = line.strip(MARKS)
    long_words = [word for word in bare.split() if len(word) >= LONG_WORD]
    # "Save the Children" is somebody: so many words with capitals are a name.
    may_be_name = len(bare.split()) >= NAME_WORDS and len(long_words) > 1 and all(w[:1].isupper() for w in long_words)
    may_be_name = may_be_name and bare[-1:] not in ".!"
    return _DEMAND.match(bare) is not None and not may_be_name and not is_persons_name(bare)
