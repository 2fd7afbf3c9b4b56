"""Whether every part of a container is read or listed: each file's own parts, walked without the project's readers.

A part is a paragraph, a cell, a field, a description or a comment of a container, or a member without words (a picture,
an embedded file). It is accounted for if its letters stand in what was read or in what was left out with a reason; a
member without words, if the file it is in lists as many. The files are all shared ones, and 100 made up with a fixed
seed in ten formats, with words in the corners that each format has.
"""

from __future__ import annotations

import email
import email.policy
import io
import random
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl
import pypdfium2
from lxml import etree, html

from analysis.model import Document, EmbeddedFile, Skipped
from analysis.reading import ReadSettings, media_type, read
from benchmarks.data import SHARED
from benchmarks.made_containers import made_files

DEEPEST = 4
SEED = 20261129
MADE = 100

_TEXT = re.compile(r"\{[^}]*\}(?:p|h|si|is|annotation)$")
_QUIET = re.compile(
    r"(?:\[content_types\]\.xml|(?:.*/)?_rels/.*|docprops/.*|customxml/.*|.*/|mimetype|meta-inf/.*"
    r"|(?:word|xl|ppt)/(?:styles|settings|websettings|fonttable|numbering|theme/.*|calcchain|metadata|sheetmetadata|people"
    r"|commentsextended|commentsids|commentsextensible|workbook|styleswitheffects|stylesextended|glossary/.*)[\w.]*"
    r"|styles\.xml|settings\.xml|manifest\.rdf|meta\.xml|configurations2/.*|thumbnails/.*|xl/printersettings/.*)",
    re.IGNORECASE,
)
"""Members that carry nothing that an author wrote."""


@dataclass(frozen=True)
class Walked:
    """What a file holds by its own walk: texts, and how many members without words."""

    texts: list[str]
    members: int = 0


@dataclass(frozen=True)
class Told:
    """What was read of a file: all letters of it, how much was listed without words, and whether it was refused."""

    letters: str
    wordless: int
    refused: bool


def main() -> None:
    """Print for each format how many parts were walked and how many are neither read nor listed."""
    files = [
        (path.name, path.read_bytes()) for path in sorted(SHARED.rglob("*")) if path.is_file() and _is_input(str(path))
    ]
    made = list(made_files(random.Random(SEED), MADE))
    print(f"{len(files)} shared files and {len(made)} made up; parts by format.\n")
    print("| format | files | parts | neither read nor listed |\n|---|---|---|---|")
    counts: Counter[tuple[str, str]] = Counter()
    missing: list[str] = []
    for name, content, held in (*((*file, []) for file in files), *made):
        kind = media_type(content, name).rpartition("/")[2].rpartition(".")[2]
        walked, told = walk(content, name), tell(content, name)
        walked = Walked([*walked.texts, *held], walked.members)
        lost = [] if told.refused else [text for text in walked.texts if not _is_told(text, told)]
        uncounted = 0 if told.refused else max(0, walked.members - told.wordless)
        counts[kind, "files"] += 1
        counts[kind, "parts"] += len(walked.texts) + walked.members
        counts[kind, "lost"] += len(lost) + uncounted
        missing += [f"{name}: {' '.join(text.split())[:100]}" for text in lost]
        missing += [f"{name}: {uncounted} members without words"] if uncounted else []
    for kind in sorted({kind for kind, _ in counts}):
        print(f"| {kind} | {counts[kind, 'files']} | {counts[kind, 'parts']:,} | {counts[kind, 'lost']} |")
    print("".join(f"\n- {line}" for line in missing))


def _is_input(path: str) -> bool:
    return re.search(r"/(?:cases|seeds|data/documents)/", path) is not None and not path.endswith(
        ("expected.md", ".json")
    )


MOST_PIECES, SHORTEST_PIECE = 4, 6


def _is_told(text: str, told: Told) -> bool:
    """Return whether the letters of a text were told, in so many pieces: a label and what was typed stand apart."""
    rest, pieces = letters(text.rpartition(":")[2] if text.count(":") == 1 else text), 0
    while rest and pieces < MOST_PIECES:
        low, high = 0, len(rest)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if rest[:middle] in told.letters else (low, middle - 1)
        if low < min(SHORTEST_PIECE, len(rest)):
            return False
        rest, pieces = rest[low:], pieces + 1
    return not rest


def letters(text: str) -> str:
    """Return the letters and figures of a text alone, as they are compared: no reader promises spaces or hyphens."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def tell(content: bytes, name: str, depth: int = 0) -> Told:
    """Return what the project's readers say of a file, with the files in it."""
    texts, wordless, results = [], 0, list(read(content, name, ReadSettings()))
    for result in results:
        if isinstance(result, Document):
            texts += [
                result.name,
                result.text,
                *(one.text for one in result.omitted),
                *(one.reason for one in result.omitted),
            ]
            texts += [str(result.respondent)]
            wordless += sum(not one.text for one in result.omitted)
        elif isinstance(result, EmbeddedFile):
            wordless += 1
            if depth < DEEPEST:
                inner = tell(result.content, result.name, depth + 1)
                texts.append(inner.letters)
                wordless += inner.wordless
        elif isinstance(result, Skipped):
            texts += [result.name, result.reason]
            wordless += 1
    refused = not any(isinstance(result, Document | EmbeddedFile) for result in results)
    return Told(letters("\n".join(texts)), wordless, refused)


def walk(content: bytes, name: str) -> Walked:
    """Return what a container holds, by its own kind of walk; a text that is no container holds its lines."""
    kind = media_type(content, name)
    walker = next((walk_kind for part, walk_kind in _WALKS.items() if part in kind), _lines)
    return walker(content)


def _zip(content: bytes) -> Walked:
    texts, members = [], 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            if _QUIET.fullmatch(member):
                continue
            data = archive.read(member)
            if member.lower().endswith((".xml", ".xhtml", ".html")):
                texts += _xml_texts(data)
            elif not member.endswith("/"):
                members += 1
    return Walked(texts, members)


def _spreadsheet(content: bytes) -> Walked:
    if b"xl/workbook" not in content:
        return _zip(content)
    texts, members = [], 0
    for sheet in openpyxl.load_workbook(io.BytesIO(content), data_only=True):
        rows = [row for row in sheet.iter_rows() if any(cell.value is not None for cell in row)]
        hidden = [row for row in rows if sheet.row_dimensions[row[0].row].hidden]
        members += (sheet.sheet_state != "visible") or bool(hidden)
        members += any(cell.comment for row in rows for cell in row) + bool(sheet.oddFooter.center.text)
        shown = [row for row in rows if row not in hidden] if sheet.sheet_state == "visible" else []
        texts += [str(cell.value) for row in shown for cell in row if isinstance(cell.value, str)]
    return Walked([text for text in texts if letters(text)], members)


def _xml_texts(data: bytes) -> list[str]:
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False, recover=True))
    if root is None:
        return []
    runs: dict[etree._Element, list[str]] = {}
    for node in root.iter():
        if not isinstance(node.tag, str) or _is_instruction(node):
            continue
        around = [node, *node.iterancestors()]
        paragraph = next((each for each in around if _TEXT.match(str(each.tag))), None)
        deleted = next((each for each in around if str(each.tag).endswith(("}del", "}moveFrom"))), None)
        if paragraph is not None:
            runs.setdefault(paragraph if deleted is None else deleted, []).append(node.text or "")
            above = node.getparent()
            if node is not paragraph and above is not None:
                runs[paragraph if deleted is None else deleted].append(node.tail or "")
    described = [
        value for each in root.iter() for key, value in each.attrib.items() if key in ("descr", "title", "alt")
    ]
    return [text for text in (*map("".join, runs.values()), *described) if letters(text)]


def _is_instruction(node: etree._Element) -> bool:
    """Return whether a node holds what a program is to do, or the second version of a drawing."""
    quiet = ("instrText", "delInstrText", "Fallback", "posOffset", "sdtPr", "pctWidth", "pctHeight", "align")
    return any(etree.QName(each).localname in quiet for each in (node, *node.iterancestors()))


def _html(content: bytes) -> Walked:
    page = html.fromstring(content)
    for quiet in page.xpath(
        "//script|//style|//noscript|//head|//comment()|//select[option/@selected]/option[not(@selected)]"
    ):
        quiet.drop_tree()
    texts = [text for text in page.itertext() if letters(text)]
    texts += [value for value in page.xpath("//@alt|//@title|//input[not(@type='hidden')]/@value") if letters(value)]
    return Walked(texts)


def _pdf(content: bytes) -> Walked:
    file = pypdfium2.PdfDocument(content)
    file.init_forms()
    texts = []
    for page in file:
        found = page.get_textpage().get_text_bounded()
        texts += [word for word in re.findall(r"[^\W\d_]{4,}", found) if word.isascii()]
    return Walked([*texts, *re.findall(r"/Contents \(([A-Za-z ]{4,80})\)", content.decode("latin-1"))])


def _mail(content: bytes) -> Walked:
    message = email.message_from_bytes(content, policy=email.policy.default)
    texts, members = [str(message[header]) for header in ("subject",) if message[header]], 0
    bodies = [part for part in message.walk() if not part.is_multipart() and part.get_content_maintype() == "text"]
    has_plain = any(part.get_content_subtype() == "plain" and not part.get_filename() for part in bodies)
    for part in message.walk():
        if part.is_multipart():
            continue
        if part.get_filename():
            members += 1
        elif part.get_content_maintype() == "text" and not (has_plain and part.get_content_subtype() == "html"):
            said = part.get_content()
            texts += _html(said.encode()).texts if part.get_content_subtype() == "html" else said.splitlines()
    return Walked([text for text in texts if letters(text)], members)


def _mbox(content: bytes) -> Walked:
    walks = [_mail(part.partition(b"\n")[2]) for part in re.split(rb"(?m)^From (?=\S+ \w{3} )", content) if part]
    return Walked([text for each in walks for text in each.texts])


def _lines(content: bytes) -> Walked:
    said = content.decode("utf-8", "replace").replace("\ufffd", "")
    return Walked([line for line in said.splitlines() if letters(line)] if "\0" not in said else [])


def _nothing(_: bytes) -> Walked:
    return Walked([])


_WALKS: dict[str, Callable[[bytes], Walked]] = {
    "spreadsheet": _spreadsheet,
    "openxmlformats": _zip,
    "opendocument": _zip,
    "epub": _zip,
    "html": _html,
    "pdf": _pdf,
    "rfc822": _mail,
    "mbox": _mbox,
    "rtf": _nothing,
    "csv": _nothing,
    "outlook": _nothing,
}
