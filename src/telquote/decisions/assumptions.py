"""Which assumptions touched a plan's figures."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from telquote.billing.classes import guesses
from telquote.billing.ledger import BOUGHT, Ledger
from telquote.billing.terms import Terms
from telquote.language import Message, Term, Text
from telquote.plans.catalogue import Offer
from telquote.plans.model import Plan
from telquote.plans.paths import BILL, Figure, figures
from telquote.plans.services import EVENTS
from telquote.usage.profile import MEAN_CALL_SECONDS, Usage

CALL_LENGTH = "usage:call_length"
CALL_LENGTHS = "usage:call_lengths"
TERM = "minimum_term"
"""The path of a plan's minimum term."""


class Assumption(NamedTuple):
    """Something that a figure rests on and no source says.

    ``path`` names it for ``--assume`` and in JSON, ``name`` is the path without the plan; ``value`` and
    ``alternatives`` are as written, None and empty where it is no figure.
    """

    path: str
    name: str
    says: Message | Text
    because: Message | Text
    value: str | None = None
    alternatives: tuple[str, ...] = ()


def assumptions_of(offer: Offer, usage: Usage, terms: Terms, ledger: Ledger) -> tuple[Assumption, ...]:
    """Return the assumptions behind the figures that a ledger used, in file order, then those about the usage."""
    about_usage = (*_call_length(terms), *_counts(offer, usage), *_unpriced(offer, usage), *_begins(offer, ledger))
    return (*_figures(offer, terms, ledger), *_statements(offer, usage), *about_usage, *_exchange(offer))


def _exchange(offer: Offer) -> Iterator[Assumption]:
    exchange = offer.plan.exchange
    if exchange is not None:
        path = f"usage:fx.{exchange.own}"
        says = Message("1 {own} = {rate} {other}", own=exchange.own, rate=exchange.rate, other=exchange.other)
        yield Assumption(path, path, says, Message("the rate of exchange that was given"), as_written(exchange.rate))


def _figures(offer: Offer, terms: Terms, ledger: Ledger) -> Iterator[Assumption]:
    used = {BILL} | {charge.id for charge, _ in terms.uses} | {entry[2].id for entry in ledger.raw}
    if _may_bind(offer.plan, ledger.months):
        used.add(TERM)
    bought: dict[str, int] = {}
    for entry in ledger.raw:
        if entry[1] == BOUGHT:
            bought[entry[2].id] = bought.get(entry[2].id, 0) + entry[4]
    for figure in figures(offer.plan):
        value = figure.value
        if value.because is None or figure.item not in used:
            continue
        later_only = figure.path.endswith((".top_up.then", ".top_up.at_least"))
        first_only = figure.path.endswith(".top_up.first")
        if later_only and bought.get(figure.item, 0) < (1 if terms.continues else 2):
            continue
        if first_only and terms.continues:
            continue
        yield Assumption(
            path=f"{offer.id}:{figure.path}",
            name=figure.path,
            says=Message("{name} = {value}", name=figure.path, value=as_written(value.amount)),
            because=value.because,
            value=as_written(value.amount),
            alternatives=tuple(as_written(other) for other in value.alternatives),
        )


def _may_bind(plan: Plan, months: int) -> bool:
    """Tell whether the minimum term, or a value that is as likely, is longer than the months compared."""
    term = plan.minimum_term
    lengths = () if term is None else (term.amount, *term.alternatives)
    return any(length is not None and length.months > months for length in lengths)


def as_written(amount: Any) -> str:
    """Return a figure as a plan file writes it."""
    return format(amount, "f") if hasattr(amount, "as_tuple") else str(amount)


def figures_in_use(plan: Plan, usage: Usage) -> Iterator[Figure]:
    """Yield the known figures of a plan but those of charges for services that are not used."""
    unused = {service for service, use in usage.uses() if not use.quantity}
    idle = {charge.id for charge in plan.charges if charge.service in unused}
    for figure in figures(plan):
        if figure.value.amount is not None and figure.item not in idle:
            yield figure


def _statements(offer: Offer, usage: Usage) -> Iterator[Assumption]:
    used = {service for service, use in usage.uses() if use.quantity}
    for one in offer.plan.assumptions:
        if one.services is None or used.intersection(one.services):
            yield Assumption(f"{offer.id}:{one.id}", one.id, one.text, one.because)


def _call_length(terms: Terms) -> Iterator[Assumption]:
    dependent = [(charge, use) for charge, use in terms.uses if charge.needs_calls]
    assumed = [charge.service for charge, use in dependent if use.length_assumed]
    assumed += [charge.service for charge, use in terms.uses if use.minutes_assumed]
    if assumed:
        services = tuple(Term(service) for service in dict.fromkeys(assumed))
        says = Message(
            "a call lasts {seconds} seconds on average ({services})",
            seconds=MEAN_CALL_SECONDS,
            services=services,
        )
        because = Message("the usage does not say; give --call-length, or both minutes and calls")
        yield Assumption(CALL_LENGTH, CALL_LENGTH, says, because, str(MEAN_CALL_SECONDS))
    if any(charge.of_lengths and use.lengths is None for charge, use in dependent):
        says = Message("calls are exponentially distributed around their mean length")
        because = Message("the classical assumption of telephone traffic; an increment rounds each call up")
        yield Assumption(CALL_LENGTHS, CALL_LENGTHS, says, because)


def _begins(offer: Offer, ledger: Ledger) -> Iterator[Assumption]:
    if offer.plan.held is not None and _may_bind(offer.plan, ledger.months):
        says = Message("the minimum term of {plan} begins with the months compared", plan=offer.id)
        because = Message("the usage does not say how long the buyer has had the plan of today")
        yield Assumption("usage:current.term", "usage:current.term", says, because)


def _unpriced(offer: Offer, usage: Usage) -> Iterator[Assumption]:
    for service, use in usage.uses():
        priced = any(charge.service == service for charge in offer.plan.charges)
        if service in EVENTS and use.quantity and not priced:
            says = Message("{service} costs nothing", service=Term(service))
            yield Assumption(
                f"usage:{service}", f"usage:{service}", says, Message("the plan names no price for it"), "0"
            )


_COUNTED = {"seat": "one seat", "number": "one number", "channel": "one channel"}


def _counts(offer: Offer, usage: Usage) -> Iterator[Assumption]:
    plan = offer.plan
    because = Message("the usage does not say; give it in a usage file")
    counted: set[str] = {fee.per for fee in plan.fees} | {balance.per for balance in plan.balances}
    counted |= {name.removesuffix("s") for name in plan.limits}
    for unit, says in _COUNTED.items():
        path = f"usage:{unit}s"
        if unit in counted and getattr(usage, f"{unit}s") is None:
            yield Assumption(path, path, Message(says), because, "1")
    minimum = plan.bill.minimum if plan.bill else None
    rules = {fee.first_month for fee in plan.fees} | {minimum.first_month if minimum else None}
    if usage.first_month is None and "by_days" in rules:
        says_start = Message("the service starts on the first day of a month")
        yield Assumption("usage:start", "usage:start", says_start, Message("the usage does not say; give --start"))
    for guess in guesses(plan, usage):
        path = f"usage:classes.{guess.service}.{guess.of}"
        service = Term(guess.service)
        if guess.name is None:
            says_class = Message("no {service} has {of} {named}", service=service, of=guess.of, named=guess.named)
        else:
            says_class = Message("all {service} has {of} {name}", service=service, of=guess.of, name=guess.name)
        yield Assumption(path, path, says_class, because, guess.name)
