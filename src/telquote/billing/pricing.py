"""A month of usage into money due: units are drawn from unit balances, the rest is priced."""

from collections.abc import Sequence
from typing import Any

from telquote.billing.balances import Balances
from telquote.billing.charges import Line
from telquote.billing.terms import ChargeTerms, CounterTerms, NotOffered
from telquote.language import Message, Term
from telquote.plans.services import EVENTS, in_minutes

Priced = tuple[str, frozenset[int], ChargeTerms, Any, Any]
"""A line's service, the balances that do not serve it, its charge, the units no balance covers, and the money due."""


class Pricing:
    """Prices the same lines month after month. Counters remember what they counted."""

    def __init__(self, lines: Sequence[Line], counters: Sequence[CounterTerms], units: Balances) -> None:
        self.units, self._lines = units, lines
        self._varies = bool([line for line in lines if line.pattern is not None])
        self.counters = [_Counter(terms, lines) for terms in counters]
        self.counted = {index for counter in self.counters for index in counter.members}
        yearly = [one for one in self.counters if one.terms.every > 1]
        changing = self._varies or bool(units.wallets) or bool(yearly)
        self.always = None if changing else self.month(0)

    def month(self, month: int) -> Sequence[Priced]:
        """Return what is due in a month, line by line; ``always`` holds it where it is the same in every month."""
        lines = [line.in_month(month) for line in self._lines] if self._varies else self._lines
        if not self.counters:
            return [_priced(line, left := self._left(line, month), _due(line, left)) for line in lines]
        lefts = [self._left(line, month) for line in lines]
        dues = [None if index in self.counted else _due(line, lefts[index]) for index, line in enumerate(lines)]
        for counter in self.counters:
            counter.price(lines, lefts, dues, month)
        return [_priced(*one) for one in zip(lines, lefts, dues, strict=True)]

    def _left(self, line: Line, month: int) -> Any:
        left = self.units.draw(line.service, line.units, month, line.barred) if line.covered else line.units
        if line.only_covered and line.service not in EVENTS and left > 0:
            raise ServesAtMost(line, month)
        return left


def _priced(line: Line, left: Any, due: Any) -> Priced:
    return line.service, line.barred, line.charge, left, due


def _due(line: Line, left: Any) -> Any:
    return line.cost(left, line.units - left) if line.charge.count_included else line.cost(left)


class _Counter:
    """What several charges count together, and the units counted since it last started anew."""

    def __init__(self, terms: CounterTerms, lines: Sequence[Line]) -> None:
        self.terms = terms
        self.members = [index for name in terms.counts for index, line in enumerate(lines) if line.id == name]
        self.count: Any = 0

    def price(self, lines: Sequence[Line], lefts: Sequence[Any], dues: list[Any], month: int) -> None:
        """Price the charges that are counted, in the order in which they fill the counter."""
        if month % self.terms.every == 0:
            self.count = 0
        counted = [lines[index].units if lines[index].charge.count_included else lefts[index] for index in self.members]
        reached = sum(counted, start=self.count)
        for index, units in zip(self.members, counted, strict=True):
            line, left = lines[index], lefts[index]
            dues[index] = (
                line.cost(left, self.count + (units - left), reached) if line.charge.counter else line.cost(left)
            )
            self.count = self.count + units


class ServesAtMost(NotOffered):
    """Balances alone serve a service, and they ran out."""

    def __init__(self, line: Line, month: int) -> None:
        unit = Term("minutes" if in_minutes(line.service) else "units")
        super().__init__(
            Message(
                "runs out of {unit} of {service} in month {month}",
                unit=unit,
                service=Term(line.service),
                month=month + 1,
            )
        )
        self.service = line.service
