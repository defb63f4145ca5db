"""Classes of usage: which charge prices which share of a service, and which balances serve it."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from telquote.billing.terms import NotOffered
from telquote.language import Message, Term
from telquote.plans.balance_model import Balance
from telquote.plans.charge_model import Charge
from telquote.plans.model import Plan
from telquote.usage.profile import Usage

Classes = Mapping[str, str | None]
"""One class of each thing that is classed, such as ``{"origin": "mobile"}``; None: none of those that are named."""


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


def portions(plan: Plan, usage: Usage, service: str, charges: Sequence[Charge], *, held: bool) -> Iterator[Portion]:
    """Yield the portions of a service's usage on every meter, those of one charge drawn together.

    ``held`` tells that balances of units hold the service. Raises ``NotOffered`` where a class is refused or not sold.
    """
    if not (_classed(charges) or _classed(plan.balances)):
        if held and not any(charge.meter is None for charge in charges):
            yield Portion(None, Fraction(1), frozenset())
        for charge in charges:
            if charge.reject:
                raise NotOffered(Message("does not serve {service}", service=Term(service)))
            yield Portion(charge, Fraction(1), frozenset())
        return
    shares: dict[tuple[int | None, frozenset[int]], Fraction] = {}
    meters = list(dict.fromkeys([None, *(charge.meter for charge in charges)]))
    for classes, share in _cells(plan, usage, service, charges):
        barred = frozenset(
            order for order, one in enumerate(plan.balances) if one.when and not _covers(one.when, classes)
        )
        for meter in meters:
            found = _closest([charge for charge in charges if charge.meter == meter], classes)
            if found is None and meter is not None:
                continue
            if found is None and not held:
                raise NotOffered(
                    Message("does not offer {service} ({classes})", service=Term(service), classes=_words(classes))
                )
            if found is not None and found.reject:
                raise NotOffered(
                    Message("refuses {service} ({classes})", service=Term(service), classes=_words(classes))
                )
            key = (None if found is None else charges.index(found), barred)
            shares[key] = shares.get(key, Fraction(0)) + share
    for (index, barred), share in sorted(shares.items(), key=lambda item: -1 if item[0][0] is None else item[0][0]):
        yield Portion(None if index is None else charges[index], share, barred)


def _classed(items: Sequence[Charge] | Sequence[Balance]) -> bool:
    return any([item.when is not None for item in items])  # noqa: C419  # a list is quicker for so few


def guesses(plan: Plan, usage: Usage) -> Iterator[Guess]:
    """Yield what is taken for granted about the classes of the services used."""
    for service, use in usage.uses():
        charges = [charge for charge in plan.charges if charge.service == service]
        if use.quantity and charges:
            stated = usage.classes.get(service, {})
            for of, named in _named(plan, charges).items():
                if of not in stated:
                    yield Guess(service, of, _default(of, charges), named)


def _cells(
    plan: Plan, usage: Usage, service: str, charges: Sequence[Charge]
) -> Iterator[tuple[dict[str, str | None], Fraction]]:
    stated = usage.classes.get(service, {})
    cells: list[tuple[dict[str, str | None], Fraction]] = [({}, Fraction(1))]
    for of in _named(plan, charges):
        shares: dict[str | None, Fraction] = {}
        shares.update(stated[of] if of in stated else {_default(of, charges): Fraction(1)})
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


def _default(of: str, charges: Sequence[Charge]) -> str | None:
    """Return the class that usage is taken to be of: none of those named where that is priced, else the first named."""
    main = [charge for charge in charges if charge.meter is None and not charge.reject]
    if not main or any(of not in (charge.when or {}) for charge in main):
        return None
    return (main[0].when or {})[of][0]


def _covers(when: Mapping[str, Sequence[str]], classes: Classes) -> bool:
    return all(classes.get(of) in names for of, names in when.items())


def _closest(charges: Sequence[Charge], classes: Classes) -> Charge | None:
    """Return the charge whose ``when`` fits most closely: the one that names most; the first of equals."""
    able = [charge for charge in charges if _covers(charge.when or {}, classes)]
    return max(able, key=lambda charge: len(charge.when or {}), default=None)


def _words(classes: Classes) -> tuple[str, ...]:
    return tuple(f"{of}: {name or '-'}" for of, name in classes.items())
