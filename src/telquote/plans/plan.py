"""Plan file, format 1, as immutable models: what a vendor charges, in the vendor's own terms.

A model holds what the file says and nothing computed from it. The field descriptions become the JSON Schema.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from telquote.plans.balances import Balance
from telquote.plans.bill import Bill, Limit
from telquote.plans.charges import Charge, Counter
from telquote.plans.fees import Fee
from telquote.plans.figures import Currency, DurationValue, Id, Url, Words
from telquote.plans.part import Part, described
from telquote.plans.statements import Fact, PlanAssumption, Recommendation, Requirement, Source

FORMAT = "1"
Limited = Literal["seats", "numbers", "channels"]


class Defaults(Part):
    """What plans share; a plan's own key replaces the whole of it."""

    features: tuple[Id, ...] = Field(default=(), description="What the plan can do, for --need")
    charges: tuple[Charge, ...] = ()
    balances: tuple[Balance, ...] = ()
    fees: tuple[Fee, ...] = ()
    counters: dict[Id, Counter] = Field(default_factory=dict, description="What several charges count together")
    bill: Bill | None = described("What applies to the bill as a whole")
    limits: dict[Limited, Limit] = Field(default_factory=dict, description="How much or many it is sold for")
    requires: tuple[Requirement, ...] = ()
    assumptions: tuple[PlanAssumption, ...] = ()
    advantages: tuple[Words, ...] = ()
    drawbacks: tuple[Words, ...] = ()
    cautions: tuple[Words, ...] = Field(default=(), description="What to know before paying")
    minimum_term: DurationValue | None = described("How long the buyer is bound")
    source: Id | None = described("Where figures without a source of their own come from")


Item = Charge | Balance | Fee
"""Everything that has an id by which a path can name it."""


class Plan(Defaults):
    """One thing a vendor sells."""

    id: Id
    name: Words
    short: Words | None = described("What tells it from the vendor's other plans, for lists; else its id")

    def items(self) -> Iterator[Item]:
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

    format: Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})] = Field(description="The plan-file format")
    vendor: Id = Field(description="The vendor's id; a plan's full id is vendor/plan")
    name: Words
    website: Url | None = None
    currency: Currency
    sources: dict[Id, Source] = Field(default_factory=dict)
    features: dict[Id, Words] = Field(default_factory=dict, description="What the ids of features mean, in words")
    advantages: tuple[Words, ...] = ()
    drawbacks: tuple[Words, ...] = ()
    cautions: tuple[Words, ...] = Field(default=(), description="What to know before paying")
    facts: tuple[Fact, ...] = Field(default=(), description="What else is good to know")
    recommended: Recommendation | None = described("What a source advises, with its reasons")
    defaults: Defaults = Defaults()
    plans: Annotated[tuple[Plan, ...], Field(min_length=1)]
