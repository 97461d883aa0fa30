"""YAML as somebody types it: submissions, bound and scored; questionnaires with an empty answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from coherence_kit import content
from coherence_kit.forms.yaml.form import yaml_form
from coherence_kit.loading.documents import compose_document, peek
from coherence_kit.loading.library import open_library
from coherence_kit.model.submission import FORMAT as SUBMISSION
from coherence_kit.problems import ProblemsFound, has_errors
from coherence_kit.rendering.data.assessment import assessments_json
from coherence_kit.rendering.terminal.questionnaire import questionnaire_text
from coherence_kit.rendering.terminal.score import assessment_text
from coherence_kit.workflow.check import _check_file
from coherence_kit.workflow.score import Workspace, assess_loaded, bind_document, bind_values
from tests.changes import Dice, changed_text, changed_values
from tests.faulty.examples import HERE, QUESTIONNAIRES
from tests.fuzz.faults import BrokenLawError, expect_plain_words
from tests.fuzz.targets.submissions import layout_of, run_submission, workspace
from tests.fuzz.targets.target import Mutate, Pieces, Target, by_lines, by_runs

_RULES = "illustrative/velmora-2026-aggregation-rules.yaml"
_IS_OF_VALUES = 0.35
_IS_OF_LINES = 0.75  # and of the rest the fuzzer's own


def _seeds() -> Mapping[str, bytes]:
    """The small questionnaires, every faulty file beside them, and a shipped submission."""
    shipped = content.folder("questionnaires")
    files = [
        *QUESTIONNAIRES.glob("*.yaml"),
        *HERE.glob("*.yaml"),
        shipped / "submissions" / _RULES,
        shipped / "aggregation-rules.yaml",
    ]
    return {path.name: path.read_bytes() for path in files}


def _change(data: bytes, dice: Dice, mutate: Mutate) -> bytes:
    chance = dice.random()
    if chance < _IS_OF_VALUES:
        value = compose_document(data, "seed.yaml").value
        if isinstance(value, dict):
            return changed_values(json.loads(json.dumps(value)), dice)
    if chance < _IS_OF_LINES:
        return changed_text(data.decode(errors="surrogateescape"), dice)
    return mutate(data)


def _run(path: Path) -> None:
    """As the file says: a questionnaire is loaded and an empty submission scored."""
    if peek(path.read_bytes()).get("format", "").startswith("coherence-kit/questionnaire/"):
        _run_questionnaire(path)
    else:
        run_submission(path)


def _run_questionnaire(path: Path) -> None:
    library = open_library([path])
    library._documents = workspace().library.documents()  # read once
    library._relations = workspace().library.relations()
    own = Workspace(library)
    try:
        problems, _ = _check_file(own, path, None)
    except ProblemsFound as found:
        problems = list(found.problems)
    expect_plain_words(problems)
    name = next((name for name, paths in library.index().items() if path in paths), None)
    if name is None:
        raise ProblemsFound(problems)
    try:
        library.questionnaire(name)
    except ProblemsFound as found:
        if not has_errors(problems):
            raise BrokenLawError("check accepts what score refuses") from found
        raise
    if has_errors(problems):
        raise BrokenLawError("score accepts what check refuses")
    instrument = own.instrument(name)  # the measures for it may be others'
    questionnaire_text(instrument.questionnaire)
    about = {"id": name, "version": instrument.questionnaire.version}
    try:
        empty = bind_values(own, {"format": SUBMISSION, "questionnaire": about}, "empty.yaml")
        form = yaml_form(layout_of(instrument)).encode()
        bind_document(own, compose_document(form, "form.yaml"))
    except ProblemsFound as found:
        raise BrokenLawError(f"an empty submission is refused: {found}") from found
    assessment = assess_loaded(empty)
    assessment_text(assessment)
    assessments_json([assessment]).encode()


def _split(data: bytes) -> Sequence[Pieces]:
    return [by_lines(data), by_runs(data, 8), by_runs(data, 1)]


TARGET = Target("yaml", (".yaml",), _seeds, _change, _run, _split, lambda _data: ".yaml")
