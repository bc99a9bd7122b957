"""Markdown (GitHub's): counts, then a table for each theme, never wider than six columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.explain.cells import share
from engine.model import Grade
from engine.plaintext import visible
from engine.report.rows import CAUTION
from engine.signs import SYMBOLS
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.matrix import Matrix
    from engine.model import Jurisdiction, Safeguard

COLUMNS = 5
"""Jurisdictions in one table; with the name of the safeguard that makes six columns."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~@:&$])")


def escaped(text: str) -> str:
    """Make text show as it is: no markup, link, mention, HTML, line break or hidden character can come of it."""
    return _SPECIAL.sub(r"\\\1", visible(text))


def render(matrix: Matrix) -> str:
    """Write the matrix as Markdown; the name of a jurisdiction leads to its counts by theme, at the end."""
    return "\n".join(_lines(matrix)) + "\n"


def _lines(matrix: Matrix) -> Iterator[str]:
    yield from ("# Compliance matrix", "", f"As of {matrix.day}. {legend(matrix)}", "", CAUTION, "")
    yield from table(["Jurisdiction", *(each.value for each in Verdict), "profile"], _counts(matrix))
    codes = [each.code for each in matrix.jurisdictions]
    themes = list(dict.fromkeys(each.theme for each in matrix.safeguards))
    for theme in themes:
        yield from ("", f"## {theme}")
        for start in range(0, len(codes), COLUMNS):
            yield ""
            shown = codes[start : start + COLUMNS]
            yield from table(["Safeguard", *shown], _rows(matrix, theme, shown))
    yield from ("", "## Jurisdictions")
    for each in matrix.jurisdictions:
        yield from ("", f"### {each.code}", "", f"{escaped(each.name)}, {_profile(each)}: `{each.where.path}`", "")
        yield from table(["Theme", *(verdict.value for verdict in Verdict)], themes_counted(matrix, each.code))


def legend(matrix: Matrix) -> str:
    """Explain the signs, and what was left out."""
    words = ", ".join(f"{sign} {verdict.value}" for verdict, sign in SYMBOLS.items())
    floor = "" if matrix.floor is Grade.KNOWLEDGE else f" Evidence weaker than {matrix.floor} counts as unknown."
    return f"{words}; ° rests on what nobody has checked.{floor}"


def _counts(matrix: Matrix) -> Iterator[list[str]]:
    for each in matrix.jurisdictions:
        counts = matrix.counts(each.code)
        name = f"[{each.code} {escaped(each.name)}](#{each.code.lower()})"
        yield [name, *(str(counts[verdict]) for verdict in Verdict), _profile(each)]
    for code, problems in matrix.invalid.items():
        yield [code, *["!"] * len(Verdict), f"not valid, problems: {len(problems)}"]


def _profile(jurisdiction: Jurisdiction) -> str:
    return f"{jurisdiction.status}, checked {jurisdiction.checked}"


def themes_counted(matrix: Matrix, code: str) -> Iterator[list[str]]:
    """Yield a row for each theme: its name, and how many cells of a jurisdiction have each verdict."""
    for theme in dict.fromkeys(each.theme for each in matrix.safeguards):
        counts = matrix.counts(code, theme)
        yield [theme, *(str(counts[verdict]) for verdict in Verdict)]


def _rows(matrix: Matrix, theme: str, codes: list[str]) -> Iterator[list[str]]:
    for safeguard in matrix.safeguards:
        if safeguard.theme == theme:
            yield [escaped(safeguard.title), *(_cell(matrix, code, safeguard) for code in codes)]


def _cell(matrix: Matrix, code: str, safeguard: Safeguard) -> str:
    cell = matrix.cells.get((code, safeguard.id))
    if cell is None:
        return ""
    unverified = "°" if cell.grade is Grade.KNOWLEDGE else ""
    return f"{SYMBOLS[cell.verdict]} {cell.verdict.value}{unverified}{share(cell, safeguard)}"


def table(headers: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield the lines of a table; its cells are Markdown already."""
    yield f"| {' | '.join(headers)} |"
    yield f"|{'---|' * len(headers)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
