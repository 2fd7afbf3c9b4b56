"""The words by which survey platforms and people name columns and tick choices, in one place.

Seen in the exports of Citizen Space, SmartSurvey, Microsoft Forms, Google Forms, SurveyMonkey, Qualtrics and Jisc
Online Surveys. A column's name is compared whole unless a pattern says otherwise: a question may hold any of them.
"""

from __future__ import annotations

import re

from analysis.reading.table import other_languages
from analysis.text import CONTACT, EMAIL, PHONE, POSTCODE


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(patterns)})", re.IGNORECASE)


_NUMBERING = re.compile(
    r"(?:(?:question|q)[ .]?(?P<q>\d{1,3})(?:[._ ]?\(?(?P<qpart>[a-h])\)?(?![a-z])|[._]\d{1,3})?[\s.:)_–—-]*"
    r"|(?P<n>\d{1,3})(?:\.?\(?(?P<npart>[a-h])\)?(?![a-z]))?(?:\.\d{1,3})*[.:)][.:)\s]*(?!\d))",
    re.IGNORECASE,
)
"""The number that a form gives its question: "Q3", "Question 3(b)", "3.", "2.a.", "4: ", "Q3_1"."""


def has_q_number(header: str) -> bool:
    """Return whether a question's number begins with a Q ("Q3"), and is not just a number ("3.")."""
    return header[:1] in "qQ"


def split_number(header: str) -> tuple[str | None, str]:
    """Split a column's name into the question's number ("Q3(b)") and the words after it.

    >>> split_number("Q3b: Why?"), split_number("4. Why?"), split_number("2014 budget")
    (('Q3(b)', 'Why?'), ('Q4', 'Why?'), (None, '2014 budget'))
    """
    number_match = _NUMBERING.match(header)
    if not number_match:
        return None, header
    part_letter = number_match["qpart"] or number_match["npart"]
    return f"Q{int(number_match['q'] or number_match['n'])}" + (
        f"({part_letter.lower()})" if part_letter else ""
    ), header[number_match.end() :].strip()


LONGEST_KEY = 60
"""Characters by which a question without a number is called."""


def question_key(question: str) -> str:
    """Return what a form's question is called: its number, or its words.

    >>> question_key("Question 2: Where to?"), question_key("Where to?")
    ('Q2', 'Where to?')
    """
    return split_number(question)[0] or short_key(question)


def short_key(question: str) -> str:
    """Return a question's words, cut to what it is called by."""
    return question if len(question) <= LONGEST_KEY else question[: LONGEST_KEY - 1].rstrip() + "…"


# Columns that are told by their names ---------------------------------------------------------------------------------

WHO_RESPONDS = re.compile(
    r"(?:consultee|respondent|commenter|contributor|participant|representor|objector|submitter|agent|client|customer"
    r"|applicant)(?:['’]?s)?(?:['’])? (?=\w)",
    re.IGNORECASE,
)
"""How an office's list calls those who respond, before what it records of them: "Consultee Full Name"."""

IDS = (
    _any(r"(?:unique )?response ?(?:id|number|reference|ref)", r"unique response number", r"urn"),
    _any(r"respondent ?(?:id|number|reference)", r"submission ?(?:id|number|reference)", r"unique ?id"),
    _any(*other_languages.IDS),
    _any(
        r"id (?:submission|response|respondent|comment)",
        r"(?:entry|record|case) ?(?:id|number)",
        r"user ?(?:id|no|number)",
        r"themefinder[ _]?id",
    ),
    _any(r"(?:contribution|comment|idea|post|proposal|object|feedback) ?(?:id|number|reference)"),
    _any(r"id", r"ref(?:erence)?(?: (?:no|number|id)\.?)?", r"#", r"no\.?", r"number"),
)
"""Names of columns of ids, the likeliest first."""

COUNTS_ROWS = _any(r"#", r"no\.?", r"number", r"row(?: ?(?:no|number))?")
"""Names of columns below which whole numbers count the rows of any table."""

MAY_BE_ID = _any(
    r".{0,60}\b(?:id|identifier|number|no\.?|ref(?:erence)?|code|uuid|guid|token)",
    r"respondent|response|submission|participant|user",
)
"""Names of columns that hold ids where every cell is a code of its own."""

CODE = re.compile(r"(?=\S*\d)[\w./:#-]{2,64}$")
"""What a program writes to tell one thing from another: no words, and a figure in it."""

ORGANISATION = _any(
    r"(?:the |your )?(?:organi[sz]ation|company|institution|employer)(?:['’]s)?(?: name)?"
    r"(?: \(?(?:if (?:applicable|relevant|any)|optional)\)?)?",
    r"(?:the )?name of (?:the |your )?(?:organi[sz]ation|company|institution|council|charity|business|group)"
    r"(?: \(?(?:if (?:applicable|relevant|any)|optional)\)?)?",
    r"what is (?:the name of )?your organi[sz]ation(?:['’]s name)?\??(?: \(?if (?:applicable|relevant|any)\)?)?",
    r"(?:if you are responding )?on behalf of (?:an )?organi[sz]ation.{0,60}\bname.{0,40}",
    *other_languages.ORGANISATION,
)
PERSON = _any(
    r"(?:(?:your|full|contact|respondent|respondent['’]s|recipient|the) )*(?:first|last|given|family|middle)? ?"
    r"(?:name|surname|forename)(?: \(?optional\)?)?",
    r"(?:recipient)?(?:first|last)name",
    r"what is your (?:full )?name\??(?: \(?optional\)?)?",
    r"name of (?:the )?(?:person|individual|respondent).{0,40}",
    r"respondent|participant|authors?|filers?|commenters?|contributor|submitter|sender",
    r"(?:posted|created|written|submitted) by",
    r"title \(?(?:mr|ms|mrs).{0,20}",
    *other_languages.PERSON,
)
TYPE = _any(
    r"(?:respondent|stakeholder|organi[sz]ation|responder|user|commenter|consultee)(?:['’]s)? ?(?:type|category|group)",
    r"(?:type|category|kind) of (?:respondent|organi[sz]ation|stakeholder|responder)s?",
    r"(?:are you|i am|we are|you are) (?:responding|answering|completing|replying)\b.{0,120}"
    r"\b(?:as|behalf|capacity|individual|organi[sz]ation)\b.{0,120}",
    r"(?:in )?(?:what|which) capacity.{0,80}",
    r"capacity",
    r"(?:which (?:of (?:the|these) .{0,40})?|what |please (?:select|indicate|tell us) (?:which |what )?.{0,40})"
    r"best describes (?:you|your organi[sz]ation|who you are|the capacity).{0,60}",
    r"what (?:type|kind|sort) of (?:respondent|organi[sz]ation|stakeholder) (?:are you|do you).{0,80}",
    r"responding as|(?:are you|i am|i['’]m|you are)(?: an?)?(?: ?…| ?\.{3})?",
)
DETAILS = _any(
    r"(?:(?:your|respondent|recipient|contact|work|what is your) ?)*e-? ?mail(?: ?address)?\??(?: \(?optional\)?)?",
    r"(?:(?:your|contact|work|home|mobile|what is your) )*(?:tele)?phone(?: ?(?:number|no\.?))?\??",
    r"(?:your )?(?:mobile|tel)\.?(?: ?(?:number|no\.?))?",
    r"(?:(?:your|home|postal|work|street|full|correspondence) )*address(?: line)?(?: ?\d)?(?: \(?optional\)?)?",
    r"(?:user ?name|(?:contact|your|personal) details|town(?: ?/ ?city)?|city(?: ?/ ?town)?|street|county)",
    r"(?:state|province)(?: ?/ ?(?:state|province))?|(?:country|state|county)(?: of (?:residence|origin))?"
    r"|(?:organi[sz]ation|company|business) size|size of (?:(?:the|your) )?(?:organi[sz]ation|company|business)"
    r"|number of (?:employees|staff)|salutation",
    r"ip(?: ?address)?|zip(?: ?/ ?postal)? ?code|(?:state|province|county)(?: ?/ ?(?:region|province|county))?"
    r"|postal|post ?code|zip",
    r"(?:may|can|could) we contact you\b.{0,80}|(?:would|do|are) you (?:like|want|wish|willing|happy)(?: us)? to"
    r" (?:be (?:contacted|kept|added|told|informed)|contact you|receive|get|hear from|join (?:our|the) (?:mailing"
    r"|panel))\b.{0,100}",
    r"(?:your )?date of birth|dob|national insurance(?: number)?|nhs number",
    r"location ?(?:latitude|longitude)|latitude|longitude",
    r"(?:twitter|x|linkedin)(?: (?:handle|account|profile))?",
    r"(?:job|role|position)(?: title)?|your (?:job|role|position)(?: title)?",
    *other_languages.DETAILS,
)


ANALYSIS = _any(
    r"(?:.{0,300} - )?(?:analyst(?:['’]?s?)?|coder['’]?s?|internal|moderator['’]?s?"
    r"|(?:case |planning )?officer['’]?s?|staff|admin) (?:notes?|comments?|tags?|fields?|responses?|reply|decision)",
    r"(?:.{0,300} - )?(?:sentiment|topics?|themes?|summary|categor\w+) ?\((?:ai|auto\w*|gpt|generated).{0,20}\)",
)
"""What people in the office have written beside the answers."""

# Tables of comments on a paper -------------------------------------------------------------------------------------

COMMENT = re.compile(r"(?:\w+ ){0,2}(?:comments?|concerns?|remarks?|objections?|observations?)\b", re.IGNORECASE)
PLACE = re.compile(
    r"(?:starting )?(?:pages?|pg|pp?|lines?|para(?:graph)?s?|(?:sub-?)?(?:clauses?|sections?)|chapters?|polic(?:y|ies)"
    r"|figures?|tables?|annex(?:es)?|articles?|part)\b[\s./#()]*(?:(?:no|nos|number|ref(?:erence)?|name|title|or"
    r"|para(?:graph)?|figure|table|annex|(?:sub-?)?(?:clause|section)|(?:e\.?g\.?|i\.?e\.?).*)[\s./#()]*)*",
    re.IGNORECASE,
)
"""What the places of a paper are called."""

# Columns that are told by how they ask -------------------------------------------------------------------------------

ASKS_FOR_WORDS = re.compile(
    r"\b(?:please (?:explain|comment|describe|give|tell|provide|outline|set out|expand|elaborate|say|share|add|use)"
    r"|why|explain|comments?|reasons?|tell us|describe|in your own words|your views?|what (?:do|would|else|other"
    r"|are your|changes?|could|should|impact|effects?|evidence)|how (?:could|should|would|might|can|do you think)"
    r"|any(?:thing)? (?:else|other|further)|suggestions?|feedback|free ?text|open-ended|please specify|evidence"
    r"|your (?:response|answer))\b",
    re.IGNORECASE,
)
ASKS_TO_CHOOSE = re.compile(
    r"\b(?:do you (?:\w+ )?(?:agree|support|think|believe|live|own|use)|are you|have you|to what extent|how "
    r"(?:much|strongly|satisfied|often|important|likely|far|old)|which of|select|tick|choose|rate|rank|gender|age|sex"
    r"|ethnic|disab|religion|region|scale of)\b",
    re.IGNORECASE,
)


def asks(header: str) -> bool:
    """Return whether a column's name asks something, rather than calling what a program wrote.

    >>> asks("Q3"), asks("How do you travel?"), asks("Q02Time"), asks("Docket ID")
    (True, True, False, False)
    """
    question_number, wording = split_number(header)
    return "?" in header or ASKS_TO_CHOOSE.search(wording) is not None or (question_number is not None and not wording)


GOES_ON = re.compile(
    r"(?:(?:please )?(?:can you )?(?:explain|give|tell us|provide|say|state|expand|elaborate|set out|add|comment|use)\b"
    r"(?=.{0,80}\b(?:why|reasons?|answer|choice|here|below|view|response|more|further|comments?|details?|above|expand"
    r"|elaborate|explain|box)\b).{0,110}"
    r"|please (?:explain|comment|expand|elaborate|specify|describe)[.:]?"
    r"|why(?: (?:or why not|not|is (?:this|that)|do you (?:say|think|feel|believe) (?:so|this|that)))?\??"
    r"|(?:(?:further|additional|more) )?(?:comments?|reasons?|details|explanation)(?: box)?[.:]?"
    r"|(?:your )?reasons? (?:for|why).{0,60}|(?:other\W*)?(?:\(?(?:please )?(?:specify|state)\)?).{0,30}|other"
    r"|(?:other|if other)\b.{0,40}\b(?:specify|state|text|say).{0,30}"
    rf"|{other_languages.GOES_ON}"
    r"|if (?:yes|no|not|so|you (?:answered|agree|disagree|said|selected|chose|ticked|responded))\b.{0,140})$",
    re.IGNORECASE,
)
"""What asks for more on the question before, and is no question of its own."""

CHOSEN_PART = re.compile(
    r".*[-–—:(/] ?(?:selected choice|radio(?: button)?s?|dropdown|checkbox(?:es)?)\)?$", re.IGNORECASE
)
"""How a platform says behind a question that its answers were chosen from a list."""

ASKS_FOR_CHOICES = re.compile(
    r"\b(?:(?:select|tick|choose|check|mark) (?:all|any|one|up to|as many|your|the|only|from)\b|all that apply|which of"
    r"|how (?:do you (?:usually|normally|mostly|mainly)|often|important|likely|satisfied|concerned|useful|much"
    r"|strongly)"
    r"|to what extent|rank|rate|^stance$"
    r"|(?:which|what) (?:[\w-]+ ){1,3}(?:do|would) you (?:prefer|choose|favour|support|pick)"
    r")\b",
    re.IGNORECASE,
)
"""What asks for a choice, however few have answered."""

ASKS_FOR_PLACE = re.compile(
    r"(?:to )?(?:which|what) (?:part|policy|paragraph|section|chapter|page|site)\b.{0,80}"
    r"\b(?:relates?|refers?|appl(?:y|ies)|about|on)\b",
    re.IGNORECASE,
)
"""What asks which place in a paper somebody speaks of."""

SPECIFIES = re.compile(
    r"(?:if )?(?:you (?:selected|chose|answered) )?['\"‘“]?other\b.{0,80}|.{0,80}\bplease (?:specify|state)\b.{0,30}",
    re.IGNORECASE,
)
"""What asks which other kind of respondent it is."""

EXPLAINS_CONSENT = re.compile(r".*\b(?:why|reasons?|confiden\w+|anonym\w+|publish\w*|specify)\b", re.IGNORECASE)
"""What asks why a response is not to be published."""

SPEAKS_OF_CONSENT = re.compile(r"\b(?:confiden\w+|anonym\w+|publish\w*|publication|withh[eo]ld\w*)\b", re.IGNORECASE)
"""What a question about consent says of itself."""

GENERIC_PART = re.compile(
    r"\(?(?:open-ended response|response|selected choice|text|answer|value|free text|textbox|comment box|choice|rating"
    r"|(?:yes|no)[ /]?(?:yes|no) radio|radio|dropdown|checkbox(?:es)?"
    r"|(?:\w+ )?(?:radio|text ?area|select)(?: .{0,20})?)\)?$",
    re.IGNORECASE,
)
"""What platforms write below or behind a question that has one field."""

# Values ---------------------------------------------------------------------------------------------------------------

SCALE = re.compile(
    rf"(?:(?:{other_languages.SCALE}|yes|no|y|n|true|false|don['’]?t know|do not know|not sure|unsure|maybe"
    r"|possibly|neither|neutral|undecided"
    r"|not applicable|n/?a|prefer not to (?:say|answer)|no (?:opinion|view|preference)|not answered|other|male|female"
    r"|i (?:don['’]?t|do not) (?:know|have an? (?:opinion|view))"
    r"|(?:strongly |somewhat |tend to |partly |partially |mostly |slightly |completely |fully |neither )?"
    r"(?:dis)?(?:agree|support|oppose|approve|satisfied|likely|important)(?: nor (?:disagree|oppose))?"
    r"(?: (?:strongly|partly|somewhat|in part))?"
    r"|(?:very|fairly|quite|not very|not at all|extremely|somewhat|un|moderately|slightly) ?"
    r"(?:satisfied|dissatisfied|likely|unlikely|important|unimportant|well|badly|poor|good|confident|often)"
    r"|(?:not|less|more|most|least) (?:\w+ )?(?:important|satisfied|likely|useful|helpful|confident)"
    r"|(?:very |mostly |mainly |slightly |somewhat )?(?:positive|negative|happy|unhappy|concerned)|mixed"
    r"|(?:much |slightly |a bit |a lot )?(?:better|worse)|about (?:the same|right)|no (?:change|difference"
    r"|impact|effect)"
    r"|(?:every day|daily|weekly|fortnightly|monthly|yearly|annually)"
    r"|neither .{1,20} nor .{1,20}|always|often|sometimes|rarely|never|excellent|good|fair|poor|very (?:good|poor)"
    r"|supports?|supporting|oppose|objects?|objecting|objection|in favour|for|against|high|medium|low|a great deal"
    r"|a little|not at all|to some extent|to a great extent)"
    r"\W*)$",
    re.IGNORECASE,
)
"""Answers of closed questions that need no second look."""

NO_ANSWER = re.compile(
    r"(?:n/?a|none|nil|null|not (?:answered|applicable|provided|stated)|no (?:answer|comments?|response)|-+|–|—|\.+"
    r"|nothing)\W*$",
    re.IGNORECASE,
)
TICKED = frozenset({"1", "true", "x", "✓", "✔", "☑", "☒", "selected", "checked", "ticked", "quoted", "on"})
UNTICKED = frozenset({"0", "false", "not selected", "unchecked", "unticked", "not checked", "not quoted", "off", "☐"})
NUMBER = re.compile(r"[£$€]?\s?-?\d[\d,]*(?:\.\d+)?\s?%?$")
DATE = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2} \w{3,9},? \d{4}|\w{3,9} \d{1,2},? \d{4})"
    r"(?:[T ,]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]m)?(?: ?(?:z|utc|gmt|bst|[+-]\d\d:?\d\d))?)?$",
    re.IGNORECASE,
)
DOCKET_TITLE = re.compile(r"(?:(?:anonymous|public|mass) )*comments? (?:submitted )?(?:from|by)\b", re.IGNORECASE)
"""What a docket calls each comment: by whom it is, and nothing that it says."""
ADDRESSES = re.compile(r"(?:(?:https?://|www\.)[^\s<>\"]+[\s,;|]*)+$", re.IGNORECASE)
"""A cell of web addresses and no more."""

LIKE_A_NAME = re.compile(
    r"(?:(?:mr|mrs|ms|miss|dr|prof|professor|sir|cllr|councillor|rev)\.? )?"
    r"(?-i:[^\W\d_a-z](?:[^\W\d_]|['’.-]){0,30})(?: (?:(?:van|von|der|den|de|la|al|bin|of|and|&)"
    r"|(?-i:[^\W\d_a-z](?:[^\W\d_]|['’.-]){0,30}))){0,4}(?:, (?-i:[^\W\d_a-z])[\w '’.-]{0,60})?",
    re.IGNORECASE,
)
"""A person's name or an organisation's: a few words with capital letters."""
IP = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}$|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}$", re.IGNORECASE)

ASKS_BRIEFLY = re.compile(
    r"(?:how (?:often|old|many|long|far|likely|well)"
    r"|(?:do|does|did|are|is|was|were|have|has|had|would|will|should|can|could)\b)",
    re.IGNORECASE,
)
"""How a question begins that a word answers."""
ASKED = re.compile(r"\?(?: ?[-–—:/(\[].{1,80})?$")
"""How a question ends, or one with the item that it asks about: "How fair are these? - Daily charge"."""


def is_contact(value: str) -> bool:
    """Return whether a value is an e-mail address, a telephone number, a postcode or a computer's address, and no more.

    >>> is_contact("ann@example.org"), is_contact("SW1A 1AA"), is_contact("Ask ann@example.org")
    (True, True, False)
    """
    value = value.strip("[]()<> ")
    is_whole_contact = any(pattern.fullmatch(value) for pattern in (EMAIL, PHONE)) or POSTCODE.fullmatch(value.upper())
    return bool(is_whole_contact) or IP.match(value) is not None


def has_contact(value: str) -> bool:
    """Return whether a value holds an e-mail address or a telephone number."""
    return CONTACT.search(value) is not None
