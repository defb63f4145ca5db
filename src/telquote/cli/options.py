"""The options that commands share, and how their texts are read."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Annotated, Any

import typer

from telquote.billing.criteria import CRITERIA
from telquote.cli.kinds import choice, choices, day, duration, quantity, whole
from telquote.exact import DEFAULT_MONTHS, MOST_MONTHS
from telquote.language import LANGUAGES, Language, preferred_language

FORMATS = ("table", "json", "csv", "markdown")
"""How an answer is written."""

BY_WORDS = "total (all paid), accrued (all used), net (less what is left) or upfront (month 1 without use); else total"


_ASSUME_WORDS = "another value for a figure, as union400/3000:inbound=0.09; repeat"


def complete_plan(incomplete: str) -> list[str]:
    """Return the vendors and plans whose id starts with what is typed."""
    from telquote.plans.folders import files_in_use, ids_in

    try:
        return [name for name in ids_in(files_in_use().files) if name.startswith(incomplete)]
    except Exception:  # noqa: BLE001 - a completion has nowhere to complain
        return []


USED = "Your calls, a month"
CHOSEN = "Which plans"
SHOWN = "How to see it"
GATES = "Gates for scripts: the answer is printed, then the status is 1"
GROUPS = (USED, "The range", "With --advice", CHOSEN, SHOWN, GATES)
"""The groups of options, in the order of need."""


def option(
    *names: str, say: str, group: str = SHOWN, metavar: str | None = None, parser: Any = None, completes: Any = None
) -> Any:
    """Return an option with what it does, in a group of the help; ``completes`` gives what can stand there."""
    return typer.Option(
        *names, help=say, rich_help_panel=group, metavar=metavar, parser=parser, autocompletion=completes
    )


def option_of(words: Sequence[str], name: str, text: str, group: str = SHOWN) -> Any:
    """Return an option that takes one of a few words."""
    return option(name, say=text, group=group, metavar="WORD", parser=choice(words), completes=choices(words))


def plans_argument(metavar: str, say: str) -> Any:
    """Return an argument that names vendors and plans."""
    return typer.Argument(metavar=metavar, help=say, autocompletion=complete_plan)


def _used(name: str, say: str, parser: Any = quantity, metavar: str = "N") -> Any:
    return option(name, say=say, group=USED, metavar=metavar, parser=parser)


def _chosen(name: str, say: str, metavar: str, parser: Any = None, completes: Any = None) -> Any:
    return option(name, say=say, group=CHOSEN, metavar=metavar, parser=parser, completes=completes)


Several = list[str] | None
Need = Annotated[Several, _chosen("--need", "only plans that have this; repeat", "FEATURE")]
Refuse = Annotated[Several, _chosen("--refuse", "no plan that requires this; repeat", "REQUIREMENT")]
Output = Annotated[str | None, option("-o", "--output", say="write it to a file", metavar="FILE")]
InLanguage = Annotated[Any, option_of(LANGUAGES, "--lang", "en or zh; else the language of the system")]
Ranked = Annotated[Any, option_of(CRITERIA, "--by", BY_WORDS, CHOSEN)]


@dataclass(repr=False, eq=False)
class UsageOptions:
    """What is used in a month, and for how many months."""

    minutes: Annotated[Decimal | None, _used("--minutes", "inbound minutes")] = None
    calls: Annotated[Decimal | None, _used("--calls", "inbound calls, in place of minutes or beside them")] = None
    call_length: Annotated[
        Decimal | None, _used("--call-length", "how long a call lasts on average; else 180", duration, "SECONDS")
    ] = None
    callback_minutes: Annotated[Decimal | None, _used("--callback-minutes", "connected web-callback minutes")] = None
    callback_calls: Annotated[Decimal | None, _used("--callback-calls", "connected web callbacks")] = None
    outbound_minutes: Annotated[Decimal | None, _used("--outbound-minutes", "outbound minutes")] = None
    missed_callbacks: Annotated[
        Decimal | None, _used("--missed-callbacks", "web callbacks that were not connected")
    ] = None
    voicemails: Annotated[Decimal | None, _used("--voicemails", "voicemails")] = None
    sms: Annotated[Decimal | None, _used("--sms", "text messages")] = None
    usage: Annotated[str | None, _used("--usage", "all of it from a file, today's plan too", None, "FILE")] = None
    start: Annotated[Any, _used("--start", "the day the service starts; else the first of a month", day, "DATE")] = None
    months: Annotated[Any, _used("--months", "how long you compare; else 36", whole(1, MOST_MONTHS))] = DEFAULT_MONTHS

    def figures(self) -> dict[str, Decimal]:
        """Return what was given, by the names of the usage."""
        names = [field.name for field in fields(self) if field.name not in ("usage", "months", "start")]
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


@dataclass(repr=False, eq=False)
class PlansOptions:
    """Which plan files are read, and the figures set in their place."""

    plans: Annotated[str | None, _chosen("--plans", "a folder of plan files, or one file", "DIR")] = None
    as_of: Annotated[Any, _chosen("--as-of", "prices as they were on this day; else the newest", "DATE", day)] = None
    assume: Annotated[Several, _chosen("--assume", _ASSUME_WORDS, "PATH=VALUE")] = None


@dataclass(repr=False, eq=False)
class MoneyOptions:
    """The currency of the answer."""

    currency: Annotated[str | None, _chosen("--currency", "rank in this currency", "CODE")] = None
    fx: Annotated[
        Several, _chosen("--fx", "what one of another currency is worth, or a file of rates; repeat", "CODE=RATE")
    ] = None


@dataclass(repr=False, eq=False)
class SelectionOptions:
    """Which plans are chosen."""

    selectors: Annotated[Several, plans_argument("[PLAN]...", "vendors, plans or globs; else all")] = None
    plan: Annotated[
        Several,
        _chosen("--plan", "a vendor, a plan or a glob ('union400/*'); repeat", "PLAN", completes=complete_plan),
    ] = None
    need: Need = None
    refuse: Refuse = None


@dataclass(repr=False, eq=False)
class AnswerOptions:
    """How and where the answer is written."""

    format: Annotated[Any, option_of(FORMATS, "--format", "table, json, csv or markdown; else table")] = "table"
    output: Output = None
    lang: InLanguage = None

    @property
    def language(self) -> Language:
        """Return the language asked for, or the locale's."""
        return language_of(self.lang)


def language_of(asked: Language | None) -> Language:
    """Return the language asked for, or the locale's."""
    return asked or preferred_language()
