"""Context rules: furniture told from its place before, after and around the points: address and greeting, signature,
the head and foot of a web page, the respondent's details, notes, the sections about the respondent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from analysis.model import BlockKind
from analysis.splitting import furniture_lines as phrases
from analysis.splitting.labelled_pieces import looks_like_heading
from analysis.splitting.split_state import UNSURE, Role, RoleAssignment, SplitState, furniture
from analysis.text import normalise

PROSE_WORDS = 16
"""From here on a line is somebody's prose, not a page's or a letter's small print."""

ADDRESS_WORDS = 12
ADDRESS_PIECES = 25
"""An address, a reference and a date before the greeting: short lines, and not many."""

SIGNED_WORDS = 6
"""A whole sentence of so many words below a sign-off says something."""

SIGNATURE_PIECES = 4
NAME_WORDS = 8
"""Name, post, organisation and place at a paper's end, or below a sign-off."""


# Before the points ----------------------------------------------------------------------------------------------------


def mark_letter_head(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark mail headers, and the address, reference and date above a greeting or in a table above all text."""
    headers = list(takewhile(lambda i: _is_mail_header(page, i), range(len(roles))))
    if not all(phrases.MAIL_SUBJECT.match(page.bare(i)) for i in headers):
        for i in headers:
            roles[i] = furniture("mail header")
    greeting = next((i for i, role in enumerate(roles[:ADDRESS_PIECES]) if role.reason == "greeting"), 0)
    if all(page.is_plain(i) and page.length(i) <= ADDRESS_WORDS and not _is_sentence(page, i) for i in range(greeting)):
        roles[:greeting] = [furniture("letter head")] * greeting
    _mark_address(page, roles)
    first = next((i for i in range(len(roles)) if roles[i].role is Role.BODY and not _is_row(page, i)), 0)
    first = next((i for i in range(first) if roles[i].role is Role.QUESTION), first)
    rows = [i for i in range(first) if _is_row(page, i)]
    if all(page.length(i) <= ADDRESS_WORDS for i in rows):
        for i in rows:
            roles[i] = furniture("the document's details")


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
    line_text = page.bare(i)
    return page.is_plain(i) and phrases.MAIL_HEADER.match(line_text) is not None and page.length(i) <= PROSE_WORDS


def _is_sentence(page: SplitState, i: int) -> bool:
    return page.length(i) >= SIGNED_WORDS and page.bare(i).endswith((".", "!", "?"))


def _is_row(page: SplitState, i: int) -> bool:
    return page.pieces[i].kind is BlockKind.TABLE_ROW


def mark_byline(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a name above the date of an article."""
    for i, role in enumerate(roles[:-1]):
        is_name = page.length(i) <= 5 and _in_capitals(page.words_of(i))
        if role.role is Role.HEADING and page.is_plain(i) and is_name and roles[i + 1].reason == "date":
            roles[i] = furniture("byline")


def _in_capitals(line_text: str) -> bool:
    return all(word[:1].isupper() for word in line_text.split() if len(word) > 3)


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
    for i, role in enumerate(roles):
        if role.role is Role.BODY and page.is_plain(i) and page.length(i) < PROSE_WORDS + 8:
            line_text = page.bare(i)
            if phrases.FORM_FIELD.match(line_text) or ("?" in line_text and phrases.CONSENT.match(line_text)):
                roles[i] = furniture("respondent's details")


def mark_notes(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the notes and references below the points."""
    points_begun = False
    for i, role in enumerate(roles):
        if points_begun and role.role in (Role.HEADING, Role.BODY) and page.is_named(i, phrases.NOTES):
            _mark_below(page, roles, i, "notes", None)
        points_begun = points_begun or roles[i].role is Role.BODY


def _mark_below(page: SplitState, roles: list[RoleAssignment], heading: int, reason: str, longest: int | None) -> None:
    """Mark a heading and what stands under it as furniture, up to a heading, a question, a number or longer prose."""
    end = heading + 1
    while end < len(roles) and roles[end].role not in (Role.HEADING, Role.QUESTION) and not _argues(page, end):
        if page.pieces[end].label is not None or (longest is not None and page.length(end) >= longest):
            # The last short line above prose is its heading.
            end -= page.is_plain(end) and end - 1 > heading and looks_like_heading(page.text, *page.span(end - 1))
            break
        end += 1
    roles[heading:end] = [furniture(reason)] * (end - heading)


# After the points -----------------------------------------------------------------------------------------------------


def mark_after_sign_off(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark names, posts and small print below "Yours sincerely"; prose, lists and numbers begin a new part."""
    signed_off = False
    for i, role in enumerate(roles):
        if role.reason == "sign-off":
            signed_off = True
        elif signed_off and role.role in (Role.BODY, Role.HEADING):
            signed_off = _may_be_signed(page, i)
            if signed_off:
                roles[i] = furniture("signature")
            elif phrases.ANNEX.match(page.bare(i)) and page.is_plain(i) and i + 1 < len(roles):
                roles[i] = RoleAssignment(Role.HEADING, UNSURE, "a short line above text")


def _may_be_signed(page: SplitState, i: int) -> bool:
    line_text, word_count = page.bare(i), page.length(i)
    # Two people sign beside each other.
    set_as_name = page.pieces[i].kind in (BlockKind.PARAGRAPH, BlockKind.TABLE_ROW)
    if not page.is_plain(i) or not set_as_name or word_count >= PROSE_WORDS:
        return False
    if phrases.ANNEX.match(line_text) or phrases.POSTSCRIPT.match(line_text):
        return False
    return not (line_text.endswith((".", "!", "?", ":")) and word_count >= SIGNED_WORDS)


def mark_signature(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a name, a post and an organisation under the last sentence, where nobody has signed off."""
    last_pieces = [i for i, c in enumerate(roles) if c.role in (Role.BODY, Role.HEADING)][-SIGNATURE_PIECES - 1 :]
    names = list(takewhile(lambda i: _is_name(page, i), reversed(last_pieces)))
    # The lines below a name may be a house number or a town; the name itself has two words and no figure.
    while names and (page.length(names[-1]) < 2 or any(c.isdigit() for c in page.bare(names[-1]))):
        names.pop()
    above = last_pieces[-len(names) - 1] if 0 < len(names) < len(last_pieces) else None
    answers = above is not None and any(roles[i].role is Role.QUESTION for i in range(above + 1, names[-1]))
    if above is not None and not answers and page.words_of(above).rstrip("*_\"”’' ").endswith((".", "!", "?")):
        for i in names:
            roles[i] = furniture("signature", UNSURE)


def _is_name(page: SplitState, i: int) -> bool:
    line_text = page.bare(i)
    if not page.is_plain(i) or page.pieces[i].kind is not BlockKind.PARAGRAPH or not 1 <= page.length(i) <= NAME_WORDS:
        return False
    return line_text[-1:] not in ".!?:;" and not line_text[:1].islower() and _in_capitals(line_text)


def mark_last_sections(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the sections after the last point that introduce the respondent or tell whom to contact."""
    numbered_points = {i for i, role in enumerate(roles) if page.pieces[i].label and role.role is Role.BODY}
    for section in reversed(_sections(roles)):
        if not any(roles[i].role in (Role.BODY, Role.HEADING) for i in section):
            continue
        if section[0] == 0 or not numbered_points.isdisjoint(section) or not _is_about(page, roles, section):
            return
        if next(_arguments(page, roles, section), None) is not None:
            return
        for i in section:
            if roles[i].role in (Role.BODY, Role.HEADING):
                roles[i] = furniture("about the respondent")


def mark_introductions(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark unnumbered sections called "About us" or "Contributors", and paragraphs: "About the Trust: It is …"."""
    for i, role in enumerate(roles):
        if role.role is Role.HEADING and page.is_named(i, phrases.ABOUT):
            _mark_introduction(page, roles, range(i, _section_end(page, roles, i)))
    for i, role in enumerate(roles):
        if role.role is Role.BODY and page.is_plain(i) and page.is_named(i, phrases.ABOUT):
            # A heading whose section is missing, or only a contact.
            roles[i] = furniture("about the respondent")
            continue
        about = phrases.ABOUT_LINE.match(page.bare(i)) if role.role is Role.BODY and page.is_plain(i) else None
        if about and (about[1].lower() == "us" or about[1].removeprefix("the ") in page.bare(i)[about.end() :]):
            roles[i] = furniture("about the respondent")


def _mark_introduction(page: SplitState, roles: list[RoleAssignment], section: range) -> None:
    """Mark a section that introduces the respondent, up to where it argues; its heading heads the rest."""
    if any(page.pieces[i].label and roles[i].role is Role.BODY for i in section):
        return
    end = next(_arguments(page, roles, section), section.stop)
    # Under a heading of its own an argument is no longer about the respondent; under this one it is what it heads.
    while roles[end - 1].role is Role.HEADING and end - 1 > section.start:
        end -= 1
    apart = end == section.stop or roles[end].role is Role.HEADING
    for i in range(section.start if apart else section.start + 1, end):
        if roles[i].role in (Role.BODY, Role.HEADING):
            roles[i] = furniture("about the respondent")


def _arguments(page: SplitState, roles: Sequence[RoleAssignment], section: range) -> Iterator[int]:
    """Yield the paragraphs of opinion in a section; others who are introduced may well say what they stand for."""
    if any(page.is_named(section[0], names) for names in (phrases.ABOUT_US, phrases.CONTACTS)):
        yield from (i for i in section if roles[i].role is Role.BODY and _argues(page, i))


def _argues(page: SplitState, i: int) -> bool:
    return phrases.ARGUES.search(page.words_of(i)) is not None


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


def _sections(roles: Sequence[RoleAssignment]) -> list[range]:
    """Return the stretches from each heading to the next one, the first stretch included."""
    starts = [0, *(i for i, role in enumerate(roles) if role.role is Role.HEADING and i)]
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
    has_contact = any(phrases.has_contact(page.words_of(i)) for i in section if roles[i].reason != "page furniture")
    return is_introduced and (has_contact or heading.casefold().startswith("about "))
