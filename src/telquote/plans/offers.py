"""Offers: plans as one buyer can have them, converted into another currency or held already."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from telquote.language import Text
from telquote.language.measures import Name
from telquote.plans.figure_paths import Keys, replaced
from telquote.plans.figures import Value
from telquote.plans.plan import Plan, Vendor


class Exchange(NamedTuple):
    """What one unit of a plan's own currency is worth in another."""

    own: str
    other: str
    rate: Decimal


class Held(NamedTuple):
    """What a buyer holds of a balance today: how much, and for how many months more (None: for ever)."""

    left: Decimal
    months: int | None


class Offer(NamedTuple):
    """A plan as one buyer can have it: the vendor that sells it, and the currency in which it is compared.

    Where ``exchange`` is set its costs are converted. ``held`` is what the buyer holds of it today, by the ids of
    balances; None where it would be taken out anew.
    """

    vendor: Vendor
    plan: Plan
    exchange: Exchange | None = None
    held: Mapping[str, Held] | None = None

    def __repr__(self) -> str:
        return f"<{self.id}{'' if self.held is None else ', held today'}>"

    @property
    def id(self) -> str:
        """Return ``vendor/plan``."""
        return f"{self.vendor.vendor}/{self.plan.id}"

    @property
    def currency(self) -> str:
        """Return the code of the currency in which it costs what it is said to cost."""
        return self.vendor.currency if self.exchange is None else self.exchange.other

    def with_figure(self, keys: Keys, value: Value[Any]) -> "Offer":
        """Return the offer with a figure of its plan replaced."""
        return self._replace(plan=replaced(self.plan, keys, value))

    @property
    def name(self) -> Name:
        """Return what it is called: its vendor's name, and where that has several plans its short name, else its id."""
        plans, short = self.vendor.plans, self.plan.short
        if len(plans) == 1:
            return Name(self.vendor.name)
        others = [one for one in plans if one.id != self.plan.id]
        words = set() if short is None else {short.en, short.zh}
        told_apart = short is not None and not any(
            one.id in words or (one.short is not None and words & {one.short.en, one.short.zh}) for one in others
        )
        return Name(self.vendor.name, short if told_apart else Text(en=self.plan.id))


def offers_of(vendor: Vendor) -> tuple[Offer, ...]:
    """Return every plan of a vendor as it is sold, in file order."""
    return tuple(Offer(vendor, plan) for plan in vendor.plans)
