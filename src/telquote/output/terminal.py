"""Reports on a terminal, in its own sixteen colours. The one place that knows Rich."""

import io

from rich.console import Console
from rich.text import Text as RichText

from telquote.environment import is_plain
from telquote.output.layout import laid_out
from telquote.output.report import ACT, BEST, BOLD, CAREFUL, DIM, Report

STYLES = {BEST: "bold green", CAREFUL: "yellow", ACT: "bold cyan", DIM: "dim", BOLD: "bold"}
STYLES |= {"first": "green", "second": "blue", "third": "magenta", "fourth": "cyan", "fifth": "yellow"}


def terminal_text(report: Report, width: int) -> str:
    """Return a report as text for a terminal of ``width`` columns."""
    stream = io.StringIO()
    plain = is_plain()
    console = Console(
        file=stream,
        width=10_000,
        force_terminal=not plain,
        color_system=None if plain else "standard",
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for line in laid_out(report, width):
        text = RichText(no_wrap=True)
        for piece in line:
            text.append(piece.text, STYLES.get(piece.style, ""))
        text.rstrip()
        console.print(text, soft_wrap=True)
    return stream.getvalue()
