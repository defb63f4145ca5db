"""Every text of the program that is shown in two languages, read from its source."""

import ast
from pathlib import Path
from string import Formatter

SOURCE = Path(__file__).parents[1] / "src" / "telquote"
SPEAKERS = {"Message", "say", "translated"}
TABLES = {"_REASONS", "_COUNTED", "_EVENTS"}


def translatable_texts() -> dict[str, str]:
    """Return the literal texts handed to whatever says them, with the place of each."""
    found: dict[str, str] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        named = _named_texts(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in SPEAKERS and node.args:
                said = node.args[0]
                for text in named.get(said.id, []) if isinstance(said, ast.Name) else _literals(said):
                    found.setdefault(text, f"{file.relative_to(SOURCE)}:{node.lineno}")
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Dict):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                for value in node.value.values if _name(target) in TABLES else ():
                    for text in _literals(value):
                        found.setdefault(text, f"{file.relative_to(SOURCE)}:{node.lineno}")
    return found


def _named_texts(tree: ast.Module) -> dict[str, list[str]]:
    """Return the texts that the variables of a module are given anywhere in it."""
    named: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, []).extend(_literals(node.value))
    return named


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Call):
        return "say" if _name(function.func) == "Speaker" else ""
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _literals(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return []


def has_words(template: str) -> bool:
    """Tell whether a template holds more than figures and signs."""
    return any(char.isalpha() for text, _, _, _ in Formatter().parse(template) for char in text)
