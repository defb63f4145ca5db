"""A range as a strip of letters under a scale: who is cheapest where."""

from collections.abc import Sequence
from typing import NamedTuple

from telquote.language import Language, cells
from telquote.output.report import BOLD, DIM, Cell

COLOURS = ("first", "second", "third", "fourth", "fifth")
"""Styles of contenders in their order; they repeat."""

FEW = 60
"""Columns below which the scale has two steps instead of five."""

_TIE: dict[Language, str] = {"en": "=", "zh": "＝"}
_NOBODY: dict[Language, str] = {"en": ".", "zh": "　"}
_MORE: dict[Language, str] = {"en": "*", "zh": "＊"}


class Contender(NamedTuple):
    """Somebody in a break-even: the key in its answer, the name, and the letter of the strip."""

    key: str
    name: str
    letter: str


def contenders_of(keys: Sequence[str], names: Sequence[str], language: Language) -> list[Contender]:
    """Return contenders with letters: the first sign of a name that no earlier one has, a Latin one as a capital."""
    taken: set[str] = set()
    found = []
    for key, name in zip(keys, names, strict=True):
        signs = [sign.upper() for sign in name if sign.isalnum() and sign.isprintable()]
        letter = next((sign for sign in signs if sign not in taken), _MORE[language])
        taken.add(letter)
        found.append(Contender(key, name, letter))
    return found


def cells_of(width: int, language: Language) -> int:
    """Return how many cells a strip has: signs of Chinese names are two columns wide."""
    room = width - 2
    return room // 2 if language == "zh" else room


def strip(
    winners: Sequence[Sequence[str]], contenders: Sequence[Contender], labels: Sequence[str], language: Language
) -> list[list[Cell]]:
    """Return the scale, the strip and the legend."""
    wide = 2 if language == "zh" else 1
    return [
        [Cell(_scale(labels, len(winners) * wide), DIM)],
        _letters(winners, contenders, language),
        _legend(contenders, language),
    ]


def mark(cell: int, word: str, language: Language) -> list[Cell]:
    """Return the line with a mark under one cell of the strip."""
    return [Cell(" " * (1 + cell * (2 if language == "zh" else 1)) + f"^ {word}", BOLD)]


def _scale(labels: Sequence[str], width: int) -> str:
    line = [" "] * (width + 1)
    steps = len(labels) - 1
    for number, label in enumerate(labels):
        start = 1 + number * (width - 1) // steps - len(label) // 2
        if number in (0, steps):
            start = 1 if number == 0 else width + 1 - len(label)
        line[start : start + len(label)] = label
    return "".join(line)


def _letters(winners: Sequence[Sequence[str]], contenders: Sequence[Contender], language: Language) -> list[Cell]:
    known = {one.key: (one.letter, COLOURS[at % len(COLOURS)]) for at, one in enumerate(contenders)}
    line: list[Cell] = [Cell(" ")]
    for names in winners:
        text, style = known[names[0]] if len(names) == 1 else (_TIE[language] if names else _NOBODY[language], "")
        text += " " * (2 - cells(text)) if language == "zh" else ""
        before = line[-1]
        if len(line) > 1 and before.style == style:
            line[-1] = Cell(before.text + text, style)
        else:
            line.append(Cell(text, style))
    return line


def _legend(contenders: Sequence[Contender], language: Language) -> list[Cell]:
    gap, tie = ("　", "同价") if language == "zh" else ("   ", "the same")
    line: list[Cell] = [Cell(" ")]
    for at, one in enumerate(contenders):
        line += [Cell(one.letter, COLOURS[at % len(COLOURS)]), Cell(f" {one.name}{gap}")]
    return [*line, Cell(f"{_TIE[language]} {tie}")]
