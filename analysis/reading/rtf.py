"""RTF: the paragraphs of the file, with the numbers that Word wrote into it for programs that cannot count.

The characters are decoded with striprtf's tables; it gives no notes, no numbers apart from the text and no reason for
what it leaves out, so the walk through the groups is our own. It keeps its own stack: nesting cannot exhaust ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from striprtf.striprtf import charset_map, destinations, specialchars

from analysis.model import BlockKind, Document, Omitted, Skipped
from analysis.reading.blocks import Piece, assemble
from analysis.reading.omission_reasons import CHOICES, DELETED, DESCRIPTION, DRAWN, EMBEDDED, HIDDEN, PICTURE, PROMPT
from analysis.reading.read_settings import ReadSettings
from analysis.reading.rtf_flow import READERS_SIGNS, Flow, NoteNumbers, joined_text
from analysis.reading.rtf_styles import FormField, RtfStyles
from analysis.reading.struck_choices import STRUCK, UNSTRUCK
from analysis.reading.symbol_fonts import shown
from analysis.reading.tracked_insertions import INSERTED, UNINSERTED
from analysis.reading.word_paragraphs import as_furniture, finished, note_pieces

DEEPEST = 10_000
"""Open groups; Word nests some twenty."""

DAMAGED = "the file is damaged and cannot be read; open it in Word, save it as .docx and add that"
CUT_OFF = "the file ends in the middle, and what came after is missing; ask the sender for it again"

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)"
)
_PLAIN = re.compile(r"[^\\{}]*")

_NOTES = {"footnote": BlockKind.NOTE, "annotation": BlockKind.COMMENT}
_MARGINS = {f"{part}{page}" for part in ("header", "footer") for page in ("", "f", "l", "r")}
_NUMBERS = {"listtext", "pntext"}
_OPENED = {
    *_NOTES,
    *_MARGINS,
    *_NUMBERS,
    "shp",
    "shpinst",
    "shptxt",
    "sp",
    "upr",
    "ud",
    "fldrslt",
    "fonttbl",
    "stylesheet",
    "nesttableprops",
}
"""Groups into which we look, though they are no part of the line in which they stand."""

_VALUES = {
    **dict.fromkeys(("sn", "sv", "fldinst")), "ffl": CHOICES,
    **dict.fromkeys(("ffdeftext", "ffhelptext", "ffstattext"), PROMPT),
}  # fmt: skip
"""Groups that hold the name or value of a drawing's property, and the words of a form's field that it does not show."""

_PROPERTIES = {"wzDescription": DESCRIPTION, "gtextUNICODE": DRAWN}
_UNREAD = {"pict": PICTURE, "object": EMBEDDED, "objemb": EMBEDDED, "do": DRAWN}
"""Groups of bytes: what a picture or an object shows as text stands in it again, for programs that cannot open it."""

_CHARACTERS = {**specialchars, "_": "-", "-": "", "~": " ", "zwj": "", "zwnj": ""}
_CODE_PAGES = {*charset_map.values(), "cp65001"}
_CHARACTER_PROPERTIES = {
    "v": "hidden", "deleted": "deleted", "revised": "inserted", "strike": "struck", "striked": "struck", "plain": ""
}  # fmt: skip
"""Control words, each with the property of the state that it turns on or off; "plain" turns off all of them."""

_BREAKS: dict[str, Callable[[Flow], None]] = {
    **dict.fromkeys(("par", "sect", "page", "column"), Flow.end_paragraph),
    "cell": Flow.end_cell, "row": Flow.end_row, "nestcell": Flow.end_nested_cell, "nestrow": Flow.end_nested_row,
}  # fmt: skip
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX|TOA)\b")
_WITHOUT_SIGNS = dict.fromkeys(map(ord, READERS_SIGNS))


@dataclass(slots=True)
class _State:
    """The state of one group, which ends with it."""

    flow: Flow
    skipped: bool = False
    numbering: bool = False
    fonts: bool = False
    styles: bool = False
    nested: bool = False
    lists_contents: bool = False
    endnote: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    struck: bool = False
    bytes_told: bool = False
    font: str = ""
    after_unicode: int = 1


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | Skipped]:
    """Read an RTF file."""
    group_walk = _Walk()
    try:
        group_walk.take(content.decode("latin-1"))
        pieces = group_walk.close()
    except Exception:  # whatever a damaged file holds where a number or a name should stand
        yield Skipped(name, DAMAGED)
        return
    if not content.lstrip().startswith(b"{\\rtf") or not pieces:
        yield Skipped(name, DAMAGED)
        return
    document_text, blocks = assemble(finished(pieces))
    yield Document(name, document_text, blocks, tuple(group_walk.omitted), "application/rtf")
    if group_walk.open_groups > 1:  # many programs forget the last brace
        yield Skipped(name, CUT_OFF)


class _Walk:
    """A walk through the groups of a file, which collects their pieces."""

    def __init__(self) -> None:
        self.omitted: list[Omitted] = []
        self.open_groups = 0
        self._main = Flow()
        self._state = _State(self._main)
        self._stack: list[_State] = []
        self._margins: list[Piece] = []
        self._encoding = "cp1252"
        self._encodings, self._fonts = dict[str, str](), dict[str, str]()
        self._bytes = bytearray()
        self._aside: list[tuple[str, str]] = []  # (reason, words) that are not shown
        self._to_pass = 0  # characters that only repeat the last Unicode one
        self._fresh = self._starred = False  # whether a group has just been opened, and with a star
        self._styles = RtfStyles()
        self._instruction, self._notes = "", NoteNumbers()
        self._ended, self._property = False, ""
        self._field = FormField()

    def close(self) -> list[Piece]:
        """Return all pieces in order, headers and footers last, each once."""
        self.open_groups = len(self._stack)
        while self._stack:
            self._leave()
        pieces = self._main.close()
        self._set_aside()
        return pieces + list({piece.text: piece for piece in self._margins}.values())

    def take(self, file_text: str) -> None:
        """Walk through the whole file."""
        offset = 0
        while (token_match := _TOKEN.match(file_text, offset)) and not self._ended:
            offset = token_match.end()
            control_word, control_value, hex_code, control_sign, brace, plain_words = token_match.groups()
            if self._bytes and not hex_code:
                self._decode()
            if control_word == "bin":
                offset += max(0, int(control_value or 0))
            elif control_word:
                self._word(control_word, int(control_value) if control_value else None)
            elif brace:
                self._enter() if brace == "{" else self._leave()
            elif hex_code:
                self._code(hex_code)
            elif control_sign:
                self._sign(control_sign)
            elif plain_words:
                self._words(plain_words)
            if self._state.skipped:  # pictures are long
                plain_match = _PLAIN.match(file_text, offset)
                offset = plain_match.end() if plain_match else offset

    # --- groups ---

    def _enter(self) -> None:
        if len(self._stack) >= DEEPEST:
            raise ValueError("too many open groups")
        self._stack.append(self._state)
        self._state = replace(self._state)
        self._fresh, self._starred, self._to_pass = True, False, 0

    def _leave(self) -> None:
        self._decode()
        self._fresh, self._to_pass = False, 0
        if not self._stack:
            return
        inner_state, self._state = self._state, self._stack.pop()
        if inner_state.flow is not self._state.flow:
            self._end_flow(inner_state.flow, self._state.flow)
        self._ended = not self._stack

    def _end_flow(self, flow: Flow, around: Flow) -> None:
        flow_pieces = flow.close()
        if flow.kind is BlockKind.FURNITURE:
            self._margins += map(as_furniture, flow_pieces)
        elif flow.kind is None:
            self._take_value(flow.number, "\n".join(piece.text for piece in flow_pieces))
        elif flow.kind in (BlockKind.COMMENT, BlockKind.NOTE):
            around.after += note_pieces(flow.kind, flow.number, flow_pieces)
        else:
            around.after += flow_pieces

    def _take_value(self, word: str, value_text: str) -> None:
        """Take in a property's name, or list a value."""
        reason = _PROPERTIES.get(self._property) if word == "sv" else _VALUES[word]
        if word == "fldinst":
            self._instruction = value_text
        elif word == "sn":
            self._property = value_text
        elif reason and value_text:
            self._field.entries += [value_text] if word == "ffl" else []
            self.omitted.append(Omitted(value_text, reason))

    def _destination(self, word: str) -> None:
        """Take in the word that says what a group is for."""
        group_state = self._state
        if word in _VALUES:
            group_state.flow, group_state.skipped = Flow(None, word), False
        elif word in _NUMBERS:
            group_state.numbering = True
            group_state.flow.label.clear()
        elif word in _MARGINS:
            group_state.flow = Flow(BlockKind.FURNITURE)
        elif word in _NOTES:
            group_state.flow = Flow(_NOTES[word], tables=self._main.tables)
        elif word == "shptxt":
            group_state.flow = Flow(tables=self._main.tables)
        elif word == "nesttableprops":
            group_state.nested = True
        elif word in ("upr", "ud"):
            group_state.skipped = word == "upr"
        elif word == "fldrslt":
            self._say(self._field.shown())
            group_state.lists_contents |= _CONTENTS.match(self._instruction) is not None
        elif word in ("fonttbl", "stylesheet"):
            group_state.fonts, group_state.styles = word == "fonttbl", word == "stylesheet"
        elif word in destinations or self._starred:
            group_state.skipped = group_state.skipped or word not in _OPENED

    # --- words and signs ---

    def _word(self, word: str, value: int | None) -> None:
        self._to_pass = 0
        group_state = self._state
        if self._fresh:
            self._begin_group(word)
        self._field.take(word, value)
        if group_state.skipped:
            return
        if word == "u" and value is not None:
            self._say(chr(value % 0x10000))
            self._to_pass = group_state.after_unicode
        elif word == "uc":
            group_state.after_unicode = min(max(value or 0, 0), 10)
        elif word in ("f", "fcharset", "ansicpg"):
            self._font(word, value)
        elif word in _CHARACTER_PROPERTIES:
            self._character_property(word, value != 0)
        elif word in _BREAKS:
            self._end(word)
        elif word in _CHARACTERS:
            self._say(_CHARACTERS[word])
        else:
            self._paragraph_property(word, value)

    def _begin_group(self, word: str) -> None:
        self._fresh = False
        self._look_for_bytes(word)
        if not self._state.skipped or word == "ud" or word in _VALUES:
            self._destination(word)

    def _look_for_bytes(self, word: str) -> None:
        """List a group that holds a picture or an object; what is in it again shows the same."""
        group_state = self._state
        if word in _UNREAD and not group_state.bytes_told:
            self.omitted.append(Omitted("", _UNREAD[word]))
        group_state.bytes_told = group_state.bytes_told or word in _UNREAD or word == "nonshppict"

    def _font(self, word: str, value: int | None) -> None:
        group_state = self._state
        if word == "ansicpg":
            self._encoding = f"cp{value}" if f"cp{value}" in _CODE_PAGES else "cp1252"
        elif word == "f":
            group_state.font = str(value)
        elif group_state.fonts:
            self._encodings[group_state.font] = charset_map.get(value, "") if value else ""

    def _character_property(self, word: str, on: bool) -> None:
        group_state = self._state
        if word == "plain":
            group_state.hidden = group_state.deleted = group_state.inserted = group_state.struck = False
        else:
            setattr(group_state, _CHARACTER_PROPERTIES[word], on)

    def _paragraph_property(self, word: str, value: int | None) -> None:
        group_state = self._state
        if group_state.numbering:  # the number's own formatting is not the paragraph's
            return
        if group_state.styles:
            self._styles.take(word, value)
        elif word == "s":
            group_state.flow.style_heading, group_state.flow.is_contents = self._styles.of(value or 0)
        elif word in ("trowd", "cellx"):
            group_state.flow.edge(value if word == "cellx" else None, group_state.nested)
        elif word == "pard":
            group_state.flow.reset()
        elif word == "intbl":
            group_state.flow.in_table = True
        elif word == "ilvl":
            group_state.flow.level = min(max(value or 0, 0), 9)
        elif word == "outlinelevel":
            group_state.flow.heading = (value or 0) + 1 if 0 <= (value or 0) < 9 else 0
        elif word == "itap":
            group_state.flow.depth = value or 1
        elif word == "ftnalt":
            group_state.endnote = True
        elif word == "chftn" and group_state.flow.kind is BlockKind.NOTE and not group_state.flow.number:
            group_state.flow.number = self._notes.next(group_state.endnote)
        else:
            self._notes.set_format(word)

    def _end(self, word: str) -> None:
        open_flow = self._state.flow
        if self._state.deleted:
            return  # the mark is deleted, and the paragraphs are one
        self._set_aside()
        _BREAKS[word](open_flow)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
            return
        self._fresh, self._to_pass = False, 0
        if sign in "\r\n":
            self._end("par")
        elif sign in _CHARACTERS:
            self._say(_CHARACTERS[sign])

    def _code(self, code: str) -> None:
        self._fresh = False
        if self._to_pass:
            self._to_pass -= 1
        elif not self._state.skipped:
            self._bytes += bytes.fromhex(code)

    def _words(self, words: str) -> None:
        passed = min(self._to_pass, len(words))
        self._to_pass -= passed
        self._fresh = False
        self._say(words[passed:].encode("latin-1").decode(self._encoding, "replace") if words[passed:] else "")

    def _decode(self) -> None:
        """Take in the bytes that were written as codes."""
        encoding = self._encodings.get(self._state.font) or self._encoding
        content, self._bytes = bytes(self._bytes), bytearray()
        if content:
            self._say(content.decode(encoding, "replace"))

    def _say(self, text: str) -> None:
        group_state = self._state
        if group_state.fonts and not group_state.skipped:
            self._fonts[group_state.font] = self._fonts.get(group_state.font, "") + text
        if group_state.styles and not group_state.skipped:
            self._styles.say(text)
        if group_state.skipped or group_state.fonts or group_state.styles or not text:
            return
        text = shown(self._fonts.get(group_state.font, "").partition(";")[0], text)
        text = text.translate(_WITHOUT_SIGNS)
        if group_state.deleted or group_state.hidden:
            self._aside.append((DELETED if group_state.deleted else HIDDEN, text))
        else:
            if group_state.struck and not group_state.numbering:
                text = f"{STRUCK}{text}{UNSTRUCK}"
            if group_state.inserted and not group_state.numbering:
                text = f"{INSERTED}{text}{UNINSERTED}"
            group_state.flow.lists_contents |= group_state.lists_contents
            (group_state.flow.label if group_state.numbering else group_state.flow.words).append(text)

    def _set_aside(self) -> None:
        """List what was not shown since the last paragraph."""
        for reason in (DELETED, HIDDEN):
            aside_text = joined_text([words for aside_reason, words in self._aside if aside_reason == reason])
            if aside_text:
                self.omitted.append(Omitted(aside_text, reason))
        self._aside.clear()
