"""Vignettes: fictional law with agreed answers, by which authors learn and the safeguards are tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.model.evidence import Location, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Agreed:
    """The answer that was agreed on, and why; without a value, that the text does not say."""

    path: str
    value: Value | None
    why: str
    where: Location


@dataclass(frozen=True, slots=True)
class Vignette:
    """A fictional text, the questions about it, what it takes for granted, and the verdicts that follow."""

    id: str
    title: str
    text: str
    asks: tuple[Agreed, ...]
    given: tuple[Agreed, ...]
    verdicts: Mapping[str, Verdict]
    where: Location
