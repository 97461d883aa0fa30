"""What says nothing where a reason or a document is asked for."""

from __future__ import annotations

import pytest

from coherence_kit.model.empty_words import says_nothing
from coherence_kit.model.submission import EvidenceItem


@pytest.mark.parametrize(
    "text",
    [
        *("-", "–", "---", ".", "…", "...", "?", "/", "12", "1.", "x", "X", "xxx", "n", "✓"),
        *("yes", "No.", "NONE", "n/a", "N.A.", "na", "idem", "Ditto", "same", "tbd", "T.B.D"),
        *("see above", "(See above.)", "see  above", "same as above, n/a", "to be confirmed"),
        *("voir ci-dessus", "Voir ci‑dessus", "cf. supra", "NÉANT", "néant", "neant", "s.o."),
        *("à déterminer", "même chose", "ne s’applique pas", "Ne s'applique pas"),
        *("see the previous answer", "as per the above", "Not applicable to our country."),
        *("voir la réponse précédente", "véase la respuesta anterior", "déjà répondu", "RAS"),
        *("ver arriba", "véase más arriba", "Sí", "ninguna", "no aplica", "por determinar"),
        *("No comments", "no information", "No data.", "not sure", "Not concerned", "not for us"),
        *("not relevant for us", "I don't know", "do not know", "not at all", "nope", "blank"),
        *("in progress", "ongoing", "under way", "WIP", "draft", "coming soon", "will follow"),
        *("n'est pas applicable", "ne nous concerne pas", "Non concerné", "pas concernée"),
        *("sans réponse", "aucune idée", "à remplir", "pas d'information", "rien à signaler"),
        *("no es aplicable", "no nos aplica", "no aplica para nosotros", "no es relevante"),
        *("No hay", "no existe", "no sabemos", "sin información", "en trámite", "vacío"),
    ],
)
def test_signs_and_empty_words_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        *("No sea port", "none of the ministries has a port", "Plan", "Law 12/2024", "see 3.1"),
        *("Loi 12", "sin puertos", "pas de port", "不适用", "نعم لا", "landlocked", "ILO"),
        *("no existe en el país", "no hay mar", "Not an island", "website", "see annex"),
        *("see question 3.1", "the sea", "La mer", "a port", "El mar", "our ports"),
        "no " * 40 + "sea port",
    ],
)
def test_a_reason_says_something(text: str) -> None:
    assert not says_nothing(text)


NO_TITLES = (
    *("see annex", "See attachment", "see attached file", "see link", "see website", "Website"),
    *("internet", "document", "the document", "various documents", "see Q3", "see question 3"),
    *("see 1.2", "pièce jointe", "Pièces jointes", "voir annexe", "cf. annexe", "document joint"),
    *("voir question 3", "ver anexo", "Véase anexo", "documento adjunto", "ver pregunta 3", "N/A"),
)


@pytest.mark.parametrize(
    ("title", "reference", "is_empty"),
    [
        ("see above", None, True),
        ("-", "-", True),
        (None, "idem", True),
        ("-", "Gazette 12/2024", False),
        ("-", "12/2024", False),
        ("Agenda 2063", None, False),
        *((title, None, True) for title in NO_TITLES),
        *((title, None, False) for title in ("NAP", "SO", "SD", "ND", "Annex 3", "Document 12")),
        ("nap", None, True),
        ("Migration Act", "see Q3", False),
        ("-", "see Q3", True),
        ("see question 3", "Gazette 12/2024", False),
        ("Voir la loi 12", None, False),
        ("see www.example.org", None, False),
        (None, None, False),
    ],
)
def test_a_document_is_found_by_its_title_or_its_reference(
    title: str | None, reference: str | None, is_empty: bool
) -> None:
    assert EvidenceItem(title=title, reference=reference).says_nothing is is_empty
