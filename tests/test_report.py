"""The formats on a terminal and in files: width, endings, colours; test_formats.py reads each of them back."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import example, run

from engine import report
from engine.check import all_problems
from engine.load import read_repository
from engine.matrix import Assessor, Matrix
from engine.report import FORMATS, format_of, render
from engine.report.table import render as as_table

__all__ = ["example"]  # the fixture
HERE = Path(__file__).parent
WORDS = {"met", "unmet", "unknown", "not applicable"}


@pytest.fixture(params=["example", "real"])
def matrix(request: pytest.FixtureRequest) -> Matrix:
    repository = read_repository(HERE / "example" if request.param == "example" else HERE.parent)
    return Assessor(repository, all_problems(repository), datetime.date(2026, 6, 1)).matrix()


def from_table(text: str) -> dict[tuple[str, str], str]:
    signs = {"✓": "met", "✗": "unmet", "?": "unknown", "–": "not applicable"}
    found, codes = {}, list[str]()
    for line in text.partition("\n\n")[2].splitlines():
        words = line.split()
        if words and all(re.fullmatch("[A-Z]{3}", each) for each in words):
            codes = words
        elif line.startswith("  ") and words[1:] and all(each.rstrip("*") in signs for each in words[1:]):
            for code, sign in zip(codes, words[1:], strict=True):
                found[code, words[0]] = signs[sign.rstrip("*")]
    return found


def test_the_table_reads_back_to_the_same_verdicts(matrix: Matrix) -> None:
    cells = {key: each.verdict.value for key, each in matrix.cells.items()}
    assert set(cells.values()) <= WORDS
    assert from_table(as_table(matrix, 200)) == cells


def test_the_table_fits_an_eighty_column_terminal(matrix: Matrix) -> None:
    assert max(len(line) for line in as_table(matrix, 80).splitlines()) <= 80


def test_markdown_has_at_most_six_columns(matrix: Matrix) -> None:
    text = render(matrix, "markdown")
    assert max(len(re.split(r"(?<!\\)\|", line)) - 2 for line in text.splitlines()) <= 6


def test_a_plain_table_has_no_sign_that_ascii_lacks() -> None:
    repository = read_repository(HERE / "example")
    matrix = Assessor(repository, (), datetime.date(2026, 6, 1)).matrix()
    text = as_table(matrix, 80, plain=True)
    assert text.isascii()
    for word in ("met", "unmet", "unknown"):
        assert word in text


def test_the_ending_of_a_file_says_its_format() -> None:
    found = [format_of(each) for each in ("a.csv", "a.md", "a.json", "a.txt", "a.CSV", "a.xls", "a", ".md")]
    assert found == ["csv", "markdown", "json", "table", "csv", None, None, None]
    more = [format_of(each) for each in ("a.xlsx", "a.oscal.json", "a.b.json")]
    assert more == ["xlsx", "oscal", "json"]
    assert {*found, *more} - {None} == set(FORMATS)


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(1)"])
def test_no_cell_of_a_spreadsheet_is_a_formula(evil: str, example: Path) -> None:
    file = example / "jurisdictions/XBB.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('name: "Samplia | <b>&=1+1"', f"name: {json.dumps(evil)}"), encoding="utf-8")
    said = run("matrix", "--format=csv", "--as-of=2026-06-01").partition("\n")[2]
    for row in csv.reader(io.StringIO(said)):
        assert not [each for each in row if each.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("ending", ["csv", "md", "json", "txt", "oscal.json"])
def test_a_file_holds_what_would_be_printed(ending: str, example: Path) -> None:
    said = run("matrix", "-o", f"out.{ending}", "--as-of=2026-06-01")
    assert said == f"exit code 0\n--- on standard error\nmatrix written to out.{ending}\n"
    name = {"md": "markdown", "txt": "table", "oscal.json": "oscal"}.get(ending, ending)
    printed = run("matrix", f"--format={name}", "--as-of=2026-06-01").partition("\n")[2]
    assert (example / f"out.{ending}").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (
            "out.xls",
            "cannot tell the format of `out.xls`; end it in .txt .md .csv .json .xlsx .oscal.json, or say --format",
        ),
        ("no/such/out.csv", "no/such/out.csv cannot be written: No such file or directory"),
        ("seeds", "Error: Invalid value for '--output' / '-o': File 'seeds' is a directory."),
    ],
)
def test_a_file_that_cannot_be_written_is_one_line(output: str, said: str, example: Path) -> None:
    assert run("matrix", "-o", output, "--as-of=2026-06-01").splitlines()[-1].startswith(said)


def test_csv_for_excel_begins_with_a_mark(example: Path) -> None:
    run("matrix", "-o", "plain.csv", "--as-of=2026-06-01")
    run("matrix", "-o", "excel.csv", "--bom", "--as-of=2026-06-01")
    plain, excel = ((example / each).read_bytes() for each in ("plain.csv", "excel.csv"))
    assert excel == b"\xef\xbb\xbf" + plain
    assert plain.startswith(b"as_of,")


@pytest.mark.parametrize("args", [["matrix", "-o", "out.xlsx"], ["matrix", "--format=xlsx"], ["publish", "-o", "out"]])
def test_a_missing_extra_is_one_line(args: list[str], example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "find_spec", lambda _: None)
    said = "a workbook needs openpyxl; install it with: python -m pip install openpyxl\n"
    assert run(*args) == f"exit code 2\n--- on standard error\n{said}"
    assert not (example / "out").exists()


def test_a_new_profile_is_valid_and_all_unknown(example: Path) -> None:
    run("new", "jurisdiction", "XCC", "--comments", "--name", 'Newland: a *first* "look" #1')
    said = run("check", "XCC")
    assert said.splitlines()[-1] == 'XCC Newland: a *first* "look" #1: 0 met, 0 unmet, 6 unknown, 0 not applicable'
    text = (example / "jurisdictions/XCC.yaml").read_text(encoding="utf-8")
    assert all(each in text for each in ("Who authorises it?", "Must the conduct be an offence in both States?"))


@pytest.mark.parametrize(("environment", "coloured"), [({}, False), ({"NO_COLOR": "1"}, False)])
def test_nothing_is_coloured_where_nobody_looks(environment: dict[str, str], coloured: bool, example: Path) -> None:
    code = "from engine.cli import main; main()"
    command = [sys.executable, "-c", code, "check", "--as-of=2026-06-01"]
    done = subprocess.run(
        command, check=False, cwd=example, capture_output=True, env=environment | {"SAFEGUARDS_NO_CACHE": "1"}
    )
    assert (b"\x1b[" in done.stdout) is coloured


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_that_lacks_the_signs_gets_words(encoding: str, example: Path) -> None:
    code = "from engine.cli import main; main()"
    file = example / "jurisdictions/XAA.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Exampleland", "Примерия"), encoding="utf-8")
    for args in (["check"], ["pair", "XAA", "XBB"], ["matrix"], ["explain", "XAA", "short-orders"], ["test"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *args],
            check=False,
            cwd=example,
            capture_output=True,
            env={"PYTHONIOENCODING": encoding, "SAFEGUARDS_NO_CACHE": "1"},
        )
        assert b"Traceback" not in done.stderr
        assert b"internal error" not in done.stderr
        assert done.returncode in {0, 1}
        assert done.stdout


def test_what_breaks_inside_is_not_blamed_on_the_user(example: Path) -> None:
    code = "import engine.load, engine.cli\nengine.load.read_repository = None\nengine.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check"], check=False, cwd=example, capture_output=True, text=True
    )
    assert done.returncode == 4
    last = done.stderr.splitlines()[-1]
    assert last == "internal error: this is a fault of safeguards, not of your files; please report it"
