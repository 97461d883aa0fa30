"""What a PDF report carries: under which names it is put in, and how it is found again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from coherence_kit.documents.attached import Attached, submission_name
from coherence_kit.problems import Problem, ProblemsFound, clip
from coherence_kit.rendering.report.recipe import RECIPE_NAME, Recipe, read_recipe

_FIGURES: Final = "assessment.json"
_SUBMISSION: Final = re.compile(r"(submission|voice|previous)-([1-9][0-9]*)\.yaml")
_QUESTIONNAIRE: Final = re.compile(r"questionnaire-(.+)\.yaml")
_EARLIER: Final = re.compile(r"previous-questionnaire-(.+)\.yaml")
_PLAN: Final = re.compile(r"(plan)-([1-9][0-9]*)\.yaml")
_EARLIER_MEASURES: Final = re.compile(r"previous-measures-(.+)-([1-9][0-9]*)\.yaml")
_BRAND: Final = re.compile(
    r"brand(?:-logo-[12]|-font-text-(?:regular|bold|italic)|-font-headings"
    r"|-block-(?:cover|contact|foot))?\.(?:yaml|svg|png|ttf|otf|html)"
)
_MAPPING: Final = re.compile(r"mapping-(.+)-([1-9][0-9]*)\.yaml")
_MEASURES: Final = re.compile(r"measures-(.+)-([1-9][0-9]*)\.yaml")


@dataclass(frozen=True, slots=True)
class Carried:
    """The files of a report by what they are for.

    Args:
        submissions: each as YAML, in the order of the chapters.
        questionnaires: by id.
        measures: the catalogues for each questionnaire, in the order in which they count.
        mappings: those of other frameworks to each questionnaire, in the order of the report.
        figures: the assessments as JSON: of the chapters, of the voices, of the earlier round.
        voices: the submissions of stakeholders that stand beside, each as YAML.
        previous: those of an earlier round, likewise.
        earlier: the questionnaires of that round by id, where they are others.
        earlier_measures: the catalogues for each of these.
        plans: what the country made of the measures, in this round or in the earlier one.
        brand: the file of the brand and those that it names, by their names; none without one.

    """

    submissions: tuple[bytes, ...]
    questionnaires: Mapping[str, bytes]
    measures: Mapping[str, tuple[bytes, ...]]
    mappings: Mapping[str, tuple[bytes, ...]]
    figures: bytes
    voices: tuple[bytes, ...] = ()
    previous: tuple[bytes, ...] = ()
    earlier: Mapping[str, bytes] = field(default_factory=dict)
    earlier_measures: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    plans: tuple[bytes, ...] = ()
    brand: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def of_earlier_round(self) -> Carried:
        """The same with the questionnaires of the earlier round in the place of the others."""
        return replace(
            self, questionnaires=self.earlier, measures=self.earlier_measures, mappings={}
        )

    @property
    def all_submissions(self) -> tuple[tuple[str, bytes], ...]:
        """Every submission with the name under which it is carried, in the order of the figures."""
        parts = (
            ("submission", self.submissions),
            ("voice", self.voices),
            ("previous", self.previous),
        )
        return tuple(
            (submission_name(place, part), data)
            for part, several in parts
            for place, data in enumerate(several, start=1)
        )

    def attached(self) -> list[Attached]:
        """Each file with its name."""
        files = [
            Attached(name, data, "Source", "Submission") for name, data in self.all_submissions
        ]
        for kind, questionnaires in (
            ("questionnaire", self.questionnaires),
            ("previous-questionnaire", self.earlier),
        ):
            for questionnaire, data in questionnaires.items():
                name = f"{kind}-{questionnaire}.yaml"
                files.append(Attached(name, data, "Supplement", "Questionnaire"))
        for kind, what, beside in (
            ("measures", "Measures", self.measures),
            ("previous-measures", "Measures", self.earlier_measures),
            ("mapping", "Mapping", self.mappings),
        ):
            for questionnaire, found in beside.items():
                for place, data in enumerate(found, start=1):
                    name = f"{kind}-{questionnaire}-{place}.yaml"
                    files.append(Attached(name, data, "Supplement", what))
        files += [
            Attached(f"plan-{place}.yaml", data, "Source", "Plan")
            for place, data in enumerate(self.plans, start=1)
        ]
        files += [Attached(name, data, "Supplement", "Brand") for name, data in self.brand.items()]
        files.append(Attached(_FIGURES, self.figures, "Data", "Figures of this report"))
        return files


def sort_files(files: Mapping[str, bytes], source: str) -> tuple[Carried, Recipe | None]:
    """What the files of a PDF are for, by their names, and how the report was made.

    Args:
        files: by name, as they come out of a PDF that may come from anyone.
        source: the PDF as the user named it, for messages.

    Returns:
        The files, and the recipe; None if there is none that can be read.

    Raises:
        ProblemsFound: submissions or figures are not among them, or what no report carries is.

    """
    submissions = _numbered(files, _SUBMISSION)
    if not submissions.get("submission"):
        raise ProblemsFound([Problem("verify.no-submission", source)])
    if _FIGURES not in files:
        raise ProblemsFound([Problem("verify.no-figures", source)])
    questionnaires, earlier = (
        {found[1]: files[name] for name in files if (found := pattern.fullmatch(name))}
        for pattern in (_QUESTIONNAIRE, _EARLIER)
    )
    carried = Carried(
        tuple(submissions["submission"]),
        questionnaires,
        {name: tuple(data) for name, data in _numbered(files, _MEASURES).items()},
        {name: tuple(data) for name, data in _numbered(files, _MAPPING).items()},
        files[_FIGURES],
        tuple(submissions.get("voice", ())),
        tuple(submissions.get("previous", ())),
        earlier,
        {name: tuple(data) for name, data in _numbered(files, _EARLIER_MEASURES).items()},
        tuple(_numbered(files, _PLAN).get("plan", ())),
        {name: data for name, data in files.items() if _BRAND.fullmatch(name)},
    )
    expected = {file.name for file in carried.attached()}
    others = sorted(files.keys() - expected - {RECIPE_NAME})
    if others:
        params = {"name": clip(others[0])}
        raise ProblemsFound([Problem("verify.other-file", source, params=params)])
    return carried, read_recipe(files.get(RECIPE_NAME, b""))


def _numbered(files: Mapping[str, bytes], pattern: re.Pattern[str]) -> dict[str, list[bytes]]:
    """The files whose names end in a number, in its order, by what stands before it."""
    found: list[tuple[str, int, bytes]] = []
    for name, data in files.items():
        match = pattern.fullmatch(name)
        if match:
            *before, number = match.groups()
            found.append(("".join(before), int(number[:9]), data))
    groups: dict[str, list[bytes]] = {}
    for named, _, data in sorted(found, key=lambda one: one[:2]):
        groups.setdefault(named, []).append(data)
    return groups
