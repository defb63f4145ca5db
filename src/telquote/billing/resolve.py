"""From a plan and a usage to terms: where the figures of a plan file stop being values with a source.

What is unknown or not sold is refused here.
"""

from collections.abc import Iterator
from decimal import Decimal

from telquote.billing.amounts import Amounts, said_or_one
from telquote.billing.balance_terms import as_held, balance_of, in_months
from telquote.billing.bill_terms import bill_of
from telquote.billing.charge_terms import charge_of
from telquote.billing.classes import Portion, guessed_by_volume, portions
from telquote.billing.fee_terms import fee_of
from telquote.billing.refusals import NotSold
from telquote.billing.terms import ChargeTerms, CounterTerms, Terms
from telquote.language import Message, Term
from telquote.plans.offers import Offer
from telquote.plans.periods import months_in
from telquote.plans.plan import Plan
from telquote.plans.services import EVENTS, Service
from telquote.usage.profile import UNUSED, Usage, Use
from telquote.work import spend

PLAN_TICKS, ITEM_TICKS = 20, 8
"""Ticks of work that it takes to see what of a plan a usage needs, and for each charge, balance and fee of it."""


def terms_of(offer: Offer, usage: Usage) -> Terms:
    """Return the terms of an offer for a usage.

    Raises ``NotSold`` where a used service is not sold or the plan is not sold for so few or many seats, numbers or
    channels, ``NotOffered`` where a figure that any use needs is unknown. What is needed for some use alone is
    ``Unknown`` in the terms.
    """
    plan, held = offer.plan, offer.held
    spend(PLAN_TICKS + ITEM_TICKS * (len(plan.charges) + len(plan.balances) + len(plan.fees)))
    if plan.limits:
        _check_limits(plan, usage)
    used = [(service, use) for service, use in usage.uses() if use is not UNUSED and _is_used(use)]
    of = Amounts(plan)
    counts = plan.bill.minimum.counts if plan.bill is not None and plan.bill.minimum is not None else ()
    balances = tuple([balance_of(balance, order, usage, counts, of) for order, balance in enumerate(plan.balances)])
    fees = tuple([fee_of(fee, usage, of, continues=held is not None) for fee in plan.fees])
    if held is not None:
        balances = tuple(as_held(balance, held.get(balance.id)) for balance in balances)
        fees = tuple(fee for fee in fees if fee.every is not None)
    return Terms(
        uses=tuple(line for service, use in used for line in _lines(plan, usage, service, use, of)),
        balances=balances,
        fees=fees,
        counters=tuple(CounterTerms(one.counts, months_in(one.every)) for one in plan.counters.values()),
        bill=None if plan.bill is None else bill_of(plan.bill, usage, of, continues=held is not None),
        bound_for=in_months(of(plan.minimum_term, 0)),
        rate=1 if offer.exchange is None else offer.exchange.rate,
        continues=held is not None,
        guessed_by_volume=guessed_by_volume(plan, usage),
    )


def _is_used(use: Use) -> bool:
    return not isinstance(use.quantity, (int, Decimal)) or use.quantity != 0


def _check_limits(plan: Plan, usage: Usage) -> None:
    for name, limit in plan.limits.items():
        count = said_or_one(usage, name)
        if limit.at_least is not None and count < limit.at_least:
            raise NotSold(Message("sold for {least} {what} and more", least=limit.at_least, what=Term(name)))
        if limit.at_most is not None and count > limit.at_most:
            raise NotSold(Message("sold for up to {most} {what}", most=limit.at_most, what=Term(name)))


def _lines(plan: Plan, usage: Usage, service: Service, use: Use, of: Amounts) -> Iterator[tuple[ChargeTerms, Use]]:
    charges = [charge for charge in plan.charges if charge.service == service]
    held = any(balance.holds(service) for balance in plan.balances)
    if not charges and not held and service not in EVENTS:
        raise NotSold(Message("does not offer {service}", service=Term(service)))
    if not charges and not held:
        return
    for portion in portions(plan, usage, service, use, charges, of, held=held):
        yield _portion(portion, service, of), use if portion.share == 1 else use.share(portion.share)


def _portion(portion: Portion, service: Service, of: Amounts) -> ChargeTerms:
    if portion.charge is None:
        return ChargeTerms(service, service, covered=True, barred=portion.barred)
    terms = charge_of(portion.charge, of)
    return terms._replace(barred=portion.barred) if portion.barred else terms
