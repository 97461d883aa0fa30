"""A brand to start from, with every key that there is."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from coherence_kit.forms.yaml.starters import id_text

_BRAND = """\
# How reports of one publisher look. Every line can be changed or left out; coherence check says at
# once what does not fit, and how its colours can be read.
# coherence report SUBMISSION --brand THIS-FILE -o report.pdf
format: coherence-kit/brand/1
id: {id}
publisher: "Name of the office that publishes the report"
contact:                            # whom readers can ask, on the page about the report
logos: []                           # at most two, PNG or SVG, beside this file:
# - {{file: logo.svg, alt: "Ministry of Planning"}}
# fonts:                            # TTF or OTF beside this file, in place of the kit's own:
#   text: {{regular: our-regular.ttf, bold: our-bold.ttf}}
#   headings: our-headings.ttf
accent: "#0B4F60"                   # in quotes; the kit computes the other colours from it
cover_map: yes                      # all answers at a glance on the cover
foot: "A stock-taking, not a ranking."
classification:                     # such as OFFICIAL – SENSITIVE, above and below every page
# which parts a report has, in their order; without the line it has all of them
{parts}
headings: {{}}                        # what parts are called, as {{glance: "For the minister"}}
blocks: {{}}                          # own words, in templates beside this: {{cover: own.html}}
"""


def brand_starter(brand_id: str, parts: Sequence[str]) -> str:
    """A brand with this id, valid at once; `parts` are those that a report may have."""
    listed = textwrap.fill(
        f"parts: [{', '.join(parts)}]", 98, initial_indent="# ", subsequent_indent="#   "
    )
    return _BRAND.format(id=id_text(brand_id), parts=listed)
