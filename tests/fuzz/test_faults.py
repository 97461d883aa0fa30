"""What the fuzzer takes for a fault: each kind is made on purpose, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
RUNS = {
    "raises": "raise LookupError",
    "never ends": "while True: pass",
    "never ends, and swallows what would end it": (
        "while True:\n  try:\n    while True: pass\n  except BaseException: pass"
    ),
    "never ends in C": "import re; re.match('(a+)+$', 'a' * 60 + 'b')",
    "takes too much": "bytearray(400 * 1024 * 1024)",
    "dies": "import os; os.abort()",
    "says what cannot be printed": (
        "from coherence_kit.errors import *\nraise WrongUseError('a' + chr(27) + '[2J')"
    ),
    "is refused": (
        "from coherence_kit.problems import *\n"
        "raise ProblemsFound([Problem('file.missing', 'a', params={'hint': 'b'})])"
    ),
    "has ended": "pass",
}
ENDINGS = {
    "raises": "LookupError",
    "never ends": "time",
    "never ends, and swallows what would end it": "time",
    "never ends in C": "time",
    "takes too much": "memory",
    "dies": "death",
    "says what cannot be printed": "words",
    "is refused": None,
    "has ended": None,
}
TRY = """
import sys, tempfile
from pathlib import Path
from tests.fuzz.apart import run_apart
from tests.fuzz.targets.target import Target
code = sys.stdin.read()
target = Target("t", (".t",), dict, None, lambda _path: exec(code, {}), None, lambda _data: ".t")
with tempfile.TemporaryDirectory() as folder:
    fault = run_apart(target, b"", Path(folder))
print(fault.kind if fault else "")
"""

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("what", RUNS)
def test_a_run_that(what: str) -> None:
    made = subprocess.run(
        [sys.executable, "-c", TRY],
        cwd=CHECKOUT,
        input=RUNS[what],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert made.stderr == ""
    assert made.stdout.strip() == (ENDINGS[what] or "")
