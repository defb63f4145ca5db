"""Reports as plain text, for what is no terminal: laid out for its width, without colour."""

from telquote.output.layout import laid_out
from telquote.output.report import Report


def plain_text(report: Report, width: int) -> str:
    """Return a report as text."""
    lines = ("".join(piece.text for piece in line).rstrip() for line in laid_out(report, width))
    return "".join(line + "\n" for line in lines)
