"""Rows as an HTML table, for a notebook."""

from collections.abc import Mapping, Sequence
from html import escape

from telquote.language.signs import visible


def html_table(rows: Sequence[Mapping[str, object]]) -> str:
    """Return rows as a table; no text in them can start a markup of its own."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    head = "".join(f"<th>{_text(name)}</th>" for name in names)
    body = "".join("<tr>" + "".join(f"<td>{_text(row.get(name))}</td>" for name in names) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_text, value))
    return escape(visible(str(value)))
