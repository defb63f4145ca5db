"""One answer in the format that was asked for, written where it was asked for."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import PurePath
from typing import Any, NamedTuple

from telquote.cli.edge import write
from telquote.cli.options import AnswerOptions
from telquote.environment import width_of
from telquote.language import Message, MessageError
from telquote.output.report import CAREFUL, Label, Labels, Report, Speaker
from telquote.work import is_complete, meter

WIDE = 500
"""The width for which a report is made whose lines a reader of its own breaks."""

PICTURES = (".svg", ".png")


def picture_suffix(how: AnswerOptions) -> str | None:
    """Return the ending of a file that asks for a picture; None where another form was asked for."""
    suffix = PurePath(how.output or "").suffix.lower()
    return suffix if suffix in PICTURES and how.format == "table" else None


def screen_text(report: Callable[[int], Report], *, terminal: bool) -> str:
    """Return a report as a terminal shows it, else as plain text, for the columns that there are."""
    width = width_of(terminal=terminal)
    if terminal:
        from telquote.output.terminal import terminal_text

        return terminal_text(report(width), width)
    from telquote.output.plain import plain_text

    return plain_text(report(width), width)


class Answer(NamedTuple):
    """How to make each form of an answer; only the form that is asked for is made, a report for a width in columns."""

    report: Callable[[int], Report]
    document: Callable[[], Any]
    rows: Callable[[Any], Sequence[Mapping[str, Any]]]
    picture: Callable[[str], bytes] | None = None

    def write(self, how: AnswerOptions) -> None:
        """Write the answer in its format to stdout or to the file.

        Raises ``MessageError`` for the file of a picture where the answer is none that can be drawn.
        """
        suffix = picture_suffix(how)
        if suffix is None:
            write(self._text(how), how.output)
        elif self.picture is None:
            what = Message("-o {file}: only breakeven draws a picture", file=how.output)
            raise MessageError(what, f"telquote breakeven -o {how.output}")
        else:
            write(self.picture(suffix), how.output)

    def _text(self, how: AnswerOptions) -> str:
        if how.format == "json":
            from telquote.output.documents import json_text

            return json_text(self.document())
        if how.format == "csv":
            from telquote.output.csv_text import csv_text

            return csv_text(self.rows(self.document()))
        if how.format == "markdown":
            from telquote.output.markdown import markdown_text

            return markdown_text(self._report(how, WIDE))
        return screen_text(partial(self._report, how), terminal=how.output in (None, "-") and sys.stdout.isatty())

    def _report(self, how: AnswerOptions, width: int) -> Report:
        """Return the report, headed by what was not looked at, where work ran out."""
        report = self.report(width)
        if not is_complete():
            limit = meter()
            text = "Not all was looked at: it takes more than {limit} steps of work. What stands here holds."
            said = Speaker(how.language)(text, limit=limit.limit if limit else 0)
            report.parts.insert(0, Labels([Label("", said, CAREFUL)], 0))
        return report
