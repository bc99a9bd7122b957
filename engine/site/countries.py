"""Names of States in the six languages of the United Nations, where babel is installed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
_MADE_UP = {"XA", "XB"}
"""Codes that stand for no place: by them programs are tried out with strange letters."""


@dataclass(frozen=True, slots=True)
class CountryName:
    """What a State is called in a language: its tag, its own name, its direction of writing, the State's name."""

    language: str
    called: str
    direction: str
    name: str


@cache
def country_names(code: str) -> tuple[CountryName, ...]:
    """Give the names of a State, of three capital letters; none for a code that is not known, or without babel."""
    if find_spec("babel") is None:
        return ()
    from babel.core import Locale, get_global

    found = get_global("territory_aliases").get(code, ())
    known = len(found) == 1 and found[0] not in _MADE_UP
    locales = [Locale.parse(each) for each in LANGUAGES] if known else []
    return tuple(
        CountryName(each.language, each.language_name or "", each.text_direction, each.territories[found[0]])
        for each in locales
        if found[0] in each.territories
    )
