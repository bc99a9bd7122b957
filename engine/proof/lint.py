"""What is wrong with a safeguard whatever law it is put to: exact analysis, with a witness where there is one.

Each rule has an id, which is also the name of its page under ``docs/lint/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.words import clause_words
from engine.load.paths import ROOTS
from engine.model import ALWAYS, AllOf, Problem
from engine.proof.cases import verdict
from engine.proof.exact import inexact
from engine.proof.mutants import mutants, place
from engine.proof.score import difference
from engine.proof.search import Sign, TooLargeError, search
from engine.proof.space import names_used, space, variables_of
from engine.proof.words import given_lines
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from engine.model import Case, Clause, Safeguard, Scope
    from engine.proof.relations import Relation
    from engine.vocabulary import Vocabulary


def lint(safeguards: Iterable[Safeguard], vocabulary: Vocabulary) -> list[Problem]:
    """Give the findings about each safeguard by itself, sorted by place."""
    return sorted(problem for each in safeguards for rule in RULES for problem in _or_too_large(rule, each, vocabulary))


def _or_too_large(
    rule: Callable[[Safeguard, Vocabulary], Iterator[Problem]], safeguard: Safeguard, vocabulary: Vocabulary
) -> Iterator[Problem]:
    try:
        yield from rule(safeguard, vocabulary)
    except TooLargeError:
        yield _problem(
            safeguard,
            "not-proved",
            f"`{safeguard.id}` asks too much at once to be analysed ({rule.__name__.strip('_').replace('_', ' ')})",
            "a fault in it could not be excluded",
            "ask each question once, or split the safeguard",
        )


def _problem(safeguard: Safeguard, code: str, what: str, why: str, fix: str) -> Problem:
    return Problem(safeguard.where, code, what, why, fix)


def _reaches(safeguard: Safeguard, wanted: Verdict, vocabulary: Vocabulary) -> bool:
    """Whether any answers give a verdict."""

    def look(scope: Scope) -> Sign:
        found = verdict(safeguard, scope)
        if found is wanted:
            return Sign.FOUND
        return Sign.OPEN if found is Verdict.UNKNOWN else Sign.HOPELESS

    room = space((safeguard.applies, safeguard.require), vocabulary, ROOTS[safeguard.subject])
    return search(room, look, complete=True) is not None


def _verdicts(safeguard: Safeguard, vocabulary: Vocabulary) -> Iterator[Problem]:
    met, unmet = (_reaches(safeguard, each, vocabulary) for each in (Verdict.MET, Verdict.UNMET))
    if not met and not unmet:
        what, why = f"`{safeguard.id}` applies to nothing", "every cell would read not applicable"
        yield _problem(safeguard, "never-applies", what, why, "mend `applies`: no answers make it hold")
    elif not met:
        what, why = f"no law can meet `{safeguard.id}`", "every cell would read unmet or unknown"
        yield _problem(safeguard, "never-met", what, why, "look for parts of `require` that exclude each other")
    elif not unmet:
        what, why = f"every law meets `{safeguard.id}`", "the safeguard demands nothing"
        yield _problem(safeguard, "never-unmet", what, why, "look for alternatives that cover every answer")


def _applicability(safeguard: Safeguard, vocabulary: Vocabulary) -> Iterator[Problem]:
    if safeguard.applies == ALWAYS or _reaches(safeguard, Verdict.NOT_APPLICABLE, vocabulary):
        return
    what, why = f"`{safeguard.id}` applies to everything", "its `applies` decides nothing, and asks for answers in vain"
    yield _problem(safeguard, "idle-applies", what, why, "leave `applies` out, or mend it")


def _parts(safeguard: Safeguard, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Find the parts that could be left out and nothing would change."""
    for mutant in mutants(safeguard):
        if (
            mutant.what.partition(": ")[2].startswith("drop ")
            and difference(safeguard, mutant.safeguard, vocabulary) is None
        ):
            what = f"this part of `{safeguard.id}` never decides anything: {mutant.what.partition(': ')[2]}"
            why = "whatever a law says, the verdict is the same without it"
            yield Problem(mutant.where, "idle-clause", what, why, "leave it out, or mend what it was meant to say")


def _exactness(safeguard: Safeguard, vocabulary: Vocabulary) -> Iterator[Problem]:
    for clause in (safeguard.applies, safeguard.require):
        found = inexact(clause, vocabulary, ROOTS[safeguard.subject]) if clause != AllOf(()) else None
        if found is not None:
            knot, scope = found
            given = "; ".join(given_lines(scope)) or "nothing"
            yield Problem(
                place(knot, safeguard.where),
                "inexact",
                f"unknown is less than could be said here: {clause_words(knot)}",
                f"given {given}, the answers that are missing cannot change the outcome, and yet it reads unknown",
                "ask each question once, on one side of `not` only",
            )


def _answers(safeguard: Safeguard, _vocabulary: Vocabulary) -> Iterator[Problem]:
    """Find answers in cases that the rule never reads."""
    asked = {str(each) for clause in (safeguard.applies, safeguard.require) for each in variables_of(clause)}
    for case in safeguard.cases:
        unread = [path for path in _given(case) if path not in asked and not path.endswith(".kind")]
        if unread:
            what = f"the case `{case.name}` answers what the safeguard never asks: {', '.join(unread)}"
            why = "the case seems to test something that it does not"
            yield Problem(case.where, "unread-answer", what, why, "leave the answer out, or let the rule ask for it")


def _given(case: Case) -> Iterator[str]:
    for root, record in case.scope.items():
        yield from (f"{root}.{key}" if root else key for key in record.facts)


def _twice(safeguard: Safeguard, _vocabulary: Vocabulary) -> Iterator[Problem]:
    seen: dict[str, Case] = {}
    for case in safeguard.cases:
        answers = "\n".join(sorted(given_lines(case.scope)))
        if answers in seen:
            what = f"the case `{case.name}` gives the same answers as `{seen[answers].name}`"
            why = "the second tests nothing that the first does not"
            yield Problem(case.where, "same-case-twice", what, why, "leave one of them out")
        seen.setdefault(answers, case)


def _parameters(safeguard: Safeguard, _vocabulary: Vocabulary) -> Iterator[Problem]:
    used = {each for clause in (safeguard.applies, safeguard.require) for each in names_used(clause)}
    for each in safeguard.parameters:
        if each.name not in used:
            what = f"the parameter `{each.name}` of `{safeguard.id}` is used nowhere"
            why = "whoever sets it changes nothing"
            yield Problem(each.where, "unused-parameter", what, why, "use it in the rule, or leave it out")


RULES = (_verdicts, _applicability, _parts, _exactness, _answers, _twice, _parameters)


def unread_questions(safeguards: Iterable[Safeguard], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Find the questions that no safeguard asks."""
    asked = {
        path
        for each in safeguards
        for clause in (each.applies, each.require)
        for path in _question_names(clause, each, vocabulary)
    }
    for question in vocabulary.questions.values():
        if question.path not in asked and not (question.heading or question.background):
            yield Problem(
                question.where,
                "unread-question",
                f"no safeguard asks `{question.path}`",
                "whoever answers it changes no cell",
                "let a safeguard ask it, or leave it out",
            )


def _question_names(clause: Clause, safeguard: Safeguard, vocabulary: Vocabulary) -> Iterator[str]:
    roots = ROOTS[safeguard.subject]
    room = space([clause], vocabulary, roots)
    for each in room.choices:
        record = vocabulary.lists[each.list] if each.list else roots[each.root]
        yield f"{record}.{each.key}" if record else each.key


def same_safeguards(found: Iterable[Relation]) -> Iterator[Problem]:
    """Report the pairs that judge every law alike."""
    for each in found:
        if each.equal:
            what = f"`{each.weaker.id}` and `{each.stronger.id}` judge every law alike"
            why = "two columns of the matrix would always read the same"
            yield Problem(each.weaker.where, "same-safeguard", what, why, "say what one of them demands besides")
