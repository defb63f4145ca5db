"""One answer in the format that was asked for, written where it was asked for."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from telquote.cli.edge import write
from telquote.cli.options import AnswerOptions, Format
from telquote.output.report import Report


class Answer(NamedTuple):
    """How to make each form of an answer; only the form that is asked for is made."""

    report: Callable[[], Report]
    document: Callable[[], Any]
    rows: Callable[[Any], Sequence[Mapping[str, Any]]]

    def write(self, how: AnswerOptions) -> None:
        """Write the answer in its format to stdout or to the file."""
        write(self._text(how), how.output)

    def _text(self, how: AnswerOptions) -> str:
        if how.format is Format.json:
            from telquote.output.documents import json_text

            return json_text(self.document())
        if how.format is Format.csv:
            from telquote.output.csv_text import csv_text

            return csv_text(self.rows(self.document()))
        if how.format is Format.markdown:
            from telquote.output.markdown import markdown_text

            return markdown_text(self.report())
        if how.output in (None, "-") and sys.stdout.isatty():
            from telquote.output.terminal import terminal_text

            return terminal_text(self.report())
        from telquote.output.plain import plain_text

        return plain_text(self.report())
