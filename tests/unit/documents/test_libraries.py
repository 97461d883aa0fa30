from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from coherence_kit.documents import libraries
from coherence_kit.documents.libraries import Check, rendering_libraries
from coherence_kit.errors import CannotRenderError

if TYPE_CHECKING:
    from pathlib import Path


def check(name: str) -> Check:
    return next(check for check in rendering_libraries() if check.name == name)


@pytest.mark.parametrize("name", ["GObject", "Pango", "PangoFT2", "Fontconfig", "HarfBuzz"])
def test_a_library_is_found_with_its_version(name: str) -> None:
    found = check(name)
    assert found.found
    assert found.needed
    assert found.detail[0].isdigit()
    assert found.cure == ""


def test_each_face_is_listed_with_its_file() -> None:
    assert check("Source Sans 3 600").detail.endswith(".ttf")


def test_a_missing_library_comes_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "_load", lambda _: None)
    monkeypatch.setattr("sys.platform", "linux")
    assert check("Pango") == Check("Pango", found=False, needed=True, cure=libraries.cure())
    assert not check("HarfBuzz-subset").needed


def test_a_library_that_hides_its_version_is_found_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(libraries, "_load", lambda _: object())
    assert check("Fontconfig") == Check("Fontconfig", found=True, needed=True)


def test_missing_fonts_are_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        msg = "install coherence-kit again"
        raise CannotRenderError(msg)

    monkeypatch.setattr(libraries, "font_faces", missing)
    assert [found for found in rendering_libraries() if found.name == "Fonts"] == [
        Check("Fonts", found=False, needed=True, cure="install coherence-kit again")
    ]


def test_faces_of_further_scripts_are_told_with_what_installs_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert check("Faces: fonts").found
    assert "Ethiopic" in check("Faces: fonts").detail
    monkeypatch.setattr(libraries, "is_installed", lambda _: False)
    missing = check("Faces: fonts-cjk")
    assert not missing.found
    assert not missing.needed
    assert missing.cure == 'pip install "coherence-kit[fonts-cjk]"'
    assert missing.without == "needed to print Chinese, Japanese, Korean"


def test_a_library_that_does_not_exist_is_not_loaded() -> None:
    assert libraries._load("no-such-library.so.0") is None


@pytest.mark.parametrize(
    ("platform", "command"),
    [
        ("linux", "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("darwin", "brew install pango"),
        ("win32", "install Pango as WeasyPrint's documentation says for this system"),
    ],
)
def test_the_cure_fits_the_system(
    monkeypatch: pytest.MonkeyPatch, platform: str, command: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert libraries.cure() == command


def test_rendering_without_the_libraries_names_the_cure_and_prints_nothing(tmp_path: Path) -> None:
    package = tmp_path / "weasyprint"
    package.mkdir()
    (package / "__init__.py").write_text(
        'print("-----")\nraise OSError("cannot load library libpango-1.0-0")\n'
    )
    program = (
        "import datetime\nfrom coherence_kit.documents.pdf import write_pdf\n"
        "from coherence_kit.errors import CannotRenderError\n"
        "try: write_pdf('', when=datetime.date(2026, 1, 1))\n"
        "except CannotRenderError as error: print(error)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert ended.stdout.startswith(
        "PDF needs a library (cannot load library libpango-1.0-0); install it with: "
    )
    assert ended.stderr == ""
