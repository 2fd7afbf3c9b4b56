"""Presentations: paragraphs that say in the third person who somebody is and what they do, and nothing of the matter.

"The Trust is a charity in Kent. It runs three homes. Founded in 1994, the Trust has 40 staff." The rule: *the first
sentence begins with a name and says what that is or does; each of the others has the same subject, or says itself that
it introduces; and no word of opinion stands in any.*
"""

from __future__ import annotations

import re

from analysis.splitting.phrases.furniture_lines import introducing_sentences, says_nothing
from analysis.splitting.phrases.letter_phrases import INTRODUCES, OPINES

_NAME_WORD = r"(?:[A-Z][\w&’'-]*|\([^()\s]{2,20}\)|of|the|and|for|in|on|to|a)"
_NO_NAME = (
    r"(?:This|These|That|Those|There|Here|It|In|On|At|We|You|They|I|All|Any|Many|Most|Some|Our|Your|My|If|When|As|But"
    r"|No|Not|For|By|With)\b"
)
_NAME = re.compile(
    rf"(?:The )?(?!{_NO_NAME})(?:[A-Z][\w&’'-]*(?: {_NAME_WORD})+|[A-Z]\w*[A-Z]\w*)(?:, (?:Inc|Ltd|LLC|plc))?"
    r"(?: \([^()]{2,20}\))?(?:,? (?:(?:commonly|also|formerly) )*(?:known|referred to) as [^,.]{2,60},)?"
    r"(?:, (?:founded|established|formed|created|set up|incorporated) [^.!?]{1,160}?,)?,?(?= )"
)
"""A name of several words, an acronym or a name with a capital within, with which a sentence begins."""

_ACRONYM = re.compile(r"\(\W?([A-Z][\w&-]{1,11})\W?\)")
_LEAD = re.compile(r"(?:To|Through|By|As|With|Since|Founded|Established|Based|Created)\b[^.!?]{0,160}?, ")
"""What may stand before the subject of a sentence of the kind."""

_DOES = re.compile(
    r"(?:,? which)?(?:['’]s? (?:members(?:hip)?|mission|vision|purpose|work|staff))?(?: also| currently| \w+ly)*"
    r" (?:is|are|was|were|has|have|works?|defends?|exists?|represents?|serves?|advocates?|promotes?|operates?|employs?"
    r"|provides?|offers?|helps?|uses?|engages?|conducts?|includes?|comprises?|consists?|members(?:hip)?|seeks?|strives?"
    r"|brings?|delivers?|runs?|practi[cs]es|educates?|campaigns?|undertakes?|litigates?|examines?|develops?|teach(?:es)?|held|come"
    r"|empowers?|participates?|contributes?|responds?"
    r"|protects?|studies|investigates?|researche?s?|holds?|leads?|manages?|aims?)\b"
)
"""What an organisation or a person is, has or does, as those say who present it."""

_PRONOUNS = ("It", "Its", "He", "She", "His", "Her", "They", "Their")

MOST_BETWEEN = 120
"""Characters between a name and what it does: "and its members (shops and stalls) are"."""

_SEE_MORE = re.compile(
    r"(?:Check out|Visit|See|(?:Learn|Find out|Read) more)\b[^!?]{0,120}\b(?:website|work|www\.|https?://)",
    re.IGNORECASE,
)
"""How a presentation points to more of itself."""

WE_DO = re.compile(
    r"(?:We|Our (?:(?:main |major )?(?:objectives?|aims)|members|staff|mission|vision|work|network))"
    r"(?: also| \w+ly)* (?:do (?:this|so)|works?|serves?"
    r"|represents?|provides?|supports?|advocates?|offers?|operates?|deliver|exists?|strives?|include"
    r"|(?:are|is) (?:dedicated|committed|devoted|made up|based|located|to)|develop|engage|fight|conduct|publish"
    r"|campaign|educate|inform|promote|train|exist)\b"
)
"""The same in the first person; what "we have" or "we are" may well be of the matter."""

_EXISTS = re.compile(
    r"(?: also| \w+ly)* (?:exists? to|represents?|defends?|advocates?|practi[cs]es|works? (?:to|with|for|across)"
    r"|(?:is|are|was) [^.!?]{0,60}\borgani[sz]ations?\b|protects and promotes|promotes and protects"
    r"|has been \w+ing (?:and \w+ing )?[^.!?]{0,100} since (?:18|19|20)\d\d\b"
    r"|uses? [^.!?]{0,160}\bto (?:protect|promote|defend|advance|support|improve)\b"
    r"|is [^.!?]{0,60}\b(?:professor|lecturer|fellow|researcher|director|lawyer|barrister|solicitor|scholar|writer"
    r"|journalist|author|activist|academic|economist|consultant|advocate)\b)",
    re.IGNORECASE,
)
"""What only people and organisations do or are."""


def presents(paragraph: str) -> bool:
    """Return whether a paragraph only says in the third person who somebody is.

    >>> presents("The Ash Trust is a charity in Kent. It was founded in 1994. The Ash Trust runs three homes.")
    True
    >>> presents("The Ash Trust is a charity in Kent. Lorries pass its door at night.")
    False
    """
    sentences = introducing_sentences(paragraph)
    first_lead = _LEAD.match(sentences[0])
    name = _NAME.match(sentences[0], first_lead.end() if first_lead else 0)
    if name is None or OPINES.search(paragraph) or not _DOES.match(sentences[0], name.end()):
        return False
    if not (INTRODUCES.match(sentences[0]) or _EXISTS.match(sentences[0], name.end())):
        return False
    own_name = " ".join(name.group().removeprefix("The ").split()[:2]).rstrip(",")
    names = [*_ACRONYM.findall(sentences[0]), own_name, _initials(name.group()), *_PRONOUNS]
    name_words = name.group().removeprefix("The ").rstrip(",").split()
    names += [f"{name_words[0]} {name_words[-1]}", f"{name_words[-1]} "]
    return all(_is_of(sentence, names) for sentence in sentences[1:])


def _initials(name: str) -> str:
    """Return the acronym that the words of a name with a capital make."""
    return "".join(word[0] for word in name.split() if word[0].isupper() and word != "The") + " "


def _is_of(sentence: str, names: list[str]) -> bool:
    """Return whether a sentence goes on to present who was named, or says nothing of the matter by itself."""
    starts = [0, *(comma.end() for comma in re.finditer(", ", sentence))] if _LEAD.match(sentence) else [0]
    return (
        any(_does(sentence[start:], names) for start in starts)
        or any(WE_DO.match(sentence[start:][:1].upper() + sentence[start + 1 :]) for start in starts)
        or _SEE_MORE.match(sentence) is not None
        or INTRODUCES.match(sentence) is not None
        or says_nothing(sentence)
    )


def _does(clause: str, names: list[str]) -> bool:
    subject = clause.removeprefix("The ").removeprefix("the ")
    named = next((name for name in names if subject.startswith(name) or subject.startswith(name.lower() + " ")), None)
    rest = subject[len(named.rstrip()) :].removeprefix(" members").removeprefix(" work") if named else ""
    return named is not None and _DOES.search(rest[:MOST_BETWEEN]) is not None
