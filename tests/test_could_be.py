"""What the cheapest plan could cost, and what not asking can, equal every combination tried by itself."""

from fractions import Fraction
from typing import Any

import pytest
from doubted_plans import Brute, Doubt, doubted_plans, doubts_of_usage
from hypothesis import assume, given
from hypothesis import strategies as st
from random_plans import offers_from, plain_tree

from telquote import Usage, compare
from telquote.decisions.answer import answer_of
from telquote.decisions.could_be import Worst

UNITS = ("seats", "numbers", "channels")


@pytest.mark.slow
@given(doubted_plans(), st.integers(1, 60), st.sampled_from([None, 1, 7]), st.sampled_from(UNITS), st.integers(1, 4))
def test_every_combination(
    drawn: tuple[list[Any], list[Doubt]], minutes: int, calls: int | None, unit: str, months: int
) -> None:
    trees, doubts = drawn
    counts: Any = {one: 1 for one in UNITS if one != unit}
    usage = Usage(minutes=minutes, calls=calls, **counts)
    ranking = compare(offers_from(*trees), usage, months=months, volumes=False)
    assume(ranking.ranked)
    answer = answer_of(ranking)
    brute = Brute(trees, [*doubts, *doubts_of_usage(usage, trees)], usage, months)
    names = [offer.id for offer in offers_from(*trees)]
    ranked = [names.index(plan.offer.id) for plan in ranking.ranked]
    lead = names.index(answer.lead.offer.id)
    costs = {at: [row[plan] for plan in ranked] for at, row in brute.costs.items()}
    of_lead = {at: row[lead] for at, row in brute.costs.items()}
    known = [cost for cost in of_lead.values() if cost is not None]
    could = answer.could_be
    assert (could.lowest, could.highest) == (min(known), max(known))
    moving = {index for index in brute.moving for at in costs if costs[at] != costs[(*at[:index], 0, *at[index + 1 :])]}
    size = 1
    for index in moving:
        size *= len(brute.doubts[index].others) + 1
    assert could.combinations == size
    for plan in ranking.ranked:
        own = [row[names.index(plan.offer.id)] for row in brute.costs.values()]
        offered = [cost for cost in own if cost is not None]
        assert answer.spans[plan.offer.id] == (min(offered), max(offered))
    losses = {
        at: cost - min(one for one in costs[at] if one is not None) for at, cost in of_lead.items() if cost is not None
    }
    worst = max(losses.values())
    assert (could.worst.by if could.worst else Fraction(0)) == worst
    stays = [at for at in of_lead if losses.get(at) == 0]
    expected = "all" if len(stays) == len(of_lead) else "some" if any(any(at) for at in stays) else "taken"
    assert could.stays == expected
    _check_questions(answer, brute, costs, of_lead)


def _check_questions(answer: Any, brute: Brute, costs: dict[Any, list[Any]], of_lead: dict[Any, Any]) -> None:
    """Check what not asking can cost: each figure by itself, a vendor's with calls of every length."""
    taken = (0,) * len(brute.doubts)
    now = of_lead[taken]
    expected = {}
    for index, doubt in enumerate(brute.doubts):
        free = {index} | ({at for at, one in enumerate(brute.doubts) if one.of_calls} if doubt.places else set())
        rows = [at for at in costs if at[index] and all(not at[other] for other in range(len(at)) if other not in free)]
        least = {at: min((cost for cost in costs[at] if cost is not None), default=None) for at in rows}
        same = {at: (*at[:index], 0, *at[index + 1 :]) for at in rows}  # with calls of the same lengths, as taken
        taken_least = {at: min((cost for cost in costs[at] if cost is not None), default=None) for at in same.values()}
        if not any(of_lead[at] != of_lead[same[at]] or least[at] != taken_least[same[at]] for at in rows):
            continue
        losses = [of_lead[at] - least[at] for at in rows if of_lead[at] is not None]
        adds = [of_lead[at] - now for at in rows if of_lead[at] is not None]
        expected[index] = (max([Fraction(0), *losses]), max([Fraction(0), *adds]))
    assert sorted(expected.values()) == sorted((one.costs, one.adds) for one in answer.questions)
    order = [(not one.unserved, -one.costs, -one.adds) for one in answer.questions if one.plan is not None]
    assert [one for one in order if one[0]] == sorted(one for one in order if one[0]) or len(
        {q.plan for q in answer.questions}
    ) > 1
    if answer.questions:
        assert answer.questions[0].costs == max(one.costs for one in answer.questions) or answer.questions[0].unserved


PRICES: list[tuple[str, list[dict[str, Any]], tuple[Any, ...], tuple[Any, ...] | None]] = [
    ("nothing moves", [{"price": "10"}, {"price": "20"}], (10, 10, 1, "all", 0), None),
    ("it never costs more", [{"price": ["10", "12", "20"]}, {"price": "20"}], (10, 20, 3, "all", 0), None),
    ("it costs more otherwise", [{"price": ["10", "30"]}, {"price": "20"}], (10, 30, 2, "taken", 0), (10, "v/p1")),
    (
        "it costs more at some of all",
        [{"price": ["10", "30"]}, {"price": ["20", "40"]}],
        (10, 30, 4, "some", 0),
        (10, "v/p1"),
    ),
    (
        "another costs less otherwise",
        [{"price": "10"}, {"price": ["20", "4"]}, {"price": ["21", "40", "7"]}],
        (10, 10, 6, "some", 0),
        (6, "v/p1"),
    ),
    (
        "of two that can cost as little the one that pays least first",
        [{"price": "10"}, {"price": ["21", "4"]}, {"price": ["20", "4"]}],
        (10, 10, 4, "taken", 0),
        (6, "v/p2"),
    ),
    (
        "it is not sold for so many otherwise",
        [{"price": "10", "limits": {"seats": {"at_most": "1"}}}, {"price": "20"}],
        (10, 10, 2, "taken", 1),
        None,
    ),
    (
        "another is not",
        [{"price": "10"}, {"price": "20", "limits": {"seats": {"at_most": "1"}}}],
        (10, 10, 2, "all", 0),
        None,
    ),
]


@pytest.mark.parametrize(("rule", "plans", "expected", "worst"), PRICES)
def test_what_the_cheapest_could_cost(
    rule: str, plans: list[dict[str, Any]], expected: tuple[Any, ...], worst: tuple[Any, ...] | None
) -> None:
    answer = answer_of(compare(offers_from(*map(_tree, plans)), Usage(minutes=5), months=1))
    could = answer.could_be
    found = could.lowest, could.highest, could.combinations, could.stays, could.not_offered_at
    assert (answer.lead.offer.id, found) == ("v/p0", expected), rule
    assert (None if could.worst is None else (could.worst.by, could.worst.plan)) == worst, rule


def _tree(plan: dict[str, Any]) -> dict[str, Any]:
    """Return a plan that costs a price once, of which the first is taken and the others are as likely."""
    taken, *others = plan["price"] if isinstance(plan["price"], list) else [plan["price"]]
    price = {"assumed": taken, "because": "b", "or": others} if others else taken
    fees = [{"id": "f", "price": price, "every": plan.get("every", "once")}]
    charges = [{"id": "in", "for": "inbound", "per_minute": "0"}]
    tree: dict[str, Any] = plain_tree({"name": "P", "charges": charges, "fees": fees, "limits": plan.get("limits", {})})
    return tree


@pytest.mark.parametrize(("alternatives", "one_at_a_time"), [((3, 7, 31), False), ((4, 4, 40), True)])
def test_a_table_holds_1024_costs_and_no_more(alternatives: tuple[int, ...], one_at_a_time: bool) -> None:
    tree = _tree({"price": "10"})
    tree["fees"] = [
        {
            "id": f"f{at}",
            "every": "once",
            "price": {"assumed": "1", "because": "b", "or": [str(2 + n) for n in range(many)]},
        }
        for at, many in enumerate(alternatives)
    ]
    answer = answer_of(compare(offers_from(plain_tree(tree), _tree({"price": "900"})), Usage(minutes=5), months=1))
    could = answer.could_be
    assert (could.one_at_a_time, answer.partly == {"v/p0"}) == (one_at_a_time, one_at_a_time)
    assert could.highest == (1 + max(alternatives) + 2 if one_at_a_time else sum(alternatives) + 3)


def test_an_answer_is_open_as_soon_as_anything_can_change() -> None:
    sure = answer_of(compare(offers_from(_tree({"price": "10"}), _tree({"price": "20"})), Usage(minutes=5), months=1))
    asked = answer_of(compare(offers_from(_tree({"price": ["10", "12"]})), Usage(minutes=5), months=1))
    could = sure.could_be
    assert not sure.open
    assert sure._replace(questions=asked.questions).open
    assert sure._replace(could_be=could._replace(highest=could.lowest + 1)).open
    assert sure._replace(could_be=could._replace(not_offered_at=1)).open
    assert sure._replace(could_be=could._replace(worst=Worst(Fraction(1), "v/p1", ((0, 1),)))).open
