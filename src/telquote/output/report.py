"""A report: what a person reads, before any format. Titles, tables and lists of plain text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from telquote.language import Amount, Language, Message, Term, Text, translated


class Column(NamedTuple):
    """A column of a table.

    Where there is little room it is shown in the column ``below``, under that one's cells (``named`` then puts its
    label before each of its cells), and prose is wrapped.
    """

    key: str
    label: str
    numeric: bool = False
    below: str | None = None
    named: bool = False
    prose: bool = False


class Table(NamedTuple):
    """Rows of cells by column key; a column without any content is not shown."""

    columns: Sequence[Column]
    rows: Sequence[Mapping[str, str]]

    def shown(self) -> list[Column]:
        """Return the columns in which any row has content."""
        return [column for column in self.columns if any(row.get(column.key) for row in self.rows)]


class Lines(NamedTuple):
    """A list under a heading; ``mark`` (by index) sets one line off, ``numbered`` counts them from 1."""

    heading: str
    items: Sequence[str]
    numbered: bool = False
    mark: int | None = None

    def signs(self) -> list[str]:
        """Return what stands before each line: its number, or a dash, or an arrow at the one that is marked."""
        count = len(self.items)
        if self.numbered:
            return [f"{number:>{len(str(count))}}." for number in range(1, count + 1)]
        if self.mark is None:
            return ["-"] * count
        return [">" if index == self.mark else " " for index in range(count)]


class Drawing(NamedTuple):
    """Lines that ``draw`` lays out for a width in columns, as they are, under a heading; captions follow."""

    heading: str
    draw: Callable[[int], Sequence[str]]
    captions: Sequence[str]


@dataclass(slots=True)
class Report:
    """A title and the parts under it, in reading order."""

    title: str
    parts: list[Table | Lines | Drawing] = field(default_factory=list)

    def add_lines(self, heading: str, items: Sequence[str], *, numbered: bool = False, mark: int | None = None) -> None:
        """Add a list, unless it is empty."""
        if items:
            self.parts.append(Lines(heading, items, numbered, mark))


class Speaker:
    """Says things in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, said: str | Message | Text | Term | Amount, /, **parts: object) -> str:
        """Return a label, message, word or vendor's text in the language."""
        if isinstance(said, str):
            return Message(said, **parts).said(self.language) if parts else translated(said, self.language)
        return said.said(self.language)
