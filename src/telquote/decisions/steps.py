"""Where the level steps of a staircase end, found by comparing costs, with as few looks as a good guess allows.

A plan of packages costs the same until the next one is bought. Simulating the straight line there instead takes up to
five times as long, and so does looking without a guess where the step ends.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Protocol


class Costs(Protocol):
    """Costs by value."""

    def at(self, value: int) -> Fraction | None:
        """Return the cost at a value."""


class Steps:
    """Finds the ends of the steps of one curve that never falls, and learns their mean width."""

    def __init__(self) -> None:
        self._first_end: int | None = None
        self._last_end = 0
        self._count = 0
        self._even = False

    def level_until(self, curve: Costs, value: int, limit: int, runs_out: Callable[[int], int]) -> int:
        """Return the last value, up to ``limit``, at which the curve still costs what it costs at ``value``.

        ``runs_out`` guesses where what is left at ``value`` would be used up. While steps are even, which their mean
        width tells, that is the better guess, and takes no look. No guess is trusted.
        """
        cost = curve.at(value)
        mean = self._next_end(value)
        guess = mean if mean is not None and self._even else runs_out(value) or mean or 0
        guess = min(max(value + 1, guess), limit)
        low, high, width = value, limit + 1, 1
        if curve.at(guess) == cost:
            low = guess
            while low + width < high:
                if curve.at(low + width) == cost:
                    low, width = low + width, width * 2
                else:
                    high = low + width
        else:
            if curve.at(value + 1) != cost:
                return value
            high = guess
            while high - width > low:
                if curve.at(high - width) == cost:
                    low = high - width
                else:
                    high, width = high - width, width * 2
        low = last_where(lambda at: curve.at(at) == cost, low, high)
        self._even = mean is not None and abs(mean - low) <= 1
        self._ended(low)
        return low

    def _ended(self, end: int) -> None:
        if self._first_end is None:
            self._first_end = self._last_end = end
        elif end > self._last_end:
            width = self._width()
            self._count += max(1, round((end - self._last_end) / width)) if width else 1
            self._last_end = end

    def _width(self) -> Fraction | None:
        if self._first_end is None or not self._count:
            return None
        return Fraction(self._last_end - self._first_end, self._count)

    def _next_end(self, value: int) -> int | None:
        width = self._width()
        if width is None:
            return None
        return self._last_end + int(-(-(value + 1 - self._last_end) // width) * width)


def last_where(holds: Callable[[int], bool], low: int, high: int) -> int:
    """Return the last value up to which something holds, as it does at ``low`` and no longer does at ``high``."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
