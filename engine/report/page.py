"""One jurisdiction as a page of Markdown: every cell with its sentence and the answers that decided it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain import headline, source_words
from engine.model import Grade
from engine.report.markdown import escaped, legend, table, themes_counted
from engine.report.rows import CAUTION, because
from engine.signs import SYMBOLS
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.matrix import Matrix
    from engine.model import Cell, Safeguard


def render(matrix: Matrix, code: str) -> str:
    """Write the cells of one jurisdiction of the matrix, theme by theme.

    Raises:
        StopIteration: It has no row in this matrix.
    """
    profile = next(each for each in matrix.jurisdictions if each.code == code)
    lines = [f"# {escaped(profile.name)} ({code})", "", f"As of {matrix.day}. {legend(matrix)}", "", CAUTION, ""]
    lines += [f"Profile: `{profile.where.path}`, {profile.status}, checked {profile.checked}.", ""]
    lines += table(["Theme", *(each.value for each in Verdict)], themes_counted(matrix, code))
    theme = ""
    for safeguard in matrix.safeguards:
        if (code, safeguard.id) in matrix.cells:
            lines += [] if safeguard.theme == theme else ["", f"## {safeguard.theme}"]
            lines += _cell(matrix.cells[code, safeguard.id], safeguard, matrix)
            theme = safeguard.theme
    return "\n".join(lines) + "\n"


def _cell(cell: Cell, safeguard: Safeguard, matrix: Matrix) -> Iterator[str]:
    yield from ("", f"### {SYMBOLS[cell.verdict]} {escaped(safeguard.title)}", "")
    yield escaped(headline(cell, safeguard, matrix.names[cell.jurisdiction], matrix.day)) + "\\"
    by = escaped(source_words(safeguard))
    yield f"{cell.verdict.value}: `{safeguard.id}`, {safeguard.severity}; required by {by}"
    if cell.grade is Grade.KNOWLEDGE:
        yield from ("", "**Not verified**: this rests on what nobody has checked.")
    if cell.waiver is not None:
        why = escaped(f"{cell.waiver.reason} ({cell.waiver.owner})")
        yield from ("", f"Accepted until {cell.waiver.until}: {why}")
    found = [f"- {escaped(each)}" for each in because(cell)]
    yield from ("", *found) if found else ()
