"""The blocks that a brand writes itself: read, and checked before a report is made."""

from __future__ import annotations

from collections.abc import Mapping

from coherence_kit.documents.own_templates import LARGEST_TEMPLATE, OwnTemplateError
from coherence_kit.loading.documents import Document
from coherence_kit.model.brand import BLOCKS
from coherence_kit.rendering.own_blocks import OwnBlock, read_block
from coherence_kit.workflow.brand_files import ReadFile


def role_of_block(name: str) -> str:
    """What its file is called in a report that carries it, without its ending."""
    return f"block-{name}"


def resolve_blocks(
    document: Document, stated: Mapping[str, str], read: ReadFile
) -> dict[str, OwnBlock]:
    """The blocks by their names; of those that cannot be used the problems are added."""
    found = {}
    for name, file in stated.items():
        if name not in BLOCKS:
            continue
        path = ("blocks", name)
        data = read(role_of_block(name), file, path, LARGEST_TEMPLATE)
        if data is None:
            continue
        try:
            found[name] = read_block(name, file, data)
        except OwnTemplateError as error:
            for fault in error.faults:
                texts = {"value": file, "line": fault.line, "what": fault.what, "cure": fault.cure}
                document.report("brand.block", path, **texts)
    return found
