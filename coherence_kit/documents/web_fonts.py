"""The faces of the report for a browser, inside the page itself.

Each is cut down to the characters that a page has. WOFF, which Python's own compression writes,
takes 20 ms for the three faces of a report; WOFF2 would take 300 ms to spare 8 kB of 37 (measured).
"""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from pathlib import Path

from coherence_kit.documents.fonts import covered_characters, font_faces


def embedded_font_css(text: str) -> str:
    """The `@font-face` rules of the report's faces with the characters of a text.

    Same text, same rules. What a face lacks is set in a face of the reader's machine.

    Raises:
        CannotRenderError: a font package is missing, or no folder can be written.

    """
    wanted = "".join(sorted({*text} & set(map(chr, covered_characters()))))
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"font-style: normal; src: url(data:font/woff;base64,{_woff(face.path, wanted)}) "
        'format("woff") }\n'
        for face in font_faces()
    )


@lru_cache(maxsize=24)
def _woff(path: Path, characters: str) -> str:
    """A face with these characters alone, as it stands in a style sheet."""
    import uharfbuzz
    from fontTools.ttLib import TTFont

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    cut = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob(path.read_bytes())), wanted)
    out = io.BytesIO()
    # recalcTimestamp would write the clock into the file.
    with TTFont(io.BytesIO(cut.blob.data), recalcTimestamp=False, recalcBBoxes=False) as font:
        font.flavor = "woff"
        font.save(out, reorderTables=False)
    return base64.b64encode(out.getvalue()).decode()
