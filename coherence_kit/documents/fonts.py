"""The faces of the report as static TrueType files.

They are cut once from the variable fonts that two dependencies carry.

A variable font cannot be embedded as it is, and WeasyPrint would take seconds to cut it. HarfBuzz
does it in milliseconds, once: the face is kept in the user's cache under a name that says what it
was cut from and with what, so that the same installation always embeds the same bytes. What is kept
is used only if nobody else could have written it and it has the hash that lies beside it.

The faces hold Latin (with Vietnamese and many African alphabets), Greek and Cyrillic; those of
other scripts are in `script_faces`. Source Sans and Source Serif are under the SIL Open Font
License 1.1.
"""

from __future__ import annotations

import atexit
import errno
import hashlib
import json
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coherence_kit.documents.safe_write import write_files
from coherence_kit.errors import CannotRenderError
from coherence_kit.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    import uharfbuzz

# Raise when the recipe below changes: cached faces of older recipes are then ignored.
_RECIPE = 1

# What a text needs without asking: accents, ligatures, kerning. Small capitals and the like are
# left out with their glyphs, which makes a face 40 % smaller.
_LAYOUT_FEATURES = ("calt", "ccmp", "clig", "kern", "liga", "locl", "mark", "mkmk", "rlig")

_WRITTEN_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH

# Unicode presents these as pictures, so that they are taken from an emoji
# font although a face has them.
_PICTURES = frozenset({0x2615})


@dataclass(frozen=True)
class FontFace:
    """One face as CSS knows it, and the static TrueType file that holds it."""

    family: str
    weight: int
    style: str
    path: Path


@dataclass(frozen=True)
class _Source:
    family: str
    style_name: str
    distribution: str
    package: str
    file: str
    axes: Mapping[str, float]

    @property
    def weight(self) -> int:
        return int(self.axes["wght"])

    @property
    def postscript_name(self) -> str:
        return f"{self.family.replace(' ', '')}-{self.style_name}"


_SANS = ("fontpkg-source-sans-3", "fontpkg_source_sans_3", "files/SourceSans3[wght].ttf")
_SERIF = ("fontpkg-source-serif-4", "fontpkg_source_serif_4", "files/SourceSerif4[opsz,wght].ttf")

# "Display" is the drawing for large sizes: the far end of the optical size axis.
FACES = (
    _Source("Source Sans 3", "Regular", *_SANS, {"wght": 400}),
    _Source("Source Sans 3", "Semibold", *_SANS, {"wght": 600}),
    _Source("Source Serif 4 Display", "Semibold", *_SERIF, {"wght": 600, "opsz": 60}),
)


@cache
def font_faces() -> tuple[FontFace, ...]:
    """The faces of the report, each with a file that exists.

    A style sheet names both families in every `font-family`, its own first: a few signs (the
    bitcoin sign, typographic spaces) are in the serif alone, many letters in the sans alone.

    Raises:
        CannotRenderError: a font package is missing, or no folder can be written.

    """
    return tuple(
        FontFace(source.family, source.weight, "normal", _static_file(source)) for source in FACES
    )


@cache
def covered_characters() -> frozenset[int]:
    """The code points that the faces of the report have.

    Line feed and tab are not among them, and hardly any invisible mark is.
    """
    from fontTools.ttLib import TTFont

    covered: set[int] = set()
    for path in {_variable_file(source) for source in FACES}:
        with TTFont(path, lazy=True) as font:
            covered.update(font.getBestCmap())
    return frozenset(covered - _PICTURES)


@cache
def advances(family: str, weight: int) -> Mapping[str, int]:
    """How far each character of a face moves the pen, in thousandths of the size of the type.

    Read from the face once and kept beside it: reading the face anew takes 200 ms, most of it
    for the library, and the kept table one.

    Raises:
        CannotRenderError: a font package is missing, or no folder can be written.

    """
    source = next(source for source in FACES if (source.family, source.weight) == (family, weight))
    face = _static_file(source)
    table = face.with_suffix(".json")
    data = _kept(table)
    if data is None:
        data = json.dumps(_read_advances(face)).encode()
        with suppress(OSError, ProblemsFound):  # it is read anew next time
            _keep(table, data)
    return {chr(int(code)): width for code, width in json.loads(data).items()}


def _read_advances(face: Path) -> dict[str, int]:
    """Code point, as JSON has its keys, to the advance width in thousandths of an em."""
    from fontTools.ttLib import TTFont

    with TTFont(face, lazy=True) as font:
        em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {
            str(code): round(1000 * metrics[glyph][0] / em)
            for code, glyph in font.getBestCmap().items()
        }


def _static_file(source: _Source) -> Path:
    """The cached file of a face; cut now if it is missing, or not what was cut then."""
    original = _variable_file(source).read_bytes()
    name = f"{source.postscript_name}-{_key(source, original)}.ttf"
    for find_folder in (_cache_folder, _folder_of_this_process):
        try:
            path = find_folder() / name
            if _kept(path) is None:
                _keep(path, _cut_face(source, original))
        except (
            OSError,
            ProblemsFound,
        ):  # a home that is read-only or full: the folder of this process is next
            continue
        return path
    msg = (
        "no folder can be written for the fonts of the report; set TMPDIR or XDG_CACHE_HOME to "
        "one that can"
    )
    raise CannotRenderError(msg)


def _variable_file(source: _Source) -> Path:
    # The package is found, not imported: only its files are wanted.
    spec = util.find_spec(source.package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / source.file
        if path.is_file():
            return path
    msg = (
        f"the font {source.file} of the package {source.distribution} is missing; install "
        "coherence-kit again"
    )
    raise CannotRenderError(msg)


def _key(source: _Source, original: bytes) -> str:
    """What the bytes of a face depend on, in short."""
    digest = hashlib.sha256(original)
    for part in (_RECIPE, source, metadata.version("uharfbuzz"), metadata.version("fonttools")):
        digest.update(f"\0{part}".encode())
    return digest.hexdigest()[:16]


def _cut_face(source: _Source, original: bytes) -> bytes:
    """The static font at one place of the variable font's axes; the same bytes every time."""
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob(original))
    wanted = pinned(face, source.axes)
    # Every character stays; the glyphs that only the dropped features reach go.
    wanted.glyph_set.clear()
    features = wanted.layout_feature_tag_set
    features.clear()
    features.update(int.from_bytes(tag.encode("ascii")) for tag in _LAYOUT_FEATURES)
    return _with_own_names(source, bytes(uharfbuzz.subset(face, wanted).blob.data))


def pinned(face: uharfbuzz.Face, axes: Mapping[str, float]) -> uharfbuzz.SubsetInput:
    """What HarfBuzz is to cut: all of a variable font, at one place of its axes."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    # Design variations of a font that no longer varies, and a signature that no longer holds.
    wanted.drop_table_tag_set.update(int.from_bytes(tag) for tag in (b"STAT", b"DSIG"))
    for axis, place in axes.items():
        wanted.pin_axis_location(face, axis, place)
    return wanted


def _with_own_names(source: _Source, font_bytes: bytes) -> bytes:
    """The font under names of its own.

    HarfBuzz leaves the names of the default weight in it, and PDF readers list a font by its names.
    """
    from io import BytesIO

    from fontTools.ttLib import TTFont

    out = BytesIO()
    # recalcTimestamp would write the clock into the file.
    with TTFont(BytesIO(font_bytes), recalcTimestamp=False, recalcBBoxes=False) as font:
        table: Any = font["name"]
        legal = {0, 7, 13, 14}  # copyright, trademark, licence and its address stay as they are
        table.names = [record for record in table.names if record.nameID in legal]
        for number, text in {
            1: source.family
            if source.style_name == "Regular"
            else f"{source.family} {source.style_name}",
            2: "Regular",
            3: f"{source.postscript_name};coherence-kit",
            4: f"{source.family} {source.style_name}",
            6: source.postscript_name,
            16: source.family,
            17: source.style_name,
        }.items():
            table.setName(text, number, 3, 1, 0x409)
        font.save(out, reorderTables=False)
    return out.getvalue()


def _keep(path: Path, data: bytes) -> None:
    """Put a file into the cache with its hash; whole or not at all, since several may want it.

    Raises:
        OSError: the folder is one that another user can write into.
        ProblemsFound: it cannot be written.

    """
    path.parent.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
    if not _is_only_ours(path.parent):
        raise PermissionError(errno.EACCES, "others can write there", str(path.parent))
    files = {path: data, _hash_file(path): _digest(data)}
    write_files(files)
    for written in files:
        written.chmod(stat.S_IRUSR | stat.S_IWUSR)


def _kept(path: Path) -> bytes | None:
    """What is in the cache, if it is what was put there; None if it may be another's."""
    hash_file = _hash_file(path)
    try:
        if not all(map(_is_only_ours, (path.parent, path, hash_file))):
            return None
        data = path.read_bytes()
        return data if hash_file.read_bytes() == _digest(data) else None
    except OSError:
        return None


def _hash_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def _is_only_ours(path: Path) -> bool:
    """Whether no other user of the machine can have written a file, or into a folder.

    Raises:
        OSError: there is none.

    """
    stated = path.lstat()
    if stat.S_ISLNK(stated.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # Windows keeps the folders of users apart
        return True
    return stated.st_uid == os.geteuid() and not stated.st_mode & _WRITTEN_BY_OTHERS


def _cache_folder() -> Path:
    """Where programs keep what can be made again."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):  # noqa: PTH117 - the base directory specification: a relative path is to be ignored
        return Path(named) / "coherence-kit" / "fonts"
    try:
        return Path.home() / ".cache" / "coherence-kit" / "fonts"
    except RuntimeError:  # a user without a home
        return _folder_of_this_process()


@cache
def _folder_of_this_process() -> Path:
    """A folder that is removed when the process ends.

    Its name is drawn at random, so that no other user can guess it and fill the folder first.
    """
    folder = tempfile.mkdtemp(prefix="coherence-kit-fonts-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
