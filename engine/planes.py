"""Answers as rows of bits: all that is known of some States, in whole numbers.

Each State has a slot of bits: one for each record of a list, one more for what an open list may hold besides, and on
top one for the State itself.  Whether any record of a slot has its bit is asked by an addition that carries to the top.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import reduce
from itertools import compress
from operator import add
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from engine.model import Collection, Grade, Record

if TYPE_CHECKING:
    from engine.model import Fact, Value

Places: TypeAlias = "tuple[Value, array[int]]"
"""An answer, and who gives it: numbers of States, or of records, with `Index.length` and one more for each State."""
Given: TypeAlias = "tuple[Value, array[int], list[Fact]]"
"""The same with the facts that say so."""
Answers: TypeAlias = "list[tuple[Value, int]]"
"""The different answers to a question, each with the rows that give it."""


class Rows(NamedTuple):
    """What a name stands for: every State, or (with `section`) all records of a list, or the one at a position."""

    section: str = ""
    position: int | None = None


STATES = Rows()


class Listed(NamedTuple):
    """A list in every State: its rows, those written down, and the States whose claim that it is complete is weak."""

    rows: int
    written: int
    weak: int


class Index:
    """Every answer of some States, found once: by list section (empty: the States) and question.

    Answers on evidence weaker than `least` are left out; `like` is an index of the same States, which is not made anew.
    """

    def __init__(self, states: Iterable[Record], least: Grade = Grade.KNOWLEDGE, like: Index | None = None) -> None:
        self.least = least
        self.states: list[Record] = list(states) if like is None else like.states
        self._answers: dict[str, dict[str, dict[object, Given]]] = {} if like is None else like._answers
        self._lists: dict[str, list[Collection]] = {} if like is None else like._lists
        self._lengths: dict[str, int] = {} if like is None else like._lengths
        self._grades: dict[int, bytes] = {} if like is None else like._grades
        if like is None:
            self._fill()

    def _fill(self) -> None:
        for number, state in enumerate(self.states):
            self._add(number, "", state)
            for section, listed in state.lists.items():
                first = number * (self.length(section) + 1)
                for position, each in enumerate(listed.records):
                    self._add(first + position, section, each)

    def _add(self, place: int, section: str, record: Record) -> None:
        columns = self._answers.setdefault(section, {})
        for question, fact in record.facts.items():
            value = fact.value
            if value is None:
                continue
            found = columns.get(question)
            if found is None:
                found = columns[question] = {}
            # True and 1 are different answers
            key = value if isinstance(value, str) else (type(value), value)
            same = found.get(key)
            if same is None:
                same = found[key] = (value, array("Q"), [])
            same[1].append(place)
            same[2].append(fact)

    def places(self, section: str, question: str) -> list[Places]:
        """Give the different answers to a question, and who gives them."""
        given = self._answers.get(section, {}).get(question, {}).values()
        if self.least is Grade.KNOWLEDGE:
            return [(value, places) for value, places, _ in given]
        return [(value, strong) for value, places, facts in given if (strong := self._strong(places, facts))]

    def _strong(self, places: array[int], facts: list[Fact]) -> array[int]:
        """Pick the places whose facts are on evidence that counts; grades of the same facts are found once."""
        grades = self._grades.get(id(facts))
        if grades is None:
            grades = self._grades[id(facts)] = bytes([each.grade for each in facts])
        return array("Q", compress(places, map(self.least.__le__, grades)))

    def counts(self, fact: Fact | None) -> bool:
        """Whether there is a fact, on evidence that counts."""
        return fact is not None and (self.least is Grade.KNOWLEDGE or fact.grade >= self.least)

    def lists(self, section: str) -> list[Collection]:
        """Give a list of each State."""
        if section not in self._lists:
            self._lists[section] = [each.lists.get(section, Collection()) for each in self.states]
        return self._lists[section]

    def length(self, section: str) -> int:
        """Give the rows of the longest list of a section, with one for what it may hold besides."""
        if section not in self._lengths:
            self._lengths[section] = 1 + max((len(each.records) for each in self.lists(section)), default=0)
        return self._lengths[section]


class Slots:
    """A slot for each State; `width` is the number of bits below that of the State."""

    def __init__(self, index: Index, width: int) -> None:
        self.index, self.width = index, width
        self.top = self._bits(self._own(range(len(index.states))))
        self.low = self.fill(self.top)
        self._answers: dict[tuple[Rows, str, bool, str], Answers] = {}
        self._lists: dict[str, Listed] = {}

    def _bits(self, bits: Iterable[int]) -> int:
        digits = bytearray(b"0") * (len(self.index.states) * (self.width + 1) + 1)
        for each in bits:
            digits[each] = 49  # the digit 1
        return int(digits[::-1], 2)

    def _own(self, numbers: Iterable[int]) -> Iterable[int]:
        size, own = self.width + 1, self.width
        return (number * size + own for number in numbers)

    def _below(self, section: str, records: Iterable[int]) -> Iterable[int]:
        size, own = self.width + 1, self.index.length(section) + 1
        return records if size == own else (each // own * size + each % own for each in records)

    def fill(self, top: int) -> int:
        """Give what is known of a State to every row of its slot."""
        own = top & self.top
        return own - (own >> self.width)

    def some(self, low: int) -> int:
        """Give the States of which any row has its bit."""
        return ((low & self.low) + self.low) & self.top

    def lift(self, low: int, position: int) -> int:
        """Give the row at a position to the State."""
        return (low << (self.width - position)) & self.top

    def lower(self, top: int, position: int) -> int:
        """Give what is known of a State to its row at a position."""
        return (top & self.top) >> (self.width - position)

    def own(self, number: int) -> int:
        """Give the bit of a State."""
        return 1 << number * (self.width + 1) + self.width

    def texts(self, plane: int) -> list[str]:
        """Write each State's slot as a text of 0 and 1, the rows in order, the State itself last."""
        size, count = self.width + 1, len(self.index.states)
        text = f"{plane:0{size * count}b}"[::-1]
        return [text[start : start + size] for start in range(0, size * count, size)]

    def tops(self, plane: int) -> str:
        """Write the bits of the States as a text of 0 and 1."""
        size, count = self.width + 1, len(self.index.states)
        return f"{plane:0{size * count}b}"[::-1][self.width : size * count : size]

    def spread(self, plane: int) -> int:
        """Give a number with a byte for each State, in their order: 1 if it has its bit, else 0."""
        return int.from_bytes(self.tops(plane).encode(), "big") - int.from_bytes(b"0" * len(self.index.states), "big")

    def listed(self, section: str) -> Listed:
        """Give the rows of a list."""
        if section not in self._lists:
            size, lists = self.width + 1, list(enumerate(self.index.lists(section)))
            written = self._bits(number * size + each for number, one in lists for each in range(len(one.records)))
            further = self._bits(number * size + len(one.records) for number, one in lists if not one.closed)
            weak = (number for number, one in lists if one.closed and not self.index.counts(one.complete))
            self._lists[section] = Listed(written | further, written, self._bits(self._own(weak)))
        return self._lists[section]

    def answers(self, rows: Rows, question: str, wide: bool, by: str = "") -> Answers:
        """Give the answers to a question; if `wide`, those of a State to every row of its slot.

        With `by` they are the words of lists (``"word"``), or whether there is an answer (``"all"``).
        """
        key = (rows, question, wide, by)
        if key not in self._answers:
            found = self._find(rows, question, by)
            narrow = not rows.section or rows.position is not None
            self._answers[key] = [(value, self.fill(each)) for value, each in found] if wide and narrow else found
        return self._answers[key]

    def _find(self, rows: Rows, question: str, by: str) -> Answers:
        if rows.position is not None:
            every = self.answers(Rows(rows.section), question, wide=True, by=by)
            return [(value, up) for value, each in every if (up := self.lift(each, rows.position))]
        places = self.index.places(rows.section, question)
        if by == "all":
            places = [(True, reduce(add, (some for _, some in places), array("Q")))]
        elif by == "word":
            places = _by_word(places)
        if not rows.section:
            return [(value, self._bits(self._own(each))) for value, each in places]
        return [(value, self._bits(self._below(rows.section, each))) for value, each in places]


def _by_word(places: list[Places]) -> list[Places]:
    found: dict[Value, Places] = {}
    for value, some in places:
        for word in dict.fromkeys(value) if isinstance(value, tuple) else (value,):
            found.setdefault(word, (word, array("Q")))[1].extend(some)
    return list(found.values())
