"""A document written into a template: what is there stays, but for the places to fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from coherence_kit.documents.word.blocks import Document, Paragraph, Text
from coherence_kit.documents.word.body import Body
from coherence_kit.documents.word.numbering import abstract_lists, instance
from coherence_kit.documents.word.package import packed
from coherence_kit.documents.word.pictures import Pictures
from coherence_kit.documents.word.places import own_text, place_of_report
from coherence_kit.documents.word.stamp import PART, stamped
from coherence_kit.documents.word.styles import Theme, styles_of
from coherence_kit.documents.word.template import (
    TYPES_PART,
    Element,
    Template,
    has_text,
    parsed,
    relations_of,
)
from coherence_kit.documents.word.xml import CONTENT_TYPES, MAIN, RELATIONS, SPACES, TWIPS_A_MM

_W: Final = f"{{{MAIN}}}"
CLASSIFICATION: Final = "classification"
FIELDS: Final = ("country", "date", "round", "title", "publisher", "foot", CLASSIFICATION)
_FIELD = re.compile(rf"\{{\{{\s*({'|'.join(FIELDS)})\s*\}}\}}")
_RUNNING = re.compile(r"(?:header|footer)\d*\.xml\Z")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CUSTOM: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_A4_WIDTH: Final = 170.0
_NARROWEST: Final = 60.0


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with a document in it.

    Args:
        data: the file.
        has_block: whether it had a place for the document; else that stands at the end.
        added: the names of styles that it lacked.
        is_unclassified: whether there is a classification, and no place for it that runs over the
            pages; it stands above and below the document alone.

    """

    data: bytes
    has_block: bool
    added: tuple[str, ...]
    is_unclassified: bool = False


def fill_template(
    template: Template, document: Document, fields: Mapping[str, str], theme: Theme
) -> Filled:
    """Write a document into a template; the same input gives the same bytes.

    Args:
        template: as checked.
        document: what is written where `{{ report }}` stands.
        fields: texts for `{{ country }}` and the like, by their names: those of `FIELDS`.
        theme: of the styles that the template lacks.

    """
    parts = dict(template.parts)
    root = parsed(parts[template.main])
    # Both before any typed text of the report is in it.
    place = place_of_report(root)
    _fill_fields(root, fields)
    ids, added = _with_styles(parts, template.related("styles"), theme)
    prefix = _free_prefix(parts)
    first_list = _with_lists(parts, template, document.lists)
    drawn = [int(one.get("id")) for one in root.iter("{*}docPr") if one.get("id", "").isdigit()]
    marked = [int(one.get(f"{_W}id", "0")) for one in root.iter(f"{_W}bookmarkStart")]
    body = Body(
        document,
        ids,
        _text_width(root),
        numbers_from=first_list + 1,
        bullets=first_list,
        bookmarks_from=max(marked, default=0) + 1,
        pictures=Pictures(max(drawn, default=0) + 1, prefix),
        prefix=prefix,
        says_language=True,
    )
    running = {name for name in parts if _RUNNING.search(name)}
    shown = [_fields_of(parsed(parts[name])) for name in running]
    is_unclassified = bool(document.classification) and not any(
        CLASSIFICATION in names for names in shown
    )
    if is_unclassified:
        line = Paragraph((Text(document.classification),), "Report Classification")
        body.document = replace(document, blocks=(line, *document.blocks, line))
    _put(root, place, body.xml())
    parts[template.main] = _written(root)
    folder = template.main.rpartition("/")[0]
    parts |= {f"{folder}/{name}".lstrip("/"): d for name, d in body.pictures.parts().items()}
    _relate(parts, relations_of(template.main), body.relations())
    _declare(parts, template.main)
    for name in [n for n in parts if has_text(n) and n != template.main]:
        other = parsed(parts[name])
        _fill_fields(other, fields)
        parts[name] = _written(other)
    _stamp(parts, prefix)
    return Filled(packed(parts), place is not None, added, is_unclassified)


def _put(root: Element, place: Element | None, inside: str) -> None:
    """Put the blocks where their place is, or at the end."""
    body = root.find(f"{_W}body")
    blocks = list(parsed(f"<w:body {SPACES}>{inside}</w:body>".encode()))
    if place is None:
        sections = body.findall(f"{_W}sectPr")
        start = body.index(sections[-1]) if sections else len(body)
    else:
        start = body.index(place)
        section = place.find(f"{_W}pPr/{_W}sectPr")
        if section is None:
            body.remove(place)
        else:  # it ends a section: the place goes, the end stays
            for child in [child for child in place if child.tag != f"{_W}pPr"]:
                place.remove(child)
    body[start:start] = blocks


def _with_styles(
    parts: dict[str, bytes], name: str, theme: Theme
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The ids of the styles in the template, by the kit's own; those that it lacks are added."""
    root = parsed(parts[name])
    there = {
        (one.find(f"{_W}name").get(f"{_W}val", "").lower(), one.get(f"{_W}type")): one.get(
            f"{_W}styleId"
        )
        for one in root.iter(f"{_W}style")
        if one.find(f"{_W}name") is not None
    }
    taken = {one.get(f"{_W}styleId") for one in root.iter(f"{_W}style")}
    ids, missing = {}, []
    for style in styles_of(theme):
        found = there.get((style.name.lower(), style.kind))
        if found is None:
            missing.append(style)
            found = style.id
            while found in taken:
                found += "Kit"
        ids[style.id] = found
    for style in missing:
        text = f'<w:x xmlns:w="{MAIN}">{style.xml(ids, is_added=True)}</w:x>'
        root.append(parsed(text.encode())[0])
    parts[name] = _written(root)
    return ids, tuple(style.name for style in missing)


def _with_lists(parts: dict[str, bytes], template: Template, lists: int) -> int:
    """The number of the list with bullets; numbered ones have the numbers behind it."""
    name = template.related("numbering")
    if not name:
        name = f"{template.main.rpartition('/')[0]}/numbering.xml".lstrip("/")
        parts[name] = f'<w:numbering xmlns:w="{MAIN}"/>'.encode()
        target = f'Target="/{name}"'
        _relate(
            parts,
            relations_of(template.main),
            f'<Relationship Id="kitLists" Type="{RELATIONS}/numbering" {target}/>',
        )
        _declare_part(parts, name, f"{_WORD}numbering+xml")
    root = parsed(parts[name])
    kinds, numbers = root.findall(f"{_W}abstractNum"), root.findall(f"{_W}num")
    kind = max((int(one.get(f"{_W}abstractNumId")) for one in kinds), default=-1) + 1
    first = max((int(one.get(f"{_W}numId")) for one in numbers), default=0) + 1
    first = max(first, 3)  # a list of a lower number does not begin anew
    made = parsed(f'<w:x xmlns:w="{MAIN}">{abstract_lists(kind, kind + 1)}</w:x>'.encode())
    start = root.index(kinds[-1]) + 1 if kinds else 0
    root[start:start] = list(made)
    wanted = "".join(instance(first + place, kind + bool(place)) for place in range(lists + 1))
    made = parsed(f'<w:x xmlns:w="{MAIN}">{wanted}</w:x>'.encode())
    numbers = root.findall(f"{_W}num")
    behind = root.index(numbers[-1]) + 1 if numbers else start + 2
    root[behind:behind] = list(made)
    parts[name] = _written(root)
    return first


def _fill_fields(root: Element, fields: Mapping[str, str]) -> None:
    for paragraph in root.iter(f"{_W}p"):
        texts = list(paragraph.iter(f"{_W}t"))
        whole = "".join(one.text or "" for one in texts)
        for found in reversed([*_FIELD.finditer(whole)]):
            _replace(texts, *found.span(), _NOT_XML.sub("\ufffd", fields[found[1]]))


def _fields_of(root: Element) -> set[str]:
    return {name for one in root.iter(f"{_W}p") for name in _FIELD.findall(own_text(one))}


def _replace(texts: list[Element], start: int, end: int, new: str) -> None:
    """Replace a stretch of a text that word processors keep in any number of pieces."""
    place = 0
    for one in texts:
        text = one.text or ""
        first, last = max(start - place, 0), min(end - place, len(text))
        place += len(text)
        if first >= last:
            continue
        one.text = text[:first] + new + text[last:]
        one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        new = ""  # what is left of the stretch only goes


def _text_width(root: Element) -> float:
    """Between the margins of the last section, in millimetres."""
    sections = list(root.iter(f"{_W}sectPr"))
    if not sections:
        return _A4_WIDTH
    size: Element = sections[-1].find(f"{_W}pgSz")
    margins: Element = sections[-1].find(f"{_W}pgMar")
    try:
        sides = float(margins.get(f"{_W}left")) + float(margins.get(f"{_W}right"))
        width = float(size.get(f"{_W}w")) - sides
    except (AttributeError, TypeError, ValueError):
        return _A4_WIDTH
    return max(width / TWIPS_A_MM, _NARROWEST)


def _free_prefix(parts: Mapping[str, bytes]) -> str:
    """What no name of a part, a relation or a bookmark in the template begins with."""
    prefix = "report"
    every = b"\n".join(d for n, d in parts.items() if n.endswith((".xml", ".rels")))
    while f'"{prefix}'.encode() in every or any(f"/{prefix}" in name for name in parts):
        prefix += "x"
    return prefix


def _relate(parts: dict[str, bytes], name: str, relations: str) -> None:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    root = parsed(parts.get(name, f'<Relationships xmlns="{space}"/>'.encode()))
    for one in parsed(f'<x xmlns="{space}">{relations}</x>'.encode()):
        root.append(one)
    parts[name] = _written(root)


def _declare(parts: dict[str, bytes], main: str) -> None:
    """Say of which kinds the new parts are; a template (.dotx) becomes a document."""
    root = parsed(parts[TYPES_PART])
    known = {one.get("Extension", "").lower() for one in root}
    for extension, kind in (("png", "image/png"), ("svg", "image/svg+xml")):
        if extension not in known:
            text = (
                f'<Default xmlns="{CONTENT_TYPES}" Extension="{extension}" ContentType="{kind}"/>'
            )
            root.insert(0, parsed(text.encode()))
    for one in root:
        if one.get("PartName") == f"/{main}":
            one.set("ContentType", f"{_WORD}document.main+xml")
    parts[TYPES_PART] = _written(root)


def _stamp(parts: dict[str, bytes], prefix: str) -> None:
    """Mark the file as a report, among whatever other properties the template has."""
    there = parts.pop(PART, None)
    if there is None:
        _declare_part(parts, PART, _CUSTOM)
        relation = f'Id="{prefix}Stamp" Type="{RELATIONS}/custom-properties" Target="{PART}"'
        _relate(parts, "_rels/.rels", f"<Relationship {relation}/>")
        parts[PART] = stamped(parts)
        return
    root, stamp = parsed(there), parsed(stamped(parts))[0]
    for one in [one for one in root if one.get("name") == stamp.get("name")]:
        root.remove(one)
    stamp.set("pid", str(max((int(one.get("pid", "1")) for one in root), default=1) + 1))
    root.append(stamp)
    parts[PART] = _written(root)


def _declare_part(parts: dict[str, bytes], name: str, kind: str) -> None:
    root = parsed(parts[TYPES_PART])
    text = f'<Override xmlns="{CONTENT_TYPES}" PartName="/{name}" ContentType="{kind}"/>'
    root.append(parsed(text.encode()))
    parts[TYPES_PART] = _written(root)


def _written(root: Element) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
