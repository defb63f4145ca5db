"""The catalogue: which plan files are used, what they offer, and the selection of plans by name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from telquote.language import LANGUAGES, Message, MessageError, Text
from telquote.language.measures import Name
from telquote.plans.diagnostics import Diagnostic, PlanFilesError, nearest_name
from telquote.plans.document import Plain
from telquote.plans.kinds import Refusal
from telquote.plans.loading import SUFFIXES, load_files
from telquote.plans.model import Plan, Vendor
from telquote.plans.paths import figures, replaced
from telquote.plans.values import Value

ENVIRONMENT_VARIABLE = "TELQUOTE_PLANS"
MOST_NAMES = 20
"""Names that are listed where a name is unknown and none is near it."""

SHIPPED = "telquote's own plans"

_FORMAT_LINE = re.compile(rb"^format:[ \t]*1\b", re.MULTILINE)


class UnknownName(MessageError):
    """A name that names nothing: what it was to name, and the nearest names there are."""


class Offer(NamedTuple):
    """A plan and the vendor that sells it."""

    vendor: Vendor
    plan: Plan

    @property
    def id(self) -> str:
        """Return ``vendor/plan``."""
        return f"{self.vendor.vendor}/{self.plan.id}"

    @property
    def name(self) -> Name:
        """Return what it is called: its vendor's name, and where that has several plans its short name, else its id."""
        plans, short = self.vendor.plans, self.plan.short
        if len(plans) == 1:
            return Name(self.vendor.name)
        others = [one for one in plans if one.id != self.plan.id]
        words = set() if short is None else {short.en, short.zh}
        told_apart = short is not None and not any(
            one.id in words or (one.short is not None and words & {one.short.en, one.short.zh}) for one in others
        )
        return Name(self.vendor.name, short if told_apart else Text(en=self.plan.id))


class Catalogue(NamedTuple):
    """The vendors of a set of plan files; ``path`` says where they come from, ``sha256`` what they are."""

    vendors: tuple[Vendor, ...]
    path: str
    sha256: Mapping[str, str]

    def offers(self) -> tuple[Offer, ...]:
        """Return every plan, in order of vendor ids and then as the files list them."""
        return tuple(Offer(vendor, plan) for vendor in self.vendors for plan in vendor.plans)


def load_plans(directory: str | Path | None = None) -> Catalogue:
    """Return the catalogue of the plan files in ``directory``; the plans that come with telquote where it is None.

    Raises ``PlanFilesError`` with every problem that the files have.
    """
    files = plan_files(Path(directory)) if directory is not None else shipped_files()
    loaded = load_files(files)
    if loaded.errors():
        raise PlanFilesError(loaded.diagnostics)
    path = SHIPPED if directory is None else str(directory)
    return Catalogue(tuple(_told_apart(loaded.vendors)), path, loaded.sha256)


def _told_apart(vendors: Sequence[Vendor]) -> Iterator[Vendor]:
    """Yield vendors, those of one name with their ids behind it."""
    names = [{vendor.name.said(language).casefold() for language in LANGUAGES} for vendor in vendors]
    for at, vendor in enumerate(vendors):
        if any(names[at] & other for index, other in enumerate(names) if index != at):
            zh, en = (vendor.name.said(language) for language in ("zh", "en"))
            name = Text(zh=f"{zh}（{vendor.vendor}）", en=f"{en} ({vendor.vendor})")
            yield vendor.model_copy(update={"name": name})
        else:
            yield vendor


def find_plans(option: str | None, environment: Mapping[str, str]) -> Catalogue:
    """Return the catalogue to use: ``option``, else TELQUOTE_PLANS, else ./plans with a plan file, else our own."""
    return load_plans(_directory(option, environment))


def files_in_use(option: str | None, environment: Mapping[str, str]) -> list[Path]:
    """Return the plan files that ``find_plans`` would read."""
    directory = _directory(option, environment)
    return shipped_files() if directory is None else plan_files(directory)


def _directory(option: str | None, environment: Mapping[str, str]) -> Path | None:
    named = option or environment.get(ENVIRONMENT_VARIABLE)
    here = Path("plans")
    return Path(named) if named else here if _holds_plan_file(here) else None


def _holds_plan_file(directory: Path) -> bool:
    try:
        return any(_FORMAT_LINE.search(_start(file)) for file in _yaml_files(directory))
    except OSError:
        return False


def _start(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(65536)


def _yaml_files(directory: Path) -> list[Path]:
    return sorted(path for path in directory.iterdir() if path.suffix in SUFFIXES and path.is_file())


def plan_files(path: Path) -> list[Path]:
    """Return the plan files that a path names: itself, or those directly in the directory.

    Raises ``PlanFilesError`` where there is none.
    """
    try:
        files = _yaml_files(path) if path.is_dir() else [path]
    except OSError as error:
        message = Message("the directory cannot be read: {reason}", reason=error.strerror or str(error))
        raise PlanFilesError([Diagnostic("file-unreadable", message, str(path))]) from None
    if not files:
        message = Message("no plan file (*.yaml) is in this directory")
        raise PlanFilesError([Diagnostic("no-plan-files", message, str(path))])
    return files


def shipped_files() -> list[Path]:
    """Return the plan files that come with telquote, without those of the gallery."""
    return plan_files(shipped_folder())


def shipped_folder() -> Path:
    """Return the folder of plans that comes with telquote: in the package, or in the checkout it is installed from."""
    packaged = Path(str(resources.files("telquote"))) / "data" / "plans"
    checkout = Path(__file__).parents[3] / "plans"
    return packaged if packaged.is_dir() else checkout


def gallery() -> dict[str, Catalogue]:
    """Return the catalogue of each folder of the gallery that comes with telquote, by the name of its market.

    Raises ``PlanFilesError`` as ``load_plans`` does.
    """
    folders = sorted(path for path in (shipped_folder() / "gallery").iterdir() if path.is_dir())
    return {folder.name: load_plans(_near(folder)) for folder in folders}


def _near(path: Path) -> Path:
    """Return a path from the folder at hand where it lies below that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


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
        names = [name for offer in offers for name in (offer.id, offer.vendor.vendor)]
        raise UnknownName(unknown(Message("no vendor or plan is named {name}", name=selector), selector, names))
    return found


def _is_called(offer: Offer, typed: str) -> bool:
    """Tell whether a plan or its vendor is called what was typed, in either language, case aside."""
    names = {name.said(language).casefold() for name in (offer.name, offer.vendor.name) for language in LANGUAGES}
    return " ".join(typed.split()).casefold() in names


def _named(typed: str, words: Mapping[str, Iterable[Text]]) -> str | None:
    """Return the id that was typed, or whose words were, in either language, case aside; None where there is none."""
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
        if text.said(language).casefold() == plain
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
    features = tuple(
        _one_of(words, name, Message("no plan has a feature named {name}", name=name)) for name in features
    )
    lacking = {
        offer.id: feature for offer in offers for feature in reversed(features) if feature not in offer.plan.features
    }
    return tuple(offer for offer in offers if offer.id not in lacking), lacking


def _one_of(words: Mapping[str, Iterable[Text]], name: str, problem: Message) -> str:
    found = _named(name, words)
    if found is None:
        raise UnknownName(unknown(problem, name, words))
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
        _one_of(words, name, Message("no plan has a requirement named {name}", name=name)) for name in refused
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
        message = Message("{text} is not PATH=VALUE, for example union400/3000:inbound=0.09", text=assignment)
        raise UnknownName(message)
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
                    problem = Message("{path}: {problem}", path=path.strip(), problem=refusal.message)
                    raise UnknownName(problem) from None
                because = Text(zh="命令行指定", en="set on the command line")
                value: Value[Any] = Value(amount, because=because, note=figure.value.note)
                changed[offer.id] = offer._replace(plan=replaced(offer.plan, figure.keys, value))
    if not changed:
        raise UnknownName(
            unknown(Message("{selector} has no figure named {name}", selector=selector, name=name), name, known)
        )
    return tuple(changed.get(offer.id, offer) for offer in offers)


def unknown(message: Message, name: str, known: Iterable[str]) -> Message:
    """Return a message about an unknown name with the nearest name there is, or those there are."""
    names = sorted(set(known))
    nearest = nearest_name(name, names)
    if nearest:
        return Message("{problem}; did you mean {nearest}?", problem=message, nearest=nearest)
    if not names:
        return message
    shown = names if len(names) <= MOST_NAMES else [*names[:MOST_NAMES], "…"]
    return Message("{problem}; there are: {names}", problem=message, names=tuple(shown))
