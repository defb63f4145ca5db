"""A range as a strip of letters under a scale: who is cheapest where."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from telquote.language import Language, cells
from telquote.output.report import BOLD, DIM, Cell

COLOURS = ("first", "second", "third", "fourth", "fifth")
"""Styles of contenders in their order; they repeat."""

MOST_TOLD = 3
"""Contenders that stand in the legend in any case; of more, those that win."""

_TIE: dict[Language, str] = {"en": "=", "zh": "＝"}
_NOBODY: dict[Language, str] = {"en": ".", "zh": "．"}
_MORE: dict[Language, str] = {"en": "*", "zh": "＊"}


class Contender(NamedTuple):
    """Somebody in a break-even: the key in its answer, the name, and the letter of the strip in its style."""

    key: str
    name: str
    letter: str
    style: str


def contenders_of(names: Mapping[str, str], winners: Sequence[Sequence[str]], language: Language) -> list[Contender]:
    """Return contenders with letters: the first sign of a name that no earlier one has, a Latin one as a capital.

    Of many only those that win a cell are told apart.
    """
    winning = {names[0] for names in winners if len(names) == 1}
    taken: set[str] = set()
    found: list[Contender] = []
    for key, name in names.items():
        if len(names) > MOST_TOLD and key not in winning:
            continue
        widest = 2 if language == "zh" else 1
        signs = [sign.upper() for sign in f"{name}{key}" if sign.isalnum() and cells(sign.upper()) <= widest]
        letter = next((sign for sign in signs if sign not in taken), _MORE[language])
        taken.add(letter)
        found.append(Contender(key, name, letter, COLOURS[len(found) % len(COLOURS)]))
    return found


def cells_of(width: int, language: Language) -> int:
    """Return how many cells a strip has: signs of Chinese names are two columns wide."""
    room = width - 2
    return room // 2 if language == "zh" else room


def strip(
    winners: Sequence[Sequence[str]],
    contenders: Sequence[Contender],
    labels: Sequence[str],
    language: Language,
    width: int,
    here: tuple[int, str] | None = None,
) -> list[list[Cell]]:
    """Return the scale, the strip, the mark under the cell ``here`` with its word, and the legend."""
    wide = 2 if language == "zh" else 1
    lines = [[Cell(_scale(labels, len(winners) * wide), DIM)], _letters(winners, contenders, language)]
    if here is not None:
        lines.append([Cell(" " * (1 + here[0] * wide) + f"^ {here[1]}", BOLD)])
    return [*lines, *_legend(winners, contenders, language, width)]


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
    known = {one.key: (one.letter, one.style) for one in contenders}
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


def _legend(
    winners: Sequence[Sequence[str]], contenders: Sequence[Contender], language: Language, width: int
) -> list[list[Cell]]:
    """Return what the letters mean, in as many lines as the width takes."""
    gap, tie, nobody = ("　", "同价", "无人") if language == "zh" else ("   ", "the same", "nobody")
    entries = [(one.letter, one.style, one.name) for one in contenders]
    entries.append((_TIE[language], "", tie))
    if any(not names for names in winners):
        entries.append((_NOBODY[language], "", nobody))
    lines: list[list[Cell]] = [[Cell(" ")]]
    room = width - 1
    for letter, style, name in entries:
        took = cells(letter) + 1 + cells(name) + cells(gap)
        if room < took - cells(gap) and len(lines[-1]) > 1:
            lines.append([Cell(" ")])
            room = width - 1
        lines[-1] += [Cell(letter, style), Cell(f" {name}{gap}")]
        room -= took
    return lines
