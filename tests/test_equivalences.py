"""Two ways of saying the same cost the same, for every plan of which the rules say so."""

from fractions import Fraction
from typing import Any

from hypothesis import assume, given, note
from hypothesis import strategies as st
from random_cases import Drawn, cases
from random_plans import months, offer_of
from rich_plans import places_of_figures, replaced
from scenario_files import Kept

from telquote import Usage
from telquote.billing.months import by_month
from telquote.billing.quote import Quote, quote_of
from telquote.billing.refusals import NotOffered
from telquote.billing.simulation import simulate
from telquote.plans.document import Plain
from telquote.plans.figure_paths import figures as figures_of
from telquote.plans.offers import Offer


def quoted(offer: Offer, usage: Usage, horizon: int) -> Quote | None:
    try:
        return quote_of(simulate(offer, usage, horizon))
    except NotOffered:
        return None


def total(tree: dict[str, Any], figures: dict[str, Any], horizon: int) -> Fraction | None:
    quote = quoted(offer_of(tree), Usage(**figures), horizon)
    return None if quote is None else Fraction(quote.total)


def without_either(tree: dict[str, Any]) -> dict[str, Any]:
    """Return a plan without fees of which the horizon chooses one."""
    return {**tree, "fees": [{key: one for key, one in fee.items() if key != "either"} for fee in tree["fees"]]}


@given(cases(), months, st.integers(1, 14))
def test_a_minimum_term_is_a_longer_horizon_without_use(drawn: Drawn, horizon: int, more: int) -> None:
    """Of plans without `either` (chosen by the horizon) and without balances that are paid back at its end."""
    tree, figures = drawn
    tree = without_either(tree)
    tree["balances"] = [{key: one for key, one in part.items() if key != "refundable"} for part in tree["balances"]]
    tree.pop("minimum_term", None)
    note(Kept(tree, figures, horizon))
    usage = Usage(**figures)
    ends = horizon + more
    stops = {}
    for service, use in usage.uses():
        if use.quantity:
            own = usage.by_month.get(service, (Fraction(1),) * ends)
            stops[service] = (*own[:horizon], *(Fraction(0),) * more)
    bound = total({**tree, "minimum_term": Plain(f"{ends} months")}, figures, horizon)
    assert bound == total(tree, {**figures, "by_month": stops}, ends)


@given(cases(), months, st.booleans())
def test_a_counter_of_one_charge_changes_nothing(drawn: Drawn, horizon: int, by: bool) -> None:
    """Neither one that prices nothing, nor one by which the charge's own steps go. Of plans without other counters."""
    tree, figures = drawn
    laddered = [
        one
        for one in tree["charges"]
        if "tiers" in one and not (by and one["tiers"]["mode"] == "volume" and _has_flat(one["tiers"]))
    ]
    assume(laddered and "counters" not in tree)
    note(Kept(tree, figures, horizon))
    counted = laddered[0]
    counters = {"one": {"counts": [counted["id"]], "every": Plain("month")}}
    charges = tree["charges"]
    if by:
        ladder = {**counted, "tiers": {**counted["tiers"], "by": "one"}}
        charges = [ladder if one is counted else one for one in charges]
    assert total({**tree, "charges": charges, "counters": counters}, figures, horizon) == total(tree, figures, horizon)


def _has_flat(tiers: dict[str, Any]) -> bool:
    return any("flat" in step for step in tiers["steps"])


@given(cases(), months, st.sampled_from([Fraction(1, 3), Fraction(1, 2), Fraction(1)]))
def test_a_class_in_two_that_are_priced_alike_changes_nothing(drawn: Drawn, horizon: int, share: Fraction) -> None:
    tree, figures = drawn
    note(Kept(tree, figures, horizon))
    divided = _divided(tree)
    classes = {
        service: {of: _shared(shares, share) for of, shares in classed.items()}
        for service, classed in figures.get("classes", {}).items()
    }
    assert total(divided, {**figures, "classes": classes}, horizon) == total(tree, figures, horizon)


def _divided(tree: Any) -> Any:
    """Return a plan that names two classes in place of mobile."""
    if isinstance(tree, list):
        return [_divided(one) for one in tree]
    if not isinstance(tree, dict):
        return tree
    return {key: _in_two(value) if key == "when" else _divided(value) for key, value in tree.items()}


def _in_two(when: dict[str, list[str]]) -> dict[str, list[str]]:
    halves = {"mobile": ["mobile-a", "mobile-b"]}
    return {of: [half for name in names for half in halves.get(name, [name])] for of, names in when.items()}


def _shared(shares: dict[str, Fraction], share: Fraction) -> dict[str, Fraction]:
    if "mobile" not in shares:
        return shares
    halves = {"mobile-a": shares["mobile"] * share, "mobile-b": shares["mobile"] * (1 - share)}
    return {**{name: one for name, one in shares.items() if name != "mobile"}, **halves}


@given(cases(), st.integers(1, 14))
def test_a_held_plan_of_which_all_is_paid_costs_what_later_months_of_a_new_one_do(drawn: Drawn, horizon: int) -> None:
    """A year on, of plans whose balances begin anew each month, whose fees have no months of their own, without terms.

    And for use that is the same in every month.
    """
    tree, figures = drawn
    tree = without_either(tree)
    tree.pop("minimum_term", None)
    tree["balances"] = [
        one for one in tree["balances"] if one["buy"] == "monthly" and "valid" not in one and "rollover" not in one
    ]
    held = {service for one in tree["balances"] for service in _all_services(one)}
    tree["charges"] = [one for one in tree["charges"] if "from_balances" not in one or one["for"] in held]
    assume(tree["charges"])
    tree["fees"] = [
        {key: one for key, one in fee.items() if key not in ("from_month", "to_month")} for fee in tree["fees"]
    ]
    for key in ("by_month", "season", "growth"):
        figures = {name: one for name, one in figures.items() if name != key}
    note(Kept(tree, figures, horizon, {}))
    usage, plan = Usage(**figures), offer_of(tree)
    year, longer = quoted(plan, usage, 12), quoted(plan, usage, 12 + horizon)
    today = quoted(plan._replace(held={}), usage, horizon)
    if year is None or longer is None:
        return
    assert today is not None
    assert today.total == longer.total - year.total


def _all_services(balance: dict[str, Any]) -> tuple[str, ...]:
    kind = ("inbound", "callback", "outbound") if "minutes" in balance else ()
    kind = kind or (("sms", "missed_callback", "voicemail") if "units" in balance else ())
    return tuple(one for one in kind if one in balance.get("for", kind))


@given(cases(), months, st.data())
def test_an_unknown_figure_changes_nothing_or_keeps_the_plan_out(
    drawn: Drawn, horizon: int, data: st.DataObject
) -> None:
    """Of plans whose prices name no classes: what use is taken to be of goes by the prices that are known."""
    tree, figures = drawn
    places = places_of_figures(tree)
    assume(places and not any("when" in one for one in tree["charges"]))
    unknown = replaced(tree, data.draw(st.sampled_from(places)), Plain("unknown"))
    note(Kept(unknown, figures, horizon))
    asked = quoted(offer_of(unknown), Usage(**figures), horizon)
    if asked is not None:
        assert asked == quoted(offer_of(tree), Usage(**figures), horizon)
        return
    try:
        simulate(offer_of(unknown), Usage(**figures), horizon)
    except NotOffered as refusal:
        named = refusal.reason.parts.get("path")
        paths = {path for one in figures_of(offer_of(unknown).plan) for path in (one.path, one.long_path)}
        assert named is None or named in paths  # so that it can be given with --assume


@given(cases(), months)
def test_upfront_is_at_most_what_the_first_month_pays(drawn: Drawn, horizon: int) -> None:
    """Of plans that pay nothing to the buyer, whose money pays no fees and no minimum."""
    tree, figures = drawn
    paid_back = any(str(one.get("per_minute", "")).startswith("-") for one in tree["charges"])
    money = [one for one in tree["balances"] if "minutes" not in one and "units" not in one]
    assume(not paid_back and not any("fees" in one.get("for", ()) for one in money))
    assume(not money or "minimum" not in tree.get("bill", {}))
    note(Kept(tree, figures, horizon))
    try:
        ledger = simulate(offer_of(tree), Usage(**figures), horizon)
    except NotOffered:
        return
    ((first, *_), _) = by_month(ledger.entries(), horizon)
    assert quote_of(ledger).upfront <= first.paid


@given(cases(), months, st.integers(1, 10))
def test_the_first_months_of_a_longer_horizon_are_those_of_a_shorter_one(drawn: Drawn, horizon: int, more: int) -> None:
    """Of plans without `either` and without a yearly minimum: a horizon that cuts its year makes it up at its end."""
    tree, figures = drawn
    tree = without_either(tree)
    assume(tree.get("bill", {}).get("minimum", {}).get("every") != "year")
    note(Kept(tree, figures, horizon))
    plan, usage = offer_of(tree), Usage(**figures)
    try:
        shorter, longer = (simulate(plan, usage, one) for one in (horizon, horizon + more))
    except NotOffered:
        return
    months_of_both = [by_month(one.entries(), one.months)[0][:horizon] for one in (shorter, longer)]
    assert [(one.paid, one.entries) for one in months_of_both[0]] == [
        (one.paid, one.entries) for one in months_of_both[1]
    ]
    held = [[{name: left for name, left in one.held.items() if left} for one in months] for months in months_of_both]
    assert held[0] == held[1]
