"""The catalogue: which plan files are used, what they offer, and the selection of plans by name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from telquote.language import LANGUAGES, Message, Text
from telquote.language.measures import Name
from telquote.plans.diagnostics import Diagnostic, PlanFilesError
from telquote.plans.loading import SUFFIXES, load_files
from telquote.plans.model import Plan, Vendor

ENVIRONMENT_VARIABLE = "TELQUOTE_PLANS"
NEW_FILE = "telquote new vendor acme -o plans/acme.yaml"
"""What to type where there is no plan file."""

SHIPPED = "telquote's own plans"

_FORMAT_LINE = re.compile(rb"^format:[ \t]*1\b", re.MULTILINE)


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
        raise PlanFilesError(loaded.diagnostics, NEW_FILE)
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
        raise PlanFilesError([Diagnostic("file-unreadable", message, str(path))], NEW_FILE) from None
    if not files:
        message = Message("no plan file (*.yaml) is in this directory")
        raise PlanFilesError([Diagnostic("no-plan-files", message, str(path))], NEW_FILE)
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
