"""Reports as Markdown."""

import re

from telquote.language import visible
from telquote.output.report import Drawing, Lines, Report, Table

_DRAWING = 80

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown_text(report: Report) -> str:
    """Return a report as Markdown; nothing in a name or text can start a markup of its own."""
    parts = [f"**{_plain(report.title)}**"]
    parts += [_block(part) for part in report.parts]
    return "\n\n".join(parts) + "\n"


def _block(part: Table | Lines | Drawing) -> str:
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, Lines):
        return _lines(part)
    drawn = "\n".join(("```text", *part.draw(_DRAWING), "```"))
    return "\n\n".join((f"**{_plain(part.heading)}**", drawn, *(_plain(caption) for caption in part.captions)))


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", visible(text.strip().replace("\n", " ")))


def _table(table: Table) -> str:
    columns = table.shown()
    header = "| " + " | ".join(_plain(column.label) for column in columns) + " |"
    rule = "|" + "|".join(" ---: " if column.numeric else " --- " for column in columns) + "|"
    rows = ["| " + " | ".join(_plain(row.get(column.key, "")) for column in columns) + " |" for row in table.rows]
    return "\n".join([header, rule, *rows])


def _lines(part: Lines) -> str:
    signs = (f"{number}." if part.numbered else "-" for number in range(1, len(part.items) + 1))
    items = [
        f"{sign} **{_plain(item)}**" if index == part.mark else f"{sign} {_plain(item)}"
        for index, (sign, item) in enumerate(zip(signs, part.items, strict=False))
    ]
    return "\n".join([f"**{_plain(part.heading)}**", "", *items])
