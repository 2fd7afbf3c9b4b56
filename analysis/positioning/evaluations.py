"""Evaluations: what people call the thing that is proposed, and whether they can accept it or are pleased with it.

All patterns are for one sentence in small letters with straight apostrophes, as those of ``stance_cues``.
"""

from __future__ import annotations

import re

from analysis.positioning.stance_cues import PROPOSED, THING_NOUN, Cue

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
_ADVERB = (
    r"(?:(?:very|really|absolutely|truly|complete(?:ly)?|total(?:ly)?|quite|so|simply|wholly|plain(?:ly)?|utterly|entirely|"
    r"perfectly|thoroughly|extremely|eminently|clearly|frankly|deeply|fundamentally|profoundly|grossly) )*"
)
_ARTICLE = r"(?:an? |the )?"
_A_GOOD_IDEA = (
    rf"{_ARTICLE}{_ADVERB}(?:{_GOOD}(?: (?:and|but) {_ADVERB}\w+)? {_NOUN}\b|"
    r"step (?:in the right direction|forwards?)\b)"
)
_A_BAD_IDEA = (
    rf"{_ARTICLE}{_ADVERB}(?:{_BAD}(?: (?:and|but) {_ADVERB}\w+)? {_NOUN}\b|(?:utter |sheer )?{_BAD_THING}\b|"
    r"step (?:in the wrong direction|backwards?)\b)"
)
"""Predicates that by themselves say that a plan is meant; "unfair" alone may be said of anything."""

_IS = r"(?:is|are|'s|seems?|looks?(?: like)?|strikes? (?:me|us) as)"
_NOT = r"(?: not|n't)(?! (?:only|just|merely|simply)\b)"
_IT = r"(?:it|this|these)"
_DONE = (
    r"(?= ?(?:[^\w '-]|$)| (?:at all|either|altogether|overall|(?:just )?as (?:drafted|proposed)|and|but|because)\b)"
)
"""What stands after what is meant: nothing more of it, as "scrapped", "'s opponents" or "on paper" would be."""
_NOT_IT = (
    r"(?:current|existing|recent|latest|old|present|previous|former|original|other|alternative|rival|same|today's|"
    r"(?!council|government|authority)\w+(?:'s|s')|of|to|for|in|on|with|by|from|about|than|as|and|or|who|that|which|the|"
    r"this|is|are)"
)
_PLAN = rf"(?:(?:the|this|these|your) (?:(?!{_NOT_IT} )[\w'-]+ ){{0,3}}?{THING_NOUN}|{PROPOSED})"
"""What is proposed, and not what is there today or what somebody else would do."""
_OBJECT = rf"{_PLAN}{_DONE}"
_BEGINNING = (
    r"(?:^(?:(?:yes|no|frankly|overall|personally|clearly|sadly|in my (?:view|opinion)|in our (?:view|opinion)|"
    r"on balance),? )?|(?<=[,:–] )|(?<=\bbut ))"
)
"""Where a clause begins that nothing before it denies, doubts or asks for."""
_PROPOSAL_IS = rf"{_BEGINNING}{_PLAN}(?: itself| overall)? {_IS}"
_TAKEN_FOR = r"\b(?:find|consider|regard|think|believe|judge|deem)s? (?:that )?"
_AS = r"(?: (?:to be|as|is|are))?"

_EVALUATIONS = (
    (-1, rf"{_PROPOSAL_IS}{_NOT} {_ARTICLE}{_ADVERB}{_GOOD}(?: (?:{_NOUN}|one|enough))?{_DONE}"),
    (1, rf"{_PROPOSAL_IS} {_ARTICLE}{_ADVERB}{_GOOD}(?: (?:{_NOUN}|one))?{_DONE}"),
    (-1, rf"{_PROPOSAL_IS} (?:going to be )?{_ADVERB}(?:{_BAD}|{_A_BAD_IDEA}){_DONE}"),
    (-1, rf"{_BEGINNING}{_PLAN} (?:would|will) be {_ADVERB}(?:{_BAD}|{_A_BAD_IDEA}){_DONE}"),
    (1, rf"{_PROPOSAL_IS} {_A_GOOD_IDEA}{_DONE}"),
    (-1, rf"\b(?:nobody|no[ -]one)(?: \w+){{0,2}} (?:wants|asked for|needs) {_OBJECT}"),
    (-1, rf"\bsee no (?:merit|sense|value) in {_OBJECT}"),
    (-1, rf"(?:^|[,:–-] )(?:please |just |so )*(?:do not|don't|never) (?:do|allow|let) (?:{_OBJECT}|{_IT}{_DONE})"),
    (
        -1,
        r"^(?:please |just )*(?:leave|keep) (?:it|things|everything|this) (?:alone|(?:just )?as (?:it is|they are))\b",
    ),
)
EVALUATIONS = tuple(Cue(re.compile(pattern), sign, is_stance=False) for sign, pattern in _EVALUATIONS)
"""Cues that take a stand whoever the sentence is about."""

_FREELY = (
    r"(?:(?<!\bto )|(?<=able to )|(?<=prepared to )|(?<=willing to )|(?<=ready to )|(?<=happy to )|(?<=refuse to ))"
    r"(?<!must )(?<!should )(?<!not just )"
)
"""Before what somebody does of themselves, and not what they are asked to do or find hard."""
_I_DO = (
    r"(?:(?<=\bi )|(?<=\bwe )|(?<=\bi do )|(?<=\bwe do )|(?<=\bdon't )|(?<=\bdo not )|(?<=\breally )|(?<=\bquite )|"
    r"(?<=\balso ))"
)
_CAN = r"(?:(?<=\bcan )|(?<=\bcould )|(?<=\bcannot )|(?<=\bcan't )|(?<=\bnot )|(?<=\bcouldn't ))"
_PLEASED = r"(?:content|happy|comfortable|pleased|delighted|satisfied|at ease|fine|ok|okay) (?:with|about)|keen on"
_VEXED = r"(?:unhappy|dismayed|appalled|horrified|alarmed|outraged|disgusted) (?:with|about|at|by)"

_ACCEPTANCE = (
    (
        1,
        rf"\b{_FREELY}(?:accept\b(?= {_OBJECT})|(?:agree to|sign up to|consent to|"
        rf"lend (?:my|our|its|their) (?:name|support|weight) to)\b(?= (?:{_OBJECT}|{_IT}{_DONE})))",
    ),
    (1, rf"\b{_CAN}(?:go along with|live with|countenance|tolerate)\b(?= {_OBJECT})"),
    (1, r"\baccepts? the (?:case|need) for\b(?=.*\b(?:but|however|yet)\b)"),
    (
        0,
        rf"\b(?:accept|agree to|support|content with|happy with) (?:{_PLAN}|{_IT}) "
        r"(?:as (?:it|they) stands?|in (?:its|their) (?:present|current) form)\b",
    ),
    (0, rf"\brecommend (?:approval|adoption|{_OBJECT})"),
    (1, rf"\b(?:{_PLEASED}) (?={_OBJECT})"),
    (
        1,
        rf"\b(?:content|happy|pleased|glad|delighted|keen) (?:for|to see|that) (?:{_PLAN}|{_IT}) (?:should |to |be )*"
        r"(?=(?:go(?:es)? (?:ahead|forward)|proceed|happen|adopted|introduced|approved|implemented|brought in)"
        rf"{_DONE})",
    ),
    (1, rf"\b{_I_DO}(?:like|love) (?={_OBJECT})"),
    (1, rf"\b{_I_DO}want (?={_PLAN} ?(?:[.!]|$))"),
    (-1, rf"\b(?:hate|dislike|loathe|detest|resent)s? (?={_OBJECT})"),
    (1, rf"\bsees? (?:some |much |real |great |every )?(?:merit|sense) in (?={_OBJECT})"),
    (-1, rf"\b(?:{_VEXED}) (?={_OBJECT})"),
    (1, rf"{_TAKEN_FOR}{_PLAN}{_AS} {_ARTICLE}{_ADVERB}{_GOOD}(?: (?:{_NOUN}|one))?{_DONE}"),
    (-1, rf"{_TAKEN_FOR}{_PLAN}{_AS} {_ADVERB}(?:{_BAD}|{_A_BAD_IDEA}){_DONE}"),
)
ACCEPTANCE = tuple(Cue(re.compile(pattern), sign) for sign, pattern in _ACCEPTANCE)
"""Cues that count of the writer alone; denied they are against."""

_I_THINK = r"(?:(?:i|we) (?:\w+ly )?(?:think|believe|feel) (?:that )?)?"
_IT_IS = rf"(?:{_I_THINK}{_IT} ?{_IS} (?:going to be )?)"
_I = r"^(?:(?:yes|no|frankly|personally|overall)[,:]? )?(?:i|we)"
_MUCH = r"(?: (?:do|really|very much|quite|so|absolutely|totally|completely|just))*"
_BE = r"(?:'m|'re| am| are)"
_YES_FROM_ME = r"(?:(?:big|fat|clear|definite|firm|hard|resounding|strong|wholehearted|huge|massive|very) )*"
_FOR_US = (
    r"(?= for (?:every|(?:the|our|this) (?:village|town|city|area|street|community|county|country|environment))\b)"
)
_FROM = r"(?=[^\w -]|$| from (?:me|us)\b)"

_OPENINGS = (
    (
        -1,
        rf"^{_IT} ?{_IS}{_NOT} (?:{_ADVERB}{_GOOD}(?: enough)?|{_A_GOOD_IDEA}){_DONE}|^{_IT} makes no sense\b|"
        rf"^{_IT} (?:will not|won't|will never) work\b",
    ),
    (
        -1,
        rf"^(?:i|we) (?:do not|don't) (?:think|believe|feel) (?:that )?{_IT} ?{_IS} "
        rf"(?:{_ADVERB}{_GOOD}|{_A_GOOD_IDEA}){_DONE}",
    ),
    (1, rf"^(?:{_IT_IS}|what )?{_A_GOOD_IDEA}(?:{_DONE}|{_FOR_US})"),
    (-1, rf"^(?:{_IT_IS}|what )?{_A_BAD_IDEA}(?:{_DONE}|{_FOR_US})"),
    (1, rf"^(?:{_IT} ?{_IS} )?{_ADVERB}{_GOOD}(?=[,.!]|$| and long overdue\b)"),
    (-1, rf"^(?:{_IT} ?{_IS} )?{_ADVERB}{_BAD}(?=[,.!]|$| and {_ADVERB}{_BAD}\b)"),
    (1, rf"^{_IT} makes (?:(?:perfect|good|complete|absolute|total|every|a lot of) )?sense{_DONE}"),
    (1, r"^(?:great|good|excellent|brilliant) stuff\b"),
    (1, rf"^(?:{_IT} ?(?:is|'s|gets) )?an? {_YES_FROM_ME}yes{_FROM}|^(?:a )?(?:big )?thumbs up\b"),
    (-1, rf"^(?:{_IT} ?(?:is|'s|gets) )?an? {_YES_FROM_ME}no{_FROM}|^(?:a )?(?:big )?thumbs down\b"),
    (
        1,
        rf"{_I}{_MUCH} (?:like|love|accept|support) {_IT}{_DONE}|{_I}{_BE}{_MUCH} (?:{_PLEASED}) {_IT}{_DONE}|"
        rf"^(?:very |quite )?(?:{_PLEASED}) {_IT}{_DONE}",
    ),
    (
        -1,
        rf"{_I} (?:do not|don't){_MUCH} (?:like|want|accept) {_IT}{_DONE}|"
        rf"{_I}{_BE} not{_MUCH} (?:{_PLEASED}) {_IT}{_DONE}|"
        rf"{_I} (?:cannot|can't|will not|won't|could not|couldn't) "
        rf"(?:accept|go along with|live with|tolerate) {_IT}{_DONE}",
    ),
    (-1, rf"{_I}{_MUCH} (?:hate|dislike|loathe|detest|resent) {_IT}{_DONE}|{_I}{_BE}{_MUCH} (?:{_VEXED}) {_IT}{_DONE}"),
    (-1, rf"^(?:nobody|no[ -]one)(?: \w+){{0,2}} (?:wants|asked for|needs) {_IT}{_DONE}"),
    (1, r"^(?:it's |it is )?(?:high|about|not before) time(?: too)?(?=[,.!]|$)"),
    (-1, r"^no,? (?:thank you|thanks)(?=[^\w ]|$)"),
)
OPENINGS = tuple(Cue(re.compile(pattern), sign, is_stance=False) for sign, pattern in _OPENINGS)
"""Cues that say what is meant only where they open an answer: what "it" is elsewhere nobody knows."""
