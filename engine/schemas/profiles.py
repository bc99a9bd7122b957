"""The schema of a jurisdiction profile, made from the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model import NO_LIMIT, Grade
from engine.schemas.parts import CODE, DAY, SHA256, SLUG, TEXT, Schema, listing, mapping, words

if TYPE_CHECKING:
    from engine.vocabulary import Question, Vocabulary


def answer_schema(question: Question) -> Schema:
    """Give the schema of an answer."""
    whole = {"type": "integer", "minimum": 0}
    by_type: dict[str, Schema] = {
        "bool": {"type": "boolean"},
        "enum": words(question.values),
        "string": TEXT,
        "number": {"type": "number", "minimum": 0},
        "duration": {"anyOf": [whole, {"const": NO_LIMIT}]} if question.no_limit else whole,
        "date": DAY,
        "list": listing(words(question.values) if question.values else TEXT, uniqueItems=True),
    }
    return by_type[question.type]


_SHARED: Schema = {
    "cite": {"anyOf": [SLUG, listing(SLUG, minItems=1)]},
    "day": DAY,
    "text": TEXT,
    "layer": CODE,
}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


_DATED: Schema = {
    "cite": _ref("cite"),
    "since": _ref("day"),
    "until": _ref("day"),
    "note": _ref("text"),
    "overrides": _ref("layer"),
}


def _fact(question: Question) -> Schema:
    known = mapping({"value": answer_schema(question), **_DATED}, ("value", "cite"))
    one = {"anyOf": [_ref(f"{question.path}/anyOf/0"), _ref("unknown")]}
    return {"description": question.question, "anyOf": [known, _ref("unknown"), listing(one, minItems=1)]}


def _questions(vocabulary: Vocabulary, section: str, start: str) -> Schema:
    """Give the schema of facts: each question as a dotted key, or nested at any dot."""
    facts = {
        each.path.removeprefix(f"{start}."): {"$ref": f"#/definitions/{each.path}"}
        for each in vocabulary.questions.values()
        if each.section == section and not each.heading
    }
    return _nested(facts)


def _nested(facts: dict[str, Schema]) -> Schema:
    properties: Schema = dict(facts)
    for prefix in {key[:end] for key in facts for end, letter in enumerate(key) if letter == "."}:
        inner = {key.removeprefix(f"{prefix}."): each for key, each in facts.items() if key.startswith(f"{prefix}.")}
        properties[prefix] = _nested(inner)
    return mapping(dict(sorted(properties.items())))


def jurisdiction_schema(vocabulary: Vocabulary) -> Schema:
    """Give the schema of a profile."""
    membership = mapping({"layer": CODE, "since": DAY, "until": DAY}, ("layer",))
    properties: Schema = {
        "jurisdiction": CODE,
        "name": TEXT,
        "kind": words(("state", "territory", "layer")),
        "status": words(("draft", "reviewed", "contested")),
        "checked": DAY,
        "member_of": listing(membership),
        "law": {"type": "object", "propertyNames": {"pattern": SLUG["pattern"]}, "additionalProperties": _law()},
    }
    for section in vocabulary.sections.values():
        if section.record:
            properties[section.id] = _records(vocabulary, section.id, section.record)
        elif section.id != "profile":
            properties[section.id] = _questions(vocabulary, section.id, section.id)
    facts = {path: _fact(each) for path, each in vocabulary.questions.items() if not each.heading}
    definitions = {**_SHARED, "unknown": mapping({"unknown": TEXT, **_DATED}, ("unknown",)), **facts}
    return mapping(properties, ("jurisdiction", "name", "status", "checked"), definitions=definitions)


def _law() -> Schema:
    pin = {
        "corpus": TEXT,
        "commit": {"type": ["string", "integer"], "pattern": "^[0-9a-f]{40}$"},
        "path": TEXT,
        "section": TEXT,
        "sha256": SHA256,
        "phrase": TEXT,
    }
    kinds = ("constitution", "statute", "regulation", "treaty", "judgment", "policy", "report")
    return mapping(
        {
            "title": TEXT,
            "kind": words(kinds),
            "url": {"type": "string", "pattern": "^https?://"},
            "language": TEXT,
            "since": DAY,
            "read": mapping({"as": words(str(each) for each in Grade), "on": DAY}, ("as",)),
            "pin": mapping(pin, ("corpus", "commit", "path", "section", "sha256")),
            "overrides": {"anyOf": [SLUG, listing(SLUG)]},
        },
        ("title", "read"),
    )


def _records(vocabulary: Vocabulary, section: str, record: str) -> Schema:
    facts = _questions(vocabulary, section, record)
    kind = vocabulary.questions[f"{record}.kind"]
    entry = {**facts, "properties": {"kind": answer_schema(kind), "name": TEXT, **facts["properties"]}}
    claim = mapping(
        {
            "value": {"type": "boolean"},
            "cite": {"anyOf": [SLUG, listing(SLUG)]},
            "note": TEXT,
            "since": DAY,
            "until": DAY,
        },
        ("value", "cite"),
    )
    complete = {"anyOf": [{"const": False}, claim, listing(claim, minItems=1)]}
    return {"type": "object", "properties": {"complete": complete, "common": facts}, "additionalProperties": entry}
