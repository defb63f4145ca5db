"""Reports on a terminal: within its width, in colour where it shows any. The one place that knows Rich."""

import io
import os
import shutil
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text as RichText

from telquote.language import cells, visible
from telquote.output.report import Column, Drawing, Lines, Report, Table

_GAP = 2
_LEAST_PROSE = 16


def terminal_text(report: Report, width: int | None = None) -> str:
    """Return a report as text for a terminal of ``width`` columns (that of the terminal at hand where None)."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width or shutil.get_terminal_size().columns,
        force_terminal=True,
        no_color="NO_COLOR" in os.environ,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for line in RichText(visible(report.title), style="bold").wrap(console, console.width):
        console.print(line)
    for part in report.parts:
        console.print()
        if isinstance(part, Table):
            console.print(_table(part, console.width))
        elif isinstance(part, Lines):
            _print_lines(console, part)
        else:
            _print_drawing(console, part)
    return "".join(line.rstrip() + "\n" for line in stream.getvalue().splitlines())


def _print_lines(console: Console, part: Lines) -> None:
    console.print(RichText(visible(part.heading), style="bold"))
    for index, (sign, item) in enumerate(zip(part.signs(), part.items, strict=True)):
        text = RichText(visible(item), style="bold" if index == part.mark else "")
        indent = f" {sign} "
        for line in text.wrap(console, console.width - len(indent)):
            console.print(RichText(indent) + line)
            indent = " " * len(indent)


def _print_drawing(console: Console, part: Drawing) -> None:
    console.print(RichText(visible(part.heading), style="bold"))
    for line in part.draw(console.width):
        console.print(RichText(line, no_wrap=True))
    for caption in part.captions:
        for wrapped in RichText(visible(caption)).wrap(console, console.width - 1):
            console.print(RichText(" ") + wrapped)


def _table(table: Table, width: int) -> RichTable | RichText:
    """Return a table that fits the width whole: flat, else with columns stacked, else each row as a list."""
    columns = table.shown()
    stacks: dict[str, list[Column]] = {}
    for column in columns:
        stacks.setdefault(column.below or column.key, []).append(column)
    stacked = list(stacks.values())
    if sum(_widest(column, table.rows) + _GAP for column in columns) <= width:
        return _rich_table([[column] for column in columns], table.rows, _GAP)
    for gap in (_GAP, 1):
        if sum(_least_width(stack, table.rows) + gap for stack in stacked) <= width:
            return _rich_table(stacked, table.rows, gap)
    return _listed(columns, table.rows)


def _listed(columns: Sequence[Column], rows: Sequence[Mapping[str, str]]) -> RichText:
    """Return each row as lines of label and cell, for a terminal too narrow for any table."""
    blocks = []
    for row in rows:
        filled = [(column.label, visible(row.get(column.key, ""))) for column in columns if row.get(column.key)]
        blocks.append("\n".join(f"{label}: {cell}" for label, cell in filled))
    return RichText("\n\n".join(blocks), overflow="fold")


def _least_width(stack: Sequence[Column], rows: Sequence[Mapping[str, str]]) -> int:
    """Return the least width at which nothing in a stack of columns is cut: prose is wrapped."""
    keeps = [column for column in stack if column.numeric or (column is stack[0] and not column.prose)]
    return max(
        [_LEAST_PROSE, *(_widest(column, rows) for column in keeps)]
        if len(keeps) < len(stack)
        else [_widest(column, rows) for column in keeps]
    )


def _rich_table(stacks: Sequence[Sequence[Column]], rows: Sequence[Mapping[str, str]], gap: int) -> RichTable:
    """Return a table with one column a stack; the first of a stack keeps its width unless it is prose."""
    rich = RichTable(box=None, padding=(0, gap, 0, 0), pad_edge=False, header_style="bold underline")
    for stack in stacks:
        first = stack[0]
        rich.add_column(
            RichText("\n".join(column.label for column in stack)),
            justify="right" if first.numeric else "left",
            no_wrap=first.numeric,
            overflow="fold",
            vertical="top",
            min_width=_least_width(stack, rows),
        )
    for row in rows:
        rich.add_row(*(_cell(stack, row) for stack in stacks))
    return rich


def _widest(column: Column, rows: Sequence[Mapping[str, str]]) -> int:
    return max(cells(text) for text in (column.label, *(visible(row.get(column.key, "")) for row in rows)))


def _cell(stack: Sequence[Column], row: Mapping[str, str]) -> RichText:
    text = RichText()
    for index, column in enumerate(stack):
        content = visible(row.get(column.key, ""))
        if not content and index:
            continue
        text.append("\n" if index else "")
        content = f"{column.label}: {content}" if index and column.named else content
        text.append(content, style="dim" if index and not column.numeric else "")
    return text
