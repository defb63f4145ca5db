"""Documents as CSV: one row for each item of the document's main list, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows as CSV with a header; lists are joined by ``; ``, mappings shown as ``key: value``."""
    stream = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return BYTE_ORDER_MARK + stream.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        text = "; ".join(f"{key}: {_cell(inner)}" for key, inner in value.items())
    elif isinstance(value, list):
        text = "; ".join(_cell(inner) for inner in value)
    else:
        text = str(value)
    # A spreadsheet runs a cell that starts like a formula; an apostrophe keeps it text.
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text) else text
