"""The assessment for a terminal: result, sections and questions, gaps, measures."""

from __future__ import annotations

import textwrap
from fractions import Fraction

from coherence_kit.analysis.explain import label_of
from coherence_kit.i18n import half_up, plural
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.letters import LetterScale
from coherence_kit.rendering.terminal.score_tree import WIDTH, tree_lines
from coherence_kit.rendering.terminal.tables import NO_FIGURE, table
from coherence_kit.rendering.terminal.words import answer_text, covered, in_a_word
from coherence_kit.scoring.numbering import numbers_of

_LABEL_WIDTH = 60
_BESIDE = 10  # what is said of the result stands behind its name


def assessment_text(assessment: Assessment, *, most: int = 10) -> str:
    """An assessment at 100 columns; of gaps, questions to collect and measures the first `most`."""
    parts = [
        _heading(assessment),
        _result(assessment),
        list(tree_lines(assessment)),
        _gaps(assessment, most),
        _to_collect(assessment, most),
        _measures(assessment, most),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _heading(assessment: Assessment) -> list[str]:
    submission = assessment.submission
    about = [submission.round, submission.date.isoformat() if submission.date else None]
    first = " · ".join(part for part in [assessment.country_name, *about] if part)
    questionnaire = assessment.questionnaire
    lines = [
        first,
        f"{questionnaire.title} ({questionnaire.id} {questionnaire.version})",
        assessment.source,
    ]
    if submission.is_documented:
        lines.append("Documented: compiled from the source documents, not a self-assessment.")
    return [line for line in lines if line]


def result_line(assessment: Assessment) -> str:
    """The result on one line: country, round, figure with its interval, answers."""
    submission, root = assessment.submission, assessment.root
    about = ", ".join(part for part in (assessment.country_name, submission.round) if part)
    figure = root.text or ("a profile" if root.is_profile else "insufficient data")
    counts = assessment.counts
    interval = "" if root.low == root.high else f" (between {root.low_text} and {root.high_text})"
    return f"{about}: {figure}{interval}, {counts.answered} of {counts.total} scored questions answered"


def _result(assessment: Assessment) -> list[str]:
    root, counts = assessment.root, assessment.counts
    level = assessment.level(root.level)
    named = f", {str(level.label).lower()}" if level and root.letters is None else ""
    interval = f"{root.low_text} and {root.high_text}"
    if root.is_profile:
        first = "Result    a profile: each section stands for itself, and there is no figure for the whole"
    elif root.low is None:
        why = "no question applies" if counts.total else "no question of it is scored"
        first = f"Result    none: {why}"
    elif root.value is None:
        first = f"Result    insufficient data; it lies between {interval}"
    else:
        first = f"Result    {root.text}{named}; {_sureness(assessment, interval)}"
    shares = [
        f"{counts.answered} of {counts.total} scored questions answered",
        f"{counts.unknown} unknown",
        f"{counts.unanswered} unanswered",
        f"{counts.open} open",
        f"{counts.not_applicable} not applicable",
        f"{counts.not_asked} not asked",
    ]
    target = [] if root.is_profile else [f"Target    {root.target_text or NO_FIGURE}"]
    share = "" if root.is_profile else f"; coverage {covered(root)}"
    lines = [first, *target, f"Answers   {', '.join(shares)}{share}"]
    if assessment.evidence_demanded:
        lines.append(
            f"Evidence  given for {assessment.evidence_given} of {assessment.evidence_demanded} answers that need it"
        )
    return [line for text in lines for line in _hung(text)]


def _hung(text: str) -> list[str]:
    """A line of the head, which goes on behind its name where it is too long."""
    return textwrap.wrap(text, WIDTH, subsequent_indent=" " * _BESIDE)


def _sureness(assessment: Assessment, interval: str) -> str:
    if assessment.root.low != assessment.root.high:
        return f"whatever is missing, between {interval}"
    return "whatever is missing, it stays" if assessment.counts.missing else "nothing is missing"


def _names(assessment: Assessment) -> dict[str, str]:
    """Number and label by id, in one line; the tree above has every label in full."""
    numbers = numbers_of(assessment.nodes, assessment.root_id)
    language = assessment.questionnaire.languages[0]
    return {
        name: textwrap.shorten(
            f"{number} {label_of(assessment, name, language)}", _LABEL_WIDTH, placeholder=" …"
        )
        for name, number in numbers.items()
    }


def _gaps(assessment: Assessment, most: int) -> list[str]:
    if not assessment.gaps:
        return []
    named = _names(assessment)
    rows = [(f"Gaps ({len(assessment.gaps)})", "now", "target", "points to gain")]
    for gap in assessment.gaps[:most]:
        node = assessment.nodes[gap.id]
        rows.append(
            (
                named[gap.id],
                answer_text(assessment, gap.id),
                _target(assessment, node),
                gain_text(gap.gain, assessment.nodes[gap.root].letters),
            )
        )
    return [*table(rows), *_more(len(assessment.gaps), most)]


def _to_collect(assessment: Assessment, most: int) -> list[str]:
    if not assessment.to_collect:
        return []
    named = _names(assessment)
    rows = [(f"To collect ({len(assessment.to_collect)})", "state", "share of the whole")]
    rows += [
        (named[item.id], item.state, _percent(item.reach)) for item in assessment.to_collect[:most]
    ]
    return [*table(rows), *_more(len(assessment.to_collect), most)]


def _measures(assessment: Assessment, most: int) -> list[str]:
    if not assessment.recommendations:
        return []
    rows = [
        (
            f"Measures ({len(assessment.recommendations)})",
            "when",
            "effort",
            "horizon",
            "points to gain",
        )
    ]
    for item in assessment.recommendations[:most]:
        when = "alternative" if item.alternative else item.when
        rows.append((item.id, when, item.effort, item.horizon, gain_text(item.gain, item.letters)))
    return [*table(rows), *_more(len(assessment.recommendations), most)]


def _more(number: int, most: int) -> list[str]:
    left = number - most
    return (
        [f"… and {left} {plural(left, 'other', 'others')}; --format json has them all"]
        if left > 0
        else []
    )


def _percent(share: Fraction | None) -> str:
    return NO_FIGURE if share is None else f"{half_up(share * 100, 0)} %"


def gain_text(gain: Fraction, letters: LetterScale | None) -> str:
    """Points that something adds, or grades where the result is a letter."""
    if letters is None:
        return half_up(gain, 1)
    grades = letters.rank(gain)
    return f"{grades} {plural(grades, 'grade', 'grades')}"


def _target(assessment: Assessment, node: NodeResult) -> str:
    target = getattr(assessment.questions[node.id], "target", None)
    return NO_FIGURE if target is None else in_a_word(target.value)
