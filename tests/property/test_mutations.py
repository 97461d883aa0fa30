"""Whatever happens to a file, a command ends with 0 or 1 and says in which line something is wrong.

2,500 seeded changes to files that ship with the kit, and to one with every type of question: of the
text, as a hand or a broken transfer makes them, and of the values, as somebody makes them who has
misunderstood what belongs where.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import settings

from coherence_kit import content
from coherence_kit.cli import main
from coherence_kit.loading.documents import compose_document
from coherence_kit.workflow import check as checking
from coherence_kit.workflow import score as assessing
from tests.faulty.examples import QUESTIONNAIRES

pytestmark = pytest.mark.slow

# Changes a test makes; `make laws` makes many more.
IS_LAWS = settings().max_examples >= 1000
CHUNK = 250 if IS_LAWS else 50
Dice = random.Random


def _shipped(folder: str, *names: str) -> str:
    return content.folder(folder).joinpath(*names).read_text(encoding="utf-8")


def _a_few_questions() -> str:
    """The questionnaire with its first four questions and a section that has none of its own."""
    head = _shipped("questionnaires", "intragovernmental.yaml").split("\n  - id: ")[:5]
    return "\n  - id: ".join(head) + "\n"


def _a_few_measures() -> str:
    """The catalogue with its first three measures, which then need no others."""
    head = _shipped("questionnaires", "measures", "intragovernmental.yaml").split("\n- id: ")[:4]
    return re.sub(r"(prerequisites|helped_by): .*", r"\1: []", "\n- id: ".join(head)) + "\n"


# name: (file, tests of CHUNK changes each)
SOURCES: dict[str, tuple[Callable[[], str], int]] = {
    "velmora": (
        lambda: _shipped("questionnaires", "submissions", "velmora-2026-illustrative.yaml"),
        10,
    ),
    "ghana": (lambda: _shipped("questionnaires", "submissions", "ghana-2007-documented.yaml"), 8),
    "questionnaire": (_a_few_questions, 10),
    "kinds": (lambda: QUESTIONNAIRES.joinpath("kinds.yaml").read_text(encoding="utf-8"), 10),
    "measures": (_a_few_measures, 7),
    "seeds": (lambda: _shipped("seeds", "undp.yaml"), 3),
    "relations": (lambda: _shipped("seeds", "relations.yaml"), 2),
}
CHANGES = CHUNK * sum(chunks for _, chunks in SOURCES.values())
assert (12_500 if IS_LAWS else 2_500) == CHANGES

# Changes of the text

RETYPED = [
    *(
        "",
        "null",
        "~",
        "[]",
        "[a, b]",
        "{}",
        "{a: b}",
        "5",
        "-1",
        "1e400",
        ".nan",
        "true",
        "no",
        '""',
        "' '",
        "x" * 3000,
    ),
    *(
        "2026-02-30",
        "*a",
        "&a x",
        "!t x",
        "|",
        ">-",
        "@x",
        "- x",
        "a: b",
        '"x',
        "[",
        "}",
        "<<",
        "1.10",
        "Ghana",
        "😀",
    ),
]
SPLINTERS = [
    *(
        b"\n",
        b"\t",
        b" ",
        b": ",
        b"- ",
        b'"',
        b"'",
        b"[",
        b"]",
        b"{",
        b"}",
        b"&x ",
        b"*x ",
        b"!t ",
        b"? ",
        b"|",
        b">",
    ),
    *(
        b"#",
        b"%",
        b"---",
        b"...",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
        b"\xc2\x85",
        b"\\",
        b"\xff",
        b"\x00",
        b"\r",
        b",",
    ),
    *(b"<<: ", b"\xe2\x80\xae", b"\xed\xa0\x80"),
]


def _delete_a_line(lines: list[str], dice: Dice) -> None:
    del lines[dice.randrange(len(lines))]


def _double_a_line(lines: list[str], dice: Dice) -> None:
    at = dice.randrange(len(lines))
    lines.insert(dice.choice([at, dice.randrange(len(lines))]), lines[at])


def _swap_lines(lines: list[str], dice: Dice) -> None:
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _indent_a_line(lines: list[str], dice: Dice) -> None:
    at = dice.randrange(len(lines))
    lines[at] = dice.choice(
        [" " + lines[at], "  " + lines[at], "\t" + lines[at], lines[at][1:], lines[at].lstrip()]
    )


def _retype_a_line(lines: list[str], dice: Dice) -> None:
    keyed = [at for at, line in enumerate(lines) if re.match(r" *(- )?[\w.-]+:", line)]
    at = dice.choice(keyed)
    lines[at] = lines[at].split(":")[0] + ": " + dice.choice(RETYPED)


def _cut_off(lines: list[str], dice: Dice) -> None:
    del lines[dice.randrange(len(lines)) + 1 :]
    lines[-1] = lines[-1][: dice.randrange(len(lines[-1]) + 1)]


OF_LINES = [_delete_a_line, _double_a_line, _swap_lines, _indent_a_line, _retype_a_line, _cut_off]


def _changed_text(text: str, dice: Dice) -> bytes:
    lines = text.split("\n")
    for _ in range(dice.choice([1, 1, 1, 2, 4])):
        if len(lines) > 3:
            dice.choice(OF_LINES)(lines, dice)
    data = bytearray("\n".join(lines).encode())
    if dice.random() < 0.2:
        at = dice.randrange(len(data) + 1)
        data[at : at + dice.choice([0, 0, 1, 5])] = dice.choice(
            [bytes([dice.randrange(256)]), *SPLINTERS]
        )
    return bytes(data)


# Changes of the values

ODD: list[Any] = [
    *(
        None,
        "",
        " ",
        [],
        {},
        "x",
        "-1",
        "nan",
        "1e9",
        "0.5",
        "true",
        "null",
        "03",
        "x" * 200,
        ["a", "b"],
        {"a": "b"},
    ),
    *(
        [None],
        [[]],
        [{}],
        {"": "a"},
        {"en": None},
        {"en": ["a"]},
        "2026-02-30",
        "9" * 400,
        "\u202e",
        "a\nb",
        "[key]",
    ),
    *(
        {"question": "x", "in": []},
        {"all": []},
        {"any": [None]},
        {"value": None},
        {"unit": "x"},
        {"answer": {"a": "b"}},
    ),
    *(
        {"answer": "1", "unknown": "x"},
        {"not_applicable": None},
        {"unknown": None},
        {"evidence": "x"},
        ["0", "1", "2"],
    ),
]


def _holders(value: Any) -> Iterator[Any]:
    """Every map and list that holds something."""
    if isinstance(value, (dict, list)) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _holders(inner)


def _changed_values(value: Any, dice: Dice) -> bytes:
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        holders = list(_holders(value)) or [value]
        holder = dice.choice(holders)
        if not isinstance(holder, (dict, list)) or not holder:
            break
        key = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        change = dice.choice(["delete", "retype", "retype", "retype", "rename", "move"])
        if change == "delete":
            del holder[key]
        elif change == "retype":
            holder[key] = dice.choice(ODD)
        elif change == "move":
            holder[key] = dice.choice(holders) if dice.random() < 0.3 else dice.choice(ODD)
            value = json.loads(_dumped(value))
        elif isinstance(holder, dict):
            name = str(key)
            cut = dice.randrange(len(name) + 1)
            holder[
                dice.choice([name[:cut] + name[cut + 1 :], name + "x", name.upper(), "id", "type"])
            ] = holder.pop(key)
        else:
            holder.append(holder[key])
    return _dumped(value).encode(errors="surrogatepass")


def _dumped(value: Any) -> str:
    """JSON is YAML; a value that would hold itself is cut."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=1)
    except ValueError:
        return "{}"


def _mutants(name: str, chunk: int) -> Iterator[bytes]:
    text = SOURCES[name][0]()
    value = json.dumps(compose_document(text.encode(), name).value)
    for number in range(CHUNK):
        dice = Dice(f"{name} {chunk} {number}")
        yield _changed_text(text, dice) if number % 2 else _changed_values(json.loads(value), dice)


# What the commands say


@pytest.fixture(scope="module")
def workspace() -> assessing.Workspace:
    """The shipped content, loaded once."""
    shared = assessing.open_workspace()
    shared.instrument("intragovernmental")
    return shared


@pytest.fixture
def commands(workspace: assessing.Workspace, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    for module in (assessing, checking):
        monkeypatch.setattr(module, "open_workspace", lambda *_, **__: workspace)
    return CliRunner()


def _expect_an_ending(commands: CliRunner, path: Path, *command: str) -> str:
    result = commands.invoke(main, [*command, str(path)])
    assert result.exit_code in {0, 1}, f"{result.stderr}\n{path.read_bytes()!r}"
    return result.stdout


@pytest.mark.parametrize(
    ("name", "chunk"), [(name, i) for name, (_, chunks) in SOURCES.items() for i in range(chunks)]
)
def test_a_changed_file_is_used_or_its_problems_are_named_with_their_lines(
    name: str, chunk: int, commands: CliRunner, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.yaml"
    for mutant in _mutants(name, chunk):
        path.write_bytes(mutant)
        problems = json.loads(_expect_an_ending(commands, path, "check", "--format", "json"))
        assert [
            problem for problem in problems if problem["line"] < 1 or problem["column"] < 1
        ] == [], mutant
        assert [
            problem for problem in problems if not problem["found"] or "{" in problem["cure"][:1]
        ] == [], mutant
        _expect_an_ending(commands, path, "check")
        if name in {"velmora", "ghana"}:
            _expect_an_ending(commands, path, "score")
