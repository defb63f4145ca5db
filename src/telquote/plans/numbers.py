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


def read_whole(raw: Any) -> int:
    """Return a whole number of zero or more."""
    number = read_number(raw)
    if number != int(number) or number > 1_000_000:
        message = Message("{found} is no whole number from 0 to 1,000,000", found=described(raw))
        raise Refusal("out-of-range", message)
    return int(number)


_SHARE = re.compile(r"(\d{1,12})/(?!0+(?!\d))(\d{1,12})", re.ASCII)


def read_share(raw: Any) -> Fraction:
    """Return a share: a number, a percentage such as 60%, or a fraction such as 1/3 that no decimals can write."""
    match = _SHARE.fullmatch(raw) if isinstance(raw, str) else None
    if match:
        return Fraction(int(match[1]), int(match[2]))
    if isinstance(raw, Plain) and raw.endswith("%"):
        return Fraction(read_number(Plain(raw[:-1].rstrip()))) / 100
    return Fraction(read_number(raw))


def read_decimals(raw: Any) -> int:
    """Return how many decimals are kept: 0 to 12."""
    number = read_number(raw)
    if number != int(number) or number > 12:
        raise Refusal("out-of-range", Message("{found} is no whole number from 0 to 12", found=described(raw)))
    return int(number)


def read_count(raw: Any) -> int:
    """Return a whole number of one or more."""
    number = read_number(raw)
    if number != int(number) or number < 1 or number > 1_000_000:
        message = Message("{found} is no whole number from 1 to 1,000,000", found=described(raw))
        raise Refusal("out-of-range", message)
    return int(number)


def read_positive(raw: Any) -> Decimal:
    """Return a number above zero."""
    number = read_number(raw)
    if not number:
        raise Refusal("out-of-range", Message("{found} is not above zero", found=described(raw)))
    return number


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
WHOLE = Kind("whole number", read_whole, {"type": "integer", "minimum": 0, "maximum": 1_000_000})
DECIMALS = Kind("decimals", read_decimals, {"type": "integer", "minimum": 0, "maximum": 12})
COUNT = Kind("count", read_count, {"type": "integer", "minimum": 1, "maximum": 1_000_000})
