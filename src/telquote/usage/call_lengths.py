"""How long a call is billed, given its mean length and a billing increment."""

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from telquote.exact import quantized
from telquote.plans.kinds import Increment

BILLED_DECIMALS = 12
"""Decimals to which the billed minutes of a mean call are fixed (half-even) before money is computed."""

_PRECISION = Context(prec=60)


@lru_cache(maxsize=1024)
def billed_minutes_per_call(increment: Increment, mean_seconds: Fraction) -> Fraction:
    """Return the mean billed minutes of a call whose length is exponentially distributed.

    The exponential distribution is the classical assumption of telephone traffic. A call longer than ``first``
    seconds is rounded up to ``first`` plus whole steps of ``following``, so the mean is, in closed form,
    ``first + following * exp(-first / mean) / (1 - exp(-following / mean))`` seconds.
    """
    if increment.exact:
        return mean_seconds / 60
    context = _PRECISION
    mean = context.divide(Decimal(mean_seconds.numerator), Decimal(mean_seconds.denominator))
    beyond_first = context.exp(context.divide(-increment.first, mean))
    beyond_step = context.exp(context.divide(-increment.following, mean))
    steps = context.divide(beyond_first, context.subtract(Decimal(1), beyond_step))
    seconds = context.add(increment.first, context.multiply(increment.following, steps))
    return quantized(context.divide(seconds, Decimal(60)), BILLED_DECIMALS)
