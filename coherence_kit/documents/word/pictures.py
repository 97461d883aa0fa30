"""Drawings of a document: as they are, and as a picture for who cannot show them.

The only module that imports resvg.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Final, NamedTuple

from coherence_kit.documents.letter_outlines import outlined
from coherence_kit.documents.word.blocks import Picture
from coherence_kit.documents.word.xml import DRAWING, RELATIONS, emu, escaped
from coherence_kit.errors import MissingLibraryError

_DOTS_AN_INCH: Final = 192
_MM_AN_INCH: Final = 25.4
_SVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_DECORATIVE: Final = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_SVG_MARK: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_DECORATIVE_MARK: Final = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def expect_library() -> None:
    """See that drawings can be turned into pictures.

    Raises:
        MissingLibraryError: they cannot; the text says what to install.

    """
    missing = [name for name in ("lxml", "resvg_py") if find_spec(name) is None]
    if missing:
        msg = (
            f"A report for Word needs {' and '.join(missing)}, which is not installed: "
            'pip install "coherence-kit[word]"'
        )
        raise MissingLibraryError(msg)


class _Source(NamedTuple):
    """What is shown: a drawing, or dots."""

    svg: str
    png: bytes


@dataclass(slots=True)
class Pictures:
    """The drawings of one document: each is kept once, however often it is shown.

    Args:
        first_id: of the numbers that drawings are told apart by.
        prefix: of the names of files and relations.

    """

    first_id: int = 1
    prefix: str = "report"
    _places: dict[_Source, int] = field(default_factory=dict)
    _widths: dict[int, float] = field(default_factory=dict)
    _shown: int = 0

    def xml(self, picture: Picture) -> str:
        """The drawing in a line of text."""
        source = _Source(picture.svg, picture.png)
        place = self._places.setdefault(source, len(self._places) + 1)
        self._widths[place] = max(picture.width, self._widths.get(place, 0))
        number, alt = self.first_id + self._shown, escaped(picture.alt)
        self._shown += 1
        width, height = emu(picture.width), emu(picture.height)
        mark = "" if alt else _decorative()
        name = f'name="Drawing {number}"'
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{number}" {name} descr="{alt}">{mark}</wp:docPr>'
            f'<a:graphic><a:graphicData uri="{DRAWING.replace("main", "picture")}"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" {name} descr="{alt}"/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{self._relation(place, "Png")}">'
            f"{self._drawing(place) if picture.svg else ''}</a:blip>"
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
            f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def parts(self) -> dict[str, bytes]:
        """The files, by their names in the folder of the document."""
        found = {}
        for source, place in self._places.items():
            shapes = outlined(source.svg)
            found[self._file(place, "png")] = source.png or _as_png(shapes, self._widths[place])
            if shapes:
                found[self._file(place, "svg")] = shapes.encode()
        return found

    def relations(self) -> str:
        """How the document refers to them."""
        return "".join(
            f'<Relationship Id="{self._relation(place, kind.title())}" Type="{RELATIONS}/image" '
            f'Target="{self._file(place, kind)}"/>'
            for source, place in self._places.items()
            for kind in (("png", "svg") if source.svg else ("png",))
        )

    def _drawing(self, place: int) -> str:
        return (
            f'<a:extLst><a:ext uri="{_SVG_MARK}"><asvg:svgBlip xmlns:asvg="{_SVG}" '
            f'r:embed="{self._relation(place, "Svg")}"/></a:ext></a:extLst>'
        )

    def _relation(self, place: int, kind: str) -> str:
        return f"{self.prefix}{kind}{place}"

    def _file(self, place: int, kind: str) -> str:
        return f"media/{self.prefix}{place}.{kind}"


def _decorative() -> str:
    return (
        f'<a:extLst><a:ext uri="{_DECORATIVE_MARK}"><adec:decorative xmlns:adec="{_DECORATIVE}" '
        'val="1"/></a:ext></a:extLst>'
    )


def _as_png(svg: str, width: float) -> bytes:
    import resvg_py

    # No font is looked for: letters are shapes by now, and logos have none.
    dots = max(1, round(width / _MM_AN_INCH * _DOTS_AN_INCH))
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, width=dots, dpi=_DOTS_AN_INCH, skip_system_fonts=True)
    )
