"""What was judged once is not judged again, and is never taken for what it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lanes import PATHS, lay_out_alone, said

from engine import matrix

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def tree(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out_alone(pytester, monkeypatch, tmp_path_factory.mktemp("home"))


@pytest.fixture
def run(tree: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run pytest; `reads` says whether it may read the law, and without `kept` there is no cache."""
    real = matrix.Assessor
    read: list[object] = []
    monkeypatch.setattr(matrix, "Assessor", lambda *given: (read.append(given), real(*given))[1])

    def inner(*args: str, reads: bool, kept: bool = True) -> tuple[int, str]:
        read.clear()
        more = () if kept else ("--no-cache",)
        named = ("-p", "engine.plugin", "-p", "no:cacheprovider")
        found = pytester.runpytest_inprocess(*PATHS, "--as-of=2026-06-01", *named, *args, *more)
        assert bool(read) is reads, "the law was read" if read else "the law was not read"
        return said(found)

    return inner


@pytest.mark.parametrize(
    "options", ["", "-q", "-v -rA", "--tb=short", "--safeguards-protocol=standard", "--unknown=fail", "-x"]
)
def test_a_second_run_says_the_same_without_reading_the_law(run: Run, options: str) -> None:
    args = options.split()
    anew = run(*args, reads=True, kept=False)
    run(*[each for each in args if each != "-x"], reads=True)
    assert run(*args, reads=False) == anew


def test_a_second_report_holds_the_same(run: Run, tree: Path) -> None:
    def report(*, reads: bool, kept: bool = True) -> str:
        run("--junitxml=report.xml", reads=reads, kept=kept)
        return re.sub(r'(time|timestamp)="[^"]*"', "", (tree / "report.xml").read_text(encoding="utf-8"))

    anew = report(reads=True, kept=False)
    run(reads=True)
    assert report(reads=True) == anew, "reports carry more than the run before kept"
    assert report(reads=False) == anew


EDITS = {
    "jurisdictions/XAA.yaml": ("requests:\n  dual: {value: discretionary", "requests:\n  dual: {value: mandatory"),
    "policies/powers/short-orders.yaml": ("severity: ", "severity_why: it matters\nseverity: "),
    "pyproject.toml": ("max_days = 20", "max_days = 2"),
    "jurisdictions/waivers/XBB.yaml": ("2026-12-31}\n  -", "2026-05-31}\n  -"),
    "jurisdictions/layers/XZZ.yaml": ("status: ", "# a remark\nstatus: "),
    "seeds/doc-2020.yaml": ("title: ", "note: x\ntitle: "),
}


@pytest.mark.parametrize("path", EDITS)
def test_whatever_is_edited_is_judged_anew(run: Run, tree: Path, path: str) -> None:
    run(reads=True)
    file, (old, new) = tree / path, EDITS[path]
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    anew = run(reads="nothing can be assessed" not in text and path not in BROKEN, kept=False)
    assert run(reads=path not in BROKEN) == anew


BROKEN = {"policies/powers/short-orders.yaml", "seeds/doc-2020.yaml"}
"""Edited so that nothing can be assessed, which is told before the law is read for judging."""


@pytest.mark.parametrize("options", ["--as-of=2027-06-01", "--evidence=page", "--unknown=fail"])
def test_another_question_is_another_answer(run: Run, options: str) -> None:
    run(reads=True)
    anew = run(*options.split(), reads=True, kept=False)
    assert run(*options.split(), reads=True) == anew


def test_a_part_of_the_cells_is_told_from_what_was_kept_of_all_and_not_the_other_way_round(run: Run) -> None:
    anew = run("-k", "speech", reads=True, kept=False)
    run("-k", "speech", reads=True)
    assert run("-k", "speech", reads=True) == anew
    run(reads=True)
    assert run("-k", "speech", reads=False) == anew


def test_several_processes_say_what_one_says(tree: Path, pytester: pytest.Pytester) -> None:
    plugins = ("-p", "engine.plugin", "-p", "xdist.plugin", "jurisdictions", "--as-of=2026-06-01", "-q")
    for _ in range(2):
        result = pytester.runpytest_subprocess(*plugins, "-n2", "--matrix=cells.csv")
        assert result.ret == 1
        cells = (tree / "cells.csv").read_bytes()
    pytester.runpytest_subprocess(*plugins, "--no-cache", "--matrix=anew.csv")
    assert cells == (tree / "anew.csv").read_bytes()


def test_what_is_kept_is_not_written_again(run: Run, tree: Path) -> None:
    run(reads=True)
    kept = {each: each.stat().st_mtime_ns for each in (tree / ".safeguards_cache").glob("cells-*")}
    run(reads=False)
    assert {each: each.stat().st_mtime_ns for each in (tree / ".safeguards_cache").glob("cells-*")} == kept
    assert kept


def test_a_damaged_memory_is_none(run: Run, tree: Path) -> None:
    anew = run(reads=True)
    for each in (tree / ".safeguards_cache").glob("cells-*"):
        each.write_bytes(each.read_bytes()[:-1] + b"\0")
    assert run(reads=True) == anew


def test_a_file_that_changes_before_the_law_is_read_ends_the_run(tree: Path, pytester: pytest.Pytester) -> None:
    args = ("-p", "engine.plugin", "jurisdictions", "--as-of=2026-06-01")
    pytester.runpytest_subprocess(*args)
    for each in (tree / ".safeguards_cache").glob("cells-*"):
        each.unlink()
    (tree / "conftest.py").write_text(
        "import pathlib\n\ndef pytest_collection_finish():\n"
        "    file = pathlib.Path('jurisdictions/XAA.yaml')\n    file.write_text(file.read_text() + '# more\\n')\n"
    )
    result = pytester.runpytest_subprocess(*args)
    result.stdout.fnmatch_lines(["*Exit: a file of the repository changed while it was being read; run this again*"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
