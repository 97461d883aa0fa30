"""A result through one source document, in a program: its parts by id, and no figure for the whole.

Figures are points from 0 to 100 and mean what they mean in an assessment, over the questions that
cite the document alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from coherence_kit.api.figures import Bounds
from coherence_kit.api.frames import Columns, Tabular
from coherence_kit.errors import UnknownNameError

if TYPE_CHECKING:
    from coherence_kit.analysis.lens import Lens as Seen
    from coherence_kit.analysis.lens import LensPart as SeenPart
    from coherence_kit.model.assessment import Assessment as Model
    from coherence_kit.model.assessment import NodeResult
    from coherence_kit.rendering.data.assessment_shape import LensData

TEXTS = ("id", "number", "label", "text")
COUNTS = ("questions", "answered", "left_out")
FIGURES = ("score", "claimed", "low", "high", "coverage")


class LensPart(Bounds):
    """A section, or a question that stands for itself, over what cites the document."""

    def __init__(self, lens: Lens, part: SeenPart) -> None:
        self.id: str = part.result.id
        self.questions: int = part.questions
        """How many of its questions cite the document."""
        self.answered: int = part.answered
        """How many of these are answered."""
        self.left_out: int = part.left_out
        """How many of these do not apply or are not asked."""
        self._lens = lens
        self._part = part

    @property
    def result(self) -> NodeResult:
        """The part as the engine has it, through the lens."""
        return self._part.result

    @property
    def label(self) -> str:
        """The short name: title of a section, label of a question."""
        from coherence_kit.analysis.explain import label_of

        return label_of(self._lens.assessment, self.id)

    @property
    def number(self) -> str:
        """The number in forms and reports, such as `2.3`."""
        from coherence_kit.questions.numbering import numbers_of

        model = self._lens.assessment
        return numbers_of(model.nodes, model.root_id)[self.id]

    def __repr__(self) -> str:
        figures = f"score {self.text}, from {self.low_text} to {self.high_text}"
        return f"<LensPart {self.id}: {self.label}, {self.questions} questions, {figures}>"


class Lens(Tabular, Mapping[str, LensPart]):
    """An assessment through one source document: the parts in which something cites it, by id.

    It is no result: there is no figure for the whole, and no level.
    """

    TEXT_COLUMNS = frozenset(TEXTS)

    def __init__(self, assessment: Model, seen: Seen) -> None:
        self.assessment: Model = assessment
        """The assessment that is looked at, as the engine has it."""
        self.model: Seen = seen
        """The lens as the engine has it."""
        self._parts = {part.result.id: LensPart(self, part) for part in seen.parts}

    @classmethod
    def through(cls, assessment: Model, document: str) -> Lens:
        """An assessment through the document of this id.

        Raises:
            UnknownNameError: the source register has no such document.

        """
        from coherence_kit.analysis.lens import look_through

        if not isinstance(document, str):
            msg = (
                "A source document is named by its id, a text; this is of the type "
                f"{type(document).__name__}."
            )
            raise UnknownNameError(msg)
        return cls(assessment, look_through(assessment, document))

    @property
    def document(self) -> str:
        """The id of the document in the source register."""
        return self.model.document.id

    @property
    def title(self) -> str:
        """The title of the document."""
        return self.model.document.title

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions that count and cite the document."""
        return self.model.questions

    @property
    def scored_questions(self) -> int:
        """How many questions count, whatever they cite."""
        return self.model.scored

    def summary(self, language: str = "en") -> str:
        """What `coherence score --lens` prints: the parts, and what a lens is.

        Args:
            language: code of the language.

        Raises:
            WrongUseError: neither the kit nor the questionnaire speaks the language.

        """
        from coherence_kit.rendering.terminal.lens import lens_text
        from coherence_kit.workflow.language import chosen_language, languages_of

        spoken = chosen_language(language, languages_of([self.assessment]))
        return lens_text(self.assessment, self.model, spoken)

    def columns(self) -> Columns:
        """A row for each part, in the order of the questionnaire.

        Texts: id, number, label, text. Floats: the numbers of questions, answered and left_out;
        score, claimed, low and high from 0 to 100, and coverage from 0 to 1.
        """
        parts = tuple(self.values())
        return {
            **{name: [getattr(part, name) for part in parts] for name in (*TEXTS, *FIGURES)},
            **{name: [float(getattr(part, name)) for part in parts] for name in COUNTS},
        }

    def to_dict(self) -> LensData:
        """The lens as plain values, the same as in the JSON output."""
        from coherence_kit.rendering.data.lens import lens_data

        return lens_data(self.model)

    def __getitem__(self, part_id: str) -> LensPart:
        """A part by its id, or by its number (`2`).

        Raises:
            UnknownNameError: nothing in it cites the document, or there is no such part.

        """
        from coherence_kit.problems import did_you_mean

        for part in self._parts.values():
            if part_id in {part.id, part.number}:
                return part
        hint = did_you_mean(str(part_id), self._parts)
        msg = f'There is no part "{part_id}" through the lens {self.document}.{hint}'
        raise UnknownNameError(msg)

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Lens):
            return NotImplemented
        return (self.model, self.assessment) == (other.model, other.assessment)

    __hash__ = None  # type: ignore[assignment]  # equal by value, as an assessment is

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        asked = f"{len(self.questions)} of {self.scored_questions} questions cite it"
        return f"<Lens {self.document}: {asked}, {len(self)} parts>"

    def _repr_html_(self) -> str:
        from coherence_kit.rendering.notebook import preformatted

        return preformatted(str(self))
