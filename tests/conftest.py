"""How many random examples the laws are tried on: 100, or 10,000 with HYPOTHESIS_PROFILE=laws."""

import os

from hypothesis import HealthCheck, settings

# A slow machine is no fault of a strategy; the same examples everywhere, so that a failure is everybody's.
settings.register_profile(
    "kit",
    max_examples=100,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("laws", settings.get_profile("kit"), max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "kit"))
