"""Balances held while a plan is simulated: what is bought, drawn, left over and expired."""

from bisect import insort
from collections.abc import Iterable
from copy import copy
from fractions import Fraction
from typing import Any

from telquote.billing.ledger import BOUGHT, DRAWN, EXPIRED, LEFT, NO_SERVICE, OPENING, REFUNDED, Ledger, Posting
from telquote.billing.refusals import needed
from telquote.billing.terms import NEVER, BalanceTerms


class Lot:
    """What one purchase of a balance still holds, and the month in which it expires."""

    __slots__ = ("carried", "expiry", "left", "lost", "period_end", "wallet")

    def __init__(self, wallet: "Wallet", left: Any, expiry: int) -> None:
        self.wallet, self.left, self.expiry = wallet, left, expiry
        self.period_end = expiry
        self.carried = False
        self.lost: Any = 0

    def rank(self) -> tuple[int, int, bool, int]:
        """Return the draw order: priority, soonest to expire, then free before paid, then file order.

        What is carried over keeps the place of the period that it comes from.
        """
        terms = self.wallet.terms
        return terms.priority, self.period_end, terms.paid, terms.order


class Wallet:
    """One balance of a plan, and how far it is paid for.

    Its last purchase is valid up to the month ``held_until``; by the calendar the next is due in ``next_period``.
    ``opened`` tells that the first payment was made. A plan that is held differs from a new one in these alone.
    """

    __slots__ = ("draws", "held_until", "next_period", "opened", "services", "terms")

    def __init__(self, terms: BalanceTerms) -> None:
        self.terms, self.services, self.draws = terms, terms.services, terms.draws
        self.held_until = self.next_period = 0
        self.opened = False

    def next_purchase(self, need: Any) -> tuple[int, Any, Any]:
        """Return the count, content and price of the fewest purchases that cover ``need``.

        Later payments into an account are one, of as many lumps as it takes.
        """
        size, price = self.terms.size, self.terms.price
        if self.terms.later_size is None:
            count = -(-need // size)
            return count, count * size, count * price
        if self.opened:
            content = self._topped_up(need)
            return 1, content, content
        if need <= size:
            return 1, size, size
        content = size + self._topped_up(need - size)
        return 2, content, content

    def _topped_up(self, need: Any) -> Any:
        later = self.terms.later_size
        if self.terms.any_amount_above:
            return later if need <= later else need
        return -(-need // later) * later

    def scheduled_purchase(self) -> tuple[int, Any, Any]:
        """Return the count, content and price of one purchase that is due whatever the usage."""
        later = self.terms.later_size
        if later is None or not self.opened:
            return 1, self.terms.size, self.terms.price
        return 1, later, later


class Balances:
    """All balances of one kind (money, or units) that a plan holds during the simulation."""

    def __init__(self, balances: Iterable[BalanceTerms], ledger: Ledger, *, continues: bool = False) -> None:
        self.wallets = [Wallet(terms) for terms in balances]
        self.lots: list[Lot] = []
        self.continues = continues
        self._write_to(ledger)
        if continues:
            self._open()

    def _write_to(self, ledger: Ledger) -> None:
        self.write = ledger.postings.append
        self.always = [wallet for wallet in self.wallets if wallet.terms.buy == "always"]
        self.periodic = [wallet for wallet in self.wallets if wallet.terms.every is not None]
        self.next_event = 0
        self._refills: dict[tuple[str, frozenset[int]], Wallet | None] = {}

    def continued(self, ledger: Ledger) -> tuple["Balances", list[tuple[Lot, Lot]]]:
        """Return these balances as they stand, to go on in another ledger, and each lot with its copy."""
        other = copy(self)
        copies = {wallet: copy(wallet) for wallet in self.wallets}
        other.wallets = list(copies.values())
        pairs = [(lot, copy(lot)) for lot in self.lots]
        for lot, twin in pairs:
            twin.wallet = copies[lot.wallet]
        other.lots = [twin for _, twin in pairs]
        other._write_to(ledger)
        return other, pairs

    def _open(self) -> None:
        """Hold what was held before the first month. What the buyer says nothing of was opened, and is empty."""
        for wallet in self.wallets:
            wallet.opened = True
            terms = wallet.terms
            if terms.opening is None:
                # Nothing ends that could be renewed: it is bought again once it is needed.
                wallet.held_until = NEVER if terms.valid == NEVER else 0
                continue
            content, expiry = terms.opening
            needed(terms.worth)
            self.write(Posting(0, OPENING, terms, NO_SERVICE, 0, content, 0, expiry))
            wallet.held_until = expiry
            wallet.next_period = 0 if expiry >= NEVER else expiry
            self.lots.append(Lot(wallet, content, expiry))
        self.lots.sort(key=Lot.rank)

    def begin(self, month: int) -> None:
        """Begin a month: what has ended expires, then what is due whatever the usage is bought.

        Nothing happens in it before the month ``next_event``.
        """
        for wallet in self.always:
            if wallet.terms.extends and wallet.held_until == month > 0:
                self._buy(wallet, month, NO_SERVICE, wallet.scheduled_purchase())
        self._expire(month)
        for wallet in self.wallets:
            if self._is_due(wallet, month):
                self._buy(wallet, month, NO_SERVICE, wallet.scheduled_purchase())
                if wallet.terms.every is not None:
                    wallet.next_period = month + wallet.terms.every
        ends = [lot.expiry for lot in self.lots] + [wallet.held_until for wallet in self.always]
        self.next_event = min([*ends, *(wallet.next_period for wallet in self.periodic)], default=NEVER)

    def _is_due(self, wallet: Wallet, month: int) -> bool:
        """Tell whether a balance is bought at the start of a month whatever the usage."""
        buy = wallet.terms.buy
        if wallet.terms.every is not None:
            return wallet.next_period == month
        if buy == "once":
            return month == 0 and not self.continues
        return buy == "always" and wallet.held_until <= month

    def _expire(self, month: int) -> None:
        for lot in self.lots:
            if lot.expiry <= month:
                rollover = lot.wallet.terms.rollover
                if rollover and not lot.carried:
                    lot.carried = True
                    lot.expiry = min(lot.expiry + rollover[0], NEVER)
                elif lot.left > 0:
                    self._lose(lot, lot.left, month)
        self.lots = [lot for lot in self.lots if lot.expiry > month]
        for wallet in self.wallets:
            rollover = wallet.terms.rollover
            if rollover and rollover[1] is not None:
                self._trim(wallet, rollover[1], month)

    def _lose(self, lot: Lot, amount: Any, month: int) -> None:
        self.write(Posting(month, EXPIRED, lot.wallet.terms, NO_SERVICE, 0, amount, 0, None))
        lot.left -= amount
        lot.lost += amount

    def _trim(self, wallet: Wallet, most: Any, month: int) -> None:
        """Trim what is carried over to the ``most`` that is, the oldest first."""
        carried = [lot for lot in self.lots if lot.wallet is wallet and lot.carried]
        if not carried:
            return
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
        terms, valid = wallet.terms, wallet.terms.valid
        for figure in (content, price, valid, terms.validity_price):
            needed(figure)
        expiry = NEVER if valid == NEVER else month + valid
        if terms.extends:
            expiry = max(wallet.held_until, month) + count * valid
            for held in self.lots:
                if held.wallet is wallet:
                    held.expiry = held.period_end = expiry
        self.write(Posting(month, BOUGHT, wallet.terms, service, count, content, price, expiry))
        lot = Lot(wallet, content, expiry)
        wallet.opened = True
        wallet.held_until = max(wallet.held_until, expiry)
        self.next_event = min(self.next_event, expiry)
        if terms.extends:
            self.lots.append(lot)
            self.lots.sort(key=Lot.rank)
        else:  # the others are in order
            insort(self.lots, lot, key=Lot.rank)
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
                need = self._draw_more(lot, service, need, wallet.draws[service], month)
                if not need > 0:
                    return 0
                spent = True
                continue
            if need <= lot.left:
                self.write(Posting(month, DRAWN, wallet.terms, service, 0, need, 0, None))
                lot.left -= need
                return 0
            spent = True
            if lot.left > 0:
                self.write(Posting(month, DRAWN, lot.wallet.terms, service, 0, lot.left, 0, None))
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
        self.write(Posting(month, DRAWN, lot.wallet.terms, service, 0, need, 0, None))
        lot.left -= need
        return 0

    def _draw_more(self, lot: Lot, service: str, need: Any, each: Fraction, month: int) -> Any:
        """Draw from a lot of which a unit of the service takes ``each``, more or less than one; return what is left."""
        if need * each <= lot.left:
            taken, rest = need * each, 0
        elif lot.left > 0:
            taken, rest = lot.left, need - lot.left * (1 / each)
        else:
            return need
        self.write(Posting(month, DRAWN, lot.wallet.terms, service, 0, taken, 0, None))
        lot.left -= taken
        return rest

    def _refill(self, service: str, barred: frozenset[int]) -> Wallet | None:
        key = (service, barred)
        if key not in self._refills:
            able = (wallet for wallet in self.wallets if wallet.terms.refills and service in wallet.services)
            self._refills[key] = next((wallet for wallet in able if wallet.terms.order not in barred), None)
        return self._refills[key]

    def close(self, months: int) -> None:
        """End the horizon: what ends with it has expired, the rest is left over. All of it comes after its months."""
        self._expire(months)
        for lot in self.lots:
            if lot.left > 0:
                terms = lot.wallet.terms
                if terms.refundable:
                    self.write(Posting(months, REFUNDED, terms, NO_SERVICE, 0, lot.left, lot.left * terms.worth, None))
                else:
                    self.write(Posting(months, LEFT, terms, NO_SERVICE, 0, lot.left, 0, lot.expiry))
