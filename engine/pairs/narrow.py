"""What of a profile a safeguard can see, and the days on which that may change.

A safeguard about pairs asks ten questions of some hundreds.  Without the others a record as of a day is made in a
fraction of the time, changes on fewer days, and goes to another process as a few bytes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from engine.bulk import quantifiers
from engine.model import AllOf, AnyOf, Citation, Clause, Comparison, Fact, Jurisdiction, Location, Not, Path
from engine.shelf import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.model import Entry, Grade, Safeguard, Series
    from engine.shelf import ShelfLife

_NOWHERE = Location("")
_DAY = timedelta(days=1)


class Asked(NamedTuple):
    """The questions that a safeguard puts, to States or to records, and the lists that it goes through."""

    keys: frozenset[str]
    lists: frozenset[str]


def asked(safeguard: Safeguard) -> Asked:
    """Find what a safeguard asks."""
    clauses = safeguard.applies, safeguard.require
    paths = (path for clause in clauses for path in _paths(clause))
    lists = (each.records.key for clause in clauses for each in quantifiers(clause))
    return Asked(frozenset(each.key for each in paths), frozenset(lists))


def _paths(clause: Clause) -> Iterator[Path]:
    match clause:
        case Comparison(path, _, operand):
            yield from (path, operand) if isinstance(operand, Path) else (path,)
        case AllOf(parts) | AnyOf(parts):
            for each in parts:
                yield from _paths(each)
        case Not(negated):
            yield from _paths(negated)
        case _:
            yield from _paths(clause.body)
            yield from () if clause.condition is None else _paths(clause.condition)


def narrowed(profile: Jurisdiction, what: Asked) -> Jurisdiction:
    """Leave in a profile or layer what is asked; of a fact what counts for its verdict: value, days, evidence."""
    return replace(
        profile,
        where=_NOWHERE,
        facts=_facts(profile.facts, what.keys),
        entries={section: _entries(each, what) for section, each in profile.entries.items() if section in what.lists},
        complete={section: _bare(each) for section, each in profile.complete.items() if section in what.lists},
        laws={},
        member_of=tuple(replace(each, where=_NOWHERE) for each in profile.member_of),
    )


def _entries(entries: tuple[Entry, ...], what: Asked) -> tuple[Entry, ...]:
    """Keep every record, even one without an answer: that it is listed counts."""
    return tuple(replace(each, name="", facts=_facts(each.facts, what.keys), where=_NOWHERE) for each in entries)


def _facts(facts: Mapping[str, Series], keys: frozenset[str]) -> dict[str, Series]:
    return {key: _bare(facts[key]) for key in keys if key in facts}


def _bare(series: Series) -> Series:
    return tuple(
        Fact(each.value, _NOWHERE, tuple(map(_cited, each.citations)), each.since, each.until) for each in series
    )


def _cited(citation: Citation) -> Citation:
    return _citation(citation.kind, citation.grade, citation.read_on)


@cache
def _citation(kind: str, grade: Grade, read_on: date | None) -> Citation:
    return Citation("", "", kind, grade, _NOWHERE, read_on)


def turns(profile: Jurisdiction, layers: Mapping[str, Jurisdiction], shelf: ShelfLife) -> list[date]:
    """List the days, in order, on which the record of a State may become another; between two it is the same.

    A fact or a membership begins, or ended the day before, or a reading grew too old the day before.  Every kind of
    reading is taken to keep for every term that there is: a day too many costs time, one too few would be wrong.
    """
    member = {each.layer for each in profile.member_of}
    parts = (profile, *(layer for code, layer in layers.items() if code in member))
    facts = [fact for part in parts for series in _series(part) for fact in series]
    spans = [(each.since, each.until) for each in facts] + [(each.since, each.until) for each in profile.member_of]
    read = {each.read_on for fact in facts for each in fact.citations if each.read_on is not None}
    stale = [add_months(each, months) for each in read for months in {*shelf.months.values()}]
    begins = {since for since, _ in spans if since is not None}
    return sorted(begins | set(_after([*(until for _, until in spans), *stale])))


def _series(profile: Jurisdiction) -> Iterator[Series]:
    yield from profile.facts.values()
    yield from profile.complete.values()
    for entries in profile.entries.values():
        for each in entries:
            yield from each.facts.values()


def _after(days: Iterable[date | None]) -> Iterator[date]:
    return (each + _DAY for each in days if each is not None and each < date.max)
