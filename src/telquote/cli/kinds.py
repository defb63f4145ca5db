"""How the texts that options take are read, and how they are refused: why, and what to type."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import typer

from telquote.exact import DIGITS, either_thousands, parse_decimal
from telquote.language import Message

MOST_USAGE = 10**9
"""More minutes, calls or units a month than any buyer has."""

MOST_SECONDS = 86_400


class Refused(typer.BadParameter):
    """A text that an option does not take: ``why``, and where something else would do what to type (``advice``).

    ``{option}`` in the advice stands for the option that was typed.
    """

    def __init__(self, why: Message, advice: str | Message | None = None) -> None:
        super().__init__(why.said("en"))
        self.why, self.advice = why, advice


def quantity(text: str) -> Decimal:
    """Return a quantity a month; raises ``Refused``."""
    given = amount(text)
    if given < 0:
        raise Refused(Message("below 0"))
    if given > MOST_USAGE:
        raise Refused(Message("more than {most} a month", most=MOST_USAGE))
    return given


def duration(text: str) -> Decimal:
    """Return a call length in seconds; raises ``Refused``."""
    try:
        given = number(text, like="180")
    except Refused as refused:
        from telquote.plans.slips import seconds_meant

        seconds = seconds_meant(text)
        raise (Refused(refused.why, f"{{option}} {seconds}") if seconds else refused) from None
    if given <= 0 or given > MOST_SECONDS:
        raise Refused(Message("a call lasts more than 0 and at most {most} seconds", most=MOST_SECONDS))
    return given


def amount(text: str) -> Decimal:
    """Return a quantity or a sum of money; raises ``Refused``, also for what half of the world reads as thousands."""
    if meant := either_thousands(text):
        raise Refused(Message("{thousands} or {whole}?", thousands=meant[0], whole=meant[1]), f"{{option}} {meant[0]}")
    return number(text)


def number(text: str, *, like: str = "3000") -> Decimal:
    """Return any plain number; raises ``Refused`` with what to type, ``like`` this where that is unknown."""
    written = text.strip()
    try:
        return parse_decimal(written, thousands=True)
    except ValueError:
        pass
    low, dash, high = written.partition("-")
    if dash and _is_plain(low) and _is_plain(high):
        raise Refused(Message("one number, no range"), f"telquote breakeven --from {low} --to {high}")
    if len(written) > DIGITS and _is_plain(written):
        raise Refused(Message("a number of at most {digits} digits", digits=DIGITS))
    thousands = written[:-1]
    meant = f"{int(thousands) * 1000}" if written[-1:] in "kK" and thousands.isdigit() else like
    raise Refused(Message("not a number such as {like}", like=like), f"{{option}} {meant}")


def day(text: str) -> date:
    """Return a day written as ``2026-11-22``; raises ``Refused``."""
    from telquote.plans.reading import Refusal
    from telquote.plans.scalars import read_date

    try:
        return read_date(text.strip())
    except Refusal:
        parts = re.fullmatch(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*", text.strip(), re.ASCII)
        advice = f"{{option}} {parts[1]}-{parts[2]:0>2}-{parts[3]:0>2}" if parts else None
        raise Refused(Message("no day such as 2026-11-22"), advice) from None


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number from ``least`` to ``most``; it raises ``Refused``."""

    def read(text: str | int) -> int:
        written = str(text).strip()
        fits = written.isascii() and written.isdigit() and len(written) <= DIGITS and int(written) >= least
        if not fits or (most is not None and int(written) > most):
            if most is None:
                raise Refused(Message("a whole number from {least} on", least=least))
            raise Refused(Message("a whole number from {least} to {most}", least=least, most=most))
        return int(written)

    return read


def choice(words: Sequence[str]) -> Callable[[str], str]:
    """Return what reads one of a few words; it raises ``Refused`` with the nearest one."""

    def read(text: str) -> str:
        if word_of(text) in words:
            return word_of(text)
        from telquote.plans.diagnostics import nearest_name

        nearest = nearest_name(text, words) or _NEAR.get(text.casefold(), "")
        raise Refused(
            Message("one of {words}", words=tuple(words)), f"{{option}} {nearest}" if nearest in words else None
        )

    return read


def choices(words: Sequence[str]) -> Callable[[str], list[str]]:
    """Return what completes one of a few words."""
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


def word_of(typed: str) -> str:
    """Return the word that an option takes for what is typed: in small letters, and one of those that are the same."""
    return {"zh-cn": "zh", "zh_cn": "zh"}.get(typed.casefold(), typed.casefold())


_NEAR = {"md": "markdown", "text": "table", "excel": "csv", "xlsx": "csv"}
_NEAR |= dict.fromkeys(("cn", "ch", "chinese", "中文"), "zh") | {"english": "en"}
"""What else people type for a word."""


def _is_plain(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdigit()
