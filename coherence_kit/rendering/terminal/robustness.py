"""How sure a result is, for a terminal: one submission in full, or several side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
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
    error_text,
    figure,
    has_levels,
    interval,
    is_settled,
    level_name,
    rule_text,
    share_text,
    variance_text,
)
from coherence_kit.rendering.terminal.tables import table

_MOST_QUESTIONS = 5
_MOST_PAIRS = 10
_WIDTH = 100


def robustness_text(
    assessments: Sequence[Assessment], orders: Sequence[Order], *, rank: bool = False
) -> str:
    """One submission in full; of several the interval of each and how often their order turns, with `rank` their places."""
    studied = [
        (assessment, assessment.robustness) for assessment in assessments if assessment.robustness
    ]
    parts = (
        _one(*studied[0])
        if len(studied) == 1
        else _several([one for one, _ in studied], orders, rank=rank)
    )
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
        yield [
            "Result    a profile: each part stands for itself, and there is no figure for the whole"
        ]
    for root in robustness.roots:
        yield from _root(assessment, root, robustness)
    if robustness.roots:
        yield _remarks(robustness)


def _root(
    assessment: Assessment, root: RootRobustness, robustness: Robustness
) -> Iterator[list[str]]:
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
    yield _changes(
        "Another rule", node, [(rule_text(rule, of_whole=of_whole), rule) for rule in root.rules]
    )
    yield _questions(node, root)
    yield _variance(root, robustness)


def _result(node: NodeResult, root: RootRobustness) -> Iterator[str]:
    if root.is_shown:
        named = (
            f", {level_name(node, node.level).lower()}" if has_levels(node) and node.level else ""
        )
        yield f"Result    {node.text}{named}"
    elif root.value is not None:
        unshown = figure(node, root.value, root.level)
        yield f"Result    insufficient data: only {node.coverage_text} % of the weight is answered"
        yield f"          All below starts from {unshown}, the score over those answers; it is not a result."
    elif not node.coverage:
        yield "Result    insufficient data: nothing is answered that a score could rest on"
    else:
        yield "Result    insufficient data: a conversion table has a figure only once every answer is there"
        if is_settled(node):
            yield f"          It will be {node.low_text} whatever the {_the_missing(root)}."
        else:
            yield f"          It lies between {node.low_text} and {node.high_text}."


def _the_missing(root: RootRobustness) -> str:
    return plural(root.missing, "missing answer is", f"{root.missing} missing answers are")


def _sureness(node: NodeResult, root: RootRobustness, robustness: Robustness) -> Iterator[str]:
    drawn = "weights and missing answers" if root.missing else "weights (no answer is missing)"
    draws = f"{robustness.sampling.draws:,} draws of {drawn}"
    if root.together is None:
        if root.value is not None:
            yield f"How sure  it stays as it is in all {draws}"
        else:
            same = f"it is {node.low_text}" if is_settled(node) else "it comes out the same"
            yield f"How sure  {same} in all {draws}"
        return
    low, high = interval(node, root.together)
    between = f"nine in ten give {low} to {high}" if low != high else f"nine in ten give {low}"
    if root.together.stays is None:
        yield f"How sure  of {draws}, {between}"
    else:
        of_these = "" if root.is_shown else " of those answers"
        yield f"How sure  the {_level(node)}{of_these} stays in {share_text(root.together.stays)} of {draws};"
        yield f"          {between}"
    if root.together.left:
        yield f"          in {share_text(root.together.left)} no question applies, and there is no result"


def _level(node: NodeResult) -> str:
    return "letter" if node.letters is not None else "level"


def _most(node: NodeResult, root: RootRobustness, *, of_whole: bool) -> Iterator[str]:
    """Which choice, which rules and which questions move the result most: the level first, then the figure."""
    yield from _wrapped("Choice", _choice(node, root))
    rules = {id(rule): rule_text(rule, of_whole=of_whole) for rule in root.rules}
    yield from _wrapped("Rule", *_rules(node, root, rules))
    yield from _wrapped("Question", *_left_out(node, root))


def _wrapped(head: str, *sentences: str) -> Iterator[str]:
    """Sentences beside their head, each on lines of its own."""
    for place, sentence in enumerate(part for part in sentences if part):
        first = f"{head if not place else '':10}"
        yield from textwrap.wrap(
            first + sentence,
            _WIDTH,
            subsequent_indent=" " * 10,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _choice(node: NodeResult, root: RootRobustness) -> str:
    named = {"rule": "the rule", "weights": "the weights", "question": "a question less"}
    weights = root.weights_change
    widest = {"rule": root.widest_rule, "weights": weights, "question": root.widest_question}
    choice = root.widest_choice
    if choice is None:
        return ""
    said = named[choice]
    moves = "move" if choice == "weights" else "moves"
    change = widest[choice]
    if change is not None and root.changes_level(change):
        said += f" {moves} the {_level(node)} most"
    elif node.levels:
        said = f"none changes the {_level(node)}; {said} {moves} the figure most"
    else:
        said += f" {moves} it most"
    if choice == "weights" and weights is not None:
        said += f": one draw in twenty gives {_becomes(node, root, weights)} or lies further off"
    return said


def _rules(node: NodeResult, root: RootRobustness, names: Mapping[int, str]) -> Iterator[str]:
    if not root.rules:
        return
    many, widest, changing = len(root.rules), root.widest_rule, root.changing(root.rules)
    others = f"{many} {plural(many, 'other', 'others')}"
    if widest is None:
        yield f"none of {others} moves it"
    elif changing:
        listed = ", ".join(names[id(rule)] for rule in changing)
        yield f"{len(changing)} of {others} {plural(len(changing), 'changes', 'change')} the {_level(node)}: {listed}"
        yield f"furthest by the {names[id(widest)]}: {_becomes(node, root, widest)}"
    else:
        stays = (
            f"the {_level(node)} stays under {plural(many, 'the one other', f'each of {others}')}; "
            if node.levels
            else ""
        )
        yield f"{stays}the {names[id(widest)]} moves {'the figure' if stays else 'it'} most: {_becomes(node, root, widest)}"


def _left_out(node: NodeResult, root: RootRobustness) -> Iterator[str]:
    if not root.left_out:
        return
    many, widest, changing = len(root.left_out), root.widest_question, root.changing(root.left_out)
    needed = [item.question for item in root.left_out if item.value is None]
    if len(needed) == many:
        yield (
            "it rests on a single answer: without it there is no score"
            if many == 1
            else "without any single one there is no score"
        )
        return
    if widest is None:
        yield "none moves it: without any single one it stays"
    elif changing:
        named = _named([item.question for item in changing])
        yield f"{len(changing)} of {many} {plural(len(changing), 'changes', 'change')} the {_level(node)}: without {named}"
        yield f"furthest without {widest.question}: {_becomes(node, root, widest)}"
    else:
        stays = (
            f"the {_level(node)} stays whichever is left out; "
            if node.levels and not needed
            else ""
        )
        moved = "the figure" if stays else "it"
        yield f"{stays}{widest.question} moves {moved} most: without it {_becomes(node, root, widest)}"
    if needed:
        yield f"there is no score without {_named(needed)}"


def _named(questions: Sequence[str]) -> str:
    """The first ids and how many more."""
    first = questions[:_MOST_QUESTIONS]
    more = len(questions) - len(first)
    return f"{', '.join(first)} and {more} others" if more > 1 else ", ".join(questions)


def _becomes(node: NodeResult, root: RootRobustness, change: Change) -> str:
    """`51.1 (−2.3)`, and the level if it is another one."""
    text = f"{figure(node, change.value, change.level)} ({change_text(node, change.change)})"
    if not has_levels(node) or not root.changes_level(change):
        return text
    return f"{text}, {level_name(node, change.level).lower() or 'below every level'}"


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
            yield (
                f"{name} ({len(changes)})",
                *(figure(node, end.value, end.level) for end in found),
                stays,
            )


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
    if found is None and root.together is not None and root.together.left:
        return [
            "In some draws no question applies: there is no variance of the result to share out."
        ]
    if found is None:
        return [
            "Neither rule nor weights nor missing answers move the value: there is no variance to share out."
        ]
    indices = {"rule": found.rule, "weights": found.weights, "missing answers": found.answers}
    rows = [
        (name, variance_text(item.first), variance_text(item.total))
        for name, item in indices.items()
    ]
    lines = [
        *table([("Share of the variance", "alone", "with others"), *rows]),
        f"Estimated from {robustness.sampling.base:,} pairs of draws, give or take {error_text(found)} percentage points.",
    ]
    if any(not 0 <= share <= 1 for item in indices.values() for share in (item.first, item.total)):
        lines.append(
            "An estimate below 0 or above 100 % is sampling error and printed as 0 or 100 %."
        )
    if found.rule.total:
        lines.append(
            "The rule is drawn too: each as it is stated, or an alternative everywhere, all as likely."
        )
    return lines


def _remarks(robustness: Robustness) -> list[str]:
    variation = share_text(robustness.sampling.variation)
    lines = [
        f"Weights of siblings are drawn from a Dirichlet distribution around those stated: {variation} variation where",
        "they are equal. A missing answer takes any of its possible scores, all as likely; one that decides whether",
        "others are asked takes any of its answers. From and to are the 5th and 95th percentile; of rules and",
        "questions the lowest and the highest. The geometric mean counts a score below 1 as 1.",
        f"The seed is {robustness.sampling.seed}: the same files give the same figures.",
    ]
    if robustness.kept:
        lines.append(f"These keep their rule, as it gives no number: {', '.join(robustness.kept)}.")
    return lines


# --- several submissions ----------------------------------------------------------------------------------------------


def _several(
    assessments: Sequence[Assessment], orders: Sequence[Order], *, rank: bool
) -> Iterator[list[str]]:
    first, names = assessments[0], _names(assessments)
    yield [f"{first.questionnaire.title} ({first.questionnaire.id} {first.questionnaire.version})"]
    roots = dict.fromkeys(
        root.id for item in assessments if item.robustness for root in item.robustness.roots
    )
    if not roots:
        yield ["Result    none: no question applies in any of these submissions"]
        return
    for root in roots:
        if root != first.root_id:
            yield [f"{label_of(first, root)} ({root})"]
        yield _intervals(assessments, names, root)
        order = next((order for order in orders if order.id == root), None)
        if order is not None:
            yield _pairs(order, names)
            if rank:
                yield _places(
                    order, names, [_root_named(item, root) is None for item in assessments]
                )
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


def _root_named(assessment: Assessment, root_id: str) -> RootRobustness | None:
    """The result of one submission; None where no question of it applies."""
    roots = assessment.robustness.roots if assessment.robustness else ()
    return next((root for root in roots if root.id == root_id), None)


def _intervals(assessments: Sequence[Assessment], names: Sequence[str], root_id: str) -> list[str]:
    rows: list[tuple[str, ...]] = [("Submission", "result", "from", "to", "level stays")]
    for assessment, name in zip(assessments, names, strict=True):
        node = assessment.nodes[root_id]
        root = _root_named(assessment, root_id)
        if root is None:
            rows.append((name, "does not apply", NO_FIGURE, NO_FIGURE, NO_FIGURE))
            continue
        text = (node.text or NO_FIGURE) if root.is_shown else "insufficient data"
        found = _reach(node, root)
        stays = share_text(root.together.stays) if root.is_shown and root.together else NO_FIGURE
        rows.append((name, text, *found, stays))
    return list(table(rows))


def _reach(node: NodeResult, root: RootRobustness) -> tuple[str, str]:
    """Where nine draws in ten lie; if no draw differs from another the value, or what the engine knows of it."""
    if root.together is not None:
        return interval(node, root.together)
    if root.value is None:
        return node.low_text or NO_FIGURE, node.high_text or NO_FIGURE
    own = figure(node, root.value, root.level)
    return own, own


def _pairs(order: Order, names: Sequence[str]) -> list[str]:
    """The pairs that turn most often; how many never do, and how many have no order."""
    pairs = [
        (order.turned[one][other], one, other) for one, other in combinations(range(len(names)), 2)
    ]
    turning = sorted(
        (pair for pair in pairs if pair[0]), key=lambda pair: (-(pair[0] or 0), *pair[1:])
    )
    rows = [
        (f"{names[one]} and {names[other]}", share_text(share))
        for share, one, other in turning[:_MOST_PAIRS]
    ]
    lines = [*table([("How often the order of two turns", "draws"), *rows])] if rows else []
    left = len(turning) - len(rows)
    if left:
        lines.append(
            f"… and {left} {plural(left, 'other pair', 'other pairs')}; --format json has them all"
        )
    of_all = f"of {len(pairs)} {plural(len(pairs), 'pair', 'pairs')}"
    for wanted, said in (
        (0, "It never turns in"),
        (None, "There is nothing to compare, as one has no result or both are equal, in"),
    ):
        many = sum(share == wanted for share, *_ in pairs)
        if many:
            lines.append(f"{said} {many} {of_all}.")
    return lines


def _places(order: Order, names: Sequence[str], absent: Sequence[bool]) -> list[str]:
    """Places of the submissions that have a result, and why the others have none."""
    found = [
        (place, name) for place, name in zip(order.places, names, strict=True) if place is not None
    ]
    rows: list[tuple[str, ...]] = (
        [("Submission", "place", "from", "to", "place stays")] if found else []
    )
    for place, name in sorted(found, key=lambda item: item[0].place):
        rows.append(
            (name, str(place.place), str(place.best), str(place.last), share_text(place.stays))
        )
    lines = list(table(rows)) if rows else []
    for wanted, reason in ((False, "too little is answered"), (True, "no question applies")):
        without = [
            name
            for place, name, is_absent in zip(order.places, names, absent, strict=True)
            if place is None and is_absent == wanted
        ]
        if without:
            lines.append(f"Without a place, as {reason}: {'; '.join(without)}.")
    return lines
