"""Fees, as a plan file states them."""

from typing import Annotated, Literal

from pydantic import Field

from telquote.language import Message
from telquote.plans.figures import AmountValue, Count, Flag, Id, MoneyValue, Words
from telquote.plans.ladders import Mode, rising
from telquote.plans.numbers import WHOLE
from telquote.plans.part import Broken, Part, described, one_of, stated
from telquote.plans.periods import Due
from telquote.plans.reading import Refusal
from telquote.plans.services import BilledPer

FirstMonth = Literal["full", "by_days", "free"]
FIRST_MONTH = (
    "What of its first month counts: full, by_days (the share of days left, where it begins with month 1), free; "
    "absent: full"
)


class Band(Part):
    """The price of each seat, number or channel in one band of their quantity."""

    up_to: AmountValue | None = described("The last seat, number or channel in this band; absent in the last band")
    price: MoneyValue


class Bands(Part):
    """Prices that depend on how many are charged for: those held, less those included."""

    mode: Mode = Field(description="graduated: each band prices its own; volume: the band reached prices all")
    steps: Annotated[tuple[Band, ...], Field(min_length=1)]

    def broken(self) -> Broken:
        """Yield what breaks the rule: steps rise, and only the last is open."""
        yield from rising(self.steps)


class Fee(Part):
    """The price of time or of an event, not of usage."""

    id: Id
    name: Words | None = None
    price: MoneyValue | None = described("What one costs each time")
    bands: Bands | None = described("In place of a price: prices by how many are held")
    every: Due = Field(description="When it is due; by day: 365/12 times a month")
    per: BilledPer = Field(default="account", description="What it is charged for")
    included: Annotated[int | None, WHOLE] = described("How many seats, numbers or channels are free of it")
    included_per: BilledPer | None = described("What so many are included for each of; absent: the account")
    either: Id | None = described("Of the fees that share this name only the one that costs least is charged")
    refundable: Flag | None = described("true: a deposit that comes back at the end of the horizon")
    from_month: Count | None = described("The first month it is due, counted from 1")
    to_month: Count | None = described("The last month it is due")
    first_month: FirstMonth | None = described(FIRST_MONTH)
    source: Id | None = None
    note: Words | None = None

    def broken(self) -> Broken:
        """Yield what breaks the rule: only what is paid once can come back; months begin before they end."""
        yield from one_of(self, ("price", "bands"), "fee-price")
        counted = self.per != "account"
        for key in stated(self, ("bands", "included", "included_per")) if not counted else ():
            message = Message("{key} needs a fee per seat, number or channel", key=key)
            yield (key,), Refusal("fee-per", message)
        if self.first_month is not None and self.every not in ("day", "month"):
            message = Message("a fee paid {every} has no share of a month", every=self.every)
            yield ("first_month",), Refusal("fee-months", message)
        if self.refundable and self.every != "once":
            yield ("refundable",), Refusal("fee-refundable", Message("only a fee paid once can be refundable"))
        if self.from_month and self.to_month and self.from_month > self.to_month:
            message = Message("to_month {to} is before from_month {start}", to=self.to_month, start=self.from_month)
            yield ("to_month",), Refusal("fee-months", message)
