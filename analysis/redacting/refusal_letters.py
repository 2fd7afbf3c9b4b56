"""What a refusal is made of: every word that may play a part in one as one letter.

The rules of ``refusals`` are read over these letters.
"""

from __future__ import annotations

import re

from analysis.text import word_set

_PAPER = (
    r"(?:response|submission|letter|contribution|representation|evidence|feedback|answer|comment|objection|reply)s?"
)
_SAID = rf"(?:{_PAPER}|(?:view|e-?mail|message|remark|word|opinion|statement|testimony)s?|replies)"
_MY = r"(?:my|our)"
_ENDS = r"(?= *(?:[^\w ]|$)| (?:and|but|or|please|to|until|as|because|at|in|for|from|unless|so|if)\b)"
_LETTERS = (
    (
        "+",
        r"(?:not|no|never|nor)(?: \w+)? (?:mind|object(?:ions?)?|problems?|opposed?)|not (?:just|only|merely|simply)",
    ),
    (
        "x",
        rf"without (?:\w+ )?(?:{_MY} (?:\w+ )?names?|attribution|naming (?:me|us))|anonymi[sz]e\w*"
        rf"|anonymous(?:ly)?{_ENDS}",
    ),
    (
        "m",
        rf"{_MY} (?:(?!name)\w+ ){{0,2}}?(?:(?:organi[sz]ation|company|group)'s )?(?:names?|identity|address|details)"
        r"|who (?:i am|we are)|name and address"
        r"|name supplied",
    ),
    (
        "g",
        r"attribut\w+|(?:be|being) (?:named|identified)|(?:name|identify|naming|identifying) (?:me|us)|by name",
    ),
    (
        "o",
        rf"(?<!in )(?<!on ){_MY} (?:(?!name)[\w-]+ ){{0,2}}?{_SAID}"
        rf"|(?:this|these|attached|enclosed) (?:\w+ )?{_PAPER}|this (?:e-?mail|message|information)"
        r"|the (?:attached|enclosed|above)"
        r"|(?:what |anything (?:that )?|(?<=nothing )|(?<=nothing that ))(?:i|we)(?: have| am)? \w+"
        r"|(?:any|all|parts?)(?: parts?)? of (?:this|it)(?! \w*(?:plan|scheme|proposal|report|data)\b)",
    ),
    (
        "t",
        r"it|them|this(?= *(?:[^\w ]|$)| (?:is|to|be|being|as|in|on|off|with|from|must|should|kept|remain\w*|stays?"
        r"|online|anywhere|please|did|were|was|publi\w+|out|private\w*|confidential\w*|shared|between|ended|appear\w*)\b)",
    ),
    (
        "s",
        rf"(?:confidential(?:ly)?|private(?:ly)?|secret){_ENDS}"
        r"|in (?:the )?(?:strict\w*|complete|absolute|utmost|full)? ?confidence"
        r"|to yoursel(?:f|ves)|between (?:us|ourselves)|eyes only|internal use"
        r"|for (?!me\b|us\b|part\b|section\b|question\b)(?:[\w']+ ){1,6}?only",
    ),
    (
        "a",
        r"publish\w*|publications?|print(?:ed|ing)?|quot(?:e|ed|ing)(?: me| us)?|shar(?:e|ed|ing)"
        r"|releas(?:e|ed|ing)|disclos\w+"
        r"|circulat\w+|upload\w*|reproduc\w+|publici[sz]\w+|post(?:ed|ing)?|reveal\w*|pass(?:ed|ing)? on"
        r"|let(?:ting)? (?:\w+ ){1,3}(?:see|read)",
    ),
    (
        "v",
        r"put|plac(?:e|ed|ing)|us(?:e|ed|ing)|go|going|goes|appear\w*|ends?|ending|see|seen|shown?|display\w*"
        r"|includ\w+|featur\w+|mak(?:e|ing)|made|giv(?:e|en|ing)|mention\w*|list(?:ed)?|writ(?:e|ten)|attach|say",
    ),
    (
        "p",
        r"(?:web ?)?sites?|web(?: ?pages?)?|internet|online|facebook|media|press|(?:news)?papers?|public(?:ly)?"
        r"|reports?|summary|summaries|portal|anywhere|any(?:one|body)|register|available|print",
    ),
    ("S", "confidentiality"),
    ("K", r"with(?:hold|held)|exclud\w+|omit\w*|redact\w*|remov\w+|hide|hidden"),
    (
        "k",
        r"keep(?:ing)?|kept|leav(?:e|ing)|left|stay(?:s|ing)?|treat(?:ed)?|regard(?:ed)?|consider(?:ed)?|h[eo]ld|remain\w*",
    ),
    ("l", r"out|off|from|back"),
    ("Q", r"why|whether|how"),
    ("r", r"object(?: to)?|refuse|decline|withdraw|forbid|refrain|avoid"),
    (
        "w",
        r"want|wish|like|ask|request|expect|agree|consents?|permission|permit|allow"
        r"|authori[sz]e|happy|content|willing|comfortable|prepared|insist|require|make sure|ensure",
    ),
    ("W", "rather|prefer|grateful|appreciate it"),
    ("z", r"(?:am|are) (?:writing|telling|sending|responding|submitting|saying)|write|tell|send|respond|submit"),
    ("n", r"not|never|no|nothing|none|nobody|without"),
    ("h", r"was|were|has|have|had|did|does|could"),
    ("f", r"is|are|be|been|being|am"),
    ("d", r"must|should|may|can|shall|to"),
    ("u", r"do"),
    ("i", r"i|we"),
    ("y", r"you|yours?"),
    ("b", r"please|kindly"),
    ("&", r"and|or|nor"),
    ("q", r"that|which|who|when|because|what"),
    (",", r"but|so|therefore|then"),
)
"""Words as the rules know them: the first that fits counts; every other word is a dash, a stop within a sentence a
comma. K and k keep back, v makes public beside p only, g and x are of the name, h tells what was, + allows."""

_WORD = re.compile(
    "|".join(f"(?P<_{i}>(?<![\\w'])(?:{fit})(?![\\w']))" for i, (_, fit) in enumerate(_LETTERS))
    + r"|(?P<stop>[,:;()–—])|[\w'-]+",
    re.IGNORECASE,
)

_WRITTEN_OUT = (
    *(("can't", "can not"), ("cannot", "can not"), ("won't", "will not"), ("n't", " not"), ("'d ", " would ")),
    *(("'m ", " am "), ("'re ", " are "), ("'ve ", " have ")),
)
_STEMS = (
    *word_set("""
    publi print quot share sharing releas disclos circulat reproduc posted posting reveal confiden private secret
    yoursel between eyes internal only see read anonym attribut name identi site web online facebook media press paper
    report summar anywhere anyone anybody withh exclud omit redact remov hid upload portal yhoedd rannu yfrinach
    breifat enw anhysbys wefan dyfynnu argraffu datgelu öffentlich vertraulich zitier diffus divulgu
"""),
    *("internet", "passed on", "pass on", "who i am", "who we are"),
)
"""What one of the words holds that the rules need, which is quickly told."""


def may_refuse(sentence: str) -> bool:
    """Return whether a sentence holds a word that any of the rules needs."""
    lower_sentence = sentence.lower()
    return any(stem in lower_sentence for stem in _STEMS)


def as_letters(sentence: str) -> str:
    """Return a sentence with every word as the letter that the rules know it by.

    >>> as_letters("Please do not publish my letter")
    'bunao'
    """
    for short, full in _WRITTEN_OUT:
        sentence = sentence.replace(short, full).replace(short.upper(), full)
    return "".join(_letter(found) for found in _WORD.finditer(sentence))


def _letter(found: re.Match[str]) -> str:
    if found.lastgroup == "stop":
        return ","
    return _LETTERS[int(found.lastgroup[1:])][0] if found.lastgroup else "-"
