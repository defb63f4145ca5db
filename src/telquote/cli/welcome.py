"""``telquote`` alone: what it answers, what to type, and which plans it would read."""

import sys

from telquote.cli.edge import write_page
from telquote.cli.typed import language_typed


def welcome() -> None:
    """Write the first page."""
    from telquote.cli.answer import screen_text
    from telquote.language import MessageError
    from telquote.output.welcome import welcome_report
    from telquote.plans.catalogue import Catalogue, load_plans
    from telquote.plans.diagnostics import PlanFilesError

    catalogue: Catalogue | None
    try:
        catalogue = load_plans()
    except (PlanFilesError, MessageError):
        catalogue = None
    report = welcome_report(catalogue, language_typed())
    write_page(screen_text(lambda _: report, terminal=sys.stdout.isatty()))
