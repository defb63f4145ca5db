"""Who takes part in a break-even, who is offered nowhere in it, and what each rests on."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from telquote.billing.refusals import NotOffered
from telquote.billing.resolve import terms_of
from telquote.billing.simulation import run, simulate
from telquote.decisions.assumptions import Assumption, assumptions_of
from telquote.decisions.comparison import one_currency
from telquote.decisions.quantities import Case
from telquote.exact import Exact
from telquote.language import Message, MessageError
from telquote.plans.offers import Offer
from telquote.plans.selection import matching


class NoBreakeven(MessageError):
    """The contenders cannot be set against each other over what varies."""


class Entrant(NamedTuple):
    """A contender as it was named, and the plans that it stands for."""

    name: str
    offers: tuple[Offer, ...]


def check_entrants(entrants: Sequence[Entrant]) -> None:
    """Raise ``NoBreakeven`` for fewer than two contenders or one named twice, ``CannotCompare`` for two currencies."""
    names = [entrant.name for entrant in entrants]
    if len(entrants) < 2:
        raise NoBreakeven(Message("{names}: one contender", names=tuple(names)))
    for name in names:
        if names.count(name) > 1:
            raise NoBreakeven(Message("{name}: named twice", name=name))
    one_currency([offer for entrant in entrants for offer in entrant.offers])


Refusals = dict[str, tuple[tuple[str, Message], ...]]
"""Contenders that are offered nowhere, by name, each with its plans and why."""


def never_offered(entrants: Sequence[Entrant], offered: Container[str], at: Callable[[Offer], Case]) -> Refusals:
    """Return the contenders that are not among those ``offered``; ``at`` asks for a plan where it is looked at last."""
    never = [entrant for entrant in entrants if entrant.name not in offered]
    return {entrant.name: tuple((one.id, refusal_of(at(one))) for one in entrant.offers) for entrant in never}


def remaining(
    entrants: Sequence[Entrant], never: Refusals, ends: tuple[Exact, Exact], *, open_to_all: bool
) -> list[Entrant]:
    """Return the contenders but those that are never offered; raises ``NoBreakeven`` where they were named, or all."""
    rest = [entrant for entrant in entrants if entrant.name not in never]
    if open_to_all and len(rest) >= 2:
        return rest
    name, plans = next(iter(never.items()))
    first, last = ends
    parts = {"name": name, "first": first, "last": last, "reason": plans[0][1]}
    raise NoBreakeven(Message("{name}: not offered anywhere from {first} to {last} ({reason})", **parts))


def reasons(never: Refusals) -> tuple[tuple[str, Message], ...]:
    """Return the plans of contenders that are never offered, and why."""
    return tuple(one for plans in never.values() for one in plans)


def offers_of(entrants: Sequence[Entrant]) -> dict[str, Offer]:
    """Return the plans of some contenders, each once, by their ids."""
    return {offer.id: offer for entrant in entrants for offer in entrant.offers}


def resting_on(questions: Iterable[Case]) -> Iterator[tuple[str, tuple[Assumption, ...]]]:
    """Yield what the cost of each plan that is asked about rests on, by the plan's id: at the first that it serves."""
    known: set[str] = set()
    for asked in questions:
        if asked.offer.id in known:
            continue
        try:
            terms = terms_of(asked.offer, asked.usage)
            yield asked.offer.id, assumptions_of(asked.offer, asked.usage, terms, run(terms, asked.months))
        except NotOffered:
            continue
        known.add(asked.offer.id)


def refusal_of(asked: Case) -> Message:
    """Return why a plan is not offered."""
    try:
        simulate(*asked)
    except NotOffered as refusal:
        return refusal.reason
    raise AssertionError("the plan is offered")


def names_of(offers: Sequence[Offer], contenders: Sequence[str]) -> list[str]:
    """Return the contenders one by one: the plans that a glob stands for; every vendor where none is named."""
    if not contenders:
        return list(dict.fromkeys(offer.vendor.vendor for offer in offers))
    names: list[str] = []
    for name in contenders:
        names += [offer.id for offer in matching(offers, name)] if set("*?[") & set(name) else [name]
    return names
