"""That a result is one of the short form, and what it leaves open of the long one."""

from __future__ import annotations

from collections.abc import Callable

from coherence_kit.model.assessment import Assessment
from coherence_kit.model.base import LocalizedText
from coherence_kit.rendering.level_words import levels_named
from coherence_kit.words import Words
from coherence_kit.words.short_form import is_short_form


def short_form_text(words: Words, assessment: Assessment) -> str:
    """`Short form: 12 of 43 questions`; empty for the long form."""
    if assessment.long_form is None:
        return ""
    asked = len(assessment.questions)
    return is_short_form(words, asked, asked + len(assessment.long_only))


def long_form_text(
    words: Words, assessment: Assessment, localize: Callable[[LocalizedText], str]
) -> str:
    """Between which figures and levels the long form would lie.

    Empty where that is the form that was answered, or where it has no figure for the whole.
    """
    bounds, root = assessment.long_form, assessment.root
    if bounds is None or bounds.low is None or bounds.high is None:
        return ""
    ends = {"low": root.published(bounds.low), "high": root.published(bounds.high)}
    named = levels_named(assessment.levels, bounds.level_low, bounds.level_high)
    if not named or root.letters is not None:
        return words.say("The long form would lie between {low} and {high}.", **ends)
    labels = [localize(level.label) for level in named]
    if len(labels) == 1:
        return words.say(
            "The long form would lie between {low} and {high}, at the level “{level}”.",
            level=labels[0],
            **ends,
        )
    return words.say(
        "The long form would lie between {low} and {high}: from “{lower}” to “{higher}”.",
        lower=labels[0],
        higher=labels[1],
        **ends,
    )
