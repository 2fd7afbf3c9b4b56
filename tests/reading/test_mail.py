"""E-mail: whose words are whose, what is attached, and messages that are broken or mean harm."""

import random
import struct
from base64 import b64encode
from datetime import date
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import Block, BlockKind, Channel, Document, EmbeddedFile, Respondent, Sending, Skipped
from analysis.reading import ReadSettings, media_type
from analysis.reading.mail import read
from analysis.reading.mail.automatic_mail import AUTOMATIC_REPLY, UNDELIVERED
from analysis.reading.mail.message_body import unflow
from analysis.reading.omission_reasons import OTHER_BODY
from analysis.text import words
from tests.share import examples

SENDER = Respondent("Jané Doe")


def results(content: bytes) -> list[Document | EmbeddedFile | Skipped]:
    return list(read(content, "answer.eml", ReadSettings()))


def document(content: bytes) -> Document:
    found = results(content)[0]
    assert isinstance(found, Document), found
    return found


def shown(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def kept(document: Document) -> list[str]:
    others = (BlockKind.FURNITURE, BlockKind.QUESTION)
    return [shown(document, b) for b in document.blocks if b.kind not in others]


def asked(document: Document) -> list[str]:
    return [shown(document, b) for b in document.blocks if b.kind is BlockKind.QUESTION]


def furniture(document: Document) -> list[str]:
    return [shown(document, b) for b in document.blocks if b.kind is BlockKind.FURNITURE]


def message(text: str = "", subject: str = "Our answer") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "Jané Doe <jane@example.org>", "team@example.gov.uk"
    made["Date"], made["Subject"] = "Mon, 03 Nov 2014 10:00:00 +0000", subject
    made["X-Mailer"] = "Everymail 1"
    if text:
        made.set_content(text)
    return made


def mail(text: str, subject: str = "Our answer") -> Document:
    return document(message(text, subject).as_bytes())


def page(html: str, subject: str = "Our answer") -> Document:
    made = message(subject=subject)
    made.set_content(html, subtype="html")
    return document(made.as_bytes())


# --- headers ---


def test_kept_headers_are_furniture_at_the_top() -> None:
    found = mail("We agree.\n", "Re: Café")
    assert found.media_type == "message/rfc822"
    assert furniture(found) == [
        *("From: Jané Doe <jane@example.org>", "To: team@example.gov.uk"),
        *("Date: Mon, 03 Nov 2014 10:00:00 +0000", "Subject: Re: Café"),
    ]
    assert kept(found) == ["We agree."]
    assert found.text.endswith("Subject: Re: Café\n\nWe agree.")


def test_missing_and_malformed_headers_do_no_harm() -> None:
    assert document(b"MIME-Version: 1.0\n\nWe agree.\n").text == "We agree."
    raw = b"From: =?nonsense?B?!!?= <\nTo: ;;,<>\nSubject: =?utf-8?Q?A=\n\nWe agree.\n"
    assert kept(document(raw)) == ["We agree."]


# --- what is the writer's ---


@pytest.mark.parametrize(
    "tail",
    [
        "> Dear Jane\n> Please answer.\n",
        "On Mon, 3 Nov 2014 at 10:00, The Team <team@example.gov.uk> wrote:\n\n> Please answer.\n",
        "On Mon, 3 Nov 2014 at 10:00, The Consultation Team\n<team@example.gov.uk> wrote:\n\nPlease answer.\n",
        "-----Original Message-----\nFrom: The Team\nSent: 3 November 2014\nTo: Jane\nSubject: Ask\n\nPlease answer.\n",
        "From: The Team\nSent: 3 November 2014 10:00\nTo: Jane\nSubject: Ask\n\nPlease answer.\n",
        "________________________________\nFrom: The Team\nDate: Monday\nTo: Jane\nSubject: Ask\n\nPlease answer.\n",
        "-- \nJane Doe\nDirector\n",
        "--\nJane Doe\nDirector\n",
        "Sent from my iPhone\n",
        "Get Outlook for iOS\n",
        "This email and any attachments are confidential and intended solely for the addressee.\n",
        "If you are not the intended recipient, please delete it.\n",
        "-----BEGIN PGP SIGNATURE-----\n\niQEcBAEBAgAGBQ\n=xyz\n-----END PGP SIGNATURE-----\n",
    ],
)
def test_quotations_and_signatures_are_furniture(tail: str) -> None:
    found = mail(f"We agree with the proposals.\n\n{tail}")
    assert kept(found) == ["We agree with the proposals."]
    assert " ".join(furniture(found)[4:]).split()[:1] == [w for w in tail.split() if words(w) or w[0] in ">-"][:1]


def test_answers_between_quoted_questions_are_kept() -> None:
    found = mail("> Do you agree?\n\nYes, we do.\n\n> Why?\n\nIt is fair.\n-- \nJane\n")
    assert kept(found) == ["Yes, we do.", "It is fair."]
    assert asked(found) == ["Do you agree?", "Why?"]


def test_an_answer_right_under_a_quotation_is_cut_from_it() -> None:
    assert kept(mail("> Do you agree?\nYes, we do.\n> Why?\nIt is fair.\n")) == ["Yes, we do.", "It is fair."]


def test_citing_what_a_minister_wrote_is_no_quoted_mail() -> None:
    text = "On 12 May 2014 the Secretary of State wrote:\n\n“We will not.”\n\nFrom: experience, we doubt it.\n"
    assert len(kept(mail(text))) == 3


def test_more_than_half_is_no_comparison_with_a_quotation_mark() -> None:
    assert kept(mail(">50% of our members object.\n")) == [">50% of our members object."]


def test_a_long_text_under_two_dashes_is_no_signature() -> None:
    text = "Part one is short.\n--\n" + "\n\n".join(f"Point {i} says more." for i in range(60))
    assert len(kept(mail(text))) == 62


def test_a_forwarded_answer_is_the_answer() -> None:
    text = (
        "See below.\n\n---------- Forwarded message ---------\nFrom: Jane\nDate: Monday\nSubject: Hi\nTo: Team\n\n"
        "We object.\n\nFrom: Team\nSent: Sunday\nTo: Jane\nSubject: Ask\n\nPlease answer.\n"
    )
    found = mail(text, "Fwd: Hi")
    assert kept(found) == ["We object."]
    assert {"See below.", "Please answer."} <= set(furniture(found))
    assert found.respondent == Respondent("Jane")


@pytest.mark.parametrize(
    "text",
    [
        "> We object.\n",
        "From: Jane\nSent: Monday\nTo: Team\nSubject: Hi\n\nWe object.\n",
        "On 1/2 a@b.uk wrote:\n> We object.\n",
    ],
)
def test_a_message_without_words_of_its_own_speaks_by_what_it_quotes(text: str) -> None:
    assert [line.lstrip("> ") for line in kept(mail(text))][-1:] == ["We object."]


def test_the_elements_of_a_page_tell_what_is_quoted_and_signed() -> None:
    found = page(
        "<div>We agree.</div><div class='gmail_signature'>Jane Doe</div><div class='gmail_quote'>"
        "<div class='gmail_attr'>Ar ddydd Llun, ysgrifennodd Tîm:</div>"
        "<blockquote class='gmail_quote'><p>Do you?</p></blockquote><p>Yes.</p></div>"
    )
    assert kept(found) == ["We agree.", "Yes."]


def test_outlooks_headers_in_a_page_begin_the_thread() -> None:
    found = page(
        "<p>We agree.</p><div><p><b>From:</b> Team<br><b>Sent:</b> Monday<br><b>To:</b> Jane<br>"
        "<b>Subject:</b> Ask</p></div><p>Please answer.</p>"
    )
    assert kept(found) == ["We agree."]


def test_a_forwarded_page_in_a_quotation_is_the_answer() -> None:
    quoted = "<blockquote type='cite'><p>Begin forwarded message:</p><p>We object.</p></blockquote>"
    found = page(f"<p>See below.</p>{quoted}")
    assert kept(found) == ["We object."]


# --- which form of the body ---


def test_plain_text_is_preferred() -> None:
    made = message("We agree with you.\n")
    made.add_alternative("<p>We agree with you.</p>", subtype="html")
    assert kept(document(made.as_bytes())) == ["We agree with you."]


@pytest.mark.parametrize("stub", ["\n", "Your e-mail program cannot show this.\n"])
def test_the_page_is_read_where_the_plain_text_is_a_stub(stub: str) -> None:
    made = message(stub)
    points = "".join(f"<li>Point number {i} of ours.</li>" for i in range(5))
    made.add_alternative(f"<h1>Our answer</h1><ol>{points}</ol><p style='display:none'>pixel</p>", subtype="html")
    found = document(made.as_bytes())
    assert kept(found)[:2] == ["Our answer", "Point number 0 of ours."]
    assert [b.number for b in found.blocks if b.number] == ["1.", "2.", "3.", "4.", "5."]
    told = {omitted.reason: omitted.text for omitted in found.omitted}
    assert set(told) == {"hidden text", *([OTHER_BODY] if stub.strip() else [])}


def test_text_on_both_sides_of_an_attachment_is_one_body() -> None:
    made = MIMEMultipart()
    made.attach(MIMEText("Before."))
    made.attach(MIMEText("a,b", "csv"))
    made.attach(MIMEText("After."))
    found = results(made.as_bytes())
    assert isinstance(found[0], Document)
    assert kept(found[0]) == ["Before.", "After."]
    assert found[1] == EmbeddedFile("attachment 1", b"a,b", sending=Sending(Channel.EMAIL), is_part=True)


def test_flowed_lines_are_joined() -> None:
    assert unflow("One \ntwo\nthree\n> q \n> r\n-- \nJane") == "One two\nthree\n> q r\n-- \nJane"
    assert unflow("One \ntwo", delete_space=True) == "Onetwo"
    raw = b"Content-Type: text/plain; format=flowed\n\nWe agree \nwith you.\n\nTruly.\n"
    assert kept(document(raw)) == ["We agree with you.", "Truly."]


@pytest.mark.parametrize(
    ("charset", "content"),
    [
        (b"iso-8859-1", "café – £5".encode("cp1252")),
        (b"us-ascii", "café – £5".encode()),
        (b"x-unknown", "café – £5".encode("cp1252")),
        (b"unicode_escape", "café – £5".encode()),
        (b"base64", "café – £5".encode()),
        (b"utf-16", "café – £5".encode("utf-16")),
    ],
)
def test_character_sets_named_wrongly_are_mended(charset: bytes, content: bytes) -> None:
    head = b"Content-Type: text/plain; charset=" + charset + b"\nContent-Transfer-Encoding: 8bit\n\n"
    if charset == b"utf-16":
        head = head.replace(b"8bit", b"base64")
        content = b64encode(content)
    assert kept(document(head + content)) == ["café – £5"]


# --- attachments ---


def test_attachments_are_files_of_their_own() -> None:
    made = message("See attached.\n")
    for _ in range(2):
        made.add_attachment(b"%PDF", "application", "pdf", filename="C:\\Users\\x\\our response?.pdf")
    made.add_attachment("typed", filename="../notes.txt")
    found = results(made.as_bytes())[1:]
    assert [child.name for child in found] == ["our response.pdf", "our response (2).pdf", "notes.txt"]
    sending = Sending(Channel.EMAIL, date(2014, 11, 3))
    assert found[0] == EmbeddedFile("our response.pdf", b"%PDF", SENDER, sending, is_part=True)


def test_logos_and_signatures_are_not_attachments() -> None:
    made = message("We agree.\n")
    made.add_alternative("<p>We agree. <img src='cid:logo'></p>", subtype="html")
    made.get_payload()[1].add_related(b"\x89PNG", "image", "png", cid="<logo>")
    made.add_attachment(b"sig", "application", "pkcs7-signature", filename="smime.p7s")
    made.add_attachment(b"\xff\xd8", "image", "jpeg", filename="letter page 1.jpg")
    found = results(made.as_bytes())
    assert [type(result) for result in found] == [Document, EmbeddedFile]
    assert found[1].name == "letter page 1.jpg"


def test_an_attached_message_is_a_message() -> None:
    made = message("See attached.\n")
    made.add_attachment(message("We object.\n", "Inner words"))
    child = results(made.as_bytes())[1]
    assert isinstance(child, EmbeddedFile)
    assert child.name == "Inner words.eml"
    assert kept(document(child.content)) == ["We object."]


def test_winmail_dat_is_skipped_with_what_to_do() -> None:
    made = message("See attached.\n")
    made.add_attachment(b'x\x9f>"', "application", "ms-tnef", filename="winmail.dat")
    skipped = results(made.as_bytes())[1]
    assert isinstance(skipped, Skipped)
    assert "ask the sender" in skipped.reason


@pytest.mark.parametrize("kind", ["multipart/encrypted", "application/pkcs7-mime", "inline"])
def test_encrypted_messages_are_skipped_with_what_to_do(kind: str) -> None:
    made = MIMEBase(*kind.split("/")) if "/" in kind else MIMEText("-----BEGIN PGP MESSAGE-----\nabc\n")
    if kind == "multipart/encrypted":
        made.attach(MIMEText("abc"))
    (skipped,) = results(made.as_bytes())
    assert isinstance(skipped, Skipped)
    assert "encrypted" in skipped.reason


def test_an_empty_message_is_skipped_unless_something_is_attached() -> None:
    made = message("\n")
    assert isinstance(results(made.as_bytes())[0], Skipped)
    made.add_attachment(b"%PDF", "application", "pdf", filename="a.pdf")
    assert [type(result) for result in results(made.as_bytes())] == [Document, EmbeddedFile]


# --- Outlook ---


def cfb(tree: dict[str, object]) -> bytes:
    """A compound file with these storages (dicts) and streams (bytes), the small ones in the mini stream."""
    entries: list[list[object]] = [["Root Entry", 5, b"", -1, -1]]

    def add(level: dict[str, object], parent: int) -> None:
        previous = -1
        for name, value in level.items():
            inner = isinstance(value, dict)
            entries.append([name, 1 if inner else 2, b"" if inner else value, -1, -1])
            entries[parent if previous < 0 else previous][3 if previous < 0 else 4] = previous = len(entries) - 1
            if isinstance(value, dict):
                add(value, previous)

    add(tree, 0)
    sectors: list[bytes] = []
    fat: list[int] = []

    def chain(content: bytes) -> int:
        pieces = [content[i : i + 512].ljust(512, b"\0") for i in range(0, len(content), 512)]
        first = len(sectors)
        for i, piece in enumerate(pieces):
            sectors.append(piece)
            fat.append(first + i + 1 if i + 1 < len(pieces) else 0xFFFFFFFE)
        return first if pieces else 0xFFFFFFFE

    mini, minifat, starts = b"", [], []
    for _, kind, content, *_ in entries:
        if kind != 2 or not content:
            starts.append(0xFFFFFFFE)
        elif len(content) >= 4096:
            starts.append(chain(content))
        else:
            starts.append(len(minifat))
            count = -(-len(content) // 64)
            minifat += [*range(len(minifat) + 1, len(minifat) + count), 0xFFFFFFFE]
            mini += content.ljust(count * 64, b"\0")
    starts[0] = chain(mini)
    entries[0][2] = mini
    minifat_start = chain(struct.pack(f"<{len(minifat)}I", *minifat).ljust(512, b"\xff"))
    directory = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        + struct.pack("<HBBiii", len(name) * 2 + 2, kind, 1, -1, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, len(content))
        for (name, kind, content, child, right), start in zip(entries, starts, strict=True)
    )
    directory_start = chain(directory)
    fat_start = len(sectors)
    count = -(-(len(fat) + 1) // 128)
    fat += [0xFFFFFFFD] * count
    sectors.append(struct.pack(f"<{len(fat)}I", *fat).ljust(512 * count, b"\xff"))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, count, directory_start, 0, 4096, minifat_start, 1, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *range(fat_start, fat_start + count), *[0xFFFFFFFF] * (109 - count))
    return header + b"".join(sectors)


def storage(header: int, values: dict[int, str | bytes], **inner: object) -> dict[str, object]:
    """A message or attachment: its properties, the texts as Unicode and the bytes as binary."""
    made: dict[str, object] = dict(inner)
    table = b"\0" * header
    for pid, value in values.items():
        kind = 0x1F if isinstance(value, str) else 0x102
        content = value.encode("utf-16-le") if isinstance(value, str) else value
        made[f"__substg1.0_{pid:04X}{kind:04X}"] = content
        table += struct.pack("<HHIII", kind, pid, 6, len(content), 0)
    return {"__properties_version1.0": table, **made}


HEADERS: dict[int, str | bytes] = {
    **{0x001A: "IPM.Note", 0x0037: "Our answer", 0x0C1A: "Jane Doe", 0x0C1F: "jane@example.org"},
    0x0E04: "Team",
}


def test_outlooks_messages_are_read_alike() -> None:
    pdf = storage(8, {0x3707: "answer.pdf", 0x3701: b"%PDF" * 2000})
    text = "We agree.\r\n\r\n-- \r\nJane"
    content = cfb(storage(32, {**HEADERS, 0x1000: text}, **{"__attach_version1.0_#00000000": pdf}))
    found = results(content)
    assert isinstance(found[0], Document)
    assert found[0].media_type == "application/vnd.ms-outlook"
    assert kept(found[0]) == ["We agree."]
    assert furniture(found[0])[:3] == ["From: Jane Doe <jane@example.org>", "To: Team", "Subject: Our answer"]
    sending = Sending(Channel.EMAIL)
    assert found[1] == EmbeddedFile("answer.pdf", b"%PDF" * 2000, Respondent("Jane Doe"), sending, is_part=True)


def test_outlook_tells_what_a_program_sent_by_its_class_and_by_the_headers_that_it_came_with() -> None:
    told = ({0x001A: "REPORT.IPM.Note.NDR"}, {0x007D: "Received: x\r\nAuto-Submitted: auto-replied\r\n"})
    for properties, reason in zip(told, (UNDELIVERED, AUTOMATIC_REPLY), strict=True):
        content = cfb(storage(32, {**HEADERS, 0x1000: "I am away.", **properties}))
        assert results(content) == [Skipped("answer.eml", reason)]


def test_a_message_in_outlooks_message_becomes_an_eml() -> None:
    inner = storage(24, {**HEADERS, 0x0037: "Inner", 0x1013: b"<p>We object.</p>"})
    attached = {**storage(8, {0x3001: "Inner"}), "__substg1.0_3701000D": inner}
    content = cfb(storage(32, {**HEADERS, 0x1000: "See attached."}, **{"__attach_version1.0_#00000000": attached}))
    child = results(content)[1]
    assert isinstance(child, EmbeddedFile)
    assert child.name == "Inner.eml"
    assert kept(document(child.content)) == ["We object."]


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"WordDocument": b"x" * 5000}, ".docx"),
        (storage(32, {**HEADERS, 0x001A: "IPM.Note.SMIME"}), "encrypted"),
        (storage(32, {**HEADERS, 0x1009: b"LZFu"}), "save it as HTML"),
    ],
)
def test_outlooks_files_without_readable_text_say_what_to_do(tree: dict[str, object], said: str) -> None:
    (skipped,) = results(cfb(tree))
    assert isinstance(skipped, Skipped)
    assert said in skipped.reason


# --- hostile and damaged files ---


def test_a_thousand_nested_parts_end_soon() -> None:
    raw = b"".join(b"Content-Type: multipart/mixed; boundary=b%db\n\n--b%db\n" % (i, i) for i in range(1000))
    (skipped,) = results(raw + b"\nWe agree.\n")
    assert isinstance(skipped, Skipped)


def test_very_long_headers_end_soon() -> None:
    raw = b"To: " + b"=?utf-8?q?a?= <a@b.uk>, " * 50_000 + b"\nContent-Type: text/plain; " + b"a=b; " * 50_000
    assert kept(document(raw + b"\n\nWe agree.\n")) == ["We agree."]


def test_damaged_messages_never_raise() -> None:
    made = message("We agree.\n\n> quoted\n")
    made.add_alternative("<p>We agree.</p>", subtype="html")
    made.add_attachment(b"%PDF" * 50, "application", "pdf", filename="a.pdf")
    made.add_attachment(message("We object.\n", "Inner"))
    attached = storage(8, {0x3701: b"x"})
    outlook = cfb(storage(32, {**HEADERS, 0x1000: "We agree."}, **{"__attach_version1.0_#0": attached}))
    chance = random.Random(3)
    for content in (made.as_bytes(), outlook):
        for _ in range(150):
            damaged = bytearray(content[: chance.randrange(1, len(content))])
            for _ in range(chance.randrange(12)):
                damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
            assert results(bytes(damaged))


@given(st.binary(max_size=400))
def test_arbitrary_bytes_never_raise(content: bytes) -> None:
    for start in (b"", b"MIME-Version: 1.0\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        results(start + content)


LINES = st.sampled_from(
    [
        *("", "> quoted", "-- ", "Own words here.", "On 3/4 at 10:00 a@b.uk wrote:", "From: a", "Sent: b"),
        *("- item", "1. point", "-----Original Message-----", "Sent from my phone", "______", "Subject: c"),
        "This email is confidential",
    ]
)


@settings(max_examples=examples(200))
@given(st.lists(LINES, max_size=25), st.sampled_from(["Answer", "Fwd: Answer"]))
def test_every_word_is_in_exactly_one_block(lines: list[str], subject: str) -> None:
    text = "\n".join(lines)
    for found in (mail(f"x\n{text}\n", subject), page(f"x<br>{'<br>'.join(lines)}", subject)):
        ends = [0, *(b.end for b in found.blocks)]
        assert all(b.start >= end for b, end in zip(found.blocks, ends, strict=False))
        assert words(" ".join(shown(found, b) for b in found.blocks)) == words(found.text)
        assert not found.text[ends[-1] :].strip("_\n ")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_message_that_was_saved_as_utf_16_is_a_message(encoding: str) -> None:
    saved = message("We object to the bay.\n").as_string().encode(encoding)
    assert media_type(saved, "answer.eml") == "message/rfc822"
    assert kept(document(saved)) == ["We object to the bay."]


def test_what_a_page_says_and_the_plain_text_does_not_is_listed() -> None:
    made = message("The charge should be £5 a day, as it was before.\n\nWe agree with the rest.\n")
    made.add_alternative(
        "<p>The charge should be £6 a day, as it was before.</p><p>We agree with the rest.</p>", subtype="html"
    )
    assert [one.text for one in document(made.as_bytes()).omitted] == [
        "The charge should be £6 a day, as it was before."
    ]


def test_a_message_that_only_hands_on_messages_is_no_response() -> None:
    parts = "".join(f"--x\n\nFrom: {name}@example.org\n\nThe bins do not fit.\n\n" for name in ("ann", "bo"))
    content = (
        f'From: Clerk <c@example.gov>\nMIME-Version: 1.0\nContent-Type: multipart/digest; boundary="x"\n\n{parts}--x--'
    )
    assert [type(result) for result in results(content.encode())] == [Skipped, EmbeddedFile, EmbeddedFile]


@pytest.mark.parametrize(
    "note", ["The bay is a danger to children.", "Close the lane to lorries. My neighbours say the same."]
)
def test_an_opinion_above_messages_is_read(note: str) -> None:
    made = EmailMessage()
    made["From"] = "Sam Pike <sam@example.org>"
    made.set_content(f"{note}\n")
    for name in ("Ann", "Bob"):
        attached = EmailMessage()
        attached["From"] = f"{name} <{name}@example.org>"
        attached.set_content("The slope is too steep.\n")
        made.add_attachment(attached)
    said, *brought = results(made.as_bytes())
    assert isinstance(said, Document)
    assert note in said.text
    assert [type(one) for one in brought] == [EmbeddedFile, EmbeddedFile]


def test_whom_a_form_names_above_the_message_is_the_respondent() -> None:
    made = EmailMessage()
    made["From"] = "Plan website <web@example.gov>"
    made.set_content("From: Wendy Marsh <wendy@example.org>\nSubject: Orchard\n\nMessage:\nKeep the orchard.\n")
    assert document(made.as_bytes()).respondent == Respondent("Wendy Marsh")
