"""The page as bytes: what a browser and an assistive technology rely on, without a browser."""

from __future__ import annotations

import base64
import hashlib
import html
import itertools
import json
import re
from typing import Any

import pytest
from tinyhtml5.parser import HTMLParser

from coherence_kit.forms.layout import Layout
from coherence_kit.forms.page.form import html_form
from coherence_kit.forms.page.reader import read_page
from coherence_kit.forms.page.script import script
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.questionnaire import ChoiceQuestion, Questionnaire
from coherence_kit.workflow.score import open_workspace
from tests.browser import layout_of, shipped_layout
from tests.builders import a_matrix, a_question, a_questionnaire, a_section

LARGE = ("intragovernmental", "multistakeholder")
LANGUAGES = ("en", "fr")  # that the words of the form are in
LIMIT = 600_000
HOSTILE = [
    "</script><script>document.title = 'taken'</script>",
    "<!-- <script> -->",
    "\"><img src=x onerror=alert(1)> ' onclick='x",
    "]]></style><style>* { display: none }",
    "{{ 7 * 7 }} {% raw %} ${x}",
    "a\u2028b\u2029c",
    "\u202eright to left\u202c \u2066isolated\u2069",
    "\\u003cb\\u003e &lt;b&gt; &amp;",
]


def everything(text: str = "Text") -> Questionnaire:
    """Every kind of question, saying this wherever it can say something."""
    named: dict[str, Any] = {
        "label": text,
        "text": text,
        "guidance": {"asked": text},
        "who": {"answers": text, "with": text},
    }
    steps = {step: {"name": text, "text": text} for step in range(5)}
    waiting = {
        "all": [
            {"question": "a.yes", "in": ["true"]},
            {"any": [{"question": "a.several", "in": ["one"]}]},
        ]
    }
    return a_questionnaire(
        a_section(
            "a",
            a_question("a.scale", **named, evidence={"2": text}, steps=steps),
            a_question("a.yes", "boolean", **named),
            a_question("a.one", "choice", **named, not_applicable="forbidden"),
            a_question("a.several", "multiple-choice", **named),
            a_section(
                "a.inner",
                a_question("a.number", "number", **named, unit=text, smallest=0, largest=100),
                title=text,
            ),
            title=text,
        ),
        a_section(
            "b",
            a_question("b.text", "text", **named),
            a_question("b.date", "date", **named, depends_on=waiting),
            a_matrix("b.matrix", label=text, text=text, guidance={"asked": text}),
            title=text,
        ),
        title=text,
        summary=text,
        scale={"id": "five", "steps": [0, 1, 2, 3, 4], "hint": text},
        evidence="cap",
        evidence_from=2,
        evidence_cap=1,
    )


def draft_saying(text: str, layout: Layout) -> dict[str, Any]:
    return {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": layout.questionnaire, "version": layout.version},
        "country": "GHA",
        "respondent": {"entity": text},
        "answers": {
            "a.scale": {"answer": "2", "comment": text, "evidence": [{"title": text}]},
            "b.text": {"answer": text},
        },
    }


def errors(page: str) -> list[Any]:
    parser = HTMLParser()
    parser.parse(page)
    return list(parser.errors)


def block(page: str, name: str) -> Any:
    """A block of data of the page."""
    (found,) = re.findall(
        rf'<script type="application/json" id="{name}">(.*?)</script', page, re.DOTALL
    )
    return json.loads(found)


def sources(page: str) -> dict[str, str]:
    """The directives of the page's policy."""
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    return {
        name: rest
        for name, _, rest in (part.partition(" ") for part in html.unescape(policy).split("; "))
    }


def markup(page: str) -> str:
    """The page without what stands in its blocks of script, data and style."""
    return re.sub(r"(<(script|style)\b[^>]*>).*?</\2>", r"\1</\2>", page, flags=re.DOTALL)


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.fixture(scope="module", params=[*LARGE, "aggregation-rules"])
def page(request: pytest.FixtureRequest) -> str:
    return html_form(shipped_layout(request.param))


def test_the_page_has_no_mistake_of_html(page: str) -> None:
    assert errors(page) == []


def test_every_element_that_is_opened_is_closed_in_its_place(page: str) -> None:
    void = {"meta", "input", "br", "link"}
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z][a-z0-9]*)", markup(page)):
        if closing:
            assert opened.pop() == name
        elif name not in void:
            opened.append(name)
    assert opened == []


def test_no_id_stands_twice_and_every_reference_leads_somewhere(page: str) -> None:
    page = markup(page)
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    references = re.findall(r'\sfor="([^"]*)"', page) + re.findall(r'href="#([^"]*)"', page)
    named = re.findall(r'\saria-(?:labelledby|describedby)="([^"]*)"', page)
    references += " ".join(named).split()
    assert set(references) <= set(ids)


def test_headings_go_down_without_a_skip(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_policy_names_the_hash_of_the_one_script_and_the_one_style(page: str) -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = sources(page)
    assert policy["script-src"] == hashed(script)
    assert policy["style-src"] == hashed(style)
    assert {policy[name] for name in ("default-src", "form-action", "base-uri")} == {"'none'"}


def test_the_page_names_nothing_outside_itself(page: str) -> None:
    assert re.findall(r"<[^>]*\s(?:src|srcset|action|style|on[a-z]+)=", markup(page)) == []
    assert [
        link for link in re.findall(r'href="([^"]*)"', markup(page)) if not link.startswith("#")
    ] == []
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(open_workspace().library.index()))
def test_a_form_that_ships_stays_below_600_kb(name: str, language: str) -> None:
    assert len(html_form(shipped_layout(name, language)).encode()) < LIMIT


def test_the_script_is_of_2019() -> None:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", script(), flags=re.DOTALL)
    newer = [
        r"\?\.[a-zA-Z(\[]",
        r"\?\?",
        r"\.replaceAll\(",
        r"\.at\(",
        r"\bstatic \{",
        r"#[a-z]+\s*[=(;]",
        r"\|\|=",
        r"\.flat\(Infinity",
    ]
    assert [pattern for pattern in newer if re.search(pattern, code)] == []
    assert [
        word
        for word in ("innerHTML", "insertAdjacentHTML", "document.write", "eval(")
        if word in code
    ] == []
    assert "</script" not in script().lower()
    assert "<!--" not in script()


def test_the_same_form_has_the_same_bytes() -> None:
    layout = layout_of(everything())
    draft = draft_saying("Plan", layout)
    assert html_form(layout, draft) == html_form(layout, dict(draft))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    layout = layout_of(everything(text))
    page = html_form(layout, draft_saying(text, layout))
    harmless = html_form(layout_of(everything()), draft_saying("Text", layout))
    tags = re.compile(r"<[!/]?[a-zA-Z][a-zA-Z0-9-]*")
    bold = ("<b", "</b")  # the first words of a step
    assert errors(page) == []
    assert [tag for tag in tags.findall(page) if tag not in bold] == [
        tag for tag in tags.findall(harmless) if tag not in bold
    ]
    assert sources(page) == sources(harmless)
    assert block(page, "answers")["respondent"]["entity"] == text
    assert block(page, "form")["title"] == text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_draft_is_read_back_out_of_the_page_as_it_was(text: str) -> None:
    layout = layout_of(everything(text))
    draft = draft_saying(text, layout)
    document = read_page(html_form(layout, draft).encode(), "form.html")
    assert document.problems == []
    assert document.kind == "submission"
    assert document.value == draft


def in_arabic_and_english() -> Questionnaire:
    """Two questions: one in both languages, one only in English."""
    both = a_question(
        "both",
        "choice",
        label={"en": "Law", "ar": "القانون"},
        text={"en": "Is there a law?", "ar": "هل يوجد قانون؟"},
        guidance={"asked": {"en": "What the registry holds.", "ar": "ما في\nالسجل."}},
        evidence={"some": {"en": "The gazette", "ar": "الجريدة الرسمية"}},
    )
    assert isinstance(both, ChoiceQuestion)
    some = {"text": LocalizedText.model_validate({"en": "some", "ar": "بعض"})}
    options = tuple(
        option.model_copy(update=some if option.id == "some" else {}) for option in both.options
    )
    both = both.model_copy(update={"options": options})
    flag = {"id": "partly", "text": {"en": "In part", "ar": "جزئيا"}, "steps": [2]}
    return a_questionnaire(
        a_section(
            "a",
            both,
            a_question(
                "english", label={"en": "Plan"}, text={"en": "Is there a plan?"}, half_step=flag
            ),
            title={"en": "Laws", "ar": "القوانين"},
        ),
        title={"en": "Form", "ar": "استمارة"},
        summary="Without a language of its own",
        languages=("en", "ar"),
    )


def languages_said(page: str) -> list[str]:
    return sorted(set(re.findall(r'\slang="([^"]*)"', markup(page))))


def test_each_text_says_its_language_where_it_is_not_that_of_the_page() -> None:
    questionnaire = in_arabic_and_english()
    page = html_form(layout_of(questionnaire, "ar"))
    arabic = ' lang="ar" dir="rtl"'
    assert '<html lang="en" dir="ltr">' in page  # the interface words are English
    for marked in (
        f"<title{arabic}>استمارة</title>",
        f"<h1><span{arabic}>استمارة</span></h1>",
        f'<span class="title"><span{arabic}>القوانين</span></span>',
        f"<span{arabic}>القانون</span></h3>",
        f"<legend><span{arabic}>هل يوجد قانون؟</span></legend>",
        f"<p><strong>Asked</strong>: <span{arabic}>ما في السجل.</span></p>",
        f"<b>Proven by:</b> <span{arabic}>الجريدة الرسمية</span>",
        '<p class="lead">Without a language of its own</p>',
        "<legend>Is there a plan?</legend>",
        "</span> Plan</h3>",
        f'<span class="text"{arabic}>بعض</span>',
        f'<span class="text"><b>Step 2 (<span{arabic}>جزئيا</span>)</b></span>',
    ):
        assert marked in page
    assert [question.get("lang") for question in block(page, "form")["questions"]] == ["ar", None]
    assert errors(page) == []


@pytest.mark.parametrize("language", ["en", "sw"])
def test_a_form_asked_for_in_a_language_that_is_not_there_does_not_claim_it(language: str) -> None:
    questionnaire = in_arabic_and_english()
    english = html_form(layout_of(questionnaire, language))
    assert languages_said(english) == ["en"]
    shipped = open_workspace().entry("intragovernmental").questionnaire
    assert languages_said(html_form(layout_of(shipped, language))) == ["en"]


def test_a_form_in_another_language_than_its_questions_says_so_once_at_the_top() -> None:
    shipped = open_workspace().entry("intragovernmental").questionnaire
    layout = layout_of(shipped, "fr")
    page = html_form(layout)
    assert '<html lang="fr" dir="ltr">' in page
    assert languages_said(page) == ["en", "fr"]
    (note,) = re.findall(r'</h1>\n<p class="notice">([^<]*)</p>', page)
    assert note == layout.note
    assert "anglais" in note
    assert page.count(note) == 1


def test_an_answer_that_may_not_be_left_out_does_not_offer_it() -> None:
    page = html_form(layout_of(everything()))
    leaving = re.findall(
        r'<div class="choice"( hidden)?>\n<input [^>]*name="q:([^"]*)"[^>]*value="!not_applicable"',
        page,
    )
    assert [name for hidden, name in leaving if hidden] == ["a.one"]
    assert len(leaving) == len(list(layout_of(everything()).questions()))


def test_what_proves_a_step_stands_beside_it() -> None:
    page = html_form(layout_of(everything("Minutes")))
    assert re.search(r'id="q:a\.scale:p:2"><b>Proven by:</b> Minutes</p>', page)
    assert 'id="q:a.scale:p:3"' not in page
