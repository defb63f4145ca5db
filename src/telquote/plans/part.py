"""What every mapping of a plan file is in its model: known keys, with rules that they obey together."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from telquote.codes import Code
from telquote.language import Message
from telquote.plans.reading import Refusal, as_error


def described(text: str, **more: Any) -> Any:
    """Return a key that can be left out, with what it means."""
    return Field(default=None, description=text, **more)


Broken = Iterator[tuple[tuple[str | int, ...], Refusal]]
"""The rules that a part breaks: the path of the key to point at, and why."""


class Part(BaseModel):
    """A mapping of the plan file: only known keys, and no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    @model_validator(mode="after")
    def _obeys_rules(self) -> "Part":
        problems = [refusal.within(*path) for path, refusal in self.broken()]
        if problems:
            raise as_error(type(self).__name__, problems)
        return self

    def broken(self) -> Broken:
        """Yield each rule that the keys break together, with the path of the key to point at."""
        yield from ()


def as_list(raw: Any) -> Any:
    """Return a single name as a list of one."""
    return [raw] if isinstance(raw, str) else raw


def stated(part: Part, keys: Sequence[str]) -> list[str]:
    """Return which of some keys a part states."""
    return [key for key in keys if getattr(part, key) is not None]


def one_of(part: Part, keys: Sequence[str], code: Code) -> Broken:
    """Yield that not exactly one of some keys is stated."""
    found = stated(part, keys)
    if not found:
        yield (), Refusal(code, Message("one of these keys is needed: {keys}", keys=tuple(keys)))
    for extra in found[1:]:
        message = Message("{key} cannot stand beside {other}", key=extra, other=found[0])
        yield (extra,), Refusal(code, message, Message("exactly one of {keys}", keys=tuple(keys)))
