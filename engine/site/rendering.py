"""Pages written from templates: whatever stands in a profile is shown as text and can do nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from engine import explain
from engine.explain.words import joined
from engine.model import Grade
from engine.signs import SYMBOLS
from engine.site import addresses, pictures
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.site.view import Page, Site

SHORT = {Verdict.MET: "y", Verdict.UNMET: "n", Verdict.UNKNOWN: "u", Verdict.NOT_APPLICABLE: "a"}
"""The class of each verdict in the pages; the index holds tens of thousands of them."""
_BEYOND = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_UNSHOWN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_BEYOND}]")
"""Control characters, halves of characters, and numbers that are no characters."""


def shown(value: Any) -> Any:
    """Put a sign in the place of every character that a page must not hold."""
    return _UNSHOWN.sub("\ufffd", value) if type(value) is str and not value.isprintable() else value


def address(url: str) -> str:
    """Write an address with the characters that one may hold.

    >>> address("https://law.example/a[1]?q=50%&x=%20")
    'https://law.example/a%5B1%5D?q=50%25&x=%20'
    """
    return quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", url), safe="%/:?#@!$&'()*+,;=~")


@cache
def asset(name: str) -> str:
    """Read a file that lies beside the templates."""
    return (files("engine.site") / "templates" / name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """Give the digest by which a page allows its own script and no other."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("engine.site"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(
        Verdict=Verdict, Grade=Grade, SYMBOLS=SYMBOLS, SHORT=SHORT, at=addresses, pictures=pictures,
        value_words=explain.value_words, citation_words=explain.citation_words, source_words=explain.source_words,
        joined=joined,
        address=address, script=asset("filter.js"), digest=digest,
    )  # fmt: skip
    return found


def render(site: Site, page: Page) -> str:
    """Write a page."""
    template = _environment().get_template(page.template)
    return template.render(site=site, page=page, up=addresses.up(page.address), **page.values) + "\n"
