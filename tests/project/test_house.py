"""The checkout itself: what it installs, what its files may say, what `make` offers."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from ruamel.yaml import YAML

from coherence_kit import __version__

CHECKOUT = Path(__file__).parents[2]

# In pieces, so that this file does not name them either.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
    )
]
MACHINE_PATH = re.compile(r"(?<![\w.~}-])/(?:work|root|home|Users|tmp/[\w.]+)/\w")


def tracked_files() -> dict[str, str]:
    """The text of every file that is in the repository or would be with the next commit."""
    listing = (
        "git",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--deduplicate",
    )
    names = subprocess.run(
        listing, cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    texts = {}
    for name in filter(None, names):
        path = CHECKOUT / name
        if path.is_file():
            # Pictures and the like have no lines to look at, but may hold an address all the same.
            texts[name] = path.read_bytes().decode("utf-8", errors="replace")
    return texts


def constraints() -> list[str]:
    return (CHECKOUT / "constraints.txt").read_text().splitlines()


def test_no_file_names_the_address_of_a_registry() -> None:
    named = [
        (name, host)
        for name, text in tracked_files().items()
        for host in REGISTRIES
        if host in text.lower()
    ]
    assert named == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert [name for name, text in tracked_files().items() if MACHINE_PATH.search(text)] == []


def test_no_file_holds_the_marks_of_a_merge_that_was_not_finished() -> None:
    marks = re.compile(r"^(?:<{7}|>{7}) \S", re.MULTILINE)
    assert [name for name, text in tracked_files().items() if marks.search(text)] == []


def test_a_constraint_is_a_name_and_a_version() -> None:
    shape = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][0-9a-z.]*")
    assert [line for line in constraints() if not shape.fullmatch(line)] == []


def test_the_constraints_pin_every_requirement_at_or_above_its_lower_bound() -> None:
    pins = {
        canonicalize_name(name): Version(version)
        for name, version in (line.split("==") for line in constraints())
    }
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    for text in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
        requirement = Requirement(text)
        assert [part.operator for part in requirement.specifier] == [">="], (
            f"{text} has no lower bound"
        )
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier


def test_every_target_of_make_is_listed_by_help() -> None:
    makefile = (CHECKOUT / "Makefile").read_text()
    targets = re.findall(r"^([\w-]+):(?!=)", makefile, flags=re.MULTILINE)
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    listed = subprocess.run(
        ["make"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout
    # A make that runs the tests says which folder it enters.
    lines = [line for line in listed.splitlines() if line.startswith("make ")]
    assert sorted(targets) == sorted(phony.split())
    assert [line.split()[1] for line in lines] == targets
    assert all(len(line.split()) > 2 for line in lines)


def test_ci_runs_the_tests_and_no_more() -> None:
    script = CHECKOUT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text().splitlines()[-1] == "make test"


def test_one_list_of_pythons_stands_everywhere() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    stated = [
        name.rpartition(" ")[2] for name in project["classifiers"] if re.search(r":: 3\.\d+$", name)
    ]
    (tried,) = re.findall(
        r"^versions=\((.*)\)$", (CHECKOUT / "tools" / "test-all").read_text(), flags=re.MULTILINE
    )
    assert tried.split() == stated
    assert project["requires-python"] == f">={stated[0]}"


def test_hooks_need_no_network_and_call_what_make_test_calls() -> None:
    config = YAML(typ="safe").load((CHECKOUT / ".pre-commit-config.yaml").read_text())
    (repository,) = config["repos"]
    assert repository["repo"] == "local"
    recipe = (CHECKOUT / "Makefile").read_text().replace("$(bin)", ".venv/bin")
    for hook in repository["hooks"]:
        assert hook["language"] == "system"
        assert f"\t{hook['entry'].removesuffix(' --force-exclude')}" in recipe


def test_the_citation_names_the_version_of_the_package() -> None:
    citation = YAML(typ="safe").load((CHECKOUT / "CITATION.cff").read_text())
    assert str(citation["version"]) == __version__
    assert citation["license"] == "Apache-2.0"
