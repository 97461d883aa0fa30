"""A consultant's document that a report is written into, looked at before anything is done with it.

It may come from anyone: nothing in it is run, and nothing that it points to is opened.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from coherence_kit.documents.word.places import misplaced
from coherence_kit.documents.word.xml import MAIN, PACKAGE_RELATIONS, RELATIONS
from coherence_kit.problems import Problem, ProblemsFound

# lxml ships no types.
Element: TypeAlias = Any

LARGEST: Final = 50 * 1024 * 1024
"""Bytes that a template may have; with a logo and a cover it has one or two million."""
_LARGEST_CONTENT: Final = 200 * 1024 * 1024
_MOST_PARTS: Final = 2_000
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
_MACROS = re.compile(
    r"(?:vbaproject|vbadata)[^/]*$|/activex/|\.(?:do[ct]|xl[st]|pp[st])m$", re.IGNORECASE
)
_MACROS_INSIDE = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
"""Of files in a document: as archives of today name their macros, and as files of old do."""
_TEXT_PARTS = re.compile(r"(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z")
_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TYPES_PART: Final = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Template:
    """A document that has passed the checks.

    Args:
        source: the file as the user named it.
        parts: of its archive, by their names.
        main: the name of the part with its text.

    """

    source: str
    parts: Mapping[str, bytes]
    main: str

    @property
    def is_protected(self) -> bool:
        """Whether word processors refuse changes of it, and so of the report in it."""
        settings = self.related("settings")
        root = parsed(self.parts[settings]) if settings else None
        locks = () if root is None else root.findall(f"{{{MAIN}}}documentProtection")
        return any(one.get(f"{{{MAIN}}}enforcement") in {"1", "true", "on"} for one in locks)

    def related(self, kind: str) -> str:
        """The name of a part that the text refers to, by its kind; empty if there is none."""
        found = (
            posixpath.normpath(posixpath.join(posixpath.dirname(self.main), one.get("Target")))
            if not one.get("Target", "").startswith("/")
            else one.get("Target")[1:]
            for one in parsed(self.parts.get(relations_of(self.main), _NO_RELATIONS))
            if one.get("Type") == f"{RELATIONS}/{kind}"
        )
        return next((name for name in found if name in self.parts), "")


_NO_RELATIONS: Final = f'<Relationships xmlns="{PACKAGE_RELATIONS}"/>'.encode()


def relations_of(part: str) -> str:
    """The part that says what a part refers to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def parsed(data: bytes) -> Element:
    """A part as a tree; no entity is resolved, no address opened."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def read_template(data: bytes, source: str) -> Template:
    """A template, checked.

    Raises:
        ProblemsFound: it is no document, a broken or too large one, it has macros, or it fetches
            something from elsewhere.

    """
    expect_size(len(data), source)
    if not data:
        raise _refused("template.other-kind", source, what="an empty file")
    if not data.startswith(b"PK"):
        what = (
            "a document of an old kind (.doc), or one locked with a password"
            if data.startswith(_OLD_OFFICE)
            else "another kind of file"
        )
        raise _refused("template.other-kind", source, what=what)
    parts = _unpacked(data, source)
    main = _main_part(parts, source)
    template = Template(source, parts, main)
    if not template.related("styles"):
        raise _refused("template.broken", source, reason="it has no styles")
    if parsed(parts[main]).find(f"{{{MAIN}}}body") is None:
        raise _refused("template.broken", source, reason="it has no body")
    _expect_one_place(template)
    return template


def has_text(part: str) -> bool:
    """Whether a part of a document has text that is read."""
    return _TEXT_PARTS.search(part) is not None


def _expect_one_place(template: Template) -> None:
    """The report can stand in one place; what is written elsewhere would be read by everybody."""
    main = [parsed(template.parts[template.main])]
    others = [
        parsed(data)
        for name, data in template.parts.items()
        if has_text(name) and name != template.main
    ]
    faults = dict.fromkeys(fault for root in (*main, *others) for fault in misplaced(root))
    if faults:
        params = {"block": "{{ report }}", "where": " and ".join(faults)}
        raise _refused("template.place", template.source, **params)


def expect_size(size: int, source: str) -> None:
    """See that a template is not too large, before it is read.

    Raises:
        ProblemsFound: it is.

    """
    if size > LARGEST:
        shown, most = f"{size / 1024 / 1024:.0f}", f"{LARGEST / 1024 / 1024:.0f}"
        raise _refused("template.too-large", source, size=shown, most=most)


def _unpacked(data: bytes, source: str) -> dict[str, bytes]:
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            size = sum(one.file_size for one in entries)
            if size > _LARGEST_CONTENT or len(entries) > _MOST_PARTS:
                reason = f"unpacked it has {len(entries)} parts and {size / 1024 / 1024:.0f} MB"
                raise _refused("template.broken", source, reason=reason)
            parts = {one.filename: archive.read(one) for one in entries}
    except _DAMAGE as error:
        raise _refused("template.broken", source, reason=str(error)) from error
    if len(parts) < len(entries):
        raise _refused("template.broken", source, reason="two of its parts have one name")
    for name, part in parts.items():
        if _MACROS.search(name) or _is_file_with_macros(part):
            raise _refused("template.macros", source, part=name)
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            tree = parsed(part)
        except etree.XMLSyntaxError as error:
            reason = f"{name} is no XML: {error.msg}"
            raise _refused("template.broken", source, reason=reason) from error
        if tree.getroottree().docinfo.doctype:
            raise _refused("template.broken", source, reason=f"{name} declares a document type")
        if name.endswith(".rels"):
            _expect_nothing_outside(tree, name, source)
    return parts


def _is_file_with_macros(part: bytes) -> bool:
    is_file = part.startswith((b"PK", _OLD_OFFICE))
    return is_file and any(said in part for said in _MACROS_INSIDE)


def _expect_nothing_outside(relations: Element, part: str, source: str) -> None:
    for one in relations:
        if one.get("TargetMode") != "External":
            continue
        kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
        if kind != "hyperlink" or not _ADDRESS.match(target):
            raise _refused("template.outside", source, kind=kind, target=target[:200], part=part)


def _main_part(parts: Mapping[str, bytes], source: str) -> str:
    if TYPES_PART not in parts or "_rels/.rels" not in parts:
        what = "an archive, and no document in it"
        raise _refused("template.other-kind", source, what=what)
    targets = (
        one.get("Target", "").lstrip("/")
        for one in parsed(parts["_rels/.rels"])
        if one.get("Type", "").endswith("/officeDocument")
    )
    main = next((target for target in targets if target in parts), "")
    kinds = {one.get("PartName"): one.get("ContentType", "") for one in parsed(parts[TYPES_PART])}
    kind = kinds.get(f"/{main}", "")
    if "macroEnabled" in kind:
        raise _refused("template.macros", source, part=main)
    if kind not in {f"{_KIND}document.main+xml", f"{_KIND}template.main+xml"}:
        what = "a document of another office program"
        raise _refused("template.other-kind", source, what=what)
    return main


def _refused(code: str, source: str, **texts: str) -> ProblemsFound:
    return ProblemsFound([Problem(code, source, params=texts)])
