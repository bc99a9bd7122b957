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


def escape_what_cannot_be_shown(*streams: Any) -> None:
    """Let streams write what they cannot show as a code (backslash, u, four digits), and never fail on it."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
