"""What every form of the rows shares: the columns, and which rows are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.pairs.judge import VERDICTS

if TYPE_CHECKING:
    from engine.pairs.plan import Plan
    from engine.pairs.stream import Found
    from engine.verdict import Verdict

COLUMNS = ("as_of", "evidence", "safeguard", "answering", "requesting", "requested", "verdict")
"""`answering` is the State whose law the verdict judges: the requesting or the requested one, as the safeguard says."""


@dataclass(frozen=True)
class Wanted:
    """Which rows: those of some verdicts (none named: all), or only those that changed since the date before."""

    only: frozenset[Verdict] = frozenset()
    changes: bool = False

    def mask(self, found: Found) -> bytes | None:
        """Mark the wanted pairs of a block: a byte each, 0 where it is not wanted; `None` if all are."""
        masks = []
        if self.only:
            masks.append(found.verdicts.translate(bytes(each in self.only for each in VERDICTS).ljust(256, b"\0")))
        if self.changes and found.before is not None:
            masks.append(_differences(found.verdicts, found.before))
        if not masks:
            return None
        return masks[0] if len(masks) == 1 else bytes(a and b for a, b in zip(*masks, strict=True))


def _differences(new: bytes, old: bytes) -> bytes:
    """Give a byte a pair, 0 where nothing changed."""
    changed = int.from_bytes(new, "big") ^ int.from_bytes(old, "big")
    return changed.to_bytes(len(new), "big")


def asks(plan: Plan, safeguard: int) -> bool:
    """Whether the State that answers is the one that asks for help."""
    return plan.parts[safeguard].safeguard.answers == "requesting"
