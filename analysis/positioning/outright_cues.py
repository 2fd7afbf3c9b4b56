"""Outright cues: words that take a stand whoever their sentence is about, as what is asked of whoever decides.

All patterns are for one sentence in small letters with straight apostrophes, as those of ``stance_cues``.
"""

from __future__ import annotations

import re

from analysis.positioning.stance_cues import DETERMINED, SAYING, THING, Cue

_AGAINST_VERBS = (
    r"(?:reject|scrap|withdraw|drop|abandon|refuse|halt|cancel|rethink|reconsider|throw out|think again|vote against)"
)
_FOR_VERBS = (
    r"(?:approve|go ahead|proceed|introduce|adopt|implement|pass|press on|vote for|bring forward|bring in|"
    r"bring (?:it|this|these|them) in(?:to (?:force|law))?)"
)
_DONE_AGAINST = r"(?:rejected|scrapped|withdrawn|dropped|abandoned|refused|halted|cancelled|stopped|thrown out)"
_DONE_FOR = r"(?:approved|adopted|implemented|introduced|passed|welcomed|supported|brought into force)"
_URGING = (
    r"(?:i|we)(?: (?!not\b)\w+){0,2} (?:urge|ask|implore|beg|request|want|"
    r"call on)(?:ing)? (?:(?!not\b|never\b)[\w']+ ){0,6}?"
)
_ASKING = rf"(?:please|{_URGING}to|(?:i|we)(?: \w+){{0,2}} (?:ask|urge) that you)"
_ASKING_NOT = (
    rf"(?:(?:^|\bplease )(?:do not|don't|never)|\b{_URGING}(?:not|never) to|\b{_ASKING} (?:do not|don't|not|never)|"
    r"\b(?:you|council|government|department|ministers?|committee|authority|regulator|agency|parliament|"
    r"mayor) (?:should|must) (?:not|never))(?! .*\b(?:until|unless|without|before)\b)"
)
"""What is asked not to be done, in any case: what may be done later, or in another way, is not opposed."""

_IMPOSING = (
    r"(?:impose|inflict|foist|force|go ahead|press (?:on|ahead)|push ahead|proceed|"
    r"go down (?:this|that) (?:road|path|route)|take away|"
    r"(?:take|bring) (?:[\w'-]+ ){1,4}?(?:away|from us|into (?:force|law)))"
)
"""What nobody asks for who is for it, whatever is named as its object."""

_OF_A_SUBJECT = (
    r"(?! (?:be\b|q ?\d|\d|part\b|(?:(?:the|your|this|both|all|of|these) )*(?:questions?|first|second|last)\b))"
)
"""What stands after a yes or no "to" something, unless that is a question."""
_MUST = r"(?:must|should|ought to|needs? to|has to|have to)"
_BEGINNING = (
    r"(?:^|(?<=[,:–] )|(?<=\b(?:and|but) )|(?<=\bso )|(?<=is why )|(?<=see why )|(?<=\b(?:that|feel) )|(?<=think )|"
    r"(?<=believe ))"
)
_IT = (
    rf"(?:^(?:it|this)|{_BEGINNING}(?:the|this|these|your|"
    r"that)(?: (?!(?:current|existing|old|present|previous|other|same|exemption|exception|discount|clause|section|"
    rf"paragraph|provision|definition|part|sentence|wording|word|reference|question)s?\b)[\w'-]+){{1,2}}?)"
)
"""What is probably consulted on: the short subject of a clause that is no part of it and not what is there today."""

_VERDICT = rf"(?:\b(?:i|we) (?:\w+ )?(?:ask|urge) that {_IT}|{_IT} {_MUST})"
_SCRAPPED = r"(?:rejected|scrapped|withdrawn|dropped|cancelled|shelved|thrown out|done away with)"
_BROUGHT_IN = r"(?:go ahead|proceed|be (?:introduced|brought in(?:to force)?|put in place))"
_AS_IT_IS = r"\b(?!.*\b(?:only|instead|in favour of|elsewhere|first|if|unless|until|(?<!at )once|when)\b)"
"""What ends a verdict: it is none of the whole where a limit or a condition follows."""

_BODY = (
    r"(?:^|\b(?:council|committee|cabinet|members|board|trustees|governors|executive|meeting|branch|society|"
    r"association|union|forum|panel|group|it)(?: (?:has|have|had|is|was|were))? )"
)
_MANNER = (
    r"(?:,? ?(?:unanimously|overwhelmingly|formally|narrowly|therefore|without dissent|"
    r"by (?:[\w-]+ ){0,3}?(?:majority|votes? to [\w-]+|vote|consensus))\b,?)*"
)
_RESOLVED = (
    rf"{_BODY}{_MANNER} ?(?:resolved|voted|agreed|decided){_MANNER} (?:to|that (?:the|this|our|it)(?: \w+){{0,3}}?) "
)
"""How a body says that it took a decision."""

_END = r"(?= ?(?:[^\w ']|$|now\b|please\b|all\b|altogether\b|completely\b|at once\b))"
"""What ends a short order: "scrap it", not "drop it off at the library"."""
_ORDER = r"(?:^|(?<=, ))(?:please |just |so )*"
"""Where an order begins."""

_I_AM_WELSH = (
    r"\b(?:rwy'n|rwyf(?: i)?|rydw i'n|dw ?i'n|rydym(?: ni)?|rydyn ni'n|'?r(?:y|wy)f yn|yr (?:wyf|ydym))(?: yn)?"
    r"(?: (?:llwyr|gryf))? "
)
_I_AM_NOT_WELSH = (
    r"\b(?:nid (?:wyf|ydwyf|ydym)(?: (?:i|ni))?|d(?:yd)?w i ddim|dydyn ni ddim|ni (?:allaf|allwn|fedraf|fedrwn)"
    r"(?: (?:i|ni))?) (?:yn )?(?:llwyr )?"
)
"""How a stand begins in Welsh, and how it is denied."""

_FOR_WELSH = r"(?:[cg]efnogi|[cg]ytuno|croesawu|o blaid)"
_THINK_WELSH = r"(?:syniad|cynllun|gynllun|cam|gam) (?:hollol |gwbl )?"
_GOOD_WELSH, _BAD_WELSH = r"(?:d?da|g?wych|ardderchog|rhagorol)", r"(?:g?wael|d?drwg|ofnadwy|g?wirion|hurt)"

_CALLS_AND_VERDICTS = (
    (1, rf"{_RESOLVED}(?:supports?|backs?|endorses?|welcomes?)\b{SAYING}{DETERMINED}"),
    (-1, rf"{_RESOLVED}(?:opposes?|rejects?|objects?(?= to\b|[^\w ']|$))\b"),
    (1, rf"{_BODY}{_MANNER} ?voted{_MANNER} (?:in favour|for (?=it\b|{THING}))"),
    (-1, rf"{_BODY}{_MANNER} ?voted{_MANNER} against (?=it\b|{THING})"),
    (
        -1,
        rf"{_ORDER}(?:{_AGAINST_VERBS}|bin|ditch|shelve|forget) "
        rf"(?:it|this|the (?:whole|entire) \w+|{THING}){_END}",
    ),
    (
        1,
        rf"{_ORDER}(?:do it|get on with it|go for it|go ahead(?: with (?:it|this))?|"
        rf"bring it (?:in|on)){_END}",
    ),
    (1, rf"{_I_AM_WELSH}{_FOR_WELSH}\b|^(?:cefnogi|cytuno)(?:'n (?:gryf|llwyr))?{_END}|^o blaid\b"),
    (
        -1,
        rf"{_I_AM_WELSH}(?:g?wrthwynebu|anghytuno|(?:yn )?erbyn)\b|"
        rf"^(?:gwrthwynebu|anghytuno)(?:'n (?:gryf|llwyr))?{_END}|(?:^|(?<=, ))(?:yn )?erbyn\b",
    ),
    (-1, rf"{_I_AM_NOT_WELSH}(?:{_FOR_WELSH}|dderbyn)\b|\bddim\b.* {_THINK_WELSH}{_GOOD_WELSH}\b"),
    (-1, rf"\b{_THINK_WELSH}{_BAD_WELSH}\b|^peidiwch (?:â|ag?) (?:gwneud|bwrw ymlaen|cyflwyno)\b"),
    (1, rf"^(?:mae\b.* )?{_THINK_WELSH}{_GOOD_WELSH}\b|\bewch amdani\b"),
    (-1, rf"\b{_ASKING} {_AGAINST_VERBS}\b"),
    (-1, rf"\b{_ASKING} (?:stop|end) {THING}"),
    (1, rf"\b{_ASKING} {_FOR_VERBS}\b"),
    (1, rf"\b{_ASKING} support\b{DETERMINED}"),
    (-1, rf"\b{_ASKING} oppose\b"),
    (1, rf"{_ASKING_NOT} {_AGAINST_VERBS} (?:it\b|this\b|{THING})"),
    (-1, rf"{_ASKING_NOT} (?:\w+ )?{_IMPOSING}\b"),
    (
        -1,
        rf"(?!^(?:do not|don't|never)\b){_ASKING_NOT} (?:\w+ )?(?:close|build|cut|remove|introduce|approve|allow|"
        r"permit|grant|sell|abolish|change|pass|adopt|implement|bring in)\b",
    ),
    (1, rf"(?:^|\b{_ASKING} )let {THING} (?:go ahead|proceed|happen)\b"),
    (1, rf"\b{_ASKING} make {THING} permanent\b"),
    (-1, rf"^no to\b{_OF_A_SUBJECT}(?= \w)"),
    (1, rf"(?:^|, (?:but |and )?)yes to\b{_OF_A_SUBJECT}(?= (?:it\b|(?:the|this|these|your|a|an|all|both) \w))"),
    (1, r"\bsay yes to (?=(?:the|this|these|your)\b)"),
    (-1, rf"^(?:please )?(?:do not|don't) (?:close|build|introduce|go ahead|abolish|sell|change) {THING}"),
    (-1, rf"\b{THING} {_MUST} be {_DONE_AGAINST}\b"),
    (-1, rf"\b(?:asks?|urges?) that (?:it|they) be {_DONE_AGAINST}\b"),
    (-1, rf"\b{THING} {_MUST} (?:not|never) (?:go ahead|proceed|happen|be {_DONE_FOR})\b"),
    (1, rf"\b{THING} {_MUST} (?:go ahead|proceed|be {_DONE_FOR})\b"),
    (-1, rf"{_VERDICT} (?:be {_SCRAPPED}|(?:not|never) {_BROUGHT_IN}){_AS_IT_IS}"),
    (1, rf"{_VERDICT} (?:{_BROUGHT_IN}|(?:not|never) be {_SCRAPPED}){_AS_IT_IS}"),
    (1, rf"\btime (?:that )?(?:the|this|it)(?: [\w'-]+){{0,2}} (?:was|were) (?:introduced|brought in){_AS_IT_IS}"),
    (1, r"\b(?:cannot|can't) come (?:soon|quickly|fast) enough\b"),
    (-1, r"\byou (?:should|must) (?:not|never) (?:go ahead|proceed)\b"),
    (
        -1,
        rf"\b(?:i|we) do(?: not|n't) (?:want|wish) (?:for )?{THING} (?:to (?:go ahead|proceed|happen|be )|"
        r"(?:built|introduced|closed))",
    ),
    (-1, r"\bsay no to\b|\bvote against\b|^hands off\b|^no way\b|^leave it (?:as it is|alone)\b"),
    (-1, r"\b(?:no|little) (?:justification|case) for (?:this|these|the)\b"),
    (-1, r"\bsee no (?:need|justification|case|benefit|point) (?:for|in|to)\b"),
)
OUTRIGHT = tuple(Cue(re.compile(pattern), sign, is_stance=False) for sign, pattern in _CALLS_AND_VERDICTS)
"""Cues that take a stand whoever the sentence is about: what is asked of whoever decides, and verdicts."""
