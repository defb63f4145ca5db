"""``telquote list`` and ``telquote show``."""

from telquote.cli.options import AnswerOptions, PlansOptions, SelectionOptions


def list_plans(which: SelectionOptions, files: PlansOptions, how: AnswerOptions) -> None:
    """List the plans: ids, names, what they require, what they can do."""
    from telquote.cli.answer import Answer
    from telquote.cli.question import selection
    from telquote.output.catalogue_document import catalogue_document
    from telquote.output.catalogue_report import catalogue_report

    chosen = selection(files, which)
    Answer(
        report=lambda: catalogue_report(chosen.offers, chosen.catalogue, how.language),
        document=lambda: catalogue_document(chosen.offers, chosen.catalogue),
        rows=lambda document: document["plans"],
    ).write(how)


def show(which: SelectionOptions, files: PlansOptions, how: AnswerOptions) -> None:
    """Show whole offers: every figure with its source, what is for and against, what is assumed."""
    from telquote.cli.answer import Answer
    from telquote.cli.question import selection
    from telquote.output.catalogue_document import show_document, show_rows
    from telquote.output.catalogue_report import offer_report

    chosen = selection(files, which)
    Answer(
        report=lambda: offer_report(chosen.offers, chosen.catalogue, how.language),
        document=lambda: show_document(chosen.offers, chosen.catalogue),
        rows=show_rows,
    ).write(how)
