"""What people write for a key that is unknown, and is no misspelt one: what was meant, and where it stands."""

import re
from typing import Any

from pydantic import BaseModel, RootModel

from telquote.language import Message, Term
from telquote.plans.annotations import places_of, words_at
from telquote.plans.diagnostics import Position
from telquote.plans.document import Document, Mapping, Path, Plain
from telquote.plans.examples import EXAMPLES, example_at, item_of
from telquote.plans.line_slips import Explained
from telquote.plans.odd_signs import FULL_WIDTH, ODD_SPACES
from telquote.plans.slips import figure_in, increment_meant, number_meant
from telquote.plans.synonyms import also_called
from telquote.plans.yaml_problems import quoted

_WRITTEN_FEES = (
    ("setup", "once", "setup_fee setup 开户费"),
    ("activation", "once", "activation_fee activation"),
    ("installation", "once", "installation"),
    ("deposit", "once", "deposit"),
    ("rental", "month", "rental monthly_fee monthly monthly_price monthly_rental subscription 月租"),
    ("rental", "year", "annual_fee yearly_fee yearly 年费"),
)
FEES = {word: (name, every) for name, every, words in _WRITTEN_FEES for word in words.split()}
"""Fees that people write as keys of a plan, each with an id and when it is due."""

_OF_USE = "per_minute rate minute_rate price_per_minute per_call inbound usage inbound_rate overage overage_rate"
_PAST = "extra_minute extra_minutes after additional_minute"
CHARGES = frozenset((*_OF_USE.split(), *_PAST.split()))
PACKAGES = ("included_minutes", "free_minutes", "minutes", "bundle", "package", "allowance")

_OF_A_CALL = "from to origin caller callers caller_type destination network time zone class"
CLASSES = frozenset(_OF_A_CALL.split())
"""What calls are classed by."""


def key_slip(document: Document, path: Path, allowed: tuple[str, ...], whole: type[BaseModel]) -> Explained | None:
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
                return Explained(what, Message("use plain spaces"), place)
            what = Message("a full-width sign: {sign}", sign=sign)
            return Explained(what, Message("write {plain}", plain=plain), place)
    if isinstance(value, Plain) and value and " " in key and (slip := _end_of_a_text(document, path, at)):
        return slip
    if isinstance(value, Plain) and not value and (slip := _without_value(document, path, key, at, allowed, whole)):
        return slip
    at_the_top = len(path) == 1 or path[:-1] == ("defaults",) or (path[0] == "plans" and len(path) == 3)
    write = _of_another_part(key, value, allowed) or (_elsewhere(key, value, whole) if at_the_top else None)
    return Explained(Message("the key {key} is unknown here", key=key), write, at) if write else None


def _without_value(
    document: Document, path: Path, key: str, at: Position, allowed: tuple[str, ...], whole: type[BaseModel]
) -> Explained | None:
    joined = re.fullmatch(r"([A-Za-z_][\w-]*):(\S.*)", key)
    if joined:
        write = Message("write {text}", text=f"{joined[1]}: {joined[2]}")
        return Explained(Message("no space after the colon"), write, at)
    after = document.line(at.line)[at.column - 1 + len(key) :].lstrip()[:1]
    if after not in (",", "}"):
        return None
    around = document.at(path[:-1])
    keys = list(around) if isinstance(around, Mapping) else [key]
    first = keys.index(key)
    while first and around[keys[first]] == "" and keys[first][:1].isdigit():
        first -= 1  # one number may be in several pieces: 1,20,000
    value = around[keys[first]]
    is_number = key[:1].isdigit() and isinstance(value, Plain) and value[-1:].isdigit()
    typed = whole_of(document, (*path[:-1], keys[first]))
    if is_number and (meant := number_meant(Plain(typed))):
        place = document.place((*path[:-1], keys[first])) or at
        return Explained(Message("a comma ends the value within braces"), meant, place)
    first_word, _, rest = key.partition(" ")
    if (rest[:1].isdigit() or "=" in key) and first_word.rstrip("=") in allowed:
        write = Message("write {text}", text=f"{first_word.rstrip('=')}: {rest.lstrip('= ')}")
        return Explained(Message("no colon after {text}", text=first_word), write, at)
    before = keys[max(keys.index(key) - 1, 0)]
    value = around[before] if isinstance(around, Mapping) else ""
    if isinstance(value, str) and key in words_at((*path[:-1], before, 0), whole) + words_at(
        (*path[:-1], before), whole
    ):
        write = Message("several stand in brackets: {text}", text=f"{before}: [{value}, {key}]")
        return Explained(Message("a comma ends the value within braces"), write, at)
    start = document.place((*path[:-1], before))
    typed = f"{value}, {key}"
    if start and start.line == at.line:
        typed = document.line(at.line)[start.column - 1 : at.column - 1 + len(key)]
    text = f"{before}: {quoted(typed)}" if isinstance(value, str) and value else quoted(key)
    message = Message("{text} has no value: within braces a comma ends a text", text=quoted(key))
    return Explained(message, Message("a text with a comma stands in quotes: {text}", text=text), at)


def _end_of_a_text(document: Document, path: Path, at: Position) -> Explained | None:
    """Return that a text before a key within braces goes on in it, for no key has spaces."""
    around = document.at(path[:-1])
    keys = list(around) if isinstance(around, Mapping) else []
    before = keys[keys.index(str(path[-1])) - 1] if keys.index(str(path[-1])) else ""
    start, end = document.place((*path[:-1], before)), document.place(path)
    if not (before and start and end and start.line == at.line == end.line):
        return None
    line = document.line(at.line)
    if "{" not in line[: start.column] or not isinstance(around[before], Plain):
        return None
    typed = line[start.column - 1 : end.column - 1 + end.length]
    message = Message("{text} has no value: within braces a comma ends a text", text=quoted(str(path[-1])))
    write = Message("a text with a comma stands in quotes: {text}", text=f"{before}: {quoted(typed)}")
    return Explained(message, write, at)


def whole_of(document: Document, path: Path) -> str:
    """Return a number as it was typed, with what a comma parted from it: the keys without a value that follow."""
    around, value = document.at(path[:-1]), str(document.at(path))
    if not isinstance(around, Mapping) or path[-1] not in around:
        return value
    keys = list(around)
    for key in keys[keys.index(str(path[-1])) + 1 :]:
        if around[key] != "" or not key[:1].isdigit():
            break
        value = f"{value},{key}"
    return value


def _of_another_part(key: str, value: Any, allowed: tuple[str, ...]) -> Message | None:
    """Return what to write for a price, a fee or a package that is written as a key of a plan."""
    plain = key.casefold().replace("-", "_").replace(" ", "_")
    number = figure_in(value) if isinstance(value, Plain) else None
    price = number or "100"
    if plain in FEES and "fees" in allowed:
        name, every = FEES[plain]
        back = ", refundable: true" if name == "deposit" else ""
        item = f"fees: [{{id: {name}, price: {price}, every: {every}{back}}}]"
        return Message("a fee is an item of fees, such as {item}", item=item)
    if plain in CHARGES and "charges" in allowed:
        amount = price if number else "0.12"
        item = f"charges: [{{id: inbound, for: inbound, per_minute: {amount}}}]"
        return Message("a price of use is an item of charges, such as {item}", item=item)
    limit = re.fullmatch("(min|max)(?:imum)?_(seats|numbers|channels|users)", plain)
    if limit and "limits" in allowed:
        what = limit[2].replace("users", "seats")
        bound = "at_least" if limit[1] == "min" else "at_most"
        return Message("such as {example}", example=f"limits: {{{what}: {{{bound}: {number or 3}}}}}")
    inner = value.get("minutes") if isinstance(value, dict) else None
    if plain in (*PACKAGES, "included", "inclusive", "includes", "free") and "balances" in allowed:
        price = figure_in(inner) or "500" if isinstance(inner, str) else number or "500"
        item = f"balances: [{{id: package, price: 100, minutes: {price}, for: inbound, buy: monthly}}]"
        return Message("a package is an item of balances, such as {item}", item=item)
    return None


def said_otherwise(document: Document, path: Path, allowed: tuple[str, ...]) -> Message | None:
    """Return what to write for a key that is like another and means something else.

    For what classes calls, the sides of a call, the beginning of a step, what a usage file does not have.
    """
    key, value = str(path[-1]).casefold(), document.at(path)
    if "classes" in allowed:
        return _of_usage(key, value)
    if "when" in allowed and "connect_fee" in allowed:
        return _of_charge(key, value)
    if path[-3:-2] == ("steps",) and key in ("from", "over", "above", "min", "start", "more_than"):
        return Message("a step is told by the last it prices, up_to; the last step has none")
    if "top_up" in allowed and key in ("first_payment", "next_payment", "later_payment", "first", "then", "recharge"):
        first, later = figure_in(str(value)) or "100", "50"
        if key in ("next_payment", "later_payment", "then", "recharge"):
            first, later = "100", first
        example = f"top_up: {{first: {first}, at_least: {later}}}"
        return Message("in place of price and credit: {example}", example=example)
    return None


def _of_charge(key: str, value: Any) -> Message | None:
    if key in CLASSES and isinstance(value, str) and value:
        text = "calls of a class are {example}; where its price comes on top of another, with {meter}, too"
        return Message(text, example=f"when: {{{key}: {value}}}", meter=f"meter: {value}")
    if key in ("leg", "side", "party"):
        text = "legs counts the sides of a call; a side with its own price is a charge with {meter}"
        return Message(text, meter=f"meter: {value}" if isinstance(value, str) and value else "meter: other")
    if key in ("min", "minimum", "minimum_duration", "min_duration", "rounding_up") and isinstance(value, str):
        seconds = increment_meant(value) or "30/6"
        return Message("how calls are rounded is {example}", example=f"increment: {seconds}")
    if key in ("guess", "guessed", "estimate", "estimated", "assumption", "unconfirmed"):
        example = "per_minute: {assumed: 0.12, because: nobody says, or: [0.15]}"
        return Message("a figure that nobody confirmed is {example}", example=example)
    if key in ("changes", "change", "from_date", "new_price", "next_price", "dated", "history"):
        example = "per_minute: [0.12, {value: 0.15, from: 2027-01-01}]"
        return Message("a figure that changes is a list: {example}", example=example)
    return None


OPTIONS = ("months", "fx", "currency", "plans", "by", "need", "refuse", "top", "lang")


def _of_usage(key: str, value: Any) -> Message | None:
    if isinstance(value, dict) and value:
        figures = [one for one in value.values() if isinstance(one, str)]
        if len(figures) == len(value) and all(re.fullmatch(r"0?\.\d+|[\d.]+ ?%|\d+/\d+|0|1", one) for one in figures):
            shares = ", ".join(f"{name}: {share}" for name, share in value.items())
            return Message("classes of calls are {example}", example=f"classes: {{inbound: {{{key}: {{{shares}}}}}}}")
        if len(figures) > 3 and all(figure_in(one) for one in figures):
            listed = ", ".join(figure_in(one) or one for one in figures)
            return Message("one figure a month is a list: {example}", example=f"minutes: [{listed}]")
    if key in ("format", "vendor", "name"):
        return Message("a usage file has no {key}; leave it out", key=key)
    if key in OPTIONS:
        typed = f" {value}" if isinstance(value, str) else ""
        return Message("that is an option: {option}", option=f"--{key}{typed}")
    if key in ("balances", "package", "remaining", "left", "plan", "current_plan", "today", "until", "expires"):
        return Message("such as {example}", example=str(example_at(("current",))))
    return None


def _elsewhere(key: str, value: Any, whole: type[BaseModel]) -> Message | None:
    """Return where a key, or what is called so, stands: in which part of the file."""
    places = places_of(whole)
    name = next((one for one in (key.casefold(), *also_called(key)) if one in places), None)
    if name is None or issubclass(whole, RootModel):
        return None
    around = places[name]
    example = example_at((around, name), value) or item_of(around) or name
    if name == "rounding" and isinstance(value, str) and increment_meant(value):
        return None
    if EXAMPLES.get(around, "").startswith("{"):
        example = f"{around}: {{{example}}}"
    place = around or Term("the file")
    return Message("{key} is a key of {around}: {example}", key=name, around=place, example=example)
