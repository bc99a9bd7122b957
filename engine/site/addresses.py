"""Where each page stands: addresses that stay the same from one build to the next."""

from __future__ import annotations

import re

INDEX, UNKNOWN, METHOD, PAIRS = "index.html", "unknown.html", "method.html", "pairs/index.html"
STYLE = "site.css"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


def safe(name: str) -> str:
    """Give a name that can stand in an address, in a file's name and as an anchor.

    >>> safe("fair trial/../x")
    'fair-trial-x'
    """
    return _UNSAFE.sub("-", name)


def jurisdiction(code: str) -> str:
    """Give the page of a State."""
    return f"jurisdictions/{safe(code)}.html"


def layer(code: str) -> str:
    """Give the page of a layer, such as the European Union."""
    return f"layers/{safe(code)}.html"


def safeguard(name: str) -> str:
    """Give the page of a safeguard."""
    return f"safeguards/{safe(name)}.html"


def cell(code: str, name: str) -> str:
    """Give the page of a cell."""
    return f"cells/{safe(code)}/{safe(name)}.html"


def source(name: str, paragraph: int | None = None) -> str:
    """Give the page of a document, or the place of one of its paragraphs there."""
    return f"sources/{safe(name)}.html" + ("" if paragraph is None else f"#p{paragraph}")


def right(name: str) -> str:
    """Give the page of a right."""
    return f"rights/{safe(name)}.html"


def pair(requesting: str, requested: str) -> str:
    """Give the page of a request from one State to another."""
    return f"pairs/{safe(requesting)}-{safe(requested)}.html"


def up(page: str) -> str:
    """Give the way from a page to the folder of the site.

    >>> up("cells/DEU/gag-orders.html"), up("index.html")
    ('../../', '')
    """
    return "../" * page.count("/")
