"""A second, deliberately naive reckoning of what a plan costs: exact fractions, one thing at a time, no speed.

It reads the tree of a plan file (texts and numbers as written), knows nothing of the program's model or simulation,
and follows the billing rules in their order. What it and the program agree on is probably right.
"""

import math
from fractions import Fraction
from typing import Any

import naive_prices as prices
from naive_prices import number

SERVICES = ("inbound", "callback", "outbound", "sms", "missed_callback", "voicemail")
CALLS = ("inbound", "callback", "outbound")
EVENTS = ("missed_callback", "voicemail")
FOREVER = math.inf
NO_PRIORITY = 10**9


class NotServed(Exception):
    """The plan cannot serve the usage."""


def months_of(text: Any) -> int:
    if isinstance(text, dict):
        text = text.get("value", text.get("assumed"))
    count, unit = str(text).split()
    if unit.startswith("day"):
        return max(1, round(int(count) / Fraction(365, 12)))
    return int(count) * (12 if unit.startswith("year") else 1)


def true(part: dict[str, Any], key: str) -> bool:
    return part.get(key) == "true"


class Lot:
    def __init__(self, balance: dict[str, Any], order: int, size: Fraction, price: Fraction, end: float) -> None:
        self.balance, self.order, self.size, self.price, self.end = balance, order, size, price, end
        self.left, self.first_end, self.carried = size, end, False
        self.validity = Fraction(0)

    def paid_for(self, amount: Fraction) -> Fraction:
        return amount * (self.price - self.validity) / self.size

    def serves(self, service: str) -> bool:
        wanted = self.balance.get("for")
        if isinstance(wanted, str):
            wanted = [wanted]
        if wanted is not None:
            return service in wanted or (service == "minimum" and "fees" in wanted)
        if "minutes" in self.balance:
            return service in CALLS
        if "units" in self.balance:
            return service not in (*CALLS, "fees", "minimum")
        return service != "fees"

    @property
    def money(self) -> bool:
        return "minutes" not in self.balance and "units" not in self.balance


class Account:
    """Everything that happens to one plan."""

    def __init__(self, plan: dict[str, Any], usage: dict[str, Any], months: int) -> None:
        self.plan, self.usage, self.months = plan, usage, months
        self.lots: list[Lot] = []
        self.bought: dict[int, int] = {}
        self.held_until: dict[int, float] = {}
        self.paid = self.refunded = self.upfront = self.drawn = self.expired = self.outside = Fraction(0)
        self.returned = self.validity = Fraction(0)
        self.scheduled = self.other = self.deposits = Fraction(0)
        self.purchases = 0
        self.counts: dict[str, Fraction] = {}
        self.counted = Fraction(0)
        self.opening = Fraction(0)
        self.continues = usage.get("opening") is not None
        for order, balance in self.balances():
            held = (usage.get("opening") or {}).get(balance["id"])
            if held is not None:
                self.open(order, balance, *held)

    def open(self, order: int, balance: dict[str, Any], left: Fraction, months: int | None) -> None:
        """Hold what was held, and paid for, before the first month."""
        self.buy(order, balance, 0, None)
        lot = self.lots.pop()
        lot.left, lot.end = left, FOREVER if months is None else months
        lot.first_end = lot.end
        self.lots.append(lot)
        self.held_until[order] = lot.end
        self.paid = self.upfront = self.scheduled = self.validity = Fraction(0)
        self.purchases = 0
        if "top_up" not in balance:
            del self.bought[order]
        self.opening += lot.paid_for(left)

    def held(self, unit: str) -> int:
        return int(self.usage.get(f"{unit}s", 1)) if unit != "account" else 1

    def pay(self, amount: Fraction, *, scheduled: bool, month: int, deposit: bool = False) -> None:
        self.paid += amount
        if scheduled and month == 0:
            self.upfront += amount
        if deposit:
            self.deposits += amount
        elif scheduled:
            self.scheduled += amount
        else:
            self.other += amount

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
            count = self.held(balance.get("per", "account"))
            size = number(balance.get("credit", balance.get("minutes", balance.get("units")))) * count
            price = number(balance["price"]) * count
        period = {"monthly": 1, "yearly": 12}.get(balance["buy"])
        end: float = FOREVER
        if "valid" in balance:
            end = month + months_of(balance["valid"])
            until = self.held_until.get(order, -1)
            if true(balance, "extends") and (until > month or until == month > 0):
                end = until + months_of(balance["valid"])
                for lot in self.lots:
                    if lot.order == order:
                        lot.end = lot.first_end = end
        elif period:
            end = month + period
        lot = Lot(balance, order, size, price, end)
        if "validity_price" in balance:
            lot.validity = number(balance["validity_price"]) * self.held(balance.get("per", "account"))
            self.validity += lot.validity
        self.lots.append(lot)
        self.bought[order] = self.bought.get(order, 0) + 1
        self.held_until[order] = max(self.held_until.get(order, 0), end)
        self.purchases += price > 0
        self.pay(price, scheduled=need is None, month=month)

    def expire(self, month: int) -> None:
        for lot in self.lots:
            if lot.end <= month:
                rollover = lot.balance.get("rollover")
                if rollover is not None and not lot.carried:
                    lot.carried = True
                    lot.end = lot.end + int(rollover["months"]) if "months" in rollover else FOREVER
                else:
                    self.lose(lot, lot.left)
        self.lots = [lot for lot in self.lots if lot.end > month]
        for order, balance in self.balances():
            most = balance.get("rollover", {}).get("at_most")
            if most is None:
                continue
            carried = sorted((lot for lot in self.lots if lot.order == order and lot.carried), key=self.rank)
            excess = sum((lot.left for lot in carried), start=Fraction(0)) - number(most)
            for lot in carried:
                lost = max(min(lot.left, excess), Fraction(0))
                self.lose(lot, lost)
                excess -= lost

    def lose(self, lot: Lot, amount: Fraction) -> None:
        self.expired += lot.paid_for(amount)
        lot.left -= amount

    @staticmethod
    def rank(lot: Lot) -> tuple[Any, ...]:
        return int(lot.balance.get("priority", NO_PRIORITY)), lot.first_end, lot.price > 0, lot.order

    def begin(self, month: int) -> None:
        for order, balance in self.balances():
            ends_now = month > 0 and self.held_until.get(order) == month
            if true(balance, "extends") and balance["buy"] == "always" and ends_now:
                self.buy(order, balance, month, None)
        self.expire(month)
        for order, balance in self.balances():
            kind = balance["buy"]
            due = (
                (kind == "once" and month == 0 and not self.continues)
                or kind == "monthly"
                or (kind == "yearly" and month % 12 == 0)
                or (kind == "always" and self.held_until.get(order, -1) <= month)
            )
            if due:
                self.buy(order, balance, month, None)

    def share_of_first_month(self, part: dict[str, Any]) -> Fraction:
        rule = part.get("first_month", "full")
        return {"full": Fraction(1), "free": Fraction(0), "by_days": Fraction(self.usage.get("first_month", 1))}[rule]

    def fee_due(self, fee: dict[str, Any], month: int) -> Fraction:
        """Return what a fee comes to in a month."""
        first, last = int(fee.get("from_month", 1)) - 1, int(fee.get("to_month", 10**6)) - 1
        since = month - first
        due = {"once": since == 0, "year": since >= 0 and since % 12 == 0}.get(fee["every"], since >= 0)
        if not due or month > last:
            return Fraction(0)
        included = int(fee.get("included", 0)) * self.held(fee.get("included_per", "account"))
        count = Fraction(max(self.held(fee.get("per", "account")) - included, 0))
        price = prices.bands(fee["bands"], count) if "bands" in fee else number(fee["price"]) * count
        if fee["every"] == "day":
            price *= Fraction(365, 12)
        return price * self.share_of_first_month(fee) if since == 0 else price

    def fees(self) -> list[dict[str, Any]]:
        """Return the fees that are charged: of those that exclude each other, the one that costs least."""
        chosen: dict[str, tuple[Fraction, int]] = {}
        fees = [fee for fee in self.plan.get("fees", []) if not (self.continues and fee["every"] == "once")]
        for index, fee in enumerate(fees):
            if "either" in fee:
                cost = sum((self.fee_due(fee, month) for month in range(self.months)), start=Fraction(0))
                chosen.setdefault(fee["either"], (cost, index))
                if cost < chosen[fee["either"]][0]:
                    chosen[fee["either"]] = cost, index
        return [fee for index, fee in enumerate(fees) if "either" not in fee or chosen[fee["either"]][1] == index]

    def draw(self, service: str, need: Fraction, month: int, *, money: bool, cell: Any = None) -> Fraction:
        """Draw, one lot at a time and one purchase at a time; return what nothing covers."""

        def able(lot: Lot) -> bool:
            suits = cell is None or prices.fits(lot.balance.get("when"), cell)
            return lot.money == money and lot.serves(service) and suits

        while need > 0:
            usable = sorted((lot for lot in self.lots if able(lot) and lot.left > 0), key=self.rank)
            if not usable:
                refill = next(
                    (
                        (order, balance)
                        for order, balance in self.balances()
                        if balance["buy"] in ("always", "as_needed")
                        and able(Lot(balance, order, Fraction(1), Fraction(0), 0))
                    ),
                    None,
                )
                if refill is None:
                    return need
                self.buy(*refill, month, need * number(refill[1].get("draws", {}).get(service, 1)))
                continue
            lot = usable[0]
            each = number(lot.balance.get("draws", {}).get(service, 1))
            take = min(need * each, lot.left)
            lot.left -= take
            self.drawn += lot.paid_for(take)
            need -= take / each
        return need


def quote(plan: dict[str, Any], usage: dict[str, Any], months: int) -> dict[str, Fraction] | None:
    """Return the totals of a plan for a usage, or None where it cannot serve it.

    ``usage`` maps services to ``(minutes or units, calls)``, and may hold ``seats``, ``numbers``, ``channels``,
    ``lengths``, ``classes`` (by service) and ``first_month``.
    """
    account = Account(plan, usage, months)
    for name, limit in plan.get("limits", {}).items():
        count = account.held(name.removesuffix("s"))
        if not int(limit.get("at_least", 0)) <= count <= int(limit.get("at_most", 10**9)):
            return None
    try:
        for month in range(months):
            _month(account, month)
    except NotServed:
        return None
    _commitment(account)
    account.expire(months)
    for lot in account.lots:
        if true(lot.balance, "refundable"):
            account.returned += lot.paid_for(lot.left)
            lot.left = Fraction(0)
    left = [(lot, lot.paid_for(lot.left)) for lot in account.lots]
    leftover = sum((value for _, value in left), start=Fraction(0))
    reusable = sum((value for lot, value in left if true(lot.balance, "reusable")), start=Fraction(0))
    total = account.paid - account.refunded - account.returned
    used = account.drawn + leftover + account.expired + account.returned + account.validity
    assert account.paid + account.opening == used + account.outside
    return {
        "total": total,
        "upfront": account.upfront,
        "expired": account.expired,
        "leftover": leftover,
        "accrued": total + account.opening - leftover,
        "net": total - reusable,
        "purchases": Fraction(account.purchases),
    }


def _month(account: Account, month: int) -> None:
    account.scheduled = account.other = account.deposits = Fraction(0)
    account.begin(month)
    bill = account.plan.get("bill", {})
    fees = [(fee, account.fee_due(fee, month)) for fee in account.fees()]
    lines = _lines(account, month)
    if bill.get("rounding", {}).get("per") == "line":
        rule = bill["rounding"]
        for line in lines:
            line[2] = prices.rounded(line[2], int(rule["decimals"]), rule["mode"])
    if "discount" in bill:
        _discount(lines, bill["discount"])
    if "minimum" in bill:
        _minimum(account, bill["minimum"], lines, fees, month)
    for service, cell, due in lines:
        billed = account.draw(service, due, month, money=True, cell=cell)
        account.outside += billed
        account.pay(billed, scheduled=False, month=month)
    for fee, price in fees:
        deposit = true(fee, "refundable")
        rest = price if deposit else account.draw("fees", price, month, money=True)
        account.outside += rest
        account.pay(rest, scheduled=True, month=month, deposit=deposit)
        account.refunded += price if deposit else 0
    tax = bill.get("tax", {})
    if tax.get("included") == "false":
        share = number(tax["percent"]) / 100
        for amount, scheduled in ((account.scheduled, True), (account.other, False)):
            account.outside += amount * share
            account.pay(amount * share, scheduled=scheduled, month=month)
    if bill.get("rounding", {}).get("per") == "month":
        exact = account.scheduled + account.other + account.deposits
        more = prices.rounded(exact, int(bill["rounding"]["decimals"]), bill["rounding"]["mode"]) - exact
        account.outside += more
        account.paid += more


def _discount(lines: list[list[Any]], discount: dict[str, Any]) -> None:
    spent = sum((max(due, Fraction(0)) for *_, due in lines), start=Fraction(0))
    off, below = Fraction(0), Fraction(0)
    for step in discount["steps"]:
        share = number(step["percent"]) / 100
        top = number(step["up_to"]) if "up_to" in step else None
        if discount["mode"] == "volume":
            if top is None or spent <= top:
                off = spent * share
                break
        else:
            upper = spent if top is None else min(spent, top)
            off += max(upper - below, Fraction(0)) * share
            below = upper
    for line in reversed(lines):
        less = min(max(line[2], Fraction(0)), off)
        line[2] -= less
        off -= less


def _minimum(account: Account, minimum: Any, lines: list[list[Any]], fees: list[Any], month: int) -> None:
    counts = minimum.get("counts", ["usage"])
    if "usage" in counts:
        account.counted += sum((due for *_, due in lines), start=Fraction(0))
    if "fees" in counts:
        account.counted += sum((price for fee, price in fees if not true(fee, "refundable")), start=Fraction(0))
    period = 12 if minimum["every"] == "year" else 1
    if (month + 1) % period and month + 1 != account.months:
        return
    months = Fraction(month % period + 1)
    if month < period:
        months += account.share_of_first_month(minimum) - 1
    short = number(minimum["price"]) * months / period - account.counted
    account.counted = Fraction(0)
    if short > 0:
        lines.append(["minimum", None, short])


def _commitment(account: Account) -> None:
    """Add what is due after the horizon, up to the end of the minimum term."""
    plan, months = account.plan, account.months
    term = months_of(plan["minimum_term"]) if "minimum_term" in plan else 0
    due = Fraction(0)
    for month in range(months, term):
        due += sum((account.fee_due(fee, month) for fee in account.fees()), start=Fraction(0))
        for _, balance in account.balances():
            period = {"monthly": 1, "yearly": 12}.get(balance["buy"])
            if period and month % period == 0:
                due += number(balance["price"]) * account.held(balance.get("per", "account"))
        minimum = plan.get("bill", {}).get("minimum")
        if minimum:
            due += number(minimum["price"]) / (12 if minimum["every"] == "year" else 1)
    tax = plan.get("bill", {}).get("tax", {})
    due *= 1 + number(tax["percent"]) / 100 if tax.get("included") == "false" else 1
    account.outside += due
    account.paid += due


def _lines(account: Account, month: int) -> list[list[Any]]:
    """Return service, class and money due of every portion of usage, in billing order."""
    portions = [one for service in SERVICES for one in _portions(account, service, month)]
    for portion in portions:
        portion["left"] = portion["units"]
        if "meter" not in portion["charge"]:
            cell = portion["cell"]
            portion["left"] = account.draw(portion["service"], portion["units"], month, money=False, cell=cell)
        nothing_sold = "from_balances" in portion["charge"] and portion["service"] not in EVENTS
        if nothing_sold and portion["left"] > 0:
            raise NotServed(portion["service"])
        charge = portion["charge"]
        portion["counts"] = portion["units"] if true(charge.get("tiers", {}), "count_included") else portion["left"]
        portion["before"] = portion["counts"] - portion["left"]
        portion["reached"] = portion["counts"]
    for name, counter in account.plan.get("counters", {}).items():
        if month % (12 if counter["every"] == "year" else 1) == 0:
            account.counts[name] = Fraction(0)
        members = [one for wanted in counter["counts"] for one in portions if one["charge"].get("id") == wanted]
        reached = account.counts[name] + sum((one["counts"] for one in members), start=Fraction(0))
        for one in members:
            if one["charge"].get("tiers", {}).get("by") == name:
                one["before"] += account.counts[name]
                one["reached"] = reached
            account.counts[name] += one["counts"]
    return [[one["service"], one["cell"], _due(one)] for one in portions]


def _portions(account: Account, service: str, month: int) -> list[dict[str, Any]]:
    quantity, calls = account.usage.get(service, (Fraction(0), Fraction(0)))
    factor = _factor(account.usage, service, month)
    quantity, calls = quantity * factor, calls * factor
    if not quantity:
        return []
    plan = account.plan
    charges = [charge for charge in plan.get("charges", []) if charge["for"] == service]
    holders = [Lot(one, 0, Fraction(1), Fraction(0), 0) for _, one in account.balances()]
    held = any(not lot.money and lot.serves(service) for lot in holders)
    if not charges and not held:
        if service in EVENTS:
            return []
        raise NotServed(service)
    covering = {"id": service, "for": service, "from_balances": "true"}
    found: dict[tuple[Any, ...], list[Any]] = {}
    for cell, share in prices.cells(plan, charges, account.usage.get("classes", {}).get(service, {})):
        serving = tuple(prices.fits(one.get("when"), cell) for _, one in account.balances())
        for meter in dict.fromkeys([None, *(charge.get("meter") for charge in charges)]):
            able = [one for one in charges if one.get("meter") == meter and prices.fits(one.get("when"), cell)]
            charge = max(able, key=lambda one: len(one.get("when", {})), default=None)
            if charge is None and meter is not None:
                continue
            if charge is None and not held:
                raise NotServed(service)
            if charge is not None and "reject" in charge:
                raise NotServed(service)
            place = -1 if charge is None else charges.index(charge)
            entry = found.setdefault((place, serving), [charge or covering, cell, Fraction(0)])
            entry[2] += share
    portions = []
    for _, (charge, cell, share) in sorted(found.items(), key=lambda item: item[0][0]):
        portion = {"service": service, "charge": charge, "cell": cell, "calls": calls * share}
        portion.update(_measured(charge, quantity * share, calls * share, account.usage.get("lengths")))
        portions.append(portion)
    return portions


def _factor(usage: dict[str, Any], service: str, month: int) -> Fraction:
    """Return what a month's use is multiplied with."""
    factor = usage.get("by_month", {}).get(service, [Fraction(1)] * 1000)[month]
    if usage.get("season"):
        factor *= usage["season"][month % 12]
    if usage.get("growth"):
        percent, every = usage["growth"]
        for _ in range(every, month + 1, every):
            factor *= 1 + percent / 100
    return Fraction(factor)


def text(value: Any) -> Any:
    return value.get("value", value.get("assumed")) if isinstance(value, dict) else value


def _measured(charge: dict[str, Any], quantity: Fraction, calls: Fraction, lengths: Any) -> dict[str, Any]:
    """Return the billed units, and what the calls cost beside them."""
    legs = int(number(charge.get("legs", 1)))
    increment, free = str(text(charge.get("increment", "exact"))), number(charge.get("free_seconds", 0))
    mean = quantity * 60 / calls if calls else Fraction(180)
    units = quantity * legs
    if increment != "exact" or free:
        units = calls * prices.billed_minutes(increment, mean, free, lengths) * legs
    each = number(charge.get("per_call", 0)) + number(charge.get("connect_fee", 0))
    if "rounding" in charge:
        rule = charge["rounding"]
        rate = number(charge.get("per_minute", 0)) * legs
        each = prices.rounded_call(rate, each, int(rule["decimals"]), rule["mode"], increment, mean, free, lengths)
    if "long_call_fee" in charge:
        past = number(charge["long_call_fee"]["past_seconds"])
        each += number(charge["long_call_fee"]["price"]) * prices.share_past(past, mean, lengths)
    return {"units": units, "of_calls": calls * each}


def _due(portion: dict[str, Any]) -> Fraction:
    charge, left = portion["charge"], portion["left"]
    due: Fraction = portion["of_calls"]
    if "tiers" in charge:
        return due + prices.ladder(charge["tiers"], left, portion["before"], portion["reached"])
    if "rounding" not in charge:
        due += prices.step_price(charge, left)
    return due
