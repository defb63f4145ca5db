"""Ladders of a plan file: steps of prices, bands, discounts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal

from telquote.language import Message
from telquote.plans.part import Broken
from telquote.plans.reading import Refusal

Mode = Literal["graduated", "volume"]
"""Whether each step prices its own, or the step that is reached prices all."""

MOST_STEPS = 1_000
"""Steps of one ladder beyond which no vendor goes."""


def rising(steps: Sequence[Any]) -> Broken:
    """Yield what breaks the rule: steps rise, and only the last is open."""
    bounds = [step.up_to for step in steps]
    if len(bounds) > MOST_STEPS:
        yield (
            ("steps",),
            Refusal("out-of-range", Message("{count} steps; at most {most}", count=len(bounds), most=MOST_STEPS)),
        )
        return
    if bounds[-1] is not None:
        message = Message("the last step must be open: without up_to, it prices everything above")
        yield ("steps", len(bounds) - 1, "up_to"), Refusal("tiers-open", message)
    before = Decimal(0)
    for index, bound in enumerate(bounds[:-1]):
        if bound is None:
            yield ("steps", index), Refusal("tiers-open", Message("only the last step can be without up_to"))
        elif bound.amount is not None:
            if bound.amount <= before:
                message = Message("steps overlap: {up_to} is not above {before}", up_to=bound.amount, before=before)
                yield ("steps", index, "up_to"), Refusal("tiers-overlap", message)
            before = bound.amount
