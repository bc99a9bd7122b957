"""Verdicts and grades without traces, for a whole world at once: what `assess` says, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.assess import World, subjects
from engine.bulk import Bulk, Scope, quantifiers
from engine.columns import Planes
from engine.model import Clause, Grade, Safeguard
from engine.plan import Plan
from engine.planes import STATES, Index, Rows, Slots
from engine.verdict import Verdict
from engine.vocabulary import JURISDICTION, LISTS, REQUESTED, REQUESTING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Judged(NamedTuple):
    """The rows of each verdict; at the States where they are rolled up, else at the subjects of findings."""

    met: int
    unmet: int
    unknown: int
    inapplicable: int


_BY_BITS = {
    ("1", "0", "0", "0"): Verdict.MET,
    ("0", "1", "0", "0"): Verdict.UNMET,
    ("0", "0", "1", "0"): Verdict.UNKNOWN,
    ("0", "0", "0", "1"): Verdict.NOT_APPLICABLE,
}

_IN_ORDER = (Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)
"""The verdicts in the order of `Judged`."""


class Tally:
    """Judges every subject of a safeguard together; answers on evidence weaker than `least` are left out.

    `like` is a tally of the same world, whose index is used again.
    """

    def __init__(self, known: World, least: Grade = Grade.KNOWLEDGE, like: Tally | None = None) -> None:
        self.known, self.codes = known, list(known.records)
        self.index: Index = Index(known.records.values(), least, None if like is None else like.index)
        self._slots: dict[int, Slots] = {}
        self._plans: dict[int, tuple[Safeguard, Slots, Plan]] = {}

    def slots(self, safeguard: Safeguard) -> Slots:
        """Give slots wide enough for the lists that a safeguard goes through."""
        if id(safeguard) in self._plans:
            return self._plans[id(safeguard)][1]
        clauses = safeguard.applies, safeguard.require
        sections = {each.records.key for clause in clauses for each in quantifiers(clause)}
        sections |= {LISTS[safeguard.subject]} if safeguard.subject in LISTS else set()
        width = max((self.index.length(each) for each in sections), default=0)
        if width not in self._slots:
            self._slots[width] = Slots(self.index, width)
        return self._slots[width]

    def findings(self, safeguard: Safeguard) -> Iterator[tuple[str, list[tuple[str, Verdict]]]]:
        """Yield each State with the subjects of its findings and their verdicts, in the order of `assess`."""
        slots = self.slots(safeguard)
        if safeguard.subject == "pair":
            for code, judged in self.pairs(safeguard):
                yield code, self._counterparts(code, self._places(slots, judged))
            return
        for code, rows in zip(self.codes, _words(slots, self.rows(safeguard)), strict=True):
            yield code, list(zip(subjects(safeguard, code, self.known), filter(None, rows), strict=True))

    def _counterparts(self, code: str, places: bytes) -> list[tuple[str, Verdict]]:
        found = [(other, _IN_ORDER[place - 1]) for other, place in zip(self.codes, places, strict=True) if place]
        found += [(each, Verdict.UNKNOWN) for each in self.known.unreadable if each != code]
        return found or [("", Verdict.UNKNOWN)]

    def rows(self, safeguard: Safeguard) -> Judged:
        """Judge every State, or every record of its list."""
        return Judged(*self._planned(safeguard)[:4])

    def once(self, safeguard: Safeguard) -> Judged:
        """Judge the same without noting how, for those who ask only once."""
        return _rows(Bulk(self.slots(safeguard)), safeguard)

    def _planned(self, safeguard: Safeguard) -> tuple[int, ...]:
        """Judge the rows of a safeguard that is not about pairs, then the States; the way there is found once."""
        if id(safeguard) in self._plans:
            return self._plans[id(safeguard)][2].run()
        slots, plan = self.slots(safeguard), Plan()
        found = _rows(Bulk(slots, plan), safeguard)
        states = found
        if safeguard.subject in LISTS:
            met, unmet, unknown, _ = (slots.some(each) for each in found)
            states = _first(slots.top, unmet, unknown, met)
        plan.want([*found, *states])
        self._plans[id(safeguard)] = safeguard, slots, plan
        return tuple(int(each) for each in (*found, *states))

    def pairs(self, safeguard: Safeguard) -> Iterator[tuple[str, Judged]]:
        """Yield each State that answers, with its counterparts as rows."""
        slots = self.slots(safeguard)
        bulk, other = Bulk(slots), REQUESTING if safeguard.answers == REQUESTED else REQUESTED
        for number, (code, record) in enumerate(self.known.records.items()):
            scope: Scope = {safeguard.answers: record, other: STATES}
            applies, requires = bulk.truth(safeguard.applies, scope), bulk.truth(safeguard.require, scope)
            others = slots.top & ~slots.own(number)
            yield code, _judged(applies, requires, others, others)

    def rolled(self, safeguard: Safeguard) -> Judged:
        """Judge the cell of every State, as `verdict.roll_up` does."""
        if safeguard.subject == "pair":
            return self._rolled_pairs(self.slots(safeguard), safeguard)
        return Judged(*self._planned(safeguard)[4:])

    def _rolled_pairs(self, slots: Slots, safeguard: Safeguard) -> Judged:
        met = unmet = unknown = 0
        for number, (code, each) in enumerate(self.pairs(safeguard)):
            own = slots.own(number)
            untold = len(self.codes) == 1 or any(other != code for other in self.known.unreadable)
            met |= own if each.met else 0
            unmet |= own if each.unmet else 0
            unknown |= own if each.unknown or untold else 0
        return _first(slots.top, unmet, unknown, met)

    def cells(self, safeguard: Safeguard) -> dict[str, Verdict]:
        """Give the verdict of every State."""
        places = self._places(self.slots(safeguard), self.rolled(safeguard)[1:])
        return dict(zip(self.codes, map(_IN_ORDER.__getitem__, places), strict=True))

    def _places(self, slots: Slots, planes: Iterable[int]) -> bytes:
        """Give a byte a State: which of some planes has its bit, counted from 1; 0 if none has."""
        spread = sum(place * slots.spread(each) for place, each in enumerate(planes, 1))
        return spread.to_bytes(len(self.codes), "big")


def _rows(bulk: Bulk, safeguard: Safeguard) -> Judged:
    slots, scope = bulk.slots, {JURISDICTION: STATES}
    clauses = safeguard.applies, safeguard.require
    if safeguard.subject not in LISTS:
        applies, requires = (bulk.truth(each, scope) for each in clauses)
        return _judged(applies, requires, slots.top, slots.top)
    section = LISTS[safeguard.subject]
    applies, requires = (_of_records(bulk, safeguard.subject, section, each) for each in clauses)
    listed = slots.listed(section)
    return _judged(applies, requires, listed.rows, listed.written)


def _of_records(bulk: Bulk, subject: str, section: str, clause: Clause) -> Planes:
    """Put a clause to every record of a list: to all at once, or, where it goes through a list again, one by one."""
    slots, scope = bulk.slots, {JURISDICTION: STATES}
    if not bulk.again(subject, clause, scope):
        return bulk.truth(clause, {**scope, subject: Rows(section)}, wide=True)
    holds = fails = 0
    for position in range(slots.index.length(section)):
        found = bulk.truth(clause, {**scope, subject: Rows(section, position)})
        holds, fails = (old | slots.lower(new, position) for old, new in zip((holds, fails), found, strict=True))
    return holds, fails


def _judged(applies: Planes, requires: Planes, rows: int, written: int) -> Judged:
    """Judge rows; of those that are not written down, nothing is settled but that a safeguard does not apply."""
    met, unmet = (applies[0] & each & written for each in requires)
    inapplicable = applies[1] & rows
    return Judged(met, unmet, rows ^ (met | unmet | inapplicable), inapplicable)


def _first(rows: int, unmet: int, unknown: int, met: int) -> Judged:
    """Let the gravest verdict of a State stand; with none of these three a safeguard does not apply."""
    unknown &= ~unmet
    met &= ~(unmet | unknown)
    return Judged(met, unmet, unknown, rows ^ (unmet | unknown | met))


def _words(slots: Slots, judged: Judged) -> Iterator[list[Verdict | None]]:
    """Yield the verdicts of the rows of each State, its own last; `None` where a row has none."""
    for state in zip(*(slots.texts(each) for each in judged), strict=True):
        yield [_BY_BITS.get(bits) for bits in zip(*state, strict=True)]
