"""From YAML to clauses, each path, operator and operand compared with the vocabulary on the way."""

from __future__ import annotations

from dataclasses import replace

from engine.load.operands import read_operand
from engine.load.paths import Context, known_lists, read_path
from engine.load.shapes import missing_key, unknown_key
from engine.model import ALWAYS, AllOf, AnyOf, Clause, Comparison, Each, Not, Path, Some
from engine.operators import OPERATORS
from engine.vocabulary import KINDS, Question, advice
from engine.yamlfile import Map, Node, Scalar, Seq


def read_clause(node: Node, context: Context) -> Clause:
    """Read a clause; problems go to the context."""
    if not isinstance(node, Map) or not node:
        context.refuse(node.where, *_NO_CLAUSE)
        return ALWAYS
    quantifier = next((each for each in ("each", "some") if each in node), None)
    if quantifier is not None:
        return _quantifier(quantifier, node, context)
    if len(node) > 1:
        context.refuse(node.where, "several-questions", *_SEVERAL)
        return ALWAYS
    key, body = next(iter(node.items()))
    if key in {"all", "any"}:
        return _connective(key, body, context)
    return Not(read_clause(body, context)) if key == "not" else _comparison(key, node, context)


_NO_CLAUSE = (
    "no-clause",
    "a clause is expected here",
    "a safeguard is made of questions with their tests, joined by all, any and not",
    "write `path: value`, or `all:` with a list of such lines",
)
_SEVERAL = (
    "several questions stand in one mapping",
    "it would not say whether all or any of them must hold",
    "write `all:` or `any:` above them and begin each line with `- `",
)


def _connective(key: str, body: Node, context: Context) -> Clause:
    if not isinstance(body, Seq) or not body:
        context.refuse(
            body.where,
            "no-clauses",
            f"`{key}` needs a list of clauses",
            "an empty list would hold, or fail, whatever the law says",
            "begin each clause with `- ` on a line of its own",
        )
        return ALWAYS
    clauses = tuple(read_clause(each, context) for each in body)
    return AllOf(clauses) if key == "all" else AnyOf(clauses)


def _quantifier(key: str, node: Map, context: Context) -> Clause:
    known = [key, "as", "where", "satisfies"]
    for name in node:
        if name not in known:
            context.problems.append(unknown_key(node.keys_at[name], name, known))
    for name in ("as", "satisfies"):
        if name not in node:
            context.problems.append(missing_key(node.where, name))
            return ALWAYS
    records, record = _records(node[key], context)
    name = _binding_name(node["as"], context)
    if not (record and name):
        return ALWAYS
    inner = context.binding(name, record)
    condition = read_clause(node["where"], inner) if "where" in node else None
    return (Each if key == "each" else Some)(records, name, read_clause(node["satisfies"], inner), condition)


def _records(node: Node, context: Context) -> tuple[Path, str]:
    """Read the name of a list, and give the name of one of its records as well."""
    known = known_lists(context)
    text = node.text if isinstance(node, Scalar) else ""
    if text not in known:
        context.refuse(
            node.where,
            "unknown-list",
            f"`{text}` is not a list of records",
            "each and some go through the powers or offences of a profile",
            advice(text, known),
        )
        return Path("", ""), ""
    return known[text], context.vocabulary.lists[known[text].key]


def _binding_name(node: Node, context: Context) -> str:
    text = node.text if isinstance(node, Scalar) else ""
    taken = {*context.roots, *context.vocabulary.sections}
    if text.isidentifier() and text not in taken:
        return text
    context.refuse(
        node.where,
        "wrong-name",
        f"`{text}` cannot name a record here",
        "the name must be one word that means nothing else in this safeguard",
        "choose another word of letters and underscores",
    )
    return ""


def _comparison(key: str, node: Map, context: Context) -> Clause:
    found = read_path(key, node.keys_at[key], context)
    if found is None:
        return ALWAYS
    operator, operand = _test(node[key], context)
    return _finish(*found, operator, operand, context) if operator else ALWAYS


def _test(node: Node, context: Context) -> tuple[str, Node]:
    """Read a test as an operator and its operand; the operator is empty where it could not be read."""
    if not isinstance(node, Map):
        return ("in" if isinstance(node, Seq) else "is"), node
    if len(node) != 1:
        context.refuse(
            node.where,
            "no-test",
            "one operator is expected here",
            "a question has one test",
            "write `{operator: value}`, or join two clauses by `all:`",
        )
        return "", node
    operator, operand = next(iter(node.items()))
    if operator in OPERATORS:
        return operator, operand
    context.refuse(
        node.keys_at[operator],
        "unknown-operator",
        f"`{operator}` is not an operator",
        "a test can only do what the language defines",
        advice(operator, OPERATORS),
    )
    return "", node


def _finish(path: Path, question: Question, operator: str, node: Node, context: Context) -> Clause:
    if question.type not in OPERATORS[operator].types:
        fitting = [name for name, each in OPERATORS.items() if question.type in each.types]
        context.refuse(
            node.where,
            "operator-does-not-fit",
            f"`{operator}` cannot test `{path}`, whose answer is {KINDS[question.type]}",
            f"the question is: {question.question}",
            f"use one of: {', '.join(fitting)}",
        )
        return ALWAYS
    operand = read_operand(_asked(question, operator), node, context)
    return ALWAYS if operand is None else Comparison(path, operator, operand, node.where)


def _asked(question: Question, operator: str) -> Question:
    """Give the question whose answers are the operands of an operator."""
    kind = {"one": question.type, "many": "list", "flag": "bool"}[OPERATORS[operator].operand]
    return replace(question, type=kind)
