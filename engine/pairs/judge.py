"""The verdicts of a block, a byte a pair: what `assess` says of every pair, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.assess import World
from engine.model import Record
from engine.tally import Judged, Tally
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from engine.model import Safeguard
    from engine.pairs.plan import Block, Plan
    from engine.planes import Slots

VERDICTS = (Verdict.UNKNOWN, Verdict.MET, Verdict.UNMET, Verdict.NOT_APPLICABLE)
"""What each byte stands for: 0, 1, 2, 3."""


def one_by_one(plan: Plan, blocks: Iterable[Block]) -> Generator[bytes]:
    """Judge blocks in this process."""
    for each in blocks:
        yield judge(plan, each)


def judge(plan: Plan, block: Block) -> bytes:
    """Judge all pairs of a block.

    Pure: the same plan and block, the same bytes, in whichever process.

    Returns:
        A byte a pair, a number into `VERDICTS`: for each State that answers, in the order of `plan.codes`, those with
        every other State in the same order.  A pair with a profile that is not valid is unknown.
    """
    part = plan.parts[block.safeguard]
    known = {
        code: Record({}, code) if code in plan.unreadable else part.record(code, block.day, plan.floor, plan.shelf)
        for code in plan.codes
    }
    tally = Tally(World(block.day, plan.floor, known))
    return b"".join(_rows(plan, tally, part.safeguard))


def _rows(plan: Plan, tally: Tally, safeguard: Safeguard) -> Iterator[bytes]:
    slots = tally.slots(safeguard)
    readable = sum(slots.own(number) for number, code in enumerate(plan.codes) if code not in plan.unreadable)
    for number, (code, judged) in enumerate(tally.pairs(safeguard)):
        row = _bytes(slots, judged, 0 if code in plan.unreadable else readable)
        yield row[:number] + row[number + 1 :]


def _bytes(slots: Slots, judged: Judged, readable: int) -> bytes:
    """Add the bits of all States at once, as digits of one long number in base 256."""
    count = len(slots.index.states)
    zeros = int.from_bytes(b"0" * count, "big")
    planes = enumerate((judged.met, judged.unmet, judged.inapplicable), start=1)
    texts = ((weight, slots.tops(plane & readable).encode()) for weight, plane in planes)
    return sum(weight * (int.from_bytes(text, "big") - zeros) for weight, text in texts).to_bytes(count, "big")
