"""Write the expected texts anew: `python tests/faulty/accept.py`, then read what has changed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.faulty.examples import Example, examples, printed


def accept(example: Example) -> bool:
    """Write what is printed now; whether that is something new."""
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "folder"
        folder.mkdir()
        text = printed(example, folder)
    old = example.expected.read_text(encoding="utf-8") if example.expected.exists() else ""
    example.expected.write_text(text, encoding="utf-8")
    return text != old


if __name__ == "__main__":
    changed = [example.code for example in examples() if accept(example)]
    print("\n".join(changed) or "Nothing has changed.")
