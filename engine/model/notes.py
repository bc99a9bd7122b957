"""Change notes: what happened in the world that makes verdicts change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.model.evidence import Location

if TYPE_CHECKING:
    from datetime import date

ALL = "all"
"""Instead of safeguards or of a jurisdiction: every one."""


@dataclass(frozen=True, slots=True)
class NotedCells:
    """Some cells of one jurisdiction, or of all; `safeguards` is empty where all are meant."""

    jurisdiction: str
    safeguards: tuple[str, ...]
    where: Location

    def holds(self, jurisdiction: str, safeguard: str) -> bool:
        """Tell whether a cell is one of them."""
        named = self.jurisdiction in {ALL, jurisdiction}
        return named and (not self.safeguards or safeguard in self.safeguards)


@dataclass(frozen=True, slots=True)
class Note:
    """One change note.

    `mixed` says why one change edits both policies and facts that move the same cell; `corrects` is the name of the
    note that this one corrects.
    """

    id: str
    date: date
    what: str
    summary: str
    source: str
    cells: tuple[NotedCells, ...]
    where: Location
    corrects: str = ""
    mixed: str = ""
