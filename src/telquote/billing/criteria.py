"""What plans can be ranked by: figures of a ``Quote``, each a property of its name there."""

from typing import Literal, get_args

Criterion = Literal["total", "accrued", "net", "upfront"]

CRITERIA: tuple[Criterion, ...] = get_args(Criterion)

OF_PAYMENTS: tuple[Criterion, ...] = ("total", "upfront")
"""Those that add up payments: of more use there are no fewer, where ``claims`` proves it. The value that is left, which
the others take off, grows where a purchase is made, so that they can fall."""
