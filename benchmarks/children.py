"""Whole processes measured: time, and the most memory that they held."""

from __future__ import annotations

import os
import re
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


def run(args: Sequence[str | Path], folder: Path, env: dict[str, str] | None = None, ends: str = "") -> Run:
    """Run a command in a folder; its output goes to a file.

    Args:
        args: The command.
        folder: Where it runs.
        env: Further variables of its environment.
        ends: A pattern that the end of its output has.

    Raises:
        GivenUp: It took too long, or ended with something else than 0 (all well) or 1 (findings), or otherwise.
    """
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        child = subprocess.Popen(
            args, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env={**environment(), **(env or {})}
        )
        timer = threading.Timer(PATIENCE, child.kill)
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        size = out.seek(0, os.SEEK_END)
        out.seek(max(0, size - 2000))
        text = out.read().decode(errors="replace")
    if seconds >= PATIENCE:
        raise GivenUp(f"not finished after {PATIENCE} s")
    if child.returncode not in {0, 1} or not re.search(ends, text):
        raise GivenUp(" ".join(text[-300:].split()))
    scale = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * scale / 2**20)


def environment() -> dict[str, str]:
    """Give this environment as a user has it: bytecode is kept, output is written in blocks, summaries are short."""
    unlike = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "CI", "BUILD_NUMBER"}
    return {name: value for name, value in os.environ.items() if name not in unlike}


@dataclass(frozen=True)
class Compared:
    """Runs in turn: a row a round, a column a command."""

    runs: tuple[tuple[Run, ...], ...]

    @property
    def rounds(self) -> int:
        """How many rounds there were."""
        return len(self.runs)

    def ratio(self, one: int, other: int) -> float:
        """Give the median of the ratios of each round."""
        return statistics.median(each[one].seconds / each[other].seconds for each in self.runs)

    def seconds(self, one: int) -> float:
        """Give the median time of a command."""
        return statistics.median(each[one].seconds for each in self.runs)

    def peak(self, one: int) -> float:
        """Give the most memory that a command held."""
        return max(each[one].peak for each in self.runs)

    def both(self, one: int, other: int) -> str:
        """Tell the times of two commands."""
        return f"{self.seconds(one):.2f} s and {self.seconds(other):.2f} s"


def in_turn(commands: Sequence[Callable[[], Run]], rounds: int) -> Compared:
    """Run commands in turn; where a run is long, one round has to do."""
    found: list[tuple[Run, ...]] = []
    while len(found) < rounds:
        found.append(tuple(each() for each in commands))
        if max(each.seconds for each in found[0]) > LONG:
            break
    return Compared(tuple(found))
