"""Small pictures of counts: bars whose parts stand in the same order everywhere, one path for each verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Sequence


def bars(rows: Sequence[tuple[Counter[Verdict], int]], width: int, height: int) -> dict[Verdict, str]:
    """Draw bars below each other, as thick lines: the data of one SVG path for each verdict.

    Args:
        rows: The counts of each bar, and the count that fills the whole width.
        width: Of the picture, in its own units.
        height: From the top of a bar to the top of the next; the middle of the first lies at half of it.

    >>> from collections import Counter
    >>> bars([(Counter({Verdict.MET: 1, Verdict.UNKNOWN: 3}), 4)], 100, 10)
    {<Verdict.MET: 'met'>: 'M0 5h25', <Verdict.UNKNOWN: 'unknown'>: 'M25 5h75'}
    """
    paths: dict[Verdict, str] = {}
    for row, (counts, full) in enumerate(rows):
        done, y = 0, row * height + height // 2
        for verdict in Verdict:
            start, done = done, done + counts[verdict]
            if counts[verdict]:
                left, right = round(width * start / full), round(width * done / full)
                paths[verdict] = f"{paths.get(verdict, '')}M{left} {y}h{right - left}"
    return paths


def counted(counts: Counter[Verdict], *, zeros: bool = False) -> str:
    """Say counts in words, in the order of the verdicts.

    >>> from collections import Counter
    >>> counted(Counter({Verdict.UNKNOWN: 3, Verdict.MET: 1}))
    '1 met, 3 unknown'
    """
    return ", ".join(f"{counts[each]} {each.value}" for each in Verdict if zeros or counts[each])


def by_theme(counts: Iterable[Counter[Verdict]]) -> str:
    """Say the counts of several themes, by number, in one text for those who cannot see the picture."""
    return "; ".join(f"{number}: {counted(each)}" for number, each in enumerate(counts, 1))
