"""The index with the whole matrix, what is not known, and how it all is meant."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from engine.model import Grade
from engine.signs import SYMBOLS
from engine.site import addresses
from engine.site.pictures import bars, by_theme, counted
from engine.site.rendering import SHORT
from engine.site.unknown import missing_answers, question
from engine.site.view import Page
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Jurisdiction, Safeguard
    from engine.site.view import Site

TILE = 120
"""The width of the picture of a tile; its bars stand 6 apart."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some rows of the matrix: those of a theme that have no close relatives, or those of one family in it."""

    theme: str
    family: str
    safeguards: tuple[Safeguard, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A jurisdiction at a glance: the paths of its picture, and what it shows in words."""

    jurisdiction: Jurisdiction
    paths: dict[Verdict, str]
    words: str


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages that stand by themselves."""
    tiles = [_tile(site, each) for each in site.matrix.jurisdictions]
    axes = {name: sorted({getattr(each, name) for each in site.matrix.safeguards}) for name in ("level", "severity")}
    height = 6 * len(site.themes)
    values = {
        "groups": list(groups(site)),
        "tiles": tiles,
        "axes": axes,
        "tile": (TILE, height),
        "cell": lambda code, name: cell(site, code, name),
        "folded": lambda group, code: folded(site, group, code),
        "dataset": dataset(site),
    }
    yield Page(addresses.INDEX, "index.html", "Compliance matrix", values)
    yield Page(
        addresses.UNKNOWN, "unknown.html", "What is not known", {"missing": missing_answers(site), "question": question}
    )
    yield Page(addresses.METHOD, "method.html", "Method")


def groups(site: Site) -> Iterator[Group]:
    """Yield the rows of the matrix: of each theme first those without a family, then one family after another."""
    for theme in site.themes:
        within = [each for each in site.matrix.safeguards if each.theme == theme]
        for family in sorted({each.family for each in within} | {""}, key=["", *site.vocabulary.families].index):
            yield Group(theme, family, tuple(each for each in within if each.family == family))


def _tile(site: Site, jurisdiction: Jurisdiction) -> Tile:
    counts = [site.matrix.counts(jurisdiction.code, theme) for theme in site.themes]
    return Tile(jurisdiction, bars([(each, each.total()) for each in counts], TILE, 6), by_theme(counts))


def cell(site: Site, code: str, name: str) -> Markup:
    """Write one cell of the matrix, as short as HTML allows: an index can hold tens of thousands of them."""
    found = site.matrix.cells[code, name]
    weak = "°" if found.grade is Grade.KNOWLEDGE else ""
    words = f"{SYMBOLS[found.verdict]} {found.verdict.value}{weak}"
    return Markup("<td class={}><a href={}>{}</a>").format(SHORT[found.verdict], addresses.cell(code, name), words)


def folded(site: Site, group: Group, code: str) -> str:
    """Say what the cells of a family come to, as counts."""
    return counted(Counter(site.matrix.cells[code, each.id].verdict for each in group.safeguards))


def dataset(site: Site) -> dict[str, object]:
    """Describe the matrix in the words of schema.org, for those who look for data."""
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "Safeguard Matrix",
        "description": "Whether the law of States holds the human-rights safeguards that civil-society documents on "
        "the UN Convention against Cybercrime demand",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "temporalCoverage": site.matrix.day.isoformat(),
        "spatialCoverage": [each.name for each in site.matrix.jurisdictions],
        "variableMeasured": [each.title for each in site.matrix.safeguards],
        "isBasedOn": [each.title for each in site.repository.sources],
    }
    files = [
        {
            "@type": "DataDownload",
            "name": each.title,
            "contentUrl": site.base + each.address,
            "encodingFormat": each.media_type,
        }
        for each in site.downloads
    ]
    return {**found, **({"url": site.base} if site.base else {}), **({"distribution": files} if files else {})}
