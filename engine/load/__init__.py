"""From files to typed values, or to every problem that stands in the way."""

from engine.load.reader import Memo
from engine.load.repository import FOLDERS, Repository, read_repository, read_tree

__all__ = ["FOLDERS", "Memo", "Repository", "read_repository", "read_tree"]
