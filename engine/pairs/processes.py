"""Blocks judged by several processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
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
        yield from in_order(partial(_submitted, pool, work), blocks, jobs * AHEAD)
    except BrokenProcessPool:
        raise LostError("a process was killed, or ran out of memory; try again, with fewer --jobs") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, work: Callable[[Plan, Block], bytes], block: Block) -> Future[bytes]:
    """Hand out a block; a process that begins for it never hears of Ctrl-C, which is for the one that waits."""
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(_judge, work, block)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_judge, work, block)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(data: bytes) -> None:
    """Make a process ready; it ends when the one that started it does, however that came about."""
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
