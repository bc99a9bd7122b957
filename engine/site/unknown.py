"""The missing answers, put together by question: what to look up first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.gaps import Gap
    from engine.site.view import Site

SHOWN = 100
"""Questions on the page; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A question, or another reason, with the gaps that it leaves."""

    path: str
    question: str
    gaps: tuple[Gap, ...]

    @property
    def alone(self) -> int:
        """How many cells wait for nothing but this."""
        return sum(len(each.alone) for each in self.gaps)

    @property
    def cells(self) -> int:
        """How many cells wait for this, alone or with others."""
        return sum(len(each.cells) for each in self.gaps)


def missing_answers(site: Site) -> list[Missing]:
    """List what is missing, those questions first that would settle most cells."""
    found: dict[str, list[Gap]] = {}
    for gaps in site.missing.values():
        for each in gaps:
            found.setdefault(each.path, []).append(each)
    rows = [Missing(path, question(site, gaps[0]), tuple(gaps)) for path, gaps in found.items()]
    return sorted(rows, key=lambda each: (-each.alone, -each.cells, each.path))


def question(site: Site, gap: Gap) -> str:
    """Give the question that a gap waits for, in plain language; empty where it waits for something else."""
    found = site.questions(gap.cells[0]).get(gap.path)
    return found.question if found else ""
