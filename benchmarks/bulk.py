"""How much faster verdicts come by bits than by the definition: ratios of one run, after both were seen to agree.

    python -m benchmarks.bulk [--runs 3] [--states 18 200]

The safeguards are those of this repository; the States are made up, always the same: each has an answer to most
questions, 24 powers and 30 offences.  The definition is timed on some States only, drawn in turn, and both are given
by cell.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable
from random import Random

from benchmarks.world import ROOT, made_up
from engine.assess import World, assess
from engine.load import read_repository
from engine.model import Safeguard
from engine.tally import Tally


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def by_definition(safeguards: list[Safeguard], known: World, codes: list[str]) -> None:
    for safeguard in safeguards:
        for code in codes:
            assess(safeguard, code, known)


def by_bits(safeguards: list[Safeguard], tally: Tally) -> None:
    for safeguard in safeguards:
        tally.cells(safeguard)


def agree(safeguards: list[Safeguard], known: World, codes: list[str]) -> None:
    tally = Tally(known)
    for safeguard in safeguards:
        cells, findings = tally.cells(safeguard), dict(tally.findings(safeguard))
        for code in codes:
            cell = assess(safeguard, code, known)
            told = [(each.subject, each.verdict) for each in cell.findings]
            assert (cells[code], findings[code]) == (cell.verdict, told), (safeguard.id, code)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--states", type=int, nargs="+", default=[18, 200])
    given = parser.parse_args()
    repository = read_repository(ROOT)
    kinds = {
        "cells": [each for each in repository.safeguards if each.subject != "pair"],
        "pairs": [each for each in repository.safeguards if each.subject == "pair"],
    }
    print(f"Python {platform.python_version()}, {platform.machine()}, {given.runs} runs, medians of ratios")
    for count in given.states:
        known, lot = made_up(repository.vocabulary, count), Random(count)
        codes = list(known.records)
        for kind, safeguards in kinds.items():
            # enough of the definition to time it: all of a few States, one State where its counterparts are many
            some = lot.sample(codes, 1 if kind == "pairs" else 5)
            agree(safeguards, known, some)
            width = count - 1 if kind == "pairs" else 1
            by_cell = []
            for _ in range(given.runs):
                slow = seconds(lambda: by_definition(safeguards, known, some)) / (len(some) * len(safeguards) * width)  # noqa: B023
                start = time.perf_counter()
                tally = Tally(known)
                by_bits(safeguards, tally)
                middle = time.perf_counter()
                by_bits(safeguards, tally)
                total = count * len(safeguards) * width
                by_cell.append((slow, (middle - start) / total, (time.perf_counter() - middle) / total))
            slow, cold, warm = (statistics.median(side) for side in zip(*by_cell, strict=True))
            ratios = [statistics.median(each[0] / each[side] for each in by_cell) for side in (1, 2)]
            print(
                f"{count:>4} States, {count * len(safeguards) * width:>7} {kind}: definition {slow * 1e9:>9.0f} ns,"
                f" bits {cold * 1e9:>6.0f} ns with the index ({ratios[0]:.0f}x), {warm * 1e9:>5.0f} ns without"
                f" ({ratios[1]:.0f}x)"
            )


if __name__ == "__main__":
    main()
