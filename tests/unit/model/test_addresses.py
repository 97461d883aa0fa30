"""Addresses of the web: what is followed, what was meant, and what paper shows of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coherence_kit.model.addresses import (
    address_in,
    meant_address,
    shown_address,
    web_address,
    without_address,
)
from coherence_kit.model.merging import named_by, pooled
from coherence_kit.model.submission import Answer, EvidenceItem

PAGE = "https://www.gov.xx/acts/12"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (PAGE, PAGE),
        (f"  {PAGE}\n", PAGE),
        ("HTTP://Gov.XX/é?a=1#b", "HTTP://Gov.XX/%C3%A9?a=1#b"),
        ("https://santé.gouv.xx/é", "https://xn--sant-epa.gouv.xx/%C3%A9"),
        ("https://gov.xx:8443/", "https://gov.xx:8443/"),
        ("https://[::1]/a", "https://[::1]/a"),
    ],
)
def test_an_address_of_the_web_is_followed(typed: str, address: str) -> None:
    assert web_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "www.gov.xx", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,a", "https://",
        "https://.", "https://gov.xx@evil.xx/", "https://gov.xx:99999/", "https://a b", "ftp://a.b",
        'https://a.b/"onclick=', "https://a.b/<b>", "https://a.b\u202e/c", f"{PAGE} and more", "",
        "https://a.b/".ljust(3_000, "a"), "mailto:office@gov.xx", r"\\host\share", "https:///a",
    ],
)  # fmt: skip
def test_nothing_else_is_followed(typed: str) -> None:
    assert web_address(typed) == ""


@given(st.text())
def test_what_is_followed_is_plain_and_leads_to_the_web(typed: str) -> None:
    for address in (web_address(typed), web_address(f"https://{typed}"), meant_address(typed)):
        assert address == "" or address.lower().startswith(("http://", "https://"))
        assert address.isascii()
        assert not set(address) & set("<>\"'` \n\\") - {"'"}
        assert web_address(address) == address


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("www.gov.xx/acts/12", PAGE),
        ("https:www.gov.xx/acts/12", PAGE),
        ("https:/www.gov.xx/acts/12", PAGE),
        ("//www.gov.xx/acts/12", PAGE),
        ("gov.xx", "https://gov.xx"),
        ("report.pdf", ""),
        ("12.3.2024", ""),
        ("office@gov.xx", ""),
        ("Decree 12", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_what_was_meant_is_named_only_where_it_is_clear(typed: str, meant: str) -> None:
    assert meant_address(typed) == meant


def test_paper_shows_short_addresses_whole_and_of_long_ones_where_they_lead() -> None:
    assert shown_address(f"{PAGE}/") == "www.gov.xx/acts/12"
    assert shown_address(f"{PAGE}?{'x' * 80}") == "www.gov.xx/…"


def test_an_address_behind_a_title_is_told_from_it() -> None:
    assert without_address(f"Act 12 ({PAGE})") == ("Act 12", PAGE)
    assert without_address(PAGE) == ("", PAGE)
    assert without_address(f"{PAGE} is the act") == (f"{PAGE} is the act", "")
    assert without_address("Act 12") == ("Act 12", "")


def test_a_document_leads_to_its_own_address_first() -> None:
    assert EvidenceItem(title="Act", reference="https://a.xx/1", url=PAGE).address == PAGE
    assert EvidenceItem(title="Act", reference="see https://a.xx/1.").address == "https://a.xx/1"
    assert EvidenceItem(title="Act", url="javascript:alert(1)").address == ""
    assert address_in("Act 12", None) == ""


def test_an_address_alone_names_a_document_and_a_wrong_one_does_not() -> None:
    assert Answer(evidence=(EvidenceItem(url=PAGE),)).has_evidence
    assert not Answer(evidence=(EvidenceItem(url="in the archive"),)).has_evidence
    assert not EvidenceItem(title="see above", url=PAGE).says_nothing
    assert EvidenceItem(title="see above", url="see above").says_nothing


def test_of_one_document_named_by_two_the_address_is_kept() -> None:
    plain, linked = EvidenceItem(title="Act 12"), EvidenceItem(title="act 12", url=PAGE)
    other = EvidenceItem(title="Act 12", url="https://a.xx/1")
    answers = {name: Answer(value=1, evidence=(item,)) for name, item in
               (("labour", plain), ("health", linked), ("finance", other))}  # fmt: skip
    assert pooled(answers.values()) == (linked, other)
    merged = Answer(value=1, said=answers, evidence=pooled(answers.values()))
    assert pooled((merged, *answers.values())) == merged.evidence
    assert named_by(merged, linked) == ("labour", "health")
