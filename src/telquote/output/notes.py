"""Assumptions drawn together: each is said once, with the plans that rest on it; and each in JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Annotated

from typing_extensions import TypedDict

from telquote.decisions.assumptions import Assumption
from telquote.output.documents import read
from telquote.output.report import Speaker

AssumptionDocument = TypedDict(
    "AssumptionDocument",
    {
        "path": str,
        "says": str,
        "because": str,
        "value": str | None,
        "or": Annotated[list[str], attrgetter("alternatives")],
        "plan": str,
    },
)


def assumption_documents(plans: Iterable[tuple[str, Sequence[Assumption]]]) -> list[AssumptionDocument]:
    """Return the assumptions behind the figures of some plans."""
    return [read(AssumptionDocument, one, {"plan": plan}) for plan, resting in plans for one in resting]


@dataclass(slots=True)
class Note:
    """One assumption and the plans that rest on it."""

    assumption: Assumption
    plans: list[str] = field(default_factory=list)

    def text(self, plans: list[str], say: Speaker, carried: str = "") -> str:
        """Return the assumption in words, with the names given for its plans, and how far it carries the answer."""
        one = self.assumption
        parts = [say(one.says)]
        if one.alternatives:
            parts.append(say("(or {values})", values=one.alternatives))
        text = say("{says}: {because} [{plans}]", says=" ".join(parts), because=one.because, plans=plans)
        return f"{text} → {carried}" if carried else text


def grouped(plans: Iterable[tuple[str, Sequence[Assumption]]]) -> list[Note]:
    """Return each assumption of some plans once."""
    notes: dict[object, Note] = {}
    for plan, assumptions in plans:
        for one in assumptions:
            key = (one.name, one.value, one.because, one.says)
            notes.setdefault(key, Note(one)).plans.append(plan)
    return list(notes.values())


def together(plans: Sequence[str], everyone: Sequence[str], say: Speaker) -> list[str]:
    """Return plan ids with all plans of one vendor drawn together as ``vendor/*``."""
    if len(everyone) == len(plans) > 1:
        return [say("all plans")]
    names: list[str] = []
    for plan in plans:
        vendor = plan.partition("/")[0] + "/"
        family = [one for one in everyone if one.startswith(vendor)]
        whole = len(family) > 1 and all(one in plans for one in family)
        name = vendor + "*" if whole else plan
        if name not in names:
            names.append(name)
    return names
