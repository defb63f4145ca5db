"""An editor that holds a file against its schema alarms where telquote refuses its form, and nowhere else."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import assume, given, note
from hypothesis import strategies as st

from telquote.plans.diagnostics import Diagnostic, PlanFilesError
from telquote.plans.loading import load_files
from telquote.usage.reading import read_usage

OF_FORM = {
    "unknown-key",
    "missing-key",
    "not-a-number",
    "not-a-text",
    "not-a-currency",
    "not-a-duration",
    "not-an-increment",
    "not-an-id",
    "not-a-flag",
    "not-a-date",
    "not-a-url",
    "not-allowed",
    "wrong-type",
    "empty-list",
    "tiers-mode",
    "unknown-format",
}
"""Codes of problems of form; what figures and names must obey together no schema says."""


class Editor(yaml.SafeLoader):
    """Reads YAML as version 1.2 has it: the core schema, in which no dates and no yes or no are more than texts."""


Editor.yaml_implicit_resolvers = {}
CORE = {
    "bool": ("true|True|TRUE|false|False|FALSE", "tTfF"),
    "null": ("~|null|Null|NULL|", ["~", "n", "N", ""]),
    "int": ("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    "float": (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan", "-+.0123456789"),
}
for tag, (pattern, first) in CORE.items():
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), [*first])
BASES = {"0x": 16, "0o": 8}


def whole(_: Editor, node: yaml.ScalarNode) -> int:
    base = BASES.get(node.value[:2], 10)
    return int(node.value[2:] if base != 10 else node.value, base)


Editor.add_constructor("tag:yaml.org,2002:int", whole)


@cache
def validator(name: str) -> Any:
    schema = json.loads(Path(f"schema/{name}-file.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def alarms(name: str, text: str) -> bool:
    tree = yaml.load(text, Loader=Editor)
    return not validator(name).is_valid(with_texts_as_keys(tree))


def with_texts_as_keys(tree: Any) -> Any:
    """Return a tree as JSON has it: a key is a text."""
    if isinstance(tree, dict):
        return {str(key): with_texts_as_keys(one) for key, one in tree.items()}
    return [with_texts_as_keys(one) for one in tree] if isinstance(tree, list) else tree


def problems(name: str, text: str, folder: Path) -> list[Diagnostic]:
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    if name == "plan":
        return load_files([file]).errors()
    try:
        read_usage(str(file)).usage()
    except PlanFilesError as error:
        return list(error.diagnostics)
    return []


_ODD = """\
unknown

0
-1
12
0.5
1/3
60%
1000001
9999999999999
true
no
null
~
x y
'12'
"true"
''
'  '
[]
{}
[1]
[x]
{value: 1}
{value: x, note: 2024}
2024
2026-11-22
2026-13
{assumed: 1, because: 12}
{assumed: 60/60, because: x}
[{value: 1}, {value: 2, from: 2026-01-02}]
[1, 2]
[[1], {value: 2, from: 2026-01-02}]
[unknown, {value: 2, from: 2026-01-02}]
inbound
once
monthly
36 months
0 months
60/60
0/0
1/0
exact
half_up
CNY
usd
{zh: 1}
{en: x, fr: y}
https://a.example/b
5
{origin: []}
{origin: mobile}
{origin: [a, 2]}
vendor/x
javascript:alert(1)
{steps: []}
undated"""
ODD = _ODD.split("\n")
"""What is put in the place of a piece of a sound file."""


def pieces(node: yaml.Node) -> Iterator[yaml.Node]:
    """Yield every value of a file but figures that would hold otherwise, whose kind is that of what they name."""
    yield node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from pieces(value) if key.value != "otherwise" else ()
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from pieces(value)


def documented(name: str) -> list[str]:
    text = Path(f"docs/{name}-files.md").read_text(encoding="utf-8")
    return [one for one in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if name == "usage" or "format: 1" in one]


FILES = {
    "plan": [file.read_text(encoding="utf-8") for file in sorted(Path("plans").glob("*.yaml"))] + documented("plan"),
    "usage": documented("usage"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("agrees")


@given(st.sampled_from(["plan", "plan", "usage"]), st.data())
def test_schema_and_program_agree_on_form(folder: Path, name: str, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(FILES[name]))
    root = yaml.compose(text)
    assert root is not None
    nodes = [one for one in pieces(root) if one.start_mark.line == one.end_mark.line]
    node = data.draw(st.sampled_from(nodes))
    odd = data.draw(st.sampled_from(ODD))
    changed = text[: node.start_mark.index] + odd + text[node.end_mark.index :]
    try:
        yaml.compose(changed)
    except yaml.YAMLError:
        assume(False)
    found = problems(name, changed, folder)
    assume(not found or any(one.code in OF_FORM for one in found))
    note(f"{odd!r} in the place of {text[node.start_mark.index : node.end_mark.index]!r}\n{found}")
    assert alarms(name, changed) == bool(found)


BOTH_TAKE = ["name: 2024", "name: true", "name: no", "name: 0.5", "name: 1:30"]
BOTH_TAKE += ["format: '1'", "vendor: 0.5", "vendor: true"]
BOTH_REFUSE = ["name: null", "name: '  '", "name: ''", "name:", "currency: usd"]
BOTH_REFUSE += ["website: ftp://x", "vendor: a b", "format: 2"]
HEAD = {"format": "format: 1", "vendor": "vendor: v", "name": "name: V", "currency": "currency: CNY"}
PLANS = "plans: [{id: p, name: P, charges: [{id: c, for: inbound, per_minute: 1}]}]\n"


@pytest.mark.parametrize("line", [*BOTH_TAKE, *BOTH_REFUSE])
def test_texts_are_what_both_take_for_texts(folder: Path, line: str) -> None:
    text = "\n".join({**HEAD, line.partition(":")[0]: line}.values()) + "\n" + PLANS
    assert bool(problems("plan", text, folder)) == alarms("plan", text) == (line in BOTH_REFUSE)


@pytest.mark.parametrize("empty", ["{}", "[]", "{origin: []}", "''"])
@pytest.mark.parametrize("key", ["when", "for"])
def test_what_holds_nothing_is_refused_by_both(folder: Path, key: str, empty: str) -> None:
    charge = {"id": "c", "for": "inbound", "per_minute": "1", key: empty}
    keys = ", ".join(f"{one}: {charge[one]}" for one in charge)
    text = "\n".join(HEAD.values()) + f"\nplans: [{{id: p, name: P, charges: [{{{keys}}}]}}]\n"
    assert problems("plan", text, folder)
    assert alarms("plan", text)


@pytest.mark.parametrize("statement", ["{}", "{source: s}"])
def test_a_statement_without_words_is_refused_by_both(folder: Path, statement: str) -> None:
    text = "\n".join(HEAD.values()) + f"\nsources: {{s: {{title: S}}}}\nadvantages: [{statement}]\n{PLANS}"
    assert problems("plan", text, folder)
    assert alarms("plan", text)
