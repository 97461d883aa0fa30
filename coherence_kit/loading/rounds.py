"""Rounds: the file is read, then what it asks and decides is looked up in its questionnaires."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.schema_problems import validate
from coherence_kit.loading.submissions import (
    check_country,
    check_one_not_applicable,
    typed_by_question,
)
from coherence_kit.model.asking import Asking, Key, who_is_asked
from coherence_kit.model.days import read_date
from coherence_kit.model.questionnaire import Question, Questionnaire
from coherence_kit.model.rounds import Round
from coherence_kit.model.submission import Answer, Decision, GivenAnswer, NotApplicableAnswer
from coherence_kit.problems import did_you_mean, has_errors
from coherence_kit.scoring.tree import Tree
from coherence_kit.spelling import same_name

FindQuestionnaire = Callable[[str], tuple[Questionnaire, Tree] | None]
"""A questionnaire by its id, laid out; None for one that cannot be looked into."""
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class BoundRound:
    """A round with who is asked what, and its decisions typed by their questions.

    `written` is how the file names the question of each decision.
    """

    stated: Round
    asking: Asking
    decisions: Mapping[Key, Answer]
    written: Mapping[Key, str]


def load_round(document: Document) -> Round | None:
    """The file by itself, its questions not looked up yet; None with the problems added."""
    if has_errors(document.problems):
        return None
    stated = validate(document, Round)
    if stated is None:
        return None
    check_country(document, stated.country, stated.country_name)
    _check_names(document, stated)
    _check_days(document, stated)
    return None if has_errors(document.problems) else stated


def bind_round(
    document: Document, stated: Round, known: Collection[str], find: FindQuestionnaire
) -> BoundRound | None:
    """The round with what it asks looked up in its questionnaires; None with the problems added.

    Args:
        document: the file.
        stated: what it says.
        known: ids of the questionnaires that there are.
        find: one of them.

    """
    laid_out: dict[str, tuple[Questionnaire, Tree]] = {}
    for place, name in enumerate(stated.questionnaires):
        if name not in known:
            texts = {"id": name, "known": ", ".join(sorted(known)) or "none"}
            hint = did_you_mean(name, known)
            document.report(
                "round.unknown-questionnaire", ("questionnaires", place), hint=hint, **texts
            )
        elif (found := find(name)) is not None:
            laid_out[name] = found
    if has_errors(document.problems):
        return None
    questionnaires = {name: one for name, (one, _) in laid_out.items()}
    asking = who_is_asked(stated, questionnaires)
    _check_asking(document, stated, asking, questionnaires)
    decisions, written = _decisions(document, stated, laid_out)
    if has_errors(document.problems):
        return None
    return BoundRound(stated, asking, decisions, written)


def find_question(written: str, questionnaires: Mapping[str, Questionnaire]) -> list[Key]:
    """The questions that a decision may be about, by its key in the file: one, if it is right."""
    head, slash, rest = (part.strip() for part in written.partition("/"))
    among = [head] if slash else [*questionnaires]
    return [
        (name, question.id)
        for name in among
        if name in questionnaires
        for question in questionnaires[name].questions()
        if question.id == (rest if slash else head)
    ]


def _check_names(document: Document, stated: Round) -> None:
    """Every respondent has an id and a name of its own, by either of which it is known."""
    first: dict[str, tuple[int, str]] = {}
    for place, respondent in enumerate(stated.respondents):
        told = False
        for key in ("id", "entity"):
            value = getattr(respondent, key)
            earlier, which = first.setdefault(same_name(value), (place, key))
            if earlier != place and not told:
                line = document.line_of(("respondents", earlier, which))
                path = ("respondents", place, key)
                document.report("round.same-respondent", path, value=value, first_line=line)
                told = True


def _check_days(document: Document, stated: Round) -> None:
    for key in ("date", "deadline"):
        typed = document.at((key,))
        if getattr(stated, key) is None and isinstance(typed, str) and typed.strip():
            document.report("round.date", (key,), value=typed, key=key)
    if stated.date is not None and stated.deadline is not None and stated.date < stated.deadline:
        days = {"date": stated.date.isoformat(), "deadline": stated.deadline.isoformat()}
        document.report("round.date-before-deadline", ("date",), **days)


def _check_asking(
    document: Document,
    stated: Round,
    asking: Asking,
    questionnaires: Mapping[str, Questionnaire],
) -> None:
    for text, path in asking.unknown:
        document.report("round.unknown-place", path, value=text, hint=_hint(text, questionnaires))
    for text, path, where in asking.in_several:
        _report_several(document, text, path, where)
    ids = [respondent.id for respondent in stated.respondents]
    for (name, question), (one, other) in list(asking.two_leads.items())[:_MOST_NAMED]:
        texts = {"id": question, "questionnaire": name, "one": one, "other": other}
        document.report("round.two-leads", ("respondents", ids.index(other), "leads"), **texts)
    for place, respondent in enumerate(stated.respondents):
        if respondent.kind == "stakeholder" and respondent.leads:
            document.report(
                "round.stakeholder-leads", ("respondents", place, "leads"), id=respondent.id
            )
        if not respondent.asked and not respondent.leads:
            document.report("round.asked-nothing", ("respondents", place), id=respondent.id)
    if not (asking.unknown or asking.in_several):
        _check_all_asked(document, asking, questionnaires)


def _report_several(document: Document, text: str, path: PathLike, where: Collection[str]) -> None:
    either = " or ".join(f"{name}/{text}" for name in where)
    document.report("round.in-several", path, value=text, known=" and ".join(where), cure=either)


def _check_all_asked(
    document: Document, asking: Asking, questionnaires: Mapping[str, Questionnaire]
) -> None:
    """A question that nobody is asked is told of, in one warning for each questionnaire."""
    for name in questionnaires:
        nobody = [
            question for (where, question), who in asking.asked.items() if where == name and not who
        ]
        if nobody:
            named = ", ".join(nobody[:_MOST_NAMED]) + (", …" if len(nobody) > _MOST_NAMED else "")
            place = list(questionnaires).index(name)
            texts = {"many": str(len(nobody)), "questionnaire": name, "ids": named}
            document.report("round.nobody-asked", ("questionnaires", place), **texts)


def _hint(text: str, questionnaires: Mapping[str, Questionnaire]) -> str:
    ids: dict[str, None] = {}
    for name, one in questionnaires.items():
        for part in (*one.all_sections(), *one.questions()):
            ids |= {part.id: None, f"{name}/{part.id}": None}
    return did_you_mean(text, [*ids, *questionnaires])


def _parts_hint(written: str, questionnaires: Mapping[str, Questionnaire]) -> str:
    """Of a section or a matrix the questions in it, each of which is decided by itself."""
    wanted = written.rpartition("/")[2]
    for one in questionnaires.values():
        for section in one.all_sections():
            if section.id == wanted:
                ids = [part.id for part in section.children]
                named = ", ".join(ids[:_MOST_NAMED]) + (", …" if len(ids) > _MOST_NAMED else "")
                return f" What is in it is decided one by one: {named}."
    return ""


def _decisions(
    document: Document, stated: Round, laid_out: Mapping[str, tuple[Questionnaire, Tree]]
) -> tuple[dict[Key, Answer], dict[Key, str]]:
    """Every decision typed by its question, and as the file names that.

    Of one that is still to be taken nothing.
    """
    found: dict[Key, Answer] = {}
    names: dict[Key, str] = {}
    for written, decision in stated.decisions.items():
        place = ("decisions", written)
        named = _decided_question(document, written, laid_out)
        if named is None:
            continue
        key, question = named
        if decision.date is not None and read_date(decision.date) is None:
            texts = {"id": written, "value": decision.date}
            document.report("round.decision-date", (*place, "date"), **texts)
        if decision.says_nothing:
            continue
        parts = {"by": decision.by, "date": decision.date, "note": decision.note}
        tree = laid_out[key[0]][1]
        is_both = decision.not_applicable is not None and decision.answer is not None
        if is_both or key in found:
            document.report("round.two-decisions", place, id=written)
            continue
        entry = (
            GivenAnswer(answer=decision.answer)
            if decision.not_applicable is None
            else NotApplicableAnswer(not_applicable=decision.not_applicable)
        )
        answer = typed_by_question(document, question, entry, place, tree)
        if answer is not None and answer.is_unknown:
            document.report("round.unknown-decided", (*place, "answer"), id=written)
        elif answer is not None:
            check_one_not_applicable(document, question.id, answer, tree, place)
            found[key] = answer.model_copy(update={"decision": Decision(**parts)})
            names[key] = written
    return found, names


def _decided_question(
    document: Document, written: str, laid_out: Mapping[str, tuple[Questionnaire, Tree]]
) -> tuple[Key, Question] | None:
    """The question that a decision is about."""
    questionnaires = {name: one for name, (one, _) in laid_out.items()}
    found = find_question(written, questionnaires)
    if len(found) == 1:
        name, wanted = found[0]
        asked = questionnaires[name].questions()
        return found[0], next(question for question in asked if question.id == wanted)
    place = ("decisions", written)
    if found:
        _report_several(document, written, place, [name for name, _ in found])
        return None
    hint = _parts_hint(written, questionnaires) or _hint(written, questionnaires)
    document.report_key("round.unknown-decision", place, id=written, hint=hint)
    return None
