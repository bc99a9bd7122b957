"""YAML read strictly: YAML 1.2 words, no surprises, every node with its file, line and column.

The parser's events are taken as they come, so nothing of YAML's object construction runs.  Anchors, aliases, tags,
merge keys, repeated keys and further documents are problems; size and depth are bounded before memory is spent.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import yaml

from engine.yamlfile import messages
from engine.yamlfile.builder import MAX_DEPTH, Builder
from engine.yamlfile.nodes import Map, Node, Scalar, Seq, plain

if TYPE_CHECKING:
    from pathlib import Path

    from engine.model import Problem

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Map", "Node", "Scalar", "Seq", "parse", "plain", "read"]

MAX_BYTES = 2_000_000
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(file: Path, label: str) -> tuple[Node | None, list[Problem]]:
    """Read a file; `label` is the path that locations and messages show."""
    if file.stat().st_size > MAX_BYTES:
        return None, [messages.too_large(label, MAX_BYTES)]
    return parse(file.read_bytes(), label)


def parse(data: bytes, label: str) -> tuple[Node | None, list[Problem]]:
    """Read the bytes of a file.

    Returns:
        The root node, or `None` where there is none that can be used, and every problem met.
    """
    if len(data) > MAX_BYTES:
        return None, [messages.too_large(label, MAX_BYTES)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [messages.not_utf8(data, error, label)]
    builder = Builder(label, text)
    try:
        _build(builder, _Named(text, label))
    except yaml.MarkedYAMLError as error:
        builder.problems.append(messages.syntax(error, text, label))
    except yaml.reader.ReaderError as error:
        builder.problems.append(messages.control_character(text, error, label))
    return builder.result()


def _build(builder: Builder, text: _Named) -> None:
    """Hand over the parser's events, as `yaml.parse` does, without a step of our own for each."""
    parser = _PARSER(text)
    try:
        builder.build(iter(parser.get_event, None))
    finally:
        parser.dispose()


class _Named(StringIO):
    """A text with the name that the parser's marks are to bear."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name
