"""How hard the properties are tried, and where whole outputs are kept.

``--hypothesis-profile=thorough`` tries many more examples; ``--regenerate`` writes kept outputs anew, to be read
before they are committed.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("quick", max_examples=250, **_COMMON)  # type: ignore[arg-type]
settings.register_profile("thorough", max_examples=20_000, **_COMMON)  # type: ignore[arg-type]
settings.load_profile("quick")


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
