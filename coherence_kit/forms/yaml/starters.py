"""Commented files to start from: a questionnaire of one's own, measures, a mapping, columns."""

from __future__ import annotations

from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.questions import kind_of
from coherence_kit.questions.shapes import Shape

_QUESTIONNAIRE = """\
# A questionnaire of your own. Every line can be changed; coherence check says at once what does
# not fit.
# Put it into a folder and give that folder with -Q: coherence form {id} -Q my-folder -o form.yaml
format: coherence-kit/questionnaire/1
id: {id}
version: "1.0"                      # the first number rises when a change can change a score
title: {{en: "Title of the questionnaire"}}
languages: [en]                     # a text that lacks in one of them is a warning
scale:
  id: three-steps
  steps: [0, 1, 2]                  # every scale question describes each of them
  hint: {{en: "Choose the highest step of which you can prove every sentence."}}
rubric:
  rule: arithmetic-mean             # or minimum, maximum, {{name: sum-of-points, cap: 10}}
  min_coverage: 0.6                 # below this share of answers no figure is shown
  not_applicable: exclude           # or target, forbidden
  evidence: cap                     # without its document an answer counts as evidence_cap
  evidence_from: 1
  evidence_cap: 0
  levels:                           # classes are closed below: from 50 includes 50
  - {{id: beginning, from: 0, label: {{en: Beginning}}}}
  - {{id: established, from: 50, label: {{en: Established}}}}
sections:
- id: {section}
  title: {{en: "First section"}}
  weight: 1
  questions:
  - id: {section}.in-force              # a question with the weight 0 is printed and never scored
    type: boolean
    label: {{en: "Agreement in force"}}
    text: {{en: "Is an agreement in force?"}}
    weight: 0
  - id: {section}.exchange
    type: scale
    label: {{en: "Exchange of information"}}
    text: {{en: "How do the ministries exchange information under the agreement?"}}
    depends_on: {{question: {section}.in-force, in: [true]}}
    guidance:                       # each part may be left out; also elsewhere, special, between
      asked: {{en: "information that one ministry asks of another."}}
      counts: {{en: "letters, shared files, minutes."}}
      does_not_count: {{en: "reports that are published anyway."}}
      protection: {{en: "files on single persons raise no step."}}
    who:
      answers: {{en: "the ministry that keeps the register"}}
      with: {{en: "ministries that ask"}}
    steps:
      0:
        name: {{en: "On request"}}    # two to four words that name the step
        text: {{en: "Letters on file show that information was asked for."}}
      1:
        name: {{en: "By rule"}}
        text: {{en: "A written rule names what is exchanged, with whom and how often."}}
      2:
        name: {{en: "Rule in use"}}
        text:
          en: >-
            In the last 12 months every exchange that the rule names took place; the register
            shows it.
    evidence:
      1: {{en: "The rule, with its date."}}
      2: {{en: "The register."}}
    weight: {{value: 2, reason: {{en: "Say why it weighs what it weighs."}}}}
    target: {{value: 1, reason: {{en: "What can be shown within two years."}}}}
    sources:
    - {{unit: iom-1a-information, step: 1}}      # coherence check names units that do not exist
"""

_MEASURES = """\
# Measures for the questionnaire {questionnaire}. Every line can be changed; coherence check says
# at once what does not fit.
format: coherence-kit/measures/1
id: {own}
version: "1.0"
questionnaire: {questionnaire}
measures:
- id: own.first-measure
  label: {{en: "A verb and what it changes"}}
  text: {{en: "One verb and one result that is a step of a question."}}
  # also option:, not_option:, above:, below:, all: [...], any: [...]
  fires_when: {{question: {question}, step: [{before}]}}
  raises: {{question: {question}, to: {after}}}
  why: {{en: "What is held up as long as the answer stays where it is."}}
  first_steps:                      # what one official can start next week without new money
  - actor: {{en: "Who"}}
    action: {{en: "Does what."}}
    product: {{en: "the paper that results"}}
  lead_role: focal-point
  partners: {{en: "Another office (what it brings)."}}
  # the class follows: small up to 20 days without money, medium up to 120 or half a staff-year
  effort:
    days: 10                        # working days until the step is provable
    staff_years: 0                  # money, in staff-years of a senior official
    running: {{en: "about five working days a year"}}
  horizon: short                    # immediate (6 months), short (18), medium (36), long
"""

_MAPPING = """\
# Which questions bear on which items of another framework: facts and your reading, no figure.
# coherence check says at once what does not fit. Put it into a folder and give that folder with -Q:
# reports then print it, and so does coherence sources --mapping {id} -Q my-folder
format: coherence-kit/mapping/1
id: {id}
version: "1.0"
title: {{en: "Name of the framework, and what its items are called"}}
edition: {{en: "as adopted in 2026"}}   # a new edition with other numbers is a new file
date: 2026                          # of that edition: a year, a month or a day
reference: {{en: "Symbol of the document, and where in it the items stand"}}
standing: {{en: "what it is, and whether it binds anybody"}}
# scope: {{en: "Which of its items are listed, where these are not all."}}
made_by: {{en: "who has read the questions and the items"}}
items:                              # all of them: those that no question names print as not asked
- {{number: "1", label: {{en: "first item in a few words of yours"}}}}
- {{number: "2", label: {{en: "second item"}}}}
questions:
# same: the question asks what the item says; part: a part of it; supports: a condition for it
- question: {questionnaire}/{question}
  bears: {{"1": part}}
  note: {{en: "Why, where that is not plain. It may be left out."}}
"""

_COLUMNS = """\
# How the columns and codes of a table are read as submissions to {questionnaire}, one a row.
# coherence check says at once what does not fit. A column that already has the id of a question,
# or the name of a field, need not be listed: country, country_name, round, date, respondent,
# questionnaire, version, standing, short.
format: coherence-kit/columns/1
constants:                          # what holds for every row; a cell of the row comes before it
  questionnaire: {questionnaire} {version}
  round: "2026"
columns:                            # name in the table: id of a question, or a field
  ISO3: country
  Q1: {question}
  Q1_PROOF: {question} evidence   # the documents that prove the answer; comment likewise
  INTERVIEWER:                      # nothing behind the name: left out on purpose
codes:                              # question (or field, or "*" for every question): code: answer
  {question}:
{codes}
missing: [".", "-99"]               # codes that mean unanswered, in every question
unknown: ["-77"]                    # nobody knows
not_applicable:                     # each with the reason for which the question does not apply
  "-88": "the authority has no powers in this field"
"""


def schema_name(kind: str) -> str:
    """The name of the file with the JSON Schema of a kind of file."""
    return f"{kind}.schema.json"


def schema_line(kind: str) -> str:
    """The first line of a YAML file, by which editors find the schema that lies beside it."""
    return f"# yaml-language-server: $schema={schema_name(kind)}\n"


def id_text(name: str) -> str:
    """An id as YAML; the one id that YAML takes for nothing goes in quotes."""
    return f'"{name}"' if name == "null" else name


def questionnaire_starter(questionnaire_id: str) -> str:
    """A small questionnaire with this id, valid at once."""
    section = "part-one" if questionnaire_id.startswith("first") else "first"
    return _QUESTIONNAIRE.format(id=id_text(questionnaire_id), section=section)


def measures_starter(questionnaire: Questionnaire) -> str:
    """One measure for the first scale question of a questionnaire, valid at once.

    Raises:
        ValueError: the questionnaire has no scale question.

    """
    question = next((item for item in questionnaire.questions() if kind_of(item).steps), None)
    if question is None:
        msg = f"{questionnaire.id} has no scale question that a measure could raise"
        raise ValueError(msg)
    before, after = kind_of(question).steps[:2]
    names = {
        "own": f"{questionnaire.id}-own",
        "questionnaire": questionnaire.id,
        "question": question.id,
    }
    return _MEASURES.format(
        before=before, after=after, **{key: id_text(name) for key, name in names.items()}
    )


def mapping_starter(mapping_id: str, questionnaire: Questionnaire) -> str:
    """A mapping with this id of a framework of two items, valid at once."""
    questions = [*questionnaire.questions()]
    question = next((item for item in questions if kind_of(item).steps), questions[0])
    return _MAPPING.format(
        id=id_text(mapping_id), questionnaire=questionnaire.id, question=question.id
    )


def columns_starter(questionnaire: Questionnaire) -> str:
    """What the columns of a table that answers a questionnaire are, valid at once."""
    questions = [*questionnaire.questions()]
    question = next((item for item in questions if kind_of(item).steps), questions[0])
    kind = kind_of(question)
    answers = [f'"{label.spelt}"' for label in kind.labels] or ['"1"']
    if kind.shape in {Shape.PICK_MANY, Shape.ORDER}:
        answers = [f"[{', '.join(answers)}]"]
    codes = (f'    "{code}": {answer}' for code, answer in enumerate(answers, 1))
    return _COLUMNS.format(
        questionnaire=id_text(questionnaire.id),
        version=questionnaire.version,
        question=question.id,
        codes="\n".join(codes),
    )
