"""Reports that are verified: the bytes of a PDF, its objects, and the files that it carries."""

from __future__ import annotations

import contextlib
import io
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coherence_kit.workflow.report import make_report
from coherence_kit.workflow.verify import verify
from tests.changes import Dice, changed_text, changed_values
from tests.fuzz.faults import BrokenLawError, expect_plain_words
from tests.fuzz.targets.submissions import workspace
from tests.fuzz.targets.target import Mutate, Pieces, Target, by_runs

if TYPE_CHECKING:
    import pikepdf

_SUBMISSION = b"""\
format: coherence-kit/submission/1
questionnaire: {id: small, version: "1.2"}
country: GHA
round: First
date: 2026-06-30
answers: {law.in-force: yes, exchange.rule: 1, exchange.seat: joint-office}
"""
_ODD = [b"null", b"true", b"0", b"-1", b"9" * 30, b"[]", b"<<>>", b"/X", b"(x)", b"<00>", b"1 0 R"]
_VALUE = re.compile(rb"(?<=[ /\[\]<>])(-?\d+(?: \d+ R)?|/\w+|\([^()]*\)|true|null)(?=[ /\[\]<>\n])")


@cache
def _genuine() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        submission, report = Path(folder, "ghana.yaml"), Path(folder, "ghana.pdf")
        submission.write_bytes(_SUBMISSION)
        make_report(workspace(), [submission], report)
        return report.read_bytes()


def _seeds() -> Mapping[str, bytes]:
    """A genuine report as it is made, and with its objects in the open."""
    import pikepdf

    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(_genuine())) as document:
        document.save(
            stream,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
            normalize_content=False,
        )
    return {"genuine.pdf": _genuine(), "plain.pdf": stream.getvalue()}


def _change(data: bytes, dice: Dice, mutate: Mutate) -> bytes:
    chance = dice.random()
    if chance < 0.55:
        changed = _with_attachment(data, dice, mutate)
        if changed is not None:
            return changed
    if chance < 0.8:
        return _with_value(data, dice)
    return mutate(data)


def _with_attachment(data: bytes, dice: Dice, mutate: Mutate) -> bytes | None:
    """The report with one of the files that it carries changed, left out, or named anew."""
    import pikepdf

    stream = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            name = dice.choice(list(document.attachments))
            old = document.attachments[name].get_file().read_bytes()
            chance = dice.random()
            if chance < 0.1:
                del document.attachments[name]
            elif chance < 0.2:
                new = dice.choice(
                    ["submission-2.yaml", "measures-small-1.yaml", "", "../x", "x" * 300]
                )
                document.attachments[new] = _attached(document, new, old)
            else:
                new_data = _changed_file(name, old, dice, mutate)
                document.attachments[name] = _attached(document, name, new_data)
            document.save(stream, deterministic_id=True)
    except Exception:  # noqa: BLE001  (whatever is wrong with it, it is changed as bytes)
        return None
    return stream.getvalue()


def _attached(document: pikepdf.Pdf, name: str, data: bytes) -> pikepdf.AttachedFileSpec:
    import pikepdf

    return pikepdf.AttachedFileSpec(
        document,
        data,
        description="",
        filename=name,
        mime_type="text/plain",
        creation_date="",
        mod_date="",
    )


def _changed_file(name: str, data: bytes, dice: Dice, mutate: Mutate) -> bytes:
    chance = dice.random()
    if chance < 0.5 and name.endswith(".json"):
        with contextlib.suppress(ValueError, RecursionError):
            return changed_values(json.loads(data), dice)
    if chance < 0.8:
        return changed_text(data.decode(errors="surrogateescape"), dice)
    return mutate(data)


def _with_value(data: bytes, dice: Dice) -> bytes:
    """One number, name, text or reference of the objects that lie open changed for another."""
    found = list(_VALUE.finditer(data))
    if not found:
        return data[: dice.randrange(len(data) + 1)]
    one, other = dice.choice(found), dice.choice(found)
    return data[: one.start()] + dice.choice([*_ODD, other[0], other[0]]) + data[one.end() :]


def _run(path: Path) -> None:
    """Verify the file.

    Raises:
        ProblemsFound: it is refused.
        BrokenLawError: nothing is said of a file that carries something else.

    """
    verdict = verify(path)
    expect_plain_words(verdict.problems)
    if not verdict.problems and dict(_carried(path.read_bytes())) != dict(_carried(_genuine())):
        _expect_same_figures(path.read_bytes())


def _carried(data: bytes) -> Iterator[tuple[str, Any]]:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        for name, file in document.attachments.items():
            yield name, file.get_file().read_bytes()


def _expect_same_figures(data: bytes) -> None:
    """A file may be laid out otherwise; the figures in it may not be others."""
    figures = [json.loads(dict(_carried(one))["assessment.json"]) for one in (data, _genuine())]
    if figures[0] != figures[1] and not isinstance(figures[0], dict):
        raise BrokenLawError("other figures pass")


def _split(data: bytes) -> Sequence[Pieces]:
    return [by_runs(data, 4096), by_runs(data, 256)]


TARGET = Target("verify", (".pdf",), _seeds, _change, _run, _split, lambda _data: ".pdf")
