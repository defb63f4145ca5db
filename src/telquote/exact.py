"""Exact numbers: the one door by which Decimal enters, and the one by which figures leave as text.

Inside, a number is a ``Decimal`` (as written in a file or on the command line), an ``int`` or a ``Fraction``.
Nothing here, or anywhere else, makes a float of one.
"""

import re
from decimal import Decimal
from fractions import Fraction

Exact = int | Decimal | Fraction
"""An exact number of any kind."""

MOST_MONTHS = 1_200
"""Months of the longest time that a plan file states, and that are ever compared."""

DEFAULT_MONTHS = 36
"""Months that are compared where nobody says for how long."""

DIGITS = 12
"""Most digits a figure may have before, and again after, the decimal point."""

_NUMBER = re.compile(r"[+-]?(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?", re.ASCII)


def parse_decimal(text: str, *, thousands: bool = False) -> Decimal:
    """Return the number that ``text`` writes in plain digits, for example ``0.10`` or ``-3``.

    ``thousands`` also takes ``3,000``, as people type it. Exponents, underscores, NaN and Infinity are no figures.
    Raises ``ValueError`` for anything but a number, and for more than ``DIGITS`` digits on either side of the point.
    """
    match = _NUMBER.fullmatch(text)
    whole, decimals = match.groups() if match else (None, None)
    if not (whole or decimals) or ("," in text and not thousands):
        raise ValueError("not a number")
    whole = (whole or "").replace(",", "")
    if len(whole.lstrip("0")) > DIGITS or len(decimals or "") > DIGITS:
        raise ValueError("too many digits")
    return Decimal(text.replace(",", ""))


def _decimal_places(number: Fraction) -> int | None:
    """Return how many decimals write ``number`` in full; None where they never end."""
    rest, places = number.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    return places if rest == 1 else None


def exact_text(number: Exact, decimals: int = 6) -> str:
    """Return a number in full where its decimals end, else rounded half-even to ``decimals`` places.

    This is the form of every figure in JSON and CSV: no exponent, no trailing zeros, no thousands marks.
    """
    if isinstance(number, int):
        return str(number)
    fraction = Fraction(number)
    places = _decimal_places(fraction)
    if places is not None:
        return rounded_text(fraction, places)
    return rounded_text(fraction, decimals).rstrip("0").rstrip(".")


def rounded_text(number: Exact, decimals: int, *, thousands: bool = False) -> str:
    """Return a number rounded half-even to ``decimals`` places, for reading.

    A number other than zero never reads as zero: it keeps one significant digit.
    """
    fraction = Fraction(number)
    scaled = round(fraction * 10**decimals)
    while scaled == 0 and fraction != 0:
        decimals += 1
        scaled = round(fraction * 10**decimals)
    whole, part = divmod(abs(scaled), 10**decimals)
    sign = "-" if scaled < 0 else ""
    digits = f"{whole:,}" if thousands else str(whole)
    return f"{sign}{digits}.{part:0{decimals}d}" if decimals else f"{sign}{digits}"


def either_thousands(text: str) -> tuple[str, str] | None:
    """Return what a text such as ``3.000`` may mean, thousands or a whole number; None where it can mean but one."""
    whole, point, rest = text.strip().partition(".")
    if not point or not (whole + rest).isdigit() or len(rest) != 3 or not 1 <= len(whole) <= 3 or whole[0] == "0":
        return None
    return whole + rest, whole if rest == "000" else f"{whole}.{rest}"
