"""The round file to start from: valid at once, and what it offers as help can be used."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from coherence_kit.forms.yaml.round_starter import round_starter
from coherence_kit.loading.documents import compose_document
from coherence_kit.loading.rounds import load_round
from coherence_kit.model.asking import find_place, who_is_asked
from coherence_kit.workflow.score import open_workspace
from tests.builders import a_question, a_questionnaire, a_section

ODD = a_questionnaire(
    a_section("null", a_question("null.a", who={"answers": 'the "first"\noffice: law, # rights'})),
    a_section("outer", a_section("outer.inner", a_question("1.10"))),
)
SHIPPED = [*open_workspace().library.index()]


@pytest.mark.parametrize("name", [*SHIPPED, "odd"])
def test_it_is_valid_and_its_help_names_what_can_be_asked(name: str) -> None:
    questionnaire = ODD if name == "odd" else open_workspace().entry(name).questionnaire
    text = round_starter(questionnaire)
    assert max(map(len, text.splitlines())) <= 100
    document = compose_document(text.encode(), "round.yaml")
    stated = load_round(document)
    assert stated is not None
    assert document.problems == []
    known = {questionnaire.id: questionnaire}
    asking = who_is_asked(stated, known)
    assert (asking.unknown, asking.two_leads) == ((), {})
    assert all(asking.asked.values())
    assert {*asking.leads.values()} == {"focal-point"}
    _, _, told = text.partition("# Sections of ")
    told = re.sub(r"\n# +(?=\S)(?![\"a-z0-9.-]+: |\"|Roles)", " ", told)  # put lines together
    sections, _, roles = told.partition("# Roles ")
    offered = [line.strip("# ").partition(":")[0] for line in sections.splitlines()[1:]]
    assert {one.strip('"') for one in offered} >= {
        section.id for section in questionnaire.sections if section.asks
    }
    assert all(find_place(one.strip('"'), known) for one in offered)
    named = re.findall(r'^#   (".*") \d+ questions?$', roles, re.MULTILINE)
    assert bool(named) == any(question.who for question in questionnaire.questions())
    assert all(find_place(json.loads(one), known) for one in named)


def test_a_partner_can_be_taken_out_of_its_comment(tmp_path: Path) -> None:
    text = re.sub(r"^# (- id: first-partner|  (?:entity|kind|asked|contact): )", r"\1",
                  round_starter(ODD), flags=re.MULTILINE)  # fmt: skip
    text = re.sub(r"^#(   \S+: \{)", r" \1", text, flags=re.MULTILINE)
    document = compose_document(text.encode(), str(tmp_path))
    stated = load_round(document)
    assert stated is not None, document.problems
    assert stated.respondents[-1].kind == "stakeholder"
    assert {*stated.decisions} == {"null.a", "1.10"}
