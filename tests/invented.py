"""Invented worlds and safeguards, drawn by lot: most answers known, clauses with much in them, so that errors show."""

from __future__ import annotations

from random import Random

from strategies import KEYS, RECORD_KEYS, TESTS, fact
from world import DAY, HERE

from engine.assess import World
from engine.model import (
    ALWAYS,
    AllOf,
    AnyOf,
    Clause,
    Collection,
    Comparison,
    Constant,
    Each,
    Fact,
    Grade,
    Not,
    Path,
    Record,
    Safeguard,
    Some,
)

SECTIONS = ("powers", "offences")
SUBJECTS = ("jurisdiction", "cooperation", "power", "offence", "pair", "pair")
# 1, 1.0 and True are equal, and still different answers
VALUES = (1, 2, 3, True, 1.0)


class Lot:
    """Draws worlds and safeguards; the same seed, the same draws."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def world(self) -> World:
        states = {f"X{number}": self._state() for number in range(self.random.randint(1, 4))}
        return World(DAY, Grade.KNOWLEDGE, states, self.random.choice([(), (), ("XZ",), ("XY", "XZ")]))

    def _state(self) -> Record:
        lists = {each: self._list() for each in SECTIONS if self.random.random() < 0.9}
        return Record(self._facts(KEYS), "", lists)

    def _list(self) -> Collection:
        records = (Record(self._facts(RECORD_KEYS), f"r{number}") for number in range(self.random.randint(0, 3)))
        complete = fact(self.random.random() < 0.9, self._grade()) if self.random.random() < 0.7 else None
        return Collection(tuple(records), complete)

    def _facts(self, keys: tuple[str, ...]) -> dict[str, Fact]:
        values = {key: self.random.choice(VALUES) if self.random.random() < 0.9 else None for key in keys}
        return {key: fact(value, self._grade()) for key, value in values.items() if self.random.random() < 0.9}

    def _grade(self) -> Grade:
        return self.random.choice(list(Grade))

    def safeguard(self) -> Safeguard:
        subject, answers = self.random.choice(SUBJECTS), ""
        states, records = ("",), (subject,) if subject in {"power", "offence"} else ()
        if subject == "pair":
            answers, states = self.random.choice(["requesting", "requested"]), ("requesting", "requested")
        applies = ALWAYS if self.random.random() < 0.5 else self.clause(states, records, 1)
        require = self.clause(states, records, 3)
        return Safeguard("s", "S", "S.", "t", "law", "low", "w", subject, require, HERE, applies, answers=answers)

    def clause(self, states: tuple[str, ...], records: tuple[str, ...], depth: int) -> Clause:
        drawn = self.random.random()
        if not depth or drawn < 0.1:
            return self._leaf(states, records)
        if drawn < 0.6:
            return self._quantified(states, records, depth)
        if drawn < 0.7:
            return Not(self.clause(states, records, depth - 1))
        parts = tuple(self.clause(states, records, depth - 1) for _ in range(self.random.randint(0, 3)))
        return AllOf(parts) if drawn < 0.85 else AnyOf(parts)

    def _quantified(self, states: tuple[str, ...], records: tuple[str, ...], depth: int) -> Clause:
        """Go through a list; its name may be one that names another record already."""
        name = self.random.choice(["it", f"it{depth}"])
        root = self.random.choice(records) if records and self.random.random() < 0.05 else self.random.choice(states)
        within = (*(each for each in records if each != name), name)
        condition = self._leaf(states, within) if self.random.random() < 0.3 else None
        body = self.clause(states, within, self.random.randint(0, depth - 1))
        return self.random.choice([Each, Some])(Path(root, self.random.choice(SECTIONS)), name, body, condition)

    def _leaf(self, states: tuple[str, ...], records: tuple[str, ...]) -> Clause:
        path, other = self._path(states, records[-1:]), self._path(states, records[-2:-1])
        drawn = self.random.random()
        if drawn < 0.1:
            return Comparison(path, "has_limit", self.random.choice([other, Constant(True)]))
        if drawn < 0.5:
            return Comparison(path, self.random.choice(["is", "at_most", "more_than"]), other)
        operator, value = self.random.choice(TESTS)
        return Comparison(path, operator, Constant(value))

    def _path(self, states: tuple[str, ...], records: tuple[str, ...]) -> Path:
        if records and self.random.random() < 0.8:
            return Path(self.random.choice(records), self.random.choice(RECORD_KEYS))
        return Path(self.random.choice(states), self.random.choice(KEYS))
