"""What a file is, and what its bytes say, told from the bytes."""

from __future__ import annotations

import codecs
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Skipped
from analysis.reading import read
from analysis.reading.container_kinds import DOCX, LOCKED, MESSAGE, ODT, WORD
from analysis.reading.sniff import BEGINNING, decode, media_type

PROSE = "Children’s services cost £3.5m – too much.\n"
CSV = b'id,name,answer\r\n1,A,"No, never"\r\n2,B,"Yes,\nbut"\r\n3,C,Perhaps\r\n'
MAIL = (
    b"Received: from mail.example.org by mx\r\n\twith SMTP\r\nFrom: a@example.org\r\nSubject: Hello\r\n\r\nDear all\r\n"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00"
KINDS = {
    "text/x-folder": b"[.ShellClassInfo]\r\nIconResource=C:\\x.ico,0\r\n",
    "application/pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    DOCX: b"PK\x03\x04\x14\x00\x06\x00word/document.xml",
    "application/zip": b"PK\x03\x04\x14\x00\x06\x00letters/one.txt",
    ODT: b"PK\x03\x04\x14\x00\x00\x00mimetypeapplication/vnd.oasis.opendocument.text",
    MESSAGE: OLE + "__substg1.0_0037001F".encode("utf-16-le"),
    WORD: OLE + "WordDocument".encode("utf-16-le"),
    LOCKED: OLE + "EncryptedPackage".encode("utf-16-le"),
    "application/x-tar": b"letter.txt".ljust(257, b"\x00") + b"ustar\x0000",
    "application/x-ole-storage": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00",
    "application/rtf": rb"{\rtf1\ansi Dear all}",
    "application/gzip": b"\x1f\x8b\x08\x00\x00",
    "image/*": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "message/rfc822": MAIL,
    "text/csv": CSV,
    "application/json": b'{"question": "Do you agree?"}',
    "text/html": b"<!DOCTYPE html><html><body><p>Dear all",
}


@pytest.mark.parametrize(
    "name", ["response", "response.txt", "response.md", "response.docx", "Response.PDF", "a/b.html"]
)
def test_the_content_decides_whatever_the_suffix(name: str) -> None:
    assert [media_type(content, name) for content in KINDS.values()] == list(KINDS)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text/plain"),
        ("a", "text/plain"),
        ("a.md", "text/markdown"),
        ("A.MARKDOWN", "text/markdown"),
        # A name alone makes no table.
        ("a.csv", "text/plain"),
        ("a.tsv", "text/plain"),
        ("a.jsonl", "application/json"),
    ],
)
def test_the_suffix_decides_between_kinds_of_text(name: str, kind: str) -> None:
    assert media_type(PROSE.encode(), name) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("# A heading\n\nText.", "text/markdown"),
        ("#hashtag\n\nText.", "text/plain"),
        ("  \n %PDF-1.4", "application/pdf"),
        ("\ufeff<html><p>Text", "text/html"),
        ("<?xml version='1.0'?>\n<!-- a --><!-- b -->\n<html>", "text/html"),
        ("<p>Dear all,</p>", "text/html"),
        ("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><path/></svg>", "image/*"),
        ("<dear all>", "text/plain"),
        ('[\n  {"id": 1}]', "application/json"),
        ("{sic} is what they wrote", "text/plain"),
        # The stamp of a post room is no mail server's.
        ("Received: 27 May 2014\nFrom: the county council\n\nDear all", "text/plain"),
        ("From: a@example.org\nTo: b@example.org\nSubject: Views\n\nDear all", "text/plain"),
        ("From: a@example.org\nMIME-Version: 1.0\n\nDear all", "message/rfc822"),
        # Commas in prose have a space after them.
        ("Yes, no, perhaps\nHere, there, everywhere\nOne, two, three\n", "text/plain"),
        ("a;b;c\n1;2;3\n4;5;6\n", "text/csv"),
        ("a\tb\tc\n1\t2\t3\n4\t5\t6\n", "text/csv"),
        ("a,b,c\n1,2,3\n\nWe object.\n", "text/plain"),
        ("one line,of,cells", "text/plain"),
    ],
)
def test_what_text_can_be(content: str, kind: str) -> None:
    assert media_type(content.encode(), "a.txt") == kind


def test_a_table_is_known_by_its_first_rows() -> None:
    assert media_type(b"a,b,c\n" + b'1,2,"three\nlines"\n' * 20_000, "export.txt") == "text/csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert decode(PROSE.encode(encoding)) == PROSE


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_both_orders_of_utf_16(mark: bytes, encoding: str) -> None:
    assert decode(mark + PROSE.encode(encoding)) == PROSE


def test_a_pasted_windows_1252_quotation_does_not_spoil_the_rest() -> None:
    assert decode("children’s café: ".encode() + "“No”".encode("cp1252")) == "children’s café: “No”"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0b", "\x85", "\u2028", "\u2029"])
def test_line_ends(end: str) -> None:
    assert decode(f"one{end}two{end}{end}three".encode()) == "one\ntwo\n\nthree"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00",
        b"a\x00b\x00c\x00",
        bytes(range(256)),
        b"\xff\xfea\x00b",
        b"\xfe\xff\xd8\x00",
        b"\x7fELF\x02\x01\x01\x00\x00",
    ],
)
def test_binary_is_not_text(content: bytes) -> None:
    assert decode(content) is None
    assert media_type(content, "response.txt") == "application/octet-stream"


def test_text_may_hold_a_stray_control_character_but_no_nul() -> None:
    text = "We object to the regulations. " * 40
    assert decode(f"{text}\x00{text}\x0c".encode()) == f"{text}\ufffd{text}\x0c"


@pytest.mark.parametrize("character", ["é", "’", "€", "😀"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_character_cut_in_two_at_the_end_of_the_beginning(character: str, encoding: str) -> None:
    for padding in range(4):
        content = ("x" * padding + character * BEGINNING).encode(encoding)
        assert media_type(content, "a.txt") == "text/plain"


@given(st.text())
def test_any_text_survives_but_for_its_line_ends(text: str) -> None:
    found = decode(text.encode("utf-8", "replace"))
    if found is not None:
        assert found.count("\r") == found.count("\x00") == 0
        assert len(found) == len(text.replace("\r\n", "\n").removeprefix("\ufeff"))


@given(st.binary(min_size=1), st.sampled_from(["a.txt", "a.md", "a.html", "a.csv", "a"]))
def test_any_bytes_have_a_kind(content: bytes, name: str) -> None:
    assert "/" in media_type(content, name)
    decode(content)


@pytest.mark.parametrize("doctype", ["", '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "a.dtd">\n'])
def test_a_link_that_safari_saved_is_a_link(doctype: str) -> None:
    link = f'<?xml version="1.0"?>\n{doctype}<plist version="1.0">\n<dict>\n\t<key>URL</key><string>a</string></dict>'
    assert media_type(link.encode(), "paper.webloc") == "text/x-url"


def test_an_e_book_is_told_and_not_unpacked_into_chapters() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("OEBPS/chapter.xhtml", "<html><body><p>We object.</p></body></html>")
    (found,) = read(target.getvalue(), "book.epub")
    assert isinstance(found, Skipped)
    assert "e-books" in found.reason


@pytest.mark.parametrize(
    ("begins", "kind"),
    [
        (b"ID3\x04", "audio/*"),
        (b"\0\0\0\x20ftypM4A ", "audio/*"),
        (b"RIFF\x24\0\0\0WAVE", "audio/*"),
        (b"\0\0\0\x20ftypisom", "video/*"),
        (b"\x1a\x45\xdf\xa3", "video/*"),
    ],
)
def test_recordings_are_told_as_such(begins: bytes, kind: str) -> None:
    content = begins + bytes(60)
    assert media_type(content, "a.bin") == kind
    (found,) = read(content, "a.bin")
    assert isinstance(found, Skipped)
    assert "no text to read" in found.reason


def test_a_file_that_only_leads_to_a_document_in_a_cloud_is_a_link() -> None:
    link = b'{"url": "https://docs.example.org/1", "doc_id": "1", "email": "a@example.org"}'
    assert media_type(link, "Our response.gdoc") == "text/x-url"
    answer = b'{"name": "Ann Lee", "url": "https://survey.example.org/1", "comment": "I object."}'
    assert media_type(answer, "a.json") == "application/json"
    assert media_type(b'{"url": "https://a.example.org", "answers": [{"why": "It floods."}]}', "a.json") != "text/x-url"
