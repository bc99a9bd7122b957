"""Why a cell reads as it does, as rows of data: what the machine-readable formats carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.explain.words import comparison_words
from engine.model import Comparison
from engine.trace import decisive
from engine.verdict import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Brief, Cell, Fact, Finding


@dataclass(frozen=True, slots=True)
class Reason:
    """One decisive answer: of which subject, which question, what was tested, and what is recorded."""

    subject: str
    path: str
    test: str
    fact: Fact | None


def reasons(cell: Cell | Brief) -> Iterator[Reason]:
    """Yield the decisive answers of the findings that make a cell what it is, in the order of the clause."""
    for finding in cell.findings:
        if finding.verdict is cell.verdict:
            yield from finding_reasons(finding)


def finding_reasons(finding: Finding) -> Iterator[Reason]:
    """Yield the decisive answers of one finding; an open list is a reason by itself."""
    if finding.why:
        yield Reason(finding.subject, "", finding.why, None)
        return
    trace = finding.requires if finding.applies.truth is Truth.TRUE else finding.applies
    for leaf in decisive(trace):
        subject = " / ".join(each for each in (finding.subject, *leaf.records) if each)
        clause = leaf.trace.clause
        test = comparison_words(clause) if isinstance(clause, Comparison) else "is complete"
        yield Reason(subject, str(leaf.path), test, leaf.trace.facts[0][1])
