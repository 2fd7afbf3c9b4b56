"""What an archive or an e-mail holds and cannot be read ends in the account, whatever the reason and however deep."""

from __future__ import annotations

import gzip
import io
import random
import stat
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.admin import verify_workspace
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.app.ingest.pipeline import combined_reasons
from analysis.model import Skipped
from analysis.workspace import Workspace
from tests.builders import LETTER, Clock, make_workspace

ZEROS = bytes(5_000_000)


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return made.getvalue()


def zip_link() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        target.writestr(link, "/etc/passwd")
    return made.getvalue()


def zip_damaged() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("torn.txt", "The words of this letter." * 20)
    return made.getvalue().replace(b"words", b"torn!", 1)


def zip_locked() -> bytes:
    """An archive whose one member says that it is encrypted, in both places where that stands."""
    content = bytearray(zipped(**{"locked.txt": b"secret"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def zip_bomb() -> bytes:
    return zipped(**{"big.txt": ZEROS})


def zip_too_large() -> bytes:
    """A member of 60 MB that is packed too well for a letter and not well enough for a bomb."""
    some = random.Random(1)
    return zipped(**{"large.txt": b"".join(some.randbytes(20) + bytes(1980) for _ in range(30_000))})


def tarred(*infos: tuple[tarfile.TarInfo, bytes], mode: str = "w") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as target:  # type: ignore[call-overload]
        for info, content in infos:
            info.size = len(content)
            target.addfile(info, io.BytesIO(content))
    return made.getvalue()


def tar_link() -> bytes:
    link = tarfile.TarInfo("link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return tarred((link, b""))


def tar_device() -> bytes:
    pipe = tarfile.TarInfo("pipe")
    pipe.type = tarfile.FIFOTYPE
    return tarred((pipe, b""))


def tar_bomb() -> bytes:
    return tarred((tarfile.TarInfo("big.txt"), ZEROS), mode="w:gz")


def tar_cut_off() -> bytes:
    return tarred((tarfile.TarInfo("a.txt"), LETTER.encode()), (tarfile.TarInfo("b.txt"), bytes(5000)))[:2600]


def mail(*attached: tuple[str, bytes], text: str = "1. The bus is late.\n2. The library is far away.\n") -> bytes:
    message = EmailMessage()
    message["Subject"] = "Our answer"
    message.set_content(text)
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


REFUSED: dict[str, Callable[[], bytes]] = {
    "link.zip": zip_link,
    "damaged.zip": zip_damaged,
    "locked.zip": zip_locked,
    "bomb.zip": zip_bomb,
    "link.tar": tar_link,
    "device.tar": tar_device,
    "bomb.tar.gz": tar_bomb,
    "cut.tar": tar_cut_off,
    "bomb.txt.gz": lambda: gzip.compress(ZEROS),
    "empty.zip": zipped,
    "tnef.eml": lambda: mail(("winmail.dat", b"x\x9f>\x22")),
}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: make() for name, make in REFUSED.items()}


def report_of(tmp_path: Path, files: dict[str, bytes]) -> AppContext:
    """A workspace with these files beside one letter, after its report."""
    app = AppContext(Workspace(make_workspace(tmp_path, {"letter.txt": LETTER, **files})), clock=Clock())
    told = publish.report(app)
    assert told.sources == len(files) + 1
    assert verify_workspace.check(app)
    for name in files:
        assert any(skip.name == name or skip.name.startswith(f"{name}#") for skip in told.skipped), name
    return app


def test_whatever_an_archive_holds_a_report_can_be_made(tmp_path: Path, made: dict[str, bytes]) -> None:
    app = report_of(tmp_path, made)
    book = ingest.take_in(app, keep=False).ledger
    reasons = {skip.name for entry in book.entries for skip in entry.skipped}
    assert {"link.zip#link.txt", "bomb.zip#big.txt", "link.tar#link.txt", "tnef.eml#winmail.dat"} <= reasons


def test_the_same_one_archive_deeper(tmp_path: Path, made: dict[str, bytes]) -> None:
    inside = {f"{n}.zip": zipped(**{name: content}) for n, (name, content) in enumerate(made.items())}
    app = report_of(tmp_path, inside)
    assert "0.zip#link.zip#link.txt" in {skip.name for skip in ingest.take_in(app, keep=False).skipped}


def test_the_same_in_a_tar_and_attached_to_a_mail(tmp_path: Path, made: dict[str, bytes]) -> None:
    several = tarred(*((tarfile.TarInfo(name), content) for name, content in made.items()))
    report_of(tmp_path, {"all.tar": several, "all.eml": mail(*made.items())})


def test_a_member_that_is_too_large_is_told_by_its_own_name(tmp_path: Path) -> None:
    app = AppContext(Workspace(make_workspace(tmp_path / "w")), clock=Clock())
    (tmp_path / "large.zip").write_bytes(zip_too_large())
    (told,) = ingest.add(app, [tmp_path / "large.zip"])
    assert told.reason == "large.txt: the file is larger than 50 MB when it is unpacked; ask its sender for it in parts"


def test_what_could_not_be_read_is_told_by_name_but_not_without_end() -> None:
    many = [Skipped(f"a.zip#{n}.txt", "it is locked") for n in range(1200)]
    assert combined_reasons("a.zip", [*many, Skipped("a.zip", "it is damaged")]) == (
        "0.txt, 1.txt, 2.txt and 1,197 more: it is locked; it is damaged"
    )
