"""Faces for the scripts beyond Latin, Greek and Cyrillic, which two extras of the kit bring.

`coherence-kit[fonts]` brings the Noto Sans faces of the scripts of Africa and Asia and the signs of
Noto Emoji; `coherence-kit[fonts-cjk]` brings Noto Sans CJK, 20 MB, for Chinese, Japanese and
Korean. Both are under the SIL Open Font License 1.1. A font that merely lies on the machine is
never taken: the report would differ from one machine to the next.

Nothing is read before a text needs it, so that a report in Latin letters costs what it did. Faces
are cut anew for each file (10 ms a face): those of Noto Sans CJK to the characters in use, since
all of it would take seconds.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coherence_kit.documents.fonts import covered_characters, pinned

if TYPE_CHECKING:
    import uharfbuzz

WEIGHTS: Final = (400, 600)


@dataclass(frozen=True, slots=True)
class Extra:
    """What is installed for some scripts together.

    Args:
        name: of the extra, as in `coherence-kit[fonts]`.
        package: the Python package that holds the files.

    """

    name: str
    package: str

    @property
    def distribution(self) -> str:
        """The package as it is installed."""
        return self.package.replace("_", "-")

    @property
    def cure(self) -> str:
        """The command that installs it."""
        return f'pip install "coherence-kit[{self.name}]"'


FONTS: Final = Extra("fonts", "manimgx_fonts")
FONTS_CJK: Final = Extra("fonts-cjk", "manimgx_fonts_cjk")
EXTRAS: Final = (FONTS, FONTS_CJK)


@dataclass(frozen=True, slots=True)
class Script:
    """A script, or several that share a face.

    Args:
        names: in English, for people.
        codes: of ISO 15924; none where characters of every script are meant.
        family: the face as CSS knows it.
        file: in the package of its extra.
        extra: what brings it.

    """

    names: tuple[str, ...]
    codes: tuple[str, ...]
    family: str
    file: str
    extra: Extra


def _noto(name: str, code: str, shown: str = "") -> Script:
    file = f"NotoSans{name}[wght].ttf"
    return Script((shown or name,), (code,), f"Noto Sans {name}", file, FONTS)


# A character is taken from the first face here that has it.
SCRIPTS: Final = (
    _noto("Arabic", "Arab"),
    _noto("Armenian", "Armn"),
    _noto("Devanagari", "Deva"),  # before others that share its stops
    _noto("Bengali", "Beng"),
    _noto("Ethiopic", "Ethi"),
    _noto("Georgian", "Geor"),
    _noto("Gujarati", "Gujr"),
    _noto("Gurmukhi", "Guru"),
    _noto("Hebrew", "Hebr"),
    _noto("Kannada", "Knda"),
    _noto("Khmer", "Khmr"),
    _noto("Lao", "Laoo"),
    _noto("Malayalam", "Mlym"),
    _noto("Myanmar", "Mymr"),
    _noto("Oriya", "Orya", "Odia"),
    _noto("Sinhala", "Sinh"),
    _noto("Tamil", "Taml"),
    _noto("Telugu", "Telu"),
    _noto("Thai", "Thai"),
    Script(
        ("further Latin, Greek and Cyrillic letters",),
        ("Latn", "Grek", "Cyrl"),
        "Noto Sans",
        "NotoSans[wght].ttf",
        FONTS,
    ),
    Script(("symbols",), (), "Noto Sans Symbols", "NotoSansSymbols[wght].ttf", FONTS),
    Script(("emoji",), (), "Noto Emoji", "NotoEmoji[wght].ttf", FONTS),
    Script(
        ("Chinese", "Japanese", "Korean"),
        ("Hani", "Hira", "Kana", "Bopo", "Hang"),
        "Noto Sans CJK",
        "NotoSansCJK-VF.otf.ttc",
        FONTS_CJK,
    ),
)
# Where the fonts of the collection of Noto Sans CJK lie in it, each with the forms of one country.
_JAPAN, _KOREA, _CHINA = 0, 1, 2
_KANA = range(0x3041, 0x3100)
_HANGUL = range(0xAC00, 0xD7A4)


@dataclass(frozen=True, slots=True)
class ScriptFace:
    """One face as CSS knows it, and the static font that holds it."""

    family: str
    weight: int
    data: bytes


def is_installed(extra: Extra) -> bool:
    """Whether the faces of an extra are here."""
    return any(_file(script) is not None for script in SCRIPTS if script.extra is extra)


def scripts_of(extra: Extra) -> tuple[str, ...]:
    """The names of the scripts that an extra brings."""
    return tuple(name for script in SCRIPTS if script.extra is extra for name in script.names)


def script_with(character: str) -> Script | None:
    """The first script with an installed face that has the character."""
    return next((script for script in SCRIPTS if ord(character) in _covered(script)), None)


@cache
def script_of(character: str) -> tuple[str, Extra | None]:
    """The name of the script that a character belongs to, and what would bring a face for it.

    `("Khmer", FONTS)`; `("Tibetan", None)` where nothing brings one; signs that belong to no script
    are `symbols`.
    """
    from fontTools import unicodedata as scripts

    codes = scripts.script_extension(character)
    for script in SCRIPTS:
        if codes.intersection(script.codes):
            return script.names[0] if len(script.names) == 1 else _cjk_name(codes), script.extra
    code = scripts.script(character)
    if code not in {"Zyyy", "Zinh", "Zzzz"}:
        return scripts.script_name(code).replace("_", " "), None
    return "symbols", FONTS


def _cjk_name(codes: set[str]) -> str:
    if codes & {"Hira", "Kana"} and "Hani" not in codes:
        return "Japanese"
    return "Korean" if codes == {"Hang"} else "Chinese"


def faces_for(characters: Iterable[str]) -> tuple[ScriptFace, ...]:
    """The faces that a text with these characters needs beside those of the report.

    None for a text in Latin, Greek or Cyrillic. The same characters always give the same bytes.
    """
    needed = _needed(characters)
    return tuple(
        ScriptFace(script.family, weight, _cut(script, frozenset(needed[script]), weight))
        for script in SCRIPTS
        if script in needed
        for weight in WEIGHTS
    )


def extras_for(characters: Iterable[str]) -> frozenset[Extra]:
    """The extras that those faces come from."""
    return frozenset(script.extra for script in _needed(characters))


def _needed(characters: Iterable[str]) -> dict[Script, set[str]]:
    """The scripts whose faces are needed, each with its characters."""
    needed: dict[Script, set[str]] = {}
    for character in set(characters):
        script = None if ord(character) in covered_characters() else script_with(character)
        if script is not None:
            needed.setdefault(script, set()).add(character)
    return needed


def _cut(script: Script, characters: frozenset[str], weight: int) -> bytes:
    """The static font of one weight."""
    import uharfbuzz

    face = _face(script, _index(script, characters))
    wanted = pinned(face, {"wght": weight})
    if script.extra is FONTS_CJK:
        wanted.flags |= uharfbuzz.SubsetFlags.DOWNGRADE_CFF2  # PDF knows CFF alone
        wanted.glyph_set.clear()
        wanted.unicode_set.clear()
        wanted.unicode_set.update(map(ord, (" ", *_with_parts(characters))))
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _with_parts(characters: Iterable[str]) -> Iterator[str]:
    """The characters and what they are composed of, which the shaping of a text may ask for."""
    for character in characters:
        yield from (character, *unicodedata.normalize("NFD", character))


def _index(script: Script, characters: Iterable[str]) -> int:
    """Which font of a collection: its signs have the forms of one country.

    Those of Japan where there are kana, those of Korea where there is Hangul, else those of China.
    """
    if script.extra is not FONTS_CJK:
        return 0
    codes = {ord(character) for character in characters}
    if not codes.isdisjoint(_KANA):
        return _JAPAN
    return _CHINA if codes.isdisjoint(_HANGUL) else _KOREA


@cache
def _covered(script: Script) -> frozenset[int]:
    return frozenset() if _file(script) is None else frozenset(_face(script).unicodes)


def _face(script: Script, index: int = 0) -> uharfbuzz.Face:
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(_file(script))), index)


@cache
def _file(script: Script) -> Path | None:
    # The package is found, not imported: only its files are wanted.
    spec = util.find_spec(script.extra.package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / script.file
        if path.is_file():
            return path
    return None
