"""Plans as they are for one buyer: converted into another currency, or held already."""

from collections.abc import Mapping, Sequence

from pydantic import PrivateAttr

from telquote.language import Message
from telquote.plans.catalogue import Offer
from telquote.plans.model import Exchange, Held, Plan
from telquote.plans.selection import unknown


class AdjustedPlan(Plan):
    """A plan whose costs are converted, or that the buyer has today."""

    _exchange: Exchange | None = PrivateAttr(default=None)
    _held: Mapping[str, Held] | None = PrivateAttr(default=None)

    @property
    def exchange(self) -> Exchange | None:  # type: ignore[override]
        """Return the rate at which its costs are converted."""
        return self._exchange

    @property
    def held(self) -> Mapping[str, Held] | None:  # type: ignore[override]
        """Return what the buyer holds of it, by the ids of balances; None where it would be taken out anew."""
        return self._held


def adjusted(plan: Plan, *, exchange: Exchange | None = None, held: Mapping[str, Held] | None = None) -> AdjustedPlan:
    """Return the plan with its costs converted, or as one that the buyer has."""
    own = {name: getattr(plan, name) for name in Plan.model_fields}
    other = AdjustedPlan.model_construct(_fields_set=set(plan.model_fields_set), **own)
    other._exchange = exchange or plan.exchange
    other._held = plan.held if held is None else held
    return other


def with_current(offers: Sequence[Offer], plan: str, held: Mapping[str, Held]) -> tuple[Offer, ...]:
    """Return the offers with the plan that the buyer has today as it is held.

    Raises ``UnknownName`` where no plan has the id, or the plan no balance that is named.
    """
    if plan not in {offer.id for offer in offers}:
        problem = Message("{name}: no such plan, and so not that of today", name=plan)
        raise unknown(problem, plan, [offer.id for offer in offers], path=("current", "plan"))
    return tuple(_held(offer, held) if offer.id == plan else offer for offer in offers)


def _held(offer: Offer, held: Mapping[str, Held]) -> Offer:
    known = [balance.id for balance in offer.plan.balances]
    for name in held:
        if name not in known:
            message = Message("{plan} has no balance named {name}", plan=offer.id, name=name)
            raise unknown(message, name, known, path=("current", "balances", name))
    return offer._replace(plan=adjusted(offer.plan, held=held))
