"""Reports as Markdown, as they stand well in a pull request: what is long is folded away under its heading."""

from telquote.output.markdown_signs import fenced, plain
from telquote.output.report import Blocks, Fixed, Labels, Lines, Part, Report, Table, cell_of, seen

_DRAWING = 80


def markdown_text(report: Report) -> str:
    """Return a report as Markdown; nothing in a name or text can start a markup of its own."""
    report = seen(report)
    parts = [f"**{plain(report.title)}**"] if report.title else []
    parts += [_block(part) for part in report.parts]
    return "\n\n".join(parts) + "\n"


def _block(part: Part) -> str:
    if isinstance(part, Table):
        return _folded(part.folded, _table(part)) if part.folded else _headed(part.heading, _table(part))
    if isinstance(part, Lines):
        listed = _lines(part)
        return _folded(part.heading, listed) if part.folded and part.heading else _headed(part.heading, listed)
    if isinstance(part, Labels):
        return "\n".join(
            f"- **{plain(one.label)}** {plain(one.text)}" if one.label else f"- {plain(one.text)}" for one in part.items
        )
    if isinstance(part, Fixed):
        return fenced(["".join(cell.text for cell in line).rstrip() for line in part.lines])
    if isinstance(part, Blocks):
        return _questions(part)
    drawn = fenced(part.draw(_DRAWING))
    return "\n\n".join((f"**{plain(part.heading)}**", drawn, *(plain(caption) for caption in part.captions)))


def _headed(heading: str, text: str) -> str:
    return f"**{plain(heading)}**\n\n{text}" if heading else text


def _folded(heading: str, text: str) -> str:
    return f"<details><summary>{plain(heading)}</summary>\n\n{text}\n\n</details>"


def _table(table: Table) -> str:
    columns = table.shown()
    header = "| " + " | ".join(plain(column.label) for column in columns) + " |"
    rule = "|" + "|".join(" ---: " if column.numeric else " --- " for column in columns) + "|"
    rows = ["| " + " | ".join(plain(cell_of(row, column).text) for column in columns) + " |" for row in table.rows]
    return "\n".join([header, rule, *rows, *(["", plain(table.after)] if table.after else [])])


def _lines(part: Lines) -> str:
    signs = (f"{number}." if part.numbered else "-" for number in range(1, len(part.items) + 1))
    items = [
        f"{sign} **{plain(item)}**" if index == part.mark else f"{sign} {plain(item)}"
        for index, (sign, item) in enumerate(zip(signs, part.items, strict=False))
    ]
    return "\n".join(items)


def _questions(part: Blocks) -> str:
    blocks = []
    for block in part.blocks:
        head = "| " + " | ".join(plain(heading) for heading in part.headings) + " |"
        rows = ["| " + " | ".join(plain(cell.text) for cell in row) + " |" for row in block.rows]
        table = "\n".join([head, "| --- | ---: | --- |", *rows])
        note = [plain(block.note)] if block.note else []
        blocks.append("\n\n".join([f"**{block.number}. {plain(block.heading)}**", table, *note]))
    return "\n\n".join([*blocks, *([plain(part.more)] if part.more else [])])
