"""What every ordered pair costs, against reading the profiles; over fifty years; on one process and on two.

    python benchmarks/pairs.py [--states 200] [--years 50] [--runs 3]

The safeguards are those of this repository; the States are made up, always the same.  Nearly every answer begins on
another day of those years, so that every safeguard has to be judged anew for every date: the most work that there can
be.  Rows go nowhere, but they are made.  Before anything is timed, verdicts are compared with those of an assessment.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import os
import platform
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import madeup

from engine.check import all_problems
from engine.load import Repository, read_repository
from engine.matrix import Assessor
from engine.model import Entry, Jurisdiction, Series
from engine.pairs import csvfile, parquet
from engine.pairs.days import days
from engine.pairs.judge import VERDICTS, judge, one_by_one
from engine.pairs.plan import Plan, packed, plan, unpacked
from engine.pairs.processes import on_processes
from engine.pairs.rows import Wanted
from engine.pairs.stream import Answers, found

ROOT = Path(__file__).parent.parent
LAST = datetime.date(2026, 11, 1)


def loaded(folder: Path) -> tuple[Repository, float]:
    """Read the profiles, check them and have them ready to be judged."""
    start = time.perf_counter()
    repository = read_repository(folder)
    assert not all_problems(repository)
    return repository, time.perf_counter() - start


def dated(profile: Jurisdiction, years: int) -> Jurisdiction:
    """Let every answer begin on some day of the last years."""
    lot = Random(profile.code)

    def begun(series: Series) -> Series:
        return tuple(replace(each, since=LAST - datetime.timedelta(lot.randrange(365 * years))) for each in series)

    def entry(each: Entry) -> Entry:
        return replace(each, facts={key: begun(one) for key, one in each.facts.items()})

    facts = {key: begun(each) for key, each in profile.facts.items()}
    entries = {key: tuple(entry(one) for one in each) for key, each in profile.entries.items()}
    return replace(profile, facts=facts, entries=entries)


def planned(repository: Repository, day: datetime.date) -> Plan:
    return plan(Assessor(repository, [], day), [each for each in repository.safeguards if each.subject == "pair"])


def agree(repository: Repository, day: datetime.date, some: Iterable[int]) -> None:
    """Compare the pairs that some States answer with an assessment."""
    what, assessor = planned(repository, day), Assessor(repository, [], day)
    others = len(what.codes) - 1
    for block in what.blocks([day]):
        verdicts = judge(what, block)
        for number in some:
            row = verdicts[number * others : (number + 1) * others]
            cell = assessor.cell(what.codes[number], what.parts[block.safeguard].safeguard.id)
            assert [VERDICTS[each] for each in row] == [each.verdict for each in cell.findings]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def processors(work: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds of processors that went into this process, and into those that it started."""
    before = os.times()
    work()
    after = os.times()
    return after.user - before.user, after.children_user - before.children_user


def nothing(_data: bytes) -> None:
    """Write to nowhere."""


def written(what: Plan, when: list[datetime.date], answers: Answers, out: Callable[[bytes], object] = nothing) -> None:
    csvfile.write(what, found(what, when, answers), Wanted(), out)


def as_parquet(what: Plan, when: list[datetime.date]) -> None:
    with Path(os.devnull).open("wb") as out:
        parquet.write(what, found(what, when, partial(one_by_one, what)), Wanted(), out, when)


def judged(what: Plan, when: list[datetime.date]) -> None:
    for _ in found(what, when, partial(one_by_one, what)):
        pass


def fresh(what: Plan) -> Plan:
    """Forget every record that was put together."""
    for each in what.parts:
        each.kept.clear()
    return what


def peak(data: bytes, when: list[datetime.date]) -> float:
    """Give the megabytes that a process took at most that writes all rows, on top of what it took before."""
    before = most()
    what = unpacked(data)
    written(what, when, partial(one_by_one, what))
    return (most() - before) / 1024


def most() -> int:
    """Give the kilobytes that this process took at most; what Linux tells of a child by other ways is its parent's."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))[1])  # type: ignore[index]


def memory(what: Plan, when: list[datetime.date]) -> float:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(peak, packed(what), when).result()


def same_bytes(what: Plan, when: list[datetime.date]) -> None:
    sums = []
    for answers in (partial(one_by_one, what), partial(on_processes, what, 2)):
        digest = hashlib.sha256()
        written(what, when, answers, digest.update)
        sums.append(digest.hexdigest())
    assert sums[0] == sums[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--states", type=int, default=200)
    parser.add_argument("--years", type=int, default=50)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        madeup.write(Path(folder), ROOT, given.states)
        repository, _ = loaded(Path(folder))
        report(repository, Path(folder), given)


def report(repository: Repository, folder: Path, given: Any) -> None:
    one, many = [LAST], days(LAST.replace(year=LAST.year - given.years + 1), LAST, "year")
    moving = replace(repository, jurisdictions=tuple(dated(each, given.years) for each in repository.jurisdictions))
    agree(moving, many[-1], (0,))
    agree(moving, many[len(many) // 2], (1,))
    still, what = planned(repository, LAST), planned(moving, LAST)
    same_bytes(what, many[:5])
    pairs = given.states * (given.states - 1) * len(what.parts)
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors, medians of runs")
    print(f"{given.states} States, {len(what.parts)} safeguards, {pairs} rows a date, {len(many)} dates")
    rows: dict[str, list[float]] = {}
    for _ in range(given.runs):
        load = loaded(folder)[1]
        run = {
            "read and check the profiles": load,
            "one date: from profiles to rows": seconds(
                lambda: written(new := planned(repository, LAST), one, partial(one_by_one, new))
            ),
            "one date: verdicts only": seconds(lambda: judged(fresh(still), one)),
            "all dates, all change: plan": seconds(lambda: planned(moving, LAST)),
            "all dates, all change: verdicts only": seconds(lambda: judged(fresh(what), many)),
            "all dates, all change: CSV, 1 process": seconds(
                lambda: written(fresh(what), many, partial(one_by_one, what))
            ),
            "all dates, all change: CSV, 2 processes": seconds(
                lambda: written(what, many, partial(on_processes, what, 2))
            ),
            "all dates, all change: Parquet": seconds(lambda: as_parquet(fresh(what), many)),
            "all dates, none changes: CSV": seconds(lambda: written(fresh(still), many, partial(one_by_one, still))),
        }
        for name, each in run.items():
            rows.setdefault(name, []).append(each)
    load = statistics.median(rows["read and check the profiles"])
    for name, each in rows.items():
        middle = statistics.median(each)
        count = pairs * (len(many) if name.startswith("all") else 1)
        cost = "" if name.startswith("read") or name.endswith("plan") else f"  {middle / count * 1e9:>6.0f} ns a row"
        print(f"{name:<42}{middle:>9.3f} s  {middle / load:>7.3f} x reading{cost}")
    own, others = processors(lambda: written(what, many, partial(on_processes, what, 2)))
    print(f"processor time with 2 processes: {own:.2f} s in the one that writes, {others:.2f} s in those that judge")
    for when in (many[-5:], many) if sys.platform == "linux" else ():
        print(f"peak memory of {len(when)} dates on top of a process that only imported: {memory(what, when):.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
