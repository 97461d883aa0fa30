"""Who is asked which question of a round, and who leads it: what the words of a round file mean."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from coherence_kit.model.questionnaire import Question, Questionnaire, Section
from coherence_kit.model.rounds import Round, RoundRespondent
from coherence_kit.spelling import same_name

Key = tuple[str, str]
"""A questionnaire and a question of it."""
PathInFile = tuple[str | int, ...]

_WHOLE, _ROLE, _QUESTION = 0, 1_000, 1_001
"""How closely a place is named; sections lie between, the deeper ones closer."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a text of a round file names: questions, and how closely it names them.

    `in_several` are the questionnaires that have it, where it does not say which one is meant.
    """

    questions: tuple[Key, ...]
    closeness: int
    in_several: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked what in a round.

    Args:
        asked: respondents by question, in the order of the round.
        leads: the respondent whose answer counts where they differ, by question.
        unknown: texts that name nothing, each with the keys that lead to it in the round file.
        in_several: texts that several questionnaires have, likewise, and these.
        two_leads: a question with the respondents that lead it as closely as each other.

    """

    asked: Mapping[Key, tuple[str, ...]]
    leads: Mapping[Key, str]
    unknown: tuple[tuple[str, PathInFile], ...] = ()
    in_several: tuple[tuple[str, PathInFile, tuple[str, ...]], ...] = ()
    two_leads: Mapping[Key, tuple[str, str]] = field(default_factory=dict)

    def of(self, respondent: str, questionnaire: str) -> tuple[str, ...]:
        """The questions of a questionnaire that a respondent is asked."""
        return tuple(
            name
            for (where, name), asked in self.asked.items()
            if where == questionnaire and respondent in asked
        )

    def questionnaires_of(self, respondent: str) -> tuple[str, ...]:
        """The questionnaires of which a respondent is asked something."""
        found = (where for (where, _), asked in self.asked.items() if respondent in asked)
        return tuple(dict.fromkeys(found))


def who_is_asked(stated: Round, questionnaires: Mapping[str, Questionnaire]) -> Asking:
    """What a round says, question by question.

    Args:
        stated: the round.
        questionnaires: those of it that are known, by id, in its order.

    """
    asked: dict[Key, list[str]] = {
        (one.id, question.id): [] for one in questionnaires.values() for question in one.questions()
    }
    leading: dict[Key, tuple[int, str]] = {}
    two_leads: dict[Key, tuple[str, str]] = {}
    unknown, several = [], []
    named = cache(lambda text: find_place(text, questionnaires))  # many are asked the same
    for place, respondent in enumerate(stated.respondents):
        for key, number, text in _places(respondent):
            found, path = named(text), ("respondents", place, key, number)
            if found is None:
                unknown.append((text, path))
                continue
            if found.in_several:
                several.append((text, path, found.in_several))
                continue
            for question in found.questions:
                if respondent.id not in asked[question]:
                    asked[question].append(respondent.id)
                if key == "leads":
                    _lead(question, respondent.id, found.closeness, leading, two_leads)
    return Asking(
        {key: tuple(names) for key, names in asked.items()},
        {key: name for key, (_, name) in leading.items()},
        tuple(unknown),
        tuple(several),
        two_leads,
    )


def _places(respondent: RoundRespondent) -> Iterator[tuple[str, int, str]]:
    for key in ("asked", "leads"):
        for number, text in enumerate(getattr(respondent, key)):
            yield key, number, text


def _lead(
    question: Key,
    respondent: str,
    closeness: int,
    leading: dict[Key, tuple[int, str]],
    two_leads: dict[Key, tuple[str, str]],
) -> None:
    """Whoever is named most closely leads; two that are named alike are told of."""
    closest, other = leading.get(question, (-1, ""))
    if closeness > closest:
        leading[question] = closeness, respondent
        two_leads.pop(question, None)
    elif closeness == closest and other != respondent:
        two_leads.setdefault(question, (other, respondent))


def places_of(questionnaire: Questionnaire, asked: Collection[str]) -> tuple[str, ...]:
    """The fewest ids that name these questions: of sections of which all is asked, and the rest."""
    return tuple(_fewest(questionnaire.sections, asked))


def _fewest(sections: tuple[Section, ...], asked: Collection[str]) -> Iterator[str]:
    for section in sections:
        inside = [question.id for question in _below(section)]
        if inside and all(name in asked for name in inside):
            yield section.id
            continue
        for child in section.children:
            if isinstance(child, Section):
                yield from _fewest((child,), asked)
            elif child.id in asked:
                yield child.id


def find_place(text: str, questionnaires: Mapping[str, Questionnaire]) -> Place | None:
    """The questions that a text names, blanks around it apart; None if it names nothing."""
    text = text.strip()
    if text in questionnaires:
        every = tuple((text, question.id) for question in questionnaires[text].questions())
        return Place(every, _WHOLE)
    head, slash, rest = (part.strip() for part in text.partition("/"))
    if slash:
        within = {head: questionnaires[head]} if head in questionnaires else {}
        return find_place(rest, within) if within and rest not in within else None
    found = {
        name: place
        for name, one in questionnaires.items()
        if (place := _in_questionnaire(text, one)) is not None
    }
    if not found:
        return None
    first = next(iter(found.values()))
    if first.closeness == _ROLE:  # an office has one name in all questionnaires
        return Place(tuple(key for place in found.values() for key in place.questions), _ROLE)
    return Place(first.questions, first.closeness, tuple(found) if len(found) > 1 else ())


def _in_questionnaire(text: str, questionnaire: Questionnaire) -> Place | None:
    where = questionnaire.id
    asked = [*questionnaire.questions()]
    if any(question.id == text for question in asked):
        return Place(((where, text),), _QUESTION)
    for section, depth in _sections(questionnaire.sections, 1):
        if section.id == text:
            below = {question.id for question in _below(section)}
            inside = tuple((where, question.id) for question in asked if question.id in below)
            return Place(inside, depth)
    role = same_name(text)
    of_role = tuple((where, question.id) for question in asked if role in _roles(question))
    return Place(of_role, _ROLE) if of_role else None


def _sections(sections: tuple[Section, ...], depth: int) -> Iterator[tuple[Section, int]]:
    for section in sections:
        yield section, depth
        inner = tuple(child for child in section.children if isinstance(child, Section))
        yield from _sections(inner, depth + 1)


def _below(section: Section) -> Iterator[Question]:
    for inner in section.walk():
        for child in inner.children:
            if not isinstance(child, Section):
                yield child


def _roles(question: Question) -> set[str]:
    if question.who is None or question.who.answers is None:
        return set()
    return {same_name(text) for text in question.who.answers.root.values()}
