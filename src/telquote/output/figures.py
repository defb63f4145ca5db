"""Ranges for reading."""

from fractions import Fraction

from telquote.language.measures import money_text


def span_text(first: int, last: int) -> str:
    """Return a range of whole numbers; one number alone where both ends are the same."""
    return f"{first:,}" if first == last else f"{first:,}-{last:,}"


def between(costs: tuple[Fraction | None, Fraction | None], currency: str | None, *, whole: bool) -> str:
    """Return the costs at both ends of a range, once where they are the same."""
    first, last = ("-" if cost is None else money_text(cost, currency, whole=whole) for cost in costs)
    return first if first == last else f"{first}-{last}"
