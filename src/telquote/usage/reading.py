"""Usage files into figures of a usage, with the place of whatever is wrong with them."""

from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from telquote.language import Message
from telquote.plans.diagnostics import PlanFilesError
from telquote.plans.document import Document, Mapping, Path
from telquote.plans.loading import place_of, read_part
from telquote.plans.offers import Held
from telquote.plans.periods import months_in
from telquote.plans.reading import Refusal
from telquote.plans.reporting import report
from telquote.plans.selection import UnknownName
from telquote.plans.services import USAGE_FIGURES
from telquote.usage.fields import Current
from telquote.usage.file_model import UsageFile
from telquote.usage.pattern import Growth, Problem, UsageError, mean_and_factors
from telquote.usage.profile import Usage

NEW_USAGE = "telquote new usage -o usage.yaml"


class StatedUsage(NamedTuple):
    """What a usage file states by the names in ``Usage``, what of it cannot be, and the file to point into."""

    figures: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    document: Document | None = None

    def usage(self, given: dict[str, Any] | None = None) -> Usage:
        """Return the usage, with what is ``given`` in place of what the file states.

        Raises ``PlanFilesError`` with every problem of the file, ``UsageError`` for one of what is given alone.
        """
        given = given or {}
        problems = list(self.problems)
        try:
            usage = Usage(**{**self.figures, **given}, source=self.document)
        except UsageError as error:
            problems += error.problems
        if problems:
            raise placed(UsageError(problems[0].message, problems[0].advice, tuple(problems)), self.document, given)
        return usage


def placed(error: UsageError, document: Document | None, given: Collection[str] = ()) -> Exception:
    """Return an error of a usage as problems of the file that states it; one of options alone as it is."""
    places = [None if document is None else _place(document, one, given) for one in error.problems]
    for problem, place in zip(error.problems, places, strict=True):
        if place is None:
            return UsageError(problem.message, problem.advice)
    if document is None or not places:
        return error
    for problem, place in zip(error.problems, places, strict=True):
        report(document, place or (), Refusal("usage", problem.message, problem.advice))
    return PlanFilesError(sorted(document.diagnostics, key=place_of))


def _place(document: Document, problem: Problem, given: Collection[str]) -> Path | None:
    """Return the first of the paths of a problem that the file states, and no option in its place."""
    stated = (path for path in problem.paths if document.at(path) is not None and path[0] not in given)
    return next(stated, None)


def read_usage(file: str, months: int | None = None) -> StatedUsage:
    """Return what a usage file states.

    Lists of months are cut to the ``months`` that are compared, where those are given.
    Raises ``PlanFilesError`` with every problem of its form.
    """
    part, document = read_part(FilePath(file), UsageFile, Message("a usage file is a mapping"), NEW_USAGE)
    return stated_usage(part, months)._replace(document=document)


def stated_usage(part: UsageFile, months: int | None = None) -> StatedUsage:
    """Return what a usage file states; see ``read_usage``."""
    stated = {name: getattr(part, name) for name in part.model_fields_set}
    problems = list(_take_lists(stated, months))
    if "start" in stated:
        stated["first_month"] = share_of_month(stated.pop("start"))
    for name, converted in _AS_STATED.items():
        if name in stated:
            stated[name] = converted(stated[name])
    return StatedUsage(stated, tuple(problems))


_AS_STATED: dict[str, Callable[[Any], Any]] = {
    "growth": lambda growth: Growth(Fraction(growth.percent), months_in(growth.every)),
    "current": lambda current: Current(
        current.plan, {name: Held(one.left, one.months) for name, one in current.balances.items()}
    ),
    "call_lengths": lambda rows: tuple((Fraction(row.seconds), Fraction(row.calls)) for row in rows),
}
"""How what a file states becomes what a usage holds, where that is something else."""


def _take_lists(stated: dict[str, Any], months: int | None) -> Iterable[Problem]:
    """Put the mean of the months compared in the place of each list, and the months as factors of it beside.

    Yields what is wrong with the lists.
    """
    factors: dict[str, tuple[str, tuple[Fraction, ...] | None, int | None]] = {}
    by_month: dict[str, tuple[Fraction, ...]] = {}
    for name, figure in USAGE_FIGURES.items():
        values = stated.get(name)
        if values is None:
            continue
        own, count = None, None
        if isinstance(values, tuple):
            count = len(values)
            if months is not None and count < months:
                text = "{count} months are listed, and {months} are compared"
                advice = Message("list {months}, or compare fewer: --months {count}", months=months, count=count)
                if count == 12:
                    advice = Message("--months 12; a year that repeats is one figure and a season of 12 factors")
                yield Problem(((name,),), Message(text, count=count, months=months), advice)
            stated[name], own = mean_and_factors(values[:months])
            by_month[figure.service] = own
        first, before, listed = factors.setdefault(figure.service, (name, own, count))
        if before != own:
            yield _unlike(first, listed, name, count)
    if by_month:
        stated["by_month"] = by_month


def _unlike(first: str, listed: int | None, name: str, count: int | None) -> Problem:
    """Return what is said of two figures of a service whose months do not go together."""
    advice = Message("give the mean length of calls instead: call_length")
    paths = ((name,), (first,))
    if listed is not None and count is not None and listed != count:
        text = "{first} lists {listed} months, {name} lists {count}"
        return Problem(paths, Message(text, first=first, listed=listed, name=name, count=count), advice)
    text = "the months of {first} and {name} do not go together"
    return Problem(paths, Message(text, first=first, name=name), advice)


def share_of_month(start: date) -> Fraction:
    """Return the share of a month's days that is left from a day on, that day included."""
    days = monthrange(start.year, start.month)[1]
    return Fraction(days - start.day + 1, days)


@contextmanager
def stated_in(document: Document | None) -> Iterator[None]:
    """Turn a name that names nothing into a problem of the usage file that states it."""
    try:
        yield
    except UnknownName as error:
        if document is None or not error.path:
            raise
        at = document.place(error.path, of_key=isinstance(document.at(error.path), Mapping))
        advice = error.advice if isinstance(error.advice, Message) else None
        document.report("unknown-name", error.message, at, allowed=advice)
        raise PlanFilesError(document.diagnostics) from None
