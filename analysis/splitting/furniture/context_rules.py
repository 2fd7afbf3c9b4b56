"""Context rules: furniture told from its place before, after and around the points: address and greeting, signature,
the head and foot of a web page, the respondent's details, notes, a few words between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from analysis.mail_heads import head_lines, header_kind
from analysis.model import BlockKind
from analysis.splitting.furniture.demands import is_demand
from analysis.splitting.headings import is_remark
from analysis.splitting.labelled_pieces import Given, looks_like_heading
from analysis.splitting.phrases import furniture_lines as phrases
from analysis.splitting.phrases import letter_phrases
from analysis.splitting.phrases.contact_blocks import NAME_WORDS
from analysis.splitting.split_state import (
    FRAGMENT_WORDS,
    LIKELY,
    LONGEST_NAME,
    UNSURE,
    Role,
    RoleAssignment,
    SplitState,
    furniture,
)
from analysis.text import words

PROSE_WORDS = 16
"""From here on a line is somebody's prose, not a page's or a letter's small print."""

ADDRESS_WORDS = 12
ADDRESS_PIECES = 25
"""An address, a reference and a date before the greeting: short lines, and not many."""

_SUBJECT_LINE = re.compile(r"[*_]*(?:re|ref|betr\.|objet|pwnc)\s*:\s*\S[^\n]{0,300}(?<![.!?])$", re.IGNORECASE)
"""The subject of a letter, on a line by itself above its greeting or below it."""

CITES = re.compile(r"\b(?:1[6-9]|20)\d\d\b|https?://|www\.|\bibid\b|\bop\.? cit\b|\bdoi\b", re.IGNORECASE)
"""What a reference has and an argument that happens to stand under "Notes" has not: a year, an address, "ibid."."""

_ADDRESS = re.compile(r"\bdoi\b|https?://", re.IGNORECASE)
"""Where a work that is cited is to be found."""

SIGNED_WORDS = 6
"""A whole sentence of so many words below a sign-off says something."""

NAME_AND_SURNAME = 2
"""So many words with an exclamation mark may still be a name: "Ann Lee!"."""

SIGNATURE_PIECES = 6


# Before the points ----------------------------------------------------------------------------------------------------


def mark_letter_head(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark mail headers, and the address, reference and date above a greeting or in a table above all text."""
    headers = list(takewhile(lambda i: _is_mail_header(page, i), range(len(roles))))
    if not all(phrases.MAIL_SUBJECT.match(page.bare(i)) for i in headers):
        for i in headers:
            roles[i] = furniture("mail header")
    greeting = next((i for i, role in enumerate(roles[:ADDRESS_PIECES]) if role.reason == "greeting"), 0)
    subjects = [i for i in range(greeting + 2) if greeting and i < len(roles) and _SUBJECT_LINE.match(page.bare(i))]
    above = [i for i in range(greeting) if i not in subjects]
    if all(page.is_plain(i) and page.length(i) <= ADDRESS_WORDS and not _is_sentence(page, i) for i in above):
        for i in above:
            roles[i] = furniture("letter head")
    for i in subjects:
        roles[i] = RoleAssignment(Role.HEADING, LIKELY, "the subject of a letter")
    _mark_address(page, roles)
    first = next((i for i in range(len(roles)) if roles[i].role is Role.BODY and not _is_row(page, i)), 0)
    first = next((i for i in range(first) if roles[i].role is Role.QUESTION), first)
    rows = [i for i in range(first) if _is_row(page, i) and not _is_of_comments(page, i, first)]
    if all(page.length(i) <= ADDRESS_WORDS and not page.bare(i).endswith("?") for i in rows):
        for i in rows:
            roles[i] = furniture("the document's details")


def _is_of_comments(page: SplitState, i: int, first: int) -> bool:
    """Return whether a row stands in the table of comments in which the first words said do."""
    return page.pieces[first].given is Given.COMMENT and page.pieces[i].table == page.pieces[first].table


def _mark_address(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark an address of several lines, beside a date or a contact and above all else, though nobody is greeted."""
    head_pieces = list(takewhile(lambda i: roles[i].role is Role.FURNITURE or _is_address(page, i), range(len(roles))))
    if any(roles[i].reason in ("date", "contact details") for i in head_pieces):
        for i in head_pieces:
            if roles[i].role is not Role.FURNITURE:
                roles[i] = furniture("letter head")


def _is_address(page: SplitState, i: int) -> bool:
    lines = page.bare(i).split("\n")
    are_short = all(len(line.split()) <= SIGNED_WORDS and line.strip()[-1:] not in ".:;?!" for line in lines)
    return page.is_plain(i) and len(lines) > 1 and are_short


def _is_mail_header(page: SplitState, i: int) -> bool:
    lines = head_lines(page.bare(i))
    are_headers = len(lines) > 1 and all(map(header_kind, lines))
    is_header = page.length(i) <= PROSE_WORDS and phrases.MAIL_HEADER.match(lines[0] if lines else "") is not None
    return page.is_plain(i) and (are_headers or is_header)


def _is_sentence(page: SplitState, i: int) -> bool:
    return page.length(i) >= SIGNED_WORDS and page.bare(i).endswith((".", "!", "?"))


def _is_row(page: SplitState, i: int) -> bool:
    return page.pieces[i].kind is BlockKind.TABLE_ROW


def mark_byline(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a name above the date of an article."""
    for i, role in enumerate(roles[:-1]):
        is_name = page.length(i) <= 5 and in_capitals(page.words_of(i))
        if role.role is Role.HEADING and page.is_plain(i) and is_name and roles[i + 1].reason == "date":
            roles[i] = furniture("byline")


def in_capitals(line_text: str) -> bool:
    """Return whether all long words of a line begin with a capital, as those of names do."""
    long_words = (word.strip("(),.&*_") for word in line_text.split())
    return all(word[:1].isupper() or word[:1].isdigit() or word == "behalf" for word in long_words if len(word) > 3)


# Around the points: web pages and forms -------------------------------------------------------------------------------


def mark_page_ends(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the head and foot of a saved web page: runs of small print with a page's own phrases in them."""
    head_pieces = _small_print_run(page, roles, range(len(roles)))
    if any(_is_surely_web_page(roles[i]) for i in head_pieces):
        for i in head_pieces:
            # Between a page's phrases in its head stands its title, so each line there speaks for itself.
            if roles[i].role is Role.BODY and _is_hint(page, i):
                roles[i] = furniture("web page furniture")
    foot_pieces = _small_print_run(page, roles, range(len(roles) - 1, -1, -1))
    page_phrases = [i for i in foot_pieces if _is_surely_web_page(roles[i]) or _is_hint(page, i)]
    if not any(_is_surely_web_page(roles[i]) for i in foot_pieces):
        return
    # Above the uppermost phrase that is surely the page's, only the heading of its box is the page's too.
    top = page_phrases[-1]
    while top > foot_pieces[-1] and not page.words_of(top - 1).rstrip().endswith((".", "!", "?", "”", '"')):
        top -= 1
    roles[top:] = [furniture("web page furniture")] * (len(roles) - top)


def _small_print_run(page: SplitState, roles: Sequence[RoleAssignment], order: range) -> list[int]:
    return list(takewhile(lambda i: _is_small_print(page, roles, i), order))


def _is_small_print(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    if roles[i].role in (Role.QUESTION, Role.ANSWER) or not page.is_plain(i):
        return False
    if roles[i].role is Role.FURNITURE or _is_hint(page, i):
        return True
    return page.length(i) < PROSE_WORDS and not _is_sentence(page, i)


def _is_surely_web_page(role: RoleAssignment) -> bool:
    return role.reason in ("web page furniture", "caption")


def _is_hint(page: SplitState, i: int) -> bool:
    line_text = page.words_of(i).strip("*_# \t\n>|•")
    return page.length(i) <= phrases.LONGEST_LINE and phrases.WEB_HINT.match(line_text) is not None


def mark_details(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the details that a form asks of everybody: name, organisation, whether the response may be published."""
    for i, role in enumerate(roles):
        if role.role in (Role.HEADING, Role.BODY) and page.is_named(i, phrases.DETAILS):
            _mark_below(page, roles, i, "respondent's details", PROSE_WORDS)


def mark_notes(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the notes and references below the points."""
    points_begun = False
    for i, role in enumerate(roles):
        if points_begun and role.role in (Role.HEADING, Role.BODY) and _heads_notes(page, role, i):
            _mark_below(page, roles, i, "notes", None, _are_numbered_notes(page, roles, i))
        points_begun = points_begun or roles[i].role is Role.BODY


def _heads_notes(page: SplitState, role: RoleAssignment, i: int) -> bool:
    """Return whether a line says "Notes" or "Bibliography"; a heading may have a number."""
    is_heading = role.role is Role.HEADING and page.length(i) <= PROSE_WORDS
    return page.is_named(i, phrases.NOTES) or (is_heading and phrases.NOTES.match(page.bare(i)) is not None)


def _are_numbered_notes(page: SplitState, roles: Sequence[RoleAssignment], heading: int) -> bool:
    """Return whether what stands below a heading is numbered from 1, and half of it cites something."""
    below = page.pieces[heading + 1].chosen if heading + 1 < len(roles) else None
    if below is None or below.stack[-1][1] != (1,) or page.pieces[heading].label is not None:
        return False
    section = list(takewhile(lambda i: roles[i].role is not Role.HEADING, range(heading + 1, len(roles))))
    numbered = [i for i in section if page.pieces[i].label is not None]
    return sum(CITES.search(page.words_of(i)) is not None for i in numbered) * 2 >= len(numbered)


def _mark_below(
    page: SplitState,
    roles: list[RoleAssignment],
    heading: int,
    reason: str,
    longest: int | None,
    may_be_numbered: bool = False,
) -> None:
    """Mark a heading and what stands under it as furniture, up to a heading, a question, a number or longer prose."""
    end = heading + 1
    while end < len(roles) and (roles[end].role not in (Role.HEADING, Role.QUESTION) or _is_cited(page, roles, end)):
        is_note = may_be_numbered or (longest is None and CITES.search(page.words_of(end)))
        if (argues(page, end) and not is_note) or (longest is not None and _says_something(page, end)):
            break
        is_numbered = page.pieces[end].label is not None and not may_be_numbered
        if is_numbered or (longest is not None and page.length(end) >= longest):
            # The last short line above prose is its heading.
            end -= page.is_plain(end) and end - 1 > heading and looks_like_heading(page.text, *page.span(end - 1))
            break
        end += 1
    roles[heading:end] = [furniture(reason)] * (end - heading)


_TELLS_WHO = re.compile(r"(?:i am|i['’]m|we are|my|our|this (?:response|is)|please|the response)\b", re.IGNORECASE)


def _says_something(page: SplitState, i: int) -> bool:
    """Return whether a piece is a sentence, with no contact, that does not begin with who writes."""
    line_text = page.bare(i)
    is_sentence = page.length(i) >= SENTENCE_WORDS and line_text.endswith((".", "!")) and "\n" not in line_text
    return is_sentence and not phrases.has_contact(line_text) and _TELLS_WHO.match(line_text) is None


SENTENCE_WORDS = 8
"""Words of a sentence below "Contact information" that is somebody's opinion of the contact, and none."""


def _is_cited(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    """Return whether a line that was taken for a heading by its place is the rest of a reference."""
    return roles[i].role is Role.HEADING and page.is_plain(i) and _ADDRESS.search(page.bare(i)) is not None


def argues(page: SplitState, i: int) -> bool:
    """Return whether a piece holds an opinion on the matter."""
    return letter_phrases.ARGUES.search(page.words_of(i)) is not None


# After the points -----------------------------------------------------------------------------------------------------


def mark_after_sign_off(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark names, posts and small print below "Yours sincerely"; prose, lists and numbers begin a new part."""
    signed_off = False
    for i, role in enumerate(roles):
        if role.reason == "sign-off":
            signed_off = True
        elif signed_off and role.role in (Role.BODY, Role.HEADING):
            signed_off = _may_be_signed(page, i) or _is_set_name(page, i)
            if signed_off:
                roles[i] = furniture("signature")
            elif phrases.ANNEX.match(page.bare(i)) and page.is_plain(i) and i + 1 < len(roles):
                roles[i] = RoleAssignment(Role.HEADING, UNSURE, "a short line above text")


def _is_set_name(page: SplitState, i: int) -> bool:
    """Return whether a heading below a sign-off is a signature, or a name set large, above one."""
    is_name_above = i + 1 < len(page.pieces) and _may_be_signed(page, i + 1) and in_capitals(page.bare(i + 1))
    is_heading = page.pieces[i].kind is BlockKind.HEADING and page.pieces[i].label is None
    return is_heading and is_name_above and page.length(i) <= NAME_WORDS and in_capitals(page.bare(i))


def _may_be_signed(page: SplitState, i: int) -> bool:
    line_text, word_count = page.bare(i), page.length(i)
    # Two people sign beside each other.
    set_as_name = page.pieces[i].kind in (BlockKind.PARAGRAPH, BlockKind.TABLE_ROW)
    if not page.is_plain(i) or not set_as_name or word_count >= PROSE_WORDS or is_demand(line_text):
        return False
    if phrases.ANNEX.match(line_text) or phrases.POSTSCRIPT.match(line_text):
        return False
    calls_out = line_text.endswith(("!", "?")) and word_count > NAME_AND_SURNAME
    return not calls_out and not (line_text.endswith((".", ":")) and word_count >= SIGNED_WORDS)


def mark_signature(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a name, a post and an organisation under the last sentence, where nobody has signed off."""
    _mark_sender(page, roles)
    for i, role in enumerate(roles):
        if role.role is Role.BODY and "on behalf of" in page.bare(i).casefold() and is_name(page, i):
            roles[i] = furniture("signature")
    last_pieces = [i for i, c in enumerate(roles) if c.role in (Role.BODY, Role.HEADING)][-SIGNATURE_PIECES - 1 :]
    names = list(takewhile(lambda i: is_name(page, i), reversed(last_pieces)))
    # The lines below a name may be a house number or a town; the name itself has two words and no figure.
    while names and (page.length(names[-1]) < 2 or any(c.isdigit() for c in page.bare(names[-1]))):
        names.pop()
    above = last_pieces[-len(names) - 1] if 0 < len(names) < len(last_pieces) else None
    answers = above is not None and any(roles[i].role is Role.QUESTION for i in range(above + 1, names[-1]))
    if above is not None and not answers and page.words_of(above).rstrip("*_\"”’' ").endswith((".", "!", "?")):
        for i in names:
            roles[i] = furniture("signature", UNSURE)


def _mark_sender(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark lines that hold only a part of the name in a message's own headers."""
    senders = (_SENDER.match(page.bare(i)) for i, role in enumerate(roles) if role.reason == "mail header")
    name_words = {word for sender in senders if sender for word in words(sender["name"])}
    for i, role in enumerate(roles):
        is_words = role.role in (Role.BODY, Role.HEADING) and page.is_plain(i) and page.length(i) <= FRAGMENT_WORDS
        if is_words and name_words.issuperset(words(page.words_of(i))):
            roles[i] = furniture("signature")


_SENDER = re.compile(r"from\W{0,3}:\s*(?P<name>[^<@\n]{2,80})(?:<|$)", re.IGNORECASE)
LONGEST_NAMES = 40
"""Words of several people's names, posts and organisations in one paragraph."""


def is_name(page: SplitState, i: int) -> bool:
    """Return whether an unnumbered paragraph could be a name, a post or an organisation, or several of them."""
    line_text, word_count = page.bare(i), page.length(i)
    if not page.is_plain(i) or page.pieces[i].kind is not BlockKind.PARAGRAPH or not 1 <= word_count <= LONGEST_NAMES:
        return False
    # A short line with a full stop is a sentence, whatever its capitals.
    stops = ":;" if word_count > NAME_WORDS or "\n" in line_text else ".!?:;"
    is_set_so = line_text[-1:] not in stops and not line_text[:1].islower() and in_capitals(line_text)
    return is_set_so and not is_demand(line_text)


def mark_fragments(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a few words between paragraphs, which say nothing by themselves: what is left of a figure, a name, a head.

    Below a question they answer it, a number or a bullet makes them somebody's point, and so does their being a
    sentence ("Scrap it!"), or a demand below all else ("Stop"). Where most of a response is such notes they are the
    response.
    """
    fragments: list[int] = []
    above: int | None = None
    for i, role in enumerate(roles):
        if role.role is Role.BODY and _is_fragment(page, roles, i) and not _answers(page, roles, above):
            fragments.append(i)
        if not _is_passed_over(page, roles, i):
            above = i
    while fragments and _is_last(roles, fragments[-1]) and is_demand(page.bare(fragments[-1])):
        fragments.pop()
    if len(fragments) * 2 < sum(role.role is Role.BODY for role in roles):
        for i in fragments:
            roles[i] = furniture("a few words that say nothing by themselves", UNSURE)


def _is_last(roles: Sequence[RoleAssignment], i: int) -> bool:
    return not any(role.role in (Role.BODY, Role.HEADING, Role.QUESTION) for role in roles[i + 1 :])


def _is_fragment(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    piece, line_text = page.pieces[i], page.bare(i)
    if not page.is_plain(i) or piece.kind is not BlockKind.PARAGRAPH or piece.level or roles[i].question:
        return False
    return not (
        len(line_text) > LONGEST_NAME
        or page.length(i) > FRAGMENT_WORDS
        or line_text[-1:] in ".!?:;,"
        or line_text[:1].islower()
        or is_remark(page, i)
    )


def _answers(page: SplitState, roles: Sequence[RoleAssignment], above: int | None) -> bool:
    """Return whether what stands below a piece answers it."""
    return above is not None and (roles[above].role in (Role.QUESTION, Role.ANSWER) or page.bare(above)[-1:] in "?:")


def _is_passed_over(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    """Return whether a piece leaves open what those below it answer: furniture, or as short an answer."""
    is_short = roles[i].role is Role.BODY and page.length(i) <= FRAGMENT_WORDS
    return roles[i].role is Role.FURNITURE or is_short
