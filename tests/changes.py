"""Changes to the text and to the values of a YAML file: a hand that slips, a broken transfer.

And those of somebody who has misunderstood what belongs where.
"""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from typing import Any

Dice = random.Random

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
    if not keyed:
        return
    at = dice.choice(keyed)
    lines[at] = lines[at].split(":")[0] + ": " + dice.choice(RETYPED)


def _cut_off(lines: list[str], dice: Dice) -> None:
    del lines[dice.randrange(len(lines)) + 1 :]
    lines[-1] = lines[-1][: dice.randrange(len(lines[-1]) + 1)]


OF_LINES = [_delete_a_line, _double_a_line, _swap_lines, _indent_a_line, _retype_a_line, _cut_off]


def changed_text(text: str, dice: Dice) -> bytes:
    lines = text.split("\n")
    for _ in range(dice.choice([1, 1, 1, 2, 4])):
        if len(lines) > 3:
            dice.choice(OF_LINES)(lines, dice)
    data = bytearray("\n".join(lines).encode(errors="surrogateescape"))
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


def holders(value: Any) -> Iterator[Any]:
    """Every map and list that holds something."""
    if isinstance(value, (dict, list)) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from holders(inner)


def _an_odd_value(dice: Dice) -> Any:
    """One of its own, which a later change may change without changing the next one."""
    return copy.deepcopy(dice.choice(ODD))


def changed_values(value: Any, dice: Dice) -> bytes:
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        found = list(holders(value)) or [value]
        holder = dice.choice(found)
        if not isinstance(holder, (dict, list)) or not holder:
            break
        key = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        change = dice.choice(["delete", "retype", "retype", "retype", "rename", "move"])
        if change == "delete":
            del holder[key]
        elif change == "retype":
            holder[key] = _an_odd_value(dice)
        elif change == "move":
            holder[key] = dice.choice(found) if dice.random() < 0.3 else _an_odd_value(dice)
            value = json.loads(dumped(value))
        elif isinstance(holder, dict):
            name = str(key)
            cut = dice.randrange(len(name) + 1)
            holder[
                dice.choice([name[:cut] + name[cut + 1 :], name + "x", name.upper(), "id", "type"])
            ] = holder.pop(key)
        else:
            holder.append(holder[key])
    return dumped(value).encode(errors="surrogatepass")


def dumped(value: Any) -> str:
    """JSON is YAML; a value that would hold itself is cut."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=1)
    except ValueError:
        return "{}"
