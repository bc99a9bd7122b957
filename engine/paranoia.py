"""Two ways of judging, one meaning: cells judged by bits compared with the same cells judged by the definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.grading import Grading
from engine.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.matrix import Assessor
    from engine.model import Cell, Grade
    from engine.verdict import Verdict


def difference(judge: Assessor, codes: Iterable[str]) -> str:
    """Name the first cell of some jurisdictions that the two ways judge differently; empty if there is none."""
    tally, chosen = Tally(judge.world), list(codes)
    grading = Grading(judge.world, tally)
    for name, safeguard in judge.safeguards.items():
        cells, findings, grades = tally.cells(safeguard), dict(tally.findings(safeguard)), grading.cells(safeguard)
        for code in chosen:
            said = _differs(judge.cell(code, name), cells[code], findings[code], grades[code])
            if said:
                return f"{code} {name}: {said}"
    return ""


def _differs(cell: Cell, verdict: Verdict, findings: list[tuple[str, Verdict]], grade: Grade | None) -> str:
    if verdict is not cell.verdict:
        return _said(verdict.value, cell.verdict.value)
    told = [(each.subject, each.verdict) for each in cell.findings]
    if findings != told:
        other = next((pair for pair in zip(findings, told, strict=False) if pair[0] != pair[1]), None)
        if other is None:
            return _said(f"{len(findings)} findings", f"{len(told)}")
        (subject, one), (_, two) = other
        return f"{subject or 'the State'}: {_said(one.value, two.value)}"
    return "" if grade is cell.grade else _said(f"graded {grade}", f"{cell.grade}")


def _said(bits: str, definition: str) -> str:
    return f"{bits} where all are judged at once, {definition} where it is judged alone"
