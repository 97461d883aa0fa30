"""Questionnaires whose scoring cannot work, and answers that do not fit their question.

They are told at their place, with a cure.

In the files below § stands before the place that a problem points at; it is taken
out before the file is checked.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from coherence_kit.problems import CATALOGUE, Severity
from tests.functional.conftest import Run

HEAD = """\
format: coherence-kit/questionnaire/1
id: migration-review
version: "1.0"
title: Review of migration
origin: {title: Review of migration, publisher: Planning commission, edition: First}
"""
EXCHANGE = "sections:\n- id: exchange\n  title: Exchange\n"
FIGURES = (
    "  - {id: exchange.figures, type: boolean, label: Figures, text: Are figures exchanged?}\n"
)
MEETINGS = "  - {id: exchange.meetings, type: boolean, label: Meetings, text: Do they meet?}\n"
OFFICE = """\
  - id: exchange.office
    type: scale
    label: Office
    text: How far is a joint office set up?
    steps: {0: Not at all., 1: In writing., 2: With staff.}
"""
SEAT = """\
  - id: exchange.seat
    type: choice
    label: Seat
    text: Where is the exchange run?
    options:
    - {id: nowhere, text: Nowhere., score: 0}
    - {id: ministry, text: In one ministry., score: 100}
"""
TWO = f"{EXCHANGE}  questions:\n{FIGURES}{MEETINGS}"
LETTERS = "letters: {order: [C, B, A]}\nrubric: {rule: none}\n"
LICENCE = """\
  - id: exchange.licence
    type: choice
    label: Licence
    text: What does a recruitment agency need?
    options:
    - {id: nothing, text: Nothing., letter: C}
    - {id: entry, text: An entry in a register., letter: B}
    - {id: licence, text: A licence., letter: A}
"""
FEES = LICENCE.replace("licence\n    type", "fees\n    type")
MATRIX = """\
  - id: exchange.school
    type: matrix
    label: School
    text: How do they enter primary school?
    rows:
    - {id: refugees, label: Children of refugees}
    - {id: workers, label: Children of migrant workers}
    columns:
    - {id: closed, text: They cannot be entered., score: 0}
    - {id: by-right, text: By right., score: 100}
"""
DAYS = """\
  - id: exchange.days
    type: number
    label: Days
    text: How many days does a permit take?
    unit: days
"""
PARTNERS = """\
  - id: exchange.partners
    type: multiple-choice
    label: Partners
    text: Who signed an agreement?
    options:
    - {id: unions, text: Trade unions.}
    - {id: employers, text: Employers.}
"""
POINTS = PARTNERS.replace("unions.}", "unions., points: 2}").replace(
    "Employers.}", "Employers., points: 1}"
)


def rule(text: str, *questions: str, above: str = "") -> str:
    """One section under a rule."""
    asked = "".join(questions or (FIGURES, MEETINGS))
    return f"{above}{EXCHANGE}  rubric: {{rule: {text}}}\n  questions:\n{asked}"


def asked(*questions: str, above: str = "") -> str:
    """One section under the mean."""
    return f"{above}{EXCHANGE}  questions:\n{''.join(questions)}"


def tables(
    two: str, *, above: str = LETTERS, licence: str = LICENCE, one: str = "{C: C, B: B, A: A}"
) -> str:
    """Two questions in letters under a table, the first of which may be another one."""
    return rule(
        f"{{name: conversion-table, tables: {{1: {one}, {two}}}}}", licence, FEES, above=above
    )


def table_of_a_section(table: str, inner: str = "weakest-link") -> str:
    """A table whose only part is a section in letters."""
    questions = "".join(f"  {line}" for line in (LICENCE + FEES).splitlines(keepends=True))
    return (
        f"{LETTERS}{EXCHANGE}  rubric: {{rule: {{name: conversion-table, tables: {{1: "
        f"{table}}}}}}}\n"
        f"  sections:\n  - id: recruitment\n    title: Recruitment\n    rubric: {{rule: {inner}}}\n"
        f"    questions:\n{questions}"
    )


WHOLE = "2: {C C: C, C B: C+, C A: B, B B: B, B A: B+, A A: A}"
FORBIDDEN = "letters: {order: [C, B, A]}\nrubric: {rule: none, not_applicable: forbidden}\n"


class Bad(NamedTuple):
    """A file with one fault: its code, words that the message has, the file."""

    code: str
    words: str
    text: str


RUBRICS = {
    # weights and points
    "every weight is 0": Bad(
        "questionnaire.no-weight",
        "Give one of them a weight above 0: exchange.figures, exchange.meetings.",
        TWO.replace("- id: exchange\n", "- §id: exchange\n").replace("label:", "weight: 0, label:"),
    ),
    "every point is 0": Bad(
        "questionnaire.no-weight",
        "every part has points of 0",
        rule("sum-of-points")
        .replace("- id: exchange\n", "- §id: exchange\n")
        .replace("label:", "points: 0, label:"),
    ),
    "every row weighs 0": Bad(
        "questionnaire.no-weight",
        'Nothing in the matrix "exchange.school" counts',
        asked(
            FIGURES,
            MATRIX.replace("- id: exch", "- §id: exch").replace(
                "label: Children", "weight: 0, label: Children"
            ),
        ),
    ),
    "a negative weight": Bad(
        "schema.value",
        "a number of 0 or more",
        TWO.replace("label: Figures", "weight: §-1, label: Figures"),
    ),
    "a matrix of weight 0": Bad(
        "questionnaire.section-weight",
        "give its rows the weight 0 one by one",
        asked(FIGURES, f"{MATRIX}    weight: §0\n"),
    ),
    "points under a mean": Bad(
        "questionnaire.points-unused",
        "Write weight: instead",
        TWO.replace("label: Figures", "points: §2, label: Figures"),
    ),
    "letters for all options and scores for some": Bad(
        "questionnaire.no-score",
        "have no score: entry, licence",
        rule(
            "weakest-link",
            LICENCE.replace("letter: C", "letter: C, score: 0").replace(
                "- {id: entry", "- §{id: entry"
            ),
            above=LETTERS,
        ),
    ),
    "classes half in scores and half in letters": Bad(
        "questionnaire.no-score",
        "have no score: no. 2",
        asked(f"{DAYS}    thresholds: [{{score: 0}}, §{{from: 50, letter: A}}]\n"),
    ),
    "half steps at no step": Bad(
        "schema.value",
        "at least one step",
        asked(f"{OFFICE}    half_step: {{id: partly, text: Only for some., steps: §[]}}\n"),
    ),
    "half steps twice at one step": Bad(
        "schema.value",
        "each once",
        asked(f"{OFFICE}    half_step: {{id: partly, text: Only for some., steps: §[1, 1]}}\n"),
    ),
    "a mean of profiles": Bad(
        "questionnaire.only-profiles",
        "the rule minimum, and no part with a figure: exchange",
        rule("none", above="rubric: {rule: §minimum}\n"),
    ),
    "any two of one figure and a profile": Bad(
        "questionnaire.rule-value",
        "at most 1",
        rule("{name: any-n-of, n: §2}", FIGURES)
        + (
            "  sections:\n  - id: profile\n    title: Profile\n    rubric: {rule: none}\n    "
            "questions:\n"
        )
        + "".join(f"  {line}" for line in MEETINGS.splitlines(keepends=True)),
    ),
    "a further letter as another in lower case": Bad(
        "schema.key",
        "a further letter",
        f"letters: {{order: [C, B, A], counts_as: {{§b: C}}}}\n{TWO}",
    ),
    "a weight under a sum": Bad(
        "questionnaire.weight-unused",
        "Delete the weight, and say in points what it is worth",
        rule("sum-of-points")
        .replace("label: F", "points: 2, weight: §3, label: F")
        .replace("label: M", "points: 1, label: M"),
    ),
    "a weight under a minimum": Bad(
        "questionnaire.weight-unused",
        "here it moves only its coverage",
        rule("minimum").replace("label: F", "weight: §3, label: F"),
    ),
    "a weight in a profile": Bad(
        "questionnaire.weight-unused",
        "moves nothing",
        rule("none", above="rubric: {rule: none}\n").replace("label: F", "weight: §3, label: F"),
    ),
    "points under a mean in a matrix": Bad(
        "questionnaire.points-unused",
        '"exchange.school.refugees" has points',
        asked(
            MATRIX.replace("label: Children of refugees", "label: Children of refugees, points: §2")
        ),
    ),
    "no points under a sum in a matrix": Bad(
        "questionnaire.points-missing",
        '"exchange.school.workers" has no points',
        asked(f"{MATRIX}    rubric: {{rule: sum-of-points}}\n")
        .replace("refugees}", "refugees, points: 2}")
        .replace("- {id: workers", "- §{id: workers"),
    ),
    # parameters
    "a cap below 0": Bad(
        "schema.value", "a number above 0", rule("{name: sum-of-points, cap: §-5}")
    ),
    "a cap of 0": Bad(
        "questionnaire.rule-value",
        "above 0",
        rule("{name: sum-of-points, cap: §0}").replace("label:", "points: 1, label:"),
    ),
    "a cap for a mean": Bad(
        "questionnaire.rule-key",
        "cap belongs to sum-of-points",
        rule("{name: arithmetic-mean, §cap: 5}"),
    ),
    "any n of, without n": Bad(
        "questionnaire.rule-lacks", "{name: any-n-of, n: 2}", rule("§any-n-of")
    ),
    "any 0 of": Bad("questionnaire.rule-value", "1 or more", rule("{name: any-n-of, n: §0}")),
    "any 3 of 2": Bad(
        "questionnaire.rule-value",
        "at most 2, the number of parts that count",
        rule("{name: any-n-of, n: §3}"),
    ),
    "any half of": Bad("schema.value", "a whole number", rule("{name: any-n-of, n: §0.5}")),
    "a geometric mean without floor": Bad(
        "questionnaire.floor", "{name: geometric-mean, floor: 1}", rule("§geometric-mean")
    ),
    "a harmonic mean without floor": Bad(
        "questionnaire.floor", "{name: harmonic-mean, floor: 1}", rule("§{name: harmonic-mean}")
    ),
    "a power mean below 0 without floor": Bad(
        "questionnaire.floor", "exponent: -2, floor: 1}", rule("§{name: power-mean, exponent: -2}")
    ),
    "a power mean without exponent": Bad(
        "questionnaire.rule-lacks", "exponent: 2}", rule("§power-mean")
    ),
    "the exponent 0": Bad(
        "questionnaire.rule-value", "but not 0", rule("{name: power-mean, exponent: §0}")
    ),
    "an exponent with an exponent": Bad(
        "questionnaire.rule-value", "from -100 to 100", rule("{name: power-mean, exponent: §1e9}")
    ),
    "a huge exponent": Bad(
        "questionnaire.rule-value",
        "from -100 to 100",
        rule("{name: power-mean, exponent: §1000000000}"),
    ),
    "an exponent next to 0": Bad(
        "questionnaire.rule-value",
        "but not 0 or within 0.001 of it",
        rule("{name: power-mean, exponent: §1e-4}"),
    ),
    "a floor of 100": Bad(
        "questionnaire.rule-value", "below 100", rule("{name: geometric-mean, floor: §100}")
    ),
    "a floor below 0": Bad(
        "questionnaire.rule-value", "from 0", rule("{name: harmonic-mean, floor: §-1}")
    ),
    "tables for a mean": Bad(
        "questionnaire.rule-key",
        "tables belongs to conversion-table",
        rule("{name: minimum, §tables: {1: {C: C}}}"),
    ),
    "a rule as a list": Bad("schema.value", "the name of a rule", rule("§[minimum]")),
    "printed on 0 to 0": Bad(
        "questionnaire.rule-value",
        "a score of 100 is printed as",
        f"rubric: {{publish: {{max: §0}}}}\n{TWO}",
    ),
    # letters
    "one letter": Bad("schema.value", "two entries or more", f"letters: {{order: §[A]}}\n{TWO}"),
    "too many letters": Bad(
        "schema.value",
        "twelve entries at most",
        f"letters: {{order: §[{', '.join('ABCDEFGHIJKLM')}]}}\n{TWO}",
    ),
    "a letter twice": Bad(
        "schema.value", "another letter", f"letters: {{order: [C, B, §C]}}\n{TWO}"
    ),
    "a letter in capital and small": Bad(
        "schema.value", "another letter", f"letters: {{order: [a, b, §A]}}\n{TWO}"
    ),
    "a letter with a plus": Bad(
        "schema.value", "without a plus", f"letters: {{order: [C, §C+, A]}}\n{TWO}"
    ),
    "a letter with a blank": Bad(
        "schema.value", "a blank", f"letters: {{order: [C, §B minus, A]}}\n{TWO}"
    ),
    "letters as a list": Bad(
        "schema.value", "such as {order: [D, C, B, A]}", f"letters: §[C, B, A]\n{TWO}"
    ),
    "counts as what is no letter": Bad(
        "schema.value",
        "one of the letters listed",
        f'letters: {{order: [C, B, A], counts_as: {{"C*": §D}}}}\n{TWO}',
    ),
    "a letter that counts as another": Bad(
        "schema.key",
        "a further letter",
        f"letters: {{order: [C, B, A], counts_as: {{§B: C}}}}\n{TWO}",
    ),
    "a further letter with a plus": Bad(
        "schema.key",
        "without a plus",
        f"letters: {{order: [C, B, A], counts_as: {{§C+: C}}}}\n{TWO}",
    ),
    "an option with a letter, and no letters": Bad(
        "questionnaire.no-letters",
        "give it a score instead",
        asked(SEAT.replace("score: 0}", "letter: §C, score: 0}")),
    ),
    "options in letters, and no letters": Bad(
        "questionnaire.no-letters",
        "give it a score instead",
        asked(LICENCE.replace("letter: C", "letter: §C")),
    ),
    "a section in letters below a mean, and no letters": Bad(
        "questionnaire.no-letters",
        "The rule weakest-link works on letters",
        rule("§weakest-link", LICENCE),
    ),
    "a table without letters": Bad(
        "questionnaire.no-letters",
        "The rule conversion-table works on letters",
        f"rubric: {{rule: none}}\n"
        f"{rule('§{name: conversion-table, tables: {1: {C: C, A: A}}}', LICENCE)}",
    ),
    "numbers under a rule for letters": Bad(
        "questionnaire.needs-letters",
        "Ask it as a choice whose options have letters",
        rule("weakest-link", LICENCE, OFFICE.replace("id: exch", "id: §exch"), above=LETTERS),
    ),
    "letters under a rule for numbers": Bad(
        "questionnaire.needs-numbers",
        "Give each of its answers a score",
        asked(FIGURES, LICENCE.replace("id: exch", "id: §exch"), above=LETTERS),
    ),
    "a section in letters below a mean": Bad(
        "questionnaire.needs-numbers",
        "Give it a rule for numbers",
        "letters: {order: [C, B, A]}\n"
        + rule("weakest-link", LICENCE).replace("id: exchange\n", "id: §exchange\n"),
    ),
    "a section in numbers below letters": Bad(
        "questionnaire.needs-letters",
        "Give it the rule weakest-link or conversion-table",
        "letters: {order: [C, B, A]}\nrubric: {rule: weakest-link}\n"
        + TWO.replace("id: exchange\n", "id: §exchange\n"),
    ),
    "a matrix in letters under a mean": Bad(
        "questionnaire.needs-numbers",
        '"exchange.school" gives a letter',
        asked(
            FIGURES,
            MATRIX.replace("score: 0", "letter: C")
            .replace("score: 100", "letter: A")
            .replace("- {id: clo", "§- {id: clo"),
            above=LETTERS,
        ),
    ),
    "a matrix in numbers under letters": Bad(
        "questionnaire.needs-letters",
        '"exchange.school" gives a number',
        rule(
            "none", FIGURES, f"{MATRIX}    rubric: {{rule: weakest-link}}\n", above=LETTERS
        ).replace("- {id: clo", "§- {id: clo"),
    ),
    "goalposts under letters": Bad(
        "questionnaire.needs-letters",
        "Give it thresholds, each with a letter",
        rule(
            "weakest-link", LICENCE, f"{DAYS}    goalposts: {{low: 9, high: 1}}\n", above=LETTERS
        ).replace("id: exchange.days", "id: §exchange.days"),
    ),
    "a scale under share of boxes": Bad(
        "questionnaire.not-boxes",
        "Ask it as a boolean",
        rule("share-of-boxes", FIGURES, OFFICE.replace("id: ", "id: §")),
    ),
    # options that reach both ends
    "options without 0": Bad(
        "questionnaire.range",
        "score from 20 to 100",
        asked(SEAT.replace("- {id: now", "§- {id: now").replace("score: 0", "score: 20")),
    ),
    "options without 100": Bad(
        "questionnaire.range",
        "score from 0 to 50",
        asked(SEAT.replace("- {id: now", "§- {id: now").replace("100", "50")),
    ),
    "columns without 100": Bad(
        "questionnaire.range",
        "The columns of",
        asked(MATRIX.replace("- {id: clo", "§- {id: clo").replace("100", "50")),
    ),
    "classes without 0": Bad(
        "questionnaire.range",
        "The classes of",
        asked(f"{DAYS}    thresholds:\n    §- {{score: 100}}\n    - {{from: 30, score: 50}}\n"),
    ),
    "options without the top letter": Bad(
        "questionnaire.letter-range",
        "has the letter A",
        rule(
            "weakest-link",
            LICENCE.replace("- {id: not", "§- {id: not").replace("letter: A", "letter: B"),
            above=LETTERS,
        ),
    ),
    "options without the ends": Bad(
        "questionnaire.letter-range",
        "has the letter C or A",
        rule(
            "weakest-link",
            LICENCE.replace("- {id: not", "§- {id: not")
            .replace("letter: A", "letter: B")
            .replace("letter: C", "letter: B"),
            above=LETTERS,
        ),
    ),
    "an option with no such letter": Bad(
        "questionnaire.unknown-letter",
        "The letters here are C, B, A",
        rule("weakest-link", LICENCE.replace("letter: B", "letter: §D"), above=LETTERS),
    ),
    "an option with a plus": Bad(
        "questionnaire.unknown-letter",
        "The letters here are C, B, A",
        rule("weakest-link", LICENCE.replace("letter: B", "letter: §C+"), above=LETTERS),
    ),
    "half scores, half letters": Bad(
        "questionnaire.no-score",
        "these have no score: licence",
        asked(
            LICENCE.replace("letter: C", "score: 0")
            .replace("letter: B", "score: 50")
            .replace("- {id: lic", "- §{id: lic"),
            above=LETTERS,
        ),
    ),
    "half letters, half scores": Bad(
        "questionnaire.no-score",
        "these have no letter: entry",
        rule(
            "weakest-link",
            LICENCE.replace("letter: B", "score: 50").replace("- {id: ent", "- §{id: ent"),
            above=LETTERS,
        ),
    ),
    "an option with nothing": Bad(
        "questionnaire.no-score",
        "these have no score: nowhere",
        asked(SEAT.replace(", score: 0", "").replace("- {id: now", "- §{id: now")),
    ),
    "options with nothing": Bad(
        "questionnaire.no-score",
        "these have no score: nowhere, ministry",
        asked(
            SEAT.replace(", score: 0", "")
            .replace(", score: 100", "")
            .replace("- {id: now", "- §{id: now")
        ),
    ),
    "a score above 100": Bad(
        "schema.value", "100 or less", asked(SEAT.replace("score: 100", "score: §101"))
    ),
    "a class with nothing": Bad(
        "questionnaire.no-score",
        "these have no score: no. 2",
        asked(
            f"{DAYS}    thresholds:\n    - {{score: 0}}\n    - §{{from: 3}}\n    - {{from: 5, "
            f"score: 100}}\n"
        ),
    ),
    # tables
    "a hole in a table": Bad(
        "questionnaire.table-hole",
        'lack a line: "C A"',
        tables("2: §{C C: C, C B: C+, B B: B, B A: B+, A A: A}"),
    ),
    "many holes": Bad(
        "questionnaire.table-hole",
        'lack 5 lines: "C B", "C A", "B B" and 2 more',
        tables("2: §{C C: C}"),
    ),
    "no table for one part, which can be left": Bad(
        "questionnaire.table-hole",
        'lack 3 lines: "C", "B", "A"',
        tables(WHOLE).replace("tables: {1: {C: C, B: B, A: A}, 2", "tables: §{2"),
    ),
    "no table for one part, for the other waits for a condition": Bad(
        "questionnaire.table-hole",
        'lack 3 lines: "C", "B", "A"',
        tables(WHOLE, above=FORBIDDEN).replace("tables: {1: {C: C, B: B, A: A}, 2", "tables: §{2")
        + "    depends_on: {question: exchange.licence, in: [entry]}\n",
    ),
    "a section that can have a plus": Bad(
        "questionnaire.table-hole",
        'lack 2 lines: "C+", "B+"',
        table_of_a_section("§{C: C, B: B, A: A}"),
    ),
    "a section whose own table gives what the table above lacks": Bad(
        "questionnaire.table-hole",
        'lack 2 lines: "C+", "B+"',
        table_of_a_section(
            "§{C: C, B: B, A: A}",
            f"{{name: conversion-table, tables: {{1: {{C: C, B: B, A: A}}, {WHOLE}}}}}",
        ),
    ),
    "no tables at all": Bad(
        "questionnaire.rule-lacks",
        "tables, which say letter by letter",
        rule("§conversion-table", LICENCE, above=LETTERS),
    ),
    "an empty table": Bad("questionnaire.table-hole", "lack 6 lines", tables("2: §{}")),
    "a result that is no letter": Bad(
        "questionnaire.unknown-letter",
        'The letter is "D"',
        tables(WHOLE.replace("A A: A", "A A: §D")),
    ),
    "a top letter with a plus": Bad(
        "questionnaire.unknown-letter",
        "C, C+, B, B+, A",
        tables(WHOLE.replace("A A: A", "A A: §A+")),
    ),
    "a line that names no letter": Bad(
        "questionnaire.unknown-letter",
        'The letter is "D"',
        tables(WHOLE.replace("A A: A", "A A: A, §D A: C")),
    ),
    "a line that names what counts as a letter": Bad(
        "questionnaire.unknown-letter",
        'Write "C", which "C*" counts as.',
        tables(
            WHOLE.replace("A A: A", "A A: A, §C* A: C"),
            above=LETTERS.replace("A]}", 'A], counts_as: {"C*": C}}'),
        ),
    ),
    "a line with too few letters": Bad(
        "questionnaire.table-key",
        'The line "C", with 1 letter, stands in the table for 2',
        tables(WHOLE.replace("A A: A", "A A: A, §C: C")),
    ),
    "a line with letters that run together": Bad(
        "questionnaire.unknown-letter",
        'Did you mean "C C"?',
        tables(WHOLE.replace("C C: C", "C C: C, §CC: C")),
    ),
    "a line twice": Bad(
        "questionnaire.table-twice",
        'the same letters as "C B"',
        tables(WHOLE.replace("A A: A", "A A: A, §B C: C")),
    ),
    "a table twice": Bad(
        "yaml.duplicate-key", 'key "02" stands here again', tables(f"{WHOLE}, §0{WHOLE}")
    ),
    "a table for a word": Bad("schema.key", "a whole number", tables("§two: {C C: C}")),
    "tables as a list": Bad(
        "schema.value",
        "a table for each number of parts",
        rule("{name: conversion-table, tables: §[C, A]}", LICENCE, above=LETTERS),
    ),
    # numbers
    "goalposts that are alike": Bad(
        "questionnaire.goalposts",
        "Both goalposts are 5",
        asked(f"{DAYS}    goalposts: §{{low: 5, high: 5.0}}\n"),
    ),
    "a logarithm of 0": Bad(
        "questionnaire.goalposts-log",
        "above 0",
        asked(f"{DAYS}    goalposts: §{{low: 0, high: 5, scale: logarithmic}}\n"),
    ),
    "a logarithm of less": Bad(
        "questionnaire.goalposts-log",
        "above 0",
        asked(f"{DAYS}    goalposts: §{{low: 5, high: -5, scale: logarithmic}}\n"),
    ),
    "a scale there is not": Bad(
        "schema.choice",
        'Did you mean "logarithmic"?',
        asked(f"{DAYS}    goalposts: {{low: 5, high: 1, scale: §log}}\n").replace(
            "log}", "logarithm}"
        ),
    ),
    "goalposts as a list": Bad(
        "schema.value", "such as {low: 0, high: 40}", asked(f"{DAYS}    goalposts: §[0, 40]\n")
    ),
    "one goalpost": Bad(
        "schema.missing-key",
        'The key "high" is missing',
        asked(f"{DAYS}    goalposts: §{{low: 1}}\n"),
    ),
    "a goalpost that no answer reaches": Bad(
        "questionnaire.rule-value",
        "a number from 1 up (days), as the answers are, so that one of them can score 100",
        asked(f"{DAYS}    smallest: 1\n    goalposts: {{low: 90, high: §0}}\n"),
    ),
    "both goalposts and classes": Bad(
        "questionnaire.number-scoring",
        "Delete one of the two",
        asked(
            f"{DAYS}    goalposts: {{low: 5, high: 1}}\n    §thresholds: [{{score: 0}}, {{from: "
            f"5, score: 100}}]\n"
        ),
    ),
    "neither": Bad(
        "questionnaire.number-scoring",
        "goalposts: {low: 0, high: 100}",
        asked(DAYS.replace("- id", "- §id")),
    ),
    "no class": Bad("schema.empty", "a list of classes", asked(f"{DAYS}    thresholds: §[]\n")),
    "classes out of order": Bad(
        "questionnaire.thresholds",
        "Class 3 starts from 5, the class before it from 10",
        asked(
            f"{DAYS}    thresholds: [{{score: 0}}, {{from: 10, score: 50}}, {{from: §5, score: "
            f"100}}]\n"
        ),
    ),
    "classes that overlap": Bad(
        "questionnaire.thresholds",
        "so that none overlap",
        asked(
            f"{DAYS}    thresholds: [{{score: 0}}, {{from: 10, score: 50}}, {{from: §10, score: "
            f"100}}]\n"
        ),
    ),
    "a first class with from": Bad(
        "questionnaire.thresholds",
        "The first class starts from 0",
        asked(f"{DAYS}    thresholds: [{{from: §0, score: 0}}, {{from: 10, score: 100}}]\n"),
    ),
    "a later class without from": Bad(
        "questionnaire.thresholds",
        "Class 2 has no from",
        asked(f"{DAYS}    thresholds: [{{score: 0}}, §{{score: 100}}]\n"),
    ),
    "a class above the largest number": Bad(
        "questionnaire.unreachable-class",
        "the class from 400, for the largest number is 365",
        asked(
            f"{DAYS}    largest: 365\n    thresholds: [{{score: 0}}, {{from: §400, score: 100}}]\n"
        ),
    ),
    "a class below the smallest number": Bad(
        "questionnaire.unreachable-class",
        "the class below 0, for the smallest number is 0",
        asked(
            f"{DAYS}    smallest: 0\n    thresholds: [{{score: 0}}, {{from: §0, score: 50}}, "
            f"{{from: 9, score: 100}}]\n"
        ),
    ),
    "limits the wrong way round": Bad(
        "questionnaire.rule-value",
        "above the smallest number, 10",
        asked(f"{DAYS}    smallest: 10\n    largest: §1\n    goalposts: {{low: 1, high: 10}}\n"),
    ),
    # several boxes
    "boxes without points": Bad(
        "questionnaire.points-missing",
        '"employers" has no points',
        asked(
            POINTS.replace(", points: 1", "").replace("- {id: emp", "- §{id: emp")
            + "    scoring: points\n"
        ),
    ),
    "boxes with points of 0": Bad(
        "questionnaire.no-points",
        "points: 1",
        asked(
            POINTS.replace("points: 1", "points: 0")
            .replace("points: 2", "points: 0")
            .replace("- {id: uni", "§- {id: uni")
            + "    scoring: points\n"
        ),
    ),
    "boxes with points that nothing sums": Bad(
        "questionnaire.points-unused",
        "its question is scored by share",
        asked(POINTS.replace("points: 2", "points: §2").replace(", points: 1", "")),
    ),
    "boxes with a cap of 0": Bad(
        "questionnaire.rule-value",
        "above 0",
        asked(f"{POINTS}    scoring: {{name: points, cap: §0}}\n"),
    ),
    "boxes with a cap that nothing sums": Bad(
        "questionnaire.rule-key",
        "It takes no such key; cap belongs to points",
        asked(f"{PARTNERS}    scoring: {{§cap: 2}}\n"),
    ),
    "any n boxes, without n": Bad(
        "questionnaire.rule-lacks",
        "{name: any-n-of, n: 2}",
        asked(f"{PARTNERS}    scoring: §any-n-of\n"),
    ),
    "any 0 boxes": Bad(
        "questionnaire.rule-value",
        "from 1 to 2",
        asked(f"{PARTNERS}    scoring: {{name: any-n-of, n: §0}}\n"),
    ),
    "any 3 of 2 boxes": Bad(
        "questionnaire.rule-value",
        "from 1 to 2",
        asked(f"{PARTNERS}    scoring: {{name: any-n-of, n: §3}}\n"),
    ),
    "a scoring there is not": Bad(
        "schema.choice", "share, points or any-n-of", asked(f"{PARTNERS}    scoring: §sum\n")
    ),
    "a box twice": Bad(
        "questionnaire.duplicate-option",
        '"unions" is there twice',
        asked(PARTNERS.replace("id: employers", "id: §unions")),
    ),
    "one box": Bad(
        "schema.value",
        "two entries or more",
        asked(
            PARTNERS.replace("    - {id: employers, text: Employers.}\n", "").replace(
                "- {id: uni", "§- {id: uni"
            )
        ),
    ),
    "a letter on a box": Bad(
        "schema.unknown-key",
        "id, text, points",
        asked(PARTNERS.replace("Employers.}", "Employers., §letter: A}")),
    ),
    # targets
    "a target that is no list": Bad(
        "schema.value", "a list of boxes", asked(f"{PARTNERS}    target: §unions\n")
    ),
    "a target that is no list, with its reason": Bad(
        "schema.value",
        "a list of boxes",
        asked(f"{PARTNERS}    target: {{value: §unions, reason: They asked.}}\n"),
    ),
    "a target that names an unknown box": Bad(
        "questionnaire.target",
        'Did you mean "employers"?',
        asked(f"{PARTNERS}    target: [unions, §employer]\n"),
    ),
    "a target that names a box twice": Bad(
        "questionnaire.target",
        "which is there already",
        asked(f"{PARTNERS}    target: [unions, §unions]\n"),
    ),
    "a target beyond the largest number": Bad(
        "questionnaire.target",
        "a number up to 90 (days)",
        asked(f"{DAYS}    largest: 90\n    goalposts: {{low: 90, high: 1}}\n    target: §91\n"),
    ),
    "a target below the smallest number": Bad(
        "questionnaire.target",
        'The target is "0.5".',
        asked(
            f"{DAYS}    smallest: 1\n    largest: 90\n    goalposts: {{low: 90, high: 1}}\n    "
            f"target: {{value: §0.5}}\n"
        ),
    ),
    "a target that is no number": Bad(
        "schema.value",
        "a number",
        asked(f"{DAYS}    goalposts: {{low: 90, high: 1}}\n    target: §soon\n"),
    ),
    "a target of a choice as a list": Bad(
        "schema.value", "the id of one option", asked(f"{SEAT}    target: §[ministry]\n")
    ),
    "a target of a matrix that is no column": Bad(
        "questionnaire.target",
        'Did you mean "by-right"?',
        asked(f"{MATRIX}    target: §by-rights\n"),
    ),
    "a target of a row that is no column": Bad(
        "questionnaire.target",
        "one of closed, by-right",
        asked(f"{MATRIX}    target: by-right\n".replace("refugees}", "refugees, target: §open}")),
    ),
    "a target with a flag": Bad(
        "schema.value", "a step", asked(f"{OFFICE}    target: §2-partly\n")
    ),
    # half steps
    "half a step off the lowest": Bad(
        "questionnaire.half-step",
        "below the lowest, 0, there is nothing",
        asked(f"{OFFICE}    half_step: {{id: partly, text: In part., steps: [§0, 1]}}\n"),
    ),
    "half a step off one that is not there": Bad(
        "questionnaire.half-step",
        "the steps 1, 2",
        asked(f"{OFFICE}    half_step: {{id: partly, text: In part., steps: [1, §3]}}\n"),
    ),
    "a flag that is a number": Bad(
        "schema.value",
        "an id that begins with a letter",
        asked(f"{OFFICE}    half_step: {{id: §2, text: In part.}}\n"),
    ),
    "a flag without a text": Bad(
        "schema.value",
        "{id: partly, text: In some regions.}",
        asked(f"{OFFICE}    half_step: §partly\n"),
    ),
    # evidence and sources
    "evidence for a step there is not": Bad(
        "questionnaire.evidence-key",
        "answers that exist: 0, 1, 2",
        asked(f"{OFFICE}    evidence: {{1: The decree., §3: A list.}}\n"),
    ),
    "evidence for an option there is not": Bad(
        "questionnaire.evidence-key",
        'Did you mean "ministry"?',
        asked(f"{SEAT}    evidence: {{§ministrie: The decree.}}\n"),
    ),
    "evidence for one number": Bad(
        "questionnaire.evidence-key",
        "here only any, for every answer",
        asked(f"{DAYS}    goalposts: {{low: 9, high: 1}}\n    evidence: {{§5: The register.}}\n"),
    ),
    "evidence for a column there is not": Bad(
        "questionnaire.evidence-key",
        "closed, by-right",
        asked(f"{MATRIX}    evidence: {{§open: The rule.}}\n"),
    ),
    "a source at a step of a number": Bad(
        "questionnaire.source-step",
        "none; only scales have steps",
        asked(
            f"{DAYS}    goalposts: {{low: 9, high: 1}}\n    sources: [{{unit: iom-1a-information, "
            f"step: §1}}]\n"
        ),
    ),
    # conditions
    "a circle": Bad(
        "questionnaire.circle",
        "exchange.figures → exchange.meetings → exchange.figures",
        asked(
            FIGURES.replace("}", ", depends_on: §{question: exchange.meetings, in: [true]}}"),
            MEETINGS.replace("}", ", depends_on: {question: exchange.figures, in: [true]}}"),
        ),
    ),
    "a matrix that waits for its own row": Bad(
        "questionnaire.circle",
        "exchange.school.workers → exchange.school.workers",
        asked(f"{MATRIX}    depends_on: §{{question: exchange.school.workers, in: [by-right]}}\n"),
    ),
    "a condition on a row there is not": Bad(
        "questionnaire.unknown-question",
        'Did you mean "exchange.school.workers"?',
        asked(
            MATRIX,
            FIGURES.replace(
                "}", ", depends_on: {question: §exchange.school.worker, in: [by-right]}}"
            ),
        ),
    ),
    "a condition on a whole matrix": Bad(
        "questionnaire.unknown-question",
        "It is a matrix; its rows are exchange.school.refugees, exchange.school.workers.",
        asked(
            MATRIX,
            FIGURES.replace("}", ", depends_on: {question: §exchange.school, in: [by-right]}}"),
        ),
    ),
    "a condition in a condition, on a row there is not": Bad(
        "questionnaire.unknown-question",
        'Did you mean "exchange.school.refugees"?',
        asked(
            MATRIX,
            FIGURES.replace(
                "}",
                ", depends_on: {any: [{question: exchange.school.workers, in: closed}, "
                "{question: §exchange.school.refugee, in: closed}]}}",
            ),
        ),
    ),
    "a condition on a row, for no column": Bad(
        "questionnaire.condition-value",
        "closed, by-right",
        asked(
            MATRIX,
            FIGURES.replace("}", ", depends_on: {question: exchange.school.workers, in: [§open]}}"),
        ),
    ),
    "a condition on a number": Bad(
        "questionnaire.condition-type",
        'ask "exchange.days" as a choice',
        asked(
            f"{DAYS}    goalposts: {{low: 9, high: 1}}\n",
            FIGURES.replace("}", ", depends_on: {question: §exchange.days, in: [5, 6]}}"),
        ),
    ),
    "a condition on a box there is not": Bad(
        "questionnaire.condition-value",
        'Did you mean "unions"?',
        asked(
            PARTNERS,
            FIGURES.replace("}", ", depends_on: {question: exchange.partners, in: [§union]}}"),
        ),
    ),
    "a condition on a flag there is not": Bad(
        "questionnaire.condition-value",
        'Did you mean "0"? That step has no flag.',
        asked(
            f"{OFFICE}    half_step: {{id: partly, text: In part.}}\n",
            FIGURES.replace("}", ", depends_on: {question: exchange.office, in: [§0-partly]}}"),
        ),
    ),
    # a matrix
    "a matrix without rows": Bad(
        "schema.empty",
        "a list of rows",
        asked(
            MATRIX.replace("rows:\n", "rows: §[]\n").replace(
                "    - {id: refugees, label: Children of refugees}\n    - {id: workers, label: "
                "Children of migrant workers}\n",
                "",
            )
        ),
    ),
    "a matrix without the key rows": Bad(
        "schema.missing-key",
        'The key "rows" is missing',
        asked(
            MATRIX.replace("    rows:\n", "")
            .replace(
                "    - {id: refugees, label: Children of refugees}\n    - {id: workers, label: "
                "Children of migrant workers}\n",
                "",
            )
            .replace("- id", "- §id")
        ),
    ),
    "a matrix with one column": Bad(
        "schema.value",
        "two entries or more",
        asked(
            MATRIX.replace("    - {id: by-right, text: By right., score: 100}\n", "").replace(
                "- {id: clo", "§- {id: clo"
            )
        ),
    ),
    "rows as names": Bad(
        "schema.value",
        "a row, such as {id: labour",
        asked(MATRIX.replace("{id: refugees, label: Children of refugees}", "§refugees")),
    ),
    "two rows of one id": Bad(
        "questionnaire.duplicate-id",
        '"exchange.school.refugees" is used again',
        asked(MATRIX.replace("id: workers", "id: §refugees")),
    ),
    "a row with the id of a question": Bad(
        "questionnaire.duplicate-id",
        '"exchange.school.workers" is used again',
        asked(
            FIGURES.replace("exchange.figures", "exchange.school.workers"),
            MATRIX.replace("id: workers", "id: §workers"),
        ),
    ),
    "a matrix with the id of a section": Bad(
        "questionnaire.duplicate-id",
        '"exchange" is used again; it first stands in line 7',
        asked(MATRIX.replace("exchange.school", "§exchange")),
    ),
    "two columns of one id": Bad(
        "questionnaire.duplicate-option",
        '"closed" is there twice',
        asked(MATRIX.replace("id: by-right", "id: §closed")),
    ),
    "a condition on one row": Bad(
        "schema.unknown-key",
        "id, label, text, weight, points, target",
        asked(MATRIX.replace("refugees}", "refugees, §depends_on: {question: a, in: [b]}}")),
    ),
    "a column with a letter there is not": Bad(
        "questionnaire.unknown-letter",
        'The letter is "D"',
        rule(
            "none",
            f"{MATRIX}    rubric: {{rule: weakest-link}}\n".replace(
                "score: 0", "letter: §D"
            ).replace("score: 100", "letter: A"),
            above=LETTERS,
        ),
    ),
    "columns in a choice": Bad(
        "schema.clash", "does not go with type: choice", asked(f"{SEAT}    §columns: []\n")
    ),
    "an unknown rule in a matrix": Bad(
        "questionnaire.unknown-rule",
        'Did you mean "minimum"?',
        asked(f"{MATRIX}    rubric: {{rule: §minimun}}\n"),
    ),
    "sections in sections": Bad(
        "yaml.depth",
        "64 levels are the most",
        "sections: "
        + "[{id: s, title: S, sections: " * 31
        + "[§{"
        + "id: s, sections: [{" * 169
        + "}]" * 169
        + "}]"
        + "}]" * 31
        + "\n",
    ),
}


def places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A file without its marks, and the line and column of each."""
    parts = text.split("§")
    found = []
    for count in range(1, len(parts)):
        lines = "".join(parts[:count]).split("\n")
        found.append((len(lines), len(lines[-1]) + 1))
    return "".join(parts), found


@pytest.mark.parametrize("name", RUBRICS)
def test_a_rubric_that_cannot_work_is_told_with_its_cure(
    name: str, run: Run, tmp_path: Path
) -> None:
    bad = RUBRICS[name]
    text, wanted = places(HEAD + bad.text)
    path = tmp_path / "review.yaml"
    path.write_text(text, encoding="utf-8")
    result = run("check", path, "--format", "json")
    found = json.loads(result.stdout)
    assert [(problem["code"], problem["line"], problem["column"]) for problem in found] == [
        (bad.code, line, column) for line, column in wanted
    ]
    assert result.exit_code == int(CATALOGUE[bad.code].severity is Severity.ERROR)
    told = run("check", path).stderr
    assert bad.words in told
    assert "\n  Cure: " in told


FINE = {
    "no figure at the root, and levels": (
        (
            "rubric:\n  rule: none\n  levels: [{id: low, from: 0, label: Low}, {id: high, from: "
            "50, label: High}]\n"
        )
        + TWO
    ),
    "as many as there are": rule("{name: any-n-of, n: 2}"),
    "a floor of 0": rule("{name: geometric-mean, floor: 0}"),
    "a power mean below 0 with its floor": rule("{name: power-mean, exponent: -0.5, floor: 0.5}"),
    "a power mean without floor": rule("{name: power-mean, exponent: 100}"),
    "points of 0 beside others": rule(
        "sum-of-points",
        FIGURES.replace("label:", "points: 2, label:"),
        MEETINGS.replace("label:", "points: 0, label:"),
    ),
    "no points for what is printed only": rule(
        "sum-of-points",
        FIGURES.replace("label:", "points: 2, label:"),
        MEETINGS.replace("label:", "weight: 0, label:"),
    ),
    "a whole table": tables(WHOLE),
    "a table for more parts than there are": tables(f"{WHOLE}, 3: {{C C C: C}}"),
    "a table for both parts alone, where neither can leave": tables(WHOLE, above=FORBIDDEN).replace(
        "{1: {C: C, B: B, A: A}, 2", "{2"
    ),
    "a table above a section with a plus": table_of_a_section("{C: C, C+: C, B: B, B+: B, A: A}"),
    "a table above a table": table_of_a_section(
        "{C: C, B: B}",
        "{name: conversion-table, tables: {1: {C: C, B: B, A: B}, 2: {C C: C, C B: C, C A: C, B "
        "B: B, B A: B, A A: B}}}",
    ),
    "a table of words that are printed only": rule(
        "{name: conversion-table, tables: {1: {C: C}}}",
        "  - {id: exchange.remarks, type: text, label: Remarks, text: What else is there?}\n",
        above=LETTERS,
    ),
    "a number printed beside letters": rule(
        "weakest-link", LICENCE, f"{OFFICE}    weight: 0\n", above=LETTERS
    ),
    "letters that count as others": rule(
        "weakest-link",
        LICENCE.replace("letter: C", 'letter: "C*"'),
        above=LETTERS.replace("A]}", 'A], counts_as: {"C*": C}}'),
    ),
    "letters that nothing uses": LETTERS + TWO,
    "goalposts downwards, at the limits": asked(
        f"{DAYS}    smallest: 1\n    largest: 90\n    goalposts: {{low: 90, high: 1, scale: "
        f"logarithmic}}\n    target: 30\n"
    ),
    "a class that starts at the largest number": asked(
        f"{DAYS}    largest: 9\n    thresholds: [{{score: 100}}, {{from: 9, score: 0}}]\n    "
        f"evidence: {{any: The register.}}\n"
    ),
    "a target of no box": asked(f"{PARTNERS}    target: []\n"),
    "points with a cap above their sum": asked(f"{POINTS}    scoring: {{name: points, cap: 9}}\n"),
    "a condition on a box and one on a row": asked(
        PARTNERS,
        f"{MATRIX}    target: by-right\n    depends_on: {{question: exchange.partners, in: "
        f"unions}}\n",
        FIGURES.replace(
            "}", ", depends_on: {question: exchange.school.workers, in: [closed, by-right]}}"
        ),
    ),
    "a flag on every step but the lowest": asked(
        f"{OFFICE}    half_step: {{id: partly, text: In part.}}\n    evidence: {{1-partly: A "
        f"letter.}}\n"
    ),
    "a matrix of one row, in letters": rule(
        "none",
        MATRIX.replace("score: 0", "letter: C")
        .replace("score: 100", "letter: A")
        .replace(
            "    - {id: workers, label: Children of migrant workers}\n",
            "    rubric: {rule: weakest-link}\n",
        ),
        above=LETTERS,
    ),
    "fifteen sections in each other": (
        "".join(
            (
                f"{'  ' * depth}sections:\n{'  ' * depth}- id: part-{depth}\n"
                f"{'  ' * depth}  title: Part\n"
            )
            for depth in range(15)
        )
        + f"{'  ' * 15}questions:\n{'  ' * 14}{FIGURES}"
    ),
}


@pytest.mark.parametrize("name", FINE)
def test_a_rubric_that_looks_odd_and_works_has_no_problem_and_is_scored(
    name: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "review.yaml"
    path.write_text(HEAD + FINE[name], encoding="utf-8")
    assert json.loads(run("check", path, "--format", "json").stdout) == []
    answers = tmp_path / "ghana.yaml"
    answers.write_text(
        "format: coherence-kit/submission/1\nquestionnaire: {id: migration-review, version: "
        '"1.0"}\n'
    )
    assert run("score", answers, "-Q", tmp_path).exit_code == 0


# Answers

ANSWERS = """\
format: coherence-kit/submission/1
questionnaire: {id: kinds, version: "1.0"}
country: GHA
answers:
"""
SHARE = "a number from 0 to 100 (per cent)"
FEE = "a number from 0 up (days of the minimum wage)"
BOXES = "a list of any of these boxes, each once, or [] for none: unions, employers, diaspora"
STEPS = "one of 0, 1, 2-partly, 2, 3-partly, 3"
OPTIONS = "one of closed, by-decision, by-right"
DIGITS = "Write digits, with a point before decimals and no unit"
LIMITS = "Correct it; if it is right, the limits of the questionnaire are too narrow."
LIST = "Write a list such as [unions, employers], or [] if none is meant."

# what stands after the id of the question, with § before what is wrong: code, words of the message
WRONG_ANSWERS: dict[str, tuple[str, tuple[str, ...]]] = {
    # numbers
    "permits.share: §2,5,": ("submission.answer", (SHARE, DIGITS)),
    "permits.share: §1e5": ("submission.answer", (SHARE, LIMITS)),
    "permits.share: §1e": ("submission.answer", (SHARE, DIGITS)),
    "permits.share: §nan": ("submission.answer", (SHARE,)),
    "permits.share: §.inf": ("submission.answer", (SHARE,)),
    "permits.share: §60 %": ("submission.answer", (SHARE, 'Did you mean "60"?')),
    "permits.share: §half": ("submission.answer", (SHARE,)),
    "permits.share: §1/2": ("submission.answer", (SHARE,)),
    "permits.share: §0x10": ("submission.answer", (SHARE,)),
    "permits.share: §+5": ("submission.answer", (SHARE,)),
    "permits.share: §-1": ("submission.answer", (SHARE, 'The answer is "-1".', LIMITS)),
    "permits.share: §-0.000000000001": ("submission.answer", (SHARE,)),
    "permits.share: §100.01": ("submission.answer", (SHARE, LIMITS)),
    "permits.share: §[50]": ("submission.answer", ("The answer is a list.", 'Did you mean "50"?')),
    "permits.share: §yes": ("submission.answer", (SHARE,)),
    "permits.fee: §1,250": (
        "submission.answer",
        (FEE, 'The answer is "1,250", which can be 1.25 or 1250.', "Write 1.25 or 1250, whichever"),
    ),
    'permits.fee: §"1.250"': (
        "submission.answer",
        (FEE, 'The answer is "1.250", which can be 1.25 or 1250.', "Write 1.25 or 1250, whichever"),
    ),
    "permits.fee: §1 250 days": ("submission.answer", (FEE, 'Did you mean "1250"?')),
    "permits.fee: §12 days": ("submission.answer", (FEE, 'Did you mean "12"?')),
    f"permits.fee: §{'9' * 35}": ("submission.answer", (FEE, "at most 34 digits")),
    "permits.fee: §1e100": ("submission.answer", (FEE, "an exponent of at most 99")),
    "permits.fee: §1e999999999": ("submission.answer", (FEE, "an exponent of at most 99")),
    f"permits.fee: §0.{'0' * 300}1": ("submission.answer", (FEE, "at most 34 digits")),
    "permits.fee: §nan": ("submission.answer", (FEE,)),
    "permits.fee: §-inf": ("submission.answer", (FEE,)),
    "permits.fee: §.inf": ("submission.answer", (FEE,)),
    "permits.fee: §1e": ("submission.answer", (FEE,)),
    "permits.fee: §e5": ("submission.answer", (FEE,)),
    "permits.fee: §1e2.5": ("submission.answer", (FEE,)),
    "permits.fee: {answer: §2;5, comment: A guess.}": ("submission.answer", (FEE,)),
    # yes or no
    "permits.appeal: §[yes]": ("submission.answer", ("is yes or no", 'Did you mean "yes"?')),
    "permits.appeal: §[]": ("submission.answer", ("The answer is a list.", "is yes or no")),
    "permits.appeal: §1": ("submission.answer", ("is yes or no",)),
    # several boxes
    "partners.agreements: §unions": ("submission.answer", (BOXES, LIST, "Did you mean [unions]?")),
    "partners.agreements: §unions, diaspora": (
        "submission.answer",
        (BOXES, "Did you mean [unions, diaspora]?"),
    ),
    "partners.agreements: §none": ("submission.answer", (BOXES, "Did you mean []?")),
    "partners.agreements: §yes": ("submission.answer", (BOXES, LIST)),
    "partners.agreements: [unions, §employer]": (
        "submission.answer",
        ('The box is "employer".', BOXES, 'Did you mean "employers"?'),
    ),
    "partners.agreements: {answer: [§other]}": (
        "submission.answer",
        ('The box is "other".', BOXES),
    ),
    "partners.agreements: [unions, §unions]": (
        "submission.answer",
        ('The box is "unions", which is there already.', "each once", "Delete one of the two."),
    ),
    "partners.agreements: [unions, §[employers]]": ("schema.value", ("It must be a text.",)),
    "partners.agreements: [unions, §{employers: yes}]": ("schema.value", ("It must be a text.",)),
    "partners.agreements: [unions, §null]": ("schema.empty", ("It must be a text.",)),
    # a matrix
    "§partners.school: by-right": (
        "submission.matrix",
        (
            "its rows are partners.school.refugees, partners.school.workers",
            "such as partners.school.refugees: by-right",
        ),
    ),
    "§partners.school: [by-right, closed]": (
        "submission.matrix",
        ("each row is answered by itself",),
    ),
    "§partners.school: {refugees: by-right, workers: closed}": (
        "submission.matrix",
        ("its rows are partners.school.refugees, partners.school.workers",),
    ),
    "§partners.school: {answer: {refugees: by-right}}": (
        "submission.matrix",
        ("each row is answered by itself",),
    ),
    "§partners.school.worker: closed": (
        "submission.unknown-question",
        ('Did you mean "partners.school.workers"?',),
    ),
    "§partners.school.parents: closed": (
        "submission.unknown-question",
        ("The rows of partners.school are partners.school.refugees, partners.school.workers.",),
    ),
    "partners.school.workers: §open": ("submission.answer", (OPTIONS,)),
    "partners.school.workers: §by-rights": (
        "submission.answer",
        (OPTIONS, 'Did you mean "by-right"?'),
    ),
    "partners.school.workers: §[closed]": (
        "submission.answer",
        (OPTIONS, 'Did you mean "closed"?'),
    ),
    # steps with a flag
    "partners.counselling: §1-partly": (
        "submission.answer",
        (STEPS, 'Did you mean "1"? That step has no flag.'),
    ),
    "partners.counselling: §2partly": ("submission.answer", (STEPS, 'Did you mean "2-partly"?')),
    "partners.counselling: §2-mostly": ("submission.answer", (STEPS,)),
    "partners.counselling: §partly": ("submission.answer", (STEPS,)),
    "partners.counselling: §2.5": ("submission.answer", (STEPS,)),
    "partners.counselling: §4": ("submission.answer", (STEPS,)),
    "partners.counselling: §[2]": ("submission.answer", (STEPS, 'Did you mean "2"?')),
    # what is printed only
    "partners.since: §2026-02-30": ("submission.answer", ("is a date",)),
    "partners.remarks: §[none]": ("submission.answer", ("is one text", 'Did you mean "none"?')),
}


@pytest.mark.parametrize("answer", WRONG_ANSWERS)
def test_an_answer_that_does_not_fit_its_question_is_told_with_what_does(
    answer: str, run_small: Run, tmp_path: Path
) -> None:
    code, words = WRONG_ANSWERS[answer]
    text, wanted = places(f"{ANSWERS}  {answer}\n")
    path = tmp_path / "ghana.yaml"
    path.write_text(text, encoding="utf-8")
    as_json, checked, scored = (
        run_small(*command)
        for command in (["check", path, "--format", "json"], ["check", path], ["score", path])
    )
    assert [result.exit_code for result in (as_json, checked, scored)] == [1, 1, 1]
    assert [
        (problem["code"], problem["line"], problem["column"])
        for problem in json.loads(as_json.stdout)
    ] == [(code, *wanted[0])]
    told = checked.stderr
    assert [part for part in words if part not in told] == []
    assert "\n  Cure: " in told


@pytest.mark.parametrize(
    "answers",
    [
        "permits.share: 2.5",
        "permits.share: 0",
        "permits.share: 100.000",
        "permits.share: 007",
        "permits.share: ١٢",
        "permits.share: 5.",
        "permits.share: 1e1",
        "permits.share: 1e-3",
        "permits.share: 2.50E+1",
        "permits.share: 0.1278877587772702",
        f"permits.share: {'9' * 2}.{'9' * 32}",
        "permits.fee: 999999999999",
        "permits.appeal: no",
        "permits.appeal: Yes",
        "partners.agreements: []",
        "partners.agreements: {answer: []}",
        "partners.agreements: [diaspora, unions]",
        "partners.agreements:",
        "partners.counselling: 2-partly",
        "partners.counselling: 2-Partly",
        "partners.counselling: 2",
        "partners.school.workers: closed",
        "partners.since: 2024-02-29",
        "partners.since: 30 June 2026",
        'partners.remarks: "[none]"',
    ],
)
def test_an_answer_that_fits_is_no_problem(answers: str, run_small: Run, tmp_path: Path) -> None:
    path = tmp_path / "ghana.yaml"
    path.write_text(f"{ANSWERS}  {answers}\n", encoding="utf-8")
    assert json.loads(run_small("check", path, "--format", "json").stdout) == []
    assert run_small("score", path).exit_code == 0


def test_no_box_is_an_answer_and_nothing_is_none(run_small: Run, tmp_path: Path) -> None:
    path = tmp_path / "ghana.yaml"
    counts = {}
    for answer in ("[]", ""):
        path.write_text(f"{ANSWERS}  partners.agreements: {answer}\n", encoding="utf-8")
        (assessment,) = json.loads(run_small("score", path, "--format", "json").stdout)
        node = assessment["nodes"]["partners.agreements"]
        counts[answer] = assessment["coverage"]["answered"], node["low"], node["high"]
    assert counts == {"[]": (1, 0, 0), "": (0, 0, 100)}


def test_every_wrong_answer_of_a_file_is_told_at_once(run_small: Run, tmp_path: Path) -> None:
    """One for each question, for a key cannot stand twice."""
    chosen = {answer.replace("§", "").partition(":")[0]: answer for answer in WRONG_ANSWERS}
    text, wanted = places(ANSWERS + "".join(f"  {answer}\n" for answer in chosen.values()))
    path = tmp_path / "ghana.yaml"
    path.write_text(text, encoding="utf-8")
    found = json.loads(run_small("check", path, "--format", "json").stdout)
    assert [(problem["code"], problem["line"], problem["column"]) for problem in found] == [
        (WRONG_ANSWERS[answer][0], *place)
        for answer, place in zip(chosen.values(), wanted, strict=True)
    ]
