"""Prices of usage, as a plan file states them."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from telquote.language import Message
from telquote.plans.document import Path
from telquote.plans.figures import (
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
from telquote.plans.ladders import Mode, rising
from telquote.plans.numbers import DECIMALS
from telquote.plans.part import Broken, Part, as_list, described, one_of, stated
from telquote.plans.periods import Period
from telquote.plans.reading import Refusal
from telquote.plans.services import Service, in_minutes

PRICES = ("per_minute", "per_call", "per_unit", "per_block", "tiers", "from_balances", "reject")
_OF_CALLS = ("free_seconds", "long_call_fee", "rounding")
_CALLS_ONLY = ("per_minute", "per_call", "increment", "legs", "connect_fee", *_OF_CALLS)
_STEP_PRICES = ("per_minute", "per_unit", "per_block")

MOST_LEGS = 100
"""Legs of one call beyond which no vendor goes."""

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

    def broken(self) -> Broken:
        """Yield what breaks the rule: a block has one size."""
        yield from one_of(self, ("minutes", "units"), "block-size")


class Step(Part):
    """One step of a ladder of prices."""

    up_to: AmountValue | None = described("The last minute or unit of the month in this step; absent in the last step")
    per_minute: MoneyValue | None = described("Price of a minute in this step")
    per_unit: MoneyValue | None = described("Price of a unit in this step")
    per_block: Block | None = described("Price of whole blocks of what is used in this step")
    flat: MoneyValue | None = described("Charged once where the step is reached, on top")

    def broken(self) -> Broken:
        """Yield what breaks the rule: a step has one price; a flat amount can stand alone."""
        if self.flat is None or stated(self, _STEP_PRICES):
            yield from one_of(self, _STEP_PRICES, "step-price")


class Tiers(Part):
    """Prices that depend on how much is used in a month."""

    mode: Mode = Field(
        description="graduated: each step prices its own minutes; volume: the step reached prices the whole month"
    )
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    by: Id | None = described(
        "The plan's counter that decides on the step; absent: what is billed of the charge itself"
    )
    count_included: Flag | None = described("true: what balances covered counts towards the steps too")

    def broken(self) -> Broken:
        """Yield what breaks the rule: steps rise, and only the last is open."""
        yield from rising(self.steps)
        for index, one in enumerate(self.steps if self.by and self.mode == "volume" else ()):
            if one.flat is not None:
                message = Message("whose bill a flat amount would join is open where several charges count together")
                yield ("steps", index, "flat"), Refusal("tiers-flat", message)


class LongCallFee(Part):
    """What is charged once for a call that lasts longer."""

    price: MoneyValue
    past_seconds: AmountValue = Field(description="Calls longer than this are charged")


class CallRounding(Part):
    """How the amount of each call is rounded."""

    decimals: Annotated[int, DECIMALS] = Field(description="Decimals of the currency that are kept")
    mode: RoundingMode


def _class_lists(raw: Any) -> Any:
    return {key: as_list(names) for key, names in raw.items()} if isinstance(raw, dict) else raw


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

    def broken(self) -> Broken:
        """Yield what breaks the rule: one price, in the unit of the service."""
        if self.per_minute is not None and self.per_call is not None and len(stated(self, PRICES)) == 2:
            message = Message("{key} cannot stand beside {other}", key="per_call", other="per_minute")
            write = Message("an amount for each call on top of its minutes is {example}", example="connect_fee: 0.05")
            yield ("per_call",), Refusal("charge-price", message, write)
        else:
            yield from one_of(self, PRICES, "charge-price")
        for key in ("from_balances", "reject"):
            if getattr(self, key) is False:
                yield (key,), Refusal("charge-price", Message("{key} can only be true", key=key))
        legs = self.legs
        for amount in () if legs is None else (legs.amount, *legs.alternatives):
            if amount is not None and amount > MOST_LEGS:
                message = Message("{count} is no number of legs from 1 to {most}", count=amount, most=MOST_LEGS)
                yield ("legs",), Refusal("out-of-range", message)
        minutes = in_minutes(self.service)
        for key in stated(self, ("per_unit",) if minutes else _CALLS_ONLY):
            unit = Message("minutes and calls") if minutes else Message("units")
            message = Message(
                "{key} does not fit {service}, which is counted in {unit}", key=key, service=self.service, unit=unit
            )
            allowed = Message("{names}", names=("per_minute", "per_call") if minutes else ("per_unit",))
            yield (key,), Refusal("charge-unit", message, allowed if key in _STEP_PRICES or key == "per_call" else None)
        for index, one in enumerate(self.tiers.steps if self.tiers else ()):
            place = ("tiers", "steps", index)
            yield from _misfit(one, "per_unit" if minutes else "per_minute", self.service, place)
            yield from _misfit(one.per_block, "units" if minutes else "minutes", self.service, (*place, "per_block"))
        yield from _misfit(self.per_block, "units" if minutes else "minutes", self.service, ("per_block",))
        if self.rounding is not None and self.per_minute is None and self.per_call is None:
            message = Message("the amount of a call is only known where the price is per_minute or per_call")
            yield ("rounding",), Refusal("charge-rounding", message)
        if self.rounding is not None and self.per_minute is not None and (self.per_minute.amount or 0) < 0:
            message = Message("the amount of a call that is paid to the buyer is not rounded")
            yield ("rounding",), Refusal("charge-rounding", message)
        for key in stated(self, ("increment", "legs", "free_seconds")) if self.per_call is not None else ():
            yield (key,), Refusal("charge-unit", Message("{key} means nothing where the price is per_call", key=key))


def _misfit(part: Part | None, key: str, service: str, path: Path) -> Broken:
    """Yield that a part states a key that is of services counted otherwise."""
    if part is not None and getattr(part, key) is not None:
        message = Message("{key} does not fit {service}", key=key, service=service)
        yield (*path, key), Refusal("charge-unit", message)
