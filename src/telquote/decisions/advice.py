"""What a buyer is glad to be told about plans that are written down correctly."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from telquote.billing.ledger import EXPIRED
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.codes import Code
from telquote.decisions.assumptions import disagreement
from telquote.decisions.curves import PlanCurve
from telquote.decisions.quantities import CHANNELS, NUMBERS, SEATS, Quantity, volume
from telquote.decisions.race import cheapest_ranges
from telquote.decisions.ranges import TooManyLooks
from telquote.decisions.steps import last_where
from telquote.language import Message, Term
from telquote.language.measures import Money
from telquote.plans.charges import Charge
from telquote.plans.diagnostics import Diagnostic
from telquote.plans.figure_paths import figures
from telquote.plans.offers import Offer
from telquote.plans.plan import Plan
from telquote.plans.scalars import UNDATED
from telquote.plans.services import CALL_SERVICES, COUNTED_BY, SERVICES, Service
from telquote.usage.profile import Usage
from telquote.work import part

REACH = 10_000
"""Minutes or messages a month up to which plans are looked at; what plans count has a reach of its own."""

MOST_LOOKS = 20_000
MOST_PIECES = 2_000


def advice(offers: Sequence[Offer], usage: Usage | None, months: int, before: str | None) -> list[Diagnostic]:
    """Return what is worth knowing about some plans; ``file`` of each is the plan's id.

    With a ``usage`` also which packages it does not use up. ``before`` is a year or day: sources dated earlier are old.
    """
    found: list[Diagnostic] = []
    looked_at = 0
    with part() as looked:
        for one in _by_vendor(offers, usage, months, before):
            found += one
            looked_at += 1
    if not looked.whole:
        text = "the work was spent on {count} of {all} vendors: the rest was not looked at"
        vendors = len({offer.vendor.vendor for offer in offers})
        found.append(Diagnostic("not-looked-at", Message(text, count=looked_at, all=vendors), ""))
    return found


def _by_vendor(
    offers: Sequence[Offer], usage: Usage | None, months: int, before: str | None
) -> Iterator[list[Diagnostic]]:
    """Yield what is worth knowing about the plans of each vendor."""
    for _, group in groupby(sorted(offers, key=lambda offer: offer.id), key=lambda offer: offer.vendor.vendor):
        plans = list(group)
        found: list[Diagnostic] = []
        found += _never_cheapest(plans, months)
        for offer in plans:
            found += _cliffs(offer, months)
            found += _unused(offer, usage, months) if usage is not None else ()
            found += _unserved(offer)
            found += _not_stated(offer)
            found += _disagreeing(offer)
            found += _old(offer, before) if before else ()
        yield found


def _advice(code: Code, offer: Offer, message: Message) -> Diagnostic:
    return Diagnostic(code, message, offer.id)


def _sold(plan: Plan) -> tuple[Service, ...]:
    """Return the services that a plan sells: those that charges name, or where there are none those of its balances."""
    priced = {charge.service for charge in plan.charges if charge.reject is None}
    held = {service for service in SERVICES for one in plan.balances if not priced and one.holds(service)}
    return tuple(service for service in SERVICES if service in priced | held)


def _quantities(offer: Offer) -> list[Quantity]:
    """Return what a plan's cost can be looked at over: the services that it sells, each alone, and what it counts."""
    counted = [one for one in (SEATS, NUMBERS, CHANNELS) if one.matters(offer)]
    return [*(volume(Usage(), COUNTED_BY[service].amount) for service in _sold(offer.plan)), *counted]


def _reach(quantity: Quantity) -> int:
    return min(REACH, quantity.reach)


def _never_cheapest(offers: Sequence[Offer], months: int) -> Iterator[Diagnostic]:
    """Yield the plans that are nowhere the cheapest of their vendor's plans that sell as much, features included."""
    sold = {offer.id: {*_sold(offer.plan), *offer.plan.features} for offer in offers}
    for offer in offers:
        rivals = [one for one in offers if sold[one.id] >= sold[offer.id]]
        quantities = _quantities(offer)
        if len(rivals) < 2 or not quantities:
            continue
        try:
            wins = any(_wins(offer, rivals, quantity, months) for quantity in quantities)
        except TooManyLooks:
            continue
        if not wins:
            spans = tuple(
                Message("{quantity} up to {reach}", quantity=Term(one.words), reach=_reach(one)) for one in quantities
            )
            message = "never the cheapest of its vendor's plans that sell as much, by {spans}, over {months} months"
            yield _advice("never-cheapest", offer, Message(message, spans=spans, months=months))


def _wins(offer: Offer, rivals: Sequence[Offer], quantity: Quantity, months: int) -> bool:
    """Tell whether a plan is among the cheapest at some value above 0, or never offered; raises ``TooManyLooks``."""
    curves = [PlanCurve(one, Usage(), months, "total", quantity) for one in rivals]
    ranges = list(cheapest_ranges(curves, 1, _reach(quantity), MOST_LOOKS))
    own = next(curve for curve in curves if curve.name == offer.id)
    offered = any(own.at(at) is not None for at in (1, 2, _reach(quantity)))
    return not offered or any(offer.id in one.cheapest for one in ranges)


def _cliffs(offer: Offer, months: int) -> Iterator[Diagnostic]:
    """Yield, for each quantity, the value at which one more costs the most less."""
    for quantity in _quantities(offer):
        curve = PlanCurve(offer, Usage(), months, "total", quantity)
        falls = [] if curve.never_falls else list(_falls(curve, quantity.least, _reach(quantity)))
        if not falls:
            continue
        largest = max(falls, key=lambda fall: fall.by)  # of as large ones the first
        text = "{more} {quantity} cost {less} less than {at} over {months} months"
        message = Message(
            text,
            more=largest.at + 1,
            quantity=Term(quantity.words),
            less=Money(largest.by, offer.currency),
            at=largest.at,
            months=months,
        )
        others = sum(fall.times for fall in falls) - 1
        if others:
            message = Message("{fall}; {count} more such falls", fall=message, count=others)
        yield _advice("price-cliff", offer, message)


class _Fall(NamedTuple):
    """From ``at`` on, so many ``times`` in a row, one more costs so much less."""

    at: int
    by: Fraction
    times: int


def _falls(curve: PlanCurve, value: int, reach: int) -> Iterator[_Fall]:
    """Yield where a curve falls, up to ``reach``."""
    pieces = 0
    while value < reach and pieces < MOST_PIECES:
        piece = curve.piece(value, reach)
        pieces += 1
        if piece.cost is not None and piece.slope < 0 and piece.last > value:
            yield _Fall(value, -piece.slope, piece.last - value)
        here, after = curve.at(piece.last), curve.at(piece.last + 1)
        if here is not None and after is not None and after < here and piece.last < reach:
            yield _Fall(piece.last, here - after, 1)
        value = piece.last + 1


def _unserved(offer: Offer) -> Iterator[Diagnostic]:
    """Yield the classes that a balance serves and no price names: use of no stated class is none of them."""
    for balance in offer.plan.balances:
        for of, names in (balance.when or {}).items():
            priced = {
                name
                for charge in offer.plan.charges
                if balance.services is None or charge.service in balance.services
                for name in (charge.when or {}).get(of, ())
            }
            for name in names:
                if name not in priced:
                    message = (
                        "{balance} serves {of} {name}, which no price names: use that states no {of} is none of it"
                    )
                    yield _advice("unserved-class", offer, Message(message, balance=balance.id, of=of, name=name))


FURTHEST = 10**7
"""Minutes a month past which no volume is looked for: who pays for a package has no use for one of these."""


def _unused(offer: Offer, usage: Usage, months: int) -> Iterator[Diagnostic]:
    """Yield the paid balances that expire before they are used up, and the least usage that uses them up."""
    for item, lost in _expired(offer, usage, months).items():
        least = _least_usage(offer, usage, months, item)
        text = "{lost} paid for {item} expire unused within {months} months"
        message = Message(text, item=item, lost=Money(lost, offer.currency), months=months)
        if least is not None:
            message = Message("{text}; at {least} inbound minutes a month nothing does", text=message, least=least)
        yield _advice("expires-unused", offer, message)


def _expired(offer: Offer, usage: Usage, months: int) -> dict[str, Fraction]:
    try:
        ledger = simulate(offer, usage, months)
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
        if high > FURTHEST:
            return None
        low, high = high, 2 * high
    return last_where(loses, low, high) + 1


def _not_stated(offer: Offer) -> Iterator[Diagnostic]:
    for charge in offer.plan.charges:
        by_minute = charge.service in CALL_SERVICES and charge.per_call is None and charge.reject is None
        if by_minute and charge.increment is None and _costs(charge):
            message = "{charge} states no billing increment: minutes are billed exactly; 60/60 bills more"
            yield _advice("no-increment", offer, Message(message, charge=charge.id))
    if offer.plan.bill is None or offer.plan.bill.tax is None:
        yield _advice("no-tax", offer, Message("the file does not say whether the prices hold tax (bill.tax)"))


def _costs(charge: Charge) -> bool:
    """Tell whether minutes of a charge cost anything, or draw on what was paid for."""
    steps = charge.tiers.steps if charge.tiers else ()
    blocks = [block for block in (charge.per_block, *(step.per_block for step in steps)) if block is not None]
    prices = [charge.per_minute, *(block.price for block in blocks), *(step.per_minute for step in steps)]
    return bool(charge.from_balances) or any(price is not None and price.amount != 0 for price in prices)


def _disagreeing(offer: Offer) -> Iterator[Diagnostic]:
    for figure in figures(offer.plan):
        if figure.value.also:
            yield _advice("sources-disagree", offer, disagreement(figure, figure.path))


def _old(offer: Offer, before: str) -> Iterator[Diagnostic]:
    """Yield the sources of a plan's figures that are dated earlier; dates are compared as far as both are stated."""
    items = {item.id: item.source for item in offer.plan.items()}
    named = {figure.value.source or items.get(figure.item) or offer.plan.source for figure in figures(offer.plan)}
    for name in sorted(source for source in named if source):
        source = offer.vendor.sources[name]
        day = source.retrieved or source.date
        if day and day != UNDATED and day[: len(before)] < before[: len(day)]:
            message = "figures come from {source}, dated {date}, before {before}"
            yield _advice("old-source", offer, Message(message, source=name, date=day, before=before))
