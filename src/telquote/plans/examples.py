"""What stands behind a key that holds more than a word or a figure: an example of it, with what was typed put in."""

import re
from collections.abc import Mapping
from typing import Any

from telquote.plans.document import Path, Plain
from telquote.plans.slips import figure_in

EXAMPLES: Mapping[str, str] = {
    "plans": "- id: start",
    "charges": "- {id: inbound, for: inbound, per_minute: <0.12>}",
    "balances": "- {id: package, price: 100, minutes: <500>, for: inbound, buy: monthly}",
    "fees": "- {id: rental, price: <20>, every: month}",
    "requires": "- {id: contract, zh: 一年合约, en: a contract for a year}",
    "assumptions": "- {id: own-number, zh: 保留原号码, en: you keep your number, because: not said}",
    "facts": "- {en: there is a help line, source: page}",
    "call_lengths": "- {seconds: 60, calls: 10}",
    "bill": "{minimum: {price: <50>, every: month}}",
    "minimum": "{price: <50>, every: month}",
    "discount": "{mode: volume, steps: [{up_to: 200, percent: 0}, {percent: 5}]}",
    "tax": "{percent: <19>, included: false}",
    "bill.rounding": "{per: month, decimals: 2, mode: half_up}",
    "rounding": "{decimals: 2, mode: half_up}",
    "tiers": "{mode: graduated, steps: [{up_to: 1000, per_minute: 0.12}, {per_minute: 0.10}]}",
    "bands": "{mode: volume, steps: [{up_to: 10, price: 30}, {price: 25}]}",
    "tiers.steps": "[{up_to: 1000, per_minute: 0.12}, {per_minute: 0.10}]",
    "bands.steps": "[{up_to: 10, price: 30}, {price: 25}]",
    "discount.steps": "[{up_to: 200, percent: 0}, {percent: 5}]",
    "when": "{origin: <mobile>}",
    "limits": "{seats: {at_least: <3>}}",
    "limits.seats": "{at_least: <3>}",
    "limits.numbers": "{at_least: <3>}",
    "limits.channels": "{at_least: <3>}",
    "top_up": "{first: 100, at_least: <50>}",
    "rollover": "{months: <1>}",
    "per_block": "{price: <0.30>, minutes: 3, round: up}",
    "long_call_fee": "{price: <1>, past_seconds: 3600}",
    "counters": "{all: {counts: [inbound, outbound], every: month}}",
    "draws": "{callback: 2}",
    "defaults": "{source: page}",
    "advantages": "[a help line, free of charge]",
    "drawbacks": "[no app]",
    "cautions": "[notice 1 month]",
    "sources": "{page: {title: Price page, url: https://acme.example/prices}}",
    "recommended": "{en: take the small package, source: page}",
    "growth": "{percent: <5>, every: year}",
    "classes": "{inbound: {origin: {mobile: 60%, landline: 40%}}}",
    "current": "{plan: acme/start, balances: {package: {left: 1200, months: 20}}}",
    "increment": "60/60",
    "per_minute": "<0.12>",
    "valid": "<36> months",
    "minimum_term": "<24> months",
}
"""By the key, or by the key and the one around it; what may be typed stands in angle brackets."""

_TYPED = re.compile("<([^>]*)>")


def example_at(path: Path, typed: Any = None) -> str | None:
    """Return an example of what stands at a path, its key before it, with a figure or word that was typed in it."""
    keys = [str(step) for step in path if not isinstance(step, int)]
    around = EXAMPLES.get(".".join(keys[-2:])) or (EXAMPLES.get(keys[-1]) if keys else None)
    return None if around is None else f"{keys[-1]}: {_filled(around, typed)}"


def item_of(key: str) -> str | None:
    """Return what an item of a list of parts looks like."""
    example = EXAMPLES.get(key, "")
    return _filled(example) if example.startswith("- ") else None


def _filled(example: str, typed: Any = None) -> str:
    """Return an example with its one open place filled: by a number that was typed, or a word where one belongs."""
    places = _TYPED.findall(example)
    if len(places) == 1 and isinstance(typed, Plain):
        found = (
            figure_in(typed) if places[0][0].isdigit() else typed if re.fullmatch(r"[A-Za-z][\w-]*", typed) else None
        )
        if found:
            return _TYPED.sub(lambda _: found, example)
    return _TYPED.sub(r"\1", example)
