"""The empty set: sentences that raise nothing, whatever the codebook; thanks, "N/A", a mere vote, procedure."""

from __future__ import annotations

import re
from functools import lru_cache

_OTHER = r"(?:other|further|more|particular|specific|additional|else)"
_COMMENT = r"(?:comment|opinion|view|answer|suggestion|concern|thought|idea|problem|issue|change)s?"
_PAPER = r"(?:submission|response|letter|paper|document|report|section|chapter|appendix|annex|answer)"
_PLAN = r"(?:the |this |these |your |all )?(?:\w+ )?(?:plan|proposal|scheme|idea|change|bill|amendment)s?"
_WE_ARE = r"(?:yes |no )?(?:i|we)(?: am| are|['’]m|['’]re| would)?(?: strongly| fully| broadly| generally| very much)?"

_CONTENT = (
    r"n ?/? ?a|no|none|nil|nope|nothing|ok(?:ay)?|fine|good|great|not applicable(?: to (?:me|us))?|dim(?: byd| sylw)?",
    rf"(?:i |we )?(?:have |has |got )?(?:no|nothing|not|none|not any|nothing much)(?: {_OTHER}| {_COMMENT}| to| at"
    r"| this| that| of| in| add| say| raise| report| stage| present| time| point| note| really| from| me| us| here"
    r"| all| i| can| think| as| yet| thanks?| thank you)+",
    r"(?:it |that |this |everything |all |things? )?(?:is |are |was |seems? |looks? |['’]s )?(?:all |very |quite "
    r"|just |perfectly )*(?:fine|good|ok(?:ay)?|great|well|perfect|alright|excellent|happy|satisf(?:ied|actory)"
    r"|lovely)(?: idea| job| to me| with me| by me| as (?:it|they|things) (?:is|are|stands?)| so far| thanks?)*",
    r"(?:keep up the|good|great|nice|well) (?:good |great )?(?:works?|job|done)",
)
"""What says all by itself that somebody is content, or has nothing to add; its stops are left out."""

_WHOLE = (
    *_CONTENT,
    r"yes|yep|agreed?|disagree|unsure|not sure|(?:i )?(?:do not|don['’]?t) know",
    r"(?:as|see) (?:above|before|below|previous(?:ly)?|stated|mentioned|said|attached)(?: above| before| answer)?",
    r"(?:strongly |fully |broadly )?(?:agree|support|oppose|object|against)(?: with| to)?"
    rf"(?: it| this| that| {_PLAN})?",
    rf"{_WE_ARE} (?:agree|disagree|support|oppose|object|against|in (?:favour|support) of|happy|satisfied)"
    rf"(?: with| to)?(?: it| this| that| {_PLAN})?(?: (?:for|of|in) [\w' ]{{1,30}})?",
    rf"(?:very |quite )?(?:happy|pleased|satisfied) with {_PLAN}(?: (?:for|of|in) [\w' ]{{1,30}})?",
    r"(?:please |just )*leave (?:(?!to\b)[\w'’]+ ){1,3}(?:alone|as (?:it|they|things) (?:is|are))",
    r"(?:i|we)(?: have|['’]ve) (?:lived|been (?:an? )?(?:[\w'’]+ )?"
    r"(?:member|user|resident|customer|patient|visitor)s?)(?: here| (?:in|on|at|of) [\w'’ ]{1,30})?"
    r"(?: for [\w ]{1,20}years| since [\w ]{1,20}| all (?:my|our) li(?:fe|ves))",
)
"""What is an answer all by itself; its stops are left out."""

_ARGUES = (
    r"(?:but|however|although|though|because|should(?! be read\b)|must|needs?(?! (?:any|more|further))|nowhere|nobody"
    r"|cannot(?! comment)|that (?:the|there|it|this|we)|including:|highlights?|recommends?|oppos\w+"
    r"|object(?:s|ed|ions?)?|concern(?:s|ed)? (?:about|that|at|over|by)"
    r"|worr(?:y|ied)|fail\w*|unless|instead|despite|los(?:e|es|ing|t)|too \w+|whose (?!mission|aim|member)"
    r"|would (?!like|welcome|appreciate|be (?:happy|pleased|glad|willing|grateful)))"
)
"""A word by which a sentence goes on to argue."""

_AND_NO_MORE = rf"(?!.*\b{_ARGUES}\b|.*[\w)][.!?](?-i:[A-Z])\w+ \w|(?:\S+ ){{40}})"
"""Nothing that argues, no sentence that follows without a space, and no more words than a courtesy takes."""

_DONE = (
    r"(?:made|written|submitted|provided|prepared|divided|structured|organi[sz]ed|arranged|intended|meant|designed"
    r"|based"
    r"|attached|focus+ed|directed|confined|limited|restricted|concerned with|informed by|similar|in (?:two|three|four"
    r"|five|response|this|addition)|on behalf|from the|endorsed by|supported by|not confidential|an? (?:\w+ )?"
    rf"(?:joint|summary|response|reply)|our|the (?:joint |first |start\b|{_PAPER}|views?))"
)

_WITHIN = (
    r"(?:many |kind |with )?thank(?:s(?! to\b(?! (?:you|them|all|every\w+)\b))| you)\b",
    r"(?:we|i|\w+ \w+)(?: also| very much| warmly)? (?:welcomes?|appreciates?|(?:am|are|is) (?:grateful|pleased)"
    r")\b.{0,30}\b(?:(?:opportunity|chance) (?:for|to (?:be|become|comment|contribute|discuss|engage|express|give|have"
    r"|make|participate|present|provide|put|reply|respond|share|speak|submit|take part))|invitation|consideration)\b",
    r"(?:we |i )?(?:would like to |wish to )?(?:thank(?! (?:god|goodness|heavens?))|(?:congratulate|commend)\b.{0,60}\b"
    r"(?:for|on) (?:its|their|your|the|this|his|her|opening|seeking|inviting) (?:\w+ ){0,3}(?:work|efforts?"
    r"|consultation|inquiry|review|paper|engagement|comments?|views?))\b",
    r"(?:the organi[sz]ations? .{0,30})?appreciates? the (?:\S+ )?(?:consideration|opportunity|chance"
    r"|invitation|time|extension)\b",
    r"(?:we |i )?look(?:ing)? forward to (?:hear|see(?:ing)? your|receiv|work|engag|discuss|meet|continu|contribut"
    r"|your\b|further|more\b|the (?:outcome|results?|response|next|opportunity|committee|publication))",
    rf"(?!this (?:paper|document|report|section|chapter)\b.{{0,20}}\b(?:based|designed|intended|meant|limited|similar))"
    rf"(?:this|our|my|the (?:remainder of|rest of|following)(?: this| our)?) ?{_PAPER}\b.{{0,30}}\b(?:(?:is|are|was"
    rf"|were) {_DONE}|has (?:not answered|been (?:agreed|drafted"
    r"|endorsed|informed|made|prepared|submitted|written))|should be read|will (?:address|set out|cover|discuss"
    r"|consider|respond|outline|deal|focus)|(?:sets? out|contains?|responds?|addresses|considers?|covers?|deals?"
    r"|focus\w*)(?! (?:that|no|none|nothing|little|few|many)\b))\b",
    rf"(?!.*(?:: \w+ \w+ \w+|\) (?-i:[A-Z])))(?:please |kindly )?(?:see|refer to|read)\b.{{0,30}}\b"
    rf"(?:{_PAPER}s?|attached|above|previous (?:answer|comment)s?|questions?)\b",
    r"please find (?:attached|enclosed|below)\b|(?:i|we) (?:attach|enclose)\b",
    rf"(?:my|our) (?:full )?{_PAPER} is attached\b",
    r"(?:if you (?:have|need|require|would like|wish) (?:any|more|further|to)\b.{0,60}\b)?"
    r"please (?:(?:do(?: not|n['’]t) hesitate|feel free) to )?(?:contact|get in touch with|call|write to|e-?mail) "
    r"(?:me|us|our \w+|the (?:undersigned|clerk|secretary))(?: (?:on|at|by|via|in) .{1,60})?[\s.]*$"
    r"|for (?:more|further) information,? (?:please )?(?:contact (?:(?:me|us)\b|our |(?-i:[A-Z])|\S+@)"
    r"|visit (?:our (?:web ?)?site\b|https?:|www\.))",
    r"(?:i|we) (?:am|are) (?:respond|reply|comment)ing (?:as|on behalf|in)\b",
    rf"this is an? (?:\w+ )?{_PAPER}[\s.]*$",
    r"as (?:i|we)(?: have)? (?:said|stated|mentioned|wrote|noted)(?: (?:above|before|earlier|previously"
    r"|in [\w ]{1,30}))?[\s.]*$",
    r"(?:we|i) (?:are|am) writing (?:this )?(?:on behalf|in (?:response|reply|my capacity)|as an? [\w ]{1,40}[\s.,]*$"
    r"|to (?:respond|reply|comment|submit|give you|you (?:on behalf|in (?:response|reply))))\b",
    r"i (?:rise|give way|declare|draw attention to my)\b",
    r".{0,20}\bbeg(?:s|ged)? (?:leave )?to (?:move|withdraw)|amendment .{0,30}(?:withdrawn|agreed|not moved)",
)
"""How a sentence of courtesy or procedure begins."""

_BODY = r"(?:the |our |this |its )?(?:[\w'’-]+ ){0,4}?"
_MEETS = r"(?:council|committee|board|cabinet|trustees|members|group|society|association|executive|panel|working party)"
_SENT = r"(?:response|submission|letter|paper|evidence|reply|comments|name|names)"

_NO_VIEW = (
    rf"(?!.*\b(?:except|save|beyond)\b){_BODY}(?:ha(?:s|ve)|takes?|expressed|offers?|makes?|holds?)"
    rf" (?:therefore )?(?:no|nothing)(?: strong| firm| formal| collective| settled| {_OTHER})* (?:views?"
    r"|position|opinions?|comments?|preference|observations?|to (?:say|add))\b"
    r"(?: (?:to (?:make|offer|give|express)|either way))?"
    r"(?=[\s.;]*$|,? (?:on|about|as to|regarding|in relation to|between|whether)\b)",
    r"(?:on|as to|as for|about|regarding) [\w'’ -]{1,60},? (?:the |our )?(?:[\w'’-]+ ){1,4}?(?:has|have|takes?) no "
    r"(?:\w+ )?(?:views?|position|opinion|comments?)[\s.]*$",
    rf"(?:(?:i|we)\b|{_BODY}(?=\w+ ?n[o'’]t (?:wish|want|have))) ?(?:(?:can|do|does|did|have|has) ?n[o'’]t"
    r"|(?:am|are) (?:not able|unable|not in a position) to) (?:wish to |want to )?"
    r"(?:comment(?:ed)?|answer(?:ed)?|discuss|(?:have|hold|take) (?:an?|any) (?:\w+ )?(?:views?|position|opinions?"
    r"|comments?|feelings|preference))"
    r"(?=[\s.;]*$|,? (?:on|about|this|that|either|question)\b)",
    r"(?:this|that) (?:question|section) (?:does not apply|is not (?:applicable|relevant))(?: to (?:us|me))?[\s.;]*$",
    r"no (?:\w+ )?view either way[\s.]*$",
    r"opinions? (?:was|were|is|are) divided\b",
)
"""How a sentence begins that says of something that there is nothing to say."""

_PLAINLY = (
    r"(?!.*\b(?:but|however|although|though|except|because|should|must|without|nobody|none|not|never|which|who|so"
    r"|always"
    r"|only|too|behind|secret|instead|yet|still|despite|unless|if|where|while)\b)"
)
"""No word by which a sentence goes on to argue."""

_ARRANGES = (
    r"(?:the|our|its|their) (?:next|last|following|annual) (?:[\w'’-]+ ){0,3}?(?:meeting|agm|session) (?:is|was|will be"
    r"|takes?) (?:on|at|in)\b",
    rf"(?:this|these|our) {_SENT} (?:was|were|has been|have been|is|are) (?:\w+ly )?(?:approved|agreed"
    r"|adopted|drafted|written|prepared|shared|discussed|submitted|signed|considered|circulated) (?:by|at|with|in)\b",
    rf"(?:{_BODY}[\w'’-]+ |i |we |it )(?:are|am|is|would be) (?:\w+ )?(?:content|happy|willing|pleased|glad) (?:for"
    r" [\w'’ ]{1,30} to be (?:published|named|quoted)|to be (?:named|quoted|published|contacted)|to (?:give|provide"
    r"|offer|supply|send) (?:[\w'’-]+ ){0,2}?(?:evidence|details|copies|information)|to (?:meet|discuss|answer"
    r" questions|talk|elaborate|arrange a|take part|assist))\b",
    r"(?:our|the|my) (?:contact|correspondence address)\b.{0,40}\b(?:is|are)\b",
    rf"(?:we|i|it) ha(?:s|ve) no objection to (?:this|our|my|its|the) {_SENT}\b",
    rf"{_BODY}{_MEETS} (?:has |have )?(?:considered|discussed|reviewed) (?:the|this|your) "
    r"(?:[\w'’-]+ ){0,3}?(?:paper|consultation|proposals?|document|draft)\b.{0,20}\bat (?:its|our|the|a)\b.{0,40}"
    r"\bmeeting",
    rf"{_BODY}{_MEETS} (?:resolved|voted|agreed|decided)(?: unanimously)? (?:to (?:support|oppose|object"
    rf" to)|in favour of|against) {_PLAN}(?:,? by [\w ]{{1,30}})?(?:,? with [\w ]{{1,20}} abstentions?)?[\s.]*$",
    rf"(?:this|these|our) {_SENT} (?:may|can) be (?:published|quoted|shared|attributed)\b",
    r"(?:the |our )?(?:clerk|secretary) was (?:asked|instructed|directed) to (?:write|reply|respond)\b",
    rf"our {_SENT} (?:is|are) (?:confined|limited|restricted) to\b",
    r"(?:individual |some )?members may (?:also |wish to )*(?:respond|reply|write)\b",
)
"""How a sentence begins that arranges what is to become of a response, or tells of how it came about."""

_NAMED = (
    r"(?:(?!(?:there|this|that|it|here|such|one|each|every\w*|no\w*|some\w*|what|who)\b)(?:we|i|he|she|(?-i:"
    r"(?:The |Our )?[A-Z][\w'’&.”)\"-]*(?: (?:of|for|and|the|in|on|[A-Z][\w'’&.-]*))*(?:,.{1,60},)?)) )?"
)
"""Who is introduced: those who write, or a name; where a point begins after the name, nobody."""

_ORGANISATION = (
    r"(?:organi[sz]ation|association|charity|federation|campaigning communit\w+|coalition|alliance|society|institute"
    r"|foundation|network|union|trust|club|group|company|forum)"
)

_INTRODUCES = (
    rf"{_NAMED}(?:is|are) (?:an?|the|one of) (?!most\b)(?:(?!(?:against|for|in|of|on|that|to)\b)[\w'’-]+,? ){{0,6}}"
    r"(?:organi[sz]ation|association|charity|federation|campaigning communit\w+|coalition|alliance|members? of|lecturer"
    r"|lawyer|solicitor|researcher|fellow|advocate|professor|specialist|architect|engineer|consultant)\b(?!-)",
    r"(?-i:(?:The )?(?:[A-Z][\w'’&-]*(?: of| for| and| the)* ){2,}|We |[A-Z]{2,} )(?:is|are) (?:an?|the|one of) "
    r"(?:(?!(?:against|for|in|of|on|that|to)\b)[\w'’-]+,? ){0,6}(?:foundation|network|union|trust|institute|society)"
    r"\b(?!-)",
    rf"(?:.{{0,60}}\b{_ORGANISATION}\b.{{0,60}} |we (?:were|are) )?(?:founded|established|set up|formed|registered) in "
    rf"(?:\w+ )?\d{{4}}\b(?! to\b)",
    rf".{{0,60}}\b{_ORGANISATION}\b.{{0,20}} was (?:founded|formed) in\b.{{0,60}}\b(?:19|20)\d\d\b",
    rf"(?:the|our) (?:{_MEETS}|forum|alliance|network|federation) (?:brings together|represents|speaks for"
    r"|comprises|consists of|is made up of)\b|we meet (?:\w+ ){1,3}(?:a|each|every|per) (?:week|month|quarter|year)\b",
    r"we are an? (?:[\w-]+ ){0,3}(?:company|firm|business|group|club) (?:of|with|based|in)\b",
    rf"{_NAMED}(?:is|serves?|sits?|served) (?:also |currently )?(?:on the board|(?:as )?(?:the |an? )?"
    r"(?:co-|vice[ -]|deputy |executive |managing |founding )*(?:chair|president|director|chief executive|board member"
    r"|trustee|member|head))\b(?=[,.:;]|$| (?:of|at|for|and|in)\b)",
    r"(?:he|she|his|her) (?:has|have|is|are|was|research|work|academic|current)\b.{0,80}\b(?:research|worked (?:as"
    r"|for|at|with)|(?:years|extensive|wide) (?:of )?experience|background in|publish\w*|conducts?|interests?"
    r"|focus\w* on|teaching (?:at|and)|career (?:in|as))\b",
    r"(?:he|she|his|her|(?:dr|prof|professor)\.? [\w'’-]+)\b.{0,60}"
    r"\b(?:research(?:es)?|interests include|doctorate|phd)\b|[\w-]+['’]s (?:\w+ )?interests include\b",
    r"(?:our|the (?:association|foundation|organi[sz]ation|society)['’]?s?) (?:(?:mission|purpose|vision|objectives?"
    r"|aims)\b.{0,40}\b(?:is|are|include)\b(?! being)"
    r"|members? (?:include|range|come from|number|(?:is|are) (?:drawn|based|spread|made up|\d))|aims to)\b"
    r"|we (?:represent|stand for|were founded)\b",
)
"""How an organisation or a person is introduced."""

KEPT = 50_000
"""Sentences of which it is kept: each is looked at with its text, and again by itself for evidence."""

_STOPS = re.compile(r"^[\W_]+|[\W_]+$|[.,;:!?\"“”()]+")
_CONTENT_ANSWER = re.compile("|".join(f"(?:{pattern})" for pattern in _CONTENT), re.IGNORECASE)
_ANSWER = re.compile("|".join(f"(?:{pattern})" for pattern in _WHOLE), re.IGNORECASE)
_ARRANGES_PLAINLY = f"{_PLAINLY}(?:{'|'.join(_ARRANGES)})"
_FORMULAE = "|".join((*_WITHIN, *_NO_VIEW, *_INTRODUCES, _ARRANGES_PLAINLY))
_FORMULA = re.compile(f"{_AND_NO_MORE}(?:{_FORMULAE})", re.IGNORECASE)


@lru_cache(maxsize=KEPT)
def raises_nothing(sentence: str) -> bool:
    """Return whether a sentence is thanks, no answer, digits, a vote without a reason, procedure, or who is writing.

    >>> [raises_nothing(sentence) for sentence in ("N/A", "Nothing in particular.", "Thank you.", "No buses.")]
    [True, True, True, False]
    """
    plain_sentence = " ".join(sentence.split())
    answer = _without_stops(plain_sentence)
    return (
        not any(map(str.isalpha, answer))
        or bool(_ANSWER.fullmatch(answer))
        or bool(_FORMULA.match(plain_sentence.lstrip('([“"')))
    )


def is_no_complaint(sentence: str) -> bool:
    """Return whether a sentence says, as an answer all by itself, that somebody is content or has nothing to add.

    >>> [is_no_complaint(sentence) for sentence in ("N/A", "Nothing to add.", "We are writing to object.", "Disagree")]
    [True, True, False, False]
    """
    return bool(_CONTENT_ANSWER.fullmatch(_without_stops(sentence)))


def _without_stops(sentence: str) -> str:
    return " ".join(_STOPS.sub(" ", sentence).split())
