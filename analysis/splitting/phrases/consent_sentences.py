"""Sentences about printing the response itself, which argue nothing: "We are happy for it to be published"."""

from __future__ import annotations

import re

from analysis.text import words

_OWN = re.compile(
    r"\b(?:this|these|my|our) (?:\w+ )?(?:response|submission|answers?|comments?|views?|letter|names?|details|e-?mail"
    r"|evidence|feedback|reply)\b|\b(?:publish|publication of|quote|print|name) (?:me|us)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"\b(?:this|it)\b", re.IGNORECASE)
_PRINT = re.compile(r"\b(?:publi(?:sh|c)\w*|print(?:ed|ing)?|quot(?:e|ed|ing)|online|website)\b", re.IGNORECASE)
_SHOW = re.compile(rf"{_PRINT.pattern}|\b(?:shared?|disclosed?|used?|confidential|anonymous(?:ly)?)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:under|with|in) (?:the|my|our) (?:full )?names?\b(?: of [^.!?;:,]{1,80})?$", re.IGNORECASE)

_SAID = frozenset(
    re.findall(
        r"[\w'-]+",
        """
    accept agree allow also answers anonymous anonymously any anything are asking attributed authorise being can comment
    comments confidential consent content details disclose disclosed don't e-mail evidence feedback feel fine for free
    from full fully given give glad granted happy have i'm into kept letter like made make may mind name named names not
    objection okay online our part permission permit placed please pleased print printed public publication publicly
    publish published publishing put quote quoted quoting reply report response responses share shared submission that
    the these this understand use used using view views want we're website willing wish with would you your
    """,
    )
)
"""Words of giving leave, of showing, and of a response; what a sentence is about is none of them."""

LONGEST, SHORT_WORD, MOST_OTHER = 30, 2, 1
"""Words of such a sentence; letters of a word that says nothing; words that it has beside."""


def speaks_of_printing(sentence: str, *, may_be_bare: bool = False) -> bool:
    """Return whether a sentence says no more than whether this response may be shown.

    ``may_be_bare``: "this" or "it" is the response, for nothing asked for something else.

    >>> [speaks_of_printing(text) for text in ("You may publish our letter.", "Our letter was published too late.")]
    [True, False]
    """
    said = _NAMED.sub("", sentence.strip(" .!\n"))
    names_it = (_OWN.search(sentence) and _SHOW.search(sentence)) or (
        may_be_bare and _BARE.search(said) and _PRINT.search(said)
    )
    spoken = words(said)
    if not names_it or "?" in sentence or len(spoken) > LONGEST:
        return False
    return sum(len(word) > SHORT_WORD and word not in _SAID for word in spoken) <= MOST_OTHER
