"""How hard the properties are tried, where whole outputs are kept, and what no test may depend on.

The examples of properties are the same in every run. ``--hypothesis-profile=full`` tries more of them, ``sample`` many;
``fresh`` draws others each time, ``thorough`` very many. ``--regenerate`` writes kept outputs anew, to be read before
they are committed.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

_COMMON: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}
settings.register_profile("fast", max_examples=30, derandomize=True, **_COMMON)
settings.register_profile("full", max_examples=250, derandomize=True, **_COMMON)
settings.register_profile("sample", max_examples=2000, derandomize=True, **_COMMON)
settings.register_profile("fresh", max_examples=150, **_COMMON)
settings.register_profile("thorough", max_examples=20_000, **_COMMON)
settings.load_profile("fast")

os.chdir(Path(__file__).parents[1])  # files are named from the root of the checkout, wherever the run was started


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write kept outputs anew")


@pytest.fixture
def kept(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return a check that a text is the one kept in a file."""
    regenerate = request.config.getoption("--regenerate")

    def check(file: Path, text: str) -> None:
        if regenerate:
            file.write_text(text, encoding="utf-8", newline="")
        assert file.exists(), f"{file} is not kept yet: run with --regenerate and read it"
        assert text == file.read_bytes().decode()

    return check
