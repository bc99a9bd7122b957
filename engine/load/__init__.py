"""From files to typed values, or to every problem that stands in the way."""

from engine.load.repository import Repository, read_repository

__all__ = ["Repository", "read_repository"]
