"""Plans: the file is read, then its measures are looked up in their catalogues."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from coherence_kit.loading.documents import Document
from coherence_kit.loading.schema_problems import validate
from coherence_kit.loading.submissions import check_country
from coherence_kit.model.plan import BoundPlan, Plan, find_measure, is_before, look_up
from coherence_kit.problems import did_you_mean, has_errors

FindMeasures = Callable[[str], Collection[str]]
"""Ids of the measures for a questionnaire; none where it has none or cannot be looked into."""
_MOST_HINTED = 200
"""Whoever has more unknown measures has another file before them, and each guess takes time."""
_NUMBER_OF_REPORT = re.compile(r"[Mm]\d{1,3}")


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
    plan = look_up(stated, measures)
    unknown = 0
    for text in stated.measures:
        meant = find_measure(text, measures)
        if not meant:
            unknown += 1
            texts = {"questionnaires": ", ".join(measures), "id": text}
            hint = _hint(text, measures, known, find) if unknown <= _MOST_HINTED else ""
            document.report_key("plan.unknown-measure", ("measures", text), hint=hint, **texts)
        elif all(plan.written[key] != text for key in meant):
            texts = {"id": text, "other": plan.written[meant[0]]}
            document.report_key("plan.twice", ("measures", text), **texts)
    return None if has_errors(document.problems) else plan


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
