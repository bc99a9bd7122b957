"""Long form for spreadsheets: one row a cell, safe to open."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from engine.explain import headline
from engine.model import Cell, Safeguard
from engine.plaintext import visible
from engine.report.rows import because, passages
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.matrix import Matrix

COLUMNS = (
    "as_of", "evidence", "jurisdiction", "name", "theme", "safeguard", "title", "severity", "level", "subject",
    "verdict", "grade", "reason", "because", "subjects_met", "subjects_unmet", "subjects_unknown",
    "subjects_not_applicable", "sources", "articles_adopted", "articles_rev1", "waived_until", "rights", "people",
)  # fmt: skip
BOM = "\ufeff"
"""The mark by which Excel knows UTF-8; other programs take it for a part of the first heading."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'")


def render(matrix: Matrix) -> str:
    """Write the matrix as CSV (RFC 4180, but lines end in a line feed).

    A text that a spreadsheet would take for a formula is preceded by an apostrophe, and so is one that begins with an
    apostrophe itself: who takes one away gets the text back.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    safeguards = {each.id: each for each in matrix.safeguards}
    for cell in matrix.rows():
        writer.writerow([safe(each) for each in _row(cell, safeguards[cell.safeguard], matrix)])
    for code, problems in matrix.invalid.items():
        writer.writerow([safe(each) for each in _invalid_row(code, len(problems), matrix)])
    return out.getvalue()


def safe(text: str) -> str:
    """Write a text so that no spreadsheet takes it for a formula."""
    text = visible(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(cell: Cell, safeguard: Safeguard, matrix: Matrix) -> list[str]:
    name = matrix.names[cell.jurisdiction]
    counts = [str(sum(each.verdict is verdict for each in cell.findings)) for verdict in Verdict]
    return [
        matrix.day.isoformat(),
        str(matrix.floor),
        cell.jurisdiction,
        name,
        safeguard.theme,
        safeguard.id,
        safeguard.title,
        safeguard.severity,
        safeguard.level,
        safeguard.subject,
        cell.verdict.value,
        "" if cell.grade is None else str(cell.grade),
        headline(cell, safeguard, name, matrix.day),
        "; ".join(because(cell)),
        *counts,
        "; ".join(passages(safeguard)),
        "; ".join(safeguard.adopted),
        "; ".join(safeguard.rev1),
        "" if cell.waiver is None else cell.waiver.until.isoformat(),
        "; ".join(safeguard.rights),
        "; ".join(safeguard.people),
    ]


def _invalid_row(code: str, count: int, matrix: Matrix) -> list[str]:
    row = dict.fromkeys(COLUMNS, "")
    row |= {"as_of": matrix.day.isoformat(), "evidence": str(matrix.floor), "jurisdiction": code}
    row |= {"safeguard": "profile-is-valid", "verdict": "profile not valid", "reason": f"problems: {count}"}
    return list(row.values())
