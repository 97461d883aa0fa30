"""What a batch leaves behind: manifest, overview, results without names, and nothing done twice."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coherence_kit import content
from coherence_kit.cli import main

DOCUMENTED = content.folder("questionnaires") / "submissions" / "documented"


def batch(*words: object) -> Result:
    return CliRunner().invoke(main, ["batch", *map(str, words)])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made")
    done = batch(DOCUMENTED, "-o", out, "--nodes", "--overview")
    assert done.exit_code == 0, done.output
    return out


def test_the_manifest_has_the_hash_of_every_file_and_submission(made: Path) -> None:
    manifest = json.loads((made / "manifest.json").read_text("utf-8"))

    for table in manifest["tables"]:
        data = (made / table["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == table["sha256"]
    assert {"scores.csv", "nodes.csv", "problems.csv", "overview.pdf", "overview.html"} <= {
        table["file"] for table in manifest["tables"]
    }
    for one in manifest["submissions"]:
        assert hashlib.sha256(Path(one["source"]).read_bytes()).hexdigest() == one["sha256"]
    assert len(manifest["submissions"]) == len(rows_of(made / "scores.csv"))
    assert {one["id"] for one in manifest["questionnaires"]} == {
        row["questionnaire"] for row in rows_of(made / "scores.csv")
    }


def test_the_table_of_nodes_has_value_bounds_and_level_of_every_section_and_question(
    made: Path,
) -> None:
    nodes = rows_of(made / "nodes.csv")
    assert list(nodes[0]) == ["source", "node", "value", "low", "high", "level"]
    by_source: dict[str, dict[str, dict[str, str]]] = {}
    for node in nodes:
        by_source.setdefault(node["source"], {})[node["node"]] = node
    for score in rows_of(made / "scores.intragovernmental.csv"):
        for name, node in by_source[score["source"]].items():
            assert node["value"] == score[name]


def test_an_overview_has_no_rank_and_names_every_country(made: Path) -> None:
    page = (made / "overview.html").read_text("utf-8")
    assert "Jamaica" in page
    assert re.search(r"No ranking", page)
    assert (made / "overview.pdf").read_bytes().startswith(b"%PDF")


def test_without_names_no_file_has_any(tmp_path: Path) -> None:
    done = batch(DOCUMENTED, "-o", tmp_path / "out", "--anonymous", "--overview", "--nodes")
    assert done.exit_code == 0, done.output

    text = subprocess.run(
        ["pdftotext", tmp_path / "out" / "overview.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    every = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    texts = [path.read_text("utf-8") for path in every if path.suffix != ".pdf"]
    for name in ("Jamaica", "JAM", "jamaica", "Kenya", "documented"):
        assert name not in text
        assert [one for one in texts if re.search(rf"\b{name}\b", one)] == []
    scores = rows_of(tmp_path / "out" / "scores.csv")
    assert {row["source"].split()[0] for row in scores} == {"Submission"}
    assert {row["country"].split()[0] for row in scores} == {"Country"}


def test_without_names_the_figures_are_the_same_and_the_order_is_not(
    made: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        batch(DOCUMENTED, "-o", tmp_path / name, "--anonymous")
    figures = ("round", "questionnaire", "value", "low", "high", "coverage")

    def told(path: Path) -> list[tuple[str, ...]]:
        return [tuple(row[name] for name in figures) for row in rows_of(path)]

    named, nameless = told(made / "scores.csv"), told(tmp_path / "one" / "scores.csv")
    assert sorted(named) == sorted(nameless)
    assert named != nameless
    one, two = ((tmp_path / name / "scores.csv").read_bytes() for name in ("one", "two"))
    assert one == two


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--anonymous", "--reports", "pdf"), "do not go together"),
        (("--jobs", "0"), "At least one process"),
        (("--timeout", "0", "--jobs", "2"), "above 0"),
        (("--timeout", "nan", "--jobs", "2"), "above 0"),
        (("--timeout", "5", "--jobs", "1"), "--jobs 2"),
        (("--resume", "--force"), "Either"),
    ],
)
def test_what_makes_no_sense_is_told_before_anything_is_done(
    words: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    done = batch(DOCUMENTED, "-o", tmp_path / "out", *words)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (tmp_path / "out").exists()


def test_only_what_has_changed_is_done_again(tmp_path: Path) -> None:
    source = tmp_path / "round"
    source.mkdir()
    for number in range(4):
        answer = "yes" if number % 2 else "no"
        (source / f"{number}.yaml").write_text(
            'format: coherence-kit/submission/1\nquestionnaire: {id: small, version: "1.0"}\n'
            f"country: GHA\nround: '{number}'\ndate: 2026-06-30\nanswers: {{one: {answer}}}\n",
            "utf-8",
        )
    questionnaire = tmp_path / "q" / "small.yaml"
    questionnaire.parent.mkdir()
    text = (
        "format: coherence-kit/questionnaire/1\nid: small\nversion: '1.0'\ntitle: Small\n"
        "sections:\n- {id: part, title: Part, questions: "
        "[{id: one, type: boolean, label: One, text: Is it?}]}\n"
    )
    questionnaire.write_text(text, "utf-8")

    def done_again() -> tuple[set[str], set[str]]:
        log = tmp_path / "log.jsonl"
        log.unlink(missing_ok=True)
        words = (source, "-o", tmp_path / "out", "--reports", "html", "-Q", questionnaire.parent)
        assert batch(*words, "--log", log).exit_code == 0
        events = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
        done = [one for one in events if one["event"] == "done"]
        return tuple(
            {Path(one["source"]).stem for one in done if one["what"] == what}
            for what in ("score", "report")
        )  # type: ignore[return-value]

    everyone = {"0", "1", "2", "3"}
    assert done_again() == (everyone, everyone)
    assert done_again() == (set(), set())

    changed = source / "2.yaml"
    changed.write_text(changed.read_text("utf-8").replace("one: no", "one: yes"), "utf-8")
    assert done_again() == ({"2"}, {"2"})

    (tmp_path / "out" / "reports" / "1.html").unlink()
    assert done_again() == (set(), {"1"})

    questionnaire.write_text(text.replace("Is it?", "Is it so?"), "utf-8")
    assert done_again() == (everyone, everyone)


def test_reports_have_the_parts_that_are_asked_for_and_are_made_again_for_others(
    tmp_path: Path,
) -> None:
    source, out = DOCUMENTED / "jamaica-2007-diaspora.yaml", tmp_path / "out"
    words = (source, "-o", out, "--jobs", "1", "--reports", "html")

    def made_with(*more: str) -> tuple[str, dict[str, str]]:
        done = batch(*words, *more)
        assert done.exit_code == 0, done.output
        manifest = json.loads((out / "manifest.json").read_text("utf-8"))
        page = (out / manifest["submissions"][0]["report"]["file"]).read_text("utf-8")
        return page, manifest["reports"]

    full, told = made_with()
    assert told == {"kind": "html", "variant": "full"}
    brief, told = made_with("--variant", "brief")
    assert told == {"kind": "html", "variant": "brief"}
    assert len(brief) < len(full)
    assert "Annex A" in full
    assert "Annex A" not in brief
    same, _ = made_with("--variant", "brief")
    assert same == brief
    single = tmp_path / "single.html"
    run = CliRunner().invoke(main, ["report", str(source), "--variant", "brief", "-o", str(single)])
    assert run.exit_code == 0
    assert single.read_text("utf-8") == brief


def test_a_variant_of_no_reports_is_wrong_use(tmp_path: Path) -> None:
    done = batch(DOCUMENTED, "-o", tmp_path / "out", "--variant", "brief")
    assert done.exit_code == 2
    assert "add --reports pdf or html" in done.output.replace("\n", " ")
    assert not (tmp_path / "out").exists()


BRANDS = Path(__file__).parents[2] / "docs" / "brands"


@pytest.mark.parametrize("jobs", [1, 2])
def test_reports_look_as_a_brand_says_and_are_made_again_when_it_changes(
    jobs: int, tmp_path: Path
) -> None:
    sources = [DOCUMENTED / f"{name}-diaspora.yaml" for name in ("jamaica-2007", "iran-2005")]
    brand = Path(shutil.copytree(BRANDS, tmp_path / "brand")) / "adviser.brand.yaml"
    out, single = tmp_path / "out", tmp_path / "single.html"
    words = (*sources, "-o", out, "--jobs", jobs, "--reports", "html", "--brand", brand)
    assert batch(*words).exit_code == 0
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert len(manifest["reports"]["brand_sha256"]) == 64
    for source, one in zip(sources, manifest["submissions"], strict=True):
        report = ["report", str(source), "--brand", str(brand), "-o", str(single)]
        assert CliRunner().invoke(main, report).exit_code == 0
        assert (out / one["report"]["file"]).read_bytes() == single.read_bytes()

    assert "4 of these were there already" in batch(*words).stdout
    cover = brand.with_name("adviser-cover.html")
    cover.write_text(cover.read_text("utf-8") + "<p>Changed</p>", "utf-8")
    assert "2 of these were there already" in batch(*words).stdout
    assert "Changed" in (out / manifest["submissions"][0]["report"]["file"]).read_text("utf-8")


def test_a_brand_that_is_none_stops_a_batch_before_it_begins(tmp_path: Path) -> None:
    brand = tmp_path / "my.brand.yaml"
    brand.write_text("format: coherence-kit/brand/1\nid: my\naccent: pale\n", "utf-8")
    done = batch(DOCUMENTED, "-o", tmp_path / "out", "--reports", "html", "--brand", brand)
    assert done.exit_code == 1
    assert "brand.colour" in done.stderr
    done = batch(DOCUMENTED, "-o", tmp_path / "out", "--brand", BRANDS / "adviser.brand.yaml")
    assert done.exit_code == 2
    assert "or leave out --brand" in done.output.replace("\n", " ")
    assert not (tmp_path / "out").exists()
