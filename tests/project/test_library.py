"""What a program can rely on: the types and names of the library, and what importing costs."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

import coherence_kit as ck

CHECKOUT = Path(__file__).parents[2]
PROGRAM = """\
import datetime as dt
from fractions import Fraction

import coherence_kit as ck

kit = ck.open(folders=["content"], max_size=1_000_000)
try:
    submission: ck.Submission = kit.load("ghana.yaml")
except ck.ProblemsFound as found:
    places: list[tuple[str, int]] = [(problem.source, problem.line) for problem in found.problems]
    raise
assessment: ck.Assessment = kit.assess(submission)
reveal_type(assessment.score)
reveal_type(assessment.exact.low)
reveal_type(assessment["planning"])
reveal_type(assessment["planning"].explain())
reveal_type(assessment.lens("iom")["planning"].score)
reveal_type(assessment.to_frame("pandas"))
reveal_type(assessment.to_frame("polars"))
reveal_type(kit.questionnaires["intragovernmental"].version)
reveal_type(kit.batch("round-2026/", reports="pdf").scored)
kit.assess({"a": 2}, questionnaire="intragovernmental", country="GHA", date=dt.date(2026, 6, 30))
kit.report([submission], "ghana.pdf", language="fr").path.stat()
"""
REVEALED = [
    "float | None",
    "fractions.Fraction | None",
    "coherence_kit.api.assessments.Node",
    "coherence_kit.api.assessments.Explanation",
    "float | None",
    "pandas.core.frame.DataFrame",
    "polars.dataframe.frame.DataFrame",
    "str",
    "int",
]
WRONG = """\
import coherence_kit as ck

ck.opne()
kit = ck.open(folder="content")
kit.assess({"a": 2}, questionnaire="x", land="GHA")
kit.batch("round", reports="doc")
ck.open().assess(3)
len(kit.assess("a.yaml").score)
kit.load("a.yaml").to_frame("excel")
"""


@pytest.fixture(scope="module")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter for which this checkout is an installed package, as for any user."""
    folder = tmp_path_factory.mktemp("user") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    installed = [CHECKOUT, Path(sysconfig.get_paths()["purelib"])]
    site = Path(paths["purelib"])
    (site / "installed.pth").write_text("".join(f"{path}\n" for path in installed))
    return Path(paths["scripts"]) / "python"


@pytest.fixture(scope="module")
def told(interpreter: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What mypy in its strict mode, with no settings of ours, says of each program."""
    folder = tmp_path_factory.mktemp("programs")
    programs = {"right.py": PROGRAM, "wrong.py": WRONG}
    for name, program in programs.items():
        (folder / name).write_text(program, encoding="utf-8")
    command = (
        *(sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--no-error-summary"),
        *("--python-executable", str(interpreter), *programs),
    )
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert not done.stderr
    lines = done.stdout.splitlines()
    return {name: [line for line in lines if line.startswith(name)] for name in programs}


@pytest.mark.slow
def test_a_program_is_typed_under_strict_mypy(told: dict[str, list[str]]) -> None:
    revealed = [line.partition("Revealed type is ")[2].strip('"') for line in told["right.py"]]
    assert revealed == REVEALED


@pytest.mark.slow
def test_wrong_programs_are_told_by_mypy(told: dict[str, list[str]]) -> None:
    lines = {int(line.split(":")[1]) for line in told["wrong.py"] if ": error:" in line}
    assert lines == {3, 4, 5, 6, 7, 8, 9}


def imported_by(program: str) -> set[str]:
    """The modules that are loaded after a program in a new interpreter."""
    listing = f"{program}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        (sys.executable, "-c", listing), cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


def test_importing_the_package_imports_nothing_else() -> None:
    assert {name for name in imported_by("import coherence_kit") if "pydantic" in name} == set()
    rooms = {name for name in imported_by("import coherence_kit") if "coherence_kit." in name}
    assert rooms == set()


def test_opening_a_kit_imports_nothing_heavy() -> None:
    heavy = {
        "pydantic",
        "ruamel.yaml",
        "jinja2",
        "weasyprint",
        "numpy",
        "pandas",
        "polars",
        "click",
    }
    assert imported_by("import coherence_kit as ck\nck.open()") & heavy == set()


def test_assessing_imports_no_library_of_outputs() -> None:
    program = (
        "import coherence_kit as ck\n"
        "ck.open().assess({}, questionnaire='intragovernmental').to_dict()"
    )
    heavy = {"jinja2", "weasyprint", "numpy", "pandas", "polars", "click", "openpyxl"}
    assert imported_by(program) & heavy == set()


def test_every_public_name_is_there_and_typed_where_it_is_loaded_from() -> None:
    assert [name for name in ck.__all__ if getattr(ck, name, None) is None] == []
    assert set(ck.__all__) <= set(dir(ck))
    tree = ast.parse((CHECKOUT / "coherence_kit" / "__init__.py").read_text(encoding="utf-8"))
    homes = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("coherence_kit.")
        for alias in node.names
    }
    assert sorted([*homes, "__version__"]) == sorted(ck.__all__)
    for name, module in homes.items():
        loaded = ck.__dict__[name]
        assert getattr(sys.modules[str(module)], name) is loaded


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        ck.opne  # type: ignore[attr-defined]  # noqa: B018
