"""A page for each document, with what became of every paragraph, and a page for each right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.coverage import FATES, coverage, fate
from engine.site import addresses
from engine.site.view import Page
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Safeguard, Source, StatedFact
    from engine.site.view import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages of the documents, then those of the rights."""
    for source in site.repository.sources:
        values = {"source": source, "counts": coverage(source), "fates": FATES, "fate": fate, "facts": _facts(source)}
        yield Page(addresses.source(source.id), "source.html", source.title, values)
    for name, right in site.vocabulary.rights.items():
        yield Page(addresses.right(name), "right.html", right.title, {"right": right, "rows": _rows(site, name)})


def _facts(source: Source) -> dict[int, list[StatedFact]]:
    found: dict[int, list[StatedFact]] = {}
    for each in source.facts:
        found.setdefault(each.paragraph, []).append(each)
    return found


def _rows(site: Site, right: str) -> list[tuple[Safeguard, dict[Verdict, list[str]]]]:
    """Give the safeguards of a right, each with the jurisdictions by verdict."""
    codes = [each.code for each in site.matrix.jurisdictions]
    return [
        (each, {verdict: [c for c in codes if site.matrix.cells[c, each.id].verdict is verdict] for verdict in Verdict})
        for each in site.matrix.safeguards
        if right in each.rights
    ]
