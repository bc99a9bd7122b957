"""What a clause amounts to, and what a safeguard comes out as.

The truth of a clause is three-valued: a fact that nobody has recorded is not false, it is `UNKNOWN`, and stays
so until other facts settle the matter without it.  Nothing here knows of YAML, pytest, dates or States.

Source: S. C. Kleene, *Introduction to Metamathematics* (1952), section 64, the strong connectives.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable


class Truth(Enum):
    """How far the recorded facts settle a clause."""

    FALSE = "false"
    UNKNOWN = "unknown"
    TRUE = "true"

    __hash__ = object.__hash__  # members are single objects, and the hash of `Enum` is slow

    def __bool__(self) -> NoReturn:
        """Refuse to be a condition: ``if truth:`` would read `UNKNOWN` as true.

        Raises:
            TypeError: Always.  Compare with ``is``.
        """
        raise TypeError("a Truth has three values; compare it with 'is'")

    def __invert__(self) -> Truth:
        """Negate; what is not known stays not known.

        >>> ~Truth.FALSE, ~Truth.UNKNOWN
        (<Truth.TRUE: 'true'>, <Truth.UNKNOWN: 'unknown'>)
        """
        return _NEGATION[self]


_NEGATION = {Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN, Truth.TRUE: Truth.FALSE}


def all_of(truths: Iterable[Truth]) -> Truth:
    """Conjoin: one `FALSE` settles it whatever else is unknown; of nothing it is `TRUE`.

    >>> all_of([Truth.TRUE, Truth.UNKNOWN, Truth.FALSE])
    <Truth.FALSE: 'false'>
    """
    seen = set(truths)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def any_of(truths: Iterable[Truth]) -> Truth:
    """Disjoin, by De Morgan; of nothing it is `FALSE`.

    >>> any_of([Truth.FALSE, Truth.UNKNOWN])
    <Truth.UNKNOWN: 'unknown'>
    """
    return ~all_of(~each for each in truths)


class Verdict(Enum):
    """What an assessment says of one safeguard and one subject."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"

    __hash__ = object.__hash__  # as of `Truth`


def judge(applies: Truth, holds: Truth) -> Verdict:
    """Give the verdict from a safeguard's condition and its requirement.

    Whether it applies comes first: nothing is met, or unmet, on a guess.

    >>> judge(applies=Truth.UNKNOWN, holds=Truth.TRUE)
    <Verdict.UNKNOWN: 'unknown'>
    """
    if applies is Truth.FALSE:
        return Verdict.NOT_APPLICABLE
    if applies is Truth.UNKNOWN or holds is Truth.UNKNOWN:
        return Verdict.UNKNOWN
    return Verdict.MET if holds is Truth.TRUE else Verdict.UNMET


_PRECEDENCE = (Verdict.UNMET, Verdict.UNKNOWN, Verdict.MET)


def roll_up(verdicts: Iterable[Verdict]) -> Verdict:
    """Combine the verdicts of a cell's findings: unmet if any is, else unknown, else met, else not applicable.

    >>> roll_up([Verdict.MET, Verdict.NOT_APPLICABLE])
    <Verdict.MET: 'met'>
    """
    seen = set(verdicts)
    return next((each for each in _PRECEDENCE if each in seen), Verdict.NOT_APPLICABLE)
