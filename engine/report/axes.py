"""Counts of verdicts along an axis: by right, by people most exposed, by theme, level, severity, subject or family."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.matrix import Matrix
    from engine.model import Safeguard

AXES: dict[str, Callable[[Safeguard], tuple[str, ...]]] = {
    "right": lambda each: each.rights,
    "people": lambda each: each.people,
    "theme": lambda each: (each.theme,),
    "family": lambda each: (each.family,) if each.family else (),
    "level": lambda each: (each.level,),
    "severity": lambda each: (each.severity,),
    "subject": lambda each: (each.subject,),
}
"""The values that a safeguard has on each axis; one with several counts under each of them."""


def counts(matrix: Matrix, axis: str) -> dict[str, dict[str, Counter[Verdict]]]:
    """Count the cells by value of an axis and by jurisdiction; values in the order in which safeguards name them."""
    found: dict[str, dict[str, Counter[Verdict]]] = {}
    for safeguard in matrix.safeguards:
        for value in AXES[axis](safeguard):
            row = found.setdefault(value, {each.code: Counter() for each in matrix.jurisdictions})
            for code in row:
                if (code, safeguard.id) in matrix.cells:
                    row[code][matrix.cells.verdict((code, safeguard.id))] += 1
    return found


def lines(matrix: Matrix, axis: str) -> Iterator[str]:
    """Yield the counts as lines: one block for each value, one line in it for each jurisdiction."""
    yield f"as of {matrix.day}, by {axis}; a safeguard with several counts under each"
    for value, row in counts(matrix, axis).items():
        yield ""
        yield value
        for code, count in row.items():
            said = ", ".join(f"{count[each]:>3} {each.value}" for each in Verdict)
            yield f"  {code}  {said}"
