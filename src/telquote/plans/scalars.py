"""The words and lengths of a file: how each kind is read from its text, and its JSON Schema."""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, get_args

from telquote.exact import MOST_MONTHS, exact_text
from telquote.language import Message, Text
from telquote.plans.document import Plain
from telquote.plans.periods import DAYS_A_MONTH, Period, months_in
from telquote.plans.reading import JsonSchema, Kind, Refusal, Refusals, allowed_names, collected, described


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


_DURATION = re.compile(r"(?!0+ )(\d{1,4}) +(day|month|year)s?", re.ASCII)
_MONTHS = {period: months_in(period) for period in get_args(Period)}


def read_duration(raw: Any) -> Duration:
    """Return a length of time; days count as the nearest whole number of months of 365/12 days, at least one."""
    match = _DURATION.fullmatch(raw) if isinstance(raw, str) else None
    if not match:
        message = Message("a length of time belongs here, found {found}", found=described(raw))
        allowed = Message("for example 36 months, 3 years, 30 days")
        raise Refusal("not-a-duration", message, allowed)
    count = int(match[1])
    months = max(1, round(count / DAYS_A_MONTH)) if match[2] == "day" else count * _MONTHS[match[2]]
    if months > MOST_MONTHS:
        message = Message("{found} is more than {years} years", found=described(raw), years=MOST_MONTHS // 12)
        raise Refusal("out-of-range", message, Message("leave it out for what never ends"))
    return Duration(str(raw), months)


_SECONDS = r"((?=[\d.]*[1-9])\d{1,5}(?:\.\d{1,3})?)"
_INCREMENT = re.compile(f"{_SECONDS}/{_SECONDS}", re.ASCII)


def read_increment(raw: Any) -> Increment:
    """Return a billing increment: ``60/60`` (first/following seconds) or ``exact``."""
    if raw == "exact":
        return EXACT
    match = _INCREMENT.fullmatch(raw) if isinstance(raw, str) else None
    if match is None:
        message = Message("a billing increment belongs here, found {found}", found=described(raw))
        allowed = Message("first/following seconds such as 60/60 or 18/6, or exact")
        raise Refusal("not-an-increment", message, allowed)
    return Increment(Decimal(match[1]), Decimal(match[2]))


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


def is_id(text: str) -> bool:
    """Tell whether a text is an id; whether any is named so is another matter."""
    return bool(_ID.fullmatch(text))


def read_id(raw: Any) -> str:
    """Return an id: letters, digits, ``.``, ``_`` and ``-``, quoted or not."""
    if not isinstance(raw, str) or not _ID.fullmatch(raw) or _is_null(raw):
        message = Message("an id belongs here, found {found}", found=described(raw))
        allowed = Message("up to 64 letters from a to z, digits, dots, dashes and underscores")
        raise Refusal("not-an-id", message, allowed)
    return str(raw)


def _is_null(raw: str) -> bool:
    """Tell whether a text says in YAML that there is nothing."""
    return isinstance(raw, Plain) and raw in ("null", "Null", "NULL", "~")


def read_line(raw: Any) -> str:
    """Return one line of text that is not empty."""
    if not isinstance(raw, str) or not raw.strip() or _is_null(raw):
        raise Refusal("not-a-text", Message("a text belongs here, found {found}", found=described(raw)))
    return " ".join(raw.split())


_URL = re.compile(r"https?://[^\s/?#]+\S*")


def read_url(raw: Any) -> str:
    """Return an address of the web."""
    if not isinstance(raw, str) or not _URL.fullmatch(raw):
        message = Message("an address belongs here, found {found}", found=described(raw))
        raise Refusal("not-a-url", message, Message("one that starts with https:// or http://"))
    return str(raw)


def read_text(raw: Any) -> Text:
    """Return a text given in one language or in both."""
    if isinstance(raw, dict):
        if not raw:
            message = Message("a text in zh, en or both belongs here, found {found}", found=Message("nothing"))
            raise Refusal("not-a-text", message, allowed_names(("zh", "en")))
        problems: list[Refusal] = []
        for key in raw:
            if key not in ("zh", "en"):
                message = Message("a text in zh, en or both belongs here, found {found}", found=key)
                problems.append(Refusal("not-a-text", message, allowed_names(("zh", "en")), path=(key,)))
        read = {key: collected(problems, (key,), LINE, text) for key, text in raw.items() if key in ("zh", "en")}
        if problems:
            raise Refusals(problems)
        return Text(**{key: text for key, text in read.items() if text is not None})
    line = read_line(raw)
    return Text(zh=line, en=line)


def read_flag(raw: Any) -> bool:
    """Return true or false."""
    if not isinstance(raw, Plain) or raw not in _FLAGS:
        message = Message("true or false belongs here, found {found}", found=described(raw))
        raise Refusal("not-a-flag", message, allowed_names(("true", "false")))
    return _FLAGS[raw]


_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
"""What YAML takes for true and false."""


def read_date(raw: Any) -> date:
    """Return a day written as ``2026-11-22``."""
    with suppress(ValueError):
        if _DATE.fullmatch(str(raw)):
            return date.fromisoformat(str(raw))
    message = Message("a day belongs here, found {found}", found=described(raw))
    raise Refusal("not-a-date", message, Message("year-month-day, for example 2026-11-22"))


_PARTLY = re.compile(r"((?:19|20)\d{2})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
UNDATED = "undated"


def read_source_date(raw: Any) -> str:
    """Return the date of a source: a day, month or year, or that it bears none."""
    if raw == UNDATED:
        return str(raw)
    match = _PARTLY.fullmatch(raw) if isinstance(raw, str) else None
    with suppress(ValueError):
        if match and date(int(match[1]), int(match[2] or 1), int(match[3] or 1)):
            return str(raw)
    message = Message("the date of a source belongs here, found {found}", found=described(raw))
    allowed = Message("a day, month or year such as 2026-11-22, 2026-11, 2026; else undated")
    raise Refusal("not-a-date", message, allowed)


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CURRENCY = re.compile("[A-Z]{3}")


def read_currency(raw: Any) -> str:
    """Return a currency code of three letters (ISO 4217)."""
    if not isinstance(raw, str) or not _CURRENCY.fullmatch(raw):
        message = Message("a currency code belongs here, found {found}", found=described(raw))
        raise Refusal("not-a-currency", message, Message("three capital letters, for example CNY"))
    return str(raw)


def is_currency(text: str) -> bool:
    """Tell whether a text has the form of a currency code."""
    return bool(_CURRENCY.fullmatch(text))


_LINE_SCHEMA: JsonSchema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
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
ID_SCHEMA: JsonSchema = {"type": ["string", "number", "boolean"], "pattern": f"^{_ID.pattern}$", "minimum": 0}

DURATION = Kind("duration", read_duration, {"type": "string", "pattern": f"^{_DURATION.pattern}$"})
INCREMENT = Kind("increment", read_increment, {"type": "string", "pattern": f"^({_INCREMENT.pattern}|exact)$"})
ID = Kind("id", read_id, ID_SCHEMA)
LINE = Kind("line", read_line, _LINE_SCHEMA)
URL = Kind("url", read_url, {"type": "string", "pattern": f"^{_URL.pattern}$"})
TEXT = Kind("text", read_text, TEXT_SCHEMA)
FLAG = Kind("flag", read_flag, {"type": "boolean"})
DATE = Kind("date", read_date, {"type": "string", "format": "date", "pattern": f"^{_DATE.pattern}$"})
SOURCE_DATE = Kind(
    "date of a source",
    read_source_date,
    {
        "anyOf": [
            {"type": "integer", "minimum": 1900, "maximum": 2099},
            {"type": "string", "pattern": f"^({_PARTLY.pattern}|undated)$"},
        ]
    },
)
CURRENCY = Kind("currency", read_currency, {"type": "string", "pattern": f"^{_CURRENCY.pattern}$"})
