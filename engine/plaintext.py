"""Text of profiles as something that can be seen: no character hides, turns the line round or breaks it."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters
    "\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # what is not shown at all
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # what turns the direction of writing
    "\ud800-\udfff\ufffe\uffff]"  # what is no character, and what no XML file may hold
)


def visible(text: str) -> str:
    r"""Give a text in one line, in which each character that would hide or reorder others is written as its code.

    The joiners of Persian and the Indian scripts (U+200C, U+200D) stay: words need them.

    >>> visible("a\u202eb \n c\x07")
    'a[U+202E]b c[U+0007]'
    """
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", " ".join(text.split()))
