"""Whole runs of pytest: the plugin beside items and functions that end alike, and beside itself at other sizes."""

from __future__ import annotations

import datetime
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks import children, trees
from benchmarks.results import Row
from benchmarks.world import ROOT
from engine.check import all_problems
from engine.explain import cell_lines
from engine.load import read_repository
from engine.matrix import Assessor
from engine.verdict import Verdict

PYTHON = Path(sys.executable)
SAFEGUARDS = PYTHON.parent / "safeguards"
ASTRAY, ASTRAY_SMALL = 0.32, 0.55
"""The shares of answers drawn at random with which about 30 % of the cells are unmet, in real and in small profiles."""
SMALL, MIDDLE, LARGE, LARGEST = 19, 64, 200, 1000
"""Numbers of States: with 158 safeguards about 3,000, 10,000, 31,600 and 158,000 cells."""
OUTCOMES = {Verdict.MET: "pass", Verdict.UNMET: "fail", Verdict.UNKNOWN: "skip", Verdict.NOT_APPLICABLE: "skip"}
CACHE = ".safeguards_cache"
ALL = ("jurisdictions/", "-q")
COUNTED = ("read and check", "judge and trace")
"""What of `phases.WRAPPED` the goal is about."""


@dataclass
class Bench:
    """Where trees are written, and how much is done."""

    place: Path
    rounds: int
    scale: float
    made: dict[tuple[object, ...], Path] = field(default_factory=dict)

    def states(self, number: int, astray: float = ASTRAY, size: trees.Size = trees.REAL) -> Path:
        """Give a repository of so many States."""
        number = max(2, round(number * self.scale))
        key = number, astray, size
        if key not in self.made:
            self.made[key] = self._folder()
            trees.states(self.made[key], ROOT, number, astray, size)
        return self.made[key]

    def alike(self, kind: str, number: int, astray: float) -> Path:
        """Give tests that end as the cells of that repository do."""
        key = kind, number, astray
        if key not in self.made:
            self.made[key] = self._folder()
            outcomes, text = ended(self.states(number, astray, trees.SMALL))
            {"naive": trees.naive, "plain": trees.plain}[kind](self.made[key], outcomes, text)
        return self.made[key]

    def _folder(self) -> Path:
        folder = self.place / f"tree-{len(self.made)}"
        folder.mkdir()
        return folder


def assessor(folder: Path) -> Assessor:
    repository = read_repository(folder)
    return Assessor(repository, all_problems(repository), datetime.date.today())


def ended(folder: Path) -> tuple[dict[str, list[tuple[str, str]]], str]:
    """Give the outcome of every cell, and the text of one that fails with about the mean length."""
    judge = assessor(folder)
    outcomes = {
        code: [(each, OUTCOMES[judge.verdict(code, each)]) for each in judge.safeguards] for code in judge.jurisdictions
    }
    failing = [(code, name) for code, cells in outcomes.items() for name, outcome in cells if outcome == "fail"]
    texts = []
    for code, name in failing[:: max(1, len(failing) // 60)]:
        matrix = judge.matrix([(code, name)], ())
        texts.append(
            "\n".join(cell_lines(judge.cell(code, name), judge.safeguards[name], matrix.names, matrix.day)).replace(
                name, "NAME"
            )
        )
    mean = statistics.mean(map(len, texts)) if texts else 0
    return outcomes, min(texts, key=lambda each: (abs(len(each) - mean), each), default="")


def shares(folder: Path) -> dict[str, int]:
    """Count the outcomes of a repository."""
    return dict(Counter(outcome for cells in ended(folder)[0].values() for _, outcome in cells))


def pytest(folder: Path, *args: str, plugin: bool = True, env: dict[str, str] | None = None) -> children.Run:
    """Run pytest in a folder, with our plugin or with none: what else is installed here for tests stays out."""
    own = ["-p", "engine.plugin"] if plugin else []
    told = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", **(env or {})}
    return children.run([PYTHON, "-m", "pytest", *own, *args], folder, told, ends=r"\d (passed|failed|skipped)")


def cold(folder: Path, *args: str, env: dict[str, str] | None = None) -> children.Run:
    """Run pytest where nothing is kept of runs before."""
    shutil.rmtree(folder / CACHE, ignore_errors=True)
    return pytest(folder, *args, env=env)


def _ratio(value: float | None, limit: float, what: str, **more: object) -> Row:
    return Row("pytest", what, value, limit, "x", **more)  # type: ignore[arg-type]


def beside(bench: Bench, astray: float, limits: tuple[float, float]) -> Iterator[Row]:
    """Compare with naive items and with plain functions: the first run, and the next with what it has kept."""
    folder = bench.states(MIDDLE, astray, trees.SMALL)
    counts = shares(folder)
    share = f"{sum(counts.values()):,} cells, {100 * counts.get('fail', 0) / sum(counts.values()):.0f} % unmet"
    others = [bench.alike(kind, MIDDLE, astray) for kind in ("naive", "plain")]
    found = children.in_turn(
        [
            partial(cold, folder, *ALL),
            partial(pytest, folder, *ALL),
            *(partial(pytest, each, *ALL, plugin=False) for each in others),
        ],
        bench.rounds,
    )
    for ours, state in enumerate(("warm cache", "no cache yet")[::-1]):
        for other, limit in enumerate(limits, 2):
            name = ("naive custom items", "parametrised functions")[other - 2]
            what = f"pytest jurisdictions/ -q, {share}, {state}: ours / {name}"
            yield _ratio(found.ratio(ours, other), limit, what, rounds=found.rounds, note=found.both(ours, other))


def unmet(bench: Bench) -> Iterator[Row]:
    """About 30 % of the cells are unmet."""
    yield from beside(bench, ASTRAY_SMALL, (0.08, 0.08))


def met(bench: Bench) -> Iterator[Row]:
    """No cell is unmet."""
    yield from beside(bench, 0.0, (0.40, 0.28))


def lanes(bench: Bench) -> Iterator[Row]:
    """Compare the fast lane with our own standard one."""
    help_ = subprocess.run([PYTHON, "-m", "pytest", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
    what = "the fast lane / our own standard lane, about 30 % unmet"
    if "--safeguards-protocol" not in help_.stdout:
        yield _ratio(None, 0.5, what, note="not run: there is no --safeguards-protocol")
        return
    folder = bench.states(MIDDLE, ASTRAY_SMALL, trees.SMALL)
    both = [f"--safeguards-protocol={lane}" for lane in ("auto", "standard")]
    for run, state in ((cold, "no cache yet"), (pytest, "warm cache")):
        for each in both if run is pytest else ():
            pytest(folder, *ALL, each)
        found = children.in_turn([partial(run, folder, *ALL, each) for each in both], bench.rounds)
        yield _ratio(found.ratio(0, 1), 0.5, f"{what}, {state}", rounds=found.rounds, note=found.both(0, 1))


def growth(bench: Bench) -> Iterator[Row]:
    """Compare sizes: time and memory, of runs that find nothing kept."""
    small, large, largest = (bench.states(each) for each in (SMALL, LARGE, LARGEST))
    found = children.in_turn([partial(cold, large, *ALL), partial(cold, small, *ALL)], bench.rounds)
    times = max(2, round(LARGE * bench.scale)) / max(2, round(SMALL * bench.scale))
    note = f"{found.both(0, 1)}, {times:.1f} x the cells, no cache yet"
    what = "from 3,000 to 31,600 cells: growth / linear"
    yield _ratio(found.ratio(0, 1) / times, 1.2, what, rounds=found.rounds, note=note)
    yield Row("pytest", "peak memory at 200 States", found.peak(0), 400, "MiB", rounds=found.rounds)
    once = children.in_turn([partial(cold, largest, *ALL), partial(cold, large, *ALL)], 1)
    note = f"{once.both(0, 1)}, no cache yet"
    yield _ratio(once.ratio(0, 1), 5.5, "1,000 States / 200 States: time", rounds=1, note=note)
    note = f"{once.peak(0):.0f} MiB and {once.peak(1):.0f} MiB"
    yield _ratio(once.peak(0) / once.peak(1), 5.0, "1,000 States / 200 States: peak memory", rounds=1, note=note)


def phases(bench: Bench) -> Iterator[Row]:
    """Tell what share of a run is ours to speed up: reading, checking, judging, tracing."""
    folder, out = bench.states(LARGE), bench.place / "phases.json"
    env = {"PHASES": str(out), "PYTHONPATH": str(ROOT)}
    for run, state, limit in ((cold, "no cache yet", 0.25), (pytest, "warm cache", 0.10)):
        found = []
        for _ in range(bench.rounds):
            took = run(folder, "-p", "benchmarks.phases", *ALL, env=env).seconds
            found.append((took, json.loads(out.read_text(encoding="utf-8"))))
        share = statistics.median(sum(each[name] for name in COUNTED) / took for took, each in found)
        parts = ", ".join(f"{name} {spent:.2f} s" for name, spent in sorted(found[-1][1].items()))
        what = f"read, check, judge and trace / run, 200 States, {state}"
        note = f"{parts}, of {found[-1][0]:.2f} s; timers around functions of the plugin (benchmarks/phases.py)"
        yield _ratio(share, limit, what, rounds=len(found), note=note)


def one_profile(bench: Bench) -> Iterator[Row]:
    """Compare a run of one real profile with an empty test, and one explanation with two imports."""
    folder, empty = bench.place / "real", bench.place / "empty"
    folder.mkdir()
    empty.mkdir()
    for each in ("policies", "seeds", "jurisdictions", "changes"):
        shutil.copytree(ROOT / each, folder / each)
    for each in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / each, folder / each)
    (empty / "test_empty.py").write_text("def test_empty():\n    pass\n", encoding="utf-8")
    (empty / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    pytest(folder, "jurisdictions/DEU.yaml", "-q")
    commands = [partial(pytest, folder, "jurisdictions/DEU.yaml"), partial(pytest, empty, plugin=False)]
    found = children.in_turn(commands, max(bench.rounds, 5))
    what = "pytest jurisdictions/DEU.yaml, warm cache / pytest on one empty test"
    yield _ratio(found.ratio(0, 1), 1.5, what, rounds=found.rounds, note=found.both(0, 1))
    imports = [PYTHON, "-c", "import pydantic, yaml"]
    explain = [SAFEGUARDS, "explain", "DEU", "user-notification"]
    children.run(explain, folder)
    commands = [partial(children.run, each, folder, ends=".?") for each in (explain, imports)]
    found = children.in_turn(commands, max(bench.rounds, 5))
    what = "safeguards explain DEU user-notification, warm cache / python -c 'import pydantic, yaml'"
    yield _ratio(found.ratio(0, 1), 2.0, what, rounds=found.rounds, note=found.both(0, 1))


PARTS: tuple[Callable[[Bench], Iterator[Row]], ...] = (one_profile, met, unmet, lanes, phases, growth)


def rows(rounds: int = 3, scale: float = 1.0, only: str = "") -> Iterator[Row]:
    """Yield what was measured; a part that fails is a row that says why."""
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place), rounds, scale)
        for part in PARTS:
            if only and part.__name__ != only:
                continue
            try:
                yield from part(bench)
            except children.GivenUp as why:
                yield Row("pytest", part.__name__.replace("_", " "), None, None, "x", note=f"not run: {why}")
