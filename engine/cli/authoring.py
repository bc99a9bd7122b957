"""Commands for those who write files: schema, new."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from engine.cli.common import (
    FINDINGS,
    NOT_VALID,
    ROOT,
    WRONG_USE,
    known_vocabulary,
    open_repository,
    show_problems,
    stop,
)


@click.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="the folder to write to (default: schemas/ of the repository)",
)
@click.option("--check", is_flag=True, help="write nothing; fail if the files differ from what would be written")
@ROOT
def schema(output: Path | None, check: bool, root: Path) -> None:
    """Write the JSON Schemas (draft-07) by which editors complete and check the YAML files, and that of the matrix."""
    from engine.files import write_atomically
    from engine.schemas import schemas

    repository, problems = open_repository(root)
    if not repository.vocabulary.questions:
        show_problems(problems)
        stop("there is no vocabulary to make schemas from", NOT_VALID)
    folder = output or root / "schemas"
    texts = schemas(repository.vocabulary)
    differing = [name for name, text in texts.items() if _text_of(folder / name) != text]
    if check and differing:
        stop(f"missing or out of date: {', '.join(differing)}; `safeguards schema` writes them anew", FINDINGS)
    for name in () if check else differing:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / name, texts[name])
    click.echo(f"{folder}: {len(texts)} schemas, {len(differing)} written")


def _text_of(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None


@click.group()
def new() -> None:
    """Begin a profile."""


@new.command()
@click.argument("code", metavar="ISO3")
@click.option("--name", default="", help="the name of the State or territory")
@click.option("--comments", is_flag=True, help="ask nothing; write every question as a comment")
@ROOT
def jurisdiction(code: str, name: str, comments: bool, root: Path) -> None:
    """Write jurisdictions/ISO3.yaml by question and answer.

    The questions come in the order in which they settle most cells. Every answer is saved at once; stop with `q`
    and give the same command again to go on. Answers can be piped in.
    """
    if not re.fullmatch("[A-Z]{3}", code):
        stop(f"`{code}` is not an ISO 3166-1 alpha-3 code; write three capital letters, such as DEU", WRONG_USE)
    file = root / "jurisdictions" / f"{code}.yaml"
    if file.exists() and comments:
        stop(f"{file} is there already; delete or rename it first", WRONG_USE)
    if not file.exists() and not name:
        stop(f"there is no {file} yet; say what the State is called: --name Exampleland", WRONG_USE)
    if comments:
        _with_comments(file, code, name, root)
    else:
        _interview(file, code, name, root)


def _with_comments(file: Path, code: str, name: str, root: Path) -> None:
    from engine.files import write_atomically
    from engine.skeleton import skeleton

    vocabulary = known_vocabulary(root)
    file.parent.mkdir(exist_ok=True)
    write_atomically(file, skeleton(code, name, vocabulary))
    click.echo(f"{file}: every question is there as a comment; docs/format.md says how to answer one")


def _interview(file: Path, code: str, name: str, root: Path) -> None:
    from engine.cli.interviewing import Interview
    from engine.files import write_atomically
    from engine.skeleton import headings

    repository, problems = open_repository(root)
    label = file.relative_to(root).as_posix()
    wrong = [each for each in problems if each.where.path == label or not repository.vocabulary.questions]
    if wrong:
        show_problems(wrong)
        stop("nothing can be asked before this is mended", NOT_VALID)
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        write_atomically(file, "\n".join(headings(code, name, date.today())) + "\n")
    talk = Interview(file, code, file.read_bytes().decode("utf-8-sig"), repository, date.today())
    talk.run()
    click.echo(f"{file}: {talk.answered} answers saved; `safeguards new jurisdiction {code}` goes on from here")
