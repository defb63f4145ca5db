"""What a plan costs, a line for each figure: in words what it is, its value, and of what it is the price."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from telquote.decisions.assumptions import as_written
from telquote.language import Message, Term, listed
from telquote.language.measures import Count
from telquote.output.items import BUY, EVERY, classes_text, further_terms
from telquote.output.report import Speaker
from telquote.output.show.words import FIGURES, UNITS, label_of
from telquote.plans.balances import Balance
from telquote.plans.charges import Charge
from telquote.plans.fees import Fee
from telquote.plans.figure_paths import Figure, Keys, figures
from telquote.plans.figures import Value
from telquote.plans.offers import Offer
from telquote.plans.plan import Item
from telquote.plans.scalars import INCREMENT, Duration, Increment

Own = Mapping[Keys, Figure]
"""The figures of one item, by their keys within it."""


class Cost(NamedTuple):
    """A line of what a plan costs; ``unconfirmed`` where no source gives the figure, or it is unknown."""

    what: str
    value: str = ""
    unconfirmed: bool = False
    of: str = ""


def costs_of(offer: Offer, say: Speaker) -> list[Cost]:
    """Return a line for each figure of a plan but its minimum term; what is certain may stand in another's line."""
    plan = offer.plan
    found = list(figures(plan))
    lines: list[Cost] = []
    parts: tuple[tuple[str, Sequence[Item]], ...] = (
        ("balances", plan.balances),
        ("fees", plan.fees),
        ("charges", plan.charges),
    )
    for part, items in parts:
        for index, item in sorted(enumerate(items), key=lambda one: _is_gift(one[1])):
            own = {one.keys[2:]: one for one in found if one.keys[:2] == (part, index)}
            lines += _Lines(offer, say, item, label_of(item, plan.charges, say), own).all()
    lines += _increments(offer, [one for one in found if one.kind is INCREMENT], say)
    own = {one.keys[1:]: one for one in found if one.keys[0] == "bill"}
    return lines + _Lines(offer, say, None, say("bill"), own).all()


def _is_gift(item: Item) -> bool:
    return isinstance(item, Balance) and item.price is not None and item.price.amount == 0


class _Lines:
    """Makes the lines of one item (none: of the bill), and knows which figures have been told."""

    def __init__(self, offer: Offer, say: Speaker, item: Item | None, name: str, own: Own) -> None:
        self.offer, self.say, self.item, self.name, self.own = offer, say, item, name, own
        self.told = {keys for keys, one in own.items() if one.kind is INCREMENT}

    def all(self) -> list[Cost]:
        """Return the lines of the item."""
        item = self.item
        lines = [*self._account(), *self._content(), *self._price(), *self._steps()]
        if item is not None and not lines:
            lines.append(Cost(self.name, of=self.say.row(self._terms())))
        return [*lines, *self._rest()]

    def _terms(self) -> list[str]:
        """Return what the first line of the item says of it beside its price."""
        item, say = self.item, self.say
        if item is None:
            return []
        terms = []
        if isinstance(item, Balance):
            if self._merged(("valid",)):
                terms.append(say("valid {duration}", duration=value_text(self.own["valid",].value.amount, say)))
            if item.services:
                terms.append(listed((say(Term(service)) for service in item.services), say.language))
            if item.when:
                terms.append(classes_text(item.when))
        if isinstance(item, Charge) and self._merged(("legs",)):
            terms.append(say("on each of {legs} legs", legs=self.own["legs",].value.amount))
        further = further_terms(item, say)
        return [*further[:1], *terms, *further[1:]] if isinstance(item, Balance) else [*further, *terms]

    def _merged(self, keys: Keys) -> bool:
        """Tell whether a figure is certain and not yet told, and count it as told."""
        figure = self.own.get(keys)
        if figure is None or keys in self.told or _doubtful(figure.value):
            return False
        item_source = (self.item.source if self.item else None) or self.offer.plan.source
        if figure.value.source and figure.value.source != item_source:
            return False
        self.told.add(keys)
        return True

    def _line(self, what: str, keys: Keys, of: Sequence[str], more: Sequence[str] = ()) -> Cost:
        figure = self.own[keys]
        self.told.add(keys)
        value = figure.value
        doubtful = value.amount is None or value.assumed
        parts = [self.say.clauses(of), *_doubts(value, self, more)] if of else list(_doubts(value, self, more))
        return Cost(what, value_text(value.amount, self.say), doubtful, self.say.row(parts))

    def _account(self) -> Iterator[Cost]:
        item = self.item
        if not isinstance(item, Balance) or item.top_up is None:
            return
        terms = [one for one in self._terms() if one != self.say(BUY["always"])]
        yield self._line(self.say("first top-up of {name}", name=self.name), ("top_up", "first"), terms, self._note())
        later = self.say("later top-ups of {name}", name=self.name)
        if item.top_up.then is not None:
            yield self._line(later, ("top_up", "then"), [self.say("each, or several of them")])
        if item.top_up.at_least is not None:
            yield self._line(later, ("top_up", "at_least"), [self.say("at least")])

    def _content(self) -> Iterator[Cost]:
        """Yield what a balance holds: as its own line where it is a gift, else behind its price."""
        item = self.item
        if not isinstance(item, Balance) or item.top_up is not None:
            return
        content = next(key for key in ("credit", "minutes", "units") if (key,) in self.own)
        price = self.own.get(("price",))
        unit = [] if content == "credit" else [self.say(FIGURES[content])]
        if price is None or (price.value.amount == 0 and self._merged(("price",))):
            yield self._line(self.name, (content,), [*unit, *self._terms()], self._note())
        elif self._merged((content,)):
            holds = self.say("holds {what}", what=self._quantity(content, self.own[content,].value.amount))
            yield self._line(self.name, ("price",), [holds, *self._terms()], self._note())

    def _price(self) -> Iterator[Cost]:
        """Yield the main price of a charge or fee, and of a balance whose content has a line of its own."""
        for keys in (("per_minute",), ("per_call",), ("per_unit",), ("per_block", "price"), ("price",)):
            if keys in self.own and keys not in self.told and self.item is not None:
                yield self._line(self.name, keys, [*self._unit(keys), *self._terms()], self._note())

    def _unit(self, keys: Keys) -> list[str]:
        key, say = str(keys[-1]), self.say
        if key == "price" and "per_block" in keys:
            for size in ("minutes", "units"):
                if self._merged((*keys[:-1], size)):
                    held = self._quantity(size, self.own[(*keys[:-1], size)].value.amount)
                    return [say("for each block of {size}", size=held)]
            return [say("for each block")]
        if key == "per_minute" and isinstance(self.item, Charge) and self.item.service == "callback":
            return [say("a connected minute")]
        if key == "price" and isinstance(self.item, Fee):
            return [say(EVERY[self.item.every])]
        return [say(UNITS[key])] if key in UNITS else []

    def _quantity(self, content: str, held: Any) -> Message:
        if content == "minutes":
            return Message("{minutes}", minutes=Count(held, "minute"))
        return Message("{units} units" if content == "units" else "{units} of credit", units=held)

    def _steps(self) -> Iterator[Cost]:
        """Yield a line for each step of tiers, bands or a discount."""
        first = True
        low: Any = None
        for ladder in ("tiers", "bands", "discount"):
            name = self.say("discount on what usage costs a month") if ladder == "discount" else self.name
            indexes = sorted({int(keys[2]) for keys in self.own if keys[:2] == (ladder, "steps")})
            for index in indexes:
                here = (ladder, "steps", index)
                up = self.own.get((*here, "up_to"))
                certain = up is not None and up.value.amount is not None and not up.value.assumed
                high = up.value.amount if up is not None and certain else None
                if up is not None and certain:
                    self._merged((*here, "up_to"))
                what = self.say("{what}, {range}", what=name, range=_range(low, high, up is None))
                for keys in [keys for keys in self.own if keys[:3] == here and keys not in self.told]:
                    if keys[-1] == "up_to" or keys in self.told:
                        continue
                    flat = [self.say("once in the month")] if keys[-1] == "flat" else self._unit(keys)
                    if "per_block" in keys and isinstance(self.item, Charge) and self.item.tiers:
                        block = self.item.tiers.steps[index].per_block
                        flat += [self.say("blocks rounded {way}", way=Term(block.round))] if block else []
                    if "per_block" in keys and keys[-1] != "price":
                        size = self.say(FIGURES[f"per_block.{keys[-1]}"])
                        yield self._line(self.say("{what}: {figure}", what=what, figure=size), keys, [])
                        continue
                    terms, note = (self._terms(), self._note()) if first and self.item else ([], [])
                    yield self._line(what, keys, [*flat, *terms], note)
                    first = False
                low = high if certain else None

    def _rest(self) -> Iterator[Cost]:
        """Yield what has not been told, each figure in its own line."""
        for keys in [keys for keys in self.own if keys not in self.told]:
            if keys in self.told:
                continue
            plain = ".".join(str(key) for key in keys if not isinstance(key, int) and key not in LADDERS)
            named = FIGURES.get(plain)
            figure = self.say(named) if named else plain
            what = figure if self.item is None else self.say("{what}: {figure}", what=self.name, figure=figure)
            yield self._line(what, keys, self._unit(keys))

    def _note(self) -> list[str]:
        return [self.say(self.item.note)] if self.item is not None and self.item.note else []


LADDERS = ("tiers", "bands", "discount", "steps")


def _range(low: Any, high: Any, last: bool) -> Message:
    """Return which part of a quantity a step prices."""
    if last:
        return Message("the rest") if low is None else Message("above {low}", low=low)
    if high is None:
        return Message("a step whose end is not confirmed")
    return Message("up to {value}", value=high) if low is None else Message("{low} to {high}", low=low, high=high)


def _increments(offer: Offer, found: Sequence[Figure], say: Speaker) -> Iterator[Cost]:
    """Yield each billing increment once, with what is rounded so."""
    charges = {item.id: item for item in offer.plan.charges}
    alike: dict[object, list[Figure]] = {}
    for figure in found:
        value = figure.value
        source = value.source or charges[figure.item].source
        key = value.amount, value.because, value.alternatives, value.also, value.note, source, value.dated
        alike.setdefault(key, []).append(figure)
    for same in alike.values():
        names = [label_of(charges[figure.item], offer.plan.charges, say) for figure in same]
        lines = _Lines(offer, say, charges[same[0].item], "", {one.keys: one for one in same})
        yield lines._line(say("billing increment"), same[0].keys, [listed(dict.fromkeys(names), say.language)])


def value_text(amount: Any, say: Speaker) -> str:
    """Return a figure as its file writes it, with thousands marked."""
    if amount is None:
        return say("unknown")
    if isinstance(amount, Duration):
        return say(amount.words)
    if isinstance(amount, Increment) and amount.exact:
        return say("exact")
    return format(amount, ",f") if isinstance(amount, Decimal) else as_written(amount)


def _doubtful(value: Value[Any]) -> bool:
    """Tell whether a figure needs a line of its own."""
    return value.amount is None or value.assumed or bool(value.also or value.note or value.dated)


def _doubts(value: Value[Any], lines: _Lines, note: Sequence[str]) -> Iterator[str]:
    """Yield what else a figure may be, what other sources give, from when it holds, and what is noted."""
    say = lines.say
    if value.alternatives:
        yield say("or {values}", values=[value_text(other, say) for other in value.alternatives])
    for other in value.also:
        yield say("but {source} gives {value}", source=other.source, value=value_text(other.value, say))
    for one in value.dated[:-1]:
        yield say("before: {value}", value=value_text(one.value.amount, say))
    if value.dated and value.dated[-1].start:
        yield say("from {first} on", first=value.dated[-1].start.isoformat())
    source = value.source or (lines.item.source if lines.item else None)
    if source and source != lines.offer.plan.source:
        yield say("source: {source}", source=source)
    yield from note
    if value.note:
        yield say(value.note)
