"""A second, deliberately naive reckoning of what a plan costs: exact fractions, one thing at a time, no speed.

It reads the tree of a plan file (texts and numbers as written), knows nothing of the program's model or simulation,
and follows the billing rules in their order. What it and the program agree on is probably right.
"""

import math
from copy import deepcopy
from fractions import Fraction
from typing import Any

import naive_prices as prices
import naive_use
from naive_prices import NotServed, number
from naive_use import SERVICES, in_money, serves, true

FOREVER = math.inf
NO_PRIORITY = 10**9
PERIODS = {"monthly": 1, "yearly": 12}


def months_of(text: Any) -> int:
    if isinstance(text, dict):
        text = text.get("value", text.get("assumed"))
    if text == "unknown":
        raise NotServed("unknown")
    count, unit = str(text).split()
    if unit.startswith("day"):
        return max(1, round(int(count) / Fraction(365, 12)))
    return int(count) * (12 if unit.startswith("year") else 1)


class Lot:
    """One purchase of a balance: what is left of it, what was drawn of it, and when it ends."""

    def __init__(self, balance: dict[str, Any], order: int, size: Fraction, price: Fraction, end: float) -> None:
        self.balance, self.order, self.size, self.price, self.end = balance, order, size, price, end
        self.left, self.first_end, self.carried = size, end, False
        self.validity = self.used = Fraction(0)

    def paid_for(self, amount: Fraction) -> Fraction:
        return amount * (self.price - self.validity) / self.size


class Account:
    """Everything that happens to one plan."""

    def __init__(self, plan: dict[str, Any], usage: dict[str, Any], months: int, ends: int) -> None:
        self.plan, self.usage, self.months, self.ends = plan, usage, months, ends
        self.lots: list[Lot] = []
        self.all_lots: list[Lot] = []
        self.bought: set[int] = set()
        self.held_until: dict[int, float] = {}
        self.next_period: dict[int, int] = {}
        self.paid = self.refunded = self.drawn = self.expired = self.outside = Fraction(0)
        self.validity = self.in_month = self.deposits = Fraction(0)
        self.purchases = 0
        self.counts = naive_use.Counts(plan)
        self.counted = Fraction(0)
        self.opening = Fraction(0)
        self.continues = usage.get("opening") is not None
        if self.continues:
            for order, balance in self.balances():
                self.open(order, balance, usage["opening"].get(balance["id"]))

    def open(self, order: int, balance: dict[str, Any], held: tuple[Fraction, int | None] | None) -> None:
        """Hold what was held, and paid for, before the first month; nothing of what nobody speaks of."""
        self.bought.add(order)
        if held is None:
            if "valid" not in balance:
                self.held_until[order] = FOREVER  # nothing ends that would be renewed
            return
        left, months = held
        end = FOREVER if months is None else months
        # What stands in an account was paid for one to one, whatever was paid at first.
        size = price = Fraction(1)
        if "top_up" not in balance:
            size, price = self.sizes(balance, None, first=True)
        lot = Lot(balance, order, size, price, end)
        lot.validity = self.validity_of(balance)
        lot.left = left
        self.lots.append(lot)
        self.all_lots.append(lot)
        self.held_until[order] = end
        if months is not None:
            self.next_period[order] = months
        self.opening += lot.paid_for(left)

    def held(self, unit: str) -> int:
        return int(self.usage.get(f"{unit}s", 1)) if unit != "account" else 1

    def pay(self, amount: Fraction, *, deposit: bool = False) -> None:
        self.paid += amount
        if deposit:
            self.deposits += amount
        else:
            self.in_month += amount

    def balances(self) -> list[tuple[int, dict[str, Any]]]:
        return list(enumerate(self.plan.get("balances", [])))

    def sizes(self, balance: dict[str, Any], need: Fraction | None, *, first: bool) -> tuple[Fraction, Fraction]:
        """Return what one purchase holds, and its price."""
        if "top_up" not in balance:
            count = self.held(balance.get("per", "account"))
            size = number(balance.get("credit", balance.get("minutes", balance.get("units")))) * count
            return size, number(balance["price"]) * count
        top_up = balance["top_up"]
        if first:
            size = number(top_up["first"])
        elif "then" in top_up:
            size = number(top_up["then"])
            size *= max(1, math.ceil((need or Fraction(0)) / size))
        else:
            size = max(number(top_up["at_least"]), need or Fraction(0))
        return size, size

    def validity_of(self, balance: dict[str, Any]) -> Fraction:
        if "validity_price" not in balance:
            return Fraction(0)
        return number(balance["validity_price"]) * self.held(balance.get("per", "account"))

    def buy(self, order: int, balance: dict[str, Any], month: int, need: Fraction | None) -> None:
        size, price = self.sizes(balance, need, first=order not in self.bought)
        period = PERIODS.get(balance["buy"])
        end: float = FOREVER
        if "valid" in balance:
            end = month + months_of(balance["valid"])
            until = self.held_until.get(order, 0)
            if true(balance, "extends") and (until > month or until == month > 0):
                end = until + months_of(balance["valid"])
                for lot in self.lots:
                    if lot.order == order:
                        lot.end = lot.first_end = end
        elif period:
            end = month + period
        lot = Lot(balance, order, size, price, end)
        lot.validity = self.validity_of(balance)
        self.validity += lot.validity
        self.lots.append(lot)
        self.all_lots.append(lot)
        self.bought.add(order)
        self.held_until[order] = max(self.held_until.get(order, 0), end)
        self.purchases += price > 0
        self.pay(price)

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
            carried = sorted((lot for lot in self.lots if lot.order == order and lot.carried), key=self.rank)
            if most is None or not carried:
                continue
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
            period = PERIODS.get(kind)
            if period is not None:
                if self.next_period.get(order, 0) == month:
                    self.buy(order, balance, month, None)
                    self.next_period[order] = month + period
            elif (kind == "once" and month == 0 and not self.continues) or (
                kind == "always" and self.held_until.get(order, 0) <= month
            ):
                self.buy(order, balance, month, None)

    def share_of_first_month(self, part: dict[str, Any], first: int = 0) -> Fraction:
        """Return the share of a first month, which is that of the plan itself but for what begins free later on."""
        rule = part.get("first_month", "full")
        if first == 0 and self.continues:
            return Fraction(1)
        if rule == "by_days":
            return Fraction(self.usage.get("first_month", 1)) if first == 0 else Fraction(1)
        return Fraction(rule != "free")

    def fee_due(self, fee: dict[str, Any], month: int) -> Fraction:
        """Return what a fee comes to in a month."""
        first, last = int(fee.get("from_month", 1)) - 1, int(fee.get("to_month", 10**6)) - 1
        since = month - first
        due = {"once": since == 0, "year": since >= 0 and since % 12 == 0}.get(fee["every"], since >= 0)
        if not due or month > last:
            return Fraction(0)
        share = self.share_of_first_month(fee, first) if since == 0 else Fraction(1)
        included = int(fee.get("included", 0)) * self.held(fee.get("included_per", "account"))
        count = Fraction(max(self.held(fee.get("per", "account")) - included, 0))
        if not share or not count:
            return Fraction(0)
        price = prices.bands(fee["bands"], count) if "bands" in fee else number(fee["price"]) * count
        return price * share * (Fraction(365, 12) if fee["every"] == "day" else 1)

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
        minimum = tuple(self.plan.get("bill", {}).get("minimum", {}).get("counts", ["usage"]))

        def able(balance: dict[str, Any]) -> bool:
            suits = cell is None or prices.fits(balance.get("when"), cell)
            return in_money(balance) == money and serves(balance, service, minimum) and suits

        while need > 0:
            usable = sorted((lot for lot in self.lots if able(lot.balance) and lot.left > 0), key=self.rank)
            if not usable:
                refills = [one for one in self.balances() if one[1]["buy"] in ("always", "as_needed") and able(one[1])]
                if not refills:
                    return need
                order, balance = refills[0]
                self.buy(order, balance, month, need * number(balance.get("draws", {}).get(service, 1)))
                continue
            lot = usable[0]
            each = number(lot.balance.get("draws", {}).get(service, 1))
            take = min(need * each, lot.left)
            lot.left -= take
            lot.used += take
            self.drawn += lot.paid_for(take)
            need -= take / each
            if not lot.left:
                self.lots.remove(lot)
        return need

    def bill(self, month: int) -> None:
        """Bill a month, counted from 0."""
        self.in_month = self.deposits = Fraction(0)
        self.begin(month)
        bill = self.plan.get("bill", {})
        fees = [(fee, self.fee_due(fee, month)) for fee in self.fees()]
        lines = naive_use.lines(self.plan, self.usage, month, self._draw_units(month), self.counts)
        for line in lines:
            line["exact"] = line["due"]
        if bill.get("rounding", {}).get("per") == "line":
            rule = bill["rounding"]
            for line in lines:
                line["due"] = prices.rounded(line["due"], int(rule["decimals"]), rule["mode"])
        if "discount" in bill:
            _discount(lines, bill["discount"])
        short = self._short(bill["minimum"], lines, fees, month) if "minimum" in bill else Fraction(0)
        for line in lines:
            for cells, due in self._by_paying(line):
                self._bill_out(self.draw(line["service"], due, month, money=True, cell=cells))
        if short > 0:
            self._bill_out(self.draw("minimum", short, month, money=True))
        for fee, price in fees:
            deposit = true(fee, "refundable")
            rest = price if deposit else self.draw("fees", price, month, money=True)
            self._bill_out(rest, deposit=deposit)
            self.refunded += price if deposit else 0
        tax = bill.get("tax", {})
        if tax.get("included") == "false" and self.in_month:
            self._bill_out(self.in_month * number(tax["percent"]) / 100)
        if bill.get("rounding", {}).get("per") == "month":
            exact = self.in_month + self.deposits
            more = prices.rounded(exact, int(bill["rounding"]["decimals"]), bill["rounding"]["mode"]) - exact
            self._bill_out(more)

    def _draw_units(self, month: int) -> naive_use.Draw:
        return lambda service, units, cell: self.draw(service, units, month, money=False, cell=cell)

    def _bill_out(self, amount: Fraction, *, deposit: bool = False) -> None:
        self.outside += amount
        self.pay(amount, deposit=deposit)

    def _by_paying(self, line: dict[str, Any]) -> list[tuple[dict[str, Any], Fraction]]:
        """Return what a charge comes to by what the same balances of money pay, with one of its classes."""
        money = [index for index, (_, one) in enumerate(self.balances()) if in_money(one)]
        found: dict[Any, list[Any]] = {}
        for part in line["parts"]:
            paying = tuple(part["serving"][index] for index in money)
            found.setdefault(paying, [part["cell"], Fraction(0)])[1] += part["due"]
        if len(found) == 1:
            return [(cell, line["due"]) for cell, _ in found.values()]
        changed = line["due"] / line["exact"] if line["exact"] else Fraction(1)
        return [(cell, due * changed) for cell, due in found.values()]

    def _short(self, minimum: Any, lines: list[Any], fees: list[Any], month: int) -> Fraction:
        """Return what falls short of the minimum in the months that end with this one."""
        counts = minimum.get("counts", ["usage"])
        if "usage" in counts:
            self.counted += sum((line["due"] for line in lines), start=Fraction(0))
        if "fees" in counts:
            self.counted += sum((price for fee, price in fees if not true(fee, "refundable")), start=Fraction(0))
        period = 12 if minimum["every"] == "year" else 1
        if (month + 1) % period and month + 1 != self.ends:
            return Fraction(0)
        months = Fraction(month % period + 1)
        if month < period:
            months += self.share_of_first_month(minimum) - 1
        counted, self.counted = self.counted, Fraction(0)
        return (number(minimum["price"]) * months / period if months else Fraction(0)) - counted


def _discount(lines: list[dict[str, Any]], discount: dict[str, Any]) -> None:
    """Take the discount off what is due, from the last line backwards; what is paid back is not spent."""
    spent = sum((line["due"] for line in lines), start=Fraction(0))
    off, below = Fraction(0), Fraction(0)
    for step in discount["steps"] if spent > 0 else ():
        top = prices.top_of(step)
        inside = top is None or spent <= top
        if discount["mode"] == "volume":
            if inside:
                off = spent * number(step["percent"]) / 100
                break
            continue
        upper = spent if inside or top is None else top
        off += (upper - below) * number(step["percent"]) / 100
        below = upper
        if inside:
            break
    for line in reversed(lines):
        less = min(max(line["due"], Fraction(0)), off)
        line["due"] -= less
        off -= less


def quote(plan: dict[str, Any], usage: dict[str, Any], months: int) -> dict[str, Fraction] | None:
    """Return the totals of a plan for a usage, or None where it cannot serve it.

    ``usage`` maps services to ``(minutes or units, calls)``, and may hold ``seats``, ``numbers``, ``channels``,
    ``lengths``, ``classes`` (by service), ``first_month``, and of the plan of today ``opening``.
    """
    try:
        return _quote(plan, usage, months)
    except NotServed:
        return None


def _quote(plan: dict[str, Any], usage: dict[str, Any], months: int) -> dict[str, Fraction]:
    falls_due = "minimum" in plan.get("bill", {})
    for fee in plan.get("fees", []):
        first, last = int(fee.get("from_month", 1)), int(fee.get("to_month", 10**6))
        paid = fee["every"] == "once" and (first <= months or usage.get("opening") is not None)
        falls_due = falls_due or (not paid and last > months)
    falls_due = falls_due or any(one["buy"] not in ("once", "as_needed") for one in plan.get("balances", []))
    term = plan.get("minimum_term", "1 month")
    ends = max(months, months_of(term)) if falls_due or term != "unknown" else months
    account = Account(plan, usage, months, ends)
    for name, limit in plan.get("limits", {}).items():
        count = account.held(name.removesuffix("s"))
        if not int(limit.get("at_least", 0)) <= count <= int(limit.get("at_most", 10**9)):
            raise NotServed(name)
    for month in range(months):
        account.bill(month)
    committed = _commitment(account)
    account.expire(months)
    returned = Fraction(0)
    for lot in account.lots:
        if true(lot.balance, "refundable"):
            returned += lot.paid_for(lot.left)
            lot.left = Fraction(0)
    left = [(lot, lot.paid_for(lot.left)) for lot in account.lots]
    leftover = sum((value for _, value in left), start=Fraction(0))
    reusable = sum((value for lot, value in left if true(lot.balance, "reusable")), start=Fraction(0))
    total = account.paid + committed - account.refunded - returned
    used = account.drawn + leftover + account.expired + returned + account.validity
    assert account.paid + account.opening == used + account.outside
    unused = Account(plan, without_use(usage), months, ends)
    unused.bill(0)
    return {
        "total": total,
        "upfront": unused.paid,
        "expired": account.expired,
        "leftover": leftover,
        "accrued": total + account.opening - leftover,
        "net": total - reusable,
        "purchases": Fraction(account.purchases),
        "committed": committed,
    }


def without_use(usage: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in usage.items() if key not in SERVICES}


def _commitment(account: Account) -> Fraction:
    """Return what a minimum term adds: its months past those compared, billed without use.

    What they draw of what is held at the end of the months compared is drawn of it.
    """
    after = deepcopy(account)
    after.usage = without_use(after.usage)
    for month in range(account.months, account.ends):
        after.bill(month)
    for lot, twin in zip(account.all_lots, after.all_lots, strict=False):
        more = twin.used - lot.used
        lot.left -= more
        account.drawn += lot.paid_for(more)
    return (after.paid - account.paid) - (after.refunded - account.refunded)
