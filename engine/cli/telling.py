"""Commands that tell what changed over time: history, changes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.common import (
    FINDINGS,
    JURISDICTION,
    NOT_VALID,
    ROOT,
    SAFEGUARD,
    WRONG_USE,
    open_repository,
    open_store,
    show_problems,
    stop,
)

if TYPE_CHECKING:
    from engine.change.history import Flip


@click.command()
@click.argument("code", metavar="JURISDICTION", type=JURISDICTION)
@click.argument("safeguard", required=False, type=SAFEGUARD)
@ROOT
def history(code: str, safeguard: str | None, root: Path) -> None:
    """Show each flip of the cells of a JURISDICTION, or of one SAFEGUARD: when, why, and the note that explains it.

    Every commit is judged on its own day.
    """
    from engine.change.history import history as flips
    from engine.git import Git, GitError
    from engine.load import Memo

    number = 0
    try:
        for each in flips(Git(root), root, code.upper(), safeguard, Memo(open_store(root))):
            number += 1
            _show(each)
    except GitError as error:
        stop(str(error), WRONG_USE)
    click.echo(f"{number} changes" if number else f"no cell of {code.upper()} has changed")


def _show(flip: Flip) -> None:
    from engine.surface.outcome import rests_on, was_and_is, words

    change = flip.change
    click.echo(f"{flip.day} {flip.commit[:12]} {words(change)}")
    for fact in change.facts[:3]:
        click.echo(f"    {fact.path}: {was_and_is(fact)}")
        for each in rests_on(fact):
            click.echo(f"      {each}")
    for note in flip.notes:
        click.echo(f"    note {note.id}: {note.summary}")


@click.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="the folder for the feeds and changes.json",
)
@click.option("--address", default="", help="where the feeds will lie (https://...)")
@click.option("--check", is_flag=True, help="write nothing; fail if CHANGES.md is not what the notes make")
@ROOT
def changes(output: Path | None, address: str, check: bool, root: Path) -> None:
    """Write CHANGES.md from the change notes; with -o also changes.json and Atom feeds."""
    from engine.change.log import document, feeds, markdown, sections
    from engine.files import write_atomically
    from engine.git import Git, GitError

    repository, problems = open_repository(root)
    wrong = [each for each in problems if each.where.path.startswith("changes/")]
    if wrong:
        show_problems(wrong)
        stop("the notes cannot be published before this is mended", NOT_VALID)
    try:
        found = sections(Git(root), repository.notes)
    except GitError as error:
        stop(str(error), WRONG_USE)
    file, text = root / "CHANGES.md", markdown(found)
    if check:
        same = file.is_file() and file.read_text(encoding="utf-8") == text
        sys.exit(0) if same else stop(
            "CHANGES.md is not what the notes make; `safeguards changes` writes it anew", FINDINGS
        )
    write_atomically(file, text)
    if output:
        names = {each.code: each.name for each in repository.jurisdictions}
        titles = {each.id: each.title for each in repository.safeguards}
        files = {"changes.json": document(found), **feeds(repository.notes, names, titles, address)}
        output.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            write_atomically(output / name, content)
    click.echo(f"{file}: {len(repository.notes)} notes" + (f"; feeds in {output}" if output else ""))
