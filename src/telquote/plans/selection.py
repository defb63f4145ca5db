"""Which plans are meant: by id, glob or name, by what they can do and require, which is held, which figures are set."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from telquote.files import SUFFIXES
from telquote.language import LANGUAGES, Message, MessageError, Text
from telquote.plans.diagnostics import ALIKE, nearest_name
from telquote.plans.document import Path, Plain
from telquote.plans.figure_paths import figures
from telquote.plans.figures import Value
from telquote.plans.offers import Held, Offer
from telquote.plans.reading import Refusal

MOST_NAMES = 5
"""Names that are listed where a name is unknown and none is near it."""


class UnknownName(MessageError):
    """A name that names nothing: what it was to name, and the nearest names there are.

    ``path`` leads to it in the file that states it, if one does.
    """

    path: Path = ()


def select(offers: Sequence[Offer], selectors: Iterable[str]) -> tuple[Offer, ...]:
    """Return the offers that any selector names: ``vendor``, ``vendor/plan`` or a glob of either; all without one.

    Raises ``UnknownName`` for a selector that matches nothing.
    """
    selectors = tuple(selectors)
    if not selectors:
        return tuple(offers)
    chosen = {offer.id for selector in selectors for offer in matching(offers, selector)}
    return tuple(offer for offer in offers if offer.id in chosen)


def matching(offers: Sequence[Offer], selector: str) -> tuple[Offer, ...]:
    """Return the offers that one selector names; raises ``UnknownName`` where there is none."""
    found = tuple(
        offer for offer in offers if fnmatchcase(offer.id, selector) or fnmatchcase(offer.vendor.vendor, selector)
    ) or tuple(offer for offer in offers if _is_called(offer, selector))
    if not found:
        raise _no_plan(offers, selector)
    return found


def _no_plan(offers: Sequence[Offer], selector: str) -> UnknownName:
    problem = Message("{name}: no vendor or plan", name=selector)
    if selector.casefold().endswith(SUFFIXES):
        from shlex import quote

        return UnknownName(problem, Message("a file is given with {option}", option=f"--plans {quote(selector)}"))
    parts = _parts(selector)
    if len(parts) > 1:
        return UnknownName(problem, " ".join(parts))
    if selector[:1] in DASHES:
        return UnknownName(problem, Message("did you mean {nearest}?", nearest="--" + selector.lstrip(DASHES)))
    if selector.isdigit():
        return UnknownName(problem, Message("did you mean {nearest}?", nearest=f"--minutes {selector}"))
    vendors = list(dict.fromkeys(offer.vendor.vendor for offer in offers))
    return unknown(problem, selector, [*vendors, *(offer.id for offer in offers)], shown=vendors)


DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
"""Signs that editors and keyboards put for the dashes of an option."""


def _parts(text: str) -> list[str]:
    """Return the names that stand in one text, parted by commas of any kind."""
    return [part for part in re.split("[,，、; ]+", text) if part]


def _is_called(offer: Offer, typed: str) -> bool:
    """Tell whether a plan or its vendor is called what was typed, in either language, case aside."""
    names = {name.said(language).casefold() for name in (offer.name, offer.vendor.name) for language in LANGUAGES}
    return " ".join(typed.split()).casefold() in names


def first_words(said: str) -> str:
    """Return what stands before the first pause of a text."""
    return re.split("[，：；（,:;(]", said)[0].strip()


def _named(typed: str, words: Mapping[str, Iterable[Text]]) -> str | None:
    """Return the id that was typed, or whose words were (or the first of them), in either language, case aside.

    None where there is none.
    """
    if typed in words:
        return typed
    plain = " ".join(typed.split()).casefold()
    if plain.replace(" ", "-") in words:
        return plain.replace(" ", "-")
    said = (
        one
        for one, texts in words.items()
        for text in texts
        for language in LANGUAGES
        if plain in (text.said(language).casefold(), first_words(text.said(language)).casefold())
    )
    return next(said, None)


def having(
    offers: Sequence[Offer], features: Iterable[str], known_from: Sequence[Offer]
) -> tuple[tuple[Offer, ...], dict[str, str]]:
    """Return the offers that have all features, and for the others (by id) the feature that is missing.

    Raises ``UnknownName`` for a feature that none of ``known_from`` has.
    """
    words: dict[str, list[Text]] = {}
    for offer in known_from:
        for feature in offer.plan.features:
            words.setdefault(feature, []).extend(text for text in [offer.vendor.features.get(feature)] if text)
    features = tuple(_one_of(words, name, Message("--need {name}: no plan has that", name=name)) for name in features)
    lacking = {
        offer.id: feature for offer in offers for feature in reversed(features) if feature not in offer.plan.features
    }
    return tuple(offer for offer in offers if offer.id not in lacking), lacking


def _one_of(words: Mapping[str, Iterable[Text]], name: str, problem: Message) -> str:
    found = _named(name, words)
    if found is None and len(_parts(name)) > 1:
        option = problem.template.partition(" ")[0]
        raise UnknownName(problem, " ".join(f"{option} {part}" for part in _parts(name)))
    if found is None:
        raise unknown(problem, name, words)
    return found


def without(
    offers: Sequence[Offer], refused: Iterable[str], known_from: Sequence[Offer]
) -> tuple[tuple[Offer, ...], dict[str, str]]:
    """Return the offers that require nothing refused, and for the others (by id) the refused requirement.

    Raises ``UnknownName`` for a requirement that none of ``known_from`` has.
    """
    words: dict[str, list[Text]] = {}
    for offer in known_from:
        for one in offer.plan.requires:
            words.setdefault(one.id, []).extend(text for text in (one.text, one.short) if text)
    refused = tuple(
        _one_of(words, name, Message("--refuse {name}: no plan requires that", name=name)) for name in refused
    )
    hit = {offer.id: one.id for offer in offers for one in offer.plan.requires if one.id in refused}
    return tuple(offer for offer in offers if offer.id not in hit), hit


def assume(offers: Sequence[Offer], assignment: str) -> tuple[Offer, ...]:
    """Return the offers with the figure that ``PATH=VALUE`` names set to that value, marked as assumed.

    The plan in the path can be a glob. Raises ``UnknownName`` where the path names nothing, ``Refusal`` for a value
    that is none of its kind.
    """
    path, equals, text = assignment.partition("=")
    selector, colon, name = path.strip().partition(":")
    if not (equals and colon and selector and name and text.strip()):
        problem = Message("--assume {text}: not PATH=VALUE", text=assignment)
        raise UnknownName(problem, "--assume union400/3000:inbound=0.09")
    chosen = {offer.id for offer in matching(offers, selector)}
    changed: dict[str, Offer] = {}
    known: list[str] = []
    for offer in offers:
        for figure in figures(offer.plan) if offer.id in chosen else ():
            known.append(figure.path)
            if name in (figure.path, figure.long_path):
                try:
                    amount = figure.kind.read(Plain(text.strip()))
                except Refusal as refusal:
                    problem = Message("--assume {text}: {problem}", text=assignment, problem=refusal.message)
                    raise UnknownName(problem) from None
                because = Text(zh="命令行指定", en="set on the command line")
                value: Value[Any] = Value(amount, because=because, note=figure.value.note)
                changed[offer.id] = offer.with_figure(figure.keys, value)
    if not changed:
        raise no_figure(selector, name, known)
    return tuple(changed.get(offer.id, offer) for offer in offers)


def misspelt_classes(
    offers: Sequence[Offer], classes: Mapping[str, Mapping[str, Mapping[str, Any]]]
) -> Iterator[tuple[str, str]]:
    """Yield the classes of a usage that no plan knows, each with the one that is so like it that it was meant."""
    known: dict[str, set[str]] = {}
    for offer in offers:
        for when in (*(one.when for one in offer.plan.charges), *(one.when for one in offer.plan.balances)):
            for of, classed in (when or {}).items():
                known.setdefault(of, set()).update(classed)
    for of, shares in (pair for classed in classes.values() for pair in classed.items()):
        typed = {of: set(known)} if of not in known else {name: known[of] for name in shares if name not in known[of]}
        for name, names in typed.items():
            if nearest := nearest_name(name, sorted(names), alike=ALIKE):
                yield name, nearest


def with_current(offers: Sequence[Offer], plan: str, held: Mapping[str, Held]) -> tuple[Offer, ...]:
    """Return the offers with the plan that the buyer has today as it is held.

    Raises ``UnknownName`` where no plan has the id, or the plan no balance that is named.
    """
    if plan not in {offer.id for offer in offers}:
        problem = Message("{name}: no such plan, and so not that of today", name=plan)
        raise unknown(problem, plan, [offer.id for offer in offers], path=("current", "plan"))
    return tuple(_held(offer, held) if offer.id == plan else offer for offer in offers)


def _held(offer: Offer, held: Mapping[str, Held]) -> Offer:
    known = [balance.id for balance in offer.plan.balances]
    for name in held:
        if name not in known:
            message = Message("{plan} has no balance named {name}", plan=offer.id, name=name)
            raise unknown(message, name, known, path=("current", "balances", name))
    return offer._replace(held=held)


def no_figure(selector: str, name: str, known: Iterable[str]) -> UnknownName:
    """Return what is said of a path that names no figure."""
    return unknown(Message("{selector}:{name}: no such figure", selector=selector, name=name), name, known)


def unknown(
    problem: Message, name: str, known: Iterable[str], shown: Iterable[str] | None = None, path: Path = ()
) -> UnknownName:
    """Return what is said of an unknown name, with the nearest name there is, or those there are (``shown``)."""
    names = list(dict.fromkeys(known))
    error = UnknownName(problem, _known(nearest_name(name, names), names if shown is None else list(shown)))
    error.path = path
    return error


def _known(nearest: str | None, told: list[str]) -> Message | None:
    if nearest:
        return Message("did you mean {nearest}?", nearest=nearest)
    more = len(told) - MOST_NAMES
    if more > 1:
        return Message("{names}, {more} more", names=tuple(told[:MOST_NAMES]), more=more)
    return Message("{names}", names=tuple(told)) if told else None
