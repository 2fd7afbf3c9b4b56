"""Words, lines and spans of plain text, its normal form and its SHA-256."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from math import floor
from typing import NamedTuple, Protocol

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
"""A word, with inner apostrophes and hyphens ("children's", "not-for-profit")."""

EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
"""The look-behind keeps the search linear where a long run of letters is followed by no "@"."""

PHONE = re.compile(
    r"(?<![\w.])(?:\(?\+\d{1,3}\)?[ \-.]?(?:\(0\))?|\(?0)\d(?:[ \-.()]{0,2}\d){7,12}(?![\w])"
    r"|(?<![\w.-])(?:1[ \-.])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[\-.])\d{3}[\-.]\d{4}(?![\w-])"
)
"""A telephone number as written in the UK, a leading 0 or +44, or 0044, then 8 to 13 digits in groups; or in America:
three digits, in brackets or before a mark, three and four."""

IP_ADDRESS = re.compile(r"(?<![\w.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{2,3}(?![\w.]\w)")
"""Four numbers, of which the last has two digits or more: "4.2.1.3" numbers a paragraph."""

WEB = re.compile(r"(?:https?://|www\.)[^\s<>()\"]+", re.IGNORECASE)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
CONTACT = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in (EMAIL, PHONE)))
"""What would let a reader get in touch with a person: e-mail addresses and telephone numbers."""

SIGNATURE_HEAD = re.compile(
    r"(?:your |full )?(?:signatures?|signed|sign(?: here)?|autograph|llofnod(?:ion)?|unterschrift(?:en)?|handtekening"
    r"|firma|podpis)(?: (?:of|by|here) .{1,30})?\W*",
    re.IGNORECASE,
)
"""What a column is called in which people sign."""

PETITION = re.compile(
    r"\b(?:petition\w*|undersigned|signator(?:y|ies)|deiseb|signed by|sign this|unterzeichn\w+|soussigné\w*)\b",
    re.IGNORECASE,
)
"""What a text says that people sign together."""

_SENT_IN = r"(?:responses?|submissions?|comments?|views|e-?mails?|letters?|messages?|reply|replies|objections?)\b"
_TAKEN_IN = r"(?:received|logged|noted|recorded|registered|acknowledged|filed|forwarded|passed (?:on|to)|considered)\b"
_COMES = (
    r" (?:(?:we|i|you|(?:the|our) \w+) )?(?:(?:has|have|had|was|were|is|been|now|just|safely|duly) )*"
    rf"(?:arrived|came|reached|sent|{_TAKEN_IN})"
    r"(?:(?! and\b(?! (?:will|shall|(?:has|have) been)\b)|, \D)[^;:.!?])*[.!]?$"
    r"| (?:wir|(?:bei )?uns|am|a|nous) (?:(?! (?:und|et) )[^,;:.!?])*"
    r"\b(?:erhalten|eingegangen|erreicht|reçue?|enregistrée?|transmise?)"
    r"(?: (?:haben|hat|ist|sind|wurde)| aux? [^,;:.!?]*)?[.!]?$"
)
"""What a clause says of a response that only has come: "which we received on Monday"."""

_TURNS = (
    r"\b(?:but|however|although|though|yet|because|never|not|aber|doch|jedoch|nicht|mais|ond"
    rf"|(?:which|that|(?<=, )(?:die|der|das)|qui)(?!{_COMES}))\b"
)
_REST = rf"(?![^.!?]*{_TURNS})[^.!?]{{0,120}}[.!]?$"
ACKNOWLEDGES = re.compile(
    rf"(?:(?:many )?thanks|thank you)(?: very much)?,?(?: for)? (?:your|this|the)\b[^.!?]{{0,60}}\b{_SENT_IN}{_REST}"
    rf"|[^.!?]{{0,60}}\byour {_SENT_IN}[^.!?]{{0,60}}\b(?:been|be|is|are|was|were) (?:(?!never|not)\w+ )?"
    rf"{_TAKEN_IN}{_REST}"
    r"|(?:we|i|this is to)(?: have| can| hereby)? (?:received?|acknowledge|confirm)\b"
    rf"[^.!?]{{0,80}}\b{_SENT_IN}{_REST}"
    r"|(?:(?:many )?thanks|thank you)(?: very much)? for (?:getting in touch|contacting (?:us|the)|writing(?: to us)?"
    rf"|responding|replying|taking part|your (?:time|interest|help))\b{_REST}"
    rf"|(?:your|the|a) (?:\w+ ){{0,2}}reference(?: number| no\.?)? (?:is|for)\b{_REST}"
    r"|(?:we|i|(?:a|one) (?:member )?of (?:the|our) team) (?:will|shall|aim to|hope to) (?:\w+ )?(?:reply|respond"
    rf"|get back|be in touch|contact you|write to you|let you know|consider (?:it|them|your)|read)\b{_REST}"
    rf"|(?:you|all respondents) will (?:hear|receive|be (?:contacted|told|informed))\b{_REST}"
    r"|(?:we|i)(?: have|['’]ve)(?: now)? (?:added|put|placed|included|entered|saved|shared|sent|passed|logged)"
    rf" (?:it|this|them|these|your)\b{_REST}"
    rf"|(?:it|this|these|they) (?:has|have) (?:now )?been (?:\w+ )?{_TAKEN_IN}{_REST}"
    r"|wir (?:haben|werden) (?:sie|diese|es|ihr\w*)\b[^.!?]{0,60}\b(?:erfasst|registriert|aufgenommen|weitergeleitet"
    r"|erhalten|geprüft|prüfen|auswerten|berücksichtigen|zur kenntnis genommen)\W*$"
    r"|nous (?:l['’]avons|les avons|avons)\b[^.!?]{0,60}\b(?:enregistré|transmis|reçu)\w*\W*$"
    r"|rydym (?:ni )?wedi (?:ei|eu|cofnodi|derbyn)\b[^.!?]{0,80}\W*$"
    r"|(?:(?:vielen|herzlichen|besten) dank|wir danken ihnen|danke)(?: sehr)? für (?:ihre?n?|die)\b"
    r"[^.!?]{0,60}\b(?:nachricht|e-?mail|stellungnahme|antwort|rückmeldung|zuschrift|eingabe|einwendung|schreiben)\b"
    rf"{_REST}"
    r"|(?:ihre?|wir haben ihre?) [^.!?]{0,40}\b(?:erhalten|eingegangen|aufgenommen|registriert)\W*$"
    r"|(?:merci|nous vous remercions)(?: beaucoup)? (?:pour|de) (?:votre|vos)\b"
    rf"[^.!?]{{0,60}}\b(?:message|courriel|réponse|contribution|avis|courrier|observations)\b{_REST}"
    r"|(?:nous avons bien reçu votre|votre)\b[^.!?]{0,60}\b(?:message|courriel|réponse|contribution|avis)\b"
    r"(?:[^.!?]{0,40}\b(?:reçue?|enregistrée?))?\W*$"
    r"|diolch(?: yn fawr)?(?: i chi)? am (?:eich|yr)\b[^.!?]{0,60}\b(?:ymateb|neges|e-?bost|llythyr|sylwadau)\b"
    rf"{_REST}",
    re.IGNORECASE,
)
"""A sentence by which whoever consults says that something has come; it answers nobody's question."""

_LOOK_ALIKES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u00ad": ""})


class Spanned(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


BEFORE_ITEM = ": "
"""What stands between a question and one of the items of which it was asked, in its key and in its words."""


class Span(NamedTuple):
    """A half-open stretch of text, in code points."""

    start: int
    end: int


def trim(text: str, start: int, end: int) -> Span:
    """Narrow a span until it neither begins nor ends with white space; an all-white span becomes empty at its start."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the lines between two offsets, each without its line end."""
    stop = len(text) if end is None else end
    while start < stop:
        newline = text.find("\n", start, stop)
        line_end = stop if newline < 0 else newline
        yield Span(start, line_end)
        start = line_end + 1


def words(text: str) -> list[str]:
    """Return the words of a text, in lower case, with straight apostrophes."""
    # Joined, so that thousands of short strings are not changed one by one; a word holds no space.
    word_texts = WORD.findall(text)
    return " ".join(word_texts).lower().replace("’", "'").split(" ") if word_texts else []


def count_words(text: str, spans: Iterable[Spanned]) -> int:
    """Count the words at the given places of a text."""
    return sum(len(words(text[span.start : span.end])) for span in spans)


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a list with spaces between them."""
    return frozenset(listed.split())


def normalise(text: str) -> str:
    """Return the normal form by which texts are compared, without case, spacing, emphasis and typographic variants."""
    if text.isascii():  # most texts: none of its characters has a variant
        folded_text = text.lower()
    else:
        folded_text = unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKES).casefold()
    return " ".join(folded_text.replace("*", "").replace("_", " ").split())


def keywords_of(cell: str) -> tuple[str, ...]:
    """Return the keywords that somebody has typed into one field, with commas, semicolons or line breaks between them.

    >>> keywords_of("pavement; crossing, lorries")
    ('pavement', 'crossing', 'lorries')
    """
    return tuple(keyword for keyword in map(one_line, re.split(r"[,;\r\n]", cell)) if keyword)


def one_line(text: str) -> str:
    """Return the text with a single space wherever it has white space, and none at its ends."""
    return " ".join(text.split())


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold anything, each as ``one_line`` has it."""
    return tuple(line for line in map(one_line, text.splitlines()) if line)


def is_prose(text: str) -> bool:
    """Return whether a text is somebody's sentence and not a menu, a heading or an address.

    >>> is_prose("We oppose the loading bay here."), is_prose("Home | News | Contact | About us | Log in | Search")
    (True, False)
    """
    word_count = len(words(text))
    return word_count >= LINE_WORDS or (
        word_count >= SENTENCE_WORDS and text.rstrip("*_\"'”’) \n").endswith((".", "!", "?", "…"))
    )


def is_wrapped(text: str) -> bool:
    """Return whether a paragraph's lines were ended by a program for their length, and not by its author.

    >>> is_wrapped("If you have any further questions, you may write to\\nme."), is_wrapped("Ann Lee\\n14 Weir Street")
    (True, False)
    """
    *full_lines, _ = text.splitlines() or [""]
    lengths = [len(line.strip()) for line in full_lines]
    return bool(lengths) and min(lengths) >= WRAPPED and max(lengths) - min(lengths) <= WRAPPED // 2


WRAPPED = 44
"""Characters of the shortest line that is full; lines of a letter differ by a long word, or half of that."""

SENTENCE_WORDS = 6
LINE_WORDS = 16
"""So many words are prose if they end as a sentence does, or in any case."""


def acknowledges(paragraphs: Iterable[str]) -> bool:
    """Return whether paragraphs only acknowledge receipt; names and greetings may stand by.

    >>> acknowledges(["Dear Hazel", "Thank you, your response has been logged.", "Pat Lowe"]), acknowledges(["Thanks."])
    (True, False)
    """
    sentences = [
        sentence
        for paragraph in paragraphs
        for sentence in re.split(r"(?<=[.!?])\s+", _DAY_DOT.sub("", " ".join(paragraph.split())))
    ]
    ended = [sentence for sentence in sentences if sentence.endswith((".", "!", "?"))]
    told = [sentence for sentence in ended if ACKNOWLEDGES.match(sentence)]
    is_brief = all(len(words(sentence)) <= LONG_LINE for sentence in sentences)
    return is_brief and bool(told) and all(each in told or _SAYS_NOTHING.fullmatch(each) for each in ended)


_DAY_DOT = re.compile(r"(?<=\d)\.(?=\d| (?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez))", re.IGNORECASE)
"""A full stop that ends no sentence: "am 3. März", "03.03.2026"."""

_SAYS_NOTHING = re.compile(
    r"(?i:(?:many |kind )?(?:thanks|thank you)(?: (?:again|very much|so much|for (?:this|that|it)))?|got it"
    r"|danke(?: schön)?|merci(?: beaucoup)?|diolch(?: yn fawr)?|(?:(?:kind|best|warm) )?regards"
    r"|(?:dear|hello|hi)(?: (?-i:[A-Z][a-z])[\w'’-]*){0,2})[.!]"
)
"""A thank-you or a greeting that ends like a sentence ("Hello Ann!"); a name that ends like one may be a demand."""

LONG_LINE = 30
"""Words of the longest line that says no more than who wrote, or that something has come."""


def plural(count: int, singular: str, many: str | None = None) -> str:
    """Return a count with its noun: ``plural(1, "point")`` is "1 point", ``plural(1200, "point")`` "1,200 points"."""
    return f"{count:,} {singular if count == 1 else many or singular + 's'}"


def whole_percent(part: float) -> int:
    """Return a share in whole per cent, a half rounded up, as official statistics do.

    >>> whole_percent(2 / 16), whole_percent(0.145), whole_percent(0.144)
    (13, 15, 14)
    """
    return whole(100 * part)


def whole(number: float) -> int:
    """Return a whole number, a half rounded up.

    >>> whole(2.5), whole(3.5), whole(2.4)
    (3, 4, 2)
    """
    return floor(round(number, 9) + 0.5)  # 14.499999999999998 is 14.5


def as_given(part: float) -> str:
    """Return a share as a person gave it, in per cent: 0.025 is "2.5%".

    >>> as_given(0.025), as_given(0.05)
    ('2.5%', '5%')
    """
    return f"{100 * part:g}%"


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


_ROMAN = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40),
    ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip
_ROMAN_NUMBER = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def roman_numeral(value: int) -> str:
    """Return a number in small Roman figures, or nothing for 0 and less."""
    figures = ""
    for figure, figure_value in _ROMAN:
        repetitions, value = divmod(max(value, 0), figure_value)
        figures += figure * repetitions
    return figures


def roman_value(figures: str) -> int:
    """Return the value of a number in small Roman figures, or 0 if it is not written as one.

    >>> roman_value("xiv"), roman_value("iiv")
    (14, 0)
    """
    if not _ROMAN_NUMBER.fullmatch(figures):
        return 0
    unread, value = figures, 0
    for figure, figure_value in _ROMAN:
        while unread.startswith(figure):
            unread, value = unread[len(figure) :], value + figure_value
    return value
