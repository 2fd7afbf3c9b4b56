"""Introductions: the parts of a response in which its authors say who they are, and name those who sign with them.

They are told by what their headings are called, by where they stand, or by their shape: a heading that is a name, with
which the first sentence below it begins to say who that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from analysis.model import BlockKind
from analysis.splitting.furniture.context_rules import argues
from analysis.splitting.furniture.presentations import WE_DO, presents
from analysis.splitting.phrases import furniture_lines as phrases
from analysis.splitting.phrases import letter_phrases
from analysis.splitting.phrases.contact_blocks import LONG_WORD, is_of_names
from analysis.splitting.split_state import LAYOUT, Role, RoleAssignment, SplitState, furniture
from analysis.text import is_prose, normalise

ABOUT = "about the respondent"

_IDENTIFIES = re.compile(
    r"About |(?:(?-i:[A-Z])[^.!?]{1,100}|we|it) (?:is|are) (?:an?|the|one of)\b[^.!?]{0,100}?"
    r"\b(?:charity|not[- ]for[- ]profit|non[- ]?profit|peak body"
    r"|(?:national|international|trade|professional) (?:association|body)|membership body|donations)\b",
    re.IGNORECASE,
)
"""How a paragraph begins that only says what an organisation is, wherever it stands."""

OPENING, CLOSING = 4, 3
"""Paragraphs at a paper's beginning and end among which its author is presented."""

INTRODUCED = "who responds, or is named with them"
"""The reason of furniture that says itself what it is, however long."""

LONGEST_NAME = 8
"""Words of a name, with a title before and a post behind it."""

MOST_PRESENTED = 3
"""Fewer bodies described one after the other are those of which somebody speaks."""

SEVERAL = 2
"""So many people or organisations introduced one after the other are those who respond; a single one speaks of "us"."""

_SHOUTED_NAME = re.compile(r"[A-Z]\w*[A-Z]\w*[!?]")
"""A name that ends as a sentence may: "GetUp!"."""

_OF_US = re.compile(r"(?:Our|We|It|Its|All|Everyone)\b")
"""Of whom those speak who say what they stand for; "The council must" is none of it."""

MOST_VISIONS = 2
"""Paragraphs of what somebody stands for between two that say who that is."""

_ABOUT_NAME = re.compile(r"About (?=[A-Z])")
"""How a heading begins that names whom its section introduces."""

_VISION = re.compile(
    r"(?:Our|Its|The) (?:vision|mission|purpose|goal|aims?|values?|(?:key |main )?areas? of (?:focus|work))\b"
    r"[^.!?]{0,30}\b(?:is|are)\b|[A-Z][^.!?]{1,60} exists? to\b"
)
"""How those who introduce themselves say what they stand for: that is no argument on the matter."""

_VERB = re.compile(r"\b(?:is|are|was|were|has|have|works?|represents?|serves?|supports?|brings?|founded|established)\b")
_OURSELVES = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_THE_MATTER = (
    r"\b(?:recommend(?:s|ed)?|concern(?:s|ed)(?! with\b)|propos(?:als?|ed)"
    r"|(?:this|the) (?:bill|inquiry|review|draft|consultation))\b"
)
_OPPOSES = re.compile(
    rf"{_THE_MATTER}|\b(?:oppos|object|urg|reject|disagree|fear|regret|harm|damag|weaken|undermin|suffer|fail)\w*",
    re.IGNORECASE,
)
"""What nobody says of a better world."""

_OF_THE_MATTER = re.compile(rf"\b(?:should|must|ought)\b|{_THE_MATTER}", re.IGNORECASE)
"""What nobody says who only introduces somebody."""


def mark_named_sections(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the sections that introduce several people or organisations in a row, or the one that responds."""
    sections = [
        section
        for section in _sections(roles, Role.HEADING, Role.QUESTION)
        if roles[section.start].role is Role.HEADING
    ]
    runs = (list(run) for named, run in groupby(sections, lambda section: _introduces(page, roles, section)) if named)
    for run in runs:
        pieces = [i for section in run for i in section]
        is_called_so = any(_ABOUT_NAME.match(page.bare(section[0])) for section in run)
        if len(run) >= SEVERAL or is_called_so or any(_OURSELVES.search(page.words_of(i)) for i in pieces):
            _mark(roles, pieces, INTRODUCED)


def _introduces(page: SplitState, roles: Sequence[RoleAssignment], section: range) -> bool:
    bodies = [i for i in section if roles[i].role is Role.BODY]
    name = _ABOUT_NAME.sub("", page.bare(section[0]).rstrip(":"))
    if not bodies or not _is_name(name) or any(page.pieces[i].label for i in (section[0], *bodies)):
        return False
    return _says_who(name, page.bare(bodies[0])) and not any(_OF_THE_MATTER.search(page.words_of(i)) for i in bodies)


def _says_who(name: str, paragraph: str) -> bool:
    """Return whether a paragraph begins with a name and says who that is; the heading may be its first words."""
    if paragraph[:1].islower():
        return _VERB.match(paragraph) is not None
    if presents(paragraph) and not phrases.ABOUT.match(name):
        # "The New South Wales Council" heads "The NSW Council is …".
        return True
    bare_name, sentence = name.removeprefix("The ").rstrip("!."), paragraph.removeprefix("The ")
    return sentence.startswith(bare_name) and _VERB.search(sentence.split(". ")[0], len(bare_name)) is not None


def _is_name(heading: str) -> bool:
    """Return whether a heading could be a name: its long words have capitals, one by itself has two ("GetUp!")."""
    name_words = heading.split()
    is_word = len(name_words) == 1 and (heading.isupper() or not any(letter.isupper() for letter in heading[1:]))
    has_capitals = all(word[:1].isupper() for word in name_words if len(word) > 3)
    return not is_word and len(name_words) <= LONGEST_NAME and has_capitals


def mark_opening(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the paragraphs before all others in which an organisation says what it is, and nothing of the matter."""
    opening = []
    for i, role in enumerate(roles):
        if role.role is Role.BODY and not (page.is_plain(i) and phrases.introduces(page.bare(i))):
            break
        if role.role in (Role.QUESTION, Role.ANSWER):
            break
        opening += [i] if role.role is Role.BODY else []
    else:
        # Nothing else is said.
        return
    for i in opening:
        roles[i] = furniture(ABOUT)


def mark_signatories(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the names below "This submission is endorsed by:"."""
    for lead, role in enumerate(roles):
        may_lead = role.role in (Role.BODY, Role.HEADING, Role.FURNITURE)
        if not may_lead or not letter_phrases.SIGNED_BY.match(page.bare(lead)):
            continue
        end = lead + 1
        while end < len(roles) and (roles[end].role is Role.FURNITURE or _names(page, end)):
            end += 1
        if any(_names(page, i) for i in range(lead + 1, end)):
            roles[lead:end] = [
                each if each.role is Role.FURNITURE else furniture("signatories") for each in roles[lead:end]
            ]


def _names(page: SplitState, i: int) -> bool:
    """Return whether a paragraph or an item of a list is a name, perhaps with a post, or several of them."""
    is_set_so = page.pieces[i].kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
    line_text = page.bare(i)
    stops = ":;" if "\n" in line_text or _SHOUTED_NAME.fullmatch(line_text) else "!?:;"
    if not is_set_so or not line_text or line_text[-1] in stops or not is_of_names(line_text):
        return False
    last_word = line_text.split()[-1]
    return line_text[-1] != "." or (last_word[:1].isupper() and len(last_word) <= LONG_WORD + 1)


def mark_last_sections(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the sections after the last point that introduce the respondent or tell whom to contact."""
    numbered_points = {i for i, role in enumerate(roles) if page.pieces[i].label and role.role is Role.BODY}
    for section in reversed(_sections(roles, Role.HEADING)):
        if not any(roles[i].role in (Role.BODY, Role.HEADING) for i in section):
            continue
        if section[0] == 0 or not numbered_points.isdisjoint(section) or not _is_about(page, roles, section):
            return
        if next(_arguments(page, roles, section), None) is not None:
            return
        _mark(roles, section, ABOUT)


def mark_introductions(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark unnumbered sections called "About us" or "Contributors", and paragraphs: "About the Trust: It is …"."""
    for i, role in enumerate(roles):
        if role.role is Role.HEADING and page.is_named(i, phrases.ABOUT):
            _mark_introduction(page, roles, range(i, _section_end(page, roles, i)))
    for i, role in enumerate(roles):
        if role.role is Role.BODY and page.is_plain(i) and page.is_named(i, phrases.ABOUT):
            # A heading whose section is missing, or only a contact.
            roles[i] = furniture(ABOUT)
            continue
    bodies = [i for i, role in enumerate(roles) if role.role is Role.BODY]
    identifying = [i for i in bodies if page.is_plain(i) and _identifies(page.bare(i))]
    # Several who respond together are presented one after the other.
    for ordered, most in ((bodies, OPENING), (bodies[::-1], CLOSING)):
        for n, i in enumerate(ordered):
            if n >= most + len(identifying):
                break
            if i not in identifying and page.is_plain(i) and presents(page.bare(i)):
                identifying.append(i)
    _mark_presented_in_a_row(page, roles, bodies)
    # Where nothing else is said it is the response.
    for i in identifying if len(identifying) < len(bodies) else ():
        roles[i] = furniture(ABOUT)


def _mark_presented_in_a_row(page: SplitState, roles: list[RoleAssignment], bodies: Sequence[int]) -> None:
    """Mark several paragraphs in a row that each present somebody: a list of those who respond, wherever it stands."""
    for presented, run in groupby(bodies, lambda i: page.is_plain(i) and presents(page.bare(i))):
        members = list(run) if presented else []
        if len(members) >= MOST_PRESENTED and len(members) < len(bodies):
            _mark(roles, members, INTRODUCED)


def _identifies(paragraph: str) -> bool:
    return _IDENTIFIES.match(paragraph) is not None and phrases.introduces(paragraph)


def _mark_introduction(page: SplitState, roles: list[RoleAssignment], section: range) -> None:
    """Mark a section that introduces the respondent, up to where it argues; its heading heads the rest."""
    if any(page.pieces[i].label and roles[i].role is Role.BODY for i in section):
        return
    end = next(_arguments(page, roles, section), section.stop)
    # Under a heading of its own an argument is no longer about the respondent; under this one it is what it heads.
    while roles[end - 1].role is Role.HEADING and end - 1 > section.start:
        end -= 1
    apart = end == section.stop or roles[end].role is Role.HEADING
    presented = sum(roles[i].role is Role.BODY and presents(page.bare(i)) for i in section)
    reason = INTRODUCED if presented >= SEVERAL else ABOUT
    _mark(roles, range(section.start if apart else section.start + 1, end), reason)


def _mark(roles: list[RoleAssignment], section: Iterable[int], reason: str) -> None:
    """Mark the headings and the words of a section as furniture."""
    for i in section:
        if roles[i].role in (Role.BODY, Role.HEADING):
            roles[i] = furniture(reason)


def _arguments(page: SplitState, roles: Sequence[RoleAssignment], section: range) -> Iterator[int]:
    """Yield the paragraphs of opinion in a section; others who are introduced may well say what they stand for.

    Under "Contact" whole sentences without a contact are somebody's.
    """
    is_of_contacts = page.is_named(section[0], phrases.CONTACTS)
    if is_of_contacts or page.is_named(section[0], phrases.ABOUT_US):
        bodies = (i for i in section if roles[i].role is Role.BODY)
        if is_of_contacts:
            yield from (i for i in bodies if argues(page, i) or _is_somebodys(page, i))
            return
        said = list(bodies)
        yield from (
            i for i in said[_end_of_visions(page, said) :] if argues(page, i) and not _VISION.match(page.bare(i))
        )


def _end_of_visions(page: SplitState, bodies: Sequence[int]) -> int:
    """Return how many first paragraphs say who "we" are, between them what "we" stand for: "Our world must be fair"."""
    end = 0
    for n, i in enumerate(bodies):
        introduces = _introduces_itself(page.bare(i))
        is_vision = _OF_US.match(page.bare(i)) and not _OPPOSES.search(page.words_of(i))
        if n - end > MOST_VISIONS or not (introduces or is_vision):
            break
        end = n + 1 if introduces else end
    return end


def _introduces_itself(paragraph: str) -> bool:
    says = WE_DO.match(paragraph) or phrases.introduces(paragraph) or presents(paragraph)
    return bool(says) and not letter_phrases.ARGUES.search(paragraph)


def _is_somebodys(page: SplitState, i: int) -> bool:
    return is_prose(page.words_of(i)) and not phrases.has_contact(page.words_of(i))


def _section_end(page: SplitState, roles: Sequence[RoleAssignment], heading: int) -> int:
    """Return a heading's section's end: a question, or a heading that the layout does not place under it.

    Contacts stand on one page and have no headings under them.
    """
    own = page.pieces[heading]
    contacts = page.is_named(heading, phrases.CONTACTS)
    for i in range(heading + 1, len(roles)):
        piece = page.pieces[i]
        under = own.kind is piece.kind is BlockKind.HEADING and piece.level > own.level and not contacts
        if roles[i].role is Role.QUESTION or (roles[i].role is Role.HEADING and not under):
            return i
        if contacts and piece.page != own.page:
            return i
    return len(roles)


def _sections(roles: Sequence[RoleAssignment], *beginning: Role) -> list[range]:
    """Return the stretches from each piece of these roles to the next, the first stretch included."""
    starts = [0, *(i for i, role in enumerate(roles) if role.role in beginning and i)]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(roles)], strict=True)]


def _is_about(page: SplitState, roles: Sequence[RoleAssignment], section: range) -> bool:
    """Return whether a section is called "About us", or after an organisation that its first sentence introduces."""
    heading = page.bare(section[0]).rstrip(": ")
    if roles[section[0]].role is not Role.HEADING or phrases.ENDING.match(heading):
        return False
    if phrases.ABOUT.match(heading):
        return True
    first_paragraph = next((page.bare(i) for i in section[1:] if roles[i].role is Role.BODY), "")
    subject = normalise(heading).removeprefix("about ")
    is_introduced = normalise(first_paragraph).removeprefix("the ").startswith(subject.removeprefix("the "))
    has_contact = any(phrases.has_contact(page.words_of(i)) for i in section if roles[i].reason != LAYOUT)
    return is_introduced and (has_contact or heading.casefold().startswith("about "))
