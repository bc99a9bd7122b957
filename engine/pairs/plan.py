"""What is asked of pairs, in parts that can be sent anywhere: one part for each safeguard, one block for each date."""

from __future__ import annotations

import pickle
import zlib
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NamedTuple

from engine.matrix import shelf_life
from engine.pairs.narrow import asked, narrowed, turns
from engine.timeline import as_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.matrix import Assessor
    from engine.model import Grade, Jurisdiction, Record, Safeguard
    from engine.shelf import ShelfLife


class Block(NamedTuple):
    """All pairs of States on a date, by one safeguard: that of this number in the plan."""

    day: date
    safeguard: int


class VersionError(ValueError):
    """A plan was made by another version of the engine than the one that is to carry it out."""


@dataclass
class Part:
    """What one safeguard needs to know; `turns` are the days on which it may come to know something else."""

    safeguard: Safeguard
    states: Mapping[str, Jurisdiction]
    layers: Mapping[str, Jurisdiction]
    turns: Mapping[str, list[date]]
    kept: dict[str, tuple[int, Record]] = field(default_factory=dict)
    """The record of each State that was asked for last, after the number of its version."""

    @cached_property
    def all_turns(self) -> list[date]:
        """The days on which any State may change."""
        return sorted({day for each in self.turns.values() for day in each})

    def version(self, day: date) -> int:
        """Give the number of the version of all that is known on a day: with the same number go the same verdicts."""
        return bisect_right(self.all_turns, day)

    def record(self, code: str, day: date, floor: Grade, shelf: ShelfLife) -> Record:
        """Give what is known of a State on a day; it is put together only if it may be another than the last."""
        number = bisect_right(self.turns[code], day)
        found = self.kept.get(code)
        if found is None or found[0] != number:
            found = self.kept[code] = number, as_of(self.states[code], self.layers, day, floor, shelf)
        return found[1]


@dataclass(frozen=True)
class Plan:
    """What is asked: States by code (some not readable), the parts, evidence and age that count."""

    codes: tuple[str, ...]
    unreadable: frozenset[str]
    parts: tuple[Part, ...]
    floor: Grade
    shelf: ShelfLife
    engine: str

    def blocks(self, days: Iterable[date]) -> Iterator[Block]:
        """Yield the blocks in the order of the rows: by date, then in the order of the safeguards."""
        return (Block(day, number) for day in days for number in range(len(self.parts)))


def plan(judge: Assessor, safeguards: Iterable[Safeguard]) -> Plan:
    """Plan what is to be asked of all States of a repository.

    Args:
        judge: The repository, the profiles that are not valid, and the weakest evidence that counts.
        safeguards: The safeguards, all of them about pairs.
    """
    return Plan(
        codes=tuple(sorted({*judge.jurisdictions, *judge.invalid})),
        unreadable=frozenset(judge.invalid),
        parts=tuple(_part(judge, each) for each in safeguards),
        floor=judge.floor,
        shelf=shelf_life(judge.repository),
        engine=engine_version(),
    )


def _part(judge: Assessor, safeguard: Safeguard) -> Part:
    what, shelf = asked(safeguard), shelf_life(judge.repository)
    states = {code: narrowed(each, what) for code, each in judge.jurisdictions.items()}
    layers = {code: narrowed(each, what) for code, each in judge.repository.layers.items()}
    days = {code: turns(each, layers, shelf) for code, each in states.items()}
    return Part(replace(safeguard, cases=(), sources=(), parameters=()), states, layers, days)


def engine_version() -> str:
    """Name the version of the engine, or `unknown` where it is not installed."""
    try:
        return version("safeguard-matrix")
    except PackageNotFoundError:
        return "unknown"


def packed(found: Plan) -> bytes:
    """Write a plan down for other processes, which run the same code."""
    return zlib.compress(pickle.dumps(found, pickle.HIGHEST_PROTOCOL), 1)


def unpacked(data: bytes) -> Plan:
    """Read what `packed` wrote.

    Raises:
        VersionError: It was written by another version of the engine.
    """
    found = pickle.loads(zlib.decompress(data))  # noqa: S301  from the process that started this one
    if not isinstance(found, Plan) or found.engine != engine_version():
        raise VersionError(f"planned by version {found.engine}, here is {engine_version()}")
    return found
