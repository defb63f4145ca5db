"""Figures for reading: aligned decimals, thousands marked, and never a zero that is none."""

from collections.abc import Iterable
from fractions import Fraction

from telquote.exact import Exact, rounded_text


def money_decimals(amounts: Iterable[Fraction]) -> int:
    """Return the decimals at which a column of money reads well: none where all are whole, else two."""
    return 0 if all(amount.denominator == 1 for amount in amounts) else 2


def money_text(amount: Exact, decimals: int = 2) -> str:
    """Return an amount of money, rounded half-even for reading."""
    return rounded_text(amount, decimals, thousands=True)


def rate_text(rate: Exact | None) -> str:
    """Return a price of a minute, to a hundredth of a cent; a dash where there is none."""
    return "–" if rate is None else rounded_text(rate, 4, thousands=True)


def times_text(ratio: Fraction | None) -> str:
    """Return how many times the cheapest something costs; 1.00 stands for exactly 1 alone."""
    if ratio is None:
        return "–"
    text = rounded_text(ratio, 2, thousands=True)
    return text if text != "1.00" or ratio == 1 else rounded_text(ratio, 6)


def span_text(first: int, last: int) -> str:
    """Return a range of whole numbers; one number alone where both ends are the same."""
    return f"{first:,}" if first == last else f"{first:,}–{last:,}"


def runs_text(numbers: Iterable[int]) -> str:
    """Return ascending numbers with runs drawn together: ``1-3 5``."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
