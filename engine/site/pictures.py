"""Small pictures of counts: bars whose parts stand in the same order everywhere, one path for each verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Sequence


def bars(rows: Sequence[tuple[Counter[Verdict], int]], width: int, height: int, gap: int = 1) -> dict[Verdict, str]:
    """Draw bars below each other as the data of one SVG path for each verdict.

    Args:
        rows: The counts of each bar, and the count that fills the whole width.
        width: Of the picture, in its own units, as the other lengths.
        height: Of a bar.
        gap: Between two bars.
    """
    paths: dict[Verdict, list[str]] = {}
    for row, (counts, full) in enumerate(rows):
        x, y = 0.0, row * (height + gap)
        for verdict in Verdict:
            wide = width * counts[verdict] / full if full else 0.0
            if wide:
                paths.setdefault(verdict, []).append(f"M{_short(x)} {y}h{_short(wide)}v{height}h-{_short(wide)}z")
            x += wide
    return {verdict: "".join(parts) for verdict, parts in paths.items()}


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def counted(counts: Counter[Verdict], *, zeros: bool = False) -> str:
    """Say counts in words, in the order of the verdicts.

    >>> from collections import Counter
    >>> counted(Counter({Verdict.UNKNOWN: 3, Verdict.MET: 1}))
    '1 met, 3 unknown'
    """
    return ", ".join(f"{counts[each]} {each.value}" for each in Verdict if zeros or counts[each])


def by_theme(counts: Iterable[tuple[str, Counter[Verdict]]]) -> str:
    """Say the counts of several themes in one text, for those who cannot see the picture."""
    return "; ".join(f"{title}: {counted(each)}" for title, each in counts)
