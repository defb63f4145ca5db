"""A report as lines of a width, each of pieces in a style: what a terminal and a pipe have in common."""

from collections.abc import Iterator, Mapping, Sequence

from telquote.language import cells, loosened
from telquote.output.lines import padded, wrapped
from telquote.output.report import (
    BOLD,
    DIM,
    Blocks,
    Cell,
    Column,
    Fixed,
    Label,
    Labels,
    Lines,
    Part,
    Report,
    Table,
    cell_of,
    seen,
)

WIDEST = 100
"""Cells beyond which no sentence runs: longer lines are hard to read."""

GAP = 2
LEAST_PROSE = 16
LEAST_LABELLED = 12
"""Cells that a sentence behind a label has at least."""

Line = list[Cell]
Row = Mapping[str, str | Cell]


def laid_out(report: Report, width: int) -> list[Line]:
    """Return the lines of a report; none is wider than ``width`` but one piece that cannot be broken."""
    report = seen(report)
    lines: list[Line] = [[Cell(line, BOLD)] for line in wrapped(report.title, width)] if report.title else []
    for part in report.parts:
        lines += [[], *_part(part, width)] if lines else _part(part, width)
    return lines


def _part(part: Part, width: int) -> list[Line]:
    if isinstance(part, Table):
        return [*_headed(part.heading, width), *table_lines(part, width)]
    if isinstance(part, Fixed):
        return [list(line) for line in part.lines]
    if isinstance(part, Blocks):
        return list(_block_lines(part, width))
    if isinstance(part, Lines):
        return list(_listed_lines(part, width))
    if isinstance(part, Labels):
        return [line for item in part.items for line in _labelled(item, part.column, min(width, WIDEST))]
    captions = [[Cell(line)] for caption in part.captions for line in wrapped(" " + caption, width, 1)]
    return [*_headed(part.heading, width), *([Cell(line)] for line in part.draw(width)), *captions]


def _headed(heading: str, width: int) -> list[Line]:
    return [[Cell(line, BOLD)] for line in wrapped(heading, min(width, WIDEST))] if heading else []


def _block_lines(part: Blocks, width: int) -> Iterator[Line]:
    rows = [row for block in part.blocks for row in block.rows]
    widths = [
        max(cells(loosened(text)) for text in (part.headings[at], *(row[at].text for row in rows))) for at in (0, 1, 2)
    ]
    indent = 3
    beside = indent + sum(widths) + 2 * GAP <= width
    if indent + widths[0] + GAP + widths[1] > width:
        widths[1] = max(cells(row[1].text) for row in rows)
    heads = part.headings if beside else part.headings[:2]
    yield from ([Cell(line, DIM)] for line in _columns([Cell(head) for head in heads], widths, indent, width))
    for block in part.blocks:
        first = padded(block.number, indent)
        for line in wrapped(block.heading, width, indent):
            yield [Cell(first), Cell(line, BOLD)]
            first = ""
        for row in block.rows:
            yield from _block_row(row, widths, indent, width, beside=beside)
        if block.note:
            yield from _indented(block.note, min(width, WIDEST), indent)
    if part.more:
        yield from _indented(part.more, width, indent)


def _indented(text: str, width: int, indent: int, style: str = DIM) -> Iterator[Line]:
    """Yield the lines of a text, the first of them indented as well."""
    for number, line in enumerate(wrapped(text, width, indent)):
        yield [Cell((" " * indent if number == 0 else "") + line, style)]


def _columns(cellsof: Sequence[Cell], widths: Sequence[int], indent: int, width: int) -> list[str]:
    """Return headings in one line, those that are too wide for it broken."""
    texts = [loosened(cell.text) for cell in cellsof]
    if cells(texts[1]) > widths[1]:
        return [
            " " * indent + padded(texts[0], widths[0]),
            *(" " * indent + line for line in wrapped(cellsof[1].text, width - indent)),
        ]
    line = " " * indent + padded(texts[0], widths[0]) + " " * GAP + padded(texts[1], widths[1], right=True)
    return [line + (" " * GAP + texts[2] if len(texts) > 2 else "")]


def _block_row(row: Sequence[Cell], widths: Sequence[int], indent: int, width: int, *, beside: bool) -> Iterator[Line]:
    value, total, then = row
    line: Line = [Cell(" " * indent + padded(loosened(value.text), widths[0]) + " " * GAP)]
    line.append(Cell(padded(total.text, widths[1], right=True), total.style))
    if beside:
        yield [*line, Cell(" " * GAP), Cell(loosened(then.text), then.style)]
        return
    yield line
    yield from _indented(then.text, width, indent + 2, then.style)


def _listed_lines(part: Lines, width: int) -> Iterator[Line]:
    yield from _headed(part.heading, width)
    for index, (sign, item) in enumerate(zip(part.signs(), part.items, strict=True)):
        first = f" {sign} "
        style = BOLD if index == part.mark else ""
        for line in wrapped(item, min(width, WIDEST), len(first)):
            yield [Cell(first + line, style)]
            first = ""


def _labelled(item: Label, column: int, width: int) -> Iterator[Line]:
    """Yield a sentence behind its label, below it where the label is too long or leaves too little room."""
    if not item.text:
        yield from ([Cell(line, item.style)] for line in wrapped(item.label, width))
        return
    label, roomy = item.label, column + LEAST_LABELLED <= width
    column = column if roomy else LEAST_LABELLED // 2
    if label.strip() and column and (cells(label) >= column or not roomy):
        yield [Cell(label, item.style)]
        label = ""
    head = [Cell(padded(label, column), item.style if label else "")]
    for line in wrapped(item.text, width, column):
        yield [*head, *_marked(line, item)]
        head = []


def _marked(line: str, item: Label) -> Iterator[Cell]:
    """Yield a line in pieces, those that are marked in their style."""
    found = [(line.find(text), text, style) for text, style in item.marks if text in line]
    at = 0
    for start, text, style in sorted(found):
        if start < at:
            continue
        yield Cell(line[at:start])
        yield Cell(text, style)
        at = start + len(text)
    yield Cell(line[at:], "" if item.label or not item.style else item.style)


def table_lines(table: Table, width: int) -> list[Line]:
    """Return the lines of a table that fits the width: flat, else with columns stacked, else each row as a list."""
    columns, room = table.shown(), width - table.margin
    stacks: dict[str, list[Column]] = {}
    for column in columns:
        stacks.setdefault(column.below or column.key, []).append(column)
    flat, stacked = [[column] for column in columns], list(stacks.values())
    if sum(_widest(column, table.rows) for column in columns) + GAP * (len(columns) - 1) <= room:
        return _rows(table, flat, room, GAP)
    for gap in (GAP, 1):
        least = sum(_least_width(stack, table.rows) for stack in stacked) + gap * (len(stacked) - 1)
        if least <= room:
            return _rows(table, stacked, room, gap)
    return list(_row_by_row(columns, table.rows, width))


def _row_by_row(columns: Sequence[Column], rows: Sequence[Row], width: int) -> Iterator[Line]:
    """Yield each row as lines of label and cell, for a terminal too narrow for any table."""
    for index, row in enumerate(rows):
        if index:
            yield []
        for column in columns:
            if content := cell_of(row, column).text:
                labelled = f"{column.label}: {content}" if column.label else content
                yield from ([Cell(line)] for line in wrapped(labelled, width, 2))


def _widest(column: Column, rows: Sequence[Row]) -> int:
    widest = max(
        cells(text) for text in (loosened(column.label), *(loosened(cell_of(row, column).text) for row in rows))
    )
    return widest if column.most is None else min(widest, column.most)


def _least_width(stack: Sequence[Column], rows: Sequence[Row]) -> int:
    """Return the least width at which nothing in a stack of columns is cut: prose is wrapped between its pieces."""
    kept = [column for column in stack if column.numeric or (column is stack[0] and not column.prose)]
    prose = [column for column in stack if column not in kept and column.most is None]
    whole = (cells(line) for column in prose for row in rows for line in wrapped(cell_of(row, column).text, 1))
    least = 0 if len(kept) == len(stack) else min(LEAST_PROSE, max(_widest(column, rows) for column in stack))
    return max([least, *whole, *(_widest(column, rows) for column in kept)])


def _rows(table: Table, stacks: Sequence[Sequence[Column]], room: int, gap: int) -> list[Line]:
    widths = _widths(stacks, table.rows, room, gap)
    head = [[Cell(loosened(column.label), DIM) for column in stack] for stack in stacks]
    lines = list(_aligned(table, head, stacks, widths, gap)) if any(column.label for column in table.columns) else []
    for index, row in enumerate(table.rows):
        cell = [list(_cell(stack, row, width)) for stack, width in zip(stacks, widths, strict=True)]
        lines += _aligned(table, cell, stacks, widths, gap)
        if index < len(table.under) and table.under[index]:
            lines += _indented(table.under[index], room + table.margin, table.margin + widths[0] + gap)
    if table.after:
        before = " " * max(table.margin, 1)
        after = wrapped(table.after, room + table.margin - len(before))
        lines += [[Cell(before + line, DIM)] for line in after]
    return lines


def _widths(stacks: Sequence[Sequence[Column]], rows: Sequence[Row], room: int, gap: int) -> list[int]:
    """Return the width of each stack: what it needs at least, and what is left over for those that want more."""
    widths = [_least_width(stack, rows) for stack in stacks]
    wanted = [max(_widest(column, rows) for column in stack) for stack in stacks]
    spare = room - sum(widths) - gap * (len(stacks) - 1)
    while spare > 0 and any(width < want for width, want in zip(widths, wanted, strict=True)):
        at = min((index for index, want in enumerate(wanted) if widths[index] < want), key=lambda index: widths[index])
        widths[at] += 1
        spare -= 1
    return widths


def _cell(stack: Sequence[Column], row: Row, width: int) -> Iterator[Cell]:
    for index, column in enumerate(stack):
        content, style = cell_of(row, column)
        if not content and index:
            continue
        content = f"{column.label}: {content}" if index and column.named else content
        style = DIM if index and not column.numeric else style
        for line in wrapped(content, width):
            yield Cell(line, style)


def _aligned(
    table: Table,
    columns: Sequence[Sequence[Cell]],
    stacks: Sequence[Sequence[Column]],
    widths: Sequence[int],
    gap: int,
) -> Iterator[Line]:
    for number in range(max(map(len, columns))):
        line: Line = [Cell(" " * table.margin)]
        for index, (pieces, stack, width) in enumerate(zip(columns, stacks, widths, strict=True)):
            text, style = pieces[number] if number < len(pieces) else Cell("")
            line += [
                Cell(padded(text, width, right=stack[0].numeric), style),
                Cell(" " * gap if index < len(widths) - 1 else ""),
            ]
        yield line
