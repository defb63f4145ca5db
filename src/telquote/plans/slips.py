"""What people write for a figure, a word or a key of a file, and what they are to write: one table for each."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from telquote.language import Message
from telquote.plans.diagnostics import Position
from telquote.plans.document import Document, Mapping, Path, Plain
from telquote.plans.yaml_problems import FULL_WIDTH, ODD_SPACES, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBER = r"\d+(?:\.\d+)?"
_MONEY = r"[$€£¥￥₹₩]|[A-Za-z]{2,3}\$?|元|块|分"
_NO_END = ("inf", ".inf", "infinity", "unlimited", "max", "∞", "-1", "none", "null", "~", "无限", "不限")
_NOT_KNOWN = ("?", "tbd", "tba", "n/a", "na", "none", "null", "~", "unknown", "-", "", "未知", "不详")


def number_meant(raw: Any) -> Message | None:
    """Return what to write for a text that is no number; None where nobody knows what it means."""
    if not isinstance(raw, str):
        return None
    plain = normalize("NFKC", raw).strip()
    rules: tuple[tuple[str, Callable[[re.Match[str]], Message | None]], ...] = (
        (rf"-?{_NUMBER}", lambda match: _as_written(raw, match[0])),
        (r"(\d{1,3}(?:[, ']\d{3})+)(\.\d+)?", _thousands),
        (
            r"(\d+),(\d+)",
            lambda match: Message("the decimal sign is a point: {number}", number=f"{match[1]}.{match[2]}"),
        ),
        (rf"({_NUMBER}) ?[%％]", lambda match: Message("a plain number, without %: {number}", number=match[1])),
        (rf"(?:{_MONEY}) ?({_NUMBER})", _with_money),
        (rf"({_NUMBER}) ?(?:{_MONEY})(?:\W.*)?", _with_money),
        (rf"({_NUMBER})/({_NUMBER})", _fraction),
        (r"(\d+(?:\.\d+)?)[eE]([+-]?\d{1,2})", _exponent),
        (r"\d+(?:_\d+)+", lambda match: Message("write {number}", number=match[0].replace("_", ""))),
    )
    for pattern, said in rules:
        if match := re.fullmatch(pattern, plain):
            return said(match)
    return None


def is_not_known(raw: Any) -> bool:
    """Tell whether a text is what people write for a figure that nobody knows."""
    return isinstance(raw, str) and normalize("NFKC", raw).strip().casefold() in _NOT_KNOWN


def _as_written(raw: str, number: str) -> Message | None:
    if isinstance(raw, Plain) and raw == number:
        return None
    if raw == number:
        return Message("a number stands without quotes: {number}", number=number)
    return Message("full-width digits; write {number}", number=number)


def _thousands(match: re.Match[str]) -> Message:
    number = re.sub("[, ']", "", match[1]) + (match[2] or "")
    decimal = match[1].replace(",", ".") if re.fullmatch(r"\d+,\d{3}", match[1]) and not match[2] else ""
    if decimal:
        return Message(
            "no sign parts thousands: {number}; the decimal sign is a point: {decimal}", number=number, decimal=decimal
        )
    return Message("no sign parts thousands: {number}", number=number)


def _with_money(match: re.Match[str]) -> Message:
    return Message("a number without its currency, which the key currency names once: {number}", number=match[1])


def _fraction(match: re.Match[str]) -> Message:
    block = f"per_block: {{price: {match[1]}, minutes: {match[2]}, round: up}}"
    return Message("a price is a decimal; so much for several minutes is {block}", block=block)


def _exponent(match: re.Match[str]) -> Message:
    from decimal import Decimal

    return Message("write it out: {number}", number=f"{Decimal(match[0]):f}")


def seconds_meant(text: str) -> str | None:
    """Return how many seconds a text such as ``3:20``, ``3m20s`` or ``3 min`` means."""
    plain = normalize("NFKC", text).strip().casefold()
    clock = re.fullmatch(r"(?:(\d+):)?(\d{1,3}):(\d{2})", plain)
    hours_minutes = r"(?:(\d+) ?(?:h|hours?|小时) ?)?(?:(\d+) ?(?:m|mins?|minutes?|分钟?) ?)?"
    words = re.fullmatch(hours_minutes + r"(?:(\d+) ?(?:s|secs?|seconds?|秒))?", plain)
    match = clock or words
    if not plain or match is None:
        return None
    hours, minutes, seconds = (int(one or 0) for one in match.groups())
    return str(hours * 3600 + minutes * 60 + seconds)


def length_meant(raw: Any) -> str | None:
    """Return the length of time that a text such as ``2 weeks``, ``36`` or ``3年`` means, as a file writes it."""
    plain = normalize("NFKC", str(raw)).strip().casefold()
    match = re.fullmatch(r"(\d{1,4})[ -]?([a-z.]*|[年月日天周]|个月|季度)", plain)
    if not match or not int(match[1]):
        return None
    count, unit = int(match[1]), match[2].rstrip(".")
    for names, factor, written in _UNITS:
        if unit in names.split():
            return f"{count * factor} {written if count * factor > 1 else written.removesuffix('s')}"
    return f"{count} months" if not unit else None


_UNITS = (
    ("d day days 日 天", 1, "days"),
    ("w wk week weeks 周", 7, "days"),
    ("m mo mon month months mth mths 月 个月", 1, "months"),
    ("q quarter quarters 季度", 3, "months"),
    ("y yr yrs year years 年", 1, "years"),
)


def increment_meant(raw: Any) -> str | None:
    """Return the billing increment that a text such as ``60``, ``per minute`` or ``6s`` means, as a file writes it."""
    plain = normalize("NFKC", str(raw)).strip().casefold()
    named = {"minute": "60/60", "per minute": "60/60", "per second": "1/1", "second": "1/1", "none": "exact"}
    if plain in named:
        return named[plain]
    match = re.fullmatch(r"(\d{1,5})(?: ?(?:s|sec|seconds?|秒))?", plain)
    if match and int(match[1]):
        return f"{int(match[1])}/{int(match[1])}"
    parts = re.fullmatch(r"(\d{1,5}) ?[-+:,] ?(\d{1,5})", plain)
    return f"{parts[1]}/{parts[2]}" if parts and int(parts[1]) and int(parts[2]) else None


def date_meant(raw: Any) -> str | None:
    """Return the day that a text such as ``2026/1/5`` means, as a file writes it; None where it may mean another."""
    parts = re.fullmatch(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*", normalize("NFKC", str(raw)).strip())
    if parts is None:
        return None
    try:
        return date(*(int(part) for part in parts.groups())).isoformat()
    except ValueError:
        return None


def id_meant(raw: Any) -> str | None:
    """Return an id made of a name such as ``Basic Plan``."""
    made = re.sub("[^a-z0-9._-]+", "-", str(raw).casefold()).strip("-._")[:64] if isinstance(raw, str) else ""
    return made or None


class Slip(NamedTuple):
    """What stands at a place in the stead of what was meant, and what to write."""

    message: Message
    write: Message
    at: Position


FEES = {"setup_fee": ("setup", "once"), "setup": ("setup", "once"), "activation_fee": ("activation", "once")}
FEES |= {"activation": ("activation", "once"), "installation": ("installation", "once"), "deposit": ("deposit", "once")}
FEES |= {"rental": ("rental", "month"), "monthly_fee": ("rental", "month"), "monthly": ("rental", "month")}
FEES |= {
    "monthly_price": ("rental", "month"),
    "monthly_rental": ("rental", "month"),
    "subscription": ("rental", "month"),
}
FEES |= {"annual_fee": ("rental", "year"), "yearly_fee": ("rental", "year"), "yearly": ("rental", "year")}
FEES |= {"月租": ("rental", "month"), "年费": ("rental", "year"), "开户费": ("setup", "once")}
"""Fees that people write as keys of a plan, each with an id and when it is due."""

CHARGES = ("per_minute", "rate", "minute_rate", "price_per_minute", "per_call", "inbound", "usage", "inbound_rate")
PACKAGES = ("included_minutes", "free_minutes", "minutes", "bundle", "package", "allowance")


def key_slip(document: Document, path: Path, allowed: tuple[str, ...]) -> Slip | None:
    """Return what was meant by a key that is unknown, where it is no misspelt one."""
    key, at = str(path[-1]), document.place(path, of_key=True)
    value = document.at(path)
    if at is None:
        return None
    for sign, plain in {**ODD_SPACES, **FULL_WIDTH}.items():
        if sign in key:
            place = at._replace(column=at.column + key.index(sign), length=1)
            if sign in ODD_SPACES:
                what = Message("{space} indents nothing and parts nothing", space=plain)
                return Slip(what, Message("use plain spaces"), place)
            return Slip(Message("a full-width sign: {sign}", sign=sign), Message("write {plain}", plain=plain), place)
    if isinstance(value, Plain) and not value:
        return _without_value(document, path, key, at)
    return _of_another_part(key, value, allowed, at)


def _without_value(document: Document, path: Path, key: str, at: Position) -> Slip | None:
    joined = re.fullmatch(r"([A-Za-z_][\w-]*):(\S.*)", key)
    if joined:
        write = Message("write {text}", text=f"{joined[1]}: {joined[2]}")
        return Slip(Message("no space after the colon"), write, at)
    after = document.line(at.line)[at.column - 1 + len(key) :].lstrip()[:1]
    if after not in (",", "}"):
        return None
    around = document.at(path[:-1])
    before = list(around)[list(around).index(key) - 1] if isinstance(around, Mapping) else key
    first = around[before]
    if key.isdigit() and isinstance(first, Plain) and re.fullmatch(r"\d+", first):
        place = document.place((*path[:-1], before)) or at
        if len(key) == 3 and len(first) <= 3 and first[0] != "0":
            write = Message("no sign parts thousands: {number}", number=f"{first}{key}")
        else:
            write = Message("the decimal sign is a point: {number}", number=f"{first}.{key}")
        return Slip(Message("a comma ends the value within braces"), write, place)
    whole = f"{before}: {quoted(f'{first}, {key}')}" if isinstance(first, str) and first else quoted(key)
    message = Message("{text} has no value: within braces a comma ends a text", text=quoted(key))
    return Slip(message, Message("a text with a comma stands in quotes: {text}", text=whole), at)


def _of_another_part(key: str, value: Any, allowed: tuple[str, ...], at: Position) -> Slip | None:
    plain = key.casefold().replace("-", "_").replace(" ", "_")
    price = str(value) if isinstance(value, Plain) and value else "100"
    message = Message("the key {key} is unknown here", key=key)
    if plain in FEES and "fees" in allowed:
        name, every = FEES[plain]
        item = f"fees: [{{id: {name}, price: {price}, every: {every}}}]"
        return Slip(message, Message("a fee is an item of fees, such as {item}", item=item), at)
    if plain in CHARGES and "charges" in allowed:
        amount = price if price != "100" else "0.12"
        item = f"charges: [{{id: inbound, for: inbound, per_minute: {amount}}}]"
        return Slip(message, Message("a price of use is an item of charges, such as {item}", item=item), at)
    if plain in PACKAGES and "balances" in allowed:
        item = f"balances: [{{id: package, price: 100, minutes: {price}, for: inbound, buy: monthly}}]"
        return Slip(message, Message("a package is an item of balances, such as {item}", item=item), at)
    return None
