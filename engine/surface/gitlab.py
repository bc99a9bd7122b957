"""GitLab's Code Quality report: what stands against the change, and the cells that are newly unmet or unknown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.change import Direction
from engine.surface import inert
from engine.surface.outcome import arrow, fingerprint

if TYPE_CHECKING:
    from engine.model import Location
    from engine.surface.outcome import Outcome

SHOWN = {Direction.NEWLY_UNMET: "major", Direction.BECAME_UNKNOWN: "minor"}
MOST, LONGEST = 1_000, 1_000


def render(outcome: Outcome) -> str:
    """Write the report; the last entry says how many were left out."""
    rows = [
        _row(each.where, each.code, f"{each.what}. To mend it: {each.fix}", "critical", each.where.path, each.what)
        for each in outcome.complaints or ()
    ]
    rows += [
        _row(
            each.place,
            each.direction.value,
            f"{each.jurisdiction} {each.safeguard}: {arrow(each)}",
            SHOWN[each.direction],
            *each.key,
        )
        for each in outcome.diff.changes
        if each.direction in SHOWN
    ]
    if len(rows) > MOST:
        left = f"{len(rows) - MOST + 1} more are not shown"
        rows = [*rows[: MOST - 1], {**rows[MOST - 1], "description": left, "fingerprint": fingerprint(left)}]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _row(where: Location, name: str, words: str, severity: str, *identity: str) -> dict[str, Any]:
    whole = inert.message(words)
    return {
        "description": whole if len(whole) <= LONGEST else f"{whole[:LONGEST]}…",
        "check_name": name.replace(" ", "-"),
        "fingerprint": fingerprint(name, *identity),
        "severity": severity,
        "location": {"path": where.path, "lines": {"begin": where.line}},
    }
