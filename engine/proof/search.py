"""An exact search through everything that could be recorded: is there a law of which this is true?

Answers are tried one question at a time.  A branch ends as soon as further answers could not change what is asked; that
is what the third truth value is for: a verdict that is settled stays settled.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.model import Scope, Value
    from engine.proof.space import Space, Variable

LIMIT = 50_000
"""How many sets of answers are looked at before a search is given up."""


class Sign(Enum):
    """What a search makes of the answers tried so far."""

    FOUND = "found"
    HOPELESS = "hopeless"
    OPEN = "open"


class TooLargeError(Exception):
    """The search was given up: nothing is claimed."""


def search(space: Space, look: Callable[[Scope], Sign], *, complete: bool = False) -> Scope | None:
    """Find answers of which something is true.

    Args:
        space: What can be recorded.
        look: Says of some answers whether it is true of them, can never become true with more of them, or may yet.
        complete: Whether every question must be answered; otherwise questions may also stay open.

    Returns:
        The answers, or `None` if it is true of none.

    Raises:
        TooLargeError: More than `LIMIT` sets of answers would have to be looked at.
    """
    hunt = _Hunt(space, look, complete)
    for shape in space.shapes:
        if complete and not all(closed for _, closed in shape):
            continue
        found = hunt.from_here({}, space.variables(shape), shape)
        if found is not None:
            return found
    return None


class _Hunt:
    def __init__(self, space: Space, look: Callable[[Scope], Sign], complete: bool) -> None:
        self.space, self.look, self.complete = space, look, complete
        self.looked = 0

    def from_here(
        self, answers: dict[Variable, Value], left: list[Variable], shape: tuple[tuple[int, bool], ...]
    ) -> Scope | None:
        """Look at some answers, then at every way to answer what is left."""
        self.looked += 1
        if self.looked > LIMIT:
            raise TooLargeError
        scope = self.space.scope(answers, shape)
        sign = self.look(scope)
        if sign is Sign.FOUND:
            return scope
        return None if sign is Sign.HOPELESS else self._deeper(answers, left, shape)

    def _deeper(
        self, answers: dict[Variable, Value], left: list[Variable], shape: tuple[tuple[int, bool], ...]
    ) -> Scope | None:
        for number, variable in enumerate(left):
            for value in self.space.answers_to(variable):
                found = self.from_here({**answers, variable: value}, left[number + 1 :], shape)
                if found is not None:
                    return found
            if self.complete:
                return None
        return None
