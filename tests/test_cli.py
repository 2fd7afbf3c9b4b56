"""The command line: what it prints, where, and with which exit status; and never a traceback."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analysis import cli
from analysis.app.admin import verify_workspace
from analysis.app.context import AppContext
from analysis.app.single_file import read
from analysis.app.views.report_editions import editions
from analysis.cli import progress_bars
from analysis.cli.output import columns
from analysis.model import Table
from analysis.reading.sniff import MAGIC, SUFFIXES
from analysis.workspace import Workspace, not_portable
from analysis.workspace.consultation_toml import STARTER
from tests.builders import CONSULTATION, LETTER, NOTES, PAGE, ROOT, make_workspace, published
from tests.commands import COMMANDS
from tests.needs import needs_linux, needs_posix
from tests.patience import PATIENCE
from tests.shared import shared

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def everypoint(*arguments: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def process(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "analysis.cli", *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    options = {"capture_output": True, "encoding": "utf-8", "timeout": PATIENCE}
    return subprocess.run(command, cwd=cwd, env=env, check=False, **options)


def told(result: Result, status: int) -> str:
    """What was printed on stderr by a command that ended with this status, without a traceback."""
    assert result.exit_code == status, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.stderr


@pytest.fixture
def context(tmp_path: Path) -> Path:
    """A workspace with a consultation and no responses."""
    return make_workspace(tmp_path / "work")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Files as they are sent: text, Markdown and a web page; a PDF, one of no text at all and one of no bytes."""
    folder = tmp_path / "in box"
    folder.mkdir()
    for name, content in {"letter.txt": LETTER, "notes.md": NOTES, "page.html": PAGE}.items():
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "scan.pdf").write_bytes(PDF)
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "void.txt").touch()
    return folder


# The journey ----------------------------------------------------------------------------------------------------------


def test_from_nothing_to_a_checked_report(tmp_path: Path, inbox: Path) -> None:
    where = tmp_path / "my consultation"
    made = everypoint("init", where)
    assert told(made, 0) == ""
    (where / "responses/consultation.toml").write_text(CONSULTATION, encoding="utf-8")
    # The commands that init suggests are the ones to go on with.
    add, report = (shlex.split(line.partition(". ")[2])[1:] for line in made.stdout.splitlines()[2:])

    added = everypoint(*add[:-1], inbox)
    assert told(added, 1) == ""
    assert added.stdout.splitlines() == [
        "added       letter.txt: 3 points",
        "not read    noise.txt: the file is binary, not text; save it as Word (.docx), PDF or text and add that",
        "added       notes.md: 2 points",
        "added       page.html: 2 points",
        "not read    scan.pdf: the file is damaged and cannot be opened; ask its sender to send it again, "
        "or print it to a new PDF and add that",
        "not read    void.txt: the file is empty",
        "3 documents of 6 can be read.",
    ]

    coded = everypoint("code", "--workspace", where)
    said = told(coded, 0)
    assert said.count("not read    ") == 3
    assert said.endswith("3 files or parts of files were not read; the report lists each with the reason\n")
    assert re.fullmatch(r"7 points, 7 newly coded by machine coder [0-9a-f]{12}\.\n", coded.stdout)

    reported = everypoint(*report)
    said = told(reported, 0)
    assert said.count("not read    ") == 3
    assert said.endswith("3 files or parts of files were not read; the report lists each with the reason\n")
    assert re.match(r"6 files received: 3 responses, 7 points, \d with a theme, 3 not read\.\n", reported.stdout)
    assert reported.stdout.endswith(f"Report: {where / 'reports/report.html'}\n")
    page = published(where)
    assert "Library opening hours" in page
    assert "the file is damaged and cannot be opened" in page

    checked = everypoint("check", "--workspace", where)
    assert told(checked, 0) == ""
    assert checked.stdout.splitlines()[0] == (
        "ok  6 sources, 3 responses, 7 points: every character is accounted for; 3 files not read, with the reason"
    )
    assert len(checked.stdout.splitlines()) == 6
    assert all(line.startswith("ok  ") for line in checked.stdout.splitlines())


def test_everything_goes_well_where_everything_can_be_read(context: Path, inbox: Path) -> None:
    added = everypoint("add", inbox / "letter.txt", "--workspace", context)
    assert (told(added, 0), added.stdout) == ("", "added       letter.txt: 3 points\n1 document of 1 can be read.\n")
    again = everypoint("add", inbox / "letter.txt", "--workspace", context)
    assert (told(again, 0), again.stdout.splitlines()[0]) == ("", "already in  letter.txt: 3 points")
    first = everypoint("report", "--workspace", context)
    assert (told(first, 0), first.stdout.splitlines()[0][:32]) == ("", "1 file received: 1 response, 3 p")
    assert len(editions(AppContext(Workspace(context)))) == 1, "it is compared with those that are made on the pages"
    second = everypoint("report", "--workspace", context)
    assert told(second, 0) == ""
    assert second.stdout.splitlines()[1] == f"Report (unchanged): {context / 'reports/report.html'}"
    shutil.copy(inbox / "letter.txt", inbox / "copy.txt")
    twice = everypoint("add", inbox / "copy.txt", "--workspace", context)
    assert "; it is an exact copy of letter.txt, and both count: `everypoint take-out` one\n" in twice.stdout


def test_a_workspace_is_made_here_where_no_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = everypoint("init")
    assert (made.exit_code, made.stdout.splitlines()[0]) == (0, "Made a workspace here. Next:")
    assert made.stdout.splitlines()[-1] == "  3. everypoint report"
    assert (tmp_path / "responses/consultation.toml").is_file()


def test_the_journey_in_processes_of_their_own(tmp_path: Path, inbox: Path) -> None:
    context = tmp_path / "here"
    told(everypoint("init", context), 0)
    told(everypoint("add", inbox / "letter.txt", "--workspace", context), 0)
    done = process("report", cwd=context)
    assert done.returncode == 0
    assert [line.partition("“")[2].partition("”")[0] for line in done.stderr.splitlines()] == list(STARTER)
    assert done.stdout.endswith("Report: reports/report.html\n")
    (context / "responses/letter.txt").write_text("1. Another text.\n", encoding="utf-8")
    done = process("check", cwd=context)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("everypoint: letter.txt has changed since it was taken in")


def test_a_report_of_nothing_says_what_to_do(context: Path) -> None:
    result = everypoint("report", "--workspace", context)
    assert told(result, 0) == ""
    assert result.stdout.splitlines()[1] == "There are no responses yet. Add them with `everypoint add`."


# For programs ---------------------------------------------------------------------------------------------------------


def test_json_is_one_object_with_what_was_done(context: Path, inbox: Path) -> None:
    added = json.loads(everypoint("add", inbox, "--json", "--workspace", context).stdout)
    assert list(added) == ["added"]
    assert added["added"][0] == {
        "name": "letter.txt",
        "points": 3,
        "reason": None,
        "copied": True,
        "copies": None,
        "same_as": None,
        "responses": 1,
        "skipped": [],
        "tables": [],
        "to_look_at": [],
        "letters": [],
        "refusals": [],
    }
    coded = json.loads(everypoint("code", "--json", "--workspace", context).stdout)
    assert (coded["points"], coded["coded"], len(coded["skipped"])) == (7, 7, 3)
    reported = json.loads(everypoint("report", "--json", "--workspace", context).stdout)
    assert reported["path"] == str(context / "reports/report.html")
    assert reported["numbers"] == {"R1": "letter.txt", "R2": "notes.md", "R3": "page.html"}
    void = {"name": "void.txt", "reason": "the file is empty", "why": "", "is_response": False}
    assert (reported["skipped"][2], reported["withheld"]) == (void, 0)
    assert (reported["changed"], reported["sources"], reported["points"]) == (True, 6, 7)
    checked = json.loads(everypoint("check", "--json", "--workspace", context).stdout)
    assert (checked["holds"], len(checked["checked"])) == (True, 6)


def test_an_entry_for_a_table_that_nobody_sent_is_told(context: Path) -> None:
    consultation = context / "responses" / "consultation.toml"
    entries = '\n[[table]]\nfile = "servey.csv"\nopen = ["Why?"]\n\n[[table]]\nfile = "*.xlsx"\nopen = ["Why?"]\n'
    consultation.write_text(consultation.read_text(encoding="utf-8") + entries, encoding="utf-8")
    (context / "responses" / "survey.csv").write_text("Id,Why?\n1,It is too far for us.\n2,No bus goes there.\n")
    unsent = 'no file called "servey.csv" is in responses/'
    for command in ("status", "report"):
        result = everypoint(command, "--workspace", context)
        assert unsent in result.stderr
        assert 'did you mean "survey.csv"' in result.stderr
        assert "xlsx" not in result.stderr
        as_json = json.loads(everypoint(command, "--workspace", context, "--json").stdout)
        assert len(as_json["unsent_tables"]) == 1


def test_an_error_is_one_object_too_and_said_to_people_as_well(context: Path) -> None:
    result = everypoint("report", "--json", "--workspace", context / "nowhere")
    assert told(result, 2) == f"everypoint: {json.loads(result.stdout)['error']}\n"


def test_the_points_of_a_file_are_shown_as_its_reader_goes_through_it(inbox: Path) -> None:
    shown = everypoint("points", inbox / "letter.txt")
    assert told(shown, 0) == ""
    lines = [line.rstrip() for line in shown.stdout.splitlines()]
    assert lines[0] == "letter.txt"
    assert lines[1].split()[:4] == ["1", "(1)", "Sunday", "opening"]
    assert lines[-2].startswith("3 points")


def test_all_that_is_in_a_file_is_shown_with_what_it_is_and_why(inbox: Path) -> None:
    (inbox / "long.txt").write_text(
        "Dear Sir,\n\nWho pays\n\n1. The county should pay.\n2. Nobody else can.\n4. It has the money to do it.\n"
    )
    shown = everypoint("points", inbox / "long.txt", "--all").stdout
    rows = [line.split() for line in shown.splitlines()]
    assert ["furniture", "Dear", "Sir,"] in [row[:3] for row in rows]
    assert ["point", "3", "(4)", "It"] in [row[:4] for row in rows]
    assert "sure]" in shown


def test_the_points_of_a_file_are_json_lines_for_programs(inbox: Path) -> None:
    lines = everypoint("points", inbox / "letter.txt", "--format", "jsonl").stdout.splitlines()
    first = json.loads(lines[0])
    assert list(first) == ["kind", "number", "label", "section", "question", "start", "end", "page", "file", "text"]
    assert (first["kind"], first["number"], first["label"], first["section"]) == ("point", 1, "1", [])
    assert len(lines) == 3
    assert LETTER[first["start"] : first["end"]] == first["text"]


def test_all_segments_are_the_text_of_the_file(inbox: Path) -> None:
    for name in ("letter.txt", "notes.md", "page.html"):
        lines = everypoint("points", inbox / name, "--format", "jsonl", "--all").stdout.splitlines()
        segments = [json.loads(line) for line in lines]
        assert "".join(segment["text"] for segment in segments) == read(inbox / name).text
        assert [s["start"] for s in segments] == [0, *(s["end"] for s in segments[:-1])]


def test_in_a_workspace_its_questions_are_recognised(context: Path, inbox: Path) -> None:
    (inbox / "form.txt").write_text(
        "Q1. Should libraries open on Sundays, and who should pay for it?\n\nYes, the county.\n"
    )
    inside = everypoint("points", inbox / "form.txt", "--format", "jsonl", "--workspace", context).stdout
    assert json.loads(inside.splitlines()[0])["question"] == "Q1"


def test_the_real_submission_comes_out_as_its_gold_says() -> None:
    gold = json.loads(shared("gold/sesl-seec.json").read_text(encoding="utf-8"))
    lines = everypoint("points", shared("seeds/004_4def173543fe0b08.txt"), "--format", "jsonl").stdout.splitlines()
    found = [json.loads(line) for line in lines]
    keys = ("label", "section", "start", "end")
    assert [[point[key] for key in keys] for point in found] == [
        [point[key] for key in keys] for point in gold["points"]
    ]
    assert len(found) == 27


# What goes wrong ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command", ["add x.txt", "code", "report", "status", "check", "codebook diff", "erase x --by y --why z"]
)
def test_a_folder_that_is_no_workspace_is_a_matter_of_usage(tmp_path: Path, command: str) -> None:
    said = told(everypoint(*command.split(), "--workspace", tmp_path), 2)
    assert said.startswith(
        f"everypoint: {tmp_path} is not a workspace: it has no responses/consultation.toml. Make one"
    )


def test_a_workspace_that_is_named_must_be_one_for_points_too(tmp_path: Path, inbox: Path) -> None:
    told(everypoint("points", inbox / "letter.txt", "--workspace", tmp_path), 2)


MISTYPED = ["reprot", "report --jsno", "points", "add", "points a b c", "points x --format xml"]


@pytest.mark.parametrize("arguments", MISTYPED)
def test_a_mistyped_command_is_a_matter_of_usage(arguments: str) -> None:
    assert "Usage: " in told(everypoint(*arguments.split()), 2)


def test_a_second_init_changes_nothing_and_says_so(tmp_path: Path) -> None:
    told(everypoint("init", tmp_path), 0)
    assert "is a workspace already; nothing was changed. Edit " in told(everypoint("init", tmp_path), 2)


def test_mistakes_in_the_consultation_are_told_all_at_once_and_nothing_is_written(context: Path, inbox: Path) -> None:
    path = context / "responses/consultation.toml"
    path.write_text(CONSULTATION.replace("keywords", "keyword").replace('title = "', 'titel = "'), encoding="utf-8")
    for command in (["report"], ["code"], ["check"], ["add", str(inbox)]):
        said = told(everypoint(*command, "--workspace", context), 1).splitlines()
        assert said[0] == f"everypoint: {path} has 4 mistakes:"
        assert said[1] == "  [consultation] › title is missing; expected text in quotation marks"
        assert "number 2 (access) › keyword: unknown field; did you mean keywords?" in said[4]
    assert [found.name for found in context.rglob("*")] == ["responses", "consultation.toml"]


def test_a_report_of_which_nothing_was_read_has_not_done_its_job(context: Path, inbox: Path) -> None:
    told(everypoint("add", inbox / "noise.txt", "--workspace", context), 1)
    for command in ("code", "report"):
        assert "noise.txt" in told(everypoint(command, "--workspace", context), 1)
    told(everypoint("add", inbox / "letter.txt", "--workspace", context), 0)
    for command in ("code", "report"):
        assert "warning     1 file or part of a file was not read" in told(
            everypoint(command, "--workspace", context), 0
        )
    status = everypoint("status", "--workspace", context)
    assert told(status, 0) == ""
    assert "not read    noise.txt" in status.stdout


@pytest.mark.parametrize("name", ["missing.txt", "scan.pdf", "noise.txt", "void.txt", ""])
def test_a_file_that_points_cannot_read_is_told(inbox: Path, name: str) -> None:
    said = told(everypoint("points", inbox / name), 1)
    assert said.startswith((f"everypoint: {inbox / name}: ", f"not read    {name}: "))


def test_a_reports_folder_that_is_a_file_is_told(context: Path) -> None:
    (context / "reports").touch()
    assert "reports is a file, not a folder. Move it away and try again." in told(
        everypoint("report", "--workspace", context), 1
    )


@pytest.mark.parametrize("as_json", [False, True])
def test_ctrl_c_ends_quietly(context: Path, monkeypatch: pytest.MonkeyPatch, as_json: bool) -> None:
    def interrupted(things: object, doing: str, total: object = None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(progress_bars, "track", interrupted)
    result = everypoint("report", "--workspace", context, *(["--json"] if as_json else []))
    assert told(result, 130) == "everypoint: Stopped. What was done before is kept; run the command again to go on.\n"


@pytest.mark.parametrize("error", [RecursionError("too deep"), PermissionError(13, "Permission denied", "/secret")])
def test_what_nobody_foresaw_is_told_without_a_traceback(
    context: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(app_context: object) -> None:
        raise error

    monkeypatch.setattr(verify_workspace, "check", fails)
    said = told(everypoint("check", "--workspace", context), 1)
    if isinstance(error, OSError):
        assert said == "everypoint: /secret: permission denied\n"
    else:
        assert re.search(r"Please report it: RecursionError in trail_commands\.py, line \d+\.\n", said)


# Hostile files --------------------------------------------------------------------------------------------------------

ENDINGS = [*[".txt", ".html", ".pdf", ".docx", ".odt", ".rtf", ".eml", ".msg", ".zip", ".png", ".xlsx"], *SUFFIXES]
ODD_NAMES = [
    "new\nline.txt",
    "quote'\".txt",
    "<script>alert(1).txt",
    "<img src=x onerror=alert(1)>.pdf",
    "\x1b[2Jclear.txt",
    "#.pdf",
    "-rf.txt",
    "a b.txt",
]


def hostile(folder: Path) -> list[str]:
    """A folder of files that nobody should send, by name."""
    noise = random.Random(2014)
    files: dict[str, bytes] = {f"noise{n}{end}": noise.randbytes(3000) for n, end in enumerate(ENDINGS)}
    files |= {f"magic{n}.bin": magic + noise.randbytes(500) for n, (magic, _) in enumerate(MAGIC)}
    files |= {f"ascii{n}{end}": bytes(noise.choices(range(9, 127), k=3000)) for n, end in enumerate(ENDINGS)}
    files["deep.html"] = b"<div>" * 9_000 + b"deep inside"
    files["lists.html"] = b"<ul><li>" * 3_000
    files["quotes.md"] = b">" * 5_000 + b" quoted"
    files["lists.md"] = b"".join(b" " * n + b"- item\n" for n in range(300))
    files["brackets.md"] = b"[" * 5_000
    files["line.txt"] = b"word " * 6_000
    files["unbroken.txt"] = b"x" * 200_000
    files["stars.txt"] = b"**a *b __c _d " * 800
    files["numbers.txt"] = b"".join(b"%d.%d.%d(%d)\n" % (n, n, n, n) for n in range(400))
    files["at.txt"] = b"a@" * 3_000 + b" 0 1 2 3" * 1_000
    files["nul.txt"] = b"a\x00b" * 10
    files["half.txt"] = "\ufeffé".encode("utf-16")[:-1]
    files["toml.toml"] = b"[[[["
    files |= dict.fromkeys(ODD_NAMES, b"<script>alert(document.cookie)</script> is what we say.")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return sorted(files)


@needs_posix
def test_hostile_files_are_told_and_lose_nothing_and_never_make_a_traceback(context: Path, tmp_path: Path) -> None:
    (tmp_path / "hostile").mkdir()
    names = hostile(tmp_path / "hostile")
    added = everypoint("add", tmp_path / "hostile", "--workspace", context)
    assert told(added, 1) == ""
    lines = added.stdout.splitlines()
    assert len(lines) == len(names) + 1, "one line for each, whatever its name"
    assert "\x1b" not in added.output
    assert "fault of Everypoint" not in added.output

    reported = everypoint("report", "--json", "--workspace", context)
    told(reported, 0)
    facts = json.loads(reported.stdout)
    accounted = {*facts["numbers"].values(), *(skip["name"] for skip in facts["skipped"])}
    assert sorted(accounted) == [name for name in names if not not_portable(name)], "but for those that were refused"
    page = published(context)
    assert page.lower().count("<script") == 1, "the search box of the index"
    assert "<img" not in page.lower()
    told(everypoint("check", "--workspace", context), 0)


@needs_linux
def test_names_that_are_no_text_are_told_and_their_files_read(context: Path, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(LETTER, encoding="utf-8")
    shown = everypoint("points", path)
    assert told(shown, 0) == ""
    added = everypoint("add", path, "--workspace", context)
    assert told(added, 0) == ""
    assert added.stdout.startswith("added       caf\\xe9.txt: 3 points")
    (context / "responses/caf\\xe9.txt").rename(Path(os.fsdecode(os.fsencode(context) + b"/responses/caf\xe9.txt")))
    told(everypoint("report", "--workspace", context), 0)
    told(everypoint("check", "--workspace", context), 0)


# Starting -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_an_example(command: str) -> None:
    result = everypoint(*command.split(), "--help")
    assert told(result, 0) == ""
    assert ("Example: everypoint" in result.stdout) == bool(command)


def test_help_starts_without_the_heavy_libraries() -> None:
    heavy = ["sklearn", "pandas", "nltk", "numpy", "scipy", "jinja2", "lxml", "markdown_it", "docx", "xlsxwriter"]
    code = (
        "import sys\nfrom analysis import cli\ntry:\n    cli.app(['report', '--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=PATIENCE, check=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_a_program_reads_is_utf_8_whatever_the_terminal(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    (inbox / "letter.txt").write_text("“Straße” costs £3 · 日本.\n", encoding="utf-8")
    written, told = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "argv", ["everypoint", "points", str(inbox / "letter.txt"), "--format", "jsonl"])
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(told, encoding=encoding))
    with pytest.raises(SystemExit) as ended:
        cli.main()
    sys.stdout.flush()
    sys.stderr.flush()
    assert (ended.value.code, told.getvalue()) == (0, b"")
    assert json.loads(written.getvalue().decode("utf-8"))["text"] == "“Straße” costs £3 · 日本."


def test_a_response_is_taken_out_and_put_back(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "w", {"letter.txt": LETTER, "notes.md": NOTES})
    here = ["--workspace", str(root)]

    def told(*arguments: str, status: int = 0) -> str:
        done = CliRunner().invoke(cli.app, [*arguments, *here])
        assert done.exit_code == status, done.output
        return done.output

    told("report")
    assert "banana is not the address of a Dask scheduler" in told("code", "--cluster", "banana", status=1)
    assert "letter.txt is taken out" in told("take-out", "letter.txt", "--by", "Sam", "--why", "sent twice")
    assert "Sam took it out" in told("take-out", "letter.txt", "--by", "Ann", "--why", "withdrawn", status=1)
    stands = told("status")
    assert "1 response taken in." in stands
    assert "by Sam: sent twice" in stands
    assert "outdated    the report; changed since it was made: responses" in stands
    assert "1 response" in told("report")
    assert "letter.txt is back" in told("put-back", "letter.txt", "--by", "Sam")
    assert "it has not been taken out; nothing has been" in told("put-back", "letter.txt", "--by", "Sam", status=1)
    assert "2 responses" in told("report")
    assert "outdated" not in told("status")


def test_a_files_name_in_a_command_to_copy_is_quoted_for_the_shell(capsys: pytest.CaptureFixture[str]) -> None:
    columns(Table("survey FINAL (2).csv", None, 0, 1, ()))
    assert capsys.readouterr().out.endswith("everypoint points 'survey FINAL (2).csv'\n")
