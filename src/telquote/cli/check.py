"""``telquote check``."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from telquote.cli.edge import GATE_FAILED, NOT_ANSWERED, note, write
from telquote.cli.kinds import day, quantity, whole
from telquote.cli.options import InLanguage, Output, language_of, option, option_of
from telquote.exact import DEFAULT_MONTHS, MOST_MONTHS
from telquote.language import Message, MessageError

if TYPE_CHECKING:
    from telquote.plans.diagnostics import Diagnostic
    from telquote.plans.folders import Found


FORMATS = ("text", "json", "github")
"""How diagnostics are written."""


def _advised(name: str, say: str, metavar: str, parser: Any) -> Any:
    return option(name, say=say, group="With --advice", metavar=metavar, parser=parser)


def check(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="plan files or folders of them")
    ] = None,
    output_format: Annotated[Any, option_of(FORMATS, "--format", "text, json or github; else text")] = "text",
    output: Output = None,
    lang: InLanguage = None,
    with_advice: Annotated[bool, option("--advice", say="what is worth knowing about sound plans, too")] = False,
    minutes: Annotated[
        Any, _advised("--minutes", "inbound minutes a month that a package should last for", "N", quantity)
    ] = None,
    months: Annotated[
        Any, _advised("--months", "how long you would compare; else 36", "N", whole(1, MOST_MONTHS))
    ] = None,
    older_than: Annotated[Any, _advised("--older-than", "name sources dated before this day", "DATE", day)] = None,
) -> int:
    """What is wrong in plan files, where, and what is allowed there."""
    import sys

    from telquote.environment import width_of
    from telquote.output.check import check_document, diagnostics_text, github_text, summary_text
    from telquote.output.documents import json_text
    from telquote.plans.loading import load_files

    asked = {"--minutes": minutes, "--months": months, "--older-than": older_than}
    idle = next((option for option, value in asked.items() if value is not None), None)
    if idle and not with_advice:
        what = Message("{option}: only beside --advice", option=idle)
        raise MessageError(what, "telquote check --advice --minutes 3000")
    language = language_of(lang)
    found, diagnostics = _looked_at(paths or [])
    for one in found:
        for said in one.notes:
            note(said, language)
    loaded = load_files(dict.fromkeys(file for one in found for file in one.files), thorough=True)
    diagnostics += loaded.diagnostics
    if with_advice:
        from telquote.decisions.advice import advice
        from telquote.plans.offers import Offer
        from telquote.usage.profile import Usage
        from telquote.work import FOR_A_PLAN, LEAST, meter

        if limit := meter():  # each file is looked at by itself
            limit.allow(len(loaded.vendors) * LEAST // FOR_A_PLAN)
        offers = [Offer(vendor, plan) for vendor in loaded.vendors for plan in vendor.plans]
        usage = None if minutes is None else Usage(minutes=minutes)
        diagnostics += advice(offers, usage, months or DEFAULT_MONTHS, older_than.isoformat() if older_than else None)
    plans = sum(len(vendor.plans) for vendor in loaded.vendors)
    files = sum(len(one.files) for one in found) + len({one.file for one in diagnostics if one.code in NO_FILES})
    if output_format == "json":
        text = json_text(check_document(diagnostics, files, plans))
    elif output_format == "github":
        text = github_text(diagnostics)
    else:
        width = width_of(terminal=output in (None, "-") and sys.stdout.isatty())
        text = diagnostics_text(diagnostics, language, width) + summary_text(diagnostics, files, plans, language)
    write(text, output)
    if any(one.code in NOT_LOOKED_AT for one in diagnostics):
        return NOT_ANSWERED
    return GATE_FAILED if any(one.severity == "error" for one in diagnostics) else 0


NO_FILES = ("file-unreadable", "no-plan-files")
"""Codes of what is no file to look at."""

NOT_LOOKED_AT = (*NO_FILES, "too-large")
"""Codes of what could not be checked."""


def _looked_at(paths: "list[str]") -> "tuple[list[Found], list[Diagnostic]]":
    """Return the plan files that paths name (none: those in use), and what is wrong with the paths themselves."""
    from pathlib import Path

    from telquote.plans.diagnostics import Diagnostic, PlanFilesError
    from telquote.plans.folders import files_in_use, files_of

    found: list[Found] = []
    wrong: list[Diagnostic] = []
    named: list[str | None] = [*paths] or [None]
    for path in named:
        try:
            found.append(files_in_use() if path is None else files_of(Path(path)))
        except PlanFilesError as error:
            wrong += error.diagnostics
    message = Message("not read, for plan files end in .yaml or .yml")
    wrong += [Diagnostic("passed-over", message, str(file)) for one in found for file in one.passed_over]
    return found, wrong
