"""The report of a round: one report of several offices, which says where they differ."""

from __future__ import annotations

import itertools
import json
import math
import re
import subprocess
from fractions import Fraction
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.workflow.verify import verify
from tests.functional.test_report_structure import HEADING, elements
from tests.functional.test_verify import WEIGHED, Tamper, replaced, tamper_with

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("verify")]

OFFICES = {
    "labour": {"law.office": "0", "use.desk": "0", "use.staff": "yes"},
    "planning": {"law.office": "1", "use.desk": "2", "use.staff": "no"},
}


def write_round(
    folder: Path, offices: dict[str, dict[str, str]], *, silent: str = ""
) -> list[Path]:
    """A round file, then what each office has sent."""
    (folder / "exchange.yaml").write_text(WEIGHED, encoding="utf-8")
    answers = folder / "answers"
    answers.mkdir()
    lines = [
        "format: coherence-kit/round/1",
        "country: XVE",
        "country_name: Velmora",
        "round: First",
        "date: 2026-06-30",
        "questionnaires: [exchange]",
        "respondents:",
        *(
            f"- {{id: {name}, entity: Ministry of {name.title()}, asked: [exchange]"
            f"{', leads: [use.desk]' if name == 'labour' else ''}}}"
            for name in [*offices, *filter(None, [silent])]
        ),
        "decisions:",
        "  law.office: {answer: 1, by: Cabinet, date: 2026-06-26, note: The decree is in force.}",
    ]
    round_file = folder / "round.yaml"
    round_file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    paths = [round_file]
    for name, said in offices.items():
        given = "\n".join(
            f"  {question}: {{answer: {answer}, comment: So says {name}.,"
            f" evidence: [{{title: Order of {name}}}]}}"
            for question, answer in said.items()
        )
        path = answers / f"{name}.yaml"
        path.write_text(
            "format: coherence-kit/submission/1\n"
            'questionnaire: {id: exchange, version: "1.0"}\n'
            "country: XVE\ncountry_name: Velmora\nround: First\ndate: 2026-06-20\n"
            f"respondent: {{entity: Ministry of {name.title()}}}\nanswers:\n{given}\n",
            encoding="utf-8",
        )
        paths.append(path)
    return paths


def make(folder: Path, paths: list[Path], name: str, *more: str) -> Path:
    round_file, *sent = paths
    report = folder / name
    words = ["report", "--round", round_file, *sent, "-o", report, "-Q", folder, *more]
    made = CliRunner().invoke(main, [str(word) for word in words])
    assert made.exit_code == 0, made.output
    return report


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    folder = tmp_path_factory.mktemp("round")
    return folder, write_round(folder, OFFICES, silent="interior")


@pytest.fixture(scope="module")
def report(written: tuple[Path, list[Path]]) -> Path:
    return make(*written, "report.pdf")


@pytest.fixture
def tampered(report: Path, tmp_path: Path) -> Tamper:
    return tamper_with(report, tmp_path / "tampered.pdf")


def pages_of(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().rstrip("\f").split("\f")]


def with_heading(pages: list[str], heading: str) -> list[str]:
    return [page for page in pages[3:] if heading in page]


def test_the_report_has_one_chapter_and_says_where_offices_differ(report: Path) -> None:
    pages = pages_of(report)
    assert "Ministry of Labour; Ministry of" in pages[0]  # and Planning on the next line
    assert "answered by 2 of 3 offices asked" in pages[1]
    assert "Asked, and has sent nothing" in pages[1]
    (page,) = with_heading(pages, "Where ministries see it differently On")
    page += pages[pages.index(page) + 1]  # it begins below what stands before it
    assert "the two ministries are two steps apart or more" in page
    assert "So says labour." in page
    assert "Cabinet, 26 June 2026" in page
    assert "too few pairs" in page


def test_annex_a_has_every_answer_with_its_papers_and_how_it_came_about(report: Path) -> None:
    annex = " ".join(pages_of(report)).rpartition("Annex A Every answer")[2]
    assert "Decided. Cabinet, 26 June 2026. The decree is in force." in annex
    assert "Ministry of Labour, which leads. Step 0. So says labour." in annex
    assert "Order of planning" in annex


def test_the_report_in_french_has_the_page_as_well(written: tuple[Path, list[Path]]) -> None:
    pages = pages_of(make(*written, "french.pdf", "--lang", "fr"))
    assert with_heading(pages, "Là où les ministères divergent")


def test_the_page_on_screen_says_the_same(written: tuple[Path, list[Path]]) -> None:
    html = make(*written, "report.html").read_text("utf-8")
    assert "Where ministries see it differently" in html
    assert "So says planning." in html


def test_the_structure_is_that_of_every_report(report: Path) -> None:
    with pikepdf.open(report) as document:
        found = list(elements(document))
        levels = [int(match[1]) for kind, _ in found if (match := HEADING.fullmatch(kind))]
        scopes = {str(node.A.Scope) for kind, node in found if kind == "TH"}
        alts = [str(node.get("/Alt", "")) for kind, node in found if kind == "Figure"]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert scopes == {"/Row", "/Column"}
    assert all(alts)
    assert "Ministry of Labour" in alts


def test_the_figures_have_how_far_they_agree(written: tuple[Path, list[Path]]) -> None:
    (data,) = json.loads(make(*written, "report.json").read_text("utf-8"))
    assert data["merged"]["agreement"]["whole"]["questions"] == 3
    assert data["submission"]["respondent"] == "Ministry of Labour; Ministry of Planning"


def test_the_report_follows_from_the_answers_that_it_carries(report: Path) -> None:
    verdict = verify(report)
    assert (verdict.problems, verdict.is_as_written) == ((), True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"So says planning.", b"So says someone."),
        (b"Order of planning", b"Order of nobody!"),
        (b"by: Cabinet", b"by: Council"),
        (b"entity: Ministry of Planning", b"entity: Ministry of Thinking"),
    ],
)
def test_a_word_in_the_mouth_of_an_office_is_noticed(
    tampered: Tamper, old: bytes, new: bytes
) -> None:
    path = tampered(replaced("submission-1.yaml", old, new))
    assert verify(path).problems


def test_an_answer_in_the_mouth_of_an_office_gives_other_figures(tampered: Tamper) -> None:
    path = tampered(replaced("submission-1.yaml", b"answer: 2", b"answer: 1"))
    assert "verify.figure" in {problem.code for problem in verify(path).problems}


def test_one_respondent_has_a_report_without_the_page(tmp_path: Path) -> None:
    paths = write_round(tmp_path, {"planning": OFFICES["planning"]})
    assert not with_heading(pages_of(make(tmp_path, paths, "one.pdf")), "see it differently")


def test_forty_respondents_have_a_page_with_numbers(tmp_path: Path) -> None:
    names = [f"{one}{other}" for one in "abcdefgh" for other in "klmno"]
    offices = {
        name: {"law.office": str(place % 2), "use.desk": str(place % 3), "use.staff": "yes"}
        for place, name in enumerate(names)
    }
    report = make(tmp_path, write_round(tmp_path, offices), "forty.pdf")
    pages = pages_of(report)
    (page,) = with_heading(pages, "Where ministries see it differently On")
    assert "14 13 13" in page
    assert "how many gave this answer" in page
    assert "answered by 40 of 40 offices asked" in pages[1]
    assert not verify(report).problems


def test_a_list_of_the_pages_holds_nothing_but_items(report: Path) -> None:
    """As PDF/UA wants it: items set in a row would stand in a paragraph of the list."""
    with pikepdf.open(report) as document:
        lists = [node for kind, node in elements(document) if kind == "L"]
        inside = {str(child.S) for node in lists for child in node.K if "/S" in child}
    assert lists
    assert inside <= {"/LI", "/L", "/Caption"}


def test_the_worked_example_of_a_gain_comes_out(tmp_path: Path) -> None:
    """The first gap of the shipped round is disputed: it rises from the lowest answer given."""
    folder = content.folder("questionnaires") / "submissions" / "rounds" / "velmora-2026"
    page = tmp_path / "r.html"
    words = ["report", "--round", folder / "round.yaml", folder, "-o", page]
    assert CliRunner().invoke(main, [str(word) for word in words]).exit_code == 0
    text = " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")).split())
    example = re.search(r"For 3\.1 [^:]+: (\d+) points ([×÷ \d]+) \([^)]+\) = ([\d.]+)\.", text)
    assert example is not None
    rise, shares, gain = example.groups()
    weights = [share.split("÷") for share in shares.split("×") if share.strip()]
    product = int(rise) * math.prod(Fraction(int(weight), int(of)) for weight, of in weights)
    assert abs(product - Fraction(gain)) <= Fraction(1, 20)
