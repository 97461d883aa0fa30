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
    ],
)
def test_signs_and_empty_words_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        *("No sea port", "none of the ministries has a port", "Plan", "Law 12/2024", "see 3.1"),
        *("Loi 12", "sin puertos", "pas de port", "不适用", "نعم لا", "landlocked", "ILO"),
        *("see question 3.1", "the sea", "La mer", "a port", "El mar", "our ports"),
        "no " * 40 + "sea port",
    ],
)
def test_a_reason_says_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("title", "reference", "is_empty"),
    [
        ("see above", None, True),
        ("-", "-", True),
        (None, "idem", True),
        ("-", "Gazette 12/2024", False),
        ("-", "12/2024", False),
        ("Agenda 2063", None, False),
        (None, None, False),
    ],
)
def test_a_document_is_found_by_its_title_or_its_reference(
    title: str | None, reference: str | None, is_empty: bool
) -> None:
    assert EvidenceItem(title=title, reference=reference).says_nothing is is_empty
