"""From the parser's events to nodes, with a stack and without recursion; every node keeps its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from engine.model import Problem
from engine.yamlfile import messages
from engine.yamlfile.nodes import Map, Node, Scalar, Seq

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.model import Location
    from engine.yamlfile.nodes import Mark

MAX_DEPTH = 32
_HIDDEN = r"\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_UNSEEN = re.compile(f"[{_HIDDEN}]")
"""Characters that may not stand in a file; in double quotes a code such as backslash, x, 07 stands for one."""
_REFUSED = re.compile(rf"[{_HIDDEN}\\&!]|<<")
"""What a text holds in which a scalar might have to be refused."""


class Builder:
    """Turns events into nodes, with a stack and without recursion.

    `inside` is the mapping or list that is open, and `key` the one that waits for its value there; `around` are
    those around it.  A file has thousands of events, most of them scalars, so what is done with each is done in one
    place, and texts in which nothing can be refused are not looked at one by one.
    """

    def __init__(self, label: str, text: str) -> None:
        self.label = label
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.inside: Map | Seq | None = None
        self.key: str | None = None
        self.around: list[Map | Seq | None] = []
        self.documents = 0
        self.harmless = _REFUSED.search(text) is None

    def build(self, events: Iterable[Any]) -> None:
        """Take events, until something stands there that is refused."""
        handlers = {
            yaml.DocumentStartEvent: self.document,
            yaml.AliasEvent: self.alias,
            yaml.MappingStartEvent: self.open,
            yaml.SequenceStartEvent: self.open,
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
        }
        scalar: Any = yaml.ScalarEvent
        harmless = self.harmless
        for event in events:
            if type(event) is not scalar:
                handler = handlers.get(type(event))
                if handler is not None and not handler(event):
                    return
            elif not harmless and not self.allowed(event):
                return
            elif self.key is None and type(inside := self.inside) is Map:
                self.key = text = event.value
                if text in inside:
                    self.repeated(text, event.start_mark, inside)
                else:
                    inside.marks.append(event.start_mark)
            else:
                self.put(Scalar(event.value, not event.style, event.start_mark))

    def result(self) -> tuple[Node | None, list[Problem]]:
        """Give the root, if there is one and nothing was refused, and all that was."""
        if self.root is None and not self.problems:
            self.problems.append(messages.empty(self.label))
        return (None if self.problems else self.root), self.problems

    def refuse(self, event: Any, code: str, what: str, why: str, fix: str) -> bool:
        self.problems.append(Problem(self.at(event.start_mark), code, what, why, fix))
        return False

    def at(self, mark: Mark) -> Location:
        return Scalar("", True, mark).where

    def document(self, event: Any) -> bool:
        self.documents += 1
        return self.documents == 1 or self.refuse(event, *messages.SECOND_DOCUMENT)

    def alias(self, event: Any) -> bool:
        return self.refuse(event, *messages.ALIAS)

    def marked(self, event: Any) -> bool:
        return self.refuse(event, *(messages.TAG if event.anchor is None else messages.ANCHOR))

    def allowed(self, event: Any) -> bool:
        """Whether a scalar may stand here."""
        if event.anchor is not None or event.tag is not None:
            return self.marked(event)
        if _UNSEEN.search(event.value):
            return self.refuse(event, *messages.WRITTEN_AS_A_CODE)
        if event.value == "<<" and not event.style and self.key is None and type(self.inside) is Map:
            return self.refuse(event, *messages.MERGE)
        return True

    def repeated(self, key: str, mark: Mark, inside: Map) -> None:
        """Note that a key stands twice; the first value counts."""
        first = inside.marks[list(inside).index(key)]
        self.problems.append(messages.duplicate(self.at(mark), key, self.at(first)))

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
        node: Map | Seq = (Map if type(event) is yaml.MappingStartEvent else Seq)(event.start_mark)
        self.put(node)
        self.around.append(self.inside)
        self.inside = node
        return True

    def close(self, _event: Any) -> bool:
        self.inside = self.around.pop()
        return True
