"""Which charge prices a class of usage, and which balances serve it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from telquote.plans.charges import Charge

Classes = Mapping[str, str | None]
"""One class of each thing that is classed, such as ``{"origin": "mobile"}``; None: none of those that are named."""


def covers(when: Mapping[str, Sequence[str]] | None, classes: Classes) -> bool:
    """Tell whether ``when`` names all that it takes of some classes; what names nothing covers all."""
    return all(classes.get(of) in names for of, names in (when or {}).items())


def closest(charges: Sequence[Charge], classes: Classes) -> Charge | None:
    """Return the charge whose ``when`` fits most closely: the one that names most; the first of equals."""
    able = [charge for charge in charges if covers(charge.when, classes)]
    return max(able, key=lambda charge: len(charge.when or {}), default=None)


def classes_of_both(
    one: Mapping[str, Sequence[str]] | None, other: Mapping[str, Sequence[str]] | None
) -> Iterator[Classes]:
    """Yield the classes that two ``when`` cover both, as far as either names them."""
    named: dict[str, list[str]] = {of: list(names) for of, names in (one or {}).items()}
    for of, names in (other or {}).items():
        named[of] = [name for name in named[of] if name in names] if of in named else list(names)
    for names in product(*named.values()):
        yield dict(zip(named, names, strict=True))
