"""A number that depends on one varied quantity, and how far the decisions taken with it stand.

The simulation computes with whole numbers. Given ``Affine`` numbers instead, the same simulation yields cost as a
straight line in the varied quantity: every comparison is decided at the point looked at, and the ``Stretch`` keeps the
widest range of whole steps around that point in which every comparison is decided the same way.
"""

from fractions import Fraction
from typing import Any


class NotAffine(ArithmeticError):
    """Two varied numbers were multiplied or divided: the result is no straight line."""


class Stretch:
    """The whole steps around the point looked at (0) for which all decisions so far stand: ``low`` to ``high``."""

    __slots__ = ("high", "low")

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high


class Affine:
    """``value + slope * step``, where step 0 is the point looked at."""

    __slots__ = ("slope", "stretch", "value")

    def __init__(self, value: Any, slope: Any, stretch: Stretch) -> None:
        self.value, self.slope, self.stretch = value, slope, stretch

    def __add__(self, other: Any) -> "Affine":
        if isinstance(other, Affine):
            return Affine(self.value + other.value, self.slope + other.slope, self.stretch)
        return Affine(self.value + other, self.slope, self.stretch)

    __radd__ = __add__

    def __neg__(self) -> "Affine":
        return Affine(-self.value, -self.slope, self.stretch)

    def __sub__(self, other: Any) -> "Affine":
        if isinstance(other, Affine):
            return Affine(self.value - other.value, self.slope - other.slope, self.stretch)
        return Affine(self.value - other, self.slope, self.stretch)

    def __rsub__(self, other: Any) -> "Affine":
        return Affine(other - self.value, -self.slope, self.stretch)

    def __mul__(self, other: Any) -> "Affine":
        if isinstance(other, Affine):
            if other.slope:
                raise NotAffine
            other = other.value
        return Affine(self.value * other, self.slope * other, self.stretch)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, Affine):
            if self.value * other.slope == self.slope * other.value:  # proportional, such as minutes over calls
                return Fraction(self.slope) / other.slope if other.slope else Fraction(self.value) / other.value
            raise NotAffine
        return Affine(self.value / other, self.slope / other, self.stretch)

    def __floordiv__(self, other: int) -> int:
        """Return the whole part, decided here; the decision is kept like any comparison."""
        whole = self.value // other
        self._keep(self - whole * other, at_least=True)
        self._keep((whole + 1) * other - self, at_least=False)
        return int(whole)

    def __le__(self, other: Any) -> bool:
        return self._at_least_zero(other - self)

    def __ge__(self, other: Any) -> bool:
        return self._at_least_zero(self - other)

    def __lt__(self, other: Any) -> bool:
        return not self._at_least_zero(self - other)

    def __gt__(self, other: Any) -> bool:
        return not self._at_least_zero(other - self)

    def _at_least_zero(self, difference: "Affine") -> bool:
        holds: bool = difference.value >= 0
        self._keep(difference if holds else -difference, at_least=holds)
        return holds

    def _keep(self, number: "Affine", *, at_least: bool) -> None:
        """Narrow the stretch to the steps at which ``number`` stays >= 0 (or > 0 where not ``at_least``)."""
        value, slope, stretch = number.value, number.slope, self.stretch
        if slope < 0:
            last = value // -slope if at_least else -(value // slope) - 1
            if last < stretch.high:
                stretch.high = int(last)
        elif slope > 0:
            first = -(value // slope) if at_least else -value // slope + 1
            if first > stretch.low:
                stretch.low = int(first)


def shifted(number: Any, step: Any) -> Any:
    """Return what a number that depends on the quantity is ``step`` further on; any other number stays.

    A whole ``step`` gives a plain number. An ``Affine`` one, which stands for the varied quantity itself, gives a
    number that depends on it in turn.
    """
    return number.value + number.slope * step if isinstance(number, Affine) else number


def denominator(number: Any) -> int:
    """Return the least whole number that makes an exact ``number`` whole when multiplied with it."""
    if isinstance(number, Affine):
        return denominator(number.value) * denominator(number.slope)
    return int(number.as_integer_ratio()[1])


def as_whole(number: Any, scale: int) -> Any:
    """Return ``number * scale``, which is known to be whole, as ``int`` (or as ``Affine`` of ints)."""
    if isinstance(number, Affine):
        return Affine(as_whole(number.value, scale), as_whole(number.slope, scale), number.stretch)
    numerator, divisor = number.as_integer_ratio()
    return numerator * scale // divisor
