"""How often something recurs, in whole months: the one table of periods."""

from fractions import Fraction
from typing import Literal, assert_never

DAYS_A_MONTH = Fraction(365, 12)
"""A month's share of the days of a year: what the simulation takes a month for."""

Period = Literal["month", "year"]
"""How often what is counted starts anew."""

Due = Literal["once", "day", "month", "year"]
"""How often a fee falls due."""

Buy = Literal["once", "always", "as_needed", "monthly", "yearly"]
"""When a balance is bought."""


def months_of(period: Due | Buy) -> int | None:
    """Return after how many months something recurs; None where that is not by the calendar. A day is within a month.

    A word that is added above and not here is a type error.
    """
    match period:
        case "day" | "month" | "monthly":
            return 1
        case "year" | "yearly":
            return 12
        case "once" | "always" | "as_needed":
            return None
        case _:
            assert_never(period)


def months_in(period: Period) -> int:
    """Return how many months a period is long."""
    months = months_of(period)
    assert months is not None
    return months


def times_a_period(due: Due) -> Fraction:
    """Return how many times what is due falls due each time: what is due by the day, for all days of a month."""
    return DAYS_A_MONTH if due == "day" else Fraction(1)


def by_need(buy: Buy) -> bool:
    """Tell whether more of a balance is bought when usage needs it."""
    return buy in ("always", "as_needed")
