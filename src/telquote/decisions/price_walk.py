"""Walks along the values of one price, from one change of a decision to the next: a price is continuous.

The simulation is run on a number that stands for the price, at a point and then just after it, and tells how far ahead
all its decisions stand; the next look begins there. No value in between is left unlooked at: stretches are passed over
only where bounds prove that the set of cheapest contenders stays.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from telquote.affine import Affine, Rightwards
from telquote.billing.claims import never_falls
from telquote.billing.criteria import Criterion
from telquote.billing.ledger import BOUGHT
from telquote.billing.quote import cost_of, quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.resolve import terms_of
from telquote.billing.simulation import run, simulate
from telquote.billing.terms import NEVER, Terms
from telquote.decisions.entrants import Entrant, NoBreakeven
from telquote.decisions.ranges import Ends, Range
from telquote.language import Message
from telquote.plans.bounds import allowed_span
from telquote.plans.figure_paths import Figure
from telquote.plans.figures import Value
from telquote.plans.numbers import POSITIVE
from telquote.plans.offers import Offer
from telquote.plans.plan import Plan
from telquote.usage.profile import Usage
from telquote.work import spend

MOST_LOOKS = 20_000
"""Looks beyond which a range holds more changes than anybody asked for."""

WORTHWHILE = 4
"""How many times as far as all decisions stand a bound must reach to be tried."""

_PRICES = ("per_minute", "per_call", "per_unit", "price", "connect_fee", "flat")

Costs = dict[str, Any]
Bounds = tuple[Fraction, Fraction]
Rule = Callable[[Bounds, Fraction], Bounds]


class Price(NamedTuple):
    """A price by its path, and where it stands in each plan that the path names."""

    path: str
    figures: Mapping[str, Figure]

    @property
    def now(self) -> tuple[Fraction, ...]:
        """Return the values that it has in the plans, each once, in order."""
        amounts: Iterator[Any] = (figure.value.amount for figure in self.figures.values())
        return tuple(sorted({Fraction(amount) for amount in amounts}))


def span_of(price: Price, plans: Mapping[str, Plan]) -> Ends[Fraction]:
    """Return how far a price is moved where nobody says: from 0 (a size: a quarter) to three times what it is.

    It ends where no plan file could state it any more. ``plans`` are those that have the price, by their full ids.
    """
    low, high = min(3 * price.now[0], Fraction(0)), max(3 * price.now[-1], Fraction(0))
    if all(figure.kind is POSITIVE for figure in price.figures.values()):
        low = price.now[0] / 4
    return within(Ends(low, high or Fraction(low == 0)), price, plans)


def within(ends: Ends[Fraction], price: Price, plans: Mapping[str, Plan]) -> Ends[Fraction]:
    """Return the part of a range that a file could state for each plan."""
    (first, last), (from_first, to_last) = ends[:2], ends.closed
    for name, figure in price.figures.items():
        least, most = allowed_span(plans[name], figure)
        if least is not None and (least.at > first or (least.at == first and not least.included)):
            first, from_first = least
        if most is not None and (most.at < last or (most.at == last and not most.included)):
            last, to_last = most
    return Ends(first, last, (from_first, to_last))


ENTRANT_TICKS = 8
"""Ticks of work that it takes to see what an entrant costs along a range."""


class PriceWalk:
    """What contenders cost along the values of a price."""

    def __init__(
        self,
        entrants: Sequence[Entrant],
        usage: Usage,
        price: Price,
        months: int,
        by: Criterion,
        known: Mapping[str, Fraction] = MappingProxyType({}),
    ) -> None:
        """Start with what is ``known`` to be the cost of plans that have no such price, by their ids."""
        self.entrants, self.usage, self.price, self.months, self.by = entrants, usage, price, months, by
        self.simulations = 0
        self._known: dict[tuple[str, Fraction | None], Any] = {(plan, None): cost for plan, cost in known.items()}
        self._rules: dict[str, Rule | None] = {}

    def ranges(self, ends: Ends[Fraction], *, every: bool = False) -> Iterator[Range[Fraction]]:
        """Yield ranges from one end to the other, in whichever direction that is; ``every`` passes over none.

        Neighbours can have the same cheapest contenders. Ends that are not closed are come close to and not looked at.
        Raises ``NotAffine`` where a cost is no straight line in the price, ``NoBreakeven`` after ``MOST_LOOKS``.
        """
        (first, last), closed = ends[:2], ends.closed
        sign = 1 if last > first else -1
        at, after, width = first, not closed[0], abs(last - first)
        wall, before = abs(last - first) * 2, None
        for _ in range(MOST_LOOKS):
            spend(ENTRANT_TICKS * len(self.entrants))
            stretch = Rightwards(abs(last - at), after=after)
            costs = {entrant.name: self._cost(entrant, Affine(at, sign, stretch)) for entrant in self.entrants}
            cheapest = tuple(sorted(_cheapest(costs)))
            reached, to_end = stretch.high, stretch.closed
            at_ends = {name: _ends(cost, reached) for name, cost in costs.items()}
            wall = wall if cheapest == before else abs(last - first) * 2
            before = cheapest
            width = min(2 * width, (wall - abs(at - first)) / 2)
            while not every and 0 < WORTHWHILE * reached < width:
                ahead = min(width, abs(last - at))
                further = self._ahead(at, at + sign * ahead, cheapest)
                if further is not None:
                    reached, to_end = ahead, True
                    at_ends = {name: (cost[0], further[name]) for name, cost in at_ends.items()}
                    break
                wall = abs(at - first) + ahead  # what lies past it is not tried again while the cheapest stay
                width /= WORTHWHILE
            end = at + sign * reached
            if end == last and not closed[1]:
                yield Range(at, end, cheapest, at_ends, (not after, False))
                return
            yield Range(at, end, cheapest, at_ends, (not after, to_end))
            if end == last and to_end:
                return
            at, after = end, to_end
        raise NoBreakeven(
            Message("more than {count} changes lie in this range; look at a shorter one", count=MOST_LOOKS)
        )

    def _ahead(self, at: Fraction, far: Fraction, cheapest: tuple[str, ...]) -> Costs | None:
        """Return the costs at ``far`` where bounds prove that the cheapest stay the same up to there.

        An account whose payments vary changes its decisions at every cent: followed one by one they take a hundred
        times as long.
        """
        there: Costs = {}
        bounds: dict[str, Bounds] = {}
        for entrant in self.entrants:
            varied = [offer for offer in entrant.offers if offer.id in self.price.figures]
            found = [self._bounds(offer, at, far) for offer in varied]
            known = [bound for bound in found if bound is not None]
            if len(known) < len(found):
                return None
            costs = [self._cost_at(offer, far) for offer in entrant.offers if offer not in varied]
            known += [(cost, cost) for cost in costs if cost is not None]
            if known:
                bounds[entrant.name] = min(low for low, _ in known), min(high for _, high in known)
            there[entrant.name] = self.least_at(entrant, far)
        winners = [bounds.pop(name) for name in cheapest]
        if not winners or (len(winners) > 1 and any(low != high for low, high in winners)):
            return None
        return there if all(low > winners[0][1] for low, _ in bounds.values()) else None

    def least_at(self, entrant: Entrant, value: Fraction) -> Fraction | None:
        """Return what a contender costs at a price; None where it is not offered."""
        costs = (self._cost_at(offer, value) for offer in entrant.offers)
        return min((cost for cost in costs if cost is not None), default=None)

    def _bounds(self, offer: Offer, at: Fraction, far: Fraction) -> Bounds | None:
        """Return what a plan that has the price costs at least and at most between two values, where that is known."""
        if min(at, far) < 0:  # what is paid to the buyer turns every rule round
            return None
        ends = self._cost_at(offer, at), self._cost_at(offer, far)
        if ends[0] is None or ends[1] is None:
            return None
        if offer.id not in self._rules:
            figure = self.price.figures[offer.id]
            self._rules[offer.id] = _rule(offer, figure, self.usage, self.months) if self.by == "total" else None
        rule = self._rules[offer.id]
        return rule and rule((min(ends), max(ends)), max(at, far))

    def _cost(self, entrant: Entrant, at: Affine) -> Any:
        best: Any = None
        for offer in entrant.offers:
            varied = offer.id in self.price.figures
            cost = self._simulated(offer, at) if varied else self._cost_at(offer, Fraction(0))
            if cost is not None and (best is None or cost < best):
                best = cost
        return best

    def _cost_at(self, offer: Offer, value: Fraction) -> Any:
        """Return what a plan costs at a price, once simulated; None where it is not offered."""
        key = (offer.id, value if offer.id in self.price.figures else None)
        if key not in self._known:
            self._known[key] = self._simulated(offer, value)
        return self._known[key]

    def _simulated(self, offer: Offer, amount: Any) -> Any:
        self.simulations += 1
        figure = self.price.figures.get(offer.id)
        moved = offer if figure is None else offer.with_figure(figure.keys, Value(amount))
        try:
            return cost_of(simulate(moved, self.usage, self.months), self.by)
        except NotOffered:
            return None


def _rule(offer: Offer, figure: Figure, usage: Usage, months: int) -> Rule | None:
    """Return how the costs at two prices bound those between them.

    More money due never costs less, where that holds for the plan, so those at the ends bound those between. What is
    paid into an account that never expires is used up but for less than a payment, and what is used up does not depend
    on the size of payments.
    """
    terms = terms_of(offer, usage)
    if figure.keys[-1] in _PRICES and never_falls(terms):
        return _as_at_the_ends
    if (
        terms.rate != 1
        or "top_up" not in figure.keys
        or figure.keys[-1] == "first"
        or not _is_last_resort(figure.item, terms)
    ):
        return None
    ledger = run(terms, months)
    paid_again = sum(one.times for one in ledger.postings if one.kind == BOUGHT and one.item.id == figure.item) > 1
    accrued = quote_of(ledger).accrued
    return (lambda _, greatest: (accrued, accrued + greatest)) if paid_again else None


def _as_at_the_ends(ends: Bounds, greatest: Fraction) -> Bounds:  # noqa: ARG001
    return ends


def _is_last_resort(account: str, terms: Terms) -> bool:
    """Tell whether an account never expires and all other balances of money are drawn before it."""
    own = next(one for one in terms.balances if one.id == account)
    others = (one for one in terms.balances if one.money and one is not own)
    return own.valid == NEVER and not any(one.refills or (one.paid and one.valid == NEVER) for one in others)


def _cheapest(costs: Costs) -> Iterator[str]:
    """Yield the names of the least costs; costs that depend on the price narrow their stretch to where this holds."""
    best: Any = None
    for cost in costs.values():
        if cost is not None and (best is None or cost < best):
            best = cost
    for name, cost in costs.items():
        if cost is not None and cost <= best:
            yield name


def _ends(cost: Any, width: Fraction) -> tuple[Fraction | None, Fraction | None]:
    if isinstance(cost, Affine):
        return Fraction(cost.value), Fraction(cost.value + cost.slope * width)
    return cost, cost
