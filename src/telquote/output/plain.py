"""Reports as plain text, for what is no terminal: laid out for its width, without colour."""

from telquote.output.layout import Line, laid_out
from telquote.output.report import Report


def plain_text(report: Report, width: int) -> str:
    """Return a report as text."""
    return "".join(plain_line(line) + "\n" for line in laid_out(report, width))


def plain_line(line: Line) -> str:
    """Return a line without its styles."""
    return "".join(piece.text for piece in line).rstrip()
