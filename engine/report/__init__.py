"""The matrix in every format: one file and one line here each.

The renderers are imported when they are asked for, since some of them are slow to import.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.matrix import Matrix

FORMATS = {"table": "table", "markdown": "markdown", "csv": "csvfile", "json": "jsonfile"}
"""The module below this one that holds the `render` of each format."""
SUFFIXES = {".txt": "table", ".md": "markdown", ".csv": "csv", ".json": "json"}


def render(matrix: Matrix, name: str) -> str:
    """Write a matrix in a format of `FORMATS`."""
    text: str = import_module(f"engine.report.{FORMATS[name]}").render(matrix)
    return text


def format_of(path: str) -> str | None:
    """Name the format that a file's ending asks for, or `None` where it asks for none."""
    return SUFFIXES.get(PurePath(path).suffix.lower())
