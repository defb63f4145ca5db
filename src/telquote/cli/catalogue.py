"""``telquote list`` and ``telquote show``."""

from typing import Annotated

from telquote.cli.options import AnswerOptions, PlansOptions, SelectionOptions, option


def list_plans(
    which: SelectionOptions,
    files: PlansOptions,
    how: AnswerOptions,
    gallery: Annotated[bool, option("--gallery", say="published price lists of other vendors, by market")] = False,
    features: Annotated[bool, option("--features", say="all that --need and --refuse take, in words")] = False,
) -> None:
    """Which plans there are, what they require, and what --need and --refuse take."""
    from telquote.cli.answer import Answer
    from telquote.cli.question import gallery_of, selection, some
    from telquote.cli.typed import of_plan_files
    from telquote.output.list import catalogue_document, catalogue_report, features_report

    if gallery:
        catalogue, offers, folders = gallery_of(which)
    else:
        chosen = some(selection(files, which))
        catalogue, offers, folders = chosen.catalogue, chosen.offers, {}
    Answer(
        report=lambda width: (
            features_report(offers, how.language)
            if features
            else catalogue_report(offers, catalogue, how.language, folders, width, of_plan_files())
        ),
        document=lambda: catalogue_document(offers, catalogue, folders),
        rows=lambda document: document["takes" if features else "plans"],
    ).write(how)


def show(which: SelectionOptions, files: PlansOptions, how: AnswerOptions) -> None:
    """All that is known of a vendor: what it costs, requires and can do, what is for and against it."""
    from telquote.cli.answer import Answer
    from telquote.cli.question import selection, some
    from telquote.cli.typed import of_plan_files
    from telquote.output.show.document import show_document, show_rows
    from telquote.output.show.report import offer_report

    chosen = some(selection(files, which))
    Answer(
        report=lambda _: offer_report(chosen.offers, how.language, of_plan_files()),
        document=lambda: show_document(chosen.offers, chosen.catalogue),
        rows=show_rows,
    ).write(how)
