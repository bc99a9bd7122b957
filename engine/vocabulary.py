"""The questions that a profile can answer, and whether an answer fits its question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.model import NO_LIMIT, Location, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LISTS = {"power": "powers", "offence": "offences"}
"""The sections that are lists and can be the subject of a safeguard, by the name of one of their records."""

JURISDICTION, REQUESTING, REQUESTED = "", "requesting", "requested"
"""The names of the records from which a path of a safeguard can start, besides power and offence."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `unit` is that of a duration, `section` the id of its section.

    A `heading` is stated by the profile's headings; `background` is recorded for readers and asked by no safeguard.
    """

    path: str
    question: str
    type: str
    section: str
    where: Location
    values: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    unit: str = ""
    no_limit: bool = False
    heading: bool = False
    background: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a profile; `record` is the name of one of its records where it is a list."""

    id: str
    title: str
    record: str


@dataclass(frozen=True, slots=True)
class Right:
    """A right, and the article of the International Covenant on Civil and Political Rights that guarantees it."""

    title: str
    covenant: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Questions by path, and the words that safeguards share, in the order of the file."""

    questions: Mapping[str, Question]
    sections: Mapping[str, Section]
    groups: Mapping[str, tuple[str, ...]]
    themes: Mapping[str, str]
    families: Mapping[str, str]
    rights: Mapping[str, Right]
    people: Mapping[str, str]

    @property
    def lists(self) -> dict[str, str]:
        """The sections that are lists, with the name of one of their records."""
        return {each.id: each.record for each in self.sections.values() if each.record}


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why an answer does not fit its question, and what would."""

    what: str
    fix: str


_SHOWN = 10


def nearest(name: str, known: Iterable[str]) -> str:
    """Name the known word most like a misspelt one, as the end of a sentence; empty if none is near."""
    from difflib import get_close_matches

    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean `{found[0]}`?" if found else ""


def advice(name: str, known: Iterable[str]) -> str:
    """Say what to write instead of an unknown word: the nearest known one, or the choice."""
    words = list(known)
    shown = ", ".join(words[:_SHOWN]) + (", and others" if len(words) > _SHOWN else "")
    return nearest(name, words) or (f"use one of: {shown}" if words else "there is none yet; add it first")


def answer(question: Question, text: str | list[str] | None, *, quoted: bool = False) -> Value | Misfit:
    """Read an answer as its question asks.

    Args:
        question: What is asked.
        text: What is written: a word, a list of words, or `None` where it is neither.
        quoted: Whether the word stands in quotation marks, and so is text even if it looks like a number.
    """
    if question.type == "list":
        return _list(question, text)
    if not isinstance(text, str):
        return Misfit("the answer is one word or number, not a list or mapping", _wanted(question))
    if quoted and question.type in {"bool", "number", "duration"}:
        return Misfit(f'"{text}" is text because it stands in quotes', _wanted(question))
    return _READERS[question.type](question, text)


def _wanted(question: Question) -> str:
    amount = f"a whole number of {question.unit}" + (", or no-limit" if question.no_limit else "")
    return {
        "bool": "write true or false",
        "number": "write a number, such as 4 or 2.5",
        "duration": f"write {amount}",
        "date": "write the date as 2026-11-23",
        "enum": f"write one of: {', '.join(question.values)}",
        "string": "write a text",
    }[question.type]


def _bool(question: Question, text: str) -> Value | Misfit:
    if text in {"true", "false"}:
        return text == "true"
    return Misfit(f"`{text}` is not a yes or no", _wanted(question))


def _enum(question: Question, text: str) -> Value | Misfit:
    if text in question.values:
        return text
    return Misfit(f"`{text}` is not one of the answers", advice(text, question.values))


def _string(_question: Question, text: str) -> Value | Misfit:
    return text if text.strip() else Misfit("the text is empty", "write a text")


def _number(question: Question, text: str) -> Value | Misfit:
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    if re.fullmatch(r"[0-9]{1,9}\.[0-9]{1,9}", text):
        return float(text)
    return Misfit(f"`{text}` is not a number", _wanted(question))


def _duration(question: Question, text: str) -> Value | Misfit:
    if text == NO_LIMIT and question.no_limit:
        return text
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    return Misfit(f"`{text}` is not a whole number of {question.unit}", _wanted(question))


def _date(question: Question, text: str) -> Value | Misfit:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return Misfit(f"there is no day {text}", _wanted(question))
    return Misfit(f"`{text}` is not a date", _wanted(question))


_READERS: dict[str, Callable[[Question, str], Value | Misfit]] = {
    "bool": _bool,
    "enum": _enum,
    "string": _string,
    "number": _number,
    "duration": _duration,
    "date": _date,
}
KINDS = {
    "bool": "a yes or no",
    "enum": "one of several words",
    "string": "a text",
    "number": "a number",
    "duration": "a length of time",
    "date": "a date",
    "list": "a list",
}
"""What an answer of each type is, in words."""
TYPES = tuple(KINDS)


def _list(question: Question, text: str | list[str] | None) -> Value | Misfit:
    if not isinstance(text, list):
        return Misfit("the answer is a list", "write the words in brackets: [one, two], or [] if there is none")
    for each in text:
        if question.values and each not in question.values:
            return Misfit(f"`{each}` is not one of the answers", advice(each, question.values))
    repeated = next((each for each in text if text.count(each) > 1), None)
    if repeated is not None:
        return Misfit(f"`{repeated}` stands twice", "keep it once")
    return tuple(text)
