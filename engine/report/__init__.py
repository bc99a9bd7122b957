"""The matrix in every format: one file and one line here each.

The renderers are imported when they are asked for, since some of them are slow to import.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.matrix import Matrix

FORMATS = {
    "table": "table",
    "markdown": "markdown",
    "csv": "csvfile",
    "json": "jsonfile",
    "xlsx": "xlsx",
    "oscal": "oscal",
}
"""The module below this one that holds the `render` of each format."""
SUFFIXES = {
    ".txt": "table",
    ".md": "markdown",
    ".csv": "csv",
    ".json": "json",
    ".xlsx": "xlsx",
    ".oscal.json": "oscal",
}
_NEEDS = {
    "xlsx": ("a workbook", "openpyxl"),
    "parquet": ("a Parquet file", "pyarrow"),
    "cluster": ("a cluster", "distributed"),
}


def render(matrix: Matrix, name: str) -> str | bytes:
    """Write a matrix in a format of `FORMATS`: a text, or bytes where the format is none."""
    written: str | bytes = import_module(f"engine.report.{FORMATS[name]}").render(matrix)
    return written


def format_of(path: str) -> str | None:
    """Name the format that a file's ending asks for, or `None` where it asks for none."""
    endings = PurePath(path.lower()).suffixes
    return SUFFIXES.get("".join(endings[-2:])) or SUFFIXES.get("".join(endings[-1:]))


def lacking(name: str) -> str:
    """Say which package a format needs that is not installed, and how to install it; nothing if all is there."""
    what, package = _NEEDS.get(name, ("", ""))
    if not package or find_spec(package) is not None:
        return ""
    return f"{what} needs {package}; install it with: python -m pip install {package}"
