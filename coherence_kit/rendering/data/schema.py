"""JSON Schemas of the files that people write, for editors that complete and check while typing.

That of the assessment is for programs that read what `score --format json` prints.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from coherence_kit.model.cases import CasesFile
from coherence_kit.model.measures import MeasureCatalogue
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.sources import SourceDocument, SourceRelations
from coherence_kit.model.submission import SubmissionFile
from coherence_kit.rendering.data.assessment_shape import AssessmentData

MODELS: dict[str, TypeAdapter[Any]] = {
    "questionnaire": TypeAdapter(Questionnaire),
    "submission": TypeAdapter(SubmissionFile),
    "measures": TypeAdapter(MeasureCatalogue),
    "sources": TypeAdapter(SourceDocument | SourceRelations),
    "cases": TypeAdapter(CasesFile),
    "assessment": TypeAdapter(list[AssessmentData]),
}


def schema_title(kind: str) -> str:
    """What the schema of a kind of file is called inside it."""
    return f"coherence-kit {kind}"


def schema_json(kind: str) -> str:
    """The schema of a kind of file as JSON text.

    Raises:
        KeyError: there is no such kind.

    """
    schema = MODELS[kind].json_schema(by_alias=True)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": schema_title(kind),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
