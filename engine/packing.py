"""Values as bytes and back: pickles in which the dataclasses with slots are laid out by class and field.

To build them one by one takes most of the time of unpickling; laid out so, all of a class are made at once, and each
of their fields is filled in at once.  Whatever else there is among the values is pickled as ever.

A class may name fields, as `SET_ASIDE`, that are large and seldom all needed: they are packed by themselves, come back
as bytes in its field `aside`, and `fill` makes them when one is first asked for.
"""

from __future__ import annotations

import io
import pickle
from collections import deque
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from engine.collector import uncollected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class _Packer(pickle.Pickler):
    """Puts the number of an object in its place, if it has one."""

    def __init__(self, file: io.BytesIO, numbers: dict[int, int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._numbers = numbers

    def persistent_id(self, value: Any) -> int | None:
        return self._numbers.get(id(value))


_PLAIN = frozenset({str, int, float, bool, bytes, date, type(None)})
"""What has nothing below it."""


class _Walk:
    """Finds the objects to be laid out below a value, by class; what is hashed cannot be filled in later and is not."""

    def __init__(self) -> None:
        self.seen: dict[int, Any] = {}
        self.hashed: set[int] = set()
        self.slots: dict[type, tuple[str, ...]] = {}

    def go(self, value: Any) -> None:
        todo, seen = [value], self.seen
        while todo:
            each = todo.pop()
            if id(each) not in seen:
                seen[id(each)] = each
                todo += [inner for inner in self._below(each, type(each)) if type(inner) not in _PLAIN]

    def _below(self, value: Any, kind: type) -> Iterable[Any]:
        if kind is tuple or kind is list:
            return value  # type: ignore[no-any-return]
        if kind is dict or kind is set or kind is frozenset:
            for each in value:
                self._hash(each)
            return value.values() if kind is dict else ()
        if kind not in self.slots:
            self.slots[kind] = _slots_of(kind)
        return [getattr(value, name) for name in self.slots[kind]]

    def _hash(self, value: Any) -> None:
        """Note an object that is hashed, and what its hash is made of."""
        if type(value) not in _PLAIN:
            below = _Walk()
            below.go(value)
            self.hashed |= below.seen.keys() | below.hashed
            self.seen |= below.seen

    def classes(self) -> dict[type, list[Any]]:
        """Give the objects by class."""
        found: dict[type, list[Any]] = {cls: [] for cls, names in self.slots.items() if names}
        for number, value in self.seen.items():
            if type(value) in found and number not in self.hashed:
                found[type(value)].append(value)
        return found


def _slots_of(cls: type) -> tuple[str, ...]:
    """Give the fields of a dataclass, if they are its slots and all that there is to it, but for what is set aside."""
    own = cls.__dict__.get("__slots__", ()) if is_dataclass(cls) else ()
    if not own or own != tuple(each.name for each in fields(cls)):
        return ()
    return tuple(each for each in own if each not in getattr(cls, "SET_ASIDE", ()))


def pack(value: Any) -> bytes:
    """Give the bytes of a value."""
    walk, file = _Walk(), io.BytesIO()
    walk.go(value)
    found = walk.classes()
    every = [each for objects in found.values() for each in objects]
    head = [(cls, walk.slots[cls], len(objects)) for cls, objects in found.items()]
    pickle.dump(head, file, pickle.HIGHEST_PROTOCOL)
    same: dict[str | date, Any] = {}
    columns = [[_column(found[cls], _getter(cls, name), same) for name in names] for cls, names, _ in head]
    _Packer(file, {id(each): number for number, each in enumerate(every)}).dump((columns, value))
    return file.getvalue()


def _getter(cls: type, name: str) -> Callable[[Any], Any]:
    return _set_aside if name == "aside" and hasattr(cls, "SET_ASIDE") else attrgetter(name)


def _column(objects: list[Any], getter: Callable[[Any], Any], same: dict[str | date, Any]) -> list[Any]:
    """Give one field of some objects; texts and days that are equal become one."""
    return [same.setdefault(each, each) if type(each) in {str, date} else each for each in map(getter, objects)]


def _set_aside(value: Any) -> bytes:
    """Give the fields of an object that are set aside, as bytes."""
    kept: bytes | None = value.aside
    return pack({name: getattr(value, name) for name in value.SET_ASIDE}) if kept is None else kept


def fill(value: Any, name: str) -> Any:
    """Make the fields of an object that were set aside, and give one of them.

    Raises:
        AttributeError: It has no such field.
    """
    if name not in value.SET_ASIDE:
        raise AttributeError(name)
    with uncollected():
        found = unpack(value.aside)
    for each, made in (found | {"aside": None}).items():
        object.__setattr__(value, each, made)
    return found[name]


def unpack(data: bytes) -> Any:
    """Give the value of bytes that `pack` made; of others, anything can happen."""
    file = io.BytesIO(data)
    head = pickle.load(file)  # noqa: S301
    made = [list(map(object.__new__, repeat(cls, number))) for cls, _, number in head]
    reader = pickle.Unpickler(file)  # noqa: S301
    reader.persistent_load = [each for objects in made for each in objects].__getitem__  # type: ignore[method-assign]
    columns, value = reader.load()
    for (cls, names, _), objects, of_class in zip(head, made, columns, strict=True):
        for name, column in zip(names, of_class, strict=True):
            deque(map(getattr(cls, name).__set__, objects, column), maxlen=0)
    return value
