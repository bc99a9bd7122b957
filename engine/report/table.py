"""Plain text for a terminal: counts, then one sign a cell, never wider than asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tabulate import tabulate

from engine.model import Grade
from engine.signs import PLAIN, SYMBOLS
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.matrix import Matrix
    from engine.overview import Key, Overview

UNVERIFIED = "*"
_COLUMN = 7


def render(matrix: Matrix, width: int = 80, *, plain: bool = False) -> str:
    """Write the matrix as text of at most `width` columns; `plain` keeps to ASCII signs."""
    return laid_out(matrix.overview, width, plain=plain)


def laid_out(matrix: Overview, width: int, *, plain: bool) -> str:
    """Write the same of its verdicts alone."""
    signs = PLAIN if plain else SYMBOLS
    shown, names = _shown(matrix, signs), _name_width(matrix)
    codes, size = [each.code for each in matrix.rows], max(1, (width - names) // _COLUMN)
    grids = [_grid(matrix, codes[start : start + size], shown, names) for start in range(0, len(codes), size)]
    blocks = [_counts(matrix), *grids, _legend(matrix, signs, shown.values())]
    return "\n\n".join(each for each in blocks if each) + "\n"


def _counts(matrix: Overview) -> str:
    rows = []
    for each in matrix.rows:
        counts = matrix.counts(each.code)
        rows.append([each.code, each.name, *(counts[verdict] for verdict in Verdict)])
    rows += [[code, "profile not valid", *["!"] * len(Verdict)] for code in matrix.invalid]
    headers = ["", f"as of {matrix.day}", *(each.value for each in Verdict)]
    return tabulate(rows, headers, tablefmt="simple", disable_numparse=True, colalign=("left", "left", *["right"] * 4))


def _grid(matrix: Overview, codes: list[str], shown: dict[Key, str], width: int) -> str:
    """Lay out the signs; there are tens of thousands of them, all of one width, so that padding them is enough."""
    lines, theme = [_line("", codes, width)], ""
    for safeguard in matrix.columns:
        if safeguard.theme != theme:
            theme = safeguard.theme
            lines.append(theme)
        cells = [shown.get((code, safeguard.id), "") for code in codes]
        lines.append(_line(f"  {safeguard.id}", cells, width))
    return "\n".join(lines)


def _line(name: str, cells: Iterable[str], width: int) -> str:
    return f"{name:<{width}}  {''.join(f'{each:<{_COLUMN}}' for each in cells)}".rstrip()


def _name_width(matrix: Overview) -> int:
    """Give the width of the first column: no name is ever cut, or two could look alike."""
    return max((len(each.id) + len("  ") for each in matrix.columns), default=0)


def _shown(matrix: Overview, signs: dict[Verdict, str]) -> dict[Key, str]:
    """Give what is shown of every cell."""
    marks = dict.fromkeys(Grade, "") | {None: "", Grade.KNOWLEDGE: UNVERIFIED}
    return {each: signs[matrix.cells.verdict(each)] + marks[matrix.cells.grade(each)] for each in matrix.cells}


def _legend(matrix: Overview, signs: dict[Verdict, str], shown: Iterable[str]) -> str:
    lines = ["   ".join(f"{sign} {verdict.value}" for verdict, sign in signs.items())]
    if any(each.endswith(UNVERIFIED) for each in shown):
        lines.append(f"{UNVERIFIED} rests on what nobody has checked")
    if matrix.floor is not Grade.KNOWLEDGE:
        lines.append(f"evidence weaker than {matrix.floor} counts as unknown")
    return "\n".join(lines)
