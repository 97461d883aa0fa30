"""The catalogues of words: each holds what the code says, all of it, with the same places."""

from __future__ import annotations

import runpy
import string
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from babel.messages.catalog import Message

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / "coherence_kit/words/locale").glob("*/LC_MESSAGES/*.po"))


def messages(path: Path) -> list[Message]:
    with path.open("rb") as source:
        return [message for message in read_po(source) if message.id]


def forms(text: Any) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (list, tuple)) else (str(text),)


def has_its_places(message: Message) -> bool:
    """Each form names what all English ones name, but for the number, and nothing they do not."""
    english = [places(form) for form in forms(message.id)]
    shared, known = set.intersection(*english) - {"n"}, set.union(*english)
    return all(shared <= places(said) <= known for said in forms(message.string))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_catalogues_hold_the_messages_of_the_code_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["messages", "--check"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "tools/messages"), run_name="__main__")
    assert ended.value.code == 0


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_message_is_translated_in_every_form(path: Path) -> None:
    assert [message.id for message in messages(path) if not all(forms(message.string))] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_has_the_places_of_its_message_and_no_others(path: Path) -> None:
    wrong = [message.id for message in messages(path) if not has_its_places(message)]
    assert wrong == []
