"""What is planned of measures, as plain data."""

from __future__ import annotations

from coherence_kit.model.plan import PlannedMeasure, PlanOfMeasures
from coherence_kit.rendering.data.assessment_shape import PlanData, PlannedData


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
