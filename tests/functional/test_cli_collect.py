"""Forms go out, come back, and are carried into a new round."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coherence_kit import content
from coherence_kit.loading.documents import read_document
from coherence_kit.model.fingerprint import fingerprint
from coherence_kit.workflow.score import load_submission, open_workspace
from tests.functional.conftest import Run

VELMORA = (
    content.folder("questionnaires")
    / "submissions"
    / "illustrative"
    / "velmora-2026-sdg-10-7-2.yaml"
)


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "html"])
def test_a_filled_form_is_collected_as_the_same_answers(
    suffix: str, run: Run, tmp_path: Path
) -> None:
    form = tmp_path / f"form.{suffix}"
    assert run("form", "sdg-10-7-2", "--from", VELMORA, "-o", form).exit_code == 0
    result = run("collect", form, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert f"wrote {tmp_path / 'out' / 'form.yaml'}" in result.stderr
    workspace = open_workspace()
    collected, given = (
        load_submission(workspace, path) for path in (tmp_path / "out" / "form.yaml", VELMORA)
    )
    assert fingerprint(collected.submission) == fingerprint(given.submission)


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "html"])
def test_scores_of_a_form_and_of_what_is_collected_from_it_are_the_same(
    suffix: str, run: Run, tmp_path: Path
) -> None:
    form = tmp_path / f"form.{suffix}"
    run("form", "sdg-10-7-2", "--from", VELMORA, "-o", form)
    run("collect", form, "-o", tmp_path)
    (line,) = [
        line for line in run("score", VELMORA).stdout.splitlines() if line.startswith("Result")
    ]
    assert line in run("score", form).stdout


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "html", "pdf"])
def test_an_empty_form_is_written_with_the_same_bytes_each_time(
    suffix: str, run: Run, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        assert run("form", "sdg-10-7-2", "-o", tmp_path / f"{name}.{suffix}").exit_code == 0
    assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "html"])
def test_an_empty_form_is_accepted(suffix: str, run: Run, tmp_path: Path) -> None:
    form = tmp_path / f"form.{suffix}"
    run("form", "aggregation-rules", "-o", form)
    assert run("check", form).stderr == "No problems in 1 file.\n"


@pytest.mark.parametrize("new_round", [(), ("--new-round",)])
def test_what_a_file_says_of_itself_stays_in_the_form_made_of_it(
    new_round: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    source, form = tmp_path / "kenya.yaml", tmp_path / "form.yaml"
    source.write_text(
        "format: coherence-kit/submission/1\n"
        'questionnaire: {id: sdg-10-7-2, version: "1.0"}\n'
        "country: KEN\nstanding: self-assessment\nround: First\n"
        "answers:\n  rights.justice:\n    comment: only this\n"
        "    review: {by: B, verdict: query, note: why}\n",
        encoding="utf-8",
    )
    result = run("form", "sdg-10-7-2", "--from", source, *new_round, "-o", form)
    assert result.exit_code == 0, result.stderr
    assert "standing: self-assessment" in form.read_text(encoding="utf-8")
    assert run("check", form).exit_code == 0


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "html"])
def test_a_new_round_marks_what_is_carried_over(suffix: str, run: Run, tmp_path: Path) -> None:
    form = tmp_path / f"next.{suffix}"
    assert run("form", "sdg-10-7-2", "--from", VELMORA, "--new-round", "-o", form).exit_code == 0
    printed = run("check", form)
    assert (printed.exit_code, printed.stderr.count("submission.recheck")) == (0, 1)
    assert "30 answers are carried over from an earlier round and not looked at" in printed.stderr
    told = run("status", form).stdout
    assert "0 of 30 dealt with; 30 carried over." in told
    # nobody has looked at anything: it can still be anything, and nothing that was said is lost
    assert "between 0.0 and 100.0" in " ".join(run("score", form).stdout.split())
    assert run("collect", form, "-o", tmp_path / "out").exit_code == 0
    workspace = open_workspace()
    collected, given = (
        load_submission(workspace, path).submission.answers
        for path in (tmp_path / "out" / "next.yaml", VELMORA)
    )
    assert all(answer.is_carried for answer in collected.values())
    confirmed = {
        name: answer.model_copy(update={"recheck": False}) for name, answer in collected.items()
    }
    assert confirmed == given


def test_forms_with_one_name_do_not_overwrite_each_other(run: Run, tmp_path: Path) -> None:
    for folder in ("ghana", "togo"):
        (tmp_path / folder).mkdir()
        run("form", "sdg-10-7-2", "-o", tmp_path / folder / "form.yaml")
    run(
        "collect",
        tmp_path / "ghana" / "form.yaml",
        tmp_path / "togo" / "form.yaml",
        "-o",
        tmp_path / "out",
    )
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "form-ghana.yaml",
        "form-togo.yaml",
    ]


def test_forms_with_one_name_are_collected_under_who_answers(run: Run, tmp_path: Path) -> None:
    forms = []
    for folder, entity in (
        ("1", "Ministry of Finance"),
        ("2", "Ministère du Travail"),
        ("3", "وزارة التخطيط"),
        ("4", "Ministry of finance"),
    ):
        (tmp_path / folder).mkdir()
        form = tmp_path / folder / "ken.submission.yaml"
        run("form", "sdg-10-7-2", "-o", form)
        text = form.read_text("utf-8")
        form.write_text(re.sub(r"(?m)^  entity:.*$", f"  entity: {entity}", text), "utf-8")
        forms.append(form)
    printed = run("collect", *forms, "-o", tmp_path / "out")
    written = [
        "ken.submission-ministry-of-finance.yaml",
        "ken.submission-ministère-du-travail.yaml",
        "ken.submission-وزارة-التخطيط.yaml",
        "ken.submission-ministry-of-finance-2.yaml",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(written)
    told = [line for line in printed.stderr.splitlines() if ": wrote " in line]
    assert [line.rpartition("/")[2] for line in told] == written


def test_forms_of_a_folder_are_collected_beside_them_and_again(run: Run, tmp_path: Path) -> None:
    run("form", "sdg-10-7-2", "-o", tmp_path / "ghana.xlsx")
    run("form", "sdg-10-7-2", "-o", tmp_path / "inner" / "togo.html")
    for _ in range(2):
        assert run("collect", tmp_path, "-o", tmp_path).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "ghana.xlsx",
        "ghana.yaml",
        "inner",
        "togo.yaml",
    ]
    assert run("check", tmp_path).stderr == "No problems in 4 files.\n"


def test_a_form_with_a_fault_is_collected_with_all_that_was_typed(run: Run, tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    run("form", "sdg-10-7-2", "--from", VELMORA, "-o", form)
    form.write_text(
        form.read_text("utf-8").replace("answer: regardless-of-status", "answer: everybody", 1),
        "utf-8",
    )
    result = run("collect", form, "-o", tmp_path / "out")
    assert (result.exit_code, result.stderr.count("submission.answer")) == (1, 1)
    assert "answer: everybody" in (tmp_path / "out" / "form.yaml").read_text("utf-8")


@pytest.mark.parametrize("suffix", ["yaml", "xlsx", "html"])
def test_a_filled_form_is_not_written_over_by_one_that_lacks_its_answers(
    suffix: str, run: Run, tmp_path: Path
) -> None:
    form = tmp_path / f"form.{suffix}"
    run("form", "sdg-10-7-2", "--from", VELMORA, "-o", form)
    filled = form.read_bytes()
    for command in (("form", "sdg-10-7-2"), ("form", "aggregation-rules")):
        refused = run(*command, "-o", form)
        assert refused.exit_code == 2
        assert "holds 30 answers, which would be lost" in refused.stderr
        assert f"--from {form} -o NEW.{suffix}" in refused.stderr
    assert form.read_bytes() == filled
    assert run("form", "sdg-10-7-2", "--from", form, "-o", form).exit_code == 0
    assert run("form", "sdg-10-7-2", "--from", VELMORA, "--new-round", "-o", form).exit_code == 0


def test_a_faulty_form_counts_what_is_typed_and_an_empty_one_may_be_written_over(
    run: Run, tmp_path: Path
) -> None:
    form = tmp_path / "form.yaml"
    for _ in range(2):
        assert run("form", "sdg-10-7-2", "-o", form).exit_code == 0
    form.write_text(
        form.read_text("utf-8").replace("    answer:\n", "    answer: everybody\n", 1), "utf-8"
    )
    refused = run("form", "sdg-10-7-2", "-o", form)
    assert (refused.exit_code, "holds 1 answer, which" in refused.stderr) == (2, True)


def test_what_is_collected_names_its_form_and_is_written_anew_with_the_same_bytes(
    run: Run, tmp_path: Path
) -> None:
    form, target = tmp_path / "form.xlsx", tmp_path / "out" / "form.yaml"
    run("form", "sdg-10-7-2", "--from", VELMORA, "-o", form)
    written = []
    for _ in range(2):
        assert run("collect", form, "-o", target.parent).exit_code == 0
        written.append(target.read_bytes())
    assert written[0] == written[1]
    line, _, body = written[0].partition(b"\n")
    digest = hashlib.sha256(body).hexdigest()
    assert (
        line.decode()
        == f"# Collected by coherence-kit from form.xlsx; SHA-256 of all below: {digest}"
    )
    run("form", "sdg-10-7-2", "--from", VELMORA, "--new-round", "-o", form)
    assert run("collect", form, "-o", target.parent).exit_code == 0
    assert target.read_bytes() != written[0]


@pytest.mark.parametrize(
    "change", [lambda text: f"{text}# seen\n", lambda text: text.partition("\n")[2] + "# seen\n"]
)
def test_a_collected_file_that_was_changed_by_hand_is_left_alone(
    change: Callable[[str], str], run: Run, tmp_path: Path
) -> None:
    form, target = tmp_path / "form.xlsx", tmp_path / "out" / "form.yaml"
    run("form", "sdg-10-7-2", "--from", VELMORA, "-o", form)
    run("collect", form, "-o", target.parent)
    mended = change(target.read_text("utf-8"))
    target.write_text(mended, "utf-8")
    result = run("collect", form, "-o", target.parent)
    assert (result.exit_code, result.stderr.count("output.mended")) == (1, 1)
    assert f"{form}: read, but not written" in result.stderr
    assert target.read_text("utf-8") == mended


def test_a_yaml_form_keeps_its_text_below_the_line_and_loses_its_mark(
    run: Run, tmp_path: Path
) -> None:
    form = tmp_path / "form.yaml"
    text = "# my own words\r\n" + VELMORA.read_text("utf-8")
    form.write_bytes(b"\xef\xbb\xbf" + text.encode())
    run("collect", form, "-o", tmp_path / "out")
    line, _, body = (tmp_path / "out" / "form.yaml").read_bytes().partition(b"\n")
    assert line.startswith(b"# Collected by coherence-kit from form.yaml; ")
    assert body == text.encode()
    run("collect", tmp_path / "out" / "form.yaml", "-o", tmp_path / "again")
    assert (tmp_path / "again" / "form.yaml").read_bytes() == line + b"\n" + body
    run("collect", form, "-o", tmp_path)
    assert form.read_bytes() == b"\xef\xbb\xbf" + text.encode()


def test_what_cannot_be_read_is_told_from_what_cannot_be_written(run: Run, tmp_path: Path) -> None:
    form, broken = tmp_path / "form.xlsx", tmp_path / "broken.xlsx"
    run("form", "sdg-10-7-2", "-o", form)
    broken.write_bytes(b"PK")
    (tmp_path / "out" / "form.yaml").mkdir(parents=True)
    result = run("collect", form, broken, "-o", tmp_path / "out")
    assert f"{form}: read, but not written" in result.stderr
    assert f"{broken}: nothing could be read" in result.stderr


def test_a_language_that_the_questionnaire_lacks_is_told(run: Run, tmp_path: Path) -> None:
    for language in ("en", "en-GB"):
        told = run("form", "sdg-10-7-2", "--lang", language, "-o", tmp_path / "form.yaml")
        assert (told.exit_code, "output.language" in told.stderr) == (0, False)
    told = run("form", "sdg-10-7-2", "--lang", "fr", "-o", tmp_path / "form.yaml")
    assert (told.exit_code, told.stderr.count("note output.language")) == (0, 1)
    assert "Its languages are en;" in told.stderr


@pytest.mark.parametrize("command", ["form", "score", "status", "robustness", "report"])
def test_a_language_that_nothing_speaks_is_refused_before_anything_is_written(
    command: str, run: Run, tmp_path: Path
) -> None:
    output = tmp_path / "out.html"
    words = ["sdg-10-7-2" if command == "form" else VELMORA, "--lang", "xx"]
    if command in {"form", "report"}:
        words += ["-o", output]
    refused = run(command, *words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert 'Nothing is there in "xx": the sentences of the kit are in en, fr' in refused.stderr
    assert not output.exists()


@pytest.mark.parametrize(("tag", "meant"), [("en_GB", "en-GB"), ("EN", "en"), ("English", "en")])
def test_what_is_no_language_is_wrong_use_with_a_suggestion(
    tag: str, meant: str, run: Run, tmp_path: Path
) -> None:
    refused = run("form", "sdg-10-7-2", "--lang", tag, "-o", tmp_path / "form.yaml")
    assert refused.exit_code == 2
    assert f'Did you mean "{meant}"?' in refused.stderr
    assert not (tmp_path / "form.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("form", "sdg-10-7-2", "-o", "form.docx"), "ends with none of"),
        (("form", "sdg-10-7-2", "--new-round", "-o", "form.yaml"), "--from SUBMISSION"),
        (
            ("form", "sdg-17-14-1", "--from", VELMORA, "-o", "form.yaml"),
            "answers the questionnaire sdg-10-7-2",
        ),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str | Path, ...], said: str, run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_major_version_is_refused_and_carried_over_by_a_new_round(
    run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = (content.folder("questionnaires") / "sdg-10-7-2.yaml").read_text("utf-8")
    text = text.replace('version: "1.0"', 'version: "2.0"', 1).replace(
        "rights.health-care", "rights.health", 1
    )
    text += "renamed: {rights.health-care: rights.health}\n"
    text = text.replace("regardless-of-status", "whatever-the-status")
    (own / "new.yaml").write_text(text, "utf-8")
    refused = run("form", "sdg-10-7-2", "--from", VELMORA, "-o", tmp_path / "form.yaml", "-Q", own)
    assert "submission.version" in refused.stderr
    for suffix in ("xlsx", "html"):
        form = tmp_path / f"old.{suffix}"
        run("form", "sdg-10-7-2", "--from", VELMORA, "-o", form)
        printed = " ".join(run("check", form, "-Q", own).stderr.split())
        assert (
            f"coherence form sdg-10-7-2 --from {form} --new-round -o NEW.{suffix} -Q {own};"
            in printed
        )
    carried = run(
        "form",
        "sdg-10-7-2",
        "--from",
        VELMORA,
        "--new-round",
        "-o",
        tmp_path / "form.yaml",
        "-Q",
        own,
    )
    assert carried.exit_code == 0
    assert "submission.renamed-question" in carried.stderr
    answers = read_document(tmp_path / "form.yaml").value["answers"]
    assert "rights.health-care" not in answers
    kept = next(name for name, entry in answers.items() if "recheck" in (entry or {}))
    assert answers[kept]["recheck"] == "true"
    # an answer that is gone is left out with a warning, and what stands beside it stays
    code = "form.gone"
    assert f"warning {code}" in carried.stderr
    assert answers["rights.health"].get("answer") is None
    assert answers["rights.health"]["comment"]
