"""What stands beside the chapters of a report and never enters their figures."""

from __future__ import annotations

from dataclasses import dataclass

from coherence_kit.model.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Beside:
    """Voices of stakeholders, and what the same questionnaires gave in an earlier round.

    Of each questionnaire there is at most one earlier assessment; one of another version is read by
    its own.
    """

    voices: tuple[Assessment, ...] = ()
    previous: tuple[Assessment, ...] = ()

    def before(self, questionnaire: str) -> Assessment | None:
        """The earlier assessment of a questionnaire."""
        return next((one for one in self.previous if one.questionnaire.id == questionnaire), None)


ALONE = Beside()
"""Nothing stands beside."""
