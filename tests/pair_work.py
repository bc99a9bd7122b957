"""Ways in which the judging of a block can go wrong or take long, for other processes to import."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from engine.pairs.judge import judge
from engine.pairs.plan import Block, Plan

MARK = "PAIRS_TEST_MARK"
"""The variable of the environment that names a file: it is there when a worker was killed once."""


def slow_at_first(plan: Plan, block: Block) -> bytes:
    """Let the first blocks take longer than those that follow."""
    time.sleep(0.2 if block.day.year % 4 == 0 else 0)
    return judge(plan, block)


def dies(plan: Plan, block: Block) -> bytes:
    """End the process in the third year, as a system that runs out of memory would."""
    if block.day.year >= 2003:
        os.kill(os.getpid(), signal.SIGKILL)
    return judge(plan, block)


def dies_once(plan: Plan, block: Block) -> bytes:
    """End the process the first time that a block of 2003 is judged, whichever worker it is."""
    mark = Path(os.environ[MARK])
    if block.day.year == 2003 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return judge(plan, block)


def fails(plan: Plan, block: Block) -> bytes:
    """Go wrong in the way of a fault of the engine."""
    raise ZeroDivisionError(str(block.day))
