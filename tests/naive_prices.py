"""The naive reckoning of prices: calls of a length, ladders, classes, rounding. Exact fractions, no speed."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Any

TWELVE = Decimal("1e-12")


def number(value: Any) -> Fraction:
    """Return a figure in any of the forms a plan file gives it."""
    if isinstance(value, dict):
        value = value.get("value", value.get("assumed"))
    return Fraction(str(value))


def rounded(amount: Fraction, decimals: int, mode: str) -> Fraction:
    unit = Fraction(1, 10**decimals)
    below = math.floor(amount / unit)
    rest = amount / unit - below
    if mode == "up":
        steps = below + (rest > 0)
    elif mode == "down":
        steps = below
    elif rest == Fraction(1, 2):
        steps = below + 1 if mode == "half_up" or below % 2 else below
    else:
        steps = below + (rest > Fraction(1, 2))
    return steps * unit


def billed_seconds(increment: str, seconds: Fraction) -> Fraction:
    if seconds <= 0 or increment == "exact":
        return max(seconds, Fraction(0))
    first, following = (Fraction(part) for part in increment.split("/"))
    billed = first
    while billed < seconds:
        billed += following
    return billed


def mean_over_lengths(measure: Callable[[Fraction], Fraction], lengths: Any) -> Fraction:
    return sum((share * measure(seconds) for seconds, share in lengths), start=Fraction(0))


def to_twelve(value: Decimal) -> Fraction:
    return Fraction(value.quantize(TWELVE, rounding=ROUND_HALF_EVEN))


def longer(seconds: Fraction, mean: Fraction) -> Decimal:
    """Return the share of exponentially long calls that last longer, in the context at hand."""
    return (-Decimal((seconds / mean).numerator) / Decimal((seconds / mean).denominator)).exp()


@lru_cache
def billed_minutes(increment: str, mean: Fraction, free: Fraction = Fraction(0), lengths: Any = None) -> Fraction:
    """Return the mean billed minutes of a call: one billing step after the other, 12 decimals."""
    if lengths is not None:
        return mean_over_lengths(lambda seconds: billed_seconds(increment, seconds - free) / 60, lengths)
    with localcontext() as context:
        context.prec = 60
        if increment == "exact":
            seconds = Decimal(mean.numerator) / Decimal(mean.denominator)
        else:
            first, following = (Fraction(part) for part in increment.split("/"))
            seconds, reached = Decimal(str(increment.split("/", maxsplit=1)[0])), first
            while (more := longer(reached, mean)) > Decimal("1e-35"):
                seconds += Decimal(increment.split("/")[1]) * more
                reached += following
        if increment == "exact" and not free:
            return mean / 60
        return to_twelve(seconds * (longer(free, mean) if free else 1) / 60)


@lru_cache
def share_past(limit: Fraction, mean: Fraction, lengths: Any = None) -> Fraction:
    if lengths is not None:
        return sum((share for seconds, share in lengths if seconds > limit), start=Fraction(0))
    with localcontext() as context:
        context.prec = 60
        return to_twelve(longer(limit, mean))


@lru_cache
def rounded_call(
    rate: Fraction,
    fixed: Fraction,
    decimals: int,
    mode: str,
    increment: str,
    mean: Fraction,
    free: Fraction,
    lengths: Any,
) -> Fraction:
    """Return the mean price of a call whose own amount is rounded."""

    def price(seconds: Fraction) -> Fraction:
        return rounded(rate * seconds / 60 + fixed, decimals, mode)

    if lengths is not None:
        return mean_over_lengths(lambda seconds: price(billed_seconds(increment, seconds - free)), lengths)
    with localcontext() as context:
        context.prec = 60
        beyond = longer(free, mean) if free else Decimal(1)
        at_zero = price(Fraction(0))
        total = Decimal(at_zero.numerator) / Decimal(at_zero.denominator)
        if increment == "exact":
            # Each step more is reached past a length of its own: add it for the share of calls that last longer.
            unit = Fraction(1, 10**decimals)
            level = at_zero
            more = Decimal(0)
            seconds = Fraction(0)
            while rate:
                bar = level + {"up": Fraction(0), "down": unit}.get(mode, unit / 2)
                seconds = max((bar - fixed) * 60 / rate, Fraction(0))
                if longer(seconds, mean) < Decimal("1e-35"):
                    break
                more += Decimal(unit.numerator) / Decimal(unit.denominator) * longer(seconds, mean)
                level += unit
            return to_twelve(total + beyond * more)
        first, following = (Fraction(part) for part in increment.split("/"))
        reached, left, mean_price = first, Decimal(1), Decimal(0)
        while left > Decimal("1e-35"):
            amount, still = price(reached), longer(reached, mean)
            mean_price += Decimal(amount.numerator) / Decimal(amount.denominator) * (left - still)
            left, reached = still, reached + following
        return to_twelve(total * (1 - beyond) + beyond * mean_price)


def blocks(block: dict[str, Any], units: Fraction) -> Fraction:
    count = units / number(block.get("minutes", block.get("units")))
    return (math.ceil(count) if block["round"] == "up" else math.floor(count)) * number(block["price"])


def step_price(step: dict[str, Any], units: Fraction) -> Fraction:
    if "per_block" in step:
        return blocks(step["per_block"], units)
    return units * number(step.get("per_minute", step.get("per_unit", "0")))


def ladder(tiers: dict[str, Any], units: Fraction, before: Fraction, reached: Fraction) -> Fraction:
    """Return what units cost that come after ``before``, where ``reached`` decides on a volume step."""
    if tiers["mode"] == "volume":
        for step in tiers["steps"]:
            if "up_to" not in step or reached <= number(step["up_to"]):
                return step_price(step, units) + (number(step.get("flat", "0")) if units > 0 else 0)
    return from_first(tiers, before + units) - from_first(tiers, before)


def from_first(tiers: dict[str, Any], units: Fraction) -> Fraction:
    cost, below = Fraction(0), Fraction(0)
    for step in tiers["steps"]:
        top = min(units, number(step["up_to"])) if "up_to" in step else units
        if top > below:
            cost += step_price(step, top - below) + number(step.get("flat", "0"))
            below = top
    return cost


def bands(bands: dict[str, Any], count: Fraction) -> Fraction:
    cost, below = Fraction(0), Fraction(0)
    for step in bands["steps"]:
        top = number(step["up_to"]) if "up_to" in step else None
        if bands["mode"] == "volume":
            if top is None or count <= top:
                return count * number(step["price"])
        else:
            upper = count if top is None else min(count, top)
            cost += max(upper - below, Fraction(0)) * number(step["price"])
            below = upper
    return cost


def names(when: Any) -> dict[str, list[str]]:
    return {of: [one] if isinstance(one, str) else list(one) for of, one in (when or {}).items()}


def fits(when: Any, cell: dict[str, Any]) -> bool:
    return all(cell.get(of) in one for of, one in names(when).items())


def cells(
    plan: dict[str, Any], charges: list[dict[str, Any]], stated: dict[str, Any]
) -> list[tuple[dict[str, Any], Fraction]]:
    """Return every combination of classes with its share."""
    whens = [names(one.get("when")) for one in [*charges, *plan.get("balances", [])]]
    found: dict[str, list[tuple[Any, Fraction]]] = {}
    for of in dict.fromkeys(of for when in whens for of in when):
        if of in stated:
            found[of] = list(stated[of].items())
            continue
        main = [one for one in charges if "meter" not in one and "reject" not in one]
        everywhere = all(of in names(one.get("when")) for one in main)
        found[of] = [(names(main[0]["when"])[of][0] if main and everywhere else None, Fraction(1))]
    result = []
    for choice in product(*found.values()):
        share = math.prod((part for _, part in choice), start=Fraction(1))
        if share:
            result.append((dict(zip(found, (name for name, _ in choice), strict=True)), share))
    return result
