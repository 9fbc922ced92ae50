"""Tools around the engine: running cases, checking a rulebook, explaining a decision, putting it into words.

Each tool stands alone: none imports another.
"""
