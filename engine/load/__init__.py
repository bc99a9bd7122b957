"""From files to typed values, or to every problem that stands in the way."""

from engine.load.reader import Memo
from engine.load.repository import FOLDERS, Repository, label, read_repository, read_tree
from engine.load.stamp import stamp

__all__ = ["FOLDERS", "Memo", "Repository", "label", "read_repository", "read_tree", "stamp"]
