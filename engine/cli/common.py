"""What the commands share: options, the repository, colours and exits."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from engine.verdict import Verdict
from engine.vocabulary import advice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from click.shell_completion import CompletionItem

    from engine.load import Repository
    from engine.matrix import Assessor
    from engine.model import Problem
    from engine.store import Store
    from engine.vocabulary import Vocabulary

FINDINGS, WRONG_USE, NOT_VALID, INTERNAL_ERROR = 1, 2, 3, 4
GRADES = ("knowledge", "secondary", "page", "text")
_COLOURS = {
    Verdict.MET: "blue",
    Verdict.UNMET: "red",
    Verdict.UNKNOWN: "yellow",
    Verdict.NOT_APPLICABLE: "cyan",
}


class Day(click.ParamType[date]):
    """A date such as 2015-01-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date, or refuse it."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"`{value}` is not a date; write it as 2015-01-01", param, ctx)


class Name(click.ParamType[str]):
    """A code or id that is completed from the repository in the current folder."""

    def __init__(self, name: str, folder: str) -> None:
        self.name, self.folder = name, folder

    def shell_complete(self, _ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Offer the names of the files."""
        from click.shell_completion import CompletionItem

        files = sorted(Path().glob(self.folder))
        return [CompletionItem(each.stem) for each in files if each.stem.startswith(incomplete)]


JURISDICTION = Name("JURISDICTION", "jurisdictions/[A-Z][A-Z][A-Z].yaml")
SAFEGUARD = Name("SAFEGUARD", "policies/*/*.yaml")


_NO_CACHE = "engine.cli.no_cache"


def _note_no_cache(context: click.Context, _param: click.Parameter, given: bool) -> None:
    context.meta[_NO_CACHE] = given


def ROOT(command: Callable[..., None]) -> Callable[..., None]:  # noqa: N802  it stands among options
    """Add the options that say which repository is read, and how; only the first is an argument of the command."""
    for option in (
        click.option(
            "--no-cache",
            is_flag=True,
            expose_value=False,
            callback=_note_no_cache,
            help="read every file anew, and keep nothing for the next time",
        ),
        click.option(
            "--root",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            default=Path(),
            help="the repository (default: this folder)",
        ),
    ):
        command = option(command)
    return command


def open_store(root: Path) -> Store:
    """Give the store of a repository, unless --no-cache was said."""
    from engine import store

    context = click.get_current_context(silent=True)
    return store.open_store(root, wanted=context is None or not context.meta.get(_NO_CACHE, False))


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that fix what is judged: where, when, on what evidence."""
    for option in (
        ROOT,
        click.option(
            "--as-of",
            "day",
            type=Day(),
            default=None,
            metavar="DATE",
            help="judge the law of this day (default: today)",
        ),
        click.option(
            "--evidence", type=click.Choice(GRADES), default="knowledge", help="count weaker evidence as unknown"
        ),
    ):
        command = option(command)
    return command


def stop(message: str, code: int) -> NoReturn:
    """End with a message on standard error and an exit code."""
    click.echo(message, err=True)
    sys.exit(code)


def need_for(form: str) -> None:
    """End with the command that installs what a format needs, if it is not there (exit 2)."""
    from engine.report import lacking

    if message := lacking(form):
        stop(message, WRONG_USE)


def open_repository(root: Path) -> tuple[Repository, tuple[Problem, ...]]:
    """Read a repository and all that is wrong with it."""
    from engine.check import known_problems
    from engine.collector import settle, uncollected
    from engine.load import read_repository

    store = open_store(root)
    with uncollected():
        repository = read_repository(root, store=store)
        problems = known_problems(repository, store)
    settle()
    return repository, problems


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, a blank line after each."""
    for each in problems:
        click.echo(f"{each}\n", err=True)


def known_vocabulary(root: Path) -> Vocabulary:
    """Read the vocabulary; without one the command ends (exit 3)."""
    repository, problems = open_repository(root)
    if not repository.vocabulary.questions:
        show_problems(problems)
        stop("nothing can be done without a vocabulary", NOT_VALID)
    return repository.vocabulary


def open_assessor(root: Path, day: date | None, evidence: str) -> tuple[Assessor, tuple[Problem, ...]]:
    """Make ready to judge; problems that concern every profile end the command (exit 3)."""
    from engine.matrix import Assessor, common_problems
    from engine.model import Grade

    repository, problems = open_repository(root)
    common = common_problems(problems)
    if common:
        show_problems(common)
        stop(f"nothing can be assessed before this is mended (problems: {len(common)})", NOT_VALID)
    today = date.today()
    return Assessor(repository, problems, day or today, Grade[evidence.upper()]), problems


def known_jurisdiction(code: str, assessor: Assessor) -> str:
    """Find a valid profile; a misspelt code ends the command (exit 2), an invalid profile too (exit 3)."""
    upper = code.upper()
    if upper in assessor.invalid:
        show_problems(assessor.invalid[upper])
        stop(f"{upper} cannot be assessed before this is mended", NOT_VALID)
    if upper not in assessor.jurisdictions:
        stop(f"there is no jurisdiction `{code}`; {advice(upper, assessor.repository.files)}", WRONG_USE)
    return upper


def known_safeguard(name: str, assessor: Assessor) -> str:
    """Find a safeguard; a misspelt name ends the command (exit 2)."""
    if name not in assessor.safeguards:
        stop(f"there is no safeguard `{name}`; {advice(name, assessor.safeguards)}", WRONG_USE)
    return name


def coloured(text: str, verdict: Verdict) -> str:
    """Colour a text by its verdict, on a terminal and unless NO_COLOR is set."""
    wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return click.style(text, fg=_COLOURS[verdict]) if wanted else text


def folders(corpora: Iterable[str]) -> dict[str, Path]:
    """Read `NAME=DIR` options; one that names no folder ends the command (exit 2)."""
    found = {}
    for each in corpora:
        name, _, folder = each.partition("=")
        if not folder or not Path(folder).is_dir():
            stop(f"--corpus: `{each}` names no folder; write owner/name=folder", WRONG_USE)
        found[name] = Path(folder)
    return found
