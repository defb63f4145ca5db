"""What applies to a plan's bill as a whole, as a plan file states it."""

from typing import Annotated, Literal

from pydantic import Field

from telquote.language import Message
from telquote.plans.charges import RoundingMode
from telquote.plans.fees import FIRST_MONTH, FirstMonth
from telquote.plans.figures import AmountValue, Count, Flag, MoneyValue, PercentValue
from telquote.plans.ladders import Mode, rising
from telquote.plans.numbers import DECIMALS
from telquote.plans.part import Broken, Part, described
from telquote.plans.periods import Period
from telquote.plans.reading import Refusal


class Minimum(Part):
    """The least that is billed; what usage falls short of it is charged on top."""

    price: MoneyValue = Field(description="The least that is billed")
    every: Period = Field(description="Over what time")
    first_month: FirstMonth | None = described(FIRST_MONTH)
    counts: Annotated[tuple[Literal["usage", "fees"], ...], Field(min_length=1)] = Field(
        default=("usage",), description="What counts towards it"
    )


class DiscountStep(Part):
    """One band of what is spent on usage in a month."""

    up_to: AmountValue | None = described("The last of the spend in this band; absent in the last band")
    percent: PercentValue


class Discount(Part):
    """A discount on what is spent on usage in a month."""

    mode: Mode = Field(
        description="graduated: each band is discounted by its own; volume: the band reached discounts the whole bill"
    )
    steps: Annotated[tuple[DiscountStep, ...], Field(min_length=1)]

    def broken(self) -> Broken:
        """Yield what breaks the rule: steps rise, and only the last is open."""
        yield from rising(self.steps)


class Tax(Part):
    """Tax on what is paid."""

    percent: PercentValue
    included: Flag = Field(description="true: the prices hold it; false: it comes on top")


class Rounding(Part):
    """How amounts of money are rounded."""

    per: Literal["line", "month"] = Field(
        description="line: what each charge comes to in a month; month: all that is paid in a month"
    )
    decimals: Annotated[int, DECIMALS] = Field(description="Decimals of the currency that are kept")
    mode: RoundingMode


class Bill(Part):
    """What applies to the bill as a whole."""

    minimum: Minimum | None = described("The least that is billed")
    discount: Discount | None = described("What is taken off by how much is spent")
    tax: Tax | None = described("Whether prices hold tax, and how much")
    rounding: Rounding | None = described("How amounts are rounded; absent: not at all")


class Limit(Part):
    """How much or many a plan is sold for."""

    at_least: Count | None = described("The fewest")
    at_most: Count | None = described("The most")

    def broken(self) -> Broken:
        """Yield what breaks the rule: a limit limits, and leaves something."""
        if self.at_least is None and self.at_most is None:
            yield (), Refusal("limit", Message("one of these keys is needed: {keys}", keys=("at_least", "at_most")))
        if self.at_least and self.at_most and self.at_least > self.at_most:
            message = Message("at_most {most} is below at_least {least}", most=self.at_most, least=self.at_least)
            yield ("at_most",), Refusal("limit", message)
