"""A second process that judges cells while pytest collects them and tells of them, where there are many."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from engine.ahead import Helper, can_help, work_ahead
from engine.plugin.lane import told_in_full

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

    from engine.plugin.session import Assessment

MANY = 1_500
"""So many cells are worth a second process."""
_SELECT = ("collectonly", "keyword", "markexpr", "deselect", "lf", "failedfirst", "stepwise", "numprocesses", "usepdb")
"""Options with which some cells are not wanted, or not first, or are judged in other processes, or by hand."""


@dataclass(frozen=True)
class Forerunner:
    """A process at work on States; `places` are their numbers in its order, `full` whether reports are to say all."""

    helper: Helper
    places: dict[str, int]
    full: bool

    def wait(self, code: str) -> None:
        """Wait until a State is judged, or until the process has ended."""
        if code in self.places:
            self.helper.wait(self.places[code] + 1)


def send_ahead(config: pytest.Config, assessed: Assessment) -> Forerunner | None:
    """Let a second process judge whole States; none where that is not worth it, or cannot be."""
    if any(config.getoption(each, None) for each in _SELECT) or assessed.only or not assessed.store.usable:
        return None
    most = len(config.args) * len(assessed.outline.safeguards)
    if not can_help() or (most < MANY and not any(os.path.isdir(each) for each in config.args)):  # noqa: PTH112  quick
        return None
    codes = _asked(config, assessed)
    full = told_in_full(config)
    known = assessed.remarks_if(full=full, wait=lambda _code: None)
    lacking = [each for each in codes if not known.are_kept(each)]
    if len(lacking) * len(assessed.outline.safeguards) < MANY:
        return None
    helper = work_ahead(_pieces(assessed, lacking, full))
    return None if helper is None else Forerunner(helper, {code: place for place, code in enumerate(lacking)}, full)


def _asked(config: pytest.Config, assessed: Assessment) -> list[str]:
    """Give the States whose file is, or lies below, one of the paths given; those of single cells do not count."""
    given = [(config.invocation_params.dir / str(each)).resolve() for each in config.args]
    files = {code: assessed.root / assessed.outline.files[code] for code in assessed.outline.states}
    return [code for code, file in files.items() if any(file.is_relative_to(each) for each in given)]


def _pieces(assessed: Assessment, codes: list[str], full: bool) -> Iterator[Callable[[], object]]:
    remarks = assessed.remarks_if(full=full, wait=lambda _code: None)
    names = [each.id for each in assessed.outline.safeguards]
    for code in codes:
        yield partial(remarks.make, code, names)
