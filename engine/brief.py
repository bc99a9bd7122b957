"""A cell for a reader, who is shown what settled it: traces are made of that, and of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.assess import find
from engine.model import Brief, Grade
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.matrix import Assessor
    from engine.model import Finding


def brief(judge: Assessor, code: str, safeguard: str, most: int | None = None) -> Brief:
    """Judge one cell; of the findings that came out as the cell did, show the first `most` (default: all).

    Raises:
        KeyError: There is no such safeguard, or no valid profile of that code.
    """
    asked, told, verdict = judge.safeguards[safeguard], judge.told(code, safeguard), judge.verdict(code, safeguard)
    alike = [subject for subject, found in told if found is verdict]
    findings = tuple(find(asked, code, each, judge.world) for each in alike[:most])
    grade = None
    if verdict is not Verdict.UNKNOWN:
        best = _best(findings) if verdict is Verdict.UNMET else None
        sure = best is not None and (best is Grade.TEXT or len(findings) == len(alike))
        grade = best if sure else judge.grade(code, safeguard)
    return Brief(code, safeguard, verdict, told, findings, grade, judge.waiver(code, safeguard))


def _best(findings: tuple[Finding, ...]) -> Grade | None:
    """Give the best grade of unmet findings; one of them is enough for an unmet cell, so it has at least that."""
    return max((each.grade for each in findings if each.grade is not None), default=None)
