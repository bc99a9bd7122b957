"""The schema of the matrix as JSON: what `safeguards publish` and ``--matrix FILE.json`` write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model import Grade
from engine.schemas.parts import CODE, DAY, SLUG, Schema, listing, mapping, words
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.vocabulary import Vocabulary

_TEXT: Schema = {"type": "string"}
_TEXTS = listing(_TEXT)
_COUNT: Schema = {"type": "integer", "minimum": 0}
_PLACE: Schema = {"type": "string", "description": "file:line:column"}
_VERDICT = words(each.value for each in Verdict)
_GRADE: Schema = words(str(each) for each in Grade)
_ANSWER: Schema = {"type": ["string", "number", "boolean", "array", "null"], "items": _TEXT}


def _or_none(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _whole(properties: Schema, **more: str) -> Schema:
    """Give a mapping that has all of these keys; a later release may add others."""
    return {**mapping(properties, tuple(properties)), "additionalProperties": True, **more}


def _by_place(schema: Schema, about: str) -> Schema:
    return {"type": "object", "additionalProperties": schema, "description": about}


def matrix_schema(vocabulary: Vocabulary) -> Schema:
    """Give the schema of a matrix, whole or of one jurisdiction or safeguard."""
    properties = {
        "format": {"const": "safeguard-matrix"},
        "version": {"const": 2, "description": "grows when a key changes its meaning or goes"},
        "as_of": {**DAY, "description": "the day whose law was judged"},
        "evidence": {**_GRADE, "description": "weaker evidence counts as unknown"},
        "jurisdictions": listing(_jurisdiction()),
        "names": {"type": "object", "propertyNames": CODE, "additionalProperties": _TEXT},
        "invalid": listing(_whole({"jurisdiction": CODE, "problems": listing(_problem())})),
        "safeguards": listing(_safeguard(vocabulary)),
        "cells": listing(_cell()),
        "facts": _by_place(_fact(), "the answers that decided anything, by the place where they stand"),
        "provisions": _by_place(_provision(), "what the facts cite, by the place where it stands"),
    }
    return _whole(properties, description="the compliance matrix of safeguards")


def _jurisdiction() -> Schema:
    counts = _whole({each.value: _COUNT for each in Verdict})
    day = _or_none(DAY)
    return _whole(
        {
            "code": CODE,
            "name": _TEXT,
            "kind": words(("state", "territory", "layer")),
            "status": words(("draft", "reviewed", "contested")),
            "checked": DAY,
            "member_of": listing(_whole({"layer": CODE, "since": day, "until": day})),
            "counts": counts,
            "stated_in": _TEXT,
        }
    )


def _problem() -> Schema:
    return _whole({"where": _PLACE, "code": _TEXT, "what": _TEXT, "why": _TEXT, "fix": _TEXT})


def _safeguard(vocabulary: Vocabulary) -> Schema:
    passage = _whole({"source": SLUG, "paragraph": {"type": "integer", "minimum": 1}, "phrase": _TEXT})
    parameter = _whole({"name": _TEXT, "value": _ANSWER, "basis": _TEXT, "floor": _ANSWER})
    return _whole(
        {
            "id": SLUG,
            "title": _TEXT,
            "statement": _TEXT,
            "theme": words(vocabulary.themes),
            "family": _TEXT,
            "level": words(("law", "practice", "treaty-position", "process")),
            "severity": words(("critical", "high", "medium", "low")),
            "severity_why": _TEXT,
            "subject": words(("jurisdiction", "power", "offence", "cooperation", "pair")),
            "answers": words(("", "requested", "requesting")),
            "articles": _whole({"adopted": _TEXTS, "rev1": _TEXTS}),
            "rights": _TEXTS,
            "people": _TEXTS,
            "sources": listing(passage),
            "parameters": listing(parameter),
            "applies": {**_TEXT, "description": "the condition in words; empty: it always applies"},
            "requires": {**_TEXT, "description": "the requirement in words"},
            "note": _TEXT,
            "stated_in": _PLACE,
        }
    )


def _cell() -> Schema:
    reason = _whole(
        {
            "of": {**_TEXT, "description": "the record or counterpart; empty: the jurisdiction"},
            "question": {**_TEXT, "description": "empty: the verdict rests on no question, and `test` says on what"},
            "test": _TEXT,
            "fact": {**_or_none(_PLACE), "description": "a key of `facts`; null: nothing is recorded"},
        }
    )
    finding = _whole(
        {"subject": _TEXT, "verdict": _VERDICT, "grade": _or_none(_GRADE), "why": _TEXT, "because": listing(reason)}
    )
    waiver = _whole({"reason": _TEXT, "owner": _TEXT, "until": DAY, "at": _PLACE})
    return _whole(
        {
            "jurisdiction": CODE,
            "safeguard": SLUG,
            "verdict": _VERDICT,
            "grade": {**_or_none(_GRADE), "description": "the weakest evidence that the verdict needs"},
            "reason": {**_TEXT, "description": "the verdict in a sentence"},
            "findings": listing(finding),
            "waiver": _or_none(waiver),
        }
    )


def _fact() -> Schema:
    return _whole(
        {
            "value": {**_ANSWER, "description": "null: somebody looked and could not tell"},
            "unknown": {**_TEXT, "description": "why it is not known"},
            "note": _TEXT,
            "since": _or_none(DAY),
            "until": _or_none(DAY),
            "overrides": _TEXT,
            "cite": {**listing(_PLACE), "description": "keys of `provisions`"},
        }
    )


def _provision() -> Schema:
    pin = _whole(dict.fromkeys(("corpus", "commit", "path", "section", "sha256", "phrase"), _TEXT))
    return _whole(
        {
            "key": _TEXT,
            "title": _TEXT,
            "kind": _TEXT,
            "url": _TEXT,
            "language": _TEXT,
            "grade": {**_GRADE, "description": "how it was read"},
            "read_on": _or_none(DAY),
            "since": _or_none(DAY),
            "overrides": _TEXTS,
            "pin": _or_none(pin),
        }
    )
