"""Roles: what each piece is (heading, question, furniture, or the respondent's own words), from its words and place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from analysis.model import BlockKind, Question
from analysis.splitting import furniture, questions
from analysis.splitting.groups import siblings
from analysis.splitting.pieces import Piece, looks_like_heading
from analysis.text import normalise, words

NUMBERED_HEADING_WORDS = 30
"""A numbered heading may be a whole assertion ("3. Councils already use the freedom that they have")."""

TITLE_LINES = 3
"""A title and whose response it is are often one paragraph of short lines."""

PROSE_WORDS = 16
"""From here on a line is somebody's prose, not a page's or a letter's small print."""

ADDRESS_WORDS = 12
ADDRESS_PIECES = 25
"""An address, a reference and a date before the greeting: short lines, and not many."""

SURE, LIKELY = 1.0, 0.8


class Role(StrEnum):
    """What a piece is."""

    HEADING = "heading"
    QUESTION = "question"
    ANSWER = "answer"
    FURNITURE = "furniture"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Cast:
    """A piece's role, how sure that is, and why if it is not plain."""

    role: Role
    confidence: float = SURE
    reason: str | None = None
    question: str | None = None


_BODY = Cast(Role.BODY)


@dataclass(frozen=True, slots=True)
class _Page:
    """What every step looks at."""

    text: str
    pieces: Sequence[Piece]
    asked: Sequence[Question]

    def words_of(self, i: int) -> str:
        return self.text[self.pieces[i].start : self.pieces[i].end]

    def is_plain(self, i: int) -> bool:
        """Unnumbered, and not a heading by its layout."""
        return self.pieces[i].label is None and self.pieces[i].kind is not BlockKind.HEADING


def cast(text: str, pieces: Sequence[Piece], asked: Sequence[Question] = ()) -> list[Cast]:
    """The role of every piece; later steps see what earlier ones decided."""
    page = _Page(text, pieces, asked)
    roles = [_by_own_words(page, i) for i in range(len(pieces))]
    steps: tuple[Callable[[_Page, list[Cast]], None], ...] = (
        _letter_head,
        _page_ends,
        _numbered_headings,
        _plain_headings,
        _contents,
        _named_sections,
        _after_sign_off,
        _byline,
        _last_sections,
    )
    for step in steps:
        step(page, roles)
    return roles


def _by_own_words(page: _Page, i: int) -> Cast:
    piece, line = page.pieces[i], page.words_of(i)
    if piece.kind is BlockKind.FURNITURE:
        return Cast(Role.FURNITURE, reason="page furniture")
    if piece.kind is BlockKind.NOTE:
        return Cast(Role.FURNITURE, LIKELY, "note")
    question = _question(page, i)
    if question:
        return question
    if piece.kind is BlockKind.HEADING:
        return Cast(Role.HEADING, question=questions.cited(line, page.asked))
    reason = furniture.is_furniture(line) if page.is_plain(i) else None
    return Cast(Role.FURNITURE, LIKELY, reason) if reason else _BODY


def _question(page: _Page, i: int) -> Cast | None:
    piece, line = page.pieces[i], page.words_of(i)
    label = piece.label
    key = questions.cited(label.cites, page.asked) if label and label.cites else None
    same = questions.repeated(line, page.asked)
    if same or (key and line.rstrip("*_ \n").endswith("?")):
        return Cast(Role.QUESTION, question=key or same)
    if questions.is_parliamentary(line):
        return Cast(Role.QUESTION, LIKELY, "worded as a question in Parliament")
    if label is None and i and questions.is_closed_answer(line) and _question(page, i - 1):
        return Cast(Role.ANSWER)
    return None


def _letter_head(page: _Page, roles: list[Cast]) -> None:
    """Mail headers, and the short lines above a greeting: address, reference, date."""
    for i in range(len(roles)):
        line = page.words_of(i)
        if not (page.is_plain(i) and furniture.MAIL_HEADER.match(line)) or len(words(line)) > PROSE_WORDS:
            break
        roles[i] = Cast(Role.FURNITURE, LIKELY, "mail header")
    greeting = next((i for i, c in enumerate(roles[:ADDRESS_PIECES]) if c.reason == "greeting"), 0)
    above = range(greeting)
    if all(page.is_plain(i) and len(words(page.words_of(i))) <= ADDRESS_WORDS for i in above):
        for i in above:
            roles[i] = Cast(Role.FURNITURE, LIKELY, "letter head")


def _page_ends(page: _Page, roles: list[Cast]) -> None:
    """The head and the foot of a saved web page: runs of small print with a page's own phrases in them."""
    for i in _run(page, roles, range(len(roles))):
        # Between a page's phrases in its head stands its title, so each line there speaks for itself.
        if _is_web(page, roles, i) and roles[i].role is Role.BODY:
            roles[i] = Cast(Role.FURNITURE, LIKELY, "web page furniture")
    foot = _run(page, roles, range(len(roles) - 1, -1, -1))
    hits = [i for i in foot if _is_web(page, roles, i)]
    if not hits:
        return
    # Above the uppermost phrase that is surely the page's, only the heading of its box is the page's too.
    top = hits[-1]
    while top - 1 in foot and not page.words_of(top - 1).rstrip().endswith((".", "!", "?", "”", '"')):
        top -= 1
    for i in range(top, len(roles)):
        roles[i] = Cast(Role.FURNITURE, LIKELY, "web page furniture")


def _run(page: _Page, roles: list[Cast], order: range) -> list[int]:
    return list(takewhile(lambda i: _small_print(page, roles, i), order))


def _small_print(page: _Page, roles: list[Cast], i: int) -> bool:
    if roles[i].role in (Role.QUESTION, Role.ANSWER) or not page.is_plain(i):
        return False
    return roles[i].role is Role.FURNITURE or len(words(page.words_of(i))) < PROSE_WORDS or _is_web(page, roles, i)


def _is_web(page: _Page, roles: list[Cast], i: int) -> bool:
    line = page.words_of(i).strip("*_# \t\n>|•")
    hinted = len(words(line)) <= furniture.LONGEST_LINE and furniture.WEB_HINT.match(line) is not None
    return hinted or roles[i].reason in ("web page furniture", "caption")


def _numbered_headings(page: _Page, roles: list[Cast]) -> None:
    """A list of short numbered lines with text below most of them is a list of headings."""
    lists: dict[int, list[int]] = {}
    for i, number in enumerate(siblings(page.pieces)):
        if number is not None and roles[i].role is Role.BODY:
            lists.setdefault(number, []).append(i)
    for members in lists.values():
        short = [i for i in members if _could_head(page, i)]
        heads = [i for i in short if _has_text_below(page, roles, i, members)]
        if len(heads) * 2 >= len(members) and heads:
            for i in short:
                roles[i] = Cast(Role.HEADING, SURE if len(heads) == len(members) else LIKELY)


def _could_head(page: _Page, i: int) -> bool:
    line = page.words_of(i).strip("*_# \t\n")
    return line[-1:] not in ".,;:" and "\n" not in line and 0 < len(words(line)) <= NUMBERED_HEADING_WORDS


def _has_text_below(page: _Page, roles: list[Cast], i: int, members: Sequence[int]) -> bool:
    """Whether the next thing after a numbered line is text of its own: unnumbered prose, or a deeper number."""
    below = next((j for j in range(i + 1, len(roles)) if roles[j].role is not Role.FURNITURE), None)
    if below is None or below in members:
        return False
    here, there = page.pieces[i].chosen, page.pieces[below].chosen
    if here and there:
        return there.depth > here.depth
    return not (page.pieces[below].kind is BlockKind.HEADING or _is_plain_heading(page, below))


def _is_plain_heading(page: _Page, i: int) -> bool:
    piece = page.pieces[i]
    if piece.kind is not BlockKind.PARAGRAPH or piece.label is not None:
        return False
    line = page.words_of(i).strip()
    if "\n" in line:
        rows = line.split("\n")
        return len(rows) <= TITLE_LINES and all(looks_like_heading(row, 0, len(row)) for row in rows)
    bold = line.startswith(("**", "__")) and line.endswith(("**", "__")) and line.count("**") + line.count("__") == 2
    if bold and len(words(line)) <= NUMBERED_HEADING_WORDS:
        return True
    return looks_like_heading(page.text, piece.start, piece.end)


LONGEST_RUN = 3
"""More lines in a row that look like headings are not headings but notes jotted down, each a point."""


def _plain_headings(page: _Page, roles: list[Cast]) -> None:
    """Short lines that head the text below them, by their looks and by what follows."""
    i = 0
    while i < len(roles):
        run = []
        while i < len(roles) and (roles[i].role is Role.FURNITURE or _may_head(page, roles, i)):
            run += [i] if roles[i].role is not Role.FURNITURE else []
            i += 1
        followed = i < len(roles) and not _introduces_list(page, run, i)
        first = not any(c.role in (Role.BODY, Role.HEADING) for c in roles[: run[0]]) if run else False
        if run and followed and (len(run) <= LONGEST_RUN or first):
            for j in run:
                roles[j] = Cast(Role.HEADING, LIKELY, "a short line above text", questions.cited(page.words_of(j), page.asked))
        i += 1


def _may_head(page: _Page, roles: list[Cast], i: int) -> bool:
    return roles[i].role is Role.BODY and _is_plain_heading(page, i)


def _introduces_list(page: _Page, run: Sequence[int], following: int) -> bool:
    """ "We ask for:" above bullets is a sentence's beginning, not a heading."""
    ends = bool(run) and page.words_of(run[-1]).rstrip("*_ ").endswith(":")
    return ends and page.pieces[following].kind is BlockKind.LIST_ITEM


def _contents(page: _Page, roles: list[Cast]) -> None:
    """A table of contents: the lines under its heading that come again as headings."""
    for i, role in enumerate(roles):
        if role.role is not Role.HEADING or not furniture.CONTENTS.match(page.words_of(i).strip("*_# ")):
            continue
        later = {normalise(page.words_of(j)) for j in range(i + 1, len(roles)) if roles[j].role is Role.HEADING}
        for j in range(i + 1, len(roles)):
            entry = normalise(page.words_of(j)).rstrip(" .0123456789\t")
            if roles[j].role is Role.HEADING and page.pieces[j].kind is BlockKind.HEADING or entry not in later:
                break
            roles[j] = Cast(Role.FURNITURE, LIKELY, "contents list")
        if i + 1 < len(roles) and roles[i + 1].reason == "contents list":
            roles[i] = Cast(Role.FURNITURE, LIKELY, "contents list")


def _sections(roles: Sequence[Cast]) -> list[range]:
    """From each heading to the next one, the first stretch included."""
    starts = [0, *(i for i, c in enumerate(roles) if c.role is Role.HEADING and i)]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(roles)], strict=True)]


def _named_sections(page: _Page, roles: list[Cast]) -> None:
    """Parts that a form or a paper names as what they are: the respondent's details, notes, references."""
    for i, role in enumerate(roles):
        heading = page.words_of(i).strip("*_#: ")
        if role.role not in (Role.HEADING, Role.BODY) or page.pieces[i].label or len(heading) > LONGEST_NAME:
            continue
        if furniture.DETAILS.match(heading):
            _rename(page, roles, i, "respondent's details", PROSE_WORDS)
        elif furniture.NOTES.match(heading):
            _rename(page, roles, i, "notes", None)
    for i, role in enumerate(roles):
        line = page.words_of(i)
        field = furniture.FORM_FIELD.match(line) or (furniture.CONSENT.match(line) and "?" in line)
        if role.role is Role.BODY and page.is_plain(i) and field and len(words(line)) < PROSE_WORDS + 8:
            roles[i] = Cast(Role.FURNITURE, LIKELY, "respondent's details")


LONGEST_NAME = 60
"""Characters of a heading such as "Your details"."""


def _rename(page: _Page, roles: list[Cast], heading: int, reason: str, longest: int | None) -> None:
    """Make a heading and what stands under it furniture, up to a heading, a question, a number or longer prose."""
    for i in range(heading, len(roles)):
        ends = roles[i].role in (Role.HEADING, Role.QUESTION) or page.pieces[i].label is not None
        long = longest is not None and len(words(page.words_of(i))) >= longest
        if i > heading and (ends or long):
            return
        roles[i] = Cast(Role.FURNITURE, LIKELY, reason)


def _after_sign_off(page: _Page, roles: list[Cast]) -> None:
    """What stands below "Yours sincerely": names, posts, small print; prose or numbers begin a new part."""
    signed = False
    for i, role in enumerate(roles):
        if role.reason == "sign-off":
            signed = True
        elif signed and (not page.is_plain(i) or len(words(page.words_of(i))) >= PROSE_WORDS):
            signed = False
        elif signed and role.role in (Role.BODY, Role.HEADING):
            roles[i] = Cast(Role.FURNITURE, LIKELY, "signature")


def _byline(page: _Page, roles: list[Cast]) -> None:
    """A name above the date of an article."""
    for i, role in enumerate(roles[:-1]):
        line = page.words_of(i)
        name = len(words(line)) <= 5 and all(word[:1].isupper() for word in line.split() if len(word) > 3)
        if role.role is Role.HEADING and page.is_plain(i) and name and roles[i + 1].reason == "date":
            roles[i] = Cast(Role.FURNITURE, LIKELY, "byline")


def _last_sections(page: _Page, roles: list[Cast]) -> None:
    """After the last point, the sections that introduce the respondent or tell whom to contact."""
    numbered = [i for i, c in enumerate(roles) if page.pieces[i].label and c.role is Role.BODY]
    for section in reversed(_sections(roles)):
        body = [i for i in section if roles[i].role in (Role.BODY, Role.HEADING)]
        if not body:
            continue
        if section[0] == 0 or any(i in numbered for i in section) or not _is_about(page, roles, section, bool(numbered)):
            return
        for i in section:
            if roles[i].role is not Role.QUESTION:
                roles[i] = Cast(Role.FURNITURE, LIKELY, "about the respondent")


def _is_about(page: _Page, roles: Sequence[Cast], section: range, numbered: bool) -> bool:
    heading = page.words_of(section[0]).strip("*_#: ")
    if roles[section[0]].role is not Role.HEADING or furniture.ENDING.match(heading):
        return False
    contact = any(furniture.has_contact(page.words_of(i)) for i in section)
    # Where the points are numbered, what has no number and gives a contact is none of them.
    return furniture.ABOUT.match(heading) is not None or (contact and numbered)

