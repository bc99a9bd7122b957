"""Custom items written as the documentation of pytest shows them: this file is copied as a `conftest.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TEXT = Path(__file__).parent / "text.txt"


class Unmet(Exception):  # noqa: N818
    """A test that fails."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    return CellsFile.from_parent(parent, path=file_path) if file_path.suffix == ".cells" else None


class CellsFile(pytest.File):
    """One line a test: its name, and what becomes of it."""

    def collect(self) -> Iterator[pytest.Item]:
        text = TEXT.read_text(encoding="utf-8")
        for line in self.path.read_text(encoding="utf-8").splitlines():
            name, outcome = line.split()
            yield Cell.from_parent(self, name=name, outcome=outcome, text=text)


class Cell(pytest.Item):
    """One test."""

    def __init__(self, *, outcome: str, text: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.outcome, self.text = outcome, text

    def runtest(self) -> None:
        if self.outcome == "fail":
            raise Unmet(self.name)
        if self.outcome == "skip":
            pytest.skip("not applicable")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, Unmet):
            return self.text.replace("NAME", self.name)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"cell: {self.name}"
