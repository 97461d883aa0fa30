"""The typefaces of a brand, under the names by which the pages of a report ask for them.

A style sheet names `Report Text` and `Report Headings` before the faces of the kit: where a brand
has none, or lacks a letter, those of the kit are taken.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from coherence_kit.documents.attached import Attached
from coherence_kit.documents.own_faces import OwnFace, cut_to, for_browsers
from coherence_kit.documents.pdf import NamedFace
from coherence_kit.documents.text_widths import Face, OwnWidths

REGULAR, BOLD, ITALIC, HEADINGS = "text-regular", "text-bold", "text-italic", "headings"
_NAMES: Final[Mapping[str, tuple[str, int, bool]]] = {
    REGULAR: ("Report Text", 400, False),
    BOLD: ("Report Text", 600, False),
    ITALIC: ("Report Text", 400, True),
    HEADINGS: ("Report Headings", 600, False),
}


def role_of_file(role: str) -> str:
    """What the file of a face is called in a report that carries it, without its ending."""
    return f"font-{role}"


@dataclass(frozen=True)
class Typefaces:
    """Faces by their role: the regular and the bold one of the text, and maybe two others."""

    faces: Mapping[str, OwnFace]

    @property
    def text_family(self) -> str:
        """What the typeface of the text calls itself."""
        return self.faces[REGULAR].family

    @property
    def heading_family(self) -> str:
        """Likewise of headings."""
        return self._with_headings[HEADINGS].family if HEADINGS in self.faces else self.text_family

    @property
    def families(self) -> tuple[str, ...]:
        """Both, each once."""
        return tuple(dict.fromkeys((self.text_family, self.heading_family)))

    @property
    def _with_headings(self) -> Mapping[str, OwnFace]:
        return {HEADINGS: self.faces[BOLD], **self.faces}

    @cached_property
    def widths(self) -> OwnWidths:
        """How wide texts are in them."""
        faces = self._with_headings
        places = {Face.SANS: REGULAR, Face.SANS_BOLD: BOLD, Face.SERIF_BOLD: HEADINGS}
        return OwnWidths({face: faces[role].advances for face, role in places.items()})

    def lacking(self, characters: Collection[str]) -> frozenset[str]:
        """The letters among some characters that one of the faces of the text does not have."""
        return frozenset().union(
            *(self.faces[role].lacking(characters) for role in (REGULAR, BOLD))
        )

    def of_text(self) -> tuple[OwnFace, OwnFace]:
        """The regular and the bold face of the text."""
        return self.faces[REGULAR], self.faces[BOLD]

    def not_there(self, text: str) -> str:
        """The characters of a text that faces of the kit have to lend."""
        every = (face.characters for role, face in self.faces.items() if role != ITALIC)
        return "".join(sorted({*text} - frozenset.intersection(*every)))

    def cut(self, characters: Collection[str]) -> Typefaces:
        """The same with no more than a report with these characters needs.

        Faces of one family have the same characters: of two that have not, the layout takes the one
        that has all letters of the language, whatever its weight.
        """
        shared = frozenset.intersection(
            *(face.characters for role, face in self.faces.items() if role != HEADINGS)
        )
        return Typefaces(
            {
                role: cut_to(face, characters, None if role == HEADINGS else shared)
                for role, face in self.faces.items()
            }
        )

    def named(self) -> tuple[NamedFace, ...]:
        """As a page for print asks for them."""
        return tuple(
            NamedFace(family, weight, "italic" if is_italic else "normal", faces[role].data)
            for faces in (self._with_headings,)
            for role, (family, weight, is_italic) in _NAMES.items()
            if role in faces
        )

    def attached(self) -> list[Attached]:
        """As a report carries them, so that it can be made again."""
        return [
            Attached(
                f"brand-{role_of_file(role)}{face.suffix}", face.data, "Supplement", "Typeface"
            )
            for role, face in self.faces.items()
        ]

    def css(self, characters: Iterable[str]) -> str:
        """The rules by which a page for a browser holds them, with these characters."""
        cut = self.cut(frozenset(characters))
        return "".join(
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
            f"font-style: {face.style}; src: url(data:font/woff;base64,{_packed(face)}) "
            'format("woff") }\n'
            for face in cut.named()
        )


def _packed(face: NamedFace) -> str:
    return base64.b64encode(for_browsers(face.data)).decode()
