"""All blocks in order; where nothing changed since the date before, its verdicts stand and nothing is judged."""

from __future__ import annotations

from collections import deque
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from datetime import date

    from engine.pairs.plan import Block, Plan

Answers: TypeAlias = "Callable[[Iterable[Block]], Generator[bytes]]"
"""Judges blocks, as `judge.judge` does, and gives their verdicts in the same order."""


class LostError(RuntimeError):
    """Whoever judged a block ended before it was done."""


class UnreachableError(RuntimeError):
    """No scheduler answers at the address that was given."""


class Found(NamedTuple):
    """The verdicts of a block, and those of the date before; none on the first date."""

    block: Block
    verdicts: bytes
    before: bytes | None


class Promise(Protocol):
    """A result that is waited for: a future of any kind."""

    def result(self) -> Any:
        """Wait for it."""


def found(plan: Plan, days: Iterable[date], answers: Answers) -> Generator[Found]:
    """Yield every block with its verdicts; held are those of one date."""
    days = list(days)
    fresh = answers(_changed(plan, days))
    last: dict[int, tuple[int, bytes]] = {}
    try:
        for block in plan.blocks(days):
            version = plan.parts[block.safeguard].version(block.day)
            before = last.get(block.safeguard)
            if before is None or before[0] != version:
                last[block.safeguard] = version, next(fresh)
            yield Found(block, last[block.safeguard][1], None if before is None else before[1])
    finally:
        # whoever judges elsewhere is told that nothing more is wanted
        fresh.close()


def begun(blocks: Iterator[Found]) -> Iterator[Found]:
    """Wait for the first block: where nobody answers, not even a heading is written."""
    first = next(blocks)
    return chain((first,), blocks)


def _changed(plan: Plan, days: Iterable[date]) -> Iterator[Block]:
    last: dict[int, int] = {}
    for block in plan.blocks(days):
        version = plan.parts[block.safeguard].version(block.day)
        if last.get(block.safeguard) != version:
            last[block.safeguard] = version
            yield block


def in_order(submit: Callable[[Block], Promise], blocks: Iterable[Block], ahead: int) -> Iterator[bytes]:
    """Hand out blocks, at most so many at a time, and give what comes back in the order of the blocks."""
    waiting: deque[Promise] = deque()
    for block in blocks:
        waiting.append(submit(block))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
