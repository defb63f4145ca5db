"""What applies to a month's bill as a whole: line rounding, discount, minimum, tax, rounding of the month."""

from collections.abc import Sequence
from copy import copy
from fractions import Fraction
from typing import Any

from telquote.billing.ladder import Ladder
from telquote.billing.ledger import NO_SERVICE, PAYMENTS, ROUNDED, TAX, Ledger, Posting
from telquote.billing.pricing import Priced
from telquote.billing.terms import MINIMUM, BillTerms, ChargeTerms, FeeTerms, Rounds
from telquote.rounding import to_steps

_MINIMUM = ChargeTerms(MINIMUM, MINIMUM, covered=False)


class MonthlyBill:
    """The rules of a plan's bill during the simulation, which ends after so many months."""

    def __init__(self, terms: BillTerms, ledger: Ledger, ends: int) -> None:
        self.terms, self.ledger, self.ends = terms, ledger, ends
        self.counted: Any = 0

    def continued(self, ledger: Ledger) -> "MonthlyBill":
        """Return the rules with what they counted so far, to go on in another ledger."""
        other = copy(self)
        other.ledger = ledger
        return other

    def adjusted(self, priced: Sequence[Priced], fees: Sequence[tuple[FeeTerms, Any]], month: int) -> list[Priced]:
        """Return what is due once each line is rounded, the discount is off and the minimum is made up."""
        lines = list(priced)
        if self.terms.lines:
            lines = [line.less(self._rounded(line.due, self.terms.lines)) for line in lines]
        if self.terms.discount:
            lines = self._discounted(lines, self.terms.discount)
        if self.terms.minimum is not None:
            lines += self._made_up(lines, fees, month)
        return lines

    def _rounded(self, amount: Any, rounds: Rounds) -> Any:
        return to_steps(amount, self.ledger.money_scale // 10**rounds.decimals, rounds.mode)

    def _discounted(self, lines: Sequence[Priced], discount: Ladder) -> list[Priced]:
        """Take the discount off what is due, the last line first: what is due in all is what counts.

        Spent is what is due less what is paid back to the buyer. Lines are paid in order, so that what prepaid money
        pays of the first ones stays as it is.
        """
        spent = sum((line.due for line in lines), start=Fraction(0))
        off = Fraction(0) + discount.cost(spent) if spent > 0 else 0
        result = []
        for line in reversed(lines):
            less = (line.due if line.due <= off else off) if line.due > 0 else 0
            off = off - less
            result.append(line.less(line.due - less))
        return result[::-1]

    def _made_up(self, lines: Sequence[Priced], fees: Sequence[tuple[FeeTerms, Any]], month: int) -> list[Priced]:
        terms = self.terms.minimum
        assert terms is not None
        if terms.counts_usage:
            self.counted = sum((line.due for line in lines), start=self.counted)
        if terms.counts_fees:
            self.counted = sum((price for fee, price in fees if not fee.refundable), start=self.counted)
        last = month == self.ends - 1
        if (month + 1) % terms.every and not last:
            return []
        within = month % terms.every + 1
        months = within - 1 + terms.first_share if month < terms.every else Fraction(within)
        short = terms.price * (months / terms.every) - self.counted
        self.counted = 0
        return [Priced(MINIMUM, _MINIMUM, 0, short)] if short > 0 else []

    def close_month(self, month: int, first: int) -> None:
        """Book tax on the month's payments (the postings from ``first`` on), and round them as a whole."""
        paid = [entry for entry in self.ledger.postings[first:] if entry.kind in PAYMENTS and not _is_deposit(entry)]
        if self.terms.tax:
            self._book(month, TAX, sum((entry.money for entry in paid), start=Fraction(0)) * self.terms.tax)
        if self.terms.month:
            paid = [entry for entry in self.ledger.postings[first:] if entry.kind in PAYMENTS]
            before = sum((entry.money for entry in paid), start=Fraction(0))
            self._book(month, ROUNDED, self._rounded(before, self.terms.month) - before)

    def _book(self, month: int, kind: str, money: Any) -> None:
        if money > 0 or money < 0:
            self.ledger.postings.append(Posting(month, kind, _MINIMUM._replace(id=kind), NO_SERVICE, 0, 0, money))


def _is_deposit(posting: Posting) -> bool:
    return isinstance(posting.item, FeeTerms) and posting.item.refundable
