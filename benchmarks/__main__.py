"""Measures everything, writes benchmarks/results/ and the speed table of the README.

    python -m benchmarks [--only cells pairs sizes pytest] [--rounds 3] [--no-write]

With some parts only, nothing is written: a result is of one run.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from collections.abc import Callable, Iterable, Iterator

from benchmarks import engines, pytest_runs, results
from benchmarks.peers.contest import PEERS
from benchmarks.world import ROOT

PARTS: dict[str, Callable[[int], Iterator[results.Row]]] = {
    "pytest": pytest_runs.rows,
    "cells": lambda rounds: engines.peers(max(rounds, 5), pairs=False),
    "pairs": lambda rounds: engines.peers(rounds, pairs=True),
    "sizes": engines.sizes,
}


def measured(parts: Iterable[str], rounds: int) -> Iterator[results.Row]:
    """Yield the rows of some parts, and say each as it comes."""
    for part in parts:
        for row in PARTS[part](rounds):
            value = "–" if row.value is None else f"{row.value:.3g} {row.unit}"
            goal = "" if row.goal is None else f", goal {'at least' if row.least else 'at most'} {row.goal:g}"
            print(f"{row.part:<7} {row.what}: {value}{goal} {row.note}".rstrip(), flush=True)
            yield row


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=[*PARTS, "peers"], default=list(PARTS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-write", action="store_true", help="print only")
    given = parser.parse_args()
    wanted = [part for part in PARTS if part in given.only or (part in {"cells", "pairs"} and "peers" in given.only)]
    start = time.perf_counter()
    rows = list(measured(wanted, given.rounds))
    if given.no_write or wanted != list(PARTS):
        print("nothing was written")
        return
    date = datetime.datetime.now(datetime.UTC).date().isoformat()
    packages = dict.fromkeys(each.package for each in PEERS)
    found = results.document(date, rows, packages, time.perf_counter() - start)
    print(f"written to {results.write(found)}")
    readme = ROOT / "README.md"
    try:
        text = results.into_readme(readme.read_text(encoding="utf-8"), found)
    except ValueError as error:
        sys.exit(str(error))
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
