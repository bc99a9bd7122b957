"""The cells of a workbook that somebody sent: read as text, within bounds; nothing in them is carried out."""

from __future__ import annotations

import datetime
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAX_BYTES, MAX_ROWS, MAX_COLUMNS, MAX_TEXT = 100_000_000, 50_000, 40, 5_000


class NoWorkbookError(Exception):
    """A file is not a workbook that can be read; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a workbook."""

    sheet: str
    column: str
    row: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.column}{self.row}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row that holds anything: its texts and their places by key; `wrong` names cells that hold no text, and why."""

    texts: Mapping[str, str]
    places: Mapping[str, Place]
    wrong: tuple[tuple[Place, str], ...] = ()


def open_workbook(file: Path) -> Any:
    """Open a workbook for reading, row by row.

    Raises:
        NoWorkbookError: It is none, or too large.
    """
    try:
        with zipfile.ZipFile(file) as parts:
            size = sum(each.file_size for each in parts.infolist())
        book = load_workbook(file, read_only=True) if size <= MAX_BYTES else None
    except Exception as error:  # what a damaged file raises depends on where it is damaged
        raise NoWorkbookError("it cannot be read as a workbook (.xlsx); save it as one, and try again") from error
    if book is None:
        raise NoWorkbookError(f"it unpacks to {size:,} bytes, and at most {MAX_BYTES:,} are read")
    return book


def lines(book: Any, title: str, columns: Mapping[str, str]) -> Iterator[Line]:
    """Yield the rows of a sheet that hold anything, by the keys of its columns.

    Raises:
        NoWorkbookError: The sheet or one of its columns is not there, or it has too many rows.
    """
    if title not in book.sheetnames:
        raise NoWorkbookError(f"it has no sheet `{title}`; fill in a file that `safeguards questionnaire` wrote")
    rows = book[title].iter_rows(max_col=MAX_COLUMNS)
    heads = {str(cell.value): number for number, cell in enumerate(next(rows, ())) if cell.value is not None}
    missing = [name for name in columns.values() if name not in heads]
    if missing:
        raise NoWorkbookError(f"sheet `{title}` has no column `{missing[0]}`; its first row must stay as it was")
    for number, row in enumerate(rows, 2):
        cells = {key: row[heads[name]] for key, name in columns.items() if heads[name] < len(row)}
        filled = {key: each for key, each in cells.items() if each.value not in {None, ""}}
        if filled and number > MAX_ROWS:
            raise NoWorkbookError(f"sheet `{title}` has more than {MAX_ROWS:,} rows")
        if filled:
            yield _line(title, number, filled, {key: heads[name] + 1 for key, name in columns.items()})


def _line(title: str, number: int, cells: Mapping[str, Any], heads: Mapping[str, int]) -> Line:
    places = {key: Place(title, get_column_letter(column), number) for key, column in heads.items()}
    wrong = tuple((places[key], why) for key, each in cells.items() if (why := _unreadable(each)))
    return Line({key: _text(each.value) for key, each in cells.items()}, places, wrong)


def _unreadable(cell: Any) -> str:
    if cell.data_type == "f":
        return "it holds a formula: write the text itself"
    if cell.data_type == "e":
        return f"it holds the error {cell.value}: write the text itself"
    long = isinstance(cell.value, str) and len(cell.value) > MAX_TEXT
    return f"it holds more than {MAX_TEXT:,} characters: write less" if long else ""


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
