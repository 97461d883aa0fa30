"""Files with one name, in lists."""

from __future__ import annotations

import pytest

from coherence_kit.problems import told_apart


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
