"""A list of objects in a PDF holds those objects and nothing else."""

from __future__ import annotations

import pytest

from coherence_kit.documents.pdf_container import holds_objects


@pytest.mark.parametrize(
    ("head", "objects", "number"),
    [
        (b"3 0 5 4 ", b"[1] <</A (x) /B 4 0 R>>\n", 2),
        (b"3 0\n5 2\n", b"7 /Name", 2),
        (b"3 0", b" null ", 1),
        (b"3 0 ", rb"(\) text)", 1),
    ],
)
def test_a_list_as_programs_write_it(head: bytes, objects: bytes, number: int) -> None:
    assert holds_objects(head + objects, number, len(head))


@pytest.mark.parametrize(
    ("head", "objects", "number"),
    [
        (b"", b"", 0),
        (b"", b"PK", 0),
        (b"3 0 ", b"", 1),
        (b"3 0 ", b"[1] [2]", 1),
        (b"3 0 ", b"[1] % a comment", 1),
        (b"3 0 ", b"[1", 1),
        (b"3 0 ", b"1]", 1),
        (b"3 0 ", b"[1] <html>", 1),
        (b"3 4 ", b"[0] [1]", 1),
        (b"3 0 5 4 ", b"[1] [2]", 1),
        (b"3 0 5 4 ", b"[1] [2]", 3),
        (b"3 0 5 0 ", b"[1]", 2),
        (b"3 0 5 9 ", b"[1]", 2),
        (b"3 4 5 0 ", b"[1] [2]", 2),
        (b"3 0 PK ", b"[1]", 1),
        (b"3 0 ", b"[1]", -1),
    ],
)
def test_more_or_less_than_the_objects_is_noticed(head: bytes, objects: bytes, number: int) -> None:
    assert not holds_objects(head + objects, number, len(head))
