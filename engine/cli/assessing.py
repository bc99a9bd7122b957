"""Commands that judge: check, matrix, explain, pair."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from engine.cli.common import (
    FINDINGS,
    INTERNAL_ERROR,
    JURISDICTION,
    NOT_VALID,
    SAFEGUARD,
    WRONG_USE,
    coloured,
    known_jurisdiction,
    known_safeguard,
    need_for,
    open_assessor,
    open_repository,
    options,
    show_problems,
    stop,
)
from engine.terminal import shows
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engine.matrix import Assessor, Matrix
    from engine.model import Cell


@click.command()
@click.argument("codes", nargs=-1, type=JURISDICTION)
@click.option("--quiet", "-q", is_flag=True, help="print the counts only")
@click.option("--validate", is_flag=True, help="judge nothing: are all files valid?")
@click.option("--paranoid", is_flag=True, help="judge every cell a second time, one by one, and compare")
@options
def check(codes: tuple[str, ...], quiet: bool, validate: bool, paranoid: bool, **where: Any) -> None:
    """Check the files and judge the JURISDICTIONs (default: all): every unmet safeguard in a line."""
    if validate:
        _validate(codes, where["root"])
    assessor, problems = open_assessor(**where)
    chosen = [known_jurisdiction(each, assessor) for each in codes] or list(assessor.jurisdictions)
    if paranoid:
        _judge_twice(assessor, chosen)
    matrix = assessor.matrix([(code, id_) for code in chosen for id_ in assessor.safeguards], None if not codes else ())
    if not quiet:
        for cell in matrix.rows(Verdict.UNMET):
            click.echo(_line(cell, matrix))
    for each in matrix.jurisdictions:
        counts = matrix.counts(each.code)
        click.echo(
            f"{each.code} {each.name}: " + ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict)
        )
    own = [each for each in problems if not codes or any(each in assessor.invalid.get(code, ()) for code in chosen)]
    show_problems(own)
    if own:
        stop(f"some files cannot be assessed before this is mended (problems: {len(own)})", NOT_VALID)
    if not chosen:
        stop("there is no profile under jurisdictions/; `safeguards new jurisdiction` writes one", NOT_VALID)
    sys.exit(FINDINGS if matrix.has(Verdict.UNMET) else 0)


def _validate(codes: tuple[str, ...], root: Path) -> NoReturn:
    """Say whether all files are valid (exit 0, or 3), whatever the law is like."""
    if codes:
        stop("--validate looks at every file; name no jurisdiction", WRONG_USE)
    repository, problems = open_repository(root)
    show_problems(problems)
    if problems:
        stop(f"not every file is valid (problems: {len(problems)})", NOT_VALID)
    click.echo(f"all files are valid (profiles: {len(repository.files)})")
    sys.exit(0)


def _judge_twice(assessor: Assessor, codes: list[str]) -> None:
    from engine.paranoia import difference

    found = difference(assessor, codes)
    if found:
        click.echo(found, err=True)
        click.echo("  why: both ways must say the same of every cell; until they do, no verdict is sure", err=True)
        stop("  fix: this is a fault of safeguards, not of your files; please report it", INTERNAL_ERROR)
    click.echo(f"judged twice and alike: {len(codes) * len(assessor.safeguards)} cells")


AXES = ("right", "people", "theme", "family", "level", "severity", "subject")


def _line(cell: Cell, matrix: Matrix) -> str:
    from engine.explain import reasons

    places = [each.fact.where for each in reasons(cell) if each.fact is not None]
    where = places[0] if places else matrix.jurisdictions[0].where
    return f"{where}: {cell.jurisdiction} {coloured(cell.verdict.value, cell.verdict)}: {cell.safeguard}"


@click.command()
@click.argument("codes", nargs=-1, type=JURISDICTION)
@click.option(
    "--format",
    "form",
    default=None,
    metavar="FORMAT",
    help="table, markdown, csv, json, xlsx or oscal (default: by the file's ending, else table)",
)
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="write to this file")
@click.option("--bom", is_flag=True, help="begin CSV with a byte-order mark, for Excel")
@click.option("--by", type=click.Choice(AXES), help="print counts along this axis instead of cells")
@options
def matrix(
    codes: tuple[str, ...], form: str | None, output: Path | None, bom: bool, by: str | None, **where: Any
) -> None:
    """Print the compliance matrix of the JURISDICTIONs (default: all)."""
    from engine.report import render
    from engine.report.axes import lines
    from engine.report.csvfile import BOM

    name = _format(form, output)
    if by is not None and (form is not None or output is not None):
        stop("--by prints counts; it does not go together with --format or --output", WRONG_USE)
    if bom and name != "csv":
        stop("--bom is for CSV; add --format csv, or name a file that ends in .csv", WRONG_USE)
    need_for(name)
    assessor, _ = open_assessor(**where)
    chosen = [known_jurisdiction(each, assessor) for each in codes]
    found = assessor.matrix([(c, s) for c in chosen for s in assessor.safeguards], ()) if chosen else assessor.matrix()
    if by is not None:
        _echo(lines(found, by))
    elif name == "table" and output is None:
        click.echo(_table(found), nl=False)
    else:
        _write(output, render(found, name), BOM if bom else "")
    if found.invalid:
        stop(
            f"not in the matrix, since the profile is not valid: {', '.join(found.invalid)}; see `safeguards check`",
            NOT_VALID,
        )


def _write(output: Path | None, content: str | bytes, start: str) -> None:
    data = start.encode() + (content.encode() if isinstance(content, str) else content)
    if output is None:
        _write_bytes(data)
    else:
        _write_file(output, data)


def _write_file(output: Path, data: bytes) -> None:
    from engine.files import write_atomically

    try:
        write_atomically(output, data)
    except OSError as error:
        stop(f"{output} cannot be written: {error.strerror}", WRONG_USE)
    click.echo(f"matrix written to {output}", err=True)


def _write_bytes(data: bytes) -> None:
    """Write data for another program: UTF-8 and line feeds on every system."""
    if sys.stdout.isatty() and data[:2] == b"PK":
        stop("a workbook cannot be shown here; name a file with -o", WRONG_USE)
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _format(form: str | None, output: Path | None) -> str:
    from engine.report import FORMATS, SUFFIXES, format_of
    from engine.vocabulary import advice

    if form is not None and form not in FORMATS:
        stop(f"there is no format `{form}`; {advice(form, FORMATS)}", WRONG_USE)
    if form is None and output is not None and format_of(output.name) is None:
        stop(f"cannot tell the format of `{output.name}`; end it in {' '.join(SUFFIXES)}, or say --format", WRONG_USE)
    return form or (format_of(output.name) if output is not None else None) or "table"


def _table(found: Matrix) -> str:
    import shutil

    from engine.report.table import render
    from engine.signs import SYMBOLS

    plain = not shows("".join(SYMBOLS.values()), sys.stdout)
    return render(found, shutil.get_terminal_size().columns, plain=plain)


@click.command()
@click.argument("code", metavar="JURISDICTION", type=JURISDICTION)
@click.argument("safeguard", type=SAFEGUARD)
@options
def explain(code: str, safeguard: str, root: Path, day: date | None, evidence: str) -> None:
    """Show one cell: how it came out, on which facts, and what would change it."""
    from engine.explain import explanation

    assessor, _ = open_assessor(root, day, evidence)
    code, safeguard = known_jurisdiction(code, assessor), known_safeguard(safeguard, assessor)
    cell = assessor.cell(code, safeguard)
    click.echo(coloured(f"{code}: {safeguard}: {cell.verdict.value}", cell.verdict))
    _echo(
        explanation(
            cell,
            assessor.safeguards[safeguard],
            assessor.matrix([(code, safeguard)], ()),
            assessor.repository.vocabulary,
        )
    )
    sys.exit(FINDINGS if cell.verdict is Verdict.UNMET else 0)


@click.command()
@click.argument("requesting", type=JURISDICTION)
@click.argument("requested", type=JURISDICTION)
@options
def pair(requesting: str, requested: str, root: Path, day: date | None, evidence: str) -> None:
    """Show what stands between two States: every pair safeguard for a request from one to the other."""
    assessor, _ = open_assessor(root, day, evidence)
    requesting, requested = (known_jurisdiction(each, assessor) for each in (requesting, requested))
    if requesting == requested:
        stop("a request needs two States", WRONG_USE)
    sys.exit(FINDINGS if _show_pair(requesting, requested, assessor) else 0)


def _show_pair(requesting: str, requested: str, assessor: Assessor) -> bool:
    """Print the findings of a pair; tell whether any is unmet."""
    from engine.explain import pair_lines

    names = {code: each.name for code, each in assessor.jurisdictions.items()}
    click.echo(f"A request from {names[requesting]} to {names[requested]} (as of {assessor.day})")
    unmet = False
    for safeguard in (each for each in assessor.safeguards.values() if each.subject == "pair"):
        own, other = (requested, requesting) if safeguard.answers == "requested" else (requesting, requested)
        finding = next(each for each in assessor.cell(own, safeguard.id).findings if each.subject == other)
        unmet |= finding.verdict is Verdict.UNMET
        click.echo("")
        click.echo(coloured(f"{finding.verdict.value}: {safeguard.id}", finding.verdict))
        _echo(pair_lines(finding, safeguard))
    return unmet


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
