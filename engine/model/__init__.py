"""The words of the project as values: frozen, and known by file, line and column.

Nothing here reads, checks or decides; nothing but the standard library is imported.
"""

from engine.model.clauses import (
    ALWAYS,
    AllOf,
    AnyOf,
    Clause,
    Comparison,
    Constant,
    Each,
    Not,
    Path,
    Some,
    Trace,
)
from engine.model.evidence import (
    NO_LIMIT,
    Citation,
    Collection,
    Fact,
    Grade,
    Location,
    Pin,
    Problem,
    Record,
    Scope,
    Series,
    Value,
)
from engine.model.findings import Brief, Cell, Finding
from engine.model.jurisdictions import Entry, Jurisdiction, Membership, Waiver
from engine.model.notes import ALL, Note, NotedCells
from engine.model.safeguards import (
    Article,
    Case,
    Paragraph,
    Parameter,
    Passage,
    Safeguard,
    Source,
    StatedFact,
)
from engine.model.vignettes import Agreed, Vignette

__all__ = [
    "ALL",
    "ALWAYS",
    "NO_LIMIT",
    "Agreed",
    "AllOf",
    "AnyOf",
    "Article",
    "Brief",
    "Case",
    "Cell",
    "Citation",
    "Clause",
    "Collection",
    "Comparison",
    "Constant",
    "Each",
    "Entry",
    "Fact",
    "Finding",
    "Grade",
    "Jurisdiction",
    "Location",
    "Membership",
    "Not",
    "Note",
    "NotedCells",
    "Paragraph",
    "Parameter",
    "Passage",
    "Path",
    "Pin",
    "Problem",
    "Record",
    "Safeguard",
    "Scope",
    "Series",
    "Some",
    "Source",
    "StatedFact",
    "Trace",
    "Value",
    "Vignette",
    "Waiver",
]
