"""Valid models in memory, everything a test does not care about filled in.

Values are written as in a file (`weight=2`, `target=3`,
`depends_on={"question": "a", "in": ["true"]}`); what a rubric may state is given to a section or a
questionnaire directly (`rule="minimum"`, `missing="lowest"`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter

from coherence_kit.analysis.assess import assess
from coherence_kit.analysis.instrument import prepare
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.mapping import FORMAT as MAPPING_FORMAT
from coherence_kit.model.mapping import FrameworkMapping
from coherence_kit.model.measures import Measure
from coherence_kit.model.questionnaire import FORMAT as QUESTIONNAIRE_FORMAT
from coherence_kit.model.questionnaire import (
    MatrixQuestion,
    Question,
    Questionnaire,
    Section,
    SharedQuestion,
)
from coherence_kit.model.rubric import Rubric
from coherence_kit.model.sources import FORMAT as SOURCES_FORMAT
from coherence_kit.model.sources import SourceDocument
from coherence_kit.model.submission import FORMAT as SUBMISSION_FORMAT
from coherence_kit.model.submission import Answer, AnswerValue, EvidenceItem, Submission
from coherence_kit.scoring.engine import score
from coherence_kit.scoring.node_score import Scores
from coherence_kit.scoring.tree import build_tree

_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
Grading = Fraction | int | str | tuple[Fraction | int, str]
_RUBRIC_KEYS = frozenset(Rubric.model_fields)

NOT_APPLICABLE = Answer(not_applicable="There is no such body.")
UNKNOWN = Answer(is_unknown=True, unknown="Nobody has counted.")


def a_question(
    question_id: str,
    kind: str = "scale",
    *,
    steps: Iterable[int] | Mapping[int, Any] = range(5),
    options: Mapping[str, Grading] | None = None,
    boxes: Mapping[str, Fraction | int | None] | None = None,
    **stated: Any,
) -> Question:
    """A question; a scale of 0 to 4 unless told otherwise.

    `steps` are numbers, or numbers with their names and texts. `options` are ids with their scores,
    their letters or both, `boxes` ids with their points or None; a number lies between goalposts at
    0 and 100 if nothing else is stated.
    """
    data: dict[str, Any] = {
        "id": question_id,
        "type": kind,
        "label": question_id,
        "text": f"{question_id}?",
        **stated,
    }
    if kind == "scale":
        is_worded = isinstance(steps, Mapping)
        data["steps"] = steps if is_worded else {step: f"Step {step}" for step in steps}
    if kind == "choice":
        data["options"] = _graded(options or {"none": 0, "some": 50, "all": 100})
    if kind == "multiple-choice":
        ticked = boxes or {"one": None, "two": None, "three": None, "four": None}
        data["options"] = [
            {"id": name, "text": name, "points": points} for name, points in ticked.items()
        ]
    if kind == "number" and "thresholds" not in stated:
        data.setdefault("goalposts", {"low": 0, "high": 100})
    return _QUESTION.validate_python(data)


def a_shared(question_id: str, **stated: Any) -> SharedQuestion:
    """A question of the questionnaire `whole` that counts in this section too."""
    return SharedQuestion(type="use", use=f"whole/{question_id}", **stated)


def a_matrix(
    matrix_id: str,
    rows: Iterable[str | Mapping[str, Any]] = ("one", "two"),
    *,
    options: Mapping[str, Grading] | None = None,
    **stated: Any,
) -> MatrixQuestion:
    """A matrix of these rows, by id or with what they state, and columns with
    their scores, letters or both.

    `evidence` and `not_applicable` are those of its rows; what its rubric
    says of them is given as `rubric`.
    """
    named = [{"id": row} if isinstance(row, str) else row for row in rows]
    of_rows = {name: stated.pop(name) for name in ("evidence", "not_applicable") if name in stated}
    rubric = stated.pop("rubric", {})
    data = _with_rubric(stated)
    return MatrixQuestion.model_validate(
        {
            "id": matrix_id,
            "type": "matrix",
            "label": matrix_id,
            "text": f"{matrix_id}?",
            "rows": [{"label": row["id"], **row} for row in named],
            "columns": _graded(options or {"none": 0, "some": 50, "all": 100}),
            **data,
            **of_rows,
            "rubric": {**data["rubric"], **rubric},
        }
    )


def _graded(options: Mapping[str, Grading]) -> list[dict[str, Any]]:
    def measures(grading: Grading) -> dict[str, Any]:
        if isinstance(grading, tuple):
            return {"score": grading[0], "letter": grading[1]}
        return {"letter": grading} if isinstance(grading, str) else {"score": grading}

    return [{"id": name, "text": name, **measures(grading)} for name, grading in options.items()]


def a_section(
    section_id: str,
    *children: Question | MatrixQuestion | SharedQuestion | Section,
    **stated: Any,
) -> Section:
    """A section of questions and sections; what is stated goes to its rubric or to itself."""
    return Section.model_validate(
        {
            "id": section_id,
            "title": section_id,
            "questions": tuple(child for child in children if not isinstance(child, Section)),
            "sections": tuple(child for child in children if isinstance(child, Section)),
            **_with_rubric(stated),
        }
    )


def a_questionnaire(*children: Question | MatrixQuestion | Section, **stated: Any) -> Questionnaire:
    """A questionnaire `whole`.

    Questions outside a section share the section `part`, which then takes the rule.
    """
    loose = tuple(child for child in children if not isinstance(child, Section))
    rule = {"rule": stated.pop("rule")} if loose and "rule" in stated else {}
    return Questionnaire.model_validate(
        {
            "format": QUESTIONNAIRE_FORMAT,
            "id": "whole",
            "version": "1.0",
            "title": "Whole",
            "sections": (
                *([a_section("part", *loose, **rule)] if loose else []),
                *(child for child in children if isinstance(child, Section)),
            ),
            **_with_rubric(stated),
        }
    )


def _with_rubric(stated: Mapping[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in stated.items() if name not in _RUBRIC_KEYS}
    rubric = {name: value for name, value in stated.items() if name in _RUBRIC_KEYS}
    return {**rest, "rubric": rubric}


def levels(*starts: Fraction | int | str) -> list[dict[str, Any]]:
    """Levels `level-1`, `level-2`, … from these limits up."""
    return [
        {"id": f"level-{i}", "from": start, "label": f"Level {i}"}
        for i, start in enumerate(starts, start=1)
    ]


def proved(value: AnswerValue) -> Answer:
    """An answer with a document."""
    return Answer(value=value, evidence=(EvidenceItem(title="Decree 12"),))


def carried(answer: Answer) -> Answer:
    """The same, carried over from an earlier round and not looked at again."""
    return answer.model_copy(update={"recheck": True})


def a_submission(
    answers: Mapping[str, AnswerValue | Answer] | None = None, **more: AnswerValue | Answer
) -> Submission:
    """Answers by question id; what is not named is unanswered."""
    given = {**(answers or {}), **more}
    return Submission.model_validate(
        {
            "format": SUBMISSION_FORMAT,
            "questionnaire": {"id": "whole", "version": "1.0"},
            "answers": {
                question: value if isinstance(value, Answer) else Answer(value=value)
                for question, value in given.items()
            },
        }
    )


def a_measure(measure_id: str, raises: Mapping[str, int | str], **stated: Any) -> Measure:
    """A measure of 10 days that raises these questions; it fires below the
    step it leads its first one to.
    """
    question, to = next(iter(raises.items()))
    below = {"question": question, "step": list(range(to))} if isinstance(to, int) else None
    return Measure.model_validate(
        {
            "id": measure_id,
            "label": measure_id,
            "text": f"Do {measure_id}.",
            "fires_when": below or {"question": question, "not_option": to},
            "raises": [{"question": question, "to": str(to)} for question, to in raises.items()],
            "why": "It helps.",
            "first_steps": [{"actor": "Ministry", "action": "writes", "product": "a note"}],
            "lead_role": "labour",
            "effort": {"days": 10},
            "horizon": "short",
            **stated,
        }
    )


def a_document(document_id: str, *units: str) -> SourceDocument:
    """A source document of 2005, issued by its own id, with these units."""
    return SourceDocument.model_validate(
        {
            "format": SOURCES_FORMAT,
            "id": document_id,
            "title": f"Paper {document_id}",
            "issuer": document_id.title(),
            "date": "2005-06",
            "standing": "a paper",
            "sha256": "0" * 64,
            "units": [
                {
                    "id": unit,
                    "kind": "approach",
                    "locator": "§1",
                    "label": unit,
                    "statement": f"Do {unit}.",
                }
                for unit in units
            ],
        }
    )


def scores_of(questionnaire: Questionnaire, **answers: AnswerValue | Answer) -> Scores:
    """The scores of every node for these answers."""
    return score(build_tree(questionnaire), a_submission(answers))


def assessed(
    questionnaire: Questionnaire, *measures: Measure, **answers: AnswerValue | Answer
) -> Assessment:
    """The assessment of these answers with these measures."""
    return assess(prepare(questionnaire, measures), a_submission(answers))


def a_mapping(lines: Mapping[str, Mapping[str, str]], **stated: Any) -> FrameworkMapping:
    """A framework of the items `1` and `2`; questions (`whole/a`) to items with the relation."""
    data = {
        "format": MAPPING_FORMAT,
        "id": "goals",
        "version": "1.0",
        "title": "Goals",
        "edition": "as adopted in 2026",
        "date": "2026",
        "reference": "Gazette 12",
        "standing": "a programme",
        "made_by": "the ministry",
        "items": [{"number": "1", "label": "exchange"}, {"number": "2", "label": "agreements"}],
        "questions": [{"question": name, "bears": bears} for name, bears in lines.items()],
        **stated,
    }
    return FrameworkMapping.model_validate(data)
