"""The command that writes what is published: publish."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.cli.common import FINDINGS, NOT_VALID, WRONG_USE, need_for, open_assessor, options, show_problems, stop

if TYPE_CHECKING:
    from engine.matrix import Assessor

PUBLISHED = "published"


@click.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    help="write the whole dataset to this folder (default: the files that are committed, to published/)",
)
@click.option("--bom", is_flag=True, help="begin matrix.csv with a byte-order mark, for Excel")
@click.option("--force", is_flag=True, help="write into a folder that holds other files; those stay")
@click.option("--check", is_flag=True, help="write nothing; fail if the files are not what their own date gives now")
@options
def publish(output: Path | None, bom: bool, force: bool, check: bool, root: Path, **where: Any) -> None:
    """Write the matrix for readers and programs, with the day for which it holds.

    Without -o: published/matrix.md, matrix.csv and their description. With -o: Markdown, CSV, JSON (whole, by
    jurisdiction, by safeguard), a workbook, OSCAL, a Data Package and how to cite them.
    """
    folder = output or root / PUBLISHED
    if bom and output is None:
        stop("--bom is for a dataset of your own; name its folder with -o", WRONG_USE)
    if check:
        if where != {"day": None, "evidence": "knowledge"} or bom or force:
            stop("--check compares with the date that the files state; leave the other options out", WRONG_USE)
        _check(folder, root, everything=output is not None)
    else:
        _write(folder, _files(root, **where, everything=output is not None, bom=bom), force=force)


def _write(folder: Path, files: dict[str, bytes], *, force: bool) -> None:
    from engine.folders import OtherFilesError, write_folder

    try:
        write_folder(folder, files, force=force)
    except OtherFilesError as error:
        what = f"{folder} holds other files ({', '.join(error.names[:3])}{', ...' if len(error.names) > 3 else ''})"
        stop(f"{what}; name an empty folder, or write among them with --force", WRONG_USE)
    except OSError as error:
        stop(f"{folder} cannot be written: {error.strerror}", WRONG_USE)
    click.echo(f"{folder}: {len(files)} files")


def _files(root: Path, day: date | None, evidence: str, *, everything: bool, bom: bool = False) -> dict[str, bytes]:
    from engine.publication import committed

    if everything:
        need_for("xlsx")
    assessor, problems = open_assessor(root, day, evidence)
    if problems:
        show_problems(problems)
        stop(f"nothing is published before this is mended (problems: {len(problems)})", NOT_VALID)
    if not assessor.jurisdictions:
        stop("there is no profile under jurisdictions/; `safeguards new jurisdiction` writes one", NOT_VALID)
    return _shown(assessor, bom=bom) if everything else committed(assessor)


def _shown(assessor: Assessor, *, bom: bool) -> dict[str, bytes]:
    """Make every file, and on a terminal say which one is being made."""
    from engine.publication import whole

    if not sys.stderr.isatty():
        return whole(assessor, bom=bom)
    files = whole(assessor, bom=bom, note=lambda name: click.echo(f"\r\x1b[K{name}", nl=False, err=True))
    click.echo("\r\x1b[K", nl=False, err=True)
    return files


def _check(folder: Path, root: Path, *, everything: bool) -> None:
    from engine.publication import NothingStatedError, differing, stated

    again = f"`safeguards publish{f' -o {folder}' if everything else ''}` writes it"
    try:
        day, evidence = stated(folder)
    except NothingStatedError:
        stop(f"{folder} does not say for which day it holds; {again}", FINDINGS)
    wrong = differing(folder, _files(root, day, evidence, everything=everything))
    if wrong:
        named = f"{', '.join(wrong[:4])}{f' and {len(wrong) - 4} more' if len(wrong) > 4 else ''}"
        stop(f"{folder} is not what the files give as of {day}: {named}; {again} anew", FINDINGS)
    click.echo(f"{folder}: as it should be, as of {day}")
