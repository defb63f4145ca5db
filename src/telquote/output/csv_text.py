"""Documents as CSV: one row for each item of the document's main list, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from telquote.language.signs import visible

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_FORMULA = re.compile(r'(?<=[;\t])(?=[\s"]*[=+\-@＝＋－＠])')
"""Where a formula would begin if a program took another sign than the comma for the one that parts cells."""


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows as CSV with a header; lists are joined by ``; ``, mappings shown as ``key: value``."""
    stream = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    csv.writer(stream, lineterminator="\r\n").writerow(names)
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([_typed(_cell(row.get(name))) for name in names] for row in rows)
    return BYTE_ORDER_MARK + stream.getvalue()


class _Bare(str):
    """A cell without quotes: what is a number to the writer."""

    __slots__ = ()

    def __int__(self) -> int:
        return int(str(self).partition(".")[0] or 0)


def _typed(text: str) -> str:
    return _Bare(text) if not text or _NUMBER.fullmatch(text) else text


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        text = "; ".join(f"{key}: {_cell(inner)}" for key, inner in value.items())
    elif isinstance(value, list):
        text = "; ".join(_cell(inner) for inner in value)
    else:
        text = visible(str(value))
    if _NUMBER.fullmatch(text):
        return text
    # A spreadsheet runs what starts like a formula; an apostrophe keeps it text.
    text = _FORMULA.sub("'", text)
    return text if text[:1].isalnum() or text[:1] in ("", "'") else f"'{text}"
