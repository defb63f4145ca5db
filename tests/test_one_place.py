"""One place for one fact: what follows from the tables of services, figures, criteria and keys is held to them here.

Each of these tests names what was forgotten once something new stands in the table.
"""

import sys
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any, get_args
from unittest import mock

import pytest
from command import telquote
from random_plans import offer_of
from scenario_files import read_scenarios

from telquote import Usage, compare, load_plans
from telquote.billing.criteria import CRITERIA, OF_PAYMENTS
from telquote.billing.quote import cost_of, quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.cli.options import BY_WORDS, UsageOptions
from telquote.decisions import assumptions
from telquote.decisions.quantities import NAMES, quantity_named
from telquote.exact import DEFAULT_MONTHS
from telquote.language.chinese import CHINESE
from telquote.output import questions
from telquote.output.breakeven import screen as breakeven_screen
from telquote.output.compare import screen
from telquote.output.compare.ranking import FIGURES
from telquote.output.documents import asked_usage, usage_document
from telquote.output.starting_files import starting_file
from telquote.output.usage_words import used_in
from telquote.plans import balances, bill, charges, fees
from telquote.plans.document import Plain
from telquote.plans.part import Part
from telquote.plans.plan import Defaults, Limited
from telquote.plans.services import CALL_SERVICES, COUNTED_BY, HELD, SERVICES, USAGE_FIGURES, BilledPer
from telquote.usage.file_model import UsageFile
from telquote.usage.reading import stated_usage


def used(name: str, quantity: int = 5) -> Usage:
    """Return a usage of one figure."""
    figures: dict[str, Any] = {name: quantity}
    return Usage(**figures)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_counted_used_and_said(service: str) -> None:
    assert set(COUNTED_BY) == set(SERVICES)
    assert service in CHINESE
    if service in CALL_SERVICES:
        assert f"{service} use" in CHINESE
        assert service in questions._OF_A_MINUTE


@pytest.mark.parametrize("name", USAGE_FIGURES)
def test_a_figure_of_a_usage_is_everywhere(name: str) -> None:
    figure, option = USAGE_FIGURES[name], "--" + name.replace("_", "-")
    usage = used(name)
    assert dict(usage.uses())[figure.service].quantity > 0
    assert usage.varied == name
    assert name in UsageFile.model_fields
    assert name in {field.name for field in fields(UsageOptions)}
    assert figure.service in usage_document(usage)
    assert [service for service, _, _ in used_in(usage).uses] == [figure.service]
    assert figure.words in CHINESE
    assert option in telquote("compare", "-h").stdout
    assert name in starting_file("usage", "")


@pytest.mark.parametrize("name", NAMES)
def test_what_can_vary_is_named_in_the_help_and_on_screen(name: str) -> None:
    help_of_over = telquote("breakeven", "-h").stdout.replace("\n", " ")
    assert name.replace("_", "-") in help_of_over
    assert name in breakeven_screen._OVER
    assert quantity_named(name, Usage(minutes=9)).name == name


def test_what_is_held_is_counted_limited_and_said() -> None:
    assert {"account", *HELD} == set(get_args(BilledPer))
    assert tuple(HELD.values()) == get_args(Limited)
    assert tuple(assumptions._COUNTED) == tuple(HELD)
    for name in HELD.values():
        assert name in UsageFile.model_fields
        assert asked_usage(used(name, 2))[name] == 2


STATED: dict[str, Any] = {
    "call_length": "90",
    "call_lengths": [{"seconds": "30", "calls": "2"}],
    "classes": {"inbound": {"origin": {"mobile": "1"}}},
    "season": ["1"] * 11 + ["2"],
    "growth": {"percent": "5", "every": "year"},
    "start": "2026-11-15",
}
"""What a usage file states for the keys that are no single number."""


@pytest.mark.parametrize("key", sorted(set(UsageFile.model_fields) - {"current"}))
def test_every_key_of_a_usage_file_is_taken_and_repeated(key: str) -> None:
    """``current`` names a plan, and changes nothing of what is used."""
    from random_plans import plain_tree

    tree = plain_tree({"minutes": "100", key: STATED.get(key, "7")} if key != "calls" else {"calls": "7"})
    plain = asked_usage(Usage(minutes=100))
    assert asked_usage(Usage(**stated_usage(UsageFile.model_validate(tree)).figures)) != plain


@pytest.mark.parametrize("by", CRITERIA)
def test_a_criterion_is_a_figure_of_everything(by: Any) -> None:
    ranking = compare(load_plans("plans"), Usage(minutes=900), by=by)
    ledger = simulate(ranking.ranked[0].offer, Usage(minutes=900), DEFAULT_MONTHS)
    assert cost_of(ledger, by) == quote_of(ledger).cost(by)
    assert by in BY_WORDS
    assert by in CHINESE
    assert by in {figure.key for figure in FIGURES}
    assert by in screen._HEADINGS
    assert f'"{by}": ' in telquote("simulate", "baidu/lixianbao", "--minutes", "9", "--format", "json").stdout
    assert set(OF_PAYMENTS) <= set(CRITERIA)


def test_the_horizon_is_one_constant() -> None:
    for command in ("compare", "check"):
        assert f"else {DEFAULT_MONTHS}" in telquote(command, "-h").stdout.replace("\n", " ")
    assert compare(load_plans("plans"), Usage(minutes=9)).months == DEFAULT_MONTHS


BILLED = [
    part
    for module in (charges, balances, fees, bill)
    for part in vars(module).values()
    if isinstance(part, type) and issubclass(part, Part) and part is not Part
]
SAID = {"name", "note", "source"}
"""Keys of any part that are for a reader."""


@pytest.fixture(scope="module")
def read() -> set[tuple[type, str]]:
    """Return which keys of which parts billing reads on its way through every scenario of a rule."""
    found: set[tuple[type, str]] = set()
    get = Part.__getattribute__

    def recording(self: Part, name: str) -> Any:
        if name in type(self).model_fields:
            asking: Any = sys._getframe(1)
            while asking and asking.f_globals["__name__"].startswith((__name__, "telquote.plans")):
                walk = asking.f_globals["__name__"] == "telquote.plans.figure_paths"  # reads whatever there is
                asking = None if walk else asking.f_back  # a property of a part is asked for by whoever asks for it
            if asking and asking.f_globals["__name__"].startswith("telquote.billing"):
                found.add((type(self), name))
        return get(self, name)

    offers = [(offer_of({"id": "p", "name": "p", **row.plan}), row) for row in read_scenarios("rules.yaml")]
    with mock.patch.object(Part, "__getattribute__", recording):
        for offer, row in offers:
            try:
                simulate(offer, row.usage, row.months)
            except NotOffered:
                continue
    return found


@pytest.mark.parametrize("part", BILLED, ids=lambda part: part.__name__)
def test_every_key_that_prices_is_read_where_bills_are_made(part: type[Part], read: set[tuple[type, str]]) -> None:
    """A rule that is added to the model of a file and forgotten in billing would be ignored without a word."""
    unread = {key for key in part.model_fields if key not in SAID and (part, key) not in read}
    assert unread == ({"from_balances"} if part is charges.Charge else set())  # says that no price is left out


def test_every_key_of_a_plan_that_prices_is_read(read: set[tuple[type, str]]) -> None:
    said = {"features", "requires", "assumptions", "advantages", "drawbacks", "cautions"}
    keys = {key for part, key in read if issubclass(part, Defaults)}
    assert set(Defaults.model_fields) - said - SAID - keys == set()


def test_what_a_month_is_sums_up() -> None:
    """The share of one service in a usage is what its figures say, whichever of them it is given by."""
    for minutes, calls in ((one.amount, one.calls) for one in COUNTED_BY.values() if one.calls):
        by_minutes = dict(replace(used(minutes, 6), call_length=60).uses())
        by_calls = dict(replace(used(calls, 6), call_length=60).uses())
        assert by_minutes == by_calls
        assert Fraction(by_minutes[USAGE_FIGURES[minutes].service].calls) == 6


@pytest.mark.parametrize("name", [name for name in NAMES if name in USAGE_FIGURES])
@pytest.mark.parametrize("service", SERVICES)
def test_a_plan_depends_on_the_figures_of_what_it_charges(name: str, service: str) -> None:
    price = "per_call" if service in CALL_SERVICES else "per_unit"
    offer = offer_of({"name": "p", "charges": [{"id": "c", "for": service, price: Plain("1")}]})
    assert quantity_named(name, Usage()).matters(offer) == (USAGE_FIGURES[name].service == service)
