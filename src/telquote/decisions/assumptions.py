"""Which assumptions touched a plan's figures, and what else each of them may be."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.billing.classes import guesses
from telquote.billing.ledger import BOUGHT, Ledger
from telquote.billing.terms import Terms
from telquote.language import Message, Term, Text
from telquote.plans.charges import Charge
from telquote.plans.document import Plain
from telquote.plans.figure_paths import BILL, Figure, Keys, figures
from telquote.plans.figures import Value
from telquote.plans.offers import Offer
from telquote.plans.plan import Plan
from telquote.plans.scalars import INCREMENT
from telquote.plans.services import CALL_SERVICES, EVENTS, HELD, BilledPer
from telquote.usage.profile import MEAN_CALL_SECONDS, Usage, Use

CALL_LENGTH = "usage:call_length"
CALL_LENGTHS = "usage:call_lengths"
TERM = "minimum_term"
"""The path of a plan's minimum term."""

OTHER_LENGTHS = (60, 300)
"""Mean seconds of short and of long calls: a convention, for what 180 may be in its place."""


class Option(NamedTuple):
    """What an assumption may be in place of what is taken, as ``written``.

    It sets the figure itself to ``amount``, or for a statement several ``figures`` by their paths, or ``usage``: fields
    of the usage with their values (of ``classes``: the service, what is classed, and the class of all of it).
    """

    written: str
    amount: Any = None
    figures: tuple[tuple[str, Any], ...] = ()
    usage: tuple[tuple[str, Any], ...] = ()


class Assumption(NamedTuple):
    """Something that a figure rests on and no source says.

    ``path`` names it for ``--assume`` and in JSON, ``name`` is the path without the plan; ``value`` is as written, None
    where it is no figure. ``options`` are what else it may be. ``asks`` says what kind of figure it is: the last key of
    a plan's figure, the path of what is taken for granted about the usage, or ``statement``; ``service`` is what it
    prices. ``keys`` is where a figure stands in the plan.
    """

    path: str
    name: str
    says: Message | Text
    because: Message | Text
    value: str | None = None
    options: tuple[Option, ...] = ()
    asks: str = "statement"
    service: str | None = None
    keys: Keys | None = None
    ask: Text | None = None
    short: Text | None = None

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Return what else it may be, as written."""
        return tuple(option.written for option in self.options)

    @property
    def of_usage(self) -> bool:
        """Tell whether it is about the usage, which the buyer knows, and no vendor."""
        return self.path.startswith("usage:")

    @property
    def of_calls(self) -> bool:
        """Tell whether it is how long calls are."""
        return self.path in (CALL_LENGTH, CALL_LENGTHS)


def assumptions_of(offer: Offer, usage: Usage, terms: Terms, ledger: Ledger) -> tuple[Assumption, ...]:
    """Return the assumptions behind the figures that a ledger used, in file order, then those about the usage.

    How long calls are is among them, too, where it matters only once an increment is what it may be otherwise.
    """
    ids = {charge.id for charge, _ in terms.uses}
    charges = [charge for charge in offer.plan.charges if charge.id in ids]
    return (
        *_figures(offer, terms, ledger),
        *_statements(offer, usage),
        *_calls(offer.plan, usage, charges),
        *_counts(offer, usage),
        *_unpriced(offer, usage),
        *_begins(offer, ledger),
        *_exchange(offer),
    )


def movable(offer: Offer, usage: Usage) -> tuple[Assumption, ...]:
    """Return every assumption with other values that can touch a plan's figures, if only under another one's value."""
    figured = (figure_assumption(offer, figure) for figure in figures_in_use(offer.plan, usage) if figure.value.assumed)
    about_usage = (*_calls(offer.plan, usage, offer.plan.charges), *_counts(offer, usage))
    return tuple(one for one in (*figured, *_statements(offer, usage), *about_usage) if one.options)


def _exchange(offer: Offer) -> Iterator[Assumption]:
    exchange = offer.exchange
    if exchange is not None:
        path = f"usage:fx.{exchange.own}"
        says = Message("1 {own} = {rate} {other}", own=exchange.own, rate=exchange.rate, other=exchange.other)
        yield Assumption(path, path, says, Message("the rate of exchange that was given"), as_written(exchange.rate))


def _figures(offer: Offer, terms: Terms, ledger: Ledger) -> Iterator[Assumption]:
    used = {BILL} | {charge.id for charge, _ in terms.uses} | {one.item.id for one in ledger.postings}
    if _may_bind(offer.plan, ledger.months):
        used.add(TERM)
    bought: dict[str, int] = {}
    for one in ledger.postings:
        if one.kind == BOUGHT:
            bought[one.item.id] = bought.get(one.item.id, 0) + one.times
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
        yield figure_assumption(offer, figure)


def figure_assumption(offer: Offer, figure: Figure) -> Assumption:
    """Return a figure of a plan as an assumption, whether it is one or not."""
    value, written = figure.value, as_written(figure.value.amount)
    return Assumption(
        path=f"{offer.id}:{figure.path}",
        name=figure.path,
        says=Message("{name} = {value}", name=figure.path, value=written),
        because=value.because or Text(),
        value=written,
        options=tuple(Option(as_written(other), other) for other in value.alternatives),
        asks="increment" if figure.kind is INCREMENT else str(figure.keys[-1]),
        service=next((charge.service for charge in offer.plan.charges if charge.id == figure.item), None),
        keys=figure.keys,
        ask=value.ask,
        short=value.short,
    )


def _may_bind(plan: Plan, months: int) -> bool:
    """Tell whether the minimum term, or a value that is as likely, is longer than the months compared."""
    term = plan.minimum_term
    lengths = () if term is None else (term.amount, *term.alternatives)
    return any(length is not None and length.months > months for length in lengths)


def as_written(amount: Any) -> str:
    """Return a figure as a plan file writes it."""
    return format(amount, "f") if hasattr(amount, "as_tuple") else str(amount)


def disagreement(figure: Figure, path: str) -> Message:
    """Return what is said of a figure, by its ``path``, for which another source gives another value."""
    others = tuple(f"{as_written(other.value)} ({other.source})" for other in figure.value.also)
    text = "sources disagree on {path}: {value} was taken, but there is also {others}"
    return Message(text, path=path, value=as_written(figure.value.amount), others=others)


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
            options = (_otherwise(offer.plan, one.otherwise),) if one.otherwise else ()
            path = f"{offer.id}:{one.id}"
            yield Assumption(path, one.id, one.text, one.because, options=options, ask=one.ask, short=one.short)
    for need in offer.plan.requires:
        if need.unpriced:
            says = Message("{requirement}: what it costs is in no total", requirement=need.text)
            because = Message("the plan file gives no price for it")
            yield Assumption(f"{offer.id}:{need.id}", need.id, says, because, short=need.short)


def _otherwise(plan: Plan, otherwise: dict[str, str]) -> Option:
    kinds = {name: figure.kind for figure in figures(plan) for name in (figure.long_path, figure.path)}
    amounts = tuple((name, kinds[name].read(Plain(text))) for name, text in otherwise.items() if name in kinds)
    return Option(", ".join(f"{name} = {as_written(amount)}" for name, amount in amounts), figures=amounts)


def _calls(plan: Plan, usage: Usage, charges: Sequence[Charge]) -> Iterator[Assumption]:
    """Yield what is taken for granted about how long calls are, where a charge depends on it."""
    uses: dict[str, Use] = {service: use for service, use in usage.uses() if use.quantity and service in CALL_SERVICES}
    otherwise = {name.rpartition(".")[2] for one in plan.assumptions for name in one.otherwise}
    stepped = "increment" in otherwise
    used = [charge for charge in charges if charge.service in uses]
    by_call = (_is_due(one.connect_fee) or _is_due(one.per_call) for one in used)
    dependent = [one for one, due in zip(used, by_call, strict=True) if stepped or due or _by_length(one)]
    assumed: list[str] = [one.service for one in dependent if uses[one.service].length_assumed]
    assumed += [service for service, use in uses.items() if use.minutes_assumed]
    if assumed:
        services = tuple(Term(service) for service in dict.fromkeys(assumed))
        says = Message(
            "a call lasts {seconds} seconds on average ({services})", seconds=usage.length_taken, services=services
        )
        because = Message("the usage does not say; give --call-length, or both minutes and calls")
        options = tuple(Option(str(other), usage=(("length_taken", other),)) for other in OTHER_LENGTHS)
        yield Assumption(
            CALL_LENGTH, CALL_LENGTH, says, because, str(MEAN_CALL_SECONDS), options, "call_length", assumed[0]
        )
    if any((stepped or _by_length(charge)) and uses[charge.service].lengths is None for charge in dependent):
        says = Message("calls are exponentially distributed around their mean length")
        because = Message("the classical assumption of telephone traffic; an increment rounds each call up")
        alike = (Option("all of the mean length", usage=(("spread", False),)),)
        yield Assumption(CALL_LENGTHS, CALL_LENGTHS, says, because, "exponential", alike, "call_lengths")


def _is_due(price: Value[Any] | None) -> bool:
    return price is not None and any(amount != 0 for amount in (price.amount, *price.alternatives))


def _by_length(charge: Charge) -> bool:
    """Tell whether a charge depends, or may depend, on how long single calls are."""
    steps = charge.increment
    rounded = steps is not None and not all(one is None or one.exact for one in (steps.amount, *steps.alternatives))
    return bool(rounded or charge.free_seconds or charge.long_call_fee or charge.rounding)


def _begins(offer: Offer, ledger: Ledger) -> Iterator[Assumption]:
    if offer.held is not None and _may_bind(offer.plan, ledger.months):
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


_COUNTED: dict[BilledPer, str] = {"seat": "one seat", "number": "one number", "channel": "one channel"}


def _counts(offer: Offer, usage: Usage) -> Iterator[Assumption]:
    plan = offer.plan
    because = Message("the usage does not say; give it in a usage file")
    counted: set[str] = {fee.per for fee in plan.fees} | {balance.per for balance in plan.balances}
    counted |= {per for per, name in HELD.items() if name in plan.limits}
    for unit, says in _COUNTED.items():
        path = f"usage:{HELD[unit]}"
        if unit in counted and getattr(usage, HELD[unit]) is None:
            two = (Option("2", usage=((HELD[unit], 2),)),)
            yield Assumption(path, path, Message(says), because, "1", two, HELD[unit])
    minimum = plan.bill.minimum if plan.bill else None
    rules = {fee.first_month for fee in plan.fees} | {minimum.first_month if minimum else None}
    if usage.first_month is None and "by_days" in rules:
        says_start = Message("the service starts on the first day of a month")
        why = Message("the usage does not say; give --start")
        half = (Option("1/2", usage=(("first_month", Fraction(1, 2)),)),)
        yield Assumption("usage:start", "usage:start", says_start, why, "1", half, "start")
    for guess in guesses(plan, usage):
        path = f"usage:classes.{guess.service}.{guess.of}"
        service = Term(guess.service)
        if guess.name is None:
            says_class = Message("no {service} has {of} {named}", service=service, of=guess.of, named=guess.named)
        else:
            says_class = Message("all {service} has {of} {name}", service=service, of=guess.of, name=guess.name)
        others = _priced_classes(plan, guess.service, guess.of) - {guess.name or ""}
        options = tuple(Option(name, usage=(("classes", (guess.service, guess.of, name)),)) for name in sorted(others))
        yield Assumption(path, path, says_class, because, guess.name, options, "class", guess.service)


def _priced_classes(plan: Plan, service: str, of: str) -> set[str]:
    """Return the classes that a plan prices apart."""
    priced = (charge.when or {} for charge in plan.charges if charge.service == service and not charge.reject)
    return {name for when in priced for name in when.get(of, ())}
