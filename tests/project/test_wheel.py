"""What is installed from the wheel does the whole main job, with no checkout in reach.

The tests are in the group of the demo, with whose reports they compare those of the wheel.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
CONTENT = ("questionnaires", "report_templates", "seeds")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


def run(*command: str | Path, cwd: Path) -> str:
    """The output of a command that has to succeed, away from this checkout and this environment."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COHERENCE", "COV", "PYTHON"))
    }
    done = subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (
        f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    )
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=CHECKOUT
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_package_and_nothing_beside_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"coherence_kit"}


def test_the_wheel_says_that_the_package_is_typed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert "coherence_kit/py.typed" in archive.namelist()


@pytest.mark.parametrize("folder", CONTENT)
def test_the_wheel_holds_every_file_of_content(wheel: Path, folder: str) -> None:
    listing = (
        "git",
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "--deduplicate",
        folder,
    )
    expected = {
        name for name in run(*listing, cwd=CHECKOUT).splitlines() if (CHECKOUT / name).is_file()
    }
    prefix = "coherence_kit/_content/"
    with zipfile.ZipFile(wheel) as archive:
        shipped = {
            name.removeprefix(prefix)
            for name in archive.namelist()
            if name.startswith(f"{prefix}{folder}/")
        }
    assert expected
    assert shipped == expected


def test_an_installed_wheel_writes_the_demo_with_the_same_bytes(
    wheel: Path, demo: Path, tmp_path: Path
) -> None:
    # The pip that is here installs into the new environment, and compiles nothing
    # that the demo does not import.
    run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=tmp_path)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--python",
        scripts / "python",
        "--disable-pip-version-check",
    )
    constraints = CHECKOUT / "constraints.txt"
    run(*pip, "install", "-q", "--no-compile", "-c", constraints, wheel, cwd=tmp_path)
    run(scripts / "coherence", "demo", "-o", "demo", cwd=tmp_path)
    names = sorted(path.name for path in demo.iterdir())
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == names
    assert any(name.endswith(".pdf") for name in names)
    for name in names:
        assert (tmp_path / "demo" / name).read_bytes() == (demo / name).read_bytes(), name
