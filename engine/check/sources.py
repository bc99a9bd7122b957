"""Safeguards and the documents: does each passage exist, and is each paragraph accounted for?"""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from engine.articles import article_numbers
from engine.model import Location, Paragraph, Passage, Problem
from engine.vocabulary import advice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.load import Repository
    from engine.model import Safeguard, Source


def source_problems(repository: Repository) -> Iterator[Problem]:
    """Compare the passages that safeguards cite with the records of the documents, both ways."""
    yield from _twice(repository.safeguards)
    yield from _articles(repository)
    sources = {each.id: each for each in repository.sources}
    broken = {PurePosixPath(each.where.path).stem for each in repository.problems}
    citing: dict[tuple[str, int], set[str]] = defaultdict(set)
    for safeguard in repository.safeguards:
        for passage in safeguard.sources:
            citing[passage.source, passage.paragraph].add(safeguard.id)
            if passage.source not in broken:
                yield from _passage(safeguard, passage, sources)
    known = {each.id for each in repository.safeguards}
    for source in repository.sources:
        for paragraph in source.paragraphs:
            yield from _account(source, paragraph, citing[source.id, paragraph.number], known, broken)


def _twice(safeguards: tuple[Safeguard, ...]) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for each in safeguards:
        if each.id in first:
            what = f"the safeguard `{each.id}` stands in two files; the other is {first[each.id].path}"
            yield Problem(each.where, "duplicate-safeguard", what, "a cell must come from one file", "delete one")
        first.setdefault(each.id, each.where)


def _passage(safeguard: Safeguard, passage: Passage, sources: dict[str, Source]) -> Iterator[Problem]:
    source = sources.get(passage.source)
    why = "a safeguard must lead to the words that demand it"
    if source is None:
        what = f"there is no source `{passage.source}`"
        fix = advice(passage.source, sources) if sources else f"add seeds/{passage.source}.yaml"
        yield Problem(passage.where, "unknown-source", what, why, fix)
    elif passage.paragraph > len(source.paragraphs):
        what = f"{source.id} has {len(source.paragraphs)} paragraphs, not {passage.paragraph}"
        yield Problem(passage.where, "unknown-paragraph", what, why, "count paragraphs from 1, headings included")
    elif safeguard.id not in source.paragraphs[passage.paragraph - 1].safeguards:
        where = source.paragraphs[passage.paragraph - 1].where
        what = f"{where.path}:{where.line} does not list `{safeguard.id}` for paragraph {passage.paragraph}"
        fix = "add it to `safeguards` there (and take it off `to_encode`)"
        yield Problem(passage.where, "unlisted-safeguard", what, "the coverage of the document would be wrong", fix)


def _account(
    source: Source, paragraph: Paragraph, citing: set[str], known: set[str], broken: set[str]
) -> Iterator[Problem]:
    why = "the coverage of the document would be wrong"
    for each in paragraph.safeguards:
        if each not in citing and each not in broken:
            what = f"`{each}` does not cite {source.id} paragraph {paragraph.number}"
            fix = "put its source line back, or move it to `to_encode`"
            yield Problem(paragraph.where, "safeguard-not-citing", what, why, fix)
    for each in paragraph.to_encode:
        if each in known:
            what = f"`{each}` stands under `to_encode`, and there is a safeguard of that name"
            fix = "move it to `safeguards`, and cite the paragraph in the safeguard"
            yield Problem(paragraph.where, "already-encoded", what, why, fix)


def _articles(repository: Repository) -> Iterator[Problem]:
    """Compare the articles that safeguards name with the list of the treaty's articles, where there is one."""
    known = {(each.text, each.number) for each in repository.articles}
    for safeguard in repository.safeguards if known else ():
        for text, numbers in (("adopted", safeguard.adopted), ("rev1", safeguard.rev1)):
            for written in numbers:
                if not {(text, each) for each in article_numbers(written)} <= known:
                    what = (
                        f"`{safeguard.id}` names article {written}, which seeds/convention.yaml does not list ({text})"
                    )
                    why = "a reader could not find it"
                    yield Problem(
                        safeguard.where, "unknown-article", what, why, "correct the number, or add the article"
                    )
