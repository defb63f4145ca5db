"""What a call is billed on average, given how long calls are.

Calls are exponentially distributed around their mean length, the classical assumption of telephone traffic, or of the
lengths in a table. What the exponential distribution gives is fixed to 12 decimals, half-even, before money is
computed.
"""

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from telquote.plans.scalars import Increment
from telquote.rounding import whole_steps
from telquote.usage.rules import Lengths
from telquote.work import spend

BILLED_DECIMALS = 12
"""Decimals to which what a mean call is billed is fixed (half-even) before money is computed."""

STEP_TICKS = 40
"""Ticks of work that one step of an increment takes."""

_PRECISION = Context(prec=60)
"""Digits in which exponentials are reckoned: what is fixed to 12 decimals comes of differences of nearly equal numbers,
and of up to 12 digits before the point."""

_NEGLIGIBLE = Decimal("1e-24")
"""The share of calls past which no step of an increment can move the twelfth decimal of a mean price."""


class PricedCall(NamedTuple):
    """How one call is billed: ``rate`` a minute on ``legs``, plus ``fixed``, kept to ``decimals`` by ``mode``."""

    rate: Fraction
    fixed: Fraction
    legs: int
    decimals: int
    mode: str


@lru_cache(maxsize=1024)
def billed_minutes_per_call(
    increment: Increment, mean_seconds: Fraction, free_seconds: Any = 0, lengths: Lengths | None = None
) -> Fraction:
    """Return the mean billed minutes of a call; what is beyond the free first seconds is rounded up.

    Of an exponential length what is beyond is distributed alike. A call longer than ``first`` seconds is rounded up to
    ``first`` plus whole steps of ``following``, so the mean is, in closed form,
    ``first + following * exp(-first / mean) / (1 - exp(-following / mean))`` seconds.
    """
    free = Fraction(free_seconds)
    if lengths is not None:
        return sum((share * billed_seconds(increment, seconds - free) for seconds, share in lengths), Fraction(0)) / 60
    if increment.exact and not free:
        return mean_seconds / 60
    context, mean = _PRECISION, _decimal(mean_seconds)
    seconds = mean
    if not increment.exact:
        beyond_first = _beyond(increment.first, mean)
        steps = context.divide(beyond_first, context.subtract(Decimal(1), _beyond(increment.following, mean)))
        seconds = context.add(increment.first, context.multiply(increment.following, steps))
    seconds = context.multiply(seconds, _beyond(_decimal(free), mean)) if free else seconds
    return round(Fraction(context.divide(seconds, Decimal(60))), BILLED_DECIMALS)


def billed_seconds(increment: Increment, seconds: Fraction) -> Fraction:
    """Return the billed seconds of one call that lasts so long past what is free of it."""
    if seconds <= 0:
        return Fraction(0)
    if increment.exact:
        return seconds
    first, following = Fraction(increment.first), Fraction(increment.following)
    return first + following * max(-(-(seconds - first) // following), 0)


@lru_cache(maxsize=1024)
def share_longer(limit: Any, mean_seconds: Fraction, lengths: Lengths | None = None) -> Fraction:
    """Return the share of calls that last longer than ``limit`` seconds."""
    if lengths is not None:
        return sum((share for seconds, share in lengths if seconds > limit), start=Fraction(0))
    return round(Fraction(_beyond(_decimal(Fraction(limit)), _decimal(mean_seconds))), BILLED_DECIMALS)


@lru_cache(maxsize=1024)
def rounded_price_per_call(
    call: PricedCall,
    increment: Increment,
    mean_seconds: Fraction,
    free_seconds: Any = 0,
    lengths: Lengths | None = None,
) -> Fraction:
    """Return the mean price of a call whose own amount is rounded."""
    free, step = Fraction(free_seconds), Fraction(1, 10**call.decimals)

    def price(seconds: Fraction) -> Fraction:
        exact = call.rate * call.legs * seconds / 60 + call.fixed
        return int(whole_steps(exact, step, call.mode)) * step

    if lengths is not None:
        billed = ((share, billed_seconds(increment, seconds - free)) for seconds, share in lengths)
        return sum((share * price(seconds) for share, seconds in billed), start=Fraction(0))
    context, mean = _PRECISION, _decimal(mean_seconds)
    longer = _beyond(_decimal(free), mean) if free else Decimal(1)
    within = context.multiply(_decimal(price(Fraction(0))), context.subtract(Decimal(1), longer))
    beyond = _of_any_length(call, step, mean) if increment.exact else _of_billed_steps(price, increment, mean)
    return round(Fraction(context.add(within, context.multiply(longer, beyond))), BILLED_DECIMALS)


def _of_any_length(call: PricedCall, step: Fraction, mean: Decimal) -> Decimal:
    """Return the mean rounded price of a call billed exactly: one step more past each of evenly spaced lengths."""
    context = _PRECISION
    if not call.rate:
        return _decimal(whole_steps(call.fixed, step, call.mode) * step)
    offset = {"up": Fraction(0), "down": Fraction(1)}.get(call.mode, Fraction(1, 2))
    at_once = (call.fixed - offset * step) // step + 1
    seconds_a_step = step * 60 / (call.rate * call.legs)
    first = ((at_once + offset) * step - call.fixed) * 60 / (call.rate * call.legs)
    more = context.divide(
        _beyond(_decimal(first), mean), context.subtract(Decimal(1), _beyond(_decimal(seconds_a_step), mean))
    )
    return context.multiply(_decimal(step), context.add(Decimal(int(at_once)), more))


def _of_billed_steps(price: Callable[[Fraction], Fraction], increment: Increment, mean: Decimal) -> Decimal:
    """Return the mean price of a call that is billed in whole steps, step by step until what is left is negligible."""
    context = _PRECISION
    total, left = Decimal(0), Decimal(1)
    reached, still = Fraction(increment.first), _beyond(increment.first, mean)
    fade = _beyond(increment.following, mean)
    while left > _NEGLIGIBLE:
        spend(STEP_TICKS)
        total = context.add(total, context.multiply(_decimal(price(reached)), context.subtract(left, still)))
        left, reached = still, reached + Fraction(increment.following)
        still = context.multiply(left, fade)
    return total


def _decimal(number: Fraction) -> Decimal:
    return _PRECISION.divide(Decimal(number.numerator), Decimal(number.denominator))


def _beyond(seconds: Decimal, mean: Decimal) -> Decimal:
    """Return the share of exponentially distributed calls that last longer."""
    return _PRECISION.exp(_PRECISION.divide(-seconds, mean))
