"""What a safeguard's cases prove of it, and what can be proved of it without any: coverage, mutants, analysis."""
