"""A safeguard in full: what demands it, what it asks, the rule in words, its parameters and its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.articles import article_numbers
from engine.explain.words import clause_words, quantifier_words, value_words
from engine.model import ALWAYS, AllOf, AnyOf, Clause, Comparison, Each, Not, Some
from engine.questions import questions_asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from engine.load import Repository
    from engine.model import Article, Safeguard
    from engine.vocabulary import Question

_TEXTS = {"adopted": "Convention", "rev1": "draft Rev.1"}


def description(safeguard: Safeguard, repository: Repository, text: Callable[[str], str] = str) -> Iterator[str]:
    """Yield a safeguard as lines of Markdown; `text` escapes what stands in the files."""
    yield f"# {text(safeguard.title)}"
    yield ""
    heading = f"`{safeguard.id}`, {safeguard.theme}, level {safeguard.level}, severity {safeguard.severity}"
    yield f"{heading}, put to each {safeguard.subject}"
    yield f"({text(safeguard.severity_why)})"
    yield ""
    yield text(safeguard.statement)
    for title, lines in _parts(safeguard, repository, text):
        if lines:
            yield from ("", f"## {title}", "", *lines)


def _parts(safeguard: Safeguard, repository: Repository, text: Callable[[str], str]) -> Iterator[tuple[str, list[str]]]:
    vocabulary = repository.vocabulary
    yield "Demanded by", list(_sources(safeguard, repository, text))
    yield "Articles of the treaty", list(_articles(safeguard, repository.articles, text))
    yield (
        "Protects",
        [
            f"- {vocabulary.rights[each].title} (Covenant {vocabulary.rights[each].covenant})"
            for each in safeguard.rights
        ],
    )
    yield "People most exposed", [f"- {vocabulary.people[each]}" for each in safeguard.people]
    asked = questions_asked(safeguard).items()
    yield "Questions", [_question(path, vocabulary.questions[name], text) for path, name in asked]
    yield "Applies where", [] if safeguard.applies == ALWAYS else list(rule_lines(safeguard.applies))
    yield "Requires", list(rule_lines(safeguard.require))
    yield "Parameters", list(_parameters(safeguard, text))
    yield "Note", [text(safeguard.note)] if safeguard.note else []
    yield "Cases", [f"- {each.verdict.value}: {text(each.name)}" for each in safeguard.cases]
    yield "Stated in", [f"{safeguard.where.path}:{safeguard.where.line}"]


def _sources(safeguard: Safeguard, repository: Repository, text: Callable[[str], str]) -> Iterator[str]:
    known = {each.id: each for each in repository.sources}
    for each in safeguard.sources:
        source = known.get(each.source)
        name = f" ({text(source.issuer)}, {source.date})" if source else ""
        yield f'- {each.source} paragraph {each.paragraph}{name}: "{text(each.phrase)}"'


def _articles(safeguard: Safeguard, articles: Iterable[Article], text: Callable[[str], str]) -> Iterator[str]:
    known = {(each.text, each.number): each for each in articles}
    for kind, numbers in (("adopted", safeguard.adopted), ("rev1", safeguard.rev1)):
        for written in numbers:
            found = [known[kind, each] for each in article_numbers(written) if (kind, each) in known]
            titles = ", ".join(_title(each, text) for each in found)
            yield f"- {_TEXTS[kind]} article {written}" + (f": {titles}" if titles else "")


def _title(article: Article, text: Callable[[str], str]) -> str:
    return text(article.title) + ("" if article.verified else " (number and title not verified)")


def _question(path: str, question: Question, text: Callable[[str], str]) -> str:
    answers = ", ".join(question.values) or {"bool": "true, false", "duration": f"a number of {question.unit}"}.get(
        question.type, f"a {question.type}"
    )
    return f"- `{path}`: {text(question.question)} ({answers}{', no-limit' if question.no_limit else ''})"


def _parameters(safeguard: Safeguard, text: Callable[[str], str]) -> Iterator[str]:
    for each in safeguard.parameters:
        floor = "" if each.floor is None else f"; never looser than {value_words(each.floor)}"
        yield f"- `{each.name}`: {value_words(each.value)} ({text(each.basis)}{floor})"


def rule_lines(clause: Clause, depth: int = 0) -> Iterator[str]:
    """Yield a clause in words, one test a line."""
    indent = "  " * depth
    match clause:
        case Comparison():
            yield f"{indent}- {clause_words(clause)}"
        case Not(negated):
            yield f"{indent}- not:"
            yield from rule_lines(negated, depth + 1)
        case AllOf(clauses) | AnyOf(clauses):
            yield f"{indent}- {'all' if isinstance(clause, AllOf) else 'any'} of:"
            for each in clauses:
                yield from rule_lines(each, depth + 1)
        case Each() | Some():
            yield f"{indent}- {quantifier_words(clause)}:"
            yield from rule_lines(clause.body, depth + 1)


def about_article(
    text: str, number: str, safeguards: Iterable[Safeguard], articles: Iterable[Article]
) -> Iterator[Safeguard]:
    """Yield the safeguards that answer to an article, or to its counterpart in the other text.

    Args:
        text: ``"adopted"`` or ``"rev1"``.
        number: The article, such as ``"24"``, or a part of it, such as ``"24.2"``.
        safeguards: Those to choose from.
        articles: The articles of both texts.
    """
    other = "rev1" if text == "adopted" else "adopted"
    wanted = {(text, number)}
    for each in articles:
        if each.text == text and each.number in article_numbers(number):
            wanted |= {(other, counterpart) for counterpart in each.counterparts}
    for safeguard in safeguards:
        named = [("adopted", each) for each in safeguard.adopted] + [("rev1", each) for each in safeguard.rev1]
        if any(kind == which and _names(written, part) for kind, written in named for which, part in wanted):
            yield safeguard


def _names(written: str, wanted: str) -> bool:
    """Whether a reference names what is wanted: the same, a part of it, or the article that it is part of."""
    return written == wanted or wanted in article_numbers(written) or written in article_numbers(wanted)
