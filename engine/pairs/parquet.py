"""Pairs as Parquet: the rows of the CSV, in typed columns; codes and words are written once, and then numbers.

The same pyarrow writes the same bytes.  Rows of whole blocks are gathered until a group is large enough.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from typing import TYPE_CHECKING, BinaryIO

import pyarrow
from pyarrow import parquet

from engine.pairs.judge import VERDICTS
from engine.pairs.rows import COLUMNS, asks
from engine.report.rows import CAUTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.pairs.plan import Plan
    from engine.pairs.rows import Wanted
    from engine.pairs.stream import Found

GROUP = 100_000
"""Rows from which on a row group is closed; one block more is the most that it can hold."""
_EPOCH = date(1970, 1, 1)


@dataclass
class _Group:
    """Rows that wait to be written: numbers into the words of each column."""

    as_of: array[int] = field(default_factory=lambda: array("i"))
    safeguard: array[int] = field(default_factory=lambda: array("h"))
    answering: array[int] = field(default_factory=lambda: array("h"))
    requesting: array[int] = field(default_factory=lambda: array("h"))
    requested: array[int] = field(default_factory=lambda: array("h"))
    verdict: bytearray = field(default_factory=bytearray)


def write(plan: Plan, blocks: Iterable[Found], wanted: Wanted, out: BinaryIO, days: Sequence[date]) -> None:
    """Write all rows, and what they are about as metadata of the file."""
    schema = _schema(plan, days, wanted)
    axes, group = _axes(len(plan.codes)), _Group()
    with parquet.ParquetWriter(out, schema, compression="zstd", version="2.6") as writer:
        for found in blocks:
            _add(group, plan, found, wanted.mask(found), axes)
            if len(group.verdict) >= GROUP:
                writer.write_table(_table(group, plan, schema))
                group = _Group()
        if group.verdict:
            writer.write_table(_table(group, plan, schema))


def _schema(plan: Plan, days: Sequence[date], wanted: Wanted) -> pyarrow.Schema:
    words = {name: pyarrow.dictionary(pyarrow.int16(), pyarrow.string()) for name in COLUMNS}
    words |= {"as_of": pyarrow.date32(), **{each: _small() for each in ("evidence", "verdict")}}
    told = {
        "title": "every ordered pair of States and every safeguard about pairs",
        "caution": CAUTION,
        "evidence": str(plan.floor),
        "not_valid": ", ".join(sorted(plan.unreadable)),
        "order": "as_of; safeguard, by theme and name; answering; the other State",
        "only": sorted(each.value for each in wanted.only),
        "changes": wanted.changes,
        "engine": f"safeguard-matrix {plan.engine}",
        "as_of": {"first": str(days[0]), "last": str(days[-1]), "dates": len(days)},
    }
    metadata = {"safeguards.pairs": json.dumps(told, ensure_ascii=False, sort_keys=True)}
    return pyarrow.schema([pyarrow.field(name, words[name], nullable=False) for name in COLUMNS], metadata)


def _small() -> pyarrow.DataType:
    return pyarrow.dictionary(pyarrow.int8(), pyarrow.string())


def _axes(count: int) -> tuple[array[int], array[int]]:
    """Give the numbers of both States of every pair of a block: that of the one that answers, and of the other."""
    own = array("h", (number for number in range(count) for _ in range(count - 1)))
    return own, array("h", (other for number in range(count) for other in range(count) if other != number))


def _add(group: _Group, plan: Plan, found: Found, mask: bytes | None, axes: tuple[array[int], array[int]]) -> None:
    own, other = axes if mask is None else (array("h", compress(each, mask)) for each in axes)
    verdicts = found.verdicts if mask is None else bytes(compress(found.verdicts, mask))
    asking = asks(plan, found.block.safeguard)
    group.as_of.extend(array("i", [(found.block.day - _EPOCH).days]) * len(verdicts))
    group.safeguard.extend(array("h", [found.block.safeguard]) * len(verdicts))
    group.answering.extend(own)
    group.requesting.extend(own if asking else other)
    group.requested.extend(other if asking else own)
    group.verdict.extend(verdicts)


def _table(group: _Group, plan: Plan, schema: pyarrow.Schema) -> pyarrow.Table:
    count, codes = len(group.verdict), list(plan.codes)
    columns = {
        "as_of": _numbers(group.as_of, count, pyarrow.date32()),
        "evidence": _words(bytes(count), [str(plan.floor)]),
        "safeguard": _words(group.safeguard, [each.safeguard.id for each in plan.parts]),
        **{name: _words(getattr(group, name), codes) for name in ("answering", "requesting", "requested")},
        "verdict": _words(bytes(group.verdict), [each.value for each in VERDICTS]),
    }
    return pyarrow.Table.from_arrays([columns[name] for name in COLUMNS], schema=schema)


def _words(numbers: array[int] | bytes, words: list[str]) -> pyarrow.DictionaryArray:
    kind = pyarrow.int8() if isinstance(numbers, bytes) else pyarrow.int16()
    return pyarrow.DictionaryArray.from_arrays(_numbers(numbers, len(numbers), kind), pyarrow.array(words))


def _numbers(numbers: array[int] | bytes, count: int, kind: pyarrow.DataType) -> pyarrow.Array:
    return pyarrow.Array.from_buffers(kind, count, [None, pyarrow.py_buffer(numbers)])
