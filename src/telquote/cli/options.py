"""The options that commands share, and how their texts are read."""

from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import typer

from telquote.cli.kinds import choice, choices, day, duration, quantity, whole
from telquote.exact import DEFAULT_MONTHS, MOST_MONTHS
from telquote.language import Language, preferred_language


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"


class CheckFormat(StrEnum):
    """How diagnostics are written."""

    text = "text"
    json = "json"
    github = "github"


class Lang(StrEnum):
    """The language of labels and messages."""

    en = "en"
    zh = "zh"


BY_WORDS = "total (all paid), accrued (all used), net (less what is left) or upfront (month 1 without use); else total"


_ASSUME_WORDS = "another value for a figure, as union400/3000:inbound=0.09; repeat"


class By(StrEnum):
    """What plans are ranked by."""

    total = "total"
    accrued = "accrued"
    net = "net"
    upfront = "upfront"


def complete_plan(incomplete: str) -> list[str]:
    """Return the vendors and plans whose id starts with what is typed."""
    return [name for name in _names() if name.startswith(incomplete)]


def _names() -> list[str]:
    from telquote.plans.folders import files_in_use, ids_in

    try:
        return ids_in(files_in_use().files)
    except Exception:  # noqa: BLE001 - a completion has nowhere to complain
        return []


USED = "Your calls, a month"
CHOSEN = "Which plans"
SHOWN = "How to see it"
GATES = "Gates for scripts: the answer is printed, then the status is 1"
GROUPS = (USED, "The range", "With --advice", CHOSEN, SHOWN, GATES)
"""The groups of options, in the order of need."""


def option_of(kinds: type[StrEnum], name: str, text: str, group: str = SHOWN, metavar: str = "WORD") -> Any:
    """Return an option that takes one of a few words."""
    return typer.Option(
        name, parser=choice(kinds), autocompletion=choices(kinds), metavar=metavar, help=text, rich_help_panel=group
    )


def _amount(name: str, text: str, parser: object = quantity, metavar: str = "N") -> object:
    return typer.Option(name, help=text, parser=parser, metavar=metavar, rich_help_panel=USED)  # type: ignore[arg-type]


@dataclass(repr=False, eq=False)
class UsageOptions:
    """What is used in a month, and for how many months."""

    minutes: Annotated[Decimal | None, _amount("--minutes", "inbound minutes")] = None
    calls: Annotated[Decimal | None, _amount("--calls", "inbound calls, in place of minutes or beside them")] = None
    call_length: Annotated[
        Decimal | None, _amount("--call-length", "how long a call lasts on average; else 180", duration, "SECONDS")
    ] = None
    callback_minutes: Annotated[Decimal | None, _amount("--callback-minutes", "connected web-callback minutes")] = None
    callback_calls: Annotated[Decimal | None, _amount("--callback-calls", "connected web callbacks")] = None
    outbound_minutes: Annotated[Decimal | None, _amount("--outbound-minutes", "outbound minutes")] = None
    missed_callbacks: Annotated[
        Decimal | None, _amount("--missed-callbacks", "web callbacks that were not connected")
    ] = None
    voicemails: Annotated[Decimal | None, _amount("--voicemails", "voicemails")] = None
    sms: Annotated[Decimal | None, _amount("--sms", "text messages")] = None
    usage: Annotated[
        str | None,
        typer.Option("--usage", metavar="FILE", help="all of it from a file, today's plan too", rich_help_panel=USED),
    ] = None
    start: Annotated[
        Any,
        typer.Option(
            "--start",
            parser=day,
            metavar="DATE",
            help="the day the service starts; else the first of a month",
            rich_help_panel=USED,
        ),
    ] = None
    months: Annotated[
        Any,
        typer.Option(
            "--months",
            parser=whole(1, MOST_MONTHS),
            metavar="N",
            help="how long you compare; else 36",
            rich_help_panel=USED,
        ),
    ] = DEFAULT_MONTHS

    def figures(self) -> dict[str, Decimal]:
        """Return what was given, by the names of the usage."""
        names = [field.name for field in fields(self) if field.name not in ("usage", "months", "start")]
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


@dataclass(repr=False, eq=False)
class PlansOptions:
    """Which plan files are read, and the figures set in their place."""

    plans: Annotated[
        str | None,
        typer.Option("--plans", metavar="DIR", help="a folder of plan files, or one file", rich_help_panel=CHOSEN),
    ] = None
    as_of: Annotated[
        Any,
        typer.Option(
            "--as-of",
            parser=day,
            metavar="DATE",
            help="prices as they were on this day; else the newest",
            rich_help_panel=CHOSEN,
        ),
    ] = None
    assume: Annotated[
        list[str] | None,
        typer.Option(
            "--assume",
            metavar="PATH=VALUE",
            help=_ASSUME_WORDS,
            rich_help_panel=CHOSEN,
        ),
    ] = None


@dataclass(repr=False, eq=False)
class MoneyOptions:
    """The currency of the answer."""

    currency: Annotated[
        str | None,
        typer.Option("--currency", metavar="CODE", help="rank in this currency", rich_help_panel=CHOSEN),
    ] = None
    fx: Annotated[
        list[str] | None,
        typer.Option(
            "--fx",
            metavar="CODE=RATE",
            help="what one of another currency is worth, or a file of rates; repeat",
            rich_help_panel=CHOSEN,
        ),
    ] = None


@dataclass(repr=False, eq=False)
class SelectionOptions:
    """Which plans are chosen."""

    selectors: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PLAN]...", help="vendors, plans or globs; else all", autocompletion=complete_plan),
    ] = None
    plan: Annotated[
        list[str] | None,
        typer.Option(
            "--plan",
            metavar="PLAN",
            help="a vendor, a plan or a glob ('union400/*'); repeat",
            autocompletion=complete_plan,
            rich_help_panel=CHOSEN,
        ),
    ] = None
    need: Annotated[
        list[str] | None,
        typer.Option("--need", metavar="FEATURE", help="only plans that have this; repeat", rich_help_panel=CHOSEN),
    ] = None
    refuse: Annotated[
        list[str] | None,
        typer.Option(
            "--refuse", metavar="REQUIREMENT", help="no plan that requires this; repeat", rich_help_panel=CHOSEN
        ),
    ] = None


@dataclass(repr=False, eq=False)
class AnswerOptions:
    """How and where the answer is written."""

    format: Annotated[Any, option_of(Format, "--format", "table, json, csv or markdown; else table")] = Format.table
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="write it to a file", rich_help_panel=SHOWN),
    ] = None
    lang: Annotated[Any, option_of(Lang, "--lang", "en or zh; else the language of the system")] = None

    @property
    def language(self) -> Language:
        """Return the language asked for, or the locale's."""
        return language_of(self.lang)


def language_of(asked: Lang | None) -> Language:
    """Return the language asked for, or the locale's."""
    return preferred_language() if asked is None else asked.value
