"""Results as HTML for notebooks: no scripts, no links, a light ground in dark notebooks too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from html import escape

from coherence_kit.analysis.explain import label_of
from coherence_kit.charts import strip_chart
from coherence_kit.model.assessment import Assessment, NodeResult
from coherence_kit.rendering.figures import NO_FIGURE
from coherence_kit.rendering.level_words import level_words, levels_named
from coherence_kit.rendering.report.interval_rows import alt_text, interval_text
from coherence_kit.rendering.terminal.heading import title_line
from coherence_kit.rendering.terminal.score import result_line
from coherence_kit.words import Words, words_of

_STYLE = "background:#fff;color:#222;padding:0.5em;font-family:sans-serif;overflow-x:auto"
_CELL = "text-align:left;padding:0.15em 0.8em 0.15em 0;color:#222"
MOST_ROWS = 50


def assessment_html(assessment: Assessment, language: str = "en") -> str:
    """The result on one line, and a row for the whole and for each part of it."""
    title = title_line(assessment, language)
    lead = f"<strong>{escape(result_line(assessment, language))}</strong><br>{escape(title)}"
    return _framed(f"<p>{lead}</p>{_figures(assessment, assessment.root_id, language)}")


def node_html(assessment: Assessment, node_id: str, language: str = "en") -> str:
    """A row for a node and for each part of it."""
    return _framed(_figures(assessment, node_id, language))


def preformatted(text: str) -> str:
    """A text of the terminal as it is."""
    return _framed(f'<pre style="background:#fff;color:#222">{escape(text)}</pre>')


def table_html(
    caption: str, columns: Mapping[str, Sequence[str | float | None]], language: str = "en"
) -> str:
    """A table by columns; of its rows the first ones."""
    names = list(columns)
    rows = [[_cell(columns[name][at]) for name in names] for at in range(len(columns[names[0]]))]
    more = len(rows) - MOST_ROWS
    shown = f"<p>{escape(caption)}</p>{_table(names, rows[:MOST_ROWS])}"
    if more > 0:
        left_out = words_of(language).count("… {n} more row", "… {n} more rows", more)
        shown += f"<p>{escape(left_out)}</p>"
    return _framed(shown)


def _figures(assessment: Assessment, node_id: str, language: str) -> str:
    node, words = assessment.nodes[node_id], words_of(language)
    heads = [
        words.say_as("column", "Part"),
        words.say_as("column", "Score"),
        words.say("Lowest to highest"),
        words.say_as("column", "Level"),
        words.say_as("column", "Target"),
        words.say("{low} to {high}", low=0, high=100),
    ]
    rows = [
        _row(assessment, assessment.nodes[name], words, language)
        for name in (node_id, *node.children)
    ]
    return _table(heads, rows)


def _row(assessment: Assessment, node: NodeResult, words: Words, language: str) -> list[str]:
    label = label_of(assessment, node.id, language)
    named = levels_named(node.levels, node.level_low, node.level_high)
    languages = assessment.questionnaire.languages
    texts = [
        label,
        node.text or (words.say("insufficient data") if node.low is not None else NO_FIGURE),
        interval_text(node),
        level_words(words, named, lambda label: label.in_language(language, languages))
        or NO_FIGURE,
        node.target_text or NO_FIGURE,
    ]
    return [*map(escape, texts), _strip(node, alt_text(words, label, node))]


def _strip(node: NodeResult, alt: str) -> str:
    """The figures drawn from 0 to 100."""
    return strip_chart(
        value=_double(node.value),
        low=_double(node.low),
        high=_double(node.high),
        target=_double(node.target),
        alt=alt,
    )


def _double(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return escape(f"{value:.6g}" if isinstance(value, float) else value)


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are HTML already."""
    head = "".join(f'<th scope="col" style="{_CELL}">{escape(name)}</th>' for name in heads)
    body = "".join(map(_line, rows))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _line(cells: Sequence[str]) -> str:
    """A row; its first cell says what it is about."""
    first, *others = cells
    inner = "".join(f'<td style="{_CELL}">{cell}</td>' for cell in others)
    return f'<tr><th scope="row" style="{_CELL};font-weight:normal">{first}</th>{inner}</tr>'


def _framed(inner: str) -> str:
    return f'<div class="coherence-kit" style="{_STYLE}">{inner}</div>'
