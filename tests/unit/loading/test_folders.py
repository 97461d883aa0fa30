from __future__ import annotations

from pathlib import Path

import pytest

from coherence_kit.loading.folders import files_below, yaml_files


def a_folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path


def names_of(paths: list[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def test_yaml_files_are_found_at_any_depth_in_the_order_of_names(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, "b.yaml", "a.yml", "c.txt", "a/z.yaml", "d.yaml/e.yaml")
    assert names_of(yaml_files(folder), folder) == ["a/z.yaml", "a.yml", "b.yaml", "d.yaml/e.yaml"]


def test_a_file_stands_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "questionnaire.txt"
    path.write_text("")
    assert yaml_files(path) == [path]


def test_endings_in_capitals_are_the_same(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, "TOGO.YAML", "Ghana.Yml", "mali.yaml")
    assert names_of(yaml_files(folder), folder) == ["Ghana.Yml", "TOGO.YAML", "mali.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.yaml",
        "._ghana.yaml",
        ".git/config.yaml",
        "__MACOSX/ghana.yaml",
        "__MACOSX/inner/._ghana.yaml",
        "deep/__macosx/x.yaml",
        "~$ghana.xlsx",
        ".~lock.ghana.ods#",
        "#ghana.yaml#",
        "ghana.yaml~",
        "ghana.yaml.bak",
        "ghana.yaml.orig",
        "ghana.yaml.swp",
        "ghana.xlsx.tmp",
        "ghana.xlsx.crdownload",
        "Thumbs.db",
        "Desktop.ini",
        ".DS_Store",
        "submission.schema.json",
        "$RECYCLE.BIN/$R1.yaml",
        "@eaDir/x.yaml",
        "lost+found/x.yaml",
    ],
)
def test_what_programs_leave_is_nobodys_file(tmp_path: Path, name: str) -> None:
    folder = a_folder(tmp_path, name, "kept.yaml")
    assert names_of(files_below(folder), folder) == ["kept.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        "scan.pdf",
        "a ~ b.yaml",
        "no-ending",
        "MACOSX/x.yaml",
        "Ünïcode.YAML",
        "$x.xlsx",
        "#1 Ghana.yaml",
    ],
)
def test_anything_else_is_seen(tmp_path: Path, name: str) -> None:
    folder = a_folder(tmp_path, name)
    assert names_of(files_below(folder), folder) == [name]


def test_a_link_that_leads_nowhere_is_seen(tmp_path: Path) -> None:
    (tmp_path / "togo.yaml").symlink_to(tmp_path / "gone.yaml")
    assert names_of(files_below(tmp_path), tmp_path) == ["togo.yaml"]


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path) -> None:
    told: list[OSError] = []
    assert files_below(tmp_path / "none", unreadable=told.append) == []
    assert [Path(error.filename).name for error in told] == ["none"]
