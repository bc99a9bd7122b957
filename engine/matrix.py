"""The compliance matrix: every cell of some jurisdictions and some safeguards on one day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.assess import World, assess, world
from engine.model import Cell, Finding, Grade, Jurisdiction, Problem, Safeguard
from engine.shelf import MONTHS, ShelfLife
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from engine.load import Repository


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
    cells: Mapping[tuple[str, str], Cell]
    invalid: Mapping[str, tuple[Problem, ...]]
    names: Mapping[str, str]

    def counts(self, code: str, theme: str | None = None) -> Counter[Verdict]:
        """Count the verdicts of a jurisdiction, of all themes or of one."""
        columns = [each.id for each in self.safeguards if theme in {None, each.theme}]
        return Counter(self.cells[code, each].verdict for each in columns if (code, each) in self.cells)

    def rows(self) -> Iterable[Cell]:
        """Go through the cells row by row."""
        for jurisdiction in self.jurisdictions:
            for safeguard in self.safeguards:
                cell = self.cells.get((jurisdiction.code, safeguard.id))
                if cell is not None:
                    yield cell


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
        self._cells: dict[tuple[str, str], Cell] = {}
        self._have: dict[tuple[str, str], dict[str, Finding]] = {}

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
            have = self._have.get(key, {})
            self._cells[key] = assess(self.safeguards[safeguard], code, self.world, self._waivers.get(key), have)
        return self._cells[key]

    def take(self, cell: Cell) -> None:
        """Take over a cell judged elsewhere from the same facts by the same safeguard; waivers stay our own."""
        key = cell.jurisdiction, cell.safeguard
        self._cells[key] = replace(cell, waiver=self._waivers.get(key))

    def take_pairs(self, cell: Cell, codes: Collection[str]) -> None:
        """Take over the findings about pairs with some counterparts, judged elsewhere from the same facts."""
        mine = {each.subject: each for each in cell.findings if each.subject in codes and not each.why}
        self._have[cell.jurisdiction, cell.safeguard] = mine

    def matrix(self, keys: Iterable[tuple[str, str]] | None = None, invalid: Iterable[str] | None = None) -> Matrix:
        """Lay out cells: those of `keys` and the invalid profiles named, or everything."""
        wanted = set(keys) if keys is not None else {(j, s) for j in self.jurisdictions for s in self.safeguards}
        shown = set(self.invalid) if invalid is None else set(invalid)
        rows, columns = {code for code, _ in wanted}, {id_ for _, id_ in wanted}
        return Matrix(
            day=self.day,
            floor=self.floor,
            jurisdictions=tuple(each for code, each in sorted(self.jurisdictions.items()) if code in rows),
            safeguards=tuple(each for each in self.repository.safeguards if each.id in columns),
            cells={key: self.cell(*key) for key in sorted(wanted)},
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
