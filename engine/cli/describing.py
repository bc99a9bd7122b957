"""Commands that lead from a safeguard to what demands it, and back: describe, sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.common import FINDINGS, NOT_VALID, ROOT, SAFEGUARD, WRONG_USE, open_repository, show_problems, stop
from engine.cli.proving import open_policies
from engine.vocabulary import advice

if TYPE_CHECKING:
    from collections import Counter

    from engine.load import Repository
    from engine.model import Safeguard, Source


@click.command()
@click.argument("names", metavar="[SAFEGUARD]...", nargs=-1, type=SAFEGUARD)
@click.option("--article", help="only safeguards that answer to this article: 24, 24.2, or of the draft: rev1:23")
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    help="write a page for each, and an index, to this folder",
)
@ROOT
def describe(names: tuple[str, ...], article: str | None, output: Path | None, root: Path) -> None:
    """Show safeguards in full: what demands them, what they ask, the rule in words, their cases.

    Without a name, and with --article, they are listed by title.
    """
    from engine.describe import description

    repository = open_policies(root)
    chosen = _chosen(names, article, repository)
    if output is not None:
        _write_pages(chosen, repository, output)
    elif names:
        for each in chosen:
            click.echo("\n".join([*description(each, repository), ""]))
    else:
        for each in chosen:
            click.echo(f"{each.id}: {each.title}")


def _chosen(names: tuple[str, ...], article: str | None, repository: Repository) -> list[Safeguard]:
    from engine.describe import about_article

    known = {each.id: each for each in repository.safeguards}
    for name in names:
        if name not in known:
            stop(f"there is no safeguard `{name}`; {advice(name, known)}", WRONG_USE)
    chosen = [known[each] for each in names] or list(repository.safeguards)
    if article is None:
        return chosen
    text, _, number = article.rpartition(":")
    if text not in {"", "adopted", "rev1"}:
        stop(f"there is no text `{text}` of the treaty; write 24, adopted:24 or rev1:23", WRONG_USE)
    found = list(about_article(text or "adopted", number, chosen, repository.articles))
    if not found:
        stop(f"no safeguard answers to article {number}", FINDINGS)
    return found


def _write_pages(chosen: list[Safeguard], repository: Repository, output: Path) -> None:
    from engine.describe import description
    from engine.files import write_atomically
    from engine.report.markdown import escaped

    output.mkdir(parents=True, exist_ok=True)
    for each in chosen:
        write_atomically(output / f"{each.id}.md", "\n".join([*description(each, repository, escaped), ""]))
    lines = ["# Safeguards", ""]
    for theme, title in repository.vocabulary.themes.items():
        within = [f"- [{escaped(each.title)}]({each.id}.md)" for each in chosen if each.theme == theme]
        lines += [f"## {escaped(title)}", "", *within, ""] if within else []
    write_atomically(output / "README.md", "\n".join(lines))
    click.echo(f"{output}: {len(chosen)} pages and an index")


@click.command()
@click.argument("source", required=False)
@click.argument("paragraph", required=False, type=click.IntRange(min=1))
@click.option(
    "--verify",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="compare the records and phrases with the originals in this folder",
)
@ROOT
def sources(source: str | None, paragraph: int | None, folder: Path | None, root: Path) -> None:
    """Show what became of every paragraph of the documents, of one document, or of one paragraph.

    With --verify, the records are compared with the originals.
    """
    from engine.coverage import FATES, coverage

    repository, problems = open_repository(root)
    own = [each for each in problems if not each.where.path.startswith("jurisdictions/")]
    if not repository.sources:
        show_problems(own)
        stop("there is no source record under seeds/", NOT_VALID)
    if source is None:
        _print_coverage({each: coverage(each) for each in repository.sources}, FATES)
    else:
        _print_paragraphs(source, paragraph, repository)
    show_problems(own)
    if own:
        stop(f"the records and the safeguards do not fit together (problems: {len(own)})", NOT_VALID)
    if folder is not None:
        _verify(repository, folder)


def _print_paragraphs(name: str, number: int | None, repository: Repository) -> None:
    known = {each.id: each for each in repository.sources}
    if name not in known:
        stop(f"there is no source `{name}`; {advice(name, known)}", WRONG_USE)
    paragraphs = known[name].paragraphs
    if number is not None and number > len(paragraphs):
        stop(f"{name} has {len(paragraphs)} paragraphs, not {number}", WRONG_USE)
    titles = {each.id: each.title for each in repository.safeguards}
    for each in paragraphs if number is None else paragraphs[number - 1 : number]:
        click.echo(f"{name} paragraph {each.number} ({each.section})")
        for id_ in each.safeguards:
            click.echo(f"  safeguard {id_}: {titles.get(id_, '')}")
        for fact in (fact for fact in known[name].facts if fact.id in each.facts and fact.paragraph == each.number):
            click.echo(f"  states {fact.id}: {fact.fact}")
        for id_ in each.to_encode:
            click.echo(f"  demands, and no safeguard states yet: {id_}")
        if each.not_encoded:
            click.echo(f"  not encoded: {each.not_encoded}")


def _print_coverage(counts: dict[Source, Counter[str]], fates: tuple[str, ...]) -> None:
    width = max(len(each.id) for each in counts)
    click.echo(f"{'':{width}}  paragraphs  " + "  ".join(fates))
    for source, count in counts.items():
        cells = "  ".join(f"{count[each]:>{len(each)}}" for each in fates)
        click.echo(f"{source.id:{width}}  {len(source.paragraphs):>10}  {cells}")
    total = sum(len(each.paragraphs) for each in counts)
    totals = "  ".join(f"{sum(each[name] for each in counts.values()):>{len(name)}}" for name in fates)
    click.echo(f"{'all':{width}}  {total:>10}  {totals}")


def _verify(repository: Repository, folder: Path) -> None:
    from engine.coverage import verify

    found = sorted(verify(repository.sources, repository.safeguards, folder))
    show_problems(found)
    if found:
        stop(f"the records do not fit the originals (problems: {len(found)})", FINDINGS)
    phrases = sum(len(each.sources) for each in repository.safeguards)
    phrases += sum(len(each.facts) for each in repository.sources)
    click.echo(f"verified against {folder}: {len(repository.sources)} files, all paragraphs, {phrases} phrases")
