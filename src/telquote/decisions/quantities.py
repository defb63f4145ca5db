"""What a break-even can be looked for over: a figure of the usage, or the months compared.

A quantity asks the same question at another value: it turns a plan, a usage and a horizon into those to simulate.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from telquote.billing.refusals import NotOffered
from telquote.billing.resolve import terms_of
from telquote.exact import MOST_MONTHS
from telquote.language import Message, Term
from telquote.plans.figure_paths import Figure
from telquote.plans.figures import Value
from telquote.plans.offers import Offer
from telquote.plans.scalars import DURATION, Duration
from telquote.plans.services import HELD, MINUTES_AND_CALLS, USAGE_FIGURES, BilledPer, in_minutes
from telquote.usage.pattern import UsageError
from telquote.usage.profile import Usage


class Case(NamedTuple):
    """What one simulation is of: a plan, a month's usage, and how many months. ``simulate`` takes it apart."""

    offer: Offer
    usage: Usage
    months: int


class Quantity(NamedTuple):
    """A quantity that takes whole values from ``least`` up.

    ``words`` say what it counts, ``unit`` what one of it is (empty: a bare number), ``figures`` which figures of which
    plans it stands for, by their ids. ``held`` says what of the usage stays as it varies. ``matters`` tells whether
    the cost of a plan can depend on it. ``of_usage`` tells that it changes how much is used and nothing else of a
    case, ``linear`` that the simulation can be run on a number standing for it, ``rises`` that totals never fall as
    it grows (where it is not ``of_usage``). ``reach`` is how far is looked where no end is given and none is proven.
    """

    name: str
    words: str
    least: int
    most: int
    of_usage: bool
    linear: bool
    at: Callable[[Case, Any], Case]
    matters: Callable[[Offer], bool]
    unit: str
    held: Message | None = None
    rises: bool = True
    reach: int = 1_000_000
    figures: Mapping[str, Figure] | None = None


MOST_VOLUME = 10**9
LONGEST_CALL = 3600
"""Seconds up to which the length of calls is looked at: an hour."""


def volume(usage: Usage, name: str) -> Quantity:
    """Return the quantity that a field of the usage stands for; ``Usage.with_volume`` says what stays as it varies."""
    kept = usage.kept_beside(name)

    def at(case: Case, value: Any) -> Case:
        return case._replace(usage=case.usage.with_volume(name, value))

    def matters(offer: Offer) -> bool:
        service = USAGE_FIGURES[name].service
        held = any(balance.holds(service) for balance in offer.plan.balances)
        return held or any(charge.service == service for charge in offer.plan.charges)

    held = Message("the mean length of calls stays") if in_minutes(USAGE_FIGURES[name].service) else None
    if kept is not None:
        given = getattr(usage, kept)
        held = Message("the {given} minutes stay as the calls vary", given=given)
        if "calls" in kept:
            held = Message("the {given} calls stay as the minutes vary", given=given)
    shorter = kept is not None and "calls" in name
    figure, least = USAGE_FIGURES[name], 0 if kept is None else 1
    return Quantity(name, figure.words, least, MOST_VOLUME, True, not shorter, at, matters, figure.unit, held)


def call_length(usage: Usage) -> Quantity:
    """Return the mean length of calls in seconds: their minutes stay as it varies, or their number where that is given.

    Whether calls are all of the mean length or spread around it stays too. Longer calls of the same minutes are fewer,
    so cost can fall as it grows. Raises ``UsageError`` where no calls are used, or their length follows from the rest.
    """
    used = [name for name, figure in USAGE_FIGURES.items() if figure.of_calls and getattr(usage, name)]
    if not used:
        raise UsageError(Message("no calls are used whose length could vary; give --minutes or --calls"))
    if usage.call_lengths is not None:
        raise UsageError(Message("the usage has a table of call lengths, so that their mean cannot vary"))
    for name in used:
        beside = next((other for pair in MINUTES_AND_CALLS if name in pair for other in pair if other != name), None)
        if beside in used and beside is not None:
            both = (Term(USAGE_FIGURES[name].words), Term(USAGE_FIGURES[beside].words))
            message = Message("{both} are given, so that the length of calls cannot vary; leave one out", both=both)
            raise UsageError(message)
    counted = any(name.endswith("calls") for name in used)

    def at(case: Case, value: Any) -> Case:
        return case._replace(usage=replace(case.usage, call_length=value))

    def matters(offer: Offer) -> bool:
        if counted:
            return True
        try:
            terms = terms_of(offer, replace(usage, call_length=1))
        except NotOffered:
            return True
        return any(charge.needs_calls for charge, _ in terms.uses)

    more = all(name.endswith("calls") for name in used)  # longer calls are more minutes of each
    return Quantity("call_length", "seconds a call", 1, LONGEST_CALL, more, more, at, matters, "second", rises=False)


def whole_figure(path: str, figures: Mapping[str, Figure]) -> Quantity:
    """Return the quantity that a figure in whole months or counts stands for, in the plans that have it (by full id).

    Cost can fall as it grows: a longer validity loses less.
    """

    def at(case: Case, value: Any) -> Case:
        figure = figures.get(case.offer.id)
        if figure is None:
            return case
        amount = Duration(f"{value} months", value) if figure.kind is DURATION else value
        return case._replace(offer=case.offer.with_figure(figure.keys, Value(amount)))

    unit = "month" if next(iter(figures.values())).kind is DURATION else ""
    return Quantity(
        path, path, 1, MOST_MONTHS, False, False, at, _always, unit, rises=False, reach=120, figures=figures
    )


def _always(offer: Offer) -> bool:  # noqa: ARG001
    return True


def _per(unit: BilledPer) -> Callable[[Offer], bool]:
    def matters(offer: Offer) -> bool:
        plan = offer.plan
        fees = any(unit in (fee.per, fee.included_per) for fee in plan.fees)
        return fees or any(balance.per == unit for balance in plan.balances) or HELD[unit] in plan.limits

    return matters


def _months(case: Case, value: Any) -> Case:
    return case._replace(months=value)


def _held(per: BilledPer) -> Quantity:
    """Return the quantity of what prices are for one of."""
    name = HELD[per]

    def at(case: Case, value: Any) -> Case:
        counted: dict[str, Any] = {name: value}
        return case._replace(usage=replace(case.usage, **counted))

    return Quantity(name, name, 1, 10**6, False, True, at, _per(per), per, reach=1000)


MONTHS = Quantity("months", "months", 1, MOST_MONTHS, False, False, _months, _always, "month", reach=120)
SEATS, NUMBERS, CHANNELS = map(_held, HELD)

_OTHERS: dict[str, Quantity | Callable[[Usage], Quantity]] = {
    "call_length": call_length,
    **{one.name: one for one in (MONTHS, SEATS, NUMBERS, CHANNELS)},
}
"""What can vary beside the figures of a usage."""

NAMES = (*USAGE_FIGURES, *_OTHERS)
"""What ``--over`` takes, but for paths, by the names in a usage."""


def quantity_named(name: str, usage: Usage) -> Quantity:
    """Return one of ``NAMES`` as the quantity of a usage; raises ``UsageError`` where it cannot vary."""
    if name in USAGE_FIGURES:
        return volume(usage, name)
    other = _OTHERS[name]
    return other if isinstance(other, Quantity) else other(usage)
