"""The assessment for a terminal: figures, sections, gaps, what to collect, measures; and one score worked through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from coherence_kit.analysis.explain import Explanation, Term, label_of
from coherence_kit.i18n import half_up, plural
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.questionnaire import ScaleQuestion

NO_FIGURE = "–"
_WHY_OUT = {
    "not_scored": "not scored",
    "not_applicable": "not applicable, leaves its group",
    "not_asked": "not asked, leaves its group",
    "unknown": "unknown: 0 in low, 100 in high",
    "unanswered": "unanswered: 0 in low, 100 in high",
    "open": "open: 0 in low, 100 in high",
    "missing": "missing: 0 in low, 100 in high",
}


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
    lines = [first, f"{questionnaire.title} ({questionnaire.id} {questionnaire.version})", assessment.source]
    if submission.is_documented:
        lines.append("Documented: compiled from the source documents, not a self-assessment.")
    return [line for line in lines if line]


def result_line(assessment: Assessment) -> str:
    """The result on one line: country, round, figure with its interval, answers."""
    submission, root = assessment.submission, assessment.root
    about = ", ".join(part for part in (assessment.country_name, submission.round) if part)
    figure = "insufficient data" if root.value is None else f"{root.text}"
    counts = assessment.counts
    interval = "" if root.low == root.high else f" (between {root.low_text} and {root.high_text})"
    return f"{about}: {figure}{interval}, {counts.answered} of {counts.total} answered"


def _result(assessment: Assessment) -> list[str]:
    root, counts = assessment.root, assessment.counts
    level = assessment.level(root.level)
    named = f", {str(level.label).lower()}" if level else ""
    interval = f"{root.low_text} and {root.high_text}"
    if root.value is None:
        first = f"Result    insufficient data; it lies between {interval}"
    else:
        first = f"Result    {root.text}{named}; {_sureness(assessment, interval)}"
    shares = [
        f"{counts.answered} of {counts.total} answered",
        f"{counts.unknown} unknown",
        f"{counts.unanswered} unanswered",
        f"{counts.open} open",
        f"{counts.not_applicable} not applicable",
        f"{counts.not_asked} not asked",
    ]
    coverage = _covered(root)
    lines = [first, f"Target    {root.target_text or NO_FIGURE}", f"Answers   {', '.join(shares)}; coverage {coverage}"]
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
        if node.kind == "section":
            figures = [node.text, node.low_text, node.high_text, node.target_text]
            texts = [NO_FIGURE if figure is None else figure for figure in figures]
            rows.append((label_of(assessment, name), *texts, _covered(node)))
    return list(_table(rows))


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
                half_up(gap.gain, 1),
            )
        )
    return [*_table(rows), *_more(len(assessment.gaps), most)]


def _to_collect(assessment: Assessment, most: int) -> list[str]:
    if not assessment.to_collect:
        return []
    rows = [(f"To collect ({len(assessment.to_collect)})", "state", "share of the whole")]
    rows += [(item.id, item.state, _percent(item.reach)) for item in assessment.to_collect[:most]]
    return [*_table(rows), *_more(len(assessment.to_collect), most)]


def _measures(assessment: Assessment, most: int) -> list[str]:
    if not assessment.recommendations:
        return []
    rows = [(f"Measures ({len(assessment.recommendations)})", "when", "effort", "horizon", "points to gain")]
    for item in assessment.recommendations[:most]:
        when = "alternative" if item.alternative else item.when
        rows.append((item.id, when, item.effort, item.horizon, half_up(item.gain, 1)))
    return [*_table(rows), *_more(len(assessment.recommendations), most)]


def _more(number: int, most: int) -> list[str]:
    left = number - most
    return [f"… and {left} {plural(left, 'other', 'others')}; --format json has them all"] if left > 0 else []


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Columns as wide as needed; the first is text, the others end at the same edge."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join(cells).rstrip()


def _covered(node: NodeResult) -> str:
    return NO_FIGURE if node.coverage_text is None else f"{node.coverage_text} %"


def _percent(share: Fraction | None) -> str:
    return NO_FIGURE if share is None else f"{half_up(share * 100, 0)} %"


def answer_text(assessment: Assessment, question_id: str) -> str:
    """An answer in a word: `step 2`, `yes`, an option's id."""
    value = assessment.submission.answer(question_id).value
    if isinstance(assessment.questions[question_id], ScaleQuestion):
        return f"step {value}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _target(assessment: Assessment, node: NodeResult) -> str:
    target = getattr(assessment.questions[node.id], "target", None)
    if target is None:
        return NO_FIGURE
    value = target.value
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def explanation_text(chain: Iterable[Explanation]) -> str:
    """A node worked through, then each node above it up to the whole."""
    return "\n\n".join("\n".join(_explained(part)) for part in chain) + "\n"


def _explained(part: Explanation) -> Iterator[str]:
    node = part.node
    yield f"{part.label}  ({part.id})"
    if node.kind == "question":
        yield from _question_lines(part)
        return
    if node.low is None:
        yield "  Nothing here counts: every scored part is not applicable or not asked."
        return
    yield f"  Rule: {part.rule_title}, {part.formula}" + (f"; cap {_plain(part.cap)}" if part.cap is not None else "")
    rows: list[tuple[str, ...]] = [("  part", "weight", "low", "value", "high", "")]
    rows += [_term_row(term) for term in part.terms]
    yield from _table(rows)
    yield from _figures(part)


def _question_lines(part: Explanation) -> Iterator[str]:
    node = part.node
    if not node.scored:
        yield "  Printed, not scored."
    elif node.value_unshown is None:
        yield f"  {_WHY_OUT.get(node.state, node.state)}"
    else:
        if part.steps and part.answer is not None:
            first, last, step = part.steps[0], part.steps[-1], int(part.answer)
            yield f"  Step {step} of {first} to {last}: 100 × ({step} − {first}) / ({last} − {first}) = {_plain(node.high)}"
        else:
            yield f"  Answer {part.answer}: {_plain(node.high)}"
        if node.lacks_evidence:
            yield f"  No document is named yet: low and value count as {_plain(node.low)} until one is."


def _term_row(term: Term) -> tuple[str, ...]:
    figures = [NO_FIGURE if figure is None else _plain(figure) for figure in (term.low, term.value, term.high)]
    return (f"  {term.id}", _plain(term.weight), *figures, _WHY_OUT.get(term.left_out, ""))


def _figures(part: Explanation) -> Iterator[str]:
    for name, attribute in (("low", "low"), ("value", "value"), ("high", "high")):
        worked = worked_out(part, attribute)
        if worked:
            yield f"  {name:5} = {worked}"
    node = part.node
    shown = "shown" if node.value is not None else f"not shown: less than {_percent(node.min_coverage)} is answered"
    yield f"  coverage {_covered(node)}; {shown}"


def worked_out(part: Explanation, attribute: str) -> str:
    """The arithmetic of `low`, `value` or `high` of a group with its real numbers, or an empty text."""
    result = part.node.value_unshown if attribute == "value" else getattr(part.node, attribute)
    if result is None:
        return ""
    if attribute == "value" and part.missing_is_lowest:
        return f"low = {_plain(result)}"
    terms = [(term.weight, getattr(term, attribute)) for term in part.terms if getattr(term, attribute) is not None]
    return f"{_expression(part, terms)} = {_plain(result)}"


def _expression(part: Explanation, terms: list[tuple[Fraction, Fraction]]) -> str:
    scores = [_plain(score) for _, score in terms]
    weights = [_plain(weight) for weight, _ in terms]
    if part.node.rule in {"minimum", "maximum"}:
        return f"{'min' if part.node.rule == 'minimum' else 'max'}({', '.join(scores)})"
    products = " + ".join(f"{weight}×{score}" for weight, score in zip(weights, scores, strict=True))
    if part.node.rule == "sum-of-points":
        cap = sum((weight for weight, _ in terms), Fraction(0))
        cap = cap if part.cap is None else min(cap, part.cap)
        return f"100 × min({_plain(cap)}, ({products})/100) / {_plain(cap)}"
    return f"({products}) / ({' + '.join(weights)})"


def _plain(value: Fraction | None) -> str:
    """A number as it is, or with two decimals where it has no end."""
    if value is None:
        return NO_FIGURE
    if value.denominator == 1:
        return str(value)
    text = half_up(value, 2)
    return text.rstrip("0").rstrip(".") if Fraction(text) == value else text
