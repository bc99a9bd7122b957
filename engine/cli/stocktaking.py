"""The command that takes stock of what profiles rest on: evidence."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from engine.cli.common import (
    FINDINGS,
    JURISDICTION,
    WRONG_USE,
    folders,
    known_jurisdiction,
    open_assessor,
    options,
    stop,
)
from engine.model import Grade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.corpus import Outcome, Reading
    from engine.evidence import Evidence
    from engine.matrix import Assessor
    from engine.model import Jurisdiction

SHOWN = 10


@click.command()
@click.argument("codes", nargs=-1, type=JURISDICTION)
@click.option("--summary", is_flag=True, help="one line for each profile")
@click.option(
    "--corpus",
    "corpora",
    multiple=True,
    metavar="NAME=DIR",
    help="read every provision pinned in this repository of law again, from a local copy",
)
@click.option("--head", is_flag=True, help="with --corpus: compare with the newest commit and not with the pinned one")
@options
def evidence(codes: tuple[str, ...], summary: bool, corpora: tuple[str, ...], head: bool, **where: Any) -> None:
    """Show what profiles rest on: answers by grade, stale readings, provisions without a pin, what is missing.

    A cell counts as decided if it is settled on evidence read in the text or on a page that quotes it. How many
    must be, in percent, is set by `[tool.safeguards.depth]` in pyproject.toml.
    """
    from engine.evidence import evidence as take_stock

    assessor, _ = open_assessor(**where)
    chosen = [known_jurisdiction(each, assessor) for each in codes] or sorted(assessor.jurisdictions)
    if corpora:
        layers = [] if codes else list(assessor.repository.layers.values())
        profiles = [*(assessor.jurisdictions[each] for each in chosen), *layers]
        sys.exit(FINDINGS if _reread(profiles, folders(corpora), head=head) else 0)
    found = [take_stock(assessor, each) for each in chosen]
    if summary:
        for line in _summary(found):
            click.echo(line)
    else:
        for each in found:
            click.echo("\n".join([*_lines(each, assessor), ""]))
    if any(each.stale or not each.deep_enough for each in found):
        sys.exit(FINDINGS)


def _reread(profiles: list[Jurisdiction], folders: dict[str, Path], *, head: bool) -> bool:
    """Read pinned provisions again; tell whether any does not read the same."""
    from engine.corpus import NoCorpusError, Outcome, reread

    laws = [(profile, law) for profile in profiles for law in profile.laws.values()]
    pinned = [(profile, law, law.pin.corpus) for profile, law in laws if law.pin and law.pin.corpus in folders]
    counts: Counter[tuple[str, Outcome]] = Counter()
    with click.progressbar(pinned, label="reading again", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for profile, law, corpus in bar:
            try:
                reading = reread(law, folders[corpus], head=head)
            except NoCorpusError as error:
                stop(f"{corpus}: {error}", WRONG_USE)
            counts[corpus, reading.outcome] += 1
            if reading.outcome is not Outcome.SAME:
                _show_reading(reading, profile)
    for corpus in folders:
        said = ", ".join(f"{counts[corpus, each]} {each.value}" for each in Outcome)
        click.echo(f"{corpus} ({'newest' if head else 'pinned'} commit): {said}")
    return any(outcome is not Outcome.SAME for _, outcome in counts)


def _show_reading(reading: Reading, profile: Jurisdiction) -> None:
    from engine.evidence import resting_on

    click.echo(f"{reading.citation.where}: {reading.citation.key}: {reading.outcome.value}: {reading.why}")
    for path, fact in resting_on(profile, reading.citation.key):
        click.echo(f"    {fact.where}: {path} rests on it and is stale: read the provision again")


def _summary(found: list[Evidence]) -> Iterator[str]:
    grades = "".join(f"{each!s:>11}" for each in sorted(Grade, reverse=True))
    yield f"     decided  target{grades}    unknown  stale  unpinned"
    for each in found:
        counts = "".join(f"{each.grades[grade]:>11}" for grade in sorted(Grade, reverse=True))
        tail = f"{each.unknown:>11}{len(each.stale):>7}{len(each.unpinned):>10}"
        target = f"{each.target}%" if each.target else "–"
        missed = "" if each.deep_enough else "   below its target"
        yield f"{each.jurisdiction}  {_floor(each.depth):>5}%{target:>8}{counts}{tail}{missed}"


def _wanted(found: Evidence) -> str:
    return f", of {found.target}% that are asked for" if found.target else ""


def _floor(share: float) -> int:
    """Give a percentage without rounding it up."""
    return int(100 * share + 1e-9)


def _lines(found: Evidence, assessor: Assessor) -> Iterator[str]:
    from engine.gaps import gaps

    name = assessor.jurisdictions[found.jurisdiction].name
    yield f"{found.jurisdiction} {name} (as of {assessor.day})"
    yield f"  decided: {found.decided} of {found.asked} cells about law ({_floor(found.depth)}%{_wanted(found)})"
    shares = ", ".join(f"{found.grades[each]} {each}" for each in sorted(Grade, reverse=True))
    yield f"  answers: {found.answers} ({shares}); looked for in vain: {found.unknown}"
    yield f"  stale: {len(found.stale)}"
    for path, fact, why in found.stale:
        yield f"    {fact.where}: {path}: {why}"
    yield f"  read in the text and not pinned: {len(found.unpinned)}"
    for key in found.unpinned:
        yield f"    {assessor.jurisdictions[found.jurisdiction].laws[key].where}: {key}"
    missing = gaps(assessor.matrix([(found.jurisdiction, each) for each in assessor.safeguards], ()).overview)
    yield "  missing answers, those that keep most cells open first (settled alone / asked):"
    for gap in missing[:SHOWN]:
        yield f"    {len(gap.alone):>3} / {len(gap.cells):>3}  {gap.path}"
    if len(missing) > SHOWN:
        yield f"    and {len(missing) - SHOWN} more"
