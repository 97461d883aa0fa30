"""What is said of characters that a PDF can only print by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from coherence_kit.documents.script_faces import is_installed, script_of
from coherence_kit.i18n import plural
from coherence_kit.loading.documents import Document
from coherence_kit.problems import Problem

Path = tuple[str | int, ...]

_WITHOUT_A_FACE = (
    "use the ending .html in place of .pdf, since a browser has faces of its own, or write the "
    "text in another script"
)


def face_warnings(
    lacking: Iterable[str], documents: Sequence[Document], output: str
) -> Iterator[Problem]:
    """One warning for each remedy, with the scripts whose characters are printed by their numbers.

    Args:
        lacking: the characters that no installed face has.
        documents: what was typed, to name the first place where one of them stands.
        output: the file that prints them, named where they are in none of the documents.

    """
    for remedy, signs in groupby(sorted(lacking, key=_remedy), key=_remedy):
        yield _warning(remedy, frozenset(signs), documents, output)


def _remedy(sign: str) -> str:
    extra = script_of(sign)[1]
    if extra is None or is_installed(extra):
        return _WITHOUT_A_FACE
    return f"install the faces with: {extra.cure}; then make the file again"


def _warning(
    remedy: str, signs: frozenset[str], documents: Sequence[Document], output: str
) -> Problem:
    """The warning on some characters at the first of them, in the order in which they stand."""
    params = {
        "many": f"{len(signs)} {plural(len(signs), 'character', 'characters')}",
        "scripts": ", ".join(sorted({script_of(sign)[0] for sign in signs})),
        "number": f"[U+{ord(min(signs)):04X}]",
        "remedy": remedy,
    }
    for document in documents:
        for path, text in texts_of(document.value):
            first = next((sign for sign in text if sign in signs), "")
            if first:
                params["number"] = f"[U+{ord(first):04X}]"
                return document.problem_at("output.no-face", path, **params)
    return Problem("output.no-face", output, params=params)


def texts_of(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a file, with the keys and indices that lead to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts_of(item, (*path, key))
    elif isinstance(value, Sequence):
        for place, item in enumerate(value):
            yield from texts_of(item, (*path, place))
