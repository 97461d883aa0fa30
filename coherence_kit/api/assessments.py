"""An assessment in a program: the whole, its parts by id, and how each figure came about.

Scores, bounds, targets and gaps are points from 0 to 100, whatever scale the questionnaire
publishes its figures on; `text` is the published figure. They are the doubles nearest to exact
fractions, the same as in the JSON output; the fractions themselves are in `exact`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coherence_kit.api.figures import Figures
from coherence_kit.api.frames import Columns, Tabular
from coherence_kit.errors import UnknownNameError

if TYPE_CHECKING:
    from coherence_kit.analysis.explain import Explanation as Step
    from coherence_kit.api.lenses import Lens
    from coherence_kit.model.assessment import Assessment as Model
    from coherence_kit.model.assessment import Gap, Interval, NodeResult, Recommendation, ToCollect
    from coherence_kit.model.robustness import Robustness
    from coherence_kit.model.rubric import Level
    from coherence_kit.problems import Problem
    from coherence_kit.rendering.data.assessment_shape import AssessmentData


class Node(Figures):
    """A question, a section or the whole, with its figures."""

    def __init__(self, assessment: Assessment, node_id: str) -> None:
        self.id: str = node_id
        self._assessment = assessment

    @property
    def result(self) -> NodeResult:
        """The node as the engine has it."""
        return self._assessment.model.nodes[self.id]

    @property
    def label(self) -> str:
        """The short name: label of a question, title of a section or of the questionnaire."""
        from coherence_kit.analysis.explain import label_of

        return label_of(self._assessment.model, self.id)

    @property
    def number(self) -> str:
        """The number in forms and reports, such as `2.3`; empty of the whole."""
        from coherence_kit.questions.numbering import numbers_of

        model = self._assessment.model
        return numbers_of(model.nodes, model.root_id).get(self.id, "")

    @property
    def kind(self) -> str:
        """`question`, `section`, `questionnaire` or `matrix`."""
        return self.result.kind

    @property
    def parent(self) -> Node | None:
        """What the node is a part of; None for the whole."""
        parent = self.result.parent
        return None if parent is None else Node(self._assessment, parent)

    @property
    def children(self) -> tuple[Node, ...]:
        """Its parts in the order of the questionnaire; none of a question."""
        return tuple(Node(self._assessment, name) for name in self.result.children)

    def explain(self, language: str = "en") -> Explanation:
        """How the figure came about, from this node up to the whole.

        Printed, it says what went in, the rule, and the arithmetic with the real numbers.
        """
        return self._assessment.explain(self.id, language)

    def __repr__(self) -> str:
        figures = f"score {self.text}, from {self.low_text} to {self.high_text}"
        return f"<Node {self.id}: {self.label}, {self.state}, {figures}>"

    def _repr_html_(self) -> str:
        from coherence_kit.rendering.notebook import node_html

        return node_html(self._assessment.model, self.id)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Node):
            return NotImplemented
        return (self.id, self._assessment) == (other.id, other._assessment)

    def __hash__(self) -> int:
        return hash(self.id)


class Assessment(Figures, Tabular, Mapping[str, Node]):
    """The result of a submission: the figures of the whole, and every part of it by its id."""

    TEXT_COLUMNS = frozenset(
        {
            *("id", "number", "label", "kind", "parent", "state", "rule", "text"),
            *("level", "level_low", "level_high"),
        }
    )

    def __init__(self, model: Model) -> None:
        self.model: Model = model
        """The result as the engine has it; every output is written from it."""

    @property
    def result(self) -> NodeResult:
        """The whole as the engine has it."""
        return self.model.root

    @property
    def questionnaire(self) -> str:
        """The id of the questionnaire."""
        return self.model.questionnaire.id

    @property
    def country(self) -> str:
        """The country in words."""
        return self.model.country_name

    @property
    def round(self) -> str | None:
        """The round of the assessment; None where none is stated."""
        return self.model.submission.round

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels of the whole: id, label, and the score from which each begins."""
        return self.model.levels

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Answered questions below their target, the greatest gain first; exact figures."""
        return self.model.gaps

    @property
    def to_collect(self) -> tuple[ToCollect, ...]:
        """Questions without an answer, the one on which most rests first."""
        return self.model.to_collect

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """The measures that close the gaps, in the order in which to take them."""
        return self.model.recommendations

    @property
    def robustness(self) -> Robustness | None:
        """How sure the result is; None unless :meth:`coherence_kit.Kit.assess` was asked for it."""
        return self.model.robustness

    @property
    def long_form(self) -> Interval | None:
        """Of a short submission the bounds of the long form with all else missing; else None."""
        return self.model.long_form

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Warnings about the submission."""
        return self.model.notes

    def explain(self, node: str, language: str = "en") -> Explanation:
        """How the figure of a section or question came about.

        Args:
            node: its id, or its number (`2.3`).
            language: code of the language of what is printed.

        Raises:
            UnknownNameError: there is no such section or question.

        """
        return _explained(self.model, node, language)

    def lens(self, document: str) -> Lens:
        """The result through one source document: only the questions that cite it.

        It goes section by section, and has no figure for the whole.

        Args:
            document: its id in the source register, such as `iom`.

        Raises:
            UnknownNameError: the register has no such document.

        """
        from coherence_kit.api.lenses import Lens

        return Lens.through(self.model, document)

    def summary(self, language: str = "en", *, most: int = 10) -> str:
        """The assessment as text: figures, sections, gaps, what to collect, measures.

        Args:
            language: code of the language.
            most: how many gaps, questions to collect and measures are named.

        Raises:
            WrongUseError: neither the kit nor the questionnaire speaks the language.

        """
        from coherence_kit.rendering.terminal.score import assessment_text
        from coherence_kit.workflow.language import chosen_language, languages_of

        spoken = chosen_language(language, languages_of([self.model]))
        return assessment_text(self.model, language=spoken, most=most)

    def columns(self) -> Columns:
        """A row for each node, the whole first.

        Texts: id, number, label, kind, parent, state, rule, text, level, level_low, level_high.
            Floats: score, low, high, target
        and gap from 0 to 100, coverage from 0 to 1, and weight.
        """
        from coherence_kit.analysis.explain import label_of
        from coherence_kit.rendering.data.assessment import assessment_data

        nodes = assessment_data(self.model)["nodes"]
        rows: list[dict[str, Any]] = [
            {"id": name, "label": label_of(self.model, name), **data, "score": data["value"]}
            for name, data in nodes.items()
        ]
        return {name: [row[name] for row in rows] for name in COLUMNS}

    def to_dict(self) -> AssessmentData:
        """The assessment as plain values, the same as in the JSON output."""
        from coherence_kit.rendering.data.assessment import assessment_data

        return assessment_data(self.model)

    def __getitem__(self, node_id: str) -> Node:
        """A section or question by its id, or by its number (`2.3`).

        Raises:
            UnknownNameError: there is none.

        """
        from coherence_kit.workflow.score import find_node

        return Node(self, find_node(self.model, _name(node_id)))

    def __iter__(self) -> Iterator[str]:
        return iter(self.model.nodes)

    def __len__(self) -> int:
        return len(self.model.nodes)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Assessment):
            return NotImplemented
        return self.model == other.model

    __hash__ = None  # type: ignore[assignment]  # equal by value, and far too large to be a key

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        from coherence_kit.rendering.terminal.score import result_line

        return f"<Assessment {self.questionnaire}: {result_line(self.model)}>"

    def _repr_html_(self) -> str:
        from coherence_kit.rendering.notebook import assessment_html

        return assessment_html(self.model)


COLUMNS = (
    "id", "number", "label", "kind", "parent", "state", "rule", "score", "low", "high", "text",
    "level", "level_low", "level_high", "weight", "target", "gap", "coverage",
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """How a figure came about; printed, it works the figure through with the real numbers."""

    model: Model
    """The assessment whose figure it is."""
    steps: tuple[Step, ...]
    """The node, then each node above it up to the whole, with rule, inputs and exact figures."""
    language: str = "en"
    """Code of the language of what is printed."""

    def to_dict(self) -> list[dict[str, Any]]:
        """The steps as plain values, exact figures as texts (`200/3`)."""
        from coherence_kit.rendering.data.explanation import explanation_data

        return [explanation_data(step) for step in self.steps]

    def __str__(self) -> str:
        from coherence_kit.rendering.terminal.explanation import explanation_text

        return explanation_text(self.steps, self.language)

    def __repr__(self) -> str:
        return f"<Explanation of {' in '.join(step.id for step in self.steps)}; print it>"

    def _repr_html_(self) -> str:
        from coherence_kit.rendering.notebook import preformatted

        return preformatted(str(self))

    def __reduce__(self) -> tuple[object, ...]:
        """For another process, which works it out again: the rules cannot be sent."""
        return _explained, (self.model, self.steps[0].id, self.language)


def _explained(model: Model, node: str, language: str) -> Explanation:
    from coherence_kit.workflow.language import chosen_language, languages_of
    from coherence_kit.workflow.score import explain_node

    spoken = chosen_language(language, languages_of([model]))
    return Explanation(model, explain_node(model, _name(node), spoken), spoken)


def _name(node: object) -> str:
    """The id or the number of a node; a number that is no text would lose its last zero."""
    if isinstance(node, str):
        return node
    msg = (
        'Sections and questions go by id or number, as a text such as "2.3"; '
        f"this is of the type {type(node).__name__}."
    )
    raise UnknownNameError(msg)
