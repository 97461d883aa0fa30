"""What a submission says it belongs to, of one that has errors too."""

from __future__ import annotations

from collections.abc import Mapping

from coherence_kit.loading.documents import Document
from coherence_kit.loading.schema_problems import validate_rest
from coherence_kit.model.base import LocalizedText, Model, Text, Version
from coherence_kit.model.submission import MergedRespondent, Respondent
from coherence_kit.problems import Problem, Severity


class Belonging(Model):
    """The parts of a submission's header that tell whose it is and to what it belongs.

    Every part may lack, and lacks if it cannot be read. `questionnaire` is the id of it.
    """

    questionnaire: Text | None = None
    version: Version | None = None
    country: Text | None = None
    country_name: LocalizedText | None = None
    round: Text | None = None
    respondent: Respondent | None = None
    respondents: tuple[MergedRespondent, ...] = ()


def belonging_of(document: Document) -> Belonging | None:
    """What a submission says of that, whatever else is wrong with it; None of any other file."""
    value = document.value
    if document.kind != "submission" or not isinstance(value, Mapping):
        return None
    answered = value.get("questionnaire")
    named = answered if isinstance(answered, Mapping) else {}
    parts = {name: value[name] for name in Belonging.model_fields if name in value}
    parts |= {"questionnaire": named.get("id"), "version": named.get("version")}
    return validate_rest(Document(document.source, written_out=parts), Belonging, "")


def is_in_doubt(part: str, problems: tuple[Problem, ...]) -> bool:
    """Whether a part of the header is itself among what is wrong, the version apart."""
    return any(
        problem.severity is Severity.ERROR
        and problem.path[:1] == (part,)
        and problem.path[1:2] != ("version",)
        for problem in problems
    )
