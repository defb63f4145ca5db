"""The checked-in JSON Schemas are current, and hold for what they describe."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from command import telquote

from telquote.output.schemas import schema_text, schemas

FOLDER = Path("schema")
SCHEMAS = dict(schemas())


def obeys(name: str, tree: Any) -> None:
    """Raise where a tree is none that a schema describes."""
    jsonschema.Draft202012Validator(SCHEMAS[f"{name}.schema.json"]).validate(tree)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_checked_in_schema_is_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == schema_text(SCHEMAS[name])


def test_no_schema_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("file", sorted(Path("plans").glob("*.yaml")), ids=lambda file: file.name)
def test_plan_files_obey_their_schema(file: Path) -> None:
    tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    obeys("plan-file", tree)


def mutations(tree: dict[str, Any]) -> dict[str, Any]:
    plan = tree["plans"][0]
    return {
        "unknown key": {**tree, "plan": []},
        "price as text": {**tree, "plans": [{**plan, "fees": [{"id": "f", "price": "1", "every": "month"}]}]},
        "tiers without mode": {
            **tree,
            "plans": [{**plan, "charges": [{"id": "c", "for": "inbound", "tiers": {"steps": [{"per_minute": 1}]}}]}],
        },
        "assumed without a reason": {
            **tree,
            "plans": [{**plan, "charges": [{"id": "c", "for": "inbound", "per_minute": {"assumed": 1}}]}],
        },
    }


TREE = {"format": 1, "vendor": "v", "name": "v", "currency": "CNY", "plans": [{"id": "p", "name": "p"}]}


@pytest.mark.parametrize("name", mutations(TREE))
def test_schema_refuses_what_the_program_refuses(name: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        obeys("plan-file", mutations(TREE)[name])


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("compare", ["--minutes", "3000", "--callback-minutes", "10"]),
        ("compare", ["--minutes", "0"]),
        ("breakeven", ["baidu", "union400", "--to", "6000"]),
        ("breakeven", ["baidu", "yunqia", "--over", "callback-minutes", "--to", "50"]),
        ("breakeven-price", ["baidu", "union400", "--over", "baidu/lixianbao:inbound", "--minutes", "9"]),
        ("sensitivity", ["--minutes", "3000", "--prices"]),
        ("simulate", ["baidu/lixianbao", "--minutes", "3000"]),
        ("list", []),
        ("show", ["baidu"]),
        ("check", []),
    ],
)
def test_documents_obey_their_schema(command: str, arguments: list[str]) -> None:
    answer = telquote(command.removesuffix("-price"), *arguments, "--format", "json")
    assert answer.status == 0
    obeys(command, json.loads(answer.stdout))
