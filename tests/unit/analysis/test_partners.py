"""Which questions a government and its partners share, and how their answers stand."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from pydantic import TypeAdapter

from coherence_kit.analysis.rounds.partners import partner_places, partners
from coherence_kit.model.assessment import Assessment
from coherence_kit.model.partners import Partners, View
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.submission import Answer, AnswerValue
from coherence_kit.rendering.data.assessment_shape import PartnersData
from coherence_kit.rendering.data.partners import partners_data
from tests.builders import (
    NOT_APPLICABLE,
    UNKNOWN,
    a_question,
    a_questionnaire,
    assessed,
    carried,
)
from tests.partners import a_voice

DESCRIBED = {
    0: {"name": "None", "text": "Nothing is on file."},
    1: {"name": "One", "text": "One seat is held."},
}
ONE = a_questionnaire(a_question("a"))


def seen(chapter: Assessment, *voices: Assessment) -> Partners:
    found = partners(chapter, voices)
    assert found is not None
    return found


def view(
    question: Question, ours: AnswerValue | Answer | None, theirs: AnswerValue | Answer | None
) -> View:
    """How one answer stands beside another to the same question."""
    asked = a_questionnaire(question)
    given = [{} if answer is None else {question.id: answer} for answer in (ours, theirs)]
    found = seen(assessed(asked, **given[0]), a_voice(asked, "Union", **given[1]))
    return found.questions[0].answers[0].view


@pytest.mark.parametrize(
    ("ours", "theirs", "how"),
    [
        (3, 1, View.FAR_LOWER),
        (3, 2, View.LOWER),
        (3, 3, View.ALIKE),
        (2, 3, View.HIGHER),
        (0, 4, View.FAR_HIGHER),
        (3, UNKNOWN, View.GOVERNMENT_ONLY),
        (3, NOT_APPLICABLE, View.GOVERNMENT_ONLY),
        (3, None, View.GOVERNMENT_ONLY),
        (3, carried(Answer(value=1)), View.GOVERNMENT_ONLY),
        (carried(Answer(value=3)), 1, View.PARTNER_ONLY),
        (UNKNOWN, 1, View.PARTNER_ONLY),
        (NOT_APPLICABLE, 1, View.PARTNER_ONLY),
        (None, 1, View.PARTNER_ONLY),
        (UNKNOWN, UNKNOWN, View.NEITHER),
    ],
)
def test_steps_stand_beside_steps(
    ours: AnswerValue | Answer | None, theirs: AnswerValue | Answer | None, how: View
) -> None:
    assert view(a_question("a"), ours, theirs) is how


def test_half_a_step_is_lower_and_not_alike() -> None:
    half = a_question("a", half_step={"id": "partly", "text": "in part"})
    assert view(half, 2, "2-partly") is View.LOWER
    assert view(half, "2-partly", 2) is View.HIGHER


def test_without_steps_half_of_the_scale_is_far() -> None:
    choice = a_question("a", "choice", options={"no": 0, "some": 49, "most": 50, "none": 0})
    assert view(choice, "most", "no") is View.FAR_LOWER
    assert view(choice, "some", "no") is View.LOWER
    assert view(choice, "no", "none") is View.DIFFERENT
    assert view(a_question("a", "boolean"), False, True) is View.FAR_HIGHER


def test_what_is_not_scored_has_no_order() -> None:
    text = a_question("a", "text")
    assert view(text, "One law.", "Two laws.") is View.DIFFERENT
    assert view(text, "One law.", "One law.") is View.ALIKE


def test_what_was_answered_is_compared_though_no_document_is_named() -> None:
    asked = a_questionnaire(a_question("a"), evidence="cap", evidence_from=2, evidence_cap=1)
    chapter = assessed(asked, a=3)
    assert chapter.nodes["a"].lacks_evidence
    found = seen(chapter, a_voice(asked, "Union", a=1)).questions[0]
    assert (found.step, found.answers[0].view) == (3, View.FAR_LOWER)


@pytest.mark.parametrize(
    ("ours", "theirs", "is_shared"),
    [
        (a_question("a"), a_question("a", steps=range(4)), False),
        (a_question("a"), a_question("a", steps={n: f"Rung {n}" for n in range(5)}), False),
        (a_question("a"), a_question("a", "boolean"), False),
        (a_question("a"), a_question("a", text="Something else?"), False),
        (a_question("a", "boolean"), a_question("a", "boolean", text="Is it?"), False),
        (
            a_question("a", steps=DESCRIBED),
            a_question("a", steps=DESCRIBED, text="In other words?"),
            True,
        ),
        (a_question("a"), a_question("a", target=3, weight=2, evidence={"2": "A note."}), True),
        (a_question("a"), a_question("b"), False),
    ],
)
def test_one_id_alone_makes_no_question_the_same(
    ours: Question, theirs: Question, is_shared: bool
) -> None:
    chapter = assessed(a_questionnaire(ours))
    found = partners(chapter, [a_voice(a_questionnaire(theirs), "Union")])
    assert (found is not None) is is_shared


def test_a_question_that_another_answer_makes_superfluous_was_not_asked() -> None:
    asked = a_questionnaire(
        a_question("a", "boolean"),
        a_question("b", depends_on={"question": "a", "in": ["true"]}),
    )
    both = {"a": True, "b": 2}
    found = seen(assessed(asked, a=False), a_voice(asked, "Union", **both))
    assert [one.id for one in found.questions] == ["a"]
    found = seen(assessed(asked, **both), a_voice(asked, "Union", a=False))
    assert [one.id for one in found.questions] == ["a"]


def test_offices_that_differ_without_a_decision_have_no_one_answer() -> None:
    said = {"x": Answer(value=1), "y": Answer(value=3)}
    open_one = assessed(ONE, a=Answer(said=said))
    assert open_one.nodes["a"].is_disputed
    found = seen(open_one, a_voice(ONE, "Union", a=0))
    assert found.questions[0].answers[0].view is View.UNDECIDED
    assert (found.partners[0].shared, found.partners[0].answered_by_both) == (1, 0)
    led = assessed(ONE, a=Answer(value=3, lead="y", said=said))
    assert seen(led, a_voice(ONE, "Union", a=0)).questions[0].answers[0].steps == -3


def test_the_widest_difference_comes_first_whatever_its_direction() -> None:
    asked = a_questionnaire(*map(a_question, "abcd"))
    chapter = assessed(asked, a=2, b=2, c=2, d=0)
    found = seen(chapter, a_voice(asked, "Union", a=2, b=1, c=UNKNOWN, d=4))
    assert [one.id for one in found.questions] == ["d", "b", "a", "c"]
    assert [one.distance for one in found.questions[:2]] == [Fraction(100), Fraction(25)]


def test_every_partner_is_counted_by_itself_in_whatever_order_they_come() -> None:
    asked = a_questionnaire(*map(a_question, "ab"))
    chapter = assessed(asked, a=2, b=2)
    voices = [
        a_voice(asked, "Union", a=0, b=2),
        a_voice(a_questionnaire(a_question("a")), "Town", a=3),
        a_voice(a_questionnaire(a_question("z")), "Elsewhere", z=3),
    ]
    expected = {
        "Union": {View.FAR_LOWER: 1, View.ALIKE: 1},
        "Town": {View.HIGHER: 1},
    }
    for several in permutations(voices):
        found = seen(chapter, *several)
        assert {one.name: one.views for one in found.partners} == expected
        assert [several[one.voices[0]].submission.respondent for one in found.partners] == [
            several[one.place].submission.respondent for one in found.partners
        ]


def test_two_files_of_one_stakeholder_are_one_partner_and_its_answer_counts() -> None:
    """As one that answers a voice and a questionnaire of the government's own."""
    asked = a_questionnaire(*map(a_question, "ab"))
    one, other = a_voice(ONE, "L’Union", a=UNKNOWN), a_voice(asked, "l'union ", a=1, b=1)
    assert partner_places([one, other, a_voice(ONE, "Town")]) == [0, 0, 1]
    found = seen(assessed(asked, a=3, b=1), one, other)
    assert [partner.voices for partner in found.partners] == [(0, 1)]
    assert {row.id: (row.answers[0].view, row.answers[0].voice) for row in found.questions} == {
        "a": (View.FAR_LOWER, 1),
        "b": (View.ALIKE, 1),
    }


def test_stakeholders_without_a_name_are_not_taken_for_one() -> None:
    assert partner_places([a_voice(ONE, ""), a_voice(ONE, "")]) == [0, 1]


def test_the_same_as_data() -> None:
    asked = a_questionnaire(*map(a_question, "ab"))
    voices = [a_voice(a_questionnaire(a_question("z")), "Elsewhere"), a_voice(asked, "Union", a=1)]
    data = partners_data(seen(assessed(asked, a=3, b=UNKNOWN), *voices))
    TypeAdapter(PartnersData).validate_python(data, strict=True)
    assert data["partners"] == [
        {
            "name": "Union",
            "shared": 2,
            "answered_by_both": 1,
            "views": {"far_lower": 1, "neither": 1},
        }
    ]
    assert data["questions"] == [
        {
            "id": "a",
            "step": 3,
            "answers": [{"partner": 0, "view": "far_lower", "step": 1, "steps": -2}],
        },
        {
            "id": "b",
            "step": None,
            "answers": [{"partner": 0, "view": "neither", "step": None, "steps": None}],
        },
    ]
