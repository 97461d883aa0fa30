"""A report with a plan prints what the country made of the measures, and is verified with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest

from coherence_kit.documents.embedded import read_attachments
from tests.functional.conftest import Run
from tests.plans import NOW, THEN, answers, content_folder, plan


class Made(NamedTuple):
    """Where things are, and the command with its folder of content."""

    folder: Path
    then: Path
    now: Path
    run: Run

    def __call__(self, *words: str | Path) -> Any:
        """`coherence` with these words."""
        return self.run(*words, "-Q", self.folder / "content")

    def report(self, name: str, *words: str | Path, of: Path | None = None) -> Path:
        """A report under this name."""
        path = self.folder / name
        done = self("report", of or self.then, "-o", path, *words)
        assert done.exit_code == 0, done.output
        return path

    def data(self, *words: str | Path, of: Path | None = None) -> list[dict[str, Any]]:
        """The report as JSON."""
        found: list[dict[str, Any]] = json.loads(self.report("r.json", *words, of=of).read_text())
        return found


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Made:
    content_folder(tmp_path / "content")
    then = answers(tmp_path / "2026.yaml", "2026", THEN)
    now = answers(tmp_path / "2028.yaml", "2028", NOW)
    return Made(tmp_path, then, now, run)


FULL = {
    "exchange.write-rule": "lead: Unit for Rules, start: 2027-01, due: 2027-06-30, "
    "status: under way, cost: VED 40000, note: Begun in two ministries.",
    "exchange.open-office": "lead: Office of the Prime Minister, status: dropped",
}


def test_a_report_prints_leads_dates_and_status_of_the_plan(made: Made) -> None:
    page = made.report("r.html", "--plan", plan(made.folder / "p.yaml", FULL)).read_text()
    bare = made.report("bare.html").read_text()
    for text in (
        "Unit for Rules", "By 30 June 2027", "Under way", "January 2027", "VED 40000",
        "Begun in two ministries.", "Office of the Prime Minister", "Dropped",
    ):  # fmt: skip
        assert text in page
        assert text not in bare
    # of what the plan says nothing, all is as the catalogue has it
    assert "Planning authority" in page
    assert page.count("Planning authority") < bare.count("Planning authority")


def test_the_figures_are_those_without_a_plan_and_the_plan_stands_beside(made: Made) -> None:
    (with_plan,) = made.data("--plan", plan(made.folder / "p.yaml", FULL, date="2026-11"))
    (bare,) = made.data()
    told = with_plan.pop("plan")
    assert with_plan == bare
    assert (told["round"], told["date"]) == ("2026", "2026-11")
    assert told["measures"]["exchange.write-rule"] == {
        "lead": "Unit for Rules",
        "start": "2027-01",
        "due": "2027-06-30",
        "status": "under way",
        "cost": "VED 40000",
        "note": "Begun in two ministries.",
    }


def test_a_plan_as_it_is_begun_changes_no_page(made: Made) -> None:
    begun = made.folder / "p.yaml"
    assert made("new", "plan", "--from", made.then, "-o", begun).exit_code == 0
    assert made.report("a.html", "--plan", begun).read_bytes() == (
        made.report("b.html").read_bytes()
    )


def test_what_is_typed_in_a_plan_is_text(made: Made) -> None:
    typed = "lead: <b>Bold</b>, note: '{{ 1 + 1 }} =1+1 <script>'"
    page = made.report("r.html", "--plan", plan(made.folder / "p.yaml", {"law.pass": typed}))
    assert "<b>Bold" not in page.read_text()
    used = plan(made.folder / "p.yaml", {"exchange.write-rule": typed})
    text = made.report("r.html", "--plan", used).read_text()
    assert "&lt;b&gt;Bold&lt;/b&gt;" in text
    assert "{{ 1 + 1 }} =1+1 &lt;script&gt;" in text


def test_a_report_with_a_plan_carries_it_and_follows_page_by_page(made: Made) -> None:
    path = plan(made.folder / "p.yaml", FULL)
    report = made.report("r.pdf", "--plan", path)
    assert read_attachments(report.read_bytes(), source="r")["plan-1.yaml"] == path.read_bytes()
    result = made("verify", report)
    assert result.exit_code == 0, result.output
    assert "byte for byte" in result.output


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"Unit for Rules", b"Unit of Rulers", "verify.figure"),
        (b"VED 40000", b"VED 90000", "verify.figure"),
        (b"country: GHA", b"country: NOR", "plan.other-country"),
        (b'round: "2026"', b'round: "2024"', "plan.other-round"),
        (b"under way", b"underneath", "schema.choice"),
    ],
)
def test_a_plan_changed_inside_a_report_is_noticed(
    old: bytes, new: bytes, code: str, made: Made
) -> None:
    report = made.report("r.pdf", "--plan", plan(made.folder / "p.yaml", FULL))
    with pikepdf.open(report, allow_overwriting_input=True) as document:
        carried = document.attachments["plan-1.yaml"]
        data = carried.get_file().read_bytes()
        assert old in data
        changed = data.replace(old, new)
        empty = {"description": "", "mime_type": "", "creation_date": "", "mod_date": ""}
        document.attachments["plan-1.yaml"] = pikepdf.AttachedFileSpec(
            document, changed, filename="plan-1.yaml", **empty
        )
        document.save()
    result = made("verify", report)
    assert result.exit_code == 1
    assert code in result.output


def test_a_plan_taken_out_of_a_report_is_noticed(made: Made) -> None:
    report = made.report("r.pdf", "--plan", plan(made.folder / "p.yaml", FULL))
    with pikepdf.open(report, allow_overwriting_input=True) as document:
        del document.attachments["plan-1.yaml"]
        document.save()
    assert made("verify", report).exit_code == 1


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"country": "NOR"}, "plan.other-country"),
        ({"of_round": "2025"}, "plan.other-round"),
        ({"questionnaires": "[smal]"}, "plan.unknown-questionnaire"),
    ],
)
def test_a_plan_of_something_else_is_refused(keys: dict[str, str], code: str, made: Made) -> None:
    path = plan(made.folder / "p.yaml", FULL, **keys)
    result = made("report", made.then, "--plan", path, "-o", made.folder / "r.html")
    assert result.exit_code == 1
    assert code in result.output
    assert not (made.folder / "r.html").exists()


def test_a_submission_is_no_plan(made: Made) -> None:
    result = made("report", made.then, "--plan", made.then, "-o", made.folder / "r.html")
    assert result.exit_code == 1
    assert "schema.kind" in result.output


def test_what_is_planned_and_not_recommended_is_told_and_kept(made: Made) -> None:
    path = plan(made.folder / "p.yaml", {"law.pass": "status: done"})
    result = made("report", made.then, "--plan", path, "-o", made.folder / "r.json")
    assert result.exit_code == 0
    assert "plan.not-recommended" in result.output
    (data,) = json.loads((made.folder / "r.json").read_text())
    assert data["plan"]["measures"]["law.pass"]["status"] == "done"


def test_two_plans_of_one_round_say_nothing_of_one_measure(made: Made) -> None:
    first = plan(made.folder / "a.yaml", {"exchange.write-rule": "lead: A"})
    other = plan(made.folder / "b.yaml", {"exchange.open-office": "lead: B"})
    (data,) = made.data("--plan", first, "--plan", other)
    leads = {name: entry["lead"] for name, entry in data["plan"]["measures"].items()}
    assert leads == {"exchange.write-rule": "A", "exchange.open-office": "B"}
    result = made(
        "report", made.then, "--plan", first, "--plan", first, "-o", made.folder / "r.html"
    )
    assert result.exit_code == 1
    assert "plan.twice" in result.output


def test_what_is_left_open_of_an_earlier_plan_stands_for_what_is_recommended_again(
    made: Made,
) -> None:
    earlier = plan(
        made.folder / "p.yaml",
        {"exchange.use-rule": "lead: Still there", "exchange.open-office": "status: dropped"},
    )
    now, then = made.data("--previous", made.then, "--plan", earlier, of=made.now)
    assert {*now["plan"]["measures"]} == {"exchange.use-rule"}
    assert now["plan"]["round"] == "2026"
    assert {*then["plan"]["measures"]} == {"exchange.use-rule", "exchange.open-office"}
    own = plan(made.folder / "own.yaml", {"exchange.open-office": "lead: New"}, of_round="2028")
    now, then = made.data("--previous", made.then, "--plan", earlier, "--plan", own, of=made.now)
    assert {*now["plan"]["measures"]} == {"exchange.open-office"}
    assert then["plan"]["round"] == "2026"


def test_a_long_note_is_printed_whole_or_said_to_be_in_the_plan(made: Made) -> None:
    long = plan(made.folder / "p.yaml", {"exchange.write-rule": f"note: {'word ' * 1500}"})
    report = made.report("r.pdf", "--plan", long)
    assert made("verify", report).exit_code == 0
    longer = plan(made.folder / "p.yaml", {"exchange.write-rule": f"note: {'word ' * 90000}"})
    done = made("report", made.then, "--plan", longer, "-o", made.folder / "l.pdf")
    assert done.exit_code == 0
    assert "output.cut" in done.output
