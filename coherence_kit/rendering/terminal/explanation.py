"""A score worked through for a terminal: what went in, the rule, the arithmetic with the real numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from coherence_kit.analysis.explain import Explanation, Term, terms_behind
from coherence_kit.i18n import half_up, plain_number
from coherence_kit.model.questionnaire import (
    ChoiceQuestion,
    Goalposts,
    MultipleChoiceQuestion,
    NumberQuestion,
    Threshold,
)
from coherence_kit.rendering.terminal.tables import NO_FIGURE, table
from coherence_kit.scoring.answers import box_points, enough_points, threshold_of
from coherence_kit.scoring.letter_sums import is_by_sum, limits_of, worth_of

Item = tuple[Fraction, Fraction]
_WHY_OUT = {
    "not_scored": "not scored",
    "profile": "a profile, passes no figure up",
    "not_applicable": "not applicable, leaves its group",
    "not_asked": "not asked, leaves its group",
}
_MISSING = ("unknown", "unanswered", "open", "missing")


def explanation_text(chain: Iterable[Explanation]) -> str:
    """A node worked through, then each node above it up to the whole."""
    return "\n\n".join("\n".join(_explained(part)) for part in chain) + "\n"


def _explained(part: Explanation) -> Iterator[str]:
    yield f"{part.number} {part.label}  ({part.id})".lstrip()
    yield from _question_lines(part) if part.question is not None else _group_lines(part)


# --- groups -----------------------------------------------------------------------------------------------------------


def _group_lines(part: Explanation) -> Iterator[str]:
    node = part.node
    if node.is_profile:
        yield f"  Rule: {part.rule_title}; each part stands for itself and nothing is passed up"
        yield from table(_rows(part))
        return
    if node.low is None:
        yield "  Nothing here counts: every scored part is not applicable or not asked."
        return
    yield f"  Rule: {part.rule_title}, {part.formula}{_parameters(part)}"
    yield from table(_rows(part))
    for name in ("low", "value", "high"):
        worked = worked_out(part, name)
        if worked:
            yield f"  {name:5} = {worked}"
    yield f"  coverage {NO_FIGURE if node.coverage_text is None else f'{node.coverage_text} %'}; {_whether_shown(part)}"


def _whether_shown(part: Explanation) -> str:
    node = part.node
    if node.value is not None:
        return (
            f"published as {node.text}"
            if node.letters is None
            else f"published as the letter {node.text}"
        )
    if (
        node.value_unshown is None
        and node.coverage
        and part.rule is not None
        and not part.rule.is_monotone
    ):
        return "not shown: a table has no line for what is only partly answered"
    return f"not shown: less than {half_up(node.min_coverage * 100, 0)} % is answered"


def _parameters(part: Explanation) -> str:
    spec = part.node.rule
    if spec is None:
        return ""
    stated = {
        "cap": spec.cap,
        "n": None if spec.n is None else Fraction(spec.n),
        "r": spec.exponent,
        "floor": spec.floor,
    }
    return "".join(
        f"; {name} {plain_number(value)}" for name, value in stated.items() if value is not None
    )


def _rows(part: Explanation) -> list[tuple[str, ...]]:
    size = "points" if part.rule is not None and part.rule.needs_points else "weight"
    return [
        ("  part", size, "low", "value", "high", ""),
        *(_term_row(part, term) for term in part.terms),
    ]


def _term_row(part: Explanation, term: Term) -> tuple[str, ...]:
    figures = [figure(term.node, score) for score in (term.low, term.value, term.high)]
    size = plain_number(term.weight) if term.node.scored else NO_FIGURE
    return (f"  {term.number} {term.id}", size, *figures, _why_out(part, term))


def _why_out(part: Explanation, term: Term) -> str:
    if term.left_out not in _MISSING:
        return _WHY_OUT.get(term.left_out, "")
    if term.low is None:
        return term.left_out
    ends = f"{figure(term.node, term.low)} in low, {figure(term.node, term.high)} in high"
    if part.rule is not None and not part.rule.is_monotone:
        ends = "every letter it can have is tried"
    if term.node.can_leave:
        ends += ", and its leaving"
    return f"{term.left_out}: {ends}"


def worked_out(part: Explanation, attribute: str) -> str:
    """The arithmetic of `low`, `value` or `high` of a group with its real numbers, or an empty text."""
    result = part.node.value_unshown if attribute == "value" else getattr(part.node, attribute)
    if result is None:
        return ""
    shown = figure(part.node, result)
    if attribute == "value" and part.missing_is_lowest:
        return f"low = {shown}"
    if part.rule is not None and not part.rule.is_monotone and attribute != "value":
        end = "lowest" if attribute == "low" else "highest"
        return f"the {end} letter of the table over everything that its parts can become = {shown}"
    terms, made = terms_behind(part, attribute)
    if part.node.letters is not None:
        worked = _in_letters(
            part, [figure(term.node, getattr(term, attribute)) for term in terms], shown
        )
    else:
        items = [(term.weight, getattr(term, attribute)) for term in terms]
        worked = f"{_expression(part, items)} = {figure(part.node, made)}"
        if made != result:
            worked += f", kept at {shown}, the {'lowest' if made is not None and made < result else 'highest'} it can be"
    gone = [
        term.id
        for term in part.terms
        if term.node.can_leave and term not in terms and attribute != "value"
    ]
    return f"{worked}, without {', '.join(gone)}" if gone else worked


def _in_letters(part: Explanation, letters: Sequence[str], result: str) -> str:
    named = ", ".join(letters)
    scale, spec = part.node.letters, part.node.rule
    if scale is not None and spec is not None and is_by_sum(spec):
        worth = worth_of(spec, scale)
        numbers = [worth[scale.grades.index(letter)] for letter in letters]
        total, terms = sum(numbers, Fraction(0)), " + ".join(map(plain_number, numbers))
        least = next(least for least, name in limits_of(spec, len(letters)) if name == result)
        return (
            f"{named}: {terms} = {plain_number(total)}, at least {plain_number(least)} = {result}"
        )
    if part.node.rule_name == "conversion-table":
        return f"the line “{' '.join(sorted(letters))}” of the table for {len(letters)} = {result}"
    if len(set(letters)) == 1:
        return f"all are {result}: {result}" if len(letters) > 1 else result
    return f"lowest of {named}, and another is higher = {result}"


def _expression(part: Explanation, items: Sequence[Item]) -> str:
    spec = part.node.rule
    if spec is None:
        return ""
    floored = [
        (weight, score if spec.floor is None else max(score, spec.floor)) for weight, score in items
    ]
    scores = [plain(score) for _, score in floored]
    products = " + ".join(f"{plain(weight)}×{plain(score)}" for weight, score in floored)
    weights = " + ".join(plain(weight) for weight, _ in floored)
    exponent = plain(spec.exponent)
    raised = " + ".join(f"{plain(weight)}×{plain(score)}^{exponent}" for weight, score in floored)
    cap = sum((weight for weight, _ in items), Fraction(0))
    enough = Fraction(min(spec.n or len(items), len(items)))
    return {
        "minimum": f"min({', '.join(scores)})",
        "maximum": f"max({', '.join(scores)})",
        "geometric-mean": f"({' × '.join(f'{plain(s)}^{plain(w)}' for w, s in floored)})^(1/({weights}))",
        "harmonic-mean": f"({weights}) / ({' + '.join(f'{plain(w)}/{plain(s)}' for w, s in floored)})",
        "power-mean": f"(({raised}) / ({weights}))^(1/{exponent})",
        "sum-of-points": _capped_sum(products, cap if spec.cap is None else min(cap, spec.cap)),
        "any-n-of": _capped_sum(" + ".join(scores), enough),
        "share-of-boxes": f"({' + '.join(scores)}) / {len(scores)}",
    }.get(spec.name, f"({products}) / ({weights})")


def _capped_sum(reached: str, cap: Fraction) -> str:
    return f"100 × min({plain(cap)}, ({reached})/100) / {plain(cap)}"


# --- questions --------------------------------------------------------------------------------------------------------


def _question_lines(part: Explanation) -> Iterator[str]:
    node = part.node
    if not node.scored:
        yield "  Printed, not scored."
    elif node.low is None:
        yield f"  {_WHY_OUT.get(node.state, node.state).capitalize()}."
    elif node.state == "not_applicable":
        yield f"  Not applicable, counts as its target: {figure(node, node.high)}"
    elif node.value_unshown is None:
        yield f"  {node.state.capitalize()}: {figure(node, node.low)} in low, {figure(node, node.high)} in high; no value"
    else:
        yield f"  {_answer_line(part)}"
        if node.unproved is not None and node.low != node.high:
            yield f"  No document is named yet: low and value count as {figure(node, node.low)} until one is."


def _answer_line(part: Explanation) -> str:
    """The answer with the arithmetic that makes it a score."""
    node, question, answer = part.node, part.question, part.answer
    result = figure(node, node.high)
    if part.step_place is not None:
        place, first, last = part.step_place
        flag = (
            f", half a step off for “{str(answer).partition('-')[2]}”"
            if isinstance(answer, str)
            else ""
        )
        return f"Step {plain(place)} of {first} to {last}{flag}: 100 × ({plain(place)} − {first}) / ({last} − {first}) = {result}"
    if isinstance(question, MultipleChoiceQuestion) and isinstance(answer, tuple):
        points, enough = box_points(question), enough_points(question)
        reached = " + ".join(plain(points[box]) for box in answer) or "0"
        ticked = ", ".join(answer) or "none"
        return f"Boxes {ticked}: 100 × min({plain(enough)}, {reached}) / {plain(enough)} = {result}"
    if isinstance(question, NumberQuestion) and isinstance(answer, Fraction):
        if question.goalposts is not None:
            return (
                f"Answer {plain_number(answer)}: {_between(question.goalposts, answer)} = {result}"
            )
        return f"Answer {plain_number(answer)}, in the class {_class_name(threshold_of(question, answer))}: {result}"
    if isinstance(question, ChoiceQuestion) and node.letter is not None and node.letter != result:
        return f"Answer {part.answer_key}, letter {node.letter}, which counts as {result}"
    spelt = {"true": "yes", "false": "no"}.get(part.answer_key or "", part.answer_key)
    return f"Answer {spelt}: {result}"


def _between(posts: Goalposts, answer: Fraction) -> str:
    near, far = min(posts.low, posts.high), max(posts.low, posts.high)
    kept = min(max(answer, near), far)
    capped = "" if kept == answer else f", kept at the goalpost {plain_number(kept)}"
    low, high, value = plain_number(posts.low), plain_number(posts.high), plain_number(kept)
    if posts.scale == "logarithmic":
        return f"100 × (ln {value} − ln {low}) / (ln {high} − ln {low}){capped}"
    return f"100 × ({value} − {low}) / ({high} − {low}){capped}"


def _class_name(item: Threshold) -> str:
    return "below the first limit" if item.start is None else f"from {plain_number(item.start)}"


# --- figures ----------------------------------------------------------------------------------------------------------


def figure(node: object, score: Fraction | None) -> str:
    """A score of a node: its letter, or the number as it is."""
    letters = getattr(node, "letters", None)
    if score is not None and letters is not None:
        return str(letters.grade(score))
    return plain(score)


def plain(value: Fraction | None) -> str:
    """A number as it is, or with two decimals where it has no end."""
    if value is None:
        return NO_FIGURE
    if value.denominator == 1:
        return str(value)
    text = half_up(value, 2)
    return text.rstrip("0").rstrip(".") if Fraction(text) == value else text
