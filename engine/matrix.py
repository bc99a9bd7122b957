"""The compliance matrix: every cell of some jurisdictions and some safeguards on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.assess import World, assess, world
from engine.collector import uncollected
from engine.model import Cell, Finding, Grade, Jurisdiction, Problem, Safeguard, Waiver
from engine.overview import Cells, Column, Key, Overview, Row
from engine.shelf import MONTHS, ShelfLife
from engine.verdict import Verdict
from engine.vocabulary import LISTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date

    from engine.grading import Grading
    from engine.load import Repository
    from engine.tally import Tally


_ITSELF = {each: (("", each),) for each in Verdict}
"""What is told of a cell whose one finding is about the State itself."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells by jurisdiction and safeguard, in the order of `jurisdictions` (by code) and `safeguards` (by theme).

    A pair that was not asked for has no cell.  `invalid` holds the jurisdictions whose profile cannot be judged, with
    the problems that stand in the way; `names` every jurisdiction's name by code.
    """

    day: date
    floor: Grade
    jurisdictions: tuple[Jurisdiction, ...]
    safeguards: tuple[Safeguard, ...]
    cells: Cells
    invalid: Mapping[str, tuple[Problem, ...]]
    names: Mapping[str, str]

    @property
    def overview(self) -> Overview:
        """The same with no more of jurisdictions and safeguards than a table shows."""
        rows = tuple(Row(each.code, each.name) for each in self.jurisdictions)
        columns = tuple(Column(each.id, each.theme) for each in self.safeguards)
        return Overview(self.day, self.floor, rows, columns, self.cells, tuple(self.invalid))

    def counts(self, code: str, theme: str | None = None) -> Counter[Verdict]:
        """Count the verdicts of a jurisdiction, of all themes or of one."""
        return self.overview.counts(code, theme)

    def rows(self, only: Verdict | None = None) -> Iterator[Cell]:
        """Go through the cells row by row: all, or those of one verdict."""
        return (self.cells[each] for each in self.overview.keys(only))

    def has(self, verdict: Verdict) -> bool:
        """Whether any cell came out so."""
        return self.overview.has(verdict)


class Assessor:
    """Judges cells of one repository on one day, each at most once."""

    def __init__(
        self, repository: Repository, problems: Collection[Problem], day: date, floor: Grade = Grade.KNOWLEDGE
    ) -> None:
        self.repository, self.day, self.floor = repository, day, floor
        self.invalid = invalid_profiles(repository, problems)
        self.jurisdictions = {each.code: each for each in repository.jurisdictions if each.code not in self.invalid}
        self.safeguards = {each.id: each for each in repository.safeguards}
        self._waivers = {(each.jurisdiction, each.safeguard): each for each in repository.waivers}
        self._world: World | None = None
        self._cells: dict[Key, Cell] = {}
        self._verdicts: dict[str, dict[str, Verdict]] = {}
        self._grades: dict[str, dict[str, Grade | None]] = {}
        self._missing: dict[str, dict[str, set[str]]] = {}
        self._told: dict[str, dict[str, tuple[tuple[str, Verdict], ...]]] = {}
        self._telling: dict[str, Iterator[tuple[str, list[tuple[str, Verdict]]]]] = {}
        self._lent: Callable[[str, str], Mapping[str, Finding]] = lambda _code, _safeguard: {}

    @property
    def world(self) -> World:
        """What is known of every jurisdiction, put together on first use."""
        if self._world is None:
            valid = self.jurisdictions.values()
            layers, shelf = self.repository.layers, shelf_life(self.repository)
            self._world = world(valid, layers, self.day, self.floor, sorted(self.invalid), shelf)
        return self._world

    def cell(self, code: str, safeguard: str) -> Cell:
        """Judge one cell.

        Raises:
            KeyError: There is no such safeguard, or no valid profile of that code.
        """
        key = code, safeguard
        if key not in self._cells:
            asked = self.safeguards[safeguard]
            have = self._lent(code, safeguard) if asked.subject == "pair" else {}
            self._cells[key] = assess(asked, code, self.world, self._waivers.get(key), have)
        return self._cells[key]

    def verdict(self, code: str, safeguard: str) -> Verdict:
        """Give the verdict of a cell, without its traces; all States are judged by the safeguard at once."""
        if (code, safeguard) in self._cells:
            return self._cells[code, safeguard].verdict
        if safeguard not in self._verdicts:
            self._verdicts[safeguard] = self._tally.cells(self.safeguards[safeguard])
        return self._verdicts[safeguard][code]

    def grade(self, code: str, safeguard: str) -> Grade | None:
        """Give the grade of a cell, without its traces; as `verdict`."""
        if (code, safeguard) in self._cells:
            return self._cells[code, safeguard].grade
        if safeguard not in self._grades:
            self._grades[safeguard] = self._grading.cells(self.safeguards[safeguard])
        return self._grades[safeguard][code]

    def missing(self, code: str, safeguard: str) -> Collection[str]:
        """Give what leaves the findings of a cell unknown, without its traces; as `verdict`."""
        if safeguard not in self._missing:
            from engine.missing import missing

            self._missing[safeguard] = missing(self._tally, self.safeguards[safeguard])
        return self._missing[safeguard][code]

    def told(self, code: str, safeguard: str) -> tuple[tuple[str, Verdict], ...]:
        """Give every subject of a cell with its verdict, without traces; as `verdict`."""
        if (code, safeguard) in self._cells:
            return self._cells[code, safeguard].told
        asked = self.safeguards[safeguard]
        if asked.subject not in LISTS and asked.subject != "pair":
            return _ITSELF[self.verdict(code, safeguard)]
        told = self._told.setdefault(safeguard, {})
        if code not in told:
            told.update(self._told_until(code, asked))
        return told[code]

    def _told_until(self, code: str, safeguard: Safeguard) -> Iterator[tuple[str, tuple[tuple[str, Verdict], ...]]]:
        """Go on through the States until one of them; most often they are asked for in their order."""
        if safeguard.id not in self._telling:
            self._telling[safeguard.id] = self._tally.findings(safeguard)
        for each, told in self._telling[safeguard.id]:
            yield each, tuple(told)
            if each == code:
                return

    @cached_property
    def _tally(self) -> Tally:
        from engine.tally import Tally  # one cell alone is judged without

        with uncollected():
            return Tally(self.world)

    @cached_property
    def _grading(self) -> Grading:
        from engine.grading import Grading

        return Grading(self.world, self._tally)

    def waiver(self, code: str, safeguard: str) -> Waiver | None:
        """Give the waiver of a cell."""
        return self._waivers.get((code, safeguard))

    def borrow(self, pairs: Callable[[str, str], Mapping[str, Finding]]) -> None:
        """Let findings about pairs, by counterpart, come from elsewhere; they were made there from the same facts."""
        self._lent = pairs

    def matrix(self, keys: Iterable[Key] | None = None, invalid: Iterable[str] | None = None) -> Matrix:
        """Lay out cells: those of `keys` and the invalid profiles named, or everything."""
        wanted = set(keys) if keys is not None else {(j, s) for j in self.jurisdictions for s in self.safeguards}
        shown = set(self.invalid) if invalid is None else set(invalid)
        rows, columns = {code for code, _ in wanted}, {id_ for _, id_ in wanted}
        return Matrix(
            day=self.day,
            floor=self.floor,
            jurisdictions=tuple(each for code, each in sorted(self.jurisdictions.items()) if code in rows),
            safeguards=tuple(each for each in self.repository.safeguards if each.id in columns),
            cells=Cells(self, sorted(wanted)),
            invalid={code: self.invalid[code] for code in sorted(shown)},
            names={code: each.name for code, each in self.jurisdictions.items()},
        )


def shelf_life(repository: Repository) -> ShelfLife:
    """Give how long a reading counts: the usual months, or those of the project file."""
    vocabulary = repository.vocabulary
    practice = frozenset(path for path, each in vocabulary.questions.items() if each.evidence == "practice")
    return ShelfLife({**MONTHS, **repository.shelf_life}, practice, vocabulary.lists)


def invalid_profiles(repository: Repository, problems: Collection[Problem]) -> dict[str, tuple[Problem, ...]]:
    """Give the problems of each profile that cannot be judged: its own, its waivers' and its layers'."""
    by_file: dict[str, list[Problem]] = {}
    for each in problems:
        by_file.setdefault(each.where.path, []).append(each)
    members = {each.code: [m.layer for m in each.member_of] for each in repository.jurisdictions}
    found = {}
    for code, file in repository.files.items():
        layers = [repository.layer_files[each] for each in members.get(code, ()) if each in repository.layer_files]
        waivers = f"jurisdictions/waivers/{code}.yaml"
        own = [problem for path in (file, waivers, *layers) for problem in by_file.get(path, ())]
        if own:
            found[code] = tuple(sorted(own))
    return found


def common_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Pick the problems that concern every jurisdiction: those of policies, sources and settings."""
    return tuple(each for each in problems if not each.where.path.startswith("jurisdictions/"))
