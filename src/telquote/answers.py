"""The answers that Python gets: what the commands answer, short in print, a table in a notebook, and as documents."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from telquote.billing.ledger import Entry, Ledger
from telquote.billing.months import Month
from telquote.billing.quote import Quote
from telquote.decisions import sensitivity as moving
from telquote.decisions.answer import answer_of
from telquote.decisions.assumptions import Assumption
from telquote.decisions.breakeven import Breakeven
from telquote.decisions.comparison import Comparison
from telquote.decisions.price_walk import Price
from telquote.decisions.quantities import Quantity
from telquote.decisions.sensitivity import Finding
from telquote.errors import NotOffered
from telquote.exact import exact_text
from telquote.language import Message
from telquote.output.html import html_table
from telquote.plans.catalogue import Catalogue
from telquote.plans.offers import Offer
from telquote.usage.profile import Usage

Document = Mapping[str, Any]
"""A JSON document as the command of the same name gives it; ``schema/`` describes it."""

_NO_FILES = Catalogue((), "", {})

SHOWN = 4
"""Ranges that an answer prints of itself; ``ranges`` has all of them."""


class Ranking(Comparison):
    """The answer of ``compare``: ``ranked`` plans, cheapest first, and those ``not_offered`` with the reason."""

    files: Catalogue = _NO_FILES

    def __repr__(self) -> str:
        lead = ", ".join(f"{plan.offer.id} {_money(plan.quote.cost(self.by), self.currency)}" for plan in self.cheapest)
        return f"<{len(self.ranked)} plans over {self.months} months, by {self.by}; cheapest: {lead or 'none'}>"

    def to_dict(self) -> Document:
        """Return the document of ``telquote compare --format json``; raises ``NotOffered`` where no plan serves."""
        from telquote.output.compare.document import comparison_document

        _served(self)
        found = moving.sensitivity(self, most_steps=moving.MOST_STEPS)
        return comparison_document(answer_of(self), found, self.files)

    def _repr_html_(self) -> str:
        rows = [
            {
                "#": plan.rank,
                "plan": plan.offer.id,
                self.by: exact_text(plan.quote.cost(self.by)),
                "month 1": exact_text(plan.first_payment),
                "currency": self.currency,
                "note": "" if plan.rank else "requires what is in no total",
            }
            for plan in (*self.ranked, *self.unpriced)
        ]
        return html_table([*rows, *({"plan": one.offer.id, "note": one.reason.said("en")} for one in self.not_offered)])


class Breakevens(Breakeven[int | Fraction, Quantity | Price]):
    """The answer of ``breakeven``: the ``ranges`` with the contenders that are the cheapest in each."""

    files: Catalogue = _NO_FILES

    def __repr__(self) -> str:
        over = self.over.path if isinstance(self.over, Price) else self.over.name
        turns = [
            f"{'from' if one.closed[0] else 'above'} {_exactly(one.first)} {' = '.join(one.cheapest) or 'none'}"
            for one in self.ranges
        ]
        told = turns if len(turns) <= SHOWN else [*turns[: SHOWN - 1], f"{len(turns) - SHOWN} more", turns[-1]]
        return f"<cheapest over {over}: {', '.join(told)}; up to {_exactly(self.last)} ({self.end})>"

    def to_dict(self) -> Document:
        """Return the document of ``telquote breakeven --format json``."""
        from telquote.output.breakeven.document import breakeven_document
        from telquote.output.breakeven.prices import price_document

        answer: Any = self
        if isinstance(self.over, Price):
            return price_document(answer, self.files)
        return breakeven_document(answer, self.files)

    def _repr_html_(self) -> str:
        from telquote.output.breakeven.document import breakeven_rows
        from telquote.output.breakeven.prices import price_rows

        document: Any = self.to_dict()
        return html_table(price_rows(document) if isinstance(self.over, Price) else breakeven_rows(document))


class Findings(tuple[Finding, ...]):
    """The answer of ``sensitivity``: how far each unconfirmed figure carries the ``ranking``, the tightest first."""

    ranking: Ranking

    def __repr__(self) -> str:
        return f"<{len(self)} figures; least to move: {', '.join(one.name for one in self[:3]) or 'none'}>"

    def to_dict(self) -> Document:
        """Return the document of ``telquote sensitivity --format json``."""
        from telquote.output.sensitivity import sensitivity_document

        _served(self.ranking)
        return sensitivity_document(answer_of(self.ranking), self, self.ranking.files)

    def _repr_html_(self) -> str:
        from telquote.output.sensitivity import sensitivity_rows

        document: Any = self.to_dict()
        return html_table(sensitivity_rows(document))


class Simulation(NamedTuple):
    """The answer of ``simulate``: every entry, every month, what they add up to, and what that rests on."""

    offer: Offer
    usage: Usage
    ledger: Ledger
    entries: tuple[Entry, ...]
    months: tuple[Month, ...]
    quote: Quote
    assumptions: tuple[Assumption, ...]

    def __repr__(self) -> str:
        total = _money(self.quote.total, self.offer.currency)
        return f"<{self.offer.id}: {total} in {len(self.months)} months, {len(self.entries)} entries>"

    def to_dict(self) -> Document:
        """Return the document of ``telquote simulate --format json``."""
        from telquote.output.simulate.document import ledger_document

        return ledger_document(self.offer, self.usage, self.ledger, self.quote, self.assumptions, _NO_FILES)

    def _repr_html_(self) -> str:
        return html_table(self.to_dict()["payments"])


def _served(ranking: Comparison) -> None:
    if not ranking.ranked:
        raise NotOffered(Message("no plan can serve this usage"))


def _exactly(value: Fraction | int) -> str:
    """Return a value as a decimal where it is one, else as a fraction: 0.1, 1/9."""
    return exact_text(value) if Fraction(exact_text(value)) == value else str(value)


def _money(amount: Fraction, currency: str | None) -> str:
    return f"{exact_text(amount, 2)} {currency or ''}".rstrip()
