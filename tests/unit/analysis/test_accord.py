"""What a plan says of a measure against what the answers of the next round show."""

from __future__ import annotations

import datetime as dt

import pytest

from coherence_kit.analysis.rounds.comparison import accord
from coherence_kit.model.followed import Accord, Outcome
from coherence_kit.model.plan import PlannedMeasure

DATE = dt.date(2028, 6, 30)
REACHED, PARTLY, NOT, UNKNOWN = Outcome.REACHED, Outcome.PARTLY, Outcome.NOT, Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("said", "outcome", "has_risen", "found"),
    [
        ({"status": "done"}, REACHED, True, Accord.AGREES),
        ({"status": "done"}, REACHED, False, Accord.AGREES),
        ({"status": "done"}, PARTLY, True, Accord.DONE_IN_PART),
        ({"status": "done"}, NOT, False, Accord.DONE_NOT_MOVED),
        ({"status": "done"}, UNKNOWN, False, Accord.DONE_NOT_SHOWN),
        ({"status": "done", "due": "2027"}, NOT, False, Accord.DONE_NOT_MOVED),
        ({"status": "under way"}, REACHED, True, Accord.AHEAD),
        ({"status": "adopted"}, REACHED, False, Accord.AHEAD),
        ({"status": "under way"}, PARTLY, True, Accord.AGREES),
        ({"status": "under way"}, NOT, False, Accord.AGREES),
        ({"status": "under way", "due": "2028-06"}, NOT, False, Accord.AGREES),
        ({"status": "under way", "due": "2028"}, NOT, False, Accord.AGREES),
        ({"status": "under way", "due": "2028-05"}, PARTLY, True, Accord.OVERDUE),
        ({"status": "under way", "due": "2028-06-29"}, UNKNOWN, False, Accord.OVERDUE),
        ({"status": "under way", "due": "2028-06-30"}, NOT, False, Accord.AGREES),
        ({"status": "under way", "due": "2027"}, REACHED, True, Accord.AHEAD),
        ({"status": "dropped"}, REACHED, True, Accord.MOVED_WITHOUT),
        ({"status": "proposed"}, PARTLY, True, Accord.MOVED_WITHOUT),
        ({"status": "dropped"}, REACHED, False, Accord.AGREES),
        ({"status": "dropped", "due": "2027"}, NOT, False, Accord.AGREES),
        ({"due": "2027"}, NOT, False, Accord.OVERDUE),
        ({"due": "2027"}, REACHED, True, None),
        ({"lead": "Office"}, NOT, False, None),
    ],
)
def test_plan_and_answers_agree_or_not(
    said: dict[str, str], outcome: Outcome, *, has_risen: bool, found: Accord | None
) -> None:
    planned = PlannedMeasure.model_validate(said)
    assert accord(planned, outcome, DATE, has_risen=has_risen) is found


def test_without_a_plan_or_a_date_nothing_is_said() -> None:
    assert accord(None, NOT, DATE, has_risen=False) is None
    late = PlannedMeasure(due="2027", status="adopted")
    assert accord(late, NOT, None, has_risen=False) is Accord.AGREES
