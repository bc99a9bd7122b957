"""What an assessment finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.model.clauses import Trace
from engine.model.evidence import Grade

if TYPE_CHECKING:
    from engine.model.jurisdictions import Waiver
    from engine.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """One safeguard judged of one subject: the record, the counterpart State, or (if empty) the jurisdiction.

    `grade` is that of the weakest evidence without which the verdict would be another; `None` where it is unknown.
    `why` is set where something else than an unanswered question leaves the verdict unknown.
    """

    safeguard: str
    jurisdiction: str
    subject: str
    verdict: Verdict
    applies: Trace
    requires: Trace
    grade: Grade | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The findings of one jurisdiction and one safeguard, rolled up; `grade` as in a finding."""

    jurisdiction: str
    safeguard: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    grade: Grade | None
    waiver: Waiver | None = None

    @property
    def told(self) -> tuple[tuple[str, Verdict], ...]:
        """Every subject, with its verdict."""
        return tuple((each.subject, each.verdict) for each in self.findings)


@dataclass(frozen=True, slots=True)
class Brief:
    """A cell as it is shown: every subject with its verdict (`told`), but only some findings, of the cell's verdict."""

    jurisdiction: str
    safeguard: str
    verdict: Verdict
    told: tuple[tuple[str, Verdict], ...]
    findings: tuple[Finding, ...]
    grade: Grade | None
    waiver: Waiver | None = None
