"""The schemas of safeguards, sources, waivers and the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.operators import OPERATORS
from engine.schemas.parts import CODE, DAY, SHA256, SLUG, TEXT, Schema, listing, mapping, words
from engine.verdict import Verdict
from engine.vocabulary import TYPES

if TYPE_CHECKING:
    from engine.vocabulary import Vocabulary


def safeguard_schema(vocabulary: Vocabulary) -> Schema:
    """Give the schema of a safeguard; clauses are checked by form, their paths by the loader."""
    passage = mapping(
        {"source": SLUG, "paragraph": {"type": "integer", "minimum": 1}, "phrase": TEXT},
        ("source", "paragraph", "phrase"),
    )
    clause = {"$ref": "#/definitions/clause"}
    case = mapping(
        {
            "name": TEXT,
            "given": {"type": "object"},
            "verdict": words(each.value for each in Verdict),
            "because": listing(TEXT),
        },
        ("name", "given", "verdict"),
    )
    properties = {
        "safeguard": SLUG,
        "title": TEXT,
        "statement": TEXT,
        "theme": words(vocabulary.themes),
        "family": words(vocabulary.families),
        "level": words(("law", "practice", "treaty-position", "process")),
        "severity": words(("critical", "high", "medium", "low")),
        "severity_why": TEXT,
        "articles": mapping({"adopted": listing(TEXT), "rev1": listing(TEXT)}, ("adopted", "rev1")),
        "rights": listing(words(vocabulary.rights)),
        "people": listing(words(vocabulary.people)),
        "sources": listing(passage),
        "subject": words(("jurisdiction", "power", "offence", "cooperation", "pair")),
        "answers": words(("requested", "requesting")),
        "parameters": {
            "type": "object",
            "additionalProperties": mapping({"value": {}, "basis": TEXT, "floor": {}}, ("value", "basis")),
        },
        "applies": clause,
        "require": clause,
        "note": TEXT,
        "cases": listing(case, minItems=1),
    }
    optional = {"family", "rights", "people", "answers", "parameters", "applies", "note"}
    required = tuple(each for each in properties if each not in optional)
    return mapping(properties, required, definitions={"clause": _clause()})


def _clause() -> Schema:
    clause = {"$ref": "#/definitions/clause"}
    several = listing(clause, minItems=1)
    quantifier = {"as": TEXT, "where": clause, "satisfies": clause}
    forms = [mapping({key: several}, (key,)) for key in ("all", "any")]
    forms += [mapping({"not": clause}, ("not",))]
    forms += [mapping({key: TEXT, **quantifier}, (key, "as", "satisfies")) for key in ("each", "some")]
    operator = {"type": "object", "maxProperties": 1, "minProperties": 1, "propertyNames": words(OPERATORS)}
    plain = {"type": ["string", "number", "boolean", "array"]}
    comparison = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"pattern": r"^[a-z_]+(\.[a-z0-9_]+)+$"},
        "additionalProperties": {"anyOf": [plain, operator]},
    }
    return {"anyOf": [*forms, comparison]}


def source_schema() -> Schema:
    """Give the schema of a source record."""
    number = {"type": "integer", "minimum": 1}
    paragraph = {
        "number": number,
        "section": TEXT,
        "sha256": SHA256,
        "safeguards": listing(SLUG),
        "facts": listing(SLUG),
        "to_encode": listing(SLUG),
        "not_encoded": TEXT,
    }
    fact = {
        "id": SLUG,
        "jurisdiction": {"anyOf": [TEXT, listing(TEXT)]},
        "paragraph": number,
        "fact": TEXT,
        "phrase": TEXT,
        "date": TEXT,
        "path": TEXT,
        "conflicts_with": SLUG,
    }
    properties = {
        "source": SLUG,
        "issuer": TEXT,
        "title": TEXT,
        "kind": TEXT,
        "date": {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}){0,2}$"},
        "url": {"type": "string", "pattern": "^https?://"},
        "treaty_text": words(("none-yet", "rev1", "adopted")),
        "file": TEXT,
        "sha256": SHA256,
        "paragraphs": listing(mapping(paragraph, ("number", "section", "sha256"))),
        "facts": listing(mapping(fact, ("id", "jurisdiction", "paragraph", "fact", "phrase"))),
    }
    return mapping(properties, tuple(each for each in properties if each not in {"url", "facts"}))


def waivers_schema() -> Schema:
    """Give the schema of a file of waivers."""
    keys = ("safeguard", "reason", "owner", "until")
    waiver = mapping({"safeguard": SLUG, "reason": TEXT, "owner": TEXT, "until": DAY}, keys)
    return mapping({"jurisdiction": CODE, "waivers": listing(waiver)}, ("jurisdiction", "waivers"))


def convention_schema() -> Schema:
    """Give the schema of the list of the treaty's articles."""
    article = {
        "number": TEXT,
        "title": TEXT,
        "chapter": TEXT,
        "counterparts": listing(TEXT),
        "verified": {"type": "boolean"},
        "how": TEXT,
    }
    articles = listing(mapping(article, tuple(each for each in article if each != "counterparts")))
    return mapping({"convention": SLUG, "adopted": articles, "rev1": articles}, ("convention", "adopted", "rev1"))


def vocabulary_schema() -> Schema:
    """Give the schema of the vocabulary."""
    question = {
        "path": TEXT,
        "question": TEXT,
        "type": words(TYPES),
        "values": listing(TEXT),
        "suggested": listing(TEXT),
        "unit": TEXT,
        "no_limit": {"type": "boolean"},
        "heading": {"type": "boolean"},
        "background": {"type": "boolean"},
        "evidence": TEXT,
    }
    facts = listing(mapping(question, ("path", "question", "type")))
    section = {"id": TEXT, "title": TEXT, "record": TEXT, "evidence": TEXT, "facts": facts}
    named = {"type": "object", "additionalProperties": TEXT}
    right = mapping({"covenant": TEXT, "title": TEXT}, ("covenant", "title"))
    properties = {
        "version": TEXT,
        "themes": named,
        "families": named,
        "rights": {"type": "object", "additionalProperties": right},
        "people": named,
        "groups": {"type": "object", "additionalProperties": listing(TEXT)},
        "sections": listing(mapping(section, ("id", "title", "facts"))),
    }
    return mapping(properties, tuple(properties))
