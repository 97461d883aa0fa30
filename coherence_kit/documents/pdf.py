"""HTML to one PDF that complies with both PDF/UA-1 and PDF/A-3a and carries its sources.

The only module that imports weasyprint, and only when something is rendered:
the import alone takes 0.65 s.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import io
import logging
import os
import threading
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from coherence_kit.documents.attached import Attached, media_type
from coherence_kit.documents.fonts import font_faces
from coherence_kit.documents.libraries import cure, rendering_libraries
from coherence_kit.documents.pdf_objects import declare_ua1, finish
from coherence_kit.documents.script_faces import faces_for
from coherence_kit.documents.text_layer import speaking
from coherence_kit.errors import CannotRenderError, KitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coherence_kit.documents.fonts import FontFace
    from coherence_kit.documents.print_limits import Cut
    from coherence_kit.documents.script_faces import ScriptFace

__all__ = [
    "Attached",
    "NamedFace",
    "PdfResult",
    "RefusedResourceError",
    "font_css",
    "rendering_libraries",
    "write_pdf",
]

# WeasyPrint ships no types.
WeasyPrint: TypeAlias = Any
LaidOut: TypeAlias = Any
Metadata: TypeAlias = Any
Response: TypeAlias = Any

_VARIANT = "pdf/a-3a"
_NO_FONTS_OF_THE_MACHINE = Path(__file__).with_name("fontconfig.xml")
_environment_lock = threading.Lock()


class RefusedResourceError(KitError):
    """A page asked for something that it was not given.

    No template of the kit does so: a text of a user must have become markup.
    """


@dataclass(frozen=True)
class PdfResult:
    """A PDF, and what WeasyPrint had to say about the page: nothing, if the template is right.

    `lacking` are the characters that no face has, which it shows by their numbers; `cuts` are the
    texts that it does not print whole; `lent` are the letters that faces of the kit lend to others.
    """

    data: bytes
    messages: tuple[str, ...]
    lacking: frozenset[str] = frozenset()
    cuts: tuple[Cut, ...] = ()
    lent: frozenset[str] = frozenset()


def write_pdf(
    html: str,
    *,
    attachments: Sequence[Attached] = (),
    when: dt.date | None,
    resources: Mapping[str, bytes] | None = None,
    faces: Sequence[NamedFace] = (),
) -> PdfResult:
    """One file that is both PDF/UA-1 and PDF/A-3a; same input, same bytes.

    Args:
        html: the whole page, with `lang` and `<title>`, styles included. The faces
            of `font_css` are known already.
        attachments: what the file carries; names differ, the order does not matter.
        when: the date of the document and of what it carries; None for a document that has none and
            carries nothing. The clock is never read.
        resources: what the page may load besides the fonts, each as `kit:NAME`.
        faces: others that the page names.

    Raises:
        CannotRenderError: this machine lacks a library, a font or a folder for temporary files.
        RefusedResourceError: the page asks for anything else, be it a file or
            an address. Nothing was opened.
        ValueError: two attachments have one name, there are some and no date, or the
            page has no language or title.

    """
    carried = {
        attached.name: attached
        for attached in sorted(attachments, key=lambda attached: attached.name)
    }
    if len(carried) < len(attachments):
        msg = "two attachments have one name"
        raise ValueError(msg)
    if carried and when is None:
        msg = "what a PDF carries has a date"
        raise ValueError(msg)
    weasyprint = _weasyprint()
    scripts: tuple[ScriptFace | NamedFace, ...] = (*faces, *faces_for(html))
    fetcher = _Fetcher(weasyprint, resources or {}, scripts)
    with _messages() as messages, _garbage_kept():
        try:
            data = _file(weasyprint, _lay_out(weasyprint, html, fetcher, scripts), carried, when)
        except weasyprint.urls.FatalURLFetchingError:  # a BaseException
            data = b""
        except OSError as error:  # fonts pass through a temporary folder
            msg = (
                f"the report cannot be rendered ({error}); set TMPDIR to a folder that can be "
                "written"
            )
            raise CannotRenderError(msg) from error
    # Asked once more, since WeasyPrint goes on without a drawing that fails for whatever reason.
    if fetcher.refused:
        msg = f"the page asks for {fetcher.refused[0][:200]}, which is not part of the report"
        raise RefusedResourceError(msg)
    return PdfResult(data, tuple(messages))


def font_css() -> str:
    """The `@font-face` rules of the report's faces; the same text on every machine.

    Raises:
        CannotRenderError: a font package is missing, or no folder can be written.

    """
    return _font_rules(font_faces())


@dataclass(frozen=True)
class NamedFace:
    """A face under the name by which a page asks for it."""

    family: str
    weight: int
    style: Literal["normal", "italic"]
    data: bytes


def _font_rules(faces: Iterable[FontFace | ScriptFace | NamedFace]) -> str:
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f"font-style: {_style(face)}; "
        f'src: url("{_font_url(face)}") }}\n'
        for face in faces
    )


def _font_url(face: FontFace | ScriptFace | NamedFace) -> str:
    return f"font:{face.family.replace(' ', '')}-{face.weight}-{_style(face)}"


def _style(face: FontFace | ScriptFace | NamedFace) -> str:
    return face.style if isinstance(face, NamedFace) else "normal"


@cache
def _weasyprint() -> WeasyPrint:
    """The library.

    Raises:
        CannotRenderError: a library of the system that it needs is missing.

    """
    try:
        # It prints an address to standard output before it fails, and warns of what
        # `rendering_libraries` says better.
        with (
            contextlib.redirect_stdout(io.StringIO()),
            warnings.catch_warnings(),
            _environment(FONTCONFIG_FILE=str(_NO_FONTS_OF_THE_MACHINE)),
        ):
            warnings.simplefilter("ignore")
            import weasyprint
            import weasyprint.draw
            import weasyprint.text.fonts
            import weasyprint.urls
    except OSError as error:
        missing = [
            check.name for check in rendering_libraries() if check.needed and not check.found
        ]
        msg = (
            f"PDF needs {' and '.join(missing) or 'a library'} ({error}); install it with: {cure()}"
        )
        raise CannotRenderError(msg) from error
    weasyprint.draw.draw_text = speaking(weasyprint.draw.draw_text)
    return weasyprint


def _lay_out(
    weasyprint: WeasyPrint,
    html: str,
    fetcher: _Fetcher,
    scripts: Sequence[ScriptFace | NamedFace],
) -> LaidOut:
    """The pages, set in the kit's faces and no others.

    A style sheet names none of the faces of further scripts: what the named ones lack is taken
    from whatever face is known.

    The machine's fonts and rules would show: a page set with a face of ours comes out in
    another one where the machine's configuration says so (measured), and a text without a
    family in whatever font there is.
    """
    with _environment(FONTCONFIG_FILE=str(_NO_FONTS_OF_THE_MACHINE)):
        fonts = weasyprint.text.fonts.FontConfiguration()
    rules = font_css() + _font_rules(scripts)
    faces = weasyprint.CSS(string=rules, url_fetcher=fetcher, font_config=fonts)
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    return page.render(font_config=fonts, stylesheets=[faces], pdf_variant=_VARIANT)


@contextlib.contextmanager
def _environment(**changes: str) -> Iterator[None]:
    """Environment variables for a C library that takes its settings from nowhere else."""
    with _environment_lock:
        before = {name: os.environ.get(name) for name in changes}
        os.environ.update(changes)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


@cache
def _font_files() -> dict[str, bytes]:
    return {_font_url(face): face.path.read_bytes() for face in font_faces()}


class _Fetcher:
    """Serves the fonts of the report and what was handed in, and refuses all else.

    The names under which they are served are no addresses.
    """

    def __init__(
        self,
        weasyprint: WeasyPrint,
        resources: Mapping[str, bytes],
        scripts: Iterable[ScriptFace | NamedFace] = (),
    ) -> None:
        self.refused: list[str] = []
        self._urls = weasyprint.urls
        self._content = (
            _font_files()
            | {_font_url(face): face.data for face in scripts}
            | {f"kit:{name}": data for name, data in resources.items()}
        )

    def __call__(self, url: str) -> Response:
        content = self._content.get(url)
        if content is None:
            self.refused.append(url)
            # Any other error would only leave a gap in the page.
            raise self._urls.FatalURLFetchingError
        return self._urls.URLFetcherResponse(url, content, {"Content-Type": media_type(url)})


@contextlib.contextmanager
def _garbage_kept() -> Iterator[None]:
    """Switch off the search for garbage until the report is done.

    The search takes 8 % of the time for 18 pages and 17 % for 41.

    What has piled up is found at the end in one go; memory peaks 2 % higher (197 MB for 41 pages).
    Other threads meanwhile only keep their garbage a little longer.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)


@contextlib.contextmanager
def _messages() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs in this thread."""
    collected: list[str] = []
    handler = _Collector(collected)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield collected
    finally:
        logger.removeHandler(handler)


class _Collector(logging.Handler):
    def __init__(self, collected: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._collected = collected
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self._collected.append(record.getMessage())


def _file(
    weasyprint: WeasyPrint,
    document: LaidOut,
    carried: Mapping[str, Attached],
    when: dt.date | None,
) -> bytes:
    """The PDF of pages that are laid out; `carried` in the order of the names."""
    # In UTC and at noon, so that the day is the same wherever the file is read
    # (12 hours behind to 11 ahead).
    noon = None if when is None else dt.datetime.combine(when, dt.time(12), dt.UTC)
    _set_metadata(document.metadata, noon)
    files = [
        weasyprint.Attachment(
            file_obj=io.BytesIO(attached.data),
            name=attached.name,
            description=attached.description,
            created=noon,
            modified=noon,
        )
        for attached in carried.values()
    ]
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ResourceWarning
        )  # WeasyPrint 70 leaves its colour profile to be closed for it
        data: bytes = document.write_pdf(
            pdf_variant=_VARIANT, attachments=files, finisher=lambda _, pdf: finish(pdf, carried)
        )
    return data


def _set_metadata(metadata: Metadata, noon: dt.datetime | None) -> None:
    if not (metadata.lang and metadata.title):
        msg = "the page needs a language and a title: PDF/UA asks for both"
        raise ValueError(msg)
    metadata.created = metadata.modified = None if noon is None else f"{noon:%Y-%m-%dT%H:%M:%SZ}"
    original = metadata.generate_rdf_metadata
    metadata.generate_rdf_metadata = lambda *args: declare_ua1(original(*args))
