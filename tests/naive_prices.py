"""The naive reckoning of prices: calls of a length, ladders, classes, rounding. Exact fractions, no speed."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Any

TWELVE = Decimal("1e-12")


class NotServed(Exception):
    """The plan cannot serve the usage, or asks for a figure that nobody knows."""


def number(value: Any) -> Fraction:
    """Return a figure in any of the forms a plan file gives it."""
    if isinstance(value, dict):
        value = value.get("value", value.get("assumed"))
    if value == "unknown":
        raise NotServed("unknown")
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
            seconds, each = (Decimal(part) for part in increment.split("/"))
            more, fade = longer(first, mean), longer(following, mean)
            while more > Decimal("1e-35"):
                seconds += each * more
                more *= fade
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
    share = units / number(block.get("minutes", block.get("units")))
    count = math.ceil(share) if block["round"] == "up" else math.floor(share)
    return count * number(block["price"]) if count else Fraction(0)


def step_price(step: dict[str, Any], units: Fraction) -> Fraction:
    """Return what units cost at a price; nothing of what is unknown costs nothing."""
    if not units:
        return Fraction(0)
    if "per_block" in step:
        return blocks(step["per_block"], units)
    return units * number(step.get("per_minute", step.get("per_unit", "0")))


def top_of(step: dict[str, Any]) -> Fraction | None:
    return number(step["up_to"]) if "up_to" in step else None


def steps_of(
    tiers: dict[str, Any], units: Fraction, before: Fraction, reached: Fraction
) -> list[tuple[Fraction, dict[str, Any], Fraction]]:
    """Return each step in which units lie that come after ``before``: its lower bound, itself, and how many lie there.

    In a volume ladder all lie in the step that the month has ``reached``.
    """
    found: list[tuple[Fraction, dict[str, Any], Fraction]] = []
    low = Fraction(0)
    left = units
    for step in tiers["steps"] if units else ():
        top = top_of(step)
        if tiers["mode"] == "volume":
            if top is None or reached <= top:
                return [(low, step, units)]
        else:
            from_here = max(before, low)
            here = left if top is None else min(left, max(top - from_here, Fraction(0)))
            if here > 0:
                found.append((low, step, here))
            left -= here
            if not left:
                return found
        assert top is not None
        low = top
    return found


def ladder(tiers: dict[str, Any], units: Fraction, before: Fraction, reached: Fraction) -> Fraction:
    """Return what units cost that come after ``before``, where ``reached`` decides on a volume step."""
    cost = Fraction(0)
    for _, step, inside in steps_of(tiers, units, before, reached):
        cost += step_price(step, inside) + number(step.get("flat", "0"))
    return cost


def bands(bands: dict[str, Any], count: Fraction) -> Fraction:
    cost, below = Fraction(0), Fraction(0)
    for step in bands["steps"] if count else ():
        top = top_of(step)
        inside = top is None or count <= top
        if bands["mode"] == "volume":
            if inside:
                return count * number(step["price"])
            continue
        upper = count if top is None or inside else top
        if upper > below:
            cost += (upper - below) * number(step["price"])
            below = upper
        if inside:
            return cost
    return cost


def names(when: Any) -> dict[str, list[str]]:
    return {of: [one] if isinstance(one, str) else list(one) for of, one in (when or {}).items()}


def fits(when: Any, cell: dict[str, Any]) -> bool:
    return all(cell.get(of) in one for of, one in names(when).items())


def cells(
    plan: dict[str, Any],
    charges: list[dict[str, Any]],
    stated: dict[str, Any],
    dearness: Callable[[dict[str, Any]], Any],
) -> list[tuple[dict[str, Any], Fraction]]:
    """Return every combination of classes with its share."""
    whens = [names(one.get("when")) for one in [*charges, *plan.get("balances", [])]]
    found: dict[str, list[tuple[Any, Fraction]]] = {}
    for of in dict.fromkeys(of for when in whens for of in when):
        found[of] = list(stated[of].items()) if of in stated else [(default_of(of, charges, dearness), Fraction(1))]
    result = []
    for choice in product(*found.values()):
        share = math.prod((part for _, part in choice), start=Fraction(1))
        if share:
            result.append((dict(zip(found, (name for name, _ in choice), strict=True)), share))
    return result


def default_of(of: str, charges: list[dict[str, Any]], dearness: Callable[[dict[str, Any]], Any]) -> str | None:
    """Return the class of use where nobody says: none of those named where that has a price, else the dearest."""
    main = [one for one in charges if "meter" not in one and "reject" not in one]
    if not main or any(of not in names(one.get("when")) for one in main):
        return None
    priced = sorted({name for one in main for name in names(one["when"])[of]})
    known = {name: cost for name in priced if (cost := dearness({of: name})) is not None}
    return min(priced, key=lambda name: (name not in known, -known.get(name, Fraction(0)), name))
