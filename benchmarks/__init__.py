"""How fast the engine is: beside pytest itself, and beside other engines on the same work."""
