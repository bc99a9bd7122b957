"""pytest's own options do with cells what they do with tests."""

from __future__ import annotations

import pytest
from test_runs import DEATH, DUAL, KEY, run

__all__ = ["run"]  # the fixture


def test_collecting_lists_one_item_a_cell_and_judges_nothing(run) -> None:
    lines = run("--co", "-q", "--matrix=matrix.csv").outlines
    assert lines[:3] == [f"jurisdictions/XAA.yaml::{each}" for each in (DEATH, DUAL, KEY)]
    assert not any("matrix" in each for each in lines)


def test_collecting_writes_no_matrix(run, pytester: pytest.Pytester) -> None:
    run("--co", "--matrix=matrix.csv")
    assert not (pytester.path / "matrix.csv").exists()


def test_the_first_finding_can_end_the_run(run) -> None:
    run("-x").assert_outcomes(passed=1, failed=1)


def test_stepwise_begins_again_at_the_finding(run) -> None:
    run("--sw")
    run("--sw").assert_outcomes(failed=1, deselected=1)


def test_one_cell_can_be_named(pytester: pytest.Pytester, run) -> None:
    run("--co")
    done = pytester.runpytest_subprocess(f"jurisdictions/XAA.yaml::{DUAL}", "--as-of=2026-06-01")
    done.assert_outcomes(failed=1)


def test_a_cell_that_does_not_exist_is_one_line(pytester: pytest.Pytester, run) -> None:
    run("--co")
    done = pytester.runpytest_subprocess("jurisdictions/XAA.yaml::no-such-safeguard")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert "INTERNALERROR" not in done.stdout.str() + done.stderr.str()


def test_durations_and_setup_can_be_shown(run) -> None:
    run("--durations=3", "--setup-show", "-vv").stdout.fnmatch_lines(["*1 failed, 1 passed, 1 unknown in*"])


@pytest.mark.parametrize("style", ["short", "long", "line", "native", "no"])
def test_no_traceback_style_shows_one(run, style: str) -> None:
    text = run(f"--tb={style}").stdout.str()
    assert "Traceback" not in text
    assert "engine/" not in text


def test_the_files_given_decide_and_not_the_order(run, pytester: pytest.Pytester) -> None:
    both = (pytester.path / "jurisdictions/XAA.yaml").read_text(encoding="utf-8").replace("XAA", "XBB")
    (pytester.path / "jurisdictions/XBB.yaml").write_text(both, encoding="utf-8")
    for order in (("XAA", "XBB"), ("XBB", "XAA")):
        files = [f"jurisdictions/{each}.yaml" for each in order]
        pytester.runpytest_subprocess(*files, "--as-of=2026-06-01", f"--matrix={order[0]}.csv", "-q")
    one, other = ((pytester.path / f"{each}.csv").read_bytes() for each in ("XAA", "XBB"))
    assert one == other
    assert b"XBB" in one


def test_a_run_from_within_the_folder_finds_the_same_cells(run, pytester: pytest.Pytester) -> None:
    run("--co")
    pytester.chdir()
    import os

    os.chdir(pytester.path / "jurisdictions")
    done = pytester.runpytest_subprocess("--as-of=2026-06-01", f"--safeguard={DUAL}", "--rootdir=..")
    done.assert_outcomes(failed=1)
