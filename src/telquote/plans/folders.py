"""Which plan files are used, and the ids in them: without the model that says what they mean."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from telquote.environment import PLANS, plans_folder
from telquote.files import STDIN, Entries, Unreadable, entries_of, read_source, reason_of, text_of
from telquote.language import Message
from telquote.plans.diagnostics import Diagnostic, PlanFilesError

NEW_FILE = "telquote new vendor acme -o plans/acme.yaml"
"""What to type where there is no plan file."""

SHIPPED = "telquote's own plans"


class Found(NamedTuple):
    """The plan files to use, where they come from, what is to be said of that, and what in a folder is none."""

    files: list[Path]
    path: str
    notes: list[Message]
    passed_over: list[Path]


def files_in_use() -> Found:
    """Return the plan files that are read where nobody names any.

    Raises ``PlanFilesError`` where a folder that was named holds none, or ./plans cannot be read.
    """
    here, variable = Path("plans"), plans_folder()
    is_here = here.exists() or here.is_symlink()
    if variable:
        found = files_of(Path(variable), f"{PLANS}={variable}")
        if is_here:
            note = Message("note: {variable} names {path}, so ./plans is not read", variable=PLANS, path=variable)
            found.notes.append(note)
        return found
    notes: list[Message] = []
    if is_here:
        try:
            return files_of(here)
        except PlanFilesError as error:
            if error.diagnostics[0].code != "no-plan-files":
                raise
        notes = [Message("note: ./plans holds no plan file (*.yaml); telquote's own plans are used")]
    return Found(files_of(shipped_folder()).files, SHIPPED, notes, [])  # without those of the gallery


def files_of(path: Path, called: str | None = None) -> Found:
    """Return the plan files that a path names: itself, or those in the folder and its sub-folders.

    Raises ``PlanFilesError`` where there is none, under the name by which it was ``called``.
    """
    name = called or str(path)
    try:
        found = entries_of(path) if path.is_dir() else Entries([path], [])
    except OSError as error:
        message = Message("the directory cannot be read: {reason}", reason=reason_of(error))
        raise PlanFilesError([Diagnostic("file-unreadable", message, name)], NEW_FILE) from None
    if not path.exists() and str(path) != STDIN:
        message = Message("a link to nothing") if path.is_symlink() else Message("no such file")
        raise PlanFilesError([Diagnostic("file-unreadable", message, name)], NEW_FILE)
    if not found.files:
        message = Message("no plan file (*.yaml) is in this directory")
        raise PlanFilesError([Diagnostic("no-plan-files", message, name)], NEW_FILE)
    return Found(found.files, str(path), [], found.passed_over)


def shipped_folder() -> Path:
    """Return the folder of plans that comes with telquote: in the package, or in the checkout it is installed from."""
    packaged = Path(str(resources.files("telquote"))) / "data" / "plans"
    checkout = Path(__file__).parents[3] / "plans"
    return packaged if packaged.is_dir() else checkout


MOST_COMPLETED = 1024 * 1024
"""Bytes of plan files beyond which no names are completed: it would take longer than anybody waits for a key."""


def ids_in(files: list[Path]) -> list[str]:
    """Return the ids of the vendors and plans that files name, as far as they can be read, in order."""
    from telquote.plans.yaml_tree import read_document

    contents: list[bytes] = []
    for file in files:
        try:
            contents.append(read_source(file))
        except Unreadable:
            continue
        if sum(map(len, contents)) > MOST_COMPLETED:
            return []
    found: set[str] = set()
    for content in contents:
        try:
            tree = read_document(text_of(content), "").tree
        except Unreadable:
            continue
        found.update(_ids(tree))
    return sorted(found)


def _ids(tree: Any) -> Iterator[str]:
    vendor = tree.get("vendor") if isinstance(tree, dict) else None
    if not isinstance(vendor, str):
        return
    yield str(vendor)
    plans = tree.get("plans")
    for plan in plans if isinstance(plans, list) else ():
        name = plan.get("id") if isinstance(plan, dict) else None
        if isinstance(name, str):
            yield f"{vendor}/{name}"
