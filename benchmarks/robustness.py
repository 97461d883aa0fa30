"""Everything that `coherence robustness` tries on a submission.

It is measured against NumPy merely drawing the same weights.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.timing import Ratio, compare
from coherence_kit.analysis.robustness.draws import concentration, weights_generator
from coherence_kit.analysis.robustness.monte_carlo import DRAWS
from coherence_kit.analysis.robustness.study import study
from coherence_kit.analysis.robustness.vectorised import VectorScorer
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Answer, Submission
from coherence_kit.scoring.tree import Tree, build_tree

SECTION = 10  # questions


@dataclass(frozen=True)
class Case:
    """A questionnaire laid out, with a submission in which every fifth answer is missing."""

    tree: Tree
    submission: Submission

    def study(self) -> None:
        """Rules, questions left out, draws, indices."""
        (result,) = study(self.tree, [self.submission]).results
        assert result.roots[0].sensitivity is not None

    def numpy_alone(self) -> None:
        """The weights of all groups by NumPy's own Dirichlet draws, 10,000 times."""
        generator = weights_generator()
        for group in VectorScorer(self.tree).groups.values():
            weights = group.weights[:, 0]
            if len(weights) > 1:
                generator.dirichlet(weights * (concentration(len(weights)) / weights.sum()), DRAWS)


def section(place: int) -> dict[str, object]:
    """A section of ten questions on scales, with weights from 1 to 3."""
    steps = {step: f"Step {step}" for step in range(5)}
    questions = [
        {
            "id": f"s{place}.q{number}",
            "type": "scale",
            "label": f"Question {number}",
            "text": f"What is there of {number}?",
            "steps": steps,
            "weight": 1 + number % 3,
        }
        for number in range(SECTION)
    ]
    return {"id": f"s{place}", "title": f"Section {place}", "questions": questions}


def case(questions: int) -> Case:
    """So many questions in sections of ten, with weights from 1 to 3."""
    sections = [section(place) for place in range(questions // SECTION)]
    levels = [
        {"id": name, "from": start, "label": name}
        for name, start in (("low", 0), ("middle", 40), ("high", 70))
    ]
    questionnaire = Questionnaire.model_validate(
        {
            "format": "coherence-kit/questionnaire/1",
            "id": "benchmark",
            "version": "1.0",
            "title": "Benchmark",
            "rubric": {"levels": levels},
            "sections": sections,
        }
    )
    answers = {
        question.id: Answer(value=place * 7 % 5)
        for place, question in enumerate(questionnaire.questions())
        if place % 5
    }
    submission = Submission.model_validate(
        {
            "format": "coherence-kit/submission/1",
            "questionnaire": {"id": "benchmark", "version": "1.0"},
            "answers": answers,
        }
    )
    return Case(build_tree(questionnaire), submission)


def measure() -> Ratio:
    """A study takes at most 6 times as long as drawing the weights alone.

    Answers are drawn too, missing ones and those that readers read otherwise; what is drawn has to
    be scored, four times over, and all else is tried as well.
    """
    hundred = case(100)
    return compare(
        "robustness over 100 questions / NumPy drawing its weights",
        hundred.study,
        hundred.numpy_alone,
        rounds=15,
        wanted="at most 6",
    )


def measure_growth() -> Ratio:
    """The cost grows with the number of questions and no faster."""
    large, small = case(5_000), case(500)

    def ten_small() -> None:
        for _ in range(10):
            small.study()

    return compare(
        "robustness over 5,000 questions / 10 times over 500",
        large.study,
        ten_small,
        rounds=3,
        wanted="about 1",
    )
