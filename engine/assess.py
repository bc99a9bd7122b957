"""Safeguards put to jurisdictions on a day: findings, and the cells that they make up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.evaluate import UNLISTED, evaluate
from engine.model import ALWAYS, Cell, Collection, Finding, Grade, Record, Safeguard, Scope, Trace, Waiver
from engine.timeline import FOR_EVER, as_of
from engine.trace import grade
from engine.verdict import Truth, Verdict, judge, roll_up
from engine.vocabulary import JURISDICTION, LISTS, REQUESTED, REQUESTING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from engine.model import Jurisdiction
    from engine.shelf import ShelfLife

_NOTHING: Mapping[str, Finding] = MappingProxyType({})
NOT_LISTED = "not listed"
"""The subject of a finding about a record that an open list may hold besides those listed."""
INCOMPLETE = "the list of {} is not complete"
INVALID, LONELY = "its profile is not valid", "no other jurisdiction is recorded"
"""Why a finding is unknown where no question is without an answer."""


@dataclass(frozen=True, slots=True)
class World:
    """What is known of every jurisdiction on one day; `unreadable` are those whose profile is not valid."""

    day: date
    floor: Grade
    records: Mapping[str, Record]
    unreadable: tuple[str, ...] = ()


def world(
    jurisdictions: Iterable[Jurisdiction],
    layers: Mapping[str, Jurisdiction],
    day: date,
    floor: Grade = Grade.KNOWLEDGE,
    unreadable: Iterable[str] = (),
    shelf: ShelfLife = FOR_EVER,
) -> World:
    """Fix the day, the weakest evidence that counts, and how old a reading may be."""
    records = _Records({each.code: partial(as_of, each, layers, day, floor, shelf) for each in jurisdictions})
    return World(day, floor, records, tuple(unreadable))


class _Records(Mapping[str, Record]):
    """Records that are put together when they are first looked at, since often a few of them are enough."""

    def __init__(self, makers: Mapping[str, Callable[[], Record]]) -> None:
        self._makers = makers
        self._made: dict[str, Record] = {}

    def __getitem__(self, code: str) -> Record:
        found = self._made.get(code)
        if found is None:
            found = self._made[code] = self._makers[code]()
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def assess(
    safeguard: Safeguard, code: str, known: World, waiver: Waiver | None = None, have: Mapping[str, Finding] = _NOTHING
) -> Cell:
    """Judge one safeguard in one jurisdiction.

    Args:
        safeguard: The safeguard.
        code: The jurisdiction.
        known: What is known of all of them.
        waiver: Carried along; it changes nothing.
        have: Findings about pairs, by counterpart, that were made elsewhere from the same facts and are not made again.
    """
    asked = subjects(safeguard, code, known)
    findings = tuple(have.get(each) or find(safeguard, code, each, known) for each in asked)
    verdict = roll_up(each.verdict for each in findings)
    return Cell(
        code, safeguard.id, verdict, findings, _cell_grade(verdict, findings, _claim(safeguard, code, known)), waiver
    )


def subjects(safeguard: Safeguard, code: str, known: World) -> list[str]:
    """List the subjects of a cell's findings: records, `NOT_LISTED`, counterparts, or the jurisdiction (empty)."""
    if safeguard.subject == "pair":
        others = [each for each in (*known.records, *known.unreadable) if each != code]
        return others or [""]
    if safeguard.subject not in LISTS:
        return [""]
    listed = _listed(safeguard, code, known)
    names = [each.name for each in listed.records]
    return names if listed.closed else [*names, NOT_LISTED]


def find(safeguard: Safeguard, code: str, subject: str, known: World) -> Finding:
    """Judge one of the subjects of a cell."""
    if safeguard.subject == "pair":
        return _pair(safeguard, code, subject, known)
    root = {JURISDICTION: known.records[code]}
    if safeguard.subject not in LISTS:
        return _finding(safeguard, code, "", root)
    if subject == NOT_LISTED:
        return _not_listed(safeguard, code, root)
    record = next(each for each in _listed(safeguard, code, known).records if each.name == subject)
    return _finding(safeguard, code, subject, {**root, safeguard.subject: record})


def _finding(safeguard: Safeguard, code: str, subject: str, scope: Scope) -> Finding:
    applies, requires = evaluate(safeguard.applies, scope), evaluate(safeguard.require, scope)
    verdict = judge(applies.truth, requires.truth)
    decisive = [applies] if verdict is Verdict.NOT_APPLICABLE else [applies, requires]
    known = None if verdict is Verdict.UNKNOWN else min(grade(each) for each in decisive)
    return Finding(safeguard.id, code, subject, verdict, applies, requires, known)


def _cell_grade(verdict: Verdict, findings: tuple[Finding, ...], claim: Grade) -> Grade | None:
    """Give the weakest evidence without which the cell would not read as it does.

    One unmet finding is enough for an unmet cell, so the best of them counts; any other verdict rests on all
    findings and on the claim that the list is complete.
    """
    if verdict is Verdict.UNKNOWN:
        return None
    unmet = [each.grade for each in findings if each.verdict is Verdict.UNMET and each.grade is not None]
    return max(unmet) if unmet else min((each.grade for each in findings if each.grade is not None), default=claim)


def _listed(safeguard: Safeguard, code: str, known: World) -> Collection:
    return known.records[code].lists.get(LISTS[safeguard.subject], Collection())


def _claim(safeguard: Safeguard, code: str, known: World) -> Grade:
    """Give the grade of the claim that the list of the subject's records is complete."""
    complete = _listed(safeguard, code, known).complete if safeguard.subject in LISTS else None
    return Grade.TEXT if complete is None else complete.grade


def _not_listed(safeguard: Safeguard, code: str, root: Mapping[str, Record]) -> Finding:
    """Judge what an open list may hold besides: it can be outside the safeguard's scope, and is else unknown."""
    further = _finding(safeguard, code, NOT_LISTED, {**root, safeguard.subject: UNLISTED})
    if further.verdict is Verdict.NOT_APPLICABLE:
        return further
    return replace(further, verdict=Verdict.UNKNOWN, grade=None, why=INCOMPLETE.format(LISTS[safeguard.subject]))


def _pair(safeguard: Safeguard, code: str, other: str, known: World) -> Finding:
    """Judge a jurisdiction, in the role that the safeguard says, with another."""
    if not other:
        return _untold(safeguard, code, "", LONELY)
    if other not in known.records:
        return _untold(safeguard, code, other, INVALID)
    role = REQUESTING if safeguard.answers == REQUESTED else REQUESTED
    return _finding(safeguard, code, other, {safeguard.answers: known.records[code], role: known.records[other]})


def _untold(safeguard: Safeguard, code: str, subject: str, why: str) -> Finding:
    nothing = Trace(ALWAYS, Truth.UNKNOWN)
    return Finding(safeguard.id, code, subject, Verdict.UNKNOWN, nothing, nothing, None, why)
