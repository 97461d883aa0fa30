"""Where questionnaires, report templates and the source register are.

In a wheel they lie inside the package (`coherence_kit/_content`), in a checkout in the folders
beside it. Options and environment variables of the commands come on top.
"""

from __future__ import annotations

from pathlib import Path

from coherence_kit.errors import KitError

FOLDERS = ("questionnaires", "report_templates", "seeds")
_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder of shipped content with this name (one of :data:`FOLDERS`).

    Raises:
        KitError: neither the package nor the checkout holds it; the installation is broken.

    """
    for candidate in (_PACKAGE / "_content" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    msg = f"the folder {name} is missing from this installation; install coherence-kit again"
    raise KitError(msg)
