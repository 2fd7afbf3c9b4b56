"""A column's subject: whether its name asks who responds, for whom, or how to reach them, and for nothing else."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from analysis.reading.table.column_profile import Profile
from analysis.redacting.name_lists import AMBIGUOUS, given_names
from analysis.redacting.names import is_word_of_a_body
from analysis.text import normalise


class Subject(Enum):
    """The subjects on which a column asks about the respondents themselves."""

    NAME = "name"
    DETAIL = "detail"


LONGEST = 200
"""Characters of a name that asks for no more than a name or an address."""

_BODIES = frozenset(
    re.findall(
        r"\w+",
        """
    agency association associations authority body business charity church club college companies company consortium
    council councils department developer employer federation firm forum group groups institution landowner network
    organisation organisations organization organizations partnership practice school setting society trust union
    university
    """,
    )
)
"""What those are called for whom somebody responds."""

_ALONE = frozenset(["organisation", "organisations", "organization", "company", "institution", "employer"])
"""Those of them that are a field of a form by themselves."""

_NAMES = frozenset(["name", "names", "surname", "surnames", "forename", "forenames"])
_DETAILS = frozenset(
    re.findall(
        r"\w+",
        """
    address addresses code contact contacted details e email emails job mail mobile number numbers phone position post
    postal postcode postcodes reach reply role roles tel telephone ward zip
    """,
    )
)
_FRAME = frozenset(
    re.findall(
        r"\w+",
        """
    a agent also amenity an and answer answered answering any applicable applies are as at be behalf being belong
    below blank block board box by called can capitals come community completed completing consultation could
    councillor county district do else end ended enter family field fill filled filling first for form from full give
    given here i if in individual individuals is it its known last leave let letters like local main may member named
    not of on one only open optional or organiser organisers other our parish person please prepared print private
    provide public published questionnaire reached registered relevant replying represent representative represented
    representing require required residents respond respondent respondents responding response s say sector sent so
    specify state submission submitted submitting survey tell text that the their them these third this title to town
    trading us voluntary we what where which who whom whose will with within work works would write writing written
    yes you your yourself
    """,
    )
)
"""The words of a question about who responds that are of no other thing."""

_ABOUT = re.compile(r"\b(?:should|can|may|could) we contact\b(?: (?:you )?(?:about|on|regarding) (?:this|your) \w+)?")
_FOR_WHOM = re.compile(
    r"\b(?:represent\w*|belong|behalf|responding|replying|answering|writing|work|from|title of)\b"
    r"|^(?!.*\b(?:would|will|could|can|do)\b).*\byour\b|\bwhich \w+ (?:is|was) (?:it|that|this)\b"
)
_OF_THEM = re.compile(
    r"\b(?:who|whom|whose)\b.{0,30}\b(?:behalf|respond\w*|answering|replying|writing|represent\w*|work|from)\b"
    r"|\b(?:submitted|submission|response|completed|sent|written|prepared) (?:in )?(?:by|on behalf of|from)\b"
    r"|\bbehalf\b.{0,40}\bwhich\b"
)
WHICH_ONE = re.compile(
    r"(?:(?:if|and if|and) (?:so|yes|it is|you are|you do)\W+)?(?:please )?(?:(?:say|state|tell us|specify|give) )?"
    r"(?:which(?: (?:one|organisation|body|group))?(?: (?:is|was) (?:it|that))?"
    r"|(?:what|who) (?:is|are) (?:it|they)(?: called)?|(?:its|the|their) name|name (?:it|them|here))\W*",
    re.IGNORECASE,
)
"""What asks, behind a question whether somebody responds for a body, for which."""

FOR_A_BODY = re.compile(
    r"\b(?:behalf|represent\w*|respond\w*|answer\w*|reply\w*|you)\b.{0,60}\b(?:organi[sz]ation|body|group|business|company)",
    re.IGNORECASE,
)
"""What asks whether somebody responds for a body."""

_OWN_ROLE = re.compile(
    r"\bjob (?:title|role)\b|\bnames? and (?:your )?(?:role|position)\b"
    r"|\b(?:role|position) (?:with)?in (?:the|your) \w+$"
)
_REACH = re.compile(r"\b(?:e ?mail|phone|telephone|mobile|address(?:es)?|postcodes?|contact|ward)\b")
_MODAL = r"(?:would|should|could|will|can|may)"
_ASKS_A_WISH = re.compile(
    rf"^{_MODAL}\b|\b(?:what|which|who|whom|whose)\b[^.?!(;:-]{{0,60}}?\b{_MODAL}\b|\bdo you like\b|\bwork with\b"
    r"|\b(?:which|what) (?:\w+ ){1,3}(?<!you )(?<!being )(?<!are )represents? \w"
)
"""What asks whom or what somebody would choose, or who speaks for them, and not who they are."""

_OWN = re.compile(
    r"\byour (?:\w+ ){0,2}(?:names?|e ?mail|phone|telephone|mobile|address|postcode)\b|\bbehalf\b"
    r"|\bnames? of (?:your|the \w+ (?:that |which )?you)\b|\b(?:contact|reach|reply to|post to) you\b"
    r"|\byou (?:are |were )?(?:represent|belong|respond|reply|answer|writ|work for)\w*\b"
)
"""What asks who they are all the same: "Could you tell us your name?"."""


@lru_cache(maxsize=1024)
def asked_subject(header: str) -> Subject | None:
    """Return what a column asks of the respondents themselves, if it asks for nothing else.

    >>> asked_subject("If an organisation, its name"), asked_subject("What would your organisation do?")
    (<Subject.NAME: 'name'>, None)
    """
    plain_header = normalise(header)
    is_contact = _ABOUT.search(plain_header) is not None
    words = re.findall(r"[^\W\d_]+", _ABOUT.sub(" contact ", plain_header))
    found = frozenset(words)
    if not words or len(header) > LONGEST or not found <= _BODIES | _NAMES | _DETAILS | _FRAME:
        return None
    spaced = " ".join(words)
    if not is_contact and _ASKS_A_WISH.search(plain_header) and not _OWN.search(spaced):
        return None
    if is_contact or _OWN_ROLE.search(spaced) or (_REACH.search(spaced) and not found <= _BODIES | _FRAME):
        return Subject.DETAIL
    is_named = bool(found & _NAMES)
    is_body = found <= _ALONE or (bool(found & _BODIES) and _FOR_WHOM.search(spaced) is not None)
    return Subject.NAME if is_named or is_body or _OF_THEM.search(spaced) else None


def names_body(header: str) -> bool:
    """Return whether a column asks for the name of a body, and not only of a person."""
    return asked_subject(header) is Subject.NAME and not _BODIES.isdisjoint(re.findall(r"[^\W\d_]+", normalise(header)))


def names_plainly(header: str) -> bool:
    """Return whether a column asks for a name in so many words, and not only to whom somebody belongs."""
    return asked_subject(header) is Subject.NAME and not _NAMES.isdisjoint(re.findall(r"[^\W\d_]+", normalise(header)))


# By the cells --------------------------------------------------------------------------------------------------------

FEWEST, ENOUGH, MOST, LONGEST_NAME = 3, 5, 0.8, 8
"""Names of lists, and names by their capitals alone, by which a column is known, their share of cells, and a name's
words."""

_ASKS_A_VIEW = re.compile(
    r"\b(?:should|would|could|will|nominat\w*|elect|choose|vote|think|feel|prefer|want|like|favourite|best|most|how|why|explain|comments?|views?|reasons?"
    r"|suggest\w*|improve\w*|about|experiences?|does|do you (?:use|go|visit|attend|live|travel|know|trust))\b",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(["a", "and", "at", "de", "for", "in", "la", "of", "on", "the", "upon", "van", "von", "with"])


def names_in(header: str, profile: Profile) -> Subject | None:
    """Return whether nearly all cells below a name that asks for no view are names, each its own: of persons or bodies,
    or of whatever is written with capitals, which may be they."""
    cells = profile.looked_at
    if cells and _is_of_a_body(header) and profile.share(_is_capitalised) >= MOST:
        return Subject.NAME
    if len(cells) < FEWEST or _ASKS_A_VIEW.search(header) or len(set(cells)) < MOST * len(cells):
        return None
    if profile.share(_is_capitalised) < MOST:
        return None
    if profile.share(_is_known_name) >= MOST:
        return Subject.NAME
    return Subject.DETAIL if len(cells) >= ENOUGH and "?" not in header else None


def _is_of_a_body(header: str) -> bool:
    """Return whether a column's name speaks of one body, in no words but those of a question about who responds."""
    words = frozenset(re.findall(r"[^\W\d_]+", normalise(header)))
    is_closed = words <= _BODIES | _NAMES | _FRAME
    is_one = any(word in _BODIES and word.removesuffix("s") not in _BODIES - {word} for word in words)
    return is_closed and is_one and not _ASKS_A_VIEW.search(header)


def _is_capitalised(cell_text: str) -> bool:
    words = cell_text.replace("&", "and").split()
    is_short = 2 <= len(words) <= LONGEST_NAME and cell_text[-1] not in ".!?" and any(map(str.isalpha, cell_text))
    return is_short and all(word in _SMALL_WORDS or not word[:1].islower() for word in words)


def _is_known_name(cell_text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", cell_text)
    is_person = words[:1] != [] and words[0] in given_names() and words[0] not in AMBIGUOUS
    return is_person or any(word.lower() not in _SMALL_WORDS and is_word_of_a_body(word) for word in words)
