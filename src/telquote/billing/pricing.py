"""A month of usage into money due: units are drawn from unit balances, the rest is priced."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from telquote.affine import ratio
from telquote.billing.amounts import is_zero
from telquote.billing.balances import Balances
from telquote.billing.ladder import Ladder
from telquote.billing.lines import Line
from telquote.billing.refusals import NotOffered
from telquote.billing.terms import ChargeTerms, CounterTerms
from telquote.language import Message, Term
from telquote.plans.services import EVENTS, in_minutes

NONE_BARRED: frozenset[int] = frozenset()


class Share(NamedTuple):
    """A share of what a charge comes to that the same balances of money pay: the units left, and their money."""

    barred: frozenset[int]
    left: Any
    due: Any


class Priced(NamedTuple):
    """What one charge comes to in a month: the units no balance covers, and the money due.

    ``barred`` are the balances (by file order) that do not pay it, with ``shares`` where not all of it is barred alike.
    """

    service: str
    charge: ChargeTerms
    left: Any
    due: Any
    barred: frozenset[int] = NONE_BARRED
    shares: tuple[Share, ...] = ()

    def less(self, due: Any) -> "Priced":
        """Return the line with another amount due; of each share as much more or less."""
        if not self.shares or is_zero(due - self.due):
            return self._replace(due=due)
        shares = tuple(one._replace(due=due * ratio(one.due, self.due)) for one in self.shares)
        return self._replace(due=due, shares=shares)


class Pricing:
    """Prices the same lines month after month. Counters remember what they counted."""

    def __init__(
        self, lines: Sequence[Line], counters: Sequence[CounterTerms], units: Balances, money: Balances
    ) -> None:
        self.units, self._lines = units, lines
        self._paying = frozenset(wallet.terms.order for wallet in money.wallets)
        self._varies = bool([line for line in lines if line.pattern is not None])
        self.counters = [_Counter(terms, lines) for terms in counters]
        self.laddered = {index for counter in self.counters for index in counter.laddered}
        yearly = [one for one in self.counters if one.terms.every > 1]
        changing = self._varies or bool(units.wallets) or bool(yearly)
        self.always = None if changing else self.month(0)

    def month(self, month: int) -> Sequence[Priced]:
        """Return what is due in a month, line by line; ``always`` holds it where it is the same in every month."""
        lines = [line.in_month(month) for line in self._lines] if self._varies else self._lines
        lefts = [self._left(line, month) for line in lines]
        wholes = [left[0] if len(left) == 1 else sum(left[1:], start=left[0]) for left in lefts]
        dues = [
            None if index in self.laddered else line.cost(left, line.units - left if line.charge.count_included else 0)
            for index, (line, left) in enumerate(zip(lines, wholes, strict=True))
        ]
        for counter in self.counters:
            counter.price(lines, wholes, dues, month)
        return [
            Priced(line.charge.service, line.charge, whole, due, line.parts[0].barred)
            if len(line.parts) == 1
            else _shared(line, left, whole, due, self._paying)
            for line, left, whole, due in zip(lines, lefts, wholes, dues, strict=True)
        ]

    def _left(self, line: Line, month: int) -> list[Any]:
        """Return what balances leave of each part of a line."""
        charge = line.charge
        if not charge.covered:
            return [part.units for part in line.parts]
        left = [self.units.draw(charge.service, part.units, month, part.barred) for part in line.parts]
        if charge.only_covered and charge.service not in EVENTS and any([one > 0 for one in left]):  # noqa: C419
            raise ServesAtMost(charge.service, month)
        return left


def _shared(line: Line, lefts: Sequence[Any], whole: Any, due: Any, paying: frozenset[int]) -> Priced:
    """Return a line of several parts; units are priced together, so each part owes by its share of them."""
    calls = line.calls_cost
    shares: dict[frozenset[int], Share] = {}
    for part, left in zip(line.parts, lefts, strict=True):
        if line.charge.price is not None:
            of_units = left * line.charge.price
        else:
            of_units = (due - calls) * ratio(left, whole) if whole > 0 else 0
        barred = part.barred & paying
        before = shares.get(barred, Share(barred, 0, 0))
        shares[barred] = Share(barred, before.left + left, before.due + of_units + part.calls_cost)
    alike = next(iter(shares)) if len(shares) == 1 else NONE_BARRED
    return Priced(
        line.charge.service, line.charge, whole, due, alike, () if len(shares) == 1 else tuple(shares.values())
    )


class _Counter:
    """What several charges count together, and the units counted since it last started anew.

    ``counts`` are the lines that are counted, ``laddered`` those whose steps go by it.
    """

    def __init__(self, terms: CounterTerms, lines: Sequence[Line]) -> None:
        self.terms = terms
        self.counts = [index for name in terms.counts for index, line in enumerate(lines) if line.charge.id == name]
        self.laddered = [index for index in self.counts if lines[index].charge.counter]
        self.count: Any = 0
        self.once: dict[_Place, Any] = {}

    def price(self, lines: Sequence[Line], lefts: Sequence[Any], dues: list[Any], month: int) -> None:
        """Price the charges whose steps go by the counter, in the order in which they fill it."""
        if month % self.terms.every == 0:
            self.count, self.once = 0, {}
        counted = [lines[index].units if lines[index].charge.count_included else lefts[index] for index in self.counts]
        reached = sum(counted, start=self.count)
        inside: list[tuple[int, int, Any]] = []
        for index, units in zip(self.counts, counted, strict=True):
            line, left = lines[index], lefts[index]
            if line.charge.counter:
                dues[index] = line.calls_cost
                before = self.count + (units - left)
                inside += [(index, step, own) for step, own in _ladder(line).within(left, before, reached)]
            self.count = self.count + units
        together: dict[_Place, Any] = {}
        for index, step, own in inside:
            dues[index] = dues[index] + own * _ladder(lines[index]).steps[step].price
            for place in _places(lines[index], step):
                together[place] = together[place] + own if place in together else own
        for index, step, own in inside:
            for place in _places(lines[index], step):
                due = self._due_once(place, lines[index], step, together[place])
                share = 1 if together[place] is own else ratio(own, together[place])
                dues[index] = dues[index] + due * share
        for place, units in together.items():
            self.once[place] = self.once.get(place, 0) + units

    def _due_once(self, place: "_Place", line: Line, step: int, units: Any) -> Any:
        """Return what is due once for all ``units`` in a step: its flat amount, or its blocks.

        What was due for the units there before is not due again.
        """
        before = self.once.get(place, 0)
        reached = _ladder(line).steps[step]
        if place.flat:
            return 0 if before > 0 else reached.flat if units > 0 else 0
        assert reached.block is not None
        return reached.block.cost(before + units) - reached.block.cost(before)


def _ladder(line: Line) -> Ladder:
    ladder = line.charge.ladder
    assert ladder is not None  # what goes by a counter has steps
    return ladder


class _Place(NamedTuple):
    """Where charges that count together share a flat amount, or blocks: a step from one bound to another."""

    above: Any
    up_to: Any
    flat: bool


def _places(line: Line, index: int) -> list[_Place]:
    """Return what a step of a ladder has that is due once for all that count there."""
    steps = _ladder(line).steps
    step, above = steps[index], steps[index - 1].up_to if index else 0
    flat = not is_zero(step.flat)
    return [_Place(above, step.up_to, is_flat) for is_flat, has in ((True, flat), (False, bool(step.block))) if has]


class ServesAtMost(NotOffered):
    """Balances alone serve a service, and they ran out."""

    def __init__(self, service: str, month: int) -> None:
        text = "runs out of {unit} of {service} in month {month}"
        unit = Term("minutes" if in_minutes(service) else "units")
        super().__init__(Message(text, unit=unit, service=Term(service), month=month + 1))
        self.service = service
