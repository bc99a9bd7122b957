"""What is typed in a talk: lines, choices, dates, answers that fit their question."""

from __future__ import annotations

import re
import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from engine.vocabulary import Misfit, answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.vocabulary import Question


class Later(Exception):  # noqa: N818  a turn of the talk, not a fault
    """The question is left for later."""


def line(prompt: str) -> str:
    """Ask for a line; `q` ends the talk as the end of the input does."""
    typed = input(f"{prompt}: ").strip()
    if not sys.stdin.isatty():
        click.echo(typed)
    if typed == "q":
        raise EOFError
    return typed


def wanted(prompt: str) -> str:
    """Ask for a line; an empty one raises `Later`."""
    typed = line(prompt)
    if not typed:
        raise Later
    return typed


def day_or_none(prompt: str) -> str:
    """Ask for a date until it is one; an empty line is an empty text."""
    while typed := line(prompt):
        try:
            return str(date.fromisoformat(typed))
        except ValueError:
            click.echo(f"  `{typed}` is not a date; write it as 2015-01-01")
    return ""


def one(prompt: str, words: Sequence[str], meaning: Sequence[str]) -> str:
    """Ask for one of several words, or its number; an empty line raises `Later`."""
    choice = ", ".join(
        f"{number} {each} ({said})" for number, (each, said) in enumerate(zip(words, meaning, strict=True), 1)
    )
    while typed := line(f"{prompt} {choice}"):
        found = _words([typed], words)[0]
        if found in words:
            return found
        click.echo(f"  `{typed}` is not one of them")
    raise Later


def typed(question: Question) -> str | list[str] | None:
    """Ask for the answer to a question until it fits; nothing for `?`."""
    choices = question.values or question.suggested or (("yes", "no") if question.type == "bool" else ())
    for number, each in enumerate(choices, 1):
        click.echo(f"  {number:>4} {each}")
    while typed := wanted("answer"):
        if typed == "?":
            return None
        given = _read(question, typed, choices)
        found = answer(question, given)
        if not isinstance(found, Misfit):
            return given
        click.echo(f"  {found.what}: {found.fix}")
    raise Later


def _read(question: Question, typed: str, choices: Sequence[str]) -> str | list[str]:
    if question.type == "list":
        return [] if typed == "none" else _words(re.split(r"\s*,\s*", typed), choices)
    if question.type in {"number", "duration", "date"}:
        return typed
    found = _words([typed], choices)[0]
    return {"yes": "true", "no": "false"}.get(found, found) if question.type == "bool" else found


def _words(typed: Sequence[str], choices: Sequence[str]) -> list[str]:
    """Put words for numbers."""
    return [choices[int(each) - 1] if each.isdigit() and 0 < int(each) <= len(choices) else each for each in typed]
