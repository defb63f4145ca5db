"""All that is known of some plans, as a person reads it: what they cost first, then what one should know."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from telquote.decisions.assumptions import as_written
from telquote.language import Language, Message, Text
from telquote.language.measures import CurrencyName, Typed
from telquote.language.signs import HARD_SPACE
from telquote.output.items import bill_terms, limit_terms
from telquote.output.report import ACT, BOLD, Column, Label, Labels, Lines, Report, Speaker, Table
from telquote.output.show.costs import costs_of, value_text
from telquote.plans.figure_paths import figures
from telquote.plans.offers import Offer
from telquote.plans.plan import Plan, Vendor
from telquote.plans.services import COUNTED_BY
from telquote.plans.statements import Fact, Source

if TYPE_CHECKING:
    from telquote.plans.figures import Value


def offer_report(offers: Sequence[Offer], language: Language, options: Sequence[str] = ()) -> Report:
    """Return everything that the files say of some plans, by vendor; ``options`` find their files again."""
    say = Speaker(language)
    report = Report("")
    vendors = {offer.vendor.vendor: offer.vendor for offer in offers}
    for vendor in vendors.values():
        _add_vendor(report, vendor, [one for one in offers if one.vendor.vendor == vendor.vendor], say, options)
    currency = offers[0].currency if offers else ""  # those of one currency are compared
    named = [name for one in vendors.values() if one.currency == currency for name in _named(one, offers)]
    usage = (f"--{_volume(offers).replace('_', '-')}", "3000")
    compare = Typed(("telquote", "compare", *named, *options, *usage))
    report.parts.append(Labels([Label("", say(Message("{command}", command=compare)), ACT)], 0))
    return report


def _named(vendor: Vendor, offers: Sequence[Offer]) -> list[str]:
    """Return by which names the plans of a vendor are chosen."""
    chosen = [offer.id for offer in offers if offer.vendor.vendor == vendor.vendor]
    return [vendor.vendor] if len(chosen) == len(vendor.plans) else chosen


def _volume(offers: Sequence[Offer]) -> str:
    """Return the figure of a usage that most of the plans serve."""
    sold = Counter(charge.service for offer in offers for charge in offer.plan.charges if not charge.reject)
    return COUNTED_BY[max(sold, key=lambda one: (sold[one], one == "inbound"))].amount if sold else "minutes"


def _add_vendor(report: Report, vendor: Vendor, offers: Sequence[Offer], say: Speaker, options: Sequence[str]) -> None:
    named = offers[0].id if len(offers) == 1 else vendor.vendor
    heading = say("{name} ({id})", name=vendor.name, id=named)
    lines = [say("{name}, {site}", name=heading, site=vendor.website) if vendor.website else heading]
    for name, source in vendor.sources.items():
        written = _source(source, say)
        lines.append(say("{id}: {source}", id=name, source=written) if len(vendor.sources) > 1 else written)
    if len(offers) == 1:
        lines.insert(1, say(offers[0].plan.name))
    report.parts.append(Labels([Label("", line, "" if index else BOLD) for index, line in enumerate(lines)], 0))
    tables = [_costs(offer, say, options, alone=len(offers) == 1) for offer in offers]
    last = max((at for at, one in enumerate(tables) if one.after), default=None)
    for at, (offer, table) in enumerate(zip(offers, tables, strict=True)):
        report.parts.append(table if at == last else table._replace(after=""))
        report.add_lines(say("Terms"), list(bill_terms(offer.plan, say)))
    of = Stated(offers, say)
    required = of.lines(_required) or [say("nothing is required")]
    report.add_lines(say("What is required"), required)
    for heading, name in (("For", "advantages"), ("Against", "drawbacks"), ("Mind", "cautions")):
        texts = [say(text) for text in getattr(vendor, name)]
        report.add_lines(say(heading), [*texts, *of.lines(partial(_texts, name))])
    report.add_lines(say("Good to know"), [_fact(fact, say) for fact in vendor.facts])
    report.add_lines(say("What it can do"), of.lines(lambda plan, say: _features(plan, vendor, say)))
    report.add_lines(say("Taken for granted"), [*_figures_taken(offers, of), *of.lines(_statements_taken)])
    if vendor.recommended is not None:
        known = vendor.sources.get(vendor.recommended.source or "")
        by = say(known.title) if known else say("its plan file")
        advice = say("Recommended by {source}: {advice}", source=by, advice=vendor.recommended.text)
        reasons = [say(reason) for reason in vendor.recommended.because]
        report.parts.append(Lines(advice, reasons))


class Stated:
    """What is stated of several plans, each statement once: with the plans it holds for, where it is not all."""

    def __init__(self, offers: Sequence[Offer], say: Speaker) -> None:
        self.offers, self.say = offers, say

    def lines(self, of: Callable[[Plan, Speaker], Iterable[str | Text]]) -> list[str]:
        """Return what ``of`` yields of the plans."""
        plans: dict[str, list[str]] = {}
        for offer in self.offers:
            for said in of(offer.plan, self.say):
                plans.setdefault(self.say(said) if isinstance(said, Text) else said, []).append(offer.id)
        return [self.of(said, ids) for said, ids in plans.items()]

    def of(self, said: str, plans: Sequence[str]) -> str:
        """Return a statement with the ids of the plans it holds for, or with those it does not hold for."""
        others = [offer.id for offer in self.offers if offer.id not in plans]
        if not others:
            return said
        if len(others) < len(plans):
            return self.say("{says} [all but {plans}]", says=said, plans=others)
        return self.say("{says} [{plans}]", says=said, plans=list(plans))


def _costs(offer: Offer, say: Speaker, options: Sequence[str], *, alone: bool) -> Table:
    currency = CurrencyName(offer.currency)
    heading = say("What it costs, {currency}", currency=currency)
    if not alone:
        heading = say("{plan}, {currency}: {name}", plan=offer.id, currency=currency, name=offer.plan.name)
    lines = costs_of(offer, say)
    doubted = any(line.unconfirmed for line in lines)
    marks = {True: "?", False: HARD_SPACE} if doubted else {False: ""}
    rows = [
        {
            "what": line.what,
            "value": f"{line.value}{HARD_SPACE}{marks[line.unconfirmed]}" if line.value and doubted else line.value,
            "of": line.of,
        }
        for line in lines
    ]
    columns = (Column("what", "", prose=True), Column("value", "", numeric=True), Column("of", "", prose=True))
    ask = Typed(("telquote", "sensitivity", *options, f"--{_volume([offer]).replace('_', '-')}", "3000"))
    after = say("? nobody has confirmed it: {command}", command=ask) if doubted else ""
    return Table(columns, rows, margin=3, after=after, heading=heading)


def _source(source: Source, say: Speaker) -> str:
    known = (source.date, source.url, source.retrieved, source.trust)
    return say.clauses([say(source.title), *(part for part in known if part)])


def _texts(name: str, plan: Plan, _: Speaker) -> tuple[Text, ...]:
    """Return the texts that a plan has under a key."""
    texts: tuple[Text, ...] = getattr(plan, name)
    return texts


def _fact(fact: Fact, say: Speaker) -> str:
    return say("{fact}: {url}", fact=fact.text, url=fact.url) if fact.url else say(fact.text)


def _required(plan: Plan, say: Speaker) -> Iterator[str]:
    for one in plan.requires:
        text = say("{id}: {text}", id=one.id, text=one.text)
        yield say("{text} (what it costs is in no total)", text=text) if one.unpriced else text
    term = plan.minimum_term
    if term is not None:
        said = say("minimum term: {term}", term=value_text(term.amount, say))
        yield f"{said} ?" if term.amount is None or term.assumed else said
    yield from limit_terms(plan, say)


def _features(plan: Plan, vendor: Vendor, say: Speaker) -> Iterator[str]:
    for name in plan.features:
        known = vendor.features.get(name)
        yield say("{id}: {text}", id=name, text=known) if known else name


def _figures_taken(offers: Sequence[Offer], of: Stated) -> Iterator[str]:
    """Yield the figures that no source gives, those that are alike for one reason together."""
    say = of.say
    known: dict[tuple[Any, ...], tuple[Value[Any], dict[str, list[str]]]] = {}
    for offer in offers:
        for figure in figures(offer.plan):
            value = figure.value
            if value.because is not None:
                key = (value.amount, value.because, value.alternatives)
                paths = known[key][1] if key in known else {}
                paths.setdefault(figure.path, []).append(offer.id)
                known[key] = value, paths  # of one that is written in two ways the last
    for value, paths in known.values():
        others = [as_written(other) for other in value.alternatives]
        together: dict[tuple[str, ...], list[str]] = {}
        for path, plans in paths.items():
            together.setdefault(tuple(plans), []).append(path)
        for holding, names in together.items():
            text = Message("{name} = {value}", name=names, value=as_written(value.amount))
            if others:
                text = Message("{says} (or {values})", says=text, values=others)
            yield of.of(say("{says}: {because}", says=say(text), because=value.because), holding)


def _statements_taken(plan: Plan, say: Speaker) -> Iterator[str]:
    for one in plan.assumptions:
        said = say("{says}: {because}", says=one.text, because=one.because)
        if one.otherwise:
            other = [f"{path} = {value}" for path, value in one.otherwise.items()]
            said = say("{says}; otherwise {figures}", says=said, figures=other)
        yield said
