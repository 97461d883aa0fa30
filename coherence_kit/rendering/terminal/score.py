"""The assessment for a terminal: result, sections and questions, gaps, measures."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coherence_kit.analysis.explain import label_of
from coherence_kit.model.assessment import Assessment, Gap, Recommendation
from coherence_kit.model.merging import counting
from coherence_kit.problems import one_line
from coherence_kit.questions import kind_of
from coherence_kit.questions.naming import answer_in_a_word
from coherence_kit.questions.numbering import numbers_of
from coherence_kit.rendering.country import country_text
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.holds_up import holds_up_text
from coherence_kit.rendering.level_words import level_words, levels_named
from coherence_kit.rendering.points import grades_text, points_text
from coherence_kit.rendering.respondents import answered_by
from coherence_kit.rendering.short_form import long_form_text, short_form_text
from coherence_kit.rendering.terminal.heading import heading, standing
from coherence_kit.rendering.terminal.score_tree import WIDTH, ScoreTree, covered
from coherence_kit.rendering.terminal.tables import table
from coherence_kit.words import Words, in_a_row, words_of
from coherence_kit.words.measures import effort_name, horizon_name
from coherence_kit.words.states import state_name

_LABEL_WIDTH = 60
_LONGEST_WHO = 40
_BELOW = " " * 4
_LONGEST_ANSWER, _MOST_GIVEN = 24, 8
_BESIDE = 10  # what is said of the result stands behind its name


def assessment_text(assessment: Assessment, *, most: int = 10, language: str = "en") -> str:
    """An assessment at 100 columns; of gaps, questions to collect and measures the first `most`."""
    return _Text(assessment, words_of(language), language, most).all()


def result_line(assessment: Assessment, language: str = "en") -> str:
    """The result on one line: country, round, who answers, figure with its interval, answers."""
    root, words = assessment.root, words_of(language)
    submission = assessment.submission
    named = (
        country_text(assessment, language),
        submission.round,
        _short(answered_by(words, submission)),
    )
    about = ", ".join(part for part in named if part)
    figure = root.text or (
        words.say("a profile") if root.is_profile else words.say("insufficient data")
    )
    if root.low != root.high:
        figure = words.say(
            "{figure} (between {low} and {high})",
            figure=figure,
            low=root.low_text,
            high=root.high_text,
        )
    counts = assessment.counts
    answered = words.say(
        "{part} of {whole} scored questions answered", part=counts.answered, whole=counts.asked
    )
    return in_a_row((f"{about}: {figure}, {answered}", short_form_text(words, assessment)), " · ")


def _short(name: str) -> str:
    return textwrap.shorten(name, _LONGEST_WHO, placeholder=" …")


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of one assessment."""

    assessment: Assessment
    words: Words
    language: str
    most: int

    def all(self) -> str:
        names = self._names()
        parts = [
            self._heading(),
            self._result(),
            list(ScoreTree(self.assessment, self.words, self.language).lines()),
            self._gaps(names),
            self._to_collect(names),
            self._disputed(names),
            self._measures(),
        ]
        return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"

    def _heading(self) -> list[str]:
        return [
            *heading(self.assessment, self.language),
            *standing(self.assessment, self.words),
        ]

    # --- the result ----------------------------------------------------------------------------

    def _result(self) -> list[str]:
        say, root = self.words.say, self.assessment.root
        lines = list(self._hung(say("Result"), self._figure()))
        if root.value is not None and root.is_claimed_higher:
            lines += self._hung(say("Claimed"), self._claimed())
        if not root.is_profile:
            lines += self._hung(say("Target"), root.target_text or NO_FIGURE)
        if self._long_form():
            lines += self._hung("", self._long_form())
        lines += self._hung(say("Answers"), self._answers())
        if self.assessment.submission.respondents:
            lines += self._hung(say("Round"), self._round())
        if self.assessment.evidence_demanded:
            given = say(
                "given for {part} of {whole} answers that need it",
                part=self.assessment.evidence_given,
                whole=self.assessment.evidence_demanded,
            )
            lines += self._hung(say("Evidence"), given)
        if self.assessment.recommendations and self.assessment.programme.now.value is not None:
            lines += self._hung(say("Programme"), self._programme())
        return lines

    def _long_form(self) -> str:
        languages = self.assessment.questionnaire.languages
        return long_form_text(
            self.words,
            self.assessment,
            lambda label: label.in_language(self.language, languages),
        )

    def _hung(self, head: str, text: str) -> Iterable[str]:
        """A line of the head, which goes on behind its name where it is too long."""
        return textwrap.wrap(f"{head:{_BESIDE - 1}} {text}", WIDTH, subsequent_indent=" " * _BESIDE)

    def _figure(self) -> str:
        say, root, counts = self.words.say, self.assessment.root, self.assessment.counts
        if self.assessment.is_by_question:
            return say(
                "a profile: each question stands for itself, and there is no figure for the whole "
                "or a section"
            )
        if root.is_profile:
            return say(
                "a profile: each section stands for itself, and there is no figure for the whole"
            )
        if root.low is None and counts.total:
            return say("none: no question applies")
        if root.low is None:
            return say("none: no question of it is scored")
        if root.value is None:
            return say(
                "insufficient data; it lies between {low} and {high}",
                low=root.low_text,
                high=root.high_text,
            )
        figure = self._with_level(root.text, root.level_low, root.level_high)
        return say("{one}; {other}", one=figure, other=self._sureness())

    def _with_level(self, figure: str | None, low: str | None, high: str | None) -> str:
        """A figure with its level, or with the two between which it lies."""
        named = levels_named(self.assessment.levels, low, high)
        if not named or self.assessment.root.letters is not None:
            return str(figure)
        languages = self.assessment.questionnaire.languages
        said = level_words(
            self.words, named, lambda label: label.in_language(self.language, languages)
        )
        return f"{figure}, {said}"

    def _claimed(self) -> str:
        """The result with every answer as if its documents were named."""
        root = self.assessment.root
        figure = self._with_level(root.claimed_text, root.level_claimed, root.level_claimed)
        return self.words.say("{figure}, if every document were named", figure=figure)

    def _programme(self) -> str:
        """The whole once every measure that leads to a next step is carried out."""
        after, root, words = self.assessment.programme.now, self.assessment.root, self.words
        number = sum(item.when == "now" for item in self.assessment.recommendations)
        figure = self._with_level(root.published(after.value), after.level_low, after.level_high)
        return words.count(
            "{figure}, after the {n} measure due now",
            "{figure}, after the {n} measures due now",
            number,
            figure=figure,
        )

    def _sureness(self) -> str:
        root, say = self.assessment.root, self.words.say
        if root.low != root.high:
            return say(
                "whatever is missing, between {low} and {high}",
                low=root.low_text,
                high=root.high_text,
            )
        if self.assessment.counts.missing:
            return say("whatever is missing, it stays")
        return say("nothing is missing")

    def _answers(self) -> str:
        counts, words = self.assessment.counts, self.words
        carried = words.count("{n} carried over", "{n} carried over", counts.carried)
        said = [
            words.say(
                "{part} of {whole} scored questions answered",
                part=counts.answered,
                whole=counts.asked,
            ),
            words.count("{n} unknown", "{n} unknown", counts.unknown),
            words.count("{n} unanswered", "{n} unanswered", counts.unanswered),
            words.count("{n} open", "{n} open", counts.open),
            *([carried] if counts.carried else []),
            words.count("{n} not applicable", "{n} not applicable", counts.not_applicable),
            words.count("{n} not asked", "{n} not asked", counts.not_asked),
        ]
        text = words.enumerate(said, "unit")
        if self.assessment.root.is_profile:
            return text
        coverage = words.say("coverage {share}", share=covered(self.assessment.root))
        return words.say("{one}; {other}", one=text, other=coverage)

    # --- lists ---------------------------------------------------------------------------------

    def _names(self) -> dict[str, str]:
        """Number and label by id, in one line; the tree above has every label in full."""
        numbers = numbers_of(self.assessment.nodes, self.assessment.root_id)
        return {
            name: textwrap.shorten(
                f"{number} {label_of(self.assessment, name, self.language)}",
                _LABEL_WIDTH,
                placeholder=" …",
            )
            for name, number in numbers.items()
        }

    def _gaps(self, names: Mapping[str, str]) -> list[str]:
        gaps, words = self.assessment.gaps, self.words
        if not gaps:
            return []
        rows = [
            (
                words.say("Gaps ({number})", number=len(gaps)),
                words.say_as("column", "now"),
                words.say_as("column", "target"),
                words.say("points to gain"),
            )
        ]
        for gap in gaps[: self.most]:
            points = points_text(words, gap.gain, self.assessment.nodes[gap.root])
            rows.append((names[gap.id], self._now(gap.id), self._target(gap.id), points))
        head, *lines = self._table(rows)
        numbers = numbers_of(self.assessment.nodes, self.assessment.root_id)
        told = [head]
        for gap, line in zip(gaps, lines, strict=False):
            told += [line, *self._holds_up(gap, numbers)]
        return [*told, *self._more(len(gaps))]

    def _holds_up(self, gap: Gap, numbers: Mapping[str, str]) -> list[str]:
        """What waits for a gap, below its line."""
        if not gap.holds_up:
            return []
        measures = {item.id: item.id for item in self.assessment.recommendations}
        text = holds_up_text(self.words, gap.holds_up, measures, numbers)
        return textwrap.wrap(
            text, WIDTH, initial_indent=_BELOW, subsequent_indent=_BELOW, break_on_hyphens=False
        )

    def _now(self, question_id: str) -> str:
        value = self.assessment.submission.answer(question_id).value
        if value is None:
            return ""
        return answer_in_a_word(self.words, self.assessment.questions[question_id], value)

    def _target(self, question_id: str) -> str:
        question = self.assessment.questions[question_id]
        target = kind_of(question).target
        return NO_FIGURE if target is None else answer_in_a_word(self.words, question, target)

    def _to_collect(self, names: Mapping[str, str]) -> list[str]:
        items, words = self.assessment.to_collect, self.words
        if not items:
            return []
        rows = [
            (
                words.say("To collect ({number})", number=len(items)),
                words.say_as("column", "state"),
                words.say("share of the whole"),
            )
        ]
        rows += [
            (names[item.id], state_name(words, item.state), words.percent(item.reach))
            for item in items[: self.most]
        ]
        return [*self._table(rows), *self._more(len(items))]

    def _table(self, rows: Sequence[tuple[str, ...]]) -> Iterable[str]:
        """Rows without their last column, a share, where each question stands for itself."""
        if self.assessment.is_by_question:
            rows = [row[:-1] for row in rows]
        return table(rows)

    def _disputed(self, names: Mapping[str, str]) -> list[str]:
        """The questions on which respondents of a round differ, with what each answered."""
        items, words = self.assessment.disputed, self.words
        if not items:
            return []
        rows = [
            (words.say("Disputed ({number})", number=len(items)), words.say("what was answered"))
        ]
        rows += [(names[item.id], self._given(item.id)) for item in items[: self.most]]
        return [*table(rows), *self._more(len(items))]

    def _given(self, question_id: str) -> str:
        """`finance step 0, planning step 1`: respondents by their ids, as files have them."""
        say, question = self.words.say, self.assessment.questions[question_id]
        said = []
        for name, one in counting(self.assessment.submission.answer(question_id)).items():
            word = (
                state_name(self.words, "not_applicable")
                if one.value is None
                else answer_in_a_word(self.words, question, one.value)
            )
            short = textwrap.shorten(one_line(word), _LONGEST_ANSWER, placeholder=" …")
            said.append(say("{office}: {answer}", office=name, answer=short))
        shown = said if len(said) <= _MOST_GIVEN else [*said[:_MOST_GIVEN], "…"]
        return self.words.enumerate(shown, "unit")

    def _round(self) -> str:
        """How many of those asked have answered, who has not, and what settling the rest does."""
        a, words = self.assessment, self.words
        said = [answered_by(words, a.submission)]
        if a.submission.silent:
            silent = words.enumerate([one_line(name) for name in a.submission.silent])
            said.append(words.say("nothing from {names}", names=silent))
        if a.disputed:
            said.append(
                words.count("{n} question disputed", "{n} questions disputed", len(a.disputed))
            )
        if a.settled is not None and (a.settled.low, a.settled.high) != (a.root.low, a.root.high):
            said.append(
                words.say(
                    "once settled as they count now, between {low} and {high}",
                    low=a.root.published(a.settled.low),
                    high=a.root.published(a.settled.high),
                )
            )
        return "; ".join(said)

    def _measures(self) -> list[str]:
        items, words = self.assessment.recommendations, self.words
        if not items:
            return []
        rows = [
            (
                words.say("Measures ({number})", number=len(items)),
                words.say_as("column", "when"),
                words.say_as("column", "effort"),
                words.say_as("column", "horizon"),
                words.say("points to gain"),
            )
        ]
        rows += [
            (
                item.id,
                self._when(item.when, is_alternative=item.alternative),
                effort_name(words, item.effort),
                horizon_name(words, item.horizon),
                self._points(item),
            )
            for item in items[: self.most]
        ]
        return [*table(rows), *self._more(len(items))]

    def _points(self, item: Recommendation) -> str:
        if item.letters is None:
            return points_text(self.words, item.gain, self.assessment.root)
        return grades_text(self.words, item.gain, item.letters)

    def _when(self, when: str, *, is_alternative: bool) -> str:
        if is_alternative:
            return self.words.say("alternative")
        if when == "now":
            return self.words.say_as("when a measure is due", "now")
        return self.words.say_as("when a measure is due", "then")

    def _more(self, number: int) -> list[str]:
        left = number - self.most
        if left <= 0:
            return []
        return [
            self.words.count(
                "… and {n} other; --format json has them all",
                "… and {n} others; --format json has them all",
                left,
            )
        ]
