"""Workbooks that are the same bytes each time, and whose cells hold text, whatever it begins with."""

from __future__ import annotations

import io
import re
import zipfile
from math import ceil
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from engine.plaintext import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 32_767
"""How many characters Excel lets a cell hold."""
HEAD, SHADE = (PatternFill("solid", fgColor=each) for each in ("D9E2EC", "F2F2F2"))
WRAPPED = Alignment(wrap_text=True, vertical="top")
FONT = "Calibri"
_BOLD = Font(name=FONT, size=11, bold=True)
_LINE, _HIGHEST = 15, 405
"""Heights in points: of a line, and the most that Excel allows a row, with some to spare."""
_MOMENT = b"2000-01-01T00:00:00Z"


def new_book() -> Workbook:
    """Give a workbook without sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def add_sheet(book: Workbook, title: str, heads: Sequence[str], widths: Sequence[float]) -> Any:
    """Add a sheet whose first row holds the names of its columns; `widths` are in characters."""
    sheet = book.create_sheet(title)
    for number, (name, width) in enumerate(zip(heads, widths, strict=True), 1):
        cell = sheet.cell(1, number)
        put(cell, name)
        cell.font, cell.fill = _BOLD, HEAD
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    return sheet


def put(cell: Any, text: str) -> None:
    """Write a text as text; nothing that a profile says is a formula.  What is too long is cut, and says so."""
    if text:
        cell.value = fitted(visible(text))
        cell.data_type, cell.number_format = "s", "@"
    cell.alignment = WRAPPED


def fitted(text: str) -> str:
    """Cut a text to what a cell can hold.

    >>> fitted("x" * 40_000)[-34:]
    ' [cut here: 7294 characters more]'
    """
    if len(text) <= LONGEST:
        return text
    kept = LONGEST - 61
    return f"{text[:kept]} [cut here: {len(text) - kept} characters more]"


def fit_rows(sheet: Any) -> None:
    """Make each row as high as its longest text needs, about; not every program does so by itself."""
    widths = {each.column: sheet.column_dimensions[each.column_letter].width for each in sheet[1]}
    for row in sheet.iter_rows():
        lines = max(ceil(len(str(each.value or "")) * 1.15 / widths[each.column]) for each in row)
        sheet.row_dimensions[row[0].row].height = min(max(lines, 1) * _LINE, _HIGHEST)


def sheet_names(names: Sequence[str], taken: Sequence[str]) -> dict[str, str]:
    """Give each name one that a sheet can have: short enough, and not that of another sheet.

    >>> sheet_names(["technical-assistance-and-prevention", "findings"], ["Findings"])
    {'technical-assistance-and-prevention': 'technical-assistance-and-preven', 'findings': 'findings 2'}
    """
    found: dict[str, str] = {}
    used = {each.lower() for each in taken}
    for name in names:
        clean, number = re.sub(r"[\[\]:*?/\\']", "-", visible(name)), 1
        title = clean[:31]
        while title.lower() in used:
            number += 1
            title = f"{clean[: 31 - len(f' {number}')]} {number}"
        used.add(title.lower())
        found[name] = title
    return found


def saved(book: Workbook) -> bytes:
    """Save a workbook without the moment at which it was saved."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if "core.xml" in name:
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", _MOMENT, data)
            info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return out.getvalue()
