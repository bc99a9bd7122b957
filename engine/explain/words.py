"""Values, comparisons and citations in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.model import AllOf, AnyOf, Citation, Clause, Comparison, Constant, Each, Fact, Grade, Not, Path, Some, Value
from engine.operators import OPERATORS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.model import Safeguard
    from engine.trace import Change

"""The sign of each verdict, never shown without a legend."""

_READ = {
    Grade.TEXT: "read{on} in the text",
    Grade.PAGE: "read{on} on a page that quotes it",
    Grade.SECONDARY: "from a secondary source{on}",
    Grade.KNOWLEDGE: "NOT VERIFIED: nobody has checked this",
}
_SEVERAL = 6


def value_words(value: Value | None) -> str:
    """Say an answer.

    >>> value_words(True), value_words(()), value_words(("a", "b"))
    ('yes', 'none', 'a, b')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return value.isoformat() if isinstance(value, date) else f"{value}"


def joined(words: Iterable[str], last: str) -> str:
    """Join words as a sentence does.

    >>> joined(["a", "b", "c"], "or")
    'a, b or c'
    """
    *first, final = words
    return f"{', '.join(first)} {last} {final}" if first else final


def operand_words(operand: Constant | Path, last: str) -> str:
    """Say what an answer is compared with."""
    if isinstance(operand, Path):
        return f"the answer to {operand}"
    value, name = operand.value, operand.name
    if isinstance(value, tuple):
        if name and len(value) > _SEVERAL:
            return f"in the group {name}"
        return joined(value, last) if value else "nothing"
    return value_words(value) + (f" ({name})" if name else "")


_FLAGGED = {"is_empty": ("is empty", "is not empty"), "has_limit": ("has a limit", "has no limit")}


def comparison_words(comparison: Comparison, *, holds: bool = True) -> str:
    """Say a comparison, or its opposite, as the rest of a sentence that begins with its path."""
    operator = OPERATORS[comparison.operator]
    if comparison.operator in _FLAGGED and isinstance(comparison.operand, Constant):
        return _FLAGGED[comparison.operator][0 if (comparison.operand.value is True) == holds else 1]
    words = operator.words if holds else operator.opposite
    last = "nor" if words == "is neither" else "and" if words.endswith("all of") else "or"
    return f"{words} {operand_words(comparison.operand, last)}"


def wish_words(change: Change) -> str:
    """Say what would have to be otherwise.

    Example: ``power.authorisation.body were court or independent-judicial-type-body``.
    """
    words = comparison_words(change.comparison, holds=change.holds)
    for indicative, subjunctive in (("is ", "were "), ("includes ", "included "), ("has ", "had ")):
        if words.startswith(indicative):
            words = words.replace(indicative, subjunctive, 1)
    if words.startswith("does not include "):
        words = words.replace("does not include ", "did not include ", 1)
    return f"{change.comparison.path} {words}" + ("" if change.known else " (not known today)")


def recorded_words(fact: Fact | None) -> str:
    """Say what is recorded, or why nothing is."""
    if fact is None:
        return "not recorded"
    if fact.value is None:
        return f"not known: {fact.unknown}"
    return f"recorded: {value_words(fact.value)}"


def citation_words(citation: Citation) -> str:
    """Name a provision and say how it was read."""
    on = f" {citation.read_on}" if citation.read_on else ""
    return f"{citation.title}, {_READ[citation.grade].format(on=on)}"


def source_words(safeguard: Safeguard) -> str:
    """Name the passages and articles that demand a safeguard."""
    passages = list(dict.fromkeys(f"{each.source} ¶{each.paragraph}" for each in safeguard.sources))
    articles = []
    if safeguard.adopted:
        articles.append(f"Convention article {joined(safeguard.adopted, 'and')}")
    if safeguard.rev1:
        articles.append(f"draft Rev.1 article {joined(safeguard.rev1, 'and')}")
    return "; ".join([", ".join(passages), *articles])


def quantifier_words(clause: Each | Some) -> str:
    """Say the head of a quantifier."""
    condition = f" for which {clause_words(clause.condition)}" if clause.condition is not None else ""
    every = "each of" if isinstance(clause, Each) else "at least one of"
    return f"{every} {clause.records}{condition}"


def clause_words(clause: Clause) -> str:
    """Say a clause in one line."""
    match clause:
        case Comparison(path=path):
            return f"{path} {comparison_words(clause)}"
        case Each() | Some():
            return f"{quantifier_words(clause)}: {clause_words(clause.body)}"
        case Not(negated):
            return f"not {_bracketed(negated)}"
        case AllOf(clauses):
            return " and ".join(_bracketed(each) for each in clauses)
        case AnyOf(clauses):
            return " or ".join(_bracketed(each) for each in clauses)


def _bracketed(clause: Clause) -> str:
    words = clause_words(clause)
    return words if isinstance(clause, Comparison) else f"({words})"
