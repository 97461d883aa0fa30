"""Every code with its severity and its three sentences: what was found, the rule, the cure.

Codes are stable: scripts and tests refer to them, never to the wording. Each has a faulty file and
its expected output in tests/faulty.
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
    """The catalogue's entry of a code.

    `found`, `rule` and `cure` are templates over the problem's parameters.
    """

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
        "this is a folder",
        "here the name of a file is needed",
        "give the name of a file that is in the folder",
    ),
    "file.more": _note(
        "{many} not named",
        "of one file at most {limit} problems are named, errors before warnings",
        "mend those that are named and check again: many of one kind often have one cause; "
        "coherence check --all names more of them",
    ),
    "file.no-file": _error(
        "this is {what}, and no file",
        "a file that lies in a folder is needed: it has a size and an end",
        "save what comes out of it to a file first (command > answers.yaml, in place of "
        "<(command)), and give the name of that file",
    ),
    "file.unreadable": _error(
        "this cannot be read ({reason})",
        "the kit can read what you may read yourself",
        "ask whoever keeps it for the right to read it, or copy it into a folder of your own, "
        "under a short name",
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
        "a file holds text; of the invisible control characters only line breaks and tabs are "
        "allowed",
        "delete the character; if there are many, this is no text but the file of another program",
    ),
    "file.other-kind": _error(
        "this is {what}, not a text",
        "files of the kit are texts in YAML, with names that end with .yaml",
        "{cure}",
    ),
    "file.empty": _error(
        "the file is empty",
        "a file of the kit starts with a line such as format: coherence-kit/submission/1",
        "fill it in; coherence new writes a file to start from",
    ),
    "folder.same-id": _error(
        'the id "{id}" is that of another file in this folder too, {other}',
        "of the questionnaires, of the measures and of the mappings in one folder each file has an "
        "id of its own: nothing else says which one is meant",
        "give one of the two another id, or move it out of the folder and the folders in it",
    ),
    "folder.passed-over": _note(
        "{many}: {names}",
        "of a folder files that end with .yaml, .yml or .json are read, filled workbooks (.xlsx, "
        ".ods) and saved forms (.html)",
        "if one of them was meant to be read, save it as one of these",
    ),
    "folder.empty": _warning(
        "there is no file of the kit in this folder",
        "of a folder YAML files (.yaml, .yml), submissions in JSON, workbooks (.xlsx, .ods) and "
        "saved forms (.html) are checked, so nothing was",
        "check the name of the folder and the names of the files in it",
    ),
}
SYNTAX_CURES: Mapping[str, str] = MappingProxyType(
    {
        "tab": (
            "put spaces where the tab is; most editors can be told to write spaces for the tab key"
        ),
        "quote": "put a quote where the text ends; a text that holds double quotes itself goes in "
        "single quotes, a text that holds an apostrophe in double quotes",
        "curly": 'put plain quotes around the text in their place: key: "text"',
        "behind": "delete what stands behind the closing quote",
        "backslash": (
            "put the text in single quotes, where a backslash is a sign like any other: "
            "key: 'C:\\text'; or write each backslash twice"
        ),
        "key": "write the key, a colon, a space and then the value: key: value",
        "bracket": (
            "put in what is missing, or take out what is too much; a text that holds brackets "
            "goes in quotes"
        ),
        "hash": 'put the whole text in double quotes: key: "text # text"',
        "colon": 'put the whole text in double quotes: key: "text: with a colon"',
        "indent": "let the line start exactly below the lines that it belongs with",
        "": 'correct the line; a text with special signs goes in double quotes: key: "text"',
    }
)
"""The cure of `yaml.syntax`, by what the author most likely did."""
_YAML = {
    "yaml.syntax": _error(
        "{what}",
        "the files are YAML: a key, a colon, a space and a value on each line, and what belongs "
        "to it indented below",
        "{cure}",
    ),
    "yaml.sign": _error(
        "{sign} stands {where}{more}",
        "lines are indented with spaces, and quotes, colons and dashes around keys and texts are "
        "the plain ones of a keyboard; inside a text every sign may stand",
        "{cure}",
    ),
    "yaml.comment": _warning(
        'the text of "{key}" ends before "{value}", which is not read',
        "behind a space a # and all that follows on the line is a comment",
        'put the whole text in double quotes: {key}: "text # text"; a comment goes on a line of '
        "its own",
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
    "yaml.anchor": _error(
        "&{anchor} is not read: it gives a name to what stands behind it",
        "a submission says everything in the place where it belongs, and names no parts of it",
        "if the text itself starts with &, put it in double quotes; if it does not, delete "
        "&{anchor}",
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
        "a file may hold {limit} repetitions, and with them no more than a file may hold without "
        "them",
        "write out the parts that are meant",
    ),
    "yaml.depth": _error(
        "keys and lists stand inside each other more than {limit} levels deep",
        "{limit} levels are the most",
        "make the sections fewer levels deep; where they are not that deep, check the brackets "
        "and the indentation",
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
JSON_CURES: Mapping[str, str] = MappingProxyType(
    {
        "open": "write the closing bracket where it belongs; if the end of the file is lost, ask "
        "for the whole file",
        "bracket": "put in the bracket that is missing, or take out the one that is too much",
        "comma": "write a comma in this place",
        "comma-more": "take out the comma",
        "colon": 'write a key, a colon and a value, as in "round": "2026"; in a list stand values '
        "alone",
        "quote": 'put a double quote where the text ends; one inside a text is written \\"',
        "backslash": 'write each backslash of a text twice, as in "C:\\\\text"',
        "bare": 'put it in double quotes: "text"',
        "comment": "take it out",
        "second": "take out what is too much; of several submissions each needs a file of its own",
    }
)
"""The cure of `json.syntax`, by what the author most likely did."""
_JSON = {
    "json.syntax": _error(
        "{what}",
        "the file is JSON: keys and texts in double quotes, a colon behind each key, a comma "
        "between one entry and the next, and for each bracket the one that closes it",
        "{cure}",
    ),
}
_SCHEMA = {
    "schema.not-a-map": _error(
        "the file holds no keys with values, but {what}",
        "a file of the kit has keys with values, of which one says what it is: {line}",
        "{cure}",
    ),
    "schema.result": _error(
        "the file holds {what}, which the kit itself has written",
        "figures are made from a submission, and it is the submission with its answers that is "
        "read",
        "give the submission that they were made from{which}",
    ),
    "schema.format-missing": _error(
        "there is no line that says what kind of file this is",
        "a file of the kit starts with a line such as {line}",
        "add the line at the top.{hint}",
    ),
    "schema.format": _error(
        'the format is "{value}"', "the formats are {known}", "correct it.{hint}"
    ),
    "schema.kind": _error(
        'this is a file of the kind "{value}"',
        'here a file of the kind "{known}" is needed',
        "give another file",
    ),
    "schema.missing-key": _error(
        'the key "{key}" is missing', "it is compulsory here", 'add "{key}:" with its value'
    ),
    "schema.unknown-key": _error(
        'the key "{key}" is not known here',
        "the keys in this place are {known}",
        "correct it or delete it.{hint}",
    ),
    "schema.clash": _error(
        'the key "{key}" does not go with {other}',
        "beside {other} the keys are {known}",
        "keep the one that is meant and delete the other",
    ),
    "schema.key": _error('the key is "{key}"', "in this place it must be {expected}", "correct it"),
    "schema.choice": _error(
        'the value is "{value}"', "it must be one of {known}", "choose one of them.{hint}"
    ),
    "schema.document": _error(
        'the value of "{key}" is {value}',
        "it must be {expected}",
        "if it is the title of a document, write {line}",
    ),
    "schema.value": _error(
        'the value of "{key}" is {value}', "it must be {expected}", "correct it"
    ),
    "schema.empty": _error(
        '"{key}" is empty',
        "it must be {expected}",
        "fill it in; a key that may be left out can be deleted",
    ),
}
_QUESTIONNAIRE = {
    "questionnaire.duplicate-id": _error(
        'the id "{id}" is used again; it first stands in line {first_line}',
        "every section and every question has an id of its own, other than the questionnaire's",
        "give one of the two another id",
    ),
    "questionnaire.parts-clash": _error(
        'the parts "{first}" and "{second}" both have {ids}',
        "every section and every question of a whole has an id of its own",
        "take only one of them as a part; or write sections: in place of parts:, with ids of your "
        "own, and list in them what you want as use: questionnaire/question, where id: gives one "
        "another id",
    ),
    "questionnaire.unknown-rule": _error(
        'there is no rule "{rule}"', "the rules are {known}", "choose one of them.{hint}"
    ),
    "questionnaire.rule-key": _error(
        'the rule {rule} is given "{key}"',
        "it takes {known}; {key} belongs to {takers}",
        "delete {key}, or choose the rule that takes it",
    ),
    "questionnaire.rule-lacks": _error(
        'the rule {rule} has no "{key}"', "it needs {meaning}", "add it, as in {example}"
    ),
    "questionnaire.rule-value": _error('"{key}" is {value}', "it must be {expected}", "correct it"),
    "questionnaire.floor": _error(
        "the rule {rule} meets scores of 0 and has no floor",
        "one zero would decide the whole mean, so the questionnaire says which score a lower one "
        "counts as",
        "write {{name: {rule}, {exponent}floor: 1}}, or floor: 0 if one zero is meant to make the "
        "mean 0",
    ),
    "questionnaire.no-letters": _error(
        "{what}, and the questionnaire has no letters",
        "a questionnaire that works in letters states them once, lowest first",
        "add a line such as letters: {{order: [D, C, B, A]}} at its top, or {instead}",
    ),
    "questionnaire.needs-letters": _error(
        '"{id}" gives a number, and the rule {rule} above it works on letters',
        "letters are put together with letters only",
        "{cure}, or choose a rule for numbers above it",
    ),
    "questionnaire.needs-numbers": _error(
        '"{id}" gives a letter, and the rule {rule} above it works on numbers',
        "letters have an order but no distances, so they cannot be added or averaged",
        "{cure}, or choose weakest-link, conversion-table or none above it",
    ),
    "questionnaire.not-boxes": _error(
        '"{id}" is no box to tick',
        "the rule share-of-boxes counts questions of the type boolean",
        "ask it as a boolean, or choose arithmetic-mean, which takes every type",
    ),
    "questionnaire.unknown-letter": _error(
        'the letter is "{value}"', "the letters here are {known}", "choose one of them.{hint}"
    ),
    "questionnaire.letter-range": _error(
        'no {one} of "{id}" has the letter {lacking}',
        "the {items} reach from the lowest letter to the top one, so that bounds mean the same "
        "everywhere",
        "add the {one} that lacks, or correct the letters",
    ),
    "questionnaire.no-score": _error(
        'of the {items} of "{id}" these have no {key}: {lacking}',
        "all answers to a question have scores, or all have letters, or all have both",
        "add a {key} to each of them",
    ),
    "questionnaire.no-weight": _error(
        'nothing in the {what} "{id}" counts: every part has {size} of 0',
        "a {what} has at least one part that counts",
        "give one of them {size} above 0: {parts}",
    ),
    "questionnaire.only-profiles": _error(
        'the {what} "{id}" has the rule {rule}, and no part with a figure: {parts} have no '
        "overall figure",
        "a rule needs at least one part that has a figure",
        "write rule: none in its rubric too, or give one of the parts another rule",
    ),
    "questionnaire.no-points": _error(
        'no box of "{id}" has points above 0',
        "at least one box adds points, or nothing could ever score",
        "write with each box what ticking it adds, such as points: 1",
    ),
    "questionnaire.table-key": _error(
        'the line "{key}", with {found}, stands in the table for {count}',
        "a line names as many letters as its table has parts, separated by blanks",
        "correct the line, or move it to the table it belongs to",
    ),
    "questionnaire.table-twice": _error(
        'the line "{key}" has the same letters as "{first}" in line {first_line}',
        "the order of letters makes no difference, so the same letters stand in a table once",
        "delete one of the two, or correct it",
    ),
    "questionnaire.table-sum": _error(
        "{what}",
        "a table by sum states for each letter that can come out the least sum, and more for a "
        "better letter",
        "{cure}",
    ),
    "questionnaire.table-hole": _error(
        'the tables of "{id}" lack {lines}: {shown}',
        "every set of letters that can occur has a line, in the table for as many parts as are "
        "still there; a part that may not apply, or waits for a condition, can leave",
        "add what lacks, each with the letter that comes out",
    ),
    "questionnaire.table-size": _error(
        'the tables of "{id}" would need up to {sets} lines',
        "they have at most {most}",
        "put the parts into sections with tables of their own first, or use fewer letters",
    ),
    "questionnaire.number-scoring": _error(
        '"{id}" has {found}',
        "a number is scored by goalposts or by thresholds, and by one of the two only",
        "{cure}",
    ),
    "questionnaire.goalposts": _error(
        "both goalposts are {low}",
        "low is the number that scores 0, and high is another one, which scores 100",
        "correct one of them",
    ),
    "questionnaire.goalposts-log": _error(
        "the goalposts are {low} and {high}, on a logarithmic scale",
        "a logarithm needs numbers above 0",
        "correct them, or write scale: linear",
    ),
    "questionnaire.thresholds": _error(
        "{what}",
        "each class reaches from its own from up to the next one's: the first has no from, each "
        "further one a higher one, so that none overlap",
        "put the classes in order, each but the first with its from",
    ),
    "questionnaire.unreachable-class": _error(
        "no answer falls into the class {without} {value}, for the {side} number is {limit}",
        "every class has numbers that can be answered",
        "correct the class, or the {side} number",
    ),
    "questionnaire.half-step": _error(
        "half a step is to be taken off step {step}",
        "it can be taken off the steps {known}; below the lowest, {lowest}, there is nothing",
        "take {step} out of the list, or correct it",
    ),
    "questionnaire.levels": _error(
        'the level "{level}" starts at {value}',
        "the first level starts at 0, and each next one above the one before, up to 100",
        "put the levels in order",
    ),
    "questionnaire.lowest-floor": _error(
        'the lowest level, "{level}", asks a figure of every part',
        "the lowest level holds wherever no other does, so that every result has one",
        "delete every_part there, or add a level below it",
    ),
    "questionnaire.unknown-aim": _error(
        'the aim "{aim}" is none of the levels ({known})',
        "the aim is the level that a government is to reach by meeting every target",
        "write one of them.{hint}",
    ),
    "questionnaire.aim-out-of-reach": _warning(
        "all targets met give {value}, which is the level {reached}, and not the aim {aim}",
        "who meets every target reaches the level that is called the aim",
        "raise targets, or lower the limit or the floor of the level, or delete the aim",
    ),
    "questionnaire.duplicate-level": _error(
        'the level "{id}" is there twice',
        "every level has an id of its own",
        "give one of the two another id",
    ),
    "questionnaire.evidence-from": _error(
        "evidence is demanded, but not from which step",
        "with evidence: cap, evidence_from says which is the lowest step that needs documents",
        "add a line such as evidence_from: 2",
    ),
    "questionnaire.target-needed": _error(
        '"{id}" has no target',
        "with not_applicable: target every question counts as its target where it does not apply",
        "give it a target with a reason, or write not_applicable: exclude beside it",
    ),
    "questionnaire.earlier-id": _error(
        '"{id}" is listed under {key}, and it is asked',
        "renamed and removed name questions of earlier versions, which are asked no longer under "
        "that id",
        "delete the line, or ask the question under another id",
    ),
    "questionnaire.renamed-to": _error(
        '"{id}" is said to be called "{new}" now, and no question is',
        "renamed leads from an earlier id to one that is asked, so that old answers find their "
        "question",
        "write the id of the question.{hint}",
    ),
    "questionnaire.renamed-and-removed": _error(
        '"{id}" is listed under renamed and under removed',
        "a question of an earlier version has another id now, or it is gone",
        "delete one of the two lines",
    ),
    "questionnaire.evidence-step": _error(
        "{key} is {step}, and no question has a step as high",
        "{key} is one of the steps: {known}",
        "name one of them",
    ),
    "questionnaire.scored-inside": _error(
        '"{id}" has scored: {scored}, the questionnaire scored: {whole}',
        "whose answers count is said once, in the rubric of the questionnaire",
        "delete it here, or write scored: {scored} there",
    ),
    "questionnaire.empty-section": _error(
        'the section "{id}" holds nothing',
        "a section has questions or further sections",
        "add some, or delete it",
    ),
    "questionnaire.section-weight": _error(
        'the {what} "{id}" has 0 as its {key}',
        "a {what} counts for more than 0",
        "give it a {key} above 0, or give its {parts} the weight 0 one by one",
    ),
    "questionnaire.points-missing": _error(
        '"{id}" has no points',
        "under {above} every {one} says how many points it is worth",
        "add points to it, such as points: 2",
    ),
    "questionnaire.points-unused": _error(
        '"{id}" has points, but {above}',
        "points are summed under {summing}; elsewhere they would count nothing",
        "{cure}",
    ),
    "questionnaire.weight-unused": _warning(
        '"{id}" has the weight {weight}, but the rule {rule} above it does not weigh its parts',
        "a weight moves the figure under a mean; here it moves {still}",
        "{cure}",
    ),
    "questionnaire.scale": _error(
        "the steps are {steps}",
        "the steps of a scale are whole numbers that follow each other, such as 0, 1, 2",
        "number them anew",
    ),
    "questionnaire.steps": _error(
        '"{id}" describes the steps {found}',
        "it must describe every step of its scale: {known}",
        "{cure}",
    ),
    "questionnaire.range": _error(
        'the {items} of "{id}" score from {lowest} to {highest}',
        "the lowest {one} scores 0 and the highest 100, so that bounds mean the same everywhere",
        "correct the scores; the weight says how much the question counts",
    ),
    "questionnaire.duplicate-option": _error(
        'the option "{id}" is there twice',
        "every option has an id of its own",
        "give one of the two another id",
    ),
    "questionnaire.target": _error(
        "the target is {value}", "a target is an answer to its question: {known}", "{cure}.{hint}"
    ),
    "questionnaire.evidence-key": _error(
        'evidence is described for "{key}"',
        "evidence is described for answers that exist: {known}",
        "correct the key.{hint}",
    ),
    "questionnaire.source-step": _error(
        "the source is said to be met at step {step}",
        "the steps of this question are {known}",
        "correct the step, or leave it out",
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
        'the condition waits for "{value}"',
        'the answers to "{id}" are {known}',
        "correct the value.{hint}",
    ),
    "questionnaire.condition-type": _error(
        'the condition waits for "{id}", whose answer is {kind}',
        "a condition waits for answers that can be listed: steps, options, boxes, yes or no",
        'let it wait for another question, or ask "{id}" as a choice',
    ),
    "questionnaire.unknown-part": _error(
        'there is no questionnaire "{id}" to take as a part',
        "parts names other questionnaires by their ids, and none that has parts itself",
        "correct the id, or name the folder of that questionnaire with -Q.{hint}",
    ),
    "questionnaire.unknown-use": _error(
        'there is no question "{id}" to use',
        "use names a question of a questionnaire: questionnaire/question",
        "correct it.{hint}",
    ),
    "questionnaire.shared-key": _error(
        '"{key}" stands beside use: of "{id}", which this questionnaire asks itself',
        "a question is asked once; where its answer counts again, "
        "only its weight or its points can differ",
        'delete {key} here; if it is to hold everywhere, write it where "{id}" is asked',
    ),
    "questionnaire.borrowed-key": _error(
        '"{key}" stands beside use: of "{id}", whose answers it would change',
        "the answers of a borrowed question stay its own, so that what is answered here and there "
        "can be put side by side",
        "delete {key} here; where other answers are meant, write a question of your own in place "
        "of use",
    ),
    "questionnaire.shared": _error(
        'the answer to "{id}" cannot count here too: {why}',
        "an answer counts in any number of sections, once in each, and scores alike in all of them",
        "{cure}",
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
        'there is no measure "{id}"',
        "a measure refers to other measures of the same file",
        "correct it.{hint}",
    ),
    "measures.duplicate-package": _error(
        'the package "{id}" is there twice',
        "every package has an id of its own",
        "give one of the two another id",
    ),
    "measures.twice-in-package": _error(
        'the package "{package}" names the measure "{id}" twice',
        "a package has up to five different measures",
        "delete one of the two lines",
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
        'there is no question "{id}"',
        "a measure refers to questions of its questionnaire",
        "correct it.{hint}",
    ),
    "measures.step": _error(
        'the answer "{value}" is named',
        'answers to "{id}" that count are {known}',
        "{cure}.{hint}",
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
        'the unit "{id}" is of the kind "{kind}"',
        "an example is a documented practice",
        "move it to source_units",
    ),
    "sources.shared-unit": _warning(
        'the unit "{id}" is asked here, and "{other}" asks "{unit}" already (line {line})',
        "one fact is scored once: questions that share a unit, or units that say the same, each "
        "say which part they ask",
        "add part: to both sources, with what of the unit each question asks, or take one of the "
        "two out",
    ),
}
_SUBMISSION = {
    "submission.version": _error(
        'the submission answers version {version} of "{id}"',
        "the version here is {known}; one with the same first number fits, if its second number "
        "is not higher",
        "{cure}; or install the kit that has version {version}",
    ),
    "submission.older-version": _note(
        'the submission answers version {version} of "{id}", the version here is {known}',
        "versions with the same first number give the same scores",
        "nothing need be done; questions that are new since then count as unanswered",
    ),
    "submission.country": _error(
        'the country is "{value}"',
        "countries are three capital letters (ISO 3166-1 alpha-3), with -name for a part of one: "
        "GHA, PHL, ITA-Milan",
        "correct the code.{hint}",
    ),
    "submission.unknown-role": _error(
        'no measure is led by the role "{role}"',
        "offices name the office that has one of these roles: {known}",
        "correct the role.{hint}",
    ),
    "submission.country-name": _warning(
        'the name of the country is "{value}", and its code {country} is of {known}',
        "reports print the name, and tables the code: both are of one country",
        "correct the one that is wrong; without a name reports print the usual one",
    ),
    "submission.country-unnamed": _warning(
        "the code {country} is one that the standard leaves to its users, and no name is given",
        "whoever uses such a code says which country it stands for; without a name reports print "
        "the code alone",
        'give the name: after country_name: in a file, under "Name of the country" in a workbook, '
        'under "Name in reports" in the page',
    ),
    "submission.unknown-question": _error(
        'there is no question "{id}" in {questionnaire}',
        "answers stand under the id of a question",
        "correct it.{hint}",
    ),
    "submission.answer": _error(
        "the {part} is {value}", 'an answer to "{id}" is {known}', "{cure}.{hint}"
    ),
    "submission.remark": _warning(
        'the answer to "{id}" is "{value}" and is read as {answer}',
        "the number of a step is the answer; what is said beside it is not kept with it",
        'if step {answer} is meant, write {answer} alone, and "{remark}" as a comment if others '
        "are to read it",
    ),
    "submission.reason-missing": _error(
        'the answer to "{id}" is "{value}"',
        "that a question does not apply counts with a reason, and stands in a place of its own",
        "{cure}",
    ),
    "submission.state-denied": _error(
        '"{id}" has "{value}" under {key}, which says that {said}',
        "under not_applicable and unknown stands the reason why there is no answer, and the key "
        "alone says that there is none",
        "delete {key} and answer the question; if there is no answer, write the reason in place "
        'of "{value}"',
    ),
    "submission.matrix": _error(
        '"{id}" is answered as a whole',
        "of a matrix each row is answered by itself; its rows are {known}",
        "write a line for each row, such as {row}: {answer}",
    ),
    "submission.not-applicable": _error(
        'not applicable is answered to "{id}"',
        "this questionnaire does not allow that here",
        "answer the question, or write unknown: with the reason",
    ),
    "submission.other-content": _note(
        "the form was written from other texts or settings of {id} {version} than those here",
        "within a version the same answers give the same scores",
        "nothing need be done, unless the questionnaire is your own and was changed without a new "
        "version",
    ),
    "submission.renamed-question": _note(
        'the question "{id}" is called "{new}" now',
        "answers of earlier versions are taken over under the new id",
        "nothing need be done",
    ),
    "submission.removed-question": _warning(
        'the question "{id}" is no longer asked',
        "its answer is left out",
        "keep the old file if the answer is still needed",
    ),
    "submission.review-answer": _error(
        'a reviewer has changed the answer to "{id}" and does not say to which',
        "with verdict: changed the review has an answer of its own",
        "add answer: to the review, or write verdict: query",
    ),
    "submission.respondents": _error(
        "of the merged answers {what}",
        "whoever has said something stands once under respondents:, with the hash of what it sent, "
        "and every answer was said by somebody or decided",
        "merge the round anew with coherence merge",
    ),
    "submission.not-as-said": _error(
        'what counts of "{id}" does not follow from what was said',
        "of merged answers a decision counts, else what all agree on, else the answer of the lead; "
        "without a lead one that was given, or none",
        "merge the round anew with coherence merge; to change what counts, write a decision into "
        "the round",
    ),
    "submission.said-otherwise": _error(
        'what "{id}" is made to say to {ids} is not what it has sent, in {other}',
        "every answer stands in the merged file as it was sent; the file that was sent is the one "
        "with the hash under respondents:",
        "merge the round anew with coherence merge; if the answer was changed since, change it in "
        "the file of the respondent",
    ),
    "submission.recheck": _warning(
        "{many} carried over from an earlier round and not looked at again: {ids}",
        "such an answer counts as missing until somebody confirms it for this round",
        'once the answer is right for this round: in a page choose "It still holds", in a '
        'workbook clear the cell in the column "Re-check", in YAML delete the line recheck: true',
    ),
    "submission.no-short-form": _error(
        "it says that it answers the short form of {id}, which has none",
        "a questionnaire has a short form where some of its questions say short: true",
        "delete the line short: true, to answer all questions, or mark the questions of the short "
        "form in the questionnaire",
    ),
    "submission.beyond-short-form": _warning(
        "{many} kept that the short form does not ask for: {ids}",
        "the result of the short form rests on its own questions; other answers only narrow the "
        "bounds of the long form",
        "for a result with these answers make the long form of it: coherence form with --from and "
        "without --short",
    ),
    "submission.unknown-asked": _error(
        'there is no section or question "{value}" in {id}',
        "what the form of a respondent asks stands under asked:, by ids of sections and questions",
        "correct it, or delete the line asked: if all questions are to be answered.{hint}",
    ),
    "submission.beyond-part": _warning(
        "{many} kept that this form does not ask for: {ids}",
        "the form of a respondent of a round asks what the round asks it; coherence merge says "
        "what becomes of other answers",
        "nothing is to be done if they are meant; to be asked them write them under asked: too, "
        "here and in the round",
    ),
    "submission.empty-reason": _warning(
        'the reason why "{id}" does not apply is "{value}", which says nothing',
        "a question is left out only with a reason that others can follow, since leaving questions "
        "out can raise the result",
        "write why it cannot apply, such as: the country has no sea port; if it may apply, answer "
        "it, or say that the answer is not known",
    ),
    "submission.empty-document": _warning(
        'the document for the answer to "{id}" is "{value}", by which nobody can find it',
        "a document is named by its title, or by a reference such as its number or address",
        "write what it is called, here too if another answer names it; leave out what is no "
        "document",
    ),
    "submission.document-address": _warning(
        'the address of the document is "{value}", {why}',
        "an address of a document begins with https:// or http://; what is none is kept and "
        "printed as it was typed, and no link leads there",
        "{cure}",
    ),
    "submission.country-figure": _warning(
        "the figure {label} of the country box has no {missing}",
        "a figure says what is counted, how much, and who publishes it; without a label or a value "
        "it is not printed",
        "write {cure} with it, or take the figure out",
    ),
    "submission.section-left-out": _warning(
        'the whole section "{section}" is left out: not applicable is answered to {many}',
        "a section in which nothing applies does not count, which can raise the result",
        "make sure that none of its questions can apply; answer those that may, or say that the "
        "answer is not known",
    ),
    "submission.date": _warning(
        'the date of the submission is "{value}", {why}',
        "periods end on the day on which the answers stand; a date that is not clear counts as "
        "not stated",
        "{cure}",
    ),
    "submission.date-old": _warning(
        "the submission is dated {value}",
        "periods end on the day on which the answers stand, and the first questionnaires are "
        "younger than 2000",
        "correct the year",
    ),
    "submission.date-ahead": _warning(
        "the submission is dated {value}, a day that is still to come",
        "the date is the day on which the answers stand, and periods end on it",
        "correct the day, the month or the year",
    ),
    "submission.document-date": _warning(
        'the date of the document is "{value}", {why}',
        "a date of a document is a year, a month or a day; one that is not clear is kept and "
        "printed as it was typed",
        "{cure}",
    ),
    "submission.document-old": _warning(
        "the document is dated {value}",
        "documents from before 1945 are seldom meant",
        "correct the year; if the document is as old as that, nothing need be done",
    ),
    "submission.document-ahead": _warning(
        "the document is dated {value}, and the answers stand on {date}",
        "a document that proves an answer is there on the day on which the answers stand",
        "correct the date of the document or that of the submission; leave out a document that "
        "is still to come",
    ),
    "submission.document-to-come": _warning(
        "the document is dated {value}, which is still to come",
        "a document that proves an answer is there on the day on which the answers stand",
        "correct the date of the document; leave out a document that is still to come",
    ),
    "submission.answer-date": _warning(
        'the answer to "{id}" is the day {value}',
        "a day from before 1900, or more than 50 years after the answers, is seldom meant",
        "correct the year; if the day is right, nothing need be done",
    ),
    "submission.not-asked": _warning(
        '"{id}" is answered, but after the answer to {needed} it is not asked',
        "its answer is kept and printed, and does not count",
        "check the answer to {needed}; if that is right, delete this one",
    ),
    "submission.open": _warning(
        '"{id}" is answered, but whether it is asked depends on {needed}, which has no answer '
        "that counts yet",
        "its answer is kept and printed, and does not count until that is decided",
        "answer {needed} too, or confirm what was carried over there",
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
        'what is not listed is to be answered with "{value}"',
        'answers to "{id}" are {known}',
        "fill with an answer that every question of this type, or row of this matrix, has, or list "
        "that question",
    ),
    "cases.unknown-id": _error(
        'there is no {what} "{id}"',
        "a case fills and expects what its questionnaire and measures have",
        "correct it.{hint}",
    ),
    "cases.nothing-expected": _warning(
        'the case "{name}" expects nothing',
        "only what stands below expect is compared, so that this case shows nothing",
        "add what must come out, worked out by hand, such as value and coverage",
    ),
    "cases.differs": _error(
        'the case "{name}" expects {expected} as {what}; what comes out is {found}',
        "what a case expects comes out, to the last printed digit and in the same order",
        "work it out once more by hand; if the case is right, the questionnaire or its measures "
        "are wrong, or the kit is",
    ),
}
_MAPPING = {
    "mapping.duplicate-item": _error(
        'the item "{number}" is there twice; it first stands in line {first_line}',
        "every item of a framework is listed once",
        "take one of the two out, or correct its number",
    ),
    "mapping.unknown-item": _error(
        'there is no item "{number}"',
        "a question bears on items that are listed under items, each by its number",
        "correct the number, or add the item.{hint}",
    ),
    "mapping.duplicate-question": _error(
        'the question "{id}" is there twice; it first stands in line {first_line}',
        "every question stands there once, with all items that it bears on",
        "move the items to the first of the two, and take the other out",
    ),
    "mapping.unknown-questionnaire": _error(
        'there is no questionnaire "{id}"',
        "a mapping names questions of questionnaires; known are {known}",
        "correct the id, or name its folder with -Q.{hint}",
    ),
    "mapping.unknown-question": _error(
        'there is no question "{id}" in {questionnaire}',
        "a mapping names questions of questionnaires",
        "correct it.{hint}",
    ),
    "mapping.shadowed": _note(
        'this file\'s "{id}" is used instead of the one in {other}',
        "folders given with -Q come first",
        "give it another id if that is not meant",
    ),
}
_PLAN = {
    "plan.unknown-questionnaire": _error(
        'there is no questionnaire "{id}"',
        "a plan names the questionnaires whose measures it takes up; known are {known}",
        "correct the id, or name its folder with -Q.{hint}",
    ),
    "plan.unknown-measure": _error(
        'there is no measure "{id}" for {questionnaires}',
        "a plan names measures by their ids, as coherence new plan --from lists them",
        "correct the id, or take the measure out.{hint}",
    ),
    "plan.twice": _error(
        '"{id}" is the same measure as "{other}"',
        "every measure stands in a plan once",
        "move what is said of it to one of the two, and take the other out",
    ),
    "plan.other-country": _error(
        'the plan is of "{value}", and the report of "{other}"',
        "a report prints what its own country has made of the measures",
        "give the plan of this country, or correct country: in the one that is wrong",
    ),
    "plan.other-round": _error(
        'the plan is of the round "{value}"; the report speaks of {known}',
        "a plan is of the round whose report recommended its measures: that of the report, or the "
        "earlier one that is given with --previous",
        "correct round: in the plan, or name the submission of its round with --previous.{hint}",
    ),
    "plan.no-sheet": _error(
        "this workbook has no sheet of an action plan",
        "a plan is a YAML file, or the workbook that coherence report -o FILE.xlsx writes, with "
        'its sheet "Action plan" filled in, saved as .xlsx or .ods',
        "give that workbook; what stands in another one has to be copied into it",
    ),
    "plan.long-text": _error(
        "the text has {length} characters",
        "a cell of a workbook holds at most {most} characters, as spreadsheets count them, and "
        "what is filled in on the action plan has to be read back whole",
        "shorten it, or write the report with this plan as .pdf, .html or .docx",
    ),
    "plan.no-columns": _error(
        "columns of the action plan are missing: {columns}",
        "every column of the sheet has a mark in the hidden first row",
        "put the columns back, or copy what was filled in into a fresh workbook",
    ),
    "plan.no-measure": _error(
        'there is "{value}" in a row that belongs to no measure',
        "a row is known by the id in its hidden first column, and of a measure the first row is "
        "filled in",
        "move it into the first row of its measure, or delete it",
    ),
    "plan.row-twice": _error(
        'there is a second row for "{id}"; the first is filled in at {first}',
        "every measure stands in a plan once",
        "decide which one holds, and clear the other",
    ),
    "plan.rows-apart": _error(
        'the row marked "{id}" shows the measure "{shown}", which has another id',
        "the hidden first column says which row is of which measure; where only what stands beside "
        "it was sorted, nothing of the sheet can be read",
        "undo the sorting, or take the file as it was before; sort whole rows, column A among them",
    ),
    "plan.pinned": _warning(
        'the note "{value}" is pinned to this cell',
        "only what stands in the cells is read, so it is not",
        "write it into the column for notes",
    ),
    "plan.not-recommended": _warning(
        "of the plan {many} not among what is recommended in its round: {ids}",
        "a plan takes up what a report recommends; what is planned beside that is printed apart "
        "from it",
        "see whether another measure is meant, or another round",
    ),
    "plan.due-before-start": _error(
        '"{id}" is due {due}, and starts {start}',
        "a measure is carried out after it was begun; a year or a month counts to its end",
        "correct one of the two, or leave it empty",
    ),
}
_BRAND = {
    "brand.colour": _error(
        'the accent "{value}" is no colour',
        "an accent is a # with six digits from 0 to 9 and A to F, in quotes",
        'write it as "#0B4F60" is written.{hint}',
    ),
    "brand.pale": _error(
        "the accent {value} is too pale: its contrast on white is {contrast} to 1",
        "small text is set in the accent, and digits in white upon it, which takes {least} to 1",
        'write "{shade}", the nearest shade of it that has this contrast',
    ),
    "brand.colours": _note(
        "the accent {accent} has a contrast of {contrast} to 1 on white; steps with the contrast "
        "of their digits: {steps}; pale bars {band}",
        "steps and bars follow from the accent; 4.5 to 1 is what digits and small text need",
        "nothing is to be done; look at the pages in grey as well if they will be copied",
    ),
    "brand.unknown-part": _error(
        'there is no part "{id}" of a report',
        "parts: lists those that a report has, in their order: {known}",
        "correct it, or take it out.{hint}",
    ),
    "brand.part-twice": _error(
        'the part "{id}" is listed twice',
        "a report has every part once",
        "take one of the two out",
    ),
    "brand.first-part": _error(
        'the first part is "{id}"',
        "the first page names the country, under which all others stand: cover and glance do",
        "put cover or glance first",
    ),
    "brand.unknown-heading": _error(
        'there is no part "{id}" that has a heading of its own',
        "headings: has ids of parts, each with what it is called: {known}; sections are called as "
        "the questionnaire says",
        "correct the id, or take it out.{hint}",
    ),
    "brand.long": _error(
        "the text has {many} characters",
        "in this place there is room for {most}",
        "shorten it",
    ),
    "brand.outside": _error(
        '"{value}" is not in the folder of the brand',
        "the files of a brand lie beside it or in folders below it, so that it can be handed on, "
        "and are named from there, with / between folders",
        "copy the file beside the brand, and write its name alone",
    ),
    "brand.no-file": _error(
        'there is no file "{value}" beside the brand',
        "a brand names files that lie in its own folder, or in folders below it",
        "correct the name, or put the file there.{hint}",
    ),
    "brand.too-large": _error(
        '"{value}" is too large ({size})',
        "such a file may have at most {limit}: every report holds it",
        "save it smaller: a logo as SVG, or as PNG of some 1,000 pixels across; of a typeface take "
        "the file for fewer scripts",
    ),
    "brand.logo": _error(
        '"{value}" cannot be used as a logo: {what}',
        "a logo is a PNG or an SVG that holds nothing but the drawing: nothing that acts, and "
        "nothing that is fetched from elsewhere",
        "{cure}",
    ),
    "brand.unknown-block": _error(
        'there is no block "{id}"',
        "blocks: has the names of what a brand may say in its own words, each with the file of a "
        "template: {known}",
        "correct the name, or take it out.{hint}",
    ),
    "brand.block": _error(
        '"{value}" cannot be used (line {line}): {what}',
        "a template of a brand prints what it is given, in paragraphs, lists and tables; it reads "
        "nothing, calls nothing and holds nothing that acts",
        "{cure}",
    ),
    "brand.font": _error(
        '"{value}" cannot be used as a typeface: {what}',
        "a typeface is a TrueType or OpenType file (.ttf, .otf) with the letters A to Z and "
        "digits, whose maker allows it to be embedded in documents",
        "{cure}",
    ),
    "brand.font-weight": _warning(
        "the bold face is no bolder ({bold}) than the regular one ({regular})",
        "bold words stand out by their weight, which files of typefaces state from 100 to 900",
        "see whether the two files are exchanged, or take a bolder one",
    ),
    "brand.font-wide": _warning(
        "the typeface {family} is {share} % wider than the kit's own",
        "in narrow columns a wide typeface breaks words, and a report gets longer",
        "take a narrower one, such as the condensed face of the family, or look whether it does",
    ),
    "brand.font-lacks": _warning(
        "the typeface {family} lacks {letters}: {signs}",
        "what a typeface of a brand lacks is set in the kit's own, which looks otherwise",
        "take a fuller version of the typeface, or look whether the mixture does",
    ),
}
_ROUND = {
    "round.unknown-questionnaire": _error(
        'there is no questionnaire "{id}"',
        "a round asks questionnaires; known are {known}",
        "correct the id, or name its folder with -Q.{hint}",
    ),
    "round.same-respondent": _error(
        '"{value}" is there twice; it first stands in line {first_line}',
        "every respondent of a round has an id and a name of its own; capitals, accents, blanks "
        "and signs tell no names apart",
        "give one of the two another, or take it out",
    ),
    "round.date": _error(
        'the {key} is "{value}", which cannot be read as a day',
        "a round has its days as year-month-day",
        "write it as 2026-06-30 is written",
    ),
    "round.date-before-deadline": _warning(
        "the result is dated {date}, before the deadline, {deadline}",
        "the date of a round is that of its merged result; the deadline is the day by which the "
        "forms are to be back, before it",
        "correct one of the two, or leave date: out, for that of the latest answers",
    ),
    "round.unknown-place": _error(
        'there is no section, question or questionnaire "{value}" in this round, and no question '
        "that names it under who",
        "a respondent is asked sections, questions or questionnaires by their ids, or what a role "
        "answers as it stands under who:",
        "correct it; coherence show lists the ids.{hint}",
    ),
    "round.in-several": _error(
        '"{value}" is in {known}',
        "what several questionnaires of the round have is named with the questionnaire in front",
        "write {cure}",
    ),
    "round.two-leads": _error(
        '"{one}" and "{other}" both lead "{id}" of {questionnaire}',
        "of a question one respondent leads at most: its answer counts where they differ",
        "take the question, or what it lies in, out of the leads: of one of the two",
    ),
    "round.stakeholder-leads": _error(
        '"{id}" is a stakeholder and leads questions',
        "answers of stakeholders stand beside those of the government and are never merged with "
        "them, so that there is nothing to lead",
        "move what stands under leads: to asked:, or say kind: government if it is an office",
    ),
    "round.asked-nothing": _error(
        '"{id}" is asked nothing',
        "a respondent of a round answers something",
        "say under asked: which sections or questions it is asked, or take it out",
    ),
    "round.nobody-asked": _warning(
        "nobody is asked {many} of the questions of {questionnaire}: {ids}",
        "what nobody is asked stays unanswered and widens the bounds of the result",
        "add these, or the sections that they lie in, under asked: of a respondent",
    ),
    "round.unknown-decision": _error(
        'there is no question "{id}" in the questionnaires of this round',
        "a decision is about a question of the round",
        "correct the id.{hint}",
    ),
    "round.unknown-decided": _error(
        'it is decided of "{id}" that it is unknown',
        "a decision says which answer counts, or that the question does not apply",
        "write the answer, or take the decision out until it is taken",
    ),
    "round.decision-date": _warning(
        'the date of the decision on "{id}" is "{value}", which cannot be read',
        "a decision is dated by its day; what cannot be read is kept as it stands",
        "write it as 2026-06-30 is written",
    ),
    "round.two-decisions": _error(
        'there are two decisions on "{id}"',
        "what is decided of a question is one answer, or that it does not apply; with the "
        "questionnaire in front it is the same question",
        "delete one of the two",
    ),
    "round.other-country": _warning(
        "this is of {found}, and the round is one of {known}; it is left out",
        "only what was answered for the country of a round is merged",
        "correct country: in the file if it belongs to the round, else move it away",
    ),
    "round.other-round": _warning(
        'this is of the round "{value}", and not of "{known}"; it is left out',
        "only what was answered in a round is merged",
        "correct round: in the file if it belongs to this one, else move it away",
    ),
    "round.other-questionnaire": _warning(
        "this answers {id}, which the round does not ask; it is left out",
        "a round asks {known}",
        "add it to questionnaires: of the round, or move the file away",
    ),
    "round.nobody": _warning(
        "{said}; it is left out",
        "an answer counts for one of the respondents of the round, by its name or id: {known}",
        "write the name as the round has it under respondent, entity, or add the respondent to the "
        "round.{hint}",
    ),
    "round.earlier": _warning(
        'a later file of "{id}" counts, {other}; this one is left out',
        "of two files of one respondent the one with the later date counts",
        "move this one away if that is right; else correct the dates",
    ),
    "round.same-date": _error(
        'this and {other} are both of "{id}", with the same date or none, and differ',
        "of two files of one respondent the one with the later date counts",
        "correct the date of the one that counts, or move the other away",
    ),
    "round.not-asked": _warning(
        '"{id}" was not asked {ids}; {what}',
        "answers of respondents that were not asked are kept, and count only where the respondent "
        "that leads the question has not answered",
        "add what it may answer to asked: of the round, if that is meant",
    ),
    "round.silent": _note(
        '"{id}" has sent nothing that counts',
        "what a respondent leaves out is missing from the result",
        "ask for its form; coherence status --round lists all that is missing",
    ),
    "round.outside": _warning(
        'the decision on "{id}" is one that nobody has answered',
        "a decision may differ from all answers, and the report marks it",
        "check it; nothing is to be done if it is meant",
    ),
    "round.decision-idle": _warning(
        'the decision on "{id}" counts nowhere: {why}',
        "a decision counts where what the government has answered to its questionnaire is merged, "
        "and its question is asked",
        "check that it is about the right question; nothing is to be done if the answers are still "
        "to come, or it is meant for when the question is asked",
    ),
    "round.nothing": _error(
        "no office of the government has sent anything that counts",
        "what the offices of the government have answered is merged; voices of stakeholders stand "
        "beside it",
        "check that the files are those of the round, and that their respondents are in it; "
        "coherence report makes a report of what a stakeholder has sent, by itself",
    ),
    "round.merged-before": _error(
        "this is the merged result of a round, and no answer of a respondent",
        "a round is merged from what its respondents have sent",
        "leave it out",
    ),
}
_MEETING = {
    "meeting.no-sheet": _error(
        "this is no sheet for a meeting",
        "decisions of a round are collected from the workbooks that coherence merge --meeting "
        "writes, saved as .xlsx or .ods",
        "name such a sheet; a form is collected without --round",
    ),
    "meeting.is-sheet": _error(
        "this is a sheet for the meeting of a round, and no form",
        "it holds decisions, which belong into the file of the round",
        "collect it into that: {cure}",
    ),
    "meeting.of-nothing": _error(
        "the workbook does not say any more which round it belongs to",
        "a hidden sheet says of which country, round and questionnaires it is",
        "copy the decisions into a new sheet: coherence merge --meeting",
    ),
    "meeting.other-round": _error(
        'the sheet was made for the {what} "{found}"',
        "decisions are read into the round that they were taken in; this one has {known}",
        "name the file of that round after --round, or leave the sheet out; if the round file was "
        "changed, make a new sheet of it: coherence merge --meeting",
    ),
    "meeting.no-answer": _warning(
        'something is said of the decision on "{id}", and not what was decided',
        "a question is decided by an answer, or by the reason for which it does not apply",
        "write the answer into this row and collect the sheet again, if it was decided",
    ),
    "meeting.differs": _error(
        'the decision on "{id}" is another one in {other}',
        "a question is decided once",
        "correct one of the two sheets, or collect only the one that holds",
    ),
    "meeting.replaced": _warning(
        'the decision on "{id}" was: {before}; now it is: {now}',
        "an earlier decision of a round stays unless a sheet changes it",
        "check it; if the earlier one holds, correct the sheet and collect it again",
    ),
    "meeting.taken": _error(
        "another file of this name stands here, and the decisions are not written over it",
        "decisions are added to a round file as it is now; only the same file is written over",
        "add them to this one: {cure}; or name another folder",
    ),
    "meeting.changed": _error(
        "the round file was changed while the decisions were read",
        "nothing is written over what somebody has just changed",
        "collect the sheet once more",
    ),
    "meeting.nothing-disputed": _note(
        "no question of the round is disputed, so that no sheet for a meeting is written",
        "a sheet lists the questions on which offices differ and which are not decided",
        "nothing is to be done",
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
        "the file does not carry its figures",
        "a report of the kit carries them as data",
        "ask for the original PDF",
    ),
    "verify.draft": _error(
        "the report is a draft: its submission has errors, and what they are about is left out",
        "only of a report of a whole submission it can be said that its figures follow from it",
        "mend the submission, make the report without --draft, and verify that one",
    ),
    "verify.figure": _error(
        "the report has {printed}, and its own submission gives {scored}",
        "every figure of a report follows from the submission in it",
        "do not rely on this report; make it again from the submission",
    ),
    "verify.other-file": _error(
        'the file carries "{name}", which no submission in it asks for',
        "a report carries its submissions, what they answer, the measures for that, its figures "
        "and how it was made, and nothing else",
        "do not rely on this report; make it again from the submission",
    ),
    "verify.other-questionnaire": _error(
        "the questionnaire inside goes by the name of {id} {version}, and its content is another",
        "figures follow from the questionnaire that is known by its name and version",
        "do not rely on this report, unless the questionnaire is your own: then verify it with -Q "
        "and the folder that the questionnaire lies in",
    ),
    "verify.other-measure": _error(
        "the measures inside for {id} {version} lack {measure}, or have it with another content",
        "a report recommends the measures that are known for its questionnaire",
        "do not rely on this report, unless the measures are your own: then verify it with -Q and "
        "the folder that they lie in",
    ),
    "verify.other-mapping": _error(
        "the mapping {mapping} inside is not the one that is known by this name, or one of the two "
        "is not there",
        "a report prints the mappings that are known for its questionnaire",
        "do not rely on this report, unless the mapping is your own: then verify it with -Q and "
        "the folder that it lies in",
    ),
    "verify.no-parts": _error(
        "it says that it is the {variant} report, and its own brand leaves out every part of that",
        "a report has the parts of its variant that its brand names",
        "do not rely on this report; make it again from the submission",
    ),
    "verify.no-recipe": _error(
        "the file does not say how it was made, or another release of the kit has made it",
        "pages can be compared where the language, the date and the releases that made them are "
        "known",
        "take the file as coherence report wrote it; --figures-only leaves the pages out, so that "
        "nothing is said of what they print",
    ),
    "verify.other-makers": _error(
        "the report was made with {theirs}; here there is {ours}",
        "pages can be compared where the same releases make them",
        "{cure}; or leave the pages out with --figures-only, so that nothing is said of what they "
        "print",
    ),
    "verify.page": _error(
        "on page {page} this is not what the kit makes of the submission in the file: {parts}",
        "the same submission gives the same pages",
        "do not rely on this page; make the report again from the submission",
    ),
    "verify.document": _error(
        "this is not what the kit makes of the submission in the file: {parts}",
        "a report has nothing but what the kit writes",
        "do not rely on this report; make it again from the submission",
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
        "take the file as coherence report wrote it; printing or merging a PDF drops what it "
        "carries",
    ),
    "pdf.cannot-carry": _error(
        "it has {what}, too much for a PDF to carry",
        "a report carries its submission, of at most {limit}",
        "shorten the longest comments, or make the report as .html or .json",
    ),
    "pdf.attachment-too-large": _error(
        'the file "{name}" in the PDF is too large',
        "a file in a report has at most {limit}, and all of them together at most {total}",
        "take the file as coherence report wrote it",
    ),
}
_PAGE = {
    "page.no-form": _error(
        "this is a web page, and not a form of the kit",
        "answers are read from pages that coherence form has written and that the form itself has "
        "saved",
        'give the file that "Save the answers to a file" makes, or the copy of the page with the '
        "answers",
    ),
    "page.no-answers": _error(
        "the page holds no answers",
        'a form carries them in one block, which begins with <script type="application/json" '
        'id="answers">',
        'open the form in a browser, fill it in or load the answers, and choose "Save the answers '
        'to a file"',
    ),
    "page.two-blocks": _error(
        "a second block of answers begins here; the first begins in line {first}",
        "a page carries one block of answers",
        "delete the block that does not hold, or have the answers saved by the form in a browser",
    ),
    "page.broken": _error(
        "the block of answers was changed and cannot be read: {what}",
        "every text in it stands in double quotes, and what is opened is closed again, as the "
        "form wrote it",
        "mend this place, or take the page as it was before the change and change the answers in "
        "a browser",
    ),
    "page.too-large": _error(
        "the page is too large ({what})",
        "a page may have at most {limit}",
        "check that it is the right file; a form with its answers is much smaller",
    ),
}
_OUTPUT = {
    "output.folder": _error("this is a folder", "a file is written here", "add a file name"),
    "output.no-file": _error(
        "this is a device or the like",
        "results are written to files",
        "name a file; the shell can pass it on",
    ),
    "output.link": _error(
        'this is a link to "{target}"',
        "results are written into files, never through a link, which anyone may have laid there",
        "name the file itself, or remove the link",
    ),
    "output.taken": _error(
        "a file stands here that is no earlier {what}",
        "what is replaced is an earlier result of the same command, and nothing else",
        "choose another name or folder, or move the file away",
    ),
    "output.added": _error(
        "somebody has added {added} to the {what} that stands here",
        "an earlier result is replaced only as long as nobody has put anything into it",
        "choose another name with -o, or move the file away; delete it if what was added is no "
        "longer needed",
    ),
    "output.not-a-folder": _error(
        '"{part}" is a file',
        "a folder is needed there to write into",
        "choose another folder, or move that file",
    ),
    "output.name": _error(
        "no file can have this name ({reason})",
        "the system must accept the name",
        "choose a shorter or simpler one",
    ),
    "output.no-rights": _error(
        "the file cannot be written ({reason})",
        "the kit must be allowed to write into the folder and over the file",
        "choose another folder, or change the rights; if another program has the file open, close "
        "it there",
    ),
    "output.no-room": _error(
        "there is no room for the file ({reason})",
        "it is written whole or not at all; what stood here before is still there",
        "make room, or choose another disk",
    ),
    "output.language": _note(
        'the texts of {id} are not there in "{language}"',
        "its languages are {known}; a text that lacks in one language is printed in another one",
        "choose one of them with --lang, or add the texts to the questionnaire",
    ),
    "output.no-face": _warning(
        "{many} ({scripts}) can only be printed by number, as {number}",
        "a PDF is set in faces that are installed with the kit, so that it looks the same on every "
        "machine; the submission keeps the text as typed",
        "{remedy}",
    ),
    "output.cut": _warning(
        "only the first {printed} of {whole} are printed",
        "a PDF prints at most {longest} characters of a text, {name} of a name or title and "
        "{documents} documents of an answer, and {together} characters in all; the page says in "
        "that place how many are left out, and the submission keeps them",
        "if all of it has to be printed, use the ending .html in place of .pdf",
    ),
    "output.mended": _error(
        "this was changed by hand since it was collected, or it was never collected; {form} is "
        "not collected over it",
        "a collected file is written anew only as long as nobody has typed into it",
        "collect into another folder, or move this file away; if it is the one that holds, leave "
        "the form out",
    ),
    "output.failed": _error(
        "the file cannot be written ({reason})",
        "it is written whole or not at all; what stood here before is still there",
        "choose another folder",
    ),
}
_FORM = {
    # --- rounds compared -------------------------------------------------------------------------
    "compare.version": _error(
        'the submission answers version {version} of "{id}", and only version {known} is here',
        "another first number of the version may mean other questions and steps: without the "
        "questionnaire that was answered nobody can tell which of them are the same",
        "name the folder that has version {version} with -Q; a PDF report made from the submission "
        "carries it as questionnaire-{id}.yaml, among its attachments",
    ),
    "compare.same": _note(
        "this is the same submission as {other}",
        "a submission compared with itself shows no change",
        "name the submissions of two rounds, the earlier one first",
    ),
    "compare.reversed": _warning(
        "this is dated {date}, and {other}, given as the earlier one, {later}",
        "the earlier submission comes first, so that risen means risen since then",
        "give the two the other way round, or correct the date that is wrong",
    ),
    "form.answered": _error(
        'the form of "{id}" that stands here holds {many} that the new one would lack; it is left',
        "a form is written anew only as long as nothing is lost",
        "write the forms into another folder, or name the folder with the answers too: --from",
    ),
    "form.gone": _warning(
        'the {part} to "{id}" is {value}, which this version of the questionnaire does not have',
        "a new version may have other answers to a question; all else is carried over",
        "answer the question anew; its comment and its documents are in the form",
    ),
    "form.merged": _note(
        "this is the merged result of a round; the form has what counts, and not what each "
        "respondent said",
        "a form has one answer to each question",
        "nothing is to be done; what each said stays in the merged file and in the files of the "
        "round",
    ),
    "form.differs": _error(
        'it says "{value}", and {other} says "{first}"',
        "of several forms one is made where they say the same or only one says something; nothing "
        "is chosen and nothing left out",
        "decide which holds, or put two comments together; write that into one of the two files, "
        "and leave it empty in the other",
    ),
}
_ARCHIVE = {
    "archive.broken": _error(
        "the archive cannot be read ({reason})",
        "an archive is a whole file that ends with .zip",
        "ask whoever sent it to send it once more, or the files themselves",
    ),
    "archive.locked": _error(
        "the file is locked with a password in its archive",
        "what is in an archive is read without asking anybody",
        "open the archive, save its files in a folder, and give the folder",
    ),
    "archive.too-much": _error(
        "the archive says that it holds {what}",
        "an archive holds at most 200,000 files, which unpack to at most 200 times its own size",
        "check that it is the right file; if it is, unpack it and give the folder",
    ),
}
_BATCH = {
    "batch.lost": _error(
        "the process that worked on it was ended twice, by the system or by hand",
        "a process that needs more memory than there is is ended by the system",
        "close other programs or give --jobs 1, and run the batch again: only what failed is done "
        "again",
    ),
    "batch.timeout": _error(
        "working on it took longer than --timeout allows",
        "a file that takes too long is given up, so that the others are done",
        "give a longer --timeout, or none, and run the batch again: only what failed is done again",
    ),
    "batch.changed": _error(
        "the file was changed between its score and its report",
        "a report shows the figures of the table beside it",
        "run the batch again when nobody writes into the folder",
    ),
    "batch.reports-stopped": _error(
        "its report was not made, since there is no room for reports any more",
        "the scores are safe; a report that cannot be written is not laid out",
        "make room, or choose another disk with -o, and run the batch again",
    ),
    "batch.twice": _warning(
        "it says the same as {other}, answer by answer",
        "a table has each submission once, or what is counted in it is counted twice",
        "take one of the two out of the folder, such as the form that was collected already",
    ),
    "batch.no-report": _error(
        "the submission was scored, but its report could not be made: {reason}",
        "a report needs what its pages state, and a machine that can lay it out",
        "mend that and run the batch again; the table has the line of the submission none the less",
    ),
}
_TABLE = {
    "table.empty": _error(
        "there is no row in the file",
        "the first row of a table of submissions has the names of its columns, and each row below "
        "it is a submission",
        "check that it is the right file; a table begins with names such as "
        "country,round,questionnaire and the ids of questions",
    ),
    "table.no-text": _error(
        "the file is no text",
        "a table is a CSV file in UTF-8, a workbook (.xlsx, .ods) or a Parquet file, and the "
        "ending of its name says which",
        'save it anew as "CSV UTF-8", or give the file the name that fits what it is',
    ),
    "table.encoding": _error(
        "the text is not UTF-8 ({what})",
        "a CSV file is read as UTF-8, which holds the letters of every language",
        'open the table in the program that it comes from and save it as "CSV UTF-8"',
    ),
    "table.result": _error(
        "this is a table of scores",
        "scores are what coherence batch writes; a table of submissions has what was answered",
        "give the table that the scores were made from",
    ),
    "table.columns": _error(
        "the first row has {many} cells",
        "a table has at most {limit} columns",
        "check that it is the right file, and that each row of it is a line",
    ),
    "table.head": _error(
        "the first row has {what}; it has {found}",
        "the first row has the names of the columns: country, which each submission needs; round, "
        "date, respondent, questionnaire, version, standing, short and country_name as they are "
        "wanted; and the ids of the questions, such as planning.budget",
        "let the table begin with that row, without a title above it; if its columns are called "
        "otherwise, say in a file of columns which is which (coherence new columns)",
    ),
    "table.no-questionnaire": _error(
        "{what}",
        "a row answers one questionnaire, which a column or a file of columns names",
        "add a column questionnaire with its id and version, such as {example}; or write into a "
        "file of columns constants: {{questionnaire: {example}}}",
    ),
    "table.duplicate-column": _error(
        'this column fills "{key}", and so does column {first}',
        "of a submission one cell says one thing; neither capitals nor blanks tell names of "
        "columns apart",
        "delete one of the two columns, or give the one that is not meant another name",
    ),
    "table.unknown-column": _warning(
        "{what} is not read: it is no field of a submission and no question",
        "columns are called by the ids of questions and the fields of a submission; behind an id "
        "may stand evidence or comment",
        "correct the name, or say in a file of columns what it is (columns: {{NAME: id}}); one "
        "that is left out on purpose stands there with nothing behind its name.{hint}",
    ),
    "table.lacks-column": _warning(
        'the file of columns names "{value}", and the table has no such column',
        "neither capitals nor blanks tell names of columns apart, all other signs do",
        "correct the name in the file of columns, or take the line out.{hint}",
    ),
    "table.cells": _error(
        "this row has {many} cells{over}, and the first row of the table {wanted}",
        "each row has a cell for each name in the first row",
        "look for a separator too many or too few; a text that holds one, or a line break, stands "
        "in quotation marks, and one that holds quotation marks has each of them twice",
    ),
    "table.code": _error(
        'the file of columns lists the codes of "{id}", and "{value}" is none of them',
        "where the codes of a question are listed, each that occurs is: one that is not may mean "
        "another answer than it looks like",
        "correct the cell, or add the code to the file of columns, under the codes of the question "
        "or under missing",
    ),
    "table.broken-row": _error(
        "this row cannot be parted into cells: {what}{over}",
        "a row is one line; a text with a line break stands in quotation marks",
        "correct the row, or save the table anew from the program that it comes from",
    ),
    "table.open-quote": _error(
        "a quotation mark in this line is not closed where a cell ends{over}",
        "a text in quotation marks has one at its beginning and one at its end, and each that it "
        "holds stands twice",
        "close it, double it, or delete it",
    ),
    "table.long-row": _error(
        "this row has more than {limit}",
        "a row is a submission: some hundred cells",
        "check that it is a table with a line for each row; if it is, a quotation mark or a line "
        "break lacks here",
    ),
    "table.given-up": _error(
        "more than {many} rows have no end, and nothing behind this place is read",
        "a table has a line for each row",
        'save the table anew as "CSV UTF-8" from the program that it comes from',
    ),
    "table.error-value": _error(
        'there is "{value}" in this cell',
        "a cell holds what was answered; an error of a formula is no answer, and its row is not "
        "scored",
        "mend the formula, or clear the cell if the question is unanswered",
    ),
    "table.no-result": _error(
        "there is a formula in this cell without its result",
        "of a formula the result counts that was stored when the workbook was saved; where there "
        "is none the row is not scored",
        "open the workbook in Excel or LibreOffice and save it, or paste the values in place of "
        "the formulas",
    ),
    "table.too-large": _error(
        "the sheet has more than {limit}",
        "a workbook is read as a whole, so that its size is limited",
        'save the sheet as "CSV UTF-8" or as Parquet, which are read piece by piece',
    ),
    "table.other-sheet": _warning(
        'the sheet "{value}" may be a table too; only "{read}" is read',
        "of a workbook one sheet is the table: the first one, unless only another one has a head",
        "save each sheet as a workbook or as a CSV file of its own, and give them all",
    ),
    "table.form": _error(
        "this sheet is a part of a form, and no table of submissions",
        "a table begins with the names of its columns; a form is given as the workbook that it is",
        "give the workbook that was filled in",
    ),
    "table.column-type": _error(
        'the column "{value}" holds {what}',
        "a column of a table holds texts, numbers, truth values, dates, or lists of texts",
        "write the values as texts, or leave the column out",
    ),
    "table.parquet": _error(
        "the Parquet file cannot be read ({reason})",
        "a table in Parquet is a file as pandas, polars, Arrow or Spark write it",
        "write it anew, or write the table as CSV",
    ),
}
_COLUMNS = {
    "columns.unknown-key": _error(
        '"{id}" is neither a field of a submission nor a question of {where}',
        "a column fills a field ({known}) or a question, by its id",
        "correct the name.{hint}",
    ),
    "columns.twice": _error(
        '"{value}" {what}',
        "each column fills something else, and neither capitals nor blanks tell columns apart",
        "take one of the two out",
    ),
    "columns.code": _error(
        'the code "{value}" stands for "{answer}", which is no answer to "{id}"',
        "a code stands for an answer as a submission has it: {known}",
        "correct the answer.{hint}",
    ),
    "columns.two-meanings": _error(
        'the code "{value}" stands under {what}',
        "in every column a code has one meaning; what differs by question stands under codes",
        "take it out of all but one of them",
    ),
}
_TEMPLATE = {
    "template.too-large": _error(
        "the file has {size} MB",
        "a template for Word has at most {most} MB",
        "make the pictures in it smaller (in Word: Compress Pictures)",
    ),
    "template.other-kind": _error(
        "this is {what}",
        "a template is a document of Word (.docx or .dotx) without a password",
        'open it in Word or LibreOffice and save it with "Save as", kind "Word document (.docx)"',
    ),
    "template.broken": _error(
        "the document cannot be read: {reason}",
        "a template is a whole document of Word",
        "open it in Word or LibreOffice and save it anew, or take another copy",
    ),
    "template.macros": _error(
        "the document has macros (part {part})",
        "a report has no programs in it, so that whoever opens it need not trust them",
        'save it in Word with "Save as", kind "Word document (.docx)", which leaves them out',
    ),
    "template.outside": _error(
        "the document takes {kind} from elsewhere: {target} (in {part})",
        "a report opens nothing but itself; links to https, http and mailto alone are kept",
        "put the picture into the document instead of linking it, or take the template off that it "
        "is attached to (in Word: Developer, Document Template)",
    ),
    "template.place": _error(
        "{block} stands {where}",
        "the report stands once, where a paragraph of the body says {block} and nothing else",
        "write {block} on one line of its own, outside of tables, boxes, content controls and "
        "running lines, and take it away elsewhere",
    ),
    "template.protected": _warning(
        "the document is protected against changes, so that nobody can edit the report either",
        "a report is as protected as the document that it is written into",
        "take the protection off (in Word: Review, Restrict Editing, Stop Protection), if the "
        "report is to be edited",
    ),
    "template.no-block": _warning(
        "no paragraph says {block}, so that the report stands at the end",
        "the report stands where a paragraph of the body says {block} and nothing else",
        "write {block} on a line of its own where the report belongs, outside of tables and boxes",
    ),
    "template.no-classification": _warning(
        "no running line says {block}, so that the classification stands on two pages alone",
        "the brand has a classification, which belongs above and below every page",
        "write {block} into the header and the footer of the template",
    ),
    "template.styles": _note(
        "styles that it does not have were added: {names}",
        "a report is set in styles of these names",
        "make styles of these names in the template to have them look otherwise",
    ),
}
_WORKBOOK = {
    "workbook.other-kind": _error(
        "this is {what}",
        "a filled form is a workbook whose name ends with .xlsx, the kind that coherence form "
        "writes",
        'open it in Excel or LibreOffice and save it with "Save as", kind "Excel workbook (.xlsx)"',
    ),
    "workbook.empty": _error(
        "the file is empty",
        "a filled form is a workbook with at least its start sheet in it",
        "it was not copied or sent whole: fetch it once more from where it comes",
    ),
    "workbook.encrypted": _error(
        "the workbook is locked with a password",
        "the kit reads workbooks that open without one",
        "open it with its password, take the password off (File > Info, or Save as without it), "
        "and save it",
    ),
    "workbook.broken": _error(
        "the workbook is damaged ({reason})",
        "a workbook is an archive that is whole",
        "ask for the file once more; if it opens in Excel or LibreOffice, save it there under a "
        "new name as .xlsx",
    ),
    "workbook.broken-part": _error(
        'a part of the workbook is damaged: "{part}" ({reason})',
        "what stands behind the damage cannot be read; the other sheets are",
        "open the file in Excel or LibreOffice, look whether the sheet is whole, and save it "
        "under a new name as .xlsx",
    ),
    "workbook.broken-cell": _error(
        "the content of this cell is damaged ({reason})",
        "a cell holds a text, a number or a date",
        "type it anew",
    ),
    "workbook.bomb": _error(
        "the workbook has {what}",
        "a form is far smaller: at most {limit} are unpacked, so that no file can fill the memory",
        "check where the file comes from; copy the answers into a fresh form if they are needed",
    ),
    "workbook.too-large": _warning(
        "the sheet goes on behind what is read",
        "of a sheet the first {rows} rows and {columns} columns are read, which is far more than "
        "a form has",
        "delete what stands below and beside the form; answers belong into its own rows",
    ),
    "workbook.long-text": _error(
        "the text in this cell is too long",
        "a text has at most {limit} characters",
        "shorten it, and name the document that holds the rest",
    ),
    "workbook.character": _warning(
        "the text holds a character that no text has ({character})",
        "invisible control characters are left out; everything else of the text is kept",
        "look whether something is missing there; such characters come from copying out of other "
        "programs",
    ),
    "workbook.macros": _warning(
        "the workbook holds macros",
        "a form has none; they are neither run nor read, and the answers are",
        'check where the file comes from; "Save as", kind "Excel workbook (.xlsx)", leaves them '
        "out",
    ),
    "workbook.links": _warning(
        "the workbook refers to {count} other workbooks",
        "a form stands by itself; other files are never opened",
        "put the values themselves into the cells (Data > Edit links > Break link)",
    ),
    "workbook.no-form": _error(
        "this workbook is no form of the kit",
        "a form has hidden marks by which its sheets are known",
        "fill in a workbook that coherence form wrote; copying cells into a new workbook loses "
        "the marks",
    ),
    "workbook.is-report": _error(
        "this is a report as a workbook, and no form",
        "it holds the results of answers that were given, and nothing in it is read as an answer",
        "name the submission or the form that it was made of",
    ),
    "workbook.no-start": _error(
        "the workbook does not say which questionnaire it is of",
        "the start sheet names it, in locked cells",
        "copy the start sheet back from the form that was sent out",
    ),
    "workbook.form-version": _error(
        "the form is of another kind ({value})",
        "this kit reads {known}",
        "read it with the kit that wrote it, or with a newer one",
    ),
    "workbook.columns": _error(
        "columns of the form are missing: {columns}",
        "every column of a form has a mark in the hidden first row",
        "put the columns back, or copy the answers into a fresh form",
    ),
    "workbook.no-ids": _error(
        'the column with the ids of the questions is gone from the sheet "{name}"',
        "the hidden first column says which row is of which question; without it no answer of the "
        "sheet can be read",
        "put the column back, or copy the answers of this sheet into a fresh form",
    ),
    "workbook.sheet-missing": _warning(
        'the sheet "{name}" with {count} questions is missing',
        "what is not there counts as unanswered; sheets may be renamed and moved, not deleted",
        "if it was meant to be filled in, copy the sheet back from the form that was sent out",
    ),
    "workbook.row-missing": _warning(
        "rows of questions are missing: {questions}",
        "what is not there counts as unanswered; rows may be moved, sorted and hidden, not deleted",
        "if they were meant to be answered, copy the rows back from the form that was sent out",
    ),
    "workbook.other-sheet": _note(
        'the sheet "{name}" is not part of the form',
        "nothing on it is read",
        "what belongs to an answer goes into its comment",
    ),
    "workbook.stray": _warning(
        'there is "{value}" in a cell that is not part of the form',
        "only the cream cells are read, so this is not",
        "move it into the comment of the question, or delete it",
    ),
    "workbook.note": _warning(
        'the note "{value}" is pinned to this cell',
        "only what stands in the cells is read, so a note is not",
        "write it into the comment column of the question",
    ),
    "workbook.above-head": _note(
        'there is "{value}" above the form on this sheet',
        "some programs put a title above a table when they save a workbook; it is not read, and "
        "the form below it is",
        "nothing need be done; what belongs to an answer goes into its row",
    ),
    "workbook.struck-out": _warning(
        'is "{value}" still meant? It is struck out, in whole or in part',
        "what stands in a cell is read, whether it is struck out or not",
        "clear the cell, or the part that is struck out, if it is no longer meant; if it is, take "
        "the strikethrough off (Format Cells > Font)",
    ),
    "workbook.percent": _note(
        "the cell shows {value}; it is read as {number}",
        "a number question takes the number alone, in the unit that it names",
        "if that is not what is meant, type the number without the sign",
    ),
    "workbook.rounded": _warning(
        "the cell shows {shown}; {value} is in it and is read",
        "a number is read as it was typed, whichever of its digits the cell shows",
        "type the number that is meant, or let the cell show all of it (Format Cells > Number)",
    ),
    "workbook.no-id": _error(
        'there is "{value}" in a row that belongs to no question',
        "a row is known by the id in its hidden first column",
        "move it into the row of its question; for one more document, copy a document row of the "
        "question whole",
    ),
    "workbook.unknown-id": _error(
        'the row is marked "{value}", and the form has no such question',
        "the hidden first column holds the ids of the questions as the form was written",
        "put the id back as it was, or move what stands in the row to the row of its question",
    ),
    "workbook.duplicate-id": _error(
        'there is a second row for "{id}"; the first answers in {first}',
        "a question is answered in one row",
        "decide which one holds, and clear or delete the other",
    ),
    "workbook.apart": _error(
        'the row marked "{id}" shows question {number}, and more rows of the sheet are so',
        "the hidden first column says which row is of which question; where only what stands "
        "beside it was sorted, no answer of the sheet can be read",
        "undo the sorting, or take the file as it was before; sort whole rows, columns A and B "
        "included",
    ),
    "workbook.formula": _error(
        "there is a formula in this cell ({value})",
        "an answer is what somebody typed; the result of a formula may change without anybody "
        "knowing",
        "put the value itself in: copy the cell and paste it as a value; a text that begins with "
        "= gets an apostrophe first",
    ),
    "workbook.error-value": _error(
        "there is an error value in this cell ({value})",
        "a cell holds a text, a number or a date",
        "type what is meant",
    ),
    "workbook.merged": _error(
        "cells of the form are merged",
        "merged cells hold one value, so that of all of them only {first} has an answer, and for "
        "which question is unclear",
        "undo the merging (Merge & Center) and fill in each cell by itself",
    ),
    "workbook.box": _error(
        'the box says "{value}"',
        "a line that holds says yes; one that does not stays empty or says no",
        "choose yes from the list of the cell, or clear it",
    ),
    "workbook.boxes": _error(
        "it says that none holds, and {count} below it say yes",
        "either some hold, or none does",
        "clear this cell, or those below it",
    ),
    "workbook.kept": _error(
        "what the form carried along in a hidden sheet cannot be read ({reason})",
        "the sheet holds what no cell can show, such as the end of a very long text; what holds "
        "for every file holds for it too",
        "copy the hidden sheet back from the form that was sent out; or show the sheet, delete "
        "this row of it, and type what it held into the form",
    ),
    "workbook.lists": _error(
        "the hidden list of answers says that {text} stands for {key}, and its own words say "
        "{named}",
        "what a cell shows is the answer that counts",
        "copy the answers into a form as it was sent out",
    ),
    "workbook.unseen": _warning(
        '{many} in no visible cell of the sheet "{name}"',
        "what stands on a hidden sheet, in a hidden row or column, in letters of the colour behind "
        "them, or under a format that shows something else counts like all else, and whoever "
        "looks through the form does not see it",
        "look at it in the file that coherence collect makes of the form. What was meant is typed "
        "anew into the form, with its sheets, rows and columns shown again and the formats of the "
        "cells cleared (Clear > Formats); what was not is deleted",
    ),
}
FAULT = "kit.fault"
"""The code of a fault of the kit itself, which no file is to blame for."""
_KIT = {
    FAULT: _error(
        "the kit has failed at this file ({error}); that is a fault of coherence-kit",
        "no file may do that, whatever is in it; nothing else is touched by it",
        "report the fault, with the file if you may give it away, and with this: {trace}",
    ),
}
CATALOGUE: Mapping[str, Kind] = MappingProxyType(
    {
        **_FILE,
        **_YAML,
        **_JSON,
        **_SCHEMA,
        **_QUESTIONNAIRE,
        **_MEASURES,
        **_SOURCES,
        **_SUBMISSION,
        **_CASES,
        **_MAPPING,
        **_PLAN,
        **_BRAND,
        **_ROUND,
        **_MEETING,
        **_VERIFY,
        **_FORM,
        **_ARCHIVE,
        **_BATCH,
        **_TABLE,
        **_COLUMNS,
        **_TEMPLATE,
        **_WORKBOOK,
        **_PDF,
        **_PAGE,
        **_OUTPUT,
        **_KIT,
    }
)
