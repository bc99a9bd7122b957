"""A page for each safeguard: what demands it, the rule in words, and the jurisdictions by verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.articles import article_numbers
from engine.model import ALWAYS
from engine.site import addresses
from engine.site.jurisdictions import sentence
from engine.site.nested import rule_tree
from engine.site.view import Page
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Article, Safeguard
    from engine.site.view import Site

TEXTS = {"adopted": "Convention", "rev1": "draft Rev.1"}


def pages(site: Site) -> Iterator[Page]:
    """Yield a page for each safeguard."""
    sources = {each.id: each for each in site.repository.sources}
    articles = {(each.text, each.number): each for each in site.repository.articles}
    for each in site.matrix.safeguards:
        cells = [site.matrix.cells[state.code, each.id] for state in site.matrix.jurisdictions]
        values = {
            "safeguard": each,
            "sources": sources,
            "articles": list(_articles(each, articles)),
            "questions": site.questions(each.id),
            "applies": [] if each.applies == ALWAYS else rule_tree(each.applies),
            "requires": rule_tree(each.require),
            "by_verdict": {verdict: [cell for cell in cells if cell.verdict is verdict] for verdict in Verdict},
            "rows": [(cell, sentence(site, cell)) for cell in cells],
        }
        yield Page(addresses.safeguard(each.id), "safeguard.html", each.title, values)


def _articles(safeguard: Safeguard, known: dict[tuple[str, str], Article]) -> Iterator[tuple[str, str, list[Article]]]:
    for kind, numbers in (("adopted", safeguard.adopted), ("rev1", safeguard.rev1)):
        for written in numbers:
            found = [known[kind, each] for each in article_numbers(written) if (kind, each) in known]
            yield TEXTS[kind], written, found
