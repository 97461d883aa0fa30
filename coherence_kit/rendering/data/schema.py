"""JSON Schemas of the files that people write, for editors that complete and check while typing.

Those of the assessment and of the comparison are for programs that read what `score --format json`
and `compare --format json` print. The others come from the models, with what is written out or
typed before a model sees it: `parts:` and `use:`, values in quotes, and which parameters a rule
takes. What one place of a file says of another is beyond a schema; `coherence check` knows it.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from coherence_kit.model.base import ID_PATTERN, NUMBER_PATTERN
from coherence_kit.model.brand import BrandFile
from coherence_kit.model.cases import CasesFile
from coherence_kit.model.columns import ColumnsFile
from coherence_kit.model.mapping import FrameworkMapping
from coherence_kit.model.measures import MeasureCatalogue
from coherence_kit.model.plan import Plan
from coherence_kit.model.questionnaire import (
    KEYS_OF_ANSWERS,
    SHARED,
    Questionnaire,
    SharedQuestion,
)
from coherence_kit.model.rounds import Round
from coherence_kit.model.sources import SourceDocument, SourceRelations
from coherence_kit.model.submission import SubmissionFile
from coherence_kit.rendering.data.assessment_shape import AssessmentData
from coherence_kit.rendering.data.comparison_shape import ComparisonData
from coherence_kit.scoring.rules import RULES

Schema = dict[str, Any]

_PRINTED = ("assessment", "comparison")  # by a program, so that its scalars have one spelling
MODELS: dict[str, TypeAdapter[Any]] = {
    "questionnaire": TypeAdapter(Questionnaire),
    "submission": TypeAdapter(SubmissionFile),
    "measures": TypeAdapter(MeasureCatalogue),
    "mapping": TypeAdapter(FrameworkMapping),
    "round": TypeAdapter(Round),
    "columns": TypeAdapter(ColumnsFile),
    "plan": TypeAdapter(Plan),
    "brand": TypeAdapter(BrandFile),
    "sources": TypeAdapter(SourceDocument | SourceRelations),
    "cases": TypeAdapter(CasesFile),
    "assessment": TypeAdapter(list[AssessmentData]),
    "comparison": TypeAdapter(ComparisonData),
}
_QUOTED_INTEGER = {"type": "string", "pattern": "^-?[0-9]{1,9}$"}
_QUOTED_NUMBER = {"type": "string", "pattern": f"^{NUMBER_PATTERN}$"}
_ID_LIKE_A_NUMBER = {"type": ["number", "boolean"], "minimum": 0}
_PARAMETERS = ("cap", "n", "exponent", "floor", "tables", "by", "worth")


def schema_title(kind: str) -> str:
    """What the schema of a kind of file is called inside it."""
    return f"coherence-kit {kind}"


def schema_json(kind: str) -> str:
    """The schema of a kind of file as JSON text.

    Raises:
        KeyError: there is no such kind.

    """
    schema = MODELS[kind].json_schema(by_alias=True)
    if kind == "questionnaire":
        _add_rules(schema["$defs"])
        _add_borrowing(schema)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **(schema if kind in _PRINTED else _as_written(schema)),
        "title": schema_title(kind),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _as_written(schema: Any) -> Any:  # noqa: ANN401  (any part of a schema)
    """The schema with every scalar as a file may spell it, in quotes or without."""
    if isinstance(schema, list):
        return [_as_written(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _as_written(part) for key, part in schema.items()}
    if "patternProperties" in made:
        made.setdefault("additionalProperties", False)
    other = _other_spelling(made)
    return made if other is None else {"anyOf": [made, other]}


def _other_spelling(schema: Schema) -> Schema | None:
    """How else a scalar may be written; editors take what looks like a number for one."""
    kind = schema.get("type")
    kinds = [kind] if isinstance(kind, str) else kind if isinstance(kind, list) else []
    if kinds == ["integer"]:
        return _QUOTED_INTEGER
    if kinds == ["number"]:
        return _QUOTED_NUMBER
    return _ID_LIKE_A_NUMBER if schema.get("pattern") == f"^{ID_PATTERN}$" else None


def _add_rules(parts: Schema) -> None:
    """The names of the rules, and of each the parameters it takes and those it needs."""
    parts["RuleSpec"]["properties"]["name"] = {"enum": list(RULES), "default": "arithmetic-mean"}
    parts["RuleSpec"]["allOf"] = [
        {
            "if": {"properties": {"name": {"const": name}}, "required": ["name"]},
            "then": {
                "required": sorted(rule.needed),
                "properties": {
                    key: {"type": "null"} for key in _PARAMETERS if key not in rule.parameters
                },
            },
        }
        for name, rule in RULES.items()
    ]
    by_name = {"enum": [name for name, rule in RULES.items() if not rule.needed]}
    rule = parts["Rubric"]["properties"]["rule"]
    rule["anyOf"] = [{"$ref": "#/$defs/RuleSpec"}, by_name]


def _add_borrowing(schema: Schema) -> None:
    """`parts:` in place of sections, and `use:` with its settings in place of a question."""
    schema["properties"]["parts"] = {
        "description": "Ids of other questionnaires, each of which becomes a section.",
        "type": "array",
        "items": {"type": "string", "pattern": f"^{ID_PATTERN}$"},
        "minItems": 1,
        "uniqueItems": True,
    }
    schema["required"] = [key for key in schema["required"] if key != "sections"]
    schema["oneOf"] = [{"required": ["sections"]}, {"required": ["parts"]}]
    questions = schema["$defs"]["Section"]["properties"]["questions"]
    asked = [
        schema["$defs"][kind["$ref"].rpartition("/")[2]] for kind in questions["items"]["oneOf"]
    ]
    schema["$defs"]["Use"] = _use(asked)
    _take_out(schema, questions["items"])
    questions["items"] = {"anyOf": [questions["items"], {"$ref": "#/$defs/Use"}]}


def _take_out(schema: Schema, listed: Schema) -> None:
    """Leave the question that is asked elsewhere to the lines with `use:`, as it is written."""
    shared = f"#/$defs/{SharedQuestion.__name__}"
    listed["oneOf"] = [kind for kind in listed["oneOf"] if kind["$ref"] != shared]
    del listed["discriminator"]["mapping"][SHARED]
    del schema["$defs"][SharedQuestion.__name__]


def _use(asked: list[Schema]) -> Schema:
    """A line that borrows a question: whatever but its answers may be given anew.

    Of a question of the same questionnaire only the weight or the points; the schema allows more.
    """
    named = dict.fromkeys(name for kind in asked for name in kind["properties"])
    names = [name for name in named if name not in {"use", *KEYS_OF_ANSWERS}]
    properties: Schema = {
        "use": {
            "description": "The questionnaire and the question in it.",
            "type": "string",
            "pattern": f"^{ID_PATTERN}/{ID_PATTERN}$",
        }
    }
    for name in names:
        forms = [kind["properties"][name] for kind in asked if name in kind["properties"]]
        different = [form for place, form in enumerate(forms) if form not in forms[:place]]
        properties[name] = different[0] if len(different) == 1 else {"anyOf": different}
    return {
        "description": "A question that is asked elsewhere, with settings of its own.",
        "type": "object",
        "properties": properties,
        "required": ["use"],
        "additionalProperties": False,
    }
