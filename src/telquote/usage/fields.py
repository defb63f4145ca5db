"""What the fields of a usage take from Python: exact numbers of the right kind, and nothing that was ever a float."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, NoReturn

from telquote.affine import Affine
from telquote.language import Message
from telquote.plans.offers import Held
from telquote.plans.services import COUNTED_BY, HELD
from telquote.usage.pattern import Growth, UsageError
from telquote.usage.rules import NUMBERS


class Current(NamedTuple):
    """The plan that the buyer has today (``vendor/plan``), and what is held of its balances, by their ids."""

    plan: str
    held: Mapping[str, Held]


def not_taken(name: str | Message, found: object, allowed: Message) -> Message:
    """Return what is said of an argument that is none of what belongs there."""
    return Message("{name} is {found}; give {allowed}", name=name, found=repr(found)[:80], allowed=allowed)


def figure(name: str, value: Any) -> Any:
    """Return a figure as a whole number, else as a fraction; raises ``UsageError`` for what is no exact number.

    What varies (``Affine``) stays as it is.
    """
    if isinstance(value, Affine):
        return value
    if not _is_exact(value):
        message = "{name} is {value}; give an int, a Decimal or a Fraction that is finite"
        raise UsageError(Message(message, name=name, value=repr(value)))
    if value < (1 if name in HELD.values() else 0):
        raise UsageError(Message("{name} is {value}, which is too small", name=name, value=value))
    if isinstance(value, int):
        return value
    exact = Fraction(value)
    if exact.denominator == 1:
        return exact.numerator
    return _refuse(name, value, Message("a whole number")) if name in HELD.values() else exact


def _is_exact(value: Any) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, (int, Fraction)) and not isinstance(value, bool)


def _refuse(name: str, found: object, allowed: Message) -> NoReturn:
    raise UsageError(not_taken(name, found, allowed))


def _share(name: str, value: Any) -> Fraction:
    return Fraction(figure(name, value))


def _signed(name: str, value: Any) -> Fraction:
    return -_share(name, -value) if isinstance(value, NUMBERS) and value < 0 else _share(name, value)


def _whole(name: str, value: Any) -> int:
    whole = figure(name, value)
    return whole if isinstance(whole, int) and whole > 0 else _refuse(name, value, Message("a whole number"))


def _first_month(name: str, value: Any) -> Fraction:
    share = _share(name, value)
    return share if 0 < share <= 1 else _refuse(name, value, Message("a share above 0 and up to 1"))


def _factors(name: str, value: Any) -> tuple[Fraction, ...]:
    return tuple(_share(name, one) for one in _list(name, value, Message("a list of numbers")))


def _list(name: str, value: Any, allowed: Message) -> Iterable[Any]:
    return value if isinstance(value, (tuple, list)) else _refuse(name, value, allowed)


def _pair(name: str, value: Any) -> tuple[Any, Any]:
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        _refuse(name, value, Message("a pair"))
    return value[0], value[1]


def _lengths(name: str, value: Any) -> tuple[tuple[Fraction, Fraction], ...]:
    pairs = _list(name, value, Message("a list of pairs: seconds, and how many calls"))
    return tuple((_share(name, seconds), _share(name, calls)) for seconds, calls in (_pair(name, one) for one in pairs))


def _growth(name: str, value: Any) -> Growth:
    percent, every = _pair(name, value)
    return Growth(_signed(name, percent), _whole(name, every))


def _current(name: str, value: Any) -> Current:
    plan, held = _pair(name, value)
    if not isinstance(plan, str):
        _refuse(name, plan, Message("the id of a plan"))
    return Current(plan, {balance: _held(name, one) for balance, one in _mapping(name, held).items()})


def _held(name: str, value: Any) -> Held:
    left, months = _pair(name, value)
    if not isinstance(left, (int, Decimal)):
        _refuse(name, left, Message("an int or a Decimal"))
    figure(name, left)
    return Held(Decimal(left), None if months is None else _whole(name, months))


def _mapping(name: str, value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else _refuse(name, value, Message("a dict"))


def _by_service(name: str, value: Any) -> Mapping[Any, Any]:
    of_services = _mapping(name, value)
    for service in of_services:
        if service not in COUNTED_BY:
            _refuse(name, service, Message("one of {words}", words=tuple(COUNTED_BY)))
    return of_services


def _by_month(name: str, value: Any) -> Mapping[str, tuple[Fraction, ...]]:
    return {service: _factors(name, factors) for service, factors in _by_service(name, value).items()}


def _classes(name: str, value: Any) -> Mapping[str, Any]:
    return {
        service: {
            of: {one: _share(name, share) for one, share in _mapping(name, shares).items()}
            for of, shares in _mapping(name, classed).items()
        }
        for service, classed in _by_service(name, value).items()
    }


PARTS: Mapping[str, Callable[[str, Any], Any]] = {
    "call_lengths": _lengths,
    "classes": _classes,
    "first_month": _first_month,
    "by_month": _by_month,
    "season": _factors,
    "growth": _growth,
    "current": _current,
    "length_taken": _whole,
}
"""The fields that are more than a figure, with what makes them exact or refuses them."""
