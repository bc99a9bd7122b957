"""What one run of pytest assesses: the repository, the day, the cells selected."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.check import known_problems
from engine.files import write_atomically
from engine.load import read_repository
from engine.matrix import Assessor, Matrix, common_problems
from engine.model import Grade, Problem, Safeguard
from engine.plugin.marks import Marks, marks
from engine.report import SUFFIXES, format_of, lacking, render
from engine.store import open_store
from engine.vocabulary import advice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.load import Repository
    from engine.plugin.lane import Phase


@dataclass
class Assessment:
    """The state of a run; `selected` holds the cells by code and safeguard, `broken` the files with problems.

    `full` says whether reports carry all properties, `phases` of which phases the fast lane reports (none: it is shut).
    """

    root: Path
    repository: Repository
    assessor: Assessor
    day: date
    unknown_fails: bool
    only: frozenset[str]
    output: str | None
    problems: dict[str, tuple[Problem, ...]]
    selected: set[tuple[str, str]] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    _marks: dict[str, Marks] = field(default_factory=dict)
    written: str = ""
    full: bool = True
    phases: tuple[Phase, ...] = ()

    def header(self) -> str:
        """Say what is assessed."""
        return (
            f"safeguards: {len(self.assessor.safeguards)}, profiles: {len(self.repository.files)}, as of {self.day}, "
            f"evidence from {self.assessor.floor} up, unknown: {'fail' if self.unknown_fails else 'skip'}"
        )

    def label(self, path: Path) -> str:
        """Give the path by which problems name a file."""
        return path.relative_to(self.root).as_posix()

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of every profile, by its label."""
        return {file: code for code, file in self.repository.files.items()}

    def file(self, path: Path) -> str | None:
        """Give the code of a file to collect, or its name where only its problems are of interest."""
        label = self.label(path)
        wanted = label in self.problems or (label in self.repository.layer_files.values() and not self.only)
        return self.codes.get(label) or (path.stem if wanted else None)

    def marks(self, safeguard: Safeguard) -> Marks:
        """Give the markers of a safeguard, made once."""
        if safeguard.id not in self._marks:
            self._marks[safeguard.id] = marks(safeguard)
        return self._marks[safeguard.id]

    def policy(self, path: Path) -> Safeguard | None:
        """Give the safeguard that a file states, unless another than this was asked for."""
        label = self.label(path)
        found = next((each for each in self.repository.safeguards if each.where.path == label), None)
        return found if found is not None and (not self.only or found.id in self.only) else None

    def file_problems(self, path: Path) -> tuple[Problem, ...]:
        """Give the problems that keep a file from being assessed, those of its layers and waivers included."""
        label = self.label(path)
        own = self.codes.get(label)
        return self.assessor.invalid.get(own or "", self.problems.get(label, ()))

    def select(self, nodeids: Iterable[str]) -> None:
        """Note the cells and broken profiles among the items that are going to run."""
        codes = self.codes
        for nodeid in nodeids:
            file, _, name = nodeid.partition("::")
            if file in codes and name in self.assessor.safeguards:
                self.selected.add((codes[file], name))
            elif file in codes:
                self.broken.add(codes[file])

    def matrix(self) -> Matrix:
        """Lay out what was selected."""
        return self.assessor.matrix(self.selected, self.broken & set(self.assessor.invalid))

    def write(self) -> bool:
        """Write the matrix where ``--matrix`` says; tell whether all went well, and in `written` what happened."""
        if not self.output:
            return True
        if not (self.selected or self.broken):
            self.written = f"no matrix was written to {self.output}: nothing was selected"
            return True
        try:
            write_atomically(Path(self.output), render(self.matrix(), format_of(self.output) or ""))
        except OSError as error:
            self.written = f"the matrix could not be written to {self.output}: {error.strerror}"
            return False
        self.written = f"matrix written to {self.output}"
        return True


def begin(config: pytest.Config, policies: Path) -> Assessment:
    """Read the repository and the options.

    Raises:
        pytest.UsageError: An option is wrong, or something that concerns every profile.
    """
    day = _day(getattr(config, "workerinput", {}).get("safeguards_as_of") or config.getoption("safeguards_as_of"))
    store = open_store(config.rootpath, wanted=not config.getoption("safeguards_no_cache"))
    repository = read_repository(config.rootpath, policies, store)
    problems = known_problems(repository, store)
    common = common_problems(problems)
    if common:
        raise pytest.UsageError(_refusal(common))
    by_file: dict[str, tuple[Problem, ...]] = {}
    for each in problems:
        by_file[each.where.path] = (*by_file.get(each.where.path, ()), each)
    floor = Grade[config.getoption("safeguards_evidence").upper()]
    for line in (f"{theme}: theme of the safeguard" for theme in repository.vocabulary.themes):
        config.addinivalue_line("markers", line)
    return Assessment(
        root=config.rootpath,
        repository=repository,
        assessor=Assessor(repository, problems, day, floor),
        day=day,
        unknown_fails=config.getoption("safeguards_unknown") == "fail",
        only=_only(config.getoption("safeguards_only"), repository),
        output=_output(config),
        problems=by_file,
    )


def _refusal(problems: tuple[Problem, ...]) -> str:
    found = "\n".join(str(each) for each in problems)
    return f"nothing can be assessed before this is mended (problems: {len(problems)})\n{found}"


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"--as-of: `{text}` is not a date; write it as 2015-01-01"
        raise pytest.UsageError(message) from None


def _only(names: list[str], repository: Repository) -> frozenset[str]:
    known = [each.id for each in repository.safeguards]
    for name in names:
        if name not in known:
            raise pytest.UsageError(f"--safeguard: there is no safeguard `{name}`; {advice(name, known)}")
    return frozenset(names)


def _output(config: pytest.Config) -> str | None:
    given: str | None = config.getoption("safeguards_matrix")
    if given is None:
        return None
    if format_of(given) is None:
        raise pytest.UsageError(f"--matrix: cannot tell the format of `{given}`; end it in {' '.join(SUFFIXES)}")
    if message := lacking(format_of(given) or ""):
        raise pytest.UsageError(f"--matrix: {message}")
    path = config.invocation_params.dir / given
    if path.is_dir() or not path.parent.is_dir():
        raise pytest.UsageError(f"--matrix: `{given}` cannot be written; name a file in a folder that exists")
    return str(path)
