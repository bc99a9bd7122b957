"""The command that takes stock of what profiles rest on: evidence."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from engine.cli.common import FINDINGS, JURISDICTION, known_jurisdiction, open_assessor, options
from engine.model import Grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.evidence import Evidence
    from engine.matrix import Assessor

SHOWN = 10


@click.command()
@click.argument("codes", nargs=-1, type=JURISDICTION)
@click.option("--summary", is_flag=True, help="one line for each profile")
@options
def evidence(codes: tuple[str, ...], summary: bool, **where: Any) -> None:
    """Show what profiles rest on: answers by grade, stale readings, provisions without a pin, what is missing.

    A cell counts as decided if it is settled on evidence read in the text or on a page that quotes it.
    """
    from engine.evidence import evidence as take_stock

    assessor, _ = open_assessor(**where)
    chosen = [known_jurisdiction(each, assessor) for each in codes] or sorted(assessor.jurisdictions)
    found = [take_stock(assessor, each) for each in chosen]
    if summary:
        for line in _summary(found):
            click.echo(line)
    else:
        for each in found:
            click.echo("\n".join([*_lines(each, assessor), ""]))
    if any(each.stale for each in found):
        sys.exit(FINDINGS)


def _summary(found: list[Evidence]) -> Iterator[str]:
    grades = "".join(f"{each!s:>11}" for each in sorted(Grade, reverse=True))
    yield f"     decided{grades}    unknown  stale  unpinned"
    for each in found:
        counts = "".join(f"{each.grades[grade]:>11}" for grade in sorted(Grade, reverse=True))
        tail = f"{each.unknown:>11}{len(each.stale):>7}{len(each.unpinned):>10}"
        yield f"{each.jurisdiction}  {each.depth:>6.0%}{counts}{tail}"


def _lines(found: Evidence, assessor: Assessor) -> Iterator[str]:
    from engine.gaps import gaps

    name = assessor.jurisdictions[found.jurisdiction].name
    yield f"{found.jurisdiction} {name} (as of {assessor.day})"
    yield f"  decided: {found.decided} of {found.asked} cells about law ({found.depth:.0%})"
    shares = ", ".join(f"{found.grades[each]} {each}" for each in sorted(Grade, reverse=True))
    yield f"  answers: {found.answers} ({shares}); looked for in vain: {found.unknown}"
    yield f"  stale: {len(found.stale)}"
    for path, fact, why in found.stale:
        yield f"    {fact.where}: {path}: {why}"
    yield f"  read in the text and not pinned: {len(found.unpinned)}"
    for key in found.unpinned:
        yield f"    {assessor.jurisdictions[found.jurisdiction].laws[key].where}: {key}"
    missing = gaps(assessor.matrix([(found.jurisdiction, each) for each in assessor.safeguards], ()))
    yield "  missing answers, those that keep most cells open first (settled alone / asked):"
    for gap in missing[:SHOWN]:
        yield f"    {len(gap.alone):>3} / {len(gap.cells):>3}  {gap.path}"
    if len(missing) > SHOWN:
        yield f"    and {len(missing) - SHOWN} more"
