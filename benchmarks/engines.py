"""Verdicts alone, in one process: ours beside other engines, and ours at other sizes."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks import trees
from benchmarks.peers.contest import PEERS, Result, by_bits, contest, reference, seconds
from benchmarks.peers.documents import Work
from benchmarks.results import Row
from benchmarks.world import ROOT, made_up
from engine.load import read_repository
from engine.model import Safeguard
from engine.tally import Tally
from engine.vocabulary import Vocabulary

STATES, SIZES, JUDGED_ALONE = 200, (18, 200, 1000), 6
"""How many States for the peers and for us alone, and of how many rows the definition gives the verdicts too."""


def safeguards() -> tuple[list[Safeguard], list[Safeguard], Vocabulary]:
    """Give the safeguards about States and records, those about pairs, and the vocabulary."""
    repository = read_repository(ROOT)
    alone = [each for each in repository.safeguards if each.subject != "pair"]
    return alone, [each for each in repository.safeguards if each.subject == "pair"], repository.vocabulary


def peers(rounds: int, pairs: bool, states: int = STATES) -> Iterator[Row]:
    """Compare with every peer; first our own verdicts with the definition's."""
    alone, two, vocabulary = safeguards()
    work = Work(made_up(vocabulary, states), two if pairs else alone, vocabulary, pairs)
    tally = Tally(work.world)
    told = by_bits(work, work.safeguards, tally)[:JUDGED_ALONE]
    assert told == reference(work, work.safeguards, JUDGED_ALONE), "bits and definition differ"
    for peer in PEERS:
        yield row("pairs" if pairs else "cells", contest(peer, work, tally, rounds), len(work.safeguards))


def row(part: str, found: Result, count: int) -> Row:
    """Give a result as a row; the goals are about States, not about pairs."""
    columns = {key: value for key, value in asdict(found).items() if key not in {"name", "goal", "why"}} | {"of": count}
    goal = found.goal if part == "cells" and found.goal else None
    if found.why:
        return Row(part, found.name, None, goal, least=True, note=f"not run: {found.why}", cells=columns)
    note = f"{len(found.left)} cannot be said: {_reasons(found.left)}" if found.left else ""
    return Row(part, found.name, found.ratio, goal, least=True, rounds=found.rounds, note=note, cells=columns)


def _reasons(left: dict[str, str]) -> str:
    by_reason: dict[str, list[str]] = {}
    for name, why in sorted(left.items()):
        by_reason.setdefault(why, []).append(name)
    return "; ".join(f"{', '.join(names)} ({why})" for why, names in by_reason.items())


def sizes(rounds: int, scale: float = 1.0) -> Iterator[Row]:
    """Measure ourselves at several sizes, and pairs beside the reading of as many profiles."""
    alone, two, vocabulary = safeguards()
    by_cell = {}
    for count in SIZES:
        world = made_up(vocabulary, max(2, round(count * scale)))
        cells, found = len(world.records) * len(alone), []
        for _ in range(rounds):
            start = time.perf_counter()
            tally = Tally(world)
            for each in alone:
                tally.cells(each)
            first = time.perf_counter() - start
            found.append((first, seconds(lambda: [tally.cells(each) for each in alone])))  # noqa: B023
        first, again = (statistics.median(side) * 1e9 / cells for side in zip(*found, strict=True))
        by_cell[count] = first * cells
        what = f"{len(world.records):,} States, {cells:,} cells: ns a cell, with the index"
        yield Row("sizes", what, first, None, "ns", rounds=rounds, note=f"{again:.0f} ns once it is there")
    ratio = by_cell[1000] / by_cell[200]
    yield Row("sizes", "verdicts of 1,000 States / of 200", ratio, 5.5, rounds=rounds)
    yield _pairs(two, vocabulary, rounds, max(2, round(STATES * scale)))


def _pairs(two: list[Safeguard], vocabulary: Vocabulary, rounds: int, states: int) -> Row:
    world, found = made_up(vocabulary, states), []
    with tempfile.TemporaryDirectory() as place:
        trees.states(Path(place), ROOT, states, 0.3)
        for _ in range(rounds):
            reading = seconds(lambda: read_repository(Path(place)))
            start = time.perf_counter()
            tally = Tally(world)
            for each in two:
                for _ in tally.pairs(each):
                    pass
            found.append((time.perf_counter() - start, reading))
    ratio = statistics.median(judging / reading for judging, reading in found)
    judging, reading = (statistics.median(side) for side in zip(*found, strict=True))
    note = f"{judging:.2f} s with the index, and {reading:.2f} s without a cache"
    what = f"{states * (states - 1):,} pairs x {len(two)} safeguards / reading {states} profiles"
    return Row("sizes", what, ratio, 3.0, rounds=rounds, note=note)
