"""What is said to a person: messages as values, texts of vendors, and the two languages they are shown in.

A ``Message`` is made where something is known and turned into words at the edge, in the buyer's language.
The English sentence is its own key; ``chinese/`` holds the other language, and a test proves that none is missing. What
holds figures and no word needs none: its signs follow from the English ones.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from string import Formatter
from typing import Literal, NamedTuple, Protocol, get_args

from telquote.environment import locale
from telquote.exact import exact_text, rounded_text
from telquote.language.signs import HARD_SPACE, JOINER, ZERO_WIDTH_JOINER, visible

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Text(NamedTuple):
    """A vendor's own words, in each language its file gives them in (at least one)."""

    zh: str = ""
    en: str = ""

    def said(self, language: Language) -> str:
        """Return the text in ``language``, or in the other one where the file has only that."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)


class Term(NamedTuple):
    """A word of the program that is said in both languages; any other word is said as it is."""

    word: str

    def said(self, language: Language) -> str:
        """Return the word in ``language``."""
        return visible(translated(self.word, language))


class Measure(Protocol):
    """A figure or name inside a sentence that knows how to show itself."""

    def joined(self, language: Language, *, again: bool) -> str:
        """Return it held together by joiners; ``again`` tells that a sentence names its currency already."""


class Message:
    """A sentence with its figures still apart, so that either language can put them in.

    A figure is a number, a text, a ``Measure`` or another message, or a list of these.
    """

    __slots__ = ("parts", "template")

    def __init__(self, template: str, /, **parts: object) -> None:
        self.template = template
        self.parts: Mapping[str, object] = parts

    def said(self, language: Language) -> str:
        """Return the sentence in ``language``."""
        return loosened(self.joined(language))

    def joined(self, language: Language, *, again: bool = False) -> str:
        """Return the sentence with what a line must not break held together by joiners."""
        template = _translated_template(self.template, language)
        if not self.parts:
            return template
        words = []
        for text, name, _, _ in Formatter().parse(template):
            words.append(text)
            if name is not None:
                value = self.parts[name]
                words.append(_part(value, language, again=again))
                again = again or _has_money(value)
        return "".join(words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.template, self.parts) == (other.template, other.parts)

    def __hash__(self) -> int:
        return hash(self.template)

    def __repr__(self) -> str:
        return f"Message({self.said('en')!r})"


class TelquoteError(Exception):
    """Any error of what telquote was given; ``telquote.errors`` has them all."""

    def __reduce__(self) -> tuple[object, ...]:
        return _error, (type(self), self.args, self.__dict__)


def _error(kind: type[TelquoteError], args: tuple[object, ...], state: dict[str, object]) -> TelquoteError:
    """Return an error as another process raised it: its text is made already, and stays."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class MessageError(TelquoteError, ValueError):
    """An error that a person is told of: ``message`` says what and why, ``advice`` what to do or to type."""

    def __init__(self, message: Message, advice: Message | str | None = None) -> None:
        super().__init__(message.said("en"))
        self.message, self.advice = message, advice


def translated(text: str, language: Language) -> str:
    """Return a label or word of the program in ``language``; any other text stays."""
    if language == "en":
        return text
    from telquote.language.chinese import CHINESE

    return CHINESE.get(text, text)


def _translated_template(template: str, language: Language) -> str:
    if language == "en":
        return template
    from telquote.language.chinese import CHINESE, with_chinese_signs

    return CHINESE.get(template) or with_chinese_signs(template)


def listed(items: Iterable[str], language: Language) -> str:
    """Return names joined as a list is written in ``language``."""
    return ("、" if language == "zh" else ", ").join(items)


def _part(value: object, language: Language, *, again: bool) -> str:
    if hasattr(value, "joined"):
        measure: Measure = value
        return measure.joined(language, again=again)
    if isinstance(value, (Text, Term)):
        return visible(value.said(language))
    if isinstance(value, (int, Decimal, Fraction)):
        return number_text(value)
    if isinstance(value, (list, tuple)):
        return listed((_part(item, language, again=again) for item in value), language)
    return visible(str(value))


def _has_money(value: object) -> bool:
    if isinstance(value, Message):
        return any(_has_money(part) for part in value.parts.values())
    if isinstance(value, list):
        return any(map(_has_money, value))
    return hasattr(value, "currency")


def held(text: str) -> str:
    """Return a text that no line breaks."""
    text = text.replace(" ", HARD_SPACE)
    return text if text.isascii() else JOINER.join(text)


def loosened(text: str) -> str:
    """Return a text as it is printed, without joiners."""
    return text.replace(JOINER, "").replace(HARD_SPACE, " ")


def number_text(number: int | Decimal | Fraction) -> str:
    """Return a number for reading: thousands marked, exact where its decimals end, else to six places."""
    text = exact_text(number)
    decimals = len(text.partition(".")[2])
    return rounded_text(Fraction(number), decimals, thousands=True)


def cells(text: str) -> int:
    """Return how many terminal cells a text takes: two for a full-width character, none for a combining one."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text.replace(JOINER, "").rstrip(ZERO_WIDTH_JOINER))  # what it joins stands in the next piece


def preferred_language() -> Language:
    """Return the language that the locale variables ask for; English where they ask for neither."""
    return "zh" if locale().lower().startswith("zh") else "en"
