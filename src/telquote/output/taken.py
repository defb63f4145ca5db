"""What an answer takes for granted about plans, in a few words."""

from collections.abc import Iterator, Mapping, Sequence

from telquote.decisions.assumptions import Assumption
from telquote.language import Message
from telquote.language.measures import Name, Price, Typed
from telquote.output.questions import called, is_price
from telquote.output.report import ACT, CAREFUL, Label, Speaker
from telquote.plans.offers import Offer


def taken_as(
    offers: Mapping[str, Offer], resting: Sequence[tuple[str, Sequence[Assumption]]], currency: str
) -> Iterator[Message]:
    """Yield what is taken for granted about plans (by their ids) and may be something else, each once."""
    alike: dict[object, tuple[Assumption, dict[str, Name]]] = {}
    for plan, assumptions in resting:
        vendor = offers[plan].vendor
        for one in assumptions:
            if not one.options or one.of_usage:
                continue
            own = one.asks if one.asks == "increment" else (vendor.vendor, one.name, one.alternatives, one.because)
            alike.setdefault((own, one.value), (one, {}))[1][vendor.vendor] = Name(vendor.name)
    everyone = {offer.vendor.vendor for offer in offers.values()}
    for one, vendors in alike.values():
        said = _taken(one, next(iter(vendors.values())), currency)
        if one.asks == "increment" and vendors.keys() != everyone:
            said = Message("{who}: {what}", who=list(vendors.values()), what=said)
        yield said


def taken_or_ask(taken: str, ask: tuple[str, ...], say: Speaker) -> Label:
    """Return what is taken for granted, if anything, and the command that says what else to ask."""
    command = Typed(ask)
    if taken:
        return Label(say("Taken as"), say("{taken}. Others: {command}", taken=taken, command=command), CAREFUL)
    return Label(say("Ask"), say("What else to ask: {command}", command=command), ACT)


def _taken(one: Assumption, vendor: Name, currency: str) -> Message:
    if one.asks == "increment" and one.value == "exact":
        return Message("calls not rounded up")
    if one.asks == "increment" and one.value == "60/60":
        return Message("calls rounded up to whole minutes")
    if one.value is None:
        return Message("{vendor} {figure}", vendor=vendor, figure=called(one))
    money = currency if is_price(one) else None
    others = [Price(value, None if value != one.alternatives[-1] else money) for value in one.alternatives]
    text = "{vendor} {figure} {value} (or {others})"
    return Message(text, vendor=vendor, figure=called(one), value=Price(one.value, money), others=others)
