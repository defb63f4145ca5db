"""How a usage changes from month to month."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from telquote.exact import Exact
from telquote.language import Message, MessageError
from telquote.plans.document import Path


class Problem(NamedTuple):
    """What a usage cannot be: the paths of the figures that are at odds, why, and what to do."""

    paths: tuple[Path, ...]
    message: Message
    advice: Message | None = None


class UsageError(MessageError):
    """A usage that contradicts itself, or does not say enough; ``problems`` are all there are."""

    def __init__(
        self, message: Message, advice: Message | str | None = None, problems: tuple[Problem, ...] = ()
    ) -> None:
        super().__init__(message, advice)
        self.problems = problems


def mean_and_factors(months: Sequence[Exact]) -> tuple[Fraction, tuple[Fraction, ...]]:
    """Return the mean of the figures of some months, none of them below 0, and each as a factor of it."""
    mean = sum((Fraction(one) for one in months), start=Fraction(0)) / len(months)
    return mean, tuple(Fraction(one) / mean if mean else Fraction(0) for one in months)


def listed_too_few(count: int, figures: Iterable[str]) -> UsageError:
    """Return what is said where fewer months are listed than are compared."""
    message = Message("the usage lists {count} months, and more are compared", count=count)
    return UsageError(message, None, (Problem(tuple((name,) for name in figures), message),))


class Growth(NamedTuple):
    """So many percent more (below 0: less) after every so many months."""

    percent: Fraction
    every: int


class Pattern(NamedTuple):
    """What a month's use is multiplied with: its own value of a list, its place in the year, and growth.

    ``values`` holds one factor a month from the first on; ``season`` one for each month of a year, from the first month
    of the service on. ``figures`` names what of a usage it changes.
    """

    values: tuple[Fraction, ...] | None = None
    season: tuple[Fraction, ...] | None = None
    growth: Growth | None = None
    figures: tuple[str, ...] = ()

    def factor(self, month: int) -> Fraction:
        """Return the factor of a month, counted from 0.

        Raises ``UsageError`` for a month past the end of a list.
        """
        factor = Fraction(1)
        if self.values is not None:
            if month >= len(self.values):
                raise listed_too_few(len(self.values), self.figures)
            factor = self.values[month]
        if self.season is not None:
            factor *= self.season[month % len(self.season)]
        if self.growth is not None:
            factor *= (1 + self.growth.percent / 100) ** (month // self.growth.every)
        return factor
