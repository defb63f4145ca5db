"""A number that depends on one varied quantity, and how far the decisions taken with it stand.

The simulation computes with whole numbers. Given ``Affine`` numbers instead, the same simulation yields cost as a
straight line in the varied quantity: every comparison is decided at the point looked at, and the ``Stretch`` keeps the
widest range of whole steps around that point in which every comparison is decided the same way.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any


class NotAffine(ArithmeticError):
    """Two varied numbers were multiplied or divided: the result is no straight line."""


class Stretch:
    """The whole steps around the point looked at (0) for which all decisions so far stand: ``low`` to ``high``."""

    __slots__ = ("high", "low")

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def is_negative(self, value: Any, slope: Any) -> bool:  # noqa: ARG002
        """Decide whether ``value + slope * step`` is below zero at the point looked at."""
        return bool(value < 0)

    def keep(self, value: Any, slope: Any, *, at_least: bool) -> None:
        """Narrow the stretch to where ``value + slope * step`` stays >= 0 (or > 0 where not ``at_least``)."""
        if slope < 0:
            last = value // -slope if at_least else -(value // slope) - 1
            if last < self.high:
                self.high = int(last)
        elif slope > 0:
            first = -(value // slope) if at_least else -value // slope + 1
            if first > self.low:
                self.low = int(first)


class Rightwards:
    """How far to the right of the point looked at (0), over all real steps, all decisions so far stand.

    With ``after``, the point itself is left out and what holds just after it is decided. The decisions stand up to
    ``high``, which belongs to the stretch where it is ``closed``.
    """

    __slots__ = ("after", "closed", "high")

    def __init__(self, high: Fraction, *, after: bool) -> None:
        self.high, self.closed, self.after = high, True, after

    def is_negative(self, value: Any, slope: Any) -> bool:
        """Decide whether ``value + slope * step`` is below zero at the point looked at, or just after it."""
        return bool(value < 0 or (self.after and value == 0 and slope < 0))

    def keep(self, value: Any, slope: Any, *, at_least: bool) -> None:
        """Narrow the stretch to where ``value + slope * step`` stays >= 0 (or > 0 where not ``at_least``)."""
        if slope < 0:
            end = Fraction(value) / -slope
            if end < self.high or (end == self.high and self.closed and not at_least):
                self.high, self.closed = end, at_least


class Affine:
    """``value + slope * step``, where step 0 is the point looked at."""

    __slots__ = ("slope", "stretch", "value")

    def __init__(self, value: Any, slope: Any, stretch: Stretch | Rightwards) -> None:
        self.value, self.slope, self.stretch = value, slope, stretch

    def __add__(self, other: Any) -> "Affine":
        value, slope = _parts(other)
        return Affine(self.value + value, self.slope + slope, self.stretch)

    __radd__ = __add__

    def __neg__(self) -> "Affine":
        return Affine(-self.value, -self.slope, self.stretch)

    def __sub__(self, other: Any) -> "Affine":
        value, slope = _parts(other)
        return Affine(self.value - value, self.slope - slope, self.stretch)

    def __rsub__(self, other: Any) -> "Affine":
        value, slope = _parts(other)
        return Affine(value - self.value, slope - self.slope, self.stretch)

    def __mul__(self, other: Any) -> Any:
        if not isinstance(other, _KNOWN):
            return NotImplemented
        value, slope = _parts(other)
        if slope and self.slope:
            raise NotAffine
        return Affine(self.value * value, self.slope * value + self.value * slope, self.stretch)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, Affine):
            if self.value * other.slope == self.slope * other.value:  # proportional, such as minutes over calls
                return Fraction(self.slope) / other.slope if other.slope else Fraction(self.value) / other.value
            raise NotAffine
        return Affine(Fraction(self.value) / other, Fraction(self.slope) / other, self.stretch)

    def __floordiv__(self, other: Any) -> int:
        return _floor(self, other, self.stretch)

    def __rfloordiv__(self, other: Any) -> int:
        return _floor(other, self, self.stretch)

    def __le__(self, other: Any) -> bool:
        return self._at_least_zero(other - self)

    def __ge__(self, other: Any) -> bool:
        return self._at_least_zero(self - other)

    def __lt__(self, other: Any) -> bool:
        return not self._at_least_zero(self - other)

    def __gt__(self, other: Any) -> bool:
        return not self._at_least_zero(other - self)

    def least_multiple(self) -> int:
        """Return a whole number that makes it whole for every whole step when multiplied with it."""
        return denominator(self.value) * denominator(self.slope)

    def as_whole(self, scale: int) -> "Affine":
        """Return it times ``scale``, in whole numbers."""
        return Affine(as_whole(self.value, scale), as_whole(self.slope, scale), self.stretch)

    def _at_least_zero(self, difference: "Affine") -> bool:
        value, slope = difference.value, difference.slope
        if self.stretch.is_negative(value, slope):
            self.stretch.keep(-value, -slope, at_least=False)
            return False
        self.stretch.keep(value, slope, at_least=True)
        return True


_KNOWN = (int, Decimal, Fraction, Affine)


def _parts(number: Any) -> tuple[Any, Any]:
    if isinstance(number, Affine):
        return number.value, number.slope
    return (Fraction(number) if isinstance(number, Decimal) else number), 0


def _floor(number: Any, divisor: Any, stretch: Stretch | Rightwards) -> int:
    """Return the whole part of a quotient, decided at the point looked at; the decision is kept like any comparison.

    The divisor is above zero.
    """
    (value, slope), (size, growth) = _parts(number), _parts(divisor)
    whole = int(value // size)
    if stretch.is_negative(value - whole * size, slope - whole * growth):
        whole -= 1
    stretch.keep(value - whole * size, slope - whole * growth, at_least=True)
    stretch.keep((whole + 1) * size - value, (whole + 1) * growth - slope, at_least=False)
    return whole


def ratio(number: Any, divisor: Any) -> Any:
    """Return an exact quotient; raises ``NotAffine`` where it depends on the varied quantity in any other way."""
    if isinstance(number, Affine):
        return number / (divisor if isinstance(divisor, Affine) else Fraction(divisor))
    if isinstance(divisor, Affine):
        raise NotAffine
    return Fraction(number) / Fraction(divisor)


def shifted(number: Any, step: Any) -> Any:
    """Return what a number that depends on the quantity is ``step`` further on; any other number stays.

    A whole ``step`` gives a plain number. An ``Affine`` one, which stands for the varied quantity itself, gives a
    number that depends on it in turn.
    """
    return number.value + number.slope * step if isinstance(number, Affine) else number


def denominator(number: Any) -> int:
    """Return the least whole number that makes an exact ``number`` whole when multiplied with it."""
    if isinstance(number, (int, Decimal, Fraction)):
        return number.as_integer_ratio()[1]
    return int(number.least_multiple())


def as_whole(number: Any, scale: int) -> Any:
    """Return ``number * scale``, which is known to be whole, as ``int`` (or as ``Affine`` of ints)."""
    if isinstance(number, (int, Decimal, Fraction)):
        numerator, divisor = number.as_integer_ratio()
        return numerator * scale // divisor
    return number.as_whole(scale)
