"""What reading a YAML file gives: scalars, mappings and lists that know where they stand.

Of most nodes nobody ever asks where they stand, so a place is kept as the parser gives it until somebody does.
"""

from __future__ import annotations

import re
from typing import Any, Protocol, TypeAlias

from engine.model import Location


class Mark(Protocol):
    """A place as the parser gives it: `name` of the file, `line` and `column` counted from 0."""

    @property
    def name(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


def _location(place: Mark | Location) -> Location:
    return place if isinstance(place, Location) else Location(place.name, place.line + 1, place.column + 1)


class Scalar:
    """A word or text as it was written; what it means depends on what is asked."""

    __slots__ = ("_place", "plain", "text")

    def __init__(self, text: str, plain: bool, where: Mark | Location) -> None:
        self.text, self.plain, self._place = text, plain, where

    def __str__(self) -> str:
        return self.text

    @property
    def where(self) -> Location:
        return _location(self._place)


class Places(dict[str, Any]):
    """Where the keys of a mapping stand."""

    def __getitem__(self, key: str) -> Location:
        return _location(super().__getitem__(key))


class Map(dict[str, Any]):
    """A mapping that knows where it and its keys stand; `marks` are the places of its keys, in their order."""

    __slots__ = ("_keys_at", "_place", "marks")

    def __init__(self, where: Mark | Location) -> None:
        self._place = where
        self.marks: list[Mark] = []
        self._keys_at: Places | None = None

    @property
    def keys_at(self) -> Places:
        """Where its keys stand, once it is whole."""
        if self._keys_at is None:
            self._keys_at = Places(zip(self, self.marks, strict=False))
        return self._keys_at

    def take(self, key: str, other: Map) -> None:
        """Take a key, its value and its place from another mapping."""
        self[key] = other[key]
        self.keys_at[key] = other.keys_at.get(key)

    @property
    def where(self) -> Location:
        return _location(self._place)


class Seq(list[Any]):
    """A list that knows where it stands."""

    __slots__ = ("_place",)

    def __init__(self, where: Mark | Location) -> None:
        self._place = where

    @property
    def where(self) -> Location:
        return _location(self._place)


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
