"""Self-assessment of policy coherence in migration and development.

Questionnaires, rubrics and measures are YAML files; a submission answers a questionnaire; the
engine scores it exactly, says what is missing, finds the gaps and recommends measures; one
immutable assessment is then written as text, JSON, HTML or an accessible PDF.

    import coherence_kit as ck

    kit = ck.open()
    assessment = kit.assess("ghana.yaml")
    print(assessment.score, assessment.low, assessment.high)

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "Batch",
    "CannotRenderError",
    "Checked",
    "Comparison",
    "Exact",
    "Explanation",
    "Kit",
    "KitError",
    "Lens",
    "LensPart",
    "MissingLibraryError",
    "Node",
    "Problem",
    "ProblemsFound",
    "Questionnaire",
    "Report",
    "RoundStatus",
    "Severity",
    "Submission",
    "UnknownNameError",
    "WrongUseError",
    "__version__",
    "open",
]

if TYPE_CHECKING:
    from coherence_kit.api.assessments import Assessment, Explanation, Node
    from coherence_kit.api.comparisons import Comparison
    from coherence_kit.api.figures import Exact
    from coherence_kit.api.kit import Kit, open  # noqa: A004  (coherence_kit.open, as gzip.open)
    from coherence_kit.api.lenses import Lens, LensPart
    from coherence_kit.api.results import Batch, Report
    from coherence_kit.api.submissions import Submission
    from coherence_kit.errors import (
        CannotRenderError,
        KitError,
        MissingLibraryError,
        UnknownNameError,
        WrongUseError,
    )
    from coherence_kit.model.questionnaire import Questionnaire
    from coherence_kit.model.round_status import RoundStatus
    from coherence_kit.problems import Problem, ProblemsFound, Severity
    from coherence_kit.workflow.check import Checked
else:
    # A type checker reads the imports above; every name there is in one of these modules.
    _HOMES = {
        "api.assessments": ("Assessment", "Explanation", "Node"),
        "api.comparisons": ("Comparison",),
        "api.figures": ("Exact",),
        "api.kit": ("Kit", "open"),
        "api.lenses": ("Lens", "LensPart"),
        "api.results": ("Batch", "Report"),
        "api.submissions": ("Submission",),
        "errors": (
            "CannotRenderError",
            "KitError",
            "MissingLibraryError",
            "UnknownNameError",
            "WrongUseError",
        ),
        "model.questionnaire": ("Questionnaire",),
        "model.round_status": ("RoundStatus",),
        "problems": ("Problem", "ProblemsFound", "Severity"),
        "workflow.check": ("Checked",),
    }

    def __getattr__(name: str) -> object:
        """Load a public name when it is first used, and keep it."""
        home = next((module for module, names in _HOMES.items() if name in names), None)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{home}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        """The public names, loaded or not."""
        return sorted({*globals(), *__all__})
