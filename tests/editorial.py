"""The editorial rules of the content, as functions that name every breach of them.

Each takes models and returns faults, one line each; an empty list is a text that
keeps the rule. They know no questionnaire by name, so that every questionnaire of the
kit is put under the same tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from rapidfuzz import fuzz

from coherence_kit.model.guidance import guidance_parts
from coherence_kit.model.measures import FiresAll, FiresAny, FiresAtStep, Measure, Trigger
from coherence_kit.model.questionnaire import Question, Questionnaire, ScaleQuestion, Step
from coherence_kit.model.sources import SourceDocument, SourceRelations, Unit
from coherence_kit.words import words_of

ENGLISH = words_of("en")

TOO_SIMILAR = 80
LABEL, MEASURE_LABEL, SECTION_TITLE = 36, 60, 36
QUESTION_WORDS, GUIDANCE_WORDS, STEP_SENTENCES, MOST_SOURCES = 20, 120, 3, 3
NAME_WORDS = range(2, 5)
FIRST_STEPS = 3
STATEMENT = range(60, 601)


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_STOP_WORDS = frozenset(
    _list(
        """
    a about after all among an and any are as at be been before beside between by can did do
    does each for from had has have how if in inside into is it its listed many most of on one
    or other others over own say says so still than that the their them then there these they
    this those to two under up use used uses was were what when where which who whom whose why
    with within without
    """
    )
)
_BEGINNINGS = ("How ", "What ", "Which ", "Who ")

# Words that make a step a matter of opinion.
_VAGUE = _list(
    """
    adequate adequately appropriate appropriately effective effectively fully good mostly partly
    regularly relevant significant significantly some strong strongly sufficient sufficiently
    systematic systematically
    """
)
# What is missing decides no step; only step 0 may say that there is nothing.
_LACKING = (
    r"lack(?:s|ed|ing)?",
    "not yet",
    "fails? to",
    "incomplete",
    "insufficient",
    "inadequate",
)
_DISRESPECTFUL = (
    r"illegal (?:im|e)?migra\w+",
    r"illegals",
    r"clandestine",
    r"un-?skilled",
    r"(?<!jobs classed as )low(?:er)?-?[ -]skilled",
    r"(?:sending|receiving) (?:country|countries|state|states|government|governments)",
    r"burdens?",
    r"floods?",
    r"waves?",
    r"harness\w*",
    r"exploit(?:s|ing)?",  # of potential; exploitation of a person is what rights protect against
    r"target groups?",
    r"stocks? of (?:people|migrants|persons)",
    r"PRSPs?",
    r"MDGs?",
    r"Manila Forum",
    r"maximi[sz]\w+",
)
# Words that may be quoted, with an explanation, and never be the kit's own.
_QUOTED_ONLY = (r"migration management", r"development-friendly migration")
_ALL_RELEVANT = r"(?:all|every) (?:relevant|key)"

# How guidance speaks of each source document.
NAMES = {
    "iom": "MC/INF/281",
    "partnerships": "workshop paper",
    "gfmd-cs": "Civil Society Day",
    "undp": "UNDP",
    "unitar": "UNITAR",
}
# Sources list, recommend, report, describe or suggest. None of them has the
# standing to oblige a government.
_SOURCE = (
    r"MC/INF/281|IOM|UNITAR|UNDP|Civil Society Day|participants|the sources?|the seminar|the "
    r"recommendation"
)
_OBLIGES = re.compile(
    rf"(?:{_SOURCE})\b[^.;:]{{0,40}}\b(?:require[sd]?|demand(?:s|ed)?|oblige[sd]?)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Near:
    """Two texts and how alike they are, from 0 to 100."""

    score: float
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.first} and {self.second}: {self.score:.0f}"


# --- alike ----------------------------------------------------------------------------------------


@cache  # each text is compared with every other
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+(?:[-'][a-z0-9]+)*", text.lower().replace("’", "'")))


def _key_words(*texts: object) -> frozenset[str]:
    return frozenset(word for text in texts for word in _words(str(text))) - _STOP_WORDS


def _alike(first: str, second: str, own: frozenset[str]) -> float:
    one, other = (
        " ".join(word for word in _words(text) if word not in own) for text in (first, second)
    )
    return fuzz.ratio(one, other)


def scales(questionnaire: Questionnaire) -> Iterator[ScaleQuestion]:
    """The questions answered by a step."""
    return (
        question for question in questionnaire.questions() if isinstance(question, ScaleQuestion)
    )


def scored(questionnaire: Questionnaire) -> Iterator[Question]:
    """The questions that count."""
    return (question for question in questionnaire.questions() if question.weight.value > 0)


def nearest_steps(questions: Sequence[ScaleQuestion]) -> list[Near]:
    """The same step of every two questions and every two steps of one, the most
    alike first, key words left out.
    """
    found = []
    for one, other in combinations(questions, 2):
        own = _key_words(one.label, one.text, other.label, other.text)
        found += [
            Near(
                _alike(step_text(one.steps[k]), step_text(other.steps[k]), own),
                f"{one.id} step {k}",
                f"{other.id} step {k}",
            )
            for k in one.steps.keys() & other.steps.keys()
        ]
    for one in questions:
        own = _key_words(one.label, one.text)
        found += [
            Near(
                _alike(step_text(one.steps[j]), step_text(one.steps[k]), own),
                f"{one.id} step {j}",
                f"step {k}",
            )
            for j, k in combinations(one.steps, 2)
        ]
    return sorted(found, key=lambda near: -near.score)


def nearest_first_steps(measures: Sequence[Measure]) -> list[Near]:
    """The first steps of every two measures, and of one, the most
    alike first, key words left out.
    """
    entries = [
        (f"{measure.id}, first step {place}", str(step.action), measure)
        for measure in measures
        for place, step in enumerate(measure.first_steps, 1)
    ]
    found = []
    for (name, action, measure), (other_name, other_action, other) in combinations(entries, 2):
        own = _key_words(measure.label, measure.text, other.label, other.text)
        found.append(Near(_alike(action, other_action, own), name, other_name))
    return sorted(found, key=lambda near: -near.score)


def too_similar(found: Iterable[Near]) -> list[str]:
    """Those that say the same with another noun."""
    return [str(near) for near in found if near.score >= TOO_SIMILAR]


# --- limits ---------------------------------------------------------------------------------------


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])\s+(?=[A-Z0-9(“\"])", text.strip()) if part]


def _longer(place: str, text: object, most: int) -> list[str]:
    return (
        [f"{place}: {len(str(text))} characters, at most {most}"] if len(str(text)) > most else []
    )


def questionnaire_limits(questionnaire: Questionnaire) -> list[str]:
    """Lengths and shapes of titles, labels, questions, guidance and steps."""
    faults = []
    for section in questionnaire.all_sections():
        faults += _longer(section.id, section.title, SECTION_TITLE)
    labels: dict[str, str] = {}
    for question in questionnaire.questions():
        faults += _longer(f"{question.id}, label", question.label, LABEL)
        faults += _question_limits(question)
        earlier = labels.setdefault(str(question.label).casefold(), question.id)
        if earlier != question.id:
            faults.append(f"{question.id}: the label of {earlier}")
    for scale in scales(questionnaire):
        for number, step in scale.steps.items():
            faults += _step_limits(f"{scale.id} step {number}", step)
    return faults


def _question_limits(question: Question) -> list[str]:
    faults = []
    text = str(question.text)
    if len(text.split()) > QUESTION_WORDS:
        faults.append(f"{question.id}: a question of {len(text.split())} words")
    if not text.endswith("?"):
        faults.append(f"{question.id}: no question mark")
    if isinstance(question, ScaleQuestion) and not text.startswith(_BEGINNINGS):
        faults.append(f"{question.id}: begins with {text.split(maxsplit=1)[0]}")
    parts = guidance_parts(ENGLISH, question.guidance, question.who, str)
    words = [word for part in parts for word in part.line(ENGLISH).split()]
    if not words:
        faults.append(f"{question.id}: no guidance")
    if len(words) > GUIDANCE_WORDS:
        faults.append(f"{question.id}: guidance of {len(words)} words")
    if question.who is None:
        faults.append(f"{question.id}: it is not said who answers")
    return faults


def _step_limits(place: str, step: Step) -> list[str]:
    faults = []
    name, sentences = str(step.name), _sentences(str(step.text or ""))
    if len(name.split()) not in NAME_WORDS or name.endswith("."):
        faults.append(f'{place}: name "{name}" is not of two to four words without full stop')
    if len(sentences) not in range(1, STEP_SENTENCES + 1):
        faults.append(f"{place}: {len(sentences)} sentences on what must be there")
    return faults


def guidance_text(question: Question) -> str:
    """The guidance of a question in one text, with its headings and who answers."""
    parts = guidance_parts(ENGLISH, question.guidance, question.who, str)
    return "\n".join(part.line(ENGLISH) for part in parts)


def step_text(step: Step) -> str:
    """A step with its name."""
    return step.in_language("en")


def measure_limits(measures: Iterable[Measure]) -> list[str]:
    """Lengths of labels, number and shape of first steps, who leads and who brings what."""
    faults = []
    for measure in measures:
        faults += _longer(f"{measure.id}, label", measure.label, MEASURE_LABEL)
        if len(measure.first_steps) != FIRST_STEPS:
            faults.append(f"{measure.id}: {len(measure.first_steps)} first steps")
        for place, step in enumerate(measure.first_steps, 1):
            if len(_sentences(str(step.action))) > 2 or not str(step.action).endswith("."):
                faults.append(
                    f"{measure.id}, first step {place}: an action is one or two sentences"
                )
            if re.search(r"[.;]", str(step.product)) or len(str(step.product).split()) > 12:
                faults.append(f"{measure.id}, first step {place}: a product is a noun phrase")
        if not measure.partners or not re.search(r"\([^)]+\)", str(measure.partners)):
            faults.append(f"{measure.id}: partners without what they bring")
        if not measure.effort.money or not measure.effort.running:
            faults.append(f"{measure.id}: money or running cost is not stated")
        if (measure.effort.staff_years == 0) != str(measure.effort.money).startswith("none"):
            faults.append(f"{measure.id}: staff-years and the note on money disagree")
    return faults


# --- words ----------------------------------------------------------------------------------------


def _found(place: str, text: str, patterns: Iterable[str]) -> list[str]:
    text = " ".join(text.split())
    matches = (re.search(rf"\b{pattern}\b", text, re.IGNORECASE) for pattern in patterns)
    return [f'{place}: "{match.group()}"' for match in matches if match]


def disrespectful(place: str, text: str) -> list[str]:
    """Words that are not said of persons, dated names, and terms of art.

    All may stand in quotation marks.
    """
    unquoted = re.sub(r"[“\"‘][^”\"’]*[”\"’]|(?<!\w)'[^']*'(?!\w)", " ", text)
    return _found(place, unquoted, (*_DISRESPECTFUL, *_QUOTED_ONLY, _ALL_RELEVANT))


def obliging(place: str, text: str) -> list[str]:
    """Sentences in which a source obliges somebody to something."""
    return [f'{place}: "{match.group()}"' for match in _OBLIGES.finditer(" ".join(text.split()))]


def _question_texts(question: Question) -> Iterator[tuple[str, str]]:
    yield f"{question.id}, label", str(question.label)
    yield f"{question.id}, text", str(question.text)
    yield f"{question.id}, guidance", guidance_text(question)
    for step, text in question.evidence.items():
        yield f"{question.id}, evidence {step}", str(text)
    if question.weight.reason:
        yield f"{question.id}, weight", str(question.weight.reason)
    if isinstance(question, ScaleQuestion):
        for number, stated in question.steps.items():
            yield f"{question.id} step {number}", step_text(stated)
        if question.target and question.target.reason:
            yield f"{question.id}, target", str(question.target.reason)


def _measure_texts(measure: Measure) -> Iterator[tuple[str, str]]:
    for name in ("label", "text", "why", "partners"):
        yield f"{measure.id}, {name}", str(getattr(measure, name))
    for place, step in enumerate(measure.first_steps, 1):
        yield f"{measure.id}, first step {place}", f"{step.actor}: {step.action} {step.product}"
    for example in measure.examples:
        yield f"{measure.id}, {example.unit}", f"{example.shows} {example.does_not_show}"


def questionnaire_words(questionnaire: Questionnaire) -> list[str]:
    """Vague words in steps and questions, disrespectful or dated ones
    anywhere, sources that oblige.
    """
    faults = []
    for question in questionnaire.questions():
        faults += _found(f"{question.id}, text", str(question.text), _VAGUE)
        for place, text in _question_texts(question):
            faults += disrespectful(place, text) + obliging(place, text)
    for scale in scales(questionnaire):
        for number, step in scale.steps.items():
            faults += _found(
                f"{scale.id} step {number}",
                step_text(step),
                _VAGUE if number == 0 else (*_VAGUE, *_LACKING),
            )
    return faults


def measure_words(measures: Iterable[Measure]) -> list[str]:
    """Disrespectful or dated words, sources that oblige, and verbs that
    promise nothing that can be shown.
    """
    faults = []
    for measure in measures:
        faults += _found(
            f"{measure.id}, text", str(measure.text), ("strengthen", "raise awareness", "promote")
        )
        for place, text in _measure_texts(measure):
            faults += disrespectful(place, text) + obliging(place, text)
    return faults


# --- complete -------------------------------------------------------------------------------------


def incomplete(questionnaire: Questionnaire, evidence_from: int) -> list[str]:
    """Scored questions without reasons, target, evidence or sources."""
    faults = []
    for question in scored(questionnaire):
        if not question.weight.reason:
            faults.append(f"{question.id}: a weight without a reason")
        if len(question.sources) not in range(1, MOST_SOURCES + 1):
            faults.append(f"{question.id}: {len(question.sources)} sources")
        if not isinstance(question, ScaleQuestion):
            continue
        if not question.target or not question.target.reason:
            faults.append(f"{question.id}: no target, or none with a reason")
        missing = [
            step
            for step in question.steps
            if step >= evidence_from and str(step) not in question.evidence
        ]
        faults += [f"{question.id} step {step}: no evidence named" for step in missing]
        faults += [
            f"{question.id}: {source.unit} at no step"
            for source in question.sources
            if source.step is None
        ]
    return faults


def _fires(trigger: Trigger, question: str, step: int) -> bool:
    """Whether a trigger fires when this question alone is answered.

    What it asks of other questions is granted.
    """
    if isinstance(trigger, FiresAtStep):
        return trigger.question != question or step in trigger.steps
    if isinstance(trigger, (FiresAll, FiresAny)):
        decide: Callable[[Iterable[bool]], bool] = all if isinstance(trigger, FiresAll) else any
        return decide(_fires(part, question, step) for part in trigger.parts)
    return True


def broken_chains(questionnaire: Questionnaire, measures: Sequence[Measure]) -> list[str]:
    """Steps below target from which no measure leads on, and measures that
    fire at a step they do not raise.
    """
    faults = []
    for question in scales(questionnaire):
        if question.weight.value == 0 or question.target is None:
            continue
        leading = [
            (measure, int(raise_.to))
            for measure in measures
            for raise_ in measure.raises
            if raise_.question == question.id
        ]
        for start in range(min(question.steps), question.target.value):
            step, way = start, [start]
            while step < question.target.value:
                ahead = [
                    to
                    for measure, to in leading
                    if to > step and _fires(measure.fires_when, question.id, step)
                ]
                if not ahead:
                    faults.append(
                        f"{question.id}: no measure leads on from step {step} (from {way})"
                    )
                    break
                step = min(ahead)
                way.append(step)
        faults += [
            f"{measure.id}: fires at step {step} and leads to {to}"
            for measure, to in leading
            for step in question.steps
            if step >= to
            and isinstance(measure.fires_when, FiresAtStep)
            and step in measure.fires_when.steps
        ]
    return faults


# --- sources --------------------------------------------------------------------------------------


def asked_units(questionnaire: Questionnaire) -> set[str]:
    """The units that scored questions cite."""
    return {source.unit for question in scored(questionnaire) for source in question.sources}


def unknown_units(
    questionnaire: Questionnaire, measures: Iterable[Measure], register: Mapping[str, Unit]
) -> list[str]:
    """Units that are cited and do not exist, practices that are scored,
    examples that are no practice.
    """
    faults = []
    for question in questionnaire.questions():
        for source in question.sources:
            if source.unit not in register:
                faults.append(f"{question.id}: {source.unit} does not exist")
            elif register[source.unit].kind == "practice":
                faults.append(f"{question.id}: {source.unit} is a practice")
    for measure in measures:
        cited = [*measure.source_units, *measure.example_units]
        faults += [f"{measure.id}: {unit} does not exist" for unit in cited if unit not in register]
        faults += [
            f"{measure.id}: {unit} is no practice"
            for unit in measure.example_units
            if unit in register and register[unit].kind != "practice"
        ]
        if not measure.source_units:
            faults.append(f"{measure.id}: no source unit")
    return faults


def unrelated_sources(questionnaire: Questionnaire, relations: SourceRelations) -> list[str]:
    """Questions that serve two units which the register does not say to overlap."""
    together = [set(overlap.units) for overlap in relations.overlaps]
    return [
        f"{question.id}: {one.unit} and {other.unit} do not overlap"
        for question in scored(questionnaire)
        for one, other in combinations(question.sources, 2)
        if not any({one.unit, other.unit} <= units for units in together)
    ]


def silent_on_tension(
    questionnaire: Questionnaire, documents: Iterable[SourceDocument], relations: SourceRelations
) -> list[str]:
    """Questions on one side of a tension between documents whose guidance does
    not name each of these documents.
    """
    home = {unit.id: document.id for document in documents for unit in document.units}
    faults = []
    for question in scored(questionnaire):
        cited = {source.unit for source in question.sources}
        for tension in relations.tensions:
            if cited & set(tension.units):
                named = {NAMES[home[unit]] for unit in tension.units}
                faults += [
                    f"{question.id}: guidance does not name {name} ({tension.id})"
                    for name in sorted(named)
                    if name not in guidance_text(question)
                ]
    return faults
