"""Questionnaires: the file, then what no single field can know.

Each rule has a small function of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from pydantic import BaseModel

from coherence_kit.i18n import plain_number
from coherence_kit.loading.checks.graded import lacking
from coherence_kit.loading.checks.question import (
    check_matrix,
    check_question,
    check_row,
    check_scale,
)
from coherence_kit.loading.checks.rubric import (
    Group,
    check_group,
    check_rubric,
    check_section,
    check_something_counts,
)
from coherence_kit.loading.checks.settings import Stated, check_settings
from coherence_kit.loading.checks.shared import are_questions, check_shared
from coherence_kit.loading.checks.tables import check_tables
from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.schema_problems import validate
from coherence_kit.model.base import LocalizedText
from coherence_kit.model.conditions import AnswerIn, Condition
from coherence_kit.model.questionnaire import (
    MatrixQuestion,
    Question,
    Questionnaire,
    Section,
    SharedQuestion,
)
from coherence_kit.model.rubric import level_of
from coherence_kit.problems import did_you_mean, has_errors
from coherence_kit.questions import kind_of
from coherence_kit.questions.matrix import columns_of, rows_of
from coherence_kit.questions.parts import Graded
from coherence_kit.scoring.rules import RULES, ValueKind
from coherence_kit.scoring.short_form import short_form
from coherence_kit.scoring.targets import figures_at_targets
from coherence_kit.scoring.tree import Tree, build_tree


def load_questionnaire(document: Document) -> Questionnaire | None:
    """The questionnaire, or None with its problems added to the document.

    Warnings may be added either way.
    """
    if has_errors(document.problems):
        return None
    questionnaire = validate(document, Questionnaire)
    if questionnaire is None:
        return None
    places = _Places(questionnaire)
    _check_ids(document, questionnaire, places)
    matrices = [matrix for matrix, _ in places.matrices]
    if not are_questions(document, places.sections, places.by_id, matrices):
        return None
    _check_letters(document, questionnaire, places)
    check_rubric(document, questionnaire.rubric, ("rubric",))
    check_scale(document, questionnaire.scale, ("scale",))
    whole = Group(questionnaire.rubric, questionnaire.sections, ())
    check_group(document, whole, questionnaire.letters)
    check_something_counts(document, whole, questionnaire.id, "questionnaire")
    for section, path in places.sections:
        check_section(document, section, path, questionnaire.letters, places.by_id)
    for matrix, path in places.matrices:
        check_matrix(document, matrix, path, questionnaire)
    for question, path in places.questions:
        check_question(document, question, path, questionnaire)
    for row, path in places.rows:
        check_row(document, row, path)
    for asked, path in [*places.matrices, *places.questions]:
        _check_condition(document, asked, path, places)
    _check_earlier_ids(document, questionnaire, places.by_id)
    check_settings(document, _stated_rubrics(questionnaire, places), _steps(places))
    _check_circles(document, places)
    _check_languages(document, questionnaire)
    if not has_errors(document.problems):
        groups = [*places.sections, *((matrix.group, path) for matrix, path in places.matrices)]
        named = [(questionnaire.id, ()), *((group.id, path) for group, path in groups)]
        tree = build_tree(questionnaire)
        check_tables(document, tree, named)
        _check_short_form(document, questionnaire, named)
        _check_targets(document, tree, [*places.questions, *places.rows])
        check_shared(document, tree, places.sections)
        _check_aim(document, questionnaire, tree)
    return None if has_errors(document.problems) else questionnaire


class _Places:
    """Where each group and each question stands in the file.

    The rows of a matrix, which are questions too, are kept apart.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.sections: list[tuple[Section, PathLike]] = []
        self.matrices: list[tuple[MatrixQuestion, PathLike]] = []
        self.questions: list[tuple[Question, PathLike]] = []
        self.rows: list[tuple[Question, PathLike]] = []
        for place, section in enumerate(questionnaire.sections):
            self._add(section, ("sections", place))
        self.by_id = {question.id: question for question, _ in [*self.questions, *self.rows]}

    def _add(self, section: Section, path: PathLike) -> None:
        self.sections.append((section, path))
        for place, question in enumerate(section.questions):
            here = (*path, "questions", place)
            if isinstance(question, SharedQuestion):
                continue
            if isinstance(question, MatrixQuestion):
                self.matrices.append((question, here))
                rows = enumerate(rows_of(question))
                self.rows += [(row, (*here, "rows", number)) for number, row in rows]
            else:
                self.questions.append((question, here))
        for place, inner in enumerate(section.sections):
            self._add(inner, (*path, "sections", place))


def _stated_rubrics(questionnaire: Questionnaire, places: _Places) -> list[Stated]:
    sections: list[Stated] = [
        (section.id, section.rubric, path) for section, path in places.sections
    ]
    matrices: list[Stated] = [(matrix.id, matrix.rubric, path) for matrix, path in places.matrices]
    return [(questionnaire.id, questionnaire.rubric, ()), *sections, *matrices]


def _steps(places: _Places) -> set[int]:
    return {step for question, _ in places.questions for step in kind_of(question).steps}


def _check_targets(document: Document, tree: Tree, asked: list[tuple[Question, PathLike]]) -> None:
    """What counts as its target where it does not apply has one."""
    for question, path in asked:
        node = tree.nodes[question.id]
        if node.scored and node.settings.not_applicable == "target" and node.target_score is None:
            document.report("questionnaire.target-needed", path, id=question.id)


def _check_short_form(
    document: Document, questionnaire: Questionnaire, named: list[tuple[str, PathLike]]
) -> None:
    """Tables have lines for the fewer parts of the short form too."""
    short = None if has_errors(document.problems) else short_form(questionnaire)
    if short is not None:
        tree = build_tree(short)
        check_tables(document, tree, [(name, path) for name, path in named if name in tree.nodes])


def _check_aim(document: Document, questionnaire: Questionnaire, tree: Tree) -> None:
    """Whoever meets every target reaches the level that is called the aim."""
    rubric = questionnaire.rubric
    if rubric.aim is None:
        return
    met = figures_at_targets(tree)
    value = met.get(tree.root)
    parts = [met[child] for child in tree.nodes[tree.root].children if child in met]
    levels = rubric.levels or ()
    reached = level_of(value, levels, min(parts, default=None))
    ranks = [level.id for level in levels]
    if value is None or reached is None or ranks.index(reached) >= ranks.index(rubric.aim):
        return
    document.report(
        "questionnaire.aim-out-of-reach",
        ("rubric", "aim"),
        value=plain_number(round(value, 1)),
        reached=reached,
        aim=rubric.aim,
    )


def _check_ids(document: Document, questionnaire: Questionnaire, places: _Places) -> None:
    """Ids have to be unique across sections and questions without regard to case.

    The root has the questionnaire's id.
    """
    first: dict[str, PathLike] = {questionnaire.id.casefold(): ()}
    nodes: list[tuple[Section | MatrixQuestion | Question, PathLike]]
    nodes = [*places.sections, *places.matrices, *places.questions, *places.rows]
    clashes: dict[tuple[int, int], list[str]] = {}
    for node, path in nodes:
        own = (*path, "id")
        earlier = first.setdefault(node.id.casefold(), own)
        if earlier == own:
            continue
        part, other = document.part_of(own), document.part_of(earlier)
        if part is not None and other is not None and part != other:
            clashes.setdefault((other, part), []).append(node.id)
            continue
        first_line = document.line_of((*earlier[:-1], "id"))
        document.report("questionnaire.duplicate-id", own, id=node.id, first_line=first_line)
    _report_clashes(document, questionnaire, clashes)


def _report_clashes(
    document: Document,
    questionnaire: Questionnaire,
    clashes: Mapping[tuple[int, int], Sequence[str]],
) -> None:
    """Two parts that have ids in common are one mistake, however many ids there are."""
    for (first, second), ids in clashes.items():
        texts = {
            "first": questionnaire.sections[first].id,
            "second": questionnaire.sections[second].id,
            "ids": ", ".join(ids),
        }
        document.report("questionnaire.parts-clash", ("parts", second), **texts)


def _check_letters(document: Document, questionnaire: Questionnaire, places: _Places) -> None:
    """Where anything works in letters the questionnaire has to have some.

    It is reported once, for one line mends it everywhere.
    """
    if questionnaire.letters is None:
        use = next(_uses_of_letters(questionnaire, places), None)
        if use is not None:
            path, what, instead = use
            document.report("questionnaire.no-letters", path, what=what, instead=instead)


def _uses_of_letters(
    questionnaire: Questionnaire, places: _Places
) -> Iterator[tuple[PathLike, str, str]]:
    """Places that need letters: what stands there, and what could stand there instead."""
    groups = [(section.rubric, path) for section, path in places.sections]
    groups += [(matrix.rubric, path) for matrix, path in places.matrices]
    for rubric, path in [(questionnaire.rubric, ()), *groups]:
        rule = RULES.get(rubric.rule.name)
        if rule is not None and rule.measure is ValueKind.LETTERS:
            what = f"the rule {rubric.rule.name} works on letters"
            yield (*path, "rubric", "rule"), what, "choose a rule for numbers"
    asked: list[tuple[str, Graded | None, PathLike]] = [
        (question.id, kind_of(question).graded, path) for question, path in places.questions
    ]
    asked += [(matrix.id, columns_of(matrix), path) for matrix, path in places.matrices]
    for owner, graded, path in asked:
        if graded is None or lacking(graded, questionnaire.letters):  # what lacks is told by itself
            continue
        for place, item in enumerate(graded.items):
            if item.letter is not None:
                what = f'this {graded.one} of "{owner}" has the letter {item.letter}'
                yield (*path, graded.key, place, "letter"), what, "give it a score instead"


def _check_condition(
    document: Document, question: Question | MatrixQuestion, path: PathLike, places: _Places
) -> None:
    if question.depends_on is None:
        return
    for test, place in _tests_with_places(question.depends_on, (*path, "depends_on")):
        asked = places.by_id.get(test.question)
        here = (*place, "question")
        if asked is None:
            hint = _rows_named(test.question, places) or did_you_mean(test.question, places.by_id)
            document.report("questionnaire.unknown-question", here, id=test.question, hint=hint)
        elif not kind_of(asked).keys:
            kind = kind_of(asked).known
            document.report("questionnaire.condition-type", here, id=asked.id, kind=kind)
        else:
            _check_values(document, asked, test, (*place, "in"))


def _rows_named(name: str, places: _Places) -> str:
    """What to name in place of a matrix."""
    rows = next((matrix.group.children for matrix, _ in places.matrices if matrix.id == name), ())
    return f" It is a matrix; its rows are {', '.join(row.id for row in rows)}." if rows else ""


def _check_values(document: Document, asked: Question, test: AnswerIn, path: PathLike) -> None:
    """Each value that a condition waits for is an answer, or a box."""
    kind = kind_of(asked)
    known = ", ".join(label.spelt for label in kind.labels)
    for index, value in enumerate(test.values):
        if not kind.has_key(value):
            hint = did_you_mean(value, kind.keys) if kind.shape.takes_several else kind.hint(value)
            texts = {"value": value, "id": asked.id, "known": known, "hint": hint}
            document.report("questionnaire.condition-value", (*path, index), **texts)


def _tests_with_places(condition: Condition, path: PathLike) -> Iterator[tuple[AnswerIn, PathLike]]:
    if isinstance(condition, AnswerIn):
        yield condition, path
        return
    key = type(condition).model_fields["parts"].alias or ""
    for index, part in enumerate(condition.parts):
        yield from _tests_with_places(part, (*path, key, index))


def _check_circles(document: Document, places: _Places) -> None:
    """A question may not depend on itself, however many questions lie between.

    Each circle is reported once.
    """
    matrix_of_row = [(row, path[:-2]) for row, path in places.rows]
    questions = [*places.questions, *matrix_of_row]
    needs = {
        question.id: [test.question for test, _ in _tests_with_places(question.depends_on, ())]
        for question, _ in questions
        if question.depends_on is not None
    }
    paths = {question.id: path for question, path in questions}
    for circle in circles(needs):
        chain = " → ".join([*circle, circle[0]])
        document.report("questionnaire.circle", (*paths[circle[0]], "depends_on"), chain=chain)


def circles(needs: Mapping[str, list[str]]) -> list[list[str]]:
    """Circles of a graph given as id to the ids that it needs.

    Each begins with its first member in the graph.

    Of circles that share a member only one is found; the others show once it is cut.
    """
    left = {name: list(needed) for name, needed in needs.items()}
    found: list[list[str]] = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            members = list(reversed(error.args[1][1:]))  # graphlib names what is needed first
            start = min(range(len(members)), key=lambda place: list(needs).index(members[place]))
            found.append(members[start:] + members[:start])
            for name in members:
                del left[name]
        else:
            return sorted(found, key=lambda circle: list(needs).index(circle[0]))


def _check_earlier_ids(
    document: Document, questionnaire: Questionnaire, asked: Collection[str]
) -> None:
    """A renamed question is asked under its new id alone, a removed one not at all.

    `asked` are all ids of answers.
    """
    for old, new in questionnaire.renamed.items():
        if old in asked:
            document.report_key("questionnaire.earlier-id", ("renamed", old), id=old, key="renamed")
        elif new not in asked:
            hint = did_you_mean(new, asked)
            document.report(
                "questionnaire.renamed-to", ("renamed", old), id=old, new=new, hint=hint
            )
    for place, old in enumerate(questionnaire.removed):
        if old in asked:
            document.report("questionnaire.earlier-id", ("removed", place), id=old, key="removed")
        elif old in questionnaire.renamed:
            document.report("questionnaire.renamed-and-removed", ("removed", place), id=old)


def _check_languages(document: Document, questionnaire: Questionnaire) -> None:
    for path, text in localized_texts(questionnaire):
        lacking = [language for language in questionnaire.languages if language not in text.root]
        if lacking and "und" not in text.root:
            document.report("questionnaire.translation", path, lacking=", ".join(lacking))


def localized_texts(model: object, path: PathLike = ()) -> Iterator[tuple[PathLike, LocalizedText]]:
    """Every text of a model that exists in languages, with its path in the file."""
    if isinstance(model, LocalizedText):
        yield path, model
    elif isinstance(model, BaseModel):
        for name, info in type(model).model_fields.items():
            yield from localized_texts(getattr(model, name), (*path, info.alias or name))
    elif isinstance(model, Mapping):
        for key, value in model.items():
            yield from localized_texts(value, (*path, str(key)))
    elif isinstance(model, tuple):
        for index, value in enumerate(model):
            yield from localized_texts(value, (*path, index))
