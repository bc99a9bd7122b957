"""Ours and a peer on the same work: verdicts compared cell by cell, then timed in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from benchmarks.peers import cedar, cel, duck, jsonlogic, polar, rego
from benchmarks.peers.documents import Ready, Work
from benchmarks.peers.formula import MET, NOT_APPLICABLE, UNKNOWN, UNMET
from engine.assess import World, assess
from engine.model import Safeguard
from engine.tally import Tally
from engine.verdict import Verdict
from engine.vocabulary import REQUESTED

LEAST = 0.02
"""Seconds over which a time is taken at least: a single pass of less would measure the processor's caches."""
CODES = {
    Verdict.MET: MET,
    Verdict.UNMET: UNMET,
    Verdict.UNKNOWN: UNKNOWN,
    Verdict.NOT_APPLICABLE: NOT_APPLICABLE,
}


@dataclass(frozen=True)
class Peer:
    """An engine: the package that brings it, how it is made ready, and how many rows are timed at most."""

    name: str
    package: str
    prepare: Callable[[Work], Ready]
    rows: int
    pairs: int
    goal: int = 0


PEERS = (
    Peer("OPA (Go)", "opa-golib-python-bindings", rego.opa, 20, 100, 500),
    Peer("regorus (Rust)", "gordon-to-regorus", rego.regorus, 20, 100, 500),
    Peer("regorus (Rust), its virtual machine", "gordon-to-regorus", rego.machine, 40, 200, 500),
    Peer("CEL (Rust)", "common-expression-language", cel.rust, 40, 400, 100),
    Peer("CEL (C++)", "cel-expr-python", cel.cpp, 100, 1_000, 100),
    Peer("Cedar", "cedarpy", cedar.ready, 20, 200, 100),
    Peer("DuckDB", "duckdb", duck.ready, 10**6, 10**6, 10),
    Peer("Polars", "polars", polar.ready, 10**6, 10**6, 10),
    Peer("JsonLogic (Rust)", "datalogic-py", jsonlogic.rust, 200, 2_000),
    Peer("JsonLogic (Python)", "json-logic-qubit", jsonlogic.python, 10, 100),
)


@dataclass(frozen=True)
class Result:
    """What a peer took on the safeguards that it can say; nanoseconds a cell and ratios are medians of the rounds.

    `ratio` is to our verdicts as columns of bits, `objects` to the same with an object for each.
    """

    name: str
    package: str
    version: str
    goal: int
    said: int = 0
    rows: int = 0
    rounds: int = 0
    theirs: float = 0.0
    ours: float = 0.0
    ratio: float = 0.0
    objects: float = 0.0
    ready: float = 0.0
    left: dict[str, str] = field(default_factory=dict)
    why: str = ""


def ours(work: Work, safeguards: list[Safeguard], tally: Tally) -> Callable[[], Any]:
    """Give our work: the verdict of every State, or of every pair, as columns of bits."""
    if work.pairs:
        return lambda: [list(tally.pairs(each)) for each in safeguards]
    return lambda: [tally.rolled(each) for each in safeguards]


def objects(work: Work, safeguards: list[Safeguard], tally: Tally) -> Callable[[], Any]:
    """Give the same work with a `Verdict` for every State, or pair."""
    if work.pairs:
        return lambda: [list(tally.findings(each)) for each in safeguards]
    return lambda: [tally.cells(each) for each in safeguards]


def reference(work: Work, safeguards: list[Safeguard], rows: int) -> list[list[int]]:
    """Give the verdicts of the first rows as the definition has them, one by one."""
    if not work.pairs:
        codes = list(work.world.records)[:rows]
        return [[CODES[assess(each, code, work.world).verdict] for each in safeguards] for code in codes]
    states = list(work.world.records)
    wanted = [(one, other) for one in states for other in states if one != other][:rows]
    return [[_pair(each, one, other, work.world) for each in safeguards] for one, other in wanted]


def _pair(safeguard: Safeguard, requesting: str, requested: str, world: World) -> int:
    own, other = (requested, requesting) if safeguard.answers == REQUESTED else (requesting, requested)
    two = World(world.day, world.floor, {each: world.records[each] for each in (own, other)})
    return CODES[assess(safeguard, own, two).findings[0].verdict]


def by_bits(work: Work, safeguards: list[Safeguard], tally: Tally) -> list[list[int]]:
    """Give the verdicts of all rows as ours has them."""
    if not work.pairs:
        columns = [[CODES[each] for each in tally.cells(safeguard).values()] for safeguard in safeguards]
        return [list(row) for row in zip(*columns, strict=True)]
    places = {code: number for number, code in enumerate(work.world.records)}
    columns = []
    for safeguard in safeguards:
        table = {}
        for code, found in tally.findings(safeguard):
            for other, verdict in found:
                key = (other, code) if safeguard.answers == REQUESTED else (code, other)
                table[places[key[0]], places[key[1]]] = CODES[verdict]
        columns.append([table[key] for key in sorted(table)])
    return [list(row) for row in zip(*columns, strict=True)]


def disagreement(work: Work, ready: Ready, rows: int, expected: list[list[int]]) -> str:
    """Name the first verdict of a peer that is another than expected; empty if there is none."""
    found = ready.codes(ready.run(rows))[:rows]
    assert len(found) == min(rows, work.rows), (len(found), rows)
    for number, (row, wanted) in enumerate(zip(found, expected, strict=False)):
        for safeguard, code, right in zip(ready.said, row, wanted, strict=True):
            if code != right:
                return f"{safeguard.id} in row {number}: {code} instead of {right}"
    return ""


def contest(peer: Peer, work: Work, tally: Tally, rounds: int) -> Result:
    """Compare, then time; what does not install or fails is a result that says why."""
    try:
        installed = version(peer.package)
    except PackageNotFoundError:
        return Result(peer.name, peer.package, "", peer.goal, why=f"{peer.package} is not installed")
    try:
        return _timed(peer, work, tally, rounds, installed)
    except Exception as error:  # noqa: BLE001  a peer that breaks is a line of the table
        return Result(peer.name, peer.package, installed, peer.goal, why=f"{type(error).__name__}: {error}"[:200])


def _timed(peer: Peer, work: Work, tally: Tally, rounds: int, installed: str) -> Result:
    start, limit = time.perf_counter(), min(peer.pairs if work.pairs else peer.rows, work.rows)
    ready = peer.prepare(replace(work, limit=limit))
    loading = time.perf_counter() - start
    rows = limit if ready.partial else work.rows
    said = by_bits(work, ready.said, tally)
    wrong = disagreement(work, ready, rows, said)
    if wrong:
        return Result(peer.name, peer.package, installed, peer.goal, left=ready.left, why=f"another verdict: {wrong}")
    own, told = (make(work, ready.said, tally) for make in (ours, objects))
    times = [
        (seconds(own), seconds(told), seconds(lambda: ready.run(rows)), seconds(own), seconds(told))
        for _ in range(rounds)
    ]
    mine, count = work.rows * len(ready.said), rows * len(ready.said)
    by_cell = [((a + d) / 2 / mine, (b + e) / 2 / mine, c / count) for a, b, c, d, e in times]
    return Result(
        peer.name,
        peer.package,
        installed,
        peer.goal,
        said=len(ready.said),
        rows=rows,
        rounds=rounds,
        ours=statistics.median(each for each, _, _ in by_cell) * 1e9,
        theirs=statistics.median(each for _, _, each in by_cell) * 1e9,
        ratio=statistics.median(theirs / each for each, _, theirs in by_cell),
        objects=statistics.median(theirs / each for _, each, theirs in by_cell),
        ready=loading,
        left=ready.left,
    )


def seconds(work: Callable[[], object]) -> float:
    """Give how long something takes: the mean over as many times as it takes to fill `LEAST`."""
    start, times = time.perf_counter(), 0
    while times == 0 or time.perf_counter() - start < LEAST:
        work()
        times += 1
    return (time.perf_counter() - start) / times
