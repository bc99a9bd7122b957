"""Answers as rows of bits: all that is known of some States, in whole numbers.

Each State has a slot of bits: one for each record of a list, one more for what an open list may hold besides, and on
top one for the State itself.  Whether any record of a slot has its bit is asked by an addition that carries to the top.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from engine.model import Collection, Grade, Record

if TYPE_CHECKING:
    from engine.model import Fact, Value

Place: TypeAlias = tuple[int, int | None]
"""The number of a State, and the position of a record if it is not of the State itself."""
Places: TypeAlias = "tuple[Value, list[Place]]"
"""An answer, and who gives it."""
Given: TypeAlias = "tuple[Value, list[Place], list[Fact]]"
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
        self._grades: dict[int, Grade] = {} if like is None else like._grades
        if like is None:
            self._fill()

    def _fill(self) -> None:
        for number, state in enumerate(self.states):
            self._add((number, None), "", state)
            for section, listed in state.lists.items():
                for position, each in enumerate(listed.records):
                    self._add((number, position), section, each)

    def _add(self, place: Place, section: str, record: Record) -> None:
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
                same = found[key] = (value, [], [])
            same[1].append(place)
            same[2].append(fact)

    def places(self, section: str, question: str) -> list[Places]:
        """Give the different answers to a question, and who gives them."""
        given = self._answers.get(section, {}).get(question, {}).values()
        if self.least is Grade.KNOWLEDGE:
            return [(value, places) for value, places, _ in given]
        return [(value, strong) for value, places, facts in given if (strong := self._strong(places, facts))]

    def _strong(self, places: list[Place], facts: list[Fact]) -> list[Place]:
        return [place for place, fact in zip(places, facts, strict=True) if self._grade(fact) >= self.least]

    def _grade(self, fact: Fact) -> Grade:
        """Give the grade of a fact of the index, found once."""
        found = self._grades.get(id(fact))
        if found is None:
            found = self._grades[id(fact)] = fact.grade
        return found

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
        return 1 + max((len(each.records) for each in self.lists(section)), default=0)


class Slots:
    """A slot for each State; `width` is the number of bits below that of the State."""

    def __init__(self, index: Index, width: int) -> None:
        self.index, self.width = index, width
        self.top = self._bits((number, None) for number in range(len(index.states)))
        self.low = self.fill(self.top)
        self._answers: dict[tuple[Rows, str, bool, str], Answers] = {}
        self._lists: dict[str, Listed] = {}

    def _bits(self, places: Iterable[Place]) -> int:
        size, own = self.width + 1, self.width
        digits = bytearray(b"0") * (len(self.index.states) * size + 1)
        for number, position in places:
            digits[number * size + (own if position is None else position)] = 49  # the digit 1
        return int(digits[::-1], 2)

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

    def listed(self, section: str) -> Listed:
        """Give the rows of a list."""
        if section not in self._lists:
            lists = list(enumerate(self.index.lists(section)))
            written = self._bits((number, each) for number, one in lists for each in range(len(one.records)))
            further = self._bits((number, len(one.records)) for number, one in lists if not one.closed)
            weak = ((number, None) for number, one in lists if one.closed and not self.index.counts(one.complete))
            self._lists[section] = Listed(written | further, written, self._bits(weak))
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
            places = [(True, [each for _, some in places for each in some])]
        elif by == "word":
            places = _by_word(places)
        return [(value, self._bits(each)) for value, each in places]


def _by_word(places: list[Places]) -> list[Places]:
    found: dict[Value, Places] = {}
    for value, some in places:
        for word in dict.fromkeys(value) if isinstance(value, tuple) else (value,):
            found.setdefault(word, (word, []))[1].extend(some)
    return list(found.values())
