"""A profile in the order of the vocabulary: whole lines move, with the comments above them; nothing else changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.yamlfile import Scalar, Seq, parse
from engine.yamlfile.layout import layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.vocabulary import Vocabulary
    from engine.yamlfile import Node
    from engine.yamlfile.layout import Span

HEADINGS = ("jurisdiction", "name", "kind", "status", "checked", "member_of", "law")
LAW = ("title", "kind", "url", "language", "since", "read", "pin", "overrides")
FACT = ("value", "unknown", "since", "until", "cite", "note", "overrides")
RECORD = ("complete", "common", "kind", "name")


class MeaningError(Exception):
    """The arranged text would not say the same; this is a fault of the program, and nothing is written."""


def arranged(text: str, vocabulary: Vocabulary) -> str:
    """Put the keys of a profile that the parser takes into the order of the vocabulary.

    Raises:
        MeaningError: The result would mean something else.
    """
    clean = "\n".join(line.rstrip() for line in text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"))
    new = _sorted(clean.rstrip("\n") + "\n", vocabulary)
    if meaning(new) != meaning(text) or _comments(new) != _comments(clean):
        raise MeaningError
    return new


def meaning(text: str) -> object:
    """Give what a text says, without order of keys, comments and places; texts keep whether they are quoted."""
    node, problems = parse(text.encode(), "")
    return None if problems or node is None else _plain(node)


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text, node.plain
    if isinstance(node, Seq):
        return [_plain(each) for each in node]
    return {key: _plain(each) for key, each in node.items()}


def _comments(text: str) -> list[str]:
    return sorted(line.strip() for line in text.split("\n") if line.lstrip().startswith("#"))


def _sorted(text: str, vocabulary: Vocabulary) -> str:
    root = layout(text)
    lines = text.split("\n")[:-1]
    if root is None or root.flow or not root.below:
        return text
    first = next(iter(root.below.values()))[0].line
    head = _preamble(lines[:first])
    body = _block(lines, head, len(lines), root, (), vocabulary)
    return "\n".join([*lines[:head], *body]) + "\n"


def _preamble(lines: list[str]) -> int:
    """Count the lines that belong to the file and not to its first key: up to an empty line, or the editor's line."""
    empty = max((number + 1 for number, line in enumerate(lines) if not line), default=0)
    editor = max((number + 1 for number, line in enumerate(lines) if "yaml-language-server" in line), default=0)
    return max(empty, editor)


def _block(lines: list[str], start: int, stop: int, span: Span, path: tuple[str, ...], words: Vocabulary) -> list[str]:
    """Arrange the lines from `start` to `stop`, which hold one mapping written over several lines."""
    bounds = list(_bounds(lines, start, stop, span))
    chunks = []
    for key, low, high in bounds:
        below = span.below[key][1]
        inner = below.line > span.below[key][0].line and not below.flow and below.below
        top = below.line if inner else high
        while inner and top > low + 1 and lines[top - 1].lstrip().startswith("#"):
            top -= 1
        rest = _block(lines, top, high, below, (*path, key), words) if inner else []
        chunks.append((key, [*lines[low:top], *rest]))
    rank = _ranks(path, words)
    ordered = sorted(chunks, key=lambda each: rank(each[0])) if rank else chunks
    return [line for _, chunk in ordered for line in chunk]


def _bounds(lines: list[str], start: int, stop: int, span: Span) -> Iterator[tuple[str, int, int]]:
    """Yield the keys of a mapping with the lines that are theirs, comments and empty lines above included."""
    starts = []
    for number, (key, (place, _)) in enumerate(span.below.items()):
        line = place.line
        while number and line > start and _belongs_below(lines[line - 1], span.column):
            line -= 1
        starts.append((key, line if number else start))
    for (key, low), (_, high) in zip(starts, [*starts[1:], ("", stop)], strict=True):
        yield key, low, high


def _belongs_below(line: str, column: int) -> bool:
    return not line or (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= column)


def _ranks(path: tuple[str, ...], words: Vocabulary) -> Callable[[str], int] | None:
    """Give the rank of a key by the path of the mapping that it stands in; none where the author's order stays."""
    lists = words.lists
    if not path:
        return _by_list((*HEADINGS, *words.sections))
    if path[0] in {"law", "member_of"}:
        return _by_list({2: LAW}.get(len(path), ())) if len(path) > 1 else None
    if path[0] in lists and len(path) == 1:
        return _by_list(RECORD)
    inner = path[2:] if path[0] in lists else path[1:]
    stem = ".".join([lists.get(path[0], path[0]), *inner])
    return _by_list(FACT) if stem in words.questions else _by_question(stem, words)


def _by_list(order: tuple[str, ...]) -> Callable[[str], int]:
    return lambda key: order.index(key) if key in order else len(order)


def _by_question(stem: str, words: Vocabulary) -> Callable[[str], int]:
    paths = list(words.questions)

    def rank(key: str) -> int:
        own = f"{stem}.{key}"
        fits = (number for number, each in enumerate(paths) if each == own or each.startswith(f"{own}."))
        return -1 if key in {"kind", "name"} else next(fits, len(paths))

    return rank
