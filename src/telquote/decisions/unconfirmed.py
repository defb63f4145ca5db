"""What nobody has confirmed, as figures that move in all plans at once, and what each plan costs as they do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from telquote.billing.criteria import Criterion
from telquote.billing.quote import cost_of
from telquote.billing.refusals import NotOffered
from telquote.billing.resolve import terms_of
from telquote.billing.simulation import bill
from telquote.billing.tariff import Tariff, tariff_of
from telquote.billing.terms import Terms
from telquote.decisions.assumptions import Assumption, Option
from telquote.plans.figure_paths import figures
from telquote.plans.figures import Value
from telquote.plans.offers import Offer
from telquote.usage.profile import Usage

Combination = tuple[tuple[int, int], ...]
"""Which unconfirmed figures are otherwise than taken: pairs of a figure's place and its option, from 1, in order."""

AS_TAKEN: Combination = ()


_OF_BILLED_LENGTH = ("increment", "call_length", "call_lengths")


class Unconfirmed(NamedTuple):
    """One figure that nobody has confirmed, in all ``plans`` that take it for one reason, by their ids.

    Increments that are taken for one reason are one figure, whatever they are of; what is taken for granted about the
    usage is one figure in all plans.
    """

    plans: Mapping[str, tuple[Assumption, ...]]
    options: tuple[Option, ...]

    @property
    def first(self) -> Assumption:
        """Return it as the first plan in rank has it."""
        return next(iter(self.plans.values()))[0]


def unconfirmed(movable: Mapping[str, Sequence[Assumption]]) -> tuple[Unconfirmed, ...]:
    """Return the unconfirmed figures of some plans, by the ids of these and in their order, the usage's last."""
    groups: dict[object, dict[str, list[Assumption]]] = {}
    for plan, assumptions in movable.items():
        for one in assumptions:
            groups.setdefault(_key(one), {}).setdefault(plan, []).append(one)
    found = [
        Unconfirmed({plan: tuple(own) for plan, own in group.items()}, _options(group)) for group in groups.values()
    ]
    return tuple(sorted((one for one in found if one.options), key=lambda one: one.first.of_usage))


def _key(one: Assumption) -> object:
    if one.of_usage:
        return one.path
    if one.asks == "increment":
        return one.asks, one.value, one.because
    return one.name, one.value, one.says if one.value is None else None, one.because


def _options(group: Mapping[str, Sequence[Assumption]]) -> tuple[Option, ...]:
    """Return what a figure may be in any plan, but what every plan takes it for already."""
    members = [one for own in group.values() for one in own]
    taken = {one.value for one in members}
    options = {option.written: option for one in members for option in one.options}
    return tuple(option for written, option in options.items() if taken != {written})


class Totals:
    """What each plan costs at any combination of what is not confirmed, each looked at once.

    ``figures`` are all that any plan has, ``own`` which of them can touch a plan, by its id.
    """

    def __init__(
        self,
        offers: Mapping[str, Offer],
        figures: Sequence[Unconfirmed],
        usage: Usage,
        months: int,
        by: Criterion,
        as_taken: Mapping[str, Fraction],
    ) -> None:
        self.figures, self.usage, self.months, self.by = tuple(figures), usage, months, by
        self.own = {plan: tuple(at for at, one in enumerate(figures) if plan in one.plans) for plan in offers}
        self.simulations = 0
        self._offers = offers
        self._calls = {at: one.first for at, one in enumerate(figures) if one.first.of_calls}
        self._guessed = {plan for one in figures if one.first.asks == "class" for plan in one.plans}
        self._known: dict[tuple[str, Combination], Fraction | None] = {
            (plan, AS_TAKEN): total for plan, total in as_taken.items()
        }
        self._usages: dict[Combination, Usage] = {AS_TAKEN: usage}
        self._costs: dict[object, Fraction] = {}
        self._on_calls: dict[tuple[str, Combination], tuple[bool, bool]] = {}

    def of(self, plan: str, at: Combination) -> Fraction | None:
        """Return what a plan costs at a combination; None where it is not offered there."""
        own = self.own[plan]
        return self._of(plan, tuple((figure, option) for figure, option in at if figure in own))

    def _of(self, plan: str, at: Combination) -> Fraction | None:
        if (plan, at) not in self._known:
            fewer = self._that_matter(plan, at)
            self._known[plan, at] = self._of(plan, fewer) if fewer != at else self._simulated(plan, at)
        return self._known[plan, at]

    def _that_matter(self, plan: str, at: Combination) -> Combination:
        """Return a combination without how long calls are, where no charge depends on it as the rest stands."""
        rest = tuple(one for one in at if one[0] not in self._calls)
        if rest == at or plan in self._guessed:
            return at
        if (plan, rest) not in self._on_calls:
            try:
                terms = self._terms(plan, rest)
            except NotOffered:
                return rest
            counted = any(charge.needs_calls or use.minutes_assumed for charge, use in terms.uses)
            single = any(charge.needs_calls and charge.of_lengths for charge, _ in terms.uses)
            self._on_calls[plan, rest] = counted, single
        counted, single = self._on_calls[plan, rest]
        if single:
            return at
        return tuple(one for one in at if one in rest or (counted and self._calls[one[0]].asks == "call_length"))

    def _terms(self, plan: str, at: Combination) -> Terms:
        return terms_of(*self._moved(self._offers[plan], at))

    def _moved(self, offer: Offer, at: Combination) -> tuple[Offer, Usage]:
        moved = offer
        for figure, number in at:
            option = self.figures[figure].options[number - 1]
            for assumption in self.figures[figure].plans[offer.id]:
                if assumption.keys is not None:
                    moved = moved.with_figure(assumption.keys, Value(option.amount))
                for path, amount in option.figures:
                    keys = next((one.keys for one in figures(moved.plan) if path in (one.path, one.long_path)), None)
                    moved = moved if keys is None else moved.with_figure(keys, Value(amount))
        return moved, self._usage(
            tuple((figure, number) for figure, number in at if self.figures[figure].first.of_usage)
        )

    def _usage(self, at: Combination) -> Usage:
        """Return the usage with what is taken for granted about it otherwise."""
        if at not in self._usages:
            (figure, number), before = at[-1], self._usage(at[:-1])
            self._usages[at] = _with(before, self.figures[figure].options[number - 1])
        return self._usages[at]

    def _simulated(self, plan: str, at: Combination) -> Fraction | None:
        try:
            tariff = tariff_of(self._terms(plan, at))
            billed = self._billed(plan, at, tariff)
            if billed not in self._costs:
                self.simulations += 1
                self._costs[billed] = Fraction(cost_of(bill(tariff, self.months), self.by))
            return self._costs[billed]
        except NotOffered:
            return None

    def _billed(self, plan: str, at: Combination, tariff: Tariff) -> object:
        """Return what decides a cost: the figures but those that only say how long the billed calls are, and the use.

        Calls of exactly three minutes are billed as long as they last, in whole minutes too.
        """
        rest = tuple(one for one in at if self.figures[one[0]].first.asks not in _OF_BILLED_LENGTH)
        return plan, rest, tariff.scales, tuple((line.parts, line.pattern) for line in tariff.lines)


def _with(usage: Usage, option: Option) -> Usage:
    for field, value in option.usage:
        if field == "classes":
            service, of, name = value
            shares = {**usage.classes.get(service, {}), of: {name: Fraction(1)}}
            usage = replace(usage, classes={**usage.classes, service: shares})
        else:
            usage = replace(usage, **{field: value})
    return usage


def combinations(figures: Sequence[tuple[int, int]]) -> Iterator[Combination]:
    """Yield every combination of some figures, given by their places and how many options each has; as taken first."""
    if not figures:
        yield AS_TAKEN
        return
    (figure, options), rest = figures[0], figures[1:]
    for option in range(options + 1):
        for others in combinations(rest):
            yield ((figure, option), *others) if option else others


def changed(at: Combination, figure: int, option: int) -> Combination:
    """Return a combination with one figure at another option (0: as taken)."""
    others = tuple(one for one in at if one[0] != figure)
    return tuple(sorted((*others, (figure, option)))) if option else others
