"""Dates end here: from dated facts to the one record that holds on a day.

A series is read from its latest `since` back; the value that began last counts until its `until`, the last day, has
passed.  A day for which no value is recorded is unknown, never the value of another day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.model import Collection, Entry, Fact, Grade, Jurisdiction, Record, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Layers = "Mapping[str, Jurisdiction]"


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
) -> Record:
    """Give what is known of a jurisdiction on a day.

    Args:
        jurisdiction: Its profile.
        layers: All layers, by code; those to which it belongs on the day add their facts.
        day: The day.
        floor: The weakest evidence that counts; a fact that rests on weaker evidence is unknown.
    """
    parts = (jurisdiction, *layers_on(jurisdiction, layers, day))
    facts = _merged([each.facts for each in parts], day, floor)
    sections = dict.fromkeys(section for each in parts for section in each.entries)
    lists = {section: _collection(section, parts, day, floor) for section in sections}
    return Record(facts, jurisdiction.code, lists)


def _collection(section: str, parts: tuple[Jurisdiction, ...], day: date, floor: Grade) -> Collection:
    entries: dict[str, list[Entry]] = {}
    for part in parts:
        for entry in part.entries.get(section, ()):
            entries.setdefault(entry.id, []).append(entry)
    records = tuple(Record(_merged([each.facts for each in same], day, floor), name) for name, same in entries.items())
    complete = parts[0].complete.get(section, ())
    return Collection(records, _chosen([complete], day, floor))


def _merged(parts: list[Mapping[str, Series]], day: date, floor: Grade) -> dict[str, Fact]:
    paths = dict.fromkeys(path for part in parts for path in part)
    chosen = ((path, _chosen((part.get(path, ()) for part in parts), day, floor)) for path in paths)
    return {path: fact for path, fact in chosen if fact is not None}


def _chosen(candidates: Iterable[Series], day: date, floor: Grade) -> Fact | None:
    """Choose among the State's own series and those of its layers, in that order."""
    series = [each for each in candidates if each]
    current = [fact for each in series if (fact := in_force(each, day)) is not None]
    known = [each for each in current if each.value is not None]
    if known:
        strong = next((each for each in known if each.grade >= floor), None)
        return strong or _too_weak(known[0], floor)
    if current:
        return current[0]
    return _not_on(series[0], day) if series else None


def _too_weak(fact: Fact, floor: Grade) -> Fact:
    why = f"recorded, but on evidence graded {fact.grade}, and at least {floor} is asked for"
    return Fact(None, fact.where, fact.citations, fact.since, fact.until, unknown=why)


def _not_on(series: Series, day: date) -> Fact:
    after = [each.since for each in series if each.since is not None and each.since > day]
    why = f"recorded from {min(after)} only" if after else "recorded for earlier days only"
    return Fact(None, series[0].where, series[0].citations, unknown=why)
