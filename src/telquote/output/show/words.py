"""What figures and items are called where it is said what a plan costs."""

from collections.abc import Sequence

from telquote.language import Message, Term
from telquote.output.items import classes_text
from telquote.output.report import Speaker
from telquote.plans.charges import Charge
from telquote.plans.plan import Item

UNITS = {
    "per_minute": Message("a minute"),
    "per_call": Message("a call"),
    "per_unit": Message("each"),
    "connect_fee": Message("a call"),
    "free_seconds": Message("seconds of each call"),
    "percent": Message("percent"),
}
"""Of what a figure is, by its last key."""


FIGURES = {
    "connect_fee": Message("connect fee"),
    "free_seconds": Message("free of charge"),
    "long_call_fee.price": Message("fee for a long call"),
    "long_call_fee.past_seconds": Message("seconds past which a call is long"),
    "legs": Message("billed legs"),
    "credit": Message("credit"),
    "minutes": Message("minutes"),
    "units": Message("units"),
    "valid": Message("validity"),
    "validity_price": Message("part of the price that buys validity alone"),
    "rollover.at_most": Message("carried over at most"),
    "per_block.minutes": Message("minutes in a block"),
    "per_block.units": Message("units in a block"),
    "flat": Message("flat amount"),
    "up_to": Message("end of the step"),
    "minimum.price": Message("least bill"),
    "tax.percent": Message("tax"),
}
"""What a figure is that is no main price, by its keys."""


def label_of(item: Item, charges: Sequence[Charge], say: Speaker) -> str:
    """Return what an item is called; of charges alike in service and classes by their ids, too."""
    if item.name is not None:
        return _within(say(item.name))
    if not isinstance(item, Charge):
        return item.id
    alike = [one for one in charges if (one.service, one.when) == (item.service, item.when)]
    label = say(Term(item.service)).replace("_", " ")
    if item.when:
        label = say("{what} ({classes})", what=label, classes=classes_text(item.when))
    return say("{what} ({classes})", what=label, classes=item.id) if len(alike) > 1 else label


def _within(name: str) -> str:
    """Return a name as it stands inside a line: without the capital of its first word, unless it is one throughout."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
