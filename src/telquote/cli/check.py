"""``telquote check``."""

from typing import Annotated, Any

import typer

from telquote.cli.edge import GATE_FAILED, NOT_ANSWERED, write
from telquote.cli.options import MOST_MONTHS, CheckFormat, Lang, day, language_of, quantity

_ADVICE = "With --advice"


def check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="Plan files or directories of them.")
    ] = None,
    output_format: Annotated[CheckFormat, typer.Option("--format", help="How to write it.")] = CheckFormat.text,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Write it to a file.")] = None,
    lang: Annotated[Lang | None, typer.Option("--lang", help="Language; else the locale's.")] = None,
    with_advice: Annotated[
        bool,
        typer.Option("--advice", help="Say what is worth knowing about sound plans, too.", rich_help_panel=_ADVICE),
    ] = False,
    minutes: Annotated[
        Any,
        typer.Option(
            "--minutes",
            parser=quantity,
            metavar="N",
            help="Inbound minutes that a package should last for.",
            rich_help_panel=_ADVICE,
        ),
    ] = None,
    months: Annotated[
        int, typer.Option("--months", min=1, max=MOST_MONTHS, metavar="N", help="Months.", rich_help_panel=_ADVICE)
    ] = 36,
    older_than: Annotated[
        Any,
        typer.Option(
            "--older-than",
            parser=day,
            metavar="DATE",
            help="Name sources dated before this day.",
            rich_help_panel=_ADVICE,
        ),
    ] = None,
) -> int:
    """Check plan files: every problem of every file, where it stands, and what is allowed there."""
    import os
    from pathlib import Path

    from telquote.output.check import check_document, diagnostics_text, github_text
    from telquote.output.documents import json_text
    from telquote.output.report import PlainSpeaker
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
        summary = PlainSpeaker(language)(
            "files: {files}, sound plans: {plans}, errors: {errors}",
            files=len(files),
            plans=count,
            errors=len(loaded.errors()),
        )
        text = diagnostics_text(diagnostics, language) + summary + "\n"
    write(text, output)
    if any(one.code == "file-unreadable" for one in loaded.diagnostics):
        return NOT_ANSWERED
    return GATE_FAILED if loaded.errors() else 0
