from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from jinja2 import TemplateNotFound, UndefinedError
from jinja2.exceptions import SecurityError

from coherence_kit.documents import templates

if TYPE_CHECKING:
    from pathlib import Path


def render(folder: Path, template: str, /, **context: object) -> str:
    (folder / "page.j2").write_text(template, encoding="utf-8")
    return templates.render(folder, "page.j2", context)


@pytest.mark.parametrize("name", ["page.html", "page.txt", "page", "page.css.j2"])
def test_values_are_escaped_whatever_the_template_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('<p title="{{ text }}">{{ text }}</p>')
    assert "<b>" not in templates.render(tmp_path, name, {"text": '"><b>'})
    assert "&#34;&gt;&lt;b&gt;" in templates.render(tmp_path, name, {"text": '"><b>'})


def test_a_name_that_the_context_lacks_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError, match="'titel' is undefined"):
        render(tmp_path, "{{ titel }}", title="x")


def test_an_attribute_that_a_value_lacks_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError, match="no attribute 'scroe'"):
        render(tmp_path, "{{ node.scroe }}", node={"score": 1})


def test_lines_with_only_a_statement_leave_no_trace(tmp_path: Path) -> None:
    assert render(
        tmp_path, "<ul>\n  {% for n in [1, 2] %}\n  <li>{{ n }}\n  {% endfor %}\n</ul>"
    ) == ("<ul>\n  <li>1\n  <li>2\n</ul>")


@pytest.mark.parametrize("way", ["''.__class__.__mro__", "items.append(1)", "function.__globals__"])
def test_templates_cannot_reach_python_or_change_values(tmp_path: Path, way: str) -> None:
    with pytest.raises(SecurityError):
        render(tmp_path, f"{{{{ {way} }}}}", items=[], function=render)


@pytest.mark.parametrize("name", ["../secret", "folder/../../secret"])
def test_nothing_outside_the_folder_is_a_template(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "templates").mkdir()
    with pytest.raises(TemplateNotFound):
        templates.render(tmp_path / "templates", name, {})


def test_an_included_template_is_escaped_too(tmp_path: Path) -> None:
    (tmp_path / "part.j2").write_text("<td>{{ text }}")
    assert render(tmp_path, "{% include 'part.j2' %}", text="<") == "<td>&lt;"


def test_filters_are_added_by_name(tmp_path: Path) -> None:
    (tmp_path / "page.j2").write_text("{{ 'a' | twice }}")
    assert (
        templates.render(tmp_path, "page.j2", {}, filters={"twice": lambda text: text * 2}) == "aa"
    )
    assert (
        templates.environment(tmp_path, {"twice": lambda text: text})
        .from_string("{{ 1 | twice }}")
        .render()
        == "1"
    )


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    render(tmp_path, "x")
    assert templates._kept_environment(tmp_path, ()) is templates._kept_environment(tmp_path, ())


def test_the_module_alone_does_not_load_jinja() -> None:
    program = "import sys, coherence_kit.documents.templates; print('jinja2' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout
        == "False\n"
    )
