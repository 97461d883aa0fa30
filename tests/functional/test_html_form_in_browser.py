"""The form at work in headless Chromium: answers in, answers out, in every script.

The states of questions are those that the kit gives them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coherence_kit import content
from coherence_kit.forms.draft import as_plain
from coherence_kit.forms.layout import FormQuestion, Layout
from coherence_kit.forms.page.reader import read_page
from coherence_kit.loading.countries import known_names, meant_country
from coherence_kit.loading.country_names import SHARED_NAMES
from coherence_kit.loading.documents import Document, compose_document
from coherence_kit.loading.submissions import bind, load_submission_file
from coherence_kit.model.questionnaire import Questionnaire
from coherence_kit.model.submission import Submission
from coherence_kit.questions.shapes import Shape
from coherence_kit.scoring.states import question_states
from coherence_kit.scoring.tree import build_tree
from coherence_kit.workflow.score import load_submission, open_workspace, submission_files
from tests.browser import PATIENCE, PHONE, WIDE, Form, layout_of, shipped_layout, write_form
from tests.builders import a_question, a_questionnaire, a_section
from tests.functional.test_html_form import HOSTILE, draft_saying, everything, in_arabic_and_english

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

OpenForm = Callable[..., Form]
SHIPPED = (
    "intragovernmental",
    "multistakeholder",
    "aggregation-rules",
    "sdg-10-7-2",
    "sdg-17-14-1",
)
TEXTS = [
    "العربية ١٢٣ (نص)",
    "中文，标点。",
    "Кириллица – ёЁ",
    "emoji 👩‍👩‍👧‍👦 🇬🇭 🏽",
    "line one\nline two\n\n  line four, indented",
    "007",
    "1.10",
    "=SUM(A1)",
    "+1; -1; @x",
    "2007-07-09",
    "no",
    "null",
    "~",
    " blanks at both ends ",
    "tab\there",
    "\ufeffmark in front",
    "# no comment: {a: [b]}",
    "é versus é",
    *HOSTILE,
]
# "no" where the reason for having no answer belongs says that there is one
REASONS = [text for text in TEXTS if text != "no"]


def conditional() -> Questionnaire:
    """Conditions of every shape on questions of every kind that can carry one."""

    def among(question: str, *values: str) -> dict[str, Any]:
        return {"question": question, "in": list(values)}

    return a_questionnaire(
        a_section(
            "s",
            a_question("yes", "boolean"),
            a_question("scale", half_step={"id": "partly", "text": "Partly", "steps": [2, 3]}),
            a_question("one", "choice"),
            a_question("several", "multiple-choice"),
            a_question("number", "number"),
            a_question("after-yes", "boolean", depends_on=among("yes", "true")),
            a_question("after-scale", "boolean", depends_on=among("scale", "2", "2-partly", "4")),
            a_question("after-one", "boolean", depends_on=among("one", "some", "all")),
            a_question("after-several", "boolean", depends_on=among("several", "one", "three")),
            a_question("after-after", "boolean", depends_on=among("after-yes", "false")),
            a_question(
                "all",
                "boolean",
                depends_on={"all": [among("yes", "false"), among("scale", "0", "1")]},
            ),
            a_question(
                "any",
                "boolean",
                depends_on={"any": [among("yes", "false"), among("several", "two")]},
            ),
            a_question(
                "both",
                "boolean",
                depends_on={
                    "any": [
                        {"all": [among("one", "all"), among("after-yes", "true")]},
                        among("after-scale", "true"),
                    ]
                },
            ),
        )
    )


def drawn_answer(question: FormQuestion, draw: random.Random) -> Any:
    keys = [answer.key for answer in question.answers]
    if question.shape is Shape.PICK_MANY:
        return draw.choice(
            [[], sorted(draw.sample(keys, draw.randint(1, len(keys))), key=keys.index)]
        )
    if keys:
        return draw.choice(keys)
    if question.shape is Shape.QUANTITY:
        return draw.choice(["0", "007", "10", "10.0", "1.0E+1", "2.50", "25e-1", "99.9990"])
    return "2007-07-09" if question.is_date else draw.choice(TEXTS)


def drawn_entry(question: FormQuestion, draw: random.Random) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    way = draw.random()
    if way < 0.6:
        entry["answer"] = drawn_answer(question, draw)
    elif way < 0.7 and question.may_leave:
        entry["not_applicable"] = draw.choice(REASONS)
    elif way < 0.85:
        entry["unknown"] = draw.choice([None, *REASONS])
    if draw.random() < 0.5:
        entry["comment"] = draw.choice(TEXTS)
    if draw.random() < 0.4:
        item = {
            "title": draw.choice(TEXTS),
            "reference": draw.choice(TEXTS),
            "date": draw.choice(["2005", "2005-11", "2005-11-09"]),
            "page": draw.choice(TEXTS),
        }
        entry["evidence"] = [
            dict(draw.sample(list(item.items()), draw.randint(1, 4)))
            for _ in range(draw.randint(1, 3))
        ]
    if draw.random() < 0.2:
        entry["review"] = {
            "by": draw.choice(TEXTS),
            "verdict": draw.choice(["accepted", "query"]),
            "note": draw.choice(TEXTS),
        }
        if draw.random() < 0.5:
            entry["review"] |= {"verdict": "changed", "answer": drawn_answer(question, draw)}
    if draw.random() < 0.2:
        entry["recheck"] = "true"
    return entry


def drawn_submission(layout: Layout, seed: int) -> dict[str, Any]:
    """A submission as a file has it, with any texts, in any state of completeness."""
    draw = random.Random(seed)
    share = draw.random()
    entries = {
        question.id: drawn_entry(question, draw)
        for question in layout.questions()
        if draw.random() < share
    }
    about = {
        "country": draw.choice(["GHA", "XVE", "GHA-Accra – مدينة"]),
        "country_name": draw.choice(["Velmora", {"en": "Velmora", "fr": "Velmore"}]),
        "round": draw.choice(TEXTS),
        "date": "2026-06-30",
        "standing": "documented",
        "respondent": {
            "entity": draw.choice(TEXTS),
            "role": draw.choice(TEXTS),
            "contact": draw.choice(TEXTS),
        },
        "signed_off": draw.choice(TEXTS),
    }
    return {
        "format": "coherence-kit/submission/1",
        "questionnaire": {
            "id": layout.questionnaire,
            "version": layout.version,
            "sha256": layout.sha256,
        },
        **dict(draw.sample(list(about.items()), draw.randint(0, len(about)))),
        "answers": {name: entry for name, entry in entries.items() if entry},
    }


def bound(document: Document, questionnaire: Questionnaire) -> Submission:
    file = load_submission_file(document)
    assert file is not None, document.problems
    submission = bind(document, file, questionnaire, build_tree(questionnaire))
    assert submission is not None, document.problems
    return submission


@pytest.fixture(scope="module")
def mixed() -> Questionnaire:
    return everything("Text")


@pytest.fixture
def form(open_form: OpenForm, tmp_path: Path, mixed: Questionnaire) -> Form:
    return open_form(write_form(tmp_path, layout_of(mixed)))


@pytest.fixture(scope="module")
def same_form(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, mixed: Questionnaire
) -> Iterator[Form]:
    """One form for tests that each type into a field and leave it as it was."""
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    form = Form(context, write_form(tmp_path_factory.mktemp("same"), layout_of(mixed)))
    yield form
    context.close()
    assert form.faults == []


# --- answers in, answers out ----------------------------------------------------------------------


def test_random_submissions_come_back_as_they_were(form: Form, mixed: Questionnaire) -> None:
    layout = layout_of(mixed)
    form.agree()
    for seed in range(15):
        submission = drawn_submission(layout, seed)
        form.load(submission)
        assert form.answers() == submission, f"seed {seed}"


def test_what_is_saved_is_a_submission_that_the_kit_reads(form: Form, mixed: Questionnaire) -> None:
    form.agree()
    for seed in range(12):
        submission = drawn_submission(layout_of(mixed), seed)
        form.load(submission)
        name, data = form.saved()
        assert name.endswith("whole.submission.yaml")
        document = compose_document(data, name)
        assert document.problems == []
        assert document.value == submission
        bound(document, mixed)


def test_a_copy_of_the_page_carries_the_answers_into_the_kit_and_into_a_browser(
    form: Form, open_form: OpenForm, mixed: Questionnaire, tmp_path: Path
) -> None:
    form.agree()
    submission = drawn_submission(layout_of(mixed), 4)
    form.load(submission)
    name, data = form.saved("copy")
    assert name.endswith(".form.html")
    document = read_page(data, name)
    assert document.problems == []
    assert document.value == submission
    bound(document, mixed)
    copy = tmp_path / "copy.html"
    copy.write_bytes(data)
    again = open_form(copy)
    assert again.answers() == submission
    assert read_page(again.saved("copy")[1], name).value == submission


def test_a_draft_that_the_form_begins_with_comes_back(open_form: OpenForm, tmp_path: Path) -> None:
    workspace = open_workspace()
    for path in submission_files(content.folder("questionnaires") / "submissions"):
        loaded = load_submission(workspace, path)
        draft = as_plain(loaded.submission)
        layout = shipped_layout(loaded.submission.questionnaire.id)
        opened = open_form(write_form(tmp_path, layout, draft, f"{path.stem}.html"))
        saved = opened.answers()
        assert saved.pop("questionnaire")["sha256"] == layout.sha256
        assert saved == {key: value for key, value in draft.items() if key != "questionnaire"}


def test_what_is_typed_is_what_is_saved(form: Form) -> None:
    form.option("a.scale", "2").check()
    form.question("a.scale").locator("[data-do=add]").click()
    form.option("a.yes", "!not_applicable").check()
    form.option("a.number", "!unknown").check()
    for text in TEXTS:
        form.field("a.scale", "comment").fill(text)
        form.question("a.scale").locator("[data-field=title]").fill(text)
        form.question("a.scale").locator("[data-field=page]").fill(text)
        form.field("b.text", "answer").fill(text)
        form.field("a.yes", "not_applicable").fill(text)
        form.field("a.number", "unknown").fill(text)
        form.page.fill("[data-head='respondent.entity']", text)
        saved = form.answers()
        assert saved["respondent"] == {"entity": text}
        assert saved["answers"] == {
            "a.scale": {
                "answer": "2",
                "comment": text,
                "evidence": [{"title": text, "page": text}],
            },
            "a.yes": {"not_applicable": text},
            "a.number": {"unknown": text},
            "b.text": {"answer": text},
        }


def test_every_kind_of_question_can_be_answered(form: Form) -> None:
    form.option("a.scale", "0").check()
    form.option("a.yes", "yes").check()
    form.option("a.one", "some").check()
    form.option("a.several", "one").check()
    form.option("a.several", "four").check()
    form.field("a.number", "answer").fill(" 007.50 ")
    form.field("b.date", "answer").fill("2026-06-30")
    form.option("b.matrix.one", "all").check()
    answers = form.answers()["answers"]
    assert {name: entry["answer"] for name, entry in answers.items()} == {
        "a.scale": "0",
        "a.yes": "yes",
        "a.one": "some",
        "a.several": ["one", "four"],
        "a.number": "007.50",
        "b.date": "2026-06-30",
        "b.matrix.one": "all",
    }


def test_none_of_the_boxes_is_an_answer_and_no_box_is_none(form: Form) -> None:
    form.option("a.several", "two").check()
    form.option("a.several", "!none").check()
    assert not form.option("a.several", "two").is_checked()
    assert form.answers()["answers"] == {"a.several": {"answer": []}}
    assert form.state("a.several") == "answered"
    form.option("a.several", "!none").uncheck()
    assert form.answers()["answers"] == {}
    assert form.state("a.several") == "unanswered"


def test_clearing_an_answer_leaves_comment_and_documents(form: Form) -> None:
    form.option("a.scale", "2").check()
    form.field("a.scale", "comment").fill("Stays")
    form.question("a.scale").locator("[data-do=clear]").click()
    assert form.answers()["answers"] == {"a.scale": {"comment": "Stays"}}
    assert form.question("a.scale").locator("[data-do=clear]").is_hidden()


def test_documents_are_added_and_removed(form: Form) -> None:
    part = form.question("a.scale")
    for title in ("First", "Second", "Third"):
        part.locator("[data-do=add]").click()
        form.page.keyboard.type(title)
    part.locator("[data-do=remove]").nth(1).click()
    assert form.answers()["answers"]["a.scale"]["evidence"] == [
        {"title": "First"},
        {"title": "Third"},
    ]
    assert part.locator(".documents legend").all_inner_texts()[-1].startswith("Document 2")


def test_a_reviewer_writes_beside_the_answer(form: Form) -> None:
    form.option("a.scale", "3").check()
    part = form.question("a.scale")
    part.locator(".review summary").click()
    part.locator("[data-review=by]").fill("Bureau")
    part.locator("[data-review=verdict]").select_option("changed")
    part.locator("[data-review=answer]").select_option("2")
    part.locator("[data-review=note]").fill("Minutes\nmissing")
    several = form.question("a.several")
    several.locator(".review summary").click()
    several.locator("[data-review=answer][value='!none']").check()
    several.locator("[data-review=answer][value=one]").check()
    answers = form.answers()["answers"]
    assert answers["a.scale"] == {
        "answer": "3",
        "review": {"by": "Bureau", "verdict": "changed", "answer": "2", "note": "Minutes\nmissing"},
    }
    assert answers["a.several"] == {"review": {"answer": ["one"]}}
    assert part.locator(".verdict").inner_text() == "Changed"


def test_an_answer_that_is_to_be_re_checked_is_confirmed_by_a_button(
    form: Form, mixed: Questionnaire
) -> None:
    layout = layout_of(mixed)
    form.load(
        {**draft_saying("x", layout), "answers": {"a.yes": {"answer": "yes", "recheck": "true"}}}
    )
    part = form.question("a.yes")
    assert part.locator(".recheck").is_visible()
    assert form.page.locator("#missing summary").inner_text().startswith("Open points")
    assert form.state("a.yes") == "carried"
    assert part.locator(".state").get_attribute("data-mark") == "carried"
    section = form.page.locator("[data-section=a]")
    assert section.get_attribute("data-mark") in {"carried", "todo"}
    assert any("carried over" in line for line in form.still_to_do())
    part.locator("[data-do=confirm]").click()
    assert part.locator(".recheck").is_hidden()
    assert form.state("a.yes") == "answered"
    assert form.answers()["answers"] == {"a.yes": {"answer": "yes"}}


def test_another_answer_in_place_of_a_carried_one_is_looked_at(
    form: Form, mixed: Questionnaire
) -> None:
    layout = layout_of(mixed)
    earlier = {
        "a.yes": {"answer": "yes", "recheck": "true"},
        "a.scale": {"answer": "1", "recheck": "true"},
    }
    form.load({**draft_saying("x", layout), "answers": earlier})
    form.option("a.yes", "no").check()
    form.field("a.scale", "comment").fill("As before.")
    assert form.state("a.yes") == "answered"
    assert form.answers()["answers"]["a.yes"] == {"answer": "no"}
    assert form.answers()["answers"]["a.scale"]["recheck"] == "true"


def test_what_a_form_does_not_show_is_saved_again(form: Form, mixed: Questionnaire) -> None:
    layout = layout_of(mixed)
    strange = {
        **draft_saying("x", layout),
        "country_name": {"en": "Velmora", "fr": "Velmore"},
        "standing": "documented",
        "answers": {
            "gone.question": {"answer": "2", "comment": "kept"},
            "a.scale": {"answer": "9"},
            "a.one": {"answer": ["x"]},
        },
    }
    form.load(strange)
    assert "does not have" in form.notices()
    saved = form.answers()
    saved["questionnaire"].pop("sha256")
    assert saved == strange
    assert form.state("a.scale") == "unanswered"
    assert "“9”" in form.question("a.scale").locator(".alert").inner_text()


def test_control_characters_and_halves_of_characters_do_not_reach_a_file(form: Form) -> None:
    form.page.evaluate(
        """() => {
          const field = document.querySelector('[data-id="b.text"] textarea[data-field=answer]');
          field.value = 'a\\x00b\\x0bc\\x85d\\ud800e\\x7ff\\ufffeg';
          field.dispatchEvent(new Event('input', {bubbles: true}));
        }"""
    )
    name, data = form.saved()
    document = compose_document(data, name)
    assert document.problems == []
    assert document.value["answers"]["b.text"]["answer"] == "ab\nc\ndefg"


def test_a_half_filled_form_is_always_accepted(form: Form, mixed: Questionnaire) -> None:
    form.option("a.yes", "!not_applicable").check()  # its reason is missing
    form.option("a.scale", "4").check()  # its documents are missing
    form.field("a.one", "comment").fill("  \n ")
    form.question("a.one").locator("[data-do=add]").click()
    name, data = form.saved()
    document = compose_document(data, name)
    assert set(bound(document, mixed).answers) == {"a.scale"}
    assert "not saved in the file" in form.question("a.yes").locator(".alert").inner_text()
    assert "at least one document" in form.question("a.scale").locator(".alert").inner_text()


def test_the_page_knows_a_country_by_the_names_by_which_the_kit_knows_it(form: Form) -> None:
    names = sorted({name for _, name in known_names(("en", "fr", "es")) if name} | {*SHARED_NAMES})
    found = form.page.evaluate(
        """(names) => names.map((name) => {
            const field = document.getElementById('about-country');
            field.value = name;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new Event('change', { bubbles: true }));
            return field.value;
        })""",
        names,
    )
    wrong = {name for name, code in zip(names, found, strict=True) if code != meant_country(name)}
    assert len(names) > 1_000
    assert wrong == set()


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("Ghana", "GHA"),
        ("gha", "GHA"),
        ("gh-Accra", "GHA-Accra"),
        ("cote d'ivoire", "CIV"),
        ("République de Corée", "KOR"),
        ("Atlantis", "Atlantis"),
    ],
)
def test_a_name_finds_its_code(form: Form, country: str, expected: str) -> None:
    form.page.fill("#about-country", country)
    form.page.press("#about-country", "Tab")
    assert form.page.input_value("#about-country") == expected
    is_none = str(country == "Atlantis").lower()
    assert form.page.get_attribute("#about-country", "aria-invalid") == is_none


@pytest.mark.parametrize(
    ("reason", "is_fine"),
    [("-", False), ("x", False), ("See above", False), ("n/a", False), ("No sea port", True)],
)
def test_a_reason_that_says_nothing_is_marked_while_it_is_typed(
    form: Form, reason: str, is_fine: bool
) -> None:
    form.option("a.yes", "!not_applicable").check()
    form.field("a.yes", "not_applicable").fill(reason)
    alert = form.question("a.yes").locator(".alert")
    assert alert.is_hidden() is is_fine
    assert ("This says nothing to others." in (alert.text_content() or "")) is not is_fine
    name, data = form.saved()
    document = compose_document(data, name)
    assert document.value["answers"]["a.yes"]["not_applicable"] == reason


@pytest.mark.parametrize(
    ("question", "text", "is_fine"),
    [
        ("a.number", "12,5", True),
        ("a.number", "1.250", False),
        ("a.number", "1.250,5", False),  # read, and beyond the largest
        ("a.number", "100.000000000001", False),
        ("a.number", "-0", True),
        ("a.number", "100.0", True),
        ("a.number", "1e-3", True),
        ("a.number", "0.5E+2", True),
        ("a.number", "1e2", True),
        ("a.number", "10.1E1", False),
        ("a.number", "-1e-33", False),
        ("a.number", "1e100", False),
        ("a.number", "1e999999999", False),
        ("a.number", f"0.{'1' * 34}", True),
        ("a.number", f"0.{'1' * 35}", False),
        ("a.number", f"99.{'9' * 32}", True),
        ("a.number", f"100.{'0' * 30}1", False),
        ("a.number", "nan", False),
        ("b.date", "2025-02-29", False),
        ("b.date", "2024-02-29", True),
        ("b.date", "30 June", False),
    ],
)
@pytest.mark.xdist_group("same form")
def test_what_cannot_be_read_is_said_at_once_and_kept(
    same_form: Form, mixed: Questionnaire, question: str, text: str, is_fine: bool
) -> None:
    field = same_form.field(question, "answer")
    alert = same_form.question(question).locator(".alert")
    assert (field.input_value(), alert.is_hidden()) == ("", True)
    field.fill(text)
    try:
        assert alert.is_hidden() == is_fine
        if text == "1.250":
            assert alert.text_content() == "This can be 1.25 or 1250. Write the one that is meant."
        name, data = same_form.saved()
    finally:
        field.fill("")
    document = compose_document(data, name)
    assert document.value["answers"][question]["answer"] == text
    file = load_submission_file(document)
    assert file is not None
    bind(document, file, mixed, build_tree(mixed))
    errors = [problem.code for problem in document.problems if problem.severity == "error"]
    assert errors == ([] if is_fine else ["submission.answer"])


# --- hostile texts --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_run_and_every_text_is_shown(
    open_form: OpenForm, tmp_path: Path, text: str
) -> None:
    layout = layout_of(everything(text))
    opened = open_form(write_form(tmp_path, layout, draft_saying(text, layout)))
    page = opened.page
    # Signs that would turn the page round are left out of it, and stay in the answers.
    shown = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
    assert page.evaluate("document.querySelector('title').textContent") == shown
    assert page.evaluate("document.querySelector('#q\\\\:a\\\\.scale legend').textContent") == shown
    assert opened.field("b.text", "answer").input_value() == text
    assert page.evaluate("document.querySelectorAll('img, iframe, object').length") == 0
    assert page.evaluate("document.scripts.length") == 3
    opened.still_to_do()
    assert opened.answers()["answers"]["a.scale"]["comment"] == text


# --- states ---------------------------------------------------------------------------------------


def assert_same_states(form: Form, questionnaire: Questionnaire, seeds: range) -> None:
    layout = layout_of(questionnaire)
    tree = build_tree(questionnaire)
    for seed in seeds:
        submission = drawn_submission(layout, seed)
        form.load(submission)
        typed = bound(
            compose_document(json.dumps(submission, ensure_ascii=False).encode(), "x.yaml"),
            questionnaire,
        )
        expected = {name: str(state) for name, state in question_states(tree, typed).items()}
        assert form.states() == expected, f"seed {seed}"


def test_states_are_those_of_the_engine_for_conditions_of_every_shape(
    open_form: OpenForm, tmp_path: Path
) -> None:
    questionnaire = conditional()
    opened = open_form(write_form(tmp_path, layout_of(questionnaire)))
    opened.agree()
    assert_same_states(opened, questionnaire, range(60))


@pytest.mark.parametrize("name", SHIPPED)
def test_states_are_those_of_the_engine_for_what_ships(
    open_form: OpenForm, tmp_path: Path, name: str
) -> None:
    questionnaire = open_workspace().entry(name).questionnaire
    opened = open_form(write_form(tmp_path, layout_of(questionnaire)))
    opened.agree()
    assert_same_states(opened, questionnaire, range(8))


def test_a_question_that_is_not_asked_is_folded_away_and_keeps_its_answer(
    open_form: OpenForm, tmp_path: Path
) -> None:
    opened = open_form(write_form(tmp_path, layout_of(conditional())))
    later = opened.question("after-yes")
    assert opened.state("after-yes") == "open"
    assert (
        later.locator(".why")
        .inner_text()
        .startswith("Waiting for another answer: it is asked if the answer to 1.1 (yes) is yes.")
    )
    opened.option("yes", "yes").check()
    assert later.locator(".why").is_hidden()
    opened.option("after-yes", "no").check()
    opened.option("yes", "no").check()
    assert opened.state("after-yes") == "not_asked"
    assert later.locator("fieldset.answer").is_hidden()
    assert (
        "it is asked only if the answer to 1.1 (yes) is yes. What was entered is kept"
        in later.locator(".why").inner_text()
    )
    assert "after-yes" in opened.page.locator("#said").inner_text()
    assert opened.answers()["answers"]["after-yes"] == {"answer": "no"}
    later.get_by_role("button", name="Show it").click()
    assert opened.option("after-yes", "no").is_visible()
    opened.option("yes", "yes").check()
    assert opened.state("after-yes") == "answered"


def test_progress_counts_every_state_and_lists_what_is_to_do(
    open_form: OpenForm, tmp_path: Path
) -> None:
    opened = open_form(write_form(tmp_path, layout_of(conditional())))
    opened.option("yes", "no").check()
    opened.option("scale", "4").check()
    opened.option("one", "!unknown").check()
    opened.option("number", "!not_applicable").check()
    opened.field("number", "not_applicable").fill("No such register")
    progress = opened.page.locator("#progress")
    # not asked: after-yes, after-after, all; waiting: after-one, after-several, both is open
    counted = progress.locator("[data-shows=counts]").inner_text()
    states = list(opened.states().values())
    assert counted.startswith("2 answered · 1 not known · 1 does not apply · ")
    assert f"{states.count('not_asked')} not asked" in counted
    to_do = states.count("unanswered") + states.count("open")
    assert f"{to_do} to do ({states.count('open')} waiting for another answer)" in counted
    assert (
        progress.locator(".whole").inner_text()
        == f"4 of {len(states) - states.count('not_asked')} dealt with"
    )
    listed = opened.still_to_do()
    assert "1.4 several" in listed
    assert "1.8 after-one – waiting for another answer" in listed
    assert not any(line.startswith("1.1 yes") for line in listed)
    about = ["Country", "Round", "Date", "Who answers"]
    assert listed[-4:] == about
    assert len(listed) == to_do + len(about)
    assert opened.page.locator("#missing summary").inner_text() == f"Open points ({len(listed)})"
    assert opened.page.locator("#missing-list .name").all_inner_texts() == [
        f"Questions to do ({to_do})",
        "About these answers (4)",
    ]
    opened.page.click("#missing-list a:has-text('1.4 several')")
    assert opened.page.evaluate("document.activeElement.id") == "q:several:name"


def test_an_answer_to_be_looked_at_again_is_counted_and_keeps_its_section_open(
    open_form: OpenForm, tmp_path: Path
) -> None:
    names = ("document", "carried", "queried", "changed", "fine")
    layout = layout_of(
        a_questionnaire(
            a_section("s", *(a_question(name) for name in names)),
            a_section("t", a_question("t.only")),
            evidence="cap",
            evidence_from=2,
            evidence_cap=1,
        )
    )
    answers = {
        "document": {"answer": "3"},
        "carried": {"answer": "1", "recheck": "true"},
        "queried": {"unknown": None, "review": {"verdict": "query", "note": "Who knows?"}},
        "changed": {"answer": "1", "review": {"verdict": "changed", "answer": "0"}},
        "fine": {"answer": "1", "review": {"verdict": "accepted"}},
        "t.only": {"review": {"verdict": "query"}},
    }
    opened = open_form(
        write_form(tmp_path, layout, {**draft_saying("x", layout), "answers": answers})
    )
    whole = opened.page.locator("#progress .whole")
    section = opened.page.locator("[data-section=s]")
    assert whole.inner_text() == "4 of 6 dealt with, 4 to look at again"
    counts = opened.page.locator("#progress [data-shows=counts]")
    assert counts.inner_text() == "3 answered · 1 not known · 1 carried over · 1 to do"
    assert section.locator("[aria-hidden]").inner_text() == "4 of 5 · 4 again"
    assert section.get_attribute("data-mark") == "again"
    listed = opened.still_to_do()
    assert listed[:5] == [
        "2.1 t.only – query of the reviewer",
        "1.1 document – lacks a document",
        "1.2 carried – carried over",
        "1.3 queried – query of the reviewer",
        "1.4 changed – changed by the reviewer",
    ]
    assert opened.page.locator("#missing summary").inner_text() == f"Open points ({len(listed)})"
    opened.option("document", "1").check()
    opened.question("carried").locator("[data-do=confirm]").click()
    for name in ("queried", "changed"):
        opened.question(name).locator("[data-review=verdict]").select_option("accepted")
    assert whole.inner_text() == "5 of 6 dealt with"
    assert section.get_attribute("data-mark") == "done"


def test_next_passes_over_what_only_waits(open_form: OpenForm, tmp_path: Path) -> None:
    waiting = a_question("later", "boolean", depends_on={"question": "first", "in": ["true"]})
    opened = open_form(
        write_form(tmp_path, layout_of(a_questionnaire(a_question("first", "boolean"), waiting)))
    )
    opened.option("first", "!unknown").check()
    opened.page.click("#progress [data-do=next]")
    assert "One question waits for another answer" in opened.page.locator("#said").inner_text()
    assert opened.page.locator("#progress .whole").inner_text() == "1 of 2 dealt with"


# --- what a file says twice -----------------------------------------------------------------------

TWICE = {
    "a.scale": {"answer": "2", "not_applicable": "x"},
    "a.several": {"answer": ["one"], "unknown": None},
    "b.text": {"answer": "Words", "not_applicable": "y", "unknown": "z"},
}


def test_of_what_a_file_says_together_nothing_is_lost_and_nothing_counts(
    form: Form, open_form: OpenForm, mixed: Questionnaire
) -> None:
    form.load({**draft_saying("x", layout_of(mixed)), "answers": TWICE})
    assert "To 3 questions it gives several answers each" in form.notices()
    alert = form.question("a.scale").locator(".alert").inner_text()
    assert alert.startswith(
        "The file says several things of this question, and only one can hold: "
        "an answer (“2”); “does not apply” (“x”)."
    )
    assert form.state("a.scale") == "unanswered"
    assert "1.1 Text – several answers, one to choose" in form.still_to_do()
    name, data = form.saved()
    document = compose_document(data, name)
    assert document.value["answers"] == TWICE
    load_submission_file(document)
    assert [problem.code for problem in document.problems] == [
        "schema.clash"
    ] * 3  # the kit tells of it
    assert "3 entries need to be corrected" in form.page.locator("#said").inner_text()
    form.kept()
    again = open_form(form.path, beside=form)
    assert again.answers()["answers"] == TWICE


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("answer", {"answer": "Words"}),
        ("not_applicable", {"not_applicable": "y"}),
        ("unknown", {"unknown": "z"}),
    ],
)
def test_a_button_chooses_between_them(
    form: Form, mixed: Questionnaire, mode: str, expected: dict[str, str]
) -> None:
    form.load({**draft_saying("x", layout_of(mixed)), "answers": TWICE})
    form.question("b.text").locator(f"[data-do=choose][data-mode={mode}]").click()
    assert form.question("b.text").locator(".choose").is_hidden()
    assert form.page.evaluate("document.activeElement.id") == "q:b.text:name"
    assert form.answers()["answers"]["b.text"] == expected


def test_an_answer_given_anew_chooses_as_well(form: Form, mixed: Questionnaire) -> None:
    form.load({**draft_saying("x", layout_of(mixed)), "answers": TWICE})
    form.option("a.scale", "3").check()
    form.option("a.several", "!unknown").check()
    form.question("b.text").locator("[data-do=clear]").click()
    assert form.answers()["answers"] == {"a.scale": {"answer": "3"}, "a.several": {"unknown": None}}


# --- languages ------------------------------------------------------------------------------------


def test_the_list_and_the_reviewers_options_say_their_language(
    open_form: OpenForm, tmp_path: Path
) -> None:
    questionnaire = in_arabic_and_english()
    opened = open_form(write_form(tmp_path, layout_of(questionnaire, "ar")))
    assert opened.still_to_do()[0] == "1.1 القانون"
    link = opened.page.locator("#missing-list a").first
    assert link.locator("span").get_attribute("lang") == "ar"
    assert opened.page.locator("#missing-list a").nth(1).locator("[lang]").count() == 0
    title = opened.page.locator("h1 span")
    assert title.evaluate("node => getComputedStyle(node).direction") == "rtl"
    opened.question("both").locator(".review summary").click()
    options = opened.question("both").locator("select[data-review=answer] option")
    assert options.evaluate_all("nodes => nodes.map(node => node.lang)") == ["", "", "ar", ""]


# --- what the browser keeps -----------------------------------------------------------------------


def test_what_was_typed_is_back_after_the_page_was_closed(form: Form, open_form: OpenForm) -> None:
    form.field("b.text", "answer").fill("Half a sentence")
    form.option("b.text", "!unknown").check()
    form.option("a.yes", "!not_applicable").check()
    form.kept()
    again = open_form(form.path, beside=form)
    assert "entered in this browser before, last on" in again.notices()
    assert again.page.locator("#notices [data-do=anew]").inner_text() == "Begin with an empty form"
    assert again.state("b.text") == "unknown"
    assert again.option("a.yes", "!not_applicable").is_checked()
    again.option("b.text", "!unknown").uncheck()
    assert again.answers()["answers"] == {"b.text": {"answer": "Half a sentence"}}


def test_closing_at_once_loses_nothing(form: Form, open_form: OpenForm) -> None:
    form.field("b.text", "answer").fill("Just now")
    form.page.goto("about:blank")
    assert open_form(form.path, beside=form).answers()["answers"] == {
        "b.text": {"answer": "Just now"}
    }


def test_another_form_has_a_place_of_its_own(
    form: Form, open_form: OpenForm, tmp_path: Path, mixed: Questionnaire
) -> None:
    form.option("a.yes", "yes").check()
    form.kept()
    layout = layout_of(mixed)
    other = open_form(
        write_form(tmp_path, layout, draft_saying("x", layout), "other.html"), beside=form
    )
    assert other.state("a.yes") == "unanswered"
    assert (
        other.page.locator("[data-do=forget-all]").inner_text()
        == "Delete the one other form kept here"
    )


def test_delete_from_this_computer_leaves_nothing(form: Form, open_form: OpenForm) -> None:
    form.option("a.yes", "yes").check()
    form.kept()
    form.agree()
    form.page.click("main [data-do=forget]")
    assert form.asked[0].startswith("Delete the answers of this form")
    assert form.state("a.yes") == "unanswered"
    assert form.page.evaluate("localStorage.length") == 0
    # what another page has of it may come a moment later
    open_form(form.path, beside=form).page.wait_for_function("localStorage.length == 0")


def test_the_same_form_in_two_windows_is_said_and_overwrites_nothing(
    form: Form, open_form: OpenForm
) -> None:
    form.option("a.yes", "yes").check()
    form.kept()
    other = open_form(form.path, beside=form)
    other.option("a.scale", "1").check()
    form.page.wait_for_selector("#trouble")
    form.option("a.yes", "no").check()
    form.pause()
    assert '"yes"' in form.page.evaluate("Object.values(localStorage).join('')")
    form.page.click("[data-do=take-other]")
    assert form.answers()["answers"] == {"a.scale": {"answer": "1"}, "a.yes": {"answer": "yes"}}


def test_where_the_browser_keeps_nothing_the_page_says_so_and_works(
    open_form: OpenForm, form: Form
) -> None:
    form.page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', "
        "'SecurityError'); }});"
    )
    blocked = open_form(form.path, beside=form)
    assert "keeps nothing" in blocked.notices()
    blocked.option("a.yes", "yes").check()
    assert blocked.answers()["answers"] == {"a.yes": {"answer": "yes"}}
    blocked.option("a.yes", "no").check()
    blocked.agree()
    blocked.page.reload()
    assert len(blocked.asked) == 1  # it is about to be lost


def test_the_page_says_what_is_stored_where(form: Form) -> None:
    text = form.page.locator("section[aria-labelledby=finish]").inner_text()
    assert "Nothing leaves this computer" in text
    assert "coherence-kit/form/whole/1.0/" in text


# --- files ----------------------------------------------------------------------------------------


def stated(form: Form, **changed: Any) -> Mapping[str, Any]:
    return {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": "whole", "version": "1.0"},
        "answers": {},
        **changed,
    }


@pytest.mark.parametrize(
    ("contents", "why"),
    [
        ("{", "no longer fits together"),
        ("format: coherence-kit/submission/1\nanswers: {}\n", "coherence form whole --from FILE"),
        (b"\xff\xfe\x00", "not a text in UTF-8"),
        ("[]", "not a file of answers"),
        ("<!DOCTYPE html><html><p>Hello", "holds no answers"),
        (
            (
                '{"format": "coherence-kit/submission/1", "questionnaire": {"id": "other", '
                '"version": "1.0"}}'
            ),
            "another questionnaire (other)",
        ),
        (
            (
                '{"format": "coherence-kit/submission/1", "questionnaire": {"id": "whole", '
                '"version": "2.0"}}'
            ),
            "version 2.0",
        ),
        (
            (
                '{"format": "coherence-kit/submission/1", "questionnaire": {"id": "whole", '
                '"version": "1.9"}}'
            ),
            "version 1.9",
        ),
    ],
)
def test_a_file_that_does_not_fit_is_refused_and_says_why(
    form: Form, contents: str | bytes, why: str
) -> None:
    form.option("a.yes", "yes").check()
    form.saved()
    form.load(contents, "wrong.yaml")
    assert why in form.notices()
    assert "wrong.yaml was not loaded" in form.notices()
    assert form.answers()["answers"] == {"a.yes": {"answer": "yes"}}


def test_nothing_typed_is_replaced_without_asking(form: Form) -> None:
    form.option("a.yes", "yes").check()
    form.page.on("dialog", form.refuse)
    data = json.dumps(stated(form)).encode()
    form.page.set_input_files("#file", {"name": "x.yaml", "mimeType": "text/plain", "buffer": data})
    form.wait_until_asked()
    assert len(form.asked) == 1
    assert form.state("a.yes") == "answered"


def test_a_saved_page_can_be_loaded_as_well(form: Form, mixed: Questionnaire) -> None:
    submission = drawn_submission(layout_of(mixed), 7)
    form.load(submission)
    _, page = form.saved("copy")
    form.agree()
    form.load(json.dumps(stated(form)))
    assert form.answers()["answers"] == {}
    form.load(page, "copy.form.html")
    assert form.answers() == submission


def test_a_key_that_javascript_has_a_use_for_is_a_key(form: Form) -> None:
    text = (
        '{"format": "coherence-kit/submission/1", "questionnaire": {"id": "whole", "version": '
        '"1.0"}, "__proto__": {"x": "1"}, "answers": {"constructor": {"answer": "1"}, "a.yes": '
        '{"answer": "yes", "__proto__": {"mode": "2"}}}}'
    )
    form.load(text)
    saved = form.answers()
    assert saved["__proto__"] == {"x": "1"}
    assert saved["answers"] == {
        "constructor": {"answer": "1"},
        "a.yes": {"answer": "yes", "__proto__": {"mode": "2"}},
    }


def test_the_name_of_the_file_says_country_round_and_questionnaire(form: Form) -> None:
    form.page.fill("#about-country", "GHA")
    form.page.fill("[data-head=round]", "First round, 2026/الجولة")
    assert form.saved()[0] == "gha-first-round-2026-الجولة-whole.submission.yaml"
    form.page.fill("[data-head=country_name]", "../../Côte d’Ivoire")
    assert form.saved()[0].startswith("côte-d-ivoire-first-round")


def test_the_keys_that_save_a_page_save_the_answers(form: Form) -> None:
    form.option("a.yes", "yes").check()
    with form.page.expect_download(timeout=PATIENCE) as download:
        form.page.keyboard.press("Control+s")
    assert json.loads(download.value.path().read_bytes())["answers"] == {"a.yes": {"answer": "yes"}}


def test_a_page_saved_by_the_browser_itself_has_the_answers_too(
    form: Form, tmp_path: Path, open_form: OpenForm
) -> None:
    form.option("a.scale", "3").check()
    form.question("a.scale").locator("[data-do=add]").click()
    form.page.keyboard.type("Decree")
    form.kept()
    path = tmp_path / "by-the-browser.html"
    path.write_text(form.page.content(), encoding="utf-8")
    expected = {"a.scale": {"answer": "3", "evidence": [{"title": "Decree"}]}}
    document = read_page(path.read_bytes(), "by-the-browser.html")
    assert document.problems == []
    assert document.value["answers"] == expected
    again = open_form(path)
    assert again.answers()["answers"] == expected
    assert again.question("a.scale").locator(".documents li").count() == 1


def test_a_form_works_on_a_phone(open_form: OpenForm, tmp_path: Path, mixed: Questionnaire) -> None:
    opened = open_form(write_form(tmp_path, layout_of(mixed)), viewport=PHONE, has_touch=True)
    opened.page.locator('label[for="q:a.yes:o:yes"]').tap()
    assert opened.page.locator("#bar").inner_text().startswith("1 of")
    with opened.page.expect_download(timeout=PATIENCE) as download:
        opened.page.locator("#bar [data-do=save]").tap()
    assert json.loads(download.value.path().read_bytes())["answers"] == {"a.yes": {"answer": "yes"}}
