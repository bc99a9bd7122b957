"""States and layers with their dated facts, and the waivers that go with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from engine.model.evidence import Citation, Location, Series
from engine.packing import fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Membership:
    """The days, both included, on which a State belongs to a layer."""

    layer: str
    since: date | None
    until: date | None
    where: Location


@dataclass(frozen=True, slots=True)
class Entry:
    """One power or offence of a profile, with its dated answers by question."""

    id: str
    kind: str
    name: str
    facts: Mapping[str, Series]
    where: Location


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A State, territory or layer with its dated facts; `entries` and `complete` are by list section.

    One that was kept on disk holds the large fields as bytes, `aside`, until one of them is asked for.  `displaces`
    tells, without them, whether any of its provisions or facts may displace another.
    """

    SET_ASIDE: ClassVar = ("facts", "entries", "complete", "laws")

    code: str
    name: str
    kind: str
    status: str
    checked: date
    where: Location
    facts: Mapping[str, Series]
    entries: Mapping[str, tuple[Entry, ...]]
    complete: Mapping[str, Series]
    laws: Mapping[str, Citation]
    member_of: tuple[Membership, ...] = ()
    displaces: bool = field(default=True, compare=False)
    aside: bytes | None = field(default=None, init=False, repr=False, compare=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            return fill(self, name)

    def every_series(self) -> Iterator[Series]:
        """Go through the dated answers to every question, those of records included."""
        yield from (*self.facts.values(), *self.complete.values())
        for entries in self.entries.values():
            for entry in entries:
                yield from entry.facts.values()


@dataclass(frozen=True, slots=True)
class Waiver:
    """An accepted finding: why, whose decision, and the last day on which it counts."""

    jurisdiction: str
    safeguard: str
    reason: str
    owner: str
    until: date
    where: Location
