"""The articles of the treaty in its two texts: numbers, titles, and which answers to which."""

from __future__ import annotations

from typing import Any

from engine.load.shapes import Flag, Shape, Slug, Text, Texts, shaped
from engine.model import Article, Problem
from engine.yamlfile import Node

TEXTS = ("adopted", "rev1")


class ArticleShape(Shape):
    """One article."""

    number: Text
    title: Text
    chapter: Text
    counterparts: Texts = ()
    verified: Flag
    how: Text


class ConventionShape(Shape):
    """The whole file."""

    convention: Slug
    adopted: tuple[ArticleShape, ...]
    rev1: tuple[ArticleShape, ...]


def read_convention(node: Node) -> tuple[tuple[Article, ...], list[Problem]]:
    """Read the list of articles."""
    shape, problems = shaped(ConventionShape, node)
    if shape is None:
        return (), problems
    places: Any = node
    found = [
        Article(text, **each.model_dump(), where=place.where)
        for text in TEXTS
        for each, place in zip(getattr(shape, text), places[text], strict=True)
    ]
    return tuple(found), _dangling(found)


def _dangling(articles: list[Article]) -> list[Problem]:
    numbers = {text: {each.number for each in articles if each.text == text} for text in TEXTS}
    other = dict(zip(TEXTS, reversed(TEXTS), strict=True))
    return [
        Problem(
            each.where,
            "unknown-counterpart",
            f"article {each.number} names article {number} of the other text, which is not listed",
            "the two texts could not be read side by side",
            "add the article there, or correct the number",
        )
        for each in articles
        for number in each.counterparts
        if number not in numbers[other[each.text]]
    ]
