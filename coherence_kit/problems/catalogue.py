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
        "there is no such file or folder",
        "a file that exists is needed",
        "check the name, and the folder it is in.{hint}",
    ),
    "file.folder": _error(
        "this is a folder", "here the name of a file is needed", "give the name of a file that is in the folder"
    ),
    "file.unreadable": _error(
        "this cannot be read ({reason})",
        "the kit can read what you may read yourself",
        "ask whoever keeps it for the right to read it, or copy it into a folder of your own",
    ),
    "file.too-large": _error(
        "the file is too large ({what})",
        "a file may have at most {limit}",
        "check that it is the right file; if it is, split it, or raise the limit with --max-size",
    ),
    "file.encoding": _error(
        "the text is not UTF-8 ({what})",
        "files of the kit are texts in UTF-8, which holds the letters of every language",
        'open it in the editor it was written with and save it again ("Save as", encoding UTF-8)',
    ),
    "file.binary": _error(
        "there is a character that no text holds ({character})",
        "a file holds text; of the invisible control characters only line breaks and tabs are allowed",
        "delete the character; if there are many, this is no text but the file of another program",
    ),
    "file.other-kind": _error(
        "this is {what}, not a text",
        "files of the kit are texts in YAML, with names that end with .yaml",
        "give the YAML file; what stands in this one has to be copied into it",
    ),
    "file.empty": _error(
        "the file is empty",
        "a file of the kit starts with a line such as format: coherence-kit/submission/1",
        "fill it in; coherence new writes a file to start from",
    ),
    "folder.empty": _warning(
        "there is no YAML file in this folder",
        "of a folder only files whose names end with .yaml or .yml are checked, so nothing was",
        "check the name of the folder and the names of the files in it",
    ),
}
SYNTAX_CURES: Mapping[str, str] = MappingProxyType(
    {
        "tab": "put spaces where the tab is; most editors can be told to write spaces for the tab key",
        "quote": "put a quote where the text ends; a text that holds double quotes itself goes in single quotes, "
        "a text that holds an apostrophe in double quotes",
        "bracket": "put in what is missing, or take out what is too much; a text that holds brackets goes in quotes",
        "colon": 'put the whole text in double quotes: key: "text: with a colon"',
        "indent": "let the line start exactly below the lines that it belongs with",
        "": 'correct the line; a text with special signs goes in double quotes: key: "text"',
    }
)
"""The cure of `yaml.syntax`, by what the author most likely did."""
_YAML = {
    "yaml.syntax": _error(
        "{what}",
        "the files are YAML: a key, a colon, a space and a value on each line, and what belongs to it indented below",
        "{cure}",
    ),
    "yaml.duplicate-key": _error(
        'the key "{key}" stands here again; it first stands in line {first_line}',
        "in one place a key stands only once",
        "delete one of the two, or join what they say",
    ),
    "yaml.tag": _error(
        'before a value stands "{tag}", which is a tag',
        "values have no tags: what kind of value it is follows from the place where it stands",
        "delete it; if it is part of the text, put the text in double quotes",
    ),
    "yaml.merge-key": _error(
        "the key << copies keys from another part of the file",
        "every key is written out where it belongs",
        "write the keys that are meant in place of this line",
    ),
    "yaml.alias": _error(
        "*{alias} repeats another part of the file",
        "a submission says everything in the place where it belongs",
        "write the text out; if the text itself starts with *, put it in double quotes",
    ),
    "yaml.unknown-alias": _error(
        "*{alias} repeats nothing that stands above it",
        "a name after * repeats what was given that name, with &, further up",
        "write the text out; if the text itself starts with *, put it in double quotes",
    ),
    "yaml.alias-bomb": _error(
        "*{alias} makes the file too long once its repetitions are written out",
        "a file may hold {limit} repetitions, and with them no more than a file may hold without them",
        "write out the parts that are meant",
    ),
    "yaml.depth": _error(
        "keys and lists stand inside each other more than {limit} levels deep",
        "{limit} levels are the most",
        "check the brackets and the indentation",
    ),
    "yaml.too-many": _error(
        "the file holds more than {limit} keys and values",
        "{limit} are the most",
        "check that it is the right file; if it is, split it",
    ),
    "yaml.key": _error(
        "where the name of a key belongs there is {what}",
        "the name of a key is a short text before a colon",
        "write the name before the colon; put a name that starts with a bracket in double quotes",
    ),
    "yaml.documents": _error(
        "a second document starts here",
        "a file holds one document; a line --- or ... ends it",
        "delete the line, or make two files",
    ),
}
_SCHEMA = {
    "schema.not-a-map": _error(
        "the file holds no keys with values",
        "a file of the kit starts with a line such as format: coherence-kit/submission/1, and more keys follow",
        "check that it is the right file; coherence new writes one to start from",
    ),
    "schema.format-missing": _error(
        "there is no line that says what kind of file this is",
        "a file of the kit starts with a line such as format: coherence-kit/submission/1",
        "add the line at the top.{hint}",
    ),
    "schema.format": _error('the format is "{value}"', "the formats are {known}", "correct it.{hint}"),
    "schema.kind": _error(
        'this is a file of the kind "{value}"', 'here a file of the kind "{known}" is needed', "give another file"
    ),
    "schema.missing-key": _error('the key "{key}" is missing', "it is compulsory here", 'add "{key}:" with its value'),
    "schema.unknown-key": _error(
        'the key "{key}" is not known here', "the keys in this place are {known}", "correct it or delete it.{hint}"
    ),
    "schema.clash": _error(
        'the key "{key}" does not go with {other}',
        "beside {other} the keys are {known}",
        "keep the one that is meant and delete the other",
    ),
    "schema.key": _error('the key is "{key}"', "in this place it must be {expected}", "correct it"),
    "schema.choice": _error('the value is "{value}"', "it must be one of {known}", "choose one of them.{hint}"),
    "schema.value": _error('the value of "{key}" is {value}', "it must be {expected}", "correct it"),
    "schema.empty": _error(
        '"{key}" is empty', "it must be {expected}", "fill it in; a key that may be left out can be deleted"
    ),
}
_QUESTIONNAIRE = {
    "questionnaire.duplicate-id": _error(
        'the id "{id}" is used again; it first stands in line {first_line}',
        "every section and every question has an id of its own, other than the questionnaire's",
        "give one of the two another id",
    ),
    "questionnaire.unknown-rule": _error(
        'there is no rule "{rule}"', "the rules are {known}", "choose one of them.{hint}"
    ),
    "questionnaire.rule-key": _error(
        'the rule {rule} is given "{key}"',
        "what it can be given: {known}",
        "delete it, or choose the rule that takes it",
    ),
    "questionnaire.rule-lacks": _error(
        'the rule {rule} has no "{key}"', "it cannot work without it", "add it; coherence rules shows the formula"
    ),
    "questionnaire.rule-value": _error('"{key}" is {value}', "it must be {expected}", "correct it"),
    "questionnaire.floor": _error(
        "the rule {rule} meets scores of 0 and has no floor",
        "one zero would decide the whole mean, so the questionnaire says which score a lower one counts as",
        "add a line such as floor: 1, or floor: 0 if one zero is meant to make the mean 0",
    ),
    "questionnaire.no-letters": _error(
        "the rule {rule} works on letters, and the questionnaire has none",
        "a questionnaire in letters states them once, lowest first",
        "add at its top a line such as letters: {{order: [D, C, B, A]}}",
    ),
    "questionnaire.needs-letters": _error(
        '"{id}" gives a number, and the rule {rule} above it works on letters',
        "every part of a group in letters is a letter",
        "give its options letters, or choose a rule for numbers",
    ),
    "questionnaire.needs-numbers": _error(
        '"{id}" gives a letter, and the rule {rule} above it works on numbers',
        "letters have an order but no distances, so they cannot be added or averaged",
        "give its options scores as well, or choose weakest-link, conversion-table or none",
    ),
    "questionnaire.not-boxes": _error(
        '"{id}" is no box to tick', "share-of-boxes counts questions of type boolean", "choose arithmetic-mean instead"
    ),
    "questionnaire.unknown-letter": _error(
        'the letter is "{value}"', "the letters here are {known}", "choose one of them.{hint}"
    ),
    "questionnaire.letter-range": _error(
        'no option of "{id}" has the letter {lacking}',
        "the options reach from the lowest letter to the top one, so that bounds mean the same everywhere",
        "add the option, or correct the letters",
    ),
    "questionnaire.no-score": _error(
        'this answer to "{id}" has no score, or no letter, as the others have',
        "all answers to a question have scores, or all have letters, or all have both",
        "add it",
    ),
    "questionnaire.no-weight": _error(
        'nothing in the section "{id}" counts: every weight is 0',
        "a section whose questions could count has at least one that does",
        "give one of them a weight above 0",
    ),
    "questionnaire.no-points": _error(
        'no box of "{id}" has points above 0', "ticking something must be able to score", "give the boxes points"
    ),
    "questionnaire.table-key": _error(
        'the line "{key}" stands in the table for {count}',
        "a line names as many letters as its table has parts, separated by blanks",
        "correct the line, or move it to the table it belongs to",
    ),
    "questionnaire.table-twice": _error(
        'the letters "{key}" stand in this table twice; first in line {first_line}',
        "the order of letters does not matter, so each set stands once",
        "delete one of the two",
    ),
    "questionnaire.table-hole": _error(
        'the table of "{id}" lacks {many}: {shown}',
        "every set of letters that can occur has a line, in the table for as many parts as are still there",
        "add the lines; a part that may not apply, or waits for a condition, can leave",
    ),
    "questionnaire.table-size": _error(
        'the table of "{id}" would need up to {sets} lines', "a table has at most {most}", "group the parts first"
    ),
    "questionnaire.number-scoring": _error(
        '"{id}" states {found} of goalposts and thresholds',
        "a number is scored by goalposts or by thresholds",
        "state one of the two",
    ),
    "questionnaire.goalposts": _error(
        "both goalposts are {low}", "low is the number that scores 0, high the one that scores 100", "correct one"
    ),
    "questionnaire.goalposts-log": _error(
        "the goalposts are {low} and {high}, on a logarithmic scale",
        "a logarithm needs numbers above 0",
        "correct them, or write scale: linear",
    ),
    "questionnaire.thresholds": _error(
        "class {place} starts at {value}",
        "classes are closed below and stand in order: the first has no from, each next one a higher one, so none overlap",
        "put them in order",
    ),
    "questionnaire.unreachable-class": _error(
        "a class starts at {value}, and the {side} number is {limit}",
        "every class can be reached by some answer",
        "correct the class or the limit",
    ),
    "questionnaire.half-step": _error(
        "half a step can be taken off step {step}", "the steps that allow it are {known}", "correct it"
    ),
    "questionnaire.levels": _error(
        'the level "{level}" starts at {value}',
        "the first level starts at 0, and each next one above the one before, up to 100",
        "put the levels in order",
    ),
    "questionnaire.duplicate-level": _error(
        'the level "{id}" is there twice', "every level has an id of its own", "give one of the two another id"
    ),
    "questionnaire.evidence-from": _error(
        "evidence is demanded, but not from which step",
        "with evidence: cap, evidence_from says which is the lowest step that needs documents",
        "add a line such as evidence_from: 2",
    ),
    "questionnaire.empty-section": _error(
        'the section "{id}" holds nothing', "a section has questions or further sections", "add some, or delete it"
    ),
    "questionnaire.section-weight": _error(
        'the section "{id}" has 0 as its {key}',
        "a section counts for more than 0",
        "give it a {key} above 0, or give its questions the weight 0 one by one",
    ),
    "questionnaire.points-missing": _error(
        '"{id}" has no points',
        "under the rule {rule} every part says how many points it is worth",
        "add a line such as points: 2",
    ),
    "questionnaire.points-unused": _error(
        '"{id}" has points, but the rule above it is {rule}',
        "points belong under sum-of-points, weights under the other rules",
        "write weight: instead, or change the rule",
    ),
    "questionnaire.scale": _error(
        "the steps are {steps}",
        "the steps of a scale are whole numbers that follow each other, such as 0, 1, 2",
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
    "questionnaire.duplicate-option": _error(
        'the option "{id}" is there twice', "every option has an id of its own", "give one of the two another id"
    ),
    "questionnaire.target": _error(
        'the target is "{value}"', "a target is one of the answers that count: {known}", "choose one of them.{hint}"
    ),
    "questionnaire.evidence-key": _error(
        'evidence is described for "{key}"', "evidence is described for answers that exist: {known}", "correct the key"
    ),
    "questionnaire.source-step": _error(
        "the source is said to be met at step {step}", "the steps of this question are {known}", "correct the step"
    ),
    "questionnaire.no-source": _warning(
        '"{id}" cites no source unit',
        "a question without a source cannot be traced to a paragraph, and reports say so",
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
    "questionnaire.unknown-part": _error(
        'there is no questionnaire "{id}" to take as a part',
        "parts names other questionnaires by their ids, and none that has parts itself",
        "correct the id, or name the folder of that questionnaire with -Q.{hint}",
    ),
    "questionnaire.unknown-use": _error(
        'there is no question "{id}" to use',
        "use names a question of another questionnaire: questionnaire/question",
        "correct it.{hint}",
    ),
    "questionnaire.circle": _error(
        "these questions wait for each other: {chain}",
        "a condition never leads back to its own question",
        "cut the circle",
    ),
    "questionnaire.translation": _warning(
        "this text does not exist in {lacking}",
        "the questionnaire lists that language; forms and reports will show another one here",
        "translate it, or take the language off the list",
    ),
    "questionnaire.shadowed": _note(
        'this file\'s "{id}" is used instead of the one in {other}',
        "folders given with -Q come first",
        "give it another id if that is not meant",
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
        "every measure has an id of its own",
        "give one of the two another id",
    ),
    "measures.unknown-measure": _error(
        'there is no measure "{id}"', "a measure refers to other measures of the same file", "correct it.{hint}"
    ),
    "measures.circle": _error(
        "these measures need each other first: {chain}",
        "prerequisites never lead back to the measure itself",
        "cut the circle",
    ),
    "measures.unknown-questionnaire": _error(
        'there is no questionnaire "{id}"',
        "measures belong to a questionnaire; known are {known}",
        "correct the id, or name its folder with -Q.{hint}",
    ),
    "measures.unknown-question": _error(
        'there is no question "{id}"', "a measure refers to questions of its questionnaire", "correct it.{hint}"
    ),
    "measures.step": _error(
        'the answer "{value}" is named', 'answers to "{id}" that count are {known}', "choose one of them.{hint}"
    ),
    "measures.fires-late": _error(
        "the measure fires at step {step} and leads to step {to}",
        "a measure fires only below the step it leads to",
        "take step {step} out, or let the measure lead further",
    ),
}
_SOURCES = {
    "sources.duplicate-unit": _error(
        'the unit "{id}" is there twice; it first stands in line {first_line}',
        "every unit has an id of its own",
        "give one of the two another id",
    ),
    "sources.unknown-unit": _error(
        'there is no source unit "{id}"',
        "a unit that is cited stands in the register of source units (folder seeds)",
        "correct the id.{hint}",
    ),
    "sources.practice-scored": _error(
        'the unit "{id}" is a documented example',
        "examples are cited by measures and never scored",
        "cite the approach or principle it is an example of",
    ),
    "sources.example-kind": _error(
        'the unit "{id}" is of the kind "{kind}"', "an example is a documented practice", "move it to source_units"
    ),
    "sources.shared-unit": _warning(
        'the unit "{id}" is asked here, and "{other}" asks "{unit}" already (line {line})',
        "one fact is scored once: questions that share a unit, or units that say the same, each say which part they ask",
        "add part: to both sources, with what of the unit each question asks, or take one of the two out",
    ),
}
_SUBMISSION = {
    "submission.version": _error(
        'the submission answers version {version} of "{id}"',
        "the version here is {known}; one with the same first number fits, if its second number is not higher",
        "install the kit that has this version, or fill in a new form: coherence form {id} -o FILE.yaml",
    ),
    "submission.older-version": _note(
        'the submission answers version {version} of "{id}", the version here is {known}',
        "versions with the same first number give the same scores",
        "nothing need be done; questions that are new since then count as unanswered",
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
        "this questionnaire does not allow that here",
        "answer the question, or write unknown: with the reason",
    ),
    "submission.not-asked": _warning(
        '"{id}" is answered, but after the answer to {needed} it is not asked',
        "its answer is kept and printed, and does not count",
        "check the answer to {needed}; if that is right, delete this one",
    ),
    "submission.open": _warning(
        '"{id}" is answered, but whether it is asked depends on {needed}, which has no answer yet',
        "its answer is kept and printed, and does not count until that is decided",
        "answer {needed} too",
    ),
}
_CASES = {
    "cases.unknown-questionnaire": _error(
        'there is no questionnaire "{id}"',
        "cases belong to a questionnaire; known are {known}",
        "correct the id, or name its folder with -Q.{hint}",
    ),
    "cases.duplicate-name": _error(
        'there are two cases with the name "{name}"; the first stands in line {first_line}',
        "every case has a name of its own, by which it is told from the others",
        "give one of the two another name",
    ),
    "cases.fill": _error(
        'every question not listed is to be answered with "{value}"',
        'answers to "{id}" are {known}',
        "fill with an answer that every question of this type has, or list that question",
    ),
    "cases.unknown-id": _error(
        'there is no {what} "{id}"', "a case expects what its questionnaire and measures have", "correct it.{hint}"
    ),
    "cases.nothing-expected": _warning(
        'the case "{name}" expects nothing',
        "only what stands below expect is compared, so that this case shows nothing",
        "add what must come out, worked out by hand, such as value and coverage",
    ),
    "cases.differs": _error(
        'the case "{name}" expects {expected} as {what}; what comes out is {found}',
        "what a case expects comes out, to the last printed digit and in the same order",
        "work it out once more by hand; if the case is right, the questionnaire or its measures are wrong, or the kit is",
    ),
}
_VERIFY = {
    "verify.no-submission": _error(
        "the file carries no submission",
        "a report of the kit carries what it was made from",
        "ask for the original PDF",
    ),
    "verify.no-questionnaire": _error(
        "the questionnaire of the submission is not in the file",
        "a report of the kit carries submission and questionnaire",
        "ask for the original PDF",
    ),
    "verify.no-figures": _error(
        "the file does not carry its figures", "a report of the kit carries them as data", "ask for the original PDF"
    ),
    "verify.figure": _error(
        "the report has {printed}, and its own submission gives {scored}",
        "every figure of a report follows from the submission in it",
        "do not rely on this report; make it again from the submission",
    ),
    "verify.page": _error(
        "page {page} is not what the kit makes of the submission in the file",
        "the same submission gives the same pages",
        "do not rely on this page; make the report again from the submission",
    ),
    "verify.page-count": _error(
        "the report has {found} pages, and its own submission gives {wanted}",
        "the same submission gives the same pages",
        "do not rely on this report; make it again from the submission",
    ),
}
_PDF = {
    "pdf.unreadable": _error(
        "this is no PDF that the kit can read ({reason})",
        "a report carries its sources in a PDF that is whole and not locked",
        "take the file as coherence report wrote it",
    ),
    "pdf.no-attachments": _error(
        "the PDF carries no files",
        "a report carries the submission, the questionnaire and the measures that it was made from",
        "take the file as coherence report wrote it; printing or merging a PDF drops what it carries",
    ),
    "pdf.attachment-too-large": _error(
        'the file "{name}" in the PDF has more than {limit}',
        "a file in a report has at most {limit}",
        "take the file as coherence report wrote it",
    ),
}
_OUTPUT = {
    "output.folder": _error("this is a folder", "a file is written here", "add a file name"),
    "output.no-file": _error(
        "this is a device or the like", "results are written to files", "name a file; the shell can pass it on"
    ),
    "output.not-a-folder": _error(
        '"{part}" is a file', "a folder is needed there to write into", "choose another folder, or move that file"
    ),
    "output.name": _error(
        "no file can have this name ({reason})", "the system must accept the name", "choose a shorter or simpler one"
    ),
    "output.no-rights": _error(
        "the file cannot be written ({reason})",
        "the kit must be allowed to write into the folder and over the file",
        "choose another folder, or change the rights; if another program has the file open, close it there",
    ),
    "output.no-room": _error(
        "there is no room for the file ({reason})",
        "it is written whole or not at all; what stood here before is still there",
        "make room, or choose another disk",
    ),
    "output.failed": _error(
        "the file cannot be written ({reason})",
        "it is written whole or not at all; what stood here before is still there",
        "choose another folder",
    ),
}
_BATCH = {
    "batch.no-report": _error(
        "the submission was scored, but its report could not be made: {reason}",
        "a report needs what its pages state",
        "mend the submission and run the batch again",
    ),
}
CATALOGUE: Mapping[str, Kind] = MappingProxyType(
    {
        **_FILE,
        **_YAML,
        **_SCHEMA,
        **_QUESTIONNAIRE,
        **_MEASURES,
        **_SOURCES,
        **_SUBMISSION,
        **_CASES,
        **_VERIFY,
        **_BATCH,
        **_PDF,
        **_OUTPUT,
    }
)
