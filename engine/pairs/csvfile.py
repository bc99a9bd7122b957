"""Pairs as CSV: one row a pair, in the house's style; a State that answers, and its rows with all others, at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from itertools import compress
from operator import add
from typing import TYPE_CHECKING, TypeAlias

from engine.pairs.judge import VERDICTS
from engine.pairs.rows import COLUMNS, asks
from engine.report.csvfile import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.pairs.plan import Plan
    from engine.pairs.rows import Wanted
    from engine.pairs.stream import Found

Write: TypeAlias = Callable[[bytes], object]


def write(plan: Plan, blocks: Iterable[Found], wanted: Wanted, out: Write) -> None:
    """Write all rows, with a heading."""
    out(line(COLUMNS))
    for found in blocks:
        for text in _lines(plan, found, wanted.mask(found)):
            out(text.encode())


def line(texts: Iterable[str]) -> bytes:
    """Write a line of CSV; no text in it can be taken for a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([safe(each) for each in texts])
    return out.getvalue().encode()


def _field(text: str) -> str:
    return line((text,)).decode().rstrip("\n")


def _lines(plan: Plan, found: Found, mask: bytes | None) -> Iterator[str]:
    """Yield the rows of each State that answers as one text."""
    codes = [_field(each) for each in plan.codes]
    words = [_field(each.value) for each in VERDICTS]
    head = f"{found.block.day},{plan.floor},{_field(plan.parts[found.block.safeguard].safeguard.id)}"
    others = len(codes) - 1
    for number, own in enumerate(codes):
        part = slice(number * others, (number + 1) * others)
        if asks(plan, found.block.safeguard):
            start, ends = f"{head},{own},{own},", [f",{word}\n" for word in words]
        else:
            start, ends = f"{head},{own},", [f",{own},{word}\n" for word in words]
        rest, verdicts = [*codes[:number], *codes[number + 1 :]], found.verdicts[part]
        if mask is not None:
            rest, verdicts = list(compress(rest, mask[part])), bytes(compress(verdicts, mask[part]))
        yield _joined(start, rest, [ends[each] for each in verdicts])


def _joined(start: str, others: list[str], ends: list[str]) -> str:
    """Join start, other State and end of each row; the starts, all alike, are put between at once."""
    return start + start.join(map(add, others, ends)) if others else ""
