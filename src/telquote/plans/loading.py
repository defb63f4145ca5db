"""Plan files into vendors, with every problem of every file found in one run."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from telquote.files import Unreadable, read_source, text_of
from telquote.language import Message
from telquote.plans.diagnostics import Diagnostic, PlanFilesError, Position
from telquote.plans.document import Document, Mapping, Path, Plain
from telquote.plans.plan import FORMAT, Vendor
from telquote.plans.plan_rules import Clashes, broken_plan_rules, broken_references
from telquote.plans.reading import Refusal, described
from telquote.plans.scalars import is_currency
from telquote.plans.services import USAGE_FIGURES
from telquote.plans.yaml_tree import read_document

AnyModel = TypeVar("AnyModel", bound=BaseModel)


@dataclass(slots=True)
class PlanFiles:
    """What a set of plan files holds: the vendors of the sound ones, and all diagnostics."""

    vendors: list[Vendor] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sha256: dict[str, str] = field(default_factory=dict)

    def errors(self) -> list[Diagnostic]:
        """Return the diagnostics that make a file unusable."""
        return [one for one in self.diagnostics if one.severity == "error"]


def load_files(files: Iterable[FilePath], *, thorough: bool = False) -> PlanFiles:
    """Read plan files. Never raises for what is in them: problems are diagnostics.

    ``thorough``: what sound files state without effect is among them, too.
    """
    loaded = PlanFiles()
    first_in: dict[str, str] = {}
    for path in files:
        try:
            content, document = _read(path)
        except PlanFilesError as error:
            loaded.diagnostics += error.diagnostics
            continue
        loaded.sha256[path.name] = hashlib.sha256(content).hexdigest()
        vendor = _vendor(document, thorough=thorough)
        if vendor and vendor.vendor in first_in:
            message = Message(
                "the vendor {vendor} is already in {file}", vendor=vendor.vendor, file=first_in[vendor.vendor]
            )
            document.report("duplicate-vendor", message, document.place(("vendor",)))
        elif vendor:
            first_in[vendor.vendor] = str(path)
            loaded.vendors.append(vendor)
        loaded.diagnostics.extend(sorted(document.diagnostics, key=place_of))
    loaded.vendors.sort(key=lambda vendor: vendor.vendor)
    return loaded


def read_part(path: FilePath, part: type[AnyModel], otherwise: Message, advice: str) -> tuple[AnyModel, Document]:
    """Return what a YAML file states as one ``part`` of a model, and the file as read, to point into.

    Raises ``PlanFilesError`` with every problem of the file: with ``otherwise`` where it holds no mapping, and with the
    ``advice`` where it cannot be read.
    """
    document = _read(path, advice)[1]
    read = None
    if _is_mapping(document, otherwise):
        if {"vendor", "plans"} <= set(document.tree):
            message = Message("this is a plan file; give it with --plans")
            document.report("plan-file", message, _first_key(document))
        else:
            read = _validated(document, part)
    if read is None or document.errors:
        raise PlanFilesError(sorted(document.diagnostics, key=place_of), advice)
    return read, document


def _read(path: FilePath, advice: str | None = None) -> tuple[bytes, Document]:
    """Return the content of a file and the document that it is; raises ``PlanFilesError`` where it cannot be read."""
    try:
        content = read_source(path)
        text = text_of(content)
    except Unreadable as error:
        at = Position(error.line, error.column or 1) if error.line else None
        raise PlanFilesError([Diagnostic(error.code, error.message, str(path), at)], advice) from None
    return content, read_document(text, str(path))


def place_of(diagnostic: Diagnostic) -> tuple[int, int]:
    """Return line and column of a problem, by which problems are sorted."""
    position = diagnostic.position
    return (position.line, position.column) if position else (0, 0)


def _is_mapping(document: Document, otherwise: Message) -> bool:
    """Tell whether a file holds a mapping; report what it holds instead where nothing else is wrong with it."""
    tree = document.tree
    if isinstance(tree, Mapping) or document.diagnostics:
        return isinstance(tree, Mapping)
    from telquote.plans.yaml_problems import no_key

    if tree is None:
        document.report("empty-file", Message("the file holds nothing"), None)
    elif isinstance(tree, Plain) and (found := no_key(document.lines)):
        document.report("yaml-syntax", found.message, found.at, allowed=found.write)
    else:
        message = Message("{rule}, found {found}", rule=otherwise, found=described(tree))
        document.report("wrong-type", message, None)
    return False


def _report(document: Document, path: Path, refusal: Refusal, *, of_key: bool = False) -> None:
    from telquote.plans.reporting import report

    report(document, path, refusal, of_key=of_key)


def _first_key(document: Document) -> Position | None:
    return document.place((next(iter(document.tree)),), of_key=True)


def _validated(document: Document, part: type[AnyModel]) -> AnyModel | None:
    """Return what a document states as a part; report what is wrong with it, and texts that a comment cuts short."""
    read = None
    try:
        read = part.model_validate(document.tree)
    except ValidationError as error:
        from telquote.plans.reporting import report_errors

        report_errors(document, error, part)
    if document.comments:
        from telquote.plans.reporting import report_comments

        report_comments(document, part)
    return read


_OF_USAGE = {*USAGE_FIGURES, "current"}
"""Keys by which a usage file is known."""


def _vendor(document: Document, *, thorough: bool) -> Vendor | None:
    """Return the vendor that a document describes, or None where it holds an error."""
    if not _is_mapping(document, Message("a plan file is a mapping that starts with format: 1")):
        return None
    tree = document.tree
    if _OF_USAGE & set(tree) and not {"vendor", "plans"} & set(tree):
        message = Message("this looks like a usage file; give it with --usage, and keep it out of folders of plans")
        document.report("usage-file", message, _first_key(document))
        return None
    if "format" in tree and tree["format"] != FORMAT:
        message = Message("format {found} is unknown; this version reads format 1", found=described(tree["format"]))
        document.report("unknown-format", message, document.place(("format",)))
        return None
    for path, refusal in broken_references(tree):
        _report(document, path, refusal)
    if thorough:
        _report_currency(document)
    vendor = _validated(document, Vendor)
    if vendor is None:
        return None
    if _multiplies(vendor, document):
        return None
    plans = tuple(plan.with_defaults(vendor.defaults) for plan in vendor.plans)
    clashes = Clashes()
    for index, plan in enumerate(plans):
        for path, refusal in broken_plan_rules(plan, clashes):
            own = not path or path[0] in vendor.plans[index].model_fields_set
            where = ("plans", index, *path) if own else ("defaults", *path)
            _report(document, where, refusal, of_key=refusal.code == "unknown-figure")
    if thorough and not document.errors:
        _report_idle(document, vendor)
    return None if document.errors else vendor.model_copy(update={"plans": plans})


def _report_idle(document: Document, vendor: Vendor) -> None:
    """Report what a sound file states without effect."""
    from telquote.plans.effects import idle_keys

    for path, message in idle_keys(vendor):
        at = document.place(path, of_key=isinstance(path[-1], str))
        document.report("no-effect", message, at)


def _report_currency(document: Document) -> None:
    """Report a code that is well formed and names no currency."""
    from telquote.plans.currencies import CURRENCIES, code_of

    code = document.at(("currency",))
    if isinstance(code, str) and is_currency(code) and code not in CURRENCIES:
        message = Message("{code} is no currency code of ISO 4217", code=code)
        at = document.place(("currency",))
        document.report("unknown-currency", message, at, nearest=code_of(code))


MOST_SHARED = 50_000
"""Entries of one key that the defaults may give to all plans of a file together."""


def _multiplies(vendor: Vendor, document: Document) -> bool:
    """Report the keys by which a short file would become a long one; tell whether there are any."""
    known = len(document.diagnostics)
    for key in vendor.defaults.model_fields_set:
        shared = getattr(vendor.defaults, key)
        takers = sum(key not in plan.model_fields_set for plan in vendor.plans)
        if isinstance(shared, (tuple, list)) and len(shared) * takers > MOST_SHARED:
            message = Message(
                "{key} of the defaults: {count} entries for {plans} plans make {all}; at most {most}",
                key=key,
                count=len(shared),
                plans=takers,
                all=len(shared) * takers,
                most=MOST_SHARED,
            )
            _report(document, ("defaults", key), Refusal("too-large", message))
    return len(document.diagnostics) > known
