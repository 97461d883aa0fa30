"""A commented round file to start from, with the sections and roles of a questionnaire as help."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterator

from coherence_kit.forms.yaml.starters import id_text
from coherence_kit.i18n import plural
from coherence_kit.model.questionnaire import Question, Questionnaire, Section
from coherence_kit.words import on_one_line

_WIDTH = 98

_ROUND = """\
# A round: which offices and partners are asked what, and by when. Every line can be changed;
# coherence check says at once what does not fit.
# The forms, for each its own:   coherence form --round THIS-FILE -o forms
# What came back, as one:        coherence merge THIS-FILE inbox/ -o merged.yaml
format: coherence-kit/round/1
country: XAA                        # three capital letters, such as GHA; GHA-Accra for a part
country_name: Name of the country   # may be left out where the code is one of ISO 3166
round: "2026"
deadline: 2026-09-30                # the day by which forms are to be back; every form says so
date:                               # of the merged result; the latest of the answers if empty
focal_point: Name, telephone, address   # where forms go back to, and whom to ask
standing: self-assessment           # or documented, illustrative
# what counts where offices differ and none leads: nothing yet, the lower median or the lowest
without_lead: none                  # or median, lowest
questionnaires: [{questionnaire}]
respondents:
# Under asked: and leads: stand ids of sections, questions or questionnaires, or a role as questions
# have it under who. Whoever leads a question is asked it, and its answer counts where they differ;
# of a question one leads at most, and who names it most closely does.
- id: focal-point
  entity: Name of the office that runs the round
  role: focal point
  leads: [{questionnaire}]
- id: first-office
  entity: Name of the first office
  asked: [{section}]
  leads: []
# Of partners outside the government the answers stand beside, and are not merged with the others.
# - id: first-partner
#   entity: Name of an association
#   kind: stakeholder
#   asked: [{section}]
#   contact: For your own use; it stands in no form and no report
# What was decided of a question once several answers were given; what is still to be taken may stay
# empty.
decisions:
#   {question}: {{answer: 2, by: Who decided, date: 2026-10-15, note: Why}}
#   {other}: {{not_applicable: The reason}}

"""


def round_starter(questionnaire: Questionnaire) -> str:
    """A round of two respondents to this questionnaire, valid at once."""
    questions = [question.id for question in questionnaire.questions()]
    section = next(section for section in questionnaire.sections if section.asks)
    names = {
        "questionnaire": questionnaire.id,
        "section": section.id,
        "question": questions[0],
        "other": questions[-1],
    }
    text = _ROUND.format(**{key: id_text(name) for key, name in names.items()})
    return text + "\n".join(_help(questionnaire)) + "\n"


def _help(questionnaire: Questionnaire) -> Iterator[str]:
    """The sections and the roles that can stand under `asked` and `leads`, as comments."""
    yield f"# Sections of {id_text(questionnaire.id)}:"
    for section, depth in _sections(questionnaire.sections):
        asked = _counted(sum(1 for _ in _questions(section)))
        yield from _comment(f"{id_text(section.id)}: {section.title}, {asked}", depth)
    roles = Counter(
        on_one_line(str(question.who.answers))
        for question in questionnaire.questions()
        if question.who is not None and question.who.answers is not None
    )
    if roles:
        yield "# Roles that its questions name under who:, in quotes as they stand in a list:"
    for role, asked_of in roles.most_common():
        yield from _comment(f"{json.dumps(role, ensure_ascii=False)} {_counted(asked_of)}", 1)


def _counted(many: int) -> str:
    return f"{many} {plural(many, 'question', 'questions')}"


def _sections(sections: tuple[Section, ...], depth: int = 1) -> Iterator[tuple[Section, int]]:
    for section in sections:
        if section.asks:
            yield section, depth
            yield from _sections(section.sections, depth + 1)


def _questions(section: Section) -> Iterator[Question]:
    for inner in section.walk():
        for child in inner.children:
            if not isinstance(child, Section):
                yield child


def _comment(text: str, depth: int) -> Iterator[str]:
    lead = "# " + "  " * depth
    yield from textwrap.wrap(
        on_one_line(text), _WIDTH, initial_indent=lead, subsequent_indent=f"{lead}    "
    )
