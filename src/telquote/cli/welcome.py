"""``telquote`` alone: what it answers, what to type, and which plans it would read."""

import sys

from telquote.cli.edge import ANSWERED, write_page
from telquote.cli.typed import language_typed
from telquote.environment import width_of


def welcome() -> int:
    """Write the first page and return the exit status."""
    from telquote.language import MessageError
    from telquote.output.plain import plain_text
    from telquote.output.welcome import welcome_report
    from telquote.plans.catalogue import Catalogue, load_plans
    from telquote.plans.diagnostics import PlanFilesError

    catalogue: Catalogue | None
    try:
        catalogue = load_plans()
    except (PlanFilesError, MessageError):
        catalogue = None
    terminal = sys.stdout.isatty()
    report, width = welcome_report(catalogue, language_typed()), width_of(terminal=terminal)
    if terminal:
        from telquote.output.terminal import terminal_text

        write_page(terminal_text(report, width))
    else:
        write_page(plain_text(report, width))
    return ANSWERED
