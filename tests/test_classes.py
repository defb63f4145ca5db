"""Classes that are guessed: where how much is used can decide which of them is the dearest."""

from fractions import Fraction
from typing import Any

import pytest
from random_plans import offer_of, plain_tree

from telquote import Usage
from telquote.billing.classes import guessed_by_volume

LADDER = {"tiers": {"mode": "graduated", "steps": [{"up_to": "9", "per_minute": "1"}, {"per_minute": "0.1"}]}}
FLAT = {"per_minute": "0.5"}


def charge(name: str, price: dict[str, Any], origin: str | None = None, service: str = "inbound") -> dict[str, Any]:
    when = {} if origin is None else {"when": {"origin": origin}}
    return {"id": name, "for": service, **price, **when}


@pytest.mark.parametrize(
    ("rule", "charges", "guessed"),
    [
        ("two classes, one by a ladder", [charge("a", LADDER, "mobile"), charge("b", FLAT, "landline")], True),
        ("two classes at one price each", [charge("a", FLAT, "mobile"), charge("b", FLAT, "landline")], False),
        ("one class alone", [charge("a", LADDER, "mobile")], False),
        ("a class and all others", [charge("a", LADDER, "mobile"), charge("b", FLAT)], False),
        (
            "the ladder of another service",
            [charge("a", FLAT, "mobile"), charge("b", FLAT, "landline"), charge("c", LADDER, service="outbound")],
            False,
        ),
    ],
)
def test_where_the_volume_decides_on_the_class(rule: str, charges: list[dict[str, Any]], *, guessed: bool) -> None:
    plan = offer_of(plain_tree({"name": "P", "charges": charges})).plan
    assert guessed_by_volume(plan, Usage()) == guessed, rule


def test_classes_that_are_said_are_not_guessed() -> None:
    charges = [charge("a", LADDER, "mobile"), charge("b", FLAT, "landline")]
    plan = offer_of(plain_tree({"name": "P", "charges": charges})).plan
    assert not guessed_by_volume(plan, Usage(classes={"inbound": {"origin": {"mobile": Fraction(1)}}}))
