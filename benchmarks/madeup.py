"""Made-up jurisdictions of the size of real ones: every answer is drawn at random, and always the same for a seed."""

from __future__ import annotations

import random
import shutil
from itertools import islice, product
from pathlib import Path
from string import ascii_uppercase

from engine.cli.common import known_vocabulary
from engine.vocabulary import Question, Vocabulary

ANSWERED, LAWS, RECORDS = 0.9, 60, {"powers": 12, "offences": 8}


def codes(number: int) -> list[str]:
    """Give codes of three letters: XAA, XAB, ..."""
    return ["X" + "".join(letters) for letters in islice(product(ascii_uppercase, repeat=2), number)]


def write(folder: Path, repository: Path, number: int, seed: int = 1) -> None:
    """Write a repository with the policies of `repository` and so many made-up profiles."""
    for each in ("policies", "seeds"):
        shutil.copytree(repository / each, folder / each)
    (folder / "jurisdictions").mkdir()
    vocabulary = known_vocabulary(folder)
    for each in codes(number):
        text = "\n".join(profile(each, vocabulary, random.Random(f"{seed} {each}")))
        (folder / f"jurisdictions/{each}.yaml").write_text(text + "\n", encoding="utf-8")


def profile(code: str, vocabulary: Vocabulary, chance: random.Random) -> list[str]:
    """Give the lines of a made-up profile."""
    lines = [f"jurisdiction: {code}", f"name: Land {code}", "status: draft", "checked: 2026-11-01", "law:"]
    for number in range(LAWS):
        lines += [f"  act-{number}:", f"    title: Act {number} of {code}, section {number}"]
        lines += [f"    url: https://law.example/{code}/{number}", "    read: {on: 2026-11-01, as: text}"]
    for section in vocabulary.sections.values():
        asked = [each for each in vocabulary.questions.values() if each.section == section.id]
        told = [each for each in asked if not each.heading]
        kind = next((each for each in asked if each.path == f"{section.record}.kind"), None)
        lines += _records(section.id, kind, told, chance) if kind else _section(f"{section.id}:", told, "  ", chance)
    return lines


def _records(section: str, kind: Question, asked: list[Question], chance: random.Random) -> list[str]:
    words = kind.values or kind.suggested
    kinds = chance.sample(words, min(len(words), RECORDS[section]))
    lines = [f"{section}:", f"  complete: {{value: {_word(chance.random() < 0.5)}, cite: act-1}}"]
    for each in kinds:
        lines += _section(f"  {each}:", asked, "    ", chance)
    return lines


def _section(head: str, asked: list[Question], indent: str, chance: random.Random) -> list[str]:
    lines = [_line(each, indent, chance) for each in asked if chance.random() < ANSWERED]
    return [head, *lines] if lines else []


def _line(question: Question, indent: str, chance: random.Random) -> str:
    path = question.path.partition(".")[2]
    law = f"act-{chance.randrange(LAWS)}"
    if chance.random() < 0.1:
        return f"{indent}{path}: {{unknown: the acts were read and are silent}}"
    return (
        f'{indent}{path}: {{value: {_value(question, chance)}, cite: {law}, note: "subsection {chance.randrange(9)}"}}'
    )


def _value(question: Question, chance: random.Random) -> str:
    words = question.values or question.suggested or ("one", "two", "three")
    return {
        "bool": lambda: _word(chance.random() < 0.5),
        "enum": lambda: chance.choice(words),
        "list": lambda: f"[{', '.join(each for each in words if chance.random() < 0.5)}]",
        "string": lambda: f"text {chance.randrange(99)}",
        "number": lambda: str(chance.randrange(9)),
        "duration": lambda: str(chance.randrange(99)),
        "date": lambda: f"20{chance.randrange(10, 25)}-01-01",
    }[question.type]()


def _word(value: bool) -> str:
    return "true" if value else "false"
