"""The schemas of change notes and of vignettes."""

from __future__ import annotations

from engine.load.notes import WHAT
from engine.schemas.parts import DAY, SLUG, TEXT, Schema, listing, mapping, words
from engine.verdict import Verdict


def note_schema() -> Schema:
    """Give the schema of a change note."""
    code: Schema = {"type": "string", "pattern": "^([A-Z]{3}|all)$"}
    cells = mapping(
        {"jurisdiction": code, "safeguards": {"anyOf": [SLUG, listing(SLUG)]}}, ("jurisdiction", "safeguards")
    )
    keys = {"summary": TEXT, "source": TEXT, "corrects": SLUG, "mixed": TEXT}
    return mapping({"date": DAY, "what": words(WHAT), **keys, "cells": listing(cells)}, ("date", "what", "summary"))


def vignette_schema() -> Schema:
    """Give the schema of a vignette; what an answer may be depends on its question, and only the loader says it."""
    ask = mapping({"question": TEXT, "answer": {}, "why": TEXT}, ("question", "answer", "why"))
    verdicts: Schema = {"type": "object", "additionalProperties": words(each.value for each in Verdict)}
    keys = {"vignette": SLUG, "title": TEXT, "text": TEXT, "asks": listing(ask), "verdicts": verdicts}
    return mapping({**keys, "given": {"type": "object"}}, tuple(keys))
