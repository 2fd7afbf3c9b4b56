"""Refusals in Welsh, German and French: in one sentence a negation, an act of making public, and "my letter"."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.model import Publish
from analysis.text import word_set


class _Language(NamedTuple):
    """The words of a language: to refuse, to make public, to keep secret or nameless, and the writer's own."""

    refuses: re.Pattern[str]
    shows: re.Pattern[str]
    secret: re.Pattern[str]
    nameless: re.Pattern[str]
    paper: re.Pattern[str]
    name: re.Pattern[str]


_CY_OUR = r"(?:fy|f'|ein|(?:i|a|na)'[mn]|yr|'r)"
_CY_WORDS = r"(?:h?ymateb(?:ion)?(?: hwn)?|llythyr|sylwadau|h?atebion|h?e-?bost|marn|barn)"
_DE_PAPER = r"(?:stellungnahme|schreiben|antwort(?:en)?|brief|beitrag|eingabe|einwendung|kommentare?)"
_FR_PAPER = r"(?:réponses?|lettre|contribution|avis|commentaires?|courrier|mémoire)"
_LANGUAGES = (
    (
        r"peidiwch|nid (?:wyf|ydym|yw)|dydw i ddim|dwi ddim|dydyn ni ddim|ddim|ni ddyl(?:id|ai)",
        r"[cg]?h?yhoeddi|rh?annu|dyfynnu|argraffu|dd?atgelu|defnyddio|dangos|gwefan|wefan",
        r"(?:cadwch|cadw|trinwch|mae(?:'r)?)\b.*\b(?:gyfrinachol|breifat)",
        r"(?:hoffwn|hoffem|dymunaf|rwyf am|rydw i eisiau|dwi eisiau|rydym am)\b.*\b(?:ddi-?enw|anhysbys)",
        rf"{_CY_OUR} ?{_CY_WORDS}|(?:ymateb|llythyr) hwn|(?:chyhoeddi|rhannu) (?:hwn|hyn)|^cadwch (?:hwn|hyn)",
        r"(?:fy|ein|i'm|i'n) h?enwa?u?",
    ),
    (
        r"nicht|keine?|ohne",
        r"(?:ver)?öffentlich\w*|weiter(?:ge|zu)\w+|zitier\w+|abdruck\w*|internet",
        r"vertraulich",
        r"(?:ich|wir)\b.*\banonym",
        rf"(?:mein|unser)(?:e[rnsm]?)? {_DE_PAPER}|diese[rsn]? {_DE_PAPER}",
        r"(?:mein|unser)e?[nr]? name(?:n|ns)?",
    ),
    (
        r"\bne\b.{0,40}\bpas|n'[^ ]+ pas|jamais|refuse|oppose|sans",
        r"publi(?:e[rzs]?|ée?s?|cation)|diffus\w+|divulgu\w+|cit(?:er|ée?s?)|partag\w+|en ligne",
        r"confidentiel\w*",
        r"(?:je|nous)\b.*\banonymes?",
        rf"(?:ma|mon|notre|nos|mes|cette|ce) {_FR_PAPER}",
        r"(?:mon|notre) (?:nom|identité|adresse)",
    ),
)


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


_PATTERNS = tuple(_Language(*map(_compiled, language)) for language in _LANGUAGES)

_STEMS = word_set("""
    yhoeddi rhannu dyfynnu argraffu atgelu defnyddio dangos wefan yfrinachol breifat enw anhysbys
    öffentlich weiterge weiterzu zitier abdruck internet vertraulich anonym
    publi diffus divulgu citer cité partag ligne confidentiel
""")
"""What one of the words for showing, secret or nameless in any of these languages holds, which is quickly told."""


def may_refuse_elsewhere(text: str) -> bool:
    """Return whether a text holds a word without which no refusal in these languages is made."""
    lower_text = text.lower()
    return any(stem in lower_text for stem in _STEMS)


def refuses_elsewhere(sentence: str) -> Publish | None:
    """Return what a sentence in one of these languages asks to be kept back.

    >>> refuses_elsewhere("Bitte veröffentlichen Sie meinen Namen nicht")
    <Publish.ANONYMOUS: 'anonymous'>
    """
    if not may_refuse_elsewhere(sentence):
        return None
    return next(filter(None, (_kept(language, sentence) for language in _PATTERNS)), None)


def _kept(language: _Language, sentence: str) -> Publish | None:
    is_of_paper, is_of_name = language.paper.search(sentence), language.name.search(sentence)
    if is_of_paper or is_of_name:
        refuses, is_secret = language.refuses.search(sentence), language.secret.search(sentence)
        if (refuses and language.shows.search(sentence)) or (is_secret and not refuses):
            return Publish.NO if is_of_paper else Publish.ANONYMOUS
    return Publish.ANONYMOUS if language.nameless.search(sentence) else None
