"""All pages of a site, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.site import addresses, cells, documents, front, jurisdictions, pairs, safeguards
from engine.site.rendering import asset, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from engine.site.view import Page, Site

KINDS: tuple[Callable[[Site], Iterable[Page]], ...] = (
    front.pages,
    jurisdictions.pages,
    safeguards.pages,
    documents.pages,
    pairs.pages,
    cells.pages,
)
"""What makes the pages of each kind."""


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the files of a site: where each stands, and what is in it."""
    yield addresses.STYLE, asset("site.css")
    for kind in KINDS:
        for page in kind(site):
            yield page.address, render(site, page)


def count(site: Site) -> int:
    """Tell how many files `pages` will yield, without writing any."""
    states, repository = len(site.matrix.jurisdictions), site.repository
    named = len(site.matrix.safeguards) + len(repository.sources) + len(site.vocabulary.rights) + len(repository.layers)
    between = states * (states - 1) if site.pair_safeguards else 0
    return len(("style", "index", "unknown", "method", "pairs")) + states + named + between + len(site.matrix.cells)
