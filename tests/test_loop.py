"""Cells that were judged before are run without pytest's hooks around items, and nobody can tell."""

from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from lanes import PATHS, lay_out, said

from engine.plugin import lane, loop, outcomes
from engine.plugin.lane import Keywords

OPTIONS = (
    "",
    "-v",
    "-q",
    "-qq",
    "-q -p no:logging",
    "-q -o log_cli=true",
    "-q --log-cli-level=INFO",
    "-rA",
    "--tb=line",
    "-k speech",
    "-m powers",
    "-x",
    "--maxfail=2",
    "--runxfail",
    "--unknown=fail",
    "-p no:logging -p no:skipping",
    "--capture=no",
    "-W error",
    "-o faulthandler_timeout=5",
    "-o console_output_style=count",
    "--lf",
    "--ff -v",
    "--sw",
    "--junitxml=report.xml",
    "--durations=3 -vv",
)
REPORTS = ("--junitxml", "--durations", "--unknown")
"""Options that change what is kept of a cell."""
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def tree(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("SAFEGUARDS_NO_CACHE")
    return lay_out(pytester.path)


@pytest.fixture
def run(tree: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run pytest and give what it says; `short` says whether any cell may be run by the loop itself."""
    cut: list[bool] = []
    real = lane.run

    def watched(*given, **more):
        found = real(*given, **more)
        cut.append(found and sys._getframe(1).f_code.co_name == "run_all")
        return found

    monkeypatch.setattr(lane, "run", watched)

    def inner(*args: str, short: bool) -> tuple[int, str]:
        cut.clear()
        found = said(pytester.runpytest_inprocess("-p", "engine.plugin", "--as-of=2026-06-01", *args))
        assert any(cut) is short, "the loop took the short cut" if any(cut) else "the loop took no short cut"
        return found

    return inner


@pytest.mark.parametrize("options", OPTIONS)
def test_the_short_cut_says_what_the_standard_protocol_says(run: Run, tree: Path, options: str) -> None:
    args = options.split()
    run(*PATHS, *[each for each in args if each.startswith(REPORTS)], short=False)
    remembered = tree / ".pytest_cache", tree / ".memory"
    shutil.copytree(*remembered, dirs_exist_ok=True)
    standard = run(*PATHS, *args, "--safeguards-protocol=standard", short=False)
    shutil.rmtree(remembered[0], ignore_errors=True)
    shutil.copytree(*reversed(remembered))
    assert run(*PATHS, *args, short=True) == standard


def test_cells_that_nobody_judged_yet_are_run_by_pytest(run: Run) -> None:
    assert run(*PATHS, "--no-cache", short=False) == run(*PATHS, short=False) == run(*PATHS, short=True)


def test_a_warning_on_the_way_is_caught_as_ever(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = outcomes.outcome

    def warning(*args, **kwargs):
        warnings.warn("planted", UserWarning, stacklevel=1)
        return real(*args, **kwargs)

    monkeypatch.setattr(outcomes, "outcome", warning)
    anew = run(*PATHS, "-W", "always", short=False)
    assert "UserWarning: planted" in anew[1]
    assert run(*PATHS, "-W", "always", "--no-cache", "--safeguards-protocol=standard", short=False) == anew
    assert "planted" not in run(*PATHS, "-W", "always", short=True)[1]


WRAPPED = """
import pytest

@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    print("before", item.nodeid)
    return (yield)
"""
LOOP = """
def pytest_runtestloop(session):
    print("nothing runs")
    return True
"""
LOOKS = """
import pytest

@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session):
    print("loop")
    return (yield)

@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter):
    report = terminalreporter.stats["passed"][0]
    print(report.nodeid, list(report.keywords), dict(report.keywords), len(report.keywords), "x" in report.keywords)
"""
STOPS = """
def pytest_runtest_logreport(report):
    if "speech" in report.nodeid:
        STOPPED.{how} = "enough"

def pytest_sessionstart(session):
    global STOPPED
    STOPPED = session
"""


@pytest.mark.parametrize(("conftest", "short"), [(WRAPPED, False), (LOOP, False), (LOOKS, True)])
def test_whoever_has_something_around_items_is_called(run: Run, tree: Path, conftest: str, short: bool) -> None:
    (tree / "conftest.py").write_text(conftest)
    first = run(*PATHS, short=False)
    assert run(*PATHS, short=short) == run(*PATHS, "--safeguards-protocol=standard", short=False) == first
    assert ("before jurisdictions/XAA.yaml::" in first[1]) is (conftest == WRAPPED)
    assert ("5 failed" in first[1]) is (conftest != LOOP)


LISTENS = """
def pytest_runtest_log{}(nodeid, location):
    print("heard", nodeid)
"""
LOGS = """
import logging

def pytest_runtest_logreport(report):
    logging.getLogger("x").warning("said")
"""


@pytest.mark.parametrize("conftest", [LISTENS.format("start"), LISTENS.format("finish"), LOGS])
@pytest.mark.parametrize("options", ["-q", "-q -o log_cli=true", "-q --log-cli-level=INFO"])
def test_whoever_listens_for_items_hears_of_them(run: Run, tree: Path, conftest: str, options: str) -> None:
    run(*PATHS, "--junitxml=report.xml", short=False)
    run(*PATHS, short=False)
    (tree / "conftest.py").write_text(conftest)
    args = *PATHS, *options.split(), "-s"
    standard = run(*args, "--safeguards-protocol=standard", short=False)
    assert run(*args, short=True) == standard
    assert ("heard jurisdictions/XAA.yaml::" in standard[1]) is ("heard" in conftest)
    assert ("said" in standard[1]) is (conftest == LOGS and options != "-q")


def test_items_are_told_of_only_if_somebody_listens(
    tree: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_silent(*args: str) -> bool:
        return loop.is_silent(pytester.parseconfigure("-p", "engine.plugin", *args))

    assert [is_silent(*each.split()) for each in ("-q", "-qq", "-q -p no:logging")] == [True] * 3
    assert [is_silent(*each.split()) for each in ("", "-v", "-q -o log_cli=1", "-q --log-cli-level=3")] == [False] * 4


@pytest.mark.parametrize("how", ["shouldstop", "shouldfail"])
def test_a_session_that_is_to_end_ends(run: Run, tree: Path, how: str) -> None:
    run(*PATHS, "--junitxml=report.xml", short=False)
    (tree / "conftest.py").write_text(STOPS.replace("{how}", how))
    standard = run(*PATHS, "--safeguards-protocol=standard", short=False)
    assert run(*PATHS, short=True) == standard
    assert "enough" in standard[1]


def test_a_file_that_cannot_be_collected_interrupts_the_run(run: Run, tree: Path) -> None:
    run(*PATHS, short=False)
    (tree / "checks/test_broken.py").write_text("def")
    standard = run(*PATHS, "--safeguards-protocol=standard", short=False)
    assert "Interrupted: 1 error during collection" in standard[1]
    assert run(*PATHS, short=False) == standard
    more = "--continue-on-collection-errors"
    assert run(*PATHS, more, short=False) == run(*PATHS, more, "--safeguards-protocol=standard", short=False)


def test_keywords_are_those_of_the_item() -> None:
    found = Keywords(SimpleNamespace(keywords={"name": True, "powers": object()}))  # type: ignore[arg-type]
    assert dict(found) == {"name": 1, "powers": 1}
    assert (len(found), found.get("other"), "other" in found) == (2, None, False)
    with pytest.raises(KeyError):
        found["other"]
