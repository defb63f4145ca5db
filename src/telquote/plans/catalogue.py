"""The catalogue: which plan files are used, what they offer, and the selection of plans by name."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from telquote.language import LANGUAGES, Message, Text
from telquote.plans.diagnostics import PlanFilesError
from telquote.plans.folders import NEW_FILE, files_in_use, files_of, shipped_folder
from telquote.plans.loading import load_files
from telquote.plans.offers import Offer, offers_of
from telquote.plans.plan import Vendor


class Catalogue(NamedTuple):
    """The vendors of a set of plan files; ``path`` says where they come from, ``sha256`` what they are.

    ``notes`` are what a person should hear of which files were read.
    """

    vendors: tuple[Vendor, ...]
    path: str
    sha256: Mapping[str, str]
    notes: tuple[Message, ...] = ()

    def __repr__(self) -> str:
        return f"<{len(self.offers())} plans of {len(self.vendors)} vendors from {self.path}>"

    def offers(self) -> tuple[Offer, ...]:
        """Return every plan, in order of vendor ids and then as the files list them."""
        return tuple(offer for vendor in self.vendors for offer in offers_of(vendor))


def load_plans(path: str | Path | None = None) -> Catalogue:
    """Return the catalogue of the plan files in a folder, or of one file.

    Without a path: of TELQUOTE_PLANS, else of ./plans where it has a plan file, else of telquote's own.
    Raises ``PlanFilesError`` with every problem that the files have.
    """
    found = files_in_use() if path is None else files_of(Path(path))
    loaded = load_files(found.files)
    if loaded.errors():
        raise PlanFilesError(loaded.diagnostics, NEW_FILE)
    text = "note: {file}: not read, for plan files end in .yaml or .yml"
    notes = [*found.notes, *(Message(text, file=str(one)) for one in found.passed_over)]
    return Catalogue(tuple(_told_apart(loaded.vendors)), found.path, loaded.sha256, tuple(notes))


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


def gallery() -> dict[str, Catalogue]:
    """Return the catalogue of each folder of the gallery that comes with telquote, by the name of its market.

    Raises ``PlanFilesError`` as ``load_plans`` does.
    """
    folders = sorted(path for path in (shipped_folder() / "gallery").iterdir() if path.is_dir())
    return {folder.name: load_plans(_near(folder)) for folder in folders}


def _near(path: Path) -> Path:
    """Return a path from the folder at hand where it lies below that."""
    try:
        here = Path.cwd()
    except OSError:  # the folder at hand is gone
        return path
    return path.relative_to(here) if path.is_relative_to(here) else path
