"""Saved pages, and the answers in them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from coherence_kit.forms.page.form import html_form
from tests.changes import Dice, changed_text, changed_values
from tests.fuzz.drafts import a_full_draft
from tests.fuzz.targets.submissions import layout_of, run_submission, workspace
from tests.fuzz.targets.target import Mutate, Pieces, Target, by_lines, by_runs
from tests.fuzz.targets.workbook import changed_xml

_BLOCK = re.compile(
    rb'(<script type="application/json" id="answers"[^>]*>)(.*?)(</script>)', re.DOTALL
)
_NEEDLESS = re.compile(rb"(<(style|script)(?![^>]*answers)[^>]*>).*?(</\2>)", re.DOTALL)


def _seeds() -> Mapping[str, bytes]:
    """A filled page and an empty one, without what they look like and do."""
    kinds, small = (layout_of(workspace().instrument(name)) for name in ("kinds", "small"))
    pages = {
        "filled": html_form(kinds, a_full_draft(kinds.sha256)),
        "empty": html_form(small),
    }
    return {f"{name}.html": _NEEDLESS.sub(rb"\1\3", page.encode()) for name, page in pages.items()}


def _change(data: bytes, dice: Dice, mutate: Mutate) -> bytes:
    block = _BLOCK.search(data)
    chance = dice.random()
    if block is None or chance < 0.1:
        return mutate(data) if dice.random() < 0.5 else changed_xml(data, dice)
    before, inside, after = data[: block.start(2)], block[2], data[block.end(2) :]
    if chance < 0.5:
        try:
            return before + changed_values(json.loads(inside), dice) + after
        except (ValueError, RecursionError):
            pass
    if chance < 0.8:
        return before + changed_text(inside.decode(errors="surrogateescape"), dice) + after
    return before + mutate(inside) + after


def _split(data: bytes) -> Sequence[Pieces]:
    return [by_lines(data), by_runs(data, 64), by_runs(data, 8), by_runs(data, 1)]


TARGET = Target("page", (".html",), _seeds, _change, run_submission, _split, lambda _data: ".html")
