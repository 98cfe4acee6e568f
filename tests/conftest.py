"""Settings that every test file shares."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "local",
    max_examples=200,
    deadline=None,  # a machine that is busy is no failure
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("reproducible", settings.get_profile("local"), derandomize=True)
settings.load_profile("reproducible" if os.environ.get("CI") else "local")
