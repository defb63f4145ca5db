"""The JSON Schemas of the files that telquote reads and of the documents that it writes.

Run ``python -m telquote.output.schemas schema`` to write them into the folder ``schema``.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from telquote.output.breakeven.document import BreakevenDocument
from telquote.output.breakeven.prices import PriceDocument
from telquote.output.check import CheckDocument
from telquote.output.compare.document import ComparisonDocument
from telquote.output.documents import VERSION
from telquote.output.list import CatalogueDocument
from telquote.output.sensitivity import SensitivityDocument
from telquote.output.show.document import ShowDocument
from telquote.output.simulate.document import LedgerDocument
from telquote.plans.figures import figure_of
from telquote.plans.numbers import COUNT, NUMBER, PERCENT, POSITIVE, SIGNED
from telquote.plans.plan import Vendor
from telquote.plans.scalars import DURATION, INCREMENT, TEXT_SCHEMA
from telquote.usage.file_model import UsageFile

DOCUMENTS: Mapping[str, type] = {
    "compare": ComparisonDocument,
    "breakeven": BreakevenDocument,
    "breakeven-price": PriceDocument,
    "sensitivity": SensitivityDocument,
    "simulate": LedgerDocument,
    "list": CatalogueDocument,
    "show": ShowDocument,
    "check": CheckDocument,
}
"""The shape of each command's document."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the file name and content of each schema."""
    yield "plan-file.schema.json", _of_file(Vendor, "telquote plan file, format 1")
    yield "usage-file.schema.json", _of_file(UsageFile, "telquote usage file")
    for command, shape in DOCUMENTS.items():
        schema = TypeAdapter(shape).json_schema(mode="serialization")
        schema["properties"]["schema"] = {"const": f"telquote/{command}/{VERSION}"}
        yield (
            f"{command}.schema.json",
            {"$schema": DIALECT, "title": f"telquote {command}, version {VERSION}"}
            | {key: value for key, value in schema.items() if key != "title"},
        )


def _of_file(model: type[BaseModel], title: str) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True)
    schema = {"$schema": DIALECT, **_without_nulls(schema), "title": title, "description": _FIGURES}
    for name, options in _shared():
        if _hoist(schema, name, options):
            schema.setdefault("$defs", {})[name] = {"anyOf": deepcopy(options)}
    return schema


_FIGURES = (
    "Figures are plain numbers without quotes: no exponents, no hexadecimal, at most 12 digits on either side of the "
    "point. A text or id may be any word, quoted where YAML would read more into it."
)


def _shared() -> Iterator[tuple[str, list[Any]]]:
    for kind in (NUMBER, POSITIVE, SIGNED, PERCENT, COUNT, DURATION, INCREMENT):
        yield f"{kind.name.title().replace(' ', '')}Value", figure_of(kind).schema["anyOf"]
    yield "Text", TEXT_SCHEMA["anyOf"]


def _hoist(schema: Any, name: str, options: list[Any]) -> bool:
    """Put a reference to ``name`` wherever ``options`` stand in full; tell whether they stood anywhere."""
    found = False
    for part in schema if isinstance(schema, list) else schema.values() if isinstance(schema, dict) else ():
        found |= _hoist(part, name, options)
    if isinstance(schema, dict) and schema.get("anyOf") == options:
        del schema["anyOf"]
        schema["$ref"] = f"#/$defs/{name}"
        return True
    return found


def _without_nulls(schema: Any) -> Any:
    """Return a schema in which absent is the only way to leave an optional key out, as in plan files."""
    if isinstance(schema, list):
        return [_without_nulls(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: _without_nulls(value) for key, value in schema.items() if (key, value) != ("default", None)}
    if "patternProperties" in schema:
        schema.setdefault("additionalProperties", False)
    options = [option for option in schema.get("anyOf", []) if option != {"type": "null"}]
    if len(options) < len(schema.get("anyOf", [])):
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        return {**rest, **options[0]} if len(options) == 1 else {**rest, "anyOf": options}
    return schema


def schema_text(schema: dict[str, Any]) -> str:
    """Return a schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for name, content in schemas():
        (folder / name).write_text(schema_text(content), encoding="utf-8")
