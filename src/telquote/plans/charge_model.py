"""Prices of usage, as a plan file states them."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from telquote.plans import rules
from telquote.plans.kinds import Refusal
from telquote.plans.numbers import DECIMALS
from telquote.plans.parts import Part, described
from telquote.plans.periods import Period
from telquote.plans.services import Service
from telquote.plans.values import (
    AmountValue,
    CountValue,
    Flag,
    Id,
    IncrementValue,
    MoneyValue,
    SignedValue,
    Value,
    Words,
)

RoundingMode = Annotated[
    Literal["half_up", "half_even", "up", "down"], Field(description="Which way what lies between is rounded")
]


class Block(Part):
    """A price for whole blocks of minutes or units."""

    price: MoneyValue
    minutes: AmountValue | None = described("Minutes in a block")
    units: AmountValue | None = described("Messages or events in a block")
    round: Literal["up", "down"] = Field(description="How a part of a block counts")

    @property
    def size(self) -> Value[Any]:
        """Return the minutes or units in a block."""
        size = self.minutes or self.units
        assert size is not None
        return size

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.block(self)


class Step(Part):
    """One step of a ladder of prices."""

    up_to: AmountValue | None = described("The last minute or unit of the month in this step; absent in the last step")
    per_minute: MoneyValue | None = described("Price of a minute in this step")
    per_unit: MoneyValue | None = described("Price of a unit in this step")
    per_block: Block | None = described("Price of whole blocks of what is used in this step")
    flat: MoneyValue | None = described("Charged once where the step is reached, on top")

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.step(self)


class Tiers(Part):
    """Prices that depend on how much is used in a month."""

    mode: Literal["graduated", "volume"] = Field(
        description="graduated: each step prices its own minutes; volume: the step reached prices the whole month"
    )
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    by: Id | None = described(
        "The plan's counter that decides on the step; absent: what is billed of the charge itself"
    )
    count_included: Flag | None = described("true: what balances covered counts towards the steps too")

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.tiers(self)


class LongCallFee(Part):
    """What is charged once for a call that lasts longer."""

    price: MoneyValue
    past_seconds: AmountValue = Field(description="Calls longer than this are charged")


class CallRounding(Part):
    """How the amount of each call is rounded."""

    decimals: Annotated[int, DECIMALS] = Field(description="Decimals of the currency that are kept")
    mode: RoundingMode


def _class_lists(raw: Any) -> Any:
    return (
        {key: [name] if isinstance(name, str) else name for key, name in raw.items()} if isinstance(raw, dict) else raw
    )


_ClassLists = Annotated[dict[Id, Id | Annotated[list[Id], Field(min_length=1)]], Field(min_length=1)]
When = Annotated[
    dict[Id, Annotated[tuple[Id, ...], Field(min_length=1)]],
    Field(min_length=1),
    BeforeValidator(_class_lists, json_schema_input_type=_ClassLists),
]
"""Classes of usage by what they class, such as ``{origin: mobile}``."""


class Counter(Part):
    """What is counted together for the steps of several charges."""

    counts: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(
        description="Ids of charges, in the order in which they fill the counter"
    )
    every: Period = Field(description="When it starts anew")


class Charge(Part):
    """The price of using a service: exactly one of the price keys, and how use is measured."""

    id: Id
    service: Service = Field(alias="for", description="The service or side event it prices")
    name: Words | None = None
    when: When | None = described(
        "The classes of usage that it prices, for example {origin: mobile}; absent: all others"
    )
    reject: Flag | None = described("true: usage of this class is not served, and such a plan is not offered")
    per_minute: SignedValue | None = described("Price of a billed minute, on each leg; below 0 it is paid to the buyer")
    per_call: SignedValue | None = described("Price of a call, however long")
    per_unit: MoneyValue | None = described("Price of a message, missed call or voicemail")
    per_block: Block | None = described("Price of whole blocks of the month's minutes")
    tiers: Tiers | None = described("Prices by step of the month's use")
    from_balances: Flag | None = described("true: served from unit balances alone, nothing is sold on top")
    increment: IncrementValue | None = described("Billing increment, first/following seconds; absent: exact")
    legs: CountValue | None = described("Billed sides of a call; a web callback has two; absent: 1")
    free_seconds: AmountValue | None = described("The first seconds of each call that are free")
    long_call_fee: LongCallFee | None = described("Charged once for a call that lasts longer")
    rounding: CallRounding | None = described("How the amount of each call is rounded; absent: not at all")
    connect_fee: MoneyValue | None = described("Price of each call on top of its minutes, once, whatever the legs")
    meter: Id | None = described("Charges on different meters add up; absent: the service's own meter")
    source: Id | None = None
    note: Words | None = None

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.charge(self)
