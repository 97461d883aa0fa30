"""A report with a plan prints what the country made of the measures, and is verified with it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest

from coherence_kit import content
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


# --- the next round -------------------------------------------------------------------------------

FOLLOWED = {
    "exchange.write-rule": "lead: Unit for Rules, due: 2027-06-30, status: under way",
    "exchange.open-office": "lead: Office, status: done, note: Two rooms.",
    "law.pass": "status: dropped",
}


def told_of(page: str) -> str:
    """The part of a page that follows the plan, without its marks."""
    text = re.sub(r"<[^>]*>", " ", page[page.index("The plan of 2026 takes up") :])
    return " ".join(text.split())


@pytest.mark.parametrize("suffix", ["html", "pdf"])
def test_the_next_report_says_what_became_of_each_measure(suffix: str, made: Made) -> None:
    path = plan(made.folder / "p.yaml", FOLLOWED)
    report = made.report(f"r.{suffix}", "--previous", made.then, "--plan", path, of=made.now)
    if suffix == "pdf":
        assert made("verify", report).exit_code == 0
        return
    text = told_of(report.read_text())
    assert "takes up 3 measures: 1 done, 1 under way, 1 dropped." in text
    assert "Of 2 of them the plan and the answers do not say the same." in text
    rules = "Measure exchange.write-rule. Unit for Rules; due 30 June 2027. 2.1: step 1"
    office = "Measure exchange.open-office. Office. Two rooms. 2.2: In a joint office."
    assert f"{rules} step 0 step 1 under way reached not yet said to be done" in text
    assert f"{office} Nowhere. Nowhere. done not reached done, and nothing has moved" in text
    assert "Measure law.pass 1.1: yes yes yes dropped reached" in text


def test_the_same_stands_in_the_data_of_report_and_comparison(made: Made) -> None:
    path = plan(made.folder / "p.yaml", FOLLOWED)
    now, then = made.data("--previous", made.then, "--plan", path, of=made.now)
    compared = json.loads(
        made("compare", made.then, made.now, "--plan", path, "--format", "json").stdout
    )
    followed = {one["id"]: one for one in now["followed"]}
    assert [one for one in compared["measures"] if "plan" in one] == now["followed"]
    assert "followed" not in then
    assert {name: one["accord"] for name, one in followed.items()} == {
        "exchange.write-rule": "ahead",
        "exchange.open-office": "done_not_moved",
        "law.pass": "agrees",
    }
    assert followed["exchange.write-rule"]["goals"] == [
        {"question": "exchange.rule", "to": "1", "outcome": "reached", "then": "0", "now": "1"}
    ]
    assert followed["exchange.open-office"]["plan"]["note"] == "Two rooms."


def test_a_comparison_without_a_plan_says_nothing_of_one(made: Made) -> None:
    bare = made("compare", made.then, made.now)
    path = plan(made.folder / "p.yaml", FOLLOWED)
    with_plan = made("compare", made.then, made.now, "--plan", path)
    assert "in the plan" not in bare.stdout
    assert "The plan of 2026 takes up 3 measures" in " ".join(with_plan.stdout.split())
    for suffix in ("html", "pdf"):
        out = made.folder / f"c.{suffix}"
        done = made("compare", made.then, made.now, "--plan", path, "-o", out)
        assert done.exit_code == 0, done.output
    assert "Two rooms." in (made.folder / "c.html").read_text()


def test_the_example_plan_that_ships_follows_the_round_that_ships(run: Run, tmp_path: Path) -> None:
    shipped = content.folder("questionnaires")
    path = shipped / "plans" / "velmora-2026.yaml"
    assert run("check", path, "--strict").exit_code == 0
    folder = shipped / "submissions" / "rounds" / "velmora-2026"
    merged = tmp_path / "merged.yaml"
    assert run("merge", folder / "round.yaml", folder, "-o", merged).exit_code == 0
    told = run("report", merged, "--plan", path, "-o", tmp_path / "r.json")
    assert "plan." not in told.output
    (found,) = json.loads((tmp_path / "r.json").read_text())
    assert {*found["plan"]["measures"]} == {item["id"] for item in found["measures"]}


# --- whatever people may hand in ------------------------------------------------------------------

HEAD = 'format: coherence-kit/plan/1\ncountry: GHA\nround: "2026"\nquestionnaires: [small]\n'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file.empty"),
        ("- a\n", "schema.not-a-map"),
        (HEAD, "schema.missing-key"),
        (HEAD.replace("plan/1", "plan/2") + "measures:\n", "schema.format"),
        (HEAD + "measures: " + "[" * 30_000, "yaml.depth"),
        (HEAD + 'measures: {law.pass: {lead: "A\\u0000B"}}\n', "file.binary"),
        (HEAD + "measures: {law.pass: &a {lead: A}, exchange.use-rule: {<<: *a}}\n", "yaml.merge"),
        (HEAD + 'measures: {"/": {lead: A}, a/b/c: {lead: B}}\n', "plan.unknown-measure"),
        (HEAD + 'measures: {"": {lead: A}}\n', "yaml.key"),
        (HEAD + "measures: {law.pass: {due: 2027-02-30}}\n", "schema.value"),
        (HEAD + "measures: {law.pass: !!python/object:os.system {}}\n", "yaml.tag"),
        (HEAD.replace("GHA", "GH") + "measures:\n", "submission.country"),
    ],
)
def test_a_bad_plan_is_refused_with_its_place_and_nothing_is_written(
    text: str, code: str, made: Made
) -> None:
    path = made.folder / "p.yaml"
    path.write_text(text, encoding="utf-8")
    result = made("report", made.then, "--plan", path, "-o", made.folder / "r.html")
    assert result.exit_code == 1
    assert re.search(rf"p\.yaml:\d+:\d+: error {re.escape(code)}", result.output)
    assert not (made.folder / "r.html").exists()


# --- the plan by itself ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plan", "empty"])
def test_the_plan_by_itself_is_verified_and_has_room_to_sign(name: str, made: Made) -> None:
    words: list[str | Path] = []
    if name == "plan":
        words = ["--plan", plan(made.folder / "p.yaml", FULL)]
    report = made.report(f"{name}.pdf", *words, "--variant", "plan")
    result = made("verify", report)
    assert result.exit_code == 0, result.output
    with pikepdf.open(report) as document:
        width, height = [float(side) for side in document.pages[0].mediabox[2:]]
        assert width > height
    page = made.report(f"{name}.html", *words, "--variant", "plan").read_text()
    text = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "Measure exchange.write-rule" in text
    assert "Signature" in text
    if name == "plan":
        assert "Plan of “2026”: 1 under way, 1 dropped." in text
        assert "Unit for Rules January 2027 30 June 2027 Under way VED 40000" in text
    else:
        assert "To be filled in" in text
        assert "In general: Planning authority" in text


def test_what_is_planned_beside_what_is_recommended_stands_in_the_plan(made: Made) -> None:
    path = plan(made.folder / "p.yaml", {"law.pass": "status: done, note: Long ago."})
    for variant in ("plan", "full"):
        page = made.report("r.html", "--plan", path, "--variant", variant).read_text()
        text = " ".join(re.sub(r"<[^>]*>", " ", page[page.rindex("Also planned") :]).split())
        assert "Measure law.pass" in text
        assert "Done" in text
        assert "Long ago." in text


def test_a_long_plan_flows_over_pages(made: Made) -> None:
    said = dict.fromkeys(FULL, f"lead: {'Office ' * 60}, note: {'word ' * 3000}")
    path = plan(made.folder / "p.yaml", said)
    report = made.report("r.pdf", "--plan", path, "--variant", "plan")
    assert made("verify", report).exit_code == 0
    assert len(pikepdf.open(report).pages) > 3


# --- the next plan --------------------------------------------------------------------------------


def test_the_next_plan_begins_with_what_is_open_of_the_earlier_one(made: Made) -> None:
    earlier = plan(
        made.folder / "p.yaml",
        {
            "exchange.use-rule": "lead: 'Unit: \"Rules\"', due: 2027-06, status: under way",
            "exchange.open-office": "status: dropped, note: No house.",
        },
    )
    begun = made.folder / "next.yaml"
    done = made("new", "plan", "--from", made.now, "--plan", earlier, "-o", begun)
    assert done.exit_code == 0, done.output
    text = begun.read_text()
    assert "  # In the plan of 2026 it was dropped: No house.\n  exchange.open-office:\n" in text
    (data,) = made.data("--plan", begun, of=made.now)
    assert data["plan"]["round"] == "2028"
    assert data["plan"]["measures"] == {
        "exchange.use-rule": {
            "lead": 'Unit: "Rules"',
            "start": None,
            "due": "2027-06",
            "status": "under way",
            "cost": None,
            "note": None,
        }
    }


def test_the_next_plan_is_not_begun_from_that_of_another_country(made: Made) -> None:
    earlier = plan(made.folder / "p.yaml", {}, country="NOR")
    done = made("new", "plan", "--from", made.now, "--plan", earlier, "-o", made.folder / "n.yaml")
    assert done.exit_code == 1
    assert "plan.other-country" in done.output


def test_nobody_is_asked_to_decide_on_what_is_decided_or_to_begin_what_is_under_way(
    made: Made,
) -> None:
    def asked(*words: str | Path) -> str:
        page = made.report("r.html", *words).read_text()
        return " ".join(re.sub(r"<[^>]*>", " ", page).split())

    bare = asked()
    assert "Decide on M1" in bare
    assert "Begin M1." in bare
    assert "Adopt M1" in bare
    decided = plan(
        made.folder / "p.yaml",
        {
            "exchange.write-rule": "status: under way",
            "exchange.use-rule": "status: adopted, start: 2027-03",
            "exchange.open-office": "status: done",
        },
    )
    text = asked("--plan", decided)
    assert "Decide on" not in text
    assert "Adopt M" not in text
    assert "Begin M1." not in text


@pytest.mark.parametrize("variant", ["full", "plan"])
def test_what_lays_the_pages_out_has_nothing_to_say(variant: str, made: Made) -> None:
    path = plan(made.folder / "p.yaml", FULL)
    out = made.folder / "r.pdf"
    done = made("report", made.then, "--plan", path, "--variant", variant, "-o", out)
    assert done.stderr.splitlines() == [f"Wrote {out}."]
