"""Reports as plain text, for what is no terminal: nothing is coloured, wrapped or cut, and names stay whole."""

from telquote.language import cells, visible
from telquote.output.report import Drawing, Lines, Report, Table

_GAP = "  "
_DRAWING = 80


def plain_text(report: Report) -> str:
    """Return a report as text with one line a row and a line."""
    blocks = [[visible(report.title)]]
    blocks += [_block(part) for part in report.parts]
    return "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks) + "\n"


def _block(part: Table | Lines | Drawing) -> list[str]:
    if isinstance(part, Table):
        return _rows(part)
    if isinstance(part, Lines):
        return _lines(part)
    captions = (f" {visible(caption)}" for caption in part.captions)
    return [visible(part.heading), *part.draw(_DRAWING), *captions]


def _rows(table: Table) -> list[str]:
    columns = table.shown()
    rows = [[column.label for column in columns]]
    rows += [[visible(row.get(column.key, "")) for column in columns] for row in table.rows]
    widths = [max(cells(row[index]) for row in rows) for index in range(len(columns))]
    return [
        _GAP.join(
            " " * (width - cells(cell)) + cell if column.numeric else cell + " " * (width - cells(cell))
            for cell, width, column in zip(row, widths, columns, strict=True)
        )
        for row in rows
    ]


def _lines(part: Lines) -> list[str]:
    signs = part.signs()
    return [visible(part.heading), *(f" {sign} {visible(item)}" for sign, item in zip(signs, part.items, strict=True))]
