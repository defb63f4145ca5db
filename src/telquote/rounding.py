"""Rounding of amounts to whole steps, where a plan's own rule says so."""

from typing import Any


def whole_steps(amount: Any, step: Any, mode: str) -> Any:
    """Return the number of whole steps that ``amount`` is rounded to.

    ``mode`` is ``half_up``, ``half_even``, ``up`` or ``down``; up is towards more, down towards less. Works on any
    exact number, also on one that stands for a varied quantity.
    """
    if mode == "up":
        return -(-amount // step)
    if mode == "down":
        return amount // step
    twice = 2 * amount + step
    nearest = twice // (2 * step)
    if mode == "half_even" and nearest % 2 and twice - 2 * step * nearest <= 0:
        return nearest - 1
    return nearest


def to_steps(amount: Any, step: Any, mode: str) -> Any:
    """Return ``amount`` rounded to whole steps."""
    return whole_steps(amount, step, mode) * step
