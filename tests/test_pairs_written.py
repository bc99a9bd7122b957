"""What `pairs` writes: the same rows as CSV and as Parquet, the same bytes from any number of processes, or nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyarrow
import pytest
from click.testing import CliRunner, Result
from invented_repositories import FIRST, Lots
from pair_plans import WHEN, planned, told
from pair_work import dies
from pyarrow import parquet as reading

import engine.pairs.judge
import engine.pairs.parquet
import engine.pairs.processes
import engine.report
from engine.cli import safeguards
from engine.pairs import csvfile, parquet
from engine.pairs.judge import one_by_one
from engine.pairs.plan import Block, Plan
from engine.pairs.rows import COLUMNS, Wanted
from engine.pairs.stream import Found, found
from engine.verdict import Verdict

EXAMPLE = Path(__file__).parent / "example"
OVER = "--over=1950-01-01..2026-01-01"
WANTED = [
    Wanted(),
    Wanted(frozenset({Verdict.MET, Verdict.NOT_APPLICABLE})),
    Wanted(changes=True),
    Wanted(frozenset({Verdict.UNKNOWN}), changes=True),
]
Row = dict[str, str]


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "example")
    monkeypatch.chdir(tmp_path / "example")
    return tmp_path / "example"


def drawn() -> Iterator[Plan]:
    return (planned(*Lots(seed).repository()) for seed in range(8))


def blocks(what: Plan) -> Iterator[Found]:
    return found(what, WHEN, partial(one_by_one, what))


def as_csv(what: Plan, wanted: Wanted) -> list[Row]:
    out = io.BytesIO()
    csvfile.write(what, blocks(what), wanted, out.write)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode())))


def as_parquet(what: Plan, wanted: Wanted) -> bytes:
    out = io.BytesIO()
    parquet.write(what, blocks(what), wanted, out, WHEN)
    return out.getvalue()


def expected(what: Plan, wanted: Wanted) -> list[Row]:
    """Give the rows one by one, from verdicts that other tests compare with an assessment."""
    rows, before = [], {}
    roles = {each.safeguard.id: each.safeguard.answers for each in what.parts}
    for (day, name, own, other), verdict in told(what, blocks(what)).items():
        old, before[name, own, other] = before.get((name, own, other)), verdict
        if (wanted.only and verdict not in wanted.only) or (wanted.changes and old is verdict):
            continue
        asking, asked = (own, other) if roles[name] == "requesting" else (other, own)
        values = (str(day), str(what.floor), name, own, asking, asked, verdict.value)
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows


@pytest.mark.parametrize("wanted", WANTED, ids=["all", "only", "changes", "both"])
def test_csv_and_parquet_hold_the_same_rows_in_the_same_order(wanted: Wanted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.pairs.parquet, "GROUP", 20)
    for what in drawn():
        rows = as_csv(what, wanted)
        assert rows == expected(what, wanted)
        table = reading.read_table(pyarrow.BufferReader(as_parquet(what, wanted)))
        assert [{key: str(each) for key, each in row.items()} for row in table.to_pylist()] == rows


def test_parquet_names_words_once_and_says_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.pairs.parquet, "GROUP", 20)
    what = replace(next(drawn()), unreadable=frozenset({"XBB"}))
    data = as_parquet(what, Wanted())
    assert as_parquet(what, Wanted()) == data
    file = reading.ParquetFile(pyarrow.BufferReader(data))
    assert file.num_row_groups > 1
    kinds = {each.name: str(each.type) for each in file.schema_arrow}
    words = "dictionary<values=string, indices=int16, ordered=0>"
    small = words.replace("int16", "int8")
    assert kinds == {
        "as_of": "date32[day]", "evidence": small, "safeguard": words, "answering": words, "requesting": words,
        "requested": words, "verdict": small,
    }  # fmt: skip
    about = json.loads(file.schema_arrow.metadata[b"safeguards.pairs"])
    assert about["as_of"] == {"first": "2000-01-01", "last": "2011-01-01", "dates": 12}
    assert (about["evidence"], about["not_valid"]) == ("knowledge", "XBB")
    assert (about["only"], about["changes"]) == ([], False)
    assert about["engine"].startswith("safeguard-matrix ")
    assert about["caution"].startswith("Unknown means that nobody has recorded the answer")


def test_a_file_without_rows_is_a_file(example: Path) -> None:
    assert run("--only=not-applicable", "-o", "out.parquet").exit_code == 0
    table = reading.read_table("out.parquet")
    assert (table.num_rows, table.column_names) == (0, list(COLUMNS))


def test_no_text_of_a_row_is_a_formula_or_breaks_out_of_its_cell() -> None:
    what = replace(next(drawn()), codes=("=1+1", 'X,"Y'))
    out = io.BytesIO()
    csvfile.write(what, [Found(Block(FIRST, 0), b"\1\2", None)], Wanted(), out.write)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode())))
    assert [each["answering"] for each in rows] == ["'=1+1", 'X,"Y']
    assert [each["verdict"] for each in rows] == ["met", "unmet"]


def run(*args: str) -> Result:
    return CliRunner().invoke(safeguards, ["pairs", *args], prog_name="safeguards")


def test_any_number_of_processes_writes_the_same_bytes(example: Path) -> None:
    for form in ("csv", "parquet"):
        for jobs in ("1", "2"):
            assert run(OVER, f"--jobs={jobs}", "-o", f"{jobs}.{form}").exit_code == 0
        assert Path(f"1.{form}").read_bytes() == Path(f"2.{form}").read_bytes()
    assert Path("1.csv").read_bytes() == run(OVER).stdout_bytes


def test_a_file_is_told_of_and_another_is_not_touched_before(example: Path) -> None:
    done = run(OVER, "-o", "out.csv")
    assert (done.stdout, done.stderr) == ("", "pairs written to out.csv\n")


@pytest.mark.parametrize(
    ("args", "package", "what"),
    [(["-o", "out.parquet"], "pyarrow", "a Parquet file"), (["--scheduler=tcp://h:1"], "distributed", "a cluster")],
)
def test_a_package_that_is_not_there_is_one_message(
    args: list[str], package: str, what: str, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.report, "find_spec", lambda _name: None)
    done = run(*args)
    assert done.exit_code == 2
    assert done.stderr == f"{what} needs {package}; install it with: python -m pip install {package}\n"


def test_a_process_that_is_killed_is_one_message_and_leaves_no_file(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.pairs.processes.on_processes", partial(engine.pairs.processes.on_processes, work=dies))
    Path("out.csv").write_text("older\n", encoding="utf-8")
    before = sorted(example.iterdir())
    done = run(OVER, "--jobs=2", "-o", "out.csv")
    assert done.exit_code == 4
    why = "a process was killed, or ran out of memory"
    assert done.stderr == f"not all pairs were judged: {why}; try again, with fewer --jobs\n"
    assert sorted(example.iterdir()) == before
    assert Path("out.csv").read_text(encoding="utf-8") == "older\n"


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_ctrl_c_leaves_no_file(name: str, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine.pairs.judge, "judge", interrupted)
    before = sorted(example.iterdir())
    done = run(OVER, "-o", name)
    assert (done.exit_code, done.stderr.strip()) == (1, "Aborted!")
    assert sorted(example.iterdir()) == before


def test_one_profile_is_no_pair(example: Path) -> None:
    Path("jurisdictions/XBB.yaml").unlink()
    Path("jurisdictions/waivers/XBB.yaml").unlink()
    swap(Path("pyproject.toml"), "XBB = 20\n", "")
    swap(Path("seeds/doc-2020.yaml"), "jurisdiction: XBB", "jurisdiction: XAA")
    done = run()
    assert done.exit_code == 3
    assert done.stderr == "a pair needs two profiles under jurisdictions/ (profiles: 1)\n"


def test_policies_without_pairs_have_no_rows(example: Path) -> None:
    Path("policies/requests/no-help-against-speech.yaml").unlink()
    swap(Path("seeds/doc-2020.yaml"), ", no-help-against-speech", "")
    done = run()
    assert (done.exit_code, done.stderr) == (3, "no safeguard under policies/ is about pairs\n")


def swap(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def command(*args: str) -> list[str]:
    return [sys.executable, "-c", "from engine.cli import main; main()", "pairs", *args]


BUFFERED = {key: each for key, each in os.environ.items() if key != "PYTHONUNBUFFERED"}
"""The environment in which what could not be written is tried again when the process ends."""
LONG = ("--over=1000-01-01..1800-01-01", "--every=month")


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes there")
def test_whoever_stops_reading_ends_it_quietly(example: Path) -> None:
    with subprocess.Popen(command(*LONG), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=BUFFERED) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().decode().startswith("as_of,")
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.parametrize("args", [LONG, ("--counts",)], ids=["much", "little"])
def test_a_full_standard_output_is_one_message(args: tuple[str, ...], example: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command(*args), check=False, stdout=full, stderr=subprocess.PIPE, text=True, env=BUFFERED)
    assert (done.returncode, done.stderr) == (2, "standard output cannot be written: No space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no bound on the size of files there")
@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_a_file_that_cannot_grow_is_one_message_and_nothing_is_left(name: str, example: Path) -> None:
    import resource

    before = sorted(example.iterdir())
    done = subprocess.run(
        command(*LONG, "-o", name),
        check=False,
        capture_output=True,
        text=True,
        # a measurement of coverage would write a file too, and a larger one
        env={key: each for key, each in os.environ.items() if not key.startswith("COVERAGE")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert (done.returncode, done.stderr) == (2, f"{name} cannot be written: File too large\n")
    assert sorted(example.iterdir()) == before


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals there")
@pytest.mark.parametrize("to_file", [True, False])
def test_progress_is_shown_on_a_terminal_and_not_between_rows_on_it(to_file: bool, example: Path) -> None:
    import pty

    main, side = pty.openpty()
    args = (*LONG, "-o", "out.csv") if to_file else ("--over=2000-01-01..2001-01-01",)
    done = subprocess.run(command(*args), check=False, stdout=side, stderr=side, stdin=side)
    os.close(side)
    said = b""
    while chunk := _read(main):
        said += chunk
    os.close(main)
    assert done.returncode == 0
    assert (b"100%" in said) is to_file
    assert (b"as_of," in said) is not to_file


def _read(main: int) -> bytes:
    try:
        return os.read(main, 100_000)
    except OSError:  # the other side was closed
        return b""
