"""What is not known: the missing answers, by how many open cells each of them keeps open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.overview import Overview


@dataclass(frozen=True, slots=True)
class Gap:
    """A missing answer of one jurisdiction.

    `cells` are the safeguards that are unknown and ask for it; `alone` those of them for which nothing else is
    missing, so that a good answer for every record would settle them.
    """

    jurisdiction: str
    path: str
    cells: tuple[str, ...]
    alone: tuple[str, ...]


def gaps(matrix: Overview) -> tuple[Gap, ...]:
    """List the missing answers, those that would settle most cells first."""
    asked: dict[tuple[str, str], list[str]] = {}
    alone: dict[tuple[str, str], list[str]] = {}
    for code, safeguard in matrix.keys(Verdict.UNKNOWN):
        missing = matrix.cells.missing((code, safeguard))
        for path in missing:
            asked.setdefault((code, path), []).append(safeguard)
            if len(missing) == 1:
                alone.setdefault((code, path), []).append(safeguard)
    found = [Gap(code, path, tuple(ids), tuple(alone.get((code, path), ()))) for (code, path), ids in asked.items()]
    return tuple(sorted(found, key=lambda each: (-len(each.alone), -len(each.cells), each.jurisdiction, each.path)))
