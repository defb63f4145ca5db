"""Figures of a plan as plain numbers."""

from fractions import Fraction
from typing import Any

from telquote.affine import Affine
from telquote.billing.terms import NotOffered
from telquote.language import Message
from telquote.plans.values import Value
from telquote.usage.profile import Usage


def known(value: Value[Any] | None, item: str, key: str = "", default: Any = None) -> Any:
    """Return what a figure amounts to, ``default`` where the plan states none.

    Raises ``NotOffered`` where the file leaves it unknown.
    """
    if value is None:
        return default
    if value.amount is None:
        path = f"{item}.{key}" if key else item
        raise NotOffered(Message("the price list leaves {path} unknown; give it with --assume", path=path))
    return value.amount


def known_where_due(value: Value[Any] | None, item: str, key: str = "") -> tuple[Any, Message | None]:
    """Return what a figure amounts to, and where it is unknown 0 and why the plan cannot be priced once it is due."""
    try:
        return known(value, item, key), None
    except NotOffered as refusal:
        return 0, refusal.reason


def held_count(usage: Usage, unit: str) -> Any:
    """Return how many seats, numbers or channels are held; one where the usage does not say."""
    count = {"account": 1, "seat": usage.seats, "number": usage.numbers, "channel": usage.channels}[unit]
    return 1 if count is None else count


def times(number: Any, count: Any) -> Any:
    """Return an exact product; ``Decimal`` arithmetic would round one of many digits."""
    if isinstance(count, int) and count == 1:
        return number
    return _exact(number) * _exact(count)


def _exact(number: Any) -> Any:
    return number if isinstance(number, (int, Affine)) else Fraction(number)
