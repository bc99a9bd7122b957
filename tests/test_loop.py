"""Cells that were judged before are run without pytest's hooks around items, and nobody can tell."""

from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from lanes import PATHS, lay_out_alone, said

from engine.plugin import lane, loop, outcomes
from engine.plugin.remarks import Remarks

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
FEW = {"-k speech", "--lf"}
"""Options that leave only the first and the last cells of States, which pytest runs."""
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def tree(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out_alone(pytester, monkeypatch, tmp_path_factory.mktemp("home"))


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
        with warnings.catch_warnings(record=True):  # those that nobody catches inside
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
    assert run(*PATHS, *args, short=options not in FEW) == standard


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
import pickle

import pytest

@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session):
    print("loop")
    return (yield)

@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter):
    report = terminalreporter.stats["passed"][0]
    print(report.nodeid, list(report.keywords), pickle.dumps(report.keywords), report._to_json()["keywords"])
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
WARNS = """
import warnings

def pytest_report_teststatus(report):
    warnings.warn("planted", UserWarning)
"""


@pytest.mark.parametrize("conftest", [LISTENS.format("start"), LISTENS.format("finish"), LOGS, WARNS])
@pytest.mark.parametrize("options", ["-q", "-o log_cli=true -s"])
def test_whoever_is_told_of_items_is_told_by_pytest(run: Run, tree: Path, conftest: str, options: str) -> None:
    (tree / "conftest.py").write_text(conftest)
    args = *PATHS, *options.split(), "-W", "always"
    first = run(*args, short=False)
    assert run(*args, "--safeguards-protocol=standard", short=False) == first
    assert run(*args, short=False) == first


def test_items_are_told_of_only_if_somebody_listens(
    tree: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_silent(*args: str) -> bool:
        return loop.is_silent(pytester.parseconfigure("-p", "engine.plugin", *args))

    assert [is_silent(*each.split()) for each in ("-q", "-qq", "-q -p no:logging")] == [True] * 3
    assert [is_silent(*each.split()) for each in ("", "-v", "-q -o log_cli=1", "-q --log-cli-level=3")] == [False] * 4


SHOWS = """
import pytest

@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session):
    session.config.pluginmanager.getplugin("terminalreporter").showfspath = True
"""
COMES = """
import pytest

class Late:
    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        print("late", item.nodeid)
        return (yield)

def test_comes(pytestconfig):
    pytestconfig.pluginmanager.register(Late())
"""
GROWS = """
import pytest

class More(pytest.Item):
    def runtest(self):
        assert self.name == "more"

def test_grows(request):
    request.session.items.append(More.from_parent(request.session, name="more"))

def test_shrinks(request):
    del request.session.items[-2]
"""


def test_a_terminal_that_somebody_lets_show_files_shows_them(run: Run, tree: Path) -> None:
    run(*PATHS, "-q", short=False)
    (tree / "conftest.py").write_text(SHOWS)
    standard = run(*PATHS, "-q", "--safeguards-protocol=standard", short=False)
    assert "jurisdictions/XBB.yaml" in standard[1].partition("FAILURES")[0]
    assert run(*PATHS, "-q", short=True) == standard


def test_whoever_comes_during_the_run_is_asked_from_then_on(run: Run, tree: Path) -> None:
    (tree / "checks/test_comes.py").write_text(COMES)
    paths = "jurisdictions/XAA.yaml", "checks/test_comes.py", "jurisdictions/XBB.yaml", "-s"
    run(*paths, short=False)
    standard = run(*paths, "--safeguards-protocol=standard", short=False)
    assert "late jurisdictions/XBB.yaml::both-states-agree" in standard[1]
    assert run(*paths, short=True) == standard


@pytest.mark.parametrize("order", [("jurisdictions", "checks"), ("checks", "jurisdictions")])
@pytest.mark.parametrize("which", ["test_grows", "test_shrinks"])
def test_items_that_come_or_go_are_run_or_not(run: Run, tree: Path, which: str, order: tuple[str, ...]) -> None:
    (tree / "checks/test_grows.py").write_text(GROWS)
    paths = [each.replace("checks", f"checks/test_grows.py::{which}") for each in order]
    run(*paths, "-v", short=False)
    standard = run(*paths, "-v", "--safeguards-protocol=standard", short=False)
    assert ("::more PASSED" in standard[1]) is (which == "test_grows")
    assert run(*paths, "-v", short=True) == standard


MARKS = """
import pytest

def pytest_collection_modifyitems(items):
    by_name = {each.nodeid: each for each in items}
    by_name["jurisdictions/XAA.yaml::short-orders"].add_marker(pytest.mark.skip(reason="left"))
    by_name["jurisdictions/XAA.yaml::speech-is-no-crime"].add_marker(pytest.mark.xfail(reason="known"))
    by_name["jurisdictions/XBB.yaml::short-orders"].parent.add_marker(pytest.mark.skip(reason="all left"))
"""


def test_what_somebody_marks_is_skipped_or_may_fail(run: Run, tree: Path) -> None:
    run(*PATHS, short=False)
    (tree / "conftest.py").write_text(MARKS)
    standard = run(*PATHS, "-rxs", "--safeguards-protocol=standard", short=False)
    assert all(each in standard[1] for each in (": left", "- known", ": all left"))
    assert run(*PATHS, "-rxs", short=True) == standard


def test_what_is_known_of_a_state_is_looked_up_while_pytest_watches(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*PATHS, short=False)
    real = Remarks._look_up

    def look_up(self, code):
        warnings.warn(f"planted {code}", UserWarning, stacklevel=1)
        return real(self, code)

    monkeypatch.setattr(Remarks, "_look_up", look_up)
    standard = run(*PATHS, "-W", "always", "--safeguards-protocol=standard", short=False)
    assert "planted XAA" in standard[1]
    assert run(*PATHS, "-W", "always", short=True) == standard


FROZEN = """
import gc

def pytest_unconfigure(config):
    open("frozen.txt", "w").write(str(gc.get_freeze_count() > 1000))
"""


@pytest.mark.parametrize(
    ("paths", "frozen"), [("jurisdictions", "True"), ("jurisdictions checks", "False"), (".", "False")]
)
def test_garbage_of_other_tests_is_found(tree: Path, pytester: pytest.Pytester, paths: str, frozen: str) -> None:
    """Pytest warns of what a test left open when it is collected as garbage."""
    (tree / "conftest.py").write_text(FROZEN)
    for _ in range(2):
        pytester.runpytest_subprocess("-p", "engine.plugin", "--as-of=2026-06-01", *paths.split())
        assert (tree / "frozen.txt").read_text() == frozen


def test_a_file_that_cannot_be_collected_interrupts_the_run(run: Run, tree: Path) -> None:
    run(*PATHS, short=False)
    (tree / "checks/test_broken.py").write_text("def")
    standard = run(*PATHS, "--safeguards-protocol=standard", short=False)
    assert "Interrupted: 1 error during collection" in standard[1]
    assert run(*PATHS, short=False) == standard
    more = "--continue-on-collection-errors"
    assert run(*PATHS, more, short=False) == run(*PATHS, more, "--safeguards-protocol=standard", short=False)
