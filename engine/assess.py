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
    if safeguard.subject == "pair":
        findings = tuple(_each_pair(safeguard, code, known, have))
    else:
        findings = tuple(_SUBJECTS[safeguard.subject](safeguard, code, known))
    verdict = roll_up(each.verdict for each in findings)
    return Cell(
        code, safeguard.id, verdict, findings, _cell_grade(verdict, findings, _claim(safeguard, code, known)), waiver
    )


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


def _one(safeguard: Safeguard, code: str, known: World) -> list[Finding]:
    return [_finding(safeguard, code, "", {JURISDICTION: known.records[code]})]


def _each_record(safeguard: Safeguard, code: str, known: World) -> list[Finding]:
    """Judge each record of the list; an open list adds one finding about what it may hold besides."""
    listed, root = _listed(safeguard, code, known), {JURISDICTION: known.records[code]}
    findings = [_finding(safeguard, code, each.name, {**root, safeguard.subject: each}) for each in listed.records]
    if listed.closed:
        return findings
    further = _finding(safeguard, code, NOT_LISTED, {**root, safeguard.subject: UNLISTED})
    if further.verdict is Verdict.NOT_APPLICABLE:
        return [*findings, further]
    why = f"the list of {LISTS[safeguard.subject]} is not complete"
    return [*findings, replace(further, verdict=Verdict.UNKNOWN, grade=None, why=why)]


def _each_pair(safeguard: Safeguard, code: str, known: World, have: Mapping[str, Finding]) -> list[Finding]:
    """Judge the pairs of a jurisdiction with every other, in the role that the safeguard says."""
    other_role = REQUESTING if safeguard.answers == REQUESTED else REQUESTED
    own = {safeguard.answers: known.records[code]}
    findings = [
        have.get(other) or _finding(safeguard, code, other, {**own, other_role: record})
        for other, record in known.records.items()
        if other != code
    ]
    findings += [
        _untold(safeguard, code, each, "its profile is not valid") for each in known.unreadable if each != code
    ]
    return findings or [_untold(safeguard, code, "", "no other jurisdiction is recorded")]


def _untold(safeguard: Safeguard, code: str, subject: str, why: str) -> Finding:
    nothing = Trace(ALWAYS, Truth.UNKNOWN)
    return Finding(safeguard.id, code, subject, Verdict.UNKNOWN, nothing, nothing, None, why)


_SUBJECTS: Mapping[str, Callable[[Safeguard, str, World], list[Finding]]] = {
    "jurisdiction": _one,
    "cooperation": _one,
    "power": _each_record,
    "offence": _each_record,
}
