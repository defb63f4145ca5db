"""telquote from Python: what the commands answer, as functions with types. Everything else is free to change."""

import warnings
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from operator import index
from os import fsencode
from pathlib import Path
from typing import Any, TypeVar

from telquote.answers import Breakevens, Findings, Ranking, Simulation
from telquote.billing.criteria import CRITERIA, Criterion
from telquote.billing.months import by_month
from telquote.billing.quote import quote_of
from telquote.billing.resolve import terms_of
from telquote.billing.simulation import run
from telquote.decisions import breakeven as breakevens
from telquote.decisions import comparison
from telquote.decisions import sensitivity as moving
from telquote.decisions.assumptions import assumptions_of
from telquote.decisions.entrants import Entrant, names_of
from telquote.decisions.over_path import figure_of
from telquote.decisions.price_walk import Price
from telquote.decisions.quantities import MONTHS, NAMES, Quantity, quantity_named
from telquote.errors import BadArgument, UsageError
from telquote.exact import DEFAULT_MONTHS, MOST_MONTHS, Exact
from telquote.language import Message
from telquote.plans import catalogue
from telquote.plans.catalogue import Catalogue
from telquote.plans.diagnostics import nearest_name
from telquote.plans.offers import Offer
from telquote.plans.selection import matching, misspelt_classes, with_current
from telquote.usage.fields import not_taken
from telquote.usage.profile import Usage, nothing_to_change

Plans = Catalogue | Iterable[Offer]


def load_plans(path: str | Path | None = None) -> Catalogue:
    """Return the plans that the command would read, or those of a folder or file.

    Without a path: of TELQUOTE_PLANS, else of ./plans where it has a plan file, else telquote's own.
    Raises ``PlanFilesError`` with every problem that the files have.
    """
    return catalogue.load_plans(None if path is None else _path(path))


def load_usage(path: str | Path, months: int | None = None) -> Usage:
    """Return what a usage file states.

    Raises ``PlanFilesError`` with every problem of the file, each with its place; with ``months`` one of them is a list
    of fewer months.
    """
    from telquote.usage.reading import read_usage

    return read_usage(_path(path), None if months is None else _months(months)).usage()


def compare(
    plans: Plans, usage: Usage, *, months: int = DEFAULT_MONTHS, by: Criterion = "total", volumes: bool = True
) -> Ranking:
    """Rank plans for a usage over ``months``, cheapest first by ``by``: total, accrued, net or upfront.

    ``volumes`` also finds the volumes around the usage at which the cheapest changes. Raises ``CannotCompare`` where
    the plans are priced in more than one currency, ``BadArgument`` for what is no plan, usage, month or criterion,
    ``UnknownName`` for a plan of today that is none of a catalogue's, ``UsageError`` for lists of fewer months. Warns
    of a class of use that no plan knows and that is spelt like one.
    """
    horizon = _months(months)
    asked = _usage(usage, horizon)
    offers = _offers(plans, asked)
    found = comparison.compare(offers, asked, months=horizon, by=_criterion(by), volumes=volumes)
    return _from(Ranking._make(found), plans)


def breakeven(
    plans: Plans,
    usage: Usage | None = None,
    over: str = "minutes",
    *,
    contenders: Iterable[str] = (),
    months: int = DEFAULT_MONTHS,
    by: Criterion = "total",
    first: Exact | None = None,
    last: Exact | None = None,
) -> Breakevens:
    """Return who is the cheapest over a whole range of a quantity, or of the price that a path names.

    ``contenders`` are vendors (the cheapest plan of each), plans or globs; else every vendor. ``over`` is what the
    command's ``--over`` takes, ``first`` and ``last`` its ``--from`` and ``--to``. Raises ``NoBreakeven`` for fewer
    than two contenders, an empty range and what no contender depends on, ``UnknownName`` for names of nothing,
    ``CannotCompare`` for two currencies, ``UsageError`` for lists of fewer months, and ``BadArgument``. There is no
    limit of work: a range of some hundred thousand values of many plans can take minutes.
    """
    horizon = _months(months)
    asked = Usage() if usage is None else _usage(usage, None if over == MONTHS.name else horizon)
    offers = _offers(plans, asked)
    named = _names(contenders)
    entrants = [Entrant(name, matching(offers, name)) for name in names_of(offers, named)]
    if not isinstance(over, str):
        raise _bad("over", over, Message("one of {words}", words=NAMES))
    varied = figure_of(entrants, over) if ":" in over else _quantity(over, asked)
    ends: Any = {"first": _end(first, varied), "last": _end(last, varied), "open_to_all": not named}
    answer: Any = breakevens.breakeven(entrants, asked, varied, months=horizon, by=_criterion(by), **ends)
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

    Raises ``NotOffered`` where the plan cannot serve the usage, or a figure that it needs is unknown, ``BadArgument``
    for what is no offer, usage or month, ``UsageError`` for lists of fewer months.
    """
    horizon = _months(months)
    asked = _usage(usage, horizon)
    (held,) = _offers([offer], asked)
    terms = terms_of(held, asked)
    ledger = run(terms, horizon)
    entries = tuple(ledger.entries())
    of_months, _ = by_month(entries, horizon)
    resting = assumptions_of(held, asked, terms, ledger)
    return Simulation(held, asked, ledger, entries, tuple(of_months), quote_of(ledger), resting)


_Answer = TypeVar("_Answer", Ranking, Breakevens)


def _from(answer: _Answer, plans: Plans) -> _Answer:
    """Return an answer that knows the files of its plans, for its document."""
    if isinstance(plans, Catalogue):
        answer.files = plans
    return answer


def _bad(name: str | Message, found: object, allowed: Message) -> BadArgument:
    return BadArgument(not_taken(name, found, allowed))


def _path(path: object) -> str:
    text = str(path) if isinstance(path, (str, Path)) else ""
    try:
        named = bool(text) and b"\0" not in fsencode(text)
    except UnicodeEncodeError:
        named = False
    if not named:
        raise _bad("path", path, Message("the path of a file"))
    return text


def _offers(plans: Plans, usage: Usage) -> tuple[Offer, ...]:
    """Return the plans to look at, the one that the buyer has today as it is held."""
    allowed = Message("what load_plans returns, or some of its offers")
    offers = plans.offers() if isinstance(plans, Catalogue) else _several(plans)
    if not offers:
        raise _bad("plans", plans, allowed)
    seen: set[str] = set()
    for one in offers:
        if not isinstance(one, Offer):
            raise _bad(Message("a plan"), one, allowed)
        if one.id in seen:
            raise _bad(Message("a plan"), one, Message("each plan once"))
        seen.add(one.id)
    for name, nearest in misspelt_classes(offers, usage.classes):
        warnings.warn(f"no plan knows the class {name}; did you mean {nearest}?", stacklevel=3)
    current = usage.current
    if current is None or (current.plan not in seen and not isinstance(plans, Catalogue)):
        return offers
    return with_current(offers, *current)


def _several(given: Any) -> tuple[Any, ...] | None:
    """Return what an argument holds, where it can hold several; a text is one."""
    return None if isinstance(given, (str, bytes)) or not isinstance(given, Iterable) else tuple(given)


def _usage(usage: object, months: int | None) -> Usage:
    if not isinstance(usage, Usage):
        raise _bad("usage", usage, Message("Usage(minutes=3000), or what load_usage returns"))
    if problem := nothing_to_change(usage):
        raise UsageError(problem.message, problem.advice, (problem,))
    return usage if months is None else usage.in_months(months)


def _months(months: Any) -> int:
    if isinstance(months, bool) or not hasattr(months, "__index__") or not 1 <= index(months) <= MOST_MONTHS:
        raise _bad("months", months, Message("a whole number from {least} to {most}", least=1, most=MOST_MONTHS))
    return index(months)


def _criterion(by: Any) -> Criterion:
    if by not in CRITERIA:
        raise _bad("by", by, Message("one of {words}", words=CRITERIA))
    criterion: Criterion = by
    return criterion


def _names(contenders: Any) -> tuple[str, ...]:
    names = _several(contenders)
    if names is None or not all(isinstance(one, str) for one in names):
        raise _bad("contenders", contenders, Message("a list of vendors, plans or globs"))
    return names


def _quantity(over: str, usage: Usage) -> Quantity:
    name = over.replace("-", "_")
    if name in NAMES:
        return quantity_named(name, usage)
    nearest = nearest_name(name, NAMES)
    error = _bad("over", over, Message("one of {words}", words=NAMES))
    error.advice = Message("did you mean {nearest}?", nearest=nearest) if nearest else None
    raise error


def _end(end: Any, over: Quantity | Price) -> int | Fraction | None:
    """Return an end of a range as what varies takes it: a whole number of a quantity, any of a price."""
    if end is None:
        return None
    finite = end.is_finite() if isinstance(end, Decimal) else isinstance(end, (int, Fraction))
    if not finite or isinstance(end, bool):
        raise _bad(Message("an end of the range"), end, Message("an int, a Decimal or a Fraction"))
    exact = Fraction(end)
    if isinstance(over, Price):
        return exact
    if exact.denominator != 1:
        raise _bad(Message("an end of the range"), end, Message("a whole number"))
    return int(exact)
