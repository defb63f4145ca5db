"""What the figures of a usage must obey together: each rule yields the figures that are at odds, and why."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from telquote.exact import Exact
from telquote.language import Message, Term
from telquote.plans.services import MINUTES_AND_CALLS, USAGE_FIGURES
from telquote.usage.pattern import Growth, Problem

Lengths = tuple[tuple[Fraction, Fraction], ...]
"""Seconds, and how many or which share of the calls are of that length."""

NUMBERS = (int, Decimal, Fraction)


class UsageFigures(Protocol):
    """What the rules read of a usage, beside the figures that count calls and minutes."""

    @property
    def call_length(self) -> Exact | None:
        """Return the mean length of calls in seconds."""

    @property
    def call_lengths(self) -> Lengths | None:
        """Return the table of the lengths of calls."""

    @property
    def classes(self) -> Mapping[str, Mapping[str, Mapping[str, Fraction]]]:
        """Return the shares of classes, by service and by what is classed."""

    @property
    def season(self) -> tuple[Fraction, ...] | None:
        """Return the factors of the months of a year."""

    @property
    def growth(self) -> Growth | None:
        """Return how use grows."""


def broken_usage_rules(usage: UsageFigures) -> Iterator[Problem]:
    """Yield each rule that a usage breaks, with the paths of the figures, the likeliest to be wrong first."""
    yield from _call_lengths(usage)
    yield from _classes(usage)
    if usage.call_length == 0:
        yield Problem((("call_length",),), Message("a call length of 0 seconds: calls must last"))
    for minutes, calls in MINUTES_AND_CALLS:
        yield from _agreeing(usage, minutes, calls)
    if usage.season is not None and len(usage.season) != 12:
        yield Problem((("season",),), Message("a season has 12 months; found {count}", count=len(usage.season)))
    if usage.growth is not None and usage.growth.percent < -100:
        message = Message("growth of {percent}% takes away more than there is", percent=usage.growth.percent)
        yield Problem((("growth", "percent"), ("growth",)), message)


def mean_of(lengths: Lengths) -> Fraction:
    """Return the mean length in seconds of calls of several lengths."""
    calls = sum((count for _, count in lengths), start=Fraction(0))
    return sum((seconds * count for seconds, count in lengths), start=Fraction(0)) / calls


def _is_table(lengths: Lengths) -> bool:
    return any(calls for _, calls in lengths) and all(seconds > 0 and calls >= 0 for seconds, calls in lengths)


def _call_lengths(usage: UsageFigures) -> Iterator[Problem]:
    if usage.call_lengths is None:
        return
    if not usage.call_lengths:
        yield Problem((("call_lengths",),), Message("at least one is needed"))
    elif not _is_table(usage.call_lengths):
        message = Message("a table of call lengths needs seconds above 0 and calls of 0 or more")
        yield Problem((("call_lengths",),), message)
    elif usage.call_length not in (None, mean_of(usage.call_lengths)):
        message = Message("a mean call length and a table of call lengths contradict each other")
        yield Problem((("call_length",), ("call_lengths",)), message, Message("leave one of the two out"))


def _classes(usage: UsageFigures) -> Iterator[Problem]:
    for service, classed in usage.classes.items():
        for of, shares in classed.items():
            total = sum(shares.values(), start=Fraction(0))
            if total == 1 and all(share >= 0 for share in shares.values()):
                continue
            text = "the shares of {of} in {service} add up to {total}; they must add up to 1"
            message = Message(text, of=of, service=service, total=total)
            written = tuple(f"{name}: {int(share)}%" for name, share in shares.items())
            percent = total == 100 and all(share == int(share) for share in shares.values())
            advice = Message("as percentages: {shares}", shares=written) if percent else None
            yield Problem((("classes", service, of), ("classes",)), message, advice)


def _agreeing(usage: UsageFigures, minutes_name: str, calls_name: str) -> Iterator[Problem]:
    """Yield what is wrong where minutes, calls and their length are given, and do not go together."""
    minutes: Any = getattr(usage, minutes_name)
    calls: Any = getattr(usage, calls_name)
    if not isinstance(minutes, NUMBERS) or not isinstance(calls, NUMBERS):
        return
    service = Term(USAGE_FIGURES[minutes_name].service)
    paths = ((calls_name,), (minutes_name,))
    if bool(minutes) != bool(calls):
        text = "{minutes} minutes in {calls} calls of {service}"
        yield Problem(paths, Message(text, minutes=minutes, calls=calls, service=service))
    lengths, length = usage.call_lengths, usage.call_length
    length = mean_of(lengths) if lengths is not None and _is_table(lengths) and length is None else length
    if bool(minutes) != bool(calls) or not isinstance(length, NUMBERS):
        return
    if Fraction(minutes) * 60 != Fraction(calls) * Fraction(length):
        text = "{calls} calls of {length} seconds are not {minutes} minutes of {service}; give two of the three"
        message = Message(text, calls=calls, length=length, minutes=minutes, service=service)
        yield Problem((*paths, ("call_length",), ("call_lengths",)), message)
