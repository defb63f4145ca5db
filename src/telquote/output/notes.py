"""Assumptions drawn together: each is said once, with the plans that rest on it; and each in JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Annotated

from typing_extensions import TypedDict

from telquote.decisions.assumptions import Assumption
from telquote.output.documents import read

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


def grouped(plans: Iterable[tuple[str, Sequence[Assumption]]]) -> list[Note]:
    """Return each assumption of some plans once."""
    notes: dict[object, Note] = {}
    for plan, assumptions in plans:
        for one in assumptions:
            key = (one.name, one.value, one.because, one.says)
            notes.setdefault(key, Note(one)).plans.append(plan)
    return list(notes.values())
