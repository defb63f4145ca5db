"""What every part of a plan file's model is made of, and the parts that words belong to."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from telquote.language import Text
from telquote.plans import rules
from telquote.plans.kinds import Refusal, as_error
from telquote.plans.services import Service
from telquote.plans.values import Flag, Id, Line, SourceDate, Url, Words


def described(text: str, **more: Any) -> Any:
    """Return a key that can be left out, with what it means."""
    return Field(default=None, description=text, **more)


class Part(BaseModel):
    """A mapping of the plan file: only known keys, and no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    @model_validator(mode="after")
    def _obeys_rules(self) -> "Part":
        problems = [refusal.within(*path) for path, refusal in self.broken()]
        if problems:
            raise as_error(type(self).__name__, problems)
        return self

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:
        """Yield each rule that the keys break together, with the path of the key to point at."""
        yield from ()


def as_list(raw: Any) -> Any:
    """Return a single name as a list of one."""
    return [raw] if isinstance(raw, str) else raw


Services = Annotated[
    tuple[Service, ...],
    BeforeValidator(as_list, json_schema_input_type=Service | Annotated[list[Service], Field(min_length=1)]),
    Field(min_length=1),
]


class Source(Part):
    """Where figures come from."""

    title: Words
    url: Url | None = described("Where it can be read, http or https")
    date: SourceDate | None = described("The day, month or year that the source itself bears; else undated")
    retrieved: SourceDate | None = described("The day on which it was read")
    trust: Line | None = described("How far it can be trusted, and why")


class Said(Part):
    """Something that has a name and is said in words."""

    id: Id
    zh: Line | None = None
    en: Line | None = None
    short: Words | None = described("A few words for lists")

    @property
    def text(self) -> Text:
        """Return what it says, in words."""
        return Text(zh=self.zh or "", en=self.en or "") if self.zh or self.en else Text(en=self.id)


class Requirement(Said):
    """Something the buyer must accept or have; printed wherever the plan ranks."""

    id: Id = Field(description="Its name for --refuse")
    priced: Flag | None = described("false: it costs money that is in no total of the plan")

    @property
    def unpriced(self) -> bool:
        """Tell whether what it costs is in no total."""
        return self.priced is False


class Statement(Part):
    """Something that a source says."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["zh"]}, {"required": ["en"]}]})

    zh: Line | None = None
    en: Line | None = None
    source: Id | None = None

    @property
    def text(self) -> Text:
        """Return what it says, in words."""
        return Text(zh=self.zh or "", en=self.en or "")

    def broken(self) -> Iterator[tuple[tuple[str | int, ...], Refusal]]:  # noqa: D102
        yield from rules.statement(self)


class Fact(Statement):
    """Something worth knowing that is no figure, such as where help is to be had."""

    url: Url | None = described("Where more of it stands")


class Recommendation(Statement):
    """What a source advises its reader to take."""

    because: tuple[Words, ...] = Field(default=(), description="Its reasons")


class PlanAssumption(Said):
    """Something taken for granted that is no figure, such as who pays once a gift is used up."""

    id: Id = Field(description="Its name in results")
    because: Words = Field(description="Why it was taken for granted")
    ask: Words | None = described("The question as one would put it to the vendor")
    otherwise: dict[Line, Line] = Field(
        default_factory=dict, description="Figures that would hold instead, by their paths: all together"
    )
    services: Services | None = described("The services whose cost rests on it; absent: all", alias="for")
