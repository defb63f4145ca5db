"""Rates of exchange, so that plans priced in different currencies can be ranked together."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path as FilePath

from pydantic import RootModel

from telquote.language import Message, MessageError
from telquote.plans.currencies import code_of
from telquote.plans.diagnostics import PlanFilesError
from telquote.plans.document import Plain
from telquote.plans.figures import Currency, Positive
from telquote.plans.loading import read_part
from telquote.plans.numbers import read_positive
from telquote.plans.offers import Exchange, Offer
from telquote.plans.reading import Refusal
from telquote.plans.scalars import read_currency


class CannotConvert(MessageError):
    """A rate that is missing, or no rate."""


def currency_of(text: str | None) -> str | None:
    """Return a currency code that was given; raises ``CannotConvert`` for anything else."""
    if text is None:
        return None
    meant = code_of(text)
    if meant is not None and meant != text:
        message = Message("--currency {text}: the code is {code}", text=text, code=meant)
        raise CannotConvert(message, f"--currency {meant}")
    try:
        return read_currency(text)
    except Refusal as refusal:
        raise CannotConvert(Message("--currency {text}: {problem}", text=text, problem=refusal.message)) from None


class Rates(RootModel[dict[Currency, Positive]]):
    """A file of rates: what one unit of each currency is worth."""


def read_rates(stated: Iterable[str], currency: str | None) -> dict[str, Decimal]:
    """Return the rates that options state: ``USD=7.10``, or a YAML file that maps currencies to rates.

    Raises ``CannotConvert`` for what is neither, ``PlanFilesError`` for a file with all that is wrong in it.
    """
    rates: dict[str, Decimal] = {}
    for text in stated:
        name, equals, rate = text.partition("=")
        read = _typed(name.strip(), rate.strip(), text) if equals else _of_file(text, currency)
        for one, worth in read.items():
            if rates.setdefault(one, worth) != worth:
                raise CannotConvert(Message("two rates are given for {currency}", currency=one))
    return rates


def _typed(currency: str, rate: str, text: str) -> dict[str, Decimal]:
    try:
        return {read_currency(currency): read_positive(Plain(rate))}
    except Refusal as refusal:
        message = Message("{text} is no rate such as USD=7.10: {problem}", text=text, problem=refusal.message)
        meant = code_of(currency) if refusal.code == "not-a-currency" else None
        advice = f"--fx {meant}={rate}" if meant else refusal.allowed
        raise CannotConvert(message, advice) from None


def _of_file(name: str, currency: str | None) -> dict[str, Decimal]:
    rates, document = read_part(FilePath(name), Rates, Message("a file of rates is a mapping, such as USD: 7.10"), RATE)
    if currency is not None and rates.root.get(currency, 1) != 1:
        message = Message("one {currency} is worth one {currency}", currency=currency)
        document.report("out-of-range", message, document.place((currency,)))
        raise PlanFilesError(document.diagnostics)
    return rates.root


RATE = "--fx USD=7.10"
"""A rate as it is typed."""


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
    return offer._replace(exchange=Exchange(own, currency, rates[own]))
