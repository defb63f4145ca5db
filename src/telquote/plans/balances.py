"""Balances, as a plan file states them."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from telquote.language import Message
from telquote.plans.charges import When
from telquote.plans.figures import AmountValue, Count, DurationValue, Flag, Id, MoneyValue, Positive, Words
from telquote.plans.part import Broken, Part, as_list, described, one_of, stated
from telquote.plans.periods import Buy, by_need, months_of
from telquote.plans.reading import Refusal
from telquote.plans.services import CALL_SERVICES, SERVICES, BilledPer, Service, in_minutes

Paid = Literal["inbound", "callback", "outbound", "sms", "missed_callback", "voicemail", "fees"]
CONTENTS = ("credit", "minutes", "units", "top_up")

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

    def broken(self) -> Broken:
        """Yield what breaks the rule: later payments come in lumps or in any amount from a least one."""
        yield from one_of(self, ("then", "at_least"), "top-up")


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
    per: BilledPer = Field(default="account", description="What one is bought for; content and price count for each")
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

    def holds(self, service: str) -> bool:
        """Tell whether it holds units of a service."""
        content = self.minutes if in_minutes(service) else self.units
        if service in self.draws:
            content = self.minutes or self.units
        return content is not None and (self.services is None or service in self.services)

    def broken(self) -> Broken:
        """Yield what breaks the rule: one content with its price, for services counted in its unit."""
        yield from one_of(self, CONTENTS, "balance-content")
        if self.top_up is not None and self.price is not None:
            yield ("price",), Refusal("balance-price", Message("price cannot stand beside {other}", other="top_up"))
        if self.top_up is None and self.price is None and stated(self, CONTENTS):
            yield (), Refusal("missing-key", Message("the key {key} is missing", key="price"))
        if self.top_up is not None and not by_need(self.buy):
            message = Message("an account that is topped up is bought always or as_needed")
            yield ("buy",), Refusal("balance-buy", message)
        if by_need(self.buy) and self.price is not None and self.price.amount == 0:
            message = Message("a free balance that can be had at any time would make everything free")
            yield (
                ("buy",),
                Refusal("balance-buy", message, Message("{names}", names=("once", "monthly", "yearly"))),
            )
        yield from _validity(self)
        if self.top_up is not None and self.per != "account":
            yield ("per",), Refusal("balance-per", Message("an account that is topped up is one for all"))
        misfits = _misfits(self)
        for drawn in self.draws:
            named = self.services is None or drawn in self.services
            if (drawn in misfits and self.services is None) or not named or not (self.minutes or self.units):
                message = Message("{service} is not drawn from it in minutes or units", service=drawn)
                yield ("draws", drawn), Refusal("balance-unit", message)
        for index, service in enumerate(self.services or ()):
            if service in misfits and service not in self.draws:
                unit = "minutes" if self.minutes is not None else "units"
                message = Message("{service} is not counted in {unit}", service=service, unit=unit)
                yield ("for", index), Refusal("balance-unit", message)


def _validity(balance: Balance) -> Broken:
    if balance.rollover is not None and months_of(balance.buy) is None:
        message = Message("only a monthly or yearly balance carries over what is left")
        yield ("rollover",), Refusal("balance-rollover", message)
    elif balance.rollover is not None and balance.valid is not None:
        message = Message("{key} cannot stand beside {other}", key="rollover", other="valid")
        yield ("rollover",), Refusal("balance-rollover", message)
    if balance.extends and (balance.valid is None or not by_need(balance.buy)):
        message = Message("only what is valid for a time and bought again can extend its validity")
        yield ("extends",), Refusal("balance-extends", message)
    if balance.validity_price is not None and (
        balance.price is None or _exceeds(balance.validity_price, balance.price)
    ):
        message = Message("validity_price is a part of the price, and no more than it")
        yield ("validity_price",), Refusal("balance-price", message)


def _exceeds(one: Any, other: Any) -> bool:
    return one.amount is not None and other.amount is not None and one.amount > other.amount


def _misfits(balance: Balance) -> tuple[str, ...]:
    if balance.minutes is not None:
        return (*(service for service in SERVICES if not in_minutes(service)), "fees")
    return (*CALL_SERVICES, "fees") if balance.units is not None else ()
