"""Classes of usage: which charge prices which share of a service, and which balances serve it."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import Any, NamedTuple

from telquote.affine import Affine
from telquote.billing.amounts import Amounts
from telquote.billing.charge_terms import charge_of
from telquote.billing.refusals import NotOffered, NotSold, needed
from telquote.billing.tariff import tariff_of
from telquote.billing.terms import Terms
from telquote.language import Message, Term
from telquote.plans.balances import Balance
from telquote.plans.charges import Charge
from telquote.plans.class_fit import Classes, closest, covers
from telquote.plans.plan import Plan
from telquote.usage.pattern import UsageError
from telquote.usage.profile import Usage, Use
from telquote.work import spend


class Portion(NamedTuple):
    """A share of a service's usage, the charge that prices it, and the balances (by file order) that do not serve it.

    Without a charge, balances alone serve it.
    """

    charge: Charge | None
    share: Fraction
    barred: frozenset[int]


class Guess(NamedTuple):
    """What is taken for granted where no shares are stated: all of a service is of one class, or of none named."""

    service: str
    of: str
    name: str | None
    named: tuple[str, ...]


def portions(
    plan: Plan, usage: Usage, service: str, use: Use, charges: Sequence[Charge], amounts: Amounts, *, held: bool
) -> Iterator[Portion]:
    """Yield the portions of a service's use on every meter, those of one charge drawn together.

    ``held`` tells that balances of units hold the service. Raises ``NotSold`` where a class is refused or not sold.
    """
    if not (_classed(charges) or _classed(plan.balances)):
        if held and not any(charge.meter is None for charge in charges):
            yield Portion(None, Fraction(1), frozenset())
        for charge in charges:
            if charge.reject:
                raise NotSold(Message("does not serve {service}", service=Term(service)))
            yield Portion(charge, Fraction(1), frozenset())
        return
    shares: dict[tuple[int | None, frozenset[int]], Fraction] = {}
    meters = _meters(charges)
    stated = usage.classes.get(service, {})
    for classes, share in _cells(plan, stated, use, charges, amounts):
        barred = frozenset(
            order for order, one in enumerate(plan.balances) if one.when and not covers(one.when, classes)
        )
        for meter in meters:
            found = _closest_on(meter, charges, classes)
            if found is None and meter is not None:
                continue
            if found is None and not held:
                lacking = Message("does not offer {service}", service=Term(service))
                raise NotSold(Message("{what} ({classes})", what=lacking, classes=_words(classes)))
            if found is not None and found.reject:
                raise NotSold(Message("refuses {service} ({classes})", service=Term(service), classes=_words(classes)))
            key = (None if found is None else charges.index(found), barred)
            shares[key] = shares.get(key, Fraction(0)) + share
    for (index, barred), share in sorted(shares.items(), key=lambda item: -1 if item[0][0] is None else item[0][0]):
        yield Portion(None if index is None else charges[index], share, barred)


def _classed(items: Sequence[Charge] | Sequence[Balance]) -> bool:
    return any([item.when is not None for item in items])  # noqa: C419  # a list is quicker for so few


def guesses(plan: Plan, usage: Usage) -> Iterator[Guess]:
    """Yield what is taken for granted about the classes of the services used.

    Raises ``NotAffine`` where that depends on a volume that varies.
    """
    amounts = Amounts(plan)
    for service, use in usage.uses():
        charges = [charge for charge in plan.charges if charge.service == service]
        if use.quantity and charges:
            stated = usage.classes.get(service, {})
            for of, named in _named(plan, charges).items():
                if of not in stated:
                    yield Guess(service, of, _default(of, charges, use, amounts), named)


def guessed_by_volume(plan: Plan, usage: Usage) -> bool:
    """Tell whether how much is used can decide which class it is taken to be of."""
    for service in dict.fromkeys(charge.service for charge in plan.charges if charge.when):
        charges = [charge for charge in plan.charges if charge.service == service]
        unstated = [of for of in _named(plan, charges) if of not in usage.classes.get(service, {})]
        if any(len(_priced_everywhere(of, charges)) > 1 for of in unstated) and any(map(_is_laddered, charges)):
            return True
    return False


MOST_CELLS = 10_000
"""Combinations of classes that a usage may ask for."""


def _cells(
    plan: Plan, stated: Mapping[str, Mapping[str, Fraction]], use: Use, charges: Sequence[Charge], amounts: Amounts
) -> Iterator[tuple[dict[str, str | None], Fraction]]:
    cells: list[tuple[dict[str, str | None], Fraction]] = [({}, Fraction(1))]
    named = _named(plan, charges)
    count = prod(len(stated[of]) for of in named if of in stated)
    if count > MOST_CELLS:
        text = "{kinds} kinds of class make {count} combinations; at most {most}"
        raise UsageError(Message(text, kinds=len(named), count=count, most=MOST_CELLS))
    for of in named:
        shares: dict[str | None, Fraction] = {}
        shares.update(stated[of] if of in stated else {_default(of, charges, use, amounts): Fraction(1)})
        cells = [
            ({**classes, of: name}, share * part) for classes, share in cells for name, part in shares.items() if part
        ]
    yield from cells


def _named(plan: Plan, charges: Sequence[Charge]) -> dict[str, tuple[str, ...]]:
    """Return the classes that the charges and balances name, by what they class."""
    named: dict[str, dict[str, None]] = {}
    for when in (*(charge.when for charge in charges), *(balance.when for balance in plan.balances)):
        for of, names in (when or {}).items():
            named.setdefault(of, {}).update(dict.fromkeys(names))
    return {of: tuple(names) for of, names in named.items()}


def _default(of: str, charges: Sequence[Charge], use: Use, amounts: Amounts) -> str | None:
    """Return the class that use is taken to be of: none of those named where that is priced, else the dearest.

    Of the dearest the first by name is taken; what cannot be priced comes last.
    """
    priced = _priced_everywhere(of, charges)
    if len(priced) < 2:
        return next(iter(priced), None)
    costs = {
        name: _dearness([_closest_on(meter, charges, {of: name}) for meter in _meters(charges)], use, amounts)
        for name in priced
    }
    return min(priced, key=lambda name: (costs[name] is None, -(costs[name] or 0), name))


def _priced_everywhere(of: str, charges: Sequence[Charge]) -> list[str]:
    """Return the classes that the prices of a service name, by name, where every one of them names one."""
    main = [charge for charge in charges if charge.meter is None and not charge.reject]
    if any(of not in (charge.when or {}) for charge in main):
        return []
    return sorted({name for charge in main for name in (charge.when or {})[of]})


CALL_TICKS = 120
"""Ticks of work that it takes to price a call of one class."""


def _dearness(charges: Sequence[Charge | None], use: Use, amounts: Amounts) -> Fraction | None:
    """Return what month 1 costs before any allowance, or a call of it where the volume varies; None: unknown.

    Raises ``NotAffine`` where it depends on a volume that varies.
    """
    spend(CALL_TICKS)
    cost: Any = Fraction(0)
    try:
        for charge in charges:
            if charge is not None and not charge.reject:
                tariff = tariff_of(Terms(uses=((charge_of(charge, amounts), use),)))
                month = tariff.lines[0].in_month(0)
                needed(month.charge.price)
                cost += month.cost(month.units) * Fraction(1, tariff.scales.money)
    except NotOffered:
        return None
    return cost / (use.calls or use.quantity) if isinstance(cost, Affine) else Fraction(cost)


def _is_laddered(charge: Charge) -> bool:
    """Tell whether the mean price of a call depends on how many there are."""
    return charge.tiers is not None or charge.per_block is not None


def _meters(charges: Sequence[Charge]) -> list[str | None]:
    return list(dict.fromkeys([None, *(charge.meter for charge in charges)]))


def _closest_on(meter: str | None, charges: Sequence[Charge], classes: Classes) -> Charge | None:
    return closest([charge for charge in charges if charge.meter == meter], classes)


def _words(classes: Classes) -> tuple[str, ...]:
    return tuple(f"{of}: {name or '-'}" for of, name in classes.items())
