"""A month of use, the same in every month of the horizon."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.affine import Affine, NotAffine
from telquote.exact import Exact
from telquote.language import Message
from telquote.plans.document import Document
from telquote.plans.services import (
    CALL_SERVICES,
    COUNTED_BY,
    MINUTES_AND_CALLS,
    USAGE_FIGURES,
    Service,
    in_minutes,
)
from telquote.usage.fields import PARTS, Current, figure
from telquote.usage.pattern import Growth, Pattern, Problem, UsageError, listed_too_few, mean_and_factors
from telquote.usage.rules import Lengths, broken_usage_rules, mean_of

MEAN_CALL_SECONDS = 180
"""Mean length taken where calls matter and the usage says neither their number nor their length.

Three minutes is the mean holding time that classical telephone-traffic engineering reckons with.
"""


class Use(NamedTuple):
    """How much of one service is used in a month: minutes (or units), and for calls their number.

    ``length_assumed`` tells that the number of calls rests on ``MEAN_CALL_SECONDS``, ``minutes_assumed`` that the
    minutes do. ``lengths`` pairs seconds with the share of calls of that length; None: exponentially distributed.
    ``pattern`` is how the use changes by month; None: not at all.
    """

    quantity: Any
    calls: Any = 0
    length_assumed: bool = False
    minutes_assumed: bool = False
    lengths: Lengths | None = None
    pattern: Pattern | None = None

    def share(self, share: Fraction) -> "Use":
        """Return so much of this use."""
        return self._replace(quantity=_times(self.quantity, share), calls=_times(self.calls, share))


UNUSED = Use(0)
"""No use at all."""


@dataclass(frozen=True, slots=True, repr=False)
class Usage:
    """What is used in a month. Minutes and units may be fractions; call lengths are mean seconds.

    Of calls, minutes and their mean length, two give the third. Seats, numbers and channels that are not said are
    taken as one. ``call_lengths`` pairs seconds with how many (or which share) of the calls are so long, in place of
    a mean; where no other calls are given they are the use. ``classes`` holds, by service and by what is classed, the
    share of each class, as in ``{"inbound": {"origin": {"mobile": Fraction(3, 5), "landline": Fraction(2, 5)}}}``.
    ``first_month`` is the share of the first month's days that is left when the service starts; None: all of it.
    ``by_month`` holds, by service,
    one factor of the use for each month, ``season`` one for each month of a year, for every service. ``current`` is the
    plan that the buyer has today; it changes nothing of what is used. ``length_taken`` and ``spread`` are what is taken
    where nothing is said of calls: their mean seconds, and that they are exponentially distributed around their mean
    (else all are as long). ``source`` is the file that states it, to point into.
    """

    minutes: Exact | None = None
    calls: Exact | None = None
    call_length: Exact | None = None
    callback_minutes: Exact | None = None
    callback_calls: Exact | None = None
    outbound_minutes: Exact | None = None
    sms: Exact = 0
    missed_callbacks: Exact = 0
    voicemails: Exact = 0
    seats: int | None = None
    numbers: int | None = None
    channels: int | None = None
    call_lengths: Lengths | None = None
    classes: Mapping[str, Mapping[str, Mapping[str, Fraction]]] = field(default_factory=dict)
    first_month: Fraction | None = None
    by_month: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    season: tuple[Fraction, ...] | None = None
    growth: Growth | None = None
    current: Current | None = None
    length_taken: int = MEAN_CALL_SECONDS
    spread: bool = True
    source: Document | None = field(default=None, compare=False, repr=False)
    _known: tuple[tuple[Service, Use], ...] | None = field(default=None, init=False, compare=False, repr=False)

    def __repr__(self) -> str:
        told = [one for one in fields(self) if one.repr and getattr(self, one.name) not in (None, 0, {}, one.default)]
        return f"Usage({', '.join(f'{one.name}={getattr(self, one.name)!r}' for one in told)})"

    def __post_init__(self) -> None:
        for name in _FIELDS:
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, figure(name, value))
        for name, exactly in PARTS.items():
            value = getattr(self, name)
            if value is not None and value != {}:
                object.__setattr__(self, name, exactly(name, value))
        problems = tuple(broken_usage_rules(self))
        if problems:
            raise UsageError(problems[0].message, problems[0].advice, problems)
        if self.call_lengths is not None:
            self._take_lengths(self.call_lengths)

    def _take_lengths(self, lengths: Lengths) -> None:
        """Keep a table of call lengths as shares, and their mean as the call length."""
        calls = sum((count for _, count in lengths), start=Fraction(0))
        object.__setattr__(self, "call_lengths", tuple((seconds, count / calls) for seconds, count in lengths))
        object.__setattr__(self, "call_length", mean_of(lengths))
        others = (self.callback_minutes, self.callback_calls, self.outbound_minutes)
        if self.minutes is None and self.calls is None and not any(others):
            object.__setattr__(self, "calls", calls)  # no other calls have these lengths: the listed ones are the use

    def uses(self) -> tuple[tuple[Service, Use], ...]:
        """Return each service and side event with its use, in billing order; reckoned once."""
        if self._known is None:
            object.__setattr__(self, "_known", tuple(self._uses() if self.alike else self._changing()))
        known: tuple[tuple[Service, Use], ...] = self._known or ()
        return known

    def _changing(self) -> Iterator[tuple[Service, Use]]:
        for service, use in self._uses():
            own = self.by_month.get(service)
            changes = own or self.season or self.growth
            figures = tuple(name for name, figure in USAGE_FIGURES.items() if figure.service == service)
            pattern = Pattern(own, self.season, self.growth, figures) if changes else None
            yield service, use._replace(pattern=pattern)

    def _uses(self) -> Iterator[tuple[Service, Use]]:
        for service, counts in COUNTED_BY.items():
            amount = getattr(self, counts.amount)
            if in_minutes(service):
                yield service, self._of_calls(amount, counts.calls and getattr(self, counts.calls))
            else:
                yield service, Use(amount) if amount else UNUSED

    def _of_calls(self, minutes: Any, calls: Any) -> Use:
        if minutes is None and not calls:
            return UNUSED
        if minutes is not None and calls is not None:
            return Use(minutes, calls, lengths=self._lengths(minutes, calls))
        length: Any = self.length_taken if self.call_length is None else self.call_length
        length = length if isinstance(length, Affine) else Fraction(length)
        assumed = self.call_length is None
        if minutes is None:
            return Use(calls * length / 60, calls, assumed, assumed, self._lengths(length, 60))
        return Use(minutes, minutes * 60 / length, assumed, lengths=self._lengths(length, 60))

    def _lengths(self, minutes: Any, calls: Any) -> Lengths | None:
        """Return the table of lengths of calls that last so many minutes in all; None where they are spread out."""
        if self.call_lengths is not None or self.spread or not calls:
            return self.call_lengths
        if isinstance(minutes, Affine):
            raise NotAffine
        return ((Fraction(minutes) * 60 / Fraction(calls), Fraction(1)),)

    def call_minutes_in(self, months: int) -> Fraction:
        """Return the minutes of all calls in so many months."""
        minutes = Fraction(0)
        for service, use in self.uses():
            if service in CALL_SERVICES and use.quantity:
                pattern = use.pattern
                factors = months if pattern is None else sum(map(pattern.factor, range(months)), start=Fraction(0))
                minutes += Fraction(use.quantity) * factors
        return minutes

    def in_months(self, months: int) -> "Usage":
        """Return the same use with the means of so many months, where months are listed, and no later month.

        Raises ``UsageError`` where fewer months are listed.
        """
        changed: dict[str, Any] = {}
        by_month: dict[str, tuple[Fraction, ...]] = {}
        for service, factors in self.by_month.items():
            names = [name for name, counted in USAGE_FIGURES.items() if counted.service == service]
            kept = factors[:months]
            if len(kept) < months:
                raise listed_too_few(len(kept), names)
            mean, by_month[service] = mean_and_factors(kept)
            for name in names:
                stated = getattr(self, name)
                changed[name] = None if stated is None else stated * mean
        return replace(self, **changed, by_month=by_month) if by_month else self

    @property
    def alike(self) -> bool:
        """Tell whether every month is used alike."""
        return not (self.by_month or self.season or self.growth)

    @property
    def varied(self) -> str:
        """Return the name of the field that stands for this usage's volume: the first that is used."""
        return next((name for name in USAGE_FIGURES if getattr(self, name)), "minutes")

    def with_volume(self, name: str, volume: Any) -> "Usage":
        """Return this usage with another volume in the field ``name``.

        What is given stays: the mean length of calls, else their number as the minutes vary, or the minutes as the
        calls do. Where nothing is given calls keep the length that is taken for them.
        """
        other = self.kept_beside(name)
        pair = next((pair for pair in MINUTES_AND_CALLS if name in pair), (name,))
        follows = {field: None for field in pair if field not in (name, other)}
        return replace(self, **{**follows, name: volume})

    def kept_beside(self, name: str) -> str | None:
        """Return the field of the calls that stay as the minutes in ``name`` vary, or of the minutes as the calls do.

        Then calls get longer, or shorter. None where it is the length of calls that stays. As the length of calls
        itself varies, it is the calls that are given.
        """
        if name == "call_length":
            return next((calls for _, calls in MINUTES_AND_CALLS if getattr(self, calls)), None)
        other = next((field for pair in MINUTES_AND_CALLS if name in pair for field in pair if field != name), None)
        return other if other is not None and self.call_length is None and getattr(self, other) else None

    def follows(self, name: str) -> str | None:
        """Return the field that is given and cannot stay as ``name`` varies, since the length of calls is given too."""
        other = next((field for pair in MINUTES_AND_CALLS if name in pair for field in pair if field != name), None)
        return other if other is not None and self.call_length is not None and getattr(self, other) else None


def nothing_to_change(usage: Usage) -> Problem | None:
    """Return that season or growth have nothing to multiply, where it is so."""
    if not (usage.season or usage.growth) or any(use.quantity for _, use in usage.uses()):
        return None
    message = Message("season and growth multiply what is used, and nothing is")
    write = Message("one figure a month is a list: {example}", example="minutes: [2000, 1500, ...]")
    return Problem((("season",), ("growth",)), message, write)


def _times(number: Any, share: Fraction) -> Any:
    return (number if isinstance(number, Affine) else Fraction(number)) * share


_FIELDS = tuple(one.name for one in fields(Usage) if one.name not in {*PARTS, "spread", "source", "_known"})
