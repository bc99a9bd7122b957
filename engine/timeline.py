"""Dates end here: from dated facts to the one record that holds on a day.

A series is read from its latest `since` back; the value that began last counts until its `until`, the last day, has
passed.  A day for which no value is recorded is unknown, never the value of another day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.model import Collection, Entry, Fact, Grade, Jurisdiction, Record, Series
from engine.shelf import ShelfLife

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOR_EVER = ShelfLife()
"""Nothing grows stale."""


def in_force(series: Series, day: date) -> Fact | None:
    """Pick the fact of a series that holds on a day, or `None`."""
    begun = [each for each in series if each.since is None or each.since <= day]
    latest = max(begun, key=lambda each: each.since or date.min, default=None)
    if latest is None or (latest.until is not None and latest.until < day):
        return None
    return latest


def layers_on(jurisdiction: Jurisdiction, layers: Mapping[str, Jurisdiction], day: date) -> tuple[Jurisdiction, ...]:
    """List the layers to which a jurisdiction belongs on a day, in the order of its profile."""
    return tuple(
        layers[each.layer]
        for each in jurisdiction.member_of
        if each.layer in layers
        and (each.since is None or each.since <= day)
        and (each.until is None or day <= each.until)
    )


def as_of(
    jurisdiction: Jurisdiction,
    layers: Mapping[str, Jurisdiction],
    day: date,
    floor: Grade = Grade.KNOWLEDGE,
    shelf: ShelfLife = FOR_EVER,
) -> Record:
    """Give what is known of a jurisdiction on a day.

    Args:
        jurisdiction: Its profile.
        layers: All layers, by code; those to which it belongs on the day add their facts.
        day: The day.
        floor: The weakest evidence that counts; a fact that rests on weaker evidence is unknown.
        shelf: How long a reading counts; a fact that rests on an older one is unknown.
    """
    parts = (jurisdiction, *layers_on(jurisdiction, layers, day))
    look = _Look(day, floor, shelf)
    facts = look.merged([each.facts for each in parts], "")
    sections = dict.fromkeys(section for each in parts for section in each.entries)
    lists = {section: _collection(section, parts, look) for section in sections}
    return Record(facts, jurisdiction.code, lists)


def _collection(section: str, parts: tuple[Jurisdiction, ...], look: _Look) -> Collection:
    entries: dict[str, list[Entry]] = {}
    for part in parts:
        for entry in part.entries.get(section, ()):
            entries.setdefault(entry.id, []).append(entry)
    start = f"{look.shelf.records.get(section, section)}."
    records = tuple(Record(look.merged([each.facts for each in same], start), name) for name, same in entries.items())
    complete = parts[0].complete.get(section, ())
    return Collection(records, look.chosen(f"{section}.complete", [complete]))


@dataclass(frozen=True, slots=True)
class _Look:
    """What counts: the day, the weakest evidence, the age."""

    day: date
    floor: Grade
    shelf: ShelfLife

    def merged(self, parts: list[Mapping[str, Series]], start: str) -> dict[str, Fact]:
        """Choose a fact for each path that any part answers; `start` completes the paths of a record."""
        if len(parts) == 1:
            only = ((path, self._only(start + path, series)) for path, series in parts[0].items())
            return {path: fact for path, fact in only if fact is not None}
        paths = dict.fromkeys(path for part in parts for path in part)
        chosen = ((path, self.chosen(start + path, (part.get(path, ()) for part in parts))) for path in paths)
        return {path: fact for path, fact in chosen if fact is not None}

    def _only(self, path: str, series: Series) -> Fact | None:
        """Choose as `chosen` does where nobody else answers; most series are one fact that goes on for ever."""
        fact = series[0] if len(series) == 1 else None
        begun = fact is not None and fact.until is None and (fact.since is None or fact.since <= self.day)
        if begun and fact is not None and fact.value is not None and not self._doubt(path, fact):
            return fact
        return self.chosen(path, [series])

    def chosen(self, path: str, candidates: Iterable[Series]) -> Fact | None:
        """Choose among the State's own series and those of its layers, in that order."""
        series = [each for each in candidates if each]
        current = [fact for each in series if (fact := in_force(each, self.day)) is not None]
        known = [each for each in current if each.value is not None]
        if known:
            sound = next((each for each in known if not self._doubt(path, each)), None)
            return sound or _unknown(known[0], self._doubt(path, known[0]))
        if current:
            return current[0]
        return _not_on(series[0], self.day) if series else None

    def _doubt(self, path: str, fact: Fact) -> str:
        """Say why a fact does not count; empty if it does."""
        if self.floor is not Grade.KNOWLEDGE and fact.grade < self.floor:
            return f"recorded, but on evidence graded {fact.grade}, and at least {self.floor} is asked for"
        return self.shelf.stale(path, fact, self.day)


def _unknown(fact: Fact, why: str) -> Fact:
    return Fact(None, fact.where, fact.citations, fact.since, fact.until, unknown=why)


def _not_on(series: Series, day: date) -> Fact:
    after = [each.since for each in series if each.since is not None and each.since > day]
    why = f"recorded from {min(after)} only" if after else "recorded for earlier days only"
    return Fact(None, series[0].where, series[0].citations, unknown=why)
