"""Whole processes measured: time, and the most memory that they held."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 400
"""Seconds after which a run is given up."""
LONG = 60
"""Seconds of a run after which one round has to do."""


class GivenUp(Exception):  # noqa: N818
    """A run that took too long, or ended otherwise than it should; its text says which."""


@dataclass(frozen=True)
class Run:
    """What a process took: seconds, and mebibytes at its peak."""

    seconds: float
    peak: float


def run(args: Sequence[str | Path], folder: Path, env: dict[str, str] | None = None) -> Run:
    """Run a command in a folder; its output goes to a file.

    Raises:
        GivenUp: It took too long, or ended with something else than 0 (all well) or 1 (findings).
    """
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        child = subprocess.Popen(
            args, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **(env or {})}
        )
        timer = threading.Timer(PATIENCE, child.kill)
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in {0, 1}:
            out.seek(0)
            why = (
                f"not finished after {PATIENCE} s"
                if seconds >= PATIENCE
                else out.read()[-300:].decode(errors="replace")
            )
            raise GivenUp(" ".join(why.split()))
    scale = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * scale / 2**20)


@dataclass(frozen=True)
class Compared:
    """Medians of runs in turn: of ours, of the others, and of the ratios of each round."""

    ours: Run
    others: tuple[Run, ...]
    ratios: tuple[float, ...]
    rounds: int


def in_turn(ours: Callable[[], Run], others: Sequence[Callable[[], Run]], rounds: int) -> Compared:
    """Run ours and the others in turn; where a run is long, one round has to do."""
    found: list[list[Run]] = []
    while len(found) < rounds:
        found.append([each() for each in (ours, *others)])
        if max(each.seconds for each in found[0]) > LONG:
            break
    middle = [
        Run(statistics.median(r.seconds for r in side), max(r.peak for r in side)) for side in zip(*found, strict=True)
    ]
    ratios = [statistics.median(row[0].seconds / row[n].seconds for row in found) for n in range(1, len(middle))]
    return Compared(middle[0], tuple(middle[1:]), tuple(ratios), len(found))
