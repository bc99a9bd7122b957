"""Whatever pytest is asked for, cells run in the fast lane as they do in pytest's standard protocol."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from _pytest.reports import TestReport
from lanes import PATHS, lay_out, said

from engine.model import Location
from engine.plugin import lane, outcomes
from engine.verdict import Verdict

OPTIONS = (
    "",
    "-v",
    "-vv",
    "-q",
    "-qq",
    "-rA",
    "-q --tb=short",
    "--tb=line",
    "--tb=no",
    "--tb=native -rA",
    "--color=yes",
    "-k speech",
    "-m powers",
    "-x",
    "--maxfail=2",
    "--runxfail",
    "--unknown=fail",
    "--setup-show",
    "--durations=3 -vv",
    "--co -q",
    "--deselect jurisdictions/XAA.yaml::short-orders",
    "-p no:terminal",
    "-p no:cacheprovider -p no:logging -p no:skipping",
    "--capture=no",
    "-W error",
    "jurisdictions/XAA.yaml::speech-is-no-crime",
)
Run = Callable[..., pytest.RunResult]


@pytest.fixture
def tree(pytester: pytest.Pytester) -> Path:
    return lay_out(pytester.path)


@pytest.fixture
def run(tree: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run pytest with no more plugins than are named; in the lane that is named, and seen to be so."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("COLUMNS", "100")
    taken: list[bool] = []
    real = lane.run
    monkeypatch.setattr(lane, "run", lambda *given: (taken.append(real(*given)), taken[-1])[1])

    def inner(protocol: str, *args: str, fast: bool = True) -> pytest.RunResult:
        taken.clear()
        found = pytester.runpytest_inprocess(
            "-p", "engine.plugin", f"--safeguards-protocol={protocol}", "--as-of=2026-06-01", *args
        )
        assert any(taken) is (fast and protocol == "auto"), "the lane was not the one that the test is about"
        return found

    return inner


NO_CELLS = {"--setup-show", "--co -q"}
ONLY_LAST_OF_FILES = {"jurisdictions/XAA.yaml::speech-is-no-crime"}


@pytest.mark.parametrize("options", OPTIONS)
def test_both_lanes_say_the_same(run: Run, options: str) -> None:
    args = options.split()
    paths = () if options in ONLY_LAST_OF_FILES else PATHS
    fast = options not in NO_CELLS | ONLY_LAST_OF_FILES
    standard = said(run("standard", *paths, *args))
    assert said(run("auto", *paths, *args, fast=fast)) == standard


@pytest.mark.parametrize("options", ["--lf", "--ff -v", "--sw", "--sw --sw-skip", "--nf"])
def test_both_lanes_leave_the_same_memory_of_the_last_run(run: Run, tree: Path, options: str) -> None:
    told = {}
    for protocol in ("standard", "auto"):
        shutil.rmtree(tree / ".pytest_cache", ignore_errors=True)
        first, second = (said(run(protocol, *PATHS, *each.split())) for each in ("-q", options))
        files = (tree / ".pytest_cache/v/cache").iterdir()
        memory = {each.name: re.sub("[0-9]{4}-[0-9T:.-]+|[0-9:]{7,}[0-9.]*", "", each.read_text()) for each in files}
        told[protocol] = first, second, memory
    assert told["auto"] == told["standard"]


def test_both_lanes_write_the_same_junit_report(run: Run, tree: Path) -> None:
    found = {}
    for protocol in ("standard", "auto"):
        run(protocol, *PATHS, f"--junitxml={tree}/{protocol}.xml")
        text = (tree / f"{protocol}.xml").read_text(encoding="utf-8")
        found[protocol] = re.sub(r'(time|timestamp)="[^"]*"', "", text)
    assert found["auto"] == found["standard"]
    assert '<property name="facts" value="power.body at jurisdictions/XAA.yaml:48:17; power.days' in found["auto"]


@pytest.mark.parametrize("workers", ["-n2", "-n2 --dist=loadfile", "-n2 --dist=worksteal"])
def test_both_lanes_say_the_same_on_several_processes(
    tree: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def outcomes(protocol: str) -> tuple[int, list[str]]:
        report = f"--junitxml={tree}/{protocol}.xml"
        args = ("-p", "xdist.plugin", "-p", "engine.plugin", *workers.split(), *PATHS, "--as-of=2026-06-01", report)
        found = pytester.runpytest_subprocess(*args, f"--safeguards-protocol={protocol}")
        cases = re.findall("<testcase.*?(?:/>|</testcase>)", (tree / f"{protocol}.xml").read_text(), re.DOTALL)
        return int(found.ret), sorted(re.sub('time="[^"]*"', "", each) for each in cases)

    assert outcomes("auto") == outcomes("standard")


@pytest.mark.parametrize(
    ("package", "plugin", "option", "fast"),
    [
        ("pytest_html", "pytest_html.plugin", "--html={}", False),
        ("ctrf", "ctrf.main", "--ctrf={}", False),
        ("teamcity", "teamcity.pytest_plugin", "--teamcity", False),
    ],
)
def test_both_lanes_give_other_reporters_the_same(
    run: Run, tree: Path, package: str, plugin: str, option: str, fast: bool
) -> None:
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    more = ("-p", "pytest_metadata.plugin") if package == "pytest_html" else ()
    found = {}
    for protocol in ("standard", "auto"):
        file = tree / f"{protocol}.out"
        result = run(protocol, *more, "-p", plugin, *PATHS, option.format(file), fast=fast)
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        found[protocol] = result.ret, _without_times(text) or _without_times("\n".join(result.outlines))
    assert found["auto"] == found["standard"]
    assert "both-states-agree" in found["auto"][1]


TIMES = (
    r"""(?i)(duration|start|stop|timestamp|time|reportId)(&#34;|["'])?\s*[:=]\s*(&#34;|["'])?[\w.:+-]+""",
    r"\d\d:\d\d:\d\d(\.\d+)?|\d+(\.\d+)? ?m?s\b|\d\d-\w{3}-\d{4}|standard|auto|generat\w+ on [^<]*",
)


def _without_times(text: str) -> str:
    for each in TIMES:
        text = re.sub(each, "", text)
    return text


RECORDER = """
import pytest

SEEN = []

@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report, config):
    SEEN.append(("status", report.nodeid, report.when, report.outcome, report.longreprtext))

{more}

def pytest_unconfigure(config):
    import json, pathlib
    pathlib.Path("seen.json").write_text(json.dumps(SEEN))
"""
INTERACT = """
def pytest_exception_interact(node, call, report):
    SEEN.append(("exception", node.nodeid, call.excinfo.exconly(), report.longreprtext))
"""
WRAPPED = """
@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item, nextitem):
    SEEN.append(("before", item.nodeid))
    yield
    SEEN.append(("after", item.nodeid))
"""
PHASES = """
def pytest_runtest_setup(item):
    SEEN.append(("setup", item.nodeid))
"""


REPORTS = """
def pytest_runtest_logreport(report):
    told = (report.outcome, report.longreprtext, list(report.user_properties), sorted(report.keywords), report.location)
    SEEN.append(("report", report.nodeid, report.when, *told))
"""


@pytest.mark.parametrize(("more", "fast"), [(INTERACT, False), (WRAPPED, True), (PHASES, False), (REPORTS, True)])
def test_both_lanes_call_the_hooks_of_an_editor(run: Run, tree: Path, more: str, fast: bool) -> None:
    """Hooks that wait for exceptions, that wrap items, that wait for phases, that read all of a report."""
    (tree / "conftest.py").write_text(RECORDER.replace("{more}", more))
    seen = {}
    for protocol in ("standard", "auto"):
        run(protocol, *PATHS, fast=fast)
        told = [tuple(each) for each in json.loads((tree / "seen.json").read_text())]
        seen[protocol] = [each for each in told if each[0] != "status" or each[2] == "call" or each[3] != "passed"]
    assert seen["auto"] == seen["standard"]


def test_the_debugger_stops_at_a_finding_in_either_lane(tree: Path, pytester: pytest.Pytester) -> None:
    (tree / "halt.py").write_text(
        "class Halt:\n    def __init__(self, **_): pass\n    def __getattr__(self, name):\n"
        "        return lambda *given: print('halted', name)\n"
    )
    args = ("-p", "engine.plugin", "--as-of=2026-06-01", "--pdb", "--pdbcls=halt:Halt", *PATHS)
    found = [
        said(pytester.runpytest_subprocess(*args, f"--safeguards-protocol={each}")) for each in ("standard", "auto")
    ]
    assert found[0] == found[1]
    assert "halted" in found[0][1]


def test_a_fault_of_the_engine_shows_its_traceback_in_either_lane(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = outcomes.outcome

    def faulty(assessment, code, safeguard, *, full):
        if safeguard.id == "short-orders":
            raise ZeroDivisionError("planted")
        return real(assessment, code, safeguard, full=full)

    monkeypatch.setattr(outcomes, "outcome", faulty)
    standard, fast = (said(run(each, *PATHS)) for each in ("standard", "auto"))
    assert fast == standard
    assert "ZeroDivisionError: planted" in fast[1]


def test_the_lane_reports_the_call_alone_unless_somebody_waits_for_more(
    tree: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def phases(*args: str) -> tuple[str, ...]:
        return lane.phases(pytester.parseconfigure("-p", "engine.plugin", *args))

    assert phases() == ("call",)
    assert phases("--junitxml=x.xml") == phases("--durations=3") == ("setup", "call", "teardown")
    assert phases("--pdb") == phases("--setup-plan") == phases("--safeguards-protocol=standard") == ()


@pytest.mark.parametrize("protocol", ["standard", "auto"])
def test_no_report_of_a_setup_that_passed_is_left_for_the_summary(run: Run, tree: Path, protocol: str) -> None:
    (tree / "conftest.py").write_text(
        "import pytest\n\n@pytest.hookimpl(trylast=True)\ndef pytest_terminal_summary(terminalreporter):\n"
        "    left = terminalreporter.stats['']\n    print('left', [(each.nodeid, each.when) for each in left])\n"
    )
    left = [("test_good", "setup"), ("test_good", "teardown"), ("test_left_out", "teardown")]
    assert f"left {[(f'checks/test_thing.py::{name}', when) for name, when in left]}" in said(run(protocol, *PATHS))[1]


def test_a_reporter_that_is_installed_and_not_asked_leaves_the_lane_open(run: Run) -> None:
    if find_spec("pytest_html") is None:
        pytest.skip("pytest_html is not installed")
    more = ("-p", "pytest_metadata.plugin", "-p", "pytest_html.plugin")
    standard, fast = (said(run(protocol, *more, *PATHS)) for protocol in ("standard", "auto"))
    assert fast == standard


def test_what_was_printed_on_the_way_stays() -> None:
    def report(when: str, outcome: str, sections: list[tuple[str, str]]) -> TestReport:
        return TestReport("id", ("f", 1, "t"), {}, outcome, None, when, sections)  # type: ignore[arg-type]

    empty = [report("setup", "passed", []), report("teardown", "passed", [])]
    told = [
        report("teardown", "passed", [("Captured stdout teardown", "unmade")]),
        report("setup", "failed", []),
        report("call", "passed", []),
    ]
    stats = {"": [*empty, *told], "passed": [told[2]]}
    lane.forget_empty(stats)
    assert stats == {"": told, "passed": [told[2]]}


def test_reports_need_no_identifier_that_pytest_has_only_of_late() -> None:
    outcome = outcomes.Outcome(Verdict.MET, "said", Location("XAA.yaml"), ())
    item = SimpleNamespace(
        nodeid="XAA.yaml::name", location=("XAA.yaml", 0, "t"), keywords={"name": 1}, file=SimpleNamespace(names=("x",))
    )
    item.outcome = outcome
    (report,) = lane._reports(item, ("call",), 0.0, 0.0)  # type: ignore[arg-type]
    assert (report.nodeid, report.outcome, dict(report.keywords)) == ("XAA.yaml::name", "passed", {"name": 1, "x": 1})
