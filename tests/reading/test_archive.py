"""Archives: every file that was meant comes out, and nothing that was meant to do harm."""

import gzip
import io
import random
import stat
import tarfile
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import EmbeddedFile, Skipped
from analysis.reading import ReadSettings, archive
from analysis.reading.archive import read, safe_path

FILES = {"answer.txt": b"We agree.", "annex/a é.txt": b"Truly.", "annex/empty.txt": b""}


def results(content: bytes, name: str = "answers.zip", **limits: int) -> list[EmbeddedFile | Skipped]:
    return list(read(content, name, ReadSettings(**limits)))


def reason(content: bytes, **limits: int) -> str:
    (skipped,) = results(content, **limits)
    assert isinstance(skipped, Skipped), skipped
    return skipped.reason


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return made.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w", links: tuple[str, ...] = ()) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as target:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            target.addfile(info, io.BytesIO(content))
        for name in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            target.addfile(info)
    return made.getvalue()


def cut_off(files: dict[str, bytes]) -> bytes:
    return tarred(files)[: 512 * 2 * len(files)]


MAKERS = [zipped, tarred, lambda files: tarred(files, "w:gz")]


@pytest.mark.parametrize("make", MAKERS)
def test_members_come_with_their_paths(make) -> None:
    assert results(make(FILES)) == [EmbeddedFile(name, content) for name, content in FILES.items()]


def test_a_single_compressed_file_loses_its_suffix() -> None:
    assert results(gzip.compress(b"We agree."), "in/answer.txt.gz") == [EmbeddedFile("answer.txt", b"We agree.")]
    assert results(gzip.compress(b"We agree."), "answer") == [EmbeddedFile("answer unpacked", b"We agree.")]


@pytest.mark.parametrize("make", MAKERS)
def test_what_systems_leave_behind_is_passed_over(make) -> None:
    files = ["__MACOSX/._answer.txt", "a/.DS_Store", "Thumbs.db", "a/._b.txt", "~$answer.docx", "a/desktop.ini"]
    assert results(make({**dict.fromkeys(files, b"x"), "a/answer.txt": b"y"})) == [EmbeddedFile("a/answer.txt", b"y")]


@pytest.mark.parametrize("make", MAKERS)
def test_paths_cannot_lead_out(make) -> None:
    names = ["../../etc/passwd", "/srv/a.txt", "C:\\x\\b.txt", "a/./../c\x01.txt"]
    found = results(make(dict.fromkeys(names, b"x")))
    names = ["etc/passwd", "srv/a.txt", "x/b.txt", "a/c.txt"]
    assert [member.name for member in found][:3] == names[:3]
    assert all(".." not in member.name for member in found)
    assert safe_path("..") == "unnamed"


def test_two_members_of_one_name_are_told_apart() -> None:
    content = zipped({"a/b.txt": b"1", "a/c.txt": b"2"}).replace(b"a/c.txt", b"a/b.txt")
    assert [member.name for member in results(content)] == ["a/b.txt", "a/b (2).txt"]


def test_names_in_unmarked_utf8_are_understood() -> None:
    content = zipped({"caf\u00e9.txt": b"x"}).replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    assert results(content)[0].name == "café.txt"


def test_links_are_skipped_with_the_reason() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        info = zipfile.ZipInfo("link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        target.writestr(info, "/etc/passwd")
    assert reason(made.getvalue()) == archive.LINK
    assert reason(tarred({}, links=("link",))) == archive.LINK


def test_locked_and_oddly_packed_members_are_skipped_with_the_reason() -> None:
    plain = zipped({"a.txt": b"x" * 50, "b.txt": b"y"}, zipfile.ZIP_STORED)
    local, central = plain.index(b"PK\x03\x04"), plain.index(b"PK\x01\x02")
    for at, value, said in ((6, 1, archive.LOCKED), (8, 9, archive.METHOD)):
        content = bytearray(plain)
        content[local + at] = content[central + at + 2] = value
        found = results(bytes(content))
        assert found[0] == Skipped("a.txt", said)
        assert found[1] == EmbeddedFile("b.txt", b"y")


def test_a_damaged_member_does_not_take_the_others_with_it() -> None:
    content = bytearray(zipped({"a.txt": b"We agree." * 9, "b.txt": b"Truly."}, zipfile.ZIP_STORED))
    content[40] ^= 1
    assert results(bytes(content)) == [Skipped("a.txt", archive.DAMAGED_MEMBER), EmbeddedFile("b.txt", b"Truly.")]


def test_an_empty_archive_says_so() -> None:
    assert reason(zipped({"folder/": b""})) == archive.EMPTY
    assert reason(b"no archive at all") == archive.NO_ARCHIVE


# --- files made to do harm ---


@pytest.mark.parametrize("make", [zipped, lambda files: gzip.compress(next(iter(files.values())))])
def test_a_bomb_is_not_unpacked(make) -> None:
    assert reason(make({"bomb": bytes(40_000_000)})) == archive.BOMB


def test_a_bomb_in_a_tar_is_not_unpacked() -> None:
    assert reason(tarred({"bomb": bytes(40_000_000)}, "w:gz")) == archive.BOMB


def test_members_larger_than_a_file_may_be_are_skipped() -> None:
    noise = random.Random(1).randbytes(300_000)
    for make in MAKERS:
        found = results(make({"big": noise, "small": b"x"}), max_bytes=200_000)
        assert [type(member) for member in found] == [Skipped, EmbeddedFile]
        assert "larger" in found[0].reason


@pytest.mark.parametrize("make", MAKERS)
def test_there_is_a_limit_to_members(make, monkeypatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 20)
    found = results(make({f"{i}.txt": b"x" for i in range(30)}))
    assert len(found) == 21
    assert found[-1] == Skipped("answers.zip", archive.TOO_MANY)


@pytest.mark.parametrize("make", MAKERS)
def test_there_is_a_limit_to_the_whole(make, monkeypatch) -> None:
    monkeypatch.setattr(archive, "MOST_EXPANDED", 500_000)
    noise = random.Random(1).randbytes(200_000)
    found = results(make({f"{i}.bin": noise for i in range(9)}))
    assert found[-1] == Skipped("answers.zip", archive.TOO_MUCH)
    assert len(found) == 3


def test_a_directory_of_a_million_members_is_not_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive.zipfile, "ZipFile", lambda *_: pytest.fail("its directory was read"))
    assert reason(b"PK\x05\x06" + b"PK\x01\x02" * 1_000_000) == archive.TOO_MANY


def test_names_without_end_are_not_taken_in() -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 900_000_000
    noise = zlib.compress(b"")  # the tar goes on with incompressible bytes
    content = info.tobuf(tarfile.GNU_FORMAT) + noise + random.Random(1).randbytes(30_000_000)
    tracemalloc.start()
    assert reason(content) == archive.TOO_MUCH
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def test_one_member_is_held_at_a_time() -> None:
    noise = random.Random(1).randbytes(3_000_000)
    content = zipped({f"{i}.bin": noise for i in range(8)}, zipfile.ZIP_STORED)
    tracemalloc.start()
    sizes = [
        len(member.content) for member in read(content, "a.zip", ReadSettings()) if isinstance(member, EmbeddedFile)
    ]
    assert tracemalloc.get_traced_memory()[1] < 15_000_000
    tracemalloc.stop()
    assert sizes == [3_000_000] * 8


@pytest.mark.parametrize("make", MAKERS)
def test_truncated_and_bit_flipped_archives_never_raise_and_say_what_is_missing(make) -> None:
    whole = make({name: content * 99 for name, content in FILES.items()})
    chance = random.Random(2)
    for _ in range(100):
        content = bytearray(whole[: chance.randrange(20, len(whole))])
        for _ in range(chance.randrange(9)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        assert results(bytes(content))
    assert any(isinstance(member, Skipped) for member in results(whole[: len(whole) // 3]))


def test_a_damaged_header_is_no_end() -> None:
    content = bytearray(tarred({"a.txt": b"x", "b.txt": b"y", "c.txt": b"z"}))
    content[1024 + 150] ^= 1
    assert results(bytes(content)) == [EmbeddedFile("a.txt", b"x"), Skipped("answers.zip", archive.DAMAGED)]


NAMES = st.text(st.sampled_from("abc é-1"), min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.dictionaries(NAMES, st.binary(max_size=80), min_size=1, max_size=6), st.sampled_from(MAKERS))
def test_what_goes_in_comes_out(files: dict[str, bytes], make) -> None:
    assert {member.name: member.content for member in results(make(files))} == files


@given(st.binary(max_size=1500))
def test_arbitrary_bytes_never_raise(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\x1f\x8b\x08\x00", tarred({"a": b"x"})[:512]):
        assert results(start + content)
