"""Numbers of treaty articles, as safeguards write them."""

from __future__ import annotations

import re


def article_numbers(written: str) -> tuple[str, ...]:
    """Give the articles that a reference names, without paragraphs.

    >>> article_numbers("42.3.g"), article_numbers("40(2)"), article_numbers("6-8")
    (('42',), ('40',), ('6', '7', '8'))
    """
    found = re.match(r"(\d+)(?:-(\d+))?", written)
    if found is None:
        return (written,)
    first, last = int(found[1]), int(found[2] or found[1])
    return tuple(str(each) for each in range(first, last + 1))
