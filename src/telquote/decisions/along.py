"""What a break-even needs to know of what varies: how far to look, who is cheapest where, what is asked of a plan."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Generic

from telquote.billing.criteria import Criterion
from telquote.decisions.entrants import Entrant, offers_of
from telquote.decisions.quantities import Case
from telquote.decisions.ranges import Ends, N, Range
from telquote.language import Message
from telquote.plans.offers import Offer
from telquote.usage.profile import Usage


class Along(ABC, Generic[N]):
    """Contenders along the values of a quantity or a price.

    What is here holds for both; ``OverQuantity`` and ``OverPrice`` say how each is looked at.
    """

    def __init__(self, entrants: Sequence[Entrant], usage: Usage, months: int, by: Criterion) -> None:
        self.entrants, self.usage, self.months, self.by = entrants, usage, months, by

    @property
    @abstractmethod
    def simulations(self) -> int:
        """Return how many simulations were run so far."""

    @property
    def long_run(self) -> Mapping[str, Fraction | None]:
        """Return what one more costs each contender in the long run, by its name, where that is looked for."""
        return {}

    @abstractmethod
    def ends(self, first: N | None, last: N | None, reach: int) -> tuple[Ends[N], str]:
        """Return the values to look at, and why the last is that: given, proven, bound.

        Where nothing proves an end a quantity is looked at up to ``reach`` at least. Raises ``NoBreakeven`` for none.
        """

    @abstractmethod
    def ranges(self, ends: Ends[N]) -> Iterator[Range[N]]:
        """Yield the ranges from one end to the other, with what each contender costs at both ends of each."""

    def offered_inside(self, name: str, ends: Ends[N]) -> bool:  # noqa: ARG002
        """Tell whether a contender that is offered at no end of any range is offered inside one."""
        return False

    def case(self, offer: Offer, at: N) -> Case:  # noqa: ARG002
        """Return what is asked of a plan at a value."""
        return Case(offer, self.usage, self.months)

    def cases(self, ranges: Sequence[Range[N]], ends: Ends[N]) -> Iterator[Case]:  # noqa: ARG002
        """Yield what each plan is asked, to see what its cost rests on; the first that it serves is taken."""
        for offer in offers_of(self.entrants).values():
            yield self.case(offer, ends.last)

    def moved(self, plan: str) -> str | None:  # noqa: ARG002
        """Return the assumption of a plan that is none any more as its value varies."""
        return None

    def not_offered(self, last: Range[N]) -> Iterator[tuple[str, Message]]:  # noqa: ARG002
        """Yield the plans of contenders that are not offered at the end of the ``last`` range, and why."""
        yield from ()

    def standing(self, ends: Ends[N]) -> Mapping[str, tuple[Range[N], ...]]:  # noqa: ARG002
        """Return which plan stands for each contender in which range, where that is looked for."""
        return {}
