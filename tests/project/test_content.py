"""What the shipped content says: questions, steps, measures, the register
of sources, the two submissions.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from coherence_kit import Kit, content
from coherence_kit.loading.documents import peek_file, read_document
from coherence_kit.loading.library import Library, open_library
from coherence_kit.loading.sources import load_sources
from coherence_kit.loading.submissions import bind, load_submission_file
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.conditions import AnswerIn
from coherence_kit.model.guidance import Guidance
from coherence_kit.model.measures import Measure
from coherence_kit.model.questionnaire import (
    FORMAT,
    Question,
    Questionnaire,
    ScaleQuestion,
    SourceRef,
    StepTarget,
)
from coherence_kit.model.sources import SourceRelations
from coherence_kit.model.submission import Submission
from coherence_kit.questions import kind_of
from coherence_kit.scoring.profiles import PROFILES
from coherence_kit.scoring.states import State, question_states
from coherence_kit.scoring.time_needed import WORDS_A_MINUTE, whole_time
from coherence_kit.scoring.tree import build_tree
from tests import editorial
from tests.builders import a_question, a_questionnaire
from tests.shipped import shipped_submissions

# The kit's own; what puts a published instrument into YAML follows that instrument.
OWN = frozenset({"intragovernmental", "multistakeholder", "remittances", "diaspora", "places"})
QUESTIONNAIRES = [
    path for path in sorted(content.folder("questionnaires").glob("*.yaml")) if path.stem in OWN
]
SUBMISSIONS = content.folder("questionnaires") / "submissions"
GHANA, VELMORA = (
    SUBMISSIONS / "ghana-2007-documented.yaml",
    SUBMISSIONS / "illustrative" / "velmora-2026-illustrative.yaml",
)
ROUNDS = [path for path in shipped_submissions() if path.is_relative_to(SUBMISSIONS / "rounds")]
DOCUMENTED = [GHANA, *sorted((SUBMISSIONS / "documented").glob("*.yaml"))]
# What public papers of later years say; the others rest on the source documents alone.
LATER = [
    SUBMISSIONS / "documented" / f"{name}.yaml"
    for name in ("moldova-2021-intragovernmental", "philippines-2016-multistakeholder")
]
FROM_SOURCES = [path for path in DOCUMENTED if path not in LATER]
VOICES = sorted(content.folder("questionnaires").glob("voice-*.yaml"))
# Made of questions of the kit's own: how many they ask, a matrix counted once, and who answers.
COMPOSED = {"small-administration": 25, "local": 17}
ANSWERED = {
    "small-administration": ["tamoa-2026-small-administration"],
    "local": ["velmora-port-saline-2026-local"],
}
SPOKEN = sorted((SUBMISSIONS / "rounds").rglob("voice-*.yaml"))
VELMORA_WITH_STAKEHOLDERS = SUBMISSIONS / "illustrative" / "velmora-2026-multistakeholder.yaml"
DEFAULT_EVIDENCE_FROM = 2

# What documents other than MC/INF/281 say on coherence inside government; the
# questionnaire on it asks every one.
ON_GOVERNMENT = re.findall(
    r"[a-z0-9-]+",
    """undp-integrate unitar-planning-groups unitar-budget unitar-monitoring unitar-agreements
    cs-6-agreements-rights unitar-preconditions cs-7-impact-of-other-policies
    cs-6-whole-of-government undp-evidence unitar-evidence unitar-balance-sheet
    cs-7-information-system undp-coordination cs-2-conventions cs-2-terms
    unitar-terms unitar-gender cs-5-institutionalised cs-6-root-causes cs-6-social-policy
    part-data-exchange part-data-sources unitar-research-exchange""",
)


@dataclass(frozen=True)
class Shipped:
    """A questionnaire with its measures."""

    questionnaire: Questionnaire
    measures: tuple[Measure, ...]


@cache
def library() -> Library:
    return open_library()


@cache
def shipped(path: Path) -> Shipped:
    questionnaire_id = peek_file(path)["id"]
    return Shipped(
        library().questionnaire(questionnaire_id).questionnaire,
        library().measures(questionnaire_id),
    )


@cache
def relations() -> SourceRelations:
    (loaded,) = (
        item
        for item in (
            load_sources(read_document(path))
            for path in sorted(content.folder("seeds").glob("*.yaml"))
        )
        if isinstance(item, SourceRelations)
    )
    return loaded


@cache
def submission(path: Path) -> Submission:
    document = read_document(path)
    file = load_submission_file(document)
    assert file is not None, document.problems
    questionnaire = library().questionnaire(file.questionnaire.id).questionnaire
    bound = bind(document, file, questionnaire, build_tree(questionnaire))
    assert bound is not None, document.problems
    return bound


@pytest.fixture(params=QUESTIONNAIRES, ids=lambda path: path.stem)
def ship(request: pytest.FixtureRequest) -> Shipped:
    path: Path = request.param
    return shipped(path)


# --- every questionnaire --------------------------------------------------------------------------


def test_no_step_is_another_step_with_another_noun() -> None:
    """In all questionnaires together; what one borrows of another is there once."""
    scales = [
        one for path in QUESTIONNAIRES for one in editorial.scales(shipped(path).questionnaire)
    ]
    once = {question.id: question for question in scales}
    assert editorial.too_similar(editorial.nearest_steps([*once.values()])) == []


def test_no_first_step_is_that_of_another_measure_with_another_noun() -> None:
    measures = {one.id: one for path in QUESTIONNAIRES for one in shipped(path).measures}
    assert editorial.too_similar(editorial.nearest_first_steps([*measures.values()])) == []


def test_texts_keep_their_limits(ship: Shipped) -> None:
    assert editorial.questionnaire_limits(ship.questionnaire) == []
    assert editorial.measure_limits(ship.measures) == []


@pytest.mark.parametrize("theme", ["remittances", "diaspora", "places"])
def test_each_line_on_protection_says_what_follows(theme: str) -> None:
    """So that two readers do not draw different steps from what is not kept to."""
    questionnaire = library().questionnaire(theme).questionnaire
    lines = {
        question.id: str(question.guidance.protection)
        for question in editorial.scored(questionnaire)
        if question.guidance is not None and question.guidance.protection is not None
    }
    ends = ("Otherwise step 1 at most.", "raises no step.")
    assert lines, theme
    assert [name for name, line in lines.items() if not line.endswith(ends)] == []


def test_no_word_is_vague_disrespectful_or_makes_a_source_oblige(ship: Shipped) -> None:
    assert editorial.questionnaire_words(ship.questionnaire) == []
    assert editorial.measure_words(ship.measures) == []


def test_every_scored_question_has_reasons_target_evidence_and_sources(ship: Shipped) -> None:
    evidence_from = ship.questionnaire.rubric.evidence_from or DEFAULT_EVIDENCE_FROM
    assert editorial.incomplete(ship.questionnaire, evidence_from) == []


def test_measures_lead_from_every_step_to_the_target(ship: Shipped) -> None:
    assert editorial.broken_chains(ship.questionnaire, ship.measures) == []


def test_every_unit_cited_exists_and_fits(ship: Shipped) -> None:
    assert editorial.unknown_units(ship.questionnaire, ship.measures, library().register()) == []


def test_a_question_serves_two_units_only_if_they_overlap(ship: Shipped) -> None:
    assert editorial.unrelated_sources(ship.questionnaire, relations()) == []


def test_guidance_names_both_sides_where_sources_disagree(ship: Shipped) -> None:
    assert editorial.silent_on_tension(ship.questionnaire, library().documents(), relations()) == []


# --- coherence inside government ------------------------------------------------------------------


def test_what_the_sources_say_on_coherence_inside_government_is_asked() -> None:
    questionnaire = library().questionnaire("intragovernmental").questionnaire
    part_one = [
        unit.id
        for unit in library().register().values()
        if unit.id.startswith("iom-1a-") and unit.kind in {"approach", "principle"}
    ]
    assert len(part_one) == 10
    asked = editorial.asked_units(questionnaire)
    assert [unit for unit in (*part_one, *ON_GOVERNMENT) if unit not in asked] == []


def test_all_six_preconditions_of_mainstreaming_are_asked() -> None:
    questionnaire = library().questionnaire("intragovernmental").questionnaire
    citing = {
        question.id
        for question in editorial.scored(questionnaire)
        if any(source.unit == "unitar-preconditions" for source in question.sources)
    }
    assert citing == {
        f"capacity.preconditions.{row}"
        for row in ("will", "knowledge", "experience", "resources", "data", "tools")
    }
    # What the documents say on money and data alone has questions of its own.
    assert {"unitar-budget", "undp-evidence"} <= editorial.asked_units(questionnaire)


# --- coherence with stakeholders ------------------------------------------------------------------

_STAKEHOLDERS = "multistakeholder"


def test_what_the_first_source_says_on_coherence_with_stakeholders_is_asked() -> None:
    asked = editorial.asked_units(library().questionnaire(_STAKEHOLDERS).questionnaire)
    part = [
        unit.id
        for unit in library().register().values()
        if unit.id.startswith("iom-1b-") and unit.kind in {"approach", "principle"}
    ]
    assert len(part) == 6
    assert [unit for unit in part if unit not in asked] == []
    # The half of it that asks for every stakeholder; ministries are asked inside government.
    assert "cs-6-whole-of-government" in asked


def test_the_short_form_reaches_every_section_of_coherence_with_stakeholders() -> None:
    questionnaire = library().questionnaire(_STAKEHOLDERS).questionnaire
    short = Counter(
        question.id.partition(".")[0] for question in questionnaire.questions() if question.short
    )
    assert short.total() == 10
    assert short.keys() == {section.id for section in questionnaire.sections}


def test_steps_on_stakeholders_use_one_phrase_for_one_idea_and_have_a_period() -> None:
    period = re.compile(r"last (?:12|24|36|60) months|in force|[Oo]n the date of the|latest")
    for question in editorial.scales(library().questionnaire(_STAKEHOLDERS).questionnaire):
        texts = {step: str(stated.text) for step, stated in question.steps.items()}
        assert texts[0].startswith("Nothing is on file. "), question.id
        assert "changed after an outside review in the last" in texts[4], question.id
        assert [step for step, text in texts.items() if not period.search(text)] == [], question.id


def test_a_measure_on_stakeholders_leads_to_a_deed() -> None:
    measures = library().measures(_STAKEHOLDERS)
    in_paper = [measure.id for measure in measures if measure.ends_in_document]
    assert 3 * len(in_paper) <= len(measures)


# --- themes ---------------------------------------------------------------------------------------

THEMES = {
    "remittances": ("iom-2b-", "cs-4-"),
    "diaspora": ("iom-2a-", "cs-5-"),
    "places": ("iom-3a-", "part-integration-"),
}
"""Which parts of the documents a theme is made of, by the beginning of their units."""
ELSEWHERE = {
    "cs-5-diaspora-driven": "multistakeholder",
    "cs-5-representation": "multistakeholder",
    "cs-5-institutionalised": "intragovernmental",
    "part-integration-diaspora": "diaspora",
}
NOT_YET_ASKED = {"cs-5-security-of-residence"}  # a matter of permits to stay


@pytest.mark.parametrize("theme", THEMES)
def test_what_the_sources_say_on_a_theme_is_asked_and_answered_by_a_measure(theme: str) -> None:
    units = {
        name
        for name, unit in library().register().items()
        if name.startswith(THEMES[theme]) and unit.kind in {"approach", "principle"}
    } - NOT_YET_ASKED
    assert len(units) >= 4
    homes = {name: ELSEWHERE.get(name, theme) for name in units}
    for home in set(homes.values()):
        here = {name for name in units if homes[name] == home}
        assert here <= editorial.asked_units(library().questionnaire(home).questionnaire)
        assert here <= {unit for one in library().measures(home) for unit in one.source_units}


@pytest.mark.parametrize("theme", THEMES)
def test_practices_that_a_theme_tells_of_stand_beside_a_measure(theme: str) -> None:
    told = {
        name
        for name, unit in library().register().items()
        if name.startswith(THEMES[theme]) and unit.kind == "practice"
    }
    measures = [one for name in OWN for one in library().measures(name)]
    assert told <= {example.unit for one in measures for example in one.examples}


@pytest.mark.parametrize("theme", THEMES)
def test_whoever_meets_every_target_of_a_theme_is_at_the_top(theme: str) -> None:
    """As a country of origin or of destination alone, and as all that go together."""
    questions = {
        question.id: question
        for question in library().questionnaire(theme).questionnaire.questions()
    }
    targets = {name: kind_of(question).target for name, question in questions.items()}
    told = {name: {"answer": target, "evidence": [{"title": "Paper"}]}
            for name, target in targets.items() if target is not None}  # fmt: skip
    for profiles in (["origin"], ["destination"], ["origin", "destination", "transit"]):
        answers = {**told, PROFILES: profiles}
        result = Kit().assess(answers, questionnaire=theme, country="GHA", date="2026-06-30").model
        sections = [result.nodes[name] for name in result.root.children if result.is_asked(name)]
        assert result.root.value is not None
        assert result.root.value >= 65, profiles
        assert min(section.value or 0 for section in sections) >= 50, profiles


# --- voices of stakeholders -----------------------------------------------------------------------


@cache
def core_questions() -> dict[str, Question]:
    """The questions of the two core questionnaires by id."""
    return {
        question.id: question
        for path in QUESTIONNAIRES
        for question in every_question(shipped(path))
    }


def every_question(ship: Shipped) -> tuple[Question, ...]:
    return tuple(ship.questionnaire.questions())


@pytest.fixture(params=VOICES, ids=lambda path: path.stem)
def voice(request: pytest.FixtureRequest) -> Shipped:
    path: Path = request.param
    return shipped(path)


def test_there_is_a_voice_for_each_kind_of_stakeholder() -> None:
    kinds = ("diaspora", "employer", "local", "ngo", "union")
    assert [path.stem for path in VOICES] == [f"voice-{kind}" for kind in kinds]
    asked = [{question.id for question in every_question(shipped(path))} for path in VOICES]
    # some questions are asked of all, and each voice has a profile of its own
    assert len(set.intersection(*asked)) >= 2
    for one in asked:
        assert max(len(one & other) for other in asked if other is not one) <= 0.6 * len(one)


def test_a_voice_asks_eight_to_ten_questions_of_the_cores_with_their_steps(voice: Shipped) -> None:
    questions = every_question(voice)
    assert len(questions) in range(8, 11)
    for question in questions:
        core = core_questions()[question.id]
        assert isinstance(question, ScaleQuestion)
        assert isinstance(core, ScaleQuestion)
        assert question.steps == core.steps, question.id
        assert (question.label, question.text) == (core.label, core.text), question.id
        assert (question.target, question.sources) == (core.target, core.sources), question.id
        assert question.depends_on is None, question.id


def test_a_voice_is_addressed_and_proves_by_papers_of_its_own(voice: Shipped) -> None:
    questionnaire = voice.questionnaire
    assert questionnaire.scale is not None
    assert "seen carried out" in str(questionnaire.scale.hint)
    for question in every_question(voice):
        core = core_questions()[question.id]
        assert re.search(r"\byou(?:r|rs)?\b", editorial.guidance_text(question)), question.id
        assert question.who != core.who, question.id
        assert question.evidence.keys() == {"2", "3", "4"}, question.id
        own, official = (
            {str(text) for text in asked.evidence.values()} for asked in (question, core)
        )
        assert not own & official, question.id


def test_a_voice_has_no_figure_and_no_measures_and_is_capped_like_government(
    voice: Shipped,
) -> None:
    questionnaire, core = voice.questionnaire, shipped(QUESTIONNAIRES[0]).questionnaire
    rubrics = [questionnaire.rubric, *(each.rubric for each in questionnaire.all_sections())]
    assert {rubric.rule.name for rubric in rubrics} == {"none"}
    assert (questionnaire.rubric.levels, voice.measures) == (None, ())
    for key in ("evidence", "evidence_from", "evidence_cap"):
        assert getattr(questionnaire.rubric, key) == getattr(core.rubric, key), key


def test_a_voice_keeps_the_editorial_rules(voice: Shipped) -> None:
    questionnaire = voice.questionnaire
    assert editorial.questionnaire_limits(questionnaire) == []
    assert editorial.questionnaire_words(questionnaire) == []
    assert editorial.incomplete(questionnaire, DEFAULT_EVIDENCE_FROM) == []
    assert editorial.silent_on_tension(questionnaire, library().documents(), relations()) == []
    said = " ".join(
        str(text)
        for text in (
            questionnaire.title,
            questionnaire.summary,
            questionnaire.subject,
            questionnaire.scale and questionnaire.scale.hint,
            questionnaire.rubric.limits,
        )
    )
    assert editorial.disrespectful(questionnaire.id, said) == []


def test_the_voices_of_velmora_differ_from_its_government_and_agree() -> None:
    """Two steps lower, one higher, alike; and each knows something that the government does not."""
    assert len(SPOKEN) == 3
    government = {**submission(VELMORA).answers, **submission(VELMORA_WITH_STAKEHOLDERS).answers}
    for path in SPOKEN:
        spoken = submission(path)
        assert (spoken.round, spoken.standing) == ("2026", "illustrative"), path.stem
        assert spoken.respondent is not None
        assert spoken.respondent.entity, path.stem
        answers = spoken.answers
        asked = {question.id for question in every_question(shipped_of(spoken))}
        assert answers.keys() == asked, path.stem
        moved = Counter(
            answer.value - other.value
            for name, answer in answers.items()
            if isinstance(answer.value, int)
            and (other := government.get(name)) is not None
            and isinstance(other.value, int)
        )
        assert moved[-2] >= 1, path.stem
        assert moved[1] == 1, path.stem
        assert moved[0] >= 3, path.stem
        assert sum(answer.is_unknown for answer in answers.values()) == 1, path.stem
        known = {
            name
            for name, answer in answers.items()
            if isinstance(answer.value, int)
            and (name not in government or government[name].is_unknown)
        }
        assert known, path.stem


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.stem)
def test_a_voice_names_papers_of_its_own_time_and_speaks_with_respect(path: Path) -> None:
    spoken = submission(path)
    for question_id, answer in spoken.answers.items():
        said = " ".join(
            str(text)
            for text in (answer.comment, answer.unknown, answer.not_applicable)
            if isinstance(text, str)
        )
        assert said, question_id
        assert editorial.disrespectful(question_id, said) == []
        if isinstance(answer.value, int):
            assert answer.has_evidence, question_id
        assert all(str(item.date) <= str(spoken.date) for item in answer.evidence), question_id


def shipped_of(answered: Submission) -> Shipped:
    """The questionnaire that a submission answers."""
    (path,) = (path for path in VOICES if path.stem == answered.questionnaire.id)
    return shipped(path)


# --- forms for a small administration and a local authority ---------------------------------------


@pytest.fixture(params=COMPOSED)
def composed(request: pytest.FixtureRequest) -> Path:
    name: str = request.param
    return content.folder("questionnaires") / f"{name}.yaml"


def borrowed(path: Path) -> list[str]:
    """What each question of a questionnaire takes over, as its file has it."""
    sections = read_document(path).value["sections"]
    return [question["use"] for section in sections for question in section["questions"]]


def origins(path: Path) -> dict[str, Question]:
    """The questions where they come from, the rows of a matrix each by itself."""
    found = {}
    for name, wanted in (use.split("/") for use in borrowed(path)):
        for question in library().questionnaire(name).questionnaire.questions():
            if question.id == wanted or question.id.startswith(f"{wanted}."):
                found[question.id] = question
    return found


def test_a_composed_form_is_as_long_as_it_says(composed: Path) -> None:
    questionnaire = shipped(composed).questionnaire
    scored = [use for use in borrowed(composed) if not use.endswith("planning.development-plan")]
    assert len(scored) == COMPOSED[composed.stem]
    time = whole_time(editorial.ENGLISH, questionnaire.sections, build_tree(questionnaire), str)
    assert time.minutes <= 9.5 * 60  # papers included; reading alone takes an hour
    assert time.words <= 60 * WORDS_A_MINUTE * 1.05
    summary = str(questionnaire.summary)
    assert f"{len(scored)} questions" in summary
    assert f"{time.documents} at most" in summary


def test_a_composed_form_asks_questions_of_others_with_their_answers(composed: Path) -> None:
    ship, expected = shipped(composed), origins(composed)
    asked = {question.id: question for question in every_question(ship)}
    assert asked.keys() == expected.keys()
    for name, question in asked.items():
        origin = expected[name]
        assert type(question) is type(origin), name
        for answers in ("steps", "options"):
            assert getattr(question, answers, None) == getattr(origin, answers, None), name
        assert question.sources == origin.sources, name


def test_a_composed_form_waits_for_nothing_that_it_does_not_ask(composed: Path) -> None:
    """Who answers decides nothing in it; another condition would have to be brought along."""
    for name, origin in origins(composed).items():
        condition = origin.depends_on
        assert condition is None or (
            isinstance(condition, AnswerIn) and condition.question == "context.profiles"
        ), name
    assert {question.depends_on for question in every_question(shipped(composed))} == {None}


def test_a_composed_form_keeps_the_editorial_rules(composed: Path) -> None:
    ship = shipped(composed)
    questionnaire = ship.questionnaire
    assert editorial.questionnaire_limits(questionnaire) == []
    assert editorial.questionnaire_words(questionnaire) == []
    assert editorial.incomplete(questionnaire, DEFAULT_EVIDENCE_FROM) == []
    assert editorial.silent_on_tension(questionnaire, library().documents(), relations()) == []
    assert editorial.broken_chains(questionnaire, ship.measures) == []
    assert editorial.measure_limits(ship.measures) == []
    assert editorial.measure_words(ship.measures) == []
    assert editorial.too_similar(editorial.nearest_first_steps(ship.measures)) == []


def test_what_a_town_is_recommended_is_in_the_hands_of_a_town() -> None:
    """Police, courts, clinics and labour inspection are asked about only where a town runs them."""
    measures = library().measures("local")
    assert len({measure.id for measure in measures}) == len(measures)
    elsewhere = {"interior", "justice", "labour", "statistics"}
    of_a_state = {
        "cabinet-office",
        "central-bank",
        "development-cooperation",
        "foreign-affairs",
        "interministerial-body",
        "migration",
    }
    for measure in measures:
        assert measure.lead_role not in of_a_state, measure.id
        said = [measure.text, *(step.action for step in measure.first_steps)]
        assert not re.search(r"\b(?:cabinet|parliament)\b", " ".join(map(str, said))), measure.id
        if measure.lead_role in elsewhere:
            (raised,) = {raise_.question for raise_ in measure.raises}
            beyond = raised == "knowledge.data" and measure.raises[0].to == "3"
            assert beyond or raised.startswith("living.access."), measure.id


def test_a_measure_for_a_town_takes_the_place_of_the_borrowed_one() -> None:
    own = read_document(content.folder("questionnaires") / "measures" / "local.yaml").value
    labels = {measure.id: str(measure.label) for measure in library().measures("local")}
    replaced = {measure.id for path in QUESTIONNAIRES for measure in shipped(path).measures}
    stated = {item["id"]: item["label"]["en"] for item in own["measures"]}
    assert stated.keys() - replaced == {"partnerships.decide-in-both-towns"}
    assert {name: labels[name] for name in stated} == stated


@pytest.mark.parametrize("name", COMPOSED)
def test_a_composed_form_is_answered_whole_as_in_the_other_forms_of_the_place(name: str) -> None:
    for stem in ANSWERED[name]:
        answered = submission(SUBMISSIONS / "illustrative" / f"{stem}.yaml")
        questionnaire = library().questionnaire(name).questionnaire
        states = set(question_states(build_tree(questionnaire), answered).values())
        assert states == {State.ANSWERED, State.UNKNOWN, State.NOT_APPLICABLE}
        steps = {each.value for each in answered.answers.values() if type(each.value) is int}
        assert steps == {0, 1, 2, 3, 4}
        others = sorted((SUBMISSIONS / "illustrative").glob(f"{stem.removesuffix(name)}*.yaml"))
        others += [SUBMISSIONS / "illustrative" / f"{stem.removesuffix(f'-{name}')}.yaml"]
        assert len(others) >= 3
        for path in others:
            for question_id, other in submission(path).answers.items():
                here = answered.answers.get(question_id)
                # in the form for a local authority it asks for the town's own partnerships
                if here and question_id != "partnerships.local-authorities":
                    assert (here.value, here.comment) == (other.value, other.comment), question_id


# --- the register ---------------------------------------------------------------------------------


def test_the_register_holds_201_units_of_five_documents() -> None:
    documents = library().documents()
    assert {document.id: len(document.units) for document in documents} == {
        "gfmd-cs": 74,
        "iom": 59,
        "partnerships": 26,
        "undp": 15,
        "unitar": 27,
    }
    assert len(library().register()) == 201
    assert Counter(unit.kind for unit in library().register().values()).keys() == {
        "approach",
        "principle",
        "practice",
    }


def test_a_statement_is_neither_a_keyword_nor_an_essay() -> None:
    lengths = {unit.id: len(str(unit.statement)) for unit in library().register().values()}
    assert {
        unit: length for unit, length in lengths.items() if length not in editorial.STATEMENT
    } == {}


def test_a_statement_obliges_nobody_and_speaks_of_persons_with_respect() -> None:
    said = {unit.id: f"{unit.label}. {unit.statement}" for unit in library().register().values()}
    assert [fault for unit, text in said.items() for fault in editorial.obliging(unit, text)] == []
    assert [
        fault for unit, text in said.items() for fault in editorial.disrespectful(unit, text)
    ] == []


def test_the_text_that_was_read_is_named_by_its_checksum() -> None:
    checksums = [document.sha256 for document in library().documents()]
    assert [checksum for checksum in checksums if not re.fullmatch(r"[0-9a-f]{64}", checksum)] == []
    assert len(set(checksums)) == len(checksums)


# --- the tests can fail ---------------------------------------------------------------------------

_OPTIONS = ("Not at all.", "To a small extent.", "Partly.", "To a large extent.", "Fully.")


def _bad_question(question_id: str, label: str, text: str) -> dict[str, object]:
    steps = dict(enumerate(_OPTIONS))
    return {
        "id": question_id,
        "type": "scale",
        "label": label,
        "text": text,
        "steps": steps,
        "weight": 5,
    }


@pytest.fixture
def counter_example() -> Questionnaire:
    """Two acts, two audiences, three subjects, a purpose and a judgement on oneself.

    Then comes the same once more.
    """
    return Questionnaire.model_validate(
        {
            "format": FORMAT,
            "id": "counter-example",
            "version": "1.0",
            "title": "Do not write this",
            "scale": {"id": "extent", "steps": [0, 1, 2, 3, 4]},
            "sections": [
                {
                    "id": "s1",
                    "title": "Coordination and consultation on everything",
                    "questions": [
                        _bad_question(
                            "q1",
                            "Coordination and consultation in general",
                            "Does your government effectively coordinate and consult with all "
                            "relevant ministries and stakeholders on migration management, "
                            "including illegal migration and remittances, in order to maximise "
                            "development?",
                        ),
                        _bad_question(
                            "q2", "Training", "Is training on migration adequate, as IOM requires?"
                        ),
                    ],
                }
            ],
        }
    )


@pytest.fixture
def empty_measures() -> tuple[Measure, ...]:
    def measure(measure_id: str, noun: str) -> Measure:
        step = {
            "actor": "The government",
            "action": (
                f"Organize a workshop of all relevant stakeholders to raise awareness of {noun}."
            ),
            "product": "Awareness is raised.",
        }
        return Measure.model_validate(
            {
                "id": measure_id,
                "label": (
                    f"Strengthen {noun} on migration and development at every level of government"
                ),
                "text": f"Strengthen {noun} in receiving countries.",
                "fires_when": {"question": "q1", "step": ["0", "4"]},
                "raises": {"question": "q1", "to": "2"},
                "why": "MC/INF/281 requires it.",
                "first_steps": [step],
                "lead_role": "planning",
                "effort": {"days": "1"},
                "horizon": "short",
            }
        )

    return measure("m1", "coordination"), measure("m2", "consultation")


def test_the_counter_example_repeats_itself(
    counter_example: Questionnaire, empty_measures: tuple[Measure, ...]
) -> None:
    steps = editorial.too_similar(editorial.nearest_steps([*editorial.scales(counter_example)]))
    assert (
        len([fault for fault in steps if fault.startswith("q1 step") and " and q2 step" in fault])
        == 5
    )
    assert len(editorial.too_similar(editorial.nearest_first_steps(empty_measures))) == 1


def test_the_counter_example_breaks_the_limits(
    counter_example: Questionnaire, empty_measures: tuple[Measure, ...]
) -> None:
    faults = "\n".join(editorial.questionnaire_limits(counter_example))
    assert "s1: 43 characters, at most 36" in faults
    assert "q1, label: 40 characters" in faults
    assert "q1: a question of 26 words" in faults
    assert "q1: begins with Does" in faults
    assert "q1: no guidance" in faults
    assert "q1: it is not said who answers" in faults
    assert 'q1 step 2: name "Partly." is not of two to four words without full stop' in faults
    assert "q1 step 1: 0 sentences on what must be there" in faults
    found = "\n".join(editorial.measure_limits(empty_measures))
    assert "m1, label: 81 characters" in found
    assert "m1: 1 first steps" in found
    assert "a product is a noun phrase" in found
    assert "m2: partners without what they bring" in found


def test_who_answers_is_counted_with_the_guidance() -> None:
    who = {"answers": "the ministry"}  # with its heading, four words
    filled = {"asked": " ".join(["word"] * (editorial.GUIDANCE_WORDS - 5))}
    full, over = (
        a_question("q1", guidance=filled, who=who),
        a_question("q2", guidance=filled, who=who | {"with": "agencies"}),
    )
    faults = editorial.questionnaire_limits(a_questionnaire(full, over))
    assert [fault for fault in faults if "guidance" in fault] == ["q2: guidance of 126 words"]


def test_the_name_of_a_step_has_two_to_four_words() -> None:
    names = {0: "One", 1: "One two", 2: "One two three four", 3: "One two three four five"}
    steps = {step: {"name": name, "text": "A text."} for step, name in names.items()}
    faults = editorial.questionnaire_limits(a_questionnaire(a_question("q1", steps=steps)))
    assert [fault.partition(":")[0] for fault in faults if "words without" in fault] == [
        "q1 step 0",
        "q1 step 3",
    ]


def test_the_counter_example_uses_forbidden_words(
    counter_example: Questionnaire, empty_measures: tuple[Measure, ...]
) -> None:
    faults = "\n".join(editorial.questionnaire_words(counter_example))
    for word in (
        "illegal migration",
        "all relevant",
        "migration management",
        "maximise",
        "effectively",
        "IOM requires",
    ):
        assert f'"{word}"' in faults
    assert 'q1 step 2: "Partly"' in faults
    assert 'q1 step 4: "Fully"' in faults
    found = "\n".join(editorial.measure_words(empty_measures))
    for word in ("Strengthen", "receiving countries", "all relevant", "MC/INF/281 requires"):
        assert f'"{word}"' in found


def test_the_counter_example_proves_and_leads_nowhere(
    counter_example: Questionnaire, empty_measures: tuple[Measure, ...]
) -> None:
    faults = editorial.incomplete(counter_example, DEFAULT_EVIDENCE_FROM)
    assert "q1: a weight without a reason" in faults
    assert "q1: no target, or none with a reason" in faults
    assert "q1: 0 sources" in faults
    assert "q1 step 4: no evidence named" in faults
    question = next(editorial.scales(counter_example)).model_copy(
        update={"target": StepTarget(value=3)}
    )
    section = counter_example.sections[0].model_copy(update={"questions": (question,)})
    aimed = counter_example.model_copy(update={"sections": (section,)})
    broken = "\n".join(editorial.broken_chains(aimed, empty_measures))
    assert "q1: no measure leads on from step 1" in broken
    assert "q1: no measure leads on from step 2 (from [0, 2])" in broken
    assert "m1: fires at step 4 and leads to 2" in broken
    assert "m1: no source unit" in editorial.unknown_units(
        aimed, empty_measures, library().register()
    )


def test_silence_on_the_other_side_and_unrelated_units_are_found() -> None:
    questionnaire = library().questionnaire("intragovernmental").questionnaire
    agreements = next(
        question for question in questionnaire.questions() if question.id == "planning.agreements"
    )
    silent = agreements.model_copy(
        update={
            "guidance": Guidance(special=LocalizedText({"en": "The UNITAR report describes it."})),
            "sources": (*agreements.sources, SourceRef(unit="cs-2-terms", step=2)),
        }
    )
    section = questionnaire.sections[0].model_copy(update={"questions": (silent,)})
    changed = questionnaire.model_copy(update={"sections": (section,)})
    assert editorial.silent_on_tension(changed, library().documents(), relations()) == [
        "planning.agreements: guidance does not name Civil Society Day (migration-in-agreements)"
    ]
    assert editorial.unrelated_sources(changed, relations()) == [
        "planning.agreements: unitar-agreements and cs-2-terms do not overlap"
    ]


def test_terms_of_art_may_be_quoted() -> None:
    assert (
        editorial.disrespectful("x", "What “development-friendly migration” implies was asked.")
        == []
    )
    assert editorial.disrespectful("x", "Development-friendly migration is our aim.") != []


# --- the two submissions --------------------------------------------------------------------------


@pytest.mark.parametrize("path", [GHANA, VELMORA, *ROUNDS], ids=lambda path: path.stem)
def test_a_submission_speaks_of_persons_with_respect(path: Path) -> None:
    faults = []
    for question_id, answer in submission(path).answers.items():
        said = (
            answer.value,
            answer.comment,
            answer.unknown,
            answer.not_applicable,
            *(e.title for e in answer.evidence),
        )
        text = " ".join(part for part in said if isinstance(part, str))
        faults += editorial.disrespectful(question_id, text) + editorial.obliging(question_id, text)
    assert faults == []


def test_ghana_is_compiled_from_documents_and_says_so() -> None:
    ghana = submission(GHANA)
    assert (ghana.country, ghana.round, ghana.standing) == ("GHA", "2007", "documented")
    assert ghana.respondent is not None
    assert (
        ghana.respondent.entity == "compiled from the source documents, no answer of the government"
    )
    assert ghana.respondent.role == "compiler"


@pytest.mark.parametrize("path", FROM_SOURCES, ids=lambda path: path.stem)
def test_every_documented_answer_names_a_unit_and_where_it_stands(path: Path) -> None:
    documents = {unit.id: document for document in library().documents() for unit in document.units}
    answers = submission(path).answers
    assert len(answers) in range(1, 14)
    for question_id, answer in answers.items():
        assert answer.has_evidence, question_id
        assert answer.comment, question_id
        for item in answer.evidence:
            unit, place, *sentence = (item.reference or "").split("; ")
            assert unit in documents, question_id
            assert place in library().register()[unit].locator.split("; "), question_id
            assert re.fullmatch("(sentence on .+)?", "; ".join(sentence)), question_id
            assert item.date == documents[unit].date, question_id


@pytest.mark.parametrize("path", LATER, ids=lambda path: path.stem)
def test_every_answer_from_later_papers_names_the_place_and_the_copy_read(path: Path) -> None:
    later = submission(path)
    assert later.respondent is not None
    assert later.respondent.entity == "compiled from public documents, no answer of the government"
    for question_id, answer in later.answers.items():
        assert answer.has_evidence, question_id
        assert answer.comment, question_id
        for item in answer.evidence:
            assert item.title, question_id
            assert re.fullmatch(r".+; .+; https?://\S+", item.reference or ""), question_id
            assert item.date is None or str(item.date) <= str(later.date), question_id
        if type(answer.value) is int:
            assert all(item.date for item in answer.evidence), question_id


@pytest.mark.parametrize("path", LATER, ids=lambda path: path.stem)
def test_later_papers_carry_an_answer_beyond_case_by_case(path: Path) -> None:
    steps = [
        answer.value for answer in submission(path).answers.values() if type(answer.value) is int
    ]
    assert max(steps) >= 2


@pytest.mark.parametrize("path", DOCUMENTED, ids=lambda path: path.stem)
def test_one_place_in_a_document_is_scored_once(path: Path) -> None:
    """A paragraph that tells of two things is scored twice only if each names its sentence."""
    scored = [
        f"{reference}; "
        for answer in submission(path).answers.values()
        if type(answer.value) is int
        for reference in {item.reference for item in answer.evidence}
    ]
    twice = [
        one
        for one, other in combinations(scored, 2)
        if one.startswith(other) or other.startswith(one)
    ]
    assert twice == []


def test_ghana_is_never_at_step_0_and_what_is_not_settled_stays_unknown() -> None:
    ghana = submission(GHANA)
    steps = {
        name: answer.value for name, answer in ghana.answers.items() if type(answer.value) is int
    }
    assert steps == {"planning.policy-stage": 1}
    assert ghana.answers["capacity.preconditions.experience"].value == "on-paper"
    unknown = {name for name, answer in ghana.answers.items() if answer.is_unknown}
    assert {"coordination.interministerial", "planning.budget", "planning.monitoring"} <= unknown
    assert "coordination.focal-point" not in ghana.answers


def test_velmora_is_an_invented_country_with_every_state_of_an_answer() -> None:
    velmora = submission(VELMORA)
    assert velmora.country
    assert velmora.standing == "illustrative"
    questionnaire = library().questionnaire(velmora.questionnaire.id).questionnaire
    states = Counter(question_states(build_tree(questionnaire), velmora).values())
    for state in (
        State.ANSWERED,
        State.UNKNOWN,
        State.UNANSWERED,
        State.OPEN,
        State.NOT_APPLICABLE,
    ):
        assert states[state] > 0, state
    assert {answer.value for answer in velmora.answers.values() if type(answer.value) is int} == {
        0,
        1,
        2,
        3,
        4,
    }
    capped = [
        name
        for name, answer in velmora.answers.items()
        if type(answer.value) is int
        and answer.value >= DEFAULT_EVIDENCE_FROM
        and not answer.has_evidence
    ]
    assert capped
