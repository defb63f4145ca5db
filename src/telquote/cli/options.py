"""The options that commands share, and how their texts are read."""

import os
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import typer

from telquote.exact import DIGITS, parse_decimal
from telquote.language import Language, Message, preferred_language

MOST_USAGE = 10**9
"""More minutes, calls or units a month than any buyer has."""

MOST_SECONDS = 86_400

MOST_MONTHS = 1200


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


class By(StrEnum):
    """What plans are ranked by."""

    total = "total"
    accrued = "accrued"
    net = "net"
    upfront = "upfront"


def quantity(text: str) -> Decimal:
    """Return a quantity a month that the command line gives; raises ``typer.BadParameter``."""
    number = _number(text)
    if number < 0:
        raise _refusal(Message("{text} is below zero", text=text))
    if number > MOST_USAGE:
        raise _refusal(Message("{text} is more than {most} a month", text=text, most=MOST_USAGE))
    return number


def duration(text: str) -> Decimal:
    """Return a call length in seconds; raises ``typer.BadParameter``."""
    number = _number(text)
    if number <= 0 or number > MOST_SECONDS:
        message = Message("{text} is no call length: at most {most} seconds, and above 0", text=text, most=MOST_SECONDS)
        raise _refusal(message)
    return number


def number(text: str) -> Decimal:
    """Return any plain number; raises ``typer.BadParameter``."""
    return _number(text)


def day(text: str) -> date:
    """Return a day written as ``2026-11-22``; raises ``typer.BadParameter``."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise _refusal(Message("{text} is no day such as 2026-11-22", text=text)) from None


def _number(text: str) -> Decimal:
    try:
        return parse_decimal(text.strip(), thousands=True)
    except ValueError:
        message = Message(
            "{text} is not a plain number such as 3000, of at most {digits} digits", text=text, digits=DIGITS
        )
        raise _refusal(message) from None


def _refusal(message: Message) -> typer.BadParameter:
    # The language option may not have been read yet when another option is refused: the locale decides.
    return typer.BadParameter(message.said(preferred_language()))


def complete_plan(incomplete: str) -> list[str]:
    """Return the vendors and plans whose id starts with what is typed."""
    return [name for name in _names() if name.startswith(incomplete)]


def _names() -> list[str]:
    from telquote.plans.catalogue import find_plans

    try:
        offers = find_plans(None, os.environ).offers()
    except Exception:  # noqa: BLE001 - a completion has nowhere to complain
        return []
    return sorted({offer.vendor.vendor for offer in offers} | {offer.id for offer in offers})


_USAGE = "Usage a month"
_SELECTION = "Which plans"
_ANSWER = "Answer"


def _amount(name: str, text: str, parser: object = quantity, metavar: str = "N") -> object:
    return typer.Option(name, help=text, parser=parser, metavar=metavar, rich_help_panel=_USAGE)  # type: ignore[arg-type]


@dataclass(repr=False, eq=False)
class UsageOptions:
    """What is used in a month, and for how many months."""

    minutes: Annotated[Decimal | None, _amount("--minutes", "Inbound minutes.")] = None
    calls: Annotated[Decimal | None, _amount("--calls", "Inbound calls.")] = None
    call_length: Annotated[
        Decimal | None, _amount("--call-length", "Mean length of a call in seconds.", duration, "SECONDS")
    ] = None
    callback_minutes: Annotated[Decimal | None, _amount("--callback-minutes", "Connected web-callback minutes.")] = None
    callback_calls: Annotated[Decimal | None, _amount("--callback-calls", "Connected web callbacks.")] = None
    outbound_minutes: Annotated[Decimal | None, _amount("--outbound-minutes", "Outbound minutes.")] = None
    missed_callbacks: Annotated[
        Decimal | None, _amount("--missed-callbacks", "Web callbacks that were not connected.")
    ] = None
    voicemails: Annotated[Decimal | None, _amount("--voicemails", "Voicemails.")] = None
    sms: Annotated[Decimal | None, _amount("--sms", "Text messages.")] = None
    usage: Annotated[
        str | None, typer.Option("--usage", metavar="FILE", help="Usage from a YAML file.", rich_help_panel=_USAGE)
    ] = None
    start: Annotated[
        Any,
        typer.Option(
            "--start",
            parser=day,
            metavar="DATE",
            help="The day the service starts, where part of a month has its price.",
            rich_help_panel=_USAGE,
        ),
    ] = None
    months: Annotated[
        int,
        typer.Option("--months", min=1, max=MOST_MONTHS, metavar="N", help="Months compared.", rich_help_panel=_USAGE),
    ] = 36

    def figures(self) -> dict[str, Decimal]:
        """Return what was given, by the names of the usage."""
        names = [field.name for field in fields(self) if field.name not in ("usage", "months", "start")]
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


@dataclass(repr=False, eq=False)
class PlansOptions:
    """Which plan files are read, and the figures set in their place."""

    plans: Annotated[
        str | None,
        typer.Option("--plans", metavar="DIR", help="Plan files to use.", rich_help_panel=_SELECTION),
    ] = None
    as_of: Annotated[
        Any,
        typer.Option(
            "--as-of",
            parser=day,
            metavar="DATE",
            help="Prices as they were on this day; else the newest in the files.",
            rich_help_panel=_SELECTION,
        ),
    ] = None
    assume: Annotated[
        list[str] | None,
        typer.Option("--assume", metavar="PATH=VALUE", help="Set any figure; repeat.", rich_help_panel=_SELECTION),
    ] = None


@dataclass(repr=False, eq=False)
class MoneyOptions:
    """The currency of the answer."""

    currency: Annotated[
        str | None,
        typer.Option("--currency", metavar="CODE", help="Rank in this currency.", rich_help_panel=_SELECTION),
    ] = None
    fx: Annotated[
        list[str] | None,
        typer.Option(
            "--fx",
            metavar="CODE=RATE",
            help="What one of another currency is worth, or a YAML file of rates; repeat.",
            rich_help_panel=_SELECTION,
        ),
    ] = None


@dataclass(repr=False, eq=False)
class SelectionOptions:
    """Which plans are chosen."""

    selectors: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PLAN]...", help="vendor, vendor/plan or a glob.", autocompletion=complete_plan),
    ] = None
    plan: Annotated[
        list[str] | None,
        typer.Option(
            "--plan",
            metavar="PLAN",
            help="vendor, vendor/plan or a glob; repeat for more.",
            autocompletion=complete_plan,
            rich_help_panel=_SELECTION,
        ),
    ] = None
    need: Annotated[
        list[str] | None,
        typer.Option(
            "--need", metavar="FEATURE", help="Only plans with this feature; repeat.", rich_help_panel=_SELECTION
        ),
    ] = None
    refuse: Annotated[
        list[str] | None,
        typer.Option(
            "--refuse", metavar="REQUIREMENT", help="No plan that requires this; repeat.", rich_help_panel=_SELECTION
        ),
    ] = None


@dataclass(repr=False, eq=False)
class AnswerOptions:
    """How and where the answer is written."""

    format: Annotated[Format, typer.Option("--format", help="How to write it.", rich_help_panel=_ANSWER)] = Format.table
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write it to a file.", rich_help_panel=_ANSWER),
    ] = None
    lang: Annotated[
        Lang | None, typer.Option("--lang", help="Language; else the locale's.", rich_help_panel=_ANSWER)
    ] = None

    @property
    def language(self) -> Language:
        """Return the language asked for, or the locale's."""
        return language_of(self.lang)


def language_of(asked: Lang | None) -> Language:
    """Return the language asked for, or the locale's."""
    return preferred_language() if asked is None else asked.value
