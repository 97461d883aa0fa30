"""Whatever is repeated in a file costs time in proportion, and not its square.

Each kind is read at one size and at four times that: in proportion that takes four times as long,
the square sixteen times. What is measured is the time of the processor, the best of some turns, so
that other work on the machine does not count.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

import pytest

from coherence_kit.cli import console
from coherence_kit.documents.cell_texts import number_text
from coherence_kit.forms.page.form import html_form
from coherence_kit.forms.xlsx.form import workbook_form
from coherence_kit.forms.xlsx.reader import read_workbook
from coherence_kit.forms.yaml.form import yaml_form
from coherence_kit.loading.documents import Document, compose_document
from coherence_kit.loading.questionnaires import load_questionnaire
from coherence_kit.loading.submissions import bind_readable, load_submission_file
from coherence_kit.scoring.tree import build_tree
from tests.builders import a_question, a_questionnaire
from tests.workbooks import FULL, form, laid_out, of_every_type, repacked, typed, with_sheet_data

MOST = 6.0
TURNS = 12
START, KEPT, LISTS, FIRST = (f"xl/worksheets/sheet{number}.xml" for number in (1, 5, 4, 2))
QUESTIONNAIRE = of_every_type()
TREE = build_tree(QUESTIONNAIRE)

SUBMISSION = """format: coherence-kit/submission/1
questionnaire: {id: whole, version: "1.0"}
country: XAA
answers:
  first.boxes: [one]
  first.scale:
    answer: 2
    comment: COMMENT
    evidence:
    - {title: The register, reference: R 1, date: 2026-01-01}
"""
RUBRIC = """format: coherence-kit/questionnaire/1
id: wide
version: "1.0"
title: {en: Wide}
languages: [en]
scale: {id: two, steps: [0, 1]}
rubric:
  rule: arithmetic-mean
  levels: [{id: low, from: 0, label: {en: Low}}]
sections:
- id: first
  title: {en: First}
  weight: 1
  questions:
  - {id: first.one, type: boolean, label: {en: L}, text: {en: T}, weight: 1}
"""

Work = Callable[[], object]
Made = TypeVar("Made")


def checked(document: Document) -> Document:
    """A document read on as every command does."""
    file = load_submission_file(document)
    if file is not None:
        bind_readable(document, file, QUESTIONNAIRE, TREE)
    return document


def submission(text: str) -> Work:
    data = text.encode()
    return lambda: checked(compose_document(data, "a.yaml"))


def questionnaire(text: str) -> Work:
    data = text.encode()
    return lambda: load_questionnaire(compose_document(data, "q.yaml"))


def workbook(data: bytes) -> Work:
    return lambda: checked(read_workbook(data, "a.xlsx"))


def lines(number: int, line: str) -> str:
    """A line as often as that; `#` in it is its number."""
    return "".join(line.replace("#", str(place)) + "\n" for place in range(number))


def commented(text: str) -> str:
    return SUBMISSION.replace("COMMENT", text)


def keys(number: int) -> str:
    return commented("x\n" + lines(number, "    answe#: 1"))


def cells(row: int, texts: Mapping[str, str]) -> str:
    written = "".join(
        f'<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in texts.items()
    )
    return f'<row r="{row}">{written}</row>'


def rows(part: str, number: int, **texts: str) -> bytes:
    """A form with so many rows behind those of a sheet; `#` in a text is the number of its row."""
    return with_sheet_data(
        form(),
        part,
        "".join(
            cells(row, {name: text.replace("#", str(row)) for name, text in texts.items()})
            for row in range(1_000, 1_000 + number)
        ),
    )


def with_part(part: str, before: bytes, added: bytes) -> bytes:
    return repacked(
        full(), lambda name, data: data.replace(before, added + before) if name == part else data
    )


@cache
def full() -> bytes:
    return form(FULL)


def merged(number: int) -> bytes:
    areas = b'<mergeCell ref="A1000:XFD1048576"/><mergeCell ref="F5:G900000"/>' * number
    return with_part(FIRST, b"</worksheet>", b"<mergeCells>" + areas + b"</mergeCells>")


def guided(number: int) -> Any:
    return a_questionnaire(
        a_question("first.scale", guidance={"counts": "**a " * number, "asked": "a** " * number})
    )


def forms(number: int) -> Work:
    """The forms of a questionnaire whose guidance is full of signs of emphasis."""
    layout = laid_out(guided(number))
    return lambda: (workbook_form(layout, None), yaml_form(layout, None), html_form(layout, None))


def long_question(number: int) -> Work:
    """The workbook of a question that is shared out over many rows."""
    layout = laid_out(a_questionnaire(a_question("first.scale", text="a word " * number)))
    return lambda: workbook_form(layout, None)


def told(number: int) -> Work:
    """Problems on one line of any length, with the part of it around their places."""
    document = compose_document(
        commented("{" + ", ".join(f"k{place}: [a" for place in range(number))).encode(), "a.yaml"
    )
    line = "x" * 60 * number
    every = [console.problem_text(problem, [line]) for problem in document.problems]
    assert every
    return lambda: [
        console.problem_text(problem, [line] * 20) for problem in document.problems * 200
    ]


SUBMISSIONS: dict[str, tuple[int, Callable[[int], str]]] = {
    "unknown keys": (1_500, keys),
    "unknown keys of the head": (1_500, lambda n: lines(n, "roun#: 1") + commented("x")),
    "unknown questions": (2_000, lambda n: commented("x") + lines(n, "  first.scal#: 1")),
    "documents": (2_000, lambda n: commented("x") + lines(n, "    - {title: Decree # of 2026}")),
    "wrong documents": (300, lambda n: commented("x") + lines(n, "    - {titel: D #, date: 1}")),
    "titles in place of documents": (300, lambda n: commented("x") + lines(n, "    - Decree #")),
    "items of a list": (
        3_000,
        lambda n: commented("x").replace("[one]", f"[{'one, ' * n}two]"),
    ),
    "unknown items of a list": (
        1_500,
        lambda n: commented("x").replace("[one]", f"[{', '.join(f'x{i}' for i in range(n))}]"),
    ),
    "no-break spaces": (20_000, lambda n: commented('"' + "a\u00a0" * n + '"')),
    "lines indented with them": (700, lambda n: commented("x\n" + lines(n, "\u00a0   k#: 1"))),
    "dashes with them": (700, lambda n: commented("x") + lines(n, "    -\u00a0{title: D # x}")),
    "curly quotes": (500, lambda n: commented("x") + lines(n, "    - {title: “D, #”}")),
    "colons of full width": (400, lambda n: commented("x") + lines(n, "  first.x#：1")),
    "invisible signs": (10_000, lambda n: commented("a\u200bb " * n)),
    "aliases": (500, lambda n: commented("x") + lines(n, "    - *a#")),
    "names": (700, lambda n: commented("x") + lines(n, "    - &a# {title: x y}")),
    "comments": (3_000, lambda n: commented("x") + lines(n, "    - title: Decree # 14 of #")),
    "lines of comments": (20_000, lambda n: commented("x") + lines(n, "    # nothing")),
    "signs of comments": (50_000, lambda n: commented("a " + "#" * n)),
    "tags": (700, lambda n: commented("x") + lines(n, "    - !x {title: x y}")),
    "keys that stand twice": (2_000, lambda n: commented("x\n" + lines(n, "    comment: x"))),
    "escapes": (20_000, lambda n: commented('"' + "\\x41" * n + '\\0"')),
    "open quotes": (300, lambda n: commented("x") + lines(n, '  first.k#: "a')),
    "blank lines": (20_000, lambda n: commented("a" + "\n" * n + "      b")),
    "long lines": (200_000, lambda n: commented("a" * n)),
}
QUESTIONNAIRES: dict[str, tuple[int, Callable[[int], str]]] = {
    "questions": (
        250,
        lambda n: (
            RUBRIC + lines(n, "  - {id: first.q#, type: boolean, label: L, text: T, weight: 1}")
        ),
    ),
    "sections": (
        200,
        lambda n: (
            RUBRIC
            + lines(
                n,
                "- {id: s#, title: S, weight: 1, questions: "
                "[{id: s#.q, type: boolean, label: L, text: T, weight: 1}]}",
            )
        ),
    ),
    "options": (
        400,
        lambda n: (
            RUBRIC
            + "  - id: first.o\n    type: choice\n    label: L\n    text: T\n    weight: 1\n"
            + "    options:\n    - {id: no, text: N, score: 0}\n"
            + lines(n, "    - {id: o#, text: O #, score: 100}")
        ),
    ),
    "rows of a matrix": (
        400,
        lambda n: (
            RUBRIC
            + "  - id: first.m\n    type: matrix\n    label: L\n    text: T\n    weight: 1\n"
            + "    columns: [{id: n, text: N, score: 0}, {id: y, text: Y, score: 100}]\n"
            + "    rows:\n"
            + lines(n, "    - {id: r#, label: R #}")
        ),
    ),
    "unknown keys of a question": (
        1_000,
        lambda n: RUBRIC.replace("weight: 1}", f"{'weight: 1'}, {unknown_keys(n)}}}"),
    ),
    "aliases of a questionnaire": (
        200,
        lambda n: (
            RUBRIC.replace("text: {en: T}", "text: &t {en: T}")
            + lines(n, "  - {id: first.q#, type: boolean, label: L, text: *t, weight: 1}")
        ),
    ),
}


def unknown_keys(number: int) -> str:
    return ", ".join(f"weigh{place}: 1" for place in range(number))


WORKBOOKS: dict[str, tuple[int, Callable[[int], bytes]]] = {
    "merged areas": (2_000, merged),
    "unknown rows": (1_500, lambda n: rows(FIRST, n, A="first.x#", F="3")),
    "documents of a sheet": (1_500, lambda n: rows(FIRST, n, A="first.scale ##", G="Decree # x")),
    "boxes": (1_500, lambda n: rows(FIRST, n, A="first.boxes [b#]", F="yes")),
    "boxes in a cell": (
        1_500,
        lambda n: typed(first_boxes=", ".join(f"b{place}" for place in range(n))),
    ),
    "questions that are listed": (1_500, lambda n: rows(KEPT, n, A="question", B="q#", C="s#")),
    "records": (600, lambda n: rows(KEPT, n, A="value", B='["n#"]', D='"x"')),
    "broken records": (600, lambda n: rows(KEPT, n, A="value", B='["n#"]', D="{")),
    "lines of lists": (2_000, lambda n: rows(LISTS, n, A="k#", B="text #")),
    "names of a workbook": (
        5_000,
        lambda n: with_part("xl/workbook.xml", b"</workbook>", b"<definedNames/>" * n),
    ),
    "columns": (
        4_000,
        lambda n: with_part(FIRST, b"</cols>", b'<col min="1" max="16384" hidden="1"/>' * n),
    ),
}
OTHERS: dict[str, tuple[int, Callable[[int], Work]]] = {
    "signs of emphasis in guidance": (3_000, forms),
    "words of a question in a workbook": (8_000, long_question),
    "brackets of a number format": (
        20_000,
        lambda n: lambda: number_text("45000", "[" * n),
    ),
    "quotes of a number format": (20_000, lambda n: lambda: number_text("45000", '"' * (n + 1))),
    "excerpts of a long line": (3_000, told),
}


def worked(
    kinds: Mapping[str, tuple[int, Callable[[int], Made]]], work: Callable[[Made], Work]
) -> dict[str, tuple[int, Callable[[int], Work]]]:
    """What is made of each kind with what is done with it."""

    def of(make: Callable[[int], Made]) -> Callable[[int], Work]:
        return lambda number: work(make(number))

    return {name: (number, of(make)) for name, (number, make) in kinds.items()}


KINDS = {
    **worked(SUBMISSIONS, submission),
    **worked(QUESTIONNAIRES, questionnaire),
    **worked(WORKBOOKS, workbook),
    **OTHERS,
}


def seconds(work: Work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


@pytest.mark.parametrize("kind", KINDS)
def test_four_times_as_much_takes_about_four_times_as_long(kind: str) -> None:
    number, make = KINDS[kind]
    few, many = make(number), make(4 * number)
    few()
    ratio = MOST
    short = long = float("inf")
    for _ in range(TURNS):
        short, long = min(short, seconds(few)), min(long, seconds(many))
        ratio = long / max(short, 0.002)  # below that the clock itself is too coarse
        if ratio < MOST:
            break
    assert ratio < MOST, f"{kind}: {short:.3f} s for {number:,}, {long:.3f} s for four times that"


def test_the_kinds_are_read_to_their_end() -> None:
    """What is refused at its beginning would say nothing of time."""
    problems = checked(compose_document(keys(1_500).encode(), "a.yaml")).problems
    assert sum(problem.code == "schema.unknown-key" for problem in problems) == 1_500
    assert len(checked(read_workbook(merged(50), "a.xlsx")).problems) > 0
