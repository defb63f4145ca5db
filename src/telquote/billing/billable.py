"""Usage into billable units, and into what calls cost beside their minutes; exact, not yet in whole numbers."""

from fractions import Fraction
from typing import Any, NamedTuple

from telquote.affine import Affine, NotAffine
from telquote.billing.amounts import exact
from telquote.billing.refusals import needed
from telquote.billing.terms import ChargeTerms
from telquote.usage.call_lengths import PricedCall, billed_minutes_per_call, rounded_price_per_call, share_longer
from telquote.usage.profile import Use


class Billable(NamedTuple):
    """A charge, what it bills of one use in a month, the calls of that, and what each of them costs."""

    charge: ChargeTerms
    use: Use
    units: Any
    calls: Any
    per_call: Any


def billable(charge: ChargeTerms, use: Use) -> Billable:
    """Return what a charge bills of a month of use; raises ``NotAffine`` where that is no straight line in a volume."""
    if isinstance(charge.free_seconds, Affine) or (charge.long_call and isinstance(charge.long_call[1], Affine)):
        raise NotAffine
    per_call = _price_per_call(charge, use) if charge.of_lengths or charge.per_call else 0
    calls = use.calls if isinstance(per_call, Affine) or per_call else 0
    return Billable(charge, use, billable_units(charge, use), calls, per_call)


def billable_units(charge: ChargeTerms, use: Use) -> Any:
    """Return the units that a month of use makes on one charge: minutes on all legs as rounded, or units."""
    if charge.needs_calls and (not charge.increment.exact or charge.free_seconds):
        mean = _mean_seconds(use)
        return (
            use.calls * billed_minutes_per_call(charge.increment, mean, charge.free_seconds, use.lengths) * charge.legs
        )
    return use.quantity * charge.legs


def _mean_seconds(use: Use) -> Fraction:
    """Return the mean length of calls; raises ``NotAffine`` where that varies with the volume."""
    mean: Any = use.quantity * Fraction(60) / use.calls
    if isinstance(mean, Affine):
        raise NotAffine
    return Fraction(mean)


def _price_per_call(charge: ChargeTerms, use: Use) -> Any:
    """Return what a call costs on average beside its minutes, or all of it where its amount is rounded."""
    price = charge.per_call
    if charge.rounds is not None:
        if isinstance(charge.price, Affine) or isinstance(price, Affine):
            raise NotAffine
        call = PricedCall(Fraction(needed(charge.price)), Fraction(price), charge.legs, *charge.rounds)
        mean = _mean_seconds(use)
        price = rounded_price_per_call(call, charge.increment, mean, charge.free_seconds, use.lengths)
    if charge.long_call is not None:
        fee, past = charge.long_call
        longer = share_longer(past, _mean_seconds(use), use.lengths)
        price = exact(price) + (longer * exact(fee))
    return price
