"""The verdicts of a matrix, and as much of its rows and columns as a table shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from engine.model import Cell

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from engine.model import Grade
    from engine.verdict import Verdict

Key: TypeAlias = tuple[str, str]
"""Jurisdiction and safeguard."""


class Judge(Protocol):
    """Whoever can tell how cells come out."""

    def cell(self, code: str, safeguard: str) -> Cell:
        """Give a whole cell."""
        ...

    def verdict(self, code: str, safeguard: str) -> Verdict:
        """Give its verdict."""
        ...

    def grade(self, code: str, safeguard: str) -> Grade | None:
        """Give its grade."""
        ...

    def missing(self, code: str, safeguard: str) -> Collection[str]:
        """Give what leaves its findings unknown."""
        ...


class Cells(Mapping[Key, Cell]):
    """Cells that are put together when they are looked at; their verdicts and grades are known without."""

    def __init__(self, judge: Judge, keys: Iterable[Key]) -> None:
        self._judge, self._keys = judge, dict.fromkeys(keys)
        self._verdicts: dict[Key, Verdict] = {}

    def __getitem__(self, key: Key) -> Cell:
        if key not in self._keys:
            raise KeyError(key)
        return self._judge.cell(*key)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def part(self, keys: Iterable[Key]) -> Cells:
        """Give some of them."""
        return Cells(self._judge, (each for each in keys if each in self._keys))

    def verdict(self, key: Key) -> Verdict:
        """Give the verdict of a cell that is there."""
        found = self._verdicts.get(key)
        if found is None:
            found = self._verdicts[key] = self._judge.verdict(*key)
        return found

    def grade(self, key: Key) -> Grade | None:
        """Give the grade of a cell that is there."""
        return self._judge.grade(*key)

    def missing(self, key: Key) -> Collection[str]:
        """Give what leaves the findings of a cell unknown: questions, or other reasons."""
        return self._judge.missing(*key)


class Row(NamedTuple):
    """A jurisdiction."""

    code: str
    name: str


class Column(NamedTuple):
    """A safeguard."""

    id: str
    theme: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Cells in the order of `rows` (by code) and `columns` (by theme).

    A pair that was not asked for has no cell; `invalid` lists the jurisdictions whose profile cannot be judged.
    """

    day: date
    floor: Grade
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: Cells
    invalid: tuple[str, ...]

    def counts(self, code: str, theme: str | None = None) -> Counter[Verdict]:
        """Count the verdicts of a jurisdiction, of all themes or of one."""
        keys = ((code, each.id) for each in self.columns if theme in {None, each.theme})
        return Counter(self.cells.verdict(each) for each in keys if each in self.cells)

    def keys(self, only: Verdict | None = None) -> Iterator[Key]:
        """Go through the cells row by row: all, or those of one verdict."""
        for row in self.rows:
            for column in self.columns:
                key = row.code, column.id
                if key in self.cells and (only is None or self.cells.verdict(key) is only):
                    yield key

    def has(self, verdict: Verdict) -> bool:
        """Whether any cell came out so."""
        return any(self.cells.verdict(each) is verdict for each in self.cells)
