"""What people write for a key that is unknown, and is no misspelt one: what was meant, and where it stands."""

import re
from typing import Any, NamedTuple

from pydantic import BaseModel

from telquote.language import Message, Term
from telquote.plans.annotations import places_of
from telquote.plans.diagnostics import Position
from telquote.plans.document import Document, Mapping, Path, Plain
from telquote.plans.examples import EXAMPLES, example_at, item_of
from telquote.plans.odd_signs import FULL_WIDTH, ODD_SPACES
from telquote.plans.slips import increment_meant
from telquote.plans.synonyms import meant
from telquote.plans.yaml_problems import quoted


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

_OF_USE = "per_minute rate minute_rate price_per_minute per_call inbound usage inbound_rate overage overage_rate"
_PAST = "extra_minute extra_minutes after additional_minute"
CHARGES = frozenset((*_OF_USE.split(), *_PAST.split()))
PACKAGES = ("included_minutes", "free_minutes", "minutes", "bundle", "package", "allowance")


CLASSES = (
    "from",
    "to",
    "origin",
    "caller",
    "callers",
    "caller_type",
    "destination",
    "network",
    "time",
    "zone",
    "class",
)
"""What calls are classed by."""


def key_slip(document: Document, path: Path, allowed: tuple[str, ...], whole: type[BaseModel]) -> Slip | None:
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
    if isinstance(value, Plain) and not value and (slip := _without_value(document, path, key, at)):
        return slip
    at_the_top = len(path) == 1 or path[:-1] == ("defaults",) or (path[0] == "plans" and len(path) == 3)
    write = _of_another_part(key, value, allowed) or (_elsewhere(key, value, whole) if at_the_top else None)
    return Slip(Message("the key {key} is unknown here", key=key), write, at) if write else None


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


def _of_another_part(key: str, value: Any, allowed: tuple[str, ...]) -> Message | None:
    """Return what to write for a price, a fee or a package that is written as a key of a plan."""
    plain = key.casefold().replace("-", "_").replace(" ", "_")
    number = re.search(r"\d+(?:\.\d+)?", str(value)) if isinstance(value, Plain) else None
    price = number[0] if number else "100"
    if plain in FEES and "fees" in allowed:
        name, every = FEES[plain]
        item = f"fees: [{{id: {name}, price: {price}, every: {every}}}]"
        return Message("a fee is an item of fees, such as {item}", item=item)
    if plain in CHARGES and "charges" in allowed:
        amount = price if number else "0.12"
        item = f"charges: [{{id: inbound, for: inbound, per_minute: {amount}}}]"
        return Message("a price of use is an item of charges, such as {item}", item=item)
    limit = re.fullmatch("(min|max)(?:imum)?_(seats|numbers|channels|users)", plain)
    if limit and "limits" in allowed:
        what = limit[2].replace("users", "seats")
        bound = "at_least" if limit[1] == "min" else "at_most"
        return Message("such as {example}", example=f"limits: {{{what}: {{{bound}: {number[0] if number else 3}}}}}")
    if plain in PACKAGES and "balances" in allowed:
        item = f"balances: [{{id: package, price: 100, minutes: {price}, for: inbound, buy: monthly}}]"
        return Message("a package is an item of balances, such as {item}", item=item)
    return None


def said_otherwise(document: Document, path: Path, allowed: tuple[str, ...]) -> Message | None:
    """Return what to write for a key that is like another and means something else.

    For what classes calls, the sides of a call, the beginning of a step, what a usage file does not have.
    """
    key, value = str(path[-1]), document.at(path)
    if "when" in allowed and key.casefold() in CLASSES and isinstance(value, str) and value:
        return Message("classes of calls are {example}", example=f"when: {{{key}: {value}}}")
    if "classes" in allowed and isinstance(value, dict) and value:
        shares = ", ".join(f"{name}: {share}" for name, share in value.items() if isinstance(share, str))
        return Message("classes of calls are {example}", example=f"classes: {{inbound: {{{key}: {{{shares}}}}}}}")
    if "legs" in allowed and key.casefold() in ("leg", "side", "party"):
        return Message("legs counts the sides of a call; a side with its own price is a charge with its own meter")
    if path[-3:-2] == ("steps",) and key.casefold() in ("from", "over", "above", "min", "start", "more_than"):
        return Message("a step is told by the last it prices, up_to; the last step has none")
    if "classes" in allowed and key in ("format", "vendor", "name", "currency"):
        return Message("a usage file has no {key}; leave it out", key=key)
    return None


def _elsewhere(key: str, value: Any, whole: type[BaseModel]) -> Message | None:
    """Return where a key, or what is called so, stands: in which part of the file."""
    places = places_of(whole)
    name = meant(key, tuple(places))
    if name is None:
        return None
    around = places[name]
    example = example_at((around, name), value) or item_of(around) or name
    if name == "rounding" and isinstance(value, str) and increment_meant(value):
        return None
    if EXAMPLES.get(around, "").startswith("{"):
        example = f"{around}: {{{example}}}"
    place = around or Term("the file")
    return Message("{key} is a key of {around}: {example}", key=name, around=place, example=example)
