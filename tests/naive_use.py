"""The naive reckoning of a month's use: which charge prices what, and what is due for what balances leave."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import naive_prices as prices
from naive_prices import NotServed, number

SERVICES = ("inbound", "callback", "outbound", "sms", "missed_callback", "voicemail")
CALLS = ("inbound", "callback", "outbound")
EVENTS = ("missed_callback", "voicemail")

Draw = Callable[[str, Fraction, dict[str, Any]], Fraction]
"""Draws units of a service and class from balances, and returns what they do not cover."""


def true(part: dict[str, Any], key: str) -> bool:
    return part.get(key) == "true"


def serves(balance: dict[str, Any], service: str, minimum: tuple[str, ...] = ()) -> bool:
    """Tell whether a balance is for a service, for fees, or for what a minimum adds that counts some of them."""
    wanted = balance.get("for")
    if isinstance(wanted, str):
        wanted = [wanted]
    if service == "minimum":
        if not in_money(balance):
            return False
        fees = "fees" in minimum and serves(balance, "fees")
        return fees or ("usage" in minimum and any(serves(balance, one) for one in SERVICES))
    if wanted is not None:
        return service in wanted
    if "minutes" in balance:
        return service in CALLS
    if "units" in balance:
        return service not in (*CALLS, "fees")
    return service != "fees"


def in_money(balance: dict[str, Any]) -> bool:
    return "minutes" not in balance and "units" not in balance


class Counts:
    """What counters counted since they last started anew, and what was due once in their steps."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.counters = plan.get("counters", {})
        self.total: dict[str, Fraction] = {}
        self.spent: dict[Any, Fraction] = {}

    def begin(self, month: int) -> None:
        for name, counter in self.counters.items():
            if month % (12 if counter["every"] == "year" else 1) == 0:
                self.total[name] = Fraction(0)
                self.spent = {key: units for key, units in self.spent.items() if key[0] != name}


def lines(plan: dict[str, Any], usage: dict[str, Any], month: int, draw: Draw, counts: Counts) -> list[dict[str, Any]]:
    """Return each charge that is used with what is due for it (``due``), and how that divides among classes."""
    counts.begin(month)
    found = [one for service in SERVICES for one in _charges(plan, usage, service, month)]
    for line in found:
        charge = line["charge"]
        for part in line["parts"]:
            part["left"] = part["units"]
            if "meter" not in charge:
                part["left"] = draw(line["service"], part["units"], part["cell"])
        line["units"] = sum((part["units"] for part in line["parts"]), start=Fraction(0))
        line["left"] = sum((part["left"] for part in line["parts"]), start=Fraction(0))
        if "from_balances" in charge and line["service"] not in EVENTS and line["left"] > 0:
            raise NotServed(line["service"])
        line["counts"] = line["units"] if true(charge.get("tiers", {}), "count_included") else line["left"]
        line["for_units"] = Fraction(0)
        if "tiers" not in charge and "rounding" not in charge:
            line["for_units"] = prices.step_price(charge, line["left"])
        elif "tiers" in charge and "by" not in charge["tiers"]:
            before = line["counts"] - line["left"]
            line["for_units"] = prices.ladder(charge["tiers"], line["left"], before, line["counts"])
    for name, counter in plan.get("counters", {}).items():
        _count(name, [one for id in counter["counts"] for one in found if one["charge"].get("id") == id], counts)
    for line in found:
        for part in line["parts"]:
            share = part["left"] / line["left"] if line["left"] else Fraction(0)
            part["due"] = line["for_units"] * share + part["of_calls"]
        line["due"] = sum((part["due"] for part in line["parts"]), start=Fraction(0))
    return found


def _count(name: str, members: list[dict[str, Any]], counts: Counts) -> None:
    """Price the charges whose steps go by a counter."""
    reached = counts.total[name] + sum((one["counts"] for one in members), start=Fraction(0))
    here: list[tuple[dict[str, Any], Any, Fraction, Any]] = []
    for one in members:
        tiers = one["charge"].get("tiers", {})
        if tiers.get("by") == name:
            start = counts.total[name] + one["counts"] - one["left"]
            for low, step, units in prices.steps_of(tiers, one["left"], start, reached):
                if "per_block" not in step:
                    one["for_units"] += prices.step_price(step, units)
                here.append((one, step, units, (name, low, prices.top_of(step))))
        counts.total[name] += one["counts"]
    for key in ("flat", "per_block"):
        # What is one for all that count in a step is divided among those who have it there, by their units.
        sharing = [(*entry[:3], (*entry[3], key)) for entry in here if key in entry[1] and not _is_zero(entry[1], key)]
        units_at: dict[Any, Fraction] = {}
        for _, _, units, place in sharing:
            units_at[place] = units_at.get(place, Fraction(0)) + units
        for one, step, units, place in sharing:
            if units:
                before, now = counts.spent.get(place, Fraction(0)), units_at[place]
                due = _once(step, key, before + now) - _once(step, key, before)
                one["for_units"] += due * units / now
        for place, units in units_at.items():
            counts.spent[place] = counts.spent.get(place, Fraction(0)) + units


def _is_zero(step: dict[str, Any], key: str) -> bool:
    return key == "flat" and step[key] != "unknown" and number(step[key]) == 0


def _once(step: dict[str, Any], key: str, units: Fraction) -> Fraction:
    if key == "per_block":
        return prices.blocks(step["per_block"], units)
    return number(step["flat"]) if units > 0 else Fraction(0)


def _charges(plan: dict[str, Any], usage: dict[str, Any], service: str, month: int) -> list[dict[str, Any]]:
    """Return the charges that price a service, each with its use by classes that other balances serve."""
    quantity, calls = usage.get(service, (Fraction(0), Fraction(0)))
    if not quantity:
        return []
    factor, first = (_factor(usage, service, one) for one in (month, 0))
    charges = [charge for charge in plan.get("charges", []) if charge["for"] == service]
    balances = plan.get("balances", [])
    held = any(not in_money(one) and serves(one, service) for one in balances)
    if not charges and not held:
        if service in EVENTS:
            return []
        raise NotServed(service)

    def dearness(cell: dict[str, Any]) -> Any:
        """Return what a month of calls of one class costs at once, before any allowance; None where it is unknown."""
        try:
            cost = Fraction(0)
            for charge in _closest(charges, cell):
                part = _measured(charge, quantity * first, calls * first, usage.get("lengths"))
                cost += part["of_calls"]
                if "tiers" in charge:
                    cost += prices.ladder(charge["tiers"], part["units"], Fraction(0), part["units"])
                elif "rounding" not in charge:
                    cost += prices.step_price(charge, part["units"])
            return cost
        except NotServed:
            return None

    covering = {"id": service, "for": service, "from_balances": "true"}
    found: dict[int, dict[str, Any]] = {}
    for cell, share in prices.cells(plan, charges, usage.get("classes", {}).get(service, {}), dearness):
        priced = _closest(charges, cell)
        if not any("meter" not in one for one in priced):
            if not held:
                raise NotServed(service)
            priced = [covering, *priced]
        for charge in priced:
            if "reject" in charge:
                raise NotServed(service)
            place = -1 if charge is covering else charges.index(charge)
            line = found.setdefault(place, {"service": service, "charge": charge, "parts": []})
            serving = tuple(prices.fits(one.get("when"), cell) for one in balances)
            part = next((one for one in line["parts"] if one["serving"] == serving), None)
            if part is None:
                part = {"serving": serving, "cell": cell, "share": Fraction(0)}
                line["parts"].append(part)
            part["share"] += share
    for line in found.values():
        for part in line["parts"]:
            share = part["share"] * factor
            part.update(_measured(line["charge"], quantity * share, calls * share, usage.get("lengths")))
    return [found[place] for place in sorted(found)]


def _closest(charges: list[dict[str, Any]], cell: dict[str, Any]) -> list[dict[str, Any]]:
    """Return, for each meter, the charge that fits a class most closely."""
    found = []
    for meter in dict.fromkeys([None, *(charge.get("meter") for charge in charges)]):
        able = [one for one in charges if one.get("meter") == meter and prices.fits(one.get("when"), cell)]
        if able:
            found.append(max(able, key=lambda one: len(one.get("when", {}))))
    return found


def _factor(usage: dict[str, Any], service: str, month: int) -> Fraction:
    """Return what a month's use is multiplied with."""
    factor = usage.get("by_month", {}).get(service, [Fraction(1)] * 1000)[month]
    if usage.get("season"):
        factor *= usage["season"][month % 12]
    if usage.get("growth"):
        percent, every = usage["growth"]
        for _ in range(every, month + 1, every):
            factor *= 1 + percent / 100
    return Fraction(factor)


def text(value: Any) -> Any:
    found = value.get("value", value.get("assumed")) if isinstance(value, dict) else value
    if found == "unknown":
        raise NotServed("unknown")
    return found


def _measured(charge: dict[str, Any], quantity: Fraction, calls: Fraction, lengths: Any) -> dict[str, Any]:
    """Return the billed units, and what the calls cost beside them."""
    legs = int(number(charge.get("legs", 1)))
    increment, free = str(text(charge.get("increment", "exact"))), number(charge.get("free_seconds", 0))
    mean = quantity * 60 / calls if calls else Fraction(180)
    units = quantity * legs
    if increment != "exact" or free:
        units = calls * prices.billed_minutes(increment, mean, free, lengths) * legs
    each = number(charge.get("per_call", 0)) + number(charge.get("connect_fee", 0))
    if "rounding" in charge:
        rule = charge["rounding"]
        rate = number(charge.get("per_minute", 0)) * legs
        each = prices.rounded_call(rate, each, int(rule["decimals"]), rule["mode"], increment, mean, free, lengths)
    if "long_call_fee" in charge:
        past = number(charge["long_call_fee"]["past_seconds"])
        each += number(charge["long_call_fee"]["price"]) * prices.share_past(past, mean, lengths)
    return {"units": units, "of_calls": calls * each}
