"""Balances held while a plan is simulated: what is bought, drawn, left over and expired."""

from typing import Any

from telquote.affine import as_whole
from telquote.billing.charges import Line, Scales
from telquote.billing.ledger import BOUGHT, DRAWN, EXPIRED, LEFT, ON_SCHEDULE, Ledger
from telquote.billing.terms import NEVER, BalanceTerms

_PERIODS = {"monthly": 1, "yearly": 12}


class Lot:
    """What one purchase of a balance still holds, and the month in which it expires."""

    __slots__ = ("expiry", "left", "wallet")

    def __init__(self, wallet: "Wallet", left: Any, expiry: int) -> None:
        self.wallet, self.left, self.expiry = wallet, left, expiry

    def rank(self) -> tuple[int, bool, int]:
        """Return the draw order: soonest to expire, then free before paid, then file order."""
        terms = self.wallet.terms
        return self.expiry, terms.paid, terms.order


class Wallet:
    """One balance of a plan with its sizes scaled to whole numbers."""

    __slots__ = ("held_until", "later_size", "price", "services", "size", "terms")

    def __init__(self, terms: BalanceTerms, scales: Scales) -> None:
        self.terms = terms
        self.services = terms.services
        self.size = as_whole(terms.size, scales.money if terms.money else scales.unit)
        self.price = as_whole(terms.price, scales.money)
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

    def __init__(self, balances: tuple[BalanceTerms, ...], scales: Scales, ledger: Ledger) -> None:
        self.wallets = [Wallet(terms, scales) for terms in balances]
        self.always = [wallet for wallet in self.wallets if wallet.terms.buy == "always"]
        self.periods = {_PERIODS[wallet.terms.buy] for wallet in self.wallets if wallet.terms.buy in _PERIODS}
        self.lots: list[Lot] = []
        self.write = ledger.raw.append
        self.next_event = 0
        self._refills: dict[str, Wallet | None] = {}

    def begin(self, month: int) -> None:
        """Begin a month: what has ended expires, then what is due whatever the usage is bought.

        Nothing happens in it before the month ``next_event``.
        """
        self._expire(month)
        for wallet in self.wallets:
            if _is_due(wallet, month):
                self._buy(wallet, month, ON_SCHEDULE, wallet.scheduled_purchase())
        ends = [lot.expiry for lot in self.lots] + [wallet.held_until for wallet in self.always]
        periods = [month - month % period + period for period in self.periods]
        self.next_event = min(ends + periods, default=NEVER)

    def _expire(self, month: int) -> None:
        for lot in self.lots:
            if lot.expiry <= month and lot.left > 0:
                self.write((month, EXPIRED, lot.wallet.terms, ON_SCHEDULE, 0, lot.left, 0, None))
        self.lots = [lot for lot in self.lots if lot.expiry > month]

    def _buy(self, wallet: Wallet, month: int, service: str, purchase: tuple[int, Any, Any]) -> Lot:
        count, content, price = purchase
        valid = wallet.terms.valid
        expiry = NEVER if valid == NEVER else month + valid
        self.write((month, BOUGHT, wallet.terms, service, count, content, price, expiry))
        lot = Lot(wallet, content, expiry)
        wallet.held_until = max(wallet.held_until, expiry)
        self.next_event = min(self.next_event, expiry)
        self.lots.append(lot)
        self.lots.sort(key=Lot.rank)
        return lot

    def draw(self, line: Line, need: Any, month: int) -> Any:
        """Draw ``need`` for a line, buying more where a balance refills; return what no balance covers."""
        if not (self.wallets and need > 0):
            return need
        service = line.service
        spent = False
        for lot in self.lots:
            if service not in lot.wallet.services:
                continue
            if need <= lot.left:
                self.write((month, DRAWN, lot.wallet.terms, service, 0, need, 0, None))
                lot.left -= need
                return 0
            spent = True
            if lot.left > 0:
                self.write((month, DRAWN, lot.wallet.terms, service, 0, lot.left, 0, None))
                need -= lot.left
                lot.left = 0
        if spent:
            self.lots = [lot for lot in self.lots if lot.left > 0]
        wallet = self._refill(service) if need > 0 else None
        if wallet is None:
            return need
        lot = self._buy(wallet, month, service, wallet.next_purchase(need))
        self.write((month, DRAWN, lot.wallet.terms, service, 0, need, 0, None))
        lot.left -= need
        return 0

    def _refill(self, service: str) -> Wallet | None:
        if service not in self._refills:
            able = (wallet for wallet in self.wallets if wallet.terms.refills and service in wallet.services)
            self._refills[service] = next(able, None)
        return self._refills[service]

    def close(self, months: int) -> None:
        """End the horizon: what ends with it has expired, the rest is left over."""
        self._expire(months)
        for lot in self.lots:
            if lot.left > 0:
                self.write((months - 1, LEFT, lot.wallet.terms, ON_SCHEDULE, 0, lot.left, 0, lot.expiry))


def _is_due(wallet: Wallet, month: int) -> bool:
    """Tell whether a balance is bought at the start of a month whatever the usage."""
    buy = wallet.terms.buy
    if month == 0:
        return buy != "as_needed"
    if buy in _PERIODS:
        return month % _PERIODS[buy] == 0
    return buy == "always" and wallet.held_until <= month
