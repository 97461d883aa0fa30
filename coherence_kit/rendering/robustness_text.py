"""How sure a result is, for a terminal: one submission in full, or several side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import PurePath

from coherence_kit.analysis.explain import label_of
from coherence_kit.i18n import plural
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.model.robustness import Change, Order, Robustness, RootRobustness, Spread
from coherence_kit.rendering.robustness_words import (
    NO_FIGURE,
    change_text,
    ends,
    figure,
    has_levels,
    interval,
    level_name,
    rule_text,
    share_text,
)
from coherence_kit.rendering.tables import table

_MOST_QUESTIONS = 5
_MOST_PAIRS = 10


def robustness_text(assessments: Sequence[Assessment], orders: Sequence[Order], *, rank: bool = False) -> str:
    """One submission in full; of several the interval of each and how often their order turns, with `rank` their places."""
    studied = [(assessment, assessment.robustness) for assessment in assessments if assessment.robustness]
    parts = _one(*studied[0]) if len(studied) == 1 else _several([one for one, _ in studied], orders, rank=rank)
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


# --- one submission ---------------------------------------------------------------------------------------------------


def _one(assessment: Assessment, robustness: Robustness) -> Iterator[list[str]]:
    submission, questionnaire = assessment.submission, assessment.questionnaire
    about = [submission.round, submission.date.isoformat() if submission.date else None]
    heading = [
        " · ".join(part for part in [assessment.country_name, *about] if part),
        f"{questionnaire.title} ({questionnaire.id} {questionnaire.version})",
        assessment.source,
    ]
    yield [line for line in heading if line]
    if not robustness.roots:
        yield ["Result    none: no question applies"]
    elif assessment.root.is_profile:
        yield ["Result    a profile: each part stands for itself, and there is no figure for the whole"]
    for root in robustness.roots:
        yield from _root(assessment, root, robustness)
    if robustness.roots:
        yield _remarks(robustness)


def _root(assessment: Assessment, root: RootRobustness, robustness: Robustness) -> Iterator[list[str]]:
    node = assessment.nodes[root.id]
    of_whole = root.id == assessment.root_id
    yield [
        *([] if of_whole else [f"{label_of(assessment, root.id)} ({root.id})"]),
        *_result(node, root),
        *_sureness(node, root, robustness),
        *_most(node, root, of_whole=of_whole),
    ]
    stays = "level stays" if node.letters is None else "letter stays"
    yield list(table([("What varies", "from", "to", stays), *_varied(node, root)]))
    yield _changes("Another rule", node, [(rule_text(rule, of_whole=of_whole), rule) for rule in root.rules])
    yield _questions(node, root)
    yield _variance(root, robustness)


def _result(node: NodeResult, root: RootRobustness) -> Iterator[str]:
    if root.is_shown:
        named = f", {level_name(node, node.level).lower()}" if has_levels(node) and node.level else ""
        yield f"Result    {node.text}{named}"
    elif root.value is None:
        yield "Result    insufficient data: nothing is answered that a score could rest on"
    else:
        unshown = figure(node, root.value, root.level)
        yield f"Result    insufficient data: only {node.coverage_text} % of the weight is answered"
        yield f"          All below starts from {unshown}, the score over those answers; it is not a result."


def _sureness(node: NodeResult, root: RootRobustness, robustness: Robustness) -> Iterator[str]:
    drawn = "weights and missing answers" if root.missing else "weights (no answer is missing)"
    draws = f"{robustness.sampling.draws:,} draws of {drawn}"
    if root.together is None:
        yield f"How sure  it stays as it is in all {draws}"
        return
    low, high = interval(node, root.together)
    between = f"nine in ten give {low} to {high}" if low != high else f"nine in ten give {low}"
    if root.together.stays is None:
        yield f"How sure  of {draws}, {between}"
    else:
        level = "letter" if node.letters is not None else "level"
        of_these = "" if root.is_shown else " of those answers"
        yield f"How sure  the {level}{of_these} stays in {share_text(root.together.stays)} of {draws};"
        yield f"          {between}"


def _most(node: NodeResult, root: RootRobustness, *, of_whole: bool) -> Iterator[str]:
    """Which choice and which question move the result most."""
    rule, question = root.widest_rule, root.widest_question
    if root.widest_choice == "rule" and rule is not None:
        yield f"Choice    the rule moves it most: {rule_text(rule, of_whole=of_whole)} gives {_becomes(node, root, rule)}"
    elif root.widest_choice == "weights":
        furthest = change_text(node, root.weights_move)
        yield f"Choice    the weights move it most: by {furthest} or more in one draw of twenty"
    elif root.widest_choice == "question":
        yield "Choice    a question less moves it more than any other rule or the weights"
    if question is not None:
        yield f"Question  {question.question} moves it most: without it {_becomes(node, root, question)}"
    elif root.left_out and all(item.value is None for item in root.left_out):
        yield "Question  it rests on a single answer: without it there is no score"
    elif root.left_out:
        yield "Question  none moves it: without any single one it stays"


def _becomes(node: NodeResult, root: RootRobustness, change: Change) -> str:
    """`51.1 (−2.3), and the level stays`."""
    text = f"{figure(node, change.value, change.level)} ({change_text(node, change.change)})"
    if not has_levels(node):
        return text
    name = level_name(node, change.level).lower() or "below every level"
    return f"{text}, {name}" if root.changes_level(change) else f"{text}, and the level stays"


def _varied(node: NodeResult, root: RootRobustness) -> Iterator[tuple[str, ...]]:
    if root.missing:
        yield _spread_row(f"Missing answers ({root.missing})", node, root.answers)
    if root.value is not None:
        yield _spread_row("Weights", node, root.weights)
    if root.missing:
        yield _spread_row("Weights and missing answers", node, root.together)
    for name, changes in (("Rule", root.rules), ("One question less", root.left_out)):
        found = ends(changes)
        if found is not None:
            stay = sum(not root.changes_level(change) for change in changes)
            stays = f"{stay} of {len(changes)}" if node.levels else NO_FIGURE
            yield (f"{name} ({len(changes)})", *(figure(node, end.value, end.level) for end in found), stays)


def _spread_row(name: str, node: NodeResult, spread: Spread | None) -> tuple[str, ...]:
    if spread is None:
        return (f"{name}: nothing moves", NO_FIGURE, NO_FIGURE, NO_FIGURE)
    return (name, *interval(node, spread), share_text(spread.stays))


def _changes(head: str, node: NodeResult, changes: Sequence[tuple[str, Change]]) -> list[str]:
    """What each choice makes of the result, with its level where there are levels."""
    if not changes:
        return []
    rows: list[tuple[str, ...]] = [(head, "result", "change", *([""] if has_levels(node) else []))]
    for name, change in changes:
        row = (name, figure(node, change.value, change.level), change_text(node, change.change))
        rows.append((*row, level_name(node, change.level).lower()) if has_levels(node) else row)
    return list(table(rows))


def _questions(node: NodeResult, root: RootRobustness) -> list[str]:
    shown = [(item.question, item) for item in root.left_out if item.change][:_MOST_QUESTIONS]
    left = len(root.left_out) - len(shown)
    lines = _changes("Without the question", node, shown)
    if lines and left:
        lines.append(f"… and {left} {plural(left, 'other', 'others')}; --format json has them all")
    return lines


def _variance(root: RootRobustness, robustness: Robustness) -> list[str]:
    found = root.sensitivity
    if found is None:
        return ["Neither rule nor weights nor missing answers move the value: there is no variance to share out."]
    indices = {"rule": found.rule, "weights": found.weights, "missing answers": found.answers}
    rows = [(name, share_text(item.first), share_text(item.total)) for name, item in indices.items()]
    error = share_text(2 * max(item.error for item in indices.values())).removesuffix(" %")
    return [
        *table([("Share of the variance", "alone", "with others"), *rows]),
        f"Estimated from {robustness.sampling.base:,} pairs of draws, give or take {error} percentage points.",
    ]


def _remarks(robustness: Robustness) -> list[str]:
    variation = share_text(robustness.sampling.variation)
    lines = [
        f"Weights of siblings are drawn from a Dirichlet distribution around those stated: {variation} variation where",
        "they are equal. A missing answer takes any of its possible scores, all as likely. From and to are the",
        "5th and 95th percentile; of rules and questions the lowest and the highest. The geometric mean counts",
        f"a score below 1 as 1. The seed is {robustness.sampling.seed}: the same files give the same figures.",
    ]
    if robustness.kept:
        lines.append(f"These keep their rule, as it gives no number: {', '.join(robustness.kept)}.")
    return lines


# --- several submissions ----------------------------------------------------------------------------------------------


def _several(assessments: Sequence[Assessment], orders: Sequence[Order], *, rank: bool) -> Iterator[list[str]]:
    first, names = assessments[0], _names(assessments)
    yield [f"{first.questionnaire.title} ({first.questionnaire.id} {first.questionnaire.version})"]
    for root in dict.fromkeys(root.id for item in assessments if item.robustness for root in item.robustness.roots):
        if root != first.root_id:
            yield [f"{label_of(first, root)} ({root})"]
        yield _intervals(assessments, names, root)
        order = next((order for order in orders if order.id == root), None)
        if order is not None:
            yield _pairs(order, names)
            if rank:
                yield _places(order, names)
    if first.robustness is not None:
        yield [
            "The n-th draw has the same weights for all; missing answers are drawn for each. Submissions rest on",
            "different answers: which one stands higher says little where the order turns, and never why.",
            *_remarks(first.robustness),
        ]


def _names(assessments: Sequence[Assessment]) -> list[str]:
    """Country and round; where that is not enough, the file."""
    plain = [
        ", ".join(part for part in (assessment.country_name, assessment.submission.round) if part)
        for assessment in assessments
    ]
    return [
        name if plain.count(name) == 1 else f"{name} ({PurePath(assessment.source).name})"
        for name, assessment in zip(plain, assessments, strict=True)
    ]


def _intervals(assessments: Sequence[Assessment], names: Sequence[str], root_id: str) -> list[str]:
    rows: list[tuple[str, ...]] = [("Submission", "result", "from", "to", "level stays")]
    for assessment, name in zip(assessments, names, strict=True):
        node = assessment.nodes[root_id]
        roots = assessment.robustness.roots if assessment.robustness else ()
        root = next((root for root in roots if root.id == root_id), None)
        if root is None:
            rows.append((name, "does not apply", NO_FIGURE, NO_FIGURE, NO_FIGURE))
            continue
        text = (node.text or NO_FIGURE) if root.is_shown else "insufficient data"
        own = figure(node, root.value, root.level)
        found = interval(node, root.together) if root.together else (own, own)
        stays = share_text(root.together.stays) if root.is_shown and root.together else NO_FIGURE
        rows.append((name, text, *found, stays))
    return list(table(rows))


def _pairs(order: Order, names: Sequence[str]) -> list[str]:
    """The pairs that turn most often; how many never do, and how many have no order."""
    pairs = [(order.turned[one][other], one, other) for one, other in combinations(range(len(names)), 2)]
    turning = sorted((pair for pair in pairs if pair[0]), key=lambda pair: (-(pair[0] or 0), *pair[1:]))
    rows = [(f"{names[one]} and {names[other]}", share_text(share)) for share, one, other in turning[:_MOST_PAIRS]]
    lines = [*table([("How often the order of two turns", "draws"), *rows])] if rows else []
    left = len(turning) - len(rows)
    if left:
        lines.append(f"… and {left} {plural(left, 'other pair', 'other pairs')}; --format json has them all")
    of_all = f"of {len(pairs)} {plural(len(pairs), 'pair', 'pairs')}"
    for wanted, said in ((0, "It never turns in"), (None, "A result is not shown, or both are equal, in")):
        many = sum(share == wanted for share, *_ in pairs)
        if many:
            lines.append(f"{said} {many} {of_all}.")
    return lines


def _places(order: Order, names: Sequence[str]) -> list[str]:
    found = [(place, name) for place, name in zip(order.places, names, strict=True) if place is not None]
    rows: list[tuple[str, ...]] = [("Submission", "place", "from", "to", "place stays")]
    for place, name in sorted(found, key=lambda item: item[0].place):
        rows.append((name, str(place.place), str(place.best), str(place.last), share_text(place.stays)))
    without = [name for place, name in zip(order.places, names, strict=True) if place is None]
    return [*table(rows), *([f"Without a place, as too little is answered: {'; '.join(without)}."] if without else [])]
