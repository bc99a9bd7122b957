"""Findings in words, for everyone who shows them."""

from engine.explain.cells import (
    cell_lines,
    explanation,
    finding_steps,
    headline,
    pair_lines,
    pair_steps,
    sentence,
    subject_words,
    wishes,
)
from engine.explain.reasons import Reason, finding_reasons, reasons
from engine.explain.traces import Step, step_lines, trace_lines
from engine.explain.words import citation_words, clause_words, recorded_words, source_words, value_words

__all__ = [
    "Reason",
    "Step",
    "cell_lines",
    "citation_words",
    "clause_words",
    "explanation",
    "finding_reasons",
    "finding_steps",
    "headline",
    "pair_lines",
    "pair_steps",
    "reasons",
    "recorded_words",
    "sentence",
    "source_words",
    "step_lines",
    "subject_words",
    "trace_lines",
    "value_words",
    "wishes",
]
