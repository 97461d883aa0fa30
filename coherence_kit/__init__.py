"""Self-assessment of policy coherence in migration and development.

Questionnaires, rubrics and measures are YAML files; a submission answers a questionnaire; the engine
scores it exactly, says what is missing, finds the gaps and recommends measures; one immutable
assessment is then written as text, JSON, HTML or an accessible PDF.

The public functions are those of :mod:`coherence_kit.workflow`.
"""

__version__ = "0.1.0"
