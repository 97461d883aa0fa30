"""What a questionnaire says of the questions of its earlier versions.

Some have another id now, others are gone.
"""

from __future__ import annotations

from collections.abc import Collection

from coherence_kit.loading.documents import Document
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.problems import did_you_mean


def check_earlier_ids(
    document: Document, questionnaire: Questionnaire, asked: Collection[str]
) -> None:
    """A renamed question is asked under its new id alone, a removed one not at all.

    `asked` are all ids of answers.
    """
    for old, new in questionnaire.renamed.items():
        if old in asked:
            document.report_key("questionnaire.earlier-id", ("renamed", old), id=old, key="renamed")
        elif new not in asked:
            hint = did_you_mean(new, asked)
            document.report(
                "questionnaire.renamed-to", ("renamed", old), id=old, new=new, hint=hint
            )
    for place, old in enumerate(questionnaire.removed):
        if old in asked:
            document.report("questionnaire.earlier-id", ("removed", place), id=old, key="removed")
        elif old in questionnaire.renamed:
            document.report("questionnaire.renamed-and-removed", ("removed", place), id=old)
