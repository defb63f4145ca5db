"""What is wrong with a plan file, where, what is allowed, and the nearest name."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import NamedTuple

from telquote.codes import MEANINGS, Code, Severity
from telquote.language import Message, TelquoteError


class Position(NamedTuple):
    """A place in a file: line and column, both counted from 1, and the length of what stands there."""

    line: int
    column: int
    length: int = 1


class Diagnostic(NamedTuple):
    """One problem of one file. ``code`` names its kind.

    ``excerpt`` is the line, or of a very long one what stands around the place, from ``excerpt_at`` on (from 0).
    """

    code: Code
    message: Message
    file: str
    position: Position | None = None
    excerpt: str = ""
    excerpt_at: int = 0
    allowed: Message | None = None
    nearest: str | None = None

    @property
    def severity(self) -> Severity:
        """Return how grave it is."""
        return MEANINGS[self.code].severity

    @property
    def place(self) -> str:
        """Return the file, and where it is known the line and the column in it."""
        return f"{self.file}:{self.position.line}:{self.position.column}" if self.position else self.file


class PlanFilesError(TelquoteError):
    """Files that cannot be used; ``diagnostics`` holds every problem that was found, ``advice`` what to type."""

    def __init__(self, diagnostics: Iterable[Diagnostic], advice: str | None = None) -> None:
        self.diagnostics, self.advice = tuple(diagnostics), advice
        super().__init__("; ".join(f"{one.place}: {one.message.said('en')}" for one in self.diagnostics))

    @property
    def missing(self) -> bool:
        """Tell whether all there is to say is that a file or folder cannot be read, or has nothing in it."""
        return [one.code in ("file-unreadable", "no-plan-files") for one in self.diagnostics] == [True]


MANY_NAMES, ABOUT = 200, 2
"""Names that are all compared; of more only those of about the same length."""


LIKE, ALIKE = Fraction(3, 5), Fraction(3, 4)
"""How alike a name must be to be the one that was meant, as the share of letters that both have: an id, a word."""


def nearest_name(name: str, names: Collection[str], alike: Fraction = LIKE) -> str | None:
    """Return the name most like ``name``, or None where none is ``alike``."""
    from difflib import get_close_matches

    # Comparing is quadratic in the length: what is far too long to be a misspelt name is not compared.
    typed = name[:80].lower()
    about = {known.lower() for known in names if len(names) <= MANY_NAMES or abs(len(known) - len(typed)) <= ABOUT}
    matches = get_close_matches(typed, sorted(about)[:MANY_NAMES], n=1, cutoff=alike.numerator / alike.denominator)
    return next((known for known in names if matches and known.lower() == matches[0]), None)
