"""What a profile rests on: facts by grade, how many are stale or unpinned, and how far its cells are decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.matrix import shelf_life
from engine.model import Grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.matrix import Assessor
    from engine.model import Fact, Jurisdiction

SOLID = {Grade.TEXT, Grade.PAGE}
"""The grades that make a cell count as decided."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of one profile.

    `grades` counts the answers by grade; `unknown` those that somebody looked for in vain; `stale` lists the answers
    too old on the day, with why; `unpinned` the provisions read in the text that no pin leads back to.
    `decided` counts the cells of safeguards about law that are settled on evidence read in the text or on a page that
    quotes it, `asked` all cells of such safeguards; `target` is the percentage of them that the project asks for, 0 if
    it asks for none.
    """

    jurisdiction: str
    grades: Counter[Grade]
    unknown: int
    stale: tuple[tuple[str, Fact, str], ...]
    unpinned: tuple[str, ...]
    decided: int
    asked: int
    target: int = 0

    @property
    def answers(self) -> int:
        """How many questions are answered."""
        return sum(self.grades.values())

    @property
    def depth(self) -> float:
        """The share of the cells about law that are decided, from 0 to 1."""
        return self.decided / self.asked if self.asked else 0.0

    @property
    def deep_enough(self) -> bool:
        """Whether as many cells are decided as the project asks for."""
        return 100 * self.decided >= self.target * self.asked


def evidence(assessor: Assessor, code: str) -> Evidence:
    """Take stock of the evidence of a valid profile on the day of the assessment.

    Raises:
        KeyError: There is no valid profile of that code.
    """
    profile = assessor.jurisdictions[code]
    shelf, day = shelf_life(assessor.repository), assessor.day
    facts = list(facts_of(profile, assessor.repository.vocabulary.lists))
    known = [(path, each) for path, each in facts if each.value is not None]
    stale = [(path, each, why) for path, each in known if (why := shelf.stale(path, each, day))]
    law = [each.id for each in assessor.safeguards.values() if each.level == "law"]
    return Evidence(
        jurisdiction=code,
        grades=Counter(each.grade for _, each in known),
        unknown=len(facts) - len(known),
        stale=tuple(stale),
        unpinned=tuple(key for key, each in profile.laws.items() if each.grade is Grade.TEXT and each.pin is None),
        decided=sum(assessor.grade(code, each) in SOLID for each in law),
        asked=len(law),
        target=assessor.repository.depth.get(code, 0),
    )


def facts_of(profile: Jurisdiction, lists: dict[str, str]) -> Iterator[tuple[str, Fact]]:
    """Yield the facts of a profile that cite something or say why not, by the path of their question."""
    for path, series in profile.facts.items():
        yield from ((path, each) for each in series if each.citations or each.unknown)
    for section, entries in profile.entries.items():
        for entry in entries:
            for path, series in entry.facts.items():
                yield from ((f"{lists[section]}.{path}", each) for each in series if each.citations or each.unknown)
    for section, series in profile.complete.items():
        yield from ((f"{section}.complete", each) for each in series)


def resting_on(profile: Jurisdiction, key: str) -> Iterator[tuple[str, Fact]]:
    """Yield the facts that cite a provision, by path; those of records by section, id and path."""
    for path, series in profile.facts.items():
        yield from ((path, each) for each in series if key in {law.key for law in each.citations})
    for section, entries in profile.entries.items():
        for entry in entries:
            for path, series in entry.facts.items():
                cited = (each for each in series if key in {law.key for law in each.citations})
                yield from ((f"{section}.{entry.id}.{path}", each) for each in cited)
    for section, series in profile.complete.items():
        claims = (each for each in series if key in {law.key for law in each.citations})
        yield from ((f"{section}.complete", each) for each in claims)
