"""Names of bodies in the names of files."""

from __future__ import annotations

import pytest

from coherence_kit.documents.file_names import LONGEST, in_file_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ministry of Labour", "ministry-of-labour"),
        ("../../etc/passwd", "etc-passwd"),
        ("Ministère de l’Économie", "ministère-de-l-économie"),
        ("وزارة العمل", "وزارة-العمل"),
        ("श्रम मंत्रालय", "श्रम-मंत्रालय"),
        ("a\x00b\nc:d*e?", "a-b-c-d-e"),
        (" – ", ""),
    ],
)
def test_a_name_has_letters_and_digits_of_any_script(text: str, expected: str) -> None:
    assert in_file_name(text) == expected


@pytest.mark.parametrize("sign", ["a", "é", "中", "𝒜"])
def test_a_name_is_cut_between_characters(sign: str) -> None:
    found = in_file_name(sign * 400).encode()
    assert LONGEST - 4 < len(found) <= LONGEST
    assert found.decode()
