"""The end of a run: the matrix, what could not be told, and which answers would help most."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from engine.gaps import gaps
from engine.report.table import laid_out
from engine.signs import SYMBOLS
from engine.terminal import shows
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.overview import Overview
    from engine.plugin.session import Assessment

SHOWN = 10


def print_summary(terminal: Any, assessment: Assessment) -> None:
    """Print below everything else."""
    if terminal.verbosity >= -1 and (assessment.selected or assessment.broken):
        _print_matrix(terminal, assessment)
    if assessment.written:
        terminal.write_line(assessment.written)


def _print_matrix(terminal: Any, assessment: Assessment) -> None:
    matrix = assessment.overview()
    terminal.section("compliance matrix")
    terminal.write(laid_out(matrix, terminal._tw.fullwidth, plain=not shows("".join(SYMBOLS.values()), sys.stdout)))
    if matrix.has(Verdict.UNKNOWN):
        terminal.section("what could not be told")
        for line in unknown_lines(matrix, every=terminal.verbosity > 0):
            terminal.write_line(line)


def unknown_lines(matrix: Overview, *, every: bool) -> list[str]:
    """List the open cells by State, and the answers that would settle most of them."""
    lines = []
    for each in matrix.rows:
        count = matrix.counts(each.code)[Verdict.UNKNOWN]
        if count:
            lines.append(f"{each.code} {each.name}: {count} of {sum(matrix.counts(each.code).values())} cells")
    found = gaps(matrix)
    lines += ["", "missing answers, those that keep most cells open first (settled alone / asked):"]
    for gap in found if every else found[:SHOWN]:
        lines.append(f"  {gap.jurisdiction}  {len(gap.alone):>2} / {len(gap.cells):>2}  {gap.path}")
    if not every and len(found) > SHOWN:
        lines.append(f"  and {len(found) - SHOWN} more; -v lists them all")
    return [*lines, "", "safeguards explain STATE SAFEGUARD shows one cell"]
