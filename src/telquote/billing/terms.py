"""A plan's terms for one usage: every figure that the simulation needs, as plain exact numbers.

This is where figures of the plan file stop being values with a source: what is unknown or not sold is refused here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.affine import Affine, ratio
from telquote.language import Message, Term
from telquote.plans.kinds import EXACT, Duration, Increment
from telquote.plans.model import Balance, Charge, Fee, Plan
from telquote.plans.services import CALL_SERVICES, EVENTS, SERVICES, Service, in_minutes
from telquote.plans.values import Value
from telquote.usage.profile import Usage, Use

NEVER = 10**9
"""The month in which what never expires would expire: later than any horizon."""


MONEY, MINUTES, UNITS = "money", "minutes", "units"
"""What a balance can hold."""


class NotOffered(Exception):
    """The plan cannot serve the usage, or cannot be priced for it; ``reason`` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.said("en"))
        self.reason = reason


class StepTerms(NamedTuple):
    """One step of a ladder: its inclusive upper bound (None: open) and the price of a minute or unit."""

    up_to: Decimal | None
    price: Decimal


class ChargeTerms(NamedTuple):
    """How one service is billed on one meter. ``price`` is of a minute or unit; None where balances alone serve."""

    id: str
    service: Service
    covered: bool
    price: Decimal | None = None
    per_call: Fraction | int = 0
    block: tuple[Decimal, Decimal, bool] | None = None
    steps: tuple[StepTerms, ...] = ()
    graduated: bool = True
    increment: Increment = EXACT
    legs: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class BalanceTerms:
    """A balance that can be held: ``size`` counts ``unit`` (money, minutes or units); ``valid`` counts months."""

    id: str
    order: int
    unit: str
    size: Decimal
    price: Decimal
    services: frozenset[str]
    buy: str
    valid: int
    reusable: bool = False
    later_size: Decimal | None = None
    any_amount_above: bool = False

    @property
    def money(self) -> bool:
        """Tell whether it holds money (else minutes or units)."""
        return self.unit == MONEY

    @property
    def paid(self) -> bool:
        """Tell whether it costs anything."""
        return self.price != 0

    @property
    def worth(self) -> Any:
        """Return what is paid for one unit (or one of money) that it holds."""
        if self.later_size is not None:
            return Fraction(1)
        return ratio(self.price, self.size)

    @property
    def refills(self) -> bool:
        """Tell whether more is bought when usage needs it."""
        return self.buy in ("always", "as_needed")


@dataclass(frozen=True, slots=True, eq=False)
class FeeTerms:
    """A fee: its whole price for the seats or numbers held, and the months (from 0) in which it can be due."""

    id: str
    price: Decimal
    every: str
    refundable: bool
    first_month: int
    last_month: int


class Terms(NamedTuple):
    """Everything that decides what a plan costs for one usage. ``uses`` pairs charges with what they bill."""

    uses: tuple[tuple[ChargeTerms, Use], ...]
    balances: tuple[BalanceTerms, ...]
    fees: tuple[FeeTerms, ...]

    @property
    def cost_never_falls(self) -> bool:
        """Tell whether more usage of a service can be relied on never to cost less in total.

        A volume ladder lets cost fall. So can two balances that refill for different services: what one is bought for
        can leave something over that spares a purchase of the other.
        """
        if any(charge.steps and not charge.graduated for charge, _ in self.uses):
            return False
        return all(len(self._refills(money=money)) <= 1 for money in (False, True))

    def _refills(self, *, money: bool) -> set[BalanceTerms]:
        """Return the balances that are bought when usage needs it."""
        able = [balance for balance in self.balances if balance.refills and balance.money == money]
        chosen = (next((one for one in able if charge.service in one.services), None) for charge, _ in self.uses)
        return {balance for balance in chosen if balance is not None}


def terms_of(plan: Plan, usage: Usage) -> Terms:
    """Return the terms of ``plan`` for ``usage``.

    Raises ``NotOffered`` where a used service is not sold, or a figure that is needed is unknown.
    """
    used = [(service, use) for service, use in usage.uses() if _is_used(use)]
    lines = tuple((charge, use) for service, use in used for charge in _charges(plan, service))
    balances = tuple(_balance(balance, order) for order, balance in enumerate(plan.balances))
    fees = tuple(_fee(fee, usage) for fee in plan.fees)
    return Terms(lines, balances, fees)


def _is_used(use: Use) -> bool:
    return not isinstance(use.quantity, (int, Decimal)) or use.quantity != 0


def _charges(plan: Plan, service: Service) -> Iterator[ChargeTerms]:
    charges = [charge for charge in plan.charges if charge.service == service]
    held = any(_serves(balance, service) for balance in plan.balances if balance.minutes or balance.units)
    if held and not any(charge.meter is None for charge in charges):
        yield ChargeTerms(service, service, covered=True)
    elif not charges and service not in EVENTS:
        raise NotOffered(Message("does not offer {service}", service=Term(service)))
    for charge in charges:
        yield _charge(charge)


def _serves(balance: Balance, service: str) -> bool:
    if balance.services is not None:
        return service in balance.services
    if balance.minutes is not None or balance.units is not None:
        return in_minutes(service) == (balance.minutes is not None)
    return True


def _known(value: Value[Any] | None, item: str, key: str = "", default: Any = None) -> Any:
    if value is None:
        return default
    if value.amount is None:
        path = f"{item}.{key}" if key else item
        raise NotOffered(Message("the price list leaves {path} unknown; give it with --assume", path=path))
    return value.amount


def _charge(charge: Charge) -> ChargeTerms:
    name = charge.id
    block = charge.per_block
    return ChargeTerms(
        id=name,
        service=charge.service,
        covered=charge.meter is None,
        price=_known(
            charge.per_minute or charge.per_unit, name, default=None if charge.per_call is None else Decimal(0)
        ),
        per_call=_added(_known(charge.per_call, name), _known(charge.connect_fee, name, "connect_fee")),
        block=None
        if block is None
        else (_known(block.price, name), _known(block.minutes, name, "per_block.minutes"), block.round == "up"),
        steps=tuple(_steps(charge)),
        graduated=charge.tiers is None or charge.tiers.mode == "graduated",
        increment=_known(charge.increment, name, "increment", EXACT),
        legs=_known(charge.legs, name, "legs", 1),
    )


def _added(*amounts: Any) -> Any:
    """Return the sum of the amounts that are stated, of whatever exact kind."""
    stated = [amount if isinstance(amount, Affine) else Fraction(amount) for amount in amounts if amount is not None]
    return sum(stated[1:], start=stated[0]) if stated else 0


def _steps(charge: Charge) -> Iterator[StepTerms]:
    below = Decimal(0)
    for number, step in enumerate(charge.tiers.steps if charge.tiers else (), 1):
        up_to = _known(step.up_to, charge.id, f"tiers.{number}.up_to")
        if up_to is not None and up_to <= below:
            message = Message("the steps of {charge} overlap at {up_to}", charge=charge.id, up_to=up_to)
            raise NotOffered(message)
        below = up_to or below
        price = "per_minute" if step.per_minute else "per_unit"
        yield StepTerms(up_to, _known(step.price, charge.id, f"tiers.{number}.{price}"))


def _balance(balance: Balance, order: int) -> BalanceTerms:
    name = balance.id
    account = balance.top_up
    if account:
        size = price = _known(account.first, name, "top_up.first")
        key = "then" if account.then else "at_least"
        later = _known(account.then or account.at_least, name, f"top_up.{key}")
    else:
        key = "credit" if balance.credit else "minutes" if balance.minutes else "units"
        size, price, later = _known(getattr(balance, key), name, key), _known(balance.price, name), None
    validity: Duration | None = _known(balance.valid, name, "valid")
    period = {"monthly": 1, "yearly": 12}.get(balance.buy, NEVER)
    return BalanceTerms(
        id=name,
        order=order,
        unit=MONEY if key not in (MINUTES, UNITS) else key,
        size=size,
        price=price,
        services=frozenset(service for service in SERVICES if _serves(balance, service)),
        buy=balance.buy,
        valid=validity.months if validity else period,
        reusable=bool(balance.reusable),
        later_size=later,
        any_amount_above=account is not None and account.then is None,
    )


def _fee(fee: Fee, usage: Usage) -> FeeTerms:
    count = {"account": 1, "seat": usage.seats or 1, "number": usage.numbers or 1}[fee.per]
    return FeeTerms(
        id=fee.id,
        price=_known(fee.price, fee.id) * count,
        every=fee.every,
        refundable=bool(fee.refundable),
        first_month=(fee.from_month or 1) - 1,
        last_month=(fee.to_month or NEVER) - 1,
    )


def needs_calls(charge: ChargeTerms) -> bool:
    """Tell whether a charge depends on the number or length of calls, not on minutes alone."""
    return charge.service in CALL_SERVICES and (bool(charge.per_call) or not charge.increment.exact)
