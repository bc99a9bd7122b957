"""Folders for pytest to run, always the same: profiles of made-up States, and tests of the same number and outcomes.

In a made-up State every question has the answer that suits most safeguards, save for some drawn at random.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.madeup import codes
from benchmarks.peers.formula import Atom, atoms, cell
from engine.cli.common import known_vocabulary
from engine.load import read_repository
from engine.model import NO_LIMIT, Constant, Safeguard
from engine.operators import OPERATORS
from engine.vocabulary import Question, Vocabulary


class Size(NamedTuple):
    """How many laws, powers and offences a profile has."""

    laws: int
    records: int


REAL, SMALL = Size(60, 6), Size(6, 1)
"""About 840 lines, as real profiles have; and about 220, for runs that are to show what an item costs."""
SETTLED = {
    "practice.systematic_violations_finding": False,
    "cooperation.partners.assessment_before_treaty_only_cooperation": True,
}
AMOUNTS = (0, 1, 2, 3, 4, 5, 7, 10, 14, 20, 30, 60, 90, 180, 365, 999)


def candidates(question: Question) -> list[object]:
    words = question.values or question.suggested or ("one", "two", "three")
    if question.type == "list":
        return [(), words, *((each,) for each in words), *(tuple(w for w in words if w != each) for each in words)]
    amounts = [*AMOUNTS, *([NO_LIMIT] if question.no_limit else [])]
    return {"bool": [True, False], "number": list(AMOUNTS), "duration": amounts}.get(question.type, list(words))


def holds(atom: Atom, value: object) -> bool:
    assert isinstance(atom.operand, Constant)
    return OPERATORS[atom.operator].test(value, atom.operand.value) is atom.wanted


def suits(safeguards: list[Safeguard], vocabulary: Vocabulary) -> dict[str, object]:
    """Give, by question, the answer that suits most comparisons of safeguards."""
    asked: dict[str, list[Atom]] = {}
    for each in safeguards:
        for atom in dict.fromkeys(atoms(cell(each).met)):
            root = "" if atom.path.root in {"", "requesting", "requested"} else f"{atom.path.root}."
            if isinstance(atom.operand, Constant):
                asked.setdefault(root + atom.path.key, []).append(atom)
    best = {
        path: max(candidates(each), key=lambda value: sum(holds(atom, value) for atom in asked.get(path, ())))
        for path, each in vocabulary.questions.items()
        if each.type not in {"date", "string"}
    }
    # what keeps a safeguard from applying suits it too, and what one alternative asks does not suit the other
    best |= {f"{each}.exists": True for each in vocabulary.lists.values()}
    return best | {key: value for key, value in SETTLED.items() if key in best}


def states(folder: Path, repository: Path, number: int, astray: float, size: Size = REAL) -> None:
    """Write a repository with the policies of `repository` and so many profiles, a share of whose answers go astray."""
    for each in ("policies", "seeds"):
        shutil.copytree(repository / each, folder / each)
    shutil.copy(repository / "conftest.py", folder)
    (folder / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", encoding="utf-8")
    (folder / "jurisdictions").mkdir()
    vocabulary = known_vocabulary(folder)
    best = suits(list(read_repository(repository).safeguards), vocabulary)
    for code in codes(number):
        text = "\n".join(profile(code, vocabulary, best, Chance(astray, size, random.Random(code)))) + "\n"
        (folder / f"jurisdictions/{code}.yaml").write_text(text, encoding="utf-8")


class Chance(NamedTuple):
    """What is drawn: the share of answers that go astray, how much is written, and the lot."""

    astray: float
    size: Size
    lot: random.Random


def profile(code: str, vocabulary: Vocabulary, best: dict[str, object], chance: Chance) -> list[str]:
    """Give the lines of a made-up profile."""
    lines = [f"jurisdiction: {code}", f"name: Land {code}", "status: draft", "checked: 2026-11-01", "law:"]
    for number in range(chance.size.laws):
        lines += [f"  act-{number}:", f"    title: Act {number} of {code}, section {number}"]
        lines += [f"    url: https://law.example/{code}/{number}", "    read: {on: 2026-11-01, as: text}"]
    for section in vocabulary.sections.values():
        asked = [each for each in vocabulary.questions.values() if each.section == section.id]
        told = [each for each in asked if not each.heading and each.path in best]
        kind = next((each for each in asked if each.path == f"{section.record}.kind"), None)
        if kind is None:
            answers = [_line(each, "  ", best, chance) for each in told]
            lines += [f"{section.id}:", *answers] if answers else []
            continue
        lines += [f"{section.id}:", "  complete: {value: true, cite: act-1}"]
        for each in (kind.values or kind.suggested)[: chance.size.records]:
            lines += [f"  {each}:", *(_line(question, "    ", best, chance) for question in told)]
    return lines


def _line(question: Question, indent: str, best: dict[str, object], chance: Chance) -> str:
    lot = chance.lot
    value = lot.choice(candidates(question)) if lot.random() < chance.astray else best[question.path]
    text = f"[{', '.join(value)}]" if isinstance(value, tuple) else str(value)
    text = text.lower() if isinstance(value, bool) else text
    path, law = question.path.partition(".")[2], f"act-{lot.randrange(chance.size.laws)}"
    return f'{indent}{path}: {{value: {text}, cite: {law}, note: "subsection {lot.randrange(9)}"}}'


Outcomes = Mapping[str, Sequence[tuple[str, str]]]
"""By the name of a file, the names of its tests with what becomes of each: ``pass``, ``skip`` or ``fail``."""

NAIVE = Path(__file__).parent / "naive_items.py"
PLAIN = """import pytest

CASES = {cases!r}
TEXT = {text!r}


@pytest.mark.parametrize(("name", "outcome"), CASES, ids=[name for name, _ in CASES])
def test_safeguard(name, outcome):
    if outcome == "fail":
        pytest.fail(TEXT.replace("NAME", name), pytrace=False)
    if outcome == "skip":
        pytest.skip("not applicable")
"""


def naive(folder: Path, outcomes: Outcomes, text: str) -> None:
    """Write files for items as the documentation of pytest shows them, with a plugin that reads them."""
    shutil.copy(NAIVE, folder / "conftest.py")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / "text.txt").write_text(text, encoding="utf-8")
    (folder / "jurisdictions").mkdir()
    for name, cases in outcomes.items():
        lines = "".join(f"{case} {outcome}\n" for case, outcome in cases)
        (folder / f"jurisdictions/{name}.cells").write_text(lines, encoding="utf-8")


def plain(folder: Path, outcomes: Outcomes, text: str) -> None:
    """Write parametrised functions with the same outcomes."""
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / "jurisdictions").mkdir()
    for name, cases in outcomes.items():
        file = folder / f"jurisdictions/test_{name.lower()}.py"
        file.write_text(PLAIN.format(cases=list(cases), text=text), encoding="utf-8")
