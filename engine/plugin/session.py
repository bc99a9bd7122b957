"""What one run of pytest assesses: the repository, the day, the cells selected."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files import write_atomically
from engine.overview import Cells, Column, Overview, Row
from engine.plugin.marks import Marks, marks
from engine.plugin.remarks import Remark, Remarks
from engine.store import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date

    from engine.matrix import Assessor
    from engine.model import Cell, Grade, Problem, Safeguard
    from engine.outline import Head, Outline
    from engine.plugin.forerunner import Forerunner
    from engine.plugin.lane import Phase
    from engine.plugin.reading import Law
    from engine.store import Store
    from engine.verdict import Verdict


@dataclass
class Assessment:
    """The state of a run; `selected` holds the cells by code and safeguard, `broken` the files with problems.

    The law itself is read when the first cell has to be judged: a run over the very same files may have judged it.
    `alone` says whether no other tests run, `full` whether reports carry all properties, `phases` of which phases the
    fast lane reports (none: it is shut).
    """

    root: Path
    law: Law
    store: Store
    day: date
    floor: Grade
    unknown_fails: bool
    only: frozenset[str]
    output: str | None
    alone: bool
    selected: set[tuple[str, str]] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    written: str = ""
    full: bool = True
    phases: tuple[Phase, ...] = ()
    forerunner: Forerunner | None = None
    _marks: dict[str, Marks] = field(default_factory=dict)

    def header(self) -> str:
        """Say what is assessed."""
        return (
            f"safeguards: {len(self.outline.safeguards)}, profiles: {len(self.outline.files)}, as of {self.day}, "
            f"evidence from {self.floor} up, unknown: {'fail' if self.unknown_fails else 'skip'}"
        )

    def freeze(self) -> None:
        """Let garbage collection leave alone what is here: cells and what they are made of, which stay until the end.

        Where other tests run, it is to look through all, since pytest tells them of what they left open in this way.
        """
        if self.alone:
            gc.freeze()

    @cached_property
    def assessor(self) -> Assessor:
        """Whoever judges the cells."""
        from engine.matrix import Assessor

        return Assessor(*self.law.read, self.day, self.floor)

    @property
    def outline(self) -> Outline:
        """What there is to assess."""
        return self.law.outline

    @cached_property
    def remarks(self) -> Remarks:
        """How the cells came out; asked for when it is settled what reports carry."""
        return self.remarks_if(full=self.full, wait=self._wait)

    def remarks_if(self, *, full: bool, wait: Callable[[str], None]) -> Remarks:
        """Give what `remarks` would be if this were settled."""
        options = (self.day.isoformat(), str(self.floor), repr(self.unknown_fails), repr(full))
        key = digest(self.law.stamp, *options)
        return Remarks(self.store, key, partial(self._judge, full=full), len(self.outline.safeguards), wait)

    def _wait(self, code: str) -> None:
        self.freeze()
        if self.forerunner is not None and self.forerunner.full == self.full:
            self.forerunner.wait(code)

    def _judge(self, code: str, safeguard: str, *, full: bool) -> Remark:
        from engine.plugin.outcomes import outcome

        judge = self.assessor
        grade, missing = judge.grade(code, safeguard), tuple(judge.missing(code, safeguard))
        return Remark(outcome(self, code, judge.safeguards[safeguard], full=full), grade, missing)

    def cell(self, code: str, safeguard: str) -> Cell:
        """Give a whole cell."""
        return self.assessor.cell(code, safeguard)

    def verdict(self, code: str, safeguard: str) -> Verdict:
        """Give the verdict of a cell."""
        known = self.remarks.known(code, safeguard)
        return self.assessor.verdict(code, safeguard) if known is None else known.outcome.verdict

    def grade(self, code: str, safeguard: str) -> Grade | None:
        """Give the grade of a cell."""
        known = self.remarks.known(code, safeguard)
        return self.assessor.grade(code, safeguard) if known is None else known.grade

    def missing(self, code: str, safeguard: str) -> Collection[str]:
        """Give what leaves the findings of a cell unknown."""
        known = self.remarks.known(code, safeguard)
        return self.assessor.missing(code, safeguard) if known is None else known.missing

    def label(self, path: Path) -> str:
        """Give the path by which problems name a file."""
        return path.relative_to(self.root).as_posix()

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of all jurisdictions that can be judged, by code."""
        return {code: state.name for code, state in self.outline.states.items()}

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of every profile, by its label."""
        return {file: code for code, file in self.outline.files.items()}

    def file(self, path: Path) -> str | None:
        """Give the code of a file to collect, or its name where only its problems are of interest."""
        label = self.label(path)
        wanted = label in self.outline.problems or (label in self.outline.layer_files.values() and not self.only)
        return self.codes.get(label) or (path.stem if wanted else None)

    def marks(self, safeguard: Head) -> Marks:
        """Give the markers of a safeguard, made once."""
        if safeguard.id not in self._marks:
            self._marks[safeguard.id] = marks(safeguard)
        return self._marks[safeguard.id]

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The safeguards to assess."""
        return tuple(each for each in self.outline.safeguards if not self.only or each.id in self.only)

    def policy(self, path: Path) -> Safeguard | None:
        """Give the safeguard that a file states, unless another than this was asked for."""
        label = self.label(path)
        found = next((each for each in self.assessor.repository.safeguards if each.where.path == label), None)
        return found if found is not None and (not self.only or found.id in self.only) else None

    def file_problems(self, path: Path) -> tuple[Problem, ...]:
        """Give the problems that keep a file from being assessed, those of its layers and waivers included."""
        label = self.label(path)
        return self.outline.invalid.get(self.codes.get(label, ""), self.outline.problems.get(label, ()))

    def select(self, nodeids: Iterable[str]) -> None:
        """Note the cells and broken profiles among the items that are going to run."""
        names = {each.id for each in self.outline.safeguards}
        for nodeid in nodeids:
            file, _, name = nodeid.partition("::")
            if file in self.codes and name in names:
                self.selected.add((self.codes[file], name))
            elif file in self.codes:
                self.broken.add(self.codes[file])

    def overview(self) -> Overview:
        """Lay out what was selected."""
        codes, ids = {code for code, _ in self.selected}, {id_ for _, id_ in self.selected}
        return Overview(
            day=self.day,
            floor=self.floor,
            rows=tuple(Row(code, state.name) for code, state in sorted(self.outline.states.items()) if code in codes),
            columns=tuple(Column(each.id, each.theme) for each in self.outline.safeguards if each.id in ids),
            cells=Cells(self, sorted(self.selected)),
            invalid=tuple(sorted(self.broken & set(self.outline.invalid))),
        )

    def write(self) -> bool:
        """Write the matrix where ``--matrix`` says; tell whether all went well, and in `written` what happened."""
        if not self.output:
            return True
        if not (self.selected or self.broken):
            self.written = f"no matrix was written to {self.output}: nothing was selected"
            return True
        from engine.report import format_of, render

        matrix = self.assessor.matrix(self.selected, self.broken & set(self.outline.invalid))
        try:
            write_atomically(Path(self.output), render(matrix, format_of(self.output) or ""))
        except OSError as error:
            self.written = f"the matrix could not be written to {self.output}: {error.strerror}"
            return False
        self.written = f"matrix written to {self.output}"
        return True
