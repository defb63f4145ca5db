"""What people write for a figure of a file, and what they are to write."""

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from telquote.language import Message
from telquote.plans.document import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBER = r"\d+(?:\.\d+)?"
_NOT_KNOWN = ("?", "tbd", "tba", "n/a", "na", "none", "null", "~", "unknown", "-", "", "未知", "不详")
_MONEY = re.compile(r"[$€£¥￥₹₩元块]|\b(?:[A-Z]{3}|Rs|HK|US|CA|AU)\b")
_HUNDREDTHS = re.compile(r"\b(?:ct|cts|cent|cents|paise|paisa|pence|p|fen)\b|分(?!钟)", re.IGNORECASE)


def number_meant(raw: Any) -> Message | None:
    """Return what to write for a text that is no number; None where nobody knows what it means."""
    if not isinstance(raw, str):
        return None
    plain = normalize("NFKC", raw).strip()
    rules: tuple[tuple[str, Callable[[re.Match[str]], Message | None]], ...] = (
        (rf"-?{_NUMBER}", lambda match: _as_written(raw, match[0])),
        (r"(\d{1,3}),(\d{3})", _either),
        (rf"({_NUMBER}) ?%", lambda match: Message("a plain number, without %: {number}", number=match[1])),
        (rf"({_NUMBER})/({_NUMBER})", _fraction),
        (rf"({_NUMBER})[eE]([+-]?\d{{1,2}})", _exponent),
    )
    for pattern, said in rules:
        if match := re.fullmatch(pattern, plain, re.ASCII):
            return said(match)
    return _within(plain)


def figure_in(text: str) -> str | None:
    """Return the one number that a text holds, in plain digits, however its decimals and thousands are marked."""
    spaced = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?"
    written = re.findall(rf"{spaced}|\d[\d.,'_]*\d|\d", normalize("NFKC", text), re.ASCII)
    return _plain(written[0].replace(" ", "")) if len(written) == 1 else None


_PARTED = r"[1-9]\d{0,2}(?:[,']\d{3})+(?:\.\d+)?|[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?|\d+(?:_\d+)+"
"""Numbers whose thousands are parted, as here and in India."""


def _plain(written: str) -> str | None:
    """Return a number in plain digits; None where its signs could mean anything."""
    if re.fullmatch(_NUMBER, written, re.ASCII):
        return written
    if re.fullmatch(_PARTED, written, re.ASCII):
        return re.sub("[,'_]", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+|\d+,\d+", written, re.ASCII):
        return written.replace(".", "").replace(",", ".")
    return None


def _within(plain: str) -> Message | None:
    """Return what to write for a number with words or signs around it."""
    number = figure_in(plain)
    if number is None or not re.match(r"\D{0,5}\d", plain, re.ASCII):
        return None
    around = re.sub(r"\d[\d.,'_ ]*\d|\d", " ", plain, flags=re.ASCII)
    if _HUNDREDTHS.search(around):
        whole = f"{Decimal(number) / 100:f}"
        return Message("in whole units of the currency, without a word: {number}", number=whole)
    if _MONEY.search(around):
        return Message("a number, without its currency: {number}", number=number)
    if around.strip():
        return Message("the number alone: {number}", number=number)
    turned = "," in plain and "." in number
    return Message(
        "the decimal sign is a point: {number}" if turned else "no sign parts thousands: {number}", number=number
    )


def is_not_known(raw: Any) -> bool:
    """Tell whether a text is what people write for a figure that nobody knows."""
    return isinstance(raw, str) and normalize("NFKC", raw).strip().casefold() in _NOT_KNOWN


def _as_written(raw: str, number: str) -> Message | None:
    if isinstance(raw, Plain) and raw == number:
        return None
    if raw == number:
        return Message("a number stands without quotes: {number}", number=number)
    return Message("full-width digits; write {number}", number=number)


def _either(match: re.Match[str]) -> Message:
    number, decimal = f"{match[1]}{match[2]}", f"{match[1]}.{match[2]}"
    with_point = Message("the decimal sign is a point: {number}", number=decimal)
    if match[1] == "0":
        return with_point
    return Message("{one}; {other}", one=Message("no sign parts thousands: {number}", number=number), other=with_point)


def _fraction(match: re.Match[str]) -> Message:
    block = f"per_block: {{price: {match[1]}, minutes: {match[2]}, round: up}}"
    return Message("a price is a decimal; so much for several minutes is {block}", block=block)


def _exponent(match: re.Match[str]) -> Message:
    return Message("write it out: {number}", number=f"{Decimal(match[0]):f}")


def seconds_meant(text: str) -> str | None:
    """Return how many seconds a text such as ``3:20``, ``3m20s`` or ``3 min`` means."""
    plain = normalize("NFKC", text).strip().casefold()
    clock = re.fullmatch(r"(?:(\d+):)?(\d{1,3}):(\d{2})", plain, re.ASCII)
    hours_minutes = r"(?:(\d+) ?(?:h|hours?|小时) ?)?(?:(\d+) ?(?:m|mins?|minutes?|分钟?) ?)?"
    words = re.fullmatch(hours_minutes + r"(?:(\d+) ?(?:s|secs?|seconds?|秒))?", plain, re.ASCII)
    match = clock or words
    if not plain or match is None:
        return None
    hours, minutes, seconds = (int(one or 0) for one in match.groups())
    return str(hours * 3600 + minutes * 60 + seconds)


def length_meant(raw: Any) -> str | None:
    """Return the length of time that a text such as ``2 weeks``, ``36`` or ``3年`` means, as a file writes it."""
    plain = normalize("NFKC", str(raw)).strip().casefold()
    match = re.fullmatch(r"(\d{1,4})[ -]?([a-z.]*|[年月日天周]|个月|季度)", plain, re.ASCII)
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


def is_endless(raw: Any) -> bool:
    """Tell whether a text says that a time never ends."""
    ends = ("never", "unlimited", "forever", "none", "no", "infinite", "lifetime", "永久", "不限", "无", "长期有效")
    return isinstance(raw, str) and raw.strip().casefold() in ends


def increment_meant(raw: Any) -> str | None:
    """Return the billing increment that a text such as ``60``, ``per minute`` or ``6s`` means, as a file writes it."""
    plain = normalize("NFKC", str(raw)).strip().casefold()
    named = {"minute": "60/60", "per minute": "60/60", "per second": "1/1", "second": "1/1", "none": "exact"}
    if plain in named:
        return named[plain]
    match = re.fullmatch(r"(\d{1,5})(?: ?(?:s|sec|seconds?|秒))?", plain, re.ASCII)
    if match and int(match[1]):
        return f"{int(match[1])}/{int(match[1])}"
    parts = re.fullmatch(r"(\d{1,5}) ?[-+:,] ?(\d{1,5})", plain, re.ASCII)
    return f"{parts[1]}/{parts[2]}" if parts and int(parts[1]) and int(parts[2]) else None


def date_meant(raw: Any) -> str | None:
    """Return the day that a text such as ``2026/1/5`` means, as a file writes it; None where it may mean another."""
    parts = re.fullmatch(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*", normalize("NFKC", str(raw)).strip(), re.ASCII)
    if parts is None:
        return None
    try:
        return date(*(int(part) for part in parts.groups())).isoformat()
    except ValueError:
        return None


def id_meant(raw: Any) -> str | None:
    """Return an id made of a name such as ``Basic Plan``."""
    if not isinstance(raw, str) or "://" in raw or raw in ("null", "~") or not raw.isascii():
        return None
    return re.sub("[^a-z0-9._-]+", "-", raw.casefold()).strip("-._")[:64] or None


def flag_meant(raw: Any) -> str | None:
    """Return true or false for what else people write for it."""
    said = str(raw).strip().casefold()
    if said in ("true", "yes", "on", "1", "是"):
        return "true"
    return "false" if said in ("false", "no", "off", "0", "否") else None


def url_meant(raw: Any) -> str | None:
    """Return the address of a site that is written without how it is reached."""
    bare = isinstance(raw, str) and re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", raw, re.ASCII)
    return f"https://{raw}" if bare else None
