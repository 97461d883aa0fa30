"""What a PDF says where its signs alone do not say it.

WeasyPrint notes for each sign of a face the text for which it was first used. That is not enough
where a letter is drawn with several signs (a base with its accents, an Arabic letter with its
dots), or where signs stand in another order than they are typed (vowels of India): what is copied
or read aloud would be another text. A line with such letters is drawn anew: each of them in a span
with its text as `ActualText`, as PDF/UA asks for, and the accents after the line, since programs
that read a PDF take a sign that is drawn aside for the end of the word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

# WeasyPrint and Pango ship no types.
Stream: TypeAlias = Any
TextBox: TypeAlias = Any
Run: TypeAlias = Any
Font: TypeAlias = Any
Line: TypeAlias = Any
GlyphInfo: TypeAlias = Any

_NO_SIGN = 0x0FFFFFFF  # Pango's number for what takes no room and is not drawn
_LACKING = 0x10000000  # Pango's mark of a character that no face has
_PANGO_UNITS = 1024  # in a CSS pixel
_EM = 1000  # of the numbers between signs, in thousandths of the size of the type
_END_OF_SPAN = b"EMC"
_END_OF_TEXT = b"ET"


@dataclass(frozen=True, slots=True)
class _Sign:
    """One sign of a face; lengths in CSS pixels, downwards and to the right."""

    number: int
    width: float
    right: float
    down: float


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Signs that stand together for a piece of text, in one face.

    `is_plain` says that they tell the text by themselves.
    """

    text: str
    signs: tuple[_Sign, ...]
    font: Font
    size: float
    is_from_the_right: bool
    is_plain: bool

    @property
    def moves(self) -> bool:
        """Whether it takes room of its own; an accent does not."""
        return any(sign.width for sign in self.signs)

    def with_accent(self, accent: _Cluster) -> _Cluster:
        """The two together: what takes no room belongs to the letter before it."""
        ordered = (accent, self) if self.is_from_the_right else (self, accent)
        signs = tuple(sign for cluster in ordered for sign in cluster.signs)
        return replace(self, text=self.text + accent.text, signs=signs, is_plain=False)


def speaking(draw: Callable[..., None]) -> Callable[..., None]:
    """WeasyPrint's function that draws the text of a box, made to say what its signs do not."""

    def draw_text(stream: Stream, textbox: TextBox, *details: object) -> None:
        start = len(stream.stream)
        draw(stream, textbox, *details)
        # A text that follows another one at once goes on with it.
        matrix = next(
            (at for at in range(start - 1, len(stream.stream)) if _is_matrix(stream, at)), 0
        )
        if textbox.text.isascii() or not matrix:
            return
        clusters = _clusters(stream, textbox)
        if not all(cluster.is_plain for cluster in clusters):
            _draw_anew(stream, matrix, clusters)

    return draw_text


def _is_matrix(stream: Stream, at: int) -> bool:
    item = stream.stream[at]
    return isinstance(item, bytes) and item.endswith(b" Tm")


# --- what there is to draw ------------------------------------------------------------------------


def _clusters(stream: Stream, textbox: TextBox) -> list[_Cluster]:
    """The clusters of a line in the order in which they are drawn."""
    layout = textbox.pango_layout
    layout.reactivate(textbox.style)
    line, _ = layout.get_first_line()
    said = layout.text.encode()
    found = [cluster for run in _runs(line) for cluster in _clusters_of(stream, run, said)]
    layout.deactivate()
    return found


def _runs(line: Line) -> Iterator[Run]:
    link = line.runs[0]
    while link:
        yield link.data
        link = link.next


def _clusters_of(stream: Stream, run: Run, said: bytes) -> list[_Cluster]:
    """Those of a run in one face and one direction."""
    font, size = stream.add_font(run.item.analysis.font)
    is_from_the_right = bool(run.item.analysis.level % 2)
    count, first = run.glyphs.num_glyphs, run.item.offset
    places = list(run.glyphs.log_clusters[0:count])
    starts = sorted(set(places))
    ends = dict(zip(starts, [*starts[1:], run.item.length], strict=True))
    signs: dict[int, list[_Sign]] = {place: [] for place in places}
    for place, info in zip(places, run.glyphs.glyphs[0:count], strict=True):
        if info.glyph != _NO_SIGN:
            signs[place].append(_sign(info, font))
    clusters = []
    for place, drawn in signs.items():
        text = said[first + place : first + ends[place]].decode()
        is_plain = len(drawn) == 1 and font.to_unicode.get(drawn[0].number) == text
        clusters.append(_Cluster(text, tuple(drawn), font, size, is_from_the_right, is_plain))
    return _with_accents(clusters, is_from_the_right=is_from_the_right)


def _sign(info: GlyphInfo, font: Font) -> _Sign:
    geometry, number = info.geometry, info.glyph
    if number & _LACKING:
        number = font.missing[number - _LACKING]
    return _Sign(
        number,
        geometry.width / _PANGO_UNITS,
        geometry.x_offset / _PANGO_UNITS,
        geometry.y_offset / _PANGO_UNITS,
    )


def _with_accents(clusters: list[_Cluster], *, is_from_the_right: bool) -> list[_Cluster]:
    """Accents and joiners put to the letter that they were typed behind."""
    kept: list[_Cluster] = []
    for cluster in reversed(clusters) if is_from_the_right else clusters:
        if cluster.moves or not kept:
            kept.append(cluster)
        else:
            kept[-1] = kept[-1].with_accent(cluster)
    return kept[::-1] if is_from_the_right else kept


# --- drawing --------------------------------------------------------------------------------------


def _draw_anew(stream: Stream, matrix: int, clusters: Sequence[_Cluster]) -> None:
    """The same line with its spans, from its matrix to its end."""
    items = stream.stream
    end = items.index(_END_OF_TEXT, matrix)
    after = items[end + 1 :]
    pen = _Pen(*map(float, items[matrix].split()[4:6]))
    for cluster in clusters:
        pen.draw(cluster)
    pen.draw_accents()
    items[matrix + 1 :] = pen.out
    last = clusters[-1]
    stream.set_font_size(last.font.hash, last.size)  # so that the stream knows the face
    stream.end_text()
    items += after


class _Pen:
    """Writes the signs of a line from the left to the right."""

    def __init__(self, x: float, y: float) -> None:
        self.out: list[bytes] = []
        self._x, self._y = x, y  # in CSS pixels
        self._face: tuple[Any, ...] = ()
        self._signs = ""  # that are to be shown together
        self._accents: list[tuple[_Cluster, _Sign, float]] = []

    def draw(self, cluster: _Cluster) -> None:
        """A cluster, without the accents, which wait for the end of the line."""
        self._choose(cluster)
        if cluster.is_plain:
            self._show(cluster)
            return
        said = cluster.text
        if cluster.is_from_the_right and len(said) > 1:
            # Programs turn a text from the right round by its signs: each has its own place.
            for character in reversed(said[1:]):
                self._say_unseen(character, cluster)
            said = said[0]
        self._open(said)
        self._show(cluster)
        self._close()

    def draw_accents(self) -> None:
        """What was drawn over and under the letters, which have said it already."""
        self._flush()
        if not self._accents:
            return
        self._open("")
        for cluster, sign, x in self._accents:
            self._choose(cluster)
            place = f"1 0 0 -1 {_number(x + sign.right)} {_number(self._y + sign.down)} Tm"
            self.out += [place.encode(), f"<{sign.number:04x}> Tj".encode()]
        self._close()

    def _choose(self, cluster: _Cluster) -> None:
        face = (cluster.font.hash, cluster.size)
        if face != self._face:
            self._flush()
            self._face = face
            self.out.append(f"/{cluster.font.hash} {_number(cluster.size)} Tf".encode())

    def _show(self, cluster: _Cluster) -> None:
        for sign in cluster.signs:
            if not sign.width and cluster.moves:
                self._accents.append((cluster, sign, self._x))
                continue
            em = _EM / cluster.size
            own = cluster.font.widths[sign.number]
            if sign.down:
                self._flush()
                self.out.append(f"{_number(-sign.down)} Ts".encode())
            self._signs += _moved(-sign.right * em) + f"<{sign.number:04x}>"
            self._signs += _moved(own + (sign.right - sign.width) * em)
            if sign.down:
                self._flush()
                self.out.append(b"0 Ts")
            self._x += sign.width

    def _say_unseen(self, text: str, cluster: _Cluster) -> None:
        """A text at this place, with a sign that is not drawn and takes no room."""
        self._open(text)
        sign = cluster.signs[0].number
        self.out.append(f"3 Tr 0.001 Tz [<{sign:04x}>] TJ 100 Tz 0 Tr".encode())
        self._close()

    def _open(self, text: str) -> None:
        self._flush()
        said = text.encode("utf-16-be").hex().upper()
        self.out.append(f"/Span <</ActualText <FEFF{said}>>> BDC".encode())

    def _close(self) -> None:
        self._flush()
        self.out.append(_END_OF_SPAN)

    def _flush(self) -> None:
        if self._signs:
            self.out.append(f"[{self._signs}] TJ".encode())
            self._signs = ""


def _moved(thousandths: float) -> str:
    """How far the pen is moved back, in thousandths of the size of the type."""
    number = _number(thousandths)
    return "" if number in {"0", "-0"} else f"{number} "


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
