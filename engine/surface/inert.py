"""Text from files made harmless on the places where reviewers look: it shows as it is, and nothing comes of it."""

from __future__ import annotations

import re

from engine.report.markdown import escaped

_HIDDEN = {code: None for first, last in ((0x202A, 0x202E), (0x2066, 0x2069)) for code in range(first, last + 1)}
# GitHub looks for mentions, numbers of issues, mail addresses and links once more in the text that Markdown has made;
# there the backslashes are gone, so only a character in between stops it
_LIVE = re.compile(r"@(?=\S)|#(?=\w)|\b(?:GH|gh)(?=-\d)|:(?=//)|\b[Ww]{3}(?=\.)")
_BREAK, _MARK = "\u200b", "\ue000"
"""What is put in between, and what stands for it while the text is escaped: hidden characters are made visible then."""


def plain(text: str) -> str:
    """Leave out the characters that turn the direction of writing, so that a text reads in the order of its letters."""
    return text.translate(_HIDDEN)


def markdown(text: str) -> str:
    """Write a text in GitHub's Markdown: no markup, HTML, link, mention or reference can come of it."""
    marked = _LIVE.sub(lambda found: found[0] + _MARK, plain(text).replace(_MARK, ""))
    return escaped(marked).replace(_MARK, _BREAK)


def message(text: str) -> str:
    """Write a text in a message of SARIF, whose readers take `[words](address)` for a link."""
    return " ".join(plain(text).split()).replace("](", "] (")
