"""What a plan file says in words: sources, requirements, facts, advice, and what is taken for granted."""

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field

from telquote.language import Message, Text
from telquote.plans.figures import Flag, Id, Line, SourceDate, Url, Words
from telquote.plans.part import Broken, Part, as_list, described, stated
from telquote.plans.reading import Refusal
from telquote.plans.services import Service

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

    def broken(self) -> Broken:
        """Yield what breaks the rule: a statement says something, in one language or in both."""
        if not stated(self, ("zh", "en")):
            yield (), Refusal("not-a-text", Message("one of these keys is needed: {keys}", keys=("zh", "en")))


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
