"""Findings in words, for everyone who shows them."""

from engine.explain.cells import cell_lines, explanation, headline, pair_lines, subject_words
from engine.explain.reasons import Reason, finding_reasons, reasons
from engine.explain.traces import trace_lines
from engine.explain.words import SYMBOLS, citation_words, clause_words, recorded_words, source_words, value_words

__all__ = [
    "SYMBOLS",
    "Reason",
    "cell_lines",
    "citation_words",
    "clause_words",
    "explanation",
    "finding_reasons",
    "headline",
    "pair_lines",
    "reasons",
    "recorded_words",
    "source_words",
    "subject_words",
    "trace_lines",
    "value_words",
]
