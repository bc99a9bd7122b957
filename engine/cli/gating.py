"""Commands about changes: diff, gate, note."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from engine.cli.common import FINDINGS, NOT_VALID, ROOT, WRONG_USE, Day, open_store, show_problems, stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.change import Sides
    from engine.git import Git
    from engine.surface.outcome import Outcome
    from engine.tree import Tree

FORMATS = ("text", "summary", "comment", "github", "sarif", "gitlab", "json")
AS_OF = click.option(
    "--as-of", "day", type=Day(), default=None, metavar="DATE", help="judge both sides on this day (default: today)"
)
FORMAT = click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="what to print")
WRITE = click.option(
    "--write", "writes", multiple=True, metavar="FORMAT=FILE", help="write another format into a file as well"
)


def shown(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say what is shown, and of which day."""
    for option in (ROOT, AS_OF, FORMAT, WRITE):
        command = option(command)
    return command


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@shown
def diff(base: str, head: str | None, form: str, writes: tuple[str, ...], day: date | None, root: Path) -> None:
    """Show the cells that differ between two commits, or between a commit and the files as they are.

    Both sides are read from git and judged on the same day; nothing is checked out.
    """
    from engine.change import compare
    from engine.surface.outcome import Outcome

    sides = _sides(root, base, head, day)
    for each in (sides.base, sides.head):
        _must_have_vocabulary(each.problems, has=bool(each.repository.vocabulary.questions))
    outcome = Outcome(compare(sides), sides.head.judge, touched=_touched(root, base, head))
    _show(outcome, form, writes)
    show_problems(sides.head.problems)
    if sides.head.problems:
        sys.exit(NOT_VALID)
    if outcome.diff.changes:
        sys.exit(FINDINGS)


@click.command()
@click.option("--base", default=None, help="the commit to compare with (default: where the branch left the main one)")
@shown
def gate(base: str | None, form: str, writes: tuple[str, ...], day: date | None, root: Path) -> None:
    """Say whether the files as they are may land.

    Is all valid? Is every changed verdict explained by a change note, and well founded?
    """
    from engine.change import compare, complaints
    from engine.surface.outcome import Outcome

    sides = _sides(root, base, None, day)
    _must_have_vocabulary(sides.head.problems, has=bool(sides.head.repository.vocabulary.questions))
    found = compare(sides)
    outcome = Outcome(found, sides.head.judge, tuple(complaints(sides, found)), _touched(root, base, None))
    _show(outcome, form, writes)
    if outcome.complaints:
        sys.exit(FINDINGS)


@click.command()
@click.argument("slug")
@click.option("--what", default="evidence-found", help="law-amended, law-repealed, judgment, evidence-found, ...")
@click.option("--base", default=None, help="the commit to compare with (default: where the branch left the main one)")
@AS_OF
@ROOT
def note(slug: str, what: str, base: str | None, day: date | None, root: Path) -> None:
    """Write the skeleton of a change note, changes/DATE-SLUG.yaml, with the cells that change."""
    import re

    from engine.change import compare
    from engine.change.skeleton import skeleton
    from engine.files import write_atomically
    from engine.load.notes import WHAT
    from engine.vocabulary import advice

    if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug):
        stop(f"`{slug}` cannot be the name of a note; write lower-case letters, digits and single hyphens", WRONG_USE)
    if what not in WHAT:
        stop(f"--what: `{what}` is not what happens; {advice(what, WHAT)}", WRONG_USE)
    today = day or date.today()
    file = root / "changes" / f"{today}-{slug}.yaml"
    if file.exists():
        stop(f"{file} is there already; choose another name", WRONG_USE)
    text = skeleton(compare(_sides(root, base, None, day)), today, what)
    if text is None:
        stop("no verdict changes, so there is nothing to explain", WRONG_USE)
    file.parent.mkdir(exist_ok=True)
    write_atomically(file, text)
    click.echo(f"{file}: say what happened and where it can be read, then run: safeguards gate")


def _must_have_vocabulary(problems: tuple[object, ...], *, has: bool) -> None:
    if not has:
        show_problems(problems)  # type: ignore[arg-type]
        stop("nothing can be compared before this is mended", NOT_VALID)


def _sides(root: Path, base: str | None, head: str | None, day: date | None) -> Sides:
    from engine.change import read_sides
    from engine.change.sides import snapshot
    from engine.git import Git, GitError
    from engine.load import Memo
    from engine.tree import Folder

    git = Git(root)
    try:
        old = git.commit(base) if base else _parting(git)
        if head is None and git.merging:
            _no("a merge is under way, so the files are of two minds; finish it with: git commit")
        new: Tree = Folder(root) if head is None else snapshot(git, git.commit(head))
        today = day or date.today()
        return read_sides(snapshot(git, old), new, root, (today, today), Memo(open_store(root)))
    except GitError as error:
        _no(str(error))


def _touched(root: Path, base: str | None, head: str | None) -> frozenset[tuple[str, int]]:
    """List the lines that the change touches; git has been asked for both sides before."""
    from engine.git import Git
    from engine.load import FOLDERS

    git = Git(root)
    old = git.commit(base) if base else _parting(git)
    return git.touched(old, git.commit(head) if head else None, FOLDERS)


def _parting(git: Git) -> str:
    """Find where the branch left the default one; on that one itself, the newest commit."""
    return git.merge_base(git.commit("HEAD"), git.commit(git.default_branch()))


def _no(message: str) -> NoReturn:
    stop(message, WRONG_USE)


def _show(outcome: Outcome, form: str, writes: tuple[str, ...]) -> None:
    from engine.files import write_atomically
    from engine.surface import SURFACES

    for each in writes:
        name, _, file = each.partition("=")
        if name not in SURFACES or not file:
            stop(f"--write: `{each}` is no format and file; write one of {', '.join(SURFACES)}, then =FILE", WRONG_USE)
        if not Path(file).parent.is_dir():
            stop(f"--write: there is no folder {Path(file).parent}; make it first", WRONG_USE)
        write_atomically(Path(file), SURFACES[name](outcome))
    click.echo(SURFACES[form](outcome), nl=False)
