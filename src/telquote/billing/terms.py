"""A plan's terms for one usage: every figure that the simulation needs, as plain exact numbers.

A tariff holds the same terms with whole numbers in place of exact ones: see ``billing.tariff``.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.affine import ratio
from telquote.billing.amounts import exact
from telquote.billing.ladder import Block, Ladder
from telquote.billing.refusals import needed
from telquote.plans.periods import Buy, by_need
from telquote.plans.scalars import EXACT, Increment
from telquote.plans.services import CALL_SERVICES
from telquote.usage.profile import Use

NEVER = 10**9
"""The month in which what never expires would expire: later than any horizon."""


MONEY, MINUTES, UNITS = "money", "minutes", "units"
"""What a balance can hold."""

FEES, MINIMUM = "fees", "minimum"
"""Stand for the service where a balance pays fees, or what is charged up to a minimum."""


class Rounds(NamedTuple):
    """How many decimals of the currency are kept, and which way is rounded."""

    decimals: int
    mode: str


class ChargeTerms(NamedTuple):
    """How one service is billed on one meter. ``price`` is of a minute or unit; None where balances alone serve.

    ``per_call`` is due for each call, ``long_call`` is the fee and the seconds past which it is due. ``barred`` holds
    the balances (by file order) that do not serve this class of usage.
    """

    id: str
    service: str
    covered: bool
    price: Any = None
    per_call: Any = 0
    block: Block | None = None
    ladder: Ladder | None = None
    increment: Increment = EXACT
    legs: int = 1
    free_seconds: Any = 0
    long_call: tuple[Any, Any] | None = None
    rounds: Rounds | None = None
    counter: str | None = None
    count_included: bool = False
    barred: frozenset[int] = frozenset()

    @property
    def of_lengths(self) -> bool:
        """Tell whether it depends on how long single calls are, not on their mean alone."""
        return bool(not self.increment.exact or self.free_seconds or self.long_call or self.rounds)

    @property
    def needs_calls(self) -> bool:
        """Tell whether it depends on the number or length of calls, not on minutes alone."""
        return self.service in CALL_SERVICES and (bool(self.per_call) or self.of_lengths)

    @property
    def only_covered(self) -> bool:
        """Tell whether nothing is sold beyond what balances cover."""
        return self.price is None and self.block is None and self.ladder is None


class CounterTerms(NamedTuple):
    """What is counted together: ids of charges in the order in which they fill it, and the months until it restarts."""

    counts: tuple[str, ...]
    every: int


class BalanceTerms(NamedTuple):
    """A balance that can be held: ``size`` counts ``unit`` (money, minutes or units); ``valid`` counts months.

    ``every`` is after how many months it is bought again; None where that is not by the calendar.
    ``draws`` says how many of its units one unit of a service takes, where that is not one. ``rollover`` is for how
    many months, and at most how much in all (None: all), is carried over. ``opening`` is how much is held before the
    first month, and the month in which it expires.
    """

    id: str
    order: int
    unit: str
    size: Any
    price: Any
    services: frozenset[str]
    buy: Buy
    every: int | None
    valid: int
    reusable: bool = False
    later_size: Any = None
    any_amount_above: bool = False
    draws: Mapping[str, Fraction] | None = None
    priority: int = NEVER
    extends: bool = False
    validity_price: Any = 0
    rollover: tuple[int, Any] | None = None
    refundable: bool = False
    opening: tuple[Any, int] | None = None

    @property
    def money(self) -> bool:
        """Tell whether it holds money (else minutes or units)."""
        return self.unit == MONEY

    @property
    def paid(self) -> bool:
        """Tell whether it costs anything."""
        return bool(self.price != 0)

    @property
    def worth(self) -> Any:
        """Return what is paid for one unit (or one of money) that it holds."""
        if self.later_size is not None:
            return Fraction(1)
        price, size = needed(self.price), needed(self.size)
        if not self.validity_price:
            return ratio(price, size)
        return ratio(exact(price) - exact(self.validity_price), size)

    @property
    def refills(self) -> bool:
        """Tell whether more is bought when usage needs it."""
        return by_need(self.buy)


class FeeTerms(NamedTuple):
    """A fee: its whole price for the seats or numbers held, and the months (from 0) in which it can be due.

    ``every`` is after how many months it is due again; None where it is due once. ``first_share`` is the share of it
    that is due in its first month. Of fees with one ``either`` the cheapest is due.
    """

    id: str
    price: Any
    every: int | None
    refundable: bool
    first_month: int
    last_month: int
    first_share: Fraction = Fraction(1)
    either: str | None = None


class MinimumTerms(NamedTuple):
    """The least that is billed every so many months, its share in the first month, and what counts towards it."""

    price: Any
    every: int
    first_share: Fraction
    counts_usage: bool
    counts_fees: bool


class BillTerms(NamedTuple):
    """What applies to the bill as a whole: ``tax`` is the share that comes on top.

    ``discount`` holds the shares taken off by bands of spend.
    """

    minimum: MinimumTerms | None = None
    discount: Ladder | None = None
    tax: Any = 0
    lines: Rounds | None = None
    month: Rounds | None = None


class Terms(NamedTuple):
    """Everything that decides what a plan costs for one usage. ``uses`` pairs charges with what they bill.

    ``bound_for`` is the minimum term in months, ``rate`` what one unit of money is worth in the answer's currency.
    ``continues`` tells that the buyer has the plan today: what is paid once was paid. ``guessed_by_volume`` tells that
    the terms are of one volume alone: how much is used can decide which class it is taken to be of.
    """

    uses: tuple[tuple[ChargeTerms, Use], ...]
    balances: tuple[BalanceTerms, ...] = ()
    fees: tuple[FeeTerms, ...] = ()
    counters: tuple[CounterTerms, ...] = ()
    bill: BillTerms | None = None
    bound_for: int = 0
    rate: Any = 1
    continues: bool = False
    guessed_by_volume: bool = False
