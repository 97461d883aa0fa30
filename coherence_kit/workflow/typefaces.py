"""The typefaces that a brand names: read, checked, and told what they lack."""

from __future__ import annotations

from collections.abc import Iterator

from coherence_kit.documents.own_faces import (
    EXPECTED,
    LARGEST_FACE,
    FaceFaultError,
    OwnFace,
    kits_mean_width,
    read_face,
)
from coherence_kit.i18n import plural
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.model.brand import FontFiles
from coherence_kit.problems import Problem
from coherence_kit.rendering.typefaces import (
    BOLD,
    HEADINGS,
    ITALIC,
    REGULAR,
    Typefaces,
    role_of_file,
)
from coherence_kit.workflow.brand_files import ReadFile

_REGULAR, _BOLD = 400, 600
_MOST_NAMED = 20
_MUCH_WIDER = 12  # per cent


def resolve_typefaces(document: Document, stated: FontFiles, read: ReadFile) -> Typefaces | None:
    """The typefaces with their files read; None with the problems added."""
    faces = {}
    for role, path, name, weight in _named(stated):
        data = read(role_of_file(role), name, path, LARGEST_FACE)
        if data is None:
            continue
        try:
            faces[role] = read_face(data, weight, is_italic=role == ITALIC)
        except FaceFaultError as fault:
            document.report("brand.font", path, value=name, what=fault.what, cure=fault.cure)
    return Typefaces(faces) if {REGULAR, BOLD} <= faces.keys() else None


def check_typefaces(document: Document, found: Typefaces | None) -> None:
    """Add what the typefaces of a brand lack, and a regular that is as heavy as the bold."""
    if found is None:
        return
    regular, bold = found.faces[REGULAR], found.faces[BOLD]
    if regular.drawn_weight >= bold.drawn_weight:
        weights = {"regular": regular.drawn_weight, "bold": bold.drawn_weight}
        document.report("brand.font-weight", ("fonts", "text", "bold"), **weights)
    wider = round(100 * (regular.mean_width / kits_mean_width() - 1))
    if wider > _MUCH_WIDER:
        texts = {"family": regular.family, "share": wider}
        document.report("brand.font-wide", ("fonts", "text", "regular"), **texts)
    for path, face in (
        (("fonts", "text", "regular"), regular),
        (("fonts", "text", "bold"), bold),
        (("fonts", "headings"), found.faces.get(HEADINGS)),
    ):
        lacking = face.lacking(EXPECTED) if face else frozenset()
        if face and lacking:
            document.report("brand.font-lacks", path, **_lacks(face, lacking))


def lent_letters(found: Typefaces | None, lent: frozenset[str], output: str) -> Iterator[Problem]:
    """That a report prints letters which its typeface lacks."""
    if found is not None and lent:
        params = _lacks(found.faces[REGULAR], lent)
        yield Problem("brand.font-lacks", output, params=params)


def _lacks(face: OwnFace, lacking: frozenset[str]) -> dict[str, str]:
    signs = sorted(lacking)
    shown = " ".join(signs[:_MOST_NAMED]) + (" …" if len(signs) > _MOST_NAMED else "")
    letters = plural(len(signs), "a letter", f"{len(signs)} letters")
    return {"family": face.family, "letters": letters, "signs": shown}


def _named(stated: FontFiles) -> Iterator[tuple[str, PathLike, str, int]]:
    """Each file by its role, with its place in the brand and the weight that is meant."""
    text = stated.text
    yield REGULAR, ("fonts", "text", "regular"), text.regular, _REGULAR
    yield BOLD, ("fonts", "text", "bold"), text.bold, _BOLD
    if text.italic:
        yield ITALIC, ("fonts", "text", "italic"), text.italic, _REGULAR
    if stated.headings:
        yield HEADINGS, ("fonts", "headings"), stated.headings, _BOLD
