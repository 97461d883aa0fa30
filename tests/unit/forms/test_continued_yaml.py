"""A YAML file of somebody's that is continued: every comment stays at its place, once."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import Any

import pytest

from coherence_kit.forms.draft import as_plain, for_new_round
from coherence_kit.forms.yaml.form import continued, yaml_form
from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.submissions import bind, load_submission_file
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.scoring.tree import build_tree
from tests.builders import a_question, a_questionnaire
from tests.workbooks import laid_out

NAMES = ("one", "two", "three", "four")
ASKED = a_questionnaire(*(a_question(name) for name in NAMES))
HEAD = f"""\
format: coherence-kit/submission/1
questionnaire: {{id: {ASKED.id}, version: "{ASKED.version}"}}
"""


def draft_of(text: str, asked: Questionnaire = ASKED) -> dict[str, Any]:
    document = compose_document(text.encode(), "a.yaml")
    file = load_submission_file(document)
    assert file is not None, document.problems
    submission = bind(document, file, asked, build_tree(asked))
    assert submission is not None, document.problems
    return as_plain(submission)


def next_round(text: str, asked: Questionnaire = ASKED) -> str:
    """The file for another round; it says what the draft says."""
    draft = for_new_round(draft_of(text))
    made = continued(text, laid_out(asked), draft)
    kept = {name: entry for name, entry in draft["answers"].items() if name in laid_out_ids(asked)}
    assert draft_of(made, asked).get("answers", {}) == kept
    return made


def laid_out_ids(asked: Questionnaire) -> set[str]:
    return {question.id for question in laid_out(asked).questions()}


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


def test_the_mark_stands_first_so_that_no_comment_of_the_next_question_is_above_it() -> None:
    made = next_round(
        HEAD
        + "answers:\n"
        + "  # above one\n  one: 2 # behind one\n\n  # above two\n  two:\n    # in two\n"
        + "    answer: 3 # three\n    comment: So.\n    # below it\n\n  # above three\n"
        + "  three: {answer: 1} # flow\n  # above four\n  four:\n    answer: 4\n"
        + "    review: {by: me, verdict: accepted}\n    # at the end\n"
    )
    assert made == (
        HEAD
        + "answers:\n"
        + "  # above one\n  one:\n    recheck: true\n    answer: 2 # behind one\n\n  # above two\n"
        + "  two:\n    # in two\n    recheck: true\n    answer: 3 # three\n    comment: So.\n"
        + "    # below it\n\n  # above three\n  three: {recheck: true, answer: 1} # flow\n"
        + "  # above four\n  four:\n    recheck: true\n    answer: 4\n    # at the end\n"
    )


@pytest.mark.parametrize(
    ("entry", "made"),
    [
        ("one: '2'", "one:\n    recheck: true\n    answer: '2'"),
        ('"one": 2', '"one":\n    recheck: true\n    answer: 2'),
        ("one: {unknown: who}", "one: {recheck: true, unknown: who}"),
        ("one: {answer: 2, recheck: no} # y", "one:  # y\n    answer: 2\n    recheck: true"),
        ("one:\n    recheck: no\n    answer: 2", "one:\n    recheck: true\n    answer: 2"),
        (
            "one:\n    answer: 2\n    comment: |\n      # said\n\n      so\n",
            "one:\n    recheck: true\n    answer: 2\n    comment: |\n      # said\n\n      so\n",
        ),
        (
            "one:\n    answer: 2\n    review:\n      by: me\n      note: |\n        x\n    # its",
            "one:\n    recheck: true\n    answer: 2\n    # its",
        ),
        (
            "one:\n    evidence:\n    - title: Act\n    review: {by: me}\n    answer: 2",
            "one:\n    recheck: true\n    evidence:\n    - title: Act\n    answer: 2",
        ),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_way_to_write_an_answer_is_marked(entry: str, made: str, ending: str) -> None:
    text = f"{HEAD}answers:\n  {entry}\n".replace("\n", ending)
    found = next_round(text).replace(ending, "\n")
    assert found.startswith(f"{HEAD}answers:\n  {made}\n")


def test_what_a_form_says_above_a_question_is_not_said_again() -> None:
    layout = laid_out(ASKED)
    form = yaml_form(layout)
    empty = "    answer:\n    comment:\n    evidence:\n"
    for name in NAMES:  # an entry that somebody has taken out, with its comment left
        shorter = form.replace(f"  {name}:\n{empty}", "")
        assert shorter != form
        assert continued(shorter, layout, draft_of(shorter)) == form
    bare = form
    for name in NAMES[1:]:
        bare = bare.replace(f"  {name}:\n{empty}", "")
    assert continued(bare, layout, draft_of(bare)) == form


def test_a_question_that_has_another_id_takes_its_comment_along() -> None:
    new = a_question("two").model_copy(update={"id": "new"})
    asked = a_questionnaire(a_question("one"), new, *map(a_question, NAMES[2:]))
    asked = asked.model_copy(update={"renamed": {"two": "new"}})
    form = yaml_form(laid_out(ASKED)).replace("  two:\n    answer:", "  two:\n    answer: 3")
    layout = laid_out(asked)
    made = continued(form, layout, draft_of(form, asked))
    assert comments(made) == comments(yaml_form(layout))
    assert compose_document(made.encode(), "a.yaml").value["answers"]["new"]["answer"] == "3"
    own = form.replace("  two:\n", "  # of our own\n  two:\n")
    kept = comments(continued(own, layout, draft_of(own, asked)))
    assert Counter(kept) - Counter(comments(made)) == Counter(["# of our own"])


def test_a_question_with_another_number_keeps_one_comment_with_its_number() -> None:
    fewer = a_questionnaire(*map(a_question, ("one", "three")))
    more = a_questionnaire(*map(a_question, NAMES))
    form = yaml_form(laid_out(more)).replace("  three:\n", "  was-three:\n", 1)
    layout = laid_out(fewer.model_copy(update={"removed": ("two", "four", "was-three")}))
    made = continued(form, layout, {})
    assert [line for line in comments(made) if line.endswith(" three")] == ["# 1.2 three"]


@pytest.mark.parametrize("answers", ["", "answers:\n", "answers: {}\n", "answers: {one: 2}\n"])
def test_a_file_without_lines_of_answers_gets_them_below_its_own(answers: str) -> None:
    text = f"# ours\n{HEAD}# here\nround: One\n{answers}"
    made = continued(text, laid_out(ASKED), draft_of(text))
    assert made.startswith(f"# ours\n{HEAD}# here\nround: One\nanswers:\n\n")
    assert draft_of(made) == draft_of(text)


def test_json_becomes_a_form() -> None:
    text = (
        '{"format": "coherence-kit/submission/1", "questionnaire": {"id": "%s", "version": "%s"}}'
    )
    text %= (ASKED.id, ASKED.version)
    assert continued(text, laid_out(ASKED), draft_of(text)) == yaml_form(
        laid_out(ASKED), draft_of(text)
    )


@pytest.mark.parametrize("seed", range(60))
def test_comments_anywhere_stay_once_and_in_their_order(seed: int) -> None:
    chance = random.Random(seed)
    number = iter(range(1000))

    def above(indent: str) -> str:
        return f"{indent}# c{next(number)}\n" if chance.random() < 0.4 else ""

    def behind() -> str:
        return f" # c{next(number)}" if chance.random() < 0.4 else ""

    text = (
        f"{above('')}{HEAD}{above('')}date: 2026-01-01{behind()}\n{above('')}answers:{behind()}\n"
    )
    for name in chance.sample(NAMES, chance.randint(1, 4)):
        text += above("  ") + chance.choice(["", "\n"])
        if chance.random() < 0.5:
            text += f"  {name}: {chance.choice(['2', '{answer: 3}', ''])}{behind()}\n"
            continue
        text += f"  {name}:{behind()}\n{above('    ')}    answer: 1{behind()}\n{above('    ')}"
        text += chance.choice(["", "    comment: |\n      two\n      lines\n"]) + above("    ")
        text += chance.choice(["", f"    evidence:{behind()}\n    - title: Act{behind()}\n"])
        text += chance.choice(["", "    review: {by: me}\n"]) + above("    ")
    text += above("  ") + chance.choice(["", f"standing: documented{behind()}\n{above('')}"])
    made = next_round(text)
    own = re.compile(r"# c\d+$", re.MULTILINE)
    assert own.findall(made) == own.findall(text)
    again = next_round(made)
    assert Counter(comments(again)) == Counter(comments(made))
