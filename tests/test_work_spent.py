"""What answers take in work: ticks and simulations, which are the same on every machine.

Whoever changes a search or what a step of it counts as sees here what it costs; read both columns before keeping them.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from metered import spent

from telquote import Usage, compare, load_plans, simulate
from telquote.decisions.answer import answer_of
from telquote.decisions.breakeven import breakeven
from telquote.decisions.entrants import Entrant
from telquote.decisions.over_path import figure_of
from telquote.decisions.quantities import quantity_named
from telquote.decisions.sensitivity import sensitivity
from telquote.decisions.window import window_of
from telquote.plans.offers import Offer
from telquote.usage.pattern import Growth

KEPT = Path("tests/golden/work.txt")
HEAD = "format: 1\nvendor: v\nname: V\ncurrency: CNY\nplans:\n"
CHARGED = "charges: [{id: in, for: inbound, per_minute: 0.13}]"
SETS = {
    "packs": f"""
  - {{id: p, name: P, {CHARGED}, balances: [{{id: a, price: 30, minutes: 270, buy: always}}]}}
  - {{id: q, name: Q, {CHARGED}, balances: [{{id: a, price: 47, minutes: 410, buy: always, valid: 5 months}}]}}
  - {{id: r, name: R, {CHARGED}, fees: [{{id: rental, price: 21, every: month}}]}}
""",
    "accounts": f"""
  - {{id: p, name: P, {CHARGED}, balances: [{{id: a, top_up: {{first: 200, at_least: 50}}, buy: as_needed}}]}}
  - {{id: q, name: Q, {CHARGED}, balances: [{{id: g, price: 0, credit: 100, buy: once, valid: 3 months}},
      {{id: a, price: 90, credit: 100, buy: as_needed}}]}}
  - {{id: r, name: R, {CHARGED}, balances: [{{id: a, price: 100, minutes: 900, buy: monthly, rollover: {{}}}}]}}
""",
    "ladders": """
  - {id: p, name: P, charges: [{id: in, for: inbound, tiers: {mode: volume, steps: [{up_to: 700, per_minute: 0.2},
      {up_to: 3000, per_minute: 0.15, flat: 9}, {per_minute: 0.1}]}}]}
  - {id: q, name: Q, charges: [{id: in, for: inbound, increment: 60/60, per_minute: 0.11, connect_fee: 0.05}],
      bill: {minimum: {price: 50, every: month}, tax: {percent: 6, included: false},
      discount: {mode: graduated, steps: [{up_to: 100, percent: 0}, {percent: 10}]}}}
  - {id: r, name: R, charges: [{id: in, for: inbound, increment: 60/60, per_minute: 0.12}],
      bill: {rounding: {per: month, decimals: 0, mode: up}}}
""",
    "doubted": """
  - {id: p, name: P, charges: [{id: in, for: inbound, per_minute: {assumed: 0.12, because: b, or: [0.1, 0.15]}}],
      fees: [{id: rental, price: {assumed: 100, because: b, or: [0, 200]}, every: month}]}
  - {id: q, name: Q, charges: [{id: in, for: inbound, per_minute: 0.14}],
      balances: [{id: a, price: 30, minutes: {assumed: 300, because: b, or: [200]}, buy: always}]}
  - {id: r, name: R, charges: [{id: in, for: inbound, per_minute: unknown}]}
""",
    "classes": """
  - {id: p, name: P, charges: [{id: m, for: inbound, per_minute: 0.2, when: {origin: mobile}},
      {id: in, for: inbound, per_minute: 0.1, increment: 6/6}]}
  - {id: q, name: Q, charges: [{id: in, for: inbound, per_minute: 0.14}], fees: [{id: s, every: month, per: seat,
      bands: {mode: graduated, steps: [{up_to: 2, price: 10}, {price: 5}]}}]}
""",
}
HALVES = {"inbound": {"origin": {"mobile": Fraction(1, 2), "landline": Fraction(1, 2)}}}
LENGTHS = ((Fraction(30), Fraction(3)), (Fraction(240), Fraction(2)))
USES = {
    "": Usage(minutes=600),
    "by calls": Usage(calls=200, call_length=150),
    "classed": Usage(minutes=600, classes=HALVES, call_lengths=LENGTHS, seats=4),
    "growing": Usage(minutes=600, growth=Growth(Fraction(5), 3), season=(*[Fraction(1)] * 6, *[Fraction(1, 2)] * 6)),
}

Asked = Callable[[tuple[Offer, ...], Usage], Any]


def ranked(offers: tuple[Offer, ...], usage: Usage) -> None:
    answer_of(compare(offers, usage, months=14))


def doubted(offers: tuple[Offer, ...], usage: Usage) -> None:
    sensitivity(compare(offers, usage, months=14, volumes=False), prices=True)


def over(name: str, **ends: Any) -> Asked:
    def ask(offers: tuple[Offer, ...], usage: Usage) -> int:
        entrants = [Entrant(one.id, (one,)) for one in offers]
        found = breakeven(entrants, usage, quantity_named(name, usage), months=14, **ends)
        if name != "months":
            window_of(found, 600)
        return found.simulations

    return ask


def over_price(path: str) -> Asked:
    def ask(offers: tuple[Offer, ...], usage: Usage) -> int:
        entrants = [Entrant(one.id, (one,)) for one in offers]
        return breakeven(entrants, usage, figure_of(entrants, path), months=14).simulations

    return ask


def simulated(offers: tuple[Offer, ...], usage: Usage) -> None:
    for one in offers:
        simulate(one, usage, 14)


QUESTIONS: list[tuple[str, str, str, Asked]] = [
    *(("compare", name, "", ranked) for name in SETS),
    *(("compare", name, "by calls", ranked) for name in ("packs", "ladders")),
    ("compare", "classes", "classed", ranked),
    *(("sensitivity", name, "", doubted) for name in SETS),
    *(("breakeven over minutes", name, "", over("minutes", last=2_000)) for name in SETS),
    *(("breakeven over minutes, no end", name, "", over("minutes")) for name in ("packs", "classes")),
    ("breakeven over call-length", "ladders", "by calls", over("call_length", last=300)),
    ("breakeven over months", "accounts", "growing", over("months", last=60)),
    ("breakeven over a price", "packs", "", over_price("v/p:a.price")),
    ("breakeven over a price", "accounts", "", over_price("v/q:in.per_minute")),
    ("breakeven over a price", "accounts", "growing", over_price("v/p:a.top_up.at_least")),
    *(("simulate", name, "growing", simulated) for name in SETS if name != "doubted"),
    ("simulate", "classes", "classed", simulated),
]


def test_answers_take_the_work_that_is_kept(tmp_path: Path, kept: Callable[[Path, str], None]) -> None:
    rows = ["   ticks  simulations  question"]
    for question, name, using, ask in QUESTIONS:
        file = tmp_path / f"{name}.yaml"
        file.write_text(HEAD + SETS[name].lstrip("\n"))
        offers = load_plans(file).offers()
        simulations, ticks, whole = spent(partial(ask, offers, USES[using]))
        looked = "-" if simulations is None else simulations
        cut = "" if whole else " (cut short)"
        rows.append(f"{ticks:>8}{looked:>13}  {question}, {name}{using and ', ' + using}{cut}")
    kept(KEPT, "\n".join(rows) + "\n")
