"""The arithmetic of a group's figures with its real numbers, for the terminal and for annex B."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from coherence_kit.analysis.explain import Explanation, Term, terms_behind
from coherence_kit.i18n import half_up, plain_number
from coherence_kit.model.letters import LetterScale
from coherence_kit.model.rubric import RuleSpec
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.scoring.letter_sums import is_by_sum, limits_of, worth_of
from coherence_kit.words import Words

Item = tuple[Fraction, Fraction]


def worked_out(words: Words, part: Explanation, attribute: str) -> str:
    """The arithmetic of `low`, `value` or `high` of a group; an empty text if there is none."""
    result = part.node.value_unshown if attribute == "value" else getattr(part.node, attribute)
    if result is None:
        return ""
    shown = figure(part.node, result)
    if attribute == "value" and part.missing_is_lowest:
        return words.say("the lowest, {figure}", figure=shown)
    if part.rule is not None and not part.rule.is_monotone and attribute in {"low", "high"}:
        if attribute == "low":
            return words.say(
                "the lowest letter of the table over all that its parts can become = {letter}",
                letter=shown,
            )
        return words.say(
            "the highest letter of the table over all that its parts can become = {letter}",
            letter=shown,
        )
    terms, made = terms_behind(part, attribute)
    if part.node.letters is not None:
        worked = _in_letters(words, part, terms, attribute, shown)
    else:
        worked = _in_numbers(words, part, terms, attribute, made, result)
    gone = [
        term.id
        for term in part.terms
        if term.node.can_leave and term not in terms and attribute in {"low", "high"}
    ]
    if not gone:
        return worked
    return words.say(
        "{arithmetic}, without {parts}", arithmetic=worked, parts=words.enumerate(gone)
    )


def _in_numbers(  # noqa: PLR0913, PLR0917  (what a line of arithmetic is made of)
    words: Words,
    part: Explanation,
    terms: Sequence[Term],
    attribute: str,
    made: Fraction | None,
    result: Fraction,
) -> str:
    items = [(term.weight, getattr(term, attribute)) for term in terms]
    worked = f"{_expression(part, items)} = {figure(part.node, made)}"
    if made == result:
        return worked
    shown = figure(part.node, result)
    if made is not None and made < result:
        return words.say(
            "{arithmetic}, kept at {figure}, the lowest it can be", arithmetic=worked, figure=shown
        )
    return words.say(
        "{arithmetic}, kept at {figure}, the highest it can be", arithmetic=worked, figure=shown
    )


def _in_letters(
    words: Words, part: Explanation, terms: Sequence[Term], attribute: str, result: str
) -> str:
    letters = [figure(term.node, getattr(term, attribute)) for term in terms]
    spec, scale = part.node.rule, part.node.letters
    if scale is not None and spec is not None and is_by_sum(spec):
        return _by_sum(words, spec, scale, letters, result)
    if part.node.rule_name == "conversion-table":
        return words.count(
            "the line “{line}” of the table for {n} letter = {letter}",
            "the line “{line}” of the table for {n} letters = {letter}",
            len(letters),
            line=" ".join(sorted(letters)),
            letter=result,
        )
    if len(letters) == 1:
        return result
    if len(set(letters)) == 1:
        return words.say("all are {letter}: {letter}", letter=result)
    return words.say(
        "lowest of {letters}, and another is higher = {letter}",
        letters=words.enumerate(letters),
        letter=result,
    )


def _by_sum(
    words: Words, spec: RuleSpec, scale: LetterScale, letters: Sequence[str], result: str
) -> str:
    worth = worth_of(spec, scale)
    numbers = [worth[scale.grades.index(letter)] for letter in letters]
    least = next(least for least, name in limits_of(spec, len(letters)) if name == result)
    total = sum(numbers, Fraction(0))
    return words.say(
        "{letters}: {sum} = {total}, at least {least} = {letter}",
        letters=words.enumerate(letters, "unit"),
        sum=" + ".join(map(plain_number, numbers)),
        total=plain_number(total),
        least=plain_number(least),
        letter=result,
    )


def _expression(part: Explanation, items: Sequence[Item]) -> str:
    spec = part.node.rule
    if spec is None:
        return ""
    floored = [
        (weight, score if spec.floor is None else max(score, spec.floor)) for weight, score in items
    ]
    scores = [plain(score) for _, score in floored]
    products = " + ".join(f"{plain_number(weight)}×{plain(score)}" for weight, score in floored)
    weights = " + ".join(plain_number(weight) for weight, _ in floored)
    exponent = plain_number(spec.exponent) if spec.exponent is not None else ""
    powers = " × ".join(f"{plain(score)}^{plain_number(weight)}" for weight, score in floored)
    shares = " + ".join(f"{plain_number(weight)}/{plain(score)}" for weight, score in floored)
    raised = " + ".join(
        f"{plain_number(weight)}×{plain(score)}^{exponent}" for weight, score in floored
    )
    cap = sum((weight for weight, _ in items), Fraction(0))
    enough = Fraction(min(spec.n or len(items), len(items)))
    return {
        "minimum": f"min({', '.join(scores)})",
        "maximum": f"max({', '.join(scores)})",
        "geometric-mean": f"({powers})^(1/({weights}))",
        "harmonic-mean": f"({weights}) / ({shares})",
        "power-mean": f"(({raised}) / ({weights}))^(1/{exponent})",
        "sum-of-points": _capped_sum(products, cap if spec.cap is None else min(cap, spec.cap)),
        "any-n-of": _capped_sum(" + ".join(scores), enough),
        "share-of-boxes": f"({' + '.join(scores)}) / {len(scores)}",
    }.get(spec.name, f"({products}) / ({weights})")


def _capped_sum(reached: str, cap: Fraction) -> str:
    return f"100 × min({plain_number(cap)}, ({reached})/100) / {plain_number(cap)}"


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
