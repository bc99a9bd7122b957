"""Where the parts of a YAML text begin and end, so that a few characters can be changed and all else stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOADER: Any = yaml.SafeLoader


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: the offsets of its first character and of the one after its last, line and column from 0.

    `flow` tells whether a mapping stands in braces; `text` is the value of a scalar.
    """

    start: int
    stop: int
    line: int
    column: int
    flow: bool
    text: str | None
    below: dict[str, tuple[Span, Span]]


def layout(text: str) -> Span | None:
    """Give the spans of a text that `parse` takes without a problem; ``None`` for an empty one.

    Lists have no spans below them.
    """
    node = yaml.compose(text, Loader=_LOADER)
    return None if node is None else _span(node)


def _span(node: Any) -> Span:
    mapping = isinstance(node, yaml.MappingNode)
    below = {str(key.value): (_span(key), _span(value)) for key, value in node.value} if mapping else {}
    flow = bool(getattr(node, "flow_style", False))
    last = max((value.stop for _, value in below.values()), default=0)
    return Span(
        start=node.start_mark.index,
        stop=last if mapping and not flow else node.end_mark.index,
        line=node.start_mark.line,
        column=node.start_mark.column,
        flow=flow,
        text=node.value if isinstance(node, yaml.ScalarNode) else None,
        below=below,
    )


def edited(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Put texts into the place of others: first offset, offset after the last, new text."""
    for start, stop, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[stop:]
    return text
