"""Figures and names inside sentences that know how to show themselves: money, counts, months, plans.

None of them is broken over two lines.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from telquote.exact import Exact, rounded_text
from telquote.language import Language, Text, held, number_text
from telquote.language.signs import visible

_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
NO_DECIMALS = frozenset(_WHOLE.split())
THREE_DECIMALS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
"""Currencies whose minor unit is none or a thousandth (ISO 4217)."""


def decimals_of(currency: str | None) -> int:
    """Return how many decimals amounts of a currency are written with."""
    return 0 if currency in NO_DECIMALS else 3 if currency in THREE_DECIMALS else 2


def money_text(amount: Exact, currency: str | None, *, whole: bool | None = None) -> str:
    """Return an amount of money for reading, rounded half-even, without its currency.

    It has no decimals where it is whole; ``whole`` tells it of a column whose amounts are written alike.
    """
    exact = Fraction(amount)
    whole = exact.denominator == 1 if whole is None else whole
    return rounded_text(exact, 0 if whole else decimals_of(currency), thousands=True)


class Money(NamedTuple):
    """An amount of money; ``about`` tells that it is rounded to whole units from 100 on."""

    amount: Exact
    currency: str | None
    about: bool = False

    def joined(self, language: Language, *, again: bool = False) -> str:
        """Return the amount and its currency: in English where a sentence names its first, in Chinese everywhere."""
        whole = True if self.about and abs(Fraction(self.amount)) >= 100 else None
        text = money_text(self.amount, self.currency, whole=whole)
        return _with_currency(text, self.currency, language, again=again)


class Price(NamedTuple):
    """The price of a minute, call or unit, as its file writes it."""

    written: str
    currency: str | None

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return the price; in English its sentence says of what it is, in Chinese its currency follows."""
        return _with_currency(self.written, self.currency, language, again=True)


def _with_currency(text: str, currency: str | None, language: Language, *, again: bool) -> str:
    if currency is None:
        return text
    if language == "en":
        return text if again else held(f"{text} {currency}")
    return held(text + _chinese_name(currency))


def _chinese_name(currency: str) -> str:
    from telquote.language.chinese import CURRENCIES

    return CURRENCIES.get(currency, currency)


class Count(NamedTuple):
    """A number of something, for example ``Count(3000, "minute")``."""

    number: Exact
    unit: str

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return the number and what it counts, in the singular for one."""
        number = number_text(self.number)
        if not self.unit:
            return number
        if language == "en":
            return held(f"{number} {self.unit}{'' if self.number == 1 else 's'}")
        from telquote.language.chinese import COUNTED

        return held(number + COUNTED[self.unit])


class Per(NamedTuple):
    """For each of a unit: ``a minute``."""

    unit: str

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return it as it follows a price in English, and stands before one in Chinese."""
        if language == "en":
            return f"a {self.unit}"
        from telquote.language.chinese import COUNTED

        return f"每{COUNTED[self.unit]}"


class Span(NamedTuple):
    """Whole numbers from one to another, with what they count: ``from 1 to 6 minutes``, without the ``from``."""

    first: int
    last: int
    unit: str

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return the range, in Chinese as one piece."""
        if language == "en":
            return f"{self.first:,} to {Count(self.last, self.unit).joined(language)}"
        return held(f"{self.first:,}至{Count(self.last, self.unit).joined(language)}")


def span_text(first: int, last: int) -> str:
    """Return a range of whole numbers; one number alone where both ends are the same."""
    return f"{first:,}" if first == last else f"{first:,}-{last:,}"


class Month(NamedTuple):
    """A month by its number, counted from 1."""

    number: int

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return the month."""
        return held(f"month {self.number:,}" if language == "en" else f"第{self.number:,}个月")


class MoneySpan(NamedTuple):
    """From one amount to another."""

    low: Exact
    high: Exact
    currency: str | None

    def joined(self, language: Language, *, again: bool = False) -> str:
        """Return both amounts, the currency once."""
        if language == "zh":
            low, high = (money_text(one, self.currency) for one in (self.low, self.high))
            return held(f"{low}至{high}") + held("\u2060" + _chinese_name(self.currency or ""))
        low = Money(self.low, self.currency).joined(language, again=True)
        return f"{low} to {Money(self.high, self.currency).joined(language, again=again)}"


class CurrencyName(NamedTuple):
    """A currency by itself."""

    currency: str | None

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return its code, or its Chinese name."""
        code = self.currency or "-"
        return code if language == "en" else _chinese_name(code)


class Percent(NamedTuple):
    """A share of 1 in whole percent."""

    share: Fraction | Decimal

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return the percentage."""
        return rounded_text(Fraction(self.share) * 100, 0, thousands=True) + "%"


class Name(NamedTuple):
    """What a plan is called: its vendor, and where that has several, what tells the plan from the others."""

    vendor: Text
    plan: Text | None = None

    def said(self, language: Language) -> str:
        """Return the name in ``language``."""
        vendor = self.vendor.said(language)
        if self.plan is None:
            return vendor
        plan = self.plan.said(language)
        if language == "en":
            return f"{vendor} {plan}"
        if plan.isascii() and not plan.isdigit():
            return f"{vendor}（{plan}）"
        gap = " " if vendor[-1:].isascii() and plan[:1].isascii() else ""
        return f"{vendor}{gap}{plan}{'档' if plan.isdigit() else ''}"

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return the name as one piece, shortened in its middle where it is very long."""
        return held(shortened(visible(self.said(language))))


class Names(NamedTuple):
    """Some plans, and how many ``more`` there are."""

    names: tuple[Name, ...]
    more: int = 0

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return the names as they are listed in a sentence."""
        said = [name.joined(language) for name in self.names]
        if language == "zh":
            return "、".join(said) + (f"等{len(said) + self.more:,}个" if self.more else "")
        if self.more:
            return f"{', '.join(said)} and {self.more:,} more"
        return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]


def names_of(names: Sequence[Name]) -> Names:
    """Return names that stand together: of more than two, two and how many more."""
    return Names(tuple(names[:2]), max(len(names) - 2, 0))


MOST_CELLS = 60
"""Cells of a name beyond which its middle is left out."""


def shortened(text: str) -> str:
    """Return a text of at most ``MOST_CELLS`` signs, with ``...`` in place of its middle where it has more."""
    from telquote.language import cells

    if cells(text) <= MOST_CELLS:
        return text
    kept = MOST_CELLS - 3
    while cells(text[: kept // 2 + kept % 2]) + cells(text[-(kept // 2) :]) > MOST_CELLS - 3:
        kept -= 1
    return f"{text[: kept // 2 + kept % 2]}...{text[len(text) - kept // 2 :]}"


class Typed(NamedTuple):
    """A command line to type: an option stays on a line with its value."""

    arguments: tuple[str, ...]

    def joined(self, language: Language, *, again: bool = False) -> str:  # noqa: ARG002
        """Return the command line."""
        import shlex

        words: list[str] = []
        for argument in self.arguments:
            quoted = held(
                visible(
                    argument
                    if shlex.quote(argument.replace("?", "")) == argument.replace("?", "")
                    else shlex.quote(argument)
                )
            )
            after_option = words and words[-1].rpartition("\u00a0")[2].startswith("--") and not quoted.startswith("-")
            if after_option:
                words[-1] += "\u00a0" + quoted
            else:
                words.append(quoted)
        return " ".join(words)
