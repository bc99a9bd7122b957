"""The command that judges every pair of States: pairs."""

from __future__ import annotations

import os
import re
import sys
from contextlib import closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from engine.cli.common import (
    INTERNAL_ERROR,
    NOT_VALID,
    SAFEGUARD,
    WRONG_USE,
    known_safeguard,
    need_for,
    open_assessor,
    options,
    stop,
)
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from contextlib import AbstractContextManager
    from datetime import date

    from engine.matrix import Assessor
    from engine.model import Safeguard
    from engine.pairs.plan import Plan
    from engine.pairs.stream import Answers, Found

FORMS = {".csv": "csv", ".parquet": "parquet"}
_ADDRESS = re.compile(r"((tcp|tls|ws|wss)://)?([\w.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}")
_VERDICTS = {each.value.replace(" ", "-"): each for each in Verdict}


@click.command()
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="write to this .csv or .parquet")
@click.option("--over", metavar="DATE..DATE", help="judge the law of many days, from the first to the last")
@click.option("--every", type=click.Choice(["year", "month"]), help="the step from day to day (default: year)")
@click.option("--safeguard", "named", multiple=True, type=SAFEGUARD, metavar="ID", help="this one; can be repeated")
@click.option("--only", multiple=True, type=click.Choice(list(_VERDICTS)), help="rows of this verdict; can be repeated")
@click.option("--changes", is_flag=True, help="after the first day, only rows whose verdict changed")
@click.option("--counts", is_flag=True, help="no pairs: how many came out how, by day and safeguard")
@click.option("--jobs", "-j", type=click.IntRange(1, 256), default=1, metavar="N", help="judge on N processes")
@click.option("--scheduler", metavar="ADDRESS", help="judge on the Dask cluster that has this scheduler")
@options
def pairs(output: Path | None, named: tuple[str, ...], **given: Any) -> None:
    """Write a row for every ordered pair of States: each pair safeguard, on one day or many."""
    from engine.pairs.stream import begun

    form = _form(output, given)
    dates = _dates(given["over"], given["every"], given["day"])
    assessor, _ = open_assessor(given["root"], given["day"], given["evidence"])
    plan = _plan(assessor, named)
    days = dates or [assessor.day]
    with (
        _told(output),
        _opened(output) as out,
        closing(_found(plan, days, given)) as blocks,
        _shown(begun(blocks), len(days) * len(plan.parts), output) as shown,
    ):
        _write(form, plan, shown, out, {**given, "days": days})
    if output is not None:
        click.echo(f"pairs written to {output}", err=True)
    if plan.unreadable:
        names = ", ".join(sorted(plan.unreadable))
        stop(f"unknown in every pair, since the profile is not valid: {names}; see `safeguards check`", NOT_VALID)


def _form(output: Path | None, given: dict[str, Any]) -> str:
    """Name what is to be written; options that do not go together end the command (exit 2)."""
    if output is not None and output.suffix.lower() not in FORMS:
        stop(f"cannot tell the format of `{output.name}`; end it in {' or '.join(FORMS)}", WRONG_USE)
    form = "csv" if output is None else FORMS[output.suffix.lower()]
    if given["counts"] and (given["only"] or given["changes"]):
        stop("--counts counts every row; leave --only and --changes out", WRONG_USE)
    if given["counts"] and form != "csv":
        stop("counts are written as CSV; name a file that ends in .csv", WRONG_USE)
    if given["scheduler"] is not None and given["jobs"] > 1:
        stop("--scheduler judges on a cluster, --jobs on this machine; take one of them", WRONG_USE)
    if given["scheduler"] is not None and not _ADDRESS.fullmatch(given["scheduler"]):
        stop(f"`{given['scheduler']}` is no address of a scheduler; write it as tcp://10.0.0.1:8786", WRONG_USE)
    for each in (form, *(["cluster"] if given["scheduler"] is not None else [])):
        need_for(each)
    return "counts" if given["counts"] else form


def _dates(over: str | None, every: str | None, day: date | None) -> list[date]:
    """List the days of --over; none, if it is not given."""
    from engine.pairs.days import SpanError, days, span

    if over is None:
        if every is not None:
            stop("--every is the step of --over; add --over 2015-01-01..2020-01-01, or leave it out", WRONG_USE)
        return []
    if day is not None:
        stop("--over says which days; leave --as-of out", WRONG_USE)
    try:
        return days(*span(over), every or "year")
    except SpanError as error:
        stop(f"--over: {error}", WRONG_USE)


def _plan(assessor: Assessor, named: tuple[str, ...]) -> Plan:
    from engine.pairs.plan import plan

    found = plan(assessor, _chosen(assessor, named))
    if not found.parts:
        stop("no safeguard under policies/ is about pairs", NOT_VALID)
    if len(found.codes) < 2:
        stop(f"a pair needs two profiles under jurisdictions/ (profiles: {len(found.codes)})", NOT_VALID)
    return found


def _chosen(assessor: Assessor, named: tuple[str, ...]) -> list[Safeguard]:
    about = [each for each in assessor.repository.safeguards if each.subject == "pair"]
    for name in named:
        found = assessor.safeguards[known_safeguard(name, assessor)]
        if found not in about:
            names = ", ".join(each.id for each in about)
            stop(f"`{name}` is about one State, not about pairs; about pairs are: {names}", WRONG_USE)
    return [each for each in about if not named or each.id in named]


def _found(plan: Plan, days: list[date], given: dict[str, Any]) -> Generator[Found]:
    from engine.pairs.stream import found

    return found(plan, days, _answers(plan, given["jobs"], given["scheduler"]))


def _answers(plan: Plan, jobs: int, scheduler: str | None) -> Answers:
    """Say who judges: this process, several, or a cluster."""
    if scheduler is not None:
        from engine.pairs.cluster import on_cluster

        return partial(on_cluster, plan, scheduler)
    if jobs > 1:
        from engine.pairs.processes import on_processes

        return partial(on_processes, plan, jobs)
    from engine.pairs.judge import one_by_one

    return partial(one_by_one, plan)


def _write(form: str, plan: Plan, blocks: Iterable[Found], out: BinaryIO, given: dict[str, Any]) -> None:
    from engine.pairs import counts, csvfile
    from engine.pairs.rows import Wanted

    if form == "counts":
        counts.write(plan, blocks, out.write)
        return
    wanted = Wanted(frozenset(_VERDICTS[each] for each in given["only"]), given["changes"])
    if form == "csv":
        csvfile.write(plan, blocks, wanted, out.write)
        return
    from engine.pairs import parquet

    parquet.write(plan, blocks, wanted, out, given["days"])


def _opened(output: Path | None) -> AbstractContextManager[BinaryIO]:
    from engine.files import written_atomically

    return nullcontext(sys.stdout.buffer) if output is None else written_atomically(output)


def _shown(blocks: Iterator[Found], length: int, output: Path | None) -> AbstractContextManager[Iterable[Found]]:
    """Show on a terminal how far it is, but not between rows that are printed there."""
    if sys.stderr.isatty() and (output is not None or not sys.stdout.isatty()):
        return click.progressbar(blocks, length=length, label="pairs", file=sys.stderr)
    return nullcontext(blocks)


@contextmanager
def _told(output: Path | None) -> Iterator[None]:
    """End with one message where blocks are lost or rows cannot be written, quietly where nobody reads them."""
    from engine.pairs.stream import LostError, UnreachableError

    try:
        yield
        sys.stdout.flush()
    except LostError as error:
        stop(f"not all pairs were judged: {error}", INTERNAL_ERROR)
    except UnreachableError as error:
        stop(f"{error}; start one with `dask scheduler`, or leave --scheduler out", WRONG_USE)
    except BrokenPipeError:
        _drop()
        sys.exit(1)
    except OSError as error:
        _drop()
        stop(f"{output or 'standard output'} cannot be written: {error.strerror}", WRONG_USE)


def _drop() -> None:
    """Let nothing more be written to standard output: what is left in its buffer would fail again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no file stands behind it
        return
