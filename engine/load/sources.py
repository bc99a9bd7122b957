"""Source records: one file a document, with what became of each of its paragraphs."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from engine.load.shapes import (
    OneOrMore,
    PartialDate,
    Phrase,
    Sha256,
    Shape,
    Slug,
    Text,
    Texts,
    Url,
    Whole,
    one_of,
    shaped,
)
from engine.model import Location, Paragraph, Problem, Source, StatedFact
from engine.vocabulary import Vocabulary, nearest
from engine.yamlfile import Node

TREATY_TEXTS = ("none-yet", "rev1", "adopted")


class ParagraphShape(Shape):
    """One paragraph."""

    number: Whole
    section: Text
    sha256: Sha256
    safeguards: Texts = ()
    facts: Texts = ()
    to_encode: Texts = ()
    not_encoded: Text = ""


class StatedFactShape(Shape):
    """A fact that the document states."""

    id: Slug
    jurisdiction: OneOrMore
    paragraph: Whole
    fact: Text
    phrase: Phrase
    date: Text = ""
    path: Text = ""
    conflicts_with: Slug = ""


class SourceShape(Shape):
    """The whole file."""

    source: Slug
    issuer: Text
    title: Text
    kind: Text
    date: PartialDate
    url: Url = ""
    treaty_text: Annotated[str, BeforeValidator(one_of(*TREATY_TEXTS))]
    file: Text
    sha256: Sha256
    paragraphs: tuple[ParagraphShape, ...]
    facts: tuple[StatedFactShape, ...] = ()


def read_source(node: Node, id_: str, vocabulary: Vocabulary) -> tuple[Source | None, list[Problem]]:
    """Read a source record; `id_` is its file name without the ending."""
    shape, problems = shaped(SourceShape, node)
    if shape is None:
        return None, problems
    places: Any = node
    if shape.source != id_:
        what = f"the record says `{shape.source}`, and its file is named {id_}.yaml"
        problems.append(Problem(places["source"].where, "wrong-place", what, "one name finds it", "make the two agree"))
    source = _source(shape, places)
    problems += [*_numbering(source), *_fates(source), *_stated(source, vocabulary)]
    return (None if problems else source), problems


def _source(shape: SourceShape, places: Any) -> Source:
    facts = zip(shape.facts, places.get("facts", ()), strict=True)
    return Source(
        id=shape.source,
        issuer=shape.issuer,
        title=shape.title,
        kind=shape.kind,
        date=shape.date,
        url=shape.url,
        treaty_text=shape.treaty_text,
        file=shape.file,
        sha256=shape.sha256,
        paragraphs=tuple(
            Paragraph(**each.model_dump(), where=place.where)
            for each, place in zip(shape.paragraphs, places["paragraphs"], strict=True)
        ),
        facts=tuple(
            StatedFact(**each.model_dump(exclude={"conflicts_with"}), where=place.where) for each, place in facts
        ),
        where=places.where,
    )


def _numbering(source: Source) -> list[Problem]:
    wrong = [(each, number) for number, each in enumerate(source.paragraphs, 1) if each.number != number]
    return [
        Problem(
            each.where,
            "paragraph-order",
            f"paragraph {each.number} stands where {number} is expected",
            "citations name paragraphs by number, so none may be missing",
            "number the paragraphs from 1 in their order",
        )
        for each, number in wrong[:1]
    ]


def _fates(source: Source) -> list[Problem]:
    found = []
    for each in source.paragraphs:
        used = bool(each.safeguards or each.facts or each.to_encode)
        if used == bool(each.not_encoded):
            what = "is both used and excused" if used else "is not accounted for"
            found.append(
                Problem(
                    each.where,
                    "unaccounted-paragraph",
                    f"paragraph {each.number} {what}",
                    "every paragraph of a document is either encoded or left out for a reason",
                    "name its safeguards, facts or demands to encode, or else say `not_encoded: why`",
                )
            )
    return found


def _stated(source: Source, vocabulary: Vocabulary) -> list[Problem]:
    """Compare the stated facts with the paragraphs that list them, and with the vocabulary."""
    listed = {(each.number, name): each.where for each in source.paragraphs for name in each.facts}
    stated = {(each.paragraph, each.id): each.where for each in source.facts}
    found = [_unlisted(where, name, number) for (number, name), where in stated.items() if (number, name) not in listed]
    found += [
        _unstated(where, name, number) for (number, name), where in listed.items() if (number, name) not in stated
    ]
    for each in source.facts:
        if each.path and vocabulary.questions and each.path not in vocabulary.questions:
            what = f"`{each.path}` is not a question of the vocabulary"
            fix = nearest(each.path, vocabulary.questions) or "see policies/vocabulary.yaml for the questions"
            found.append(Problem(each.where, "unknown-question", what, "the fact would answer nothing", fix))
    return found


def _unlisted(where: Location, name: str, number: int) -> Problem:
    what = f"paragraph {number} does not list the fact `{name}`"
    return Problem(
        where, "fact-not-listed", what, "coverage is counted by paragraph", f"add it to `facts` of paragraph {number}"
    )


def _unstated(where: Location, name: str, number: int) -> Problem:
    what = f"paragraph {number} lists `{name}`, which `facts:` does not state there"
    return Problem(
        where,
        "fact-not-stated",
        what,
        "a reader could not find the fact",
        "state it under `facts:`, or take it off the list",
    )
