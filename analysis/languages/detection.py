"""Detection: the language that a text is written in, if that can be told from the text."""

from __future__ import annotations

import re
from functools import cache
from sys import intern

ENGLISH = "en"

WELSH = "cy"

UNRECOGNISED = "und"
"""A text that is long enough to be told, and in no language that is recognised (ISO 639-2: undetermined)."""

ENOUGH_WORDS = 4
"""Words in small letters, or in a script without capitals, from which a text that is not recognised is told as such.
Names, abbreviations and lists of them ("GP A&E CQC NICE") have fewer. Of 11,834 English answers of five words or more
(NHS, AI consultation and debates of the benchmark), five are told as not recognised and none as another language."""

DIALECTS = {"sco": ENGLISH, "zh-Hant": "zh", "nn": "no", "nb": "no"}
"""What a codebook need not speak apart: Scots words are found by English keywords."""

UNSPOKEN = frozenset({"la", "ie", "ia", "vo", "war", "tlh", "zzp"})
"""Languages that nobody answers in, for which abbreviations and legal phrases are taken, or that the detector gives to
repeated words."""

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


def detect(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, ``UNRECOGNISED``, or nothing where the text is too short to tell.

    Names speak no language: a text is in another language than English only if it is so without its capitalised words.

    >>> detect("Mae angen mwy o fysiau gyda'r nos."), detect("Parking permits"), detect("Llanelli needs a bypass.")
    ('cy', '', '')
    """
    language = _reliable(text)
    if language == ENGLISH:
        return language
    plain_text = text if text.isupper() else _WORD.sub(_without_name, text)
    if language and guess(plain_text) != language:
        language = ENGLISH if _reliable(plain_text) == ENGLISH else ""
    is_long = sum(not word[0].isupper() for word in _WORD.findall(plain_text)) >= ENOUGH_WORDS
    return language or (UNRECOGNISED if is_long else "")


def _without_name(word: re.Match[str]) -> str:
    return " " if word.group()[0].isupper() else word.group()


def guess(text: str) -> str:
    """Return the language that a text is most likely in, however short it is; nothing where it has no letters."""
    return _language(text, best_effort=True)


def _reliable(text: str) -> str:
    return _language(text, best_effort=False)


def _language(text: str, best_effort: bool) -> str:
    import pycld2  # a library of C++ with 14 MB of tables

    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    try:
        _, _, details = pycld2.detect(text.replace("’", "'"), isPlainText=True, bestEffort=best_effort)
    except pycld2.error:  # half of a surrogate pair, or another damage of the text
        return ""
    code = DIALECTS.get(details[0][1], details[0][1])
    return "" if code == "un" or code in UNSPOKEN else intern(code)  # one of each in memory, not one for each text


@cache
def language_name(code: str) -> str:
    """Return the English name of a language.

    >>> language_name("cy"), language_name("gd")
    ('Welsh', 'Scots Gaelic')
    """
    import pycld2

    if code == UNRECOGNISED:
        return "a language that was not recognised"
    names = {language: name for name, language in pycld2.LANGUAGES}
    return str(names.get(code, code)).replace("_", " ").title()
