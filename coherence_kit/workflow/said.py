"""What the merged answers of a round let their respondents say, beside what these have sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coherence_kit.forms.draft import plain_entry
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.model.submission import UNANSWERED, Submission
from coherence_kit.problems import Problem
from coherence_kit.scoring.review import apply_reviews
from coherence_kit.workflow.score import Loaded

_MOST_NAMED = 5


def said_otherwise(loaded: Iterable[Loaded]) -> Iterator[Problem]:
    """Tell where a merged file among these says otherwise than what was sent, among these too.

    What was sent is known by the hash that the merged file has of it. Where no such file is there
    nothing can be told: a hash says nothing of answers that stand beside it.
    """
    read = list(loaded)
    merged = [one for one in read if one.submission.respondents]
    if not merged:
        return
    sent = {fingerprint(one.submission): one for one in read if not one.submission.respondents}
    for whole in merged:
        for office in whole.submission.respondents:
            own = sent.get(office.sha256 or "")
            if own is not None and (changed := _changed(whole.submission, office.id, own)):
                named = ", ".join(changed[:_MOST_NAMED]) + (
                    ", …" if len(changed) > _MOST_NAMED else ""
                )
                yield whole.document.problem_at(
                    "submission.said-otherwise",
                    ("answers", changed[0], "said", office.id),
                    id=office.id,
                    ids=named,
                    other=own.source,
                )


def _changed(merged: Submission, office: str, own: Loaded) -> list[str]:
    """The questions to which a respondent is given another answer than it has sent."""
    sent = apply_reviews(own.submission, own.instrument.questionnaire)
    asked = dict.fromkeys((*merged.answers, *sent.answers))
    return [
        name
        for name in asked
        if plain_entry(merged.answer(name).said.get(office, UNANSWERED))
        != plain_entry(sent.answer(name))
    ]
