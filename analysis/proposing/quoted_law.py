"""Quoted law: sentences of an Act or of its explanatory notes, which respondents quote and do not say themselves."""

from __future__ import annotations

import re

_DRAFTED = re.compile(
    r"\b(?:[Ii]n|[Ff]or the purposes of|[Uu]nder|by virtue of) this (?:section|Act|Part|Schedule|paragraph|Chapter)\b"
    r"|\b(?:[Ii]n|[Uu]nder|of|by) (?:subsection|sub-paragraph) \(\w{1,4}\)"
    r"|\b(?:means|includes)[—–]"
    r"|\b(?:is|are|shall be) (?:liable|guilty)\b.{0,60}\b(?:conviction|offence|imprisonment|fine|penalty)\b"
    r"|\bthere (?:is|are|shall be) (?:substituted|inserted)\b|\bthe following (?:is|are) (?:substituted|inserted)\b"
    r"|\bthe Secretary of State may by (?:order|regulations)\b|\b(?:18|19|20)\d\d c\. ?\d+",
)
_SAID = re.compile(
    r"\b(?:I|we|our|us|my|should|must|would|could|ought|agree|disagree|support|oppose|object|concern(?:ed|s)?|unclear"
    r"|welcome|believe|think|recommend|suggest|propose|need(?:s|ed)?|too|not enough|please)\b",
    re.IGNORECASE,
)


def is_quoted_law(sentence: str) -> bool:
    """Return whether a sentence is drafted as law is, and holds no word of somebody who has a view of it.

    >>> is_quoted_law("For the purposes of this section, “parent” includes a guardian.")
    True
    >>> [is_quoted_law(one) for one in ("Section 5(2) should go.", "We ask what this Act is for.")]
    [False, False]
    """
    return _DRAFTED.search(sentence) is not None and _SAID.search(sentence) is None
