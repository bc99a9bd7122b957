"""How long reading takes: without the cache, while it is filled, and with it; and what of that a whole command feels.

    python benchmarks/reading.py [--runs 5] [--states 200]

Two repositories are read: this one, and one with the policies of this one and made-up profiles.  What is read with the
cache is compared with what is read without before anything is timed.  Printed are medians in milliseconds, which hold
on this machine only, and ratios of one run.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import madeup
import yaml

from engine.check import all_problems, known_problems
from engine.load import Repository, read_repository
from engine.store import FOLDER, OFF, Store

ROOT = Path(__file__).parent.parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SAFEGUARDS = [sys.executable, "-c", "from engine.cli import main; main()"]


Work = Callable[[], object]


def medians(cases: dict[str, Work], runs: int) -> dict[str, float]:
    """Time some work, in milliseconds; the cases are run in turn, so that a busy moment strikes all of them."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(runs):
        for name, work in cases.items():
            start = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) * 1000 for name, each in times.items()}


def show(found: dict[str, float], base: str) -> None:
    for name, value in found.items():
        print(f"  {name:<48} {value:>9.1f} ms   {value / found[base]:>6.2f} x {base}")


def events(root: Path) -> None:
    """Let the parser go through the profiles, and do nothing with what it says."""
    for file in (root / "jurisdictions").glob("*.yaml"):
        for _ in yaml.parse(file.read_bytes(), Loader=LOADER):
            pass


def look(read: tuple[Repository, object]) -> None:
    """Ask for what is unpacked only when it is asked for."""
    for each in read[0].jurisdictions:
        len(each.facts)


def in_one_process(name: str, root: Path, runs: int) -> None:
    """Time reading and checking within this process."""
    count = len(list((root / "jurisdictions").glob("*.yaml")))
    with tempfile.TemporaryDirectory() as kept:
        numbers = iter(range(10_000))

        def empty() -> Store:
            folder = Path(kept, str(next(numbers)))
            folder.mkdir()
            return Store(folder / FOLDER)

        def read(store: Store) -> tuple[Repository, object]:
            repository = read_repository(root, store=store)
            return repository, known_problems(repository, store)

        full = empty()
        read(full)
        again, cold = read(Store(full.folder)), read_repository(root)
        assert again == (cold, all_problems(cold))
        assert repr(again[0]) == repr(cold)
        del again, cold
        print(f"{name}: {count} profiles, read and checked in one process")
        cases: dict[str, Work] = {
            "no cache": lambda: read(Store(None)),
            "events of the profiles only": lambda: events(root),
            "cache that is being filled": lambda: read(empty()),
            "cache": lambda: read(Store(full.folder)),
            "cache, and every fact looked at": lambda: look(read(Store(full.folder))),
        }
        show(medians(cases, runs), "no cache")


def whole_processes(root: Path, runs: int) -> None:
    """Time whole commands, from the start of Python to its end."""

    def command(*args: str, **more: str) -> Work:
        environment = {
            name: value for name, value in os.environ.items() if name not in {OFF, "PYTHONDONTWRITEBYTECODE"}
        } | more
        environment["PYTHONPATH"] = str(ROOT)
        return lambda: subprocess.run(args, check=False, cwd=root, env=environment, capture_output=True)

    code = next(each.stem for each in sorted((root / "jurisdictions").glob("*.yaml")))
    safeguard = next(each.stem for each in sorted((root / "policies").glob("*/*.yaml")))
    explain, check = (*SAFEGUARDS, "explain", code, safeguard), (*SAFEGUARDS, "check", "--quiet")
    command(*check)()
    libraries = "import pydantic, yaml"
    cases = {
        libraries: command(sys.executable, "-c", libraries),
        "safeguards explain, one cell": command(*explain),
        "safeguards explain, one cell, no cache": command(*explain, **{OFF: "1"}),
        "safeguards check --quiet": command(*check),
        "safeguards check --quiet, no cache": command(*check, **{OFF: "1"}),
    }
    print("whole processes")
    show(medians(cases, runs), libraries)
    pytest = ("import pytest", "import pytest, engine.plugin")
    show(medians({each: command(sys.executable, "-c", each) for each in pytest}, runs), pytest[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--states", type=int, default=200)
    given = parser.parse_args()
    os.environ.pop(OFF, None)
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {given.runs} runs, medians"
    )
    in_one_process("real", ROOT, given.runs)
    with tempfile.TemporaryDirectory() as folder:
        madeup.write(Path(folder), ROOT, given.states)
        in_one_process("made up", Path(folder), given.runs)
    whole_processes(ROOT, max(given.runs, 9))


if __name__ == "__main__":
    main()
