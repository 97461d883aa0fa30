"""Whatever a submission says comes back from a workbook.

It comes back as it was written, and after another program opened it.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coherence_kit.forms.draft import as_plain
from coherence_kit.forms.layout import FormQuestion
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.xlsx.schema import Entry, entry_of
from coherence_kit.loading.submissions import bind, load_submission_file
from coherence_kit.model.roles import ROLES
from coherence_kit.questions import KINDS
from coherence_kit.questions.shapes import Shape
from coherence_kit.scoring.tree import build_tree
from tests.builders import a_question, a_questionnaire
from tests.workbooks import a_draft, changed, laid_out, read

# Small, because every example writes and reads a workbook.
QUESTIONNAIRE = a_questionnaire(
    a_question("scale", half_step={"id": "partly", "text": "Only for some"}),
    *(a_question(kind, kind) for kind in KINDS if kind != "scale"),
    not_applicable="exclude",
)
TREE = build_tree(QUESTIONNAIRE)
LAYOUT = laid_out(QUESTIONNAIRE)
# What a file may hold: every script, line feeds and tabs, and no other control character.
_ANYTHING = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"
) | st.sampled_from("\n\t")
_AWKWARD = [
    "=SUM(A1)", "+1", "-1", "@x", "'quoted", "007", "1e5", "1/2/2024", "2024-03-12", "35%", "TRUE",
    "yes", "unknown",
    "none", "#REF!", "_x000D_", "_x0041_", " around ", "a\n\nb", "\u202bمرحبا\u202c", "中文",
    "Привет", "👩🏽‍🌾", "a\u2028b",
    "2 · Step", "_x0041_x0042_x0043_", "<r><t>a</t></r>", "<r>", "a\u00a0b", "{id}", "<b>&amp;</b>",
    "]]>", "\ufeffx", "a,b;c",
]  # fmt: skip
TEXTS = st.text(_ANYTHING, min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
) | st.sampled_from(_AWKWARD)
_SPOKEN = frozenset({"true", "yes", "false", "no"})
DATES = st.dates().map(str) | st.sampled_from(["2024", "1999-12"])
NUMBERS = st.decimals(-5, 2000, places=3, allow_nan=False).map(str) | st.sampled_from(
    ["0.1", "35", "2.50", "007", "-0"]
)
WRITTEN = {Entry.NUMBER: NUMBERS, Entry.TEXT: TEXTS, Entry.DATE: st.dates().map(str)}
DOCUMENTS = st.fixed_dictionaries(
    {}, optional={"title": TEXTS, "reference": TEXTS, "date": DATES, "page": TEXTS}
)


def answers_to(question: FormQuestion) -> st.SearchStrategy[Any]:
    keys = [answer.key for answer in question.answers]
    if question.shape is Shape.ORDER:
        return st.permutations(keys)
    if question.shape is Shape.PICK_MANY:
        return st.lists(st.sampled_from(keys), unique=True).map(
            lambda ticked: [key for key in keys if key in ticked]
        )
    entry = entry_of(question)
    return WRITTEN[entry] if entry in WRITTEN else st.sampled_from(keys)


def entries(question: FormQuestion) -> st.SearchStrategy[dict[str, Any]]:
    more = {
        "comment": TEXTS,
        "evidence": st.lists(DOCUMENTS.filter(bool), min_size=1, max_size=6),
        # Spellings of yes and no are read as such, whatever their case.
        "recheck": TEXTS.filter(lambda text: text.strip().casefold() not in _SPOKEN),
        "review": st.fixed_dictionaries(
            {},
            optional={
                "by": TEXTS,
                "verdict": st.sampled_from(["accepted", "changed"]),
                "answer": answers_to(question),
                "note": TEXTS,
            },
        ).filter(bool),
    }
    kinds = [
        st.fixed_dictionaries({"answer": answers_to(question)}, optional=more),
        st.fixed_dictionaries({"not_applicable": TEXTS}, optional=more),
        st.fixed_dictionaries({"unknown": TEXTS | st.none()}, optional=more),
        st.fixed_dictionaries({}, optional=more).filter(bool),
    ]
    return st.one_of(*kinds)


_ENTRIES = {question.id: entries(question) for question in LAYOUT.questions()}
_HEADER = {
    "country": st.sampled_from(["GHA", "XVE", "ITA-Milan"]),
    "country_name": TEXTS | st.dictionaries(st.sampled_from(["en", "fr", "ar"]), TEXTS, min_size=1),
    "round": TEXTS,
    "date": st.dates().map(str),
    "standing": st.just("documented"),
    "respondent": st.fixed_dictionaries(
        {}, optional={"entity": TEXTS, "role": TEXTS, "contact": TEXTS}
    ).filter(bool),
    "signed_off": TEXTS,
    "offices": st.dictionaries(st.sampled_from(ROLES), TEXTS, min_size=1, max_size=4),
}


@st.composite
def drafts(draw: st.DrawFn) -> dict[str, Any]:
    chosen = draw(st.lists(st.sampled_from(sorted(_ENTRIES)), unique=True, max_size=4))
    header = draw(st.fixed_dictionaries({}, optional=_HEADER))
    return a_draft({name: draw(_ENTRIES[name]) for name in chosen}, **header)


@given(drafts())
def test_a_submission_comes_back_as_it_was(draft: dict[str, Any]) -> None:
    document = read(workbook_form(LAYOUT, draft))
    assert document.problems == []
    assert document.value == draft
    assert document.unseen == {}


@settings(max_examples=30)
@given(drafts())
def test_a_submission_survives_a_program_that_opens_and_saves_the_form(
    draft: dict[str, Any],
) -> None:
    document = read(changed(workbook_form(LAYOUT, draft), lambda workbook: workbook))
    assert document.problems == []
    assert document.value == draft
    assert document.unseen == {}


@settings(max_examples=30)
@given(drafts())
def test_a_typed_submission_is_the_same_after_a_form(draft: dict[str, Any]) -> None:
    for entry in draft["answers"].values():
        entry.pop("recheck", None)
    document = read(workbook_form(LAYOUT, draft))
    file = load_submission_file(document)
    assert file is not None, document.problems
    submission = bind(document, file, QUESTIONNAIRE, TREE)
    if (
        submission is not None
    ):  # a condition or a rule of the questionnaire may refuse what was drawn
        again = read(workbook_form(LAYOUT, as_plain(submission)))
        assert again.problems == []
        assert again.value == as_plain(submission)
        assert again.unseen == {}
