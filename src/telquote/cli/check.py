"""``telquote check``."""

from typing import Annotated, Any

import typer

from telquote.cli.edge import GATE_FAILED, NOT_ANSWERED, write
from telquote.cli.kinds import day, quantity, whole
from telquote.cli.options import MOST_MONTHS, SHOWN, CheckFormat, Lang, language_of, option_of

_ADVICE = "With --advice"


def check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="plan files or folders of them")
    ] = None,
    output_format: Annotated[
        Any, option_of(CheckFormat, "--format", "text, json or github; else text")
    ] = CheckFormat.text,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="write it to a file", rich_help_panel=SHOWN),
    ] = None,
    lang: Annotated[Any, option_of(Lang, "--lang", "en or zh; else the language of the system")] = None,
    with_advice: Annotated[
        bool,
        typer.Option("--advice", help="what is worth knowing about sound plans, too", rich_help_panel=SHOWN),
    ] = False,
    minutes: Annotated[
        Any,
        typer.Option(
            "--minutes",
            parser=quantity,
            metavar="N",
            help="inbound minutes a month that a package should last for",
            rich_help_panel=_ADVICE,
        ),
    ] = None,
    months: Annotated[
        Any,
        typer.Option(
            "--months",
            parser=whole(1, MOST_MONTHS),
            metavar="N",
            help="how long you would compare; else 36",
            rich_help_panel=_ADVICE,
        ),
    ] = 36,
    older_than: Annotated[
        Any,
        typer.Option(
            "--older-than",
            parser=day,
            metavar="DATE",
            help="name sources dated before this day",
            rich_help_panel=_ADVICE,
        ),
    ] = None,
) -> int:
    """What is wrong in plan files, where, and what is allowed there."""
    import os
    import sys
    from pathlib import Path

    from telquote.environment import width_of
    from telquote.output.check import check_document, diagnostics_text, github_text, summary_text
    from telquote.output.documents import json_text
    from telquote.plans.catalogue import files_in_use, plan_files
    from telquote.plans.loading import load_files

    files = [file for path in paths for file in plan_files(Path(path))] if paths else files_in_use(None, os.environ)
    loaded = load_files(dict.fromkeys(files))
    diagnostics = list(loaded.diagnostics)
    if with_advice:
        from telquote.decisions.advice import advice
        from telquote.plans.catalogue import Offer
        from telquote.usage.profile import Usage

        offers = [Offer(vendor, plan) for vendor in loaded.vendors for plan in vendor.plans]
        usage = None if minutes is None else Usage(minutes=minutes)
        diagnostics += advice(offers, usage, months, older_than.isoformat() if older_than else None)
    count = sum(len(vendor.plans) for vendor in loaded.vendors)
    language = language_of(lang)
    if output_format is CheckFormat.json:
        text = json_text(check_document(diagnostics, len(files), count))
    elif output_format is CheckFormat.github:
        text = github_text(diagnostics)
    else:
        width = width_of(terminal=output in (None, "-") and sys.stdout.isatty())
        text = diagnostics_text(diagnostics, language, width)
        text += summary_text(diagnostics, len(files), count, language)
    write(text, output)
    if any(one.code == "file-unreadable" for one in loaded.diagnostics):
        return NOT_ANSWERED
    return GATE_FAILED if loaded.errors() else 0
