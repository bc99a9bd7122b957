"""Commands that tend profiles without judging them: format, pin."""

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
    WRONG_USE,
    folders,
    known_vocabulary,
    show_problems,
    stop,
)
from engine.vocabulary import advice

if TYPE_CHECKING:
    from engine.vocabulary import Vocabulary


@click.command("format")
@click.argument("codes", nargs=-1, type=JURISDICTION)
@click.option("--check", is_flag=True, help="write nothing; fail if a profile is not in order")
@ROOT
def format_profiles(codes: tuple[str, ...], check: bool, root: Path) -> None:
    """Put the lines of the profiles of JURISDICTIONs (default: all) into the order of the vocabulary.

    Comments move with the line below them, and what a profile says stays the same.
    """
    from engine.files import write_atomically

    vocabulary = known_vocabulary(root)
    files = _chosen(root, codes)
    refused, changed = [], []
    for file in files:
        text = _text(file, root)
        new = None if text is None else _arranged(text, vocabulary, file.relative_to(root))
        if new is None:
            refused.append(file)
        elif new.encode() != file.read_bytes():
            changed.append(file)
            if not check:
                write_atomically(file, new)
            click.echo(f"{file.relative_to(root).as_posix()}: {'not in order' if check else 'put in order'}")
    counted = "1 profile" if len(files) == 1 else f"{len(files)} profiles"
    click.echo(f"{counted}: {len(changed)} {'not in order' if check else 'changed'}, {len(refused)} refused")
    if refused:
        sys.exit(NOT_VALID)
    if check and changed:
        stop("`safeguards format` puts them in order", FINDINGS)


def _arranged(text: str, vocabulary: Vocabulary, label: Path) -> str | None:
    from engine.arrange import MeaningError, arranged

    try:
        return arranged(text, vocabulary)
    except MeaningError:
        click.echo(
            f"{label.as_posix()}: cannot be put in order without changing what it says, and was left as it is\n"
            "  why: a text that is written over several lines would change\n"
            "  fix: write such texts in double quotes, then run this again\n",
            err=True,
        )
        return None


@click.command()
@click.argument("code", metavar="JURISDICTION", type=JURISDICTION)
@click.argument("keys", nargs=-1, metavar="[CITATION]...")
@click.option(
    "--corpus",
    "corpora",
    multiple=True,
    required=True,
    metavar="NAME=DIR",
    help="a repository of law and the folder of a local copy of it",
)
@click.option("--commit", default="", help="pin this commit (default: the newest of the copy)")
@ROOT
def pin(code: str, keys: tuple[str, ...], corpora: tuple[str, ...], commit: str, root: Path) -> None:
    """Fill in the pins of a profile: the commit, and the digest of the provision as it stands there.

    Write `pin: {corpus: owner/name, path: ..., section: ..., phrase: ...}` below a provision first. Without
    CITATIONs every pin that lacks commit or digest is filled in; a CITATION (its key) is pinned anew.
    """
    from engine.corpus import NoCorpusError, newest
    from engine.files import write_atomically
    from engine.pinning import citations, pin

    file = next(iter(_chosen(root, (code,))))
    text = _text(file, root)
    if text is None:
        sys.exit(NOT_VALID)
    known = citations(text)
    unknown = next((each for each in keys if each not in known), None)
    if unknown:
        stop(f"there is no citation `{unknown}` in {file.relative_to(root)}; {advice(unknown, known)}", WRONG_USE)
    try:
        copies = {name: (folder, commit or newest(folder)) for name, folder in folders(corpora).items()}
        new, outcomes = pin(text, keys, copies)
    except NoCorpusError as error:
        stop(f"--corpus: {error}", WRONG_USE)
    write_atomically(file, new)
    for each in outcomes:
        click.echo(f"{each.key}: {each.why_not or f'pinned at {each.commit[:12]}'}")
    failed = sum(bool(each.why_not) for each in outcomes)
    click.echo(f"{len(outcomes) - failed} pinned, {failed} not")
    if failed:
        sys.exit(FINDINGS)


def _chosen(root: Path, codes: tuple[str, ...]) -> list[Path]:
    """Find the files of profiles and layers, all or those named; a name without a file ends the command."""
    folder = root / "jurisdictions"
    files = {each.stem: each for each in [*sorted(folder.glob("*.yaml")), *sorted(folder.glob("layers/*.yaml"))]}
    for code in codes:
        if code.upper() not in files:
            stop(f"there is no jurisdiction `{code}`; {advice(code.upper(), files)}", WRONG_USE)
    return [files[each.upper()] for each in codes] or list(files.values())


def _text(file: Path, root: Path) -> str | None:
    """Read a file that the parser takes; show what is wrong with any other."""
    from engine.yamlfile import read

    _, problems = read(file, file.relative_to(root).as_posix())
    show_problems(problems)
    return None if problems else file.read_bytes().decode("utf-8-sig")
