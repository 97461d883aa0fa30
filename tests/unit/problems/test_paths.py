"""Files with one name, in lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from coherence_kit.problems import real_path, real_paths, told_apart


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([], []),
        (["a/x.yaml", "b/y.yaml"], ["x.yaml", "y.yaml"]),
        (["a/x.yaml", "b/x.yaml", "y.yaml"], ["a/x.yaml", "b/x.yaml", "y.yaml"]),
        (["a/in/x.yaml", "b/in/x.yaml"], ["a/in/x.yaml", "b/in/x.yaml"]),
        (["a/X.yaml", "b/x.yaml"], ["a/X.yaml", "b/x.yaml"]),
        (["x.yaml", "a/x.yaml"], ["x.yaml", "a/x.yaml"]),
        (["/x.yaml", "/a/x.yaml"], ["x.yaml", "a/x.yaml"]),
        (["a/x.yaml", "a/x.yaml"], ["a/x.yaml", "a/x.yaml"]),
    ],
)
def test_a_list_names_as_many_folders_as_tell_files_apart(
    sources: list[str], expected: list[str]
) -> None:
    assert told_apart(sources) == expected


def test_the_real_paths_of_a_folder_are_those_of_each_file(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.yaml").touch()
    (tmp_path / "linked").symlink_to("there")
    (tmp_path / "there" / "link.yaml").symlink_to("a.yaml")
    (tmp_path / "there" / "itself.yaml").symlink_to("itself.yaml")
    names = ("there/a.yaml", "linked/a.yaml", "linked/link.yaml", "there/none.yaml")
    paths = [*(tmp_path / name for name in (*names, "linked/itself.yaml", "linked/..")), Path("/")]
    found = list(real_paths(paths))
    assert found == [real_path(path) for path in paths]
    assert found[:3] == [tmp_path / "there" / "a.yaml"] * 3
