"""What a change of files changes in the matrix: two sides compared, why each cell moved, and whether it may land."""

from engine.change.diff import Change, Diff, Direction, FactChange, compare
from engine.change.gate import complaints
from engine.change.sides import Sides, read_sides

__all__ = ["Change", "Diff", "Direction", "FactChange", "Sides", "compare", "complaints", "read_sides"]
