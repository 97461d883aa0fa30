"""What the first lines of a file say of it, read without parsing."""

from __future__ import annotations

import pytest

from coherence_kit.loading.documents import peek


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (b"id: law", {"id": "law"}),
        (b"\xef\xbb\xbfid: law\n", {"id": "law"}),
        (b"# about\r\nid: law\r\nversion: 1.2\r\n", {"id": "law", "version": "1.2"}),
        (b"\"id\": 'law'\n'version': \"1.2\"\n", {"id": "law", "version": "1.2"}),
        (b"id:\tlaw\nformat:coherence-kit/x/1", {"id": "law", "format": "coherence-kit/x/1"}),
        (b"title: x\n\n\nid: law\n", {"id": "law"}),
        (b"id: first\nid: second\n", {"id": "first"}),
        (
            b"questionnaire: law\n" + b"# long\n" * 5000 + b"id: late\n",
            {"questionnaire": "law", "id": "late"},
        ),
        (b'{"id": "law", "sections": [{"id": "inner"}]}', {"id": "law"}),
    ],
)
def test_the_keys_of_the_outermost_map_are_seen(data: bytes, seen: dict[str, str]) -> None:
    assert peek(data) == seen


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b" id: law",
        b"- id: law",
        b"valid: law",
        b"ids: law",
        b"questionnaire: {id: law}",
        b"title: id: law",
        b"id:\nlaw",
        b"title: x\rid: law",
    ],
)
def test_what_stands_further_in_is_not_seen(data: bytes) -> None:
    assert peek(data) == {}
