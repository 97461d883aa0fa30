"""What the rows of a table say: column by column, and one by one as submissions."""

from __future__ import annotations

import io
import pickle
from typing import Any

import pytest

from coherence_kit.loading.tables.csv_chunks import CsvFile
from coherence_kit.loading.tables.heads import KnownQuestions, read_head
from coherence_kit.loading.tables.places import TablePlace
from coherence_kit.loading.tables.rows import (
    CellChunk,
    Rows,
    answer_of_cell,
    read_rows,
    row_document,
    row_values,
)
from coherence_kit.model.columns import ColumnsFile

SMALL = KnownQuestions(
    "small",
    "1.2",
    frozenset({"a.one", "b.two", "c.boxes"}),
    frozenset({"c.boxes"}),
    frozenset({"b.two"}),
)
KNOWN = {"small": SMALL}
HEAD = "country,questionnaire,a.one,b.two"


def mapping(**keys: Any) -> ColumnsFile:
    return ColumnsFile.model_validate({"format": "coherence-kit/columns/1", **keys})


def rows_of(text: str, **keys: Any) -> Rows:
    file = CsvFile(io.BytesIO(text.encode()), TablePlace("t.csv"))
    start = file.start
    head = read_head(
        start.cells,
        TablePlace("t.csv"),
        KNOWN,
        line=start.line,
        mapping=mapping(**keys),
        delimiter=start.delimiter,
    )
    (chunk,) = file.chunks()
    return read_rows(chunk, head)


def answers(text: str, **keys: Any) -> dict[str, Any]:
    """The answers of the one row of a table."""
    rows = rows_of(text, **keys)
    assert (len(rows), rows.refused) == (1, ())
    found: dict[str, Any] = row_values(rows, 0)["answers"]
    return found


def test_a_row_has_the_shape_of_a_submission_file() -> None:
    names = "country,country_name,round,date,respondent,standing,short,questionnaire,a.one,b.two"
    row = "XKX,Kosovo,2026,2026-06-30,Ministry,documented,TRUE,small 1.2, 3 ,"
    assert row_values(rows_of(f"{names}\n{row}\n"), 0) == {
        "format": "coherence-kit/submission/1",
        "questionnaire": {"id": "small", "version": "1.2"},
        "country": "XKX",
        "country_name": "Kosovo",
        "round": "2026",
        "date": "2026-06-30",
        "standing": "documented",
        "short": "true",
        "respondent": {"entity": "Ministry"},
        "answers": {"a.one": "3"},
    }


def test_columns_are_read_whole_and_nothing_is_none() -> None:
    rows = rows_of(f"{HEAD}\nGHA,small,1, \nTGO,SMALL,,7\n,,,\nKEN,small,2,3\n")
    assert rows.columns == {
        "country": ["GHA", "TGO", "KEN"],
        "questionnaire": ["small"] * 3,
        "version": ["1.2"] * 3,
        "a.one": ["1", None, "2"],
        "b.two": [None, "7", "3"],
    }
    assert [*rows.lines] == [2, 3, 5]


@pytest.mark.parametrize(
    ("named", "stated"),
    [
        ("small", ("small", "1.2")),
        ("Small", ("small", "1.2")),
        ("small 1.0", ("small", "1.0")),
        ("small/1.0", ("small", "1.0")),
        ("small / 1.0", ("small", "1.0")),
        ("other 2.0", ("other", "2.0")),
        ("small 2", ("small", "2.0")),
        ("", (None, None)),
    ],
)
def test_a_questionnaire_is_named_with_its_version_or_without(
    named: str, stated: tuple[str | None, str | None]
) -> None:
    rows = rows_of(f"{HEAD}\nGHA,{named},1,\n")
    assert (rows.columns["questionnaire"], rows.columns["version"]) == ([stated[0]], [stated[1]])


def test_a_column_of_versions_comes_before_all_else_and_a_spreadsheet_may_have_cut_it() -> None:
    rows = rows_of("country,questionnaire,version,a.one\nGHA,small 1.0,2,1\nGHA,small,,1\n")
    assert rows.columns["version"] == ["2.0", "1.2"]


def test_codes_stand_for_answers() -> None:
    keys = {
        "columns": {"ISO": "country", "Q1": "a.one", "Q2": "b.two", "Q3": "c.boxes"},
        "constants": {"questionnaire": "small", "round": "2026"},
        "codes": {
            "a.one": {"1": "0", "9": None},
            "c.boxes": {"3": ["unions", "diaspora"], "0": []},
            "country": {"GH": "GHA"},
            "*": {"X": "yes", "9": "nine"},
        },
        "missing": [".", "NA"],
        "unknown": ["-77"],
        "not_applicable": {"-88": "no powers"},
    }
    text = "ISO,Q1,Q2,Q3\nGH,1,NA,3\nGH,9,9,0\nTGO,-77,-88,X\n"
    rows = rows_of(text, **keys)
    assert rows.columns["country"] == ["GHA", "GHA", "TGO"]
    assert rows.columns["a.one"] == ["0", None, "unknown"]
    assert rows.columns["b.two"] == [None, "nine", "not applicable: no powers"]
    assert rows.columns["c.boxes"] == ["[unions, diaspora]", "[]", "yes"]
    assert rows.columns["round"] == ["2026"] * 3
    assert row_values(rows, 0)["answers"] == {"a.one": "0", "c.boxes": ["unions", "diaspora"]}
    assert row_values(rows, 1)["answers"] == {"b.two": "nine", "c.boxes": []}
    assert row_values(rows, 2)["answers"]["b.two"] == {"not_applicable": "no powers"}


def test_a_code_that_is_not_listed_is_no_answer() -> None:
    keys = {"codes": {"a.one": {"1": "0", "2": "1"}, "b.two": {"9": None}}, "missing": ["."]}
    lines = "1,5", "0,5", "2.0,9.0", "unknown,5", "not applicable: no,5", ".,5", ",5", "x,7"
    rows = rows_of(f"{HEAD}\n" + "".join(f"GHA,small,{line}\n" for line in lines), **keys)
    assert rows.columns["a.one"] == ["0", "1", "unknown", "not applicable: no", None, None]
    assert rows.columns["b.two"] == ["5", None, "5", "5", "5", "5"]
    assert [*rows.lines] == [2, 4, 5, 6, 7, 8]
    told = [(problem.code, problem.place) for problem in rows.refused]
    assert told == [("table.code", "t.csv:3:3:a.one"), ("table.code", "t.csv:9:3:a.one")]


def test_a_cell_comes_before_a_constant_and_a_blank_one_does_not() -> None:
    text = "country,round,a.one\nGHA,2027,1\nGHA,,1\n"
    rows = rows_of(text, constants={"questionnaire": "small", "round": "2026"})
    assert rows.columns["round"] == ["2027", "2026"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", "3"),
        ("unknown", "unknown"),
        ("n/a", "n/a"),
        ("not applicable: no such office", {"not_applicable": "no such office"}),
        ("Not applicable : no: office", {"not_applicable": "no: office"}),
        ("sans objet: pas de bureau", {"not_applicable": "pas de bureau"}),
        ("unknown: the register burnt", {"unknown": "the register burnt"}),
        ("not applicable:", "not applicable:"),
        ("3: three", "3: three"),
        ("[a, b]", ["a", "b"]),
        ("[]", []),
    ],
)
def test_a_cell_says_what_an_answer_says(text: str, value: object) -> None:
    assert answer_of_cell(text, "a.one", SMALL) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a; b", ["a", "b"]),
        ("a|b,c", ["a", "b,c"]),
        ("a, b", ["a", "b"]),
        ("a", ["a"]),
        ("a\nb", ["a", "b"]),
        ("unknown", "unknown"),
        ("not applicable: none", {"not_applicable": "none"}),
    ],
)
def test_an_answer_that_is_a_list_needs_no_brackets(text: str, value: object) -> None:
    assert answer_of_cell(text, "c.boxes", SMALL) == value


def test_evidence_and_comments_stand_beside_answers_and_mark_their_rows() -> None:
    text = (
        "country,questionnaire,a.one,a.one evidence,b.two comment\n"
        "GHA,small,1,Decree 12 | Gazette 3,\nGHA,small,1,,\n"
        "GHA,small,not applicable: no,Decree,see above\n"
    )
    rows = rows_of(text)
    assert rows.whole == {0, 2}
    assert row_values(rows, 0)["answers"] == {
        "a.one": {"answer": "1", "evidence": [{"title": "Decree 12"}, {"title": "Gazette 3"}]}
    }
    assert row_values(rows, 1)["answers"] == {"a.one": "1"}
    found = row_values(rows, 2)["answers"]
    assert found["a.one"] == {"not_applicable": "no", "evidence": [{"title": "Decree"}]}


def test_a_comment_without_an_answer_is_kept() -> None:
    text = "country,questionnaire,a.one,b.two comment\nGHA,small,1,not yet\n"
    assert answers(text) == {"a.one": "1", "b.two": {"answer": None, "comment": "not yet"}}


def test_a_problem_names_the_line_and_the_column() -> None:
    rows = rows_of(f'{HEAD}\nGHA,small,"1\n",2\nTGO,small,3,4\n')
    assert rows.name_of(1) == "t.csv:4"
    document = row_document(rows, 1)
    document.report("submission.renamed-question", ("answers", "b.two"), id="b.two", new="c")
    document.report("submission.recheck", ("country",), many="1", ids="")
    document.report("submission.recheck", ("signed_off",), many="2", ids="")
    places = [problem.place for problem in document.problems]
    assert places == ["t.csv:4:4:b.two", "t.csv:4:1:country", "t.csv:4:1"]


def test_in_a_workbook_a_problem_names_the_cell() -> None:
    place = TablePlace("t.xlsx", "Data", 2, tuple("ABCD"))
    head = read_head(HEAD.split(","), place, KNOWN)
    chunk = CellChunk([2, 7], (["GHA"] * 2, ["small"] * 2, ["1", None], [None, "2"]))
    rows = read_rows(chunk, head)
    assert rows.name_of(1) == "t.xlsx:Data!7"
    document = row_document(rows, 1)
    document.report("submission.renamed-question", ("answers", "b.two"), id="b.two", new="c")
    document.report("submission.recheck", (), many="1", ids="")
    assert [(problem.place, problem.sheet) for problem in document.problems] == [
        ("t.xlsx:Data!D7", 2),
        ("t.xlsx:Data!A7", 2),
    ]


def test_a_character_that_no_text_holds_is_told_in_its_cell() -> None:
    rows = rows_of(f"{HEAD}\nGHA,small,1,2\nGHA,small,1,\x07\n")
    assert rows.whole == {1}
    (problem,) = row_document(rows, 1).problems
    assert (problem.code, problem.place) == ("file.binary", "t.csv:3:4:b.two")


def test_a_row_without_a_questionnaire_is_told() -> None:
    (problem,) = row_document(rows_of(f"{HEAD}\nGHA,,1,2\n"), 0).problems
    assert (problem.code, problem.line) == ("table.no-questionnaire", 2)


@pytest.mark.parametrize(("sign", "is_plain"), [(",", True), ("\t", True), (";", False)])
def test_where_a_comma_stands_before_decimals_a_point_may_mean_thousands(
    sign: str, *, is_plain: bool
) -> None:
    text = f"{HEAD}\nGHA,small,1,1.250\n".replace(",", sign)
    rows = rows_of(text)
    assert row_document(rows, 0).is_plain(("answers", "b.two")) is is_plain
    assert rows.head.numbers_are_plain is is_plain


def test_cells_of_other_files_are_read_alike_and_rows_without_any_left_out() -> None:
    head = read_head(HEAD.split(","), TablePlace("t.parquet"), KNOWN, line=0)
    columns = (["GHA", " ", "TGO", "KEN"], ["small", None, "small", "small"])
    chunk = CellChunk(
        [1, 2, 3, 4],
        (*columns, ["1", None, "2", "3"], [None] * 4, [None, None, None, "stray"]),
        spoiled=frozenset({2}),
    )
    rows = read_rows(chunk, head)
    assert (rows.columns["country"], [*rows.lines]) == (["GHA"], [1])
    assert [(problem.code, problem.line) for problem in rows.refused] == [("table.cells", 4)]
    assert chunk.digest() != CellChunk([1], (["GHA"],)).digest()
    assert CellChunk([1], (["a", None],)).digest() != CellChunk([1], ([None, "a"],)).digest()


def test_rows_can_be_sent_to_another_process() -> None:
    rows = rows_of(f"{HEAD}\nGHA,small,1,2\n")
    assert pickle.loads(pickle.dumps(rows)) == rows  # noqa: S301  (our own bytes)
