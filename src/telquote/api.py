"""telquote from Python: what the commands answer, as values with types. Everything else is free to change."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from telquote.billing.criteria import CRITERIA, Criterion
from telquote.billing.ledger import Entry, Ledger
from telquote.billing.months import Month, by_month
from telquote.billing.quote import Quote, quote_of
from telquote.billing.resolve import terms_of
from telquote.billing.simulation import run
from telquote.decisions import breakeven as breakevens
from telquote.decisions import comparison
from telquote.decisions import sensitivity as moving
from telquote.decisions.answer import answer_of
from telquote.decisions.assumptions import Assumption, assumptions_of
from telquote.decisions.breakeven import Breakeven
from telquote.decisions.comparison import Comparison
from telquote.decisions.entrants import Entrant, names_of
from telquote.decisions.over_path import figure_of
from telquote.decisions.price_walk import Price
from telquote.decisions.quantities import NAMES, Quantity, quantity_named
from telquote.decisions.sensitivity import Finding
from telquote.errors import BadArgument, UsageError
from telquote.exact import DEFAULT_MONTHS, MOST_MONTHS, Exact, exact_text
from telquote.language import Message
from telquote.output.html import html_table
from telquote.plans.catalogue import Catalogue
from telquote.plans.diagnostics import nearest_name
from telquote.plans.offers import Offer
from telquote.plans.selection import matching, with_current
from telquote.usage.profile import Usage, nothing_to_change

Document = Mapping[str, Any]
"""A JSON document as the command of the same name gives it; ``schema/`` describes it."""

Plans = Catalogue | Iterable[Offer]
_NO_FILES = Catalogue((), "", {})


class Ranking(Comparison):
    """The answer of ``compare``: ``ranked`` plans, cheapest first, and those ``not_offered`` with the reason."""

    catalogue: Catalogue = _NO_FILES

    def __repr__(self) -> str:
        lead = ", ".join(f"{plan.offer.id} {_money(plan.quote.cost(self.by), self.currency)}" for plan in self.cheapest)
        return f"<{len(self.ranked)} plans over {self.months} months, by {self.by}; cheapest: {lead or 'none'}>"

    def to_dict(self) -> Document:
        """Return the document of ``telquote compare --format json``; raises ``NotOffered`` where no plan serves."""
        from telquote.output.compare.document import comparison_document

        found = moving.sensitivity(self, most_steps=moving.MOST_STEPS)
        return comparison_document(answer_of(self), found, self.catalogue)

    def _repr_html_(self) -> str:
        rows = [
            {
                "#": plan.rank,
                "plan": plan.offer.id,
                self.by: exact_text(plan.quote.cost(self.by)),
                "month 1": exact_text(plan.first_payment),
                "currency": self.currency,
            }
            for plan in self.ranked
        ]
        return html_table([*rows, *({"plan": one.offer.id, "#": one.reason.said("en")} for one in self.not_offered)])


class Breakevens(Breakeven[int | Fraction, Quantity | Price]):
    """The answer of ``breakeven``: the ``ranges`` with the contenders that are the cheapest in each."""

    catalogue: Catalogue = _NO_FILES

    def __repr__(self) -> str:
        over = self.over.path if isinstance(self.over, Price) else self.over.name
        turns = ", ".join(f"from {_number(one.first)} {' = '.join(one.cheapest) or 'none'}" for one in self.ranges)
        return f"<who is cheapest over {over}: {turns}; up to {_number(self.last)} ({self.end})>"

    def to_dict(self) -> Document:
        """Return the document of ``telquote breakeven --format json``."""
        from telquote.output.breakeven.document import breakeven_document
        from telquote.output.breakeven.prices import price_document

        answer: Any = self
        if isinstance(self.over, Price):
            return price_document(answer, self.catalogue)
        return breakeven_document(answer, self.catalogue)

    def _repr_html_(self) -> str:
        from telquote.output.breakeven.document import breakeven_rows
        from telquote.output.breakeven.prices import price_rows

        document: Any = self.to_dict()
        return html_table(price_rows(document) if isinstance(self.over, Price) else breakeven_rows(document))


class Findings(tuple[Finding, ...]):
    """The answer of ``sensitivity``: how far each unconfirmed figure carries the ``ranking``, the tightest first."""

    ranking: Ranking

    def __repr__(self) -> str:
        return f"<{len(self)} figures; least to move: {', '.join(one.name for one in self[:3]) or 'none'}>"

    def to_dict(self) -> Document:
        """Return the document of ``telquote sensitivity --format json``."""
        from telquote.output.sensitivity import sensitivity_document

        return sensitivity_document(answer_of(self.ranking), self, self.ranking.catalogue)

    def _repr_html_(self) -> str:
        from telquote.output.sensitivity import sensitivity_rows

        document: Any = self.to_dict()
        return html_table(sensitivity_rows(document))


class Simulation(NamedTuple):
    """The answer of ``simulate``: every entry, every month, what they add up to, and what that rests on."""

    offer: Offer
    usage: Usage
    ledger: Ledger
    entries: tuple[Entry, ...]
    months: tuple[Month, ...]
    quote: Quote
    assumptions: tuple[Assumption, ...]

    def __repr__(self) -> str:
        total = _money(self.quote.total, self.offer.currency)
        return f"<{self.offer.id}: {total} in {len(self.months)} months, {len(self.entries)} entries>"

    def to_dict(self) -> Document:
        """Return the document of ``telquote simulate --format json``."""
        from telquote.output.simulate.document import ledger_document

        return ledger_document(self.offer, self.usage, self.ledger, self.quote, self.assumptions, _NO_FILES)

    def _repr_html_(self) -> str:
        return html_table(self.to_dict()["payments"])


def load_usage(path: str | Path, months: int | None = None) -> Usage:
    """Return what a usage file states; of lists of months the first so many.

    Raises ``PlanFilesError`` with every problem of the file, each with its place.
    """
    from telquote.usage.reading import read_usage

    return read_usage(str(path), None if months is None else _months(months)).usage()


def compare(
    plans: Plans, usage: Usage, *, months: int = DEFAULT_MONTHS, by: Criterion = "total", volumes: bool = True
) -> Ranking:
    """Rank plans for a usage over ``months``, cheapest first by ``by``: total, accrued, net or upfront.

    ``volumes`` also finds the volumes around the usage at which the cheapest changes. Raises ``CannotCompare`` where
    the plans are priced in more than one currency, ``BadArgument`` for what is no plan, usage, month or criterion.
    """
    offers = _offers(plans, _usage(usage))
    found = comparison.compare(offers, usage, months=_months(months), by=_criterion(by), volumes=volumes)
    return _from(Ranking._make(found), plans)


def breakeven(
    plans: Plans,
    usage: Usage | None = None,
    over: str = "minutes",
    *,
    contenders: Sequence[str] = (),
    months: int = DEFAULT_MONTHS,
    by: Criterion = "total",
    first: Exact | None = None,
    last: Exact | None = None,
) -> Breakevens:
    """Return who is the cheapest over a whole range of a quantity, or of the price that a path names.

    ``contenders`` are vendors (the cheapest plan of each), plans or globs; else every vendor. ``over`` is what the
    command's ``--over`` takes, ``first`` and ``last`` its ``--from`` and ``--to``. Raises ``NoBreakeven`` for fewer
    than two contenders, an empty range and what no contender depends on, ``UnknownName`` for names of nothing.
    """
    asked = Usage() if usage is None else _usage(usage)
    offers = _offers(plans, asked)
    entrants = [Entrant(name, matching(offers, name)) for name in names_of(offers, _names(contenders))]
    varied = figure_of(entrants, over) if ":" in over else _quantity(over, asked)
    ends: Any = {"first": _end(first, varied), "last": _end(last, varied), "open_to_all": not contenders}
    answer: Any = breakevens.breakeven(entrants, asked, varied, months=_months(months), by=_criterion(by), **ends)
    return _from(Breakevens._make(answer), plans)


def sensitivity(ranking: Ranking, *, prices: bool = False) -> Findings:
    """Return how far each figure that nobody has confirmed carries a ranking; ``prices``: those of the leaders too."""
    if not isinstance(ranking, Ranking):
        raise _bad("ranking", ranking, Message("what compare returns"))
    findings = Findings(moving.sensitivity(ranking, prices=prices))
    findings.ranking = ranking
    return findings


def simulate(offer: Offer, usage: Usage, months: int = DEFAULT_MONTHS) -> Simulation:
    """Return what one plan costs for the same usage in each of ``months`` months.

    Raises ``NotOffered`` where the plan cannot serve the usage, or a figure that it needs is unknown.
    """
    (held,) = _offers([offer], _usage(usage))
    terms = terms_of(held, usage)
    ledger = run(terms, _months(months))
    entries = tuple(ledger.entries())
    of_months, _ = by_month(entries, months)
    resting = assumptions_of(held, usage, terms, ledger)
    return Simulation(held, usage, ledger, entries, tuple(of_months), quote_of(ledger), resting)


_Answer = TypeVar("_Answer", Ranking, Breakevens)


def _from(answer: _Answer, plans: Plans) -> _Answer:
    """Return an answer that knows the files of its plans, for its document."""
    if isinstance(plans, Catalogue):
        answer.catalogue = plans
    return answer


def _bad(name: str, found: object, allowed: Message) -> BadArgument:
    return BadArgument(Message("{name} is {found}; give {allowed}", name=name, found=repr(found)[:80], allowed=allowed))


def _offers(plans: Plans, usage: Usage) -> tuple[Offer, ...]:
    """Return the plans to look at, the one that the buyer has today as it is held."""
    if isinstance(plans, Catalogue):
        offers = plans.offers()
    elif isinstance(plans, Iterable) and not isinstance(plans, (str, bytes)):
        offers = tuple(plans)
    else:
        raise _bad("plans", plans, Message("what load_plans returns, or some of its offers"))
    for one in offers:
        if not isinstance(one, Offer):
            raise _bad("a plan", one, Message("what load_plans returns, or some of its offers"))
    current = usage.current
    if current is None or not any(one.id == current.plan for one in offers):
        return offers
    return with_current(offers, *current)


def _usage(usage: object) -> Usage:
    if not isinstance(usage, Usage):
        raise _bad("usage", usage, Message("Usage(minutes=3000), or what load_usage returns"))
    if problem := nothing_to_change(usage):
        raise UsageError(problem.message, problem.advice, (problem,))
    return usage


def _months(months: object) -> int:
    if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= MOST_MONTHS:
        raise _bad("months", months, Message("a whole number from {least} to {most}", least=1, most=MOST_MONTHS))
    return months


def _criterion(by: Any) -> Criterion:
    if by not in CRITERIA:
        raise _bad("by", by, Message("one of {words}", words=CRITERIA))
    criterion: Criterion = by
    return criterion


def _names(contenders: Any) -> Sequence[str]:
    if isinstance(contenders, str) or not all(isinstance(one, str) for one in contenders):
        raise _bad("contenders", contenders, Message("a list of vendors, plans or globs"))
    return tuple(contenders)


def _quantity(over: str, usage: Usage) -> Quantity:
    name = over.replace("-", "_")
    if name not in NAMES:
        nearest = nearest_name(name, NAMES)
        raise _bad("over", over, Message("one of {words}", words=(nearest,) if nearest else NAMES))
    return quantity_named(name, usage)


def _end(end: object, over: Quantity | Price) -> int | Fraction | None:
    """Return an end of a range as what varies takes it: a whole number of a quantity, any of a price."""
    if end is None:
        return None
    if not isinstance(end, (int, Decimal, Fraction)) or isinstance(end, bool):
        raise _bad("an end of the range", end, Message("an int, a Decimal or a Fraction"))
    exact = Fraction(end)
    if isinstance(over, Price):
        return exact
    if exact.denominator != 1:
        raise _bad("an end of the range", end, Message("a whole number"))
    return int(exact)


def _money(amount: Fraction, currency: str | None) -> str:
    return f"{exact_text(amount, 2)} {currency or ''}".rstrip()


def _number(value: int | Fraction) -> str:
    return exact_text(value)
