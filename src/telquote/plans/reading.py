"""Kinds: how a piece of a file is read, what is said where it is none, and its JSON Schema; and how kinds combine.

A kind reads the text of the file itself, so that no figure is ever a float, and says what is allowed when it refuses.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from telquote.codes import Code
from telquote.language import Message
from telquote.plans.document import Path, Plain

T = TypeVar("T")
JsonSchema = dict[str, Any]


class Refusal(ValueError):
    """What is no piece of its kind: the diagnostic's code, what was found, what is allowed.

    ``path`` leads from the piece that was read to the one that is wrong.
    """

    def __init__(self, code: Code, message: Message, allowed: Message | None = None, *, path: Path = ()) -> None:
        super().__init__(message.said("en"))
        self.code, self.message, self.allowed, self.path = code, message, allowed, path

    def within(self, *path: str | int) -> "Refusal":
        """Return the refusal as one of what is around the piece that was read."""
        return Refusal(self.code, self.message, self.allowed, path=(*path, *self.path))


class Refusals(ValueError):
    """All that is wrong with one piece of a file."""

    def __init__(self, every: Sequence[Refusal]) -> None:
        super().__init__("; ".join(map(str, every)))
        self.every = tuple(every)


def as_error(title: str, refusals: Iterable[Refusal]) -> ValidationError:
    """Return refusals in the form that Pydantic collects; their codes are the diagnostics'."""
    return ValidationError.from_exception_data(
        title,
        [
            InitErrorDetails(
                type=PydanticCustomError(one.code, "{refusal}", {"refusal": one}),
                loc=one.path,
                input=None,
            )
            for one in refusals
        ],
    )


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[T]):
    """A kind of piece: how it is read (raises ``Refusal`` or ``Refusals``), and its JSON Schema.

    Works as a Pydantic annotation.
    """

    name: str
    read: Callable[[Any], T]
    schema: JsonSchema

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        read, name = self.read, self.name

        def validate(raw: Any) -> T:
            try:
                return read(raw)
            except Refusal as refusal:
                raise as_error(name, (refusal,)) from None
            except Refusals as refusals:
                raise as_error(name, refusals.every) from None

        return core_schema.no_info_plain_validator_function(validate)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> JsonSchema:
        return self.schema

    def that_means(self, description: str) -> "Kind[T]":
        """Return the kind with what it means where it stands, for editors."""
        return Kind(self.name, self.read, self.schema | {"description": description})


def listed(kind: Kind[T], most: int, too_many: str) -> Kind[tuple[T, ...]]:
    """Return the kind of a list of up to ``most`` of one kind; ``too_many`` has the words for more."""

    def read(raw: Any) -> tuple[T, ...]:
        if not isinstance(raw, list):
            raise Refusal("wrong-type", Message("a list belongs here, found {found}", found=described(raw)))
        if len(raw) > most:
            raise Refusal("out-of-range", Message(too_many, count=len(raw), most=most))
        problems: list[Refusal] = []
        items = [collected(problems, (index,), kind, item) for index, item in enumerate(raw)]
        if problems:
            raise Refusals(problems)
        return tuple(item for item in items if item is not None)

    return Kind(f"list of {kind.name}", read, {"type": "array", "items": kind.schema, "maxItems": most})


def mapping(keys: Mapping[str, Kind[Any]], required: Sequence[str]) -> Kind[dict[str, Any]]:
    """Return the kind of a mapping with these keys, each of its kind."""

    def read(raw: Any) -> dict[str, Any]:
        if not isinstance(raw, dict):
            message = Message("a mapping belongs here, found {found}", found=described(raw))
            raise Refusal("wrong-type", message, allowed_names(tuple(keys)))
        problems: list[Refusal] = []
        for key in raw:
            if key not in keys:
                message = Message("the key {key} is unknown here", key=key)
                problems.append(Refusal("unknown-key", message, allowed_names(tuple(keys)), path=(key,)))
        for key in required:
            if key not in raw:
                problems.append(Refusal("missing-key", Message("the key {key} is missing", key=key)))
        read_keys = {key: collected(problems, (key,), keys[key], one) for key, one in raw.items() if key in keys}
        if problems:
            raise Refusals(problems)
        return read_keys

    properties = {key: kind.schema for key, kind in keys.items()}
    schema = {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}
    return Kind("mapping", read, schema)


def collected(problems: list[Refusal], path: Path, kind: Kind[T], raw: Any) -> T | None:
    """Return what a piece at ``path`` states; where it is none of its kind add why to ``problems``."""
    try:
        return kind.read(raw)
    except Refusal as refusal:
        problems.append(refusal.within(*path))
    except Refusals as refusals:
        problems += [one.within(*path) for one in refusals.every]
    return None


def allowed_names(names: tuple[str, ...]) -> Message:
    """Return what is allowed where one of a few names belongs."""
    return Message("{names}", names=names)


def described(raw: Any) -> Message:
    """Return what was found, for a message."""
    if isinstance(raw, dict):
        return Message("a mapping")
    if isinstance(raw, list):
        return Message("a list")
    if raw == "":
        return Message("nothing")
    quoted = isinstance(raw, str) and not isinstance(raw, Plain)
    text = str(raw)[:60] + ("…" if len(str(raw)) > 60 else "")
    return Message("the text {text}", text=f'"{text}"') if quoted else Message("{text}", text=text)
