"""How many random examples a test is tried on, and which tests are run first.

The number of examples is that of a profile, chosen with HYPOTHESIS_PROFILE:

- ``kit``, 100: `make test`. Every rule, state and shape of condition is in a twentieth of the
  examples or more (`tests/property/test_ingredients.py` holds the strategies to that), so a law
  that one of them breaks is tried on it five times.
- ``quick``, 30: `make quick`, where most ingredients come once or twice. Every law is run, and each
  is run again with more by `make test`.
- ``laws``, 10,000: `make laws`, before a release and after a change of scoring.

A test that states a number of its own keeps it whatever the profile is.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no fault of a strategy; the same examples everywhere, so
# that a failure is everybody's.
settings.register_profile(
    "kit",
    max_examples=100,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("kit"), max_examples=30)
settings.register_profile("laws", settings.get_profile("kit"), max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "kit"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the demo, to be read only, made without a connection.

    Tests that use it are in the group `demo`, so that it is made once.
    """
    from click.testing import CliRunner

    from coherence_kit.cli import main
    from tests.offline import offline

    folder = tmp_path_factory.mktemp("demo")
    with offline() as opened:
        made = CliRunner().invoke(main, ["demo", "-o", str(folder)])
    told = {line.rpartition(" ")[2] for line in made.stderr.splitlines() if line[:1] == "/"}
    # of the rounds it is told that one office answered what it was not asked, and one nothing
    assert (made.exit_code, told, opened) == (0, {"round.not-asked", "round.silent"}, [])
    return folder


QUICK = {"unit", "property"}
"""Folders whose tests are quick unless they are marked slow."""


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the quick tests; run what is slow last."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in QUICK and not _is_slow(item):
            item.add_marker("quick")
    items.sort(key=_is_slow)


def _is_slow(item: pytest.Item) -> bool:
    return item.get_closest_marker("slow") is not None


def pytest_collection_finish() -> None:
    """Keep the collector from walking over modules and tests again and
    again: none of them ever goes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
