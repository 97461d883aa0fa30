"""Government and partners as plain data."""

from __future__ import annotations

from coherence_kit.model.partners import Partners
from coherence_kit.rendering.data.assessment_shape import PartnersData


def partners_data(found: Partners) -> PartnersData:
    """The questions that both were asked, and how the answers stand."""
    listed = [partner.place for partner in found.partners]
    return {
        "partners": [
            {
                "name": partner.name or None,
                "shared": partner.shared,
                "answered_by_both": partner.answered_by_both,
                "views": {view.value: number for view, number in sorted(partner.views.items())},
            }
            for partner in found.partners
        ],
        "questions": [
            {
                "id": question.id,
                "step": question.step,
                "answers": [
                    {
                        "partner": listed.index(one.partner),
                        "view": one.view.value,
                        "step": one.step,
                        "steps": one.steps,
                    }
                    for one in question.answers
                ],
            }
            for question in found.questions
        ],
    }
