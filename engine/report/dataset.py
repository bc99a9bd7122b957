"""The dataset described for machines: Data Package v2, schema.org as JSON-LD, and how to cite it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from engine.model import Grade
from engine.plaintext import visible
from engine.report.csvfile import COLUMNS
from engine.report.jsonfile import text_of
from engine.report.rows import CAUTION
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.matrix import Matrix
    from engine.model import Source

LICENCE = "CC-BY-4.0"
_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
_AUTHORS = "Contributors to the Safeguard Matrix"
_NOT_VALID = "profile not valid"
_KEYWORDS = ("human rights", "cybercrime", "UN Convention against Cybercrime", "surveillance law", "policy as code")
_MEDIA = {"csv": "text/csv", "json": "application/json", "md": "text/markdown",
          "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
_LISTS = {"sources", "articles_adopted", "articles_rev1", "rights", "people", "because"}
_ABOUT = {
    "as_of": "the day whose law was judged",
    "evidence": "the weakest evidence that counts; what is weaker is unknown",
    "jurisdiction": "ISO 3166-1 alpha-3",
    "safeguard": "the name of the safeguard; stable",
    "subject": "what the safeguard is put to",
    "verdict": "unknown: nobody has recorded what would decide it",
    "grade": "the weakest evidence that the verdict needs; empty where it is unknown",
    "reason": "the verdict in a sentence",
    "because": "the decisive answers, each with the place where it is recorded",
    "sources": "the paragraphs that demand the safeguard: document and number",
    "waived_until": "the finding is accepted until this day; the verdict stays what it is",
}


def title(day: date) -> str:
    """Name the dataset."""
    return f"Safeguard Matrix: human-rights safeguards in cybercrime law, as of {day}"


def version(day: date) -> str:
    """Give the version of the data: the day for which they hold."""
    return f"{day.year}.{day.month}.{day.day}"


def data_package(matrix: Matrix, sources: Iterable[Source], files: Mapping[str, bytes]) -> str:
    """Write the descriptor (Data Package 2.0) of files that hold the matrix; matrix.csv is described by column."""
    resources = [_resource(name, data, matrix) for name, data in files.items() if name.rpartition(".")[2] in _MEDIA]
    return text_of(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "safeguard-matrix",
            "title": title(matrix.day),
            "description": CAUTION,
            "version": version(matrix.day),
            "as_of": matrix.day.isoformat(),
            "evidence": str(matrix.floor),
            "licenses": [{"name": LICENCE, "path": _LICENCE_URL, "title": "Creative Commons Attribution 4.0"}],
            "contributors": [{"title": _AUTHORS, "roles": ["author"]}],
            "keywords": list(_KEYWORDS),
            "sources": [
                {"title": f"{each.issuer}: {each.title}", **({"path": each.url} if each.url else {})}
                for each in sources
            ],
            "resources": resources,
        }
    )


def _resource(name: str, data: bytes, matrix: Matrix) -> dict[str, Any]:
    ending = name.rpartition(".")[2]
    found = {
        "name": name.lower().replace("/", "-").replace(".", "-"),
        "path": name,
        "format": ending,
        "mediatype": _MEDIA[ending],
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    if ending in {"csv", "json", "md"}:
        found["encoding"] = "utf-8"
    return {**found, **_table(matrix)} if name == "matrix.csv" else found


def _table(matrix: Matrix) -> dict[str, Any]:
    return {
        "type": "table",
        "description": "An apostrophe before = + - @ or another apostrophe is no part of the text.",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [_field(each, matrix) for each in COLUMNS],
            "primaryKey": ["jurisdiction", "safeguard"],
            "missingValues": [""],
        },
    }


def _field(name: str, matrix: Matrix) -> dict[str, Any]:
    words = {
        "verdict": [each.value for each in Verdict] + ([_NOT_VALID] if matrix.invalid else []),
        "grade": [str(each) for each in Grade],
        "evidence": [str(each) for each in Grade],
        "severity": ["critical", "high", "medium", "low"],
    }
    found: dict[str, Any] = {"name": name, "type": _type(name)}
    found |= {"description": _ABOUT[name]} if name in _ABOUT else {}
    found |= {"delimiter": "; "} if name in _LISTS else {}
    return {**found, "constraints": {"enum": words[name]}} if name in words else found


def _type(name: str) -> str:
    if name in {"as_of", "waived_until"}:
        return "date"
    if name in _LISTS:
        return "list"
    return "integer" if name.startswith("subjects_") else "string"


def json_ld(matrix: Matrix, sources: Iterable[Source], files: Iterable[str] = ()) -> str:
    """Write the dataset in the words of schema.org; the text can stand in a script element of a page."""
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": title(matrix.day),
        "description": CAUTION,
        "version": version(matrix.day),
        "temporalCoverage": matrix.day.isoformat(),
        "license": _LICENCE_URL,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": _AUTHORS},
        "keywords": list(_KEYWORDS),
        "measurementTechnique": "declarative policies put to dated, cited facts",
        "variableMeasured": ["verdict", *(f"subjects {each.value}" for each in Verdict)],
        "spatialCoverage": [
            {"@type": "Place", "name": each.name, "identifier": each.code} for each in matrix.jurisdictions
        ],
        "isBasedOn": [_work(each) for each in sources],
        "distribution": [
            {"@type": "DataDownload", "contentUrl": each, "encodingFormat": _MEDIA[each.rpartition(".")[2]]}
            for each in files
            if each.rpartition(".")[2] in _MEDIA
        ],
    }
    written = text_of(described)
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _work(source: Source) -> dict[str, Any]:
    issuer = {"@type": "Organization", "name": source.issuer}
    found = {"@type": "CreativeWork", "name": source.title, "publisher": issuer, "datePublished": source.date}
    return {**found, "url": source.url} if source.url else found


def citation(day: date) -> str:
    """Write CITATION.cff (1.2.0), by which code hosts and reference managers cite the dataset."""
    lines = {
        "cff-version": "1.2.0",
        "message": "If you use these data, cite them with the day for which they hold.",
        "type": "dataset",
        "title": title(day),
        "version": version(day),
        "license": LICENCE,
    }
    written = [f"{key}: {json.dumps(visible(each), ensure_ascii=False)}" for key, each in lines.items()]
    return "\n".join([*written, "authors:", f"  - name: {json.dumps(_AUTHORS)}", ""])
