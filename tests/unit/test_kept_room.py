"""Room on the disk that is kept for what is written last."""

from __future__ import annotations

from pathlib import Path

from coherence_kit.batch.kept_room import KeptRoom


def test_it_is_kept_until_it_is_let_go(tmp_path: Path) -> None:
    with KeptRoom(tmp_path, 100_000) as kept:
        (path,) = tmp_path.iterdir()
        assert path.stat().st_size == 100_000
        kept.let_go()
        assert not list(tmp_path.iterdir())
        kept.let_go()
    with KeptRoom(tmp_path, 1):
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_kept_nothing_is_said(tmp_path: Path) -> None:
    with KeptRoom(tmp_path / "nowhere", 10) as kept:
        kept.let_go()
    assert not list(tmp_path.iterdir())
