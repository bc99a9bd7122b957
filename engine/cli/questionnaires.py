"""Commands for those who fill in a workbook and not a YAML file: questionnaire, import."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.common import (
    FINDINGS,
    JURISDICTION,
    NOT_VALID,
    ROOT,
    WRONG_USE,
    known_vocabulary,
    need_for,
    show_problems,
    stop,
)

if TYPE_CHECKING:
    from engine.questionnaire import Import
    from engine.yamlfile import Map


@click.command()
@click.argument("code", metavar="JURISDICTION", type=JURISDICTION)
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), required=True, help="the file (.xlsx)")
@click.option("--name", default="", help="the name of a State that has no profile yet")
@ROOT
def questionnaire(code: str, output: Path, name: str, root: Path) -> None:
    """Write a workbook with every question, and with the answers that the profile of a JURISDICTION has.

    `safeguards import` reads it back when it is filled in.
    """
    from engine.files import write_atomically

    need_for("xlsx")
    vocabulary = known_vocabulary(root)
    profile = _profile(code.upper(), name, root)
    from engine.questionnaire import workbook

    output.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(output, workbook(profile, vocabulary))
    click.echo(f"{output}: fill it in, then: safeguards import {output}")


def _profile(code: str, name: str, root: Path) -> Map:
    from engine.skeleton import headings
    from engine.yamlfile import Map, parse, read

    places = (root / "jurisdictions" / f"{code}.yaml", root / "jurisdictions/layers" / f"{code}.yaml")
    file = next((each for each in places if each.is_file()), None)
    if file is None and not name:
        stop(f"there is no profile of {code} yet; say what the State is called: --name Exampleland", WRONG_USE)
    text = "\n".join(headings(code, name, date.today())).encode()
    node, problems = parse(text, code) if file is None else read(file, file.relative_to(root).as_posix())
    show_problems(problems)
    return node if isinstance(node, Map) else sys.exit(NOT_VALID)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="the profile (default: where it belongs)"
)
@click.option("--force", is_flag=True, help="write over a profile that is there")
@ROOT
def import_workbook(file: Path, output: Path | None, force: bool, root: Path) -> None:
    """Write a profile from a workbook that was filled in, and name every cell that could not be taken."""
    from engine.files import write_atomically

    need_for("xlsx")
    vocabulary = known_vocabulary(root)
    from engine.questionnaire import NoWorkbookError, read_workbook

    try:
        found = read_workbook(file, vocabulary)
    except NoWorkbookError as error:
        stop(f"{file}: {error}", NOT_VALID)
    target = output or _target(found, root)
    if target.exists() and not force:
        stop(f"{target} is there already; name another file with -o, or write over it with --force", WRONG_USE)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, found.text)
    for each in found.refused:
        click.echo(f"{each}")
    click.echo(f"{target}: written; {len(found.refused)} cells refused")
    if found.refused:
        sys.exit(FINDINGS)


def _target(found: Import, root: Path) -> Path:
    folder = root / "jurisdictions" / ("layers" if found.kind == "layer" else "")
    return folder / f"{found.code}.yaml"
