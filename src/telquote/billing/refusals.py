"""Why a plan is left out: what it does not sell, and figures that its price list leaves unknown."""

from collections.abc import Callable
from typing import Any, NoReturn

from telquote.language import Message, TelquoteError


class NotOffered(TelquoteError):
    """The plan cannot serve the usage, or cannot be priced for it; ``reason`` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.said("en"))
        self.reason = reason

    @property
    def message(self) -> Message:
        """Return the reason, by the name that all errors have for it."""
        return self.reason


class NotSold(NotOffered):
    """The plan does not sell what is used, however much or little of it."""


class Unknown:
    """A figure that the price list leaves unknown. Whatever is reckoned with it raises ``NotOffered``.

    It is no zero with a note: it cannot be multiplied, added or compared. Only nothing times an unknown figure is
    known: nothing. So a figure is refused where it is due and nowhere else.
    """

    __slots__ = ("reason",)

    def __init__(self, reason: Callable[[], Message]) -> None:
        self.reason = reason

    def refuse(self, *_: Any) -> NoReturn:
        """Raise ``NotOffered``."""
        raise NotOffered(self.reason())

    __add__ = __radd__ = __sub__ = __rsub__ = __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = refuse
    __neg__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __int__ = __index__ = __float__ = __round__ = refuse

    def __mul__(self, count: Any) -> int:
        return self.refuse() if count > 0 or count < 0 else 0

    __rmul__ = __mul__

    def least_multiple(self) -> int:
        """Return what makes it whole; it asks for no finer scale."""
        return 1

    def as_whole(self, scale: int) -> "Unknown":  # noqa: ARG002
        """Return it; it is as unknown in any scale."""
        return self


def needed(figure: Any) -> Any:
    """Return a figure that is needed now; raises ``NotOffered`` where it is unknown."""
    return figure.refuse() if isinstance(figure, Unknown) else figure
