"""What every part of a chapter needs: the assessment, its language, the numbers of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from coherence_kit.analysis.rounds.comparison import compare
from coherence_kit.charts import DEFAULT_PALETTE, Palette
from coherence_kit.documents.attached import submission_name
from coherence_kit.documents.breaks import LONGEST_PIECE, breakable
from coherence_kit.documents.glyphs import as_typed, printable
from coherence_kit.documents.print_limits import fitting, fitting_documents
from coherence_kit.i18n import limit_text, plain_number
from coherence_kit.model.assessment import (
    Assessment,
    Gap,
    Interval,
    NodeResult,
    Recommendation,
    ToCollect,
)
from coherence_kit.model.base import UNDETERMINED, Localizable, LocalizedText
from coherence_kit.model.beside import ALONE, Beside
from coherence_kit.model.comparison import Comparison
from coherence_kit.model.days import read_date
from coherence_kit.model.empty_words import says_nothing
from coherence_kit.model.plan import Status
from coherence_kit.model.questionnaire import Question
from coherence_kit.model.rubric import Level
from coherence_kit.model.submission import EvidenceItem
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.country import country_text
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.level_words import level_words, levels_named
from coherence_kit.rendering.measure_numbers import NumberedMeasure, number_measures
from coherence_kit.rendering.points import grades_text, points_text
from coherence_kit.rendering.report.words import capital, cut
from coherence_kit.words import Marked, Words, in_a_row, isolated, words_of
from coherence_kit.words.measures import horizon_span
from coherence_kit.words.plan import status_name
from coherence_kit.words.roles import role_name

_BEGINNING = 4000  # characters, more than what any beginning has


@dataclass(frozen=True, slots=True)
class ChapterContext:
    """One chapter.

    Args:
        assessment: what is printed.
        language: of the texts that come in several.
        place: of the chapter among those of the report, from 1.
        numbers: node id to its number: `2` a section, `2.3` a question.
        measures: measure id to its number in the report, in the order of the numbers.
        palette: colours of the charts.
        for_print: set in the kit's own faces; a browser has those of its machine.
        beside: voices and earlier rounds, which never enter the figures.
        part: what the submission is in the report, as it is carried: `submission`, or a `voice`.
        comparison: with the earlier round, where one stands beside.
        chapters: what every chapter of the report is called; empty for the only one.
        elsewhere: what measures that stand in full in this chapter move in others, by id.

    """

    assessment: Assessment
    language: str
    place: int
    numbers: Mapping[str, str]
    measures: Mapping[str, NumberedMeasure]
    palette: Palette = DEFAULT_PALETTE
    for_print: bool = True
    beside: Beside = ALONE
    part: str = "submission"
    comparison: Comparison | None = None
    chapters: tuple[str, ...] = ("",)
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What tells the chapter from the others; empty in a report of one."""
        return self.chapters[self.place - 1] if len(self.chapters) > 1 else ""

    @property
    def measure_numbers(self) -> Mapping[str, str]:
        """Measure id to `M1` and so on, in the order of the numbers."""
        return {name: measure.number for name, measure in self.measures.items()}

    def first_told(self, measure_id: str) -> int:
        """The place of the chapter in which a measure stands in full."""
        return self.measures[measure_id].chapters[0]

    def recommended_too(self, measure_id: str) -> str:
        """The other chapters that recommend a measure, by name; empty where there is none."""
        others = [place for place in self.measures[measure_id].chapters if place != self.place]
        return self.words.enumerate([self.chapters[place - 1] for place in others])

    @property
    def prefix(self) -> str:
        """Before every id of the chapter, so that ids stay unique in a report of several."""
        return self._prefix(self.place)

    def _prefix(self, place: int) -> str:
        return f"{'v' if self.part == 'voice' else 'c'}{place}-"

    def before(self, node_id: str) -> NodeResult | None:
        """A node in the earlier round, where that was scored by the same method."""
        comparison = self.comparison
        if comparison is None or comparison.is_partial or node_id not in comparison.changes:
            return None
        return comparison.changes[node_id].then

    @property
    def words(self) -> Words:
        """The sentences of the report in its language, or in English where it has none."""
        return words_of(self.language)

    @property
    def mirrored(self) -> bool:
        """Whether the page, and so every chart on it, runs from right to left."""
        return self.words.direction == "rtl"

    @property
    def arrow(self) -> str:
        """From an answer to its target, in the direction in which a line is read."""
        return "←" if self.mirrored else "→"

    def printable(self, text: str | None, *, is_name: bool = False) -> str:
        """A text that a person typed, which runs in its own direction.

        In print every character that no face has stands as its code, and a very long text is cut:
        in its place stands how much more there is, and where.

        Args:
            text: as typed.
            is_name: of a name, a title or a reference, which stand in narrow columns.

        """
        if not text:
            return ""
        shown, more = self._fitting(text, is_name=is_name)
        said = self._isolated(shown)
        if not more:
            return said
        told = self.words.count(
            "[… {n} more character: the whole text is in {file}, which this PDF carries]",
            "[… {n} more characters: the whole text is in {file}, which this PDF carries]",
            more,
            file=self.carried,
        )
        return in_a_row((said, told))

    def stated(self, text: LocalizedText | None) -> str:
        """A text that a submission gives in several languages, in the report's or marked."""
        if text is None:
            return ""
        language = text.language_for(self.language)
        said = self.printable(text.root[language])
        return said if language == UNDETERMINED else self.marked(said, language)

    def typed_date(self, typed: str | None) -> str:
        """A date in the words of the report; one that cannot be read as it was typed."""
        if typed is None or read_date(typed):
            return self.words.partial_date(typed)
        return self.printable(typed, is_name=True)

    def beginning(self, text: str | None, most: int) -> str:
        """As much of a text as stands beside something else, at most so many characters."""
        return cut(self._isolated(text.strip()[:_BEGINNING]), most) if text else ""

    def printed_documents(self, evidence: Sequence[EvidenceItem]) -> tuple[int, str]:
        """How many of the documents of an answer are printed, and what is said of the others."""
        texts = [item.title or item.reference or item.url or "" for item in evidence]
        shown = fitting_documents(texts) if self.for_print else len(texts)
        if shown == len(texts):
            return shown, ""
        return shown, self.words.count(
            "{n} more document is named; all of them are in {file}, which this PDF carries.",
            "{n} more documents are named; all of them are in {file}, which this PDF carries.",
            len(texts) - shown,
            file=self.carried,
        )

    @property
    def carried(self) -> str:
        """The file in the PDF that holds the submission of this chapter."""
        return submission_name(self.place, self.part)

    def _fitting(self, text: str, *, is_name: bool = False) -> tuple[str, int]:
        """What of a text is printed, and how many characters are not; a page for a browser has all.

        A page costs a browser little, and it carries no submission in which the rest would stand.
        """
        return fitting(text, is_name=is_name) if self.for_print else (text, 0)

    def _isolated(self, text: str) -> str:
        return with_breaks(isolated(self._shown(text), self.words.direction))

    def _shown(self, text: str) -> str:
        return printable(text)[0] if self.for_print else as_typed(text)

    @property
    def country(self) -> str:
        """The country in words."""
        said = country_text(self.assessment, self.language)
        return self.printable(said, is_name=True) if self.assessment.country_name else said

    def localize(self, text: Localizable | None, *, is_name: bool = False) -> str:
        """A text of the content in the report's language; one in another language is marked.

        A very long one is cut in print, as in `printable`.
        """
        if text is None:
            return ""
        languages = self.assessment.questionnaire.languages
        shown, more = self._fitting(text.in_language(self.language, languages), is_name=is_name)
        said = self.marked(with_breaks(self._shown(shown)), self.language_of(text))
        if not more:
            return said
        told = self.words.count(
            "[… {n} more character: the questionnaire that this PDF carries has the whole text]",
            "[… {n} more characters: the questionnaire that this PDF carries has the whole text]",
            more,
        )
        return in_a_row((said, told))

    def marked(self, text: str, language: str) -> str:
        """A text in a language, marked where it is not that of the report."""
        return self.words.marked(text, language)

    def language_of(self, text: Localizable) -> str:
        """The language in which a text of the content is printed."""
        languages = self.assessment.questionnaire.languages
        language = text.language_for(self.language, languages)
        return languages[0] if language == UNDETERMINED else language

    def office(self, role: str) -> str:
        """The office that has a role: as the submission names it, or else the role's own name."""
        named = self.assessment.submission.offices.get(role)
        if named is None or says_nothing(named):
            return role_name(self.words, role)
        return self.printable(named, is_name=True)

    # --- what is planned of a measure: every part of a report asks here ---------------------------

    def lead(self, measure_id: str) -> str:
        """The office that leads a measure: as the plan names it, or else as it would in general."""
        entry = self.assessment.planned(measure_id)
        if entry is None or entry.lead is None or says_nothing(entry.lead):
            return self.office(self.assessment.catalogue[measure_id].lead_role)
        return self.of_plan(entry.lead, is_name=True)

    def by_when(self, measure_id: str) -> str:
        """By when a measure is carried out: as the plan says, or else its horizon in general.

        Of one that is done or dropped, that it is.
        """
        entry = self.assessment.planned(measure_id)
        if entry is not None and entry.status is not None and entry.has_ended:
            return capital(status_name(self.words, entry.status))
        if entry is not None and entry.due is not None:
            return self.words.say("By {date}", date=self.words.partial_date(entry.due))
        return horizon_span(self.words, self.assessment.catalogue[measure_id].horizon)

    def planned(self, measure_id: str) -> tuple[tuple[str, str], ...]:
        """What the plan says of a measure beside its lead, each under its name; nothing of none."""
        entry, words = self.assessment.planned(measure_id), self.words
        if entry is None:
            return ()
        status = "" if entry.status is None else capital(status_name(words, entry.status))
        found = (
            (words.say_as("of a plan", "Status"), status),
            (words.say_as("of a plan", "Start"), words.partial_date(entry.start)),
            (words.say_as("of a plan", "Due"), words.partial_date(entry.due)),
            (words.say_as("of a plan", "Cost"), self.of_plan(entry.cost, is_name=True)),
            (words.say_as("of a plan", "Note"), self.of_plan(entry.note)),
        )
        return tuple((name, text) for name, text in found if text)

    def of_plan(self, text: str | None, *, is_name: bool = False) -> str:
        """A text of a plan, as :meth:`printable`."""
        if not text:
            return ""
        shown, more = self._fitting(text, is_name=is_name)
        if not more:
            return self._isolated(shown)
        told = self.words.count(
            "[… {n} more character: the plan that this PDF carries has the whole text]",
            "[… {n} more characters: the plan that this PDF carries has the whole text]",
            more,
        )
        return in_a_row((self._isolated(shown), told))

    def node(self, node_id: str) -> NodeResult:
        """A node of the result."""
        return self.assessment.nodes[node_id]

    def question(self, question_id: str) -> Question:
        """A question as written; `question_id` may be any node in which its answer counts."""
        return self.assessment.questions[self.node(question_id).shares or question_id]

    def label(self, node_id: str) -> str:
        """A question's label or a section's title."""
        question = self.assessment.question_of(node_id)
        if question is not None:
            return self.localize(question.label, is_name=True)
        return self.localize(self.assessment.sections[node_id].title, is_name=True)

    def anchor(self, kind: str, node_id: str = "") -> str:
        """The id of a place in the report; made of numbers, never of what somebody typed."""
        number = self.numbers.get(node_id, "")
        return f"{self.prefix}{kind}" + (f"-{number.replace('.', '-').lower()}" if number else "")

    def measure_anchor(self, measure_id: str) -> str:
        """The id of the place where a measure stands in full, in whichever chapter."""
        place, number = self.first_told(measure_id), self.measures[measure_id].number
        return f"{self._prefix(place)}m-{number.lower()}"

    def points(self, value: Fraction) -> str:
        """Points of the whole, on its scale and with its decimals; grades where it is a letter."""
        return self.points_of(self.assessment.root, value)

    def points_of(self, root: NodeResult, value: Fraction) -> str:
        """Points, or grades, of a figure that nothing takes in: the whole, or a profile's part."""
        return points_text(self.words, value, root)

    @property
    def levels_named(self) -> tuple[Level, ...]:
        """The level of the whole, or the two between which it lies."""
        root = self.assessment.root
        return levels_named(self.assessment.levels, root.level_low, root.level_high)

    def standing(self, after: Interval) -> str:
        """A figure of the whole with its level, or with the two between which it lies."""
        figure = self.assessment.root.published(after.value) or NO_FIGURE
        named = levels_named(self.assessment.levels, after.level_low, after.level_high)
        if not named or self.assessment.root.letters is not None:
            return figure
        said = level_words(self.words, named, lambda label: self.localize(label, is_name=True))
        return in_a_row((figure, said), ", ")

    @property
    def has_minister(self) -> bool:
        """Whether a minister decides: of a State, not of a territory or a municipality."""
        return "-" not in (self.assessment.submission.country or "")

    def limit(self, value: Fraction) -> str:
        """A limit of the levels of the whole, on its scale and in full."""
        return limit_text(value, scale_maximum=self.assessment.root.publish.max)

    @property
    def shows_result(self) -> bool:
        """Whether enough is answered for a result, or none is wanted.

        If not, gains of it would say nothing.
        """
        return self.assessment.root.value is not None or self.assessment.root.is_profile

    def gap_points(self, gaps: Sequence[Gap]) -> str:
        """What closing gaps adds to the result, each alone, whatever the missing answers are."""
        roots = {gap.root for gap in gaps}
        root = self.node(roots.pop()) if len(roots) == 1 else self.assessment.root
        return self.points_of(root, sum((gap.gain for gap in gaps), Fraction(0)))

    @property
    def has_measures(self) -> bool:
        """Whether there is a catalogue of measures for the questionnaire at all."""
        return bool(self.assessment.catalogue)

    @property
    def leads_on(self) -> bool:
        """Whether the chapter says what to do next.

        It does not where each question stands for itself and no measures belong to it, as of what
        a stakeholder has seen.
        """
        return self.has_measures or not self.assessment.is_by_question

    @property
    def first_measures(self) -> list[str]:
        """The measures to begin with, in the order of their numbers."""
        order = list(self.measure_numbers)
        return sorted(self.assessment.together.first_measures, key=order.index)

    @property
    def measures_to_decide(self) -> list[str]:
        """Those of them on which nobody has decided yet, as far as a plan says."""
        return [name for name in self.first_measures if self._status(name) in {None, "proposed"}]

    @property
    def measures_to_begin(self) -> list[str]:
        """Those of them that are not under way yet, as far as a plan says."""
        open_ones = {None, "proposed", "adopted"}
        return [name for name in self.first_measures if self._status(name) in open_ones]

    def _status(self, measure_id: str) -> Status | None:
        entry = self.assessment.planned(measure_id)
        return None if entry is None else entry.status

    def begins_by(self, measure_id: str) -> str:
        """By when a plan says that a measure is begun, or else carried out; empty without one."""
        entry = self.assessment.planned(measure_id)
        return "" if entry is None else self.words.partial_date(entry.start or entry.due)

    def measure_points(self, item: Recommendation) -> str:
        """What a measure adds to the result."""
        return (
            self.points(item.gain)
            if item.letters is None
            else grades_text(self.words, item.gain, item.letters)
        )

    @property
    def counts_points(self) -> bool:
        """Whether what rests on an answer is said in points: if all rules are weighted means."""
        rules = {node.rule_name for node in self.assessment.nodes.values() if node.rule}
        return rules == {"arithmetic-mean"}

    def resting(self, items: Sequence[ToCollect]) -> str:
        """What rests on missing answers: `12.5 points of the interval`, or `25 % of the weight`.

        Nothing where each question stands for itself.
        """
        if self.assessment.is_by_question:
            return ""
        reach = sum((item.reach for item in items), Fraction(0))
        if self.counts_points:
            return self.words.say(
                "{number} points of the interval", number=self.points(reach * 100)
            )
        share = self.words.percent(reach)
        if self.assessment.root.is_profile:
            return self.words.say("{share} of the weight of its section", share=share)
        return self.words.say("{share} of the weight", share=share)

    def narrows(self, item: ToCollect) -> str:
        """The same as a figure in a table."""
        if self.assessment.is_by_question:
            return ""
        return (
            self.points(item.reach * 100) if self.counts_points else self.words.percent(item.reach)
        )

    @property
    def unproved(self) -> int:
        """How many answers name no document yet."""
        nodes = self.assessment.nodes.values()
        return sum(node.lacks_evidence for node in nodes if node.shares is None)

    @property
    def full_marks(self) -> str:
        """What 100 is published as; of letters, the scale."""
        letters = self.assessment.root.letters
        if letters is not None:
            return self.words.say(
                "on a scale from {low} to {high}", low=letters.order[0], high=letters.order[-1]
            )
        return plain_number(self.assessment.root.publish.max)

    @property
    def top_sections(self) -> tuple[str, ...]:
        """Sections of the first rank in which something is asked, in their order.

        All of them where nothing is asked in any.
        """
        sections = self.assessment.root.children
        return tuple(name for name in sections if self.assessment.is_asked(name)) or sections

    def questions_of(self, node_id: str) -> Iterator[str]:
        """Every question whose answer counts or is printed below a node, once, in order."""
        yield from dict.fromkeys(self.node(name).shares or name for name in self._places(node_id))

    def asked_of(self, node_id: str) -> Iterator[str]:
        """Those of them that are asked there; what is asked elsewhere may count there too."""
        return (name for name in self._places(node_id) if self.node(name).shares is None)

    def _places(self, node_id: str) -> Iterator[str]:
        for child in self.node(node_id).children:
            if self.node(child).kind == "question":
                yield child
            else:
                yield from self._places(child)

    def scored_of(self, node_id: str) -> list[str]:
        """The questions below a node that are asked and count."""
        return [
            question
            for question in self.questions_of(node_id)
            if self.node(question).scored and self.node(question).state != "not_asked"
        ]

    def answered_of(self, node_id: str) -> list[str]:
        """The questions below a node that count and are answered."""
        return [
            question
            for question in self.scored_of(node_id)
            if self.node(question).state == "answered"
        ]

    def gaps_of(self, node_id: str) -> list[Gap]:
        """The gaps below a node, by priority."""
        below = set(self.questions_of(node_id))
        return [gap for gap in self.assessment.gaps if gap.id in below]


def with_breaks(text: str) -> str:
    """A text with places to break in its long words, wherever it is printed."""
    if len(text) <= LONGEST_PIECE:
        return text
    broken = breakable(text)
    if "<wbr>" not in broken:
        return text
    if isinstance(text, Marked):
        return Marked(text, broken, text.language, text.direction)
    return Marked(text, broken)


def make_context(  # noqa: PLR0913  (all but one are named)
    assessment: Assessment,
    *,
    language: str,
    place: int,
    palette: Palette = DEFAULT_PALETTE,
    for_print: bool = True,
    beside: Beside = ALONE,
    part: str = "submission",
    measures: Mapping[str, NumberedMeasure] | None = None,
) -> ChapterContext:
    """Number the sections and questions of an assessment, and its measures where nobody has."""
    before = beside.before(assessment.questionnaire.id)
    return ChapterContext(
        assessment=assessment,
        language=language,
        place=place,
        numbers=numbers_of(assessment.nodes, assessment.root_id),
        measures=number_measures([assessment], first_place=place)[0]
        if measures is None
        else measures,
        palette=palette,
        for_print=for_print,
        beside=beside,
        part=part,
        comparison=None if before is None else compare(before, assessment),
    )
