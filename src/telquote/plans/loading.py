"""Plan files into vendors, with every problem of every file found in one run."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from telquote.files import Unreadable, read_source, text_of
from telquote.language import Message
from telquote.plans import balance_model, bill_model, charge_model, fee_model, model, parts
from telquote.plans.checks import Clashes, broken_plan_rules, broken_references
from telquote.plans.diagnostics import Diagnostic, Position, nearest_name
from telquote.plans.document import Document, Mapping, Path, read_document
from telquote.plans.kinds import Refusal, described
from telquote.plans.model import FORMAT, Vendor
from telquote.plans.parts import Part

AnyPart = TypeVar("AnyPart", bound=Part)


@dataclass(slots=True)
class PlanFiles:
    """What a set of plan files holds: the vendors of the sound ones, and all diagnostics."""

    vendors: list[Vendor] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sha256: dict[str, str] = field(default_factory=dict)

    def errors(self) -> list[Diagnostic]:
        """Return the diagnostics that make a file unusable."""
        return [one for one in self.diagnostics if one.severity == "error"]


def load_files(files: Iterable[FilePath]) -> PlanFiles:
    """Read plan files. Never raises for what is in them: problems are diagnostics."""
    loaded = PlanFiles()
    first_in: dict[str, str] = {}
    for path in files:
        read = _read(path, loaded.diagnostics)
        if read is None:
            continue
        content, document = read
        loaded.sha256[path.name] = hashlib.sha256(content).hexdigest()
        vendor = _vendor(document)
        if vendor and vendor.vendor in first_in:
            message = Message(
                "the vendor {vendor} is already in {file}", vendor=vendor.vendor, file=first_in[vendor.vendor]
            )
            document.report("duplicate-vendor", message, document.span(("vendor",)))
        elif vendor:
            first_in[vendor.vendor] = str(path)
            loaded.vendors.append(vendor)
        loaded.diagnostics.extend(sorted(document.diagnostics, key=_place))
    loaded.vendors.sort(key=lambda vendor: vendor.vendor)
    return loaded


def read_part(path: FilePath, part: type[AnyPart]) -> tuple[AnyPart | None, list[Diagnostic]]:
    """Return what a YAML file states as one ``part`` of a model, or None and what is wrong with it."""
    diagnostics: list[Diagnostic] = []
    opened = _read(path, diagnostics)
    if opened is None:
        return None, diagnostics
    document = opened[1]
    read = _validated(document, part) if _is_mapping(document, Message("a usage file is a mapping")) else None
    return (None if document.diagnostics else read), document.diagnostics


def read_tree(path: FilePath) -> tuple[Any, list[Diagnostic]]:
    """Return what a YAML file holds as it is, and what is wrong with it."""
    diagnostics: list[Diagnostic] = []
    read = _read(path, diagnostics)
    return (None, diagnostics) if read is None else (read[1].tree, read[1].diagnostics)


def _read(path: FilePath, diagnostics: list[Diagnostic]) -> tuple[bytes, Document] | None:
    """Return the content of a file and the document that it is; None where it cannot be read."""
    try:
        content = read_source(path)
        text = text_of(content)
    except Unreadable as error:
        at = Position(error.line, error.column or 1) if error.line else None
        diagnostics.append(Diagnostic(error.code, error.message, str(path), at))
        return None
    return content, read_document(text, str(path))


def _place(diagnostic: Diagnostic) -> tuple[int, int]:
    position = diagnostic.position
    return (position.line, position.column) if position else (0, 0)


def _is_mapping(document: Document, otherwise: Message) -> bool:
    tree = document.tree
    if isinstance(tree, Mapping):
        return True
    if not document.diagnostics:
        if tree is None:
            document.report("empty-file", Message("the file holds nothing"), None)
        else:
            message = Message("{rule}, found {found}", rule=otherwise, found=described(tree))
            document.report("wrong-type", message, None)
    return False


def _validated(document: Document, part: type[AnyPart]) -> AnyPart | None:
    try:
        return part.model_validate(document.tree)
    except ValidationError as error:
        for path, refusal, of_key in _refusals(error, part):
            _report(document, path, refusal, of_key=of_key)
        return None


_OF_USAGE = {"minutes", "calls", "callback_minutes", "callback_calls", "outbound_minutes", "sms", "current"}
"""Keys by which a usage file is known."""


def _vendor(document: Document) -> Vendor | None:
    """Return the vendor that a document describes, or None where it holds an error."""
    if not _is_mapping(document, Message("a plan file is a mapping that starts with format: 1")):
        return None
    tree = document.tree
    if _OF_USAGE & set(tree) and not {"vendor", "plans"} & set(tree):
        message = Message("this looks like a usage file; give it with --usage, and keep it out of folders of plans")
        document.report("usage-file", message, None)
        return None
    if "format" in tree and tree["format"] != FORMAT:
        message = Message("format {found} is unknown; this version reads format 1", found=described(tree["format"]))
        document.report("unknown-format", message, document.span(("format",)))
        return None
    for path, refusal, of_key in broken_references(tree):
        _report(document, path, refusal, of_key=of_key)
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
            _report(document, ("plans", index, *path) if own else ("defaults", *path), refusal)
    return None if document.diagnostics else vendor.model_copy(update={"plans": plans})


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


MOST_NEAREST = 100
"""Problems of a file for which the nearest name is looked for."""


def _report(document: Document, path: Path, refusal: Refusal, *, of_key: bool = False) -> None:
    span = document.span(path, of_key=of_key)
    names = refusal.allowed.parts.get("names") if refusal.allowed else None
    found = refusal.message.parts.get("key") or refusal.message.parts.get("name")
    few = len(document.diagnostics) < MOST_NEAREST  # to compare names takes time, and nobody reads thousands
    nearest = nearest_name(str(found), names) if few and found and isinstance(names, tuple) else None
    document.report(refusal.code, refusal.message, span, allowed=refusal.allowed, nearest=nearest)


_PART_BY_KEY: dict[str, type[BaseModel]] = {
    "sources": parts.Source,
    "requires": parts.Requirement,
    "assumptions": parts.PlanAssumption,
    "steps": charge_model.Step,
    "tiers": charge_model.Tiers,
    "per_block": charge_model.Block,
    "charges": charge_model.Charge,
    "long_call_fee": charge_model.LongCallFee,
    "counters": charge_model.Counter,
    "top_up": balance_model.TopUp,
    "rollover": balance_model.Rollover,
    "balances": balance_model.Balance,
    "fees": fee_model.Fee,
    "bands": fee_model.Bands,
    "bill": bill_model.Bill,
    "minimum": bill_model.Minimum,
    "discount": bill_model.Discount,
    "tax": bill_model.Tax,
    "rounding": bill_model.Rounding,
    "limits": bill_model.Limit,
    "defaults": model.Defaults,
    "plans": model.Plan,
}


def _keys_allowed(path: Path, whole: type[BaseModel]) -> tuple[str, ...]:
    around = (_PART_BY_KEY.get(str(step)) for step in reversed(path[:-1]))
    part = next((part for part in around if part), whole)
    return tuple(info.alias or name for name, info in part.model_fields.items())


def _refusals(error: ValidationError, whole: type[BaseModel]) -> Iterator[tuple[Path, Refusal, bool]]:
    """Yield each of Pydantic's errors as a refusal, the path it is about, and whether it is about the key."""
    for details in error.errors(include_url=False):
        path: Path = details["loc"]
        context: dict[str, Any] = details.get("ctx", {})
        of_key = bool(path) and path[-1] == "[key]"
        path = path[:-1] if of_key else path
        if "refusal" in context:
            refusal: Refusal = context["refusal"]
            yield path, refusal, of_key or refusal.code == "unknown-key"
        elif details["type"] == "extra_forbidden":
            message = Message("the key {key} is unknown here", key=str(path[-1]))
            yield path, Refusal("unknown-key", message, _names(_keys_allowed(path, whole))), True
        elif details["type"] == "missing":
            yield path[:-1], _missing(path), False
        elif details["type"] == "literal_error":
            message = Message("{name} is not allowed here", name=str(details["input"])[:60])
            expected = tuple(re.findall(r"'([^']*)'", context["expected"]))
            yield path, Refusal("not-allowed", message, _names(expected)), False
        elif details["type"] == "too_short":
            if details["input"]:  # its items are refused one by one already
                continue
            yield path, Refusal("empty-list", Message("at least one is needed")), False
        else:
            yield path, _wrong_type(details["type"], details["input"]), False


def _names(names: tuple[str, ...]) -> Message:
    return Message("{names}", names=names)


def _missing(path: Path) -> Refusal:
    if path[-2:] == ("tiers", "mode"):
        message = Message("the mode of the tiers is not stated, and the two modes give different bills")
        return Refusal("tiers-mode", message, _names(("graduated", "volume")))
    return Refusal("missing-key", Message("the key {key} is missing", key=str(path[-1])))


def _wrong_type(kind: str, found: Any) -> Refusal:
    if kind in ("tuple_type", "list_type"):
        return Refusal("wrong-type", Message("a list belongs here, found {found}", found=described(found)))
    return Refusal("wrong-type", Message("a mapping belongs here, found {found}", found=described(found)))
