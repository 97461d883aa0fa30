"""What people type in any script: printed, copied from the PDF as typed, or warned about."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from coherence_kit.cli import main
from coherence_kit.documents import script_faces

pytestmark = pytest.mark.slow

TEXTS = {
    "am": "የሚኒስቴሮች ኮሚቴ በ2024 የስደት ክፍል እንዲቋቋም ወሰነ።",
    "ar": "قررت اللجنة الوزارية المشتركة إنشاء وحدة للهجرة والتنمية بِمُوجَب القرار",
    "fa": "کمیتهٔ بین‌وزارتی تصمیم گرفت واحد مهاجرت و توسعه ایجاد می‌شود",
    "he": "הוועדה הבין משרדית החליטה להקים יחידה להגירה ופיתוח שָׁלוֹם",
    "hi": "अंतर-मंत्रालयी समिति ने प्रवासन इकाई स्थापित करने का निर्णय लिया।",
    "ne": "अन्तरमन्त्रालय समितिले आप्रवासन एकाइ स्थापना गर्ने निर्णय गर्‍यो।",
    "th": "คณะกรรมการระหว่างกระทรวงมีมติให้จัดตั้งหน่วยงานด้านการย้ายถิ่น น้ำ ที่ผู้",
    "hy": "Միջգերատեսչական հանձնաժողովը որոշեց ստեղծել միգրացիայի բաժին։",
    "ka": "უწყებათაშორისმა კომისიამ გადაწყვიტა მიგრაციის განყოფილების შექმნა.",
    "ru": "Межведомственная комиссия приняла решение о создании отдела по миграции.",
    "uk": "Міжвідомча комісія ухвалила рішення про створення відділу з питань міграції; її ґрунт.",
    "el": "Η διυπουργική επιτροπή αποφάσισε τη σύσταση μονάδας μετανάστευσης.",
    "vi": "Ủy ban liên bộ đã quyết định thành lập đơn vị về di cư và phát triển.",
    "tr": "Bakanlıklar arası komisyon göç ve kalkınma biriminin kurulmasına karar verdi. İğış",
    "pl": "Komisja międzyresortowa postanowiła utworzyć jednostkę ds. migracji. Zażółć gęślą jaźń",
    "yo": "Ìgbìmọ̀ náà pinnu láti dá ẹ̀ka ìṣíkiri sílẹ̀ ní Ọ̀yọ́, ẹ̀kọ́, ọ̀rọ̀.",
    "ig": "Kọmitii ahụ kpebiri ịtọ ntọala ngalaba mbugharị; ị́, ụ́, ọ̀, ṅ.",
    "ha": "Kwamitin ya yanke shawarar kafa sashen ƙaura da ɓangaren ci gaba; ƴan ɗalibai.",
    "sw": "Kamati ya wizara mbalimbali iliamua kuanzisha kitengo cha uhamiaji na maendeleo.",
    "fr": "Le comité interministériel a décidé de créer une unité ; œuvre, naïveté, « çà ».",
    "es": "El comité interministerial decidió crear una unidad de migración. ¿Qué? Ñandú.",
    "pt": "A comissão interministerial decidiu criar uma unidade de migração: ação, órgãos, pôr.",
    "zh": "部际委员会于2024年3月12日决定设立移民与发展处。",
    "ja": "省庁間委員会は移住開発ユニットの設置を決定した。ガイドが必要。",
    "ko": "부처 간 위원회는 이주 개발 부서를 설치하기로 결정하였다.",
}
FROM_THE_RIGHT = ("ar", "fa", "he")
NEEDS_AN_EXTRA = ("am", "ar", "fa", "ha", "he", "hi", "hy", "ja", "ka", "ko", "ne", "th", "zh")
QUESTIONS = tuple(f"said.in-{language}" for language in TEXTS)


@pytest.fixture(autouse=True)
def questionnaire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A questionnaire of as many questions; each text is a comment on one."""
    monkeypatch.chdir(tmp_path)
    questions = "".join(
        f"  - {{id: {name}, type: boolean, label: {{en: Said}}, text: {{en: Is it so?}}}}\n"
        for name in QUESTIONS
    )
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "said.yaml").write_text(
        "format: coherence-kit/questionnaire/1\nid: said\n"
        'version: "1.0"\ntitle: {en: What is said}\n'
        f"sections:\n- id: sayings\n  title: {{en: Sayings}}\n  questions:\n{questions}",
        encoding="utf-8",
    )


def submission(folder: Path, texts: dict[str, str]) -> Path:
    """Each text as the comment on a question of its own."""
    lines = [
        "format: coherence-kit/submission/1",
        'questionnaire: {id: said, version: "1.0"}',
        "country: GHA\nround: First round, 2026\ndate: 2026-06-30\nanswers:",
    ]
    for question, text in zip(QUESTIONS, texts.values(), strict=False):
        lines += [f"  {question}:", "    answer: yes", f'    comment: "{text}"']
    path = folder / "typed.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(*arguments: object) -> str:
    """What a command says, on whichever stream, as one line."""
    words = [*map(str, arguments), "-Q", "content"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def text_of(pdf: Path) -> str:
    """The text of a PDF, composed, without blanks and marks that turn it on a terminal."""
    done = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True)
    said = "".join(done.stdout.decode().split())
    return unicodedata.normalize("NFC", said.translate(dict.fromkeys(range(0x202A, 0x202F))))


def lost(text: str, pdf_text: str) -> list[str]:
    """Words of a text that are not found again as they were typed."""
    words = (unicodedata.normalize("NFC", word) for word in text.split())
    return [word for word in words if word.strip(".،;:") not in pdf_text]


@pytest.fixture
def without_extras(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The kit as it is installed without the faces of further scripts."""
    monkeypatch.setattr(script_faces, "_file", lambda _: None)
    script_faces._covered.cache_clear()
    yield
    script_faces._covered.cache_clear()


@pytest.mark.xdist_group("every_script")
def test_texts_in_25_languages_are_copied_from_the_report_as_they_were_typed(
    tmp_path: Path,
) -> None:
    pdf = tmp_path / "report.pdf"
    said = run("report", submission(tmp_path, TEXTS), "-o", pdf)
    assert "warning" not in said
    found = text_of(pdf)
    assert "[U+" not in found
    assert {
        language: words for language, text in TEXTS.items() if (words := lost(text, found))
    } == {}
    for language, text in TEXTS.items():
        if language not in FROM_THE_RIGHT:
            assert "".join(unicodedata.normalize("NFC", text).split()) in found, language


@pytest.mark.xdist_group("every_script")
@pytest.mark.usefixtures("without_extras")
def test_without_faces_codes_are_printed_and_told_with_what_installs_them(tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    said = run("report", submission(tmp_path, TEXTS), "-o", pdf)
    found = text_of(pdf)
    assert "[U+12E8]" in found
    assert "[U+90E8]" in found
    assert 'pip install "coherence-kit[fonts]"' in said
    assert 'pip install "coherence-kit[fonts-cjk]"' in said
    assert "Hebrew, Thai, further Latin, Greek and Cyrillic letters)" in said
    assert "(Chinese, Japanese, Korean)" in said
    assert {
        name: words
        for name in TEXTS.keys() - set(NEEDS_AN_EXTRA)
        if (words := lost(TEXTS[name], found))
    } == {}


def test_the_printed_form_draws_and_warns_alike(tmp_path: Path) -> None:
    pdf = tmp_path / "form.pdf"
    path = submission(tmp_path, {"yo": TEXTS["yo"], "ar": TEXTS["ar"], "bo": "བོད"})
    said = run("form", "said", "--from", path, "-o", pdf)
    found = text_of(pdf)
    assert lost(f"{TEXTS['yo']} {TEXTS['ar']}", found) == []
    assert "[U+0F56]" in found
    assert "3 characters (Tibetan) can only be printed by number, as [U+0F56]" in said
    code = "output.no-face"
    assert f"typed.yaml:15:14: warning {code}" in said


def test_signs_of_office_programs_are_drawn_or_vanish(tmp_path: Path) -> None:
    typed = (
        "The unit\u200b was\ufeff s\u00adet up: \uf0b7 a decree; ➢ two posts; ✔\ufe0f done; Ａ１ x"
    )
    pdf, page = tmp_path / "report.pdf", tmp_path / "report.html"
    path = submission(tmp_path, {"en": typed})
    assert "warning" not in run("report", path, "-o", pdf)
    assert "Theunitwassetup:•adecree;►twoposts;✔done;" in text_of(pdf)
    run("report", path, "-o", page)
    assert typed in page.read_text(encoding="utf-8")


def test_a_text_from_the_right_is_set_apart_on_the_page(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    run("report", submission(tmp_path, {"he": "מספר 14.", "en": "No. 14."}), "-o", page)
    html = page.read_text(encoding="utf-8")
    assert '<bdi dir="rtl">מספר 14.</bdi>' in html
    assert "</strong> No. 14.</p>" in html


def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    path = submission(tmp_path, {name: TEXTS[name] for name in ("ar", "ja", "th", "yo")})
    for name in ("one.pdf", "two.pdf"):
        run("report", path, "-o", tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
