"""The words of one paragraph of a Word file: what Word shows of its runs, and what it holds back and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element as Element

from analysis.model import Omitted
from analysis.reading.docx.package import R, W, integer, switch, value
from analysis.reading.docx.styles import Chain, Styles, is_hidden
from analysis.reading.omission_reasons import DELETED, DRAWN, HIDDEN, PROMPT, PRONUNCIATION
from analysis.reading.struck_choices import LIT, STRUCK, UNLIT, UNSTRUCK, box_highlighted
from analysis.reading.symbol_fonts import shown, sign
from analysis.reading.tracked_insertions import INSERTED, UNINSERTED
from analysis.reading.word_paragraphs import LAYOUT_ONLY

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = f"{MC}AlternateContent"
DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
CHECK_BOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"

_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
"""Elements that stand for one character; a soft hyphen stands for none, since its word is whole."""

_UNSEEN = frozenset(
    f"{W}{tag}" for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "fldData", "ffData", "pgNum", "softHyphen")
)
_REMOVED = frozenset((f"{W}del", f"{W}moveFrom"))
_ADDED = frozenset((f"{W}ins", f"{W}moveTo"))
_NOTE_CALLS = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}

INSTRUCTION = 100
"""Characters of a field's instruction that are looked at; its name comes first."""

_CONTENTS = re.compile(r"\s*(?:TOC|INDEX|TOA)\b")
_AUTONUM = re.compile(r"\s*AUTONUM(?:LGL)?\b")
_LISTNUM = re.compile(
    r"""\s*LISTNUM\b(?:\s+(?:"(?P<quoted>[^"]*)"|(?P<name>[^\s\\"]+)))?(?P<switches>[^"]*)$""", re.IGNORECASE
)
_SWITCH = re.compile(r"\\([ls])\s*\"?(\d{1,5})", re.IGNORECASE)

LIST_NUMBER = "\x00"
"""Where the number of a LISTNUM field goes; XML cannot hold this sign, so no text has it."""


class ListNumber(NamedTuple):
    """A LISTNUM field: the list that it names (""), its level (0 is the outermost), and the number it begins with."""

    name: str
    level: int | None
    start: int | None


@dataclass(slots=True)
class Content:
    """The content of one paragraph; ``hides`` is whether some of its text is hidden.

    Tied to it are ``boxes``, its text boxes, ``notes``, each a (part, id), ``comments``, by their ids, and the fields
    ``list_numbers``, whose numbers go where ``LIST_NUMBER`` stands.
    """

    text: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    list_numbers: list[ListNumber] = field(default_factory=list)
    contents: bool = False
    hides: bool = False

    def before(self, other: Content) -> Content:
        """Merge this content and the next paragraph's into one."""
        return Content(
            self.text + other.text,
            self.notes + other.notes,
            self.boxes + other.boxes,
            self.comments + other.comments,
            self.list_numbers + other.list_numbers,
            self.contents or other.contents,
            self.hides or other.hides,
        )


@dataclass(slots=True)
class _Field:
    """An open field: what it is told to do, whether its result has begun, and whether that is a list of contents."""

    instruction: str = ""
    shows: bool = False
    lists: bool = False


class ParagraphReader:
    """A reader of one story's paragraphs in order; fields may begin in one and end in another."""

    def __init__(self, root: Element, styles: Styles, omitted: list[Omitted]) -> None:
        """Begin a story; what its paragraphs hold back is added to ``omitted``."""
        self._styles, self._omitted = styles, omitted
        self._unended = _unended(root)
        self._fields: list[_Field] = []
        self._hiding, self._listing = 0, 0  # how many of the open fields hide what is in them, or list contents
        self._automatic = 0
        self._font = ""
        self._begin(())

    def read(self, paragraph: Element, chain: Chain, reason: str | None = None) -> Content:
        """Return the content of the next paragraph; with a ``reason``, all of it is held back."""
        self._begin(chain)
        control = next(paragraph.iterancestors(f"{W}sdt"), None)
        if control is not None and reason is None and is_choice(control):
            self._add("☒ ", None)
        self._take(paragraph, reason)
        self._content.text = box_highlighted("".join(self._shown))
        for held_reason, held_texts in self._held:
            held_text = "".join(held_texts).strip()
            self._content.hides |= held_reason == HIDDEN and held_text != ""
            if held_text:
                self._omitted.append(Omitted(held_text, held_reason))
        return self._content

    def _begin(self, chain: Chain) -> None:
        self._chain, self._hidden = chain, is_hidden(None, chain)
        self._content = Content()
        self._shown: list[str] = []
        self._held: list[tuple[str, list[str]]] = []

    def _take(self, parent: Element, reason: str | None) -> None:
        for element in parent:
            tag_name = element.tag
            if tag_name == f"{W}r":
                self._run(element, reason or self._hidden_run(element))
            elif tag_name in (f"{W}t", f"{MATH}t"):
                self._add(shown(self._font, element.text or "") if self._font else element.text or "", reason)
            elif tag_name in _SIGNS:
                self._add(_SIGNS[tag_name], reason)
            elif tag_name in _REMOVED:
                self._take(element, reason or DELETED)
            elif tag_name in _ADDED:
                self._take_between(element, INSERTED, UNINSERTED, reason)
            elif tag_name == ALTERNATE:
                self._take(readable_version(element), reason)
            elif tag_name not in _UNSEEN:
                self._take_other(element, tag_name, reason)

    def _run(self, run: Element, reason: str | None) -> None:
        properties = run.find(f"{W}rPr")
        fonts = None if properties is None else properties.find(f"{W}rFonts")
        self._font = "" if fonts is None else fonts.get(f"{W}ascii") or ""
        if properties is not None and (switch(properties, "strike") or switch(properties, "dstrike")):
            self._take_between(run, STRUCK, UNSTRUCK, reason)
        elif properties is not None and value(properties, "highlight") not in (None, "", "none", "white"):
            self._take_between(run, LIT, UNLIT, reason)
        else:
            self._take(run, reason)
        self._font = ""

    def _take_between(self, element: Element, opening: str, closing: str, reason: str | None) -> None:
        """Take in an element's text, what is shown of it between two signs."""
        is_shown = reason is None and not self._hiding
        self._add(opening if is_shown else "", reason)
        self._take(element, reason)
        self._add(closing if is_shown else "", reason)

    def _take_other(self, element: Element, tag_name: str, reason: str | None) -> None:
        if tag_name == f"{W}fldChar":
            self._field(element, reason)
        elif tag_name == f"{W}instrText":
            if self._fields and len(self._fields[-1].instruction) < INSTRUCTION:
                self._fields[-1].instruction += (element.text or "")[:INSTRUCTION]
        elif tag_name == f"{W}fldSimple" and reason is None and next(element.iter(f"{W}t"), None) is None:
            self._compute((element.get(f"{W}instr") or "")[:INSTRUCTION])
        elif tag_name == f"{W}rt":
            self._take(element, reason or PRONUNCIATION)
        elif tag_name == f"{W}delText":
            self._add(element.text or "", reason or DELETED)
        elif tag_name == f"{W}sym":
            self._add(_symbol(element), reason)
        elif tag_name in _NOTE_CALLS:
            self._call(element, tag_name, reason)
        elif tag_name == f"{W}commentReference":
            self._content.comments.append(element.get(f"{W}id") or "")
        elif tag_name == f"{W}txbxContent":
            self._box(element, reason)
        elif tag_name == DRAWN_TEXT:
            self._add(element.text or "", reason or DRAWN)
        elif tag_name == f"{W}sdt":
            self._control(element, reason)
        else:
            self._take(element, reason)

    def _control(self, element: Element, reason: str | None) -> None:
        """Take in a content control: its text, a prompt, or a box, whose sign may be one of a font that is not ours."""
        properties = element.find(f"{W}sdtPr")
        check_box = None if properties is None else properties.find(CHECK_BOX)
        if check_box is not None:
            is_checked = check_box.find("{*}checked")
            value_text = "0" if is_checked is None else next(iter(is_checked.attrib.values()), "1")
            self._add("☐" if value_text in ("0", "false") else "☒", reason)
        else:
            reason = reason or (PROMPT if switch(properties, "showingPlcHdr") else None)
            self._add("☒ " if reason is None and is_choice(element) else "", reason)
            self._take(element, reason)

    def _add(self, run_text: str, reason: str | None) -> None:
        if not run_text:
            return
        reason = reason or (HIDDEN if self._hiding else None)
        run_text = run_text if run_text.isascii() else run_text.translate(LAYOUT_ONLY)
        if reason is None:
            self._shown.append(run_text)
            self._held.append(("", []))
            self._content.contents |= self._listing > 0
        elif self._held and self._held[-1][0] == reason:
            self._held[-1][1].append(run_text)
        else:
            self._held.append((reason, [run_text]))

    def _hidden_run(self, run: Element) -> str | None:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return HIDDEN if self._hidden else None
        style_id = value(properties, "rStyle")
        style_chain = self._styles.chain(style_id) if style_id else ()
        return HIDDEN if is_hidden(switch(properties, "vanish"), style_chain, self._chain) else None

    def _field(self, element: Element, reason: str | None) -> None:
        character_type = element.get(f"{W}fldCharType")
        if character_type == "begin" and element not in self._unended:
            self._add(_form_field(element), reason)
            self._fields.append(_Field())
            self._hiding += 1
        elif character_type == "separate" and self._fields:
            self._show(self._fields[-1])
        elif character_type == "end" and self._fields:
            ended_field = self._fields.pop()
            is_empty = not ended_field.shows
            self._show(ended_field)
            self._listing -= ended_field.lists
            if is_empty and reason is None:
                self._compute(ended_field.instruction)

    def _compute(self, instruction: str) -> None:
        """Add the result of a field for which Word stores none."""
        list_field = _LISTNUM.match(instruction)
        if _AUTONUM.match(instruction):
            self._automatic += 1
            self._add(f"{self._automatic}. ", None)
        elif list_field:
            switches = {key.lower(): int(number) for key, number in _SWITCH.findall(list_field["switches"])}
            level = switches["l"] - 1 if "l" in switches else None
            list_name = list_field["quoted"] or list_field["name"] or ""
            self._content.list_numbers.append(ListNumber(list_name, level, switches.get("s")))
            self._add(LIST_NUMBER, None)

    def _show(self, opened: _Field) -> None:
        """Show a field's result from here on."""
        if not opened.shows:
            opened.shows = True
            opened.lists = _CONTENTS.match(opened.instruction) is not None
            self._hiding -= 1
            self._listing += opened.lists

    def _call(self, element: Element, tag_name: str, reason: str | None) -> None:
        if reason is None:
            # A mark of the author's own stands in the text already, in the paragraph and in the note.
            mark_prefix = "own " if (element.get(f"{W}customMarkFollows") or "0") not in ("0", "false") else ""
            self._content.notes.append((mark_prefix + _NOTE_CALLS[tag_name], element.get(f"{W}id") or ""))

    def _box(self, element: Element, reason: str | None) -> None:
        if reason is None:
            self._content.boxes.append(element)
        else:
            self._add(" ".join(stored_paragraphs(element)), reason)


def is_choice(control: Element) -> bool:
    """Return whether a content control holds what was chosen from its list, and nothing else."""
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    if properties is None or content is None or len(content.findall(f".//{W}p")) > 1:
        return False
    chosen = "".join(element.text or "" for element in content.iter(f"{W}t")).strip()
    offered = [item.get(f"{W}displayText") or item.get(f"{W}value") for item in properties.iter(f"{W}listItem")]
    return chosen != "" and (properties.find(f"{W}dropDownList") is not None or chosen in offered)


_STORED = (f"{W}t", f"{W}delText", f"{MATH}t", DRAWN_TEXT)


def stored_paragraphs(element: Element) -> Iterator[str]:
    """Yield the stored text of each paragraph below an element, shown or not."""
    for paragraph in element.iter(f"{W}p", f"{MATH}oMathPara"):
        paragraph_text = "".join(element.text or "" for element in paragraph.iter(*_STORED)).strip()
        if paragraph_text:
            yield paragraph_text


def readable_version(alternate: Element) -> Element:
    """Return, of content saved in several versions, the one that every program understands, if it has text."""
    fallback = alternate.find(f"{MC}Fallback")
    choice = alternate.find(f"{MC}Choice")
    if choice is None or (fallback is not None and next(fallback.iter(f"{W}t"), None) is not None):
        return alternate if fallback is None else fallback
    return choice


def _unended(root: Element) -> frozenset[Element]:
    """Return the fields that begin and never end: damage, by which no text may be lost."""
    open_fields: list[Element] = []
    for element in root.iter(f"{W}fldChar"):
        character_type = element.get(f"{W}fldCharType")
        if character_type == "begin":
            open_fields.append(element)
        elif character_type == "end" and open_fields:
            open_fields.pop()
    return frozenset(open_fields)


def _form_field(begin: Element) -> str:
    """Return what an old-style form field shows that stands in no run: its tick box, or the choice from its list."""
    tick_box = begin.find(f"{W}ffData/{W}checkBox")
    if tick_box is not None:
        is_checked = switch(tick_box, "checked")
        return "☒" if (bool(switch(tick_box, "default")) if is_checked is None else is_checked) else "☐"
    choices = begin.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [list_entry.get(f"{W}val") or "" for list_entry in choices.iterchildren(f"{W}listEntry")]
    result = integer(value(choices, "result"))
    picked_index = result or 0
    shown_entry = entries[picked_index] if 0 <= picked_index < len(entries) else ""
    return f"{'☐' if result is None else '☒'} {shown_entry}" if shown_entry.strip() else ""


def _symbol(element: Element) -> str:
    """Return a sign given by its place in a font of signs; bullets stand for those that only decorate."""
    hex_code = element.get(f"{W}char") or ""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,4}", hex_code):
        return ""
    code_point = int(hex_code, 16)
    if not 0xF000 <= code_point <= 0xF0FF:
        return "" if code_point < 0x20 or 0xD800 <= code_point < 0xE000 else chr(code_point)
    return sign(element.get(f"{W}font") or "", code_point)


def relation(element: Element) -> str:
    """Return the id of the part that an element refers to."""
    return element.get(f"{R}id") or ""
