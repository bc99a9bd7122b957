"""What is not known: the missing answers, by how many open cells each of them keeps open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.explain import finding_reasons
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.matrix import Matrix
    from engine.model import Cell


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


def gaps(matrix: Matrix) -> tuple[Gap, ...]:
    """List the missing answers, those that would settle most cells first."""
    asked: dict[tuple[str, str], list[str]] = {}
    alone: dict[tuple[str, str], list[str]] = {}
    for cell in matrix.rows(Verdict.UNKNOWN):
        missing = missing_paths(cell)
        for path in missing:
            asked.setdefault((cell.jurisdiction, path), []).append(cell.safeguard)
            if len(missing) == 1:
                alone.setdefault((cell.jurisdiction, path), []).append(cell.safeguard)
    found = [Gap(code, path, tuple(ids), tuple(alone.get((code, path), ()))) for (code, path), ids in asked.items()]
    return tuple(sorted(found, key=lambda each: (-len(each.alone), -len(each.cells), each.jurisdiction, each.path)))


def missing_paths(cell: Cell) -> tuple[str, ...]:
    """List the questions, or other reasons, that leave a cell unknown."""
    unknown = (each for each in cell.findings if each.verdict is Verdict.UNKNOWN)
    return tuple(dict.fromkeys(reason.path or reason.test for each in unknown for reason in finding_reasons(each)))
