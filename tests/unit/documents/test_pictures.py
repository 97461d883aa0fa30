"""Logos: what only draws is taken, what could do more or is broken is told."""

from __future__ import annotations

import struct
import time
import zlib

import pytest

from coherence_kit.documents.picture_faults import PictureFaultError
from coherence_kit.documents.pictures import read_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 76 14"{more}>{inside}</svg>'
PATH = '<path d="M0 0h76v14z" fill="#0B4F60"/>'


def svg(inside: str = PATH, more: str = "", head: str = "") -> bytes:
    return (head + SVG.format(inside=inside, more=more)).encode()


def chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def png(
    width: int = 8, height: int = 4, pixels: bytes | None = None, more: bytes = b"", lace: int = 0
) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, lace)
    if pixels is None:
        pixels = (b"\0" + b"\x0b\x4f\x60" * width) * height
    packed = zlib.compress(pixels)
    parts = chunk(b"IHDR", head) + more + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
USES = (
    "".join(f'<g id="u{n}">{f"""<use href="#u{n - 1}"/>""" * 10}</g>' for n in range(1, 10))
    + '<path id="u0" d="M0 0"/><use href="#u9"/>'
)
ACTING = {
    "script": svg("<script>alert(1)</script>"),
    "script of another space": svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'),
    "event": svg(PATH, ' onload="alert(1)"'),
    "event in capitals": svg('<path d="M0 0" ONCLICK="x"/>'),
    "page inside": svg("<foreignObject><p>x</p></foreignObject>"),
    "address": svg('<use href="http://example.org/a.svg#b"/>'),
    "address by xlink": svg(
        '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/passwd"/>'
    ),
    "picture inside": svg('<image href="data:image/png;base64,AAAA"/>'),
    "link": svg(f'<a href="#b">{PATH}</a>'),
    "fill from elsewhere": svg('<path d="M0 0" fill="url(http://example.org/#a)"/>'),
    "style from elsewhere": svg("<style>path { fill: url('//example.org/a#b') }</style>" + PATH),
    "import": svg("<style>@import 'a.css';</style>"),
    "hidden address": svg('<path d="M0 0" style="fill: \\75rl(http://example.org)"/>'),
    "style sheet": svg(head='<?xml-stylesheet href="a.css"?>'),
    "entities": svg("&a9;", head=f'<!DOCTYPE svg [<!ENTITY a0 "x">{BOMB}]>'),
    "entity of a file": svg("&a;", head='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "repeats": svg(USES),
    "repeats itself": svg('<g id="a"><use href="#a"/></g>'),
    "deep": svg("<g>" * 100 + "</g>" * 100),
    "letters": svg("<text>Ministry</text>"),
    "movement": svg('<path d="M0 0"><animate attributeName="x"/></path>'),
    "beyond measure": svg('<path d="M0 0L1e400 0"/>'),
    "without size": b'<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    "empty size": svg().replace(b"0 0 76 14", b"0 0 0 0"),
    "not closed": svg()[:-6],
    "a page": b"<html><svg></svg></html>",
    "no picture": b"GIF89a",
    "nothing": b"",
    "JPEG": b"\xff\xd8\xff\xe0",
    "half a PNG": png()[:-20],
    "head alone": b"\x89PNG\r\n\x1a\n",
    "changed PNG": png().replace(b"IDAT", b"IDAX"),
    "wrong checksum": png()[:20] + b"\x01" + png()[21:],
    "PNG that unpacks to more": png(pixels=b"\0" * 50_000_000),
    "PNG that unpacks to less": png(pixels=b"\0" * 3),
    "PNG of many pixels": png(60_000, 60_000, b"\0" * 100),
    "PNG without pixels": png(0, 4),
}


@pytest.mark.parametrize("name", ACTING)
def test_what_acts_or_is_broken_is_told_with_a_cure(name: str) -> None:
    began = time.process_time()
    with pytest.raises(PictureFaultError) as found:
        read_picture(ACTING[name])
    assert found.value.what
    assert found.value.cure
    assert time.process_time() - began < 2


def test_the_line_of_a_drawing_is_told() -> None:
    with pytest.raises(PictureFaultError) as found:
        read_picture(svg("\n\n<script/>"))
    assert found.value.line == 3


def test_a_drawing_keeps_its_shapes_and_loses_the_notes_of_its_program() -> None:
    drawn = svg(
        '<title>Logo</title><metadata>Who drew it</metadata><i:view i:zoom="3"/>'
        '<defs><linearGradient id="a"><stop offset="1" stop-color="#000"/></linearGradient></defs>'
        f'<style>.b {{ fill: url(#a) }}</style><g class="b" i:label="x">{PATH}</g>',
        ' xmlns:i="http://example.org/program" width="100%"',
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">',
    )
    picture = read_picture(drawn)
    assert (picture.suffix, picture.width, picture.height) == (".svg", 76, 14)
    assert b'd="M0 0h76v14z"' in picture.data
    assert b"url(#a)" in picture.data
    for gone in (b"Who drew it", b"zoom", b"label", b"DOCTYPE", b"Logo"):
        assert gone not in picture.data
    assert read_picture(picture.data) == picture


@pytest.mark.parametrize("lace", [0, 1])
def test_a_png_keeps_its_pixels_and_loses_what_is_said_beside_them(lace: int) -> None:
    pixels = None
    if lace:  # 8 by 4 pixels in the passes of Adam7
        sizes = ((1, 1), (1, 1), (2, 1), (4, 1), (4, 2), (8, 2))
        pixels = b"".join((b"\0" + b"abc" * across) * down for across, down in sizes)
    noted = chunk(b"tEXt", b"Author\0Somebody") + chunk(b"eXIf", b"place")
    picture = read_picture(png(pixels=pixels, more=noted, lace=lace))
    assert (picture.suffix, picture.width, picture.height) == (".png", 8, 4)
    assert b"Somebody" not in picture.data
    assert picture.data == png(pixels=pixels, lace=lace)
    assert read_picture(picture.data) == picture
