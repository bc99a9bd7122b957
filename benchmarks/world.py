"""Made-up States, always the same for a seed: each has an answer to most questions, 24 powers and 30 offences."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from random import Random

from engine.assess import World
from engine.model import NO_LIMIT, Citation, Collection, Fact, Grade, Location, Record, Value
from engine.vocabulary import Question, Vocabulary

ROOT = Path(__file__).parent.parent
DAY = datetime.date(2026, 1, 1)
HERE = Location("jurisdictions/XAA.yaml")
RECORDS = {"powers": 24, "offences": 30}
ANSWERED = 0.85


def answer(question: Question, lot: Random) -> Value:
    words = question.values or question.suggested or ("one", "two", "three")
    return {
        "bool": lambda: lot.random() < 0.5,
        "number": lambda: lot.randint(0, 12),
        "duration": lambda: NO_LIMIT if question.no_limit and lot.random() < 0.2 else lot.randint(1, 100),
        "date": lambda: DAY - datetime.timedelta(lot.randint(0, 9_000)),
        "list": lambda: tuple(lot.sample(words, lot.randint(0, min(3, len(words))))),
    }.get(question.type, lambda: lot.choice(words))()


def record(name: str, questions: Iterable[tuple[str, Question]], lot: Random) -> Record:
    cited = [(Citation("act", "Act", "statute", each, HERE),) for each in Grade]
    facts = {
        key: Fact(answer(each, lot), HERE, lot.choice(cited)) for key, each in questions if lot.random() < ANSWERED
    }
    return Record(facts, name)


def state(code: str, vocabulary: Vocabulary, lot: Random) -> Record:
    records = {vocabulary.lists[each]: each for each in RECORDS}
    questions: dict[str, list[tuple[str, Question]]] = {"": [], **{each: [] for each in RECORDS}}
    for path, each in vocabulary.questions.items():
        name, _, key = path.partition(".")
        section = records.get(name, "")
        questions[section].append((key if section else path, each))
    lists = {}
    for section, count in RECORDS.items():
        listed = tuple(record(f"r{number}", questions[section], lot) for number in range(count))
        lists[section] = Collection(listed, Fact(True, HERE) if lot.random() < 0.7 else None)
    own = record(code, questions[""], lot)
    return Record({**own.facts, "profile.iso3": Fact(code, HERE)}, code, lists)


def made_up(vocabulary: Vocabulary, count: int) -> World:
    """Make so many States."""
    lot = Random(count)
    codes = [f"X{number:03}" for number in range(count)]
    return World(DAY, Grade.KNOWLEDGE, {each: state(each, vocabulary, lot) for each in codes})
