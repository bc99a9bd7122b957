"""What a stream can show: old Windows consoles and pipes do not know every character."""

from __future__ import annotations

from typing import Any


def _encoding(stream: Any) -> str:
    return getattr(stream, "encoding", None) or "ascii"


def shows(text: str, stream: Any) -> bool:
    """Whether a stream can show a text as it is."""
    try:
        text.encode(_encoding(stream))
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def encodable(text: str, stream: Any) -> str:
    """Give a text as a stream can show it; what it cannot show is written as a code, never as a question mark."""
    if shows(text, stream):
        return text
    return text.encode("ascii", "backslashreplace").decode()
