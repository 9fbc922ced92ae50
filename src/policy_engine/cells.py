"""How much room text takes where full-width characters take two cells."""

from __future__ import annotations

from unicodedata import east_asian_width


def wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most so many cells, of which a full-width character takes two; words are kept whole."""
    lines: list[str] = []
    line, cells, blank = "", 0, 0
    for character in text:
        size = cells_of(character)
        while line and cells + size > width:
            cut = blank if blank and character != " " else len(line)
            lines.append(line[:cut].rstrip())
            line = line[cut:].lstrip()
            cells, blank = cells_of(line), 0
        line += character
        cells += size
        if character == " " or size == 2:
            blank = len(line)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def cells_of(text: str) -> int:
    """How many cells a text takes in a terminal, about as wide as in print."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, width: int, right: bool = False) -> str:
    """Text filled up with blanks to so many cells, on its left if it is to stand right."""
    blanks = " " * (width - cells_of(text))
    return blanks + text if right else text + blanks
