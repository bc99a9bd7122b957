"""What was done with bits, written down once, so that it can be done again without going through the clauses.

A `Plane` is a whole number that remembers how it was made of others.  From the planes of some answers a clause makes
further ones; a `Plan` keeps the steps that led to those wanted, each once, and repeats them.
"""

from __future__ import annotations

from operator import add, and_, itemgetter, lshift, or_, rshift, sub, xor
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Step: TypeAlias = "Callable[[int, int], int]"
_SAME = {(and_, -1), (or_, 0), (xor, 0), (lshift, 0), (rshift, 0)}
"""Steps that change nothing, whatever number they are done with."""
_SETTLED = {(and_, 0), (or_, -1)}
"""Steps whose result is their second number."""


class Plane(int):
    """A number of which a plan knows how it was made."""

    plan: Plan
    place: int

    def __and__(self, other: int) -> int:
        return self.plan.step(and_, self, other)

    def __or__(self, other: int) -> int:
        return self.plan.step(or_, self, other)

    def __xor__(self, other: int) -> int:
        return self.plan.step(xor, self, other)

    def __add__(self, other: int) -> int:
        return self.plan.step(add, self, other)

    def __sub__(self, other: int) -> int:
        return self.plan.step(sub, self, other)

    def __lshift__(self, other: int) -> int:
        return self.plan.step(lshift, self, other)

    def __rshift__(self, other: int) -> int:
        return self.plan.step(rshift, self, other)

    def __invert__(self) -> int:
        return self.plan.step(xor, self, -1)

    __rand__, __ror__, __rxor__, __radd__ = __and__, __or__, __xor__, __add__


class Plan:
    """The steps from planes that are given to planes that are wanted."""

    def __init__(self) -> None:
        self._start: list[int] = []
        self._steps: list[tuple[Step, int, int, int]] = []
        self._places: dict[object, Plane] = {}
        self._pick: Callable[[list[int]], tuple[int, ...]] = lambda _planes: ()

    def given(self, value: int) -> Plane:
        """Give a number to start from."""
        return self._placed(("given", value), value)

    def step(self, done: Step, one: Plane, other: int) -> int:
        """Do a step, and note it unless it is known or changes nothing."""
        if not isinstance(other, Plane):
            if (done, other) in _SAME:
                return one
            if (done, other) in _SETTLED:
                return other
            other = self.given(other)
        key = done, one.place, other.place
        if key in self._places:
            return self._places[key]
        made = self._placed(key, done(int(one), int(other)))
        self._steps.append((done, made.place, one.place, other.place))
        return made

    def _placed(self, key: object, value: int) -> Plane:
        if key not in self._places:
            made = Plane(value)
            made.plan, made.place = self, len(self._start)
            self._places[key] = made
            self._start.append(int(value))
        return self._places[key]

    def want(self, planes: Iterable[int]) -> None:
        """Say which planes are wanted, and forget the steps that none of them needs."""
        found = [each if isinstance(each, Plane) else self.given(each) for each in planes]
        places = [each.place for each in found]
        self._pick = itemgetter(*places) if len(places) > 1 else lambda planes: tuple(planes[each] for each in places)
        needed, steps = set(places), []
        for each in reversed(self._steps):
            if each[1] in needed:
                needed |= set(each[2:])
                steps.append(each)
        self._steps = steps[::-1]
        self._places = {}

    def run(self) -> tuple[int, ...]:
        """Do all steps again, and give the planes that are wanted."""
        planes = self._start.copy()
        for done, place, one, other in self._steps:
            planes[place] = done(planes[one], planes[other])
        return self._pick(planes)
