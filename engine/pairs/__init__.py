"""Every ordered pair of States, every safeguard about pairs, every date asked for: one verdict each.

Read in this order: `narrow` (what of a profile the pairs can depend on), `plan` (what is asked, cut into blocks),
`judge` (the verdicts of a block), `stream` (all blocks in order, none judged twice); then who judges them
(`processes`, `cluster`) and how they are written (`rows`, `csvfile`, `parquet`, `counts`).
"""
