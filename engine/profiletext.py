"""Profiles as text: the lines of facts and provisions, and new lines put into a file that keeps all its others."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

from engine.yamlfile.layout import edited, layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.yamlfile.layout import Span

Written: TypeAlias = "str | Sequence[str]"
"""A word or text as it was typed, or a list of them."""

WIDTH = 150
BARE = frozenset({"value", "since", "until", "on"})
"""The keys whose values are written without quotes wherever that can be: yes and no, numbers and dates among them."""
_PLAIN = re.compile(r"[A-Za-z0-9][\w./-]*( [\w./-]+)*")
_TAKEN = re.compile(r"true|false|null|[-+]?[0-9.]+", re.IGNORECASE)


class NoPlaceError(Exception):
    """A line cannot be put into a file; the text says why."""


def word(text: str, *, bare: bool = False) -> str:
    """Write a text as one YAML scalar, in quotes wherever anything but text could be read in it."""
    if _PLAIN.fullmatch(text) and text.isascii() and (bare or not _TAKEN.fullmatch(text)):
        return text
    escaped = json.dumps(text, ensure_ascii=False)
    return "".join(each if each.isprintable() else _escape(ord(each)) for each in escaped)


def _escape(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def flow(parts: Mapping[str, Written], indent: int = 0) -> str:
    """Write a mapping in braces, over two lines where one would be too long; empty texts are left out."""
    written = [f"{key}: {_value(each, bare=key in BARE)}" for key, each in parts.items() if each != ""]
    one = "{" + ", ".join(written) + "}"
    if len(one) + indent <= WIDTH or len(written) < 2:
        return one
    return "{" + ", ".join(written[:-1]) + f",\n{' ' * (indent + 2)}" + written[-1] + "}"


def _value(value: Written, *, bare: bool) -> str:
    if isinstance(value, str):
        return word(value, bare=bare)
    return "[" + ", ".join(word(each) for each in value) + "]"


def put(text: str, path: Sequence[str], value: str) -> str:
    """Put a new line `key: value` into the mapping that `path` leads to; its last part is the key.

    Mappings on the way that are not there yet are begun. All that stands in the text stays as it is.

    Raises:
        NoPlaceError: A mapping on the way is written in braces, or the key is there already.
    """
    text = text if text.endswith("\n") else text + "\n"
    span, depth = layout(text), 0
    while span is not None and depth < len(path) - 1 and path[depth] in span.below:
        span, depth = span.below[path[depth]][1], depth + 1
    if span is None or span.flow or not span.below:
        raise NoPlaceError(f"`{'.'.join(path[:depth])}` is not written as lines below each other")
    if path[-1] in span.below and depth == len(path) - 1:
        raise NoPlaceError(f"`{'.'.join(path)}` is there already")
    end = text.index("\n", _last(span)) + 1
    return edited(text, [(end, end, _nested(path[depth:], value, span.column))])


def _last(span: Span) -> int:
    """Give the offset at which the last line of a mapping that stands in lines ends."""
    return max(value.stop for _, value in span.below.values())


def _nested(path: Sequence[str], value: str, column: int) -> str:
    lines = [f"{' ' * (column + 2 * depth)}{key}:" for depth, key in enumerate(path)]
    return "\n".join(lines) + f" {value}\n"
