"""Every code with its severity and its three sentences: what was found, the rule, the cure.

Codes are stable: scripts and tests refer to them, never to the wording. Each has a faulty file and its expected
output in tests/faulty.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


class Severity(enum.StrEnum):
    """An error stops the file from being used; a warning states a consequence; a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Kind:
    """The catalogue's entry of a code. `found`, `rule` and `cure` are templates over the problem's parameters."""

    severity: Severity
    found: str
    rule: str
    cure: str


def _error(found: str, rule: str, cure: str) -> Kind:
    return Kind(Severity.ERROR, found, rule, cure)


def _warning(found: str, rule: str, cure: str) -> Kind:
    return Kind(Severity.WARNING, found, rule, cure)


def _note(found: str, rule: str, cure: str) -> Kind:
    return Kind(Severity.NOTE, found, rule, cure)


_FILE = {
    "file.missing": _error(
        "there is no such file", "a file or a folder that exists is needed", "check the name and the folder.{hint}"
    ),
    "file.folder": _error("this is a folder", "a file is needed here", "name a file in it"),
    "file.unreadable": _error(
        "the file cannot be read ({reason})", "the kit must be allowed to read it", "change its rights, or copy it"
    ),
    "file.too-large": _error(
        "the file is too large ({what})",
        "a file may have {limit}",
        "split it; if it is right as it is, raise the limit with --max-size",
    ),
    "file.encoding": _error(
        "the text is not UTF-8 ({what})",
        "files of the kit are UTF-8, so that every script survives",
        'save it again as UTF-8 (in most editors: "Save as", encoding UTF-8)',
    ),
    "file.binary": _error(
        "there is a character that no text has ({character})",
        "a file holds text; of the control characters only line feed and tab are text",
        "this may be no text file at all; else delete the character",
    ),
    "file.empty": _error(
        "the file is empty", "a file starts with its format line", "coherence new writes one that is valid at once"
    ),
}
_YAML = {
    "yaml.syntax": _error("{what}", "the file must be YAML", "{cure}"),
    "yaml.duplicate-key": _error(
        'the key "{key}" stands here again; it first stands in line {first_line}',
        "a key may stand once in a map",
        "delete one of the two, or join them",
    ),
    "yaml.tag": _error(
        'the tag "{tag}" stands before a value',
        "values have no tags: the questionnaire gives them their type",
        "delete it",
    ),
    "yaml.merge-key": _error("the merge key << is used", "every map is written out", "copy the keys that are meant"),
    "yaml.alias": _error(
        "the alias *{alias} repeats another part of the file",
        "a submission says everything where it belongs",
        'write the text out; if a text starts with *, put it in quotes ("*")',
    ),
    "yaml.unknown-alias": _error(
        "the alias *{alias} repeats nothing that stands above",
        "an alias repeats what & has named before",
        'if the text itself starts with *, put it in quotes ("*")',
    ),
    "yaml.alias-bomb": _error(
        "aliases inside aliases grow without end (*{alias})",
        "a file may hold {limit} repetitions",
        "write the parts out",
    ),
    "yaml.depth": _error(
        "more than {limit} levels stand inside each other", "{limit} are the most", "check the brackets"
    ),
    "yaml.key": _error("a key is {what}", "keys are short texts", "give it a name"),
    "yaml.documents": _error(
        "a second document starts here (---)", "a file holds one document", "delete the line, or use two files"
    ),
}
_SCHEMA = {
    "schema.not-a-map": _error(
        "the file is no map of keys and values",
        "a file of the kit starts with a line such as format: coherence-kit/submission/1",
        "coherence new writes one that is valid at once",
    ),
    "schema.format-missing": _error(
        "the line that says what the file is is missing",
        "a file of the kit starts with a line such as format: coherence-kit/submission/1",
        "add the line",
    ),
    "schema.format": _error('the format is "{value}"', "known formats are {known}", "correct it.{hint}"),
    "schema.kind": _error("this is a {value} file", "a {known} file is needed here", "name another file"),
    "schema.missing-key": _error('the key "{key}" is missing', "it must be there", 'add "{key}:" with its value'),
    "schema.unknown-key": _error(
        'the key "{key}" is not known here', "the keys are {known}", "correct or delete it.{hint}"
    ),
    "schema.choice": _error('the value is "{value}"', "it must be one of {known}", "choose one of them.{hint}"),
    "schema.value": _error("the value is {value}", "it must be {expected}", "correct it"),
    "schema.empty": _error(
        '"{key}" is empty', "it must be {expected}", "fill it in, or delete the key if it is optional"
    ),
}
_QUESTIONNAIRE = {
    "questionnaire.duplicate-id": _error(
        'the id "{id}" is used again; it first stands in line {first_line}',
        "ids of sections and questions are unique in a questionnaire, upper and lower case alike",
        "give one of the two another id",
    ),
    "questionnaire.unknown-rule": _error(
        'there is no rule "{rule}"', "the rules are {known}", "choose one of them.{hint}"
    ),
    "questionnaire.cap": _error(
        "the cap is {cap} and the rule is {rule}",
        "a cap is above 0, and only sum-of-points has one",
        "correct it, or delete it",
    ),
    "questionnaire.levels": _error(
        'the level "{level}" starts at {value}',
        "the first level starts at 0, and each next one above the one before, up to 100",
        "put the levels in order",
    ),
    "questionnaire.duplicate-level": _error(
        'the level "{id}" is there twice', "levels have ids of their own", "rename one of the two"
    ),
    "questionnaire.evidence-from": _error(
        "evidence is demanded, but not from which step",
        "with evidence: cap, evidence_from names the lowest step that needs documents",
        "add evidence_from: 2, or what fits",
    ),
    "questionnaire.empty-section": _error(
        'the section "{id}" holds nothing', "a section has questions or further sections", "add some, or delete it"
    ),
    "questionnaire.section-weight": _error(
        'the section "{id}" has the weight 0', "sections weigh more than 0", "give it a weight, or move its questions"
    ),
    "questionnaire.points-missing": _error(
        '"{id}" has no points', "under the rule {rule} every part says how many points it is worth", "add points:"
    ),
    "questionnaire.points-unused": _error(
        '"{id}" has points, but the rule above it is {rule}',
        "points belong under sum-of-points, weights under the other rules",
        "write weight: instead, or change the rule",
    ),
    "questionnaire.scale": _error(
        "the steps are {steps}",
        "a scale has at least two whole steps without a hole, such as 0, 1, 2",
        "number them anew",
    ),
    "questionnaire.steps": _error(
        '"{id}" describes the steps {found}', "it must describe every step of its scale: {known}", "add or delete steps"
    ),
    "questionnaire.range": _error(
        'the options of "{id}" score from {lowest} to {highest}',
        "the lowest option scores 0 and the highest 100, so that bounds mean the same everywhere",
        "correct the scores; the weight says how much the question counts",
    ),
    "questionnaire.duplicate-option": _error('the option "{id}" is there twice', "option ids are unique", "rename one"),
    "questionnaire.target": _error('the target is "{value}"', "a target is one of the answers: {known}", "choose one"),
    "questionnaire.evidence-key": _error(
        'evidence is described for "{key}"', "it is described for answers that exist: {known}", "correct the key"
    ),
    "questionnaire.source-step": _error(
        "the source is said to be met at step {step}", "the steps of this question are {known}", "correct the step"
    ),
    "questionnaire.no-source": _warning(
        '"{id}" cites no source unit',
        "a question without a source cannot be traced to a paragraph, and its report says so",
        "add sources: with a unit, or give it the weight 0",
    ),
    "questionnaire.unknown-question": _error(
        'there is no question "{id}" to depend on',
        "a condition names a question of this questionnaire",
        "correct it.{hint}",
    ),
    "questionnaire.condition-value": _error(
        'the condition waits for "{value}"', 'the answers to "{id}" are {known}', "correct the value"
    ),
    "questionnaire.circle": _error(
        "these questions wait for each other: {chain}",
        "a condition never leads back to its own question",
        "cut the circle",
    ),
    "questionnaire.translation": _warning(
        "this text does not exist in {lacking}",
        "the questionnaire lists that language; its forms and reports will fall back to another one here",
        "translate it, or take the language off the list",
    ),
    "questionnaire.shadowed": _note(
        'this file\'s "{id}" is used instead of the one in {other}',
        "folders given with -Q come first",
        "rename it if unwanted",
    ),
    "questionnaire.unknown": _error(
        'there is no questionnaire "{id}"',
        "known questionnaires are {known}",
        "correct the id, or name its folder with -Q.{hint}",
    ),
}
_MEASURES = {
    "measures.duplicate-id": _error(
        'the measure "{id}" is there twice; it first stands in line {first_line}',
        "ids of measures are unique",
        "rename one",
    ),
    "measures.unknown-measure": _error(
        'there is no measure "{id}"', "measures refer to measures of this file", "correct it.{hint}"
    ),
    "measures.circle": _error(
        "these measures need each other first: {chain}",
        "prerequisites never lead back to the measure itself",
        "cut the circle",
    ),
    "measures.unknown-questionnaire": _error(
        'there is no questionnaire "{id}"', "measures belong to a questionnaire that is known", "correct it, or use -Q"
    ),
    "measures.unknown-question": _error(
        'there is no question "{id}"', "a measure refers to questions of its questionnaire", "correct it.{hint}"
    ),
    "measures.step": _error(
        'the answer "{value}" is named', 'scored answers to "{id}" are {known}', "choose one of them"
    ),
    "measures.fires-late": _error(
        "the measure fires at step {step} and leads to step {to}",
        "it fires only below the step it leads to",
        "take {step} out",
    ),
}
_SOURCES = {
    "sources.duplicate-unit": _error(
        'the unit "{id}" is there twice; it first stands in line {first_line}', "ids of units are unique", "rename one"
    ),
    "sources.unknown-unit": _error(
        'there is no source unit "{id}"', "what is cited stands in the register (folder seeds)", "correct the id.{hint}"
    ),
    "sources.practice-scored": _error(
        'the unit "{id}" is a documented example',
        "examples are cited by measures and never scored",
        "cite the approach or principle it is an example of",
    ),
    "sources.example-kind": _error(
        'the unit "{id}" is of kind {kind}', "an example is a documented practice", "move it to source_units"
    ),
}
_SUBMISSION = {
    "submission.version": _error(
        'the submission answers version {version} of "{id}"',
        "the version here is {known}; the same first number and no later second number fits",
        "install the kit that has this version, or fill in a new form (coherence form {id} -o FILE.yaml)",
    ),
    "submission.older-version": _note(
        'the submission answers version {version} of "{id}", the version here is {known}',
        "versions with the same first number give the same scores",
        "questions that are new since then are unanswered",
    ),
    "submission.country": _error(
        'the country is "{value}"',
        "countries are three capital letters (ISO 3166-1 alpha-3), with -name for a part of one: GHA, PHL, ITA-Milan",
        "correct the code.{hint}",
    ),
    "submission.unknown-question": _error(
        'there is no question "{id}" in {questionnaire}',
        "answers stand under the id of a question",
        "correct it.{hint}",
    ),
    "submission.answer": _error("the answer is {value}", 'answers to "{id}" are {known}', "choose one of them.{hint}"),
    "submission.not-applicable": _error(
        'not applicable is answered to "{id}"',
        "this questionnaire does not allow it here",
        "answer it, or say unknown with the reason",
    ),
    "submission.not-asked": _warning(
        'there is an answer to "{id}", which is not asked after the answers given before it',
        "it is kept and printed, and does not count",
        "check the question it depends on",
    ),
    "submission.open": _warning(
        'there is an answer to "{id}", but the question it depends on has none yet',
        "it is kept and printed, and does not count until that one is answered",
        "answer the question it depends on",
    ),
}
CATALOGUE: Mapping[str, Kind] = MappingProxyType(
    {**_FILE, **_YAML, **_SCHEMA, **_QUESTIONNAIRE, **_MEASURES, **_SOURCES, **_SUBMISSION}
)
