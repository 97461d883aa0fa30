"""What is said of effective weights, wherever they are printed."""

from __future__ import annotations

from fractions import Fraction

from coherence_kit.words.catalogue import Words


def weight_text(words: Words, per_mille: int | None) -> str:
    """Tenths of a per cent as they are printed: `7.5 %`."""
    if per_mille is None:
        return words.say("no fixed weight")
    return words.say("{number} %", number=words.decimal(Fraction(per_mille, 10), 1))


def weights_note(
    words: Words, *, is_of_whole: bool, has_fixed: bool, lacks_fixed: bool, leaves_out: bool
) -> str:
    """What the figures of the table are, how they are rounded, and why some are none."""
    said = []
    if has_fixed and is_of_whole:
        said.append(
            words.say(
                "Share of the whole if every question is asked: the normalised weights on the way "
                "up, multiplied. What is left out makes the others weigh more."
            )
        )
    elif has_fixed:
        said.append(
            words.say(
                "Share of its section if every question is asked, as each section stands for "
                "itself: the normalised weights on the way up, multiplied. What is left out makes "
                "the others weigh more."
            )
        )
    if has_fixed:
        said.append(
            words.say(
                "Rounded so that the printed figures add up to 100.0; of two parts that weigh the "
                "same, one may therefore stand 0.1 higher."
            )
        )
    if lacks_fixed:
        said.append(
            words.say(
                "No fixed weight: the rule of the group is no weighted mean, and what a part "
                "moves depends on the answers to the others."
            )
        )
    if has_fixed and leaves_out:
        said.append(words.say("Questions that do not count are not listed."))
    return " ".join(said)


def source_shares_note(words: Words, *, has_whole: bool) -> str:
    """What the columns of the table of source documents are."""
    if not has_whole:
        return words.say("There is no figure for the whole, and so no share of it.")
    return words.say(
        "Share of the whole if every question is asked. “Citing it” counts a "
        "question that cites several documents in full under each of them; “shared” parts it "
        "equally among them, so that the printed figures add up to 100.0."
    )
