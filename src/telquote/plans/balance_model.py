"""Balances, as a plan file states them."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from telquote.plans import rules
from telquote.plans.charge_model import When
from telquote.plans.kinds import Refusal
from telquote.plans.parts import Part, as_list, described
from telquote.plans.periods import Buy
from telquote.plans.services import Service
from telquote.plans.values import AmountValue, Count, DurationValue, Flag, Id, MoneyValue, Positive, Words

Paid = Literal["inbound", "callback", "outbound", "sms", "missed_callback", "voicemail", "fees"]
BalanceServices = Annotated[
    tuple[Paid, ...],
    BeforeValidator(as_list, json_schema_input_type=Paid | Annotated[list[Paid], Field(min_length=1)]),
    Field(min_length=1),
]


class TopUp(Part):
    """Payments into an account, each worth its own amount of credit."""

    first: AmountValue = Field(description="The first payment")
    then: AmountValue | None = described("Each later payment is a whole number of these")
    at_least: AmountValue | None = described("Each later payment is this or any amount above")

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.top_up(self)


class Rollover(Part):
    """What happens to what is left of a periodic balance when its period ends."""

    months: Count | None = described("How much longer it lasts; absent: for ever")
    at_most: AmountValue | None = described(
        "The most that is carried over in all, the oldest trimmed first; absent: all"
    )


class Balance(Part):
    """Prepaid money, minutes or units that usage draws on: a package, gift, account or allowance."""

    id: Id
    name: Words | None = None
    price: MoneyValue | None = described("What one costs; 0 for a gift")
    credit: AmountValue | None = described("Money it holds")
    minutes: AmountValue | None = described("Billed minutes it holds")
    units: AmountValue | None = described("Messages or events it holds")
    top_up: TopUp | None = described("For an account that is paid into, in place of price and credit")
    per: Literal["account", "seat", "number", "channel"] = Field(
        default="account", description="What one is bought for; content and price count for each"
    )
    services: BalanceServices | None = described(
        "The services it serves; absent: all of its kind. fees: it pays fees as well", alias="for"
    )
    when: When | None = described("The classes of usage that it serves; absent: all")
    draws: dict[Service, Positive] = Field(
        default_factory=dict,
        description="Minutes or units drawn for one of a service, where not 1 or the service counts otherwise",
    )
    priority: Count | None = described(
        "Drawn in this order before all without one; absent: the soonest to expire first"
    )
    valid: DurationValue | None = described(
        "How long each purchase lasts, for example 36 months; absent: for ever, or its period where bought by period"
    )
    buy: Buy = Field(
        description="once: at the start; always: one is held at all times; as_needed: only when usage needs it; "
        "monthly, yearly: each period"
    )
    extends: Flag | None = described("true: a purchase lengthens the validity of all that is held from its end")
    validity_price: MoneyValue | None = described("The part of the price that buys validity alone, and no content")
    rollover: Rollover | None = described("What is left of a period is carried over; absent: it is lost")
    refundable: Flag | None = described("true: what is left is paid back at the end of the horizon")
    reusable: Flag | None = described("true: what is left can be spent on something else of the vendor")
    source: Id | None = None
    note: Words | None = None

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.balance(self)
