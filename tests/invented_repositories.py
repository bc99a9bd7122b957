"""Invented repositories drawn by lot: dated facts of States and layers, old and new readings, broken profiles."""

from __future__ import annotations

import datetime
from pathlib import Path

from invented import SECTIONS, VALUES, Lot
from strategies import KEYS, RECORD_KEYS
from world import DAY, HERE

from engine.load import Repository
from engine.model import Citation, Entry, Fact, Grade, Jurisdiction, Location, Membership, Problem, Safeguard, Series
from engine.vocabulary import Question, Section, Vocabulary

FIRST = datetime.date(2000, 1, 1)
DAYS = 3_000
CODES = ("XAA", "XBB", "XCC", "XDD")
LAYERS = ("XZZ", "XYY")


class Lots(Lot):
    """Draws repositories; the same seed, the same draws."""

    def day(self) -> datetime.date:
        return FIRST + datetime.timedelta(self.random.randrange(DAYS))

    def maybe(self) -> datetime.date | None:
        return self.day() if self.random.random() < 0.5 else None

    def repository(self) -> tuple[Repository, list[Problem]]:
        codes = CODES[: self.random.randint(2, 4)]
        broken = [each for each in codes if self.random.random() < 0.1]
        repository = Repository(
            root=Path(),
            vocabulary=_vocabulary(),
            safeguards=tuple(self.about_pairs(number) for number in range(3)),
            jurisdictions=tuple(self.profile(each) for each in codes),
            layers={each: self.profile(each) for each in LAYERS},
            waivers=(),
            sources=(),
            problems=(),
            files={each: f"jurisdictions/{each}.yaml" for each in codes},
            layer_files={},
            shelf_life=self.random.choice([{}, {"statute": 3, "treaty": 1}, {"practice": 2}]),
        )
        where = (Location(f"jurisdictions/{each}.yaml") for each in broken)
        return repository, [Problem(each, "broken", "what", "why", "fix") for each in where]

    def about_pairs(self, number: int) -> Safeguard:
        while (found := self.safeguard()).subject != "pair":
            pass
        return Safeguard(
            f"s{number}", "S", "S.", "t", "law", "low", "w", "pair", found.require, HERE, found.applies,
            answers=found.answers,
        )  # fmt: skip

    def profile(self, code: str) -> Jurisdiction:
        return Jurisdiction(
            code=code,
            name=code,
            kind="state",
            status="draft",
            checked=DAY,
            where=HERE,
            facts={key: self.dated(VALUES) for key in (*KEYS, "not.asked") if self.random.random() < 0.8},
            entries={each: self.entries(code) for each in SECTIONS if self.random.random() < 0.8},
            complete={each: self.dated((True, False)) for each in SECTIONS if self.random.random() < 0.8},
            laws={},
            member_of=tuple(Membership(each, self.maybe(), self.maybe(), HERE) for each in LAYERS[: self.few(2)]),
        )

    def few(self, most: int) -> int:
        return self.random.randint(0, most)

    def entries(self, code: str) -> tuple[Entry, ...]:
        # a layer adds to a record of the same name, and records of its own
        names = [f"r{number}" if self.random.random() < 0.7 else f"{code}{number}" for number in range(self.few(3))]
        facts = [{key: self.dated(VALUES) for key in RECORD_KEYS if self.random.random() < 0.9} for _ in names]
        return tuple(Entry(name, "", name, each, HERE) for name, each in zip(names, facts, strict=True))

    def dated(self, values: tuple[int, ...]) -> Series:
        return tuple(self.one(values) for _ in range(self.random.choice([0, 1, 1, 2, 3])))

    def one(self, values: tuple[int, ...]) -> Fact:
        value = self.random.choice(values) if self.random.random() < 0.9 else None
        return Fact(value, HERE, tuple(self.citation() for _ in range(self.few(2))), self.maybe(), self.maybe())

    def citation(self) -> Citation:
        kind = self.random.choice(["statute", "treaty"])
        return Citation("c", "C", kind, self.random.choice(list(Grade)), HERE, self.maybe())


def _vocabulary() -> Vocabulary:
    asked = {
        path: Question(path, "?", "number", "s", HERE, evidence=evidence)
        for path, evidence in (("s.a", ""), ("s.b", "practice"), ("power.a", "practice"), ("powers.complete", ""))
    }
    lists = {each: Section(each, each, each[:-1]) for each in SECTIONS}
    return Vocabulary(asked, lists, {}, {"t": "T"}, {}, {}, {})
