"""The layout shows the architecture: imports run downwards only, and one place knows each library."""

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path("src/telquote")
FILES = sorted(file for file in SOURCE.rglob("*.py"))
LAYERS = [
    "codes",
    "environment",
    "work",
    "exact",
    "affine",
    "rounding",
    "language",
    "files",
    "plans",
    "usage",
    "billing",
    "decisions",
    "output",
    "errors",
    "answers",
    "api",
    "cli",
]
"""From the bottom up."""

LIBRARIES = {
    "yaml": ["plans/yaml_tree.py"],
    "rich": ["output/terminal.py", "language/__init__.py"],  # how wide signs are is known at the bottom
    "plotext": ["output/terminal_chart.py"],
    "matplotlib": ["output/picture.py"],
    "typer": ["cli/*.py"],
    "json": ["output/documents.py", "output/schemas.py"],
    "csv": ["output/csv_text.py"],
    "pydantic": ["plans/*.py", "usage/file_model.py", "output/schemas.py"],
}
PURE = ("billing", "decisions")
IMPURE = {"os", "sys", "io", "pathlib", "time", "datetime", "random", "locale", "subprocess", "socket", "shutil"}
LONGEST = 320


def module_of(file: Path) -> str:
    return "telquote." + ".".join(file.relative_to(SOURCE).with_suffix("").parts)


MODULES = {module_of(file).removesuffix(".__init__"): file for file in FILES}


@cache
def imports(file: Path) -> set[str]:
    """Return what a module imports: wherever that stands, in functions and for types alone too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names & MODULES.keys() or {node.module}
    return found


def layer(module: str) -> int | None:
    name = module.partition("telquote.")[2].partition(".")[0]
    return LAYERS.index(name) if name in LAYERS else None


def test_every_file_belongs_to_a_layer() -> None:
    assert {file.name for file in FILES if layer(module_of(file)) is None} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_imports_run_downwards_only(file: Path) -> None:
    own = layer(module_of(file))
    if own is None:
        return
    upwards = {name for name in imports(file) if (other := layer(name)) is not None and other > own}
    assert upwards == set()


def test_no_import_runs_in_a_circle() -> None:
    """Neither between packages nor within one; the package itself only offers what lies below under its own names."""
    rooms = {name: file for name, file in MODULES.items() if name != "telquote"}
    TopologicalSorter({name: imports(file) & rooms.keys() for name, file in rooms.items()}).prepare()


@pytest.mark.parametrize("library", LIBRARIES)
def test_one_place_knows_a_library(library: str) -> None:
    users = {file for file in FILES for name in imports(file) if name.partition(".")[0] == library}
    allowed = {file for pattern in LIBRARIES[library] for file in SOURCE.glob(pattern)}
    assert users - allowed == set()


@pytest.mark.parametrize("package", PURE)
def test_the_core_touches_nothing_outside(package: str) -> None:
    for file in (SOURCE / package).rglob("*.py"):
        assert {name for name in imports(file) if name.partition(".")[0] in IMPURE} == set(), file


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_file_holds_one_subject(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_file_makes_a_float() -> None:
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            place = f"{file}:{getattr(node, 'lineno', '')}"
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), place
            called = node.func if isinstance(node, ast.Call) else None
            assert getattr(called, "id", None) != "float", place


def test_one_place_reads_the_environment() -> None:
    """The command sets one variable for a library before that is imported; nobody else touches any."""
    users = {str(file.relative_to(SOURCE)) for file in FILES if "environ" in names_in(file)}
    assert users == {"environment.py", "cli/__init__.py"}


def test_one_place_opens_files() -> None:
    opening = {"open()", "read_bytes", "write_bytes", "write_text", "mkstemp", "fdopen"}
    users = {str(file.relative_to(SOURCE)) for file in FILES if opening & names_in(file)}
    streams_and_schemas = {"cli/__init__.py", "cli/edge.py", "output/schemas.py"}
    assert users - streams_and_schemas == {"files.py"}


def names_in(file: Path) -> set[str]:
    """Return the names and attributes that a module uses; what is called by its name has brackets, too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names.add(f"{node.func.id}()")
        if isinstance(node, ast.Name):
            names.add(node.id)
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
    return names
