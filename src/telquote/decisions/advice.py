"""What a buyer is glad to be told about plans that are written down correctly."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from telquote.billing.ledger import EXPIRED
from telquote.billing.resolve import terms_of
from telquote.billing.simulation import run
from telquote.billing.terms import NotOffered
from telquote.decisions.assumptions import as_written
from telquote.decisions.breakeven import TooManyLooks, cheapest_ranges
from telquote.decisions.curves import PlanCurve
from telquote.decisions.quantities import volume
from telquote.language import Amount, Message
from telquote.plans.catalogue import Offer
from telquote.plans.diagnostics import Diagnostic
from telquote.plans.paths import figures
from telquote.plans.services import CALL_SERVICES
from telquote.usage.profile import Usage

REACH = 10_000
"""Inbound minutes a month up to which plans are compared."""

MOST_LOOKS = 20_000
MOST_PIECES = 2_000


def advice(offers: Sequence[Offer], usage: Usage | None, months: int, before: str | None) -> list[Diagnostic]:
    """Return what is worth knowing about some plans; ``file`` of each is the plan's id.

    With a ``usage`` also which packages it does not use up. ``before`` is a year or day: sources dated earlier are old.
    """
    found: list[Diagnostic] = []
    for _, group in groupby(sorted(offers, key=lambda offer: offer.id), key=lambda offer: offer.vendor.vendor):
        plans = list(group)
        found += _never_cheapest(plans, usage or Usage(), months)
        for offer in plans:
            found += _cliffs(offer, usage or Usage(), months)
            found += _unused(offer, usage, months) if usage is not None else ()
            found += _not_stated(offer)
            found += _disagreeing(offer)
            found += _old(offer, before) if before else ()
    return found


def _advice(code: str, offer: Offer, message: Message) -> Diagnostic:
    return Diagnostic(code, message, offer.id, severity="advice")


def _never_cheapest(offers: Sequence[Offer], usage: Usage, months: int) -> Iterator[Diagnostic]:
    """Yield the plans that no volume makes the cheapest of their vendor."""
    if len(offers) < 2:
        return
    curves = [PlanCurve(offer, usage, months, "total", volume(usage, "minutes")) for offer in offers]
    try:
        ranges = list(cheapest_ranges(curves, 0, REACH, MOST_LOOKS))
    except TooManyLooks:
        return
    winners = {name for one in ranges for name in one.names}
    for offer, curve in zip(offers, curves, strict=True):
        if offer.id not in winners and any(curve.at(at) is not None for at in (0, 1, REACH)):
            message = "never the cheapest of its vendor at 0 to {reach} inbound minutes a month over {months} months"
            yield _advice("never-cheapest", offer, Message(message, reach=REACH, months=months))


def _cliffs(offer: Offer, usage: Usage, months: int) -> Iterator[Diagnostic]:
    """Yield the first volume at which one minute more costs less."""
    curve = PlanCurve(offer, usage, months, "total", volume(usage, "minutes"))
    if curve.never_falls:
        return
    value, pieces = 0, 0
    while value < REACH and pieces < MOST_PIECES:
        piece = curve.piece(value, REACH)
        at, pieces = piece.last, pieces + 1
        here, after = curve.at(at), curve.at(at + 1)
        if here is not None and after is not None and after < here:
            message = "{more} inbound minutes a month cost {less} {currency} less than {at} over {months} months"
            yield _advice(
                "price-cliff",
                offer,
                Message(
                    message,
                    more=at + 1,
                    less=Amount(here - after),
                    currency=offer.vendor.currency,
                    at=at,
                    months=months,
                ),
            )
            return
        value = at + 1


def _unused(offer: Offer, usage: Usage, months: int) -> Iterator[Diagnostic]:
    """Yield the paid balances that expire before they are used up, and the least usage that uses them up."""
    for item, lost in _expired(offer, usage, months).items():
        least = _least_usage(offer, usage, months, item)
        details = {"item": item, "lost": Amount(lost), "currency": offer.vendor.currency, "months": months}
        if least is None:
            message = "{lost} {currency} paid for {item} expire unused within {months} months"
            yield _advice("expires-unused", offer, Message(message, **details))
        else:
            message = (
                "{lost} {currency} paid for {item} expire unused within {months} months; "
                "at {least} inbound minutes a month nothing does"
            )
            yield _advice("expires-unused", offer, Message(message, least=least, **details))


def _expired(offer: Offer, usage: Usage, months: int) -> dict[str, Fraction]:
    try:
        ledger = run(terms_of(offer.plan, usage), months)
    except NotOffered:
        return {}
    lost: dict[str, Fraction] = {}
    for entry in ledger.entries():
        if entry.kind == EXPIRED and entry.money:
            lost[entry.item] = lost.get(entry.item, Fraction(0)) + entry.money
    return lost


def _least_usage(offer: Offer, usage: Usage, months: int, item: str) -> int | None:
    """Return the least whole volume of inbound minutes from the usage up at which nothing of an item is lost."""

    def loses(minutes: int) -> bool:
        return item in _expired(offer, usage.with_volume("minutes", minutes), months)

    low = int(Fraction(usage.minutes or 0))
    high = max(2 * low, 1)
    while loses(high):
        if high > 10**7:
            return None
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if loses(middle) else (low, middle)
    return high


def _not_stated(offer: Offer) -> Iterator[Diagnostic]:
    for charge in offer.plan.charges:
        by_minute = charge.service in CALL_SERVICES and charge.per_call is None and charge.reject is None
        if by_minute and charge.increment is None:
            message = "{charge} states no billing increment: minutes are billed exactly; 60/60 bills more"
            yield _advice("no-increment", offer, Message(message, charge=charge.id))
    if offer.plan.bill is None or offer.plan.bill.tax is None:
        yield _advice("no-tax", offer, Message("the file does not say whether the prices hold tax (bill.tax)"))


def _disagreeing(offer: Offer) -> Iterator[Diagnostic]:
    for figure in figures(offer.plan):
        if figure.value.also:
            others = tuple(f"{as_written(other.value)} ({other.source})" for other in figure.value.also)
            message = "sources disagree on {path}: {value} was taken, but there is also {others}"
            value = as_written(figure.value.amount)
            yield _advice("sources-disagree", offer, Message(message, path=figure.path, value=value, others=others))


def _old(offer: Offer, before: str) -> Iterator[Diagnostic]:
    """Yield the sources of a plan's figures that are dated earlier; dates are compared as far as both are stated."""
    items = {item.id: item.source for item in offer.plan.items()}
    named = {figure.value.source or items.get(figure.item) or offer.plan.source for figure in figures(offer.plan)}
    for name in sorted(source for source in named if source):
        source = offer.vendor.sources[name]
        day = source.retrieved or source.date
        if day and day[:4].isdigit() and day[: len(before)] < before[: len(day)]:
            message = "figures come from {source}, dated {date}, before {before}"
            yield _advice("old-source", offer, Message(message, source=name, date=day, before=before))
