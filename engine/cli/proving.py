"""Commands for those who write safeguards: test, lint."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.common import FINDINGS, NOT_VALID, ROOT, WRONG_USE, open_repository, show_problems, stop
from engine.terminal import shows
from engine.vocabulary import advice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.load import Repository
    from engine.model import Problem, Safeguard
    from engine.proof.score import Score


@click.command("test")
@click.argument("targets", metavar="[SAFEGUARD|PATH]...", nargs=-1)
@click.option("--outcomes", is_flag=True, help="show of every clause which outcomes the cases show")
@ROOT
def run_cases(targets: tuple[str, ...], outcomes: bool, root: Path) -> None:
    """Run the safeguards' own cases, and say which faults they would not notice.

    Every case must give its verdict for its reasons; every clause must be seen true, false and unknown; and every
    small fault put into a clause on purpose (a mutant) must change the verdict of a case.
    """
    from engine.proof.score import score

    repository = open_policies(root)
    scores = []
    for each in chosen(targets, repository, root):
        scores.append(score(each, repository.vocabulary))
        _show(scores[-1], outcomes=outcomes)
    _total(scores)
    if not all(each.perfect for each in scores):
        sys.exit(FINDINGS)


def open_policies(root: Path) -> Repository:
    """Read the repository; a problem outside the profiles ends the command (exit 3)."""
    from engine.matrix import common_problems

    repository, problems = open_repository(root)
    common: Iterable[Problem] = common_problems(problems)
    if common or not repository.safeguards:
        show_problems(common)
        stop("nothing can be tested before this is mended", NOT_VALID)
    return repository


def chosen(targets: tuple[str, ...], repository: Repository, root: Path) -> list[Safeguard]:
    """Find safeguards by id, file or folder; all, if none is named (exit 2 if there is no such)."""
    if not targets:
        return list(repository.safeguards)
    found: dict[str, Safeguard] = {}
    for target in targets:
        matching = [each for each in repository.safeguards if _is(target, each, root)]
        if not matching:
            stop(
                f"there is no safeguard `{target}`; {advice(target, [e.id for e in repository.safeguards])}", WRONG_USE
            )
        found.update((each.id, each) for each in matching)
    return list(found.values())


def _is(target: str, safeguard: Safeguard, root: Path) -> bool:
    if target == safeguard.id:
        return True
    file, path = (root / safeguard.where.path).resolve(), Path(target).resolve()
    return path.exists() and (file == path or path in file.parents)


def _show(score: Score, *, outcomes: bool) -> None:
    from engine.proof.words import outcome_lines, score_line, score_lines

    click.echo(f"{_sign(score)} {score_line(score)}")
    for each in outcome_lines(score) if outcomes else ():
        click.echo(f"    {each}")
    for each in score_lines(score):
        click.echo(f"  {each}")


def _sign(score: Score) -> str:
    done, left = ("✓", "✗") if shows("✓✗", sys.stdout) else ("ok", "--")
    return done if score.perfect else left


def _total(scores: list[Score]) -> None:
    mutants, caught = sum(each.mutants for each in scores), sum(each.caught for each in scores)
    perfect = sum(each.perfect for each in scores)
    cases = sum(len(each.results) for each in scores)
    equivalent = sum(len(each.survivors) - len(each.escaped) for each in scores)
    click.echo(
        f"safeguards: {len(scores)}, with nothing left to do: {perfect}; cases: {cases}; "
        f"mutants caught: {caught} of {mutants}, proved equivalent: {equivalent}"
    )


@click.command()
@click.argument("targets", metavar="[SAFEGUARD|PATH]...", nargs=-1)
@ROOT
def lint(targets: tuple[str, ...], root: Path) -> None:
    """Look for faults in safeguards that no law could bring to light.

    Every answer that the vocabulary allows is gone through, so that what is said here holds of every law.
    """
    from engine.proof.lint import lint as findings
    from engine.proof.lint import same_safeguards, unread_questions
    from engine.proof.relations import relations

    repository = open_policies(root)
    safeguards = chosen(targets, repository, root)
    found = findings(safeguards, repository.vocabulary)
    related = list(relations(safeguards, repository.vocabulary))
    found += same_safeguards(related)
    if not targets:
        found += unread_questions(safeguards, repository.vocabulary)
    for each in found:
        click.echo(f"{each}\n  see: docs/lint/{each.code}.md\n")
    for relation in related:
        family = relation.stronger.family if relation.stronger.family == relation.weaker.family else ""
        said = f" (family {family})" if family else ""
        click.echo(f"whoever meets {relation.stronger.id} cannot fail {relation.weaker.id}{said}")
    vague = {each.where.path for each in found if each.code in {"inexact", "not-proved"}}
    click.echo(
        f"safeguards: {len(safeguards)}, proved exact: {len(safeguards) - len(vague)}, findings: {len(found)}, "
        f"implications: {len(related)}"
    )
    if found:
        sys.exit(FINDINGS)
