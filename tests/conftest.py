"""How hard the properties are tried: ``--hypothesis-profile=thorough`` tries many more examples."""

from hypothesis import HealthCheck, settings

_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("quick", max_examples=250, **_COMMON)  # type: ignore[arg-type]
settings.register_profile("thorough", max_examples=20_000, **_COMMON)  # type: ignore[arg-type]
settings.load_profile("quick")
