"""Figures for reading: rates and ranges, and never a zero that is none."""

from fractions import Fraction

from telquote.exact import Exact, rounded_text
from telquote.language.measures import money_text


def rate_text(rate: Exact | None) -> str:
    """Return a price of a minute, to a hundredth of a cent; a dash where there is none."""
    return "-" if rate is None else rounded_text(rate, 4, thousands=True)


def span_text(first: int, last: int) -> str:
    """Return a range of whole numbers; one number alone where both ends are the same."""
    return f"{first:,}" if first == last else f"{first:,}-{last:,}"


def between(costs: tuple[Fraction | None, Fraction | None], currency: str | None, *, whole: bool) -> str:
    """Return the costs at both ends of a range, once where they are the same."""
    first, last = ("-" if cost is None else money_text(cost, currency, whole=whole) for cost in costs)
    return first if first == last else f"{first}-{last}"
