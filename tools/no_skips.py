"""Pytest plugin of the project's own test run: where CI=true, a skipped test is a failure.

A test that is skipped on a developer's machine says so; in CI nobody reads that line, and a check
that never runs looks like one that passes. Loaded by `make test` with `-p no_skips`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a green run with skipped tests red."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("\nno test may be skipped in CI", red=True)
        session.exitstatus = 1
