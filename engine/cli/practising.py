"""The command for those who learn to read law for a profile: practise."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.common import FINDINGS, NOT_VALID, ROOT, WRONG_USE, Name, open_repository, show_problems, stop
from engine.cli.prompts import Later, typed
from engine.vocabulary import advice, answer

if TYPE_CHECKING:
    from engine.model import Agreed, Value, Vignette
    from engine.vocabulary import Vocabulary

VIGNETTE = Name("VIGNETTE", "tests/example/vignettes/*.yaml")


@click.command()
@click.argument("name", metavar="[VIGNETTE]", type=VIGNETTE, required=False)
@ROOT
def practise(name: str | None, root: Path) -> None:
    """Read a short fictional statute, answer questions about it, and see what was agreed on, and why.

    Without a VIGNETTE, list those that there are.
    """
    from engine.practice import vignettes

    repository, problems = open_repository(root)
    found, more = vignettes(root, repository.vocabulary, {each.id for each in repository.safeguards})
    if more or not repository.vocabulary.questions:
        show_problems(more or problems)
        stop("the vignettes cannot be used before this is mended", NOT_VALID)
    by_name = {each.id: each for each in found}
    if name is None:
        for each in found:
            click.echo(f"{each.id:<32} {each.title} ({len(each.asks)} questions)")
    elif name not in by_name:
        stop(f"there is no vignette `{name}`; {advice(name, by_name)}", WRONG_USE)
    elif not _practised(by_name[name], repository.vocabulary):
        sys.exit(FINDINGS)


def _practised(vignette: Vignette, vocabulary: Vocabulary) -> bool:
    """Go through a vignette; tell whether every answer was the agreed one."""
    click.echo(f"{vignette.title}\n\n{vignette.text.rstrip()}\n")
    click.echo(
        "Answer with a word or its number, with `none` for an empty list, and with ? where the text does not say."
    )
    right = 0
    try:
        for each in vignette.asks:
            right += _asked(each, vocabulary)
    except EOFError:
        click.echo()
    click.echo(f"\n{right} of {len(vignette.asks)} as agreed")
    return right == len(vignette.asks)


def _asked(agreed: Agreed, vocabulary: Vocabulary) -> bool:
    from engine.practice import same

    question = vocabulary.questions[agreed.path]
    click.echo(f"\n{question.path}\n  {question.question}")
    try:
        given = typed(question)
        right = same(agreed, None if given is None else answer(question, given))
    except Later:
        right = False
    click.echo(f"  {'agreed' if right else f'the agreed answer is {_shown(agreed.value)}'}: {agreed.why}")
    return right


def _shown(value: Value | None) -> str:
    from engine.explain import value_words

    return "that the text does not say" if value is None else value_words(value)
