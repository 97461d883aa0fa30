"""Two rounds compared in a program: what moved as far as it is proved, by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from coherence_kit.api.assessments import Assessment
from coherence_kit.api.frames import Columns, Tabular
from coherence_kit.errors import UnknownNameError
from coherence_kit.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from coherence_kit.model.comparison import Change
    from coherence_kit.model.comparison import Comparison as Model
    from coherence_kit.model.followed import MeasureThen
    from coherence_kit.rendering.data.comparison_shape import ComparisonData


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Comparison(Tabular, Mapping[str, "Change"]):
    """Two rounds; a mapping of what stands in both, by the id of the later questionnaire.

    A change has `movement` (`risen`, `fallen`, `same`, `unproved`, `left`, `not_scored`), `least`
    (by how much it moved at least, exact points from 0 to 100), `by_value`, `steps` and the two
    nodes `then` and `now`. Printed, it is what `coherence compare` prints.
    """

    TEXT_COLUMNS: ClassVar[frozenset[str]] = frozenset(
        {
            *("id", "id_then", "kind", "number", "label", "movement", "steps", "reworded", "why"),
            *("state_then", "answer_then", "state_now", "answer_now"),
        }
    )

    model: Model
    """The comparison as the engine has it."""
    notes: tuple[Problem, ...] = ()
    """Warnings about the two submissions."""

    @property
    def then(self) -> Assessment:
        """The assessment of the earlier round, by its own questionnaire."""
        return Assessment(self.model.then)

    @property
    def now(self) -> Assessment:
        """The assessment of the later round."""
        return Assessment(self.model.now)

    @property
    def moved(self) -> tuple[Change, ...]:
        """The questions that have risen or fallen for sure, those furthest apart first."""
        return self.model.moved

    @property
    def measures(self) -> tuple[MeasureThen, ...]:
        """What became of the measures that were recommended then as now."""
        return self.model.measures

    def summary(self, language: str = "en") -> str:
        """The comparison as text.

        Raises:
            WrongUseError: neither the kit nor the questionnaire speaks the language.

        """
        from coherence_kit.rendering.terminal.comparison import comparison_text
        from coherence_kit.workflow.compare import language_of

        return comparison_text(self.model, language_of(self.model, language)[0])

    def columns(self) -> Columns:
        """A row for each section and question, as in the table of `coherence compare`."""
        from coherence_kit.rendering.data.comparison import COLUMNS, comparison_lines

        rows = [*comparison_lines(self.model)]
        return {name: [row.get(name) for row in rows] for name in COLUMNS}

    def to_dict(self) -> ComparisonData:
        """The comparison as plain values, the same as in the JSON output."""
        from coherence_kit.rendering.data.comparison import comparison_data

        return comparison_data(self.model)

    def __getitem__(self, node_id: str) -> Change:
        """What stands in both rounds under this id.

        Raises:
            UnknownNameError: nothing does.

        """
        if node_id not in self.model.changes:
            hint = did_you_mean(str(node_id), self.model.changes)
            msg = f'Nothing is compared under "{node_id}".{hint}'
            raise UnknownNameError(msg)
        return self.model.changes[node_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.model.changes)

    def __len__(self) -> int:
        return len(self.model.changes)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        questions, moved = len(self.model.questions), len(self.model.moved)
        return f"<Comparison: {moved} of {questions} questions moved for sure>"

    def _repr_html_(self) -> str:
        from coherence_kit.rendering.notebook import preformatted

        return preformatted(str(self))
