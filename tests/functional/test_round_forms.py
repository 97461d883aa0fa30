"""The forms of a round: each respondent's own, filled in any kind of form, and back."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coherence_kit import Kit
from coherence_kit.cli import main
from coherence_kit.problems import ProblemsFound
from coherence_kit.questions.numbering import numbers_of
from tests.functional.conftest import OpenForm
from tests.workbooks import cell_of, changed

EXCHANGE = """\
format: coherence-kit/questionnaire/1
id: exchange
version: "1.2"
title: {en: Exchange, fr: Échange}
languages: [en, fr]
rubric: {min_coverage: 0, levels: [{id: low, from: 0, label: {en: Low, fr: Bas}}]}
sections:
- id: law
  title: {en: Law, fr: Loi}
  questions:
  - {id: law.office, type: boolean, label: {en: Office, fr: Office},
     text: {en: Is there an office?, fr: Y a-t-il un office ?}}
  - {id: law.staff, type: boolean, label: {en: Staff, fr: Personnel},
     text: {en: Are there staff?, fr: Y a-t-il du personnel ?}}
- id: use
  title: {en: Use, fr: Usage}
  questions:
  - {id: use.desk, type: scale, label: {en: Desk, fr: Guichet}, target: 2,
     text: {en: Is there a desk?, fr: Y a-t-il un guichet ?},
     who: {answers: {en: the Labour Office, fr: l’Office du travail}},
     depends_on: {question: law.office, in: [yes]},
     steps: {0: {en: No., fr: Non.}, 1: {en: One., fr: Un.}, 2: {en: Two., fr: Deux.}}}
  - {id: use.hours, type: boolean, label: {en: Hours, fr: Horaires},
     text: {en: Is it open daily?, fr: Est-il ouvert chaque jour ?}}
- id: money
  title: {en: Money, fr: Argent}
  questions:
  - {id: money.budget, type: boolean, label: {en: Budget, fr: Budget},
     text: {en: Is there a budget?, fr: Y a-t-il un budget ?}}
"""
VOICE = """\
format: coherence-kit/questionnaire/1
id: voice
version: "1.0"
title: Voice
sections:
- id: heard
  title: Heard
  questions:
  - {id: heard.asked, type: boolean, label: Asked, text: Were you asked?}
"""
ROUND = """\
format: coherence-kit/round/1
country: XVE
country_name: Velmora
round: Premier tour, 2026
deadline: 2026-08-31
focal_point: Plan, <plan@velmora.example>
standing: illustrative
questionnaires: [exchange]
respondents:
- {id: plan, entity: Ministère du Plan, role: point focal, leads: [exchange]}
- {id: labour, entity: Ministry of Labour, asked: [use.desk]}
- {id: finance, entity: Ministry of Finance & Budget, asked: [money]}
"""
TYPED = ("xlsx", "html", "yaml")
KINDS = (*TYPED, "pdf")


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    folder = tmp_path / "questionnaires"
    folder.mkdir()
    (folder / "exchange.yaml").write_text(EXCHANGE, encoding="utf-8")
    (folder / "voice.yaml").write_text(VOICE, encoding="utf-8")
    return Kit(folder)


@pytest.fixture
def round_file(tmp_path: Path) -> Path:
    return a_round(tmp_path)


def a_round(tmp_path: Path, text: str = ROUND) -> Path:
    path = tmp_path / "velmora.round.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def form_of(folder: Path, respondent: str, kind: str) -> Path:
    return folder / f"xve-premier-tour-2026-{respondent}.{kind}"


def called(tmp_path: Path, *words: str | Path) -> Result:
    folder = tmp_path / "questionnaires"
    return CliRunner().invoke(main, [*(str(word) for word in words), "-Q", str(folder)])


def text_of(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
    return " ".join(done.stdout.decode().split())


# --- what is in them ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TYPED)
def test_each_form_asks_its_part_and_answers_the_whole_questionnaire(
    kit: Kit, tmp_path: Path, round_file: Path, kind: str
) -> None:
    written = kit.round_forms(round_file, tmp_path / "forms", kinds=[kind])
    assert not written.problems
    assert [(one.respondent.id, one.asked, one.whole) for one in written.forms] == [
        ("plan", 5, 5),
        ("labour", 2, 5),
        ("finance", 1, 5),
    ]
    loaded = kit.load(form_of(tmp_path / "forms", "labour", kind))
    assert not loaded.notes
    submission, whole = loaded.model, kit.workspace.instrument("exchange")
    stated = submission.questionnaire
    assert (stated.id, stated.version, stated.sha256) == ("exchange", "1.2", whole.sha256)
    assert loaded.loaded.instrument is whole
    assert submission.asked == ("use.desk",)
    assert (submission.country, str(submission.country_name)) == ("XVE", "Velmora")
    assert (submission.round, submission.standing) == ("Premier tour, 2026", "illustrative")
    assert submission.respondent is not None
    assert submission.respondent.entity == "Ministry of Labour"
    part = loaded.loaded.part
    assert numbers_of(part.tree.nodes, part.tree.root) == {
        "law": "1",
        "law.office": "1.1",  # decides whether the desk is asked
        "use": "2",
        "use.desk": "2.1",
    }
    lead = kit.load(form_of(tmp_path / "forms", "plan", kind))
    assert lead.model.respondent is not None
    assert lead.model.respondent.role == "point focal"
    assert lead.model.asked == ()


SAID = (
    "Ministry of Labour",
    "31 August 2026",
    "<plan@velmora.example>",
    "2 of 5 questions are yours.",
    "Question 1.1 belongs to others too: the answer decides whether some of yours are asked.",
)


def test_every_kind_says_whose_it_is_by_when_where_it_goes_and_how_much_is_asked(
    kit: Kit, tmp_path: Path, round_file: Path, open_form: OpenForm
) -> None:
    folder = tmp_path / "forms"
    kit.round_forms(round_file, folder, kinds=KINDS)
    page = open_form(form_of(folder, "labour", "html")).page.locator("header").inner_text()
    told = {
        "yaml": form_of(folder, "labour", "yaml").read_text(encoding="utf-8").replace("\n# ", " "),
        "pdf": text_of(form_of(folder, "labour", "pdf")),
        "html": page,
        "xlsx": _cells(form_of(folder, "labour", "xlsx")),
    }
    for kind, text in told.items():
        plain = " ".join(text.split())
        assert [said for said in SAID if said not in plain] == [], kind
        others = ("Are there staff?", "Is there a budget?", "Ministère du Plan", "Finance")
        assert [one for one in others if one in plain] == [], kind
    assert "Ministry of Finance & Budget" in text_of(form_of(folder, "finance", "pdf"))


def _cells(path: Path) -> str:
    import openpyxl

    sheets = openpyxl.load_workbook(path).worksheets
    seen = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    return " ".join(str(cell.value) for sheet in seen for row in sheet for cell in row)


def test_a_form_in_french_says_so_in_french(kit: Kit, tmp_path: Path, round_file: Path) -> None:
    kit.round_forms(round_file, tmp_path, kinds=["yaml"], language="fr")
    text = form_of(tmp_path, "labour", "yaml").read_text(encoding="utf-8").replace("\n# ", " ")
    assert "2 questions sur 5 sont pour vous." in text
    assert "Ce formulaire est pour : Ministry of Labour" in text
    assert "31 août 2026" in text
    assert "Y a-t-il un guichet ?" in text


# --- and back -------------------------------------------------------------------------------------


def test_filled_in_three_kinds_they_are_collected_and_merged(
    kit: Kit, tmp_path: Path, round_file: Path, open_form: OpenForm
) -> None:
    folder, inbox = tmp_path / "forms", tmp_path / "inbox"
    kit.round_forms(round_file, folder, kinds=TYPED)
    inbox.mkdir()
    plan = form_of(folder, "plan", "yaml").read_text(encoding="utf-8")
    for name, answer in {"law.office": "yes", "use.desk": "2", "money.budget": "no"}.items():
        plan = plan.replace(f"  {name}:\n    answer:", f"  {name}:\n    answer: {answer}")
    (inbox / "plan.yaml").write_text(plan, encoding="utf-8")

    def fill(workbook: Any) -> None:
        cell_of(workbook, "law.office", "answer").value = "yes"
        cell_of(workbook, "use.desk", "answer").value = 1

    form = form_of(folder, "labour", "xlsx")
    (inbox / "labour.xlsx").write_bytes(changed(form.read_bytes(), fill))
    opened = open_form(form_of(folder, "finance", "html"))
    opened.option("money.budget", "yes").check()
    name, data = opened.saved()
    (inbox / name).write_bytes(data)
    assert json.loads(data)["asked"] == ["money"]
    assert list(json.loads(data)["answers"]) == ["money.budget"]

    collected = called(tmp_path, "collect", inbox, "-o", tmp_path / "answers")
    assert collected.exit_code == 0, collected.stderr
    status = called(tmp_path, "status", tmp_path / "answers")
    assert "Asked: 2 of 5 questions" in status.stdout
    assert "2 of 2 dealt with" in status.stdout
    assert "1 of 1 dealt with" in status.stdout
    table = called(tmp_path, "status", tmp_path / "answers", "--format", "csv").stdout
    assert "exchange 1.2 (part)" in table
    assert called(tmp_path, "check", tmp_path / "answers").exit_code == 0

    merged = tmp_path / "merged.yaml"
    done = called(tmp_path, "merge", round_file, tmp_path / "answers", "-o", merged)
    assert done.exit_code == 0, done.stderr
    assert "round.not-asked" not in done.stderr  # its form asks what decides on its question
    answers = kit.load(merged).model.answers
    assert answers["use.desk"].value == 2
    assert {name: one.value for name, one in answers["use.desk"].said.items()} == {
        "plan": 2,
        "labour": 1,
    }
    assert {*answers["money.budget"].said} == {"plan", "finance"}
    assert kit.load(merged).model.asked == ()


def test_what_a_form_does_not_ask_is_kept_and_told(
    kit: Kit, tmp_path: Path, round_file: Path
) -> None:
    kit.round_forms(round_file, tmp_path, kinds=["yaml"])
    form = form_of(tmp_path, "finance", "yaml")
    form.write_text(form.read_text(encoding="utf-8") + "  law.staff: yes\n", encoding="utf-8")
    checked = called(tmp_path, "check", form)
    assert (checked.exit_code, "submission.beyond-part" in checked.stderr) == (0, True)
    assert kit.load(form).model.answer("law.staff").value is True
    told = called(tmp_path, "status", form).stdout
    assert "0 of 1 dealt with" in told
    done = called(tmp_path, "merge", round_file, tmp_path, "-o", tmp_path / "merged.yaml")
    assert done.stderr.count("law.staff") == 1  # of the round, and not of the form as well
    assert "round.not-asked" in done.stderr


def test_another_spelling_of_the_same_answers_has_the_same_hash(
    kit: Kit, tmp_path: Path, round_file: Path
) -> None:
    kit.round_forms(round_file, tmp_path, kinds=TYPED)
    hashes = {
        kit.assess(form_of(tmp_path, "labour", kind)).model.submission_sha256 for kind in TYPED
    }
    without = tmp_path / "without.yaml"
    text = form_of(tmp_path, "labour", "yaml").read_text(encoding="utf-8")
    without.write_text(text.replace("asked:\n- use.desk\n", ""), encoding="utf-8")
    assert kit.load(without).model.asked == ()
    assert {kit.assess(without).model.submission_sha256} == hashes


@pytest.mark.parametrize("kind", TYPED)
def test_its_answers_go_on_in_a_form_of_the_whole(
    kit: Kit, tmp_path: Path, round_file: Path, kind: str
) -> None:
    kit.round_forms(round_file, tmp_path, kinds=["yaml"])
    part, whole = form_of(tmp_path, "labour", "yaml"), tmp_path / f"whole.{kind}"
    text = part.read_text(encoding="utf-8").replace("law.office:\n    answer:", "law.office: yes")
    text = text.replace("yes\n    comment:\n    evidence:", "yes")
    part.write_text(text, encoding="utf-8")
    assert kit.form("exchange", whole, source=part) == ()
    loaded = kit.load(whole)
    assert (loaded.model.asked, loaded.model.answer("law.office").value) == ((), True)
    if kind == "yaml":
        text = whole.read_text(encoding="utf-8")
        assert "are yours" not in text
        assert "Is there a budget?" in text


# --- going on -------------------------------------------------------------------------------------


def test_forms_with_answers_are_left_and_the_others_are_written_anew(
    kit: Kit, tmp_path: Path, round_file: Path
) -> None:
    kit.round_forms(round_file, tmp_path, kinds=["yaml"])
    form = form_of(tmp_path, "finance", "yaml")
    filled = form.read_text(encoding="utf-8").replace("answer:\n", "answer: yes\n")
    form.write_text(filled, encoding="utf-8")
    a_round(tmp_path, ROUND.replace("08-31", "09-30"))
    done = called(tmp_path, "form", "--round", round_file, "--kind", "yaml", "-o", tmp_path)
    assert done.exit_code == 1
    assert "form.answered" in done.stderr
    assert "holds 1 answer " in done.stderr
    assert form.read_text(encoding="utf-8") == filled
    assert "30 September 2026" in form_of(tmp_path, "labour", "yaml").read_text(encoding="utf-8")
    again = kit.round_forms(round_file, tmp_path, kinds=["yaml"], source=form)  # as the cure says
    assert not again.problems
    assert kit.load(form).model.answer("money.budget").value is True


@pytest.mark.parametrize("kind", TYPED)
def test_each_goes_on_with_its_own_answers_and_a_new_round_carries_them_over(
    kit: Kit, tmp_path: Path, round_file: Path, kind: str
) -> None:
    sent = tmp_path / "sent"
    kit.round_forms(round_file, sent, kinds=["yaml"])
    for respondent, answer in {"labour": "law.office: no", "finance": "money.budget: yes"}.items():
        path = form_of(sent, respondent, "yaml")
        head, _, _ = path.read_text(encoding="utf-8").partition("answers:\n")
        path.write_text(f"{head}answers:\n  {answer}\n", encoding="utf-8")
    now = a_round(tmp_path, ROUND.replace("Premier tour, 2026", "Premier tour, 2028"))
    left = kit.round_forms(now, tmp_path / "left", kinds=[kind], source=sent)
    assert {one.code for one in left.problems} == {"round.other-round"}
    carried = kit.round_forms(now, tmp_path / "new", kinds=[kind], source=sent, new_round=True)
    assert not carried.problems
    path = tmp_path / "new" / f"xve-premier-tour-2028-labour.{kind}"
    submission = kit.load(path).model
    assert submission.round == "Premier tour, 2028"
    assert submission.answer("law.office").is_carried
    assert {*submission.answers} == {"law.office"}
    assert submission.asked == ("use.desk",)
    assert not kit.load(tmp_path / "new" / f"xve-premier-tour-2028-plan.{kind}").model.answers


# --- names and numbers ----------------------------------------------------------------------------

TWO = ROUND.replace("[exchange]\nrespondents", "[exchange, voice]\nrespondents") + (
    "- {id: diaspora, entity: Conseil de la diaspora, kind: stakeholder, asked: [voice]}\n"
    "- {id: labour-2, entity: Ministry of Work, asked: [voice, use.hours]}\n"
)


def test_of_several_questionnaires_each_has_a_form_of_its_own(kit: Kit, tmp_path: Path) -> None:
    path = a_round(tmp_path, TWO)
    written = kit.round_forms(path, tmp_path / "forms", kinds=["yaml"])
    assert [one.path.name.removeprefix("xve-premier-tour-2026-") for one in written.forms] == [
        "plan.yaml",
        "labour.yaml",
        "finance.yaml",
        "diaspora.yaml",
        "labour-2-exchange.yaml",
        "labour-2-voice.yaml",
    ]
    assert all(kit.load(one.path).notes == () for one in written.forms)
    one = kit.round_forms(path, tmp_path / "voices", kinds=["yaml"], questionnaire="voice")
    assert [form.respondent.id for form in one.forms] == ["diaspora", "labour-2"]
    again = {form.path.name for form in one.forms}  # under the names that they have among all
    assert again <= {form.path.name for form in written.forms}


def test_forty_respondents_have_forty_forms_and_one_has_one(kit: Kit, tmp_path: Path) -> None:
    head, _, _ = ROUND.partition("- {id")
    names = [
        f"- {{id: office-{n}, entity: Office no. {n}, asked: [exchange]}}\n" for n in range(40)
    ]
    written = kit.round_forms(a_round(tmp_path, head + "".join(names)), tmp_path / "forty")
    assert len({one.path for one in written.forms}) == len(list((tmp_path / "forty").iterdir()))
    assert len(written.forms) == len(names)
    alone = kit.round_forms(a_round(tmp_path, head + names[0]), tmp_path / "one", kinds=["yaml"])
    (form,) = alone.forms
    assert kit.load(form.path).model.asked == ()


def test_long_names_of_rounds_make_names_of_files_that_differ(kit: Kit, tmp_path: Path) -> None:
    ids = [f"{'office-' * 11}{n}" for n in "abc"]
    head, _, _ = ROUND.partition("- {id")
    head = head.replace("Premier tour, 2026", "…")
    names = [f"- {{id: {one}, entity: {one}, asked: [exchange]}}\n" for one in ids]
    written = kit.round_forms(a_round(tmp_path, head + "".join(names)), tmp_path, kinds=["yaml"])
    assert len({one.path.name.casefold() for one in written.forms}) == len(ids)
    for form in written.forms:
        answering = kit.load(form.path).model.respondent
        assert answering is not None
        assert answering.entity == form.respondent.entity


# --- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name the questionnaire"),
        (["exchange", "--kind", "html"], "--kind is for the forms of a round"),
        (["--round", "ROUND", "--short"], "--short is for a single form"),
        (["voice", "--round", "ROUND"], "does not ask the questionnaire voice, but exchange"),
        (["--round", "ROUND", "--kind", "docx"], "docx"),
        (["--round", "ROUND", "--new-round"], "--from"),
        (["--round", "ROUND", "--lang", "klingon"], "klingon"),
    ],
)
def test_wrong_use_is_told_and_nothing_is_written(
    kit: Kit, tmp_path: Path, round_file: Path, words: list[str], said: str
) -> None:
    named = [str(round_file) if word == "ROUND" else word for word in words]
    done = called(tmp_path, "form", *named, "-o", tmp_path / "forms")
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "forms").exists()


@pytest.mark.parametrize(
    ("changed_to", "code"),
    [
        (("[use.desk]", "[use.desks]"), "round.unknown-place"),
        (("leads: [exchange]", "leads: []"), "round.asked-nothing"),
        (("[use.desk]", "[], leads: [exchange]"), "round.two-leads"),
        (("Ministry of Labour", "MINISTERE DU PLAN"), "round.same-respondent"),
        (("2026-08-31", "Friday"), "round.date"),
        (("[exchange]\n", "[exchanges]\n"), "round.unknown-questionnaire"),
        (("coherence-kit/round/1", "coherence-kit/submission/1"), "schema.kind"),
        (("respondents:", "answering:"), "schema.unknown-key"),
    ],
)
def test_a_faulty_round_has_no_forms(
    kit: Kit, tmp_path: Path, changed_to: tuple[str, str], code: str
) -> None:
    path = a_round(tmp_path, ROUND.replace(*changed_to))
    with pytest.raises(ProblemsFound) as found:
        kit.round_forms(path, tmp_path / "forms")
    assert code in {one.code for one in found.value.problems}
    assert not (tmp_path / "forms").exists()


def test_files_of_nobody_of_others_and_of_other_countries_are_told_and_left(
    kit: Kit, tmp_path: Path, round_file: Path
) -> None:
    sent = tmp_path / "sent"
    kit.round_forms(round_file, sent, kinds=["yaml"])
    labour = form_of(sent, "labour", "yaml")
    text = labour.read_text(encoding="utf-8")
    (sent / "a.yaml").write_text(text.replace("Ministry of Labour", "Ministry of Lobour"))
    (sent / "b.yaml").write_text(text.replace("XVE", "TGO").replace("Velmora", "Togo"))
    (sent / "c.yaml").write_text(
        text.replace("of Labour", "OF LABOUR").replace(" answer:\n", " answer: yes\n", 2)
    )
    labour.unlink()
    written = kit.round_forms(round_file, tmp_path / "forms", kinds=["yaml"], source=sent)
    assert {one.code for one in written.problems} == {"round.nobody", "round.other-country"}
    made = kit.load(form_of(tmp_path / "forms", "labour", "yaml")).model
    assert made.answer("law.office").value is True
    assert made.respondent is not None
    assert made.respondent.entity == "Ministry of Labour"


def test_a_file_in_the_way_stops_no_other_form(kit: Kit, tmp_path: Path, round_file: Path) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    form_of(folder, "labour", "yaml").write_text("A letter of ours.", encoding="utf-8")
    written = kit.round_forms(round_file, folder, kinds=["yaml"])
    assert [one.respondent.id for one in written.forms] == ["plan", "finance"]
    assert [one.code for one in written.problems] == ["output.taken"]
    with pytest.raises(ProblemsFound):
        kit.round_forms(round_file, round_file)


def test_the_name_of_the_country_in_several_languages_comes_back(
    kit: Kit, tmp_path: Path, open_form: OpenForm
) -> None:
    named = {"en": "Velmora", "fr": "Velmorie"}
    path = a_round(tmp_path, ROUND.replace("_name: Velmora", "_name: {en: Velmora, fr: Velmorie}"))
    kit.round_forms(path, tmp_path, kinds=KINDS, language="fr")
    for kind in TYPED:
        stated = kit.load(form_of(tmp_path, "labour", kind)).model.country_name
        assert stated is not None
        assert dict(stated.root) == named, kind
    labour = open_form(form_of(tmp_path, "labour", "html"))
    _, data = labour.saved()
    assert json.loads(data)["country_name"] == named
    whole = open_form(form_of(tmp_path, "plan", "html"))
    whole.agree()  # its own office gives way
    whole.load(data)
    assert "asked" not in json.loads(whole.saved()[1])  # which form it is says the page


def test_a_new_round_of_a_new_version_says_which_answers_are_gone(
    kit: Kit, tmp_path: Path, round_file: Path
) -> None:
    sent = tmp_path / "sent"
    kit.round_forms(round_file, sent, kinds=["yaml"])
    path = form_of(sent, "labour", "yaml")
    head, _, _ = path.read_text(encoding="utf-8").partition("answers:\n")
    path.write_text(f"{head}answers:\n  law.office: yes\n  use.desk: 2\n", encoding="utf-8")
    text = EXCHANGE.replace('"1.2"', '"2.0"').replace(", 2: {en: Two., fr: Deux.}", "")
    folder = tmp_path / "questionnaires"
    (folder / "exchange.yaml").write_text(text.replace("target: 2", "target: 1"), encoding="utf-8")
    written = Kit(folder).round_forms(
        round_file, tmp_path / "new", kinds=["xlsx"], source=sent, new_round=True
    )
    assert [one.code for one in written.problems] == ["form.gone"]
    carried = Kit(folder).load(form_of(tmp_path / "new", "labour", "xlsx")).model
    assert carried.answer("law.office").is_carried
    assert carried.answer("use.desk").value is None
