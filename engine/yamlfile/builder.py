"""From the parser's events to nodes, with a stack and without recursion; every node keeps its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from engine.model import Location, Problem
from engine.yamlfile import messages
from engine.yamlfile.nodes import Map, Node, Scalar, Seq

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 32
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that may not stand in a file; in double quotes a code such as backslash, x, 07 stands for one."""


class Builder:
    """Turns events into nodes, with a stack and without recursion."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.stack: list[Map | Seq] = []
        self.keys: list[Scalar | None] = []
        self.documents = 0

    def take(self, event: Any) -> bool:
        """Take one event; false means that reading stops here."""
        handler = _HANDLERS.get(type(event))
        return True if handler is None else handler(self, event)

    def at(self, event: Any) -> Location:
        return Location(self.label, event.start_mark.line + 1, event.start_mark.column + 1)

    def result(self) -> tuple[Node | None, list[Problem]]:
        if self.root is None and not self.problems:
            self.problems.append(messages.empty(self.label))
        return (None if self.problems else self.root), self.problems

    def refuse(self, where: Location, code: str, what: str, why: str, fix: str) -> bool:
        self.problems.append(Problem(where, code, what, why, fix))
        return False

    def document(self, event: Any) -> bool:
        self.documents += 1
        return self.documents == 1 or self.refuse(self.at(event), *messages.SECOND_DOCUMENT)

    def alias(self, event: Any) -> bool:
        return self.refuse(self.at(event), *messages.ALIAS)

    def scalar(self, event: Any) -> bool:
        if not self.unmarked(event):
            return False
        if _UNSEEN.search(event.value):
            return self.refuse(self.at(event), *messages.WRITTEN_AS_A_CODE)
        return self.place(Scalar(event.value, not event.style, self.at(event)))

    def open(self, event: Any) -> bool:
        if not self.unmarked(event):
            return False
        if len(self.stack) >= MAX_DEPTH:
            return self.refuse(self.at(event), *messages.TOO_DEEP)
        node: Map | Seq = (Map if isinstance(event, yaml.MappingStartEvent) else Seq)(self.at(event))
        if not self.place(node):
            return False
        self.stack.append(node)
        self.keys.append(None)
        return True

    def close(self, _event: Any) -> bool:
        self.stack.pop()
        self.keys.pop()
        return True

    def unmarked(self, event: Any) -> bool:
        if event.anchor is not None:
            return self.refuse(self.at(event), *messages.ANCHOR)
        return event.tag is None or self.refuse(self.at(event), *messages.TAG)

    def place(self, node: Node) -> bool:
        """Put a node where it belongs: at the root, into a list, as a key or as the value of one."""
        if not self.stack:
            self.root = node
            return True
        parent = self.stack[-1]
        if isinstance(parent, Seq):
            parent.append(node)
            return True
        return self.place_in(parent, node)

    def place_in(self, parent: Map, node: Node) -> bool:
        key = self.keys[-1]
        if key is None:
            return self.begin(parent, node)
        self.keys[-1] = None
        if key.text not in parent:
            parent[key.text] = node
        return True

    def begin(self, parent: Map, key: Node) -> bool:
        if not isinstance(key, Scalar):
            return self.refuse(key.where, *messages.COMPLEX_KEY)
        if key.plain and key.text == "<<":
            return self.refuse(key.where, *messages.MERGE)
        if key.text in parent.keys_at:
            self.problems.append(messages.duplicate(key.where, key.text, parent.keys_at[key.text]))
        else:
            parent.keys_at[key.text] = key.where
        self.keys[-1] = key
        return True


_HANDLERS: dict[type, Callable[[Builder, Any], bool]] = {
    yaml.DocumentStartEvent: Builder.document,
    yaml.AliasEvent: Builder.alias,
    yaml.ScalarEvent: Builder.scalar,
    yaml.MappingStartEvent: Builder.open,
    yaml.SequenceStartEvent: Builder.open,
    yaml.MappingEndEvent: Builder.close,
    yaml.SequenceEndEvent: Builder.close,
}
