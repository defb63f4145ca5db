"""The ranking of plans for a usage, with what the ranking rests on."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from telquote.billing.criteria import CRITERIA, Criterion
from telquote.billing.pricing import ServesAtMost
from telquote.billing.quote import LastPurchase, Quote, first_payment_of, last_purchase, quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.resolve import terms_of
from telquote.billing.simulation import run, simulate
from telquote.decisions.assumptions import Assumption, assumptions_of, disagreement, figures_in_use
from telquote.decisions.steps import last_where
from telquote.decisions.volumes import Volumes, volumes_around
from telquote.exact import DEFAULT_MONTHS
from telquote.language import Message, MessageError, Term, Text
from telquote.language.measures import Money
from telquote.plans.catalogue import Catalogue
from telquote.plans.offers import Offer
from telquote.plans.services import CALL_SERVICES, COUNTED_BY, CallService
from telquote.usage.profile import Usage
from telquote.work import part

HARDLY_USED = Fraction(1, 10)
"""Share of a last purchase below which the comparison points out that it was hardly used."""


class CannotCompare(MessageError):
    """The plans cannot be ranked together."""


class RankedPlan(NamedTuple):
    """One plan in the ranking. Ratios are None where they would divide by zero; ``rank`` repeats for a tie.

    ``first_payment`` is what is paid in month 1, less what its bill gives back.
    """

    rank: int | None
    offer: Offer
    quote: Quote
    relative: Fraction | None
    per_month: Fraction
    per_minute: Fraction | None
    first_payment: Fraction
    last_purchase: LastPurchase | None
    assumptions: tuple[Assumption, ...]


class NotOfferedPlan(NamedTuple):
    """A plan that is left out, and why."""

    offer: Offer
    reason: Message


class Comparison(NamedTuple):
    """The answer of ``compare``. ``winners`` holds the ids of the cheapest plans by each criterion.

    ``unpriced`` are plans that require what is in no total; they stand behind the ranked ones and compete with none,
    unless all that can serve are such. ``contestants`` are the plans that compete wherever they are offered.
    """

    usage: Usage
    months: int
    by: Criterion
    currency: str | None
    ranked: tuple[RankedPlan, ...]
    not_offered: tuple[NotOfferedPlan, ...]
    unpriced: tuple[RankedPlan, ...]
    contestants: tuple[Offer, ...]
    volumes: Volumes | None
    winners: Mapping[Criterion, tuple[str, ...]]
    warnings: tuple[Message, ...]

    @property
    def cheapest(self) -> tuple[RankedPlan, ...]:
        """Return the plans of rank 1."""
        return tuple(plan for plan in self.ranked if plan.rank == 1)

    @property
    def on_top_of(self) -> tuple[Text, ...]:
        """Return what all ranked plans require whose cost is in no total; nothing where one requires no such thing."""
        unpriced = [[one for one in plan.offer.plan.requires if one.unpriced] for plan in self.ranked]
        if not all(unpriced):
            return ()
        return tuple({one.id: one.short or one.text for own in unpriced for one in own}.values())


def compare(
    plans: Catalogue | Iterable[Offer],
    usage: Usage,
    *,
    months: int = DEFAULT_MONTHS,
    by: Criterion = "total",
    left_out: Sequence[NotOfferedPlan] = (),
    volumes: bool = True,
) -> Comparison:
    """Rank plans for a usage over a horizon of ``months``, cheapest first by the criterion ``by``.

    ``volumes`` also finds the volumes around the usage at which the cheapest changes. ``left_out`` are plans that the
    buyer ruled out; they are listed with those that cannot serve the usage.
    Raises ``CannotCompare`` where the plans are priced in more than one currency.
    """
    offers = sorted(plans.offers() if isinstance(plans, Catalogue) else plans, key=lambda offer: offer.id)
    currency = one_currency(offers)
    served: list[RankedPlan] = []
    not_offered = list(left_out)
    for offer in offers:
        try:
            served.append(_unranked(offer, usage, months))
        except NotOffered as refusal:
            not_offered.append(NotOfferedPlan(offer, _reason(offer, usage, months, refusal)))
    served.sort(key=lambda plan: plan.quote.cost(by))
    apart = {plan.offer.id for plan in served if is_unpriced(plan.offer)}
    apart = apart if len(apart) < len(served) else set()
    ranked = [plan for plan in served if plan.offer.id not in apart]
    contestants = tuple(offer for offer in offers if offer.id not in apart)
    around: Volumes | None = None
    if contestants and volumes:
        with part(1, 2):
            around = volumes_around(contestants, usage, months, by)
    return Comparison(
        usage=usage,
        months=months,
        by=by,
        currency=currency,
        ranked=tuple(_with_ranks(ranked, by)),
        not_offered=tuple(sorted(not_offered, key=lambda plan: plan.offer.id)),
        unpriced=tuple(plan for plan in served if plan.offer.id in apart),
        contestants=contestants,
        volumes=around,
        winners={criterion: _winners(ranked, criterion) for criterion in CRITERIA},
        warnings=(*_warnings(ranked, months), *_disagreements(ranked, usage)),
    )


def is_unpriced(offer: Offer) -> bool:
    """Tell whether a plan requires something whose cost is in no total."""
    return any(requirement.unpriced for requirement in offer.plan.requires)


def one_currency(offers: Sequence[Offer]) -> str | None:
    """Return the currency of some plans; raises ``CannotCompare`` where they have more than one."""
    vendors = {offer.currency: offer.vendor.vendor for offer in offers}
    if len(vendors) > 1:
        found = tuple(f"{vendor}: {currency}" for currency, vendor in sorted(vendors.items()))
        message = Message(
            "these plans are priced in different currencies ({found}) and cannot be ranked together; "
            "choose the plans of one currency with --plan, or rank in one with --currency and --fx",
            found=found,
        )
        raise CannotCompare(message)
    return next(iter(vendors), None)


def _unranked(offer: Offer, usage: Usage, months: int) -> RankedPlan:
    terms = terms_of(offer, usage)
    ledger = run(terms, months)
    quote = quote_of(ledger)
    minutes = usage.call_minutes_in(months)
    return RankedPlan(
        rank=None,
        offer=offer,
        quote=quote,
        relative=None,
        per_month=quote.total / months,
        per_minute=quote.total / minutes if minutes else None,
        first_payment=first_payment_of(ledger),
        last_purchase=last_purchase(ledger),
        assumptions=assumptions_of(offer, usage, terms, ledger),
    )


def _with_ranks(plans: Sequence[RankedPlan], by: Criterion) -> Iterable[RankedPlan]:
    lowest = plans[0].quote.cost(by) if plans else Fraction(0)
    rank = 0
    before: Fraction | None = None
    for number, plan in enumerate(plans, 1):
        cost = plan.quote.cost(by)
        rank = rank if cost == before else number
        before = cost
        yield plan._replace(rank=rank, relative=cost / lowest if lowest else None)


def _winners(plans: Sequence[RankedPlan], by: Criterion) -> tuple[str, ...]:
    lowest = min((plan.quote.cost(by) for plan in plans), default=None)
    return tuple(sorted(plan.offer.id for plan in plans if plan.quote.cost(by) == lowest))


def _reason(offer: Offer, usage: Usage, months: int, refusal: NotOffered) -> Message:
    if not isinstance(refusal, ServesAtMost) or refusal.service not in CALL_SERVICES:
        return refusal.reason
    return Message(
        "serves at most {most} minutes of {service} a month ({reason})",
        most=_most_served(offer, usage, months, refusal.service),
        service=Term(refusal.service),
        reason=refusal.reason,
    )


def _most_served(offer: Offer, usage: Usage, months: int, service: CallService) -> int:
    """Return the greatest whole minutes of a service a month that the plan serves, the rest of the usage as given."""
    name = COUNTED_BY[service].amount

    def served(minutes: int) -> bool:
        try:
            simulate(offer, usage.with_volume(name, minutes), months)
        except NotOffered:
            return False
        return True

    asked = Fraction(next(use.quantity for one, use in usage.uses() if one == service))
    return last_where(served, 0, int(-(-asked // 1)))


def _disagreements(plans: Sequence[RankedPlan], usage: Usage) -> Iterable[Message]:
    """Yield the figures in use for which another source gives another value."""
    for plan in plans:
        for figure in figures_in_use(plan.offer.plan, usage):
            if figure.value.also:
                yield disagreement(figure, f"{plan.offer.id}:{figure.path}")


def _warnings(plans: Sequence[RankedPlan], months: int) -> Iterable[Message]:
    winners = {criterion: _winners(plans, criterion) for criterion in ("total", "accrued", "net")}
    if len(set(winners.values())) > 1:
        yield Message(
            "the cheapest plan depends on what is counted: by total {total}; by accrued (total less what is left over) "
            "{accrued}; by net (total less what is left over and reusable, if you would spend it there anyway) {net}",
            **winners,
        )
    for plan in plans:
        if plan.offer.held is not None:
            yield Message(
                "{plan} is the plan of today: it starts with what is left of it, worth {money}, "
                "which whoever leaves it loses",
                plan=plan.offer.id,
                money=Money(plan.quote.opening, plan.offer.currency),
            )
        term = plan.offer.plan.minimum_term
        if term and term.amount and term.amount.months > months:
            yield Message(
                "{plan} binds the buyer for {term}, longer than the {months} months compared; the {money} "
                "that fall due after them whatever is used are included",
                plan=plan.offer.id,
                term=term.amount.words,
                months=months,
                money=Money(plan.quote.committed, plan.offer.currency),
            )
        last = plan.last_purchase
        if last and last.used < last.money * HARDLY_USED:
            yield Message(
                "{plan} pays {money} for {item} in month {month} and uses {used} of it by the end of the horizon",
                plan=plan.offer.id,
                money=Money(last.money, plan.offer.currency),
                item=last.item,
                month=last.month,
                used=Money(last.used, plan.offer.currency),
            )
