"""What a charge, balance, fee or bill is beside its figures, in words."""

from collections.abc import Iterator

from telquote.language import Message, Term
from telquote.output.report import Speaker
from telquote.plans.balances import Balance
from telquote.plans.charges import Charge, When
from telquote.plans.fees import Fee
from telquote.plans.periods import Buy, Due
from telquote.plans.plan import Item, Plan

BUY: dict[Buy, Message] = {
    "once": Message("once"),
    "always": Message("renewed when used up or expired"),
    "as_needed": Message("bought as needed"),
    "monthly": Message("each month"),
    "yearly": Message("each year"),
}
EVERY: dict[Due, Message] = {
    "once": Message("once"),
    "day": Message("a day"),
    "month": Message("a month"),
    "year": Message("a year"),
}


def item_terms(item: Item, say: Speaker) -> list[str]:
    """Return what a charge, balance or fee is called, of what it is, and what it is beside its figures."""
    terms = [say(item.name)] if item.name else []
    services = (item.service,) if isinstance(item, Charge) else item.services if isinstance(item, Balance) else None
    if services:
        terms.append(say("for {services}", services=[Term(service) for service in services]))
    if not isinstance(item, Fee) and item.when:
        terms.append(say("where {classes}", classes=classes_text(item.when)))
    return [*terms, *([say(EVERY[item.every])] if isinstance(item, Fee) else []), *further_terms(item, say)]


def further_terms(item: Item, say: Speaker) -> list[str]:
    """Return what a charge, balance or fee is beside its name, figures, services and classes."""
    if isinstance(item, Charge):
        return list(_charge_terms(item, say))
    return list(_balance_terms(item, say) if isinstance(item, Balance) else _fee_terms(item, say))


def _charge_terms(charge: Charge, say: Speaker) -> Iterator[str]:
    if charge.reject:
        yield say("not served")
    if charge.from_balances:
        yield say("served from balances alone")
    if charge.tiers:
        yield say("{mode} tiers", mode=Term(charge.tiers.mode))
        if charge.tiers.by:
            yield say("by the counter {name}", name=charge.tiers.by)
        if charge.tiers.count_included:
            yield say("what balances cover counts towards the steps")
    if charge.per_block:
        yield say("blocks rounded {way}", way=Term(charge.per_block.round))
    if charge.meter:
        yield say("added on the meter {meter}", meter=charge.meter)
    if charge.rounding:
        rule = charge.rounding
        yield say("each call rounded {mode} to {decimals} decimals", mode=Term(rule.mode), decimals=rule.decimals)


def _balance_terms(balance: Balance, say: Speaker) -> Iterator[str]:
    yield say(BUY[balance.buy])
    if balance.per != "account":
        yield say("per {per}", per=Term(balance.per))
    for service, drawn in balance.draws.items():
        yield say("{service} draws {drawn} each", service=Term(service), drawn=drawn)
    if balance.priority:
        yield say("drawn in place {number}", number=balance.priority)
    if balance.extends:
        yield say("a purchase lengthens the validity of all that is held")
    if balance.rollover:
        months = balance.rollover.months
        text = "what is left is carried over for {months} months" if months else "what is left is carried over"
        yield say(text, months=months)
    if balance.refundable:
        yield say("what is left is refundable")
    if balance.reusable:
        yield say("reusable")


def _fee_terms(fee: Fee, say: Speaker) -> Iterator[str]:
    if fee.per != "account":
        yield say("per {per}", per=Term(fee.per))
    if fee.bands:
        yield say("{mode} bands", mode=Term(fee.bands.mode))
    if fee.included:
        yield say("{count} included", count=fee.included)
        if fee.included_per:
            yield say("for each {per}", per=Term(fee.included_per))
    if fee.either:
        yield say("the cheapest of {name} is charged", name=fee.either)
    if fee.first_month:
        yield say("the first month counts {rule}", rule=Term(fee.first_month))
    if fee.refundable:
        yield say("refundable")
    if fee.from_month:
        yield say("from month {month}", month=fee.from_month)
    if fee.to_month:
        yield say("up to month {month}", month=fee.to_month)


def bill_terms(plan: Plan, say: Speaker) -> Iterator[str]:
    """Yield what is counted together, and what applies to a plan's bill as a whole."""
    for name, counter in plan.counters.items():
        every = Term(counter.every)
        yield say("counter {name}: {charges}, each {every}", name=name, charges=counter.counts, every=every)
    bill = plan.bill
    if bill is None:
        return
    if bill.minimum:
        counts = [Term(one) for one in bill.minimum.counts]
        yield say("bill: a minimum each {every}; counted: {counts}", every=Term(bill.minimum.every), counts=counts)
        if bill.minimum.first_month:
            yield say("bill: the first month counts {rule}", rule=Term(bill.minimum.first_month))
    if bill.discount:
        yield say("bill: {mode} discount on what is spent on usage in a month", mode=Term(bill.discount.mode))
    if bill.tax:
        yield say("bill: prices hold the tax") if bill.tax.included else say("bill: tax comes on top")
    if bill.rounding:
        rule = bill.rounding
        per = say("each line") if rule.per == "line" else say("the month")
        yield say(
            "bill: {per} rounded {mode} to {decimals} decimals", per=per, mode=Term(rule.mode), decimals=rule.decimals
        )


def limit_terms(plan: Plan, say: Speaker) -> Iterator[str]:
    """Yield how many a plan is sold for."""
    for name, limit in plan.limits.items():
        if limit.at_least is not None:
            yield say("sold for {least} {what} and more", least=limit.at_least, what=Term(name))
        if limit.at_most is not None:
            yield say("sold for up to {most} {what}", most=limit.at_most, what=Term(name))


def classes_text(when: When) -> str:
    """Return classes of usage as a plan file writes them."""
    return "; ".join(f"{of}: {', '.join(names)}" for of, names in when.items())
