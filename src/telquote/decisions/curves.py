"""The cost of one contender as a function of a quantity, over whole values, exactly.

Cost is a straight line between the points where a decision of the simulation changes. A curve finds the end of such a
piece by running the simulation on a number that depends on the quantity, and where cost cannot fall as the quantity
grows it settles level pieces by comparing their ends.
"""

from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from telquote.affine import Affine, NotAffine, Stretch
from telquote.billing.claims import never_falls, never_falls_with_calls, never_falls_with_months_or_counts
from telquote.billing.classes import guessed_by_volume
from telquote.billing.criteria import OF_PAYMENTS, Criterion
from telquote.billing.ledger import Ledger
from telquote.billing.quote import cost_of, left_of
from telquote.billing.refusals import NotOffered, NotSold
from telquote.billing.resolve import terms_of
from telquote.billing.simulation import bill, simulate
from telquote.billing.tariff import Tariff, tariff_of
from telquote.decisions.quantities import Case, Quantity
from telquote.decisions.steps import Steps
from telquote.plans.offers import Offer
from telquote.usage.profile import Usage


class Piece(NamedTuple):
    """A straight piece of a curve up to and including ``last``: the cost where it was asked for, and its slope.

    ``cost`` is None where the contender is not offered.
    """

    last: int
    cost: Fraction | None
    slope: Fraction = Fraction(0)

    def shifted(self, steps: int) -> "Piece":
        """Return the rest of the piece, so many values on."""
        return self if self.cost is None else Piece(self.last, self.cost + self.slope * steps, self.slope)


class Curve(Protocol):
    """What a race needs to know of a contender."""

    name: str
    never_falls: bool

    @property
    def simulations(self) -> int:
        """Return how many simulations were run so far."""

    def at(self, value: int) -> Fraction | None:
        """Return the cost at a value; None where the contender is not offered."""

    def is_below(self, bar: Fraction | None, value: int) -> bool:
        """Tell whether the cost at a value is below ``bar``; where that is None, whether there is any."""

    def piece(self, value: int, limit: int) -> Piece:
        """Return the straight piece that starts at ``value``, looking no further than ``limit``."""


class PlanCurve:
    """The cost of one plan."""

    def __init__(self, offer: Offer, usage: Usage, months: int, by: Criterion, quantity: Quantity) -> None:
        self.name, self.by, self.quantity = offer.id, by, quantity
        self.case = Case(offer, usage, months)
        self.simulations = 0
        self.steps = Steps()
        self._tariff: Tariff | None = None
        self._alone = guessed_by_volume(offer.plan, usage)
        self._costs: dict[int, Fraction | None] = {}
        self._left: dict[int, Fraction] = {}
        self.never_falls = by in OF_PAYMENTS and self._cost_never_falls()

    def _cost_never_falls(self) -> bool:
        """Tell whether it is proved that the cost never falls.

        Then a level step is found by its ends alone, and a dearer curve need not be looked at: without it break-evens
        take 20 to 80 times as long (``benchmarks/strategies.py``, as all such figures here).
        """
        quantity, plan = self.quantity, self.case.offer.plan
        if not (quantity.of_usage or quantity.rises):
            return False
        try:
            asked = quantity.at(self.case, 1)
            terms = terms_of(asked.offer, asked.usage)
        except NotSold:
            return not plan.limits
        except NotOffered:
            return False
        if quantity.of_usage:
            return never_falls(terms) if quantity.linear else never_falls_with_calls(terms)
        pooled = any(balance.per != "account" for balance in plan.balances)
        banded = any(fee.bands or fee.included_per for fee in plan.fees)
        return never_falls_with_months_or_counts(terms) and not (pooled or banded or plan.limits)

    def at(self, value: int) -> Fraction | None:
        """Return the cost at a value; None where the plan is not offered there."""
        if value not in self._costs:
            ledger = self._ledger(value)
            self._costs[value] = None if ledger is None else cost_of(ledger, self.by)
            if ledger is not None and self.never_falls:
                self._left[value] = left_of(ledger)
        return self._costs[value]

    def knows(self, value: int, cost: Fraction, left: Fraction) -> None:
        """Take as known what the plan costs at a value, and what is left of it or expired there."""
        self._costs[value], self._left[value] = cost, left

    def is_below(self, bar: Fraction | None, value: int) -> bool:
        """Tell whether the plan costs less than ``bar`` at a value; where that is None, whether it is offered."""
        cost = self.at(value)
        return cost is not None and (bar is None or cost < bar)

    def _ledger(self, value: Any) -> Ledger | None:
        self.simulations += 1
        try:
            return self._simulated(value)
        except NotOffered:
            return None

    def _simulated(self, value: Any) -> Ledger:
        tariff = None if value == 0 else self._tariff_of_every_volume()
        if tariff is None:
            return simulate(*self.quantity.at(self.case, value))
        return bill(tariff.at(value), self.case.months)

    def _tariff_of_every_volume(self) -> Tariff | None:
        """Return the tariff that every volume but 0 shares (what is not used needs no terms), or None.

        Volumes differ in the amounts of its lines alone, unless the volume decides on the terms. Made anew for each
        volume, terms and tariff would take more than a third of the time.
        """
        if self._tariff is None and self.quantity.of_usage and self.quantity.linear and not self._alone:
            try:
                asked = self.quantity.at(self.case, Affine(0, 1, Stretch(0, 0)))
                self._tariff = tariff_of(terms_of(asked.offer, asked.usage))
            except NotAffine:
                self._alone = True
        return self._tariff

    def piece(self, value: int, limit: int) -> Piece:
        """Return the straight piece that starts at ``value``, looking no further than ``limit``."""
        cost = self.at(value)
        if value in (0, limit):
            return Piece(value, cost)
        if self.never_falls:
            end = self.steps.level_until(self, value, limit, self._runs_out)
            if end > value:
                return Piece(end, cost)
        return self._line(value, limit)

    def _runs_out(self, value: int) -> int:
        """Return about where what is left at ``value`` would be used up: two values tell how much one more takes."""
        if self.at(value) is None or self.at(value + 1) != self.at(value):
            return 0
        left, one_more = self._left[value], self._left[value] - self._left[value + 1]
        return value + int(left / one_more) if one_more > 0 else 0

    def _line(self, value: int, limit: int) -> Piece:
        cost = self.at(value)
        if not self.quantity.linear:
            if not self.quantity.matters(self.case.offer):
                return Piece(limit, cost)
            return Piece(value, cost)
        stretch = Stretch(0, limit - value)
        try:
            ledger = self._ledger(Affine(value, 1, stretch))
            line = None if ledger is None else cost_of(ledger, self.by)
        except NotAffine:
            return Piece(value, cost)
        slope = Fraction(line.slope) if isinstance(line, Affine) else Fraction(0)
        return Piece(value + stretch.high, cost, slope)
