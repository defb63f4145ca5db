"""The kinds of figures and words in a plan file: how each is read from its text, and its JSON Schema.

A kind reads the text of the file itself, so that no figure is ever a float, and says what is allowed when it refuses.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, NamedTuple, NoReturn, TypeVar

from pydantic_core import PydanticCustomError, core_schema

from telquote.exact import DIGITS, MOST_MONTHS, exact_text, parse_decimal
from telquote.language import Message, Text
from telquote.plans.document import Plain

T = TypeVar("T")
JsonSchema = dict[str, Any]


class Duration(NamedTuple):
    """A length of time as written (``36 months``) and in whole months, the unit of the simulation."""

    text: str
    months: int

    def __str__(self) -> str:
        return self.text

    @property
    def words(self) -> Text:
        """Return it in words of each language."""
        count, unit = self.text.split()
        return Text(zh=count + {"day": "天", "month": "个月", "year": "年"}[unit.removesuffix("s")], en=self.text)


class Increment(NamedTuple):
    """A billing increment in seconds: each call is rounded up to ``first``, then to steps of ``following``.

    Zero and zero is exact billing, to the fraction of a second.
    """

    first: Decimal
    following: Decimal

    @property
    def exact(self) -> bool:
        """Tell whether calls are billed without rounding."""
        return not self.following

    def __str__(self) -> str:
        return "exact" if self.exact else f"{exact_text(self.first)}/{exact_text(self.following)}"


EXACT = Increment(Decimal(0), Decimal(0))


class Refusal(ValueError):
    """A text that is no figure of its kind: the code of the diagnostic, what was found, what is allowed."""

    def __init__(self, code: str, message: Message, allowed: Message | None = None) -> None:
        super().__init__(message.said("en"))
        self.code, self.message, self.allowed = code, message, allowed

    def as_pydantic(self) -> PydanticCustomError:
        """Return the refusal in the form that Pydantic collects; the code is also the diagnostic's."""
        return PydanticCustomError(
            self.code,
            "{refusal}",
            {"refusal": self},
        )


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[T]):
    """A kind of figure: how its text is read, and its JSON Schema. Works as a Pydantic annotation."""

    name: str
    read: Callable[[Any], T]
    schema: JsonSchema

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        read = self.read

        def validate(raw: Any) -> T:
            try:
                return read(raw)
            except Refusal as refusal:
                raise refusal.as_pydantic() from None

        return core_schema.no_info_plain_validator_function(validate)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> JsonSchema:
        return self.schema


def allowed_names(names: tuple[str, ...]) -> Message:
    """Return what is allowed where one of a few names belongs."""
    return Message("{names}", names=names)


def described(raw: Any) -> Message:
    """Return what was found, for a message."""
    if isinstance(raw, dict):
        return Message("a mapping")
    if isinstance(raw, list):
        return Message("a list")
    if raw == "":
        return Message("nothing")
    quoted = isinstance(raw, str) and not isinstance(raw, Plain)
    text = str(raw)[:60] + ("…" if len(str(raw)) > 60 else "")
    return Message("the text {text}", text=f'"{text}"') if quoted else Message("{text}", text=text)


def read_number(raw: Any) -> Decimal:
    """Return a number of zero or more."""
    allowed = Message("a plain number such as 0.10, of zero or more, with at most {digits} digits", digits=DIGITS)
    if not isinstance(raw, Plain):
        raise Refusal("not-a-number", Message("a number belongs here, found {found}", found=described(raw)), allowed)
    try:
        number = parse_decimal(raw)
    except ValueError:
        message = Message("a number belongs here, found {found}", found=described(raw))
        raise Refusal("not-a-number", message, allowed) from None
    if number.is_signed():
        raise Refusal("out-of-range", Message("{found} is below zero", found=described(raw)), allowed)
    return number


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


_SHARE = re.compile(r"(\d{1,12})/(\d{1,12})", re.ASCII)


def read_share(raw: Any) -> Fraction:
    """Return a share: a number, or a fraction such as 1/3 that no decimals can write."""
    match = _SHARE.fullmatch(raw) if isinstance(raw, str) else None
    if match and int(match[2]):
        return Fraction(int(match[1]), int(match[2]))
    return Fraction(read_number(raw))


def read_decimals(raw: Any) -> int:
    """Return how many decimals are kept: 0 to 12."""
    number = read_whole(raw)
    if number > 12:
        raise Refusal("out-of-range", Message("{found} is no whole number from 0 to 12", found=described(raw)))
    return number


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


_DURATION = re.compile(r"(\d{1,4}) +(day|month|year)s?", re.ASCII)
_DAYS_A_MONTH = Fraction(365, 12)


def read_duration(raw: Any) -> Duration:
    """Return a length of time; days count as the nearest whole number of months of 365/12 days, at least one."""
    match = _DURATION.fullmatch(raw) if isinstance(raw, str) else None
    if not match or not int(match[1]):
        message = Message("a length of time belongs here, found {found}", found=described(raw))
        raise Refusal("not-a-duration", message, Message("for example 36 months, 3 years, 30 days"))
    count = int(match[1])
    months = {"day": max(1, round(count / _DAYS_A_MONTH)), "month": count, "year": 12 * count}[match[2]]
    if months > MOST_MONTHS:
        message = Message("{found} is more than {years} years", found=described(raw), years=MOST_MONTHS // 12)
        raise Refusal("out-of-range", message, Message("leave it out for what never ends"))
    return Duration(str(raw), months)


_INCREMENT = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)/(\d{1,5}(?:\.\d{1,3})?)", re.ASCII)


def read_increment(raw: Any) -> Increment:
    """Return a billing increment: ``60/60`` (first/following seconds) or ``exact``."""
    if raw == "exact":
        return EXACT
    match = _INCREMENT.fullmatch(raw) if isinstance(raw, str) else None
    first, following = (Decimal(match[1]), Decimal(match[2])) if match else (Decimal(0), Decimal(0))
    if not first or not following:
        message = Message("a billing increment belongs here, found {found}", found=described(raw))
        raise Refusal("not-an-increment", message, Message("first/following seconds such as 60/60 or 18/6, or exact"))
    return Increment(first, following)


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


def read_id(raw: Any) -> str:
    """Return an id: letters, digits, ``.``, ``_`` and ``-``, quoted or not."""
    if not isinstance(raw, str) or not _ID.fullmatch(raw):
        message = Message("an id belongs here, found {found}", found=described(raw))
        raise Refusal("not-an-id", message, Message("up to 64 letters, digits, dots, dashes and underscores"))
    return str(raw)


def read_line(raw: Any) -> str:
    """Return one line of text that is not empty."""
    if not isinstance(raw, str) or not raw.strip():
        raise Refusal("not-a-text", Message("a text belongs here, found {found}", found=described(raw)))
    return " ".join(raw.split())


def read_text(raw: Any) -> Text:
    """Return a text given in one language or in both."""
    if isinstance(raw, dict):
        if not raw or not set(raw) <= {"zh", "en"}:
            found = tuple(str(key) for key in raw) or (Message("nothing"),)
            message = Message("a text in zh, en or both belongs here, found {found}", found=found)
            raise Refusal("not-a-text", message, allowed_names(("zh", "en")))
        return Text(**{language: read_line(text) for language, text in raw.items()})
    line = read_line(raw)
    return Text(zh=line, en=line)


def read_flag(raw: Any) -> bool:
    """Return true or false."""
    if raw not in ("true", "false") or not isinstance(raw, Plain):
        message = Message("true or false belongs here, found {found}", found=described(raw))
        raise Refusal("not-a-flag", message)
    return raw == "true"


def read_date(raw: Any) -> date:
    """Return a day written as ``2026-11-22``."""
    try:
        return date.fromisoformat(str(raw)) if _DATE.fullmatch(str(raw)) else _no_date(raw)
    except ValueError:
        return _no_date(raw)


def _no_date(raw: Any) -> NoReturn:
    message = Message("a day belongs here, found {found}", found=described(raw))
    raise Refusal("not-a-date", message, Message("year-month-day, for example 2026-11-22"))


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CURRENCY = re.compile("[A-Z]{3}")


def read_currency(raw: Any) -> str:
    """Return a currency code of three letters (ISO 4217)."""
    if not isinstance(raw, str) or not _CURRENCY.fullmatch(raw):
        message = Message("a currency code belongs here, found {found}", found=described(raw))
        raise Refusal("not-a-currency", message, Message("three capital letters, for example CNY"))
    return str(raw)


_NUMBER_SCHEMA: JsonSchema = {"type": "number", "minimum": 0}
_LINE_SCHEMA: JsonSchema = {"type": "string", "minLength": 1}
TEXT_SCHEMA: JsonSchema = {
    "anyOf": [
        _LINE_SCHEMA,
        {
            "type": "object",
            "properties": {"zh": _LINE_SCHEMA, "en": _LINE_SCHEMA},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
ID_SCHEMA: JsonSchema = {"type": ["string", "integer"], "pattern": f"^{_ID.pattern}$"}

NUMBER = Kind("number", read_number, _NUMBER_SCHEMA)
POSITIVE = Kind("number above zero", read_positive, {"type": "number", "exclusiveMinimum": 0})
SIGNED = Kind("number of either sign", read_signed, {"type": "number"})
PERCENT = Kind("percent", read_percent, {"type": "number", "minimum": 0, "maximum": 100})
SHARE = Kind("share", read_share, {"anyOf": [_NUMBER_SCHEMA, {"type": "string", "pattern": f"^{_SHARE.pattern}$"}]})
WHOLE = Kind("whole number", read_whole, {"type": "integer", "minimum": 0})
DECIMALS = Kind("decimals", read_decimals, {"type": "integer", "minimum": 0, "maximum": 12})
COUNT = Kind("count", read_count, {"type": "integer", "minimum": 1})
DURATION = Kind("duration", read_duration, {"type": "string", "pattern": f"^{_DURATION.pattern}$"})
INCREMENT = Kind("increment", read_increment, {"type": "string", "pattern": f"^({_INCREMENT.pattern}|exact)$"})
ID = Kind("id", read_id, ID_SCHEMA)
LINE = Kind("line", read_line, _LINE_SCHEMA)
TEXT = Kind("text", read_text, TEXT_SCHEMA)
FLAG = Kind("flag", read_flag, {"type": "boolean"})
DATE = Kind("date", read_date, {"type": "string", "format": "date"})
CURRENCY = Kind("currency", read_currency, {"type": "string", "pattern": f"^{_CURRENCY.pattern}$"})
