"""The library: what is given is checked as a file is, what comes back is typed, short and exact."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import coherence_kit as ck
from coherence_kit import content
from coherence_kit.analysis.lens import look_through
from coherence_kit.api import frames
from coherence_kit.batch.progress import Progress
from coherence_kit.forms.draft import as_plain
from coherence_kit.loading import library
from coherence_kit.loading.documents import peek_file
from coherence_kit.rendering.data.assessment import assessments_json
from coherence_kit.rendering.data.lens import lens_data
from coherence_kit.rendering.terminal.lens import lens_text
from tests.shipped import shipped_submissions

SHIPPED = content.folder("questionnaires") / "submissions"
VELMORA = SHIPPED / "illustrative" / "velmora-2026-illustrative.yaml"
SMALL = """\
format: coherence-kit/questionnaire/1
id: small
version: "1.2"
title: Small
languages: [en, fr]
origin: {title: Own, publisher: Nobody, edition: "2026"}
sections:
- id: part
  title: {en: Part, fr: Partie}
  questions:
  - {id: part.yes, type: boolean, label: Rule, text: Is there a rule?}
  - id: part.one
    type: choice
    label: Payer
    text: Who pays?
    options:
    - {id: nobody, text: Nobody, score: 0}
    - {id: all, text: All, score: 100}
  - id: part.boxes
    type: multiple-choice
    label: Used
    text: What is used?
    options:
    - {id: law, text: Law}
    - {id: plan, text: Plan}
  - id: part.number
    type: number
    label: Share
    text: How many per cent?
    smallest: 0
    largest: 100
    goalposts: {low: 0, high: 100}
  - {id: part.said, type: text, label: Plan, text: Which plan?}
  - {id: part.day, type: date, label: Day, text: Since which day?}
"""
ANSWERS: dict[str, Any] = {
    "part.yes": True,
    "part.one": "all",
    "part.boxes": ["law"],
    "part.number": 50,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("content")
    (made / "small.yaml").write_text(SMALL, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def kit(folder: Path) -> ck.Kit:
    return ck.open(folder)


@pytest.fixture(scope="module")
def velmora(kit: ck.Kit) -> ck.Assessment:
    return kit.assess(VELMORA)


def small(kit: ck.Kit, answers: object, **about: Any) -> ck.Assessment:
    return kit.assess(answers, questionnaire="small", **about)  # type: ignore[arg-type]


# --- what goes in ------------------------------


def test_content_folders_come_before_the_shipped_ones(kit: ck.Kit, folder: Path) -> None:
    assert kit.folders == (folder,)
    assert {"small", "intragovernmental"} <= set(kit.questionnaires)
    assert kit.questionnaires["small"].version == "1.2"
    assert kit.measures("intragovernmental")


def test_one_folder_and_several_are_taken_as_texts_and_paths(folder: Path) -> None:
    for given in (folder, str(folder), [folder], (str(folder),)):
        assert ck.open(given).folders == (folder,)


def test_answers_score_as_the_file_that_says_the_same(kit: ck.Kit) -> None:
    for path in shipped_submissions():
        loaded = kit.load(path)
        stated = as_plain(loaded.model)
        given = kit.submission(
            stated["answers"], questionnaire=loaded.questionnaire, date=loaded.date
        )
        assert given.model.answers == loaded.model.answers, path
        assert kit.assess(given).exact == kit.assess(loaded).exact, path


@pytest.mark.parametrize(
    ("answer", "exact"),
    [
        (50, Fraction(50)),
        (2.5, Fraction(5, 2)),
        (0.1, Fraction(1, 10)),
        (1e-7, Fraction(1, 10**7)),
        (2.0, Fraction(2)),
        (Decimal("12.50"), Fraction(25, 2)),
        (Decimal("1E+1"), Fraction(10)),
        (Fraction(1, 8), Fraction(1, 8)),
        (np.int64(7), Fraction(7)),
        (np.float64(0.25), Fraction(1, 4)),
        (np.float32(0.25), Fraction(1, 4)),
        ("12.5", Fraction(25, 2)),
        ("12,5", Fraction(25, 2)),
        (2.125, Fraction(17, 8)),
        (np.float64(2.125), Fraction(17, 8)),
        (Decimal("2.125"), Fraction(17, 8)),
        (Fraction(17, 8), Fraction(17, 8)),
    ],
)
def test_a_number_is_taken_exactly_as_it_is_written(
    kit: ck.Kit, answer: object, exact: Fraction
) -> None:
    assert small(kit, {"part.number": answer})["part.number"].exact.score == exact


@pytest.mark.parametrize(
    ("question", "answer", "typed"),
    [
        ("part.yes", True, True),
        ("part.yes", np.bool_(False), False),
        ("part.yes", "yes", True),
        ("part.one", "nobody", "nobody"),
        ("part.boxes", ("plan", "law"), ("law", "plan")),
        ("part.boxes", [], ()),
        ("part.said", "Plan 2030", "Plan 2030"),
        ("part.day", dt.date(2026, 6, 30), "2026-06-30"),
    ],
)
def test_an_answer_is_typed_by_its_question(
    kit: ck.Kit, question: str, answer: object, typed: object
) -> None:
    given = kit.submission({question: answer}, questionnaire="small")
    assert dict(given.answers) == {question: typed}


def test_none_is_a_question_that_is_not_answered_yet(kit: ck.Kit) -> None:
    assert small(kit, {"part.yes": None}) == small(kit, {})


def test_more_can_be_said_of_an_answer(kit: ck.Kit) -> None:
    given = kit.submission(
        {
            "part.yes": {"answer": True, "comment": "Since 2020.", "evidence": [{"title": "Act"}]},
            "part.one": {"not_applicable": "Nothing is paid."},
            "part.number": {"unknown": True},
        },
        questionnaire="small",
        country="GHA",
        round="2026",
        date=dt.date(2026, 6, 30),
        respondent="Ministry",
    )
    assert given.model.answers["part.yes"].has_evidence
    assert given.model.respondent is not None
    assert (given.country, given.round, given.date) == ("GHA", "2026", dt.date(2026, 6, 30))
    assessment = kit.assess(given)
    assert assessment["part.one"].state == "not_applicable"
    assert assessment["part.number"].state == "unknown"
    assert assessment.country == "Ghana"


PROBLEMS: list[tuple[dict[str, Any], str, str]] = [
    ({"part.yess": True}, "submission.unknown-question", 'Did you mean "part.yes"?'),
    ({"part": True}, "submission.unknown-question", 'There is no question "part"'),
    ({"part.one": 77}, "submission.answer", "one of nobody, all"),
    ({"part.number": 101}, "submission.answer", "a number from 0 to 100"),
    ({"part.number": "2.125"}, "submission.answer", "which can be 2.1250 or 2125"),
    ({"part.number": float("nan")}, "submission.answer", 'The answer is "NaN".'),
    ({"part.number": float("inf")}, "submission.answer", "The answer is"),
    ({"part.number": Fraction(1, 3)}, "submission.answer", 'The answer is "1/3".'),
    ({"part.number": True}, "submission.answer", 'The answer is "true".'),
    ({"part.yes": 2}, "submission.answer", "yes or no"),
    ({"part.one": ["all"]}, "submission.answer", 'Did you mean "all"?'),
    ({"part.boxes": "law"}, "submission.answer", "Did you mean [law]?"),
    ({"part.boxes": ["law", "law"]}, "submission.answer", "which is there already"),
    ({"part.one": {"not_applicable": None}}, "schema.empty", "reason"),
    ({"part.one": {"not_applicable": True}}, "schema.empty", "reason"),
    ({"part.one": {"answer": "all", "note": "x"}}, "schema.unknown-key", '"note" is not known'),
    ({"part.one": {"answer": "all", "not_applicable": "x"}}, "schema.clash", "does not go with"),
]


@pytest.mark.parametrize(("answers", "code", "words"), PROBLEMS)
def test_wrong_answers_are_problems_and_never_a_figure(
    kit: ck.Kit, answers: dict[str, Any], code: str, words: str
) -> None:
    with pytest.raises(ck.ProblemsFound) as caught:
        small(kit, answers)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert words in str(caught.value)
    (problem,) = caught.value.problems
    assert problem.path[:2] == ("answers", next(iter(answers)))
    assert problem.source == "<answers>"


def test_a_step_off_the_scale_is_a_problem(kit: ck.Kit) -> None:
    with pytest.raises(ck.ProblemsFound, match="one of 0, 1, 2, 3, 4"):
        kit.assess({"coordination.focal-point": 77}, questionnaire="intragovernmental")


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"country": "Ghana"}, "submission.country"),
        ({"country": 3}, "submission.country"),
        ({"date": ["30 June"]}, "schema.value"),
        ({"standing": "guessed"}, "schema.choice"),
        ({"land": "GHA"}, "schema.unknown-key"),
        ({"questionnaire": "smal"}, "questionnaire.unknown"),
    ],
)
def test_what_is_said_about_answers_is_checked_as_well(
    kit: ck.Kit, about: dict[str, Any], code: str
) -> None:
    with pytest.raises(ck.ProblemsFound) as caught:
        kit.assess(ANSWERS, **{"questionnaire": "small", **about})
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("text", ["\ud800x", "a\x07b", "c\x00d", "e\x92f", "g\uffff"])
def test_a_character_that_no_file_may_hold_is_refused_wherever_it_stands(
    kit: ck.Kit, text: str
) -> None:
    answers = {"part.one": {"answer": "all", "comment": text, "evidence": [{"title": text}]}}
    with pytest.raises(ck.ProblemsFound) as caught:
        small(kit, answers, respondent=text)
    told = [problem for problem in caught.value.problems if problem.code == "file.binary"]
    assert {problem.path for problem in told} == {
        ("respondent", "entity"),
        ("answers", "part.one", "comment"),
        ("answers", "part.one", "evidence", "no. 1", "title"),
    }


def test_a_day_that_cannot_be_read_is_noted_and_counts_as_not_stated(kit: ck.Kit) -> None:
    given = kit.submission(ANSWERS, questionnaire="small", date="30 June")
    assert given.date is None
    assert [note.code for note in given.notes] == ["submission.date"]


def test_every_problem_is_named_at_once(kit: ck.Kit) -> None:
    with pytest.raises(ck.ProblemsFound) as caught:
        small(kit, {"part.one": "none", "part.yes": 7, "other": 1}, country="Ghana")
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda kit: kit.assess(None), "of the type NoneType"),
        (lambda kit: kit.assess(3), "of the type int"),
        (lambda kit: kit.assess([ANSWERS]), "of the type list"),
        (lambda kit: kit.assess(ANSWERS), "need the id of their questionnaire"),
        (lambda kit: kit.assess(VELMORA, questionnaire="small"), "says itself what it answers"),
        (lambda kit: kit.assess(VELMORA, country="GHA"), "country can be given with a map"),
        (lambda kit: small(kit, {3: "all"}), "3 is none"),
        (lambda kit: small(kit, {"part.one": object()}), "of the type object."),
        (lambda kit: small(kit, {"part": {"one": "all"}}), 'write "part.one"'),
        (lambda kit: kit.load(None), "of the type NoneType"),
        (lambda kit: kit.batch(None), "of the type NoneType"),
        (lambda kit: kit.batch(VELMORA, reports="pdf"), "need a folder"),
        (lambda kit: kit.report(None, "a.pdf"), "of the type NoneType"),
        (lambda kit: kit.report([VELMORA], "a.doc"), "end it with .pdf, .html, .docx, .json"),
        (lambda kit: kit.report([VELMORA], "a.html", language="French"), "no code of a language"),
        (lambda kit: kit.report([3], "a.json"), "of the type int"),
        (lambda kit: kit.report([kit.assess(VELMORA)], "a.json"), "of the type Assessment"),
        (lambda kit: kit.form("small", "form.doc"), "the kinds of form there are"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_words(
    kit: ck.Kit, call: Any, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ck.WrongUseError) as caught:
        call(kit)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("missing.yaml", None, "file.missing"),
        ("small.yaml", SMALL, "schema.kind"),
        ("letter.yaml", "Dear Sir, we have no answers.\n", "schema.not-a-map"),
        ("page.html", "<html><p>Hello</p></html>", "page.no-form"),
    ],
)
def test_a_file_that_is_no_submission_is_a_problem_with_its_place(
    kit: ck.Kit, tmp_path: Path, name: str, text: str | None, code: str
) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ck.ProblemsFound) as caught:
        kit.assess(path)
    assert code in {problem.code for problem in caught.value.problems}
    assert {problem.source for problem in caught.value.problems} == {str(path)}


def test_a_folder_that_is_not_there_is_a_problem() -> None:
    with pytest.raises(ck.ProblemsFound, match=r"nowhere: error file\.missing"):
        ck.open("nowhere")


# --- what comes out ------------------------------


def test_figures_are_those_of_the_json_output(velmora: ck.Assessment) -> None:
    (stated,) = json.loads(assessments_json([velmora.model]))
    for name, node in velmora.items():
        entry = stated["nodes"][name]
        for attribute, key in [("score", "value"), *((key, key) for key in SAME)]:
            assert getattr(node, attribute) == entry[key], (name, attribute)
    assert (velmora.score, velmora.level) == (stated["score"]["value"], stated["score"]["level"])
    assert velmora.to_dict() == stated


SAME = (
    "kind", "state", "rule", "low", "high", "text", "level", "level_low", "level_high",
    "weight", "target", "gap", "coverage",
)  # fmt: skip


def test_a_figure_is_the_double_nearest_to_the_exact_one(velmora: ck.Assessment) -> None:
    for node in velmora.values():
        for name in ("score", "low", "high"):
            exact, figure = getattr(node.exact, name), getattr(node, name)
            assert (figure is None) == (exact is None)
            assert exact is None or figure == float(exact)


def test_an_assessment_is_a_mapping_of_its_nodes(velmora: ck.Assessment) -> None:
    assert len(velmora) == len(list(velmora)) == len(velmora.model.nodes)
    assert "planning" in velmora
    assert velmora["planning"].parent == velmora[velmora.questionnaire]
    assert velmora["planning"] in velmora["intragovernmental"].children
    assert velmora["planning"].label == "Planning and budget"
    assert velmora["planning"] != velmora["rights"]
    assert velmora["1"] == velmora["planning"]
    assert [velmora[name].number for name in ("planning", velmora.questionnaire)] == ["1", ""]
    assert velmora.get("nothing") is None


def test_how_sure_a_result_is_is_looked_into_when_asked_for(kit: ck.Kit) -> None:
    sure = small(kit, ANSWERS, robustness=True)
    assert sure.robustness is not None
    assert sure.robustness.roots
    assert small(kit, ANSWERS).robustness is None
    assert sure.exact == small(kit, ANSWERS).exact


def test_an_unknown_id_is_a_key_error_with_a_readable_text(
    kit: ck.Kit, velmora: ck.Assessment
) -> None:
    for look_up, meant in (
        (lambda: velmora["plannin"], "planning"),
        (lambda: velmora.explain("plannin"), "planning"),
        (lambda: kit.questionnaires["smal"], "small"),
        (lambda: kit.measures("smal"), "small"),
    ):
        with pytest.raises(KeyError) as caught:
            look_up()
        assert isinstance(caught.value, ck.UnknownNameError)
        assert str(caught.value).endswith(f'Did you mean "{meant}"?')


def test_too_few_answers_give_bounds_and_no_score(kit: ck.Kit) -> None:
    few = small(kit, {"part.yes": True})
    assert (few.score, few.text, few.level) == (None, None, None)
    assert (few.low, few.high) == (25.0, 100.0)
    assert few.coverage == 0.25


def test_an_explanation_works_a_node_through_up_to_the_whole(velmora: ck.Assessment) -> None:
    explained = velmora["planning.budget"].explain()
    assert [step.id for step in explained.steps] == [
        "planning.budget",
        "planning",
        "intragovernmental",
    ]
    assert "weighted arithmetic mean" in str(explained)
    assert [step["id"] for step in explained.to_dict()] == [step.id for step in explained.steps]


def test_a_lens_has_the_figures_of_the_command_by_part_and_none_of_the_whole(
    velmora: ck.Assessment,
) -> None:
    lens = velmora.lens("iom")
    seen = look_through(velmora.model, "iom")
    assert lens.to_dict() == lens_data(seen)
    assert lens.summary("fr") == lens_text(velmora.model, seen, "fr")
    assert str(lens) == lens_text(velmora.model, seen)
    assert (lens.document, lens.title) == ("iom", seen.document.title)
    assert lens.questions == seen.questions
    assert 0 < len(lens.questions) < lens.scored_questions == velmora.model.counts.total
    data = lens.to_dict()["parts"]
    assert list(lens) == list(data)
    for name, part in lens.items():
        assert (part.id, part.label, part.number) == (
            name,
            velmora[name].label,
            velmora[name].number,
        )
        figures = ("questions", "answered", "left_out", "claimed", "text", "low", "high")
        assert {key: getattr(part, key) for key in figures} == {
            key: value for key, value in data[name].items() if key in figures
        }
        assert part.score == data[name]["value"]
        assert part.exact.score == part.result.value
        assert lens[part.number] is part
    assert not hasattr(lens, "score")
    assert not hasattr(lens["planning"], "level")
    assert pickle.loads(pickle.dumps(lens)) == lens  # noqa: S301 - its own bytes
    assert lens != velmora.lens("unitar")


def test_a_lens_as_a_table_has_a_row_for_each_part(velmora: ck.Assessment) -> None:
    lens = velmora.lens("iom")
    columns = lens.columns()
    assert columns["id"] == list(lens)
    assert columns["claimed"] == [part.claimed for part in lens.values()]
    assert columns["questions"] == [float(part.questions) for part in lens.values()]
    frame = lens.to_frame("pandas")
    assert list(frame["number"]) == [part.number for part in lens.values()]
    assert frame["coverage"].dtype == np.float64
    assert lens._repr_html_().startswith("<div")
    assert len(repr(lens)) < 100
    assert len(repr(lens["planning"])) < 200


def test_through_a_document_that_nothing_cites_there_are_no_parts(kit: ck.Kit) -> None:
    lens = small(kit, ANSWERS).lens("iom")
    assert (dict(lens), lens.questions) == ({}, ())
    assert all(len(cells) == 0 for cells in lens.columns().values())
    assert "nothing to show" in str(lens)
    assert lens._repr_html_().startswith("<div")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("uniter", 'Did you mean "unitar"?'),
        ("", "Known: "),
        ("IOM", "Known: "),
        (3, "of the type int"),
        (None, "of the type NoneType"),
        (["iom"], "of the type list"),
    ],
)
def test_an_unknown_document_is_a_key_error_with_those_there_are(
    velmora: ck.Assessment, document: Any, said: str
) -> None:
    with pytest.raises(KeyError) as caught:
        velmora.lens(document)
    assert isinstance(caught.value, ck.UnknownNameError)
    assert said in str(caught.value)


def test_a_part_that_a_lens_does_not_have_is_a_key_error(velmora: ck.Assessment) -> None:
    lens = velmora.lens("iom")
    assert "plannin" not in lens
    with pytest.raises(ck.UnknownNameError, match='Did you mean "planning"'):
        lens["plannin"]


def test_what_is_claimed_stands_beside_what_is_proved(velmora: ck.Assessment) -> None:
    nodes = velmora.to_dict()["nodes"]
    assert {name: node.claimed for name, node in velmora.items()} == {
        name: node["claimed"] for name, node in nodes.items()
    }
    assert velmora.claimed == velmora.to_dict()["score"]["claimed"]
    assert velmora.claimed is not None
    assert velmora.score is not None
    assert velmora.claimed > velmora.score
    assert velmora.claimed_text == f"{velmora.claimed:.1f}"


def test_what_a_session_prints_is_short(kit: ck.Kit, velmora: ck.Assessment) -> None:
    shown = [
        kit, kit.questionnaires, kit.load(VELMORA), velmora, velmora["planning"],
        velmora["planning"].explain(), kit.batch(VELMORA), velmora.exact,
    ]  # fmt: skip
    assert [thing for thing in shown if len(repr(thing)) > 400] == []
    assert repr(velmora).startswith("<Assessment intragovernmental: Velmora")
    assert ", Ministry of Interior and Migration, …: " in repr(velmora)
    assert str(velmora).startswith("Velmora · First round, 2026")


def test_results_of_one_round_are_told_apart_by_who_answers(kit: ck.Kit) -> None:
    bodies = ("Ministry of finance", "Ministry of labour")
    shown = [repr(small(kit, ANSWERS, respondent=body)) for body in bodies]
    assert [body in line for body, line in zip(bodies, shown, strict=True)] == [True, True]


def test_a_notebook_shows_tables_and_users_texts_stay_texts(kit: ck.Kit) -> None:
    marked = small(kit, ANSWERS, country_name="<b>Land</b>")
    for thing in (marked, marked["part"], marked["part"].explain(), kit.batch(VELMORA)):
        html = thing._repr_html_()
        assert html.startswith("<div")
        assert "<script" not in html
    assert "&lt;b&gt;Land&lt;/b&gt;" in marked._repr_html_()
    assert marked._repr_html_().count("<svg") == 2


# --- frames ------------------------------


def test_an_assessment_is_a_frame_with_a_row_for_each_node(velmora: ck.Assessment) -> None:
    pandas, polars = velmora.to_frame("pandas"), velmora.to_frame("polars")
    assert list(pandas["id"]) == polars["id"].to_list() == list(velmora)
    assert list(pandas.columns) == polars.columns
    scores = [node.score for node in velmora.values()]
    assert polars["score"].to_list() == scores
    assert pandas["score"].isna().tolist() == [score is None for score in scores]
    assert {str(pandas[name].dtype) for name in ("score", "gap", "weight")} == {"float64"}
    assert {str(pandas[name].dtype) for name in ("id", "text", "level")} == {"str"}


def test_columns_without_any_figure_keep_their_type(kit: ck.Kit) -> None:
    frame = small(kit, {}).to_frame("polars")
    assert {str(frame[name].dtype) for name in ("score", "target")} == {"Float64"}
    assert {str(frame[name].dtype) for name in ("text", "level")} == {"String"}


def test_a_submission_is_a_frame_with_a_row_for_each_answer(kit: ck.Kit) -> None:
    given = kit.submission(
        {**ANSWERS, "part.said": {"unknown": "Ask the archive."}}, questionnaire="small"
    )
    frame = given.to_frame("polars")
    assert dict(zip(frame["id"], frame["answer"], strict=True)) == {
        "part.yes": "true",
        "part.one": "all",
        "part.boxes": "law",
        "part.number": "50",
        "part.said": None,
    }


def test_without_an_argument_the_frame_is_of_what_is_installed(
    velmora: ck.Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert type(velmora.to_frame()).__module__.startswith("pandas")
    there = {"polars"}
    monkeypatch.setattr(frames, "find_spec", lambda name: name if name in there else None)
    assert type(velmora.to_frame()).__module__.startswith("polars")
    with pytest.raises(ck.MissingLibraryError, match=r"pip install .coherence-kit\[pandas\]"):
        velmora.to_frame("pandas")
    there.clear()
    with pytest.raises(ImportError, match=r"coherence-kit\[polars\]"):
        velmora.to_frame()


def test_another_library_is_wrong_use(velmora: ck.Assessment) -> None:
    with pytest.raises(ck.WrongUseError, match='say "pandas" or "polars"'):
        velmora.to_frame("excel")  # type: ignore[call-overload]


# --- many, and files ------------------------------


@pytest.fixture
def round_2026(tmp_path: Path) -> Path:
    made = tmp_path / "round-2026"
    made.mkdir()
    shutil.copy(VELMORA, made / "a.yaml")
    head = 'format: coherence-kit/submission/1\nquestionnaire: {id: small, version: "1.2"}\n'
    (made / "b.yaml").write_text(f"{head}answers: {{part.yes: yes}}\n", encoding="utf-8")
    (made / "c.yaml").write_text(f"{head}answers: {{part.no: yes}}\n", encoding="utf-8")
    return made


def test_a_batch_scores_what_it_can_and_writes_nothing_unasked(
    kit: ck.Kit, round_2026: Path
) -> None:
    told: list[tuple[int, int]] = []

    def progress(now: Progress) -> None:
        told.append((now.done, now.total))

    batch = kit.batch(round_2026, progress=progress)
    assert (batch.scored, batch.files) == (2, ())
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [problem.code for problem in batch.problems] == ["submission.unknown-question"]
    assert batch.to_frame("polars")["questionnaire"].to_list() == ["intragovernmental", "small"]
    assert "part" not in batch.to_frame("polars").columns
    assert sorted(path.name for path in round_2026.iterdir()) == ["a.yaml", "b.yaml", "c.yaml"]


def test_a_batch_of_one_questionnaire_has_its_sections_as_columns(
    kit: ck.Kit, round_2026: Path
) -> None:
    batch = kit.batch(round_2026)
    assert batch.of("intragovernmental").to_frame("polars")["planning"].to_list() == [
        kit.assess(VELMORA)["planning"].score
    ]
    assert str(batch.of("small").to_frame("polars")["part"].dtype) == "Float64"
    with pytest.raises(ck.UnknownNameError, match='Did you mean "small"'):
        batch.of("smal")


def test_a_batch_without_any_score_is_an_empty_frame(kit: ck.Kit, round_2026: Path) -> None:
    batch = kit.batch(round_2026 / "c.yaml")
    assert len(batch.to_frame("pandas")) == 0
    assert "0 of 1" in batch._repr_html_()


def test_a_batch_with_a_folder_writes_its_tables(
    kit: ck.Kit, round_2026: Path, tmp_path: Path
) -> None:
    batch = kit.batch([round_2026], tmp_path / "results")
    assert {path.name for path in batch.files} >= {"scores.csv", "problems.csv"}
    assert all(path.is_file() for path in batch.files)


def test_a_report_takes_what_was_loaded_and_paths(kit: ck.Kit, tmp_path: Path) -> None:
    steps: list[str] = []
    made = kit.report(kit.load(VELMORA), tmp_path / "a.json", step=steps.append)
    again = kit.report([VELMORA], str(tmp_path / "b.json"))
    assert made.path.read_bytes() == again.path.read_bytes()
    assert made.assessments == again.assessments
    assert steps


def test_a_report_of_answers_needs_a_date_and_has_the_language_asked_for(
    kit: ck.Kit, tmp_path: Path
) -> None:
    undated = kit.submission(ANSWERS, questionnaire="small", country="GHA")
    with pytest.raises(ck.WrongUseError, match="no date"):
        kit.report([undated], tmp_path / "a.html")
    kit.report([undated], tmp_path / "a.html", date=dt.date(2026, 6, 30), language="fr")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert 'lang="fr"' in page
    assert "Partie" in page


def test_a_report_never_takes_the_place_of_its_submission(kit: ck.Kit, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    shutil.copy(VELMORA, path)
    with pytest.raises(ck.WrongUseError, match="would take its place"):
        kit.report([kit.load(path)], path)


def test_a_form_goes_on_with_a_submission(kit: ck.Kit, tmp_path: Path) -> None:
    begun = tmp_path / "begun.yaml"
    text = kit.submission(ANSWERS, questionnaire="small", country="GHA").to_yaml()
    begun.write_text(text, encoding="utf-8")
    assert kit.form("small", tmp_path / "form.xlsx", source=begun, language="fr") == ()
    assert kit.load(tmp_path / "form.xlsx").answers == kit.load(begun).answers


def test_check_raises_nothing(kit: ck.Kit, round_2026: Path, folder: Path) -> None:
    checked = kit.check([round_2026, folder])
    assert len(checked.files) == 4
    assert [problem.code for problem in checked.problems] == ["submission.unknown-question"]


# --- other processes ------------------------------


def test_everything_comes_whole_out_of_another_process(
    kit: ck.Kit, velmora: ck.Assessment, round_2026: Path
) -> None:
    def sent(thing: Any) -> Any:
        return pickle.loads(pickle.dumps(thing))  # noqa: S301 - its own bytes

    assert sent(velmora) == velmora
    assert sent(velmora["planning"]) == velmora["planning"]
    assert str(sent(velmora["planning"].explain())) == str(velmora["planning"].explain())
    assert sent(kit).folders == kit.folders
    for submission in (kit.load(VELMORA), kit.submission(ANSWERS, questionnaire="small")):
        again = sent(submission)
        assert again.model == submission.model
        assert again.notes == submission.notes
        assert kit.assess(again) == kit.assess(submission)
    assert sent(kit.batch(round_2026)).columns() == kit.batch(round_2026).columns()


@pytest.mark.slow
def test_problems_found_in_another_process_are_raised_in_this_one(kit: ck.Kit) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(kit.assess, VELMORA).result() == kit.assess(VELMORA)
        with pytest.raises(ck.ProblemsFound, match="no such file"):
            pool.submit(kit.load, "nowhere.yaml").result()


def test_a_thread_that_comes_while_another_one_looks_for_content_sees_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second thread asks while the first one has looked at no more than one file."""
    kit, seen = ck.open(), []

    def looking(path: Path) -> dict[str, str]:
        monkeypatch.setattr(library, "peek_file", peek_file)
        second = threading.Thread(target=lambda: seen.append(list(kit.questionnaires)))
        second.start()
        second.join()
        return peek_file(path)

    monkeypatch.setattr(library, "peek_file", looking)
    assert [list(kit.questionnaires)] == seen
    assert "intragovernmental" in seen[0]


@pytest.mark.parametrize(
    "call",
    [
        lambda kit: kit.report([], "report.json"),
        lambda kit: kit.report(VELMORA, "report.json", date="2026-06-30"),
        lambda kit: kit.report(VELMORA, "report.json", language=5),
        lambda kit: kit.batch([]),
        lambda kit: kit.batch(VELMORA, "results", reports="docx"),
        lambda kit: kit.assess({}, questionnaire=kit.questionnaires["intragovernmental"]),
        lambda kit: kit.measures(kit.questionnaires["intragovernmental"]),
        lambda kit: kit.assess(VELMORA).summary("FR"),
        lambda kit: kit.assess(VELMORA).summary("sw"),
        lambda kit: kit.assess(VELMORA).explain("2.3", "French"),
    ],
)
def test_a_call_that_is_wrong_is_told_in_words_and_writes_nothing(
    call: Callable[[ck.Kit], object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ck.WrongUseError, match=r"[a-z]{3,} .*[.?]$"):
        call(ck.open())
    assert list(tmp_path.iterdir()) == []


def test_whatever_name_finds_a_node_is_in_the_assessment() -> None:
    made = ck.open().assess(VELMORA)
    assert "2.3" in made
    assert made.get("2.3") == made["2.3"]
    for name in (2, 2.3, None, ["2.3"], "2.99"):
        assert name not in made
        with pytest.raises(ck.UnknownNameError):
            made[name]  # type: ignore[index]
