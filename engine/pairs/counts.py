"""How many pairs came out how: a row for each date and safeguard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.pairs.csvfile import line
from engine.pairs.judge import VERDICTS
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.pairs.csvfile import Write
    from engine.pairs.plan import Plan
    from engine.pairs.stream import Found

COLUMNS = ("as_of", "evidence", "safeguard", *(each.value.replace(" ", "_") for each in Verdict))


def write(plan: Plan, blocks: Iterable[Found], out: Write) -> None:
    """Write the counts as CSV, with a heading."""
    out(line(COLUMNS))
    for found in blocks:
        safeguard = plan.parts[found.block.safeguard].safeguard.id
        counts = (str(found.verdicts.count(VERDICTS.index(each))) for each in Verdict)
        out(line([found.block.day.isoformat(), str(plan.floor), safeguard, *counts]))
