"""Settings of the documentation site: `make docs` builds it into build/docs, without network."""

from __future__ import annotations

import sys
from pathlib import Path

from coherence_kit import __version__

sys.path.append(str(Path(__file__).parent / "_extensions"))

project = "coherence-kit"
author = "the authors of coherence-kit"
release = __version__
language = "en-GB"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "kit_reference",
]
exclude_patterns = ["_extensions"]

# Every heading down to the third level can be linked to, by the same anchors
# as in a repository's browser.
myst_heading_anchors = 3
myst_enable_extensions = ["attrs_inline", "deflist"]

nitpicky = True
# Types of the standard library and of other packages have no page here, and
# neither has the inside of the kit.
nitpick_ignore_regex = [("py:.*", ".*")]
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_display_short_literal_types = True

html_theme = "furo"
html_title = f"coherence-kit {release}"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_permalinks_icon = "#"
# Colours that keep a contrast of 4.5 to 1 on white and on black; the fonts are
# those of the reader's machine.
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1d4e89", "color-brand-content": "#1d4e89"},
    "dark_css_variables": {"color-brand-primary": "#9cc4f2", "color-brand-content": "#9cc4f2"},
}
