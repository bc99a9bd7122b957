"""Which safeguards say the same, and which say no more than another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.load.paths import ROOTS
from engine.proof.cases import verdict
from engine.proof.score import difference
from engine.proof.search import Sign, TooLargeError, search
from engine.proof.space import space, variables_of
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.model import Path, Safeguard, Scope
    from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Relation:
    """Whoever meets `stronger` cannot fail `weaker`; if `equal`, they judge every law alike."""

    stronger: Safeguard
    weaker: Safeguard
    equal: bool = False


def relations(safeguards: Iterable[Safeguard], vocabulary: Vocabulary) -> Iterator[Relation]:
    """Yield every pair of which one implies the other, each equal pair once."""
    every = list(safeguards)
    asked = {each.id: _asked(each) for each in every}
    for weaker in every:
        for stronger in every:
            if weaker is stronger or ROOTS[weaker.subject] != ROOTS[stronger.subject]:
                continue
            # a question that the stronger one does not ask could still be answered so that the weaker one fails
            if asked[weaker.id] <= asked[stronger.id]:
                yield from _relation(stronger, weaker, vocabulary)


def _asked(safeguard: Safeguard) -> set[Path]:
    return {*variables_of(safeguard.applies), *variables_of(safeguard.require)}


def _relation(stronger: Safeguard, weaker: Safeguard, vocabulary: Vocabulary) -> Iterator[Relation]:
    try:
        if not _implies(stronger, weaker, vocabulary):
            return
        equal = difference(stronger, weaker, vocabulary) is None
    except TooLargeError:
        return
    if not equal or stronger.id < weaker.id:
        yield Relation(stronger, weaker, equal)


def _implies(stronger: Safeguard, weaker: Safeguard, vocabulary: Vocabulary) -> bool:
    """Whether no answers meet the one and fail the other."""

    def look(scope: Scope) -> Sign:
        one = verdict(stronger, scope)
        if one is not Verdict.MET:
            return Sign.OPEN if one is Verdict.UNKNOWN else Sign.HOPELESS
        other = verdict(weaker, scope)
        return {Verdict.UNMET: Sign.FOUND, Verdict.UNKNOWN: Sign.OPEN}.get(other, Sign.HOPELESS)

    clauses = (stronger.applies, stronger.require, weaker.applies, weaker.require)
    return search(space(clauses, vocabulary, ROOTS[stronger.subject]), look, complete=True) is None
