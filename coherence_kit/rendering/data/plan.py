"""What is planned of measures, and what became of them, as plain data."""

from __future__ import annotations

from coherence_kit.model.followed import MeasureThen
from coherence_kit.model.plan import PlannedMeasure, PlanOfMeasures
from coherence_kit.rendering.data.plan_shape import MeasureThenData, PlanData, PlannedData


def plan_data(plan: PlanOfMeasures) -> PlanData:
    """A plan of one assessment."""
    return {
        "round": plan.round,
        "date": plan.date,
        "measures": {name: planned_data(entry) for name, entry in plan.measures.items()},
    }


def planned_data(entry: PlannedMeasure) -> PlannedData:
    """What is planned of one measure."""
    return {
        "lead": entry.lead,
        "start": entry.start,
        "due": entry.due,
        "status": entry.status,
        "cost": entry.cost,
        "note": entry.note,
    }


def measure_then_data(one: MeasureThen) -> MeasureThenData:
    """What became of a measure."""
    data: MeasureThenData = {
        "id": one.id,
        "outcome": one.outcome.value,
        "goals": [
            {
                "question": goal.question,
                "to": goal.to,
                "outcome": goal.outcome.value,
                "then": goal.then,
                "now": goal.now,
            }
            for goal in one.goals
        ],
    }
    if one.planned is not None:
        data["plan"] = planned_data(one.planned)
        data["accord"] = None if one.accord is None else one.accord.value
    return data
