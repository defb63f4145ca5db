"""Figures of a plan as plain amounts."""

from fractions import Fraction
from functools import partial
from typing import Any

from telquote.affine import Affine
from telquote.billing.refusals import Unknown
from telquote.language import Message
from telquote.plans.figure_paths import figures
from telquote.plans.figures import Value
from telquote.plans.plan import Plan
from telquote.plans.services import HELD, BilledPer
from telquote.usage.profile import Usage


class Amounts:
    """What the figures of a plan amount to; what the file calls unknown is ``Unknown``, and knows its path."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __call__(self, value: Value[Any] | None, default: Any = None) -> Any:
        """Return what a figure amounts to, ``default`` where the plan states none."""
        if value is None:
            return default
        return Unknown(partial(self._reason, value)) if value.amount is None else value.amount

    def _reason(self, value: Value[Any]) -> Message:
        path = next(figure.path for figure in figures(self._plan) if figure.value is value)
        return Message("the price list leaves {path} unknown; give it with --assume", path=path)


def held_count(usage: Usage, per: BilledPer) -> Any:
    """Return how many seats, numbers or channels are held; one where the usage does not say."""
    return 1 if per == "account" else said_or_one(usage, HELD[per])


def said_or_one(usage: Usage, name: str) -> Any:
    """Return a figure of the usage that counts what is held; one where the usage does not say."""
    count = getattr(usage, name)
    return 1 if count is None else count


def times(number: Any, count: Any) -> Any:
    """Return an exact product; ``Decimal`` arithmetic would round one of many digits.

    So many times what is unknown is as unknown.
    """
    if isinstance(count, int) and count == 1:  # nearly always: terms would take a third longer
        return number
    if isinstance(number, Unknown):
        return 0 if not isinstance(count, Affine) and count == 0 else number
    return exact(number) * exact(count)


def exact(number: Any) -> Any:
    """Return an exact number that can be multiplied with any other; what is unknown stays so."""
    return number if isinstance(number, (int, Affine, Unknown)) else Fraction(number)


def is_zero(number: Any) -> bool:
    """Tell whether a number is nothing, at every value of what varies; what is unknown is not known to be."""
    if isinstance(number, Affine):
        return bool(number.value == 0 and number.slope == 0)
    return not isinstance(number, Unknown) and bool(number == 0)
