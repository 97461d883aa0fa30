"""`coherence verify` against reports that were changed in every way in which a PDF can be made to
show, say or do something else.

A report is made again for each of them in earnest. Here it is made once: that it comes out byte for
byte the same is what the first test says.
"""

from __future__ import annotations

import io
import os
import random
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, Pdf, String

from coherence_kit.cli import main
from coherence_kit.documents.pdf import PdfResult
from coherence_kit.documents.pdf_comparison import compare
from coherence_kit.workflow import made_again
from coherence_kit.workflow.verify import verify
from tests.functional.test_verify import ANSWERED, WEIGHED, attach

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("verify")]

Forge: TypeAlias = Callable[[Pdf], None]
Part: TypeAlias = Any  # an object of pikepdf: it has no types for what stands inside


@pytest.fixture(scope="module")
def genuine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forgeries")
    (folder / "exchange.yaml").write_text(WEIGHED, encoding="utf-8")
    submission, path = folder / "answers" / "ghana.yaml", folder / "report.pdf"
    submission.parent.mkdir()
    submission.write_text(ANSWERED, encoding="utf-8")
    result = CliRunner().invoke(
        main, ["report", str(submission), "-o", str(path), "-Q", str(folder)]
    )
    assert result.exit_code == 0, result.output
    return path


def test_a_report_that_is_made_again_is_the_same_file(genuine: Path) -> None:
    verdict = verify(genuine)
    assert (verdict.problems, verdict.is_as_written) == ((), True)


@pytest.fixture
def made_once(genuine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = PdfResult(genuine.read_bytes(), ())
    monkeypatch.setattr(made_again, "render_pdf", lambda *_, **__: made)


# --- forgeries ------------------------------------------------------------------------------------


def over_the_score(document: Pdf, kind: str) -> Part:
    """A note with a white ground and another figure."""
    look = document.make_stream(b"1 1 1 rg 0 0 300 80 re f 0 g BT /F 40 Tf 10 20 Td (99.9) Tj ET")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 80])
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    look.Resources = Dictionary(Font=Dictionary(F=helvetica))
    return document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name(kind),
            Rect=Array([50, 680, 350, 760]),
            Contents=String("99.9"),
            F=4,
            AP=Dictionary(N=look),
        )
    )


def note(kind: str) -> Forge:
    def forge(document: Pdf) -> None:
        page = document.pages[1].obj
        page.Annots = Array([*page.get("/Annots", []), over_the_score(document, kind)])

    return forge


def field(document: Pdf) -> None:
    note("/Widget")(document)
    widget = document.pages[1].obj.Annots[-1]
    widget.FT, widget.T, widget.V = Name.Tx, String("score"), String("99.9")
    document.Root.AcroForm = Dictionary(Fields=Array([widget]))


def box(name: str, value: object) -> Forge:
    def forge(document: Pdf) -> None:
        document.pages[1].obj[name] = value

    return forge


def catalogue(name: str, value: Callable[[Pdf], object]) -> Forge:
    def forge(document: Pdf) -> None:
        document.Root[name] = value(document)

    return forge


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('99.9')"))


def named_script(document: Pdf) -> None:
    document.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), script()]))


def font(document: Pdf) -> Part:
    return next(iter(document.pages[1].obj.Resources.Font.values()))


def swap_signs(document: Pdf) -> None:
    """The signs of the face itself: what stood for 3 draws 8."""
    inside = font(document).DescendantFonts[0]
    numbers = list(range(2000))
    numbers[20], numbers[21] = numbers[21], numbers[20]
    table = b"".join(number.to_bytes(2, "big") for number in numbers)
    inside.CIDToGIDMap = document.make_stream(table)


def other_face(document: Pdf) -> None:
    stream = font(document).DescendantFonts[0].FontDescriptor.FontFile2
    data = bytearray(stream.read_bytes())
    data[len(data) // 2] ^= 1
    stream.write(bytes(data))


def other_text(document: Pdf) -> None:
    stream = font(document).ToUnicode
    stream.write(stream.read_bytes().replace(b"<0035>", b"<0039>").replace(b"<0030>", b"<0039>"))


def other_widths(document: Pdf) -> None:
    font(document).DescendantFonts[0].DW = 10


def drawing(document: Pdf) -> None:
    page = document.pages[1].obj
    page.Contents.write(page.Contents.read_bytes() + b"\n0 0 100 100 re f")


def second_drawing(document: Pdf) -> None:
    page = document.pages[1].obj
    page.Contents = Array([page.Contents, document.make_stream(b"0 0 100 100 re f")])


def unseen_drawing(document: Pdf) -> None:
    """Text that is drawn, and not shown."""
    page = document.pages[1].obj
    page.Resources.ExtGState = Dictionary(H=Dictionary(ca=0, CA=0))
    page.Contents.write(b"/H gs\n" + page.Contents.read_bytes())


def how_it_is_packed(document: Pdf) -> None:
    """Parameters without a meaning, in which anything may stand."""
    document.pages[1].obj.Contents.DecodeParms = Dictionary(Name=String("99.9"))


def drawing_elsewhere(document: Pdf) -> None:
    """A stream whose bytes lie in another file, for readers that follow this."""
    document.pages[1].obj.Contents.F = String("other.bin")


def picture(document: Pdf) -> None:
    page = document.pages[0].obj
    stream = document.make_stream(b"0 0 100 100 re f")
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    page.Resources.XObject = Dictionary(x9=stream)


def layer(document: Pdf) -> None:
    group = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("figures")))
    document.Root.OCProperties = Dictionary(
        OCGs=Array([group]), D=Dictionary(OFF=Array([group]), Order=Array([group]))
    )
    document.pages[1].obj.Resources.Properties = Dictionary(P=group)


def structure(key: str) -> Forge:
    """What is read aloud in place of what is shown."""

    def forge(document: Pdf) -> None:
        document.Root.StructTreeRoot.K[0][key] = String("The result is 99.9")

    return forge


def order_of_reading(document: Pdf) -> None:
    inside = document.Root.StructTreeRoot.K[0].K
    inside[0], inside[1] = inside[1], inside[0]


def bookmark(document: Pdf) -> None:
    document.Root.Outlines.First.Title = String("Result: 99.9")


def links(document: Pdf) -> Iterator[Part]:
    for page in document.pages:
        yield from page.obj.get("/Annots", [])


def link(document: Pdf) -> None:
    other = Dictionary(S=Name.URI, URI=String("example:elsewhere"))
    next(one for one in links(document) if one.Subtype == Name.Link)["/A"] = other


def place_of_links(document: Pdf) -> None:
    names = document.Root.Names.Dests.Names
    names[1], names[3] = names[3], names[1]


def title(document: Pdf) -> None:
    document.docinfo["/Title"] = "Ghana: 99.9"


def metadata(document: Pdf) -> None:
    stream = document.Root.Metadata
    stream.write(stream.read_bytes().replace(b"WeasyPrint", b"OtherPrint"))


def further_information(document: Pdf) -> None:
    document.docinfo["/Score"] = "99.9"


def producer(document: Pdf) -> None:
    document.docinfo["/Producer"] = "WeasyPrint 1.0"


def date(text: str) -> Forge:
    def forge(document: Pdf) -> None:
        document.docinfo["/CreationDate"] = text

    return forge


def file(name: str, data: bytes = b"99.9") -> Forge:
    return lambda document: attach(document, name, data)


def description_of_a_file(document: Pdf) -> None:
    document.Root.AF[0].Desc = String("Not the submission")


def unlisted_file(document: Pdf) -> None:
    del document.Root.AF[-1]


def figures(old: bytes, new: bytes) -> Forge:
    def forge(document: Pdf) -> None:
        stream = document.attachments["assessment.json"].get_file().obj
        data = stream.read_bytes()
        assert old in data
        stream.write(data.replace(old, new, 1))
        del stream.Params.CheckSum

    return forge


def portfolio(document: Pdf) -> None:
    """A reader shows the file named as the cover in place of the pages."""
    file("cover.pdf")(document)
    document.Root.Collection = Dictionary(D=String("cover.pdf"), View=Name.D)


def cover(document: Pdf) -> None:
    document.Root.Collection = Dictionary(D=String("assessment.json"), View=Name.D)


def swapped_pages(document: Pdf) -> None:
    kids = document.Root.Pages.Kids
    kids[0], kids[1] = kids[1], kids[0]


def page_twice(document: Pdf) -> None:
    document.Root.Pages.Kids[0] = document.Root.Pages.Kids[1]


def page_more(document: Pdf) -> None:
    document.add_blank_page()


def page_less(document: Pdf) -> None:
    del document.pages[1]


def inherited(document: Pdf) -> None:
    document.Root.Pages.Rotate = 180


FORGERIES: dict[str, tuple[Forge, str]] = {
    "note": (note("/FreeText"), "links and notes"),
    "stamp": (note("/Stamp"), "links and notes"),
    "square": (note("/Square"), "links and notes"),
    "field": (field, "fields to fill in"),
    "signature": (
        catalogue("/AcroForm", lambda _: Dictionary(SigFlags=3, Fields=Array([]))),
        "fields to fill in",
    ),
    "crop box": (box("/CropBox", Array([0, 0, 595, 700])), "which part"),
    "media box": (box("/MediaBox", Array([0, 0, 300, 300])), "which part"),
    "trim box": (box("/TrimBox", Array([0, 0, 300, 300])), "which part"),
    "turned": (box("/Rotate", 180), "which part"),
    "unit": (box("/UserUnit", 2), "which part"),
    "turned by its folder": (inherited, "which part"),
    "thumbnail": (box("/Thumb", Name.Small), "an entry"),
    "time on screen": (box("/Dur", 1), "an entry"),
    "action of a page": (box("/AA", Dictionary(O=script())), "what happens"),
    "script on opening": (catalogue("/OpenAction", lambda _: script()), "what happens"),
    "place on opening": (
        catalogue("/OpenAction", lambda pdf: Array([pdf.pages[2].obj, Name.Fit])),
        "what happens",
    ),
    "script by name": (named_script, "what happens"),
    "action of the file": (catalogue("/AA", lambda _: Dictionary(WC=script())), "what happens"),
    "link": (link, "what happens"),
    "places of links": (place_of_links, "links and notes"),
    "bookmark": (bookmark, "bookmarks"),
    "portfolio": (portfolio, 'carries "cover.pdf"'),
    "cover": (cover, "cover"),
    "signs of a face": (swap_signs, "typefaces"),
    "face": (other_face, "typefaces"),
    "text of a face": (other_text, "typefaces"),
    "widths of a face": (other_widths, "typefaces"),
    "drawing": (drawing, "what is drawn"),
    "second drawing": (second_drawing, "what is drawn"),
    "unseen drawing": (unseen_drawing, "what is drawn"),
    "how a drawing is packed": (how_it_is_packed, "what is drawn"),
    "drawing elsewhere": (drawing_elsewhere, "what is drawn"),
    "picture": (picture, "pictures"),
    "layer": (layer, "layers"),
    "text read aloud": (structure("/ActualText"), "read aloud"),
    "alternative text": (structure("/Alt"), "read aloud"),
    "expansion": (structure("/E"), "read aloud"),
    "order of reading": (order_of_reading, "read aloud"),
    "title": (title, "says of itself"),
    "metadata": (metadata, "says of itself"),
    "further information": (further_information, "says of itself"),
    "producer": (producer, "says of itself"),
    "language": (catalogue("/Lang", lambda _: String("fr")), "says of itself"),
    "date": (date("D:20200101120000Z"), "says of itself"),
    "date that is none": (date("D:20269999999999"), "says of itself"),
    "no date": (date(""), "says of itself"),
    "mark of tags": (catalogue("/MarkInfo", lambda _: Dictionary(Marked=False)), "read aloud"),
    "view": (catalogue("/PageMode", lambda _: Name.UseAttachments), "an entry (/PageMode)"),
    "numbers of pages": (
        catalogue("/PageLabels", lambda _: Dictionary(Nums=Array([0, Dictionary(St=5)]))),
        "an entry (/PageLabels)",
    ),
    "threads": (catalogue("/Threads", lambda _: Array([])), "an entry (/Threads)"),
    "extensions": (catalogue("/Extensions", lambda _: Dictionary()), "an entry (/Extensions)"),
    "file more": (file("note.txt"), 'carries "note.txt"'),
    "submission more": (file("submission-7.yaml"), "verify.other-file"),
    "questionnaire more": (file("questionnaire-other.yaml"), 'carries "other"'),
    "folder in a name": (file("a/b.txt"), 'a file with the name "a/b.txt"'),
    "name turned round": (file("a\u202etxt.exe"), "a file with the name"),
    "description of a file": (description_of_a_file, "files inside"),
    "unlisted file": (unlisted_file, "files inside"),
    "figure twice": (figures(b'"answered": 2', b'"answered": 3, "answered": 2'), "files inside"),
    "figure more": (figures(b'"answered": 2', b'"of": 9, "answered": 2'), "has 9"),
    "truth for a number": (figures(b'"answered": 2', b'"answered": true'), "has True"),
    "list for a release": (figures(b'"kit_version": "', b'"kit_version": [], "k": "'), "a list"),
    "deep figures": (figures(b"[", b"[" * 100_000), "does not carry its figures"),
    "no number": (figures(b'"answered": 2', b'"answered": NaN'), "has nan"),
    "swapped pages": (swapped_pages, "what is drawn"),
    "page twice": (page_twice, "damaged"),
    "page more": (page_more, "pages, and its own submission gives"),
    "page less": (page_less, "pages, and its own submission gives"),
}


@pytest.mark.usefixtures("made_once")
@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_refused_with_what_differs(genuine: Path, tmp_path: Path, name: str) -> None:
    forge, said = FORGERIES[name]
    path = tmp_path / "forged.pdf"
    with Pdf.open(genuine) as document:
        forge(document)
        document.save(path, fix_metadata_version=False)

    result = CliRunner().invoke(main, ["verify", str(path)])

    assert result.exit_code == 1, result.output
    assert said in result.output.replace("\n", " ")


# --- the same in another container ----------------------------------------------------------------


def linearized(genuine: Path, path: Path) -> None:
    subprocess.run(["qpdf", "--linearize", genuine, path], check=True)


def without_lists(genuine: Path, path: Path) -> None:
    subprocess.run(["qpdf", "--object-streams=disable", genuine, path], check=True)


def with_lists(genuine: Path, path: Path) -> None:
    subprocess.run(["qpdf", "--object-streams=generate", genuine, path], check=True)


def saved(genuine: Path, path: Path) -> None:
    with Pdf.open(genuine) as document:
        document.save(path, fix_metadata_version=False)


@pytest.mark.usefixtures("made_once")
@pytest.mark.parametrize("write", [linearized, without_lists, with_lists, saved])
def test_the_same_report_in_another_container_is_said_to_be_so(
    genuine: Path, tmp_path: Path, write: Callable[[Path, Path], None]
) -> None:
    path = tmp_path / "other.pdf"
    write(genuine, path)

    verdict = verify(path)

    assert (verdict.problems, verdict.is_as_written) == ((), False)
    assert verdict.pages == len(Pdf.open(genuine).pages)
    result = CliRunner().invoke(main, ["verify", str(path)])
    assert "another program has written the file anew" in result.stdout


def before(genuine: bytes) -> bytes:
    return b"<html><script>1</script>\n" + genuine


def behind(genuine: bytes) -> bytes:
    return genuine + b"<html>"


def older_state(genuine: bytes) -> bytes:
    """A page is changed and changed back, and the file keeps both."""
    start = genuine.rindex(b"startxref") + len(b"startxref")
    number = int(genuine[start:].split()[0])
    at = len(genuine)
    added = b"\n9999 0 obj\n(99.9)\nendobj\n"
    table = at + len(added)
    return (
        genuine
        + added
        + (
            b"xref\n9999 1\n%010d 00000 n \ntrailer\n<< /Size 10000 /Root 1 0 R /Prev %d >>\n"
            b"startxref\n%d\n%%%%EOF\n" % (at + 1, number, table)
        )
    )


def tail_of(genuine: bytes) -> bytes:
    """From where the file is read, with its end."""
    return genuine[genuine.rindex(b"startxref") :]


def second_place(spelt: bytes) -> Callable[[bytes], bytes]:
    """Another page behind the end, and a place to read from that some programs cannot read."""

    def change(genuine: bytes) -> bytes:
        page = b"\n5 0 obj\n<< /Length 17 >>\nstream\n0 0 100 100 re f\nendstream\nendobj\n"
        table = b"xref\n5 1\n%010d 00000 n \ntrailer\n<< /Size 10000 /Root 1 0 R >>\n"
        begun = genuine + page
        places = table % (len(genuine) + 1) + tail_of(genuine)
        return begun + places + spelt % len(begun) + b"\n%%EOF\n"

    return change


def web_page(genuine: bytes) -> bytes:
    return genuine + b"<html><h1>99.9</h1></html>\n" + tail_of(genuine)


def archive(genuine: bytes) -> bytes:
    """A ZIP archive whose comment is the end of the report."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("score.txt", "99.9")
        made.comment = tail_of(genuine)
    return genuine + held.getvalue()


def comment(genuine: bytes) -> bytes:
    start = genuine.rindex(b"startxref")
    return genuine[:start] + b"% <html>99.9</html>\n" + genuine[start:]


@pytest.mark.usefixtures("made_once")
@pytest.mark.parametrize(
    "change",
    [
        before,
        behind,
        older_state,
        second_place(b"startxref%d"),
        second_place(b"startxref\n%d."),
        second_place(b"startxref\n+%d"),
        second_place(b"startxref %% x\n%d"),
        web_page,
        archive,
        comment,
    ],
)
def test_what_another_program_may_find_in_the_file_is_refused(
    genuine: Path, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "forged.pdf"
    path.write_bytes(change(genuine.read_bytes()))

    assert CliRunner().invoke(main, ["verify", str(path)]).exit_code == 1


@pytest.mark.usefixtures("made_once")
def test_bytes_behind_the_end_of_what_is_packed_are_refused(genuine: Path, tmp_path: Path) -> None:
    path = tmp_path / "forged.pdf"
    with Pdf.open(genuine) as document:
        contents = document.pages[1].obj.Contents
        packed = zlib.compress(contents.read_bytes())
        contents.write(packed + b"<html>99.9</html>", filter=Name.FlateDecode)
        document.save(path, fix_metadata_version=False, compress_streams=False)

    (problem,) = verify(path).problems

    assert (problem.code, problem.params["page"]) == ("verify.page", "2")


def packed(**entries: object) -> Callable[[Pdf], Part]:
    """A stream that says of itself what it is, and holds the beginning of an archive."""

    def make(document: Pdf) -> Part:
        stream = document.make_stream(b"PK\x03\x04 99.9")
        for name, value in entries.items():
            stream[f"/{name}"] = value
        return stream

    return make


UNREACHED: dict[str, Callable[[Pdf], Part]] = {
    "dictionary": lambda _: Dictionary(Score=String("99.9")),
    "stream": packed(),
    "list of no objects": packed(Type=Name.ObjStm, N=0, First=0),
    "list of objects that are none": packed(Type=Name.ObjStm, N=1, First=4),
    "list with a script": packed(Type=Name.ObjStm, N=0, First=0, JS=String("app.alert('99.9')")),
    "list of places": packed(Type=Name.XRef, W=Array([1, 2, 1]), Size=1),
    "list of places of the right size": packed(Type=Name.XRef, W=Array([1, 4, 4]), Size=1),
    "hints without order for the web": packed(S=3),
    "beginning of a file for the web": lambda _: Dictionary(Linearized=1, L=1),
    "text for the web": lambda _: Dictionary(Linearized=String("99.9")),
}


@pytest.mark.usefixtures("made_once")
@pytest.mark.parametrize("name", UNREACHED)
def test_an_object_that_nothing_leads_to_is_refused(
    genuine: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "forged.pdf"
    with Pdf.open(genuine) as document:
        document.Root.Hidden = document.make_indirect(UNREACHED[name](document))
        document.save(
            path,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
        )
    data = path.read_bytes()
    assert data.count(b"/Hidden") == 1
    # The catalogue loses what leads there, without a byte being moved.
    start = data.index(b"/Hidden")
    end = data.index(b"R", start) + 1
    path.write_bytes(data[:start] + b" " * (end - start) + data[end:])

    (problem,) = verify(path).problems

    assert problem.code == "verify.document"
    assert "parts that nothing leads to" in problem.params["parts"]


@pytest.mark.usefixtures("made_once")
def test_an_identification_that_says_something_is_refused(genuine: Path, tmp_path: Path) -> None:
    path = tmp_path / "forged.pdf"
    without_lists(genuine, path)
    data = path.read_bytes()
    assert data.count(b"/ID [") == 1
    path.write_bytes(data.replace(b"/ID [", b"/ID [(The result of Ghana is 99.9, and not 75.0.)"))

    (problem,) = verify(path).problems

    assert "parts that nothing leads to" in problem.params["parts"]


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_locked_report_is_refused(genuine: Path, tmp_path: Path, user: str) -> None:
    path = tmp_path / "locked.pdf"
    with Pdf.open(genuine) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="owner", user=user))

    result = CliRunner().invoke(main, ["verify", str(path)])

    assert result.exit_code == 1
    assert "locked" in result.output


# --- every object ---------------------------------------------------------------------------------


def changes(value: Part) -> Iterator[tuple[str, Callable[[], None], Callable[[], None]]]:
    """Each change of one entry of an object: what it is, how it is made, how it is taken back."""
    if isinstance(value, pikepdf.Array):
        places: list[Any] = list(range(len(value)))
    else:
        places = list(value.stream_dict.keys() if isinstance(value, pikepdf.Stream) else value)
    for place in places:
        if place in {"/Length", "/Filter", "/DecodeParms"}:
            continue
        old = value[place]
        for new in others(old):
            yield (
                f"{place}: {old!r:.40} to {new!r:.40}",
                lambda place=place, new=new: value.__setitem__(place, new),  # type: ignore[misc]
                lambda place=place, old=old: value.__setitem__(place, old),  # type: ignore[misc]
            )
    if isinstance(value, pikepdf.Stream):
        content = value.read_bytes()
        yield "content", lambda: value.write(content + b" "), lambda: value.write(content)
    elif isinstance(value, pikepdf.Dictionary):
        yield (
            "an entry more",
            lambda: value.__setitem__("/More", 1),
            lambda: value.__delitem__("/More"),
        )
    elif isinstance(value, pikepdf.Array):
        yield "one more", lambda: value.append(1), lambda: value.__delitem__(len(value) - 1)


def others(old: Part) -> Iterator[object]:
    """What might stand in place of a value."""
    if isinstance(old, bool):
        yield not old
    elif isinstance(old, int):
        yield old + 1
    elif isinstance(old, pikepdf.String):
        yield String("99.9")
    elif isinstance(old, pikepdf.Name):
        yield Name("/Other")
    elif not isinstance(old, pikepdf.Object):
        yield old * 2 + 1 if old is not None else 1
    else:
        yield 1  # what it leads to is taken away


def kind(value: Part) -> str:
    """What an object is, as far as its entries say so."""
    if isinstance(value, pikepdf.Array):
        return "array"
    named = (str(value.get(key, "")) for key in ("/Type", "/Subtype", "/S"))
    return " ".join((type(value).__name__, *named))


def chosen_objects(document: Pdf) -> list[Part]:
    """Of each kind of object one, and with `make laws` all."""
    held: list[Part] = [*document.objects]
    kinds: dict[str, list[Part]] = {}
    for value in random.Random(0).sample(held, len(held)):
        if not {"/ObjStm", "/XRef"} & set(kind(value).split()):
            kinds.setdefault(kind(value), []).append(value)
    most = None if os.environ.get("HYPOTHESIS_PROFILE") == "laws" else 1
    return [value for alike in kinds.values() for value in alike[:most]]


def test_no_object_of_a_report_can_be_changed_unseen(genuine: Path) -> None:
    made, doubted = Pdf.open(genuine), Pdf.open(genuine)
    assert list(compare(doubted, made)) == []
    chosen = chosen_objects(doubted)
    number = 0
    for value in chosen:
        for what, change, take_back in changes(value):
            change()
            assert next(compare(doubted, made), None) is not None, (value.objgen, what)
            take_back()
            number += 1
    print(f"{number} changes of {len(chosen)} objects")
    assert number > len(chosen)
    assert list(compare(doubted, made)) == []
