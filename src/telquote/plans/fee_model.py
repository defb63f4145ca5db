"""Fees, as a plan file states them."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from telquote.plans import rules
from telquote.plans.kinds import Refusal
from telquote.plans.numbers import WHOLE
from telquote.plans.parts import Part, described
from telquote.plans.periods import Due
from telquote.plans.values import AmountValue, Count, Flag, Id, MoneyValue, Words

Per = Literal["account", "seat", "number", "channel"]
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

    mode: Literal["graduated", "volume"] = Field(
        description="graduated: each band prices its own; volume: the band reached prices all"
    )
    steps: Annotated[tuple[Band, ...], Field(min_length=1)]

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.ladder(self.steps)


class Fee(Part):
    """The price of time or of an event, not of usage."""

    id: Id
    name: Words | None = None
    price: MoneyValue | None = described("What one costs each time")
    bands: Bands | None = described("In place of a price: prices by how many are held")
    every: Due = Field(description="When it is due; by day: 365/12 times a month")
    per: Per = Field(default="account", description="What it is charged for")
    included: Annotated[int | None, WHOLE] = described("How many seats, numbers or channels are free of it")
    included_per: Per | None = described("What so many are included for each of; absent: the account")
    either: Id | None = described("Of the fees that share this name only the one that costs least is charged")
    refundable: Flag | None = described("true: a deposit that comes back at the end of the horizon")
    from_month: Count | None = described("The first month it is due, counted from 1")
    to_month: Count | None = described("The last month it is due")
    first_month: FirstMonth | None = described(FIRST_MONTH)
    source: Id | None = None
    note: Words | None = None

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.fee(self)
