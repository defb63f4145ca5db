"""Every command, output, plan file and table of keys in the documents is what the program does."""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import naive
import pytest
from command import ROOT, telquote_in_terminal
from random_plans import offer_of
from scenario_files import naive_usage

from telquote import Usage, compare, load_plans
from telquote.billing.quote import quote_of
from telquote.billing.simulation import simulate
from telquote.exact import exact_text
from telquote.plans.catalogue import Catalogue
from telquote.plans.figure_paths import figures
from telquote.plans.part import Part
from telquote.plans.selection import matching
from telquote.plans.yaml_tree import read_document
from telquote.usage.file_model import UsageFile
from telquote.usage.reading import read_usage

README, PLAN_FILES, USAGE_FILES = Path("README.md"), Path("docs/plan-files.md"), Path("docs/usage-files.md")
SEMANTICS = Path("docs/semantics.md")
ARCHITECTURE, CONTRIBUTING = Path("ARCHITECTURE.md"), Path("CONTRIBUTING.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KEYS = re.compile(r"<!-- keys -->.*<!-- /keys -->", re.DOTALL)
PARTS: tuple[str, ...] = (
    "Vendor",
    "Source",
    "Defaults",
    "Plan",
    "Requirement",
    "PlanAssumption",
    "Fact",
    "Recommendation",
    "Charge",
    "Tiers",
    "Step",
    "Block",
)
PARTS += ("LongCallFee", "CallRounding", "Counter", "Balance", "TopUp", "Rollover", "Fee", "Bands", "Band")
PARTS += ("Bill", "Minimum", "Discount", "DiscountStep", "Tax", "Rounding", "Limit")


def blocks(document: Path, kind: str) -> list[str]:
    return [match[2] for match in BLOCK.finditer(document.read_text(encoding="utf-8")) if match[1] == kind]


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the plan file of the README."""
    folder = tmp_path_factory.mktemp("acme")
    (folder / "plans").mkdir()
    (folder / "plans" / "acme.yaml").write_text(blocks(README, "yaml")[0], encoding="utf-8")
    return folder


def commands(block: str) -> Iterator[tuple[str, list[str]]]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *output = part.splitlines()
        yield command, output


def shown(command: str, output: list[str], folder: Path) -> list[str]:
    """Return what a document shows of a command's output: all of it, or as many lines as stand before ``...``."""
    program, *arguments = shlex.split(command)
    assert program == "telquote"
    ended = telquote_in_terminal(*arguments, width=80, cwd=folder)
    refused = output[:1] != [] and output[0].startswith("error: ")
    assert ended.status == (2 if refused else 0)
    assert (ended.stdout if refused else ended.stderr) == ""
    lines = [line.rstrip() for line in (ended.stderr if refused else ended.plain).splitlines()]
    if output and output[-1] == "...":
        return [*lines[: len(output) - 1], "..."]
    return lines


def test_readme_shows_what_the_commands_print(acme: Path, kept: Callable[[Path, str], None]) -> None:
    text = README.read_text(encoding="utf-8")
    own = text.index("## Your own plan file"), text.index("## In scripts and CI")

    def renewed(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        folder = acme if own[0] < match.start() < own[1] else ROOT
        lines = [
            line for command, output in commands(match[2]) for line in (f"$ {command}", *shown(command, output, folder))
        ]
        return "```console\n" + "\n".join(lines) + "\n```"

    kept(README, BLOCK.sub(renewed, text))


def test_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks(README, "python")
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("1 baidu/lixianbao 8000\n")


WORKED = re.compile(r"^\| `(\w+/[\w-]+)` \| `(\{.*\})` \| (\d+) \| (.*) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Return the plan files of the documentation."""
    folder = tmp_path_factory.mktemp("documented")
    for index, text in enumerate(blocks(PLAN_FILES, "yaml")):
        (folder / f"{index}.yaml").write_text(text, encoding="utf-8")
    return load_plans(folder)


def test_plan_files_of_the_documentation_hold_every_key(documented: Catalogue) -> None:
    text = "".join(blocks(PLAN_FILES, "yaml"))
    named = {
        f"{offer.id}:{path}"
        for offer in documented.offers()
        for figure in figures(offer.plan)
        for path in (figure.path, figure.long_path)
    }
    assert set(re.findall(r"`(\w+/\w+:[\w.]+)`", PLAN_FILES.read_text(encoding="utf-8"))) <= named
    used = set(re.findall(r"([a-z_]+):", text))
    assert {key for part in PARTS for key in keys(part)} - used == set()


def test_worked_examples_of_the_documentation(
    documented: Catalogue, tmp_path: Path, kept: Callable[[Path, str], None]
) -> None:
    trees = {
        f"{tree['vendor']}/{plan['id']}": plan
        for text in blocks(PLAN_FILES, "yaml")
        for tree in [read_document(text, "").tree]
        for plan in tree["plans"]
    }

    def reckoned(match: re.Match[str]) -> str:
        plan, stated, months = match[1], match[2], int(match[3])
        file = tmp_path / "usage.yaml"
        file.write_text(stated, encoding="utf-8")
        usage = read_usage(str(file)).usage()
        (offer,) = matching(documented.offers(), plan)
        total = quote_of(simulate(offer, usage, months)).total
        expected = naive.quote(trees[plan], naive_usage(usage), months)
        assert expected is not None
        assert expected["total"] == total
        return f"| `{plan}` | `{stated}` | {months} | {exact_text(total)} |"

    text = PLAN_FILES.read_text(encoding="utf-8")
    assert len(WORKED.findall(text)) >= 11
    kept(PLAN_FILES, WORKED.sub(reckoned, text))


RULED = re.compile(r"^\| (\d+) \| `(\{.*\})` \| `(\{.*\})` \| (\d+) \| (.*) \|$", re.MULTILINE)


def test_examples_of_the_numbered_rules(tmp_path: Path, kept: Callable[[Path, str], None]) -> None:
    def reckoned(match: re.Match[str]) -> str:
        rule, plan, stated, months = match[1], match[2], match[3], int(match[4])
        tree = {"id": "p", "name": "p", **read_document(plan, "").tree}
        file = tmp_path / "usage.yaml"
        file.write_text(stated, encoding="utf-8")
        usage = read_usage(str(file), months).usage()
        held = None if usage.current is None else usage.current.held
        stands, figures = offer_of(tree)._replace(held=held), naive_usage(usage, held)
        total = quote_of(simulate(stands, usage, months)).total
        expected = naive.quote(tree, figures, months)
        assert expected is not None
        assert expected["total"] == total
        return f"| {rule} | `{plan}` | `{stated}` | {months} | {exact_text(total)} |"

    text = SEMANTICS.read_text(encoding="utf-8")
    rules = [int(number) for number in re.findall(r"^\*\*(\d+)\. ", text, re.MULTILINE)]
    assert rules == list(range(1, len(rules) + 1))
    assert {int(row[0]) for row in RULED.findall(text)} == {rule for rule in rules if rule >= 20}
    kept(SEMANTICS, RULED.sub(reckoned, text))


def test_usage_files_of_the_documentation_hold_every_key(tmp_path: Path) -> None:
    texts = blocks(USAGE_FILES, "yaml")
    for text in texts:
        (tmp_path / "usage.yaml").write_text(text, encoding="utf-8")
        assert [service for service, use in read_usage(str(tmp_path / "usage.yaml")).usage().uses() if use.quantity]
    assert set(UsageFile.model_fields) - set(re.findall(r"^([a-z_]+):", "".join(texts), re.MULTILINE)) == set()


def shape_of(part: str) -> type[Part]:
    (shape,) = (one for one in every_part(Part) if one.__name__ == part)
    return shape


def every_part(part: type[Part]) -> set[type[Part]]:
    return {part} | {one for inner in part.__subclasses__() for one in every_part(inner)}


def keys(part: str) -> dict[str, Any]:
    fields = shape_of(part).model_fields
    return {info.alias or name: info for name, info in fields.items()}


def key_tables() -> str:
    sections = []
    for part in PARTS:
        shape = shape_of(part)
        rows = [
            f"| `{key}` | {'yes' if info.is_required() else ''} | {(info.description or '').replace('|', '/')} |"
            for key, info in keys(part).items()
        ]
        summary = (shape.__doc__ or "").split("\n")[0]
        sections.append(
            f"### {part}\n\n{summary}\n\n| key | required | means |\n| --- | --- | --- |\n" + "\n".join(rows)
        )
    return "<!-- keys -->\n\n" + "\n\n".join(sections) + "\n\n<!-- /keys -->"


def test_tables_of_keys_are_current(kept: Callable[[Path, str], None]) -> None:
    text = PLAN_FILES.read_text(encoding="utf-8")
    kept(PLAN_FILES, KEYS.sub(lambda _: key_tables(), text))


def test_links_lead_somewhere() -> None:
    for document in (README, ARCHITECTURE, CONTRIBUTING, *Path("docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document}: {target}"


@pytest.mark.parametrize("document", [ARCHITECTURE, CONTRIBUTING], ids=str)
def test_every_file_that_is_named_is_there(document: Path) -> None:
    named = set(re.findall(r"`([\w./]+\.(?:py|yaml|md)|[\w./]+/)`", document.read_text(encoding="utf-8")))
    assert len(named) > 5
    known = {*map(str, Path().rglob("*.py")), *map(str, Path().rglob("*.yaml"))}
    rooms = (Path("src/telquote"), Path())
    found = {name for name in named if any((room / name).exists() for room in rooms)}
    found |= {name for name in named if any(one.endswith(f"/{name}") for one in known)}
    assert named - found == set()


def test_public_names_are_there() -> None:
    assert compare(load_plans("plans"), Usage(minutes=3000)).cheapest[0].offer.id == "baidu/lixianbao"
