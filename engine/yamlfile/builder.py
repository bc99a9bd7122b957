"""From the parser's events to nodes, with a stack and without recursion; every node keeps its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from engine.model import Location, Problem
from engine.yamlfile import messages
from engine.yamlfile.nodes import Map, Node, Scalar, Seq

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.yamlfile.nodes import Mark

MAX_DEPTH = 32
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that may not stand in a file; in double quotes a code such as backslash, x, 07 stands for one."""


class Builder:
    """Turns events into nodes, with a stack and without recursion.

    `inside` is the mapping or list that is open, and `key` the one that waits for its value there; `around` are
    those around it.  A file has thousands of events, so what is done with each is done in one place.
    """

    def __init__(self, label: str, text: str) -> None:
        self.label = label
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.inside: Map | Seq | None = None
        self.key: str | None = None
        self.around: list[Map | Seq | None] = []
        self.documents = 0
        self.may_hide = "\\" in text or _UNSEEN.search(text) is not None

    def build(self, events: Iterable[Any]) -> None:
        """Take events, until something stands there that is refused."""
        handlers = {
            yaml.DocumentStartEvent: self.document,
            yaml.AliasEvent: self.alias,
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.open,
            yaml.SequenceStartEvent: self.open,
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
        }
        for event in events:
            handler = handlers.get(type(event))
            if handler is not None and not handler(event):
                return

    def result(self) -> tuple[Node | None, list[Problem]]:
        """Give the root, if there is one and nothing was refused, and all that was."""
        if self.root is None and not self.problems:
            self.problems.append(messages.empty(self.label))
        return (None if self.problems else self.root), self.problems

    def at(self, event: Any) -> Mark:
        mark = event.start_mark
        return self.label, mark.line, mark.column

    def refuse(self, event: Any, code: str, what: str, why: str, fix: str) -> bool:
        path, line, column = self.at(event)
        self.problems.append(Problem(Location(path, line + 1, column + 1), code, what, why, fix))
        return False

    def document(self, event: Any) -> bool:
        self.documents += 1
        return self.documents == 1 or self.refuse(event, *messages.SECOND_DOCUMENT)

    def alias(self, event: Any) -> bool:
        return self.refuse(event, *messages.ALIAS)

    def marked(self, event: Any) -> bool:
        return self.refuse(event, *(messages.TAG if event.anchor is None else messages.ANCHOR))

    def scalar(self, event: Any) -> bool:
        if event.anchor is not None or event.tag is not None:
            return self.marked(event)
        text, mark = event.value, event.start_mark
        if self.may_hide and _UNSEEN.search(text):
            return self.refuse(event, *messages.WRITTEN_AS_A_CODE)
        place = self.label, mark.line, mark.column
        if self.key is None and type(self.inside) is Map:
            return self.begin(text, event, self.inside.keys_at, place)
        self.put(Scalar(text, not event.style, place))
        return True

    def begin(self, key: str, event: Any, keys_at: dict[str, Any], place: Mark) -> bool:
        """Take a key; of one that stands twice the first value counts."""
        if key == "<<" and not event.style:
            return self.refuse(event, *messages.MERGE)
        if key in keys_at:
            self.problems.append(messages.duplicate(Scalar(key, True, place).where, key, keys_at[key]))
        else:
            keys_at[key] = place
        self.key = key
        return True

    def put(self, node: Node) -> None:
        """Put a value where it belongs: behind its key, into the open list, or at the root."""
        if self.key is not None:
            self.inside.setdefault(self.key, node)  # type: ignore[union-attr]
            self.key = None
        elif self.inside is not None:
            self.inside.append(node)  # type: ignore[union-attr]
        else:
            self.root = node

    def open(self, event: Any) -> bool:
        if event.anchor is not None or event.tag is not None:
            return self.marked(event)
        if len(self.around) >= MAX_DEPTH:
            return self.refuse(event, *messages.TOO_DEEP)
        if self.key is None and type(self.inside) is Map:
            return self.refuse(event, *messages.COMPLEX_KEY)
        node: Map | Seq = (Map if type(event) is yaml.MappingStartEvent else Seq)(self.at(event))
        self.put(node)
        self.around.append(self.inside)
        self.inside = node
        return True

    def close(self, _event: Any) -> bool:
        self.inside = self.around.pop()
        return True
