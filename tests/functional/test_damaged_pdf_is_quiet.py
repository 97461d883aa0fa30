"""What the library says of a PDF that may come from anyone does not reach the terminal."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf


def test_a_part_that_would_take_too_much_memory_is_told_in_the_words_of_the_kit(
    tmp_path: Path,
) -> None:
    path = tmp_path / "report.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["assessment.json"] = b"[]"
        stream = document.attachments["assessment.json"].get_file().obj
        asked = pikepdf.Dictionary(Predictor=12, Columns=2_000_000_000)
        stream.write(zlib.compress(b"[]"), filter=pikepdf.Name.FlateDecode, decode_parms=asked)
        document.save(path, compress_streams=False)

    words = [sys.executable, "-m", "coherence_kit", "verify", str(path)]
    said = subprocess.run(words, check=False, capture_output=True, text=True)
    assert said.returncode == 1
    assert said.stderr.startswith(f"{path}: error pdf.")
