"""Balances held while a plan is simulated: what is bought, drawn, left over and expired."""

from fractions import Fraction
from typing import Any

from telquote.affine import Affine, as_whole
from telquote.billing.charges import Scales
from telquote.billing.ledger import BOUGHT, DRAWN, EXPIRED, LEFT, ON_SCHEDULE, OPENING, REFUNDED, Ledger
from telquote.billing.terms import NEVER, BalanceTerms

_PERIODS = {"monthly": 1, "yearly": 12}


class Lot:
    """What one purchase of a balance still holds, and the month in which it expires."""

    __slots__ = ("carried", "expiry", "left", "period_end", "wallet")

    def __init__(self, wallet: "Wallet", left: Any, expiry: int) -> None:
        self.wallet, self.left, self.expiry = wallet, left, expiry
        self.period_end = expiry
        self.carried = False

    def rank(self) -> tuple[int, int, bool, int]:
        """Return the draw order: priority, soonest to expire, then free before paid, then file order.

        What is carried over keeps the place of the period that it comes from.
        """
        terms = self.wallet.terms
        return terms.rules.priority, self.period_end, terms.paid, terms.order


class Wallet:
    """One balance of a plan with its sizes scaled to whole numbers."""

    __slots__ = ("carries_at_most", "draws", "held_until", "later_size", "price", "services", "size", "terms")

    def __init__(self, terms: BalanceTerms, scales: Scales) -> None:
        self.terms = terms
        self.services = terms.services
        self.draws = terms.rules.draws or None
        self.size = as_whole(terms.size, scales.money if terms.money else scales.unit)
        self.price = as_whole(terms.price, scales.money)
        at_most = terms.rules.rollover[1] if terms.rules.rollover else None
        scale = scales.money if terms.money else scales.unit
        self.carries_at_most: Any = None
        if at_most is not None:
            self.carries_at_most = (at_most if isinstance(at_most, Affine) else Fraction(at_most)) * scale
        self.later_size = None if terms.later_size is None else as_whole(terms.later_size, scales.money)
        self.held_until = -1

    def next_purchase(self, need: Any) -> tuple[int, Any, Any]:
        """Return the count, content and price of the fewest purchases that cover ``need``."""
        if self.later_size is None:
            count = -(-need // self.size)
            return count, count * self.size, count * self.price
        if self.held_until < 0:
            if need <= self.size:
                return 1, self.size, self.size
            count, content, _ = self._top_up(need - self.size)
            return 1 + count, self.size + content, self.size + content
        return self._top_up(need)

    def _top_up(self, need: Any) -> tuple[int, Any, Any]:
        if self.terms.any_amount_above:
            content = self.later_size if need <= self.later_size else need
            return 1, content, content
        count = -(-need // self.later_size)
        return count, count * self.later_size, count * self.later_size

    def scheduled_purchase(self) -> tuple[int, Any, Any]:
        """Return the count, content and price of one purchase that is due whatever the usage."""
        if self.later_size is None or self.held_until < 0:
            return 1, self.size, self.price
        return 1, self.later_size, self.later_size


class Balances:
    """All balances of one kind (money, or units) that a plan holds during the simulation."""

    def __init__(
        self, balances: tuple[BalanceTerms, ...], scales: Scales, ledger: Ledger, *, continues: bool = False
    ) -> None:
        self.wallets = [Wallet(terms, scales) for terms in balances]
        self.always = [wallet for wallet in self.wallets if wallet.terms.buy == "always"]
        self.periods = {_PERIODS[wallet.terms.buy] for wallet in self.wallets if wallet.terms.buy in _PERIODS}
        self.lots: list[Lot] = []
        self.ledger = ledger
        self.write = ledger.raw.append
        self.next_event = 0
        self._refills: dict[tuple[str, frozenset[int]], Wallet | None] = {}
        self.continues = continues
        if continues:
            self._open(scales)

    def _open(self, scales: Scales) -> None:
        """Hold what was held before the first month."""
        for wallet in self.wallets:
            terms = wallet.terms
            if terms.rules.opening is None:
                continue
            left, expiry = terms.rules.opening
            content = as_whole(left, scales.money if terms.money else scales.unit)
            self.write((0, OPENING, terms, ON_SCHEDULE, 0, content, 0, expiry))
            wallet.held_until = expiry
            self.lots.append(Lot(wallet, content, expiry))
        self.lots.sort(key=Lot.rank)

    def begin(self, month: int) -> None:
        """Begin a month: what has ended expires, then what is due whatever the usage is bought.

        Nothing happens in it before the month ``next_event``.
        """
        for wallet in self.always:
            if wallet.terms.rules.extends and wallet.held_until == month > 0:
                self._buy(wallet, month, ON_SCHEDULE, wallet.scheduled_purchase())
        self._expire(month)
        for wallet in self.wallets:
            if _is_due(wallet, month) if month or not self.continues else _is_due_again(wallet):
                self._buy(wallet, month, ON_SCHEDULE, wallet.scheduled_purchase())
        ends = [lot.expiry for lot in self.lots] + [wallet.held_until for wallet in self.always]
        periods = [month - month % period + period for period in self.periods]
        self.next_event = min(ends + periods, default=NEVER)

    def _expire(self, month: int) -> None:
        for lot in self.lots:
            if lot.expiry <= month:
                rollover = lot.wallet.terms.rules.rollover
                if rollover and not lot.carried:
                    lot.carried = True
                    lot.expiry = min(lot.expiry + rollover[0], NEVER)
                elif lot.left > 0:
                    self._lose(lot, lot.left, month)
        self.lots = [lot for lot in self.lots if lot.expiry > month]
        for wallet in self.wallets:
            if wallet.carries_at_most is not None:
                self._trim(wallet, month)

    def _lose(self, lot: Lot, amount: Any, month: int) -> None:
        self.write((month, EXPIRED, lot.wallet.terms, ON_SCHEDULE, 0, amount, 0, None))
        lot.left -= amount

    def _trim(self, wallet: Wallet, month: int) -> None:
        """Trim what is carried over to the most that is, the oldest first."""
        most: Any = wallet.carries_at_most
        carried = [lot for lot in self.lots if lot.wallet is wallet and lot.carried]
        excess = sum((lot.left for lot in carried), start=-most)
        for lot in sorted(carried, key=Lot.rank):
            if not excess > 0:
                return
            lost = lot.left if lot.left <= excess else excess
            if lost > 0:
                self._lose(lot, lost, month)
                excess -= lost

    def _buy(self, wallet: Wallet, month: int, service: str, purchase: tuple[int, Any, Any]) -> Lot:
        count, content, price = purchase
        valid = wallet.terms.valid
        expiry = NEVER if valid == NEVER else month + valid
        if wallet.terms.rules.extends:
            expiry = max(wallet.held_until, month) + count * valid
            for held in self.lots:
                if held.wallet is wallet:
                    held.expiry = held.period_end = expiry
        self.write((month, BOUGHT, wallet.terms, service, count, content, price, expiry))
        lot = Lot(wallet, content, expiry)
        wallet.held_until = max(wallet.held_until, expiry)
        self.next_event = min(self.next_event, expiry)
        self.lots.append(lot)
        if len(self.lots) > 1:
            self.lots.sort(key=Lot.rank)
        return lot

    def draw(self, service: str, need: Any, month: int, barred: frozenset[int] = frozenset()) -> Any:
        """Draw ``need`` for a service, buying more where a balance refills; return what no balance covers.

        ``barred`` holds the balances (by file order) that do not serve this need.
        """
        if not (self.wallets and need > 0):
            return need
        spent = False
        for lot in self.lots:
            wallet = lot.wallet
            if service not in wallet.services or (barred and wallet.terms.order in barred):
                continue
            if wallet.draws is not None and service in wallet.draws:
                need = self._draw_more(lot, service, need, month)
                if not need > 0:
                    return 0
                spent = True
                continue
            if need <= lot.left:
                self.write((month, DRAWN, wallet.terms, service, 0, need, 0, None))
                lot.left -= need
                return 0
            spent = True
            if lot.left > 0:
                self.write((month, DRAWN, lot.wallet.terms, service, 0, lot.left, 0, None))
                need -= lot.left
                lot.left = 0
        if spent:
            self.lots = [lot for lot in self.lots if lot.left > 0]
        refill = self._refill(service, barred) if need > 0 else None
        if refill is None:
            return need
        if refill.draws is not None:
            need = need * refill.draws.get(service, 1)
        lot = self._buy(refill, month, service, refill.next_purchase(need))
        self.write((month, DRAWN, lot.wallet.terms, service, 0, need, 0, None))
        lot.left -= need
        return 0

    def _draw_more(self, lot: Lot, service: str, need: Any, month: int) -> Any:
        """Draw from a lot of which a unit of the service takes more or less than one; return what is left to serve."""
        each = lot.wallet.terms.rules.draws[service]
        if need * each <= lot.left:
            taken, rest = need * each, 0
        elif lot.left > 0:
            taken, rest = lot.left, need - lot.left * (1 / each)
        else:
            return need
        self.write((month, DRAWN, lot.wallet.terms, service, 0, taken, 0, None))
        lot.left -= taken
        return rest

    def _refill(self, service: str, barred: frozenset[int]) -> Wallet | None:
        key = (service, barred)
        if key not in self._refills:
            able = (wallet for wallet in self.wallets if wallet.terms.refills and service in wallet.services)
            self._refills[key] = next((wallet for wallet in able if wallet.terms.order not in barred), None)
        return self._refills[key]

    def close(self, months: int) -> None:
        """End the horizon: what ends with it has expired, the rest is left over."""
        self._expire(months)
        for lot in self.lots:
            if lot.left > 0:
                terms = lot.wallet.terms
                if terms.rules.refundable:
                    money = self.ledger.paid_value(terms, lot.left) / self.ledger.money_unit
                    self.write((months - 1, REFUNDED, terms, ON_SCHEDULE, 0, lot.left, money, None))
                else:
                    self.write((months - 1, LEFT, terms, ON_SCHEDULE, 0, lot.left, 0, lot.expiry))


def _is_due_again(wallet: Wallet) -> bool:
    """Tell whether a balance of a plan that the buyer has already is bought at the start."""
    buy = wallet.terms.buy
    return buy in _PERIODS or (buy == "always" and wallet.held_until <= 0)


def _is_due(wallet: Wallet, month: int) -> bool:
    """Tell whether a balance is bought at the start of a month whatever the usage."""
    buy = wallet.terms.buy
    if month == 0:
        return buy != "as_needed"
    if buy in _PERIODS:
        return month % _PERIODS[buy] == 0
    return buy == "always" and wallet.held_until <= month
