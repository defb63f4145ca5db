"""What a line of a file shows by itself of why it is no YAML: signs of other keyboards, and keys without a space."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from telquote.language import Message
from telquote.plans.diagnostics import Position
from telquote.plans.odd_signs import FULL_WIDTH, bare

_FULL_WIDTH_KEY = r"(?:^|[{,，]|- )\s*[A-Za-z_]+(：)|(，)\s*[A-Za-z_]+\s*[:：]|：?[^#]*\S(｝)\s*$"
"""A full-width sign, as the one group that is found, where a plain one belongs: behind a key, and between entries."""


class Mark(Protocol):
    """A place as YAML gives it: line and column, counted from 0."""

    line: int
    column: int


class Trouble(NamedTuple):
    """What YAML could not read: its own words, where it noticed, and in what that stands and where this began."""

    lines: Sequence[str]
    problem: str
    line: int
    column: int
    context: str
    began: tuple[int, int]

    @property
    def text(self) -> str:
        """Return the line in which it was noticed."""
        return self.line_of(self.line)

    @property
    def sign(self) -> str:
        """Return the sign at which it was noticed."""
        return self.text[self.column : self.column + 1]

    def line_of(self, number: int) -> str:
        """Return a line of the file; empty past its end."""
        return self.lines[number] if number < len(self.lines) else ""


class Explained(NamedTuple):
    """What stands at a place, and what to write."""

    message: Message
    write: Message | None
    at: Position


def joined(lines: Sequence[str], number: int) -> Explained | None:
    """Return what is wrong with a line in which no space parts a key from its value."""
    match = re.match(r"( *(?:- +)?)([A-Za-z_][\w-]*):([^\s/].*)", lines[number] if number < len(lines) else "")
    if match is None:
        return None
    write = Message("write {text}", text=f"{match[2]}: {match[3].rstrip()}")
    return Explained(Message("no space after the colon"), write, place_at(number, len(match[1]), len(match[2]) + 1))


def others_alike(lines: Sequence[str], first: Explained) -> Iterator[Explained]:
    """Yield where in a file what was explained stands again, and where full-width signs stand for plain ones."""
    if first.message.template == "no space after the colon":
        yield from filter(None, (joined(lines, number) for number in range(len(lines))))
    for number, line in enumerate(lines):
        for found in re.finditer(_FULL_WIDTH_KEY, bare(line)):
            group = next(index for index in (1, 2, 3) if found[index])
            yield of_full_width(found[group], place_at(number, found.start(group)))


def of_full_width(sign: str, at: Position) -> Explained:
    """Return what is said of a full-width sign in the place of a plain one."""
    plain = FULL_WIDTH[sign]
    write = Message("write {plain} and a space" if plain in ":,-" else "write {plain}", plain=plain)
    return Explained(Message("a full-width sign: {sign}", sign=sign), write, at)


def place_at(line: int, column: int, length: int = 1) -> Position:
    """Return a place from line and column that count from 0."""
    return Position(line + 1, column + 1, max(1, length))
