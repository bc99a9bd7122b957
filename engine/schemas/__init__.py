"""JSON Schemas (draft-07) by which editors complete and check the YAML files, and that of the matrix as JSON.

They say what a single line may look like.  What needs more than one line to be judged (does a citation exist, does a
path fit its subject, do two files agree) only the loader can say.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from jsonschema import Draft7Validator

from engine.schemas.notes import note_schema, vignette_schema
from engine.schemas.policies import (
    convention_schema,
    safeguard_schema,
    source_schema,
    vocabulary_schema,
    waivers_schema,
)
from engine.schemas.profiles import jurisdiction_schema
from engine.schemas.results import matrix_schema

if TYPE_CHECKING:
    from engine.schemas.parts import Schema
    from engine.vocabulary import Vocabulary


def schemas(vocabulary: Vocabulary) -> dict[str, str]:
    """Give the text of every schema by file name.

    Raises:
        jsonschema.SchemaError: What was made is no JSON Schema, which is a fault of this module.
    """
    made = {
        "jurisdiction": jurisdiction_schema(vocabulary),
        "safeguard": safeguard_schema(vocabulary),
        "source": source_schema(),
        "waivers": waivers_schema(),
        "vocabulary": vocabulary_schema(),
        "convention": convention_schema(),
        "note": note_schema(),
        "vignette": vignette_schema(),
        "matrix": matrix_schema(vocabulary),
    }
    return {f"{name}.schema.json": _text(name, schema) for name, schema in made.items()}


def _text(name: str, schema: Schema) -> str:
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", "title": name, **schema}
    Draft7Validator.check_schema(whole)
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
