"""What makes a value of the root node of a file, by kind of file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.load.convention import read_convention
from engine.load.notes import read_note
from engine.load.policies import read_safeguard
from engine.load.profiles import read_profile
from engine.load.sources import read_source
from engine.load.vocabularies import read_vocabulary
from engine.load.waivers import read_waivers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.model import Problem

LOADERS: Mapping[str, Callable[..., tuple[Any, list[Problem]]]] = {
    "vocabulary": read_vocabulary,
    "safeguard": read_safeguard,
    "profile": read_profile,
    "waivers": read_waivers,
    "source": read_source,
    "note": read_note,
    "convention": read_convention,
}
