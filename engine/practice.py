"""Vignettes put to work: the verdicts that agreed answers give, and how an author's answers differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.evaluate import evaluate
from engine.load.vignettes import read_vignette
from engine.model import Fact, Record
from engine.verdict import Verdict, judge
from engine.vocabulary import LISTS
from engine.yamlfile import read

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from engine.model import Agreed, Problem, Safeguard, Value, Vignette
    from engine.vocabulary import Misfit, Vocabulary

FOLDER = "tests/example/vignettes"


def vignettes(root: Path, vocabulary: Vocabulary, safeguards: Collection[str]) -> tuple[list[Vignette], list[Problem]]:
    """Read the vignettes of a repository, in the order of their names."""
    found, problems = [], []
    for file in sorted((root / FOLDER).glob("*.yaml")):
        node, more = read(file, file.relative_to(root).as_posix())
        if node is not None:
            vignette, more = read_vignette(node, file.stem, vocabulary, safeguards)
            found += [vignette] if vignette else []
        problems += more
    return found, problems


def verdict(vignette: Vignette, safeguard: Safeguard) -> Verdict:
    """Judge the agreed answers of a vignette, as those of a State and of one power or offence."""
    facts: dict[str, dict[str, Fact]] = {"": {}, **{each: {} for each in LISTS}}
    for each in (*vignette.given, *vignette.asks):
        root, _, key = each.path.partition(".")
        place = (root, key) if root in LISTS else ("", each.path)
        if each.value is not None:
            facts[place[0]][place[1]] = Fact(each.value, each.where)
    scope = {root: Record(each) for root, each in facts.items()}
    return judge(evaluate(safeguard.applies, scope).truth, evaluate(safeguard.require, scope).truth)


def same(agreed: Agreed, value: Value | Misfit | None) -> bool:
    """Tell whether an answer is the one that was agreed on; a list is, whatever its order."""
    if isinstance(value, tuple) and isinstance(agreed.value, tuple):
        return set(value) == set(agreed.value)
    return value == agreed.value and isinstance(value, bool) == isinstance(agreed.value, bool)
