"""How long a reading of the law may be relied on: law changes, and a fact that nobody has looked at again grows stale.

The age of a fact is that of its oldest reading on the day of the assessment.  What was read after that day is not old.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model import Citation, Fact

MONTHS = {"statute": 24, "practice": 12, "treaty": 6}
"""Months for which a reading counts, by kind: law of any kind, reports of practice, the state of treaties."""


@dataclass(frozen=True, slots=True)
class ShelfLife:
    """Months by kind (none: nothing grows stale), and the questions that rest on practice.

    `records` gives, by list section, the name of one of its records, with which the paths of its questions begin.
    """

    months: Mapping[str, int] = field(default_factory=dict)
    practice: frozenset[str] = frozenset()
    records: Mapping[str, str] = field(default_factory=dict)

    def stale(self, path: str, fact: Fact, day: date) -> str:
        """Say why a fact is too old on a day; empty if it is not."""
        for each in fact.citations:
            months = self.months.get(self._kind(path, each))
            if months is not None and each.read_on is not None and add_months(each.read_on, months) < day:
                return f"read on {each.read_on}, which on {day} is more than {months} months ago: read it again"
        return ""

    def _kind(self, path: str, citation: Citation) -> str:
        if path in self.practice:
            return "practice"
        return "treaty" if citation.kind == "treaty" else "statute"


@lru_cache(maxsize=10_000)
def add_months(day: date, months: int) -> date:
    """Give the same day so many months later, or the last day of that month, or the last day that a date can say.

    >>> add_months(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
