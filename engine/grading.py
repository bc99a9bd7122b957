"""How well cells are founded, without traces: the grade that `assess` gives each.

A cell has at least some grade where it still comes out as it does with all weaker evidence left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model import Grade
from engine.tally import Judged, Tally
from engine.vocabulary import LISTS

if TYPE_CHECKING:
    from engine.assess import World
    from engine.model import Safeguard

_STRONGER = (Grade.SECONDARY, Grade.PAGE, Grade.TEXT)
_BY_BYTE = (*Grade, None, None, None, None)
"""By how many of the stronger grades a cell has, with 4 more if it is unknown."""


class Grading:
    """Grades the cells of a world whose verdicts a tally of all evidence gives."""

    def __init__(self, known: World, tally: Tally) -> None:
        self.tally = tally
        self._strong = [Tally(known, each, tally) for each in _STRONGER]

    def cells(self, safeguard: Safeguard) -> dict[str, Grade | None]:
        """Give the grade of every State's cell; `None` where it is unknown."""
        slots, rolled = self.tally.slots(safeguard), self.tally.rolled(safeguard)
        find = self._pairs if safeguard.subject == "pair" else self._rows
        spread = sum(slots.spread(each) for each in find(safeguard, rolled)) | slots.spread(rolled.unknown) << 2
        told = map(_BY_BYTE.__getitem__, spread.to_bytes(len(self.tally.codes), "big"))
        return dict(zip(self.tally.codes, told, strict=True))

    def _rows(self, safeguard: Safeguard, rolled: Judged) -> list[int]:
        """Give, for each stronger grade, the States whose cell has it."""
        all_ = self.tally.rows(safeguard)
        return [self._enough(each, safeguard, rolled, all_) for each in self._strong]

    def _enough(self, strong: Tally, safeguard: Safeguard, rolled: Judged, all_: Judged) -> int:
        slots, found = strong.slots(safeguard), strong.once(safeguard)
        unmet, short = found.unmet, _short(all_, found)
        if safeguard.subject in LISTS:
            listed = slots.listed(LISTS[safeguard.subject])
            empty = slots.top & ~slots.some(listed.rows)
            unmet, short = slots.some(unmet), slots.some(short) | (empty & listed.weak)
        return (rolled.unmet & unmet) | (slots.top & ~rolled.unmet & ~short)

    def _pairs(self, safeguard: Safeguard, rolled: Judged) -> list[int]:
        slots, found = self.tally.slots(safeguard), [0] * len(_STRONGER)
        every = (self.tally.pairs(safeguard), *(each.pairs(safeguard) for each in self._strong))
        for number, ((_, all_), *strong) in enumerate(zip(*every, strict=True)):
            own = slots.own(number)
            for level, (_, each) in enumerate(strong):
                enough = each.unmet if rolled.unmet & own else not _short(all_, each)
                found[level] |= own if enough else 0
        return found


def _short(all_: Judged, strong: Judged) -> int:
    """Give the rows that come out met, or as not applicable, on weaker evidence only."""
    return (all_.met | all_.inapplicable) & ~(strong.met | strong.inapplicable)
