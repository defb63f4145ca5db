"""What a plan's figures rest on, in JSON."""

from collections.abc import Sequence

from typing_extensions import TypedDict

from telquote.decisions.assumptions import Assumption

AssumptionDocument = TypedDict(
    "AssumptionDocument",
    {"path": str, "says": str, "because": str, "value": str | None, "or": list[str], "plan": str},
)


def assumption_documents(plan: str, assumptions: Sequence[Assumption]) -> list[AssumptionDocument]:
    """Return the assumptions behind a plan's figures."""
    return [
        {
            "path": one.path,
            "says": one.says.said("en"),
            "because": one.because.said("en"),
            "value": one.value,
            "or": list(one.alternatives),
            "plan": plan,
        }
        for one in assumptions
    ]
