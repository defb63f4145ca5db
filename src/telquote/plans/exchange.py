"""Rates of exchange, so that plans priced in different currencies can be ranked together."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from telquote.language import Message, MessageError
from telquote.plans.adjusted import adjusted
from telquote.plans.catalogue import Offer
from telquote.plans.diagnostics import PlanFilesError
from telquote.plans.document import Plain
from telquote.plans.kinds import Refusal, read_currency, read_positive
from telquote.plans.loading import read_tree
from telquote.plans.model import Exchange


class CannotConvert(MessageError):
    """A rate that is missing, or no rate."""


def currency_of(text: str | None) -> str | None:
    """Return a currency code that was given; raises ``CannotConvert`` for anything else."""
    if text is None:
        return None
    if meant := _CODES.get(text.casefold()):
        raise CannotConvert(
            Message("--currency {text}: the code is {code}", text=text, code=meant), f"--currency {meant}"
        )
    try:
        return read_currency(text)
    except Refusal as refusal:
        message = Message("--currency {text}: {problem}", text=text, problem=refusal.message)
        code = text.upper()
        raise CannotConvert(message, f"--currency {code}" if _is_code(code) else None) from None


_CODES = {"rmb": "CNY", "yuan": "CNY", "人民币": "CNY", "元": "CNY"}
"""What else people call a currency."""


def _is_code(text: str) -> bool:
    try:
        read_currency(text)
    except Refusal:
        return False
    return True


def read_rates(stated: Iterable[str]) -> dict[str, Decimal]:
    """Return the rates that options state: ``USD=7.10``, or a YAML file that maps currencies to rates.

    Raises ``CannotConvert`` for what is neither, ``PlanFilesError`` for a file that cannot be read.
    """
    rates: dict[str, Decimal] = {}
    for text in stated:
        currency, equals, rate = text.partition("=")
        for name, worth in _rates({currency.strip(): Plain(rate.strip())} if equals else _file(text), text).items():
            if rates.setdefault(name, worth) != worth:
                raise CannotConvert(Message("two rates are given for {currency}", currency=name))
    return rates


def _file(name: str) -> Mapping[object, object]:
    tree, diagnostics = read_tree(Path(name))
    if diagnostics:
        raise PlanFilesError(diagnostics, "--fx USD=7.10")
    if not isinstance(tree, dict):
        raise CannotConvert(Message("{text} maps no currencies to rates, for example USD: 7.10", text=name))
    return tree


def _rates(stated: Mapping[object, object], source: str) -> dict[str, Decimal]:
    try:
        return {read_currency(currency): read_positive(rate) for currency, rate in stated.items()}
    except Refusal as refusal:
        message = Message("{text} is no rate such as USD=7.10: {problem}", text=source, problem=refusal.message)
        raise CannotConvert(message) from None


def converted(offers: Sequence[Offer], currency: str | None, rates: Mapping[str, Decimal]) -> tuple[Offer, ...]:
    """Return the offers with what they cost in ``currency``; one rate is what one unit of another currency is worth.

    Raises ``CannotConvert`` where a rate is missing, or rates are given and no currency.
    """
    if currency is None:
        if rates:
            raise CannotConvert(Message("--fx needs --currency: the currency to rank in"))
        return tuple(offers)
    if rates.get(currency, 1) != 1:
        raise CannotConvert(Message("one {currency} is worth one {currency}", currency=currency))
    return tuple(_converted(offer, currency, rates) for offer in offers)


def _converted(offer: Offer, currency: str, rates: Mapping[str, Decimal]) -> Offer:
    own = offer.vendor.currency
    if own == currency:
        return offer
    if own not in rates:
        message = Message("{vendor}: priced in {own}, and no rate is given", vendor=offer.vendor.vendor, own=own)
        raise CannotConvert(message, f"--fx {own}=RATE")
    vendor = offer.vendor.model_copy(update={"currency": currency})
    return Offer(vendor, adjusted(offer.plan, exchange=Exchange(own, currency, rates[own])))
