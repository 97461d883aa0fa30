"""Whether this machine has what rendering needs, and the command that gets it."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coherence_kit.documents.fonts import font_faces
from coherence_kit.documents.script_faces import EXTRAS, Extra, is_installed, scripts_of
from coherence_kit.errors import CannotRenderError

if TYPE_CHECKING:
    from collections.abc import Callable

_APT = "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_BREW = "brew install pango"


@dataclass(frozen=True)
class Check:
    """One thing that rendering needs.

    Args:
        name: the library or the font.
        found: whether it is there.
        needed: without it nothing is rendered; else rendering is slower, or differs a little.
        detail: the version of a library, the file of a font; empty if unknown.
        cure: the command that mends it; empty if found.
        without: what is so while it is missing, where it is not needed.
    """

    name: str
    found: bool
    needed: bool
    detail: str = ""
    cure: str = ""
    without: str = "reports are slower without it"


@dataclass(frozen=True)
class _Library:
    name: str
    soname: str
    read_version: Callable[[ctypes.CDLL], str]
    needed: bool = True


def _text_of(function: str) -> Callable[[ctypes.CDLL], str]:
    def read(library: ctypes.CDLL) -> str:
        called = getattr(library, function)
        called.restype = ctypes.c_char_p
        text: bytes = called()
        return text.decode()

    return read


def _fontconfig_version(library: ctypes.CDLL) -> str:
    number = int(library.FcGetVersion())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _glib_version(library: ctypes.CDLL) -> str:
    parts = (
        ctypes.c_uint.in_dll(library, f"glib_{part}_version").value
        for part in ("major", "minor", "micro")
    )
    return ".".join(map(str, parts))


# The libraries that WeasyPrint 70 opens, without the two that it needs for
# emoji and on Windows only.
_LIBRARIES = (
    _Library("GObject", "gobject-2.0.so.0", _glib_version),
    _Library("Pango", "pango-1.0.so.0", _text_of("pango_version_string")),
    _Library("PangoFT2", "pangoft2-1.0.so.0", _text_of("pango_version_string")),
    _Library("Fontconfig", "fontconfig.so.1", _fontconfig_version),
    _Library("HarfBuzz", "harfbuzz.so.0", _text_of("hb_version_string")),
    # Without it fontTools cuts the fonts: a report takes 1.25 times as long
    # and is a few bytes different.
    _Library(
        "HarfBuzz-subset", "harfbuzz-subset.so.0", _text_of("hb_version_string"), needed=False
    ),
)


_DRAWING = ("Pango", "HarfBuzz", "HarfBuzz-subset")


def rendering_libraries() -> tuple[Check, ...]:
    """Every library and font that a PDF needs, found or not; nothing is rendered."""
    return (*map(_check_library, _LIBRARIES), *_check_fonts(), *map(_check_scripts, EXTRAS))


def drawing_libraries() -> dict[str, str]:
    """The releases of the libraries of the system that decide how a page looks, by their names."""
    checks = (_check_library(library) for library in _LIBRARIES if library.name in _DRAWING)
    return {check.name: check.detail for check in checks if check.found}


def cure() -> str:
    """The command that installs what rendering needs on this kind of machine."""
    if sys.platform.startswith("linux"):
        return _APT
    if sys.platform == "darwin":
        return _BREW
    return "install Pango as WeasyPrint's documentation says for this system"


def _check_library(library: _Library) -> Check:
    loaded = _load(library.soname)
    if loaded is None:
        return Check(library.name, found=False, needed=library.needed, cure=cure())
    try:
        version = library.read_version(loaded)
    except (
        AttributeError,
        ValueError,
    ):  # no such function: a version so old that nothing is known of it
        version = ""
    return Check(library.name, found=True, needed=library.needed, detail=version)


def _load(soname: str) -> ctypes.CDLL | None:
    """Load a library by its file name on Linux, macOS or Windows.

    If none of them is there, the system is asked for the bare name.
    """
    stem = soname.partition(".so")[0]
    for name in (
        f"lib{soname}",
        f"lib{stem}.dylib",
        f"lib{stem}-0.dll",
        ctypes.util.find_library(stem),
    ):
        if name:
            with contextlib.suppress(OSError):
                return ctypes.CDLL(name)
    return None


def _check_fonts() -> list[Check]:
    try:
        faces = font_faces()
    except CannotRenderError as missing:
        return [Check("Fonts", found=False, needed=True, cure=str(missing))]
    return [
        Check(f"{face.family} {face.weight}", found=True, needed=True, detail=str(face.path))
        for face in faces
    ]


def _check_scripts(extra: Extra) -> Check:
    """The faces of the scripts that an extra brings."""
    name, scripts = f"Faces: {extra.name}", ", ".join(scripts_of(extra))
    if is_installed(extra):
        return Check(name, found=True, needed=False, detail=scripts)
    without = f"needed to print {scripts}"
    return Check(name, found=False, needed=False, cure=extra.cure, without=without)
