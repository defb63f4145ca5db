"""A second, deliberately naive reckoning of what a plan costs: exact fractions, one thing at a time, no speed.

It reads the tree of a plan file (texts and numbers as written), knows nothing of the program's model or simulation,
and follows the billing rules in their order. What it and the program agree on is probably right.
"""

import math
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Any

SERVICES = ("inbound", "callback", "outbound", "sms", "missed_callback", "voicemail")
CALLS = ("inbound", "callback", "outbound")
EVENTS = ("missed_callback", "voicemail")
FOREVER = math.inf


class NotServed(Exception):
    """The plan cannot serve the usage."""


def number(value: Any) -> Fraction:
    """Return a figure in any of the forms a plan file gives it."""
    if isinstance(value, dict):
        value = value.get("value", value.get("assumed"))
    return Fraction(str(value))


def months_of(text: Any) -> int:
    if isinstance(text, dict):
        text = text.get("value", text.get("assumed"))
    count, unit = str(text).split()
    if unit.startswith("day"):
        return max(1, round(int(count) / Fraction(365, 12)))
    return int(count) * (12 if unit.startswith("year") else 1)


@lru_cache
def billed_minutes(increment: str, mean: Fraction) -> Fraction:
    """Return the mean billed minutes of exponentially long calls: one billing step after the other, 12 decimals."""
    with localcontext() as context:
        context.prec = 40
        first, following = (Decimal(part) for part in increment.split("/"))
        seconds, reached, longer = first, first, Decimal(1)
        while longer > Decimal("1e-30"):
            longer = (-reached * mean.denominator / mean.numerator).exp()
            seconds += following * longer
            reached += following
        return Fraction((seconds / 60).quantize(Decimal("1e-12"), rounding=ROUND_HALF_EVEN))


class Lot:
    def __init__(self, balance: dict[str, Any], order: int, size: Fraction, price: Fraction, end: float) -> None:
        self.balance, self.order, self.size, self.price, self.end = balance, order, size, price, end
        self.left = size

    def paid_for(self, amount: Fraction) -> Fraction:
        return amount * self.price / self.size

    def serves(self, service: str) -> bool:
        wanted = self.balance.get("for")
        if isinstance(wanted, str):
            wanted = [wanted]
        if wanted is not None:
            return service in wanted
        if "minutes" in self.balance:
            return service in CALLS
        if "units" in self.balance:
            return service not in CALLS
        return True

    @property
    def money(self) -> bool:
        return "minutes" not in self.balance and "units" not in self.balance


class Account:
    """Everything that happens to one plan."""

    def __init__(self, plan: dict[str, Any], months: int) -> None:
        self.plan, self.months = plan, months
        self.lots: list[Lot] = []
        self.bought: dict[int, int] = {}
        self.held_until: dict[int, float] = {}
        self.paid = self.refunded = self.upfront = self.drawn = self.expired = self.outside = Fraction(0)
        self.purchases = 0

    def balances(self) -> list[tuple[int, dict[str, Any]]]:
        return list(enumerate(self.plan.get("balances", [])))

    def buy(self, order: int, balance: dict[str, Any], month: int, need: Fraction | None) -> None:
        if "top_up" in balance:
            top_up = balance["top_up"]
            if order not in self.bought:
                size = number(top_up["first"])
            elif "then" in top_up:
                size = number(top_up["then"])
            else:
                size = max(number(top_up["at_least"]), need or Fraction(0))
            price = size
        else:
            size = number(balance.get("credit", balance.get("minutes", balance.get("units"))))
            price = number(balance["price"])
        period = {"monthly": 1, "yearly": 12}.get(balance["buy"])
        end: float = FOREVER
        if "valid" in balance:
            end = month + months_of(balance["valid"])
        elif period:
            end = month + period
        self.lots.append(Lot(balance, order, size, price, end))
        self.bought[order] = self.bought.get(order, 0) + 1
        self.held_until[order] = max(self.held_until.get(order, 0), end)
        self.paid += price
        self.purchases += price > 0
        if month == 0 and need is None:
            self.upfront += price

    def expire(self, month: int) -> None:
        for lot in self.lots:
            if lot.end <= month:
                self.expired += lot.paid_for(lot.left)
                lot.left = Fraction(0)
        self.lots = [lot for lot in self.lots if lot.end > month]

    def begin(self, month: int) -> None:
        self.expire(month)
        for order, balance in self.balances():
            kind = balance["buy"]
            due = (
                (kind == "once" and month == 0)
                or kind == "monthly"
                or (kind == "yearly" and month % 12 == 0)
                or (kind == "always" and self.held_until.get(order, -1) <= month)
            )
            if due:
                self.buy(order, balance, month, None)

    def fees(self, month: int, usage: dict[str, Any]) -> None:
        for fee in self.plan.get("fees", []):
            first, last = int(fee.get("from_month", 1)) - 1, int(fee.get("to_month", 10**6)) - 1
            since = month - first
            due = {"once": since == 0, "month": since >= 0, "year": since >= 0 and since % 12 == 0}[fee["every"]]
            if due and month <= last:
                price = number(fee["price"]) * {"seat": usage.get("seats", 1), "number": usage.get("numbers", 1)}.get(
                    fee.get("per", "account"), 1
                )
                self.paid += price
                self.outside += price
                if month == 0:
                    self.upfront += price
                if fee.get("refundable") == "true":
                    self.refunded += price

    def draw(self, service: str, need: Fraction, month: int, *, money: bool) -> Fraction:
        """Draw, one lot at a time and one purchase at a time; return what nothing covers."""
        while need > 0:
            able = [lot for lot in self.lots if lot.money == money and lot.serves(service) and lot.left > 0]
            able.sort(key=lambda lot: (lot.end, lot.price > 0, lot.order))
            if not able:
                refill = next(
                    (
                        (order, balance)
                        for order, balance in self.balances()
                        if balance["buy"] in ("always", "as_needed")
                        and (probe := Lot(balance, order, Fraction(1), Fraction(0), 0)).money == money
                        and probe.serves(service)
                    ),
                    None,
                )
                if refill is None:
                    return need
                self.buy(*refill, month, need)
                continue
            take = min(need, able[0].left)
            able[0].left -= take
            self.drawn += able[0].paid_for(take)
            need -= take
        return need


def price(charge: dict[str, Any], units: Fraction) -> Fraction:
    """Return the price of the units that no balance covered."""
    if "per_minute" in charge or "per_unit" in charge:
        return units * number(charge.get("per_minute", charge.get("per_unit")))
    if "per_block" in charge:
        block = charge["per_block"]
        blocks = units / number(block["minutes"])
        whole = math.ceil(blocks) if block["round"] == "up" else math.floor(blocks)
        return whole * number(block["price"])
    if "tiers" in charge:
        cost, below = Fraction(0), Fraction(0)
        for step in charge["tiers"]["steps"]:
            rate = number(step.get("per_minute", step.get("per_unit")))
            top = number(step["up_to"]) if "up_to" in step else None
            if charge["tiers"]["mode"] == "volume":
                if top is None or units <= top:
                    return units * rate
            else:
                inside = units if top is None else min(units, top)
                cost += max(Fraction(0), inside - below) * rate
                below = top if top is not None else below
        return cost
    return Fraction(0)


def quote(plan: dict[str, Any], usage: dict[str, Any], months: int) -> dict[str, Fraction] | None:
    """Return the totals of a plan for a usage, or None where it cannot serve it.

    ``usage`` maps services to ``(minutes or units, calls)``, and may hold ``seats`` and ``numbers``.
    """
    account = Account(plan, months)
    try:
        for month in range(months):
            account.begin(month)
            account.fees(month, usage)
            for service in SERVICES:
                _bill(account, service, usage.get(service, (Fraction(0), Fraction(0))), month)
    except NotServed:
        return None
    account.expire(months)
    left = [(lot, lot.paid_for(lot.left)) for lot in account.lots]
    leftover = sum((value for _, value in left), start=Fraction(0))
    reusable = sum((value for lot, value in left if lot.balance.get("reusable") == "true"), start=Fraction(0))
    total = account.paid - account.refunded
    assert account.paid == account.drawn + leftover + account.expired + account.outside
    return {
        "total": total,
        "upfront": account.upfront,
        "expired": account.expired,
        "leftover": leftover,
        "accrued": total - leftover,
        "net": total - reusable,
        "purchases": Fraction(account.purchases),
    }


def _bill(account: Account, service: str, use: tuple[Fraction, Fraction], month: int) -> None:
    quantity, calls = use
    if not quantity:
        return
    charges = [charge for charge in account.plan.get("charges", []) if charge["for"] == service]
    holders = [Lot(one, 0, Fraction(1), Fraction(0), 0) for _, one in account.balances()]
    held = any(not lot.money and lot.serves(service) for lot in holders)
    if held and all("meter" in charge for charge in charges):
        charges = [{"id": service, "for": service, "from_balances": "true"}, *charges]
    if not charges and service not in EVENTS:
        raise NotServed(service)
    for charge in charges:
        units = quantity * int(number(charge.get("legs", 1)))
        increment = charge.get("increment", "exact")
        if isinstance(increment, dict):
            increment = increment.get("value", increment.get("assumed"))
        if increment != "exact":
            units = calls * billed_minutes(increment, quantity * 60 / calls) * int(number(charge.get("legs", 1)))
        left = units
        if "meter" not in charge:
            left = account.draw(service, units, month, money=False)
        if "from_balances" in charge and left > 0 and service not in EVENTS:
            raise NotServed(service)
        due = (
            price(charge, left)
            + calls * number(charge.get("per_call", 0))
            + calls * number(charge.get("connect_fee", 0))
        )
        billed = account.draw(service, due, month, money=True)
        account.paid += billed
        account.outside += billed
