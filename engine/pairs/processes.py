"""Blocks judged by several processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from engine.pairs.judge import judge
from engine.pairs.plan import packed, unpacked
from engine.pairs.stream import LostError, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from engine.pairs.plan import Block, Plan

AHEAD = 4
"""Blocks that wait for each process; more would only take memory."""
_PLAN: list[Plan] = []


def on_processes(
    plan: Plan, jobs: int, blocks: Iterable[Block], work: Callable[[Plan, Block], bytes] = judge
) -> Generator[bytes]:
    """Judge blocks on so many processes; what comes back is in the order of the blocks.

    Raises:
        LostError: A process ended before its block was done.
    """
    # `spawn`, since a fork of a program with threads may hang, and Windows has none
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, _begin, (packed(plan),))
    try:
        yield from in_order(lambda block: pool.submit(_judge, work, block), blocks, jobs * AHEAD)
    except BrokenProcessPool:
        raise LostError("a process was killed, or ran out of memory; try again, with fewer --jobs") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(data: bytes) -> None:
    """Make a process ready: it leaves Ctrl-C to the one that started it, and ends when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _PLAN.append(unpacked(data))


def _end_with_parent() -> None:  # pragma: no cover  seen from outside only
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _judge(work: Callable[[Plan, Block], bytes], block: Block) -> bytes:
    return work(_PLAN[0], block)
