"""The signs of the verdicts in tables."""

from engine.verdict import Verdict

SYMBOLS = {Verdict.MET: "✓", Verdict.UNMET: "✗", Verdict.UNKNOWN: "?", Verdict.NOT_APPLICABLE: "–"}
PLAIN = {Verdict.MET: "+", Verdict.UNMET: "x", Verdict.UNKNOWN: "?", Verdict.NOT_APPLICABLE: "-"}
"""For a terminal that cannot show others."""
