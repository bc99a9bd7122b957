"""What reading a YAML file gives: scalars, mappings and lists that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from engine.model import Location


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word or text as it was written; what it means depends on what is asked."""

    text: str
    plain: bool
    where: Location

    def __str__(self) -> str:
        return self.text


class Map(dict[str, Any]):
    """A mapping that knows where it and its keys stand."""

    def __init__(self, where: Location) -> None:
        super().__init__()
        self.where = where
        self.keys_at: dict[str, Location] = {}


class Seq(list[Any]):
    """A list that knows where it stands."""

    def __init__(self, where: Location) -> None:
        super().__init__()
        self.where = where


Node: TypeAlias = Map | Seq | Scalar

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER, _DECIMAL = re.compile(r"[-+]?[0-9]{1,18}"), re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")


def plain(node: Scalar) -> bool | int | float | str | None:
    """Read a scalar by the YAML 1.2 core schema; quoted scalars are text."""
    if not node.plain:
        return node.text
    if node.text in _WORDS:
        return _WORDS[node.text]
    if _INTEGER.fullmatch(node.text):
        return int(node.text)
    return float(node.text) if _DECIMAL.fullmatch(node.text) else node.text
