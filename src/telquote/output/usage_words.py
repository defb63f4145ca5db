"""A usage in words."""

from collections.abc import Iterator
from typing import NamedTuple

from telquote.exact import Exact
from telquote.language import Language, Message, held, listed, number_text, translated
from telquote.language.measures import Count
from telquote.plans.services import COUNTED_BY, HELD
from telquote.usage.profile import Usage


class Used(NamedTuple):
    """What is used in a month: for each service how much, and the unit."""

    uses: tuple[tuple[str, Exact, str], ...]

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return it as ``3,000 inbound + 500 callback minutes``: services of one unit share it."""
        if language == "zh":
            words = [
                held(
                    (translated(f"{service} use", "zh") if unit in ("minute", "call") else "")
                    + Count(quantity, unit).joined("zh")
                )
                for service, quantity, unit in self.uses
            ]
            return listed(words, language)
        parts: list[str] = []
        for index, (service, quantity, unit) in enumerate(self.uses):
            shares = index + 1 < len(self.uses) and self.uses[index + 1][2] == unit
            number = number_text(quantity)
            kind = f" {service}" if unit in ("minute", "call") else ""
            alone = quantity == 1 and not (index and self.uses[index - 1][2] == unit)
            parts.append(held(f"{number}{kind}") + ("" if shares else f" {unit}{'' if alone else 's'}"))
        return " + ".join(parts)


def used_in(usage: Usage) -> Used:
    """Return what is used in a month."""
    uses: list[tuple[str, Exact, str]] = []
    for service, use in usage.uses():
        if not use.quantity:
            continue
        counts = COUNTED_BY[service]
        by_calls = None if counts.calls is None else getattr(usage, counts.calls)
        if getattr(usage, counts.amount) is None and by_calls is not None:
            uses.append((service, by_calls, "call"))
        else:
            uses.append((service, use.quantity, counts.unit))
    return Used(tuple(uses))


def asked_words(usage: Usage, months: int, currency: object) -> Message:
    """Return what was asked in a line: what is used, how long is compared, in which currency."""
    used, more = used_in(usage), list(_more(usage))
    text = "{usage} a month, {more}, {months}, {currency}" if more else "{usage} a month, {months}, {currency}"
    if not used.uses:
        text = "no usage, {months}, {currency}"
    return Message(text, usage=used, more=more, months=Count(months, "month"), currency=currency)


def _more(usage: Usage) -> Iterator[object]:
    if usage.call_lengths is not None:
        yield Message("calls of {seconds} s on average, by a table", seconds=usage.call_length)
    elif usage.call_length is not None:
        yield Message("calls of {seconds} s", seconds=usage.call_length)
    if usage.minutes is not None and usage.calls is not None and usage.call_length is None:
        yield Count(usage.calls, "call")
    for per, name in HELD.items():
        if (count := getattr(usage, name)) is not None:
            yield Count(count, per)
    if usage.classes:
        yield Message("shares of classes as given")
    if usage.first_month is not None:
        yield Message("a part of month 1")
    if not usage.alike:
        yield Message("months that differ")
