"""A file as a tree of plain maps, lists and strings that remember where they stand.

What is written without quotes is a ``Plain`` string, because only such a string can be a number.
"""

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from telquote.codes import Code
from telquote.language import Message
from telquote.plans.diagnostics import Diagnostic, Position

MOST_EXCERPT = 400
"""Characters of a line that are kept with a problem."""

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

Path: TypeAlias = tuple[str | int, ...]
Span: TypeAlias = tuple[Any, Any]
"""The YAML marks at which a piece of text starts and ends."""


class Plain(str):
    """A scalar written without quotes."""

    __slots__ = ()


class Mapping(dict[str, Any]):
    """A YAML mapping; ``keys_at`` and ``values_at`` hold the span of each key and value."""

    __slots__ = ("keys_at", "values_at")

    def __init__(self) -> None:
        super().__init__()
        self.keys_at: dict[str, Span] = {}
        self.values_at: dict[str, Span] = {}


class Sequence(list[Any]):
    """A YAML sequence; ``values_at`` holds the span of each item."""

    __slots__ = ("values_at",)

    def __init__(self) -> None:
        super().__init__()
        self.values_at: list[Span] = []


@dataclass(slots=True)
class Document:
    """One YAML file as read: its tree (None where there is none to use), and what was wrong with its form."""

    file: str
    text: str
    tree: Any = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    comments: dict[Path, str] = field(default_factory=dict)
    """What follows a text in its line though it may belong to it, by the path of the text: ``#1`` of ``Plan #1``."""
    _lines: list[str] | None = None

    @property
    def errors(self) -> list[Diagnostic]:
        """Return what makes the file unusable."""
        return [one for one in self.diagnostics if one.severity == "error"]

    def report(self, code: Code, message: Message, at: Position | None, **more: Any) -> None:
        """Add a problem that stands at a place; None: of the file as a whole."""
        position = at or Position(1, 1)
        excerpt, start = self.excerpt(position)
        self.diagnostics.append(Diagnostic(code, message, self.file, position, excerpt, start, **more))

    def excerpt(self, position: Position) -> tuple[str, int]:
        """Return the line of a place, of a very long one what is around it, and where in the line that starts."""
        line = self.line(position.line)
        start = max(0, position.column - 1 - MOST_EXCERPT // 2) if len(line) > MOST_EXCERPT else 0
        return line[start : start + MOST_EXCERPT], start

    def line(self, number: int) -> str:
        """Return one line of the text, counted from 1; empty past the end."""
        return self.lines[number - 1] if number <= len(self.lines) else ""

    @property
    def lines(self) -> list[str]:
        """Return the lines of the text."""
        if self._lines is None:
            self._lines = _LINE_BREAK.split(self.text)
        return self._lines

    def at(self, path: Path) -> Any:
        """Return what stands at ``path``; None where nothing does."""
        here = self.tree
        for step in path:
            if isinstance(here, Mapping):
                here = here.get(str(step))
            elif isinstance(here, Sequence) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here

    def place(self, path: Path, *, of_key: bool = False) -> Position | None:
        """Return where the value (or key) at ``path`` stands; the nearest thing around it where it stands nowhere.

        This is the one way from what a file states to where it states it.
        """
        found = self._span(path, of_key=of_key)
        return None if found is None else position_of(found)

    def _span(self, path: Path, *, of_key: bool) -> Span | None:
        here, found = self.tree, None
        for index, step in enumerate(path):
            if isinstance(here, Mapping) and step in here:
                last = index == len(path) - 1
                found = here.keys_at[str(step)] if of_key and last else here.values_at[str(step)]
            elif isinstance(here, Sequence) and isinstance(step, int) and step < len(here):
                found = here.values_at[step]
            else:
                break
            here = here[step]
        return found


def position_of(span: Span) -> Position:
    """Return the place of a piece of text between two marks, which count from 0."""
    start, end = span
    length = end.column - start.column if end.line == start.line else 1
    return Position(start.line + 1, start.column + 1, max(1, length))
