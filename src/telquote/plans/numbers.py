"""The numbers of a file: how each kind is read from its text, and its JSON Schema."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from telquote.exact import DIGITS, parse_decimal
from telquote.language import Message
from telquote.plans.document import Plain
from telquote.plans.reading import JsonSchema, Kind, Refusal, described


def read_number(raw: Any) -> Decimal:
    """Return a number of zero or more."""
    try:
        number = parse_decimal(raw if isinstance(raw, Plain) else "")
    except ValueError:
        message = Message("a number belongs here, found {found}", found=described(raw))
        raise Refusal("not-a-number", message, PLAIN_NUMBER) from None
    if number.is_signed():
        raise Refusal("out-of-range", Message("{found} is below zero", found=described(raw)), PLAIN_NUMBER)
    return number


PLAIN_NUMBER = Message("a plain number such as 0.10, of zero or more, with at most {digits} digits", digits=DIGITS)


def read_signed(raw: Any) -> Decimal:
    """Return a number of either sign."""
    if isinstance(raw, Plain) and raw.startswith("-"):
        return -read_number(Plain(raw[1:]))
    return read_number(raw)


def read_percent(raw: Any) -> Decimal:
    """Return a number from 0 to 100."""
    number = read_number(raw)
    if number > 100:
        raise Refusal("out-of-range", Message("{found} is above 100", found=described(raw)))
    return number


_SHARE = re.compile(r"(\d{1,12})/(?!0+(?!\d))(\d{1,12})", re.ASCII)


def read_share(raw: Any) -> Fraction:
    """Return a share: a number, a percentage such as 60%, or a fraction such as 1/3 that no decimals can write."""
    match = _SHARE.fullmatch(raw) if isinstance(raw, str) else None
    if match:
        return Fraction(int(match[1]), int(match[2]))
    if isinstance(raw, Plain) and raw.endswith("%"):
        return Fraction(read_number(Plain(raw[:-1].rstrip()))) / 100
    return Fraction(read_number(raw))


def read_positive(raw: Any) -> Decimal:
    """Return a number above zero."""
    number = read_number(raw)
    if not number:
        raise Refusal("out-of-range", Message("{found} is not above zero", found=described(raw)))
    return number


def _whole(name: str, least: int, most: int) -> Kind[int]:
    """Return the kind of whole numbers from one to another."""

    def read(raw: Any) -> int:
        number = read_number(raw)
        if number != int(number) or not least <= number <= most:
            text = "{found} is no whole number from {least} to {most}"
            raise Refusal("out-of-range", Message(text, found=described(raw), least=least, most=most))
        return int(number)

    return Kind(name, read, {"type": "integer", "minimum": least, "maximum": most})


_BELOW: JsonSchema = {"type": "number", "exclusiveMaximum": 10**DIGITS}
_NUMBER_SCHEMA = _BELOW | {"minimum": 0}
NUMBER = Kind("number", read_number, _NUMBER_SCHEMA)
POSITIVE = Kind("number above zero", read_positive, _BELOW | {"exclusiveMinimum": 0})
SIGNED = Kind("number of either sign", read_signed, _BELOW)
PERCENT = Kind("percent", read_percent, {"type": "number", "minimum": 0, "maximum": 100})
SHARE = Kind(
    "share",
    read_share,
    {"anyOf": [_NUMBER_SCHEMA, {"type": "string", "pattern": rf"^({_SHARE.pattern}|\d{{1,12}}(\.\d{{0,12}})? *%)$"}]},
)
WHOLE = _whole("whole number", 0, 1_000_000)
DECIMALS = _whole("decimals", 0, 12)
COUNT = _whole("count", 1, 1_000_000)
