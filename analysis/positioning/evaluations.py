"""Evaluations: what people call the thing that is proposed, and whether they can accept it or are pleased with it.

All patterns are for one sentence in small letters with straight apostrophes, as those of ``stance_cues``.
"""

from __future__ import annotations

import re

from analysis.positioning.stance_cues import THING, Cue

_GOOD = (
    r"(?:right|sensible|reasonable|welcome|excellent|great|good|brilliant|fantastic|wonderful|marvellous|splendid|"
    r"positive|worthwhile|proportionate|fair|justified|fit for purpose|(?:well[- ]|long )(?:founded|judged|overdue)|"
    r"overdue|needed|sound)"
)
_BAD = (
    r"(?:wrong|terrible|bad|awful|dreadful|ridiculous|stupid|appalling|daft|disgraceful|unfair|unjust|unacceptable|"
    r"unnecessary|unjustified|misguided|wrong-headed|outrageous|shameful|scandalous|disgusting|pointless|"
    r"ill[- ]conceived|short[- ]sighted|barmy|crazy|mad|idiotic)"
)
_BAD_THING = (
    r"(?:mistake|disgrace|disaster|outrage|scandal|shambles|nonsense|rubbish|load of (?:old )?(?:rubbish|nonsense)|"
    r"waste of (?:public |tax ?payers'? )?(?:money|time))"
)
_NOUN = (
    r"(?:idea|plan|proposal|scheme|step|move|thing to do|course(?: of action)?|news|policy|decision|way forward|"
    r"(?:set|package) of \w+)s?"
)
_ADVERB = r"(?:(?:very|really|absolutely|truly|complete(?:ly)?|total(?:ly)?|quite|just|so|simply|wholly|plain|\w+ly) )*"
_ARTICLE = r"(?:an? |the )?"
_A_GOOD_IDEA = rf"{_ARTICLE}{_ADVERB}{_GOOD}(?: (?:and|but) {_ADVERB}\w+)? {_NOUN}\b"
_A_BAD_IDEA = rf"{_ARTICLE}{_ADVERB}(?:{_BAD}(?: (?:and|but) {_ADVERB}\w+)? {_NOUN}\b|(?:utter |sheer )?{_BAD_THING}\b)"
"""Predicates that by themselves say that a plan is meant; "unfair" alone may be said of anything."""

_IS = r"(?:is|are|'s|was|seems?|looks?(?: like)?|strikes? (?:me|us) as)"
_NOT = r"(?: not|n't)"
_IT = r"(?:it|this|that|these)"
_PROPOSAL_IS = rf"\b{THING}(?: \w+)? (?:{_IS}|would be|will be)"
_TAKEN_FOR = rf"\b(?:find|consider|regard|think|believe|judge|deem)s? (?:{THING}|{_IT})(?: (?:to be|as|is|are))?"
_ONCE = r"(?! not\b)(?! (?:in|for|to|that|how|when|if) \w)"
_ONCE_ON_IT = r"(?! not\b)(?! (?:to|that|how|when|if) \w)"
"""What does not follow a predicate where what was proposed is its subject, and not what is told next."""
_OBJECT = (
    rf"(?:{THING}|{_IT}(?= ?(?:[^\w '-]|$|at all\b|as it stands\b|either\b|and\b|but\b|because\b|in (?:its|the)\b)))"
)

_EVALUATIONS = (
    (-1, rf"{_PROPOSAL_IS}{_NOT} {_ARTICLE}{_ADVERB}{_GOOD}\b{_ONCE}"),
    (1, rf"{_PROPOSAL_IS} {_ARTICLE}{_ADVERB}{_GOOD}\b{_ONCE}"),
    (-1, rf"{_PROPOSAL_IS} {_ADVERB}(?:{_BAD}\b|{_A_BAD_IDEA}){_ONCE}"),
    (-1, rf"\b{_IT} ?{_IS}{_NOT} {_A_GOOD_IDEA}{_ONCE_ON_IT}"),
    (1, rf"(?:^|\b{_IT} ?{_IS} |^what )(?:going to be )?{_A_GOOD_IDEA}{_ONCE_ON_IT}"),
    (-1, rf"(?:^|\b{_IT} ?{_IS} |^what )(?:going to be )?{_A_BAD_IDEA}{_ONCE_ON_IT}"),
    (1, r"^(?:great|good|excellent|brilliant) stuff\b"),
    (1, r"\b(?:it's|it is|this is|that's|gets?|get) an? (?:[\w-]+ ){0,3}yes\b|\bthumbs up\b"),
    (-1, r"\b(?:it's|it is|this is|that's|gets?|get) an? (?:[\w-]+ ){0,3}no\b(?=[^\w -]|$| from\b)|\bthumbs down\b"),
    (1, r"\ba (?:\w+ )?step (?:in the right direction|forwards?)\b"),
    (-1, r"\ba (?:\w+ )?step (?:in the wrong direction|backwards?)\b"),
    (
        -1,
        r"^(?:please |just )*(?:leave|keep) (?:it|things|everything|this) (?:alone|(?:just )?as (?:it is|they are))\b",
    ),
    (-1, rf"\b(?:nobody|no[ -]one)(?: \w+){{0,2}} (?:wants|asked for|needs) {_OBJECT}"),
    (-1, rf"\bsee (?:no (?:merit|sense|value)|nothing) in (?:{THING}|{_IT})\b"),
    (
        -1,
        rf"(?:^|[,:–-] )(?:please |just |so )*(?:do not|don't|never) (?:do|allow|let) {_OBJECT}",
    ),
)
EVALUATIONS = tuple(Cue(re.compile(pattern), sign, is_stance=False) for sign, pattern in _EVALUATIONS)
"""Cues that take a stand whoever the sentence is about."""

_ACCEPTANCE = (
    (
        1,
        rf"\b(?:accept|agree to|go along with|sign up to|live with|recommend|consent to|countenance|tolerate|"
        rf"lend (?:my|our|its|their) (?:name|support|weight) to)\b(?= {_OBJECT})",
    ),
    (1, r"\baccepts? the (?:case|need) for\b"),
    (0, r"\brecommend (?:approval|adoption)\b"),
    (
        1,
        r"\b(?:content|happy|comfortable|pleased|delighted|satisfied|at ease|fine|ok|okay) (?:with|about) "
        rf"(?={_OBJECT})",
    ),
    (
        1,
        rf"\b(?:content|happy|pleased|glad|delighted|keen) (?:for|to see|that) (?:{THING}|{_IT}) (?:should |to |be )*"
        r"(?=go(?:es)? (?:ahead|forward)|proceed|happen|adopted|introduced|approved|implemented|brought|taken forward)",
    ),
    (1, rf"\b(?:(?<!would )(?<!'d )like|love|want|keen on) (?={_OBJECT})"),
    (-1, rf"\b(?:hate|dislike|loathe|detest|resent)s? (?={_OBJECT})"),
    (1, rf"\bsees? (?:\w+ )?(?:merit|sense) in (?={_OBJECT})"),
    (-1, rf"\b(?:unhappy|dismayed|appalled|horrified|alarmed|outraged|disgusted) (?:with|about|at|by) (?={_OBJECT})"),
    (1, rf"{_TAKEN_FOR} {_ARTICLE}{_ADVERB}{_GOOD}\b{_ONCE}"),
    (-1, rf"{_TAKEN_FOR} {_ADVERB}(?:{_BAD}\b|{_A_BAD_IDEA}){_ONCE}"),
)
ACCEPTANCE = tuple(Cue(re.compile(pattern), sign) for sign, pattern in _ACCEPTANCE)
"""Cues that count of the writer alone; denied they are against."""

_OPENINGS = (
    (
        -1,
        rf"^{_IT} ?{_IS}{_NOT} {_ADVERB}{_GOOD}\b{_ONCE}|^{_IT} makes no sense\b|"
        rf"^{_IT} (?:will not|won't|will never) work\b",
    ),
    (1, rf"^(?:{_IT} ?{_IS} )?{_ADVERB}{_GOOD}(?=[,.!]|$| and long overdue\b)"),
    (-1, rf"^(?:{_IT} ?{_IS} )?{_ADVERB}{_BAD}(?=[,.!]|$| and {_ADVERB}{_BAD}\b)"),
    (1, rf"^{_IT} makes (?!no\b)(?:\w+ )?sense\b(?! if\b)"),
    (1, r"^an? (?:[\w-]+ ){0,3}yes(?=[^\w -]|$| from\b)"),
    (-1, r"^an? (?:[\w-]+ ){0,3}no(?=[^\w -]|$| from\b)"),
    (1, r"^(?:it's |it is )?(?:high|about|not before) time(?: too)?(?=[,.!]|$)"),
    (-1, r"^no,? (?:thank you|thanks)\b"),
)
OPENINGS = tuple(Cue(re.compile(pattern), sign, is_stance=False) for sign, pattern in _OPENINGS)
"""Cues that say what is meant only where they open an answer."""
