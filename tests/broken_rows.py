"""The rows of `test_messages.py`: what is wrong, by name."""

from __future__ import annotations

from broken import FILES, LAYER, POLICY, SEED, STATE, WAIVERS, WORDS, H, added, replaced

FACT = "body: {value: court, cite: act-1}"
BODY, DAYS = "law.body: [court, judge]", "law.days: {at_most: {parameter: max_days}}"


YAML = {
    "a key written twice": replaced(STATE, "status: draft", "status: draft\nstatus: reviewed"),
    "a tab as indentation": replaced(STATE, "  search:\n", "\tsearch:\n"),
    "a bracket that is not closed": replaced(STATE, FACT, "body: {value: court, cite: act-1"),
    "a quotation mark that is not closed": replaced(STATE, "name: Exampleland", 'name: "Exampleland'),
    "a colon in a text": replaced(STATE, "name: Exampleland", "name: Part I: Exampleland"),
    "a line that is no key": replaced(STATE, "name: Exampleland", "name: Exampleland\nand more"),
    "a line that is out of line": replaced(STATE, "    since: 2010-01-01", "   since: 2010-01-01"),
    "an anchor": replaced(STATE, "name: Exampleland", "name: &name Exampleland"),
    "an alias": replaced(STATE, "name: Exampleland", "name: *name"),
    "an alias bomb": {STATE: b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"},
    "a tag": replaced(STATE, "name: Exampleland", "name: !!python/name:os.system Exampleland"),
    "a merge key": replaced(STATE, "name: Exampleland", "name: Exampleland\n<<: {status: reviewed}"),
    "a list as a key": replaced(STATE, "name: Exampleland", "? [a, b]\n: Exampleland"),
    "two documents": added(STATE, "---\njurisdiction: XAA\n"),
    "an invisible character": replaced(STATE, "Exampleland", "Example\x07land"),
    "an invisible character as a code": replaced(STATE, "Exampleland", '"Example\\x07land"'),
    "not UTF-8": {STATE: FILES[STATE].encode().replace(b"Exampleland", "Exampl\xe9".encode("latin-1"))},
    "an empty file": {STATE: b""},
    "only comments": {STATE: b"# nothing yet\n"},
    "fifty megabytes": {STATE: b"# " + b"x" * 50_000_000},
    "a hundred levels": {STATE: b"a: " + b"[" * 100 + b"]" * 100},
    "a list for a mapping": {STATE: b"- jurisdiction: XAA\n"},
}
PROFILES = {
    "a misspelt heading": replaced(STATE, "status: draft", "statsu: draft"),
    "a heading that is missing": replaced(STATE, "checked: 2026-01-01\nmember", "member"),
    "a heading of another kind": replaced(STATE, "name: Exampleland", "name: [Exampleland]"),
    "an empty heading": replaced(STATE, "name: Exampleland", "name:"),
    "a status that there is not": replaced(STATE, "status: draft", "status: drafted"),
    "a day that there is not": replaced(STATE, "{on: 2026-01-01, as: text}", "{on: 2026-02-30, as: text}"),
    "a day in another form": replaced(STATE, "{on: 2026-01-01, as: text}", "{on: 01.01.2026, as: text}"),
    "a code that is not the file's": replaced(STATE, "jurisdiction: XAA", "jurisdiction: XAB"),
    "a code that is none": replaced(STATE, "jurisdiction: XAA", "jurisdiction: Xaa"),
    "a grade that there is not": replaced(STATE, "as: text}", "as: txt}"),
    "a section that there is not": replaced(STATE, "powers:", "power:"),
    "a misspelt question": replaced(STATE, FACT, "bodi: {value: court, cite: act-1}"),
    "a misspelt answer": replaced(STATE, FACT, "body: {value: minster, cite: act-1}"),
    "an answer without citation": replaced(STATE, FACT, "body: court"),
    "a value without citation": replaced(STATE, FACT, "body: {value: court}"),
    "a misspelt citation": replaced(STATE, FACT, "body: {value: court, cite: act-2}"),
    "a value that is unknown": replaced(STATE, FACT, "body: {value: court, unknown: silent, cite: act-1}"),
    "a misspelt part of a fact": replaced(STATE, FACT, "body: {value: court, cites: act-1}"),
    "an end before the start": replaced(STATE, "cite: act-1}", "cite: act-1, since: 2012-01-01, until: 2011-01-01}"),
    "an override without reason": replaced(STATE, "cite: act-1}", "cite: act-1, overrides: XZZ}"),
    "an override of no layer": replaced(STATE, "cite: act-1}", "cite: act-1, overrides: XYY, note: why}"),
    "two values with one since": replaced(
        STATE,
        FACT,
        "body:\n      - {value: court, cite: act-1, since: 2012-01-01}\n"
        "      - {value: minister, cite: act-1, since: 2012-01-01}",
    ),
    "an answer twice in two forms": added(STATE, "    kind: search\n    body.x: {value: 1, cite: act-1}\n"),
    "a power of no kind": replaced(STATE, "  search:\n", "  rummage:\n"),
    "a power of a kind that there is not": replaced(STATE, "  search:\n", "  search:\n    kind: serach\n"),
    "a power without facts": added(STATE, "  tracking:\n"),
    "powers as a list": replaced(STATE, "powers:\n  complete: false\n  search:\n    body:", "powers:\n  - body:"),
    "a complete list without citation": replaced(STATE, "complete: false", "complete: true"),
    "a layer that there is not": replaced(STATE, "layer: XZZ", "layer: XZY"),
    "membership that ends before it begins": replaced(STATE, "until: 2020-12-31", "until: 1999-12-31"),
    "a judgment on nothing": replaced(STATE, "overrides: act-0", "overrides: act-9"),
    "a fact on what a judgment displaced": replaced(STATE, "cite: act-1}", "cite: act-0}"),
    "a pin without a commit": replaced(
        STATE, "read: {as: page}", f"read: {{as: page}}\n    pin: {{corpus: a/b, path: c, section: d, sha256: {H}}}"
    ),
    "a pin with a long phrase": replaced(
        STATE,
        "read: {as: page}",
        f"read: {{as: page}}\n    pin: {{corpus: a/b, commit: {'c' * 40}, path: c, section: d, sha256: {H}, "
        "phrase: one two three four five six seven eight nine}",
    ),
    "an address that is none": replaced(STATE, "read: {as: page}", "read: {as: page}\n    url: javascript:alert(1)"),
    "a stray ending": {"jurisdictions/XBB.yml": FILES[STATE].encode()},
    "a stray name": {"jurisdictions/Exampleland.yaml": FILES[STATE].encode()},
}
LAYERS = {
    "a layer in a layer": added(LAYER, "member_of: [{layer: XZZ}]\n"),
    "a layer that claims all": added(LAYER, "powers:\n  complete: {value: true, cite: treaty-1}\n"),
    "a layer and a State in conflict": added(
        LAYER, "powers:\n  search:\n    body: {value: minister, cite: treaty-1}\n"
    ),
}
POLICIES = {
    "a misspelt part of a safeguard": replaced(POLICY, "statement:", "statment:"),
    "a severity that there is not": replaced(POLICY, "severity: high", "severity: hi"),
    "a theme that is not the folder": replaced(POLICY, "theme: surveillance", "theme: secrecy"),
    "a right that is not listed": replaced(POLICY, "rights: [privacy]", "rights: [privasy]"),
    "a family that is not listed": replaced(POLICY, "family: orders", "family: order"),
    "answers outside a pair": replaced(POLICY, "subject: jurisdiction", "subject: jurisdiction\nanswers: requested"),
    "a pair without answers": replaced(POLICY, "subject: jurisdiction", "subject: pair"),
    "a phrase that is too long": replaced(POLICY, "phrase: end soon", "phrase: a b c d e f g h i"),
    "a paragraph that is no number": replaced(POLICY, "paragraph: 1", "paragraph: first"),
    "a question that there is not": replaced(POLICY, BODY, "law.boddy: [court, judge]"),
    "a record that is not the subject": replaced(POLICY, BODY, "power.body: court"),
    "an answer that there is not": replaced(POLICY, BODY, "law.body: [court, jugde]"),
    "an operator that there is not": replaced(POLICY, DAYS, "law.days: {at_mots: 30}"),
    "an operator that does not fit": replaced(POLICY, BODY, "law.body: {at_most: 3}"),
    "a list as a test of a list": replaced(POLICY, BODY, "law.rights: [appeal]"),
    "two operators": replaced(POLICY, DAYS, "law.days: {at_most: 30, at_least: 1}"),
    "an operand that is none": replaced(POLICY, DAYS, "law.days: {at_most: {param: max_days}}"),
    "a number in quotes": replaced(POLICY, DAYS, 'law.days: {at_most: "30"}'),
    "a parameter that there is not": replaced(POLICY, "{parameter: max_days}", "{parameter: max_day}"),
    "a group that there is not": replaced(POLICY, BODY, "law.body: {in: {group: court}}"),
    "a fact of another kind": replaced(POLICY, DAYS, "law.days: {at_most: {fact: law.open}}"),
    "a clause that is none": replaced(POLICY, "    - law.body: [court, judge]\n", "    - court\n"),
    "an empty all": replaced(POLICY, f"  all:\n    - {BODY}\n    - {DAYS}", "  all: []"),
    "two questions in one mapping": replaced(POLICY, f"- {BODY}\n    - {DAYS}", f"- {BODY}\n      {DAYS}"),
    "each of no list": replaced(POLICY, BODY, "{each: power, as: it, satisfies: {it.body: court}}"),
    "each without a name": replaced(POLICY, BODY, "{each: powers, satisfies: {power.body: court}}"),
    "each with a name that is taken": replaced(POLICY, BODY, "{each: powers, as: law, satisfies: {law.open: true}}"),
    "each with a misspelt part": replaced(
        POLICY, BODY, "{each: powers, as: it, satisfy: {it.body: court}, satisfies: {it.body: court}}"
    ),
    "a parameter without a value": replaced(POLICY, "value: 30,", "value: {days: 30},"),
    "a parameter looser than its floor": replaced(POLICY, "value: 30,", "value: 61,"),
    "a floor without direction": replaced(POLICY, "{at_most: {parameter: max_days}}", "{is: {parameter: max_days}}"),
    "no cases": replaced(POLICY, FILES[POLICY].partition("cases:")[2], " []\n"),
    "a case that is there twice": replaced(POLICY, "name: longer", "name: a month"),
    "a verdict that there is not": replaced(POLICY, "verdict: unmet", "verdict: not met"),
    "a case that gives no answers": replaced(POLICY, "given: {law.open: true, law.days: 31}", "given: thirty"),
    "a case with an answer that there is not": replaced(POLICY, "law.days: 31}", "law.days: a month}"),
    "a case with records that are none": replaced(POLICY, "law.days: 31}", "powers: search}"),
    "because of what is no question": replaced(
        POLICY, "verdict: unmet, because: [law.days]", "verdict: unmet, because: [law.day]"
    ),
    "a safeguard under another name": {"policies/surveillance/other.yaml": FILES[POLICY].encode()},
    "a safeguard in two themes": {
        "policies/secrecy/short-orders.yaml": FILES[POLICY].replace("theme: surveillance", "theme: secrecy").encode()
    },
    "a folder that is no theme": {"policies/other/short-orders.yaml": FILES[POLICY].encode()},
}
REST = {
    "no vocabulary": {WORDS: None},
    "a question twice": replaced(
        WORDS, "  - id: powers", "      - {path: law.open, question: Q, type: bool}\n  - id: powers"
    ),
    "a question in the wrong section": replaced(WORDS, "path: law.open", "path: lore.open"),
    "a choice of one": replaced(WORDS, "values: [court, judge, minister]", "values: [court]"),
    "a duration without a unit": replaced(WORDS, "type: duration, unit: days", "type: duration"),
    "a list of records of no kind": replaced(WORDS, "path: power.kind", "path: power.sort"),
    "a type that there is not": replaced(WORDS, "type: number", "type: nubmer"),
    "a source that there is not": replaced(POLICY, "source: doc-2020", "source: doc-2021"),
    "a paragraph that there is not": replaced(POLICY, "paragraph: 1", "paragraph: 7"),
    "a paragraph that does not list the safeguard": replaced(POLICY, "paragraph: 1", "paragraph: 2"),
    "a paragraph out of order": replaced(SEED, "number: 2", "number: 3"),
    "a paragraph used and excused": replaced(SEED, "facts: [it-began]", "facts: [it-began], not_encoded: x"),
    "a paragraph without an account": replaced(SEED, ", not_encoded: heading", ""),
    "a safeguard both written and to be written": replaced(SEED, "not_encoded: heading", "to_encode: [short-orders]"),
    "a stated fact that is not listed": replaced(SEED, ", facts: [it-began]", ""),
    "a listed fact that is not stated": replaced(SEED, "[it-began]", "[it-began, it-ended]"),
    "a stated fact on no question": replaced(SEED, "path: law.begun", "path: law.began"),
    "a source under another name": replaced(SEED, "source: doc-2020", "source: doc-2019"),
    "a digest that is none": replaced(SEED, f"file: doc.txt\nsha256: {H}", "file: doc.txt\nsha256: abc"),
    "a waiver of nothing": replaced(WAIVERS, "safeguard: short-orders", "safeguard: short-order"),
    "a waiver without a reason": replaced(WAIVERS, "reason: a bill is under way, ", ""),
    "a waiver twice": added(WAIVERS, FILES[WAIVERS].splitlines()[2] + "\n"),
    "a waiver for another State": replaced(WAIVERS, "jurisdiction: XAA", "jurisdiction: XBB"),
    "a waiver for no State": {"jurisdictions/waivers/XCC.yaml": FILES[WAIVERS].replace("XAA", "XCC").encode()},
    "settings that cannot be read": {"pyproject.toml": b"[tool.safeguards\n"},
    "a setting of no safeguard": {"pyproject.toml": b"[tool.safeguards.parameters.short-order]\nmax_days = 20\n"},
    "a setting of no parameter": {"pyproject.toml": b"[tool.safeguards.parameters.short-orders]\nmax_day = 20\n"},
    "a note that was not filled in": {
        "changes/2026-01-02-found.yaml": b'date: 2026-01-02\nwhat: evidence-found\nsummary: "say here, in a sentence"\n'
        b"source: Gazette\ncells:\n  - {jurisdiction: XAA, safeguards: all}\n"
    },
    "a note that lacks what it needs": {
        "changes/2026-01-02-found.yaml": b"date: 2026-01-02\nwhat: correction\nsummary: It was otherwise.\n"
    },
    "a note of another day": {
        "changes/2026-01-02-found.yaml": b"date: 2026-01-03\nwhat: engine\nsummary: New commands.\n",
        "changes/found.yaml": b"date: 2026-01-03\n",
    },
    "a depth of no profile": {"pyproject.toml": b"[tool.safeguards.depth]\nXAB = 20\nXAA = 101\n"},
    "a shelf life of nothing": {"pyproject.toml": b"[tool.safeguards.shelf-life]\nstatutes = 20\npractice = 0\n"},
    "a setting looser than the floor": {
        "pyproject.toml": b"[tool.safeguards.parameters.short-orders]\nmax_days = 90\n"
    },
}
ROWS = {**YAML, **PROFILES, **LAYERS, **POLICIES, **REST}
