"""Stance cues: the words by which people say where they stand, and those that turn, limit or give away a cue.

All patterns are for one sentence in small letters with straight apostrophes. Nothing here is about any subject: what a
consultation is about is never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """A way of taking a stand; ``sign`` is 1 for, -1 against, 0 where only its denial says something: that is against.

    ``is_stance``: it counts of whoever takes it.
    """

    pattern: re.Pattern[str]
    sign: int
    is_stance: bool = True


STRENGTH = (
    r"(?:strongly|fully|totally|completely|wholly|wholeheartedly|entirely|absolutely|very much|broadly|generally|"
    r"largely|mostly|firmly|really|also|definitely|certainly|therefore|still|100%|tend to|somewhat|slightly|all)"
)
THING_NOUN = (
    r"(?:proposal|plan|scheme|bill|application|order|regulation|measure|change|closure|merger|levy|ban|cut|reform|idea|"
    r"project|development|option|approach|recommendation|bye-?law|draft|strategy|policy|package)s?\b"
)
PROPOSED = (
    r"(?:what (?:is|was|you are|you're|(?:the|this) \w+ (?:is|has)) (?:being )?(?:propos|suggest|plann|consult)\w+\b)"
)
THING = rf"(?:(?:the|this|these|your|any|such|all|our|that) (?:[\w'-]+ ){{0,3}}?{THING_NOUN}|{PROPOSED})"
"""What is consulted on, as people refer to it."""

_LEADING_TO_IT = r"(?:[\w'-]+ly )*(?:(?:to|with|on|in|of) )?"
WHOLE = re.compile(
    rf"{_LEADING_TO_IT}(?:(?:the|this|these|your|both|all)(?: (?!of\b|to\b|in\b|on\b)[\w'-]+){{0,3}}? {THING_NOUN}"
    r"(?! (?:to|that|on|of|about|in itself|as such)\b)(?! (?:for|in) (?!the following|these|this|its)\w)|"
    rf"{PROPOSED})"
    r"|(?: ?[.,;:!)]| ?$| (?:and|but|because|as|for (?:the|these|this|several|all|many|three|two) [\w ]*?reasons?)\b)"
)
"""What follows a stand on the whole of what is proposed: nothing, or the proposal without a word of what in it."""

DETAIL = re.compile(
    rf"{_LEADING_TO_IT}(?:(?:the|this|these|that|those|your|both|any)(?: [\w'-]+){{0,3}}? {THING_NOUN}"
    r"(?= (?:to|that|for|on|of|in|about|as such)\b)|"
    r"(?:question|paragraph|section|point|clause|article|chapter|part)s? [\divx])"
)
"""What follows a stand on something that is named, and that may be a part of it."""

TOPIC = re.compile(
    r"^(?:as (?:for|to|regards)|with (?:regard|respect|reference) to|regarding|concerning|turning to|in relation to|"
    r"on (?:(?:question|paragraph|section|point|clause|article|chapter|part)s? [\divx]|"
    r"the (?!whole\b|basis\b|grounds?\b|face\b|contrary\b|other\b|one\b|information\b|evidence\b)))"
)
"""How a sentence turns to a part; what its paragraph says from there on is on that part."""

_OTHER_OBJECT = (
    r"(?:\w+ ){0,2}(?:famil(?:y|ies)|child(?:ren)?|people|victims?|patients?|carers?|staff|parents?|young|clients?|"
    r"business(?:es)?|communit(?:y|ies)|workers?|tenants?|students?|jobs)\b"
)
ADVERB = r"(?:(?:most|very|quite|so) )?(?!only\b|early\b|family\b|elderly\b)\w+ly\b(?: and \w+ly\b)?"
DETERMINED = (
    rf"(?= (?:{ADVERB} )?(?:(?:the|this|these|that|any|such|a|an|all|both|its|your|their|every|"
    rf"option) (?!{_OTHER_OBJECT})|it\b|this\b|these\b|that\b|them\b|with\b|\w+ing\b)|[^\w ']|$)"
)
SAYING = (
    r"(?! (?:with |to )?(?:the|this|any|some of the|all) (?:[\w-]+ )?(?:suggestion|claim|assertion|notion|argument|"
    r"view|opinion|assumption|statement|premise|idea that|implication|analysis|opportunity|chance|invitation|"
    r"consultation|publication|government's intention to consult))(?! with (?:[\w'-]+ ){0,4}?(?:who\b|"
    r"that (?:say|claim)))"
)
"""What follows where no stand on the proposal is taken: what is suggested, or what people are who say so."""

_STANCES = (
    (1, rf"\b(?:supports?|(?<!ing )backs?|endorses?|favours?|favors?)\b{SAYING}{DETERMINED}"),
    (
        1,
        r"\b(?:in|my|our|full|strong) (?:(?:full|strong|complete|total|whole|very|great|"
        r"wholehearted) )*support\b(?! of (?:the|this) (?:view|claim|suggestion))(?! (?:staff|group|worker|service|"
        r"network))",
    ),
    (1, r"\bin supporting\b"),
    (1, r"\bin (?:\w+ )?(?:favour|favor)\b"),
    (1, rf"\b(?:agrees?|agreed|concurs?)\b(?! to\b)(?! on\b){SAYING}"),
    (1, rf"\b(?:welcomes?|applaud|commend)\b(?= (?:the|this|these|your|both|all|it)\b){SAYING}"),
    (1, r"\bpleased to see\b|\bglad that you\b|\bhope that it goes ahead\b|\bstrong case for\b"),
    (-1, rf"\b(?:opposes?|opposed|disagrees?|rejects?|deplores?)\b{SAYING}"),
    (-1, rf"\bobjects?\b(?! (?:of|is|was|in question)\b)(?= (?:to|on|in the \w+est|{ADVERB})\b|[^\w ']|$)"),
    (-1, r"\b(?:my|our|an|a|the|this|formal|strong) (?:[\w-]+ ){0,2}?(?:objections?|opposition)\b"),
    (
        -1,
        r"(?:^(?:no,? )?|\b(?:am|are|'m|'re|is|remain|be|stand|come out|very much) (?:(?!not\b)\w+ )?|"
        rf"{STRENGTH} )against\b(?= (?:it|this|these|that|the|any|all|such|your|a)\b(?!,)|[^\w ',]|"
        r"$)(?! (?:this|that|the|a) background)(?! (?:the law|the clock|all odds))",
    ),
    (
        -1,
        r"(?<=\bno )objections?\b|(?:(?<=\bnot )|(?<=\bat all )|"
        r"(?<=\bnothing ))against(?= \w)(?! (?:the|any) (?:law|rules))",
    ),
    (-1, r"\b(?:unconvinced|unpersuaded|sceptical of the (?:need|case))\b"),
    (-1, r"\bnot (?:at all |in any way |yet )?(?:convinced|persuaded)\b"),
    (
        0,
        r"\b(?:think|believe|feel|accept|consider|"
        r"agree) (?:that )?(?=(?:the case\b|(?:it|this|that) is (?:\w+ )?(?:needed|necessary|justified|right|fair)\b|"
        rf"{THING} (?:\w+ )?(?:is|are|should)\b"
        r"(?! (?:an? )?(?:\w+ly )?(?:bad|wrong|un\w+|terrible|mistake|waste|not)\b)))",
    ),
    (1, r"\b(?:right |100% |fully )?behind (?=it\b|this\b|these\b|the (?:plan|proposal|scheme|idea)s?\b)"),
    (
        1,
        rf"\b(?:want|wish|like) (?:to see )?(?={THING} (?:to )?(?:go ahead|proceed|built|introduced|to be built|"
        r"approved|happen))",
    ),
    (1, r"\ball for (?=(?:it|this|that|the|these|your|an?)\b(?! (?:taking|better|best|good)\b))"),
)
CUES = tuple(Cue(re.compile(pattern), sign) for sign, pattern in _STANCES)
"""Cues that say something of whoever takes the stand: they count of the writer alone."""

COMMON = re.compile(r"\bwe (?:all )?(?:should|must|need|have to|ought)\b")
"""What everybody should do: it may be for or against anything."""

NEGATION = re.compile(
    r"\b(?:not|never|cannot|nor|neither|hardly|unable to|no longer|without|don't|doesn't|can't|won't|wouldn't|isn't|"
    r"aren't|couldn't|didn't|haven't|no reason to|nothing (?:would|will|could|can)|no intention of|far from|"
    r"rather than|fail to|refuse to)\b"
)
NONE = re.compile(r"\b(?:no|nothing) $")
DOUBLE = re.compile(
    r"\b(?:not only|no hesitation|cannot but|can't but|not just|not merely|"
    r"without (?:reservation|hesitation|delay|doubt)|no doubt)\b"
)
"""What looks like a negation and is none."""

CONDITION = re.compile(
    r"\b(?:subject to|provided|providing that|on (?:the )?condition|as long as|so long as|only if|if only|unless|"
    r"but only|only (?:support|agree|back|if|on)|except|apart from|with the exception|other than|"
    r"if (?:the|there|it|they|and|this|you|we)\b|"
    r"with (?:the |some |certain |these )?(?:conditions|reservations|caveats|changes|amendments)\b)"
)
CONTRAST = re.compile(
    r"\b(?:but|however|although|though|yet|while|whilst|nevertheless|nonetheless|in spite of|despite|ond)\b"
)
PART = re.compile(
    r"\b(?:in principle|(?:the|this|these|its|your|their|with the) (?:[\w-]+ )?(?:principles?|aims?|objectives?|"
    r"intentions?|intent|ambitions?|goals?|spirit|purpose|direction of travel)|partly|partially|in part|"
    r"to some extent|to an extent|some of|parts? of|half of|mixed feelings|in two minds|yes and no|both sides)\b"
)
RESERVE = re.compile(
    r"\b(?:concerns?|concerned|reservations?|worr(?:y|ied|ies)|caveats?|misgivings?|unworkable|"
    r"needs? (?:a great deal )?more work|too (?:far|much|large|high|low|long|short|narrow|broad|vague))\b"
    r"|\b(?:(?:i am|we are)|(?:i|we)'(?:m|re)) (?:\w+ly )?against (?!\w+(?:ism|tion)\b|violence|crime|the clock)\w"
)
"""What limits support; by itself it decides nothing."""

NO_RESERVE = re.compile(
    r"\bconcerns? (?!(?:about|that|over|regarding|with|is|are|was|were|has|have|remains?|which|who|in|on|for|around|"
    r"and|or|but|of|at|as|to|raised|expressed|set|here|me|us|we|i|from|by|relates?|lies?|should|would|whether)\b)\w|"
    r"\b(?:as|so|in so) far as [^,;]*?concerned\b|\bconcerned with\b|\bmay concern\b|"
    r"\b(?:those|all|every(?:one|body)|any(?:one|body)|people|persons|parties|bodies|authorities|councils)"
    r"(?: (?:most|closely|directly|immediately|chiefly))* concerned\b"
)
"""What a paper or a paragraph is about, and whom it touches: no reservation of the writer's."""

WOULD = re.compile(r"(?:\b(?:would|might|could|should|will|shall)|'d|'ll)(?: (?!i\b|we\b)[\w'-]+){0,3} $")
IF = re.compile(
    r"(?<!even )(?<!as )\bif\b(?! (?:necessary|need be|possible|i may))|\bunless\b|"
    r"\bonly (?:on|when|where|in case)\b|^(?:should|were|had) (?:the|this|these|it|they)\b|"
    r"\b(?:oppose|object to) an? [^,]+, but\b"
)
"""What would be said, where there is an if: support on a condition, and opposition to something else."""

DENIED = re.compile(
    r"(?:(?:\b(?:not|never|cannot)|n't) (?:think|believe|feel|accept|agree|see|say)|\bno reason|\bdoubt|"
    r"\b(?P<agreed>(?:dis)?agree)) (?:that |why )?$"
)
"""What denies a verdict, or takes the stand itself."""

FORMER = re.compile(r"\b(?:(?:would|might|could) have|used to|once|previously|formerly|in the past|had|originally)\b")
UNSURE = re.compile(
    r"\b(?:whether|if (?:i|we) (?:support|agree|oppose|disagree)|not (?:yet )?(?:sure|decided|certain)|unsure|"
    r"undecided|haven't (?:yet )?(?:decided|made up)|neither agree nor|no (?:strong |particular )?(?:view|opinion)|"
    r"what (?:i|we) (?:could|would) not)\b"
)

SELF = re.compile(r"i|we|my|our|me|us|myself|ourselves|(?:i|we)'(?:m|re|ve|d|ll)")
OTHERS = re.compile(
    r"they|he|she|them|those|who|which|you|people|residents?|some|many|most|others|thousands|majority|public|nobody|"
    r"(?:every|any|some)(?:one|body)|ministers?|secretary|mayor|mps|voters|politicians|councillors|government|"
    r"industry|developers|operators|opponents|supporters|campaigners|critics|commentators|neighbours?|friends|"
    r"husband|wife|parents|tenants|locals|users|drivers|respondents|police|claims?|says?|evidence|research|report|"
    r"department|authorit(?:y|ies)|agency"
)
"""Words for the writer, and for others: the nearest before a cue says whose stand it is."""

TURN = re.compile(
    r"[,:–—] (?=(?:i|we)\b(?![\w ]{1,12},))| (?:and|but|however|although|though|while|whilst|because|so|yet) "
)
"""Where whoever was spoken of is spoken of no longer."""

NOBODY = re.compile(
    r"\b(?:nobody|no[ -]one|none|not (?:one|a single|many)|(?:hardly|scarcely|barely) any(?:one|body)?|"
    r"almost no(?:body)?|(?<!\ba )few)\b|(?:^|\bthat )no (?!to\b|doubt|matter|way|thanks|please|i\b|we\b|it\b|"
    r"this\b)[a-z]+"
)
NONE_OF_US = re.compile(r"\b(?:none|no(?:t one| members?)) of (?:us|our members|our (?:association|society|group))\b")
"""Subjects that deny what follows of them, and those that the writer is one of."""

REPORTED = re.compile(
    r"(?P<says>\b(?:says?|said|claim(?:s|ed)?|argue[sd]?|insist(?:s|ed)?|suggest(?:s|ed)?|told|thinks?|believes?|"
    r"reported|assumed?)\b(?: (?:us|me|you))?|\baccording to(?: [\w'-]+){1,4}?)(?: that)?(?: [\w'-]+){0,4} ?$"
)
PASSIVE = re.compile(r"\b(?:am|are|is|was|were|been)(?: \w+)? $")
"""How somebody is said to take the stand that follows: by others, or by nobody who is named."""

ORGANISATION = re.compile(
    r"^(?:for (?:this|these|those|all these) reasons? )?(?:the|our|my|this) (?:[\w'-]+ ){0,4}?(?:association|society|"
    r"trust|college|university|federation|union|guild|chamber|institute|partnership|forum|network|foundation|"
    r"alliance|branch|league|firm|company|estate|club|panel|practice|charity|school|parish council|town council|"
    r"county council|borough council|district council|city council|board|board of trustees)$"
)
"""How a sentence names its author where no body is known to write. Of "the council" nobody knows then whether it is."""

FILLER = re.compile(
    rf"^(?:(?:{STRENGTH}|yes|no|ok|okay|i|we|do|does|am|are|is|would|will|can|must|have|had|has|be|to|not|never|"
    r"cannot|don't|doesn't|can't|won't|wouldn't|isn't|not at all|in|of|and|on balance|overall|personally)[, :–-]*)*$"
)
"""What may stand before a cue that begins a sentence without a subject."""
