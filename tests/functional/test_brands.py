"""A report with a brand looks as it says, stays accessible, and is verified with it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest

from coherence_kit.documents.embedded import read_attachments
from coherence_kit.rendering.report.variants import FULL, NAMED_PARTS, VARIANTS, with_parts
from tests.functional.conftest import Run
from tests.plans import THEN, answers, content_folder

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 76 14">'
    '<title>Made by somebody</title><path d="M0 0h76v14z" fill="#6A1B4D"/></svg>'
)
LOGOS = 'logos:\n- {file: logo.svg, alt: {en: "Ministry of <Planning>", fr: Ministère du Plan}}\n'
FULL_BRAND = (
    'publisher: "Planning & <b>Co</b>"\n'
    f'{LOGOS}accent: "#6A1B4D"\n'
    'foot: "For discussion; } body { color: red }."\n'
    "classification: OFFICIAL – SENSITIVE\n"
    'headings: {glance: {en: "Summary <i>for</i> all", fr: Synthèse}, cover: Our advice}\n'
)


class Made(NamedTuple):
    folder: Path
    run: Run

    def brand(self, text: str = FULL_BRAND) -> Path:
        """A brand beside its logo."""
        folder = self.folder / "brand"
        folder.mkdir(exist_ok=True)
        (folder / "logo.svg").write_text(LOGO)
        path = folder / "ours.yaml"
        path.write_text(f"format: coherence-kit/brand/1\nid: ours\n{text}", encoding="utf-8")
        return path

    def __call__(self, *words: str | Path) -> Any:
        return self.run(*words, "-Q", self.folder / "content")

    def report(self, name: str, *words: str | Path) -> Path:
        path = self.folder / name
        done = self("report", self.folder / "2026.yaml", "-o", path, *words)
        assert done.exit_code == 0, done.output
        return path


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Made:
    content_folder(tmp_path / "content")
    answers(tmp_path / "2026.yaml", "2026", THEN)
    return Made(tmp_path, run)


def test_a_page_has_the_colours_logos_and_words_of_the_brand(made: Made) -> None:
    page = made.report("r.html", "--brand", made.brand()).read_text(encoding="utf-8")
    assert "--accent: #6A1B4D" in page
    assert "#0B4F60" not in page
    assert 'alt="Ministry of &lt;Planning&gt;"' in page
    assert "img-src data:" in page
    assert page.count("OFFICIAL – SENSITIVE") >= 2
    for said in (
        "Planning &amp; &lt;b&gt;Co&lt;/b&gt;", "Summary &lt;i&gt;for&lt;/i&gt; all", "Our advice",
        "For discussion; } body { color: red }.",
    ):  # fmt: skip
        assert said in page
    style = re.search(r"<style>.*?</style>", page, re.DOTALL)
    assert style is not None
    assert "color: red" not in style[0]
    assert "A stock-taking, not a ranking." not in page
    french = made.report("f.html", "--brand", made.brand(), "--lang", "fr").read_text("utf-8")
    assert "Synthèse" in french
    assert 'alt="Ministère du Plan"' in french


def test_without_a_brand_nothing_is_allowed_that_it_alone_needs(made: Made) -> None:
    page = made.report("r.html").read_text(encoding="utf-8")
    assert "img-src" not in page
    assert "classification" not in page
    assert made.report("b.html", "--brand", made.brand("")).read_bytes() == page.encode()


def test_a_pdf_carries_its_brand_and_is_verified_with_it(made: Made) -> None:
    report = made.report("r.pdf", "--brand", made.brand())
    again = made.report("again.pdf", "--brand", made.brand())
    assert report.read_bytes() == again.read_bytes()
    carried = read_attachments(report.read_bytes(), source="r")
    assert carried["brand.yaml"] == made.brand().read_bytes()
    assert b"Made by somebody" not in carried["brand-logo-1.svg"]
    result = made("verify", report)
    assert result.exit_code == 0, result.output
    assert "byte for byte" in result.output
    with pikepdf.open(report) as document:
        figures = [
            str(one["/Alt"])
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
    assert any("Ministry of <Planning>" in alt for alt in figures)


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("brand.yaml", b"Our advice", b"My advices", "verify."),
        ("brand.yaml", b"#6A1B4D", b"#1B4D6A", "verify."),
        ("brand-logo-1.svg", b"#6A1B4D", b"#1B6A4D", "verify."),
        ("brand-logo-1.svg", b"<path", b"<a><path", "brand.logo"),
        ("brand.yaml", None, None, "verify.other-file"),
        ("brand-logo-1.svg", None, None, "brand.no-file"),
    ],
)
def test_a_brand_that_was_changed_in_the_report_is_noticed(
    name: str, old: bytes | None, new: bytes, code: str, made: Made
) -> None:
    report = made.report("r.pdf", "--brand", made.brand())
    with pikepdf.open(report, allow_overwriting_input=True) as document:
        data = document.attachments[name].get_file().read_bytes()
        specification = document.attachments[name]
        if old is None:
            del document.attachments[name]
        else:
            assert old in data
            changed = pikepdf.AttachedFileSpec(
                document,
                data.replace(old, new),
                filename=name,
                mime_type="text/plain",
                description="",
                creation_date="",
                mod_date="",
            )
            changed.relationship = specification.relationship
            document.attachments[name] = changed
        document.save()
    result = made("verify", report)
    assert result.exit_code == 1, result.output
    assert code in result.output


def test_a_variant_of_which_the_brand_leaves_nothing_is_a_forgery(made: Made) -> None:
    report = made.report("r.pdf", "--brand", made.brand("parts: [cover, glance]\n"))
    with pikepdf.open(report, allow_overwriting_input=True) as document:
        specification = document.attachments["report.json"]
        data = specification.get_file().read_bytes()
        assert b'"variant": "full"' in data
        changed = pikepdf.AttachedFileSpec(
            document, data.replace(b'"variant": "full"', b'"variant": "annex"'),
            filename="report.json", mime_type="application/json", description="",
            creation_date="", mod_date="",
        )  # fmt: skip
        changed.relationship = specification.relationship
        document.attachments["report.json"] = changed
        document.save()
    result = made("verify", report)
    assert result.exit_code == 1, result.output
    assert "verify.no-parts" in result.output


def test_the_longest_heading_of_the_whole_stays_on_its_line(made: Made) -> None:
    brand = made.brand(f"headings: {{cover: {'W' * 20} {'W' * 29}}}\n")
    page = made.report("r.html", "--brand", brand, "--variant", "brief").read_text("utf-8")
    masthead = re.search(r'<h1 class="masthead"[^>]*>(.*?)</h1>', page)
    assert masthead is not None
    assert masthead[1].startswith("Ghana · WWW")
    assert masthead[1].endswith("…")
    plain = made.report("p.html", "--variant", "brief").read_text("utf-8")
    assert ">Ghana · Gap report in brief</h1>" in plain


def test_parts_stand_in_the_order_of_the_brand_and_others_are_left_out(made: Made) -> None:
    brand = made.brand("parts: [cover, method, profile]\n")
    page = made.report("r.html", "--brand", brand).read_text(encoding="utf-8")
    assert re.findall(r'<section class="part[^"]*" id="(\S+)"', page) == ["c1-method", "c1-profile"]
    links, places = (
        set(re.findall(r'href="#([^"]+)"', page)),
        set(re.findall(r' id="([^"]+)"', page)),
    )
    assert links <= places


@pytest.mark.parametrize("variant", ["full", "main", "annex"])
@pytest.mark.parametrize(
    "parts", [NAMED_PARTS[::-1], NAMED_PARTS[1:], ("cover", "answers", "glance")]
)
def test_whatever_the_order_a_page_that_names_the_country_comes_first(
    variant: str, parts: tuple[str, ...]
) -> None:
    stretches = with_parts(VARIANTS[variant], parts).stretches
    found = [part for stretch in stretches for part in stretch.parts]
    assert len(found) == len(set(found))
    assert next(part for part in found if part != "draft") in {"cover", "glance"}
    assert ("draft" in found) == ("draft" in VARIANTS[variant].parts)


@pytest.mark.parametrize("variant", ["brief", "plan"])
def test_what_has_parts_of_its_own_stays_as_it_is(variant: str) -> None:
    assert with_parts(VARIANTS[variant], ("cover", "method")) == VARIANTS[variant]


def test_all_parts_in_their_order_change_nothing() -> None:
    whole = VARIANTS[FULL]
    parts = [part for part in NAMED_PARTS if part in whole.parts]
    rows = [part for stretch in with_parts(whole, parts).stretches for part in stretch.parts]
    assert rows == [part for stretch in whole.stretches for part in stretch.parts]


def test_a_variant_of_which_nothing_is_left_is_wrong_use(made: Made) -> None:
    brand = made.brand("parts: [cover, glance]\n")
    path = made.folder / "2026.yaml"
    result = made(
        "report", path, "-o", made.folder / "r.pdf", "--brand", brand, "--variant", "annex"
    )
    assert result.exit_code == 2
    assert "leaves out every part of annex" in result.output


def test_what_has_no_looks_takes_no_brand(made: Made) -> None:
    path = made.folder / "r.json"
    result = made("report", made.folder / "2026.yaml", "-o", path, "--brand", made.brand())
    assert result.exit_code == 2
    assert "leave out --brand" in result.output
    assert not path.exists()


def test_the_shade_that_is_named_as_the_cure_is_taken(made: Made) -> None:
    for colour in ("#3FA9C9", "#FFD400", "#ff0000", "#8a8", "00FF00", "#777777"):
        result = made("check", made.brand(f'accent: "{colour}"\n'))
        found = re.search(r'Write "(#[0-9A-F]{6})"', result.output)
        assert found is not None, result.output
        result = made("check", made.brand(f'accent: "{found[1]}"\n'))
        assert result.exit_code == 0
        assert "brand.colours" in result.output


@pytest.mark.parametrize(
    "accent", ["#6A1B4D", "", "blue", '"#12345"', '"rgb(1, 2, 3)"', '"#0B4F60; }"']
)
def test_what_is_no_colour_is_told(accent: str, made: Made) -> None:
    result = made("check", made.brand(f"accent: {accent}\n"))
    assert result.exit_code == 1
    assert "brand.colour" in result.output
    if not accent or accent.startswith("#"):  # YAML has taken it for a remark
        assert "remark" in result.output


@pytest.mark.parametrize(
    "name",
    ["../logo.svg", "/etc/passwd", "C:\\logo.svg", "link.svg", "a/../../x.png", "\\\\host\\a.svg"],
)
def test_a_file_outside_the_folder_of_the_brand_is_not_read(name: str, made: Made) -> None:
    brand = made.brand(f"logos:\n- {{file: '{name}', alt: Ours}}\n")
    (made.folder / "logo.svg").write_text(LOGO)
    (brand.parent / "link.svg").symlink_to(made.folder / "logo.svg")
    result = made("check", brand)
    assert result.exit_code == 1
    assert "brand.outside" in result.output


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pipe", "brand.no-file"),
        (".", "brand.no-file"),
        ("logo.png", "brand.no-file"),
        ("empty.svg", "brand.logo"),
    ],
)
def test_what_is_no_file_or_no_picture_is_told(name: str, code: str, made: Made) -> None:
    brand = made.brand(f"logos:\n- {{file: {name}, alt: Ours}}\n")
    os.mkfifo(brand.parent / "pipe")
    (brand.parent / "empty.svg").write_bytes(b"")
    result = made("check", brand)
    assert result.exit_code == 1
    assert code in result.output


@pytest.mark.parametrize("text", ["logos:\n- {file: logo.svg}\n", f"{LOGOS}{LOGOS[7:]}{LOGOS[7:]}"])
def test_a_logo_has_words_and_there_are_two_at_most(text: str, made: Made) -> None:
    result = made(
        "report",
        made.folder / "2026.yaml",
        "-o",
        made.folder / "r.pdf",
        "--brand",
        made.brand(text),
    )
    assert result.exit_code == 1
    assert "schema." in result.output
    assert not (made.folder / "r.pdf").exists()


@pytest.mark.parametrize("name", ["ministry", "adviser"])
def test_the_brands_to_copy_fit_and_a_report_takes_them(name: str, made: Made) -> None:
    path = Path(__file__).parents[2] / "docs" / "brands" / f"{name}.brand.yaml"
    result = made("check", path)
    assert result.exit_code == 0, result.output
    assert result.output.count(f"{path}:") == result.output.count("note brand.colours") == 1
    page = made.report("r.html", "--brand", path).read_text(encoding="utf-8")
    assert page.count('<img class="logo-') == {"ministry": 2, "adviser": 1}[name]
