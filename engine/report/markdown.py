"""Markdown (GitHub's): counts, then a table for each theme, never wider than six columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.explain import SYMBOLS
from engine.model import Grade
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.matrix import Matrix

COLUMNS = 5
"""Jurisdictions in one table; with the name of the safeguard that makes six columns."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~@:&$])")


def escaped(text: str) -> str:
    """Make text show as it is: no markup, link, mention, HTML or line break can come of it."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def render(matrix: Matrix) -> str:
    """Write the matrix as Markdown."""
    return "\n".join(_lines(matrix)) + "\n"


def _lines(matrix: Matrix) -> Iterator[str]:
    yield "# Compliance matrix"
    yield ""
    yield f"As of {matrix.day}. {_legend(matrix)}"
    yield ""
    yield from _table(["Jurisdiction", *(each.value for each in Verdict)], _counts(matrix))
    codes = [each.code for each in matrix.jurisdictions]
    for theme in dict.fromkeys(each.theme for each in matrix.safeguards):
        yield ""
        yield f"## {theme}"
        for start in range(0, len(codes), COLUMNS):
            yield ""
            shown = codes[start : start + COLUMNS]
            yield from _table(["Safeguard", *shown], _rows(matrix, theme, shown))


def _legend(matrix: Matrix) -> str:
    words = ", ".join(f"{sign} {verdict.value}" for verdict, sign in SYMBOLS.items())
    floor = "" if matrix.floor is Grade.KNOWLEDGE else f" Evidence weaker than {matrix.floor} counts as unknown."
    return f"{words}; ° rests on what nobody has checked.{floor}"


def _counts(matrix: Matrix) -> Iterator[list[str]]:
    for each in matrix.jurisdictions:
        counts = matrix.counts(each.code)
        yield [f"{each.code} {escaped(each.name)}", *(str(counts[verdict]) for verdict in Verdict)]
    for code, problems in matrix.invalid.items():
        yield [f"{code} (profile not valid, problems: {len(problems)})", *["!"] * len(Verdict)]


def _rows(matrix: Matrix, theme: str, codes: list[str]) -> Iterator[list[str]]:
    for safeguard in matrix.safeguards:
        if safeguard.theme == theme:
            yield [escaped(safeguard.title), *(_cell(matrix, code, safeguard.id) for code in codes)]


def _cell(matrix: Matrix, code: str, safeguard: str) -> str:
    cell = matrix.cells.get((code, safeguard))
    if cell is None:
        return ""
    unverified = "°" if cell.grade is Grade.KNOWLEDGE else ""
    return f"{SYMBOLS[cell.verdict]} {cell.verdict.value}{unverified}"


def _table(headers: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headers)} |"
    yield f"|{'---|' * len(headers)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
