"""`coherence schema assessment` describes what `score --format json` prints, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from coherence_kit.cli import main
from tests.functional.conftest import ANSWERED, Run, Write
from tests.shipped import shipped_submissions

SUBMISSIONS = shipped_submissions()
VELMORA = next(path for path in SUBMISSIONS if path.stem.startswith("velmora"))


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(CliRunner().invoke(main, ["schema", "assessment"]).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("path", SUBMISSIONS, ids=lambda path: path.stem)
def test_the_assessment_of_every_shipped_submission_fits(
    path: Any, run: Run, validator: jsonschema.Draft202012Validator
) -> None:
    validator.validate(json.loads(run("score", path, "--format", "json").stdout))


def test_an_explained_and_an_empty_assessment_fit(
    run: Run, run_small: Run, submission: Write, validator: jsonschema.Draft202012Validator
) -> None:
    explained = run("score", VELMORA, "--explain", "weakest-link", "--format", "json").stdout
    assert json.loads(explained)[0]["explanation"]
    validator.validate(json.loads(explained))
    through = json.loads(run("score", SUBMISSIONS[0], "--lens", "iom", "--format", "json").stdout)
    assert through[0]["lens"]["document"] == "iom"
    validator.validate(through)
    for text in ("", ANSWERED):
        path = submission(text)
        validator.validate(json.loads(run_small("score", path, "--format", "json").stdout))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("gaps"),
        lambda data: data.update(rank=1),
        lambda data: data["score"].update(low=101),
        lambda data: data["score"].update(value="62.5"),
        lambda data: data["coverage"].pop("share"),
        lambda data: next(iter(data["nodes"].values())).pop("state"),
        lambda data: data.update(format_version=2),
    ],
)
def test_what_is_no_assessment_is_refused(
    change: Callable[[Any], object], run: Run, validator: jsonschema.Draft202012Validator
) -> None:
    data = json.loads(run("score", VELMORA, "--format", "json").stdout)
    change(data[0])
    assert not validator.is_valid(data)
