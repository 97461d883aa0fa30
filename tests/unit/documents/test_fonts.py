from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pikepdf
import pytest
import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.text.fonts import FontConfiguration

from coherence_kit.documents import fonts
from coherence_kit.errors import CannotRenderError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty user cache.

    What the process remembers of another one is forgotten before and after.
    """
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    fonts.font_faces.cache_clear()
    yield tmp_path
    fonts.font_faces.cache_clear()


def digests() -> list[str]:
    return [hashlib.sha256(face.path.read_bytes()).hexdigest() for face in fonts.font_faces()]


def test_the_report_has_three_faces() -> None:
    assert [(face.family, face.weight, face.style) for face in fonts.font_faces()] == [
        ("Source Sans 3", 400, "normal"),
        ("Source Sans 3", 600, "normal"),
        ("Source Serif 4 Display", 600, "normal"),
    ]


def test_every_face_is_static_truetype_that_may_be_embedded_under_its_own_name() -> None:
    for face in fonts.font_faces():
        with TTFont(face.path) as font:
            assert "glyf" in font
            assert "fvar" not in font
            assert font["OS/2"].usWeightClass == face.weight
            assert font["OS/2"].fsType == 0
            assert font["name"].getDebugName(16) == face.family
    assert len({TTFont(face.path)["name"].getDebugName(6) for face in fonts.font_faces()}) == 3


def test_digits_of_a_face_are_equally_wide() -> None:
    # Columns of figures are aligned without asking for a font feature.
    for face in fonts.font_faces()[:2]:
        with TTFont(face.path) as font:
            glyphs = font.getBestCmap()
            assert len({font["hmtx"][glyphs[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_cutting_loses_no_character() -> None:
    kept = set()
    for face in fonts.font_faces():
        with TTFont(face.path) as font:
            kept.update(font.getBestCmap())
    assert kept >= fonts.covered_characters()


@pytest.mark.parametrize(
    "text",
    [
        "The quick brown fox, 0123456789 %€£$ – — “quoted” ‘single’ • … → ≥ ≤ × − § © °",
        "L’été où naïveté, œuvre, cœur, Ÿ, « guillemets », çà et là",
        "¿Qué? ¡Ñandú! pingüino ª º",
        "Türkiye, İstanbul, ığüşöç; Țările Române, ăâîșț; Łódź, žluťoučký kůň, Győr, Kraków",
        "Đà Nẵng, Việt Nam; ẹ ọ ṣ; ɖ ɛ ɣ ŋ ɔ ʋ; Əli",
        "Ελλάδα, ΐ ΰ ά έ ή ί ό ύ ώ ς",
        "Україна ґ є і ї; Србија ђ ј љ њ ћ џ; Қазақстан ә ғ қ ң ө ұ ү һ; Тоҷикистон ӣ ӯ ҳ",
        (
            "e\N{COMBINING ACUTE ACCENT} o\N{COMBINING DOT BELOW} 10\N{NO-BREAK SPACE}000 "
            "1\N{NARROW NO-BREAK SPACE}000"
        ),
    ],
)
def test_latin_greek_and_cyrillic_are_covered(text: str) -> None:
    assert {
        character for character in text if ord(character) not in fonts.covered_characters()
    } == set()


@pytest.mark.parametrize(
    "character", ["中", "ع", "ა", "አ", "😀", "\n", "☕", "\N{RIGHT-TO-LEFT OVERRIDE}", "\ufe0f"]
)
def test_a_character_without_glyph_is_not_covered(character: str) -> None:
    assert ord(character) not in fonts.covered_characters()


def test_no_control_character_counts_as_covered() -> None:
    assert [
        c
        for c in fonts.covered_characters()
        if unicodedata.category(chr(c)) in {"Cc", "Cs", "Zl", "Zp"}
    ] == []


@pytest.mark.slow
def test_no_covered_character_calls_for_a_font_of_the_machine() -> None:
    faces = "".join(
        (
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src: '
            f'url("{face.path.as_uri()}") }}'
        )
        for face in fonts.font_faces()
    )
    families = {
        "p": '400 12px "Source Sans 3", "Source Serif 4 Display"',
        "b": '600 12px "Source Sans 3", "Source Serif 4 Display"',
        "h1": '600 12px "Source Serif 4 Display", "Source Sans 3"',
    }
    # Each on its own, or the marks among them would settle on their neighbours.
    text = " ".join(f"&#{character};" for character in sorted(fonts.covered_characters()))
    html = "".join(f"<{tag} style='font: {font}'>{text}</{tag}>" for tag, font in families.items())
    configuration = FontConfiguration()
    style = weasyprint.CSS(string=f"{faces}", font_config=configuration)
    pdf = weasyprint.HTML(string=html).write_pdf(stylesheets=[style], font_config=configuration)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        dictionaries = [
            entry for entry in document.objects if isinstance(entry, pikepdf.Dictionary)
        ]
        embedded = {
            str(entry.BaseFont) for entry in dictionaries if entry.get("/Subtype") == "/Type0"
        }
    assert len(embedded) == 3
    assert [name for name in embedded if "+Source-" not in name] == []


def test_a_face_is_cut_once() -> None:
    written = {face.path: face.path.stat().st_mtime_ns for face in fonts.font_faces()}
    fonts.font_faces.cache_clear()
    assert {face.path: face.path.stat().st_mtime_ns for face in fonts.font_faces()} == written


def test_the_same_bytes_whenever_and_by_whomever_it_is_cut(tmp_path: Path) -> None:
    program = (
        "import hashlib\nfrom coherence_kit.documents.fonts import font_faces\n"
        "for face in font_faces(): print(hashlib.sha256(face.path.read_bytes()).hexdigest())"
    )
    other_process = subprocess.run(
        [sys.executable, "-c", program],
        env={"XDG_CACHE_HOME": str(tmp_path / "other"), "PYTHONHASHSEED": "7"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert other_process.stdout.split() == digests()


def test_a_torn_file_in_the_cache_is_made_again() -> None:
    whole = digests()
    for face, damage in zip(fonts.font_faces(), (b"", b"\0" * 10, None), strict=True):
        content = face.path.read_bytes()
        face.path.write_bytes(content[: len(content) // 2] if damage is None else damage)
    fonts.font_faces.cache_clear()
    assert digests() == whole


def test_a_changed_byte_in_the_cache_is_noticed() -> None:
    whole = digests()
    path = fonts.font_faces()[0].path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    fonts.font_faces.cache_clear()
    assert digests() == whole


def whole_font_of_another(path: Path) -> bytes:
    """A font that is right in itself, in which one letter is another width."""
    with TTFont(path, recalcTimestamp=False) as font:
        glyph = font.getBestCmap()[ord("1")]
        font["hmtx"][glyph] = (2 * font["hmtx"][glyph][0], 0)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


def test_another_font_in_the_cache_is_not_used_though_it_is_whole() -> None:
    whole = digests()
    path = fonts.font_faces()[0].path
    path.write_bytes(whole_font_of_another(path))
    fonts.font_faces.cache_clear()
    assert digests() == whole


@pytest.mark.parametrize("rights", [0o777, 0o775])
def test_a_cache_that_others_can_write_into_is_not_used(cache_folder: Path, rights: int) -> None:
    whole = digests()
    (cache_folder / "coherence-kit" / "fonts").chmod(rights)
    fonts.font_faces.cache_clear()
    assert digests() == whole
    assert all(cache_folder not in face.path.parents for face in fonts.font_faces())


def test_a_face_that_others_can_write_is_cut_again(cache_folder: Path) -> None:
    whole = digests()
    path = fonts.font_faces()[0].path
    other = whole_font_of_another(path)
    path.write_bytes(other)
    path.with_name(f"{path.name}.sha256").write_text(hashlib.sha256(other).hexdigest())
    path.chmod(0o666)
    fonts.font_faces.cache_clear()
    assert digests() == whole


def test_a_link_in_the_cache_is_not_followed(cache_folder: Path) -> None:
    whole = digests()
    path = fonts.font_faces()[0].path
    elsewhere = cache_folder / "other.ttf"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    fonts.font_faces.cache_clear()
    assert digests() == whole
    assert elsewhere.read_bytes() == fonts.font_faces()[0].path.read_bytes()


def test_a_changed_table_of_widths_is_read_anew() -> None:
    kept = fonts.advances("Source Sans 3", 400)
    table = fonts.font_faces()[0].path.with_suffix(".json")
    table.write_text('{"49": 9999}')
    fonts.advances.cache_clear()
    assert fonts.advances("Source Sans 3", 400) == kept


def test_what_is_kept_is_kept_for_its_owner_alone(cache_folder: Path) -> None:
    folder = cache_folder / "coherence-kit" / "fonts"
    fonts.font_faces()
    before = os.umask(0o002)
    try:
        fonts.advances.__wrapped__("Source Sans 3", 400)
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())} == {0}


def test_reports_that_start_together_leave_only_whole_faces(cache_folder: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: fonts.font_faces.__wrapped__(), range(8)))
    files = [path for path in cache_folder.rglob("*") if path.is_file()]
    faces = [face.path for face in fonts.font_faces()]
    hashes = [path.with_name(f"{path.name}.sha256") for path in faces]
    assert sorted(files) == sorted([*faces, *hashes])


def test_without_a_writable_cache_a_temporary_folder_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert all(face.path.is_file() for face in fonts.font_faces())
    assert all(tmp_path not in face.path.parents for face in fonts.font_faces())


def test_without_any_writable_folder_the_message_names_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr(fonts, "_folder_of_this_process", lambda: blocked)
    with pytest.raises(CannotRenderError, match="set TMPDIR or XDG_CACHE_HOME"):
        fonts.font_faces()


def test_a_relative_cache_home_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert all(tmp_path / ".cache" in face.path.parents for face in fonts.font_faces())


def test_a_user_without_a_home_gets_the_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        msg = "Could not determine home directory."
        raise RuntimeError(msg)

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr("pathlib.Path.home", homeless)
    assert {face.path.parent for face in fonts.font_faces()} == {fonts._folder_of_this_process()}


def test_a_missing_font_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(CannotRenderError, match="fontpkg-source-sans-3"):
        fonts.font_faces()
