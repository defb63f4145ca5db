"""Plan file, format 1, as immutable models: what a vendor charges, in the vendor's own terms.

A model holds what the file says and nothing computed from it. The field descriptions become the JSON Schema.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema, model_validator
from pydantic_core import InitErrorDetails

from telquote.language import Text
from telquote.plans import rules
from telquote.plans.kinds import Refusal
from telquote.plans.services import Service
from telquote.plans.values import (
    AmountValue,
    Count,
    CountValue,
    Currency,
    DurationValue,
    Flag,
    Id,
    IncrementValue,
    Line,
    MoneyValue,
    Value,
    Words,
)

FORMAT = "1"


def _described(text: str, **more: Any) -> Any:
    return Field(default=None, description=text, **more)


class Part(BaseModel):
    """A mapping of the plan file: only known keys, and no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    @model_validator(mode="after")
    def _obeys_rules(self) -> "Part":
        problems = [
            InitErrorDetails(type=refusal.as_pydantic(), loc=path, input=None) for path, refusal in self.broken()
        ]
        if problems:
            raise ValidationError.from_exception_data(type(self).__name__, problems)
        return self

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:
        """Yield each rule that the keys break together, with the path of the key to point at."""
        yield from ()


class Source(Part):
    """Where figures come from."""

    title: Words
    url: Line | None = _described("Where it can be read")
    date: Line | None = _described("The date the source itself bears")
    retrieved: Line | None = _described("When it was read")
    trust: Line | None = _described("How far it can be trusted, and why")


class Requirement(Part):
    """Something the buyer must accept or have; printed wherever the plan ranks."""

    id: Id = Field(description="Its name for --refuse")
    zh: Line | None = None
    en: Line | None = None

    @property
    def text(self) -> Text:
        """Return what is required, in words."""
        return Text(zh=self.zh or "", en=self.en or "") if self.zh or self.en else Text(en=self.id)


class PlanAssumption(Requirement):
    """Something taken for granted that is no figure, such as who pays once a gift is used up."""

    id: Id = Field(description="Its name in results")
    because: Words = Field(description="Why it was taken for granted")
    services: "Services | None" = _described("The services whose cost rests on it; absent: all", alias="for")


def _as_list(raw: Any) -> Any:
    return [raw] if isinstance(raw, str) else raw


Services = Annotated[
    tuple[Service, ...],
    BeforeValidator(_as_list, json_schema_input_type=Service | list[Service]),
    Field(min_length=1),
]


class Step(Part):
    """One step of a ladder of prices."""

    up_to: AmountValue | None = _described("The last minute or unit of the month in this step; absent in the last step")
    per_minute: MoneyValue | None = _described("Price of a minute in this step")
    per_unit: MoneyValue | None = _described("Price of a unit in this step")

    @property
    def price(self) -> Value[Any]:
        """Return the price of a minute or unit in this step."""
        price = self.per_minute or self.per_unit
        assert price is not None
        return price

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.step(self)


class Tiers(Part):
    """Prices that depend on how much is used in a month."""

    mode: Literal["graduated", "volume"] = Field(
        description="graduated: each step prices its own minutes; volume: the step reached prices the whole month"
    )
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.tiers(self)


class Block(Part):
    """A price for whole blocks of the month's minutes."""

    price: MoneyValue
    minutes: AmountValue
    round: Literal["up", "down"] = Field(description="How a part of a block counts")


class Charge(Part):
    """The price of using a service: exactly one of the price keys, and how use is measured."""

    id: Id
    service: Service = Field(alias="for", description="The service or side event it prices")
    name: Words | None = None
    per_minute: MoneyValue | None = _described("Price of a billed minute, on each leg")
    per_call: MoneyValue | None = _described("Price of a call, however long")
    per_unit: MoneyValue | None = _described("Price of a message, missed call or voicemail")
    per_block: Block | None = _described("Price of whole blocks of the month's minutes")
    tiers: Tiers | None = _described("Prices by step of the month's use")
    from_balances: Flag | None = _described("true: served from unit balances alone, nothing is sold on top")
    increment: IncrementValue | None = _described("Billing increment, first/following seconds; absent: exact")
    legs: CountValue | None = _described("Billed sides of a call; a web callback has two; absent: 1")
    connect_fee: MoneyValue | None = _described("Price of each call on top of its minutes, once, whatever the legs")
    meter: Id | None = _described("Charges on different meters add up; absent: the service's own meter")
    source: Id | None = None
    note: Words | None = None

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.charge(self)


class TopUp(Part):
    """Payments into an account, each worth its own amount of credit."""

    first: AmountValue = Field(description="The first payment")
    then: AmountValue | None = _described("Each later payment is a whole number of these")
    at_least: AmountValue | None = _described("Each later payment is this or any amount above")

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.top_up(self)


class Balance(Part):
    """Prepaid money, minutes or units that usage draws on: a package, gift, account or allowance."""

    id: Id
    name: Words | None = None
    price: MoneyValue | None = _described("What one costs; 0 for a gift")
    credit: AmountValue | None = _described("Money it holds")
    minutes: AmountValue | None = _described("Billed minutes it holds")
    units: AmountValue | None = _described("Messages or events it holds")
    top_up: TopUp | None = _described("For an account that is paid into, in place of price and credit")
    services: Services | None = _described("The services it serves; absent: all of its kind", alias="for")
    valid: DurationValue | None = _described(
        "How long each purchase lasts, for example 36 months; absent: for ever, or its period where bought by period"
    )
    buy: Literal["once", "always", "as_needed", "monthly", "yearly"] = Field(
        description="once: at the start; always: one is held at all times; as_needed: only when usage needs it; "
        "monthly, yearly: each period"
    )
    reusable: Flag | None = _described("true: what is left can be spent on something else of the vendor")
    source: Id | None = None
    note: Words | None = None

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.balance(self)


class Fee(Part):
    """The price of time or of an event, not of usage."""

    id: Id
    name: Words | None = None
    price: MoneyValue
    every: Literal["once", "month", "year"]
    per: Literal["account", "seat", "number"] = "account"
    refundable: Flag | None = _described("true: a deposit that comes back at the end of the horizon")
    from_month: Count | None = _described("The first month it is due, counted from 1")
    to_month: Count | None = _described("The last month it is due")
    source: Id | None = None
    note: Words | None = None

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.fee(self)


class Defaults(Part):
    """What plans share; a plan's own key replaces the whole of it."""

    features: tuple[Id, ...] = Field(default=(), description="What the plan can do, for --need")
    charges: tuple[Charge, ...] = ()
    balances: tuple[Balance, ...] = ()
    fees: tuple[Fee, ...] = ()
    requires: tuple[Requirement, ...] = ()
    assumptions: tuple[PlanAssumption, ...] = ()
    advantages: tuple[Words, ...] = ()
    drawbacks: tuple[Words, ...] = ()
    cautions: tuple[Words, ...] = Field(default=(), description="What to know before paying")
    minimum_term: DurationValue | None = _described("How long the buyer is bound")
    source: Id | None = _described("Where figures without a source of their own come from")


class Plan(Defaults):
    """One thing a vendor sells."""

    id: Id
    name: Words

    def items(self) -> Iterator[Charge | Balance | Fee]:
        """Yield everything that has an id by which a path can name it."""
        yield from self.charges
        yield from self.balances
        yield from self.fees

    def with_defaults(self, defaults: Defaults) -> "Plan":
        """Return the plan with the keys it lacks taken from ``defaults``."""
        missing = defaults.model_fields_set - self.model_fields_set
        return self.model_copy(update={key: getattr(defaults, key) for key in missing}) if missing else self


class Vendor(Part):
    """One plan file: a vendor and what it sells."""

    format: Annotated[Literal["1"], WithJsonSchema({"const": 1})] = Field(description="The plan-file format")
    vendor: Id = Field(description="The vendor's id; a plan's full id is vendor/plan")
    name: Words
    website: Line | None = None
    currency: Currency
    sources: dict[Id, Source] = Field(default_factory=dict)
    features: dict[Id, Words] = Field(default_factory=dict, description="What the ids of features mean, in words")
    advantages: tuple[Words, ...] = ()
    drawbacks: tuple[Words, ...] = ()
    cautions: tuple[Words, ...] = Field(default=(), description="What to know before paying")
    defaults: Defaults = Defaults()
    plans: Annotated[tuple[Plan, ...], Field(min_length=1)]

    def full_id(self, plan: Plan) -> str:
        """Return ``vendor/plan``."""
        return f"{self.vendor}/{plan.id}"
