"""The assessment for a terminal: figures, sections, gaps, what to collect, measures."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.analysis.explain import label_of
from coherence_kit.i18n import gain_text, half_up, plural
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.questionnaire import ScaleQuestion
from coherence_kit.model.submission import AnswerValue
from coherence_kit.rendering.terminal.tables import NO_FIGURE, table
from coherence_kit.scoring.answers import answer_key


def assessment_text(assessment: Assessment, *, most: int = 10) -> str:
    """An assessment on one screen; of gaps, questions to collect and measures the first `most`."""
    parts = [
        _heading(assessment),
        _result(assessment),
        _sections(assessment),
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
    covered = "" if root.is_profile else f"; coverage {_covered(root)}"
    lines = [first, *target, f"Answers   {', '.join(shares)}{covered}"]
    if assessment.evidence_demanded:
        lines.append(
            f"Evidence  given for {assessment.evidence_given} of {assessment.evidence_demanded} answers that need it"
        )
    return lines


def _sureness(assessment: Assessment, interval: str) -> str:
    if assessment.root.low != assessment.root.high:
        return f"whatever is missing, between {interval}"
    return "whatever is missing, it stays" if assessment.counts.missing else "nothing is missing"


def _sections(assessment: Assessment) -> list[str]:
    rows: list[tuple[str, ...]] = [("Section", "score", "low", "high", "target", "coverage")]
    for name, node in assessment.nodes.items():
        if node.kind in {"section", "matrix"}:
            figures = [node.text, node.low_text, node.high_text, node.target_text]
            texts = [NO_FIGURE if figure is None else figure for figure in figures]
            rows.append((label_of(assessment, name), *texts, _covered(node)))
    return list(table(rows))


def _gaps(assessment: Assessment, most: int) -> list[str]:
    if not assessment.gaps:
        return []
    rows = [(f"Gaps ({len(assessment.gaps)})", "now", "target", "points to gain")]
    for gap in assessment.gaps[:most]:
        node = assessment.nodes[gap.id]
        rows.append(
            (
                f"{gap.priority}. {gap.id}",
                answer_text(assessment, gap.id),
                _target(assessment, node),
                points_text(gap.gain, assessment.nodes[gap.root]),
            )
        )
    return [*table(rows), *_more(len(assessment.gaps), most)]


def _to_collect(assessment: Assessment, most: int) -> list[str]:
    if not assessment.to_collect:
        return []
    rows = [(f"To collect ({len(assessment.to_collect)})", "state", "share of the whole")]
    rows += [(item.id, item.state, _percent(item.reach)) for item in assessment.to_collect[:most]]
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
        points = (
            points_text(item.gain, assessment.root)
            if item.letters is None
            else grades_text(item.gain, item.letters)
        )
        rows.append((item.id, when, item.effort, item.horizon, points))
    return [*table(rows), *_more(len(assessment.recommendations), most)]


def _more(number: int, most: int) -> list[str]:
    left = number - most
    return (
        [f"… and {left} {plural(left, 'other', 'others')}; --format json has them all"]
        if left > 0
        else []
    )


def _covered(node: NodeResult) -> str:
    return NO_FIGURE if node.coverage_text is None else f"{node.coverage_text} %"


def _percent(share: Fraction | None) -> str:
    return NO_FIGURE if share is None else f"{half_up(share * 100, 0)} %"


def points_text(gain: Fraction, root: NodeResult) -> str:
    """Points that something adds, as its root is published; grades where the root is a letter."""
    if root.letters is not None:
        return grades_text(gain, root.letters)
    return gain_text(gain, scale_maximum=root.publish.max, decimals=root.publish.decimals)


def grades_text(gain: Fraction, letters: LetterScale) -> str:
    """A rise on a scale of letters: `2 grades`."""
    grades = letters.rank(gain)
    return f"{grades} {plural(grades, 'grade', 'grades')}"


def answer_text(assessment: Assessment, question_id: str) -> str:
    """An answer in a word: `step 2`, `yes`, an option's id, the boxes that are ticked."""
    value = assessment.submission.answer(question_id).value
    if isinstance(assessment.questions[question_id], ScaleQuestion):
        return f"step {value}"
    return "" if value is None else _in_a_word(value)


def _in_a_word(value: AnswerValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return answer_key(value) or "none"


def _target(assessment: Assessment, node: NodeResult) -> str:
    target = getattr(assessment.questions[node.id], "target", None)
    return NO_FIGURE if target is None else _in_a_word(target.value)
