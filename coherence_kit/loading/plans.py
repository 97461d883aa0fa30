"""Plans: the file is read, then its measures are looked up in their catalogues."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from coherence_kit.loading.documents import Document
from coherence_kit.loading.schema_problems import validate
from coherence_kit.loading.submissions import check_country
from coherence_kit.model.plan import Plan, PlannedMeasure, PlanOfMeasures, is_before
from coherence_kit.problems import did_you_mean, has_errors

FindMeasures = Callable[[str], Collection[str]]
"""Ids of the measures for a questionnaire; none where it has none or cannot be looked into."""
Key = tuple[str, str]
"""A questionnaire and a measure for it."""

_NUMBER_OF_REPORT = re.compile(r"[Mm]\d{1,3}")


@dataclass(frozen=True, slots=True)
class BoundPlan:
    """A plan with its measures looked up, and how the file names each."""

    stated: Plan
    entries: Mapping[Key, PlannedMeasure]
    written: Mapping[Key, str]

    def of(self, questionnaire: str) -> PlanOfMeasures:
        """What it says of the measures for one questionnaire."""
        return PlanOfMeasures(
            self.stated.round,
            self.stated.date,
            {
                measure: entry
                for (name, measure), entry in self.entries.items()
                if name == questionnaire and not entry.says_nothing
            },
        )


def load_plan(document: Document) -> Plan | None:
    """The file by itself, its measures not looked up yet; None with the problems added."""
    if has_errors(document.problems):
        return None
    stated = validate(document, Plan)
    if stated is None:
        return None
    check_country(document, stated.country, stated.country_name)
    _check_days(document, stated)
    return None if has_errors(document.problems) else stated


def _check_days(document: Document, stated: Plan) -> None:
    """Nothing is to be carried out before it is begun."""
    for name, entry in stated.measures.items():
        if entry.start and entry.due and is_before(entry.due, entry.start):
            days = {"due": entry.due, "start": entry.start}
            document.report("plan.due-before-start", ("measures", name, "due"), id=name, **days)


def bind_plan(
    document: Document, stated: Plan, known: Collection[str], find: FindMeasures
) -> BoundPlan | None:
    """The plan with its measures looked up; None with the problems added.

    Args:
        document: the file.
        stated: what it says.
        known: ids of the questionnaires that there are.
        find: the measures for one of them.

    """
    for place, name in enumerate(stated.questionnaires):
        if name not in known:
            texts = {"id": name, "known": ", ".join(sorted(known)) or "none"}
            hint = did_you_mean(name, known)
            path = ("questionnaires", place)
            document.report("plan.unknown-questionnaire", path, hint=hint, **texts)
    if has_errors(document.problems):
        return None
    measures = {name: find(name) for name in stated.questionnaires}
    meant = {text: find_measure(text, measures) for text in stated.measures}
    for text, keys in meant.items():
        if not keys:
            texts = {"questionnaires": ", ".join(measures), "id": text}
            hint = _hint(text, measures, known, find)
            document.report_key("plan.unknown-measure", ("measures", text), hint=hint, **texts)
    written = _written(document, meant)
    if has_errors(document.problems):
        return None
    entries = {key: stated.measures[text] for key, text in written.items()}
    return BoundPlan(stated, entries, written)


def find_measure(text: str, measures: Mapping[str, Collection[str]]) -> list[Key]:
    """The measures that a key of a plan stands for; none if there are none of this id.

    Without a questionnaire in front it stands for the measure wherever it is one: what a
    questionnaire borrows from another is the same measure.
    """
    head, slash, rest = (part.strip() for part in text.partition("/"))
    among = [head] if slash else [*measures]
    wanted = rest if slash else head
    return [(name, wanted) for name in among if wanted in measures.get(name, ())]


def _written(document: Document, meant: Mapping[str, Sequence[Key]]) -> dict[Key, str]:
    """How the plan names each measure: with its questionnaire in front, where it does so.

    An entry that is left without a measure is told of.
    """
    written: dict[Key, str] = {}
    for text in sorted(meant, key=lambda text: "/" not in text):
        own = [key for key in meant[text] if key not in written]
        if meant[text] and not own:
            texts = {"id": text, "other": written[meant[text][0]]}
            document.report_key("plan.twice", ("measures", text), **texts)
        written |= dict.fromkeys(own, text)
    return written


def _hint(
    text: str,
    measures: Mapping[str, Collection[str]],
    known: Collection[str],
    find: FindMeasures,
) -> str:
    """What was meant: a near id, a measure for another questionnaire, a number of a report."""
    if _NUMBER_OF_REPORT.fullmatch(text.strip()):
        return " Numbers such as M3 are those of one report alone; a plan has the ids of measures."
    ids: dict[str, None] = {}
    for name, of_one in measures.items():
        for measure in of_one:
            ids |= {measure: None, f"{name}/{measure}": None}
    if hint := did_you_mean(text, ids):
        return hint
    others = {name: find(name) for name in known if name not in measures}
    elsewhere = next(iter(find_measure(text, others)), None)
    if elsewhere is None:
        return ""
    return f" It is a measure for {elsewhere[0]}: add that to questionnaires."
