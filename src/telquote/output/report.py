"""A report: what a person reads, before any format. Titles, tables and lists of plain text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from telquote.language import Language, Measure, Message, Term, Text, loosened, translated
from telquote.language.signs import visible

BEST, CAREFUL, ACT, DIM, BOLD = "best", "careful", "act", "dim", "bold"
"""What a style means: the cheapest, what may cost more, what to do, what to type or is left out, a heading."""


class Cell(NamedTuple):
    """What stands in a row of a table, in a style."""

    text: str
    style: str = ""


class Column(NamedTuple):
    """A column of a table.

    Where there is little room it is shown in the column ``below``, under that one's cells (``named`` then puts its
    label before each of its cells), and prose is wrapped: into ``most`` cells where that is given.
    """

    key: str
    label: str
    numeric: bool = False
    below: str | None = None
    named: bool = False
    prose: bool = False
    most: int | None = None


class Table(NamedTuple):
    """Rows of cells by column key; a column without any content is not shown.

    Each row is indented by ``margin``; ``heading`` stands above them, ``under`` holds for each row what stands dim
    below it, ``after`` what stands below them all. Where a format can fold it away, it stands under the heading
    ``folded``.
    """

    columns: Sequence[Column]
    rows: Sequence[Mapping[str, str | Cell]]
    margin: int = 0
    under: Sequence[str] = ()
    after: str = ""
    folded: str = ""
    heading: str = ""

    def shown(self) -> list[Column]:
        """Return the columns in which any row has content."""
        return [column for column in self.columns if any(row.get(column.key) for row in self.rows)]


def cell_of(row: Mapping[str, str | Cell], column: Column) -> Cell:
    """Return what stands in a column of a row."""
    found = row.get(column.key, "")
    return found if isinstance(found, Cell) else Cell(found)


class Label(NamedTuple):
    """A sentence behind a label in a ``style``; ``marks`` are styles of what it says here and there."""

    label: str
    text: str
    style: str = BOLD
    marks: Sequence[Cell] = ()


class Labels(NamedTuple):
    """Sentences with labels, all of them indented to the same ``column``."""

    items: Sequence[Label]
    column: int


class Block(NamedTuple):
    """Rows under a numbered heading, with a note below them."""

    number: str
    heading: str
    rows: Sequence[Sequence[Cell]]
    note: str = ""


class Blocks(NamedTuple):
    """Blocks whose rows are aligned with each other: what, how much, and in words what then; ``more`` stands below."""

    headings: tuple[str, str, str]
    blocks: Sequence[Block]
    more: str = ""


class Lines(NamedTuple):
    """A list under a heading; ``mark`` (by index) sets one line off, ``numbered`` counts them from 1.

    ``folded``: where a format can fold it away, it does.
    """

    heading: str
    items: Sequence[str]
    numbered: bool = False
    mark: int | None = None
    folded: bool = False

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


class Fixed(NamedTuple):
    """Lines that stand as they are."""

    lines: Sequence[Sequence[Cell]]


Part = Table | Blocks | Fixed | Lines | Labels | Drawing


@dataclass(slots=True)
class Report:
    """A title and the parts under it, in reading order."""

    title: str
    parts: list[Part] = field(default_factory=list)

    def add_lines(self, heading: str, items: Sequence[str]) -> None:
        """Add a list, unless it is empty."""
        if items:
            self.parts.append(Lines(heading, items))


def seen(part: Any) -> Any:
    """Return a report, or a part of one, with every sign of its texts that nobody sees written out.

    The one door by which texts come to a format, whoever wrote them.
    """
    if isinstance(part, str):
        return visible(part)
    if isinstance(part, Report):
        return Report(visible(part.title), [seen(one) for one in part.parts])
    if isinstance(part, Drawing):
        draw = part.draw
        return Drawing(seen(part.heading), lambda width: [visible(line) for line in draw(width)], seen(part.captions))
    if isinstance(part, Mapping):
        return {key: seen(one) for key, one in part.items()}
    if isinstance(part, tuple) and hasattr(part, "_fields"):
        return type(part)(*map(seen, part))
    return [seen(one) for one in part] if isinstance(part, Sequence) else part


class Speaker:
    """Says things in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, said: str | Message | Text | Term | Measure, /, **parts: object) -> str:
        """Return a label, message, word, measure or vendor's text in the language.

        What no line may break is held together by joiners, which every format takes away again.
        """
        if isinstance(said, str):
            return Message(said, **parts).joined(self.language) if parts else translated(said, self.language)
        if isinstance(said, (Text, Term)):
            return said.said(self.language)
        return said.joined(self.language, again=False)

    def row(self, texts: Iterable[str]) -> str:
        """Return texts that are said already in one line, each a sentence."""
        return ("；" if self.language == "zh" else "; ").join(texts)

    def clauses(self, texts: Iterable[str]) -> str:
        """Return texts that are said already in one sentence."""
        return ("，" if self.language == "zh" else ", ").join(texts)


class PlainSpeaker(Speaker):
    """Says things in one language, as texts that leave as they are."""

    def __call__(self, said: str | Message | Text | Term | Measure, /, **parts: object) -> str:
        """Return a label, message, word, measure or vendor's text in the language, without joiners."""
        return loosened(super().__call__(said, **parts))
