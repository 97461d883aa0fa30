from __future__ import annotations

import io
import random

import pikepdf
import pytest

from coherence_kit.documents.attached import (
    LARGEST_ATTACHMENT,
    MOST_ATTACHMENTS,
    Attached,
    media_type,
)
from coherence_kit.documents.embedded import read_attachments
from coherence_kit.loading.limits import MAX_SIZE
from coherence_kit.problems import Problem, ProblemsFound


def a_pdf(files: dict[str, bytes], **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        for name, data in files.items():
            document.attachments[name] = data
        document.save(out, **options)  # type: ignore[arg-type]  # a few named options of many types
    return out.getvalue()


def problem_of(data: bytes) -> Problem:
    with pytest.raises(ProblemsFound) as caught:
        read_attachments(data, source="report.pdf")
    (problem,) = caught.value.problems
    assert problem.source == "report.pdf"
    assert all(problem.sentences)
    return problem


def test_attachments_come_by_name_and_byte_for_byte() -> None:
    files = {
        "submission.yaml": "answers: {a: مرحبا}\r\n".encode(),
        "a.bin": bytes(range(256)),
        "empty": b"",
    }
    assert list(read_attachments(a_pdf(files)).items()) == sorted(files.items())


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7\n%%EOF", b"PK\x03\x04" * 100])
def test_what_is_no_pdf_is_said_the_same_way_every_time(data: bytes) -> None:
    problem = problem_of(data)
    assert (problem.code, problem.params) == (
        "pdf.unreadable",
        {"reason": "it is damaged, or of another kind"},
    )


def test_a_pdf_without_attachments_is_said() -> None:
    assert problem_of(a_pdf({})).code == "pdf.no-attachments"


def test_a_locked_pdf_is_said() -> None:
    problem = problem_of(
        a_pdf({"a": b"a"}, encryption=pikepdf.Encryption(owner="owner", user="user"))
    )
    assert (problem.code, problem.params) == (
        "pdf.unreadable",
        {"reason": "it is locked with a password"},
    )


def test_an_attachment_may_be_as_large_as_a_file() -> None:
    assert LARGEST_ATTACHMENT == MAX_SIZE
    assert len(read_attachments(a_pdf({"a": bytes(LARGEST_ATTACHMENT)}))["a"]) == LARGEST_ATTACHMENT


@pytest.mark.parametrize("compressed", [True, False])
def test_a_larger_one_is_not_unpacked(compressed: bool) -> None:
    problem = problem_of(a_pdf({"a": bytes(LARGEST_ATTACHMENT + 1)}, compress_streams=compressed))
    assert (problem.code, problem.params) == (
        "pdf.attachment-too-large",
        {"name": "a", "limit": "8 MiB", "total": "32 MiB"},
    )


def test_all_files_together_have_a_limit() -> None:
    files = {f"{number}": bytes(LARGEST_ATTACHMENT) for number in range(5)}
    assert problem_of(a_pdf(files)).code == "pdf.attachment-too-large"


@pytest.mark.parametrize("name", ["a/b", "..", "a\u202eb", 'a"b', "a\x1b[2Jb"])
def test_a_file_with_a_name_that_is_no_plain_one_is_refused(name: str) -> None:
    problem = problem_of(changed({"a": b"a"}, "/UF", pikepdf.String(name)))
    assert "it carries a file with the name" in problem.params["reason"]
    assert problem.params["reason"].isprintable()


def test_the_limits_of_the_process_come_back() -> None:
    before = pikepdf.settings.get_qpdf_limits()
    problem_of(a_pdf({"a": bytes(LARGEST_ATTACHMENT + 1)}))
    assert pikepdf.settings.get_qpdf_limits() == before


def changed(files: dict[str, bytes], change: str, value: object) -> bytes:
    """A PDF whose first attachment has another entry in its stream or specification."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf(files))) as document:
        specification = document.Root.Names.EmbeddedFiles.Names[1]
        target = specification if change in {"/UF", "/F"} else specification.EF.F
        target[change] = value
        document.save(
            out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
        )
    return out.getvalue()


def test_packing_that_cannot_be_limited_is_refused() -> None:
    problem = problem_of(changed({"a": b"a"}, "/Filter", pikepdf.Name.LZWDecode))
    assert problem.params == {"reason": 'the file "a" in it is packed in an uncommon way'}


def test_a_file_that_does_not_fit_its_checksum_is_damaged() -> None:
    parameters = pikepdf.Dictionary({"/CheckSum": pikepdf.String(bytes(16))})
    problem = problem_of(changed({"a": b"a"}, "/Params", parameters))
    assert problem.params == {"reason": 'the file "a" in it is damaged'}


def test_two_files_of_one_name_are_refused() -> None:
    problem = problem_of(changed({"a": b"a", "b": b"b"}, "/UF", pikepdf.String("b")))
    assert problem.params == {"reason": 'it carries two files named "b"'}


def test_too_many_files_are_refused() -> None:
    problem = problem_of(a_pdf({f"{number}": b"" for number in range(MOST_ATTACHMENTS + 1)}))
    assert problem.params == {"reason": "it carries more than 256 files"}


def test_a_damaged_pdf_is_a_problem_and_never_a_crash() -> None:
    whole = a_pdf({"submission.yaml": b"answers: {}\n", "b.json": b"{}"}, qdf=True)
    dice = random.Random(20260630)
    outcomes: set[str] = set()
    for _ in range(500):
        torn = bytearray(whole)
        for _ in range(dice.randint(1, 30)):
            torn[dice.randrange(len(torn))] = dice.randrange(256)
        try:
            read_attachments(bytes(torn))
        except ProblemsFound as found:
            outcomes.update(problem.code for problem in found.problems)
    assert outcomes == {"pdf.unreadable", "pdf.no-attachments"}


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "C:x", 'a"b', "a\nb", "a\u202eb"])
def test_an_attachment_has_a_plain_file_name(name: str) -> None:
    with pytest.raises(ValueError, match="not a plain file name"):
        Attached(name, b"")


def test_an_attachment_that_could_not_be_read_again_is_refused() -> None:
    with pytest.raises(ValueError, match="more than an attachment may have"):
        Attached("a", bytes(LARGEST_ATTACHMENT + 1))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.yaml", "application/yaml"),
        ("A.JSON", "application/json"),
        ("a.b.csv", "text/csv"),
        ("a", "application/octet-stream"),
    ],
)
def test_the_media_type_goes_by_the_ending_on_every_machine(name: str, kind: str) -> None:
    assert media_type(name) == kind
