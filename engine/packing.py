"""Values as bytes and back: pickles in which the dataclasses with slots are laid out by class and field.

To build them one by one takes most of the time of unpickling; laid out so, empty objects are made first, and each field
of all objects of a class is filled in at once.  Whatever else there is among the values is pickled as ever.

A class may name fields, as `SET_ASIDE`, that are large and seldom all needed: they are packed by themselves, come back
as bytes in its field `aside`, and `fill` makes them when one is first asked for.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from collections import deque
from dataclasses import fields, is_dataclass
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from engine.collector import uncollected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _Packer(pickle.Pickler):
    """Puts an empty object in the place of each that is to be laid out, and notes by class which ones it met."""

    def __init__(self, file: io.BytesIO, *, lays_out: bool) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.lays_out = lays_out
        self.slots: dict[type, tuple[str, ...]] = {}
        self.met: dict[type, list[Any]] = {}
        self.same: dict[str | date, Any] = {}

    def reducer_override(self, value: Any) -> Any:
        cls = type(value)
        if cls not in self.slots:
            self.slots[cls] = _slots_of(cls) if self.lays_out else ()
        if not self.slots[cls]:
            return NotImplemented
        self.met.setdefault(cls, []).append(value)
        return copyreg.__newobj__, (cls,)  # type: ignore[attr-defined]

    def rounds(self) -> Iterator[list[Any]]:
        """Lay out what was met; as that is dumped, more is met, until there is nothing new."""
        while self.met:
            met, self.met = self.met, {}
            yield [(cls, objects, self.slots[cls], self._columns(cls, objects)) for cls, objects in met.items()]

    def _columns(self, cls: type, objects: list[Any]) -> list[list[Any]]:
        """Give the fields of some objects; texts and days that are equal become one."""
        same = self.same
        columns = (map(_getter(cls, name), objects) for name in self.slots[cls])
        return [[same.setdefault(v, v) if type(v) is str or type(v) is date else v for v in each] for each in columns]


def _slots_of(cls: type) -> tuple[str, ...]:
    """Give the fields of a dataclass, if they are its slots and all that there is to it, but for what is set aside."""
    own = cls.__dict__.get("__slots__", ()) if is_dataclass(cls) else ()
    if not own or own != tuple(each.name for each in fields(cls)):
        return ()
    return tuple(each for each in own if each not in getattr(cls, "SET_ASIDE", ()))


def _getter(cls: type, name: str) -> Callable[[Any], Any]:
    return _set_aside if name == "aside" and hasattr(cls, "SET_ASIDE") else attrgetter(name)


def _set_aside(value: Any) -> bytes:
    """Give the fields of an object that are set aside, as bytes."""
    kept: bytes | None = value.aside
    return pack({name: getattr(value, name) for name in value.SET_ASIDE}) if kept is None else kept


def pack(value: Any) -> bytes:
    """Give the bytes of a value.

    Where an object that would be laid out is hashed, as the key of a mapping, it is needed whole while the mapping is
    made; then nothing is laid out.
    """
    data, laid_out = _packed(value, lays_out=True)
    try:
        if laid_out:
            unpack(data)
    except AttributeError:
        return _packed(value, lays_out=False)[0]
    return data


def _packed(value: Any, *, lays_out: bool) -> tuple[bytes, bool]:
    """Give the bytes, and whether anything was laid out."""
    file, laid_out = io.BytesIO(), False
    packer = _Packer(file, lays_out=lays_out)
    packer.dump(value)
    for each in packer.rounds():
        laid_out = True
        packer.dump(each)
    packer.dump(None)
    return file.getvalue(), laid_out


def unpack(data: bytes) -> Any:
    """Give the value of bytes that `pack` made; of others, anything can happen."""
    reader = pickle.Unpickler(io.BytesIO(data))  # noqa: S301
    value = reader.load()
    while (laid_out := reader.load()) is not None:
        for cls, objects, names, columns in laid_out:
            for name, column in zip(names, columns, strict=True):
                deque(map(getattr(cls, name).__set__, objects, column), maxlen=0)
    return value


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
