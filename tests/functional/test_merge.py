"""`coherence merge`: what the offices of a round have sent becomes one submission."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from coherence_kit.loading.yaml.edit import edit_yaml
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.workflow.score import load_submission, open_workspace
from coherence_kit.workflow.verify import verify
from tests.faulty.examples import QUESTIONNAIRES
from tests.functional.conftest import Run

Write = Callable[..., Path]
ROUND: dict[str, Any] = {
    "format": "coherence-kit/round/1",
    "country": "GHA",
    "round": "2026",
    "date": "2026-09-30",
    "questionnaires": ["small"],
    "respondents": [
        {"id": "justice", "entity": "Ministry of Justice", "asked": ["small"], "leads": ["law"]},
        {"id": "labour", "entity": "Ministère du Travail", "asked": ["small"]},
        {"id": "police", "entity": "Police", "asked": ["exchange.seat"]},
    ],
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A round file, and submissions of the questionnaire `small` beside it."""

    def written(name: str, entity: str = "", **stated: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        answers = stated.pop("answers", {})
        value = {
            "format": "coherence-kit/submission/1",
            "questionnaire": {"id": "small", "version": "1.2"},
            "country": "GHA",
            "round": "2026",
            "date": "2026-06-30",
            "respondent": {"entity": entity},
            **stated,
            "answers": {key.replace("__", "."): value for key, value in answers.items()},
        }
        path.write_text(to_yaml(value), encoding="utf-8")
        return path

    return written


@pytest.fixture
def round_file(tmp_path: Path) -> Path:
    path = tmp_path / "ghana.round.yaml"
    path.write_text(to_yaml(ROUND), encoding="utf-8")
    return path


def codes(text: str) -> list[str]:
    """The codes of the problems that were printed, in their order."""
    return [
        word
        for line in text.splitlines()
        for before, word in zip(line.split(), line.split()[1:], strict=False)
        if before in {"error", "warning", "note"} and "." in word and not line.startswith(" ")
    ]


def three(write: Write) -> list[Path]:
    return [
        write("a.yaml", "MINISTRY OF JUSTICE", answers={"law__in-force": "yes"}),
        write("b.yaml", "ministere du travail", answers={"law__in-force": "no"}),
        write("c.yaml", "police", answers={"exchange__seat": "one-ministry"}),
    ]


def test_names_of_respondents_differ_in_case_and_accents(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path
) -> None:
    done = run_small("merge", round_file, *three(write), "-o", tmp_path / "whole.yaml")
    assert done.exit_code == 0
    assert "3 of 3 respondents; 1 disputed, 1 single" in done.output
    found = json.loads(run_small("score", tmp_path / "whole.yaml", "--format", "json").output)
    assert found[0]["merged"]["disputed"] == [
        {"id": "law.in-force", "steps": None, "whose": "justice", "reach": 0.5}
    ]
    node = found[0]["nodes"]["law.in-force"]
    assert (node["low"], node["value"], node["high"]) == (0, 100, 100)


def test_the_order_of_files_changes_nothing(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path
) -> None:
    written = []
    for number, files in enumerate(permutations(three(write))):
        path = tmp_path / f"{number}.yaml"
        assert run_small("merge", round_file, *files, "-o", path).exit_code == 0
        written.append(path.read_bytes())
    assert len({*written}) == 1


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"country": "TGO"}, "round.other-country"),
        ({"round": "2024"}, "round.other-round"),
        ({"entity": "Ministry of Sport"}, "round.nobody"),
        ({"respondent": None}, "round.nobody"),
    ],
)
def test_what_does_not_belong_to_the_round_is_told_and_left_out(  # noqa: PLR0917  (what the test needs)
    run_small: Run, write: Write, round_file: Path, tmp_path: Path, stated: Any, code: str
) -> None:
    entity = stated.pop("entity", "Police")
    other = write("other.yaml", entity, **stated, answers={"exchange__seat": "joint-office"})
    files = three(write)
    done = run_small("merge", round_file, *files, other, "-o", tmp_path / "whole.yaml")
    assert done.exit_code == 0
    assert codes(done.output) == [code]
    assert "joint-office" not in (tmp_path / "whole.yaml").read_text(encoding="utf-8")


def test_of_two_files_of_one_respondent_the_later_counts(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path
) -> None:
    later = write(
        "later.yaml", "Police", date="2026-07-01", answers={"exchange__seat": "joint-office"}
    )
    path = tmp_path / "whole.yaml"
    done = run_small("merge", round_file, later, *three(write), "-o", path)
    assert codes(done.output) == ["round.earlier"]
    assert "joint-office" in path.read_text(encoding="utf-8")
    same = write("same.yaml", "Police", date="2026-07-01", answers={"exchange__seat": "nowhere"})
    done = run_small("merge", round_file, later, same, "-o", path)
    assert (done.exit_code, codes(done.output)) == (1, ["round.same-date"])


def test_what_nobody_asked_counts_only_where_the_lead_is_silent(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "whole.yaml"
    police = write("p.yaml", "Police", answers={"law__in-force": "no"})
    justice = write("j.yaml", "Ministry of Justice", answers={"law__in-force": "yes"})
    done = run_small("merge", round_file, police, justice, "-o", path)
    assert "round.not-asked" in codes(done.output)
    assert "that is not merged" in done.output
    workspace = open_workspace([QUESTIONNAIRES])
    answer = load_submission(workspace, path).submission.answer("law.in-force")
    assert (answer.value, set(answer.said)) == (True, {"justice", "police"})
    done = run_small("merge", round_file, police, "-o", path)
    assert "that counts" in done.output
    assert load_submission(workspace, path).submission.answer("law.in-force").value is False


def test_the_round_itself_and_an_empty_form_among_the_files_say_nothing(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "whole.yaml"
    files = [*three(write)[:2], write("empty.yaml", "Police"), round_file]
    done = run_small("merge", round_file, *files, "-o", path)
    assert (done.exit_code, codes(done.output)) == (0, ["round.silent"])
    assert "2 of 3 respondents" in done.output


def test_a_merged_file_is_no_answer_of_a_respondent_and_is_written_anew(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "whole.yaml"
    for _ in range(2):
        assert run_small("merge", round_file, *three(write), "-o", path).exit_code == 0
    done = run_small("merge", round_file, path, "-o", tmp_path / "more.yaml")
    assert (done.exit_code, codes(done.output)) == (1, ["round.merged-before"])
    # what counts has to follow from what was said
    text = path.read_text(encoding="utf-8").replace("answer: yes\n    lead", "answer: no\n    lead")
    path.write_text(text, encoding="utf-8")
    done = run_small("check", path)
    assert (done.exit_code, codes(done.output)) == (1, ["submission.not-as-said"])


def test_a_form_of_a_new_round_has_what_counts_alone(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "whole.yaml"
    run_small("merge", round_file, *three(write), "-o", path)
    form = tmp_path / "next.yaml"
    done = run_small("form", "small", "--from", path, "--new-round", "-o", form)
    assert "form.merged" in codes(done.output)
    assert "said" not in form.read_text(encoding="utf-8")
    carried = load_submission(open_workspace([QUESTIONNAIRES]), form).submission
    assert carried.answer("law.in-force").is_carried
    assert carried.answer("law.in-force").value is True


def test_forty_respondents_are_merged(run_small: Run, write: Write, tmp_path: Path) -> None:
    respondents = [
        {"id": f"office-{number}", "entity": f"Office {number}", "asked": ["small"]}
        for number in range(40)
    ]
    path = tmp_path / "forty.round.yaml"
    path.write_text(to_yaml({**ROUND, "respondents": respondents}), encoding="utf-8")
    for number in range(39):
        answer = {"law__in-force": "yes" if number else "no"}
        write(f"sent/{number}.yaml", f"office {number}", answers=answer)
    done = run_small("merge", path, tmp_path / "sent", "-o", tmp_path / "whole.yaml")
    assert "39 of 40 respondents; 1 disputed" in done.output
    assert codes(done.output) == ["round.silent"]


def test_the_report_of_a_round_is_made_and_follows_from_what_it_carries(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path
) -> None:
    report = tmp_path / "round.pdf"
    files = three(write)
    done = run_small("report", "--round", round_file, *files, "-o", report)
    assert done.exit_code == 0
    verdict = verify(report, folders=[QUESTIONNAIRES])
    assert not verdict.problems
    assert verdict.is_as_written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format: coherence-kit/submission/1\n",
        "format: coherence-kit/round/1\n",
        to_yaml({**ROUND, "respondents": []}),
        to_yaml({**ROUND, "questionnaires": ["smal"]}),
        to_yaml({**ROUND, "country": "Ghna"}),
        to_yaml({**ROUND, "without_lead": "mean"}),
        to_yaml({**ROUND, "decisions": {"law.in-force": {"answer": "perhaps"}}}),
        to_yaml({**ROUND, "decisions": {"law.inforce": {"answer": "yes"}}}),
        to_yaml({**ROUND, "deadline": "soon"}),
    ],
)
def test_a_round_file_with_a_fault_is_told_of_and_nothing_is_merged(
    run_small: Run, write: Write, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(text, encoding="utf-8")
    done = run_small("merge", path, *three(write), "-o", tmp_path / "whole.yaml")
    assert done.exit_code == 1
    assert "Cure:" in done.output
    assert not (tmp_path / "whole.yaml").exists()


def test_no_submission_is_taken_for_an_earlier_result(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path
) -> None:
    other = write("other.yaml", "Ministry of Sport", answers={"exchange__seat": "nowhere"})
    before = other.read_bytes()
    done = run_small("merge", round_file, *three(write), "-o", other)
    assert done.exit_code == 1
    assert other.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("      labour:\n", "      sport:\n"),
        ("- id: labour", "- id: justice"),
        ("    lead: justice", "    lead: sport"),
        (
            "    said:\n      justice:\n        answer: yes\n      labour:\n        answer: no\n",
            "",
        ),
    ],
)
def test_a_merged_file_in_which_somebody_else_speaks_is_refused(  # noqa: PLR0917  (what it needs)
    run_small: Run, write: Write, round_file: Path, tmp_path: Path, old: str, new: str
) -> None:
    path = tmp_path / "whole.yaml"
    run_small("merge", round_file, *three(write), "-o", path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    done = run_small("check", path)
    assert done.exit_code == 1
    assert "Cure:" in done.output


def test_a_file_whose_date_cannot_be_read_is_not_taken_for_the_earlier_one(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path
) -> None:
    one = write("one.yaml", "Police", date="in June", answers={"exchange__seat": "nowhere"})
    done = run_small("merge", round_file, *three(write), one, "-o", tmp_path / "whole.yaml")
    assert done.exit_code == 1
    assert "round.same-date" in codes(done.output)


def test_what_decides_on_questions_of_a_respondent_is_asked_of_it_too(
    run_small: Run, write: Write, tmp_path: Path
) -> None:
    """Its form has that question, so that its answer counts like the others."""
    police = {"id": "police", "entity": "Police", "asked": ["exchange.rule"]}
    path = tmp_path / "ghana.round.yaml"
    respondents = [*ROUND["respondents"][:2], police]
    path.write_text(to_yaml({**ROUND, "respondents": respondents}), encoding="utf-8")
    files = [
        write("a.yaml", "Ministry of Justice", answers={"law__in-force": "yes"}),
        write("c.yaml", "Police", answers={"law__in-force": "no"}),
    ]
    done = run_small("merge", path, *files, "-o", tmp_path / "whole.yaml")
    assert "1 disputed" in done.output


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (
            {
                "decisions": {
                    "exchange.seat": {"answer": "nowhere"},
                    "small/exchange.seat": {"answer": "joint-office"},
                }
            },
            "round.two-decisions",
        ),
        (
            {
                "respondents": [
                    {"id": "labour", "entity": "Health", "asked": ["small"]},
                    {"id": "health", "entity": "Labour", "asked": ["small"]},
                ]
            },
            "round.same-respondent",
        ),
    ],
)
def test_a_round_that_can_be_read_in_two_ways_is_refused(
    run_small: Run, tmp_path: Path, changed: Any, code: str
) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(to_yaml({**ROUND, **changed}), encoding="utf-8")
    done = run_small("check", path)
    assert done.exit_code == 1
    assert {*codes(done.output)} == {code}


def test_a_decision_on_a_section_is_told_what_is_in_it(run_small: Run, tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(to_yaml({**ROUND, "decisions": {"exchange": {"answer": "1"}}}))
    done = run_small("check", path)
    assert "decided one by one: exchange.rule, exchange.seat." in " ".join(done.output.split())


def test_a_tab_behind_a_key_stays_readable_for_whoever_edits_the_file() -> None:
    edited = edit_yaml('round:\t"2026"\nnote: "a:\tb"\n', lambda _top: None)
    assert edited == 'round: "2026"\nnote: "a:\\tb"\n'


def test_a_questionnaire_that_is_named_twice_is_asked_once(
    run_small: Run, write: Write, tmp_path: Path
) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(to_yaml({**ROUND, "questionnaires": ["small", "small"]}), encoding="utf-8")
    done = run_small("merge", path, *three(write), "-o", tmp_path / "merged")
    assert done.exit_code == 0
    assert done.output.count("respondents;") == 1


@pytest.mark.parametrize("name", ["whole.json", "whole.xlsx", "whole.pdf"])
def test_merged_answers_are_written_as_yaml_or_into_a_folder(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path, name: str
) -> None:
    done = run_small("merge", round_file, *three(write), "-o", tmp_path / name)
    assert done.exit_code == 2
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("stated", [" law.in-force ", "small / law.in-force"])
def test_blanks_around_the_ids_of_a_round_tell_nothing(
    run_small: Run, write: Write, tmp_path: Path, stated: str
) -> None:
    path = tmp_path / "round.yaml"
    spaced = [{**one, "asked": [f" {one['asked'][0]} "]} for one in ROUND["respondents"]]
    decisions = {stated: {"answer": "no", "by": "Cabinet"}}
    path.write_text(to_yaml({**ROUND, "respondents": spaced, "decisions": decisions}))
    done = run_small("merge", path, *three(write), "-o", tmp_path / "whole.yaml")
    assert (done.exit_code, codes(done.output)) == (0, [])
    assert "1 decided, 1 single" in done.output


@pytest.mark.parametrize(
    "entity", ["Ministry-of-Justice", "Ministryof Justice", "ministry of justice."]
)
def test_names_that_differ_in_signs_and_blanks_alone_are_one(
    run_small: Run, write: Write, round_file: Path, tmp_path: Path, entity: str
) -> None:
    files = [write("a.yaml", entity, answers={"law__in-force": "yes"})]
    done = run_small("merge", round_file, *files, "-o", tmp_path / "whole.yaml")
    assert "1 of 3 respondents" in done.output
    assert "round.nobody" not in codes(done.output)
    twin = [*ROUND["respondents"], {"id": "twin", "entity": entity, "asked": ["law"]}]
    round_file.write_text(to_yaml({**ROUND, "respondents": twin}), encoding="utf-8")
    done = run_small("check", round_file)
    assert (done.exit_code, codes(done.output)) == (1, ["round.same-respondent"])


def test_a_decision_that_counts_nowhere_is_told(
    run_small: Run, write: Write, tmp_path: Path
) -> None:
    """Nobody has answered that questionnaire, or its question is not asked; else it counts."""
    path = tmp_path / "round.yaml"
    decisions = {
        "permits.fee": {"answer": "5", "by": "Cabinet"},
        "exchange.rule": {"answer": "1", "by": "Cabinet"},
        "exchange.seat": {"answer": "one-ministry"},
    }
    stated = {**ROUND, "questionnaires": ["small", "kinds"], "decisions": decisions}
    path.write_text(to_yaml(stated), encoding="utf-8")
    file = write("a.yaml", "Police", answers={"exchange__seat": "one-ministry"})
    no = write("b.yaml", "Ministry of Justice", answers={"law__in-force": "no"})
    for files, why in (
        ([file, no], "by what was answered the question is not asked"),
        ([file], "whether the question is asked is not known yet"),
    ):
        done = run_small("merge", path, *files, "-o", tmp_path / "whole.yaml")
        found = [code for code in codes(done.output) if code.startswith("round.decision")]
        assert found == ["round.decision-idle"] * 2
        assert "no office of the government has answered kinds" in done.output
        assert why in done.output
