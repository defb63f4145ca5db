"""``telquote list`` and ``telquote show``."""

from typing import Annotated

import typer

from telquote.cli.options import AnswerOptions, PlansOptions, SelectionOptions


def list_plans(
    which: SelectionOptions,
    files: PlansOptions,
    how: AnswerOptions,
    gallery: Annotated[
        bool, typer.Option("--gallery", help="List the gallery: published price lists of other vendors, by market.")
    ] = False,
) -> None:
    """List the plans: ids, names, what they require, what they can do."""
    from telquote.cli.answer import Answer
    from telquote.cli.question import gallery_of, selection
    from telquote.output.list import catalogue_document, catalogue_report

    if gallery:
        catalogue, offers, folders = gallery_of(which)
    else:
        chosen = selection(files, which)
        catalogue, offers, folders = chosen.catalogue, chosen.offers, {}
    Answer(
        report=lambda _: catalogue_report(offers, catalogue, how.language, folders),
        document=lambda: catalogue_document(offers, catalogue, folders),
        rows=lambda document: document["plans"],
    ).write(how)


def show(which: SelectionOptions, files: PlansOptions, how: AnswerOptions) -> None:
    """Show whole offers: every figure with its source, what is for and against, what is assumed."""
    from telquote.cli.answer import Answer
    from telquote.cli.question import selection
    from telquote.output.show import offer_report, show_document, show_rows

    chosen = selection(files, which)
    Answer(
        report=lambda _: offer_report(chosen.offers, chosen.catalogue, how.language),
        document=lambda: show_document(chosen.offers, chosen.catalogue),
        rows=show_rows,
    ).write(how)
